/** The superposed signal: one device in closed form, several as stationary points with a lower bound. */
import type { InputError } from 'isabc';
import { readFileSync } from 'node:fs';
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, Objective, Point, ScenarioInput, SignalPair } from '../../bindings/types.js';
import { boundsOf, model, rateOf } from '../../bindings/verify/index.js';
import { makeScene } from '../../bench/superposed/scenes.js';
import { interferenceBound } from '../../bindings/verify/superposed.js';
import { relative } from '../support/fixtures.js';
import { complete } from '../verify/helpers.js';

const solver = await loadSolver();
type Superposed = ScenarioInput & { signal: 'superposed' };
/** The paper's Scenario I as its numbers come out: 1e-6 W of clutter and of noise, s = 3/4. */
const one: Superposed = {
  signal: 'superposed',
  devices: [{ position: [1.5, -0.5], symbol: 0.75 }],
  clutterDbm: -30,
  noiseDbm: -30,
};
const three: Superposed = {
  signal: 'superposed',
  devices: [
    { position: [1.2, -0.3], symbol: 0.75 },
    { position: [1.7, -0.6], symbol: 1 },
    { position: [1.4, -0.9], symbol: 0.5 },
  ],
  clutterDbm: -40,
  noiseDbm: -40,
};

describe('one device', () => {
  const floors = [0, 0.005, 0.05, 0.069];
  const result = solver.tradeoff(one, { rates: floors, covariance: true });

  test('is optimal, and what the closed form says', () => {
    const { devices } = model(complete(one));
    const { amplitude } = devices[0];
    // x = N s²α² M_r M_t P0/σ², P_s/P0 = ((1 + x) 2^(−NΓ) − 1)/x
    const x = (128 * amplitude * amplitude * 64) / 2e-6;
    expect(relative(result.maxRate!, Math.log2(1 + x) / 128)).toBeLessThan(1e-12);
    expect(result.freeRate).toBe(0);
    const free = solver.tradeoff({ ...one, signal: 'reused' }, { rates: [0] }).points[0].crb!.total!;
    result.points.forEach((point, i) => {
      const share = ((1 + x) * 2 ** (-128 * floors[i]) - 1) / x;
      expect(point.status).toBe('optimal');
      expect(relative(point.crb!.total!, free / share)).toBeLessThan(1e-12);
      expect(Math.abs(point.gap!)).toBeLessThan(1e-12);
      expect(Math.abs(point.rate! - floors[i])).toBeLessThan(1e-14);
    });
  });

  test('all power is for sensing where no rate is asked for', () => {
    const [free] = result.points;
    expect(free.rank).toBe(1);
    expect(free.factor!.communication.re[0]).toEqual([]);
    const power = free.covariance!.sensing.re.reduce((sum, row, i) => sum + row[i], 0);
    expect(relative(power, 1)).toBeLessThan(1e-14);
  });

  test('the slope is that of the curve', () => {
    const h = 1e-6;
    const [a, b] = solver.tradeoff(one, { rates: [0.05 - h, 0.05 + h] }).points.map(({ crb }) => crb!.total!);
    expect(relative((b - a) / (2 * h), result.points[2].slope!)).toBeLessThan(1e-7);
  });

  test('its inverse question has a closed form too', () => {
    const bounds = result.points.map(({ crb }) => crb!.total!);
    const asked = [0.9 * bounds[0], ...bounds.slice(1), 1e12];
    const inverse = solver.tradeoff(one, { bounds: asked, covariance: true });
    expect(verifyResult(inverse)).toMatchObject({ verified: true });
    const [below, a, b, c, beyond] = inverse.points;
    expect(below).toMatchObject({ status: 'infeasible', rateFloor: 0, rateBound: null });
    [a, b, c].forEach((point, i) => expect(relative(point.rateFloor, floors[i + 1])).toBeLessThan(1e-10));
    expect(beyond).toMatchObject({ status: 'boundary', rateBound: inverse.maxRateBound });
  });

  test.each(['decoupled', 'coupled'] as const)(
    '%s agrees with the other: one device has no neighbours',
    (fidelity) => {
      const [point] = solver.tradeoff(one, { rates: [0.05], fidelity }).points;
      const [other] = solver.tradeoff(one, { rates: [0.05], fidelity: 'decoupled' }).points;
      expect(point.status).toBe('optimal');
      expect(relative(point.crb!.total!, other.crb!.total!)).toBeLessThan(1e-12);
    },
  );

  test('the verifier agrees, and not when the numbers are made up', () => {
    expect(verifyResult(result)).toMatchObject({ verified: true });
    const failed = (change: (point: Point<SignalPair>) => void) => {
      const copy = structuredClone(result);
      change(copy.points[2]);
      return verifyResult(copy)
        .points[2].checks.filter(({ ok }) => !ok)
        .map(({ name }) => name);
    };
    expect(failed((point) => (point.lowerBound! *= 1.001))).toContain('lowerBound');
    expect(failed((point) => (point.crb!.total! *= 0.999))).toContain('crb');
    expect(failed((point) => (point.rateFloor *= 1.001))).toContain('rateFloor');
    expect(failed((point) => (point.slope! *= 1.01))).toContain('slope');
    expect(failed((point) => delete point.factor)).toContain('factor');
    expect(failed((point) => (point.factor!.sensing = point.factor!.communication))).not.toEqual([]);
  });
});

