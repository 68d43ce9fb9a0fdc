/** Scenes of the limits fuzz whose limits leave little room, which once ended unsolved or without a largest rate. */
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import { relative } from '../support/fixtures.js';
import { asked, hardCases } from '../support/hard-cases.js';

const solver = await loadSolver();

describe.each(hardCases('limits.json'))('$name', (hard) => {
  const { scenario, options, freeRate, maxRate, maxRateBound, rates } = asked(solver, hard);

  test('has a largest rate, certified', () => {
    expect(maxRateBound / maxRate - 1).toBeLessThan(1e-9);
    expect(freeRate).toBeLessThanOrEqual(maxRate);
  });

  test.each([true, false])('is solved and verified, extremes: %s', (extremes) => {
    const result = solver.tradeoff(scenario, { ...options, rates, extremes });
    for (const { status } of result.points) expect(status).toBe('optimal');
    const { verified, points } = verifyResult(result);
    expect(points.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))).toEqual([]);
    expect(verified).toBe(true);
  });

  test('a bound leads back to its rate, verified', () => {
    const { points } = solver.tradeoff(scenario, { ...options, rates: rates.slice(1, 3) });
    const result = solver.tradeoff(scenario, { ...options, bounds: points.map(({ value }) => value!) });
    result.points.forEach(({ status, rateFloor, rateBound, reason }, i) => {
      if (hard.level && !hard.known && status === 'unsolved') {
        // both ends of the rate are all there is to say, and its own lies below the upper one
        expect(reason).toContain('apart');
        expect(rateBound).toBeGreaterThan(points[i].rateFloor);
        return;
      }
      // a level curve's bounds are kept by its largest rate
      expect(['optimal', 'boundary']).toContain(status);
      if (status === 'optimal' && !hard.level)
        expect(relative(rateFloor, points[i].rateFloor)).toBeLessThan(2e-6);
    });
    const solved = verifyResult(result).points.filter((_, i) => result.points[i].status !== 'unsolved');
    expect(solved.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))).toEqual([]);
  });

  test('keeps to all limits to 1e-9 of their value, at prices that are not negative', () => {
    for (const { limits } of solver.tradeoff(scenario, { ...options, rates }).points) {
      const { antenna, sensitivity, quiet } = limits!;
      for (const { power, limit } of [...antenna, ...quiet]) expect(power / limit).toBeLessThan(1 + 1e-9);
      for (const { power, limit } of sensitivity) expect(power / limit).toBeGreaterThan(1 - 1e-9);
      for (const { price } of [...antenna, ...sensitivity, ...quiet])
        expect(price!).toBeGreaterThanOrEqual(0);
    }
  });

  test('a curve and single points agree', () => {
    const values = solver.tradeoff(scenario, { ...options, rates }).points.map(({ value }) => value!);
    rates.forEach((rate, i) => {
      const [{ value }] = solver.tradeoff(scenario, { ...options, rates: [rate], extremes: false }).points;
      expect(relative(value!, values[i])).toBeLessThan(2e-8);
    });
  });
});
