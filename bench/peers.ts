/**
 * npm run bench:peers [-- --json FILE] [--draws N]: the same problems solved by general tools, in the same run. It makes
 * its own Python environment in build/peers from bench/peers/requirements.txt; where Python is absent it says so.
 * Every answer is judged by the core: its rate against the floor, its bound against the certified lower one.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSolver, type ScenarioInput } from 'isabc';
import { kappas, model } from '../bindings/verify/index.js';
import { median, time } from './measure.js';
import { pythonEnvironment } from './peers/environment.js';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({
  options: { json: { type: 'string' }, draws: { type: 'string', default: '3' } },
});

const python = pythonEnvironment('build/peers/venv', 'bench/peers/requirements.txt');
if (python === null) {
  console.log('Python 3 with its venv module is absent: the peers are not measured');
  process.exit(0);
}

/** Scenarios with three floors each: at 0.1, 0.5 and 0.9 of the way from the free to the largest rate. */
const solver = await loadSolver();
const random = new Random(5);
const draws = Number(args.draws);
const kinds = { 'Scenario II': {}, 'low noise': { noiseDbm: -111, clutterDbm: null } };
const cases = Object.entries(kinds).flatMap(([kind, noise]) =>
  Array.from({ length: draws }, () => {
    const scenario: ScenarioInput = { ...scenarioTwo(random), ...noise };
    const { maxRate, freeRate } = solver.tradeoff(scenario, { points: 1, fidelity: 'printed' });
    const floors = [0.1, 0.5, 0.9].map((t) => freeRate! + t * (maxRate! - freeRate!));
    return { kind, scenario, floors };
  }),
);

interface Answer {
  scenario: number;
  peer: string;
  floor: number;
  status: string;
  /** Processor time; null where the peer could not state the problem. */
  seconds: number | null;
  compile?: number;
  covariance?: { re: number[][]; im: number[][] };
}

/** The problem in numbers, from the verifier's model: power in units of P0, rate in nats, objective 1 at R = I/M_t. */
function problem({ scenario, floors }: (typeof cases)[number], index: number): string {
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
    transmit: vectors('transmit'),
    receive: vectors('receive'),
    weight: m.devices.map(({ amplitude }) => snr * amplitude),
    kappa: kappa.map((k) => k / sum),
    floors: floors.map((floor) => floor * m.symbolCount * Math.LN2),
  });
}

const oneThread = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  RAYON_NUM_THREADS: '1',
};
console.error(`${cases.length} scenarios of three floors, one after the other`);
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

/** Ours in the same run: seconds of processor time a point, each floor a call of its own, and a whole curve. */
const own = Object.keys(kinds).map((kind) => {
  const chosen = cases.filter((c) => c.kind === kind);
  const cold = time('cold', () => {
    for (const { scenario, floors } of chosen)
      for (const floor of floors) solver.tradeoff(scenario, { rates: [floor], extremes: false, fidelity: 'printed' });
  }, 2); // prettier-ignore
  const curve = time('curve', () => {
    for (const { scenario } of chosen) solver.tradeoff(scenario, { points: 21, fidelity: 'printed' });
  }, 2); // prettier-ignore
  return { kind, cold: cold.cpu / (3 * chosen.length), curve: curve.cpu / (21 * chosen.length) };
});

/**
 * How an answer compares, relatively: its rate with the floor, its bound with the certified one at the floor, and its
 * bound with the certified one at the rate that it has.
 */
function judge({ scenario: index, floor, covariance }: Answer): Errors | null {
  if (!covariance) return null;
  const { scenario, floors } = cases[index];
  // 1 W, the default power, is the peers' unit
  const { rate, crb, excess } = solver.evaluate(scenario, covariance, { fidelity: 'printed' });
  const [point] = solver.tradeoff(scenario, { rates: [floors[floor]], fidelity: 'printed' }).points;
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

const summary = own.flatMap(({ kind, cold, curve }) =>
  [...new Set(answers.map(({ peer }) => peer))].map((peer) => {
    const mine = answers.filter((a) => a.peer === peer && cases[a.scenario].kind === kind);
    const solved = mine.filter(({ status }) => status.startsWith('optimal'));
    const errors = mine.map(judge).filter((e) => e !== null);
    const seconds = median(mine.map((a) => a.seconds ?? Infinity));
    const worst = (values: number[]) => (values.length > 0 ? Math.max(...values.map(Math.abs)) : null);
    const statuses: Record<string, number> = {};
    for (const { status } of mine) statuses[status] = (statuses[status] ?? 0) + 1;
    return {
      kind,
      peer,
      solved: `${solved.length}/${mine.length}`,
      statuses,
      seconds,
      compileSeconds: median(mine.map((a) => a.compile ?? 0)),
      ratioToCold: seconds / cold,
      ratioToCurve: seconds / curve,
      /** The worst over all answers with a covariance, whatever their status. */
      worstRateShortfall: worst(errors.map(({ rate }) => Math.min(rate, 0))),
      worstBoundError: worst(errors.map(({ bound }) => bound)),
      medianBoundError: errors.length > 0 ? median(errors.map(({ bound }) => Math.abs(bound))) : null,
    };
  }),
);

const row = (...cells: string[]) =>
  console.log(cells.map((c, i) => (i ? c.padStart(14) : c.padEnd(18))).join(''));
for (const { kind, cold, curve } of own) {
  console.log(
    `\n${kind}: ours ${(1e3 * cold).toFixed(3)} ms a cold point, ${(1e3 * curve).toFixed(3)} ms on a curve, all certified to 1e-8`,
  );
  row(
    '',
    'solved',
    'ms a point',
    'compile ms',
    '× cold',
    '× curve',
    'rate short by',
    'bound off by',
    'median',
  );
  for (const s of summary.filter((s) => s.kind === kind)) {
    const figure = (x: number | null) => (x === null ? '–' : x.toExponential(0));
    row(s.peer, s.solved, (1e3 * s.seconds).toFixed(0), (1e3 * s.compileSeconds).toFixed(0),
      s.ratioToCold.toFixed(0), s.ratioToCurve.toFixed(0),
      figure(s.worstRateShortfall), figure(s.worstBoundError), figure(s.medianBoundError)); // prettier-ignore
    for (const [status, n] of Object.entries(s.statuses))
      if (status !== 'optimal') console.log(`    ${n} × ${status}`);
  }
}
if (args.json) writeFileSync(args.json, JSON.stringify({ own, peers: summary }, null, 2) + '\n');