describe.each(['printed', 'coupled'] as const)('three devices, %s', (fidelity) => {
  const result = solver.tradeoff(three, { points: 6, fidelity, covariance: true });
  const reused = solver.tradeoff({ ...three, signal: 'reused' }, { points: 2, fidelity });

  test('are stationary, feasible, above a lower bound, and verified', () => {
    // in the complex field, where that of the reused signal is found in the real one
    expect(relative(result.maxRate!, reused.maxRate!)).toBeLessThan(1e-15);
    expect(result.freeRate).toBe(0);
    for (const point of result.points) {
      expect(point.status).toBe('stationary');
      expect(point.rate!).toBeGreaterThanOrEqual(point.rateFloor * (1 - 1e-10));
      expect(point.stationarity!).toBeLessThanOrEqual(1e-6);
      expect(point.lowerBound!).toBeLessThanOrEqual(point.crb!.total! * (1 + 1e-8));
    }
    expect(verifyResult(result)).toMatchObject({ verified: true });
  });

  test('start from the free optimum, and rise', () => {
    expect(relative(result.points[0].crb!.total!, reused.points[0].crb!.total!)).toBeLessThan(1e-8);
    const values = result.points.map(({ crb }) => crb!.total!);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1]);
  });

  test('the slope is that of the curve', () => {
    const at = 0.5 * result.maxRate!;
    const h = 1e-4 * at;
    const [a, middle, b] = solver.tradeoff(three, { rates: [at - h, at, at + h], fidelity }).points;
    expect(relative((b.crb!.total! - a.crb!.total!) / (2 * h), middle.slope!)).toBeLessThan(1e-4);
  });

  test('a covariance that is not stationary is not verified', () => {
    const copy = structuredClone(result);
    const { communication, sensing } = copy.points[2].factor!;
    // the signals trade places
    copy.points[2].factor = { communication: sensing, sensing: communication };
    expect(verifyResult(copy).points[2].verified).toBe(false);
    const other = structuredClone(result);
    other.points[2].certificate!.powers![0] *= 3;
    expect(verifyResult(other).points[2].checks.filter(({ ok }) => !ok).length).toBeLessThanOrEqual(2);
  });
});

test('no pair of covariances that anyone draws beats the lower bound at its own rate', () => {
  const scene = model(complete(three));
  const { points, maxRateBound } = solver.tradeoff(three, { points: 9, covariance: true });
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  const draw = (columns: number, power: number) => {
    const V = [0, 1].map(() => Array.from({ length: 8 }, () => Array.from({ length: columns }, random)));
    const sum = V.flat(2).reduce((s, x) => s + x * x, 0);
    const [re, im] = V.map((plane) => plane.map((row) => row.map((x) => x * Math.sqrt(power / sum))));
    return { re, im };
  };
  for (let i = 0; i < 300; i++) {
    const share = 0.02 + 0.96 * (random() + 0.5);
    const [c, s] = [draw(1 + (i % 3), 1 - share), draw(1 + (i % 2), share)];
    const all = {
      re: c.re.map((row, k) => [...row, ...s.re[k]]),
      im: c.im.map((row, k) => [...row, ...s.im[k]]),
    };
    const alone = rateOf(scene, s);
    const rate = rateOf(scene, all) - alone;
    const total = boundsOf(scene, s, 'printed').crb.total!;
    // at every q⁰ of the result the interference is bounded from below
    for (const { certificate, rateFloor, lowerBound } of points) {
      const budget = (maxRateBound! - rate) * 128 * Math.LN2;
      const bound = interferenceBound(scene, 'printed', 'sum', certificate!.powers!)(budget);
      expect(bound).toBeLessThanOrEqual(total * (1 + 1e-9));
      if (rate >= rateFloor) expect(lowerBound!).toBeLessThanOrEqual(total * (1 + 1e-9));
    }
  }
});

