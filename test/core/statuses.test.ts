/** What each kind of rate floor gets, and what a curve looks like as a whole. */
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, ScenarioInput, TradeoffOptions, Vector2 } from '../../bindings/types.js';
import { objectiveIn, references, relative } from '../support/fixtures.js';

const solver = await loadSolver();
const scene: ScenarioInput = {
  devices: [
    { position: [1.2, -0.3], symbol: 0.75 },
    { position: [1.7, -0.6], symbol: 1 },
    { position: [1.4, -0.9], symbol: 0.5 },
  ],
};
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
const at = (rates: number[], options: TradeoffOptions = {}, scenario = scene) =>
  solver.tradeoff(scenario, { ...options, rates });

function ends(scenario: ScenarioInput, fidelity: Fidelity) {
  const { maxRate, maxRateBound, freeRate } = at([0], { fidelity }, scenario);
  return { maxRate: maxRate!, maxRateBound: maxRateBound!, freeRate: freeRate! };
}

describe.each(fidelities)('%s', (fidelity) => {
  const { maxRate, freeRate, maxRateBound } = ends(scene, fidelity);

  test('there is a trade-off', () => expect(maxRate - freeRate).toBeGreaterThan(1e-3 * maxRate));

  test('at the free rate and below: the unconstrained optimum', () => {
    const { points } = at([0, freeRate / 2, freeRate], { fidelity, covariance: true });
    for (const point of points) {
      expect(point).toMatchObject({ status: 'optimal', slope: 0, crb: points[0].crb });
      expect(point.rate).toBe(freeRate);
      expect(point.certificate!.mu).toBe(0);
      expect(Math.abs(point.gap!)).toBeLessThan(1e-8);
    }
  });

  test('between: the floor is met with equality, at a price', () => {
    const rates = [0.05, 0.5, 0.99, 0.999].map((t) => freeRate + t * (maxRate - freeRate));
    const { points } = at(rates, { fidelity });
    points.forEach((point, i) => {
      expect(point.status).toBe('optimal');
      expect(relative(point.rate!, rates[i])).toBeLessThan(1e-10);
      expect(point.slope).toBeGreaterThan(0);
      expect(point.slope! * Math.max(0, rates[i] - point.rate!)).toBeLessThan(1e-9 * point.crb!.total!);
      expect(point.rank).toBeLessThanOrEqual(3);
    });
  });

  test('the slope is that of the curve', () => {
    const middle = freeRate + 0.6 * (maxRate - freeRate);
    const h = 1e-3 * (maxRate - freeRate);
    const [a, b, , d, e] = at(
      [-2, -1, 0, 1, 2].map((k) => middle + k * h),
      { fidelity },
    ).points.map(({ crb }) => crb!.total!);
    const slope = at([middle], { fidelity }).points[0].slope!;
    expect(relative((8 * (d - b) - (e - a)) / (12 * h), slope)).toBeLessThan(1e-6);
  });

  test('the curve rises, ever faster, from the free rate on', () => {
    const { points } = solver.tradeoff(scene, { points: 21, fidelity });
    const values = points.map(({ crb }) => crb!.total!);
    const slopes = points.map(({ slope }) => slope!);
    for (let i = 1; i < points.length; i++) {
      expect(values[i]).toBeGreaterThan(values[i - 1]);
      expect(slopes[i]).toBeGreaterThan(slopes[i - 1]);
      // convex: above each tangent
      const step = points[i].rateFloor - points[i - 1].rateFloor;
      expect(values[i]).toBeGreaterThan((values[i - 1] + step * slopes[i - 1]) * (1 - 1e-9));
      expect(values[i - 1]).toBeGreaterThan((values[i] - step * slopes[i]) * (1 - 1e-9));
    }
  });

  test('at the largest rate: boundary, with the covariance that has it and no bound', () => {
    const rates = [maxRate, maxRate * (1 - 5e-10)];
    const { points, maxRateFactor } = at(rates, { fidelity, covariance: true });
    for (const point of points) {
      expect(point).toMatchObject({
        status: 'boundary',
        rate: maxRate,
        lowerBound: null,
        gap: null,
        slope: null,
      });
      expect(point.crb!.total).toBeGreaterThan(0);
      expect(point.factor).toEqual(maxRateFactor);
      expect(point.certificate).toBeUndefined();
    }
    expect(at([maxRate * (1 - 1e-6)], { fidelity }).points[0].status).toBe('optimal');
  });

  test('beyond: infeasible, by the bound of the rate', () => {
    for (const floor of [maxRateBound * (1 + 1e-9), 2 * maxRate, 1e6]) {
      const { points, ...result } = at([floor], { fidelity });
      const { rateFloor, status, iterations, ...rest } = points[0];
      expect([rateFloor, status, Number.isInteger(iterations)]).toEqual([floor, 'infeasible', true]);
      expect(Object.values(rest)).toEqual(Object.values(rest).map(() => null));
      expect(result.maxRateBound).toBeLessThan(floor);
    }
  });

  test('without extremes: the same points; the largest rate only where a floor asks for it', () => {
    const middle = (maxRate + freeRate) / 2;
    const [known] = at([middle], { fidelity }).points;
    const alone = at([middle], { fidelity, extremes: false });
    expect(alone).toMatchObject({ maxRate: null, maxRateBound: null, freeRate: null });
    expect(relative(alone.points[0].crb!.total!, known.crb!.total!)).toBeLessThan(1e-9);
    expect(alone.points[0].status).toBe('optimal');

    for (const [floor, status] of [
      [maxRate, 'boundary'],
      [2 * maxRate, 'infeasible'],
    ] as const) {
      const result = at([middle, floor], { fidelity, extremes: false, covariance: true });
      expect(result.points[1].status).toBe(status);
      expect(result.freeRate).toBeNull();
      expect(relative(result.maxRate!, maxRate)).toBeLessThan(1e-10);
      expect(result.maxRateFactor).toBeDefined();
      expect(result.maxRateCertificate).toBeDefined();
    }
    // a floor below the free rate, which is not known
    const below = at([freeRate / 2], { fidelity, extremes: false }).points[0];
    expect(below.status).toBe('optimal');
    expect(relative(below.crb!.total!, at([0], { fidelity }).points[0].crb!.total!)).toBeLessThan(1e-8);
  });
});

