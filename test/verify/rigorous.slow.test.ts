import { loadSolver } from 'isabc';
import { expect, test } from 'vitest';
import type { Result } from '../../bindings/types.js';
import { compareWithExact, tamperable, tamperWithAll } from '../support/proofs.js';
import { fixture } from './helpers.js';

const solver = await loadSolver();

test.each(['plain', 'general', 'limits'] as const)(
  'no enclosure of 300 points is violated by 60-digit arithmetic: %s',
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

test('every entry of certificates of the general model, tampered with', () => {
  for (const result of Object.values(tamperable(solver)))
    for (const index of result.points.keys()) expect(tamperWithAll(result, index, 1).wrong).toEqual([]);
});
