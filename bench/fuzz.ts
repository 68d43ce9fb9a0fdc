/**
 * npm run fuzz -- --count N --seed S [--from I] [--verify K] [--only I]: random scenarios, degenerate ones among them, each solved
 * at a few floors. Prints counts by status; exits 1 on anything unsolved, wrong or unexplained. Every K-th result
 * (default 20) also goes through the independent verifier. --from skips the cases before I; --only runs one and prints it.
 */
import { InputError, loadSolver, verifyResult } from 'isabc';
import type { Device, Fidelity, Objective, Point, Pulse, Result, ScenarioInput, Status } from 'isabc';
import { parseArgs } from 'node:util';
import { Random } from './random.js';

const { values: args } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    verify: { type: 'string', default: '20' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});

interface Case {
  scenario: ScenarioInput;
  fidelity: Fidelity;
  objective: Objective;
}

/** Case i of a seed, whatever the others are. */
function makeCase(seed: number, index: number): Case {
  const random = new Random(seed * 1_000_003 + index);
  const fidelity = random.pick<Fidelity>(['printed', 'decoupled', 'coupled']);
  const objective = random.pick<Objective>(['sum', 'delay', 'angle', 'position']);
  const size = random.pick([1, 1, 3, 10, 30, 100, 300]) * random.between(0.5, 1);
  const point = (): [number, number] => [random.between(-size, size) / 2, random.between(-size, size) / 2];
  const transmitter = {
    position: point(),
    antennas: random.chance(0.3) ? 8 : random.integer(1, 16),
    spacing: random.pick([0.5, 0.5, 0.25, 1, 0.37]),
    orientation: random.chance(0.5) ? 90 : random.between(-180, 180),
  };
  const receiver = {
    position: point(),
    antennas: random.chance(0.3) ? 8 : random.integer(1, 16),
    spacing: random.pick([0.5, 0.5, 0.25, 1, 0.37]),
    orientation: random.chance(0.5) ? 90 : random.between(-180, 180),
  };
  const count = random.chance(0.3) ? random.integer(1, 3) : random.integer(1, 16);
  const symbol = () =>
    random.chance(0.6) ? random.integer(0, 8) / 8 : random.chance(0.5) ? 1 : random.logBetween(1e-5, 1);
  const centre = point();
  const layout = random.pick([
    'free',
    'free',
    'cluster',
    'tight',
    'coincident',
    'orthogonal',
    'direction',
    'line',
  ]);
  const turned = ((transmitter.orientation - 90) * Math.PI) / 180;
  const devices: Device[] = Array.from({ length: count }, (_, i) => {
    let position = point();
    if (layout === 'cluster') position = near(centre, 0.05 * size, random);
    if (layout === 'tight') position = near(centre, size * random.logBetween(1e-6, 1e-2), random);
    if (layout === 'coincident' && random.chance(0.4)) position = [...centre];
    if (layout === 'orthogonal') {
      // sines 2k/M_t apart at half a wavelength: orthogonal steering vectors
      const M = transmitter.antennas;
      const sine = (((2 * (i % M)) / M + 1) % 2) - 1;
      position = along(
        transmitter.position,
        turned + Math.asin(0.999999 * sine),
        random.between(0.1, 0.7) * size,
      );
    }
    if (layout === 'direction')
      position = along(transmitter.position, turned + 0.3, random.between(0.1, 0.7) * size);
    if (layout === 'line') {
      const t = random.between(-0.5, 1.5);
      const [a, b] = [transmitter.position, receiver.position];
      position = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    }
    return { position, symbol: symbol() };
  });
  const samples = () => {
    const n = random.integer(8, 40),
      a = random.between(-1, 1),
      b = random.between(-3, 3);
    return Array.from({ length: n }, (_, i) => Math.cos((b * i) / n) + a * (i / n) ** 2);
  };
  return {
    fidelity,
    objective,
    scenario: {
      transmitter,
      receiver,
      devices,
      pulse: random.pick<() => Pulse>([
        () => 'cosine',
        () => 'sinc',
        () => 'ramp',
        () => ({ samples: samples() }),
      ])(),
      symbolDuration: random.pick([5e-7, 1e-8, 1e-6]),
      symbolCount: random.pick([128, 128, 1, 16, 1000]),
      powerDbm: random.between(-10, 50),
      noiseDbm: random.between(-120, -30),
      clutterDbm: random.chance(0.5) ? null : random.between(-120, -30),
    },
  };
}

function near(centre: [number, number], radius: number, random: Random): [number, number] {
  return [centre[0] + random.between(-radius, radius), centre[1] + random.between(-radius, radius)];
}

function along(from: [number, number], angle: number, distance: number): [number, number] {
  return [from[0] + distance * Math.cos(angle), from[1] + distance * Math.sin(angle)];
}

