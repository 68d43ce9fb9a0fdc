/** Rates against 60-digit arithmetic, where det(I + F) is lost in its 1 and where F swamps it. */
import { Decimal } from 'decimal.js';
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix, Scenario } from '../../bindings/types.js';
import { antennaCount } from '../../bindings/input/arrays.js';
import { fidelities } from '../../bindings/types.js';
import { outerProduct } from '../../bindings/verify/linalg.js';
import { exactRate } from '../support/exact-rate.js';
import { numberFields, random, scaled, norm, seeded } from '../support/naive.js';
import { Terms } from '../support/probes.js';
import { complete, fixture } from '../verify/helpers.js';

const solver = await loadSolver();
const nine = complete(fixture('scenario-2-thermal').scenario);
const three = complete(fixture('coupled-three').scenario);
const cluster = {
  ...three,
  devices: three.devices.map((d, i) => ({ ...d, position: [1.3 + 0.003 * i, -0.6] as [number, number] })),
};

const quiet = (scenario: Scenario, noiseDbm: number, powerDbm = 30): Scenario => ({
  ...scenario,
  noiseDbm,
  powerDbm,
  clutterDbm: null,
});
/** The factor's entries are taken as they are: what they are rounded from does not matter. */
const error = (scenario: Scenario, rate: number, V: ComplexMatrix) =>
  new Decimal(rate).div(exactRate(scenario, V)).minus(1).abs().toNumber();

const cases: [string, Scenario][] = [
  ['nine devices, −100 dB', quiet(nine, 85)],
  ['nine devices, −200 dB', quiet(nine, 185)],
  ['nine devices, moderate', quiet(nine, -60)],
  ['nine devices, thermal noise', nine],
  ['nine devices, −120 dBm, 50 dBm sent', quiet(nine, -120, 50)],
  ['a cluster of three, thermal noise', quiet(cluster, -111)],
  ['turned arrays, thermal noise', quiet(complete(fixture('turned-arrays').scenario), -111)],
];

describe.each(cases)('%s, to 1e-10', (_, scenario) => {
  test.each(numberFields)('at random factors of any rank, %s', (field) => {
    const terms = new Terms(scenario, 'printed', 'sum', field);
    const next = seeded(21);
    for (const p of [1, 2, terms.r]) {
      const V = random(next, field, terms.r, p);
      const unit = scaled(1 / norm(V), V);
      const bits = terms.value('rate', unit) / (scenario.symbolCount * Math.LN2);
      expect(error(scenario, bits, terms.toAntennas(unit))).toBeLessThan(1e-10);
    }
  });

  test.each(fidelities)('at the points of a curve, %s', (fidelity) => {
    const { scenario: whole, ...result } = solver.tradeoff(scenario, {
      points: 3,
      fidelity,
      covariance: true,
    });
    expect(whole).toEqual(scenario);
    for (const { rate, factor, status } of result.points) {
      expect(status).toBe('optimal');
      expect(error(scenario, rate!, factor!)).toBeLessThan(1e-10);
    }
    expect(error(scenario, result.maxRate!, result.maxRateFactor!)).toBeLessThan(1e-10);
  });

  test('of a covariance that is given', () => {
    // A covariance of full rank fixes the rate; one near rank one would not, at thermal noise.
    const next = seeded(22);
    const V = random(next, 'complex', antennaCount(scenario.transmitter), 12);
    const { rate } = solver.evaluate(scenario, outerProduct(scaled(0.1, V)));
    expect(error(scenario, rate, scaled(0.1, V))).toBeLessThan(1e-10);
  });
});
