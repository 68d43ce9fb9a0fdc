/**
 * npm run fuzz -- --count N --seed S [--signal superposed] [--from I] [--verify K] [--only I]: random scenarios,
 * degenerate ones among them, every third of the general model, each solved at a few floors. Prints counts by status; exits 1 on anything unsolved, wrong
 * or unexplained. Every K-th result (default 20), and those of the general model, also go through the independent verifier. --from skips the cases
 * before I; --only runs one and prints it.
 */
import { InputError, loadSolver, verifyResult } from 'isabc';
import type { Result, ScenarioInput, SignalPair, Signal, Status, TradeoffOptions } from 'isabc';
import { parseArgs } from 'node:util';
import { makeCase, type Limits } from './fuzz/cases.js';
import { makeGeneralCase } from './fuzz/general.js';
import { faults } from './fuzz/faults.js';

const { values: args } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    signal: { type: 'string', default: 'reused' },
    verify: { type: 'string', default: '20' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
  },
});
if (args.signal !== 'reused' && args.signal !== 'superposed') throw new Error('--signal reused|superposed');

type AnyResult = Result | Result<SignalPair>;
const solver = await loadSolver();

/** The scenario between its ends, at them and beyond, in ascending order and each from nothing, and back from bounds. */
function reused(scenario: ScenarioInput, options: TradeoffOptions): AnyResult[] {
  const ends = solver.tradeoff(scenario, { ...options, covariance: false, points: 1 });
  const { maxRate: high, freeRate: free } = ends as { maxRate: number; freeRate: number };
  const between = (t: number) => free + t * (high - free);
  const inside = [0.02, 0.3, 0.8, 0.97, 0.999].map(between);
  const rates = [0, free, ...inside, high, high * 1.01];
  const apart = [between(0.5), high * 1.5, 0.5 * free];
  const curve = solver.tradeoff(scenario, { ...options, rates });
  const bounds = curve.points
    .slice(3, 5)
    .flatMap(({ value, status }) => (status === 'optimal' ? [value!] : []));
  return [
    ends,
    curve,
    ...(bounds.length > 0 ? [solver.tradeoff(scenario, { ...options, bounds })] : []),
    solver.tradeoff(scenario, { ...options, rates: apart, extremes: false }),
  ];
}

/** The same of a superposed signal, which takes far longer a point. */
function superposed(scenario: ScenarioInput, options: TradeoffOptions): AnyResult[] {
  const signal = 'superposed';
  const ends = solver.tradeoff({ ...scenario, signal }, { ...options, covariance: false, points: 1 });
  const rates = [0, 1 / 3, 2 / 3, 0.9, 0.999, 1, 1.01].map((t) => t * ends.maxRate!);
  return [ends, solver.tradeoff({ ...scenario, signal }, { ...options, rates })];
}

const ways: Record<Signal, [typeof reused, Limits]> = {
  // --large: three in a hundred beyond that, of which a coupled one takes minutes
  reused: [reused, { devices: 16, antennas: 16, ...(args.large && { most: { devices: 32, antennas: 64 } }) }],
  superposed: [superposed, { devices: 5, antennas: 8, noiseDbm: -150 }],
};
const [solve, limits] = ways[args.signal];
const seed = Number(args.seed);
const statuses: Partial<Record<Status | 'refused', number>> = {};
let failures = 0;
const gaps: number[] = [];
const refusals = new Map<string, number>();
const first = Number(args.only ?? args.from);
const end = args.only === undefined ? first + Number(args.count) : first + 1;
let worst = { ms: 0, case: first };
const started = performance.now();
for (let i = first; i < end; i++) {
  // every third case is one of the general model
  const isGeneral = args.signal === 'reused' && i % 3 === 2;
  const { scenario, fidelity, objective } = (isGeneral ? makeGeneralCase : makeCase)(seed, i, limits);
  const fail = (what: string) => {
    failures++;
    console.log(`case ${i} (${fidelity}, ${objective}, L ${scenario.devices.length}): ${what}`);
  };
  if (args.only !== undefined) console.log(JSON.stringify({ scenario, fidelity, objective }));
  const before = performance.now();
  const covariance = isGeneral || i % Number(args.verify) === 0 || args.only !== undefined;
  try {
    for (const result of solve(scenario, { fidelity, objective, covariance })) {
      for (const { status, gap } of result.points) {
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (gap !== null) gaps.push(Math.abs(gap));
      }
      faults(result).forEach(fail);
      if (result.maxRateCertificate) {
        const verdict = verifyResult(result);
        const checks = [...verdict.points.flatMap((p) => p.checks), ...(verdict.maxRate?.checks ?? [])];
        if (!verdict.verified) fail('not verified: ' + JSON.stringify(checks.filter((c) => !c.ok)));
      }
      if (args.only !== undefined)
        for (const p of result.points)
          console.log(
            JSON.stringify({
              ...p,
              covariance: undefined,
              factor: undefined,
              certificate: undefined,
              devices: undefined,
            }),
          );
    }
  } catch (error) {
    if (error instanceof InputError && error.issues.length > 0) {
      statuses.refused = (statuses.refused ?? 0) + 1;
      const why = error.issues[0].message.slice(0, 60);
      refusals.set(why, (refusals.get(why) ?? 0) + 1);
    } else {
      fail(error instanceof Error ? error.stack! : String(error));
    }
  }
  const ms = performance.now() - before;
  if (ms > worst.ms) worst = { ms, case: i };
}
gaps.sort((a, b) => a - b);
const quantile = (t: number) =>
  gaps[Math.min(gaps.length - 1, Math.floor(t * gaps.length))]?.toExponential(1);
console.log(JSON.stringify({ cases: end - first, ...statuses, failures }));
console.log(
  `gaps: median ${quantile(0.5)}, 99 % ${quantile(0.99)}, largest ${quantile(1)}; ` +
    `${((performance.now() - started) / 1000).toFixed(0)} s, slowest case ${worst.case}: ${worst.ms.toFixed(0)} ms`,
);
for (const [why, count] of refusals) console.log(`refused ${count}: ${why}…`);
process.exitCode = failures > 0 ? 1 : 0;
