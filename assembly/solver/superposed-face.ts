// The finish of the superposed problem: Newton's method on factors V_c (r×p), V_s (r×q) of the covariances' own
// ranks, where directions turn freely, which a barrier on full matrices makes hard. The unknown is W = [V_c, V_s],
// r×(p+q).
//
// With the multipliers μ, λ of rate and power and
//   M_c = λ I − μ∇c(R),   M_s = λ I − μ(∇c(R) − ∇c(R_s)) + ∇f(R_s),
// the Lagrangian's gradient is 2 M V, and its Hessian 2⟨M, dV dV^H⟩ plus the curvatures of f, −μ c(R) and +μ c(R_s)
// along dR = V dV^H + dV V^H. Steps stay in the tangent plane of both constraints; sharing the power anew
// (superposed-point.ts) brings them back to the surface. Rotations V → VΩ cost nothing and gain nothing; a multiple
// of I settles them.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, dot, multiply, rankUpdate, scale } from '../linalg/dense';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { L } from '../model/scenario';
import { Mq, r, span } from '../model/channel';
import {
  evaluateRate, innerProducts, rateGradientOf, rateRowCount, rateRowsOnFactor,
} from '../metric/rate';
import {
  evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRowsOnFactor,
} from '../metric/objective';
import { form, share, vectorsOf } from './superposed-point';

let p: i32 = 0;
let q: i32 = 0;
let P: i32 = 0;
let size: i32 = 0; // unknowns
let H: usize = 0;
let trial: usize = 0;
let convex: usize = 0;
let ofTrace: usize = 0;
let ofRate: usize = 0;
let step: usize = 0;
let rateRow: usize = 0;
let W: usize = 0;

/** Index of entry (i, j) of the sensing part, plane `plane`, in W. */
@inline
function sensingIndex(i: i32, j: i32, plane: i32): i32 {
  return (plane * r + i) * P + p + j;
}

/** [a, b] (r×p, r×q) into out, and back. */
function pack<T>(out: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(out, row * P), at(a, row * p), p);
    copy(at(out, row * P + p), at(b, row * q), q);
  }
}
function unpack<T>(from: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(a, row * p), at(from, row * P), p);
    copy(at(b, row * q), at(from, row * P + p), q);
  }
}

/**
 * Improves the factors a (r×pc), b (r×ps) in place at the floor they meet, until f falls no more. Returns the number of
 * steps.
 */
export function polish<T>(a: usize, pc: i32, b: usize, ps: i32, floor: f64): i32 {
  const scope = mark();
  p = pc; q = ps; P = p + q;
  size = r * P * planes<T>();
  const square = r * r * planes<T>(), vectors = take(L * Mq * r * planes<T>());
  const total = take(square), alone = take(square), bound = take(square);
  const y = take(L * P * planes<T>()), ys = take(L * q * planes<T>());
  const count = rateRowCount<T>(), rows = take((count + objectiveRowCount() + 2) * size);
  const narrow = r * q * planes<T>(), own = take(max(count, objectiveRowCount()) * narrow);
  const negative = take(narrow * narrow);
  const gradient = take(size), trialA = take(r * p * planes<T>()), trialB = take(narrow);
  H = take(size * size); convex = take(size * size); trial = take(size); W = take(size);
  ofTrace = take(size); ofRate = take(size); step = take(size); rateRow = take(size);
  let steps = 0;
  for (; steps < 40; steps++) {
    pack<T>(W, a, b);
    multiply<T>(y, span, W, L, r, P);
    multiply<T>(ys, span, b, L, r, q);
    evaluateRate<T>(y, P);
    vectorsOf<T>(span, vectors);
    rateGradientOf<T>(vectors, r, 1, total);
    const f = evaluateObjective<T>(ys, q);
    objectiveGradientOf<T>(span, r, 1, bound);
    // rows of c(R) need its K: before that of c(R_s)
    innerProducts<T>(vectors, W, P);
    rateRowsOnFactor<T>(vectors, P, 1, rows);
    evaluateRate<T>(ys, q);
    vectorsOf<T>(span, vectors);
    rateGradientOf<T>(vectors, r, 1, alone);

    const inC = form<T>(total, a, p), inS = form<T>(total, b, q) - form<T>(alone, b, q), worth = -form<T>(bound, b, q);
    const powerC = dot(r * p * planes<T>(), a, a), powerS = dot(narrow, b, b);
    const mu = worth / ((inC / powerC) * powerS - inS), lambda = (mu * inC) / powerC;
    if (!(mu > 0)) break;

    zero(convex, size * size);
    scale(count * size, Math.sqrt(mu), rows);
    objectiveRowsOnFactor<T>(span, ys, q, 1, own);
    for (let k = 0; k < objectiveRowCount(); k++) {
      const row = at(rows, (count + k) * size);
      zero(row, size);
      for (let plane = 0; plane < planes<T>(); plane++) {
        for (let i = 0; i < r; i++) {
          copy(at(row, sensingIndex(i, 0, plane)), at(own, k * narrow + (plane * r + i) * q), q);
        }
      }
    }
    // gradients of rate and f on W, with M V for the first-order part
    multiply<T>(rateRow, total, W, r, r, P);
    addSensing<T>(alone, b, -1, trialB, rateRow);
    copy(gradient, rateRow, size);
    scale(size, -mu, gradient);
    addSensing<T>(bound, b, 1, trialB, gradient);
    axpy(size, lambda, W, gradient);
    const constraints = count + objectiveRowCount();
    normalised(W, f, at(rows, constraints * size));
    normalised(rateRow, f, at(rows, (constraints + 1) * size));
    rankUpdate(convex, rows, constraints + 2, size);
    innerProducts<T>(vectors, b, q);
    rateRowsOnFactor<T>(vectors, q, Math.sqrt(mu), own);
    zero(negative, narrow * narrow);
    rankUpdate(negative, own, count, narrow);
    for (let i = 0; i < narrow; i++) {
      const from = sensingIndex((i / q) % r, i % q, i / (r * q));
      for (let j = i; j < narrow; j++) {
        const to = from * size + sensingIndex((j / q) % r, j % q, j / (r * q));
        set(convex, to, get(convex, to) - get(negative, i * narrow + j));
      }
    }
    // 2⟨M, dV dV^H⟩, column by column; M_c from total alone, M_s from all three
    for (let i = 0; i < square; i++) {
      const c = -mu * get(total, i);
      set(total, i, c);
      set(alone, i, c + mu * get(alone, i) + get(bound, i));
    }
    for (let i = 0; i < r; i++) {
      set(total, i * r + i, get(total, i * r + i) + lambda);
      set(alone, i * r + i, get(alone, i * r + i) + lambda);
    }
    for (let j = 0; j < P; j++) addForm<T>(j < p ? total : alone, j);

    if (!solve(gradient, f)) break;
    const slope = -2 * dot(size, gradient, step);
    if (!(slope > 1e-15 * f)) break;
    let alpha: f64 = 1, found = false;
    while (alpha > 1e-6) {
      for (let i = 0; i < size; i++) set(trial, i, get(W, i) + alpha * get(step, i));
      unpack<T>(trial, trialA, trialB);
      if (share<T>(trialA, p, trialB, q, floor, powerS)) {
        multiply<T>(ys, span, trialB, L, r, q);
        if (evaluateObjective<T>(ys, q) <= f - 1e-4 * alpha * slope) {
          found = true;
          break;
        }
      }
      alpha *= 0.5;
    }
    if (!found) break;
    copy(a, trialA, r * p * planes<T>());
    copy(b, trialB, narrow);
  }
  release(scope);
  return steps;
}