test('the lower bound is above those of the reused signal alone and of the interference alone', () => {
  const { scenario, fidelity, objective, share } = makeScene('random', 2, 21);
  const { maxRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
  const rates = [share * maxRate!];
  const options = { fidelity, objective, rates, covariance: true };
  const result = solver.tradeoff(scenario, options);
  const { lowerBound, certificate, rateFloor } = result.points[0];
  const reused = solver.tradeoff({ ...scenario, signal: 'reused' }, options).points[0].lowerBound!;
  const room = (result.maxRateBound! - rateFloor) * scenario.symbolCount! * Math.LN2;
  const scene = model(complete(scenario));
  const ofInterference = interferenceBound(scene, fidelity, objective, certificate!.powers!);
  expect(lowerBound!).toBeGreaterThan(1.05 * reused);
  expect(lowerBound!).toBeGreaterThan(1.05 * ofInterference(room));
  expect(verifyResult(result)).toMatchObject({ verified: true });
  // and not more than they say together
  const more = structuredClone(result);
  more.points[0].lowerBound! *= 1.001;
  expect(verifyResult(more)).toMatchObject({ verified: false });
});

describe('what the search once left unsolved', () => {
  // scenes that `npm run fuzz -- --signal superposed` has found
  const scenes = JSON.parse(readFileSync('test/fixtures/superposed/once-unsolved.json', 'utf8')) as {
    name: string;
    fraction: number;
    fidelity: Fidelity;
    objective: Objective;
    scenario: Superposed;
  }[];
  test.each(scenes)('$name', ({ name, fraction, fidelity, objective, scenario }) => {
    const { maxRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
    const rates = [fraction * maxRate!];
    const result = solver.tradeoff(scenario, { fidelity, objective, rates, covariance: true });
    expect(result.points[0]).toMatchObject({ status: 'stationary' });
    expect(result.points[0].stationarity!).toBeLessThanOrEqual(1e-6);
    expect(verifyResult(result)).toMatchObject({ verified: true });
    // there the interference bound has to keep its digits
    if (name === 'nearly in one direction') expect(result.points[0].gap!).toBeLessThan(0.6);
  });

  test('a sensing signal turned by a thousandth is no longer stationary, and the verifier says so', () => {
    const result = structuredClone(
      solver.tradeoff(three, { points: 6, fidelity: 'coupled', covariance: true }),
    );
    const { factor, covariance } = result.points[3];
    const { re, im } = factor!.sensing;
    // its antennas' phases drift by 1e-3 each: the same power, another direction
    re.forEach((row, m) =>
      row.forEach((x, k) => {
        const y = im[m][k];
        row[k] = x * Math.cos(1e-3 * m) - y * Math.sin(1e-3 * m);
        im[m][k] = x * Math.sin(1e-3 * m) + y * Math.cos(1e-3 * m);
      }),
    );
    const of = (u: number[], v: number[]) => u.reduce((sum, x, k) => sum + x * v[k], 0);
    covariance!.sensing = {
      re: re.map((u, i) => re.map((v, j) => of(u, v) + of(im[i], im[j]))),
      im: re.map((u, i) => re.map((v, j) => of(im[i], v) - of(u, im[j]))),
    };
    const failed = verifyResult(result).points[3].checks.filter(({ ok }) => !ok);
    expect(failed.map(({ name }) => name)).toContain('stationarity');
  });
});

test('at the largest rate nothing is sensed; beyond it nothing is feasible', () => {
  for (const scene of [one, three]) {
    const { maxRate } = solver.tradeoff(scene, { points: 1 });
    const result = solver.tradeoff(scene, { rates: [maxRate!, 1.01 * maxRate!], covariance: true });
    const [boundary, beyond] = result.points;
    expect(boundary).toMatchObject({
      status: 'boundary',
      crb: null,
      devices: null,
      slope: null,
      lowerBound: null,
    });
    expect(boundary.factor!.sensing.re[0]).toEqual([]);
    expect(beyond).toMatchObject({ status: 'infeasible', rate: null });
    expect(verifyResult(result)).toMatchObject({ verified: true });
  }
});

test('what needs an optimum is refused', () => {
  const issues = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return (error as InputError).issues.map(({ path }) => path);
    }
    return [];
  };
  expect(issues(() => solver.tradeoff(three, { bounds: [1] }))).toEqual(['bounds']);
  expect(issues(() => solver.tradeoff({ ...three, signal: 'both' } as never))).toEqual(['signal']);
});
