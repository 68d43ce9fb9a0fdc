/** Covariances of the caller's that leave devices dark, or apart in nothing: what is not seen has no bound. */
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix, Fidelity, ScenarioInput, Vector2 } from 'isabc';
import { relative } from '../support/fixtures.js';
import { seeded } from '../support/naive.js';

const solver = await loadSolver();
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
const dark = { delay: null, angle: null, position: null };
const unseen = { total: null, ...dark };

const places: Vector2[] = [[1.2, -0.3], [1, 0.5], [0.4, -0.9]]; // prettier-ignore
const scene = (antennas: number, spacing = 0.5, positions = places): ScenarioInput => ({
  transmitter: { antennas, spacing },
  devices: positions.map((position) => ({ position })),
});

/** a_t^* of a device for a transmitter at the origin along y, M_t×1. */
function sight([x, y]: Vector2, antennas: number, spacing: number): ComplexMatrix {
  const phase = 2 * Math.PI * spacing * (y / Math.hypot(x, y));
  const of = (f: (x: number) => number) => Array.from({ length: antennas }, (_, m) => [f(-phase * m)]);
  return { re: of(Math.cos), im: of(Math.sin) };
}

/** V V^H. */
const covarianceOf = ({ re, im }: ComplexMatrix): ComplexMatrix => {
  const entry = (f: (i: number, j: number, k: number) => number) =>
    re.map((row, i) => re.map((_, j) => row.reduce((sum, _, k) => sum + f(i, j, k), 0)));
  return {
    re: entry((i, j, k) => re[i][k] * re[j][k] + im[i][k] * im[j][k]),
    im: entry((i, j, k) => im[i][k] * re[j][k] - re[i][k] * im[j][k]),
  };
};

/** V less its part along the unit multiple of a column, so that a^H V = 0 to rounding. */
function without(V: ComplexMatrix, a: ComplexMatrix): ComplexMatrix {
  const n = a.re.length;
  const columns = V.re[0].length;
  const re = V.re.map((row) => [...row]);
  const im = V.im.map((row) => [...row]);
  for (let k = 0; k < columns; k++) {
    let [c, d] = [0, 0];
    for (let m = 0; m < n; m++) {
      c += (a.re[m][0] * re[m][k] + a.im[m][0] * im[m][k]) / n;
      d += (a.re[m][0] * im[m][k] - a.im[m][0] * re[m][k]) / n;
    }
    for (let m = 0; m < n; m++) {
      re[m][k] -= a.re[m][0] * c - a.im[m][0] * d;
      im[m][k] -= a.re[m][0] * d + a.im[m][0] * c;
    }
  }
  return { re, im };
}

function randomFactor(rows: number, columns: number, seed: number): ComplexMatrix {
  const next = seeded(seed);
  const plane = () => Array.from({ length: rows }, () => Array.from({ length: columns }, () => next() - 0.5));
  return { re: plane(), im: plane() };
}

describe.each(fidelities)('%s', (fidelity) => {
  test.each([1, 2, 3, 7])('a null in the direction of one device, %i streams', (streams) => {
    for (const [antennas, spacing] of [
      [8, 0.5],
      [9, 0.37],
      [32, 0.5],
      [64, 1],
    ]) {
      // prettier-ignore
      for (let device = 0; device < 3; device++) {
        const V = without(
          randomFactor(antennas, streams, streams + device),
          sight(places[device], antennas, spacing),
        );
        const scenario = scene(antennas, spacing);
        const R = covarianceOf(V);
        const found = solver.evaluate(scenario, R, { fidelity });
        expect(found.crb).toEqual(unseen);
        expect(found.excess).toBeNull();
        found.devices.forEach((bounds, i) => {
          if (i === device) return expect(bounds).toEqual(dark);
          expect(bounds!.delay! * bounds!.angle! * bounds!.position!).toBeGreaterThan(0);
        });
        // the others are those of the scene without it
        const others = scene(antennas, spacing, places.filter((_, i) => i !== device)); // prettier-ignore
        const alone = solver.evaluate(others, R, { fidelity });
        const seen = found.devices.filter((_, i) => i !== device);
        alone.devices.forEach((bounds, i) => {
          for (const key of ['delay', 'angle', 'position'] as const)
            expect(relative(seen[i]![key]!, bounds![key]!)).toBeLessThan(1e-9);
        });
        const errors = solver.positionErrors(scenario, R, { fidelity });
        expect(errors.map((error) => error === null)).toEqual(places.map((_, i) => i === device));
      }
    }
  });

  test('nearly a null is none', () => {
    // ε of the power in a device's direction: its bounds are 1/ε as large
    const V = without(randomFactor(8, 2, 5), sight(places[0], 8, 0.5));
    const a = sight(places[0], 8, 0.5);
    const at = (epsilon: number) => {
      const add = (plane: number[][], own: number[][]) =>
        plane.map((row, m) => [...row, epsilon * own[m][0]]);
      return solver.evaluate(scene(8), covarianceOf({ re: add(V.re, a.re), im: add(V.im, a.im) }), {
        fidelity,
      });
    };
    const [near, nearer] = [at(1e-3), at(1e-4)].map(({ devices }) => devices[0]!);
    expect(nearer.delay! / near.delay!).toBeGreaterThan(90);
    expect(nearer.delay! / near.delay!).toBeLessThan(110);
  });

  test('a beam on nothing', () => {
    const everyone = places.reduce((V, place) => without(V, sight(place, 8, 0.5)), randomFactor(8, 1, 3));
    const again = places.reduce((V, place) => without(V, sight(place, 8, 0.5)), everyone);
    const once = Array.from({ length: 40 }).reduce<ComplexMatrix>((V) => places.reduce((W, place) => without(W, sight(place, 8, 0.5)), V), again); // prettier-ignore
    const found = solver.evaluate(scene(8), covarianceOf(once), { fidelity });
    expect(found.devices).toEqual([dark, dark, dark]);
    expect(found).toMatchObject({ crb: unseen, lmi: null, excess: null });
  });
});

test('coupled: two devices that one beam lights alike and one antenna hears at one time are not told apart', () => {
  // on one ellipse about the arrays: equal delays, and M_r = 1 has no angles; the third has its own delay
  const devices = [{ position: [1, 0.5] as Vector2 }, { position: [1, -0.5] as Vector2 }, { position: [0.3, 0.2] as Vector2 }]; // prettier-ignore
  const scenario: ScenarioInput = { devices, transmitter: { antennas: 4 }, receiver: { position: [2, 0], antennas: 1 } }; // prettier-ignore
  // the first antenna alone, from which the echoes of both have one phase
  const first = { re: [[1], [0], [0], [0]], im: [[0], [0], [0], [0]] };
  const found = solver.evaluate(scenario, covarianceOf(first), { fidelity: 'coupled', objective: 'delay' });
  expect(found.devices.map((bounds) => bounds!.delay !== null)).toEqual([false, false, true]);
  expect(found.crb.delay).toBeNull();
});
