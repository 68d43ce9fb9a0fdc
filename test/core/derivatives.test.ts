/** Every term's value against the verifier, and its gradient and Hessian against finite differences. */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix, Fidelity, Objective, Scenario } from '../../bindings/types.js';
import { fidelities, objectives } from '../../bindings/types.js';
import { model, objectiveAt, rateOf } from '../../bindings/verify/index.js';
import {
  adjoint,
  cholesky,
  combine,
  coordinates,
  distance,
  dot,
  identity,
  norm,
  numberFields,
  planes,
  product,
  random,
  randomHermitian,
  scalar,
  scaled,
  seeded,
  slope,
  type NumberField,
} from '../support/naive.js';
import { Terms, type TermName } from '../support/probes.js';
import { antennaCount } from '../../bindings/input/arrays.js';
import { parseScenario } from '../../bindings/input/scenario.js';
import { complete, fixture, type PlaneScenario } from '../verify/helpers.js';

/** Fewer devices than antennas and more, even and odd arrays, turned ones, few and many receive antennas. */
const scenes: [string, Scenario][] = [
  ['few-devices', complete(fixture('few-devices').scenario)],
  ['turned-arrays', complete(fixture('turned-arrays').scenario)],
  ['five devices, 4 and 3 antennas', antennas(fixture('coupled-five-position').scenario, 4, 3)],
  [
    'thermal noise, 3 devices',
    { ...complete(fixture('coupled-three').scenario), noiseDbm: -111, clutterDbm: null },
  ],
  ...(['amplitudes', 'reflections'] as const).map((unknown): [string, Scenario] => [
    `${unknown} unknown, places and weights`,
    parseScenario({
      ...fixture('coupled-three').scenario,
      unknown,
      devices: fixture('coupled-three').scenario.devices.map((device, l) => ({
        ...device,
        weight: 1 + l,
        ...(l > 0 && { prior: 0.02 * l }),
      })),
    }),
  ]),
  [
    'circle and line, reflections unknown',
    parseScenario({
      transmitter: { shape: 'circle', antennas: 4, radius: 0.5 },
      devices: fixture('coupled-three').scenario.devices,
      unknown: 'reflections',
    }),
  ],
  [
    'circle and grid in space, reflections unknown, a channel of its own, a place known',
    parseScenario({
      transmitter: { position: [0, 0, 0], shape: 'circle', antennas: 5, radius: 0.6 },
      receiver: { position: [2, -1.5, 0.5], shape: 'grid', rows: 3, columns: 2 },
      devices: [
        { position: [1.5, -0.5, 0.3], symbol: 0.75, prior: 0.05 },
        { position: [1, 0.5, -0.4], weight: 3 },
        {
          position: [1.2, -1, 0.8],
          channel: { transmit: { re: [1, 0.5, -1, 0.3, 0], im: [0, 1, 0.2, -0.7, 1] } },
        },
      ],
      unknown: 'reflections',
    }),
  ],
];
function antennas(
  scenario: Parameters<typeof complete>[0],
  transmit: number,
  receive: number,
): PlaneScenario {
  const whole = complete(scenario);
  return {
    ...whole,
    transmitter: { ...whole.transmitter, antennas: transmit },
    receiver: { ...whole.receiver, antennas: receive },
  };
}

interface Case {
  term: TermName;
  fidelity: Fidelity;
  objective: Objective;
  field: NumberField;
}
const cases: Case[] = [
  ...numberFields.map((field): Case => ({ term: 'rate', fidelity: 'printed', objective: 'sum', field })),
  ...fidelities.flatMap((fidelity) =>
    objectives.flatMap((objective) =>
      (fidelity === 'coupled' ? (['complex'] as const) : numberFields).map((field): Case => ({
        term: 'objective',
        fidelity,
        objective,
        field,
      })),
    ),
  ),
];
/** The Hessian is a Gram matrix of the objective's, and of minus the rate's, rows. */
const sign = ({ term }: Case) => (term === 'rate' ? -1 : 1);
const squares = (rows: number[][], x: number[]) => rows.reduce((sum, row) => sum + dot(row, x) ** 2, 0);

/** What a scene can be asked: what is known of places goes with coupled, and what is unknown not with printed. */
function askedOf({ devices, unknown }: Scenario): Case[] {
  const known = devices.some(({ prior }) => prior !== undefined);
  return cases.filter(
    ({ fidelity }) => fidelity === 'coupled' || (!known && (unknown === 'none' || fidelity === 'decoupled')),
  );
}

