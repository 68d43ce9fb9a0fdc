/** npm run paper: writes docs/paper.md anew. */
import { writeFileSync } from 'node:fs';
import { loadSolver, monteCarlo } from 'isabc';
import prettier from 'prettier';
import type { DrawBatch } from '../../bindings/monte-carlo/types.js';
import type { Solver } from '../../bindings/solver/solver.js';
import { paperDocument, secondScenario } from './document.js';

async function draws(level: number): Promise<DrawBatch[]> {
  const batches: DrawBatch[] = [];
  for await (const batch of monteCarlo(secondScenario(level), { workers: 1 })) batches.push(batch);
  return batches;
}

const file = 'docs/paper.md';
const solver = (await loadSolver()) as unknown as Solver;
const text = paperDocument(solver, await draws(-60), await draws(-30));
const options = await prettier.resolveConfig(file);
writeFileSync(file, await prettier.format(text, { ...options, parser: 'markdown' }));
console.log(file);
