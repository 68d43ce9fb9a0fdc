/** assembly/solver/face/settle.ts: the rank of the optimum is found from starts that have another. */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix } from '../../../bindings/types.js';
import { build, product, random, scaled, seeded } from '../../support/naive.js';
import { FLOOR, Loaded, scenes, unit, unitary } from '../../support/solver-probes.js';

const tight = 1e-9;
/** Scenes in which a column was found that was missing; fewer columns may never meet the floor. */
const grown: string[] = [];

describe.each(scenes)('$name', (scene) => {
  const at = new Loaded(scene);
  const { probes, complex, field, r } = at;
  const { call } = probes;
  const free = at.solve(1e-3);
  const floor = free.nats * 1.0005;
  const best = at.solve(floor);
  const value = at.objective(best.V);

  /** From V, with the terms of the optimum active; the bound does not depend on how it was found. */
  function settle(V: ComplexMatrix, goal = floor): boolean {
    at.solve(floor);
    const from = probes.putMatrix(V, field);
    return call.settleFrom(complex, FLOOR, goal, from, V.re[0].length, tight) === 1;
  }
  function expectOptimum(): void {
    const found = at.candidate();
    expect(Math.abs(at.objective(found.V) / value - 1)).toBeLessThan(1e-8);
    expect(at.nats(found.V)).toBeGreaterThan(floor * (1 - 1e-9));
    expect(found.gap).toBeLessThan(tight);
  }
  const columns = (V: ComplexMatrix, count: number) => build(r, count, (i, j) => [V.re[i][j], V.im[i][j]]);
  const beside = (A: ComplexMatrix, B: ComplexMatrix) => ({
    re: A.re.map((row, i) => [...row, ...B.re[i]]),
    im: A.im.map((row, i) => [...row, ...B.im[i]]),
  });

  test('from the optimum turned and disturbed', () => {
    const next = seeded(1);
    const turned = product(best.V, unitary(random(next, field, best.p, best.p)));
    const off = unit(random(next, field, r, best.p));
    expect(
      settle(
        build(r, best.p, (i, j) => [
          turned.re[i][j] + 1e-3 * off.re[i][j],
          turned.im[i][j] + 1e-3 * off.im[i][j],
        ]),
      ),
    ).toBe(true);
    expectOptimum();
    expect(at.candidate().p).toBe(best.p);
  });

  test('from a column too many', () => {
    if (best.p === r) return;
    const extra = scaled(1e-3, unit(random(seeded(2), field, r, 1)));
    expect(settle(beside(best.V, extra))).toBe(true);
    expectOptimum();
  });

  test('from a column too few, or not at all', () => {
    if (best.p === 1) return;
    const turned = product(best.V, unitary(random(seeded(3), field, best.p, best.p)));
    if (!settle(columns(turned, best.p - 1))) return;
    expectOptimum();
    if (at.candidate().p === best.p) grown.push(scene.name);
  });

  test('a floor out of reach is not settled, and nothing is kept', () => {
    expect(settle(best.V, 3 * free.nats + 1000)).toBe(false);
    expect(at.candidate().gap).toBe(Infinity);
  });
});

test('in some a missing column was found', () => expect(grown.length).toBeGreaterThanOrEqual(2));
