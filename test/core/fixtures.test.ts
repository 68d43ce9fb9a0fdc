/** The core against the reference optima, in the smallest number field that serves and in the complex one. */
import { readFileSync } from 'node:fs';
import { expect, test, describe } from 'vitest';
import { Core, type Field } from '../../bindings/core/core.js';
import { lowerBound, model, rateUpperBound } from '../../bindings/verify/index.js';
import { objectiveIn, references, relative } from '../support/fixtures.js';

const core = new Core(
  new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url))),
);
const fields: Field[] = ['auto', 'complex'];

describe.each(references)('$name', ({ scenario, expected }) => {
  const { fidelity, objective } = expected;
  const reference = model(scenario);

  describe.each(fields)('%s', (field) => {
    test('maxRate and freeRate', () => {
      core.load(scenario, fidelity, objective, field);
      const { maxRate, maxRateBound, freeRate } = core.extremes();
      expect(relative(maxRate, expected.maxRate)).toBeLessThan(1e-9);
      expect(maxRateBound).toBeGreaterThanOrEqual(maxRate);
      expect(relative(maxRateBound, maxRate)).toBeLessThan(1e-9);
      expect(relative(freeRate, expected.freeRate)).toBeLessThan(1e-7);
      const { K } = core.maxRate().certificate;
      expect(relative(rateUpperBound(reference, K), maxRateBound)).toBeLessThan(1e-9);
    });

    test('the bound at every floor, certified', () => {
      core.load(scenario, fidelity, objective, field);
      core.extremes(); // as the command line does
      for (const { rateFloor, crb } of [...expected.points, { rateFloor: 0, crb: expected.crbFree }]) {
        const point = core.point(rateFloor, true);
        expect(point.status).toBe('optimal');
        for (const part of ['total', 'delay', 'angle', 'position'] as const) {
          // only what was asked for is minimised; the rest follows from a covariance that is known to its root
          const asked = objectiveIn({ ...crb, [part]: NaN }, objective) !== objectiveIn(crb, objective);
          expect(relative(point.crb![part]!, crb[part])).toBeLessThan(asked ? 1e-9 : 1e-6);
        }
        expect(Math.abs(point.gap!)).toBeLessThan(1e-8);
        expect(point.rate).toBeGreaterThanOrEqual(rateFloor * (1 - 1e-10));
        // rounding of J^-1 is all of it: from point to point 3e-14 to 1.3e-12 of five devices by coupled position
        expect(Math.abs(point.lmi!)).toBeLessThan(4e-12);
        // the lower bound is what its dual variables say, computed by someone else
        const bound = lowerBound(reference, fidelity, objective, rateFloor, point.certificate!);
        expect(relative(bound, point.lowerBound!)).toBeLessThan(1e-9);
        expect(
          relative(point.slope!, point.certificate!.mu * scenario.symbolCount * Math.LN2 || NaN) || 0,
        ).toBeLessThan(1e-12);
      }
    });
  });

  test('both fields agree', () => {
    const curve = (field: Field) => {
      core.load(scenario, fidelity, objective, field);
      const points = expected.points.map(({ rateFloor }) => core.point(rateFloor, false));
      return { ...core.extremes(), crb: points.map((p) => objectiveIn(p.crb!, objective)) };
    };
    const [real, complex] = fields.map(curve);
    expect(relative(real.maxRate, complex.maxRate)).toBeLessThan(1e-10);
    expect(relative(real.freeRate, complex.freeRate)).toBeLessThan(1e-7);
    real.crb.forEach((crb, i) => expect(relative(crb, complex.crb[i])).toBeLessThan(1e-9));
  });
});
