/**
 * How fast this build is beside another one, another `dist/` of this project: the same scenarios by both in turns, and
 * by processor time the median ratio of neighbouring passes, so that it tells of a busy machine too.
 *
 *     node scripts/run-ts.mjs bench/against.ts DIST [--seconds 20] [--only cold,coupled3]
 *     node scripts/run-ts.mjs bench/against.ts DIST --only superposed,superposedCoupled,unknown,unknown3     (only when named)
 *
 * Where this build is faster the ratio is above 1; beside it the quartiles of the passes. What either build certifies
 * must be all.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSolver, rowStatuses, type Fidelity, type ScenarioInput, type Solver } from 'isabc';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, only: { type: 'string' } },
  allowPositionals: true,
});
if (positionals.length !== 1) throw new Error('usage: bench/against.ts DIST [--seconds S] [--only NAME,…]');
const other = (await import(pathToFileURL(resolve(positionals[0], 'index.js')).href)) as {
  loadSolver: typeof loadSolver;
};
const solvers = [await other.loadSolver(), await loadSolver()];

/** One pass over all scenarios: how many points are certified. */
type Pass = (solver: Solver) => number;

function placed(count: number, seed: number, devices?: number): ScenarioInput[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => scenarioTwo(random, devices));
}

const inBatch =
  (
    scenarios: ScenarioInput[],
    fidelity: Fidelity,
    floors: { points: number } | { fractions: number[] },
  ): Pass =>
  (solver) =>
    solver
      .batch(scenarios, { ...floors, fidelity })
      .status.filter((code) => ['optimal', 'stationary'].includes(rowStatuses[code]!)).length;

/** One point a call, nothing known before. */
function cold(scenarios: ScenarioInput[], fidelity: Fidelity): Pass {
  const calls = scenarios.flatMap((scenario) => {
    const { maxRate, freeRate } = solvers[1].tradeoff(scenario, { points: 1, fidelity });
    return [0.1, 0.5, 0.9].map((t) => ({ scenario, rate: freeRate! + t * (maxRate! - freeRate!) }));
  });
  return (solver) =>
    calls.filter(({ scenario, rate }) => {
      const { points } = solver.tradeoff(scenario, { rates: [rate], extremes: false, fidelity });
      return points[0].status === 'optimal';
    }).length;
}

const three = { fractions: [0, 0.5, 0.9] };
const small = placed(40, 4, 2).map((scenario) => ({
  ...scenario,
  transmitter: { antennas: 4 },
  receiver: { antennas: 4 },
}));
const superposed = placed(2, 1).map((scenario): ScenarioInput => ({ ...scenario, signal: 'superposed' }));
const unknown = (count: number, seed: number) =>
  placed(count, seed).map((scenario): ScenarioInput => ({ ...scenario, unknown: 'reflections' }));
/** What takes long, or what builds before the general model do not know. */
const named: Record<string, Pass> = {
  superposed: inBatch(superposed, 'printed', { points: 4 }),
  superposedCoupled: inBatch(superposed, 'coupled', { points: 4 }),
  unknown: inBatch(unknown(2, 1), 'coupled', { points: 21 }),
  unknown3: inBatch(unknown(4, 3), 'coupled', three),
};
const passes: Record<string, Pass> = {
  curve: inBatch(placed(10, 1), 'printed', { points: 21 }),
  printed3: inBatch(placed(40, 3), 'printed', three),
  cold: cold(placed(20, 2), 'printed'),
  decoupled: inBatch(placed(10, 1), 'decoupled', { points: 21 }),
  decoupledCold: cold(placed(20, 2), 'decoupled'),
  small: inBatch(small, 'decoupled', { points: 21 }),
  smallCold: cold(small, 'decoupled'),
  coupled: inBatch(placed(2, 1), 'coupled', { points: 21 }),
  coupled3: inBatch(placed(6, 3), 'coupled', three),
  coupledCold: cold(placed(4, 2), 'coupled'),
};

const quantile = (values: number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))];

console.log(
  [
    'scenarios',
    'points',
    'certified',
    'the other, points/s',
    'this one',
    'faster',
    'quartiles',
    'passes',
  ].join('\t'),
);
const only = args.only?.split(',');
for (const [name, pass] of Object.entries(only ? { ...passes, ...named } : passes)) {
  if (only && !only.includes(name)) continue;
  const certified = solvers.map((solver) => (pass(solver), pass(solver))); // a warm-up
  const times: number[][] = [[], []];
  const started = performance.now();
  for (let round = 0; round < 5 || performance.now() - started < 1e3 * Number(args.seconds); round++)
    for (const i of round % 2 ? [1, 0] : [0, 1]) {
      const before = process.cpuUsage();
      pass(solvers[i]);
      const { user, system } = process.cpuUsage(before);
      times[i].push((user + system) / 1e6);
    }
  const ratios = times[0].map((time, round) => time / times[1][round]);
  const rate = (i: number) => (certified[i] / quantile(times[i], 0.5)).toFixed(0);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => quantile(ratios, q).toFixed(3));
  console.log(
    [
      name,
      Math.max(...certified),
      certified.join(', '),
      rate(0),
      rate(1),
      middle,
      `${low} to ${high}`,
      ratios.length,
    ].join('\t'),
  );
}
