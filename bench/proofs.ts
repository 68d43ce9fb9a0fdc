/**
 * npm run bench:proofs -- --points N --seed S: random scenarios as `npm run fuzz` makes them, each proved point by point.
 * Prints how many are proved, the distribution of the enclosures' widths, the time a proof takes, and what could not be
 * proved, by reason.
 */
import { InputError, loadSolver, type Point } from 'isabc';
import { proveResult } from 'isabc/verify';
import { parseArgs } from 'node:util';
import { makeCase } from './fuzz/cases.js';

const { values: args } = parseArgs({
  options: {
    points: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const solver = await loadSolver();
const wanted = Number(args.points);
const widths: number[] = [];
const times: number[] = [];
const reasons = new Map<string, { count: number; example: string }>();
let points = 0;
let unsolved = 0;
let ends = 0;
let provedEnds = 0;

function note(reason: string, example: string): void {
  const kind = reason.replace(/-?\d[\d.e+-]*/g, '#');
  const entry = reasons.get(kind) ?? { count: 0, example: `${example}: ${reason}` };
  reasons.set(kind, { ...entry, count: entry.count + 1 });
}

for (let i = Number(args.from); points < wanted; i++) {
  const { scenario, fidelity, objective } = makeCase(Number(args.seed), i, { devices: 16, antennas: 16 });
  try {
    const options = { fidelity, objective };
    const { maxRate, freeRate } = solver.tradeoff(scenario, { ...options, points: 1 });
    const at = (t: number) => freeRate! + t * (maxRate! - freeRate!);
    const rates = [0, ...[0.02, 0.3, 0.5, 0.8, 0.97, 0.999].map(at), maxRate!, 1.01 * maxRate!];
    const result = solver.tradeoff(scenario, { ...options, rates, covariance: true });
    const started = performance.now();
    const proof = proveResult(result);
    times.push((performance.now() - started) / (rates.length + 1));
    ends++;
    if (proof.maxRate?.proved) provedEnds++;
    else note(`maxRate: ${proof.maxRate?.reason}`, `case ${i}`);
    proof.points.forEach(({ proved, enclosure, reason, status }, k) => {
      const { gap }: Point = result.points[k];
      if (status === 'unsolved') return unsolved++;
      points++;
      if (!proved) note(reason!, `case ${i}, point ${k}, gap ${gap}`);
      else if (enclosure !== null) widths.push(enclosure.width);
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

const quantile = (list: number[], t: number) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(t * sorted.length))];
};
const failed = [...reasons]
  .filter(([kind]) => !kind.startsWith('maxRate'))
  .reduce((n, [, r]) => n + r.count, 0);
console.log(
  `${points} points, ${points - failed} proved (${((100 * (points - failed)) / points).toFixed(2)} %)`,
);
console.log(`${provedEnds} of ${ends} largest rates proved; ${unsolved} points unsolved, not counted`);
for (const t of [0.5, 0.9, 0.99, 0.999, 1])
  console.log(`width, ${100 * t} %: ${quantile(widths, t).toExponential(1)}`);
console.log(
  `ms a point: median ${quantile(times, 0.5).toFixed(1)}, 99 % ${quantile(times, 0.99).toFixed(1)}`,
);
for (const [kind, { count, example }] of reasons) console.log(`${count}: ${kind} (${example})`);
