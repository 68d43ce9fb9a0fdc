/** docs/paper.md: the paper's numbers beside ours, as the program gives them today. */
import { existsSync, readFileSync } from 'node:fs';
import { loadSolver, monteCarlo } from 'isabc';
import prettier from 'prettier';
import { describe, expect, test } from 'vitest';
import type { DrawBatch } from '../bindings/monte-carlo/types.js';
import type { Solver } from '../bindings/solver/solver.js';
import { paperDocument, secondScenario } from '../scripts/paper/document.js';
import { implementations } from '../scripts/paper/equations.js';
import { answer, quoted } from '../scripts/paper/quoted.js';

const solver = (await loadSolver()) as unknown as Solver;

describe('the 17 numbers that the paper quotes for Scenario I', () => {
  const plain = quoted.filter(({ slip }) => slip === undefined);
  const slips = quoted.filter(({ slip }) => slip !== undefined);

  test('are 14 and three slips', () => {
    expect(plain).toHaveLength(14);
    expect(slips).toHaveLength(3);
  });

  test.each(plain)('$figure: $label, within 15 %', ({ paper, ask }) => {
    const own = answer(solver, 'numbers', 'printed', ask)!;
    expect(Math.abs(own / paper - 1)).toBeLessThan(0.15);
  });

  test.each(slips)('$figure: $label, a slip', ({ paper, ask, slip }) => {
    const labelled = answer(solver, 'numbers', 'printed', ask)!;
    expect(Math.abs(labelled / paper - 1)).toBeGreaterThan(0.5);
    const meant = answer(solver, 'numbers', 'printed', slip!.ask)!;
    expect(Math.abs(meant / slip!.paper - 1)).toBeLessThan(0.15);
  });

  test.each(plain.filter(({ ask }) => ask.what === 'bound'))(
    '$figure: $label, not as the text has it',
    ({ paper, ask }) => {
      expect(answer(solver, 'text', 'printed', ask)! / paper).toBeLessThan(0.1);
    },
  );
});

test.each(implementations)('$equation is in $file as $name', ({ file, name }) => {
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^(export )?function\\*? ${name}\\b`, 'm'));
});

test('docs/paper.md is what npm run paper writes', async () => {
  const draws = async (level: number) => {
    const batches: DrawBatch[] = [];
    for await (const batch of monteCarlo(secondScenario(level), { workers: 1 })) batches.push(batch);
    return batches;
  };
  const text = paperDocument(solver, await draws(-60), await draws(-30));
  const options = await prettier.resolveConfig('docs/paper.md');
  const formatted = await prettier.format(text, { ...options, parser: 'markdown' });
  expect(readFileSync('docs/paper.md', 'utf8')).toBe(formatted);
});
