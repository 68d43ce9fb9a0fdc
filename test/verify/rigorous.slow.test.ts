import { loadSolver } from 'isabc';
import { expect, test } from 'vitest';
import type { Result } from '../../bindings/types.js';
import { makeGeneralCase } from '../../bench/fuzz/general.js';
import { withLimits } from '../../bench/fuzz/limits.js';
import { proveResult } from '../../bindings/verify/rigorous/prove.js';
import { compareWithExact, tamperable, tamperWithAll } from '../support/proofs.js';
import { fixture } from './helpers.js';

const solver = await loadSolver();

test.each(['plain', 'general', 'limits'] as const)(
  'no enclosure of 300 points is violated by 60-digit arithmetic: %s',
  { timeout: 1_800_000 },
  (kind) => {
    const { points, violations } = compareWithExact(solver, kind, 2, 300);
    expect(points).toBeGreaterThanOrEqual(300);
    expect(violations).toEqual([]);
  },
);

test.each(['printed', 'coupled'] as const)(
  '%s: every entry of every certificate, tampered with',
  (fidelity) => {
    const { scenario } = fixture('few-devices');
    for (const noiseDbm of [scenario.noiseDbm ?? -60, -111]) {
      const options = { points: 4, fidelity, covariance: true };
      const result: Result = solver.tradeoff({ ...scenario, clutterDbm: null, noiseDbm }, options);
      for (const index of result.points.keys()) expect(tamperWithAll(result, index, 1).wrong).toEqual([]);
    }
  },
);

test('nine devices with unknown reflections take less than 50 ms of a processor a point', () => {
  const { scenario } = fixture('scenario-2');
  const options = { points: 21, fidelity: 'coupled', covariance: true } as const;
  const result = solver.tradeoff({ ...scenario, unknown: 'reflections' }, options);
  expect(proveResult(result).proved).toBe(true);
  const before = process.cpuUsage();
  proveResult(result);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / (result.points.length + 1)).toBeLessThan(50);
});

test('every entry of certificates of the general model, tampered with', () => {
  for (const result of Object.values(tamperable(solver)))
    for (const index of result.points.keys()) {
      const { tried, noticed, wrong } = tamperWithAll(result, index, 1);
      expect(wrong).toEqual([]);
      expect(noticed / tried).toBeGreaterThan(0.3);
    }
});

test('within a millionth of where limits exclude each other, where the rate is of no concern', () => {
  const { fidelity, objective, ...asked } = makeGeneralCase(1, 86, { devices: 16, antennas: 16 });
  const { scenario, over } = withLimits(asked.scenario, 1, 86, solver);
  const result = solver.tradeoff(scenario, { points: 4, fidelity, objective, over, covariance: true });
  expect(proveResult(result)).toMatchObject({ proved: true });
});
