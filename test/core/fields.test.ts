/**
 * The fast paths, which work in the real field (coupled: in the complex one from the arrays' centres, the largest rate in
 * the real one) and go along a curve, against the complex field on the antennas, at whole curves.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Core, type Field } from '../../bindings/core/core.js';
import { evenFractions } from '../../bindings/solver/curve.js';
import type { Fidelity, Objective, Point, Scenario, Vector2 } from '../../bindings/types.js';
import { objectiveIn, references, relative } from '../support/fixtures.js';
import { complete, seeded } from '../verify/helpers.js';

const core = new Core(
  new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url))),
);

/**
 * Placements as in Scenario II: nine devices, symbols in eighths. With twelve antennas the free optimum often is not
 * unique, and which of them is found first differs from field to field.
 */
const next = seeded(20);
const placements = Array.from({ length: 30 }, (_, i) => ({
  name: `placement ${i}`,
  scenario: complete({
    transmitter: { antennas: i < 20 ? 8 : 12 },
    devices: Array.from({ length: 9 }, () => ({ position: inDisc(next), symbol: Math.ceil(8 * next()) / 8 })),
  }),
}));
/** Uniform in the disc around (1.5, −0.5) with radius 0.5. */
function inDisc(random: () => number): Vector2 {
  for (;;) {
    const [x, y] = [random() - 0.5, random() - 0.5];
    if (x * x + y * y <= 0.25) return [1.5 + x, -0.5 + y];
  }
}

interface Case {
  name: string;
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Objective;
}
const cases: Case[] = [
  ...references.map(({ name, scenario, expected }) => ({ name, scenario, ...expected })),
  ...placements.map((one) => ({ ...one, fidelity: 'printed' as const, objective: 'sum' as const })),
  ...placements.slice(0, 8).map(({ name, scenario }) => ({
    name: `${name}, coupled`,
    scenario,
    fidelity: 'coupled' as const,
    objective: 'sum' as const,
  })),
];

function solve({ scenario, fidelity, objective }: Case, field: Field, floors: number[]) {
  core.load(scenario, fidelity, objective, field);
  const ends = core.extremes();
  return { ...ends, points: floors.map((floor) => core.point(floor, false)) };
}

describe.each(cases)('$name', (one) => {
  const { scenario, fidelity, objective } = one;
  core.load(scenario, fidelity, objective);
  const floors = evenFractions(21).map((t) => core.floorAt(t));
  const fast = solve(one, 'auto', floors);

  /** Bound and slope to 1e-7; a slope by which the bound hardly changes (it is 0 in the end), to 1e-7 of the bound. */
  function expectSame(point: Point, other: Point) {
    const [f, g] = [point, other].map(({ crb }) => objectiveIn(crb!, objective));
    expect(['optimal', 'optimal']).toEqual([point.status, other.status]);
    expect(relative(f, g), `bound at ${point.rateFloor}`).toBeLessThan(1e-7);
    // null where it is not defined: at the free rate, and on flat curves
    const [a, b] = [point.slope ?? 0, other.slope ?? 0];
    const unit = Math.max(a, b, f / fast.maxRate);
    expect(Math.abs(a - b) / unit, `slope at ${point.rateFloor}`).toBeLessThan(1e-7);
  }

  test('the fast way and the complex field on the antennas agree along the curve', () => {
    const complex = solve(one, 'complex', floors);
    expect(relative(fast.maxRate, complex.maxRate)).toBeLessThan(1e-7);
    expect(relative(fast.freeRate, complex.freeRate)).toBeLessThan(1e-7);
    fast.points.forEach((point, i) => expectSame(point, complex.points[i]));
  });

  test('a point alone is the curve’s', () => {
    for (const i of [5, 16, 20]) {
      core.load(scenario, fidelity, objective);
      expectSame(core.point(floors[i], false), fast.points[i]);
    }
  });
});

/**
 * Where covariances beyond the first one found attain the least bound, the free rate is the largest among them. The
 * complex field goes another way to it; and it is the end of what costs nothing, since the curve is convex.
 */
describe('the free rate of 400 placements with up to twelve antennas', () => {
  const random = seeded(21);
  const upTo = (low: number, high: number) => low + Math.floor((high - low + 1) * random());
  const objectives: Objective[] = ['sum', 'delay', 'angle', 'position'];
  const ends = Array.from({ length: 400 }, (_, i) => {
    const scenario = complete({
      transmitter: { antennas: upTo(6, 12) },
      receiver: { antennas: 12 },
      devices: Array.from({ length: upTo(3, 9) }, () => ({
        position: inDisc(random),
        symbol: upTo(1, 8) / 8,
      })),
    });
    const objective = objectives[i % 4];
    const fidelity: Fidelity = i % 8 < 4 ? 'printed' : 'decoupled';
    core.load(scenario, fidelity, objective);
    const { maxRate, freeRate } = core.extremes();
    const [least, beyond] = [0, freeRate + 1e-3 * (maxRate - freeRate)].map((floor) =>
      core.point(floor, false),
    );
    core.load(scenario, fidelity, objective, 'complex');
    const complex = core.extremes().freeRate;
    const [f, g] = [least, beyond].map(({ crb }) => objectiveIn(crb!, objective));
    return { i, freeRate, complex, least, rise: g / f - 1 };
  });

  test('is the same in both fields, to 1e-6', () => {
    expect(ends.filter(({ freeRate, complex }) => !(relative(freeRate, complex) < 1e-6))).toEqual([]);
  });

  test('is that of a covariance certified to have the least bound', () => {
    expect(ends.filter(({ least }) => least.status !== 'optimal' || Math.abs(least.gap!) > 1e-11)).toEqual(
      [],
    );
  });

  test('is where the bound begins to rise', () => {
    expect(ends.filter(({ rise }) => !(rise > 1e-12))).toEqual([]);
  });
});
