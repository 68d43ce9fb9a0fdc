/**
 * Scenes of the fuzz whose free optimum is a limit: a second stream dwindles towards it, and without that the Fisher
 * information of two coupled devices is singular. Their free ends once ended unsolved, at gaps of 1e-6 to 1e-3.
 */
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import { asked, hardCases } from '../support/hard-cases.js';

const solver = await loadSolver();

describe.each(hardCases('singular.json'))('$name', (hard) => {
  const { scenario, options, rates } = asked(solver, hard);

  test.each([true, false])('is solved and verified, extremes: %s', (extremes) => {
    const result = solver.tradeoff(scenario, { ...options, rates, extremes });
    for (const { status } of result.points) expect(status).toBe('optimal');
    const failed = verifyResult(result).points.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
    expect(failed).toEqual([]);
  });

  test('the free end is the least of the curve', () => {
    const { points } = solver.tradeoff(scenario, { ...options, rates: [0, ...rates] });
    const values = points.map(({ value }) => value!);
    values.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(values[i] * (1 - 1e-8)));
  });
});
