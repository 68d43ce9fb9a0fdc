/** The general model against reference optima that nothing in this project has computed: test/fixtures/general. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Solver } from '../../bindings/solver/solver.js';
import { Core } from '../../bindings/core/core.js';
import { verifyResult } from '../../bindings/verify/index.js';
import type { Fidelity, Objective, ScenarioInput } from '../../bindings/types.js';
import { relative } from '../support/fixtures.js';

interface General {
  scenario: ScenarioInput;
  expected: {
    fidelity: Fidelity;
    objective: Objective;
    maxRate: number;
    freeValue: number;
    points: { rateFloor: number; value: number }[];
  };
}

const folder = new URL('../fixtures/general/', import.meta.url);
const fixtures = readdirSync(folder).map((file): [string, General] => [
  file.slice(0, -5),
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as General,
]);
const solver = new Solver(
  new Core(new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)))),
);

describe.each(fixtures)('%s', (_, { scenario, expected }) => {
  const { fidelity, objective, maxRate, freeValue, points } = expected;
  const rates = [0, ...points.map(({ rateFloor }) => rateFloor)];
  const result = solver.tradeoff(scenario, { rates, fidelity, objective, covariance: true });

  test('largest rate, and the value at every floor', () => {
    expect(relative(result.maxRate!, maxRate)).toBeLessThan(1e-6);
    [freeValue, ...points.map(({ value }) => value)].forEach((value, i) => {
      const point = result.points[i];
      expect(point.status).toBe('optimal');
      expect(relative(point.value!, value)).toBeLessThan(1e-6);
      expect(Math.abs(point.gap!)).toBeLessThan(1e-8);
    });
  });

  test('is verified, as read back from its JSON', () => {
    const verdict = verifyResult(JSON.parse(JSON.stringify(result)) as typeof result);
    const failed = [verdict.maxRate!, ...verdict.points].flatMap(({ checks }) =>
      checks.filter(({ ok }) => !ok),
    );
    expect(verdict.reason).toBeUndefined();
    expect(failed).toEqual([]);
  });
});
