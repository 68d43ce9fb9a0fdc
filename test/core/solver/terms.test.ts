/** The list of terms (assembly/solver/problem) against the verifier, and its derivatives against finite differences. */
import { describe, expect, test } from 'vitest';
import {
  cholesky,
  combine,
  coordinates,
  diagonal,
  dot,
  norm,
  product,
  randomHermitian,
  randomPositive,
  scaled,
  seeded,
  slope,
} from '../../support/naive.js';
import type { ComplexMatrix } from '../../../bindings/types.js';
import { Loaded, OBJECTIVE, scenes } from '../../support/solver-probes.js';

/** Nats: below what any covariance here has. */
const low = 1e-3;
/** f''(0) by the five-point rule. */
const h = 1e-2;
const bend = (f: (t: number) => number) =>
  (16 * (f(h) + f(-h)) - (f(2 * h) + f(-2 * h)) - 30 * f(0)) / (12 * h * h);

/** The problem stated at X = G D G^H, nothing of it special, and the line D + tE. */
function stated(at: Loaded, seed: number) {
  const { probes, complex, field, r } = at;
  const { call } = probes;
  const next = seeded(seed);
  call.stateProblem(complex, OBJECTIVE, at.putAll(planesOf(at, randomPositive(next, field, r))), low);
  const G = at.read(call.iterateG(), r);
  const d = probes.values(call.iterateD(), r);
  const root = diagonal(d.map(Math.sqrt));
  const random = randomHermitian(next, field, r);
  const E = product(product(root, scaled(1 / norm(random), random)), root);
  const parts = call.boundedParts();
  const linear = call.linearTerms();
  const factor = (t: number) => cholesky(combine(1, diagonal(d), t, E));
  /** f, log det(I+F) and the parts at t. */
  const values = (t: number) =>
    probes.scoped(() => {
      const out = probes.room(2 + at.L);
      call.problemTrial(complex, at.putAll(planesOf(at, factor(t))), out);
      return probes.values(out, 2 + parts);
    });
  return { next, V: (t: number) => product(G, factor(t)), values, e: coordinates(E, field), parts, linear };
}
const planesOf = (at: Loaded, A: ComplexMatrix) => [...A.re.flat(), ...(at.complex ? A.im.flat() : [])];

describe.each(scenes)('$name', (scene) => {
  const at = new Loaded(scene);
  const { call } = at.probes;

  test('values are those of the verifier', () => {
    const { V, values, parts, linear } = stated(at, 1);
    const [f, nats, ...each] = values(0.3);
    expect(nats / at.nats(V(0.3))).toBeCloseTo(1, 9);
    expect(parts).toBe(at.worst ? at.L : 0);
    if (at.worst) expect(Math.max(...each) / at.objective(V(0.3))).toBeCloseTo(1, 8);
    else expect(f / at.objective(V(0.3))).toBeCloseTo(1, 8);
    // of linear terms at the iterate itself: the trace, then the limits
    call.termGradients(at.complex);
    expect(linear).toBe(1 + at.limits.length);
    expect(-call.termGap(0, 0) / norm(V(0)) ** 2).toBeCloseTo(1, 11);
    at.limits.forEach((_, j) => expect(-call.termGap(1 + j, 0) / at.limit(j, V(0))).toBeCloseTo(1, 9));
  });

  test.each([2, 3])('gradients, from start %i', (seed) => {
    const { V, values, e, parts, linear } = stated(at, seed);
    const n = e.length;
    const rows = call.termGradients(at.complex);
    const along = (j: number) => dot(at.probes.values(rows + 8 * j * n, n), e);
    const near = (value: number, expected: number, of: number) =>
      expect(Math.abs(value - expected)).toBeLessThan(1e-8 * (Math.abs(expected) + Math.abs(of)));
    const [f, nats] = values(0);
    near(
      along(0),
      slope((t) => norm(V(t)) ** 2),
      norm(V(0)) ** 2,
    );
    at.limits.forEach((_, j) =>
      near(
        along(1 + j),
        slope((t) => at.limit(j, V(t))),
        at.limit(j, V(0)),
      ),
    );
    for (let l = 0; l < parts; l++)
      near(
        along(linear + l),
        slope((t) => values(t)[2 + l]),
        values(0)[2 + l],
      );
    const rate = dot(at.probes.values(call.rateGradientAt(), n), e);
    near(rate, call.rateUnitNow() * slope((t) => values(t)[1]), call.rateUnitNow() * nats);
    const expected = slope((t) => values(t)[0]);
    // what is evaluated last is the iterate, which the gradient is of
    values(0);
    const gradient = at.probes.scoped(() => {
      const out = at.probes.room(n);
      call.problemGradient(at.complex, out);
      return dot(at.probes.values(out, n), e);
    });
    // over the worst device it is t that is minimised
    if (parts > 0) expect(gradient).toBe(0);
    else near(gradient, expected, f);
  });

  test.each([4, 5])("the rows' Gram matrix is the Lagrangian's Hessian, from start %i", (seed) => {
    const { next, values, e, parts } = stated(at, seed);
    const w = Array.from({ length: at.L }, () => 0.5 + next());
    const unit = call.rateUnitNow();
    for (const mu of [0, 0.1, 10]) {
      const lagrangian = (t: number) => {
        const [f, nats, ...each] = values(t);
        return (parts > 0 ? dot(each, w) : f) - mu * unit * nats;
      };
      // evaluated last at the iterate itself, which the rows are of
      const expected = bend(lagrangian);
      values(0);
      const form = at.probes.scoped(() => {
        const n = e.length;
        const out = at.probes.room((at.L * at.L + 40 * at.L) * n);
        const count = call.problemRows(at.complex, mu, at.putAll(w), out);
        let sum = 0;
        for (let i = 0; i < count; i++) sum += dot(at.probes.values(out + 8 * i * n, n), e) ** 2;
        return sum;
      });
      expect(form / expected).toBeCloseTo(1, 5);
    }
  });

  test('where rate and objective see few directions, their rows are those of the compression', () => {
    const { next, values, e } = stated(at, 6);
    const w = Array.from({ length: at.L }, () => 0.5 + next());
    values(0);
    at.probes.scoped(() => {
      const n = e.length;
      const out = at.probes.room((at.L * at.L + 40 * at.L) * n);
      const views = at.probes.room(n * n);
      const form = (count: number, x: number[]) => {
        let sum = 0;
        for (let i = 0; i < count; i++)
          sum += dot(at.probes.values(out + 8 * i * x.length, x.length), x) ** 2;
        return sum;
      };
      const whole = form(call.problemRows(at.complex, 0.5, at.putAll(w), out), e);
      const seen = call.narrowViews(at.complex, views);
      const size = at.complex ? at.L ** 2 : (at.L * (at.L + 1)) / 2;
      expect(seen).toBe(2 * size > n ? 0 : size);
      if (seen === 0) return;
      const rows = Array.from({ length: seen }, (_, i) => at.probes.values(views + 8 * i * n, n));
      rows.forEach((a, i) => rows.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 12)));
      const x = rows.map((row) => dot(row, e));
      expect(form(call.narrowRows(at.complex, 0.5, at.putAll(w), out), x) / whole).toBeCloseTo(1, 9);
    });
  });
});