test('floors keep their order and their duplicates, and a point does not depend on the one before', () => {
  const { maxRate } = at([0]);
  const rates = [0.9, 0.2, 0.999, 0.2, 0, 0.9].map((t) => t * maxRate!);
  const { points } = at(rates);
  expect(points.map(({ rateFloor }) => rateFloor)).toEqual(rates);
  points.forEach((point, i) => {
    expect(relative(point.crb!.total!, at([rates[i]]).points[0].crb!.total!)).toBeLessThan(1e-8);
  });
});

test('a covariance of higher rank than there are symbols is not realizable', () => {
  const rank = at([0]).points[0].rank!;
  expect(rank).toBeGreaterThan(1);
  for (const symbolCount of [rank - 1, rank]) {
    const point = at([0], {}, { ...scene, symbolCount }).points[0];
    expect(point).toMatchObject({ rank, realizable: symbolCount >= rank });
  }
});

describe('the free rate is the largest of all minimisers: beyond it the bound rises', () => {
  /** Sines that are multiples of 2/M_t: the steering vectors are orthogonal, and many covariances minimise the bound. */
  const orthogonal: ScenarioInput = {
    devices: [0, 0.25, 0.5, -0.25].map((sine, i) => ({
      position: [1 + 0.2 * i, ((1 + 0.2 * i) * sine) / Math.sqrt(1 - sine * sine)] as Vector2,
    })),
  };
  const cases = [
    { name: 'orthogonal directions', scenario: orthogonal },
    ...references.map(({ name, scenario }) => ({ name, scenario })),
  ];
  test.each(cases)('$name', ({ scenario }) => {
    for (const fidelity of fidelities) {
      const { maxRate, freeRate } = ends(scenario, fidelity);
      if (maxRate - freeRate <= 1e-6 * maxRate) continue;
      // at thermal noise the bound hardly rises at first (a rate within 9 % costs 1e-8 of it)
      const step = scenario.noiseDbm! < -100 ? 0.3 : 0.02;
      const beyond = freeRate + step * (maxRate - freeRate);
      const [free, same, more] = at([0, freeRate * (1 - 1e-9), beyond], { fidelity }, scenario).points;
      expect(relative(same.crb!.total!, free.crb!.total!)).toBeLessThan(1e-12);
      // above what rounding and the gap could be
      expect(more.lowerBound! / free.crb!.total! - 1).toBeGreaterThan(1e-8);
    }
  });
});

describe('one direction only: no trade-off, a flat curve', () => {
  const inOneDirection: Vector2[] = [
    [0.8, -0.4],
    [1.2, -0.6],
    [2.4, -1.2],
  ];
  const cases: [string, ScenarioInput][] = [
    ['one device', { devices: [{ position: [1.5, -0.5] }] }],
    [
      'one device, sampled pulse',
      { devices: [{ position: [1.5, -0.5] }], pulse: { samples: [3, 2, 4, 1, 0, 2, 5, 1] } },
    ],
    ['several devices', { devices: inOneDirection.map((position) => ({ position })) }],
    ['one transmit antenna', { ...scene, transmitter: { antennas: 1 } }],
  ];
  test.each(cases)('%s', (_, scenario) => {
    for (const fidelity of fidelities) {
      for (const objective of ['sum', 'delay', 'angle', 'position'] as const) {
        const result = solver.tradeoff(scenario, { points: 5, fidelity, objective });
        expect(relative(result.freeRate!, result.maxRate!)).toBeLessThan(1e-9);
        const value = objectiveIn(result.points[0].crb!, objective);
        result.points.forEach((point, i) => {
          expect(point.status).toBe('optimal');
          expect(point.rateFloor).toBeCloseTo(((0.999 * i) / 4) * result.maxRate!, 12);
          expect(relative(objectiveIn(point.crb!, objective), value)).toBeLessThan(1e-9);
          expect(point.rank).toBe(1);
        });
        // the largest rate is the free one: up to it the free optimum answers
        const rates = [result.freeRate!, result.maxRateBound!, result.maxRate! * 1.01];
        const end = solver.tradeoff(scenario, { rates, fidelity, objective });
        expect(end.points.map(({ status }) => status)).toEqual(['optimal', 'boundary', 'infeasible']);
        expect(Math.abs(end.points[0].gap!)).toBeLessThan(1e-12);
        expect(relative(objectiveIn(end.points[0].crb!, objective), value)).toBeLessThan(1e-12);
      }
    }
  });
});
