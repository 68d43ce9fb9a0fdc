/**
 * The bounds of assembly/solver/proof/certificate.ts: no covariance may be better, whatever dual variables they are of,
 * and at the optimum's own the optimum is as good.
 */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix } from '../../../bindings/types.js';
import { product, random, scaled, seeded } from '../../support/naive.js';
import { Loaded, scenes, unit } from '../../support/solver-probes.js';

describe.each(scenes)('$name', (scene) => {
  const at = new Loaded(scene);
  const { probes, complex, field, r, L } = at;
  const { call } = probes;

  const within = (V: ComplexMatrix) => at.limits.every((_, j) => at.limit(j, V) <= at.level(j));
  /** Random covariances of at most the power that keep to all limits, of every rank. */
  const covariances = (() => {
    const next = seeded(1);
    const found: { V: ComplexMatrix; nats: number; f: number }[] = [];
    const start = at.limits.length > 0 ? at.solve(1e-3).V : null;
    for (let tries = 0; found.length < 60 && tries < 4000; tries++) {
      let V = unit(random(next, field, r, 1 + (tries % r)));
      // with limits near what is known to keep to them, where hardly one of all does
      if (start !== null) V = scaled(1 - 0.02 * next(), mixed(start, V, 10 ** (-0.5 - 3 * next())));
      if (within(V)) found.push({ V, nats: at.nats(V), f: at.objective(V) });
    }
    return found;
  })();
  function mixed(A: ComplexMatrix, B: ComplexMatrix, t: number): ComplexMatrix {
    const beside = (x: number[][], y: number[][]) =>
      x.map((row, i) => [...row.map((z) => z * Math.sqrt(1 - t)), ...y[i].map((z) => z * Math.sqrt(t))]);
    return { re: beside(A.re, B.re), im: beside(A.im, B.im) };
  }
  const shares = (next: () => number) => {
    const w = Array.from({ length: L }, () => (at.worst ? next() : 1));
    const sum = at.worst ? w.reduce((total, x) => total + x, 0) : 1;
    return w.map((x) => x / sum);
  };
  function duals(V: ComplexMatrix, nu: number[], w: number[]): void {
    const y = probes.putMatrix(product(at.span, V), field);
    call.takeDuals(complex, y, V.re[0].length, at.putAll(nu), at.putAll(w));
  }

  test('there are covariances to try', () => expect(covariances.length).toBeGreaterThan(20));

  test('duals of any covariance, any multiplier, any prices: no other is below the bound, or above that of the rate', () => {
    const next = seeded(2);
    for (let again = 0; again < 12; again++) {
      const { V } = covariances[again % covariances.length];
      const nu = at.limits.map(() => (again % 3 === 0 ? 0 : next() / at.limits.length));
      const mu = again % 4 === 0 ? 0 : 0.05 * next() ** 4;
      duals(V, nu, shares(next));
      const most = call.certifiedRate(complex, 1);
      for (const { nats, f } of covariances) {
        expect(nats).toBeLessThan(most * (1 + 1e-11));
        // its own rate is the floor that it meets
        expect(call.certifiedBound(complex, mu, nats, f)).toBeLessThan(f * (1 + 1e-10));
      }
    }
  });

  test("the optimum's own duals prove it; others prove less, and a better multiplier is found from a worse one", () => {
    const free = at.solve(1e-3);
    for (const floor of [free.nats * 0.5, free.nats * 1.0005]) {
      const best = at.solve(floor);
      const take = () => duals(best.V, best.prices, at.worst ? best.shares : shares(seeded(3)));
      const f = at.objective(best.V);
      const bound = (mu: number) => (take(), call.certifiedBound(complex, mu, floor, f));
      expect(Math.abs(bound(best.mu) / f - 1)).toBeLessThan(1e-8);
      expect(best.bound).toBeLessThan(f * (1 + 1e-9));
      for (const { f: other, nats } of covariances)
        if (nats >= floor) expect(other).toBeGreaterThan(f * (1 - 1e-9));
      if (best.mu === 0) continue;
      const from = 1.02 * best.mu;
      const less = bound(from);
      expect(less).toBeLessThan(f);
      const improved = call.improvedBound(complex, from, floor, less);
      expect(improved).toBeGreaterThanOrEqual(less);
      expect(Math.abs(improved / f - 1)).toBeLessThan(1e-8);
      expect(Math.abs(call.improvedMu() / best.mu - 1)).toBeLessThan(0.019);
    }
  });

  test('limits that a covariance keeps to are never proved to exclude each other', () => {
    if (at.limits.length === 0) return;
    const next = seeded(4);
    for (let again = 0; again < 40; again++) {
      const nu = at.limits.map(() => Math.exp(6 * next() - 3));
      expect(call.excludedBy(complex, at.putAll(nu))).toBeLessThan(0);
    }
  });
});

test('limits that exclude each other are proved to by the right prices, and not by none', () => {
  const quiet = scenes.find(({ name }) => name.startsWith('sensitivity'))!;
  const { limits, ...rest } = quiet.scenario;
  const needed = { ...limits, sensitivityDbm: 40 };
  const at = new Loaded({ ...quiet, scenario: { ...rest, limits: needed } });
  const excluded = (price: number) =>
    at.probes.call.excludedBy(at.complex, at.putAll(at.limits.map(() => price)));
  expect(excluded(1)).toBeGreaterThan(0);
  expect(excluded(0)).toBeLessThanOrEqual(0);
});
