/** The two covariances of a superposed signal in use: evaluated, radiated, and made into waveforms. */
import {
  loadSolver,
  InputError,
  type ComplexMatrix,
  type Point,
  type ScenarioInput,
  type SignalPair,
} from 'isabc';
import { describe, expect, test } from 'vitest';
import { boundsOf, model, rateOf } from '../bindings/verify/index.js';
import { relative } from './support/fixtures.js';
import { complete, seeded } from './verify/helpers.js';

const solver = await loadSolver();
const scenario: ScenarioInput & { signal: 'superposed' } = {
  signal: 'superposed',
  devices: [
    { position: [1.2, -0.3], symbol: 0.75 },
    { position: [1.7, -0.6], symbol: 1 },
    { position: [1.9, -0.2], symbol: 0 },
    { position: [1.4, -0.9], symbol: 0.5 },
  ],
  clutterDbm: -40,
  noiseDbm: -40,
};
const fidelities = ['printed', 'decoupled', 'coupled'] as const;
const { points, maxRate } = solver.tradeoff(scenario, { points: 3, covariance: true });
const point = points[1];
const [boundary] = solver.tradeoff(scenario, { rates: [maxRate!], covariance: true }).points;

/** Entry by entry A B^H/n. */
function product(a: ComplexMatrix, b: ComplexMatrix, n = 1): ComplexMatrix {
  const of = (x: number[], y: number[]) => x.reduce((sum, value, k) => sum + value * y[k], 0) / n;
  return {
    re: a.re.map((_, i) => b.re.map((__, j) => of(a.re[i], b.re[j]) + of(a.im[i], b.im[j]))),
    im: a.re.map((_, i) => b.re.map((__, j) => of(a.im[i], b.re[j]) - of(a.re[i], b.im[j]))),
  };
}
const flat = ({ re, im }: ComplexMatrix) => [...re, ...im].flat();
/** Largest difference of two matrices' entries. */
const distance = (a: ComplexMatrix, b: ComplexMatrix) =>
  Math.max(...flat(a).map((x, i) => Math.abs(x - flat(b)[i])));
const columns = ({ re, im }: ComplexMatrix, from: number, to: number): ComplexMatrix => ({
  re: re.map((row) => row.slice(from, to)),
  im: im.map((row) => row.slice(from, to)),
});
const zero: ComplexMatrix = {
  re: Array.from({ length: 8 }, () => Array<number>(8).fill(0)),
  im: Array.from({ length: 8 }, () => Array<number>(8).fill(0)),
};
const joined = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => ({
  re: a.re.map((row, i) => [...row, ...b.re[i]]),
  im: a.im.map((row, i) => [...row, ...b.im[i]]),
});

/** Factors of any two covariances of together `watts`. */
function anyPair(seed: number, watts: number): SignalPair {
  const random = seeded(seed);
  const draw = (k: number) =>
    Array.from({ length: 8 }, () => Array.from({ length: k }, () => random() - 0.5));
  const pair = { communication: { re: draw(3), im: draw(3) }, sensing: { re: draw(2), im: draw(2) } };
  const sum = [pair.communication, pair.sensing].flatMap(flat).reduce((total, x) => total + x * x, 0);
  const scaled = ({ re, im }: ComplexMatrix): ComplexMatrix => {
    const times = (rows: number[][]) => rows.map((row) => row.map((x) => x * Math.sqrt(watts / sum)));
    return { re: times(re), im: times(im) };
  };
  return { communication: scaled(pair.communication), sensing: scaled(pair.sensing) };
}
const squares = ({ communication, sensing }: SignalPair): SignalPair => ({
  communication: product(communication, communication),
  sensing: product(sensing, sensing),
});

const issues = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
};