/** The sensing part of `out` (r×P) += s·M V_s. */
function addSensing<T>(m: usize, b: usize, s: f64, scratch: usize, out: usize): void {
  multiply<T>(scratch, m, b, r, r, q);
  for (let row = 0; row < r * planes<T>(); row++) axpy(q, s, at(scratch, row * q), at(out, row * P + p));
}

function normalised(row: usize, f: f64, out: usize): void {
  copy(out, row, size);
  scale(size, Math.sqrt(f / dot(size, row, row)), out);
}

/** Upper triangle of `convex` += 2 M on column j of W. */
function addForm<T>(m: usize, j: i32): void {
  const mi = at(m, r * r), half = r * P;
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < r; k++) {
      const re = 2 * get(m, i * r + k), row = i * P + j, column = k * P + j;
      if (k >= i) set(convex, row * size + column, get(convex, row * size + column) + re);
      if (isComplex<T>()) {
        if (k >= i) {
          const to = (half + row) * size + half + column;
          set(convex, to, get(convex, to) + re);
        }
        // Re(u^H M v): the imaginary part couples re of u with im of v by −Im M
        const to = row * size + half + column;
        set(convex, to, get(convex, to) - 2 * get(mi, i * r + k));
      }
    }
  }
}

/** The step of the smallest multiple of I that makes the Hessian definite, in the tangent plane. */
function solve(gradient: usize, f: f64): bool {
  for (let more = 1e-10 * f; more < 1e4 * f; more *= 10) {
    copy(H, convex, size * size);
    for (let i = 0; i < size; i++) set(H, i * size + i, get(H, i * size + i) + more);
    if (choleskyUpper(H, size, 1e-13) != 0) continue;
    copy(ofTrace, W, size);
    solveUpperT(H, size, ofTrace);
    scale(size, 1 / Math.sqrt(dot(size, ofTrace, ofTrace)), ofTrace);
    copy(ofRate, rateRow, size);
    solveUpperT(H, size, ofRate);
    axpy(size, -dot(size, ofTrace, ofRate), ofTrace, ofRate);
    scale(size, 1 / Math.sqrt(dot(size, ofRate, ofRate)), ofRate);
    copy(step, gradient, size);
    scale(size, -2, step);
    solveUpperT(H, size, step);
    axpy(size, -dot(size, ofTrace, step), ofTrace, step);
    axpy(size, -dot(size, ofRate, step), ofRate, step);
    solveUpper(H, size, step);
    return true;
  }
  return false;
}