const boundOf = { sum: 'total', delay: 'delay', angle: 'angle', position: 'position' } as const;

/** What is wrong with a result; empty where nothing is. */
function faults(result: Result): string[] {
  const wrong: string[] = [];
  const text = JSON.stringify(result);
  if (JSON.stringify(JSON.parse(text)) !== text || hasNonFinite(result))
    wrong.push('a number is NaN or infinite');
  const { maxRate, maxRateBound, freeRate } = result;
  if (maxRate !== null && maxRateBound !== null) {
    if (!(maxRateBound >= maxRate && maxRateBound - maxRate <= 1e-9 * maxRate))
      wrong.push(`maxRateBound ${maxRateBound} of maxRate ${maxRate}: ${maxRateBound / maxRate - 1} apart`);
    if (freeRate !== null && freeRate > maxRate * (1 + 1e-9)) wrong.push('freeRate above maxRate');
  }
  let last: Point | undefined;
  for (const point of [...result.points].sort((a, b) => a.rateFloor - b.rateFloor)) {
    const at = `floor ${point.rateFloor}: `;
    const value = point.crb?.[boundOf[result.objective]];
    if (point.status === 'unsolved') wrong.push(at + 'unsolved, ' + point.reason);
    if (point.status === 'optimal') {
      if (!(Math.abs(point.gap!) <= 1e-8)) wrong.push(at + `gap ${point.gap}`);
      if (!(point.rate! >= point.rateFloor * (1 - 1e-10))) wrong.push(at + `rate ${point.rate}`);
      if (point.lmi !== null && !(point.lmi >= -1e-10)) wrong.push(at + `lmi ${point.lmi}`);
      if (!(point.slope! >= 0)) wrong.push(at + `slope ${point.slope}`);
      if (last && value! < last.crb![boundOf[result.objective]]! * (1 - 3e-8))
        wrong.push(at + 'the curve falls');
      last = point;
    }
  }
  return wrong;
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNonFinite);
}

const solver = await loadSolver();
const seed = Number(args.seed);
const statuses: Partial<Record<Status | 'refused', number>> = {};
let failures = 0;
let worst = 0;
const gaps: number[] = [];
const refusals = new Map<string, number>();
const first = Number(args.only ?? args.from);
const end = args.only === undefined ? first + Number(args.count) : first + 1;
for (let i = first; i < end; i++) {
  const { scenario, fidelity, objective } = makeCase(seed, i);
  if (args.only !== undefined) console.log(JSON.stringify({ scenario, fidelity, objective }));
  const started = performance.now();
  const covariance = i % Number(args.verify) === 0 || args.only !== undefined;
  try {
    const options = { fidelity, objective, covariance };
    const ends = solver.tradeoff(scenario, { ...options, covariance: false, points: 1 });
    const { maxRate: high, freeRate: free } = ends as { maxRate: number; freeRate: number };
    const between = (t: number) => free + t * (high - free);
    const rates = [
      0,
      free,
      between(0.02),
      between(0.3),
      between(0.8),
      between(0.97),
      between(0.999),
      high,
      high * 1.01,
    ];
    const warm = solver.tradeoff(scenario, { ...options, rates });
    const cold = solver.tradeoff(scenario, {
      ...options,
      rates: [between(0.5), high * 1.5, 0.5 * free],
      extremes: false,
    });
    for (const result of [ends, warm, cold]) {
      for (const { status, gap } of result.points) {
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (gap !== null) gaps.push(Math.abs(gap));
      }
      const wrong = faults(result);
      if (covariance && result !== ends) {
        const verdict = verifyResult(result);
        if (!verdict.verified) {
          const failed = verdict.points.flatMap((p) => p.checks.filter((c) => !c.ok));
          wrong.push(
            'not verified: ' +
              JSON.stringify([...failed, ...(verdict.maxRate?.checks ?? []).filter((c) => !c.ok)]),
          );
        }
      }
      for (const fault of wrong) {
        failures++;
        console.log(`case ${i} (${fidelity}, ${objective}, L ${scenario.devices.length}): ${fault}`);
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
      failures++;
      console.log(
        `case ${i} (${fidelity}, ${objective}): ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
  const took = performance.now() - started;
  if (took > worst) worst = took;
}
gaps.sort((a, b) => a - b);
const quantile = (t: number) =>
  gaps[Math.min(gaps.length - 1, Math.floor(t * gaps.length))]?.toExponential(1);
console.log(JSON.stringify({ cases: end - first, ...statuses, failures }));
console.log(
  `gaps: median ${quantile(0.5)}, 99 % ${quantile(0.99)}, largest ${quantile(1)}; slowest case ${worst.toFixed(0)} ms`,
);
for (const [why, count] of refusals) console.log(`refused ${count}: ${why}…`);
process.exitCode = failures > 0 ? 1 : 0;
