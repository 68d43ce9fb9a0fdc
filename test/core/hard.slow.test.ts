/** Scenes of the fuzz (seed 1) that once ended unsolved, wrong or unverified: solved cold and warm, and verified. */
import { InputError, loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, Result, ScenarioInput } from 'isabc';
import { exactRate } from '../support/exact-rate.js';
import { asked, hardCases } from '../support/hard-cases.js';

const solver = await loadSolver();

/** Checks that do not hold. */
const failures = (result: Result) => {
  const { points, maxRate } = verifyResult(result);
  return [...points, ...(maxRate ? [maxRate] : [])].flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
};

describe.each(hardCases('cases.json'))('$name', (hard) => {
  const { scenario, options, freeRate, maxRate, rates } = asked(solver, hard);

  test.each([true, false])('is solved and verified, extremes: %s', (extremes) => {
    const result = solver.tradeoff(scenario, { ...options, rates, extremes });
    // where the curve is flat a floor may lie within 1e-9 of the largest rate
    for (const { status } of result.points) expect(['optimal', 'boundary']).toContain(status);
    if (maxRate - freeRate > 1e-6 * maxRate) {
      for (const { status } of result.points) expect(status).toBe('optimal');
    }
    expect(failures(result)).toEqual([]);
  });

  test('from a covariance alone too, whose rounding is allowed for', () => {
    const result = solver.tradeoff(scenario, { ...options, rates });
    for (const point of result.points) delete point.factor;
    expect(failures(result)).toEqual([]);
  });

  test('its rates are right to 1e-10', () => {
    const result = solver.tradeoff(scenario, { ...options, rates });
    for (const { rate, factor } of result.points) {
      const error = exactRate(result.scenario, factor!).div(rate!).minus(1).abs().toNumber();
      expect(error).toBeLessThan(1e-10);
    }
  });
});

test('the one of many free optima that is kept is certified without a floor', () => {
  const { scenario } = hardCases('cases.json').find(({ name }) => name.startsWith('many free optima'))!;
  const { freeRate, maxRate } = solver.tradeoff(scenario, { points: 1 });
  const rates = [(freeRate! + maxRate!) / 2, 1.5 * maxRate!, freeRate! / 2];
  const result = solver.tradeoff(scenario, { rates, extremes: false, covariance: true });
  expect(result.points.map(({ status }) => status)).toEqual(['optimal', 'infeasible', 'optimal']);
  expect(failures(result)).toEqual([]);
});

test('far from the origin the scene is the same', () => {
  // exact in binary, so that nothing but the origin moves
  const devices = [[1.25, -0.25], [1.75, -0.5], [1.5, -1]]; // prettier-ignore
  const at = (d: number): ScenarioInput => ({
    transmitter: { position: [d, d] },
    receiver: { position: [d + 2, d - 1.5] },
    devices: devices.map(([x, y]) => ({ position: [d + x, d + y] })),
  });
  const curve = (d: number) => solver.tradeoff(at(d), { points: 3, covariance: true });
  const [here, there] = [curve(0), curve(2 ** 40)];
  expect(there.points).toEqual(here.points);
  expect(failures(there)).toEqual([]);
});

const thermal: Partial<ScenarioInput> = { powerDbm: 50, noiseDbm: -120, clutterDbm: null };
const issuesOf = (scenario: ScenarioInput, fidelity?: Fidelity) => {
  try {
    solver.tradeoff(scenario, { points: 1, fidelity });
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  return expect.unreachable('it was accepted');
};

test('an echo beyond 1e20 times the noise is refused by its device', () => {
  const [issue, ...others] = issuesOf({
    ...thermal,
    devices: [{ position: [1, 1] }, { position: [0.001, 0] }],
  });
  expect(others).toEqual([]);
  expect(issue.path).toBe('devices[1]');
  expect(issue.message).toContain('more than 1e20 times the noise');
});

describe('a cluster in the near field', () => {
  const cluster = (apart: number): ScenarioInput => ({
    ...thermal,
    devices: [
      { position: [1, 1] },
      ...Array.from({ length: 6 }, (_, i): { position: [number, number] } => ({
        position: [0.01 + apart * i, 0.01 + apart * (i % 3)],
      })),
    ],
  });

  test('whose angles do not hold the rate is refused by its devices', () => {
    const issues = issuesOf(cluster(3e-5), 'decoupled');
    expect(issues.map(({ path }) => path)).not.toContain('devices[0].position');
    expect(issues.length).toBeGreaterThan(1);
    for (const { message } of issues) expect(message).toContain('more than 1e-10 of the rate');
  });

  test('and farther apart is solved and verified', () => {
    const result = solver.tradeoff(cluster(3e-3), { points: 3, covariance: true });
    for (const { status } of result.points) expect(status).toBe('optimal');
    expect(failures(result)).toEqual([]);
  });
});
