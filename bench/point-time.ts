/**
 * npm run bench:point [-- --signal superposed --core FILE.wasm]: the time of one certified point of nine devices, median and slowest, printed and coupled, over
 * random placements in the disc of the paper's Scenario II. Cold: every point is a call of its own.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSolver } from 'isabc';
import type { Fidelity, Signal } from 'isabc';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({
  options: { signal: { type: 'string', default: 'reused' }, core: { type: 'string' } },
});
const signal = args.signal as Signal;
/** Points of a superposed signal take tens of times as long. */
const fewer = signal === 'superposed' ? 10 : 1;
const solver = await loadSolver(args.core === undefined ? undefined : { wasm: readFileSync(args.core) });
for (const [fidelity, placements] of [
  ['printed', 40],
  ['decoupled', 40],
  ['coupled', 20],
] as [Fidelity, number][]) {
  const random = new Random(1);
  const times: number[] = [];
  let uncertified = 0;
  for (let i = 0; i < (placements + 5) / fewer; i++) {
    const scenario = { ...scenarioTwo(random), signal };
    const { maxRate, freeRate } = solver.tradeoff(scenario, { points: 1, fidelity });
    for (const t of [0.1, 0.5, 0.9, 0.99]) {
      const rates = [freeRate! + t * (maxRate! - freeRate!)];
      const started = performance.now();
      const { points } = solver.tradeoff(scenario, { rates, extremes: false, fidelity });
      if (i >= 5 / fewer) times.push(performance.now() - started); // after a warm-up
      if (!['optimal', 'stationary'].includes(points[0].status)) uncertified++;
    }
  }
  times.sort((a, b) => a - b);
  const [median, slowest] = [times[times.length >> 1], times[times.length - 1]];
  console.log(
    `${fidelity}: median ${median.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms a point, ${uncertified} not certified`,
  );
}