describe.each(scenes)('%s', (_, scenario) => {
  describe.each(askedOf(scenario))('$term $fidelity $objective, $field', (which) => {
    const { term, fidelity, objective, field } = which;
    const terms = new Terms(scenario, fidelity, objective, field);
    const { r } = terms;
    /** r×p at trace 1. */
    const factor = (next: () => number, p: number) => {
      const V = random(next, field, r, p);
      return scaled(1 / norm(V), V);
    };
    /** V·chol(I + tE) for a full V, and the direction D = V E V^H it stands for. */
    const line = (next: () => number) => {
      const V = combine(1, factor(next, r), 0.3 / Math.sqrt(r), identity(r));
      const E = randomHermitian(next, field, r);
      const at = (t: number) => product(V, cholesky(combine(1, identity(r), t / norm(E), E)));
      return { V, at, D: scaled(1 / norm(E), product(product(V, E), adjoint(V))) };
    };

    test('value', () => {
      const next = seeded(1);
      const oracle = model(scenario);
      for (let p = fidelity === 'coupled' ? 2 : 1; p <= r; p++) {
        const V = factor(next, p);
        const onAntennas = terms.toAntennas(V);
        const expected =
          term === 'rate'
            ? rateOf(oracle, onAntennas) * oracle.symbolCount * Math.LN2
            : objectiveAt(oracle, onAntennas, fidelity, objective, 'sum') / terms.unit;
        expect(Math.abs(terms.value(term, V) / expected - 1)).toBeLessThan(
          fidelity === 'coupled' ? 1e-8 : 1e-11,
        );
      }
    });

    test('gradient', () => {
      const next = seeded(2);
      for (let again = 0; again < 6; again++) {
        const { V, at, D } = line(next);
        const G = terms.gradient(term, V);
        expect(distance(adjoint(G), G)).toBeLessThan(1e-12);
        const expected = slope((t) => terms.value(term, at(t)));
        expect(Math.abs(scalar(G, D) - expected)).toBeLessThan(1e-8 * norm(G) * norm(D));
        // in the basis of a few directions
        const B = random(next, field, r, 1 + (again % r));
        const projected = product(product(adjoint(B), G), B);
        expect(distance(terms.gradient(term, V, B), projected)).toBeLessThan(1e-11);
      }
    });

    test('Hessian', () => {
      const next = seeded(3);
      for (let again = 0; again < 6; again++) {
        const { V, at, D } = line(next);
        const expected = slope((t) => scalar(terms.gradient(term, at(t)), D));
        const second = sign(which) * squares(terms.rows(term, V), coordinates(D, field));
        expect(Math.abs(second / expected - 1)).toBeLessThan(1e-7);
        // in the basis of a few directions, D = B E B^H
        const B = random(next, field, r, 1 + (again % r));
        const E = randomHermitian(next, field, B.re[0].length);
        const whole = squares(terms.rows(term, V), coordinates(product(product(B, E), adjoint(B)), field));
        expect(squares(terms.rows(term, V, B), coordinates(E, field)) / whole).toBeCloseTo(1, 10);
      }
    });

    test('gradient and Hessian on the factor', () => {
      const next = seeded(4);
      for (let again = 0; again < 6; again++) {
        const p = fidelity === 'coupled' ? Math.min(r, 2 + (again % r)) : 1 + (again % r);
        const V = factor(next, p);
        const dV = scaled(reach(V), factor(next, p));
        const at = (t: number) => combine(1, V, t, dV);
        const slopeAt = (t: number) => 2 * scalar(product(terms.gradient(term, at(t)), at(t)), dV);
        const S = terms.gradient(term, V);
        expect(distance(terms.gradientOnFactor(term, V), product(S, V))).toBeLessThan(1e-10);
        const first = slope((t) => terms.value(term, at(t)));
        expect(Math.abs(slopeAt(0) - first)).toBeLessThan(1e-8 * norm(product(S, V)) * norm(dV));
        // it leaves out what the curvature of R = VV^H itself adds: 2⟨∇, dV dV^H⟩
        const x = planes(dV, field);
        const form = dot(
          terms.hessianOnFactor(term, V).map((row) => dot(row, x)),
          x,
        );
        const curved = sign(which) * form;
        // and is what the rows in Hermitian coordinates say of dR = V dV^H + dV V^H
        const half = product(V, adjoint(dV));
        const along = coordinates(combine(1, half, 1, adjoint(half)), field);
        // (under `coupled` two routes through J^-1, whose condition is 1e6 and more where V has two columns)
        const routes = fidelity === 'coupled' ? 1e-8 : 1e-9;
        expect(Math.abs(form / squares(terms.rows(term, V), along) - 1)).toBeLessThan(routes);
        const second = curved + 2 * scalar(S, product(dV, adjoint(dV)));
        expect(Math.abs(second - slope(slopeAt))).toBeLessThan(1e-7 * Math.abs(form));
      }
    });

    /** How far V may move: less than what the least lit device gets. */
    function reach(V: ComplexMatrix): number {
      const y = product(terms.span, V);
      const least = Math.min(...y.re.map((row, l) => Math.hypot(...row, ...y.im[l])));
      return least / Math.sqrt(antennaCount(scenario.transmitter));
    }
  });
});