describe('evaluate', () => {
  test.each(fidelities)('%s: rate and bounds of any pair are what the verifier computes', (fidelity) => {
    const scene = model(complete(scenario));
    for (const seed of [1, 2, 3]) {
      const factors = anyPair(seed, 0.8);
      const given = solver.evaluate(scenario, squares(factors), { fidelity, objective: 'position' });
      const rate =
        rateOf(scene, joined(factors.communication, factors.sensing)) - rateOf(scene, factors.sensing);
      const { crb, devices } = boundsOf(scene, factors.sensing, fidelity);
      expect(Math.abs(given.rate - rate)).toBeLessThan(1e-9);
      expect(relative(given.power, 0.8)).toBeLessThan(1e-12);
      for (const key of ['total', 'delay', 'angle', 'position'] as const)
        expect(relative(given.crb[key]!, crb[key]!)).toBeLessThan(1e-7);
      expect(given.devices[2]).toBeNull();
      expect(relative(given.devices[3]!.position!, devices[3]!.position!)).toBeLessThan(1e-7);
      expect(given.optimum.status).toBe('stationary');
      expect(given.excess).toBe(given.value! / given.optimum.lowerBound! - 1);
      expect(given.excess).toBeGreaterThan(0);
    }
  });

  test('a point of a curve is what the curve says, by its factors and by its covariances', () => {
    const { covariance } = point;
    for (const design of [point, covariance!, { covariance, rateFloor: 0 } as Point<SignalPair>]) {
      const { rate, crb, power, excess, optimum } = solver.evaluate(scenario, design);
      expect(Math.abs(rate - point.rate!)).toBeLessThan(1e-10);
      expect(relative(crb.total!, point.crb!.total!)).toBeLessThan(1e-9);
      expect(relative(power, 1)).toBeLessThan(1e-12);
      expect(relative(optimum.crb!.total!, point.crb!.total!)).toBeLessThan(1e-5);
      expect(excess).toBeCloseTo(point.gap! / (1 - point.gap!), 4);
    }
  });

  test('without a sensing signal there is no bound; without one for communication no rate', () => {
    const { communication, sensing } = point.covariance!;
    for (const design of [boundary, { communication, sensing: zero }]) {
      const given = solver.evaluate(scenario, design);
      expect(given.crb).toEqual({ total: null, delay: null, angle: null, position: null });
      expect(given.excess).toBeNull();
      expect(given.rate).toBeGreaterThan(0);
    }
    expect(relative(solver.evaluate(scenario, boundary).rate, maxRate!)).toBeLessThan(1e-9);
    const mute = solver.evaluate(scenario, { communication: zero, sensing });
    expect(mute.rate).toBeLessThan(1e-12);
    expect(relative(mute.crb.total!, point.crb!.total!)).toBeLessThan(1e-9);
  });

  test('names what is wrong with a pair', () => {
    const { communication, sensing } = point.covariance!;
    const wrong = structuredClone(sensing);
    wrong.re[0][1] += 1;
    const negative = structuredClone(sensing);
    negative.re[0][0] = -1;
    expect(issues(() => solver.evaluate(scenario, communication))).toEqual([
      expect.stringMatching(/^covariance must be \{"communication", "sensing"\}/),
    ]);
    expect(issues(() => solver.evaluate(scenario, { communication, sensing: wrong }))).toEqual([
      expect.stringMatching(/^covariance\.sensing\.re\[1\]\[0\] must be re\[0\]\[1\]/),
    ]);
    expect(issues(() => solver.evaluate(scenario, { communication, sensing: negative }))).toEqual([
      expect.stringMatching(
        /^covariance\.sensing must be positive semidefinite and not zero: this is its λ_min/,
      ),
    ]);
    expect(issues(() => solver.evaluate(scenario, { communication: zero, sensing: zero }))).toEqual([
      'covariance must not be zero: one of the two needs power',
    ]);
    const short = { ...point, factor: { communication, sensing: { re: [[1]], im: [[0]] } } };
    expect(issues(() => solver.evaluate(scenario, short))).toEqual([
      expect.stringMatching(/^factor\.sensing\.re must be 8 rows/),
      expect.stringMatching(/^factor\.sensing\.im must be 8 rows/),
    ]);
    const reused = { ...scenario, signal: 'reused' as const };
    expect(issues(() => solver.evaluate(reused, point.covariance!)).length).toBeGreaterThan(0);
  });
});

