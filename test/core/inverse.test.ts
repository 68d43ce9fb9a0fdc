/** The inverse question: the largest rate within a bound, against the curve itself and the verifier. */
import type { InputError } from 'isabc';
import { readFileSync } from 'node:fs';
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, Objective, ScenarioInput } from '../../bindings/types.js';
import { objectiveIn, relative } from '../support/fixtures.js';

const solver = await loadSolver();
const scene: ScenarioInput = {
  devices: [
    { position: [1.2, -0.3], symbol: 0.75 },
    { position: [1.7, -0.6], symbol: 1 },
    { position: [1.4, -0.9], symbol: 0.5 },
  ],
};
const cases: [Fidelity, Objective][] = [
  ['printed', 'sum'],
  ['decoupled', 'position'],
  ['coupled', 'sum'],
];

describe.each(cases)('%s %s', (fidelity, objective) => {
  const options = { fidelity, objective };
  const curve = solver.tradeoff(scene, { ...options, points: 7 });
  const bounds = curve.points.map(({ crb }) => objectiveIn(crb!, objective));

  test('gives back the floors of the curve, from above and below', () => {
    const { points } = solver.tradeoff(scene, { ...options, bounds: bounds.slice(1) });
    points.forEach((point, i) => {
      const floor = curve.points[i + 1].rateFloor;
      expect(point).toMatchObject({ status: 'optimal', bound: bounds[i + 1] });
      expect(objectiveIn(point.crb!, objective)).toBeLessThanOrEqual(bounds[i + 1] * (1 + 1e-10));
      // what lies between the two is what the curve's own gap is worth at this slope
      const worth = (3e-11 * bounds[i + 1]) / point.slope!;
      expect(point.rateFloor).toBeLessThanOrEqual(floor + worth);
      expect(point.rateBound!).toBeGreaterThanOrEqual(floor - worth);
      expect(point.rateBound! - point.rateFloor).toBeLessThan(2 * worth + 1e-9 * floor);
      expect(point.rateBound!).toBeGreaterThanOrEqual(point.rateFloor);
    });
  });

  test('a bound that nothing reaches is infeasible, and one that all rates keep gives the largest', () => {
    const options7 = { ...options, bounds: [0.99 * bounds[0], 1e3 * bounds[6]], covariance: true };
    const [below, above] = solver.tradeoff(scene, options7).points;
    expect(below).toMatchObject({ status: 'infeasible', rateFloor: 0, crb: null, rateBound: null });
    expect(below.lowerBound!).toBeGreaterThan(0.99 * bounds[0]);
    expect(below.certificate!.mu).toBe(0);
    const { maxRate, maxRateBound } = curve;
    expect(above).toMatchObject({ status: 'boundary', rateFloor: maxRate, rateBound: maxRateBound });
    expect(objectiveIn(above.crb!, objective)).toBeLessThan(1e3 * bounds[6]);
  });

  test('the verifier agrees, and does not when the answer is made up', () => {
    const asked = [0.5 * bounds[0], 1.01 * bounds[0], bounds[4], 1e6 * bounds[6]];
    const result = solver.tradeoff(scene, { ...options, bounds: asked, covariance: true });
    expect(verifyResult(result)).toMatchObject({ verified: true });
    const failed = (change: (points: typeof result.points) => void) => {
      const copy = structuredClone(result);
      change(copy.points);
      return verifyResult(copy).points.flatMap(({ checks }) =>
        checks.filter(({ ok }) => !ok).map((c) => c.name),
      );
    };
    expect(failed((points) => (points[1].rateBound! *= 1 - 1e-6))).toEqual(['rateBound']);
    expect(failed((points) => (points[2].bound! *= 0.999))).toContain('bound');
    expect(failed((points) => (points[0].bound = 1.5 * bounds[0]))).toContain('bound');
  });
});

test('where one beam serves both purposes, every bound it meets gives the largest rate', () => {
  const devices = [{ position: [1.5, -0.5] as [number, number] }];
  const { points, maxRate } = solver.tradeoff({ devices }, { rates: [0] });
  const free = points[0].crb!.total!;
  const [met, missed] = solver.tradeoff({ devices }, { bounds: [1.001 * free, 0.999 * free] }).points;
  expect(met).toMatchObject({ status: 'boundary', rateFloor: maxRate });
  expect(missed).toMatchObject({ status: 'infeasible' });
});

test('the free optimum is within its own bound, at the free rate or above', () => {
  const { points, freeRate } = solver.tradeoff(scene, { rates: [0] });
  const [point] = solver.tradeoff(scene, { bounds: [points[0].crb!.total!] }).points;
  expect(point.status).toBe('optimal');
  expect(point.rateFloor).toBeGreaterThanOrEqual(freeRate! * (1 - 1e-12));
  expect(relative(point.crb!.total!, points[0].crb!.total!)).toBeLessThan(1e-10);
});

test.each([
  [{ bounds: [] }, 'bounds'],
  [{ bounds: [0] }, 'bounds[0]'],
  [{ bounds: [1e-6, NaN] }, 'bounds[1]'],
  [{ bounds: [1e-6], rates: [0.1] }, 'bounds'],
  [{ bounds: [1e-6], points: 3 }, 'bounds'],
])('%j is refused', (options, path) => {
  try {
    solver.tradeoff(scene, options);
    expect.unreachable();
  } catch (error) {
    expect((error as InputError).issues.map((issue) => issue.path)).toContain(path);
  }
});

describe('a nearly level curve', () => {
  const { scenario, fidelity, objective, bounds } = JSON.parse(
    readFileSync(new URL('../hard/level-curve.json', import.meta.url), 'utf8'),
  ) as { scenario: ScenarioInput; fidelity: Fidelity; objective: Objective; bounds: [number] };
  const options = { fidelity, objective, covariance: true };

  test('is optimal only with a rate that is known to 1e-6, and unsolved with both ends of it', () => {
    // 1.7347 bps/Hz are attained within the bound
    const asked = [bounds[0], bounds[0] * 1.0001, bounds[0] * (1 - 1e-6), bounds[0] * (1 - 1e-7)];
    const result = solver.tradeoff(scenario, { ...options, bounds: asked });
    for (const { status, rateFloor, rateBound, bound, crb, reason } of result.points) {
      expect(objectiveIn(crb!, objective)).toBeLessThanOrEqual(bound! * (1 + 1e-8));
      if (status === 'optimal') expect(rateBound! - rateFloor).toBeLessThanOrEqual(1e-6 * rateBound!);
      else expect(reason).toContain('more than 1e-6 apart');
    }
    expect(result.points[0].rateFloor).toBeGreaterThan(1.7347);
    expect(result.points[1].status).toBe('optimal');
  });
});
