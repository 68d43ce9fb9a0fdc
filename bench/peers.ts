/**
 * npm run bench:peers [-- --json FILE] [--draws N]: the same problems solved by general tools, in the same run. It makes
 * its own Python environment in build/peers from bench/peers/requirements.txt; where Python is absent it says so.
 * Every answer is judged by the core: its rate against the floor, its bound against the certified lower one.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSolver, type Fidelity, type ScenarioInput } from 'isabc';
import { coefficients, parameters } from '../bindings/verify/coupled.js';
import { kappas, model } from '../bindings/verify/index.js';
import { median, time } from './measure.js';
import { pythonEnvironment } from './peers/environment.js';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({
  options: { json: { type: 'string' }, draws: { type: 'string', default: '8' } },
});

const python = pythonEnvironment('build/peers/venv', 'bench/peers/requirements.txt');
if (python === null) {
  console.log('Python 3 with its venv module is absent: the peers are not measured');
  process.exit(0);
}

/** Scenarios with three floors each, so far of the way from the free to the largest rate. */
const fractions = [0.1, 0.5, 0.9];
const solver = await loadSolver();
const draws = Number(args.draws);
const kinds: Record<string, { fidelity: Fidelity; noise: Partial<ScenarioInput> }> = {
  'Scenario II': { fidelity: 'printed', noise: {} },
  'low noise': { fidelity: 'printed', noise: { noiseDbm: -111, clutterDbm: null } },
  coupled: { fidelity: 'coupled', noise: {} },
};
const cases = Object.entries(kinds).flatMap(([kind, { fidelity, noise }]) => {
  const random = new Random(5);
  return Array.from({ length: draws }, () => {
    const scenario: ScenarioInput = { ...scenarioTwo(random), ...noise };
    const { maxRate, freeRate } = solver.tradeoff(scenario, { points: 1, fidelity });
    const floors = fractions.map((t) => freeRate! + t * (maxRate! - freeRate!));
    return { kind, fidelity, scenario, floors };
  });
});

interface Answer {
  scenario: number;
  peer: string;
  floor: number;
  status: string;
  /** Processor time of the floor, and of all that its scenario takes before; null where the peer could not state it. */
  seconds: number | null;
  compile?: number;
  covariance?: { re: number[][]; im: number[][] };
}

/**
 * The problem in numbers, from the verifier's model: power in units of P0, rate in nats, objective 1 at R = I/M_t. For
 * `coupled` the constants of J_ab = Re{fisher_ab c_q R c_p^H} and the device of each parameter, from 0.
 */
function problem({ kind, fidelity, scenario, floors }: (typeof cases)[number], index: number): string {
  const completed = solver.tradeoff(scenario, { rates: [0], extremes: false }).scenario;
  const m = model(completed);
  const kappa = kappas(m, 'printed', 'sum');
  const sum = kappa.reduce((a, b) => a + b);
  const vectors = (of: 'transmit' | 'receive') => ({
    re: m.devices.map((device) => device[of].re),
    im: m.devices.map((device) => device[of].im),
  });
  const snr = Math.sqrt((m.symbolCount * m.power) / m.noise);
  return JSON.stringify({
    scenario: index,
    kind,
    fidelity,
    transmit: vectors('transmit'),
    receive: vectors('receive'),
    weight: m.devices.map(({ amplitude }) => snr * amplitude),
    kappa: kappa.map((k) => k / sum),
    fisher: coefficients(m),
    parameters: parameters(m).map(({ device }) => device),
    floors: floors.map((floor) => floor * m.symbolCount * Math.LN2),
  });
}

/**
 * Ours, seconds of processor time a point: each floor a call of its own; curves of 21; and the three floors of fresh
 * placements in one batch, which has to find the ends of each curve, too, that peers are given.
 */
const measureOurs = () =>
  Object.entries(kinds).map(([kind, { fidelity }]) => {
    const chosen = cases.filter((c) => c.kind === kind);
    const scenarios = chosen.map(({ scenario }) => scenario);
    const cold = time('cold', () => {
      for (const { scenario, floors } of chosen)
        for (const floor of floors) solver.tradeoff(scenario, { rates: [floor], extremes: false, fidelity });
    }, 2); // prettier-ignore
    const curve = time('curve', () => solver.batch(scenarios, { points: 21, fidelity }), 2);
    const fresh = time('fresh', () => solver.batch(scenarios, { fractions, fidelity }), 2);
    const floors = fractions.length * draws;
    return { kind, cold: cold.cpu / floors, curve: curve.cpu / (21 * draws), fresh: fresh.cpu / floors };
  });