describe('what is radiated', () => {
  test('is the sum of the parts, from factors and from covariances', () => {
    const angles = [-40, 0, 12.5, 77];
    const power = (design: Point<SignalPair> | SignalPair, part?: 'both' | 'communication' | 'sensing') =>
      solver.beampattern(scenario, design, { angles, part }).power;
    const { communication, sensing } = point.covariance!;
    const total = power(point);
    expect(power(point, 'both')).toEqual(total);
    const [c, s] = [power(point, 'communication'), power(point, 'sensing')];
    total.forEach((watts, i) => {
      expect(c[i] + s[i]).toBeCloseTo(watts, 13);
      // a^T R_s a^* entry by entry
      const phase = Math.PI * Math.sin((angles[i] * Math.PI) / 180);
      const form = sensing.re.reduce(
        (sum, row, m) =>
          sum +
          row.reduce(
            (inner, x, n) =>
              inner + x * Math.cos(phase * (m - n)) - sensing.im[m][n] * Math.sin(phase * (m - n)),
            0,
          ),
        0,
      );
      expect(s[i]).toBeCloseTo(form, 13);
      expect(power({ communication, sensing })[i]).toBeCloseTo(watts, 13);
    });
    const grid = { x: [1], y: [0.4, -0.3] };
    const of = (part: 'both' | 'communication' | 'sensing') =>
      solver.powerMap(scenario, point, { ...grid, part }).flat();
    of('both').forEach((watts, i) => expect(relative(of('communication')[i]! + of('sensing')[i]!, watts!)).toBeLessThan(1e-12)); // prettier-ignore
    expect(power(boundary, 'sensing')).toEqual([0, 0, 0, 0]);
  });

  test('a reused signal has no parts', () => {
    const reused = { ...scenario, signal: 'reused' as const };
    const [one] = solver.tradeoff(reused, { rates: [0], covariance: true }).points;
    expect(issues(() => solver.beampattern(reused, one, { part: 'both' }))).toEqual([
      'part goes with a superposed signal, which has parts',
    ]);
    expect(issues(() => solver.beampattern(scenario, point, { part: 'all' as never }))).toHaveLength(1);
  });
});

test('position errors are those of the sensing signal', () => {
  for (const fidelity of fidelities) {
    const [, middle] = solver.tradeoff(scenario, { points: 3, covariance: true, fidelity }).points;
    const errors = solver.positionErrors(scenario, middle, { fidelity });
    expect(errors[2]).toBeNull();
    errors.forEach((error, i) => {
      if (error === null) return;
      const [[xx], [, yy]] = error.covariance;
      expect(relative(xx + yy, middle.devices![i]!.position!)).toBeLessThan(1e-11);
    });
  }
  expect(solver.positionErrors(scenario, boundary)).toEqual([null, null, null, null]);
});

describe('waveforms', () => {
  test('have both covariances, and nothing between them', () => {
    for (const design of [point, point.covariance!]) {
      const { rank, streams, beamformer, excitation, symbols, streamPowers, error } = solver.beamform(
        scenario,
        design,
      );
      const { communication: c, sensing: s } = streams!;
      expect(c + s).toBe(rank);
      expect(streamPowers).toHaveLength(rank);
      const [Wc, Ws] = [columns(beamformer, 0, c), columns(beamformer, c, rank)];
      const { communication, sensing } = point.covariance!;
      expect(distance(product(Wc, Wc), communication)).toBeLessThan(1e-13);
      expect(distance(product(Ws, Ws), sensing)).toBeLessThan(1e-13);
      const [Sc, Ss] = [[0, c], [c, rank]].map(([from, to]) => ({ re: symbols!.re.slice(from, to), im: symbols!.im.slice(from, to) })); // prettier-ignore
      expect(Math.max(...flat(product(Sc, Ss, 128)).map(Math.abs))).toBeLessThan(1e-13);
      const both = {
        re: communication.re.map((row, i) => row.map((x, j) => x + sensing.re[i][j])),
        im: communication.im.map((row, i) => row.map((x, j) => x + sensing.im[i][j])),
      };
      expect(distance(product(excitation!, excitation!, 128), both)).toBeLessThan(1e-13);
      expect(Math.max(error.beamformer, error.excitation!)).toBeLessThan(1e-13);
    }
  });

  test('of one part alone', () => {
    const { streams, rank } = solver.beamform(scenario, boundary);
    expect(streams).toEqual({ communication: rank, sensing: 0 });
    expect(solver.beamform(scenario, points[0]).streams!.communication).toBe(0);
    const short = { ...scenario, symbolCount: 1 };
    expect(issues(() => solver.beamform(short, point))).toEqual([
      expect.stringMatching(/^symbolCount must be at least/),
    ]);
  });
});

test('a simulation is refused, with the reason', () => {
  expect(issues(() => solver.simulate(scenario, { rate: 0 }))).toEqual([
    expect.stringMatching(
      /^signal must be "reused" for a simulation: the model does not say what the receiver knows/,
    ),
  ]);
});
