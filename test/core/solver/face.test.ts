/**
 * A point on the face (assembly/solver/face): gaps and forces against the verifier and finite differences, multipliers
 * by the least residual, the Hessian by what Newton's step makes of a residual that is known to be of a small step.
 */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix } from '../../../bindings/types.js';
import {
  combine,
  distance,
  norm,
  planes,
  product,
  random,
  scalar,
  scaled,
  seeded,
  slope,
} from '../../support/naive.js';
import { FLOOR, Loaded, scenes, unit, unitary, type Candidate } from '../../support/solver-probes.js';

describe.each(scenes)('$name', (scene) => {
  const at = new Loaded(scene);
  const { probes, complex, field, r, L } = at;
  const { call } = probes;
  const limits = at.limits.length;
  // in the order of assembly/solver/face/point.ts
  const floorAt = 1 + limits;
  const terms = floorAt + 1 + (at.worst ? L : 0);

  /** V put in place with all terms active, at a floor in nats. */
  function put(V: ComplexMatrix, floor: number, fit: boolean, nu = ones(limits), w = ones(L)) {
    const p = V.re[0].length;
    const v = probes.putMatrix(V, field);
    return call.setFace(complex, FLOOR, floor, v, p, 1, at.putAll(nu), at.putAll(w), fit ? 1 : 0);
  }
  const ones = (count: number) => new Array<number>(count).fill(1 / Math.max(count, 1));
  const force = (j: number, p: number) => at.read(call.faceForce(j), p);
  const residual = (p: number) =>
    probes.scoped(() => {
      const out = probes.room(at.size(p));
      call.faceResidual(complex, out);
      return at.read(out, p);
    });
  /** How large the forces are of whose balance the residual is what is left. */
  const forces = (p: number) =>
    count(p).reduce(
      (sum, { j, F }) => sum + Math.abs(call.faceMultiplier(j)) * norm(F),
      norm(at.read(call.faceObjectiveForce(), p)),
    );
  const count = (p: number) => Array.from({ length: terms }, (_, j) => ({ j, F: force(j, p) }));

  test('gaps are those of the verifier', () => {
    const V = scaled(0.9, unit(random(seeded(1), field, r, r)));
    const nats = at.nats(V);
    expect(put(V, 0.8 * nats, true)).toBe(terms);
    expect(call.faceGap(0)).toBeCloseTo(1 - norm(V) ** 2, 12);
    at.limits.forEach((_, j) => {
      const value = at.limit(j, V);
      expect(Math.abs(call.faceGap(1 + j) - (at.level(j) - value))).toBeLessThan(
        1e-9 * (1 + Math.abs(value)),
      );
    });
    expect(call.faceGap(floorAt) / (0.2 * nats)).toBeCloseTo(1, 8);
    if (!at.worst) return;
    const gaps = Array.from({ length: L }, (_, l) => call.faceGap(floorAt + 1 + l));
    expect(call.faceLevel() / at.objective(V)).toBeCloseTo(1, 8);
    expect(Math.min(...gaps)).toBe(0);
  });

  test('forces are half the slopes', () => {
    const next = seeded(2);
    const V = unit(random(next, field, r, r));
    const floor = 0.8 * at.nats(V);
    const dV = scaled(0.1, unit(random(next, field, r, r)));
    const gap = (j: number) => (t: number) =>
      probes.scoped(() => (put(combine(1, V, t, dV), floor, false), call.faceGap(j)));
    for (let j = 0; j < terms; j++) {
      const expected = -slope(gap(j)) / 2;
      gap(j)(0);
      expect(Math.abs(scalar(force(j, r), dV) - expected)).toBeLessThan(1e-8 * norm(force(j, r)) * norm(dV));
    }
    if (at.worst) return;
    const expected = slope((t) => at.value('objective', combine(1, V, t, dV))) / 2;
    gap(0)(0);
    const own = at.read(call.faceObjectiveForce(), r);
    expect(Math.abs(scalar(own, dV) - expected)).toBeLessThan(1e-8 * norm(own) * norm(dV));
  });

  test('fitted multipliers leave a residual that no force of theirs lessens', () => {
    for (const seed of [3, 4, 5]) {
      const V = unit(random(seeded(seed), field, r, Math.min(2, r)));
      put(V, 0.8 * at.nats(V), true);
      // over the worst device the parts' forces stand for the objective's own
      const left = residual(2);
      for (const { j, F } of count(2).slice(0, floorAt + 1)) {
        const along = scalar(left, F) / (norm(F) * forces(2));
        if (j !== floorAt || call.faceMultiplier(j) > 0) expect(Math.abs(along)).toBeLessThan(1e-9);
        else expect(along).toBeGreaterThan(-1e-9);
      }
    }
  });

  test('V → VΩ turns the residual and changes nothing else', () => {
    const next = seeded(6);
    const V = unit(random(next, field, r, 2));
    const omega = unitary(random(next, field, 2, 2));
    const floor = 0.8 * at.nats(V);
    const seen = [V, product(V, omega)].map((v) => {
      put(v, floor, true);
      const numbers = count(2).map(({ j }) => [call.faceMultiplier(j), call.faceGap(j)]);
      return { numbers: numbers.flat(), left: residual(2), of: forces(2) };
    });
    seen[0].numbers.forEach((x, i) =>
      expect(Math.abs(seen[1].numbers[i] - x)).toBeLessThan(1e-8 * (1 + Math.abs(x))),
    );
    const turned = product(seen[0].left, omega);
    expect(norm(combine(1, seen[1].left, -1, turned))).toBeLessThan(1e-9 * seen[0].of);
  });

  test('what is offered in between changes nothing of a step', () => {
    const next = seeded(7);
    const columns = Math.min(2, r);
    const V = unit(random(next, field, r, columns));
    const other = unit(random(next, field, r, 1));
    const floor = 0.8 * at.nats(V);
    const seen = [false, true].map((interrupted) =>
      probes.scoped(() => {
        put(V, floor, true);
        if (interrupted) call.offer(complex, probes.putMatrix(other, field), 1);
        const factored = call.factorizeFace(complex, FLOOR);
        const out = probes.room(at.size(columns) + terms + 1);
        call.faceResidual(complex, out);
        const stepped = call.faceStep(complex, out);
        return [factored, stepped, ...probes.values(out, at.size(columns))];
      }),
    );
    expect(seen[1]).toEqual(seen[0]);
  });

  describe('at an optimum', () => {
    const best = optimum();
    function optimum(): Candidate {
      const top = at.solve(1e-3);
      // the largest rate is beyond what is reached without asking; a little above the free one the floor is active
      for (const more of [1.02, 1.005, 1.001, 1.0002]) {
        try {
          const found = at.solve(top.nats * more);
          if (found.mu > 0) return found;
        } catch {
          // out of reach
        }
      }
      throw new Error('no floor is active');
    }
    /** At the optimum, its own terms active; how many. */
    function stand(): number {
      const { V, nats, prices, shares } = best;
      put(V, nats, true, prices, at.worst ? shares : ones(L));
      expect(call.solveFace(complex, FLOOR, 18)).toBe(1);
      call.evaluateFace(complex, FLOOR);
      return 2 + prices.filter((x) => x > 0).length + (at.worst ? shares.filter((x) => x > 0).length : 0);
    }

    test("Newton's step undoes a step that is known", () => {
      const { p } = best;
      const active = stand();
      const V = at.read(call.faceFactor(), p);
      const size = at.size(p);
      // along all terms, and orthogonal to the rotations
      const fixed = [...Array.from({ length: active }, (_, j) => force(j, p)), ...rotations(V)];
      const W = scaled(1, unit(without(fixed, random(seeded(7), field, r, p))));
      /** ∇L V a step away, the multipliers as they are. */
      const moved = (t: number) => {
        const step = (s: number) =>
          probes.scoped(() => {
            const still = new Array<number>(active + 1).fill(0);
            call.moveFace(complex, at.putAll([...planes(scaled(s, W), field), ...still]));
            call.evaluateFace(complex, FLOOR);
          });
        step(t);
        const left = residual(p);
        step(-t);
        return left;
      };
      const h = 1e-4;
      const bent = scaled(1 / (2 * h), combine(1, moved(h), -1, moved(-h)));
      expect(call.factorizeFace(complex, FLOOR)).toBe(1);
      const step = at.putAll([
        ...planes(scaled(-1, bent), field),
        ...new Array<number>(active + 1).fill(NaN),
      ]);
      expect(call.faceStep(complex, step)).toBe(1);
      expect(distance(at.read(step, p), W)).toBeLessThan(1e-4);
      // and the multipliers stay
      const multipliers = probes.values(step + 8 * size, active);
      const largest = Math.max(...Array.from({ length: active }, (_, j) => norm(force(j, p))));
      multipliers.forEach((dm) => expect(Math.abs(dm) * largest).toBeLessThan(1e-3 * norm(bent) + 1e-6));
    });

    test('errors are squared', () => {
      const { V, nats, prices, shares, p } = best;
      const off = unit(random(seeded(8), field, r, p));
      const counts = [1e-4, 1e-6].map((h) => {
        put(combine(1, V, h, off), nats, true, prices, at.worst ? shares : ones(L));
        return call.solveFace(complex, FLOOR, 6);
      });
      expect(counts).toEqual([1, 1]);
    });

    test('nothing descends', () => {
      stand();
      const out = probes.room(at.size(1));
      const lowest = call.faceDescent(complex, FLOOR, out);
      expect(lowest).toBeGreaterThan(-1e-7);
      expect(norm(at.read(out, 1))).toBeCloseTo(1, 12);
    });
  });

  /** V Ω for a basis of the skew-Hermitian Ω. */
  function rotations(V: ComplexMatrix): ComplexMatrix[] {
    const p = V.re[0].length;
    const all: ComplexMatrix[] = [];
    const zero = () => Array.from({ length: p }, () => new Array<number>(p).fill(0));
    for (let a = 0; a < p; a++) {
      for (let b = a; b < p; b++) {
        const [re, im] = [zero(), zero()];
        im[a][b] = im[b][a] = 1;
        if (complex) all.push(product(V, { re: zero(), im }));
        [re[a][b], re[b][a]] = [1, -1];
        if (a < b) all.push(product(V, { re, im: zero() }));
      }
    }
    return all;
  }
  /** What of W is orthogonal to all of these. */
  function without(fixed: ComplexMatrix[], W: ComplexMatrix): ComplexMatrix {
    const kept: ComplexMatrix[] = [];
    const rest = (A: ComplexMatrix) =>
      [...kept, ...kept].reduce((left, q) => combine(1, left, -scalar(q, left), q), A);
    for (const one of fixed) {
      const left = rest(unit(one));
      if (norm(left) > 1e-9) kept.push(unit(left));
    }
    return rest(W);
  }
});
