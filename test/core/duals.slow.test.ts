/** No dual variables prove more than is true: weak duality against the certified optima, 10,000 times over. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Core } from '../../bindings/core/core.js';
import type { Certificate, ComplexMatrix } from '../../bindings/types.js';
import { lowerBound, model, rateUpperBound } from '../../bindings/verify/index.js';
import { objectiveIn, references } from '../support/fixtures.js';
import { normal, randomTriangular, seeded } from '../verify/helpers.js';

const core = new Core(
  new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url))),
);
const trials = 10_000;
/** Relative sizes of a perturbation, and what is drawn from scratch. */
const scales = [0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2, 0.1, 1, 'random'] as const;
/** Rounding of a bound, relative to the optimum. */
const rounding = 1e-11;

describe.each(references)('$name', ({ scenario, expected }) => {
  const { fidelity, objective } = expected;
  const scene = model(scenario);
  core.load(scenario, fidelity, objective);
  const { maxRate } = core.extremes();
  const { certificate: rateDual } = core.maxRate();
  const floors = [0, ...expected.points.map(({ rateFloor }) => rateFloor), maxRate * (1 - 1e-5)];
  const optima = floors.map((rateFloor) => {
    const { status, crb, certificate } = core.point(rateFloor, true);
    return { rateFloor, status, value: objectiveIn(crb!, objective), certificate: certificate! };
  });
  const L = scene.devices.length;

  test('the lower bound never exceeds the optimum', () => {
    expect(optima.map(({ status }) => status)).toEqual(floors.map(() => 'optimal'));
    const next = seeded(31);
    const tightest = new Map<unknown, number>();
    for (let trial = 0; trial < trials / references.length; trial++) {
      const scale = scales[trial % scales.length];
      // dual variables of one floor at another prove something, but never too much
      const [own, other] = [pick(optima), Math.floor(trial / scales.length) % 3 === 0 ? pick(optima) : null];
      const dual = disturb((other ?? own).certificate, scale);
      const bound = lowerBound(scene, fidelity, objective, own.rateFloor, dual);
      expect(bound / own.value).toBeLessThanOrEqual(1 + rounding);
      if (!other) tightest.set(scale, Math.max(tightest.get(scale) ?? -Infinity, bound / own.value));
    }
    // it would be no test if they stayed far below: near the optimum they come near
    expect(tightest.get(0)).toBeGreaterThan(1 - 1e-8);
    expect(tightest.get(1e-9)).toBeGreaterThan(1 - 1e-6);

    function pick<T>(from: T[]): T {
      return from[Math.floor(next() * from.length)];
    }
    /** Every number of a certificate moved by its own random factor, or drawn anew. */
    function disturb({ mu, y, Y, K }: Certificate, size: number | 'random'): Certificate {
      const jolt = (x: number) =>
        size === 'random'
          ? x * Math.exp(2 * normal(next)) * (next() < 0.2 ? -1 : 1)
          : x * (1 + size * normal(next));
      const fresh = size === 'random' && next() < 0.5;
      return {
        mu: Math.abs(fresh ? (optima[1].value / L) * Math.exp(4 * normal(next)) : jolt(mu)),
        ...(y && { y: y.map((x) => Math.abs(jolt(x))) }),
        ...(Y && { Y: Y.map((row) => row.map(jolt)) }),
        K: fresh ? randomTriangular(next, L) : triangle(K, jolt),
      };
    }
  });

  test('the bound of the rate is never below the largest rate', () => {
    const next = seeded(32);
    let tightest = Infinity;
    for (let trial = 0; trial < 200; trial++) {
      const size = [0, 1e-9, 1e-4, 0.1][trial % 4];
      const K =
        trial % 5 === 4
          ? randomTriangular(next, L)
          : triangle(rateDual.K, (x) => x * (1 + size * normal(next)));
      const bound = rateUpperBound(scene, K) / maxRate;
      expect(bound).toBeGreaterThanOrEqual(1 - rounding);
      tightest = Math.min(tightest, bound);
    }
    expect(tightest).toBeLessThan(1 + 1e-9);
  });
});

/** K with every entry changed, its diagonal kept positive. */
function triangle(K: ComplexMatrix, change: (x: number) => number): ComplexMatrix {
  const plane = (A: number[][]) =>
    A.map((row, i) => row.map((x, j) => (i === j ? Math.abs(change(x)) : change(x))));
  return { re: plane(K.re), im: plane(K.im) };
}