const oneThread = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  RAYON_NUM_THREADS: '1',
};
console.error(`${cases.length} scenarios of three floors, one after the other`);
// Before the peers and after them: on a busy machine a minute is not like the next.
const before = measureOurs();
const run = spawnSync(python, ['bench/peers/solve.py'], {
  input: cases.map(problem).join('\n'),
  env: { ...process.env, ...oneThread },
  stdio: ['pipe', 'pipe', 'inherit'],
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
if (run.status !== 0) throw new Error('bench/peers/solve.py failed');
const answers = run.stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);
const own = measureOurs().map((after, k) => {
  const mean = (key: 'cold' | 'curve' | 'fresh') => (before[k][key] + after[key]) / 2;
  return { kind: after.kind, cold: mean('cold'), curve: mean('curve'), fresh: mean('fresh') };
});

/**
 * How an answer compares, relatively: its rate with the floor, its bound with the certified one at the floor, and its
 * bound with the certified one at the rate that it has.
 */
function judge({ scenario: index, floor, covariance }: Answer): Errors | null {
  if (!covariance) return null;
  const { fidelity, scenario, floors } = cases[index];
  // 1 W, the default power, is the peers' unit
  const { rate, crb, excess } = solver.evaluate(scenario, covariance, { fidelity });
  const [point] = solver.tradeoff(scenario, { rates: [floors[floor]], fidelity }).points;
  return {
    rate: rate / floors[floor] - 1,
    bound: crb.total! / point.lowerBound! - 1,
    excess,
  };
}
interface Errors {
  rate: number;
  bound: number;
  excess: number | null;
}

// A covariance with a smaller bound than the certified one at its own rate would disprove the certificate.
const impossible = answers.filter((answer) => (judge(answer)?.excess ?? 0) < -1e-8);
if (impossible.length > 0) {
  console.log(`${impossible.length} answers lie below the certified lower bound`);
  process.exitCode = 1;
}

const summary = own.flatMap(({ kind, cold, curve, fresh }) => {
  const all = answers.filter(({ scenario }) => cases[scenario].kind === kind);
  return [...new Set(all.map(({ peer }) => peer))].map((peer) => {
    const mine = all.filter((a) => a.peer === peer);
    const solved = mine.filter(({ status }) => status.startsWith('optimal'));
    const errors = mine.map(judge).filter((e) => e !== null);
    const seconds = median(mine.map((a) => a.seconds ?? Infinity));
    const compileSeconds = median(mine.map((a) => a.compile ?? 0));
    const worst = (values: number[]) => (values.length > 0 ? Math.max(...values.map(Math.abs)) : null);
    const statuses: Record<string, number> = {};
    for (const { status } of mine) statuses[status] = (statuses[status] ?? 0) + 1;
    return {
      kind,
      peer,
      solved: `${solved.length}/${mine.length}`,
      statuses,
      seconds,
      compileSeconds,
      ratioToCold: seconds / cold,
      ratioToCurve: seconds / curve,
      ratioToFresh: (seconds + compileSeconds / fractions.length) / fresh,
      /** The worst over all answers with a covariance, whatever their status. */
      worstRateShortfall: worst(errors.map(({ rate }) => Math.min(rate, 0))),
      worstBoundError: worst(errors.map(({ bound }) => bound)),
      medianBoundError: errors.length > 0 ? median(errors.map(({ bound }) => Math.abs(bound))) : null,
      /** How far below the certified bound at its own rate; a hair of rounding, or the certificate is wrong. */
      worstBelow: worst(errors.map(({ excess }) => Math.min(excess ?? 0, 0))),
    };
  });
});

const row = (...cells: string[]) =>
  console.log(cells.map((c, i) => (i ? c.padStart(14) : c.padEnd(18))).join(''));
const ms = (seconds: number) => (1e3 * seconds).toPrecision(3);
for (const { kind, cold, curve, fresh } of own) {
  console.log(
    `\n${kind}: ours ${ms(cold)} ms a cold point, ${ms(curve)} ms on a curve, ${ms(fresh)} ms of three floors of a fresh placement, all certified to 1e-8`,
  );
  row(
    '',
    'solved',
    'ms a point',
    'compile ms',
    '× cold',
    '× curve',
    '× fresh',
    'rate short by',
    'bound off by',
    'median',
    'below by',
  );
  for (const s of summary.filter((s) => s.kind === kind)) {
    const figure = (x: number | null) => (x === null ? '–' : x.toExponential(0));
    row(s.peer, s.solved, ms(s.seconds), ms(s.compileSeconds),
      s.ratioToCold.toFixed(0), s.ratioToCurve.toFixed(0), s.ratioToFresh.toFixed(0),
      figure(s.worstRateShortfall), figure(s.worstBoundError), figure(s.medianBoundError), figure(s.worstBelow)); // prettier-ignore
    for (const [status, n] of Object.entries(s.statuses))
      if (status !== 'optimal') console.log(`    ${n} × ${status}`);
  }
}
if (args.json) writeFileSync(args.json, JSON.stringify({ own, peers: summary }, null, 2) + '\n');
