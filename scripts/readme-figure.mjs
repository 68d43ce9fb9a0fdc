// node scripts/readme-figure.mjs [FILE]: draws the curve of examples/scenario-2.json as docs/curve.svg, with the built
// package, as `isabc tradeoff --plot` does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSolver } from 'isabc';
import { renderSvg, tradeoffFigure } from 'isabc/plot';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const target = process.argv[2] ?? fromRoot('docs/curve.svg');

const scenario = JSON.parse(readFileSync(fromRoot('examples/scenario-2.json'), 'utf8'));
const result = (await loadSolver()).tradeoff(scenario, { points: 41, fidelity: 'printed' });
const unsolved = result.points.filter(({ status }) => status !== 'optimal');
if (unsolved.length > 0)
  throw new Error(`${unsolved.length} of ${result.points.length} points are not optimal`);

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, renderSvg(tradeoffFigure([{ name: 'scenario-2', result }])));
console.log(`wrote ${target === fromRoot('docs/curve.svg') ? 'docs/curve.svg' : target}`);
