// The Hessian of the Lagrangian on the face (face.ts): in dV it is rows^T rows + 2 I ⊗ S with S = ∇f − μ∇c + λ I,
// positive semidefinite at the optimum; outer products of the directions V Ω, Ω skew-Hermitian, fix the rotations
// V → V Ω that change nothing.

import { at, copy, get, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { rankUpdate, scale } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { choleskyLower, choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { eigen } from '../../linalg/jacobi';
import { L } from '../../model/scenario';
import { Mq, r, span } from '../../model/channel';
import { rateGradientOf, rateProducts, rateRowCount, rateRowsOnFactor, rateVectors } from '../../metric/rate';
import { objectiveGradientOf, objectiveRowCount, objectiveRowsOnFactor } from '../../metric/objective';
import { FLOOR, FREE, RATE, V, lambda, mu, p, rateForce, y } from './point';

let g: usize = 0; // (L·M_q)×r
let products: usize = 0; // L×(M_q·r), of the span
let S: usize = 0; // r×r
let rows: usize = 0;
let H: usize = 0; // its factor U
let scratch: usize = 0; // r×r
/** The constraints' normals at the factored point: t along V, c along ∇c V less its part along t, and U^-T of both. */
let traceNormal: usize = 0;
let rateNormal: usize = 0;
let traceSolved: usize = 0;
let rateSolved: usize = 0;
let traceNorm: f64 = 0; // |2V|
let rateNorm: f64 = 0;
let along: f64 = 0; // 2 ∇c V · t
let weight: f64 = 0;
/** The factored Hessian is of this kind of problem and rank; 0: of none. */
export let factoredWhich: i32 = 0;
export let factoredRank: i32 = 0;
let vectors: usize = 0; // r×r
let values: usize = 0; // r

export function prepareHessian<T>(): void {
  const size = r * r * planes<T>();
  g = take(L * Mq * r * planes<T>());
  products = take(L * Mq * r * planes<T>());
  rateProducts<T>(span, r, products);
  S = take(size);
  rows = take((rateRowCount<T>() + objectiveRowCount() + r * r + 2) * size);
  H = take(size * size);
  traceNormal = take(size);
  rateNormal = take(size);
  traceSolved = take(size);
  rateSolved = take(size);
  scratch = take(size);
  vectors = take(size);
  values = take(r);
  factoredRank = 0;
}

/** S = ∇f − μ∇c + λI; leaves g. */
function multiplierMatrix<T>(which: i32, rateUnit: f64): void {
  const length = r * r * planes<T>();
  const rateWeight = which == RATE ? rateUnit : which == FLOOR ? mu : 0;
  if (which != RATE) objectiveGradientOf<T>(span, r, 1, S);
  if (which != FREE) {
    rateVectors<T>(products, r, g);
    rateGradientOf<T>(g, r, -rateWeight, scratch);
    if (which == RATE) copy(S, scratch, length);
    else axpy(length, 1, scratch, S);
  }
  for (let i = 0; i < r; i++) set(S, i * r + i, get(S, i * r + i) + lambda);
}

/** The most negative eigenvalue of S at the last solution, its unit eigenvector into `out` (r); ≥ 0: none. */
export function descentDirection<T>(which: i32, rateUnit: f64, out: usize): f64 {
  multiplierMatrix<T>(which, rateUnit);
  copy(scratch, S, r * r * planes<T>());
  eigen<T>(scratch, r, values, vectors);
  let lowest = 0;
  for (let i = 1; i < r; i++) if (get(values, i) < get(values, lowest)) lowest = i;
  for (let i = 0; i < r; i++) {
    set(out, i, get(vectors, i * r + lowest));
    if (isComplex<T>()) set(out, r + i, get(vectors, (r + i) * r + lowest));
  }
  return get(values, lowest);
}

/** S ← its positive semidefinite part. */
function clipNegative<T>(): void {
  const length = r * r * planes<T>();
  copy(scratch, S, length);
  if (choleskyLower<T>(scratch, r)) return;
  copy(scratch, S, length);
  eigen<T>(scratch, r, values, vectors);
  // S − Σ_{λ<0} λ u u^H
  const wi = at(vectors, r * r), si = at(S, r * r);
  for (let e = 0; e < r; e++) {
    const value = get(values, e);
    if (value >= 0) continue;
    for (let i = 0; i < r; i++) {
      const ar = value * get(vectors, i * r + e), ai = isComplex<T>() ? value * get(wi, i * r + e) : 0;
      for (let j = 0; j < r; j++) {
        const br = get(vectors, j * r + e);
        if (isComplex<T>()) {
          const bi = get(wi, j * r + e);
          set(S, i * r + j, get(S, i * r + j) - (ar * br + ai * bi));
          set(si, i * r + j, get(si, i * r + j) - (ai * br - ar * bi));
        } else {
          set(S, i * r + j, get(S, i * r + j) - ar * br);
        }
      }
    }
  }
}

/** Rows β·VΩ of the rotations; returns how many. */
function gaugeRows<T>(to: usize, beta: f64): i32 {
  const size = r * p * planes<T>();
  let count = 0;
  const vi = at(V, r * p);
  for (let a = 0; a < p; a++) {
    for (let b = a + (isComplex<T>() ? 0 : 1); b < p; b++) {
      // Ω = E_ab − E_ba
      if (a != b) {
        const row = at(to, count++ * size);
        zero(row, size);
        let norm: f64 = 0;
        for (let i = 0; i < r * planes<T>(); i++) {
          const va = get(V, i * p + a), vb = get(V, i * p + b);
          set(row, i * p + b, va);
          set(row, i * p + a, -vb);
          norm += va * va + vb * vb;
        }
        const s = beta / Math.sqrt(norm);
        for (let i = 0; i < size; i++) set(row, i, s * get(row, i));
      }
      if (isComplex<T>()) {
        // Ω = j(E_ab + E_ba), or jE_aa
        const row = at(to, count++ * size), im = at(row, r * p);
        zero(row, size);
        let norm: f64 = 0;
        for (let i = 0; i < r; i++) {
          const ar = get(V, i * p + a), ai = get(vi, i * p + a), br = get(V, i * p + b), bi = get(vi, i * p + b);
          set(row, i * p + b, -ai);
          set(im, i * p + b, ar);
          set(row, i * p + a, -bi);
          set(im, i * p + a, br);
          norm += a == b ? ar * ar + ai * ai : ar * ar + ai * ai + br * br + bi * bi;
        }
        const s = beta / Math.sqrt(norm);
        for (let i = 0; i < size; i++) set(row, i, s * get(row, i));
      }
    }
  }
  return count;
}

/**
 * Factors the Hessian of the Lagrangian at V, bordered by the constraints; where it has no Cholesky factor, without the
 * negative part that S has away from the optimum. False where that fails too.
 */
export function factorize<T>(which: i32, rateUnit: f64): bool {
  factoredRank = 0;
  const size = r * p * planes<T>();
  let count = 0;
  const rateWeight = which == RATE ? rateUnit : which == FLOOR ? Math.max(mu, 0) : 0;
  multiplierMatrix<T>(which, rateUnit);
  if (rateWeight > 0) {
    rateRowsOnFactor<T>(g, p, Math.sqrt(rateWeight), rows);
    count += rateRowCount<T>();
  }
  if (which != RATE) {
    objectiveRowsOnFactor<T>(span, y, p, 1, at(rows, count * size));
    count += objectiveRowCount();
  }
  weight = Math.sqrt(Math.abs(lambda));
  count += gaugeRows<T>(at(rows, count * size), weight);
  // the constraints' normals, orthonormal; as rows too, which changes nothing where they hold but keeps H from being
  // nearly singular along them
  traceNorm = 2 * Math.sqrt(dot(size, V, V));
  copy(traceNormal, V, size);
  scale(size, 2 / traceNorm, traceNormal);
  copy(at(rows, count * size), traceNormal, size);
  scale(size, weight, at(rows, count++ * size));
  if (which == FLOOR) {
    const whole = 2 * Math.sqrt(dot(size, rateForce, rateForce));
    along = 2 * dot(size, rateForce, traceNormal);
    copy(rateNormal, rateForce, size);
    scale(size, 2, rateNormal);
    axpy(size, -along, traceNormal, rateNormal);
    rateNorm = Math.sqrt(dot(size, rateNormal, rateNormal));
    if (!(rateNorm > 1e-14 * whole)) return false;
    scale(size, 1 / rateNorm, rateNormal);
    copy(at(rows, count * size), rateNormal, size);
    scale(size, weight, at(rows, count++ * size));
  }
  if (choleskyOf<T>(which, count) != 0) {
    clipNegative<T>();
    if (choleskyOf<T>(which, count) < 0) return false;
  }
  factoredWhich = which;
  factoredRank = p;
  copy(traceSolved, traceNormal, size);
  solveUpperT(H, size, traceSolved);
  if (which == FLOOR) {
    copy(rateSolved, rateNormal, size);
    solveUpperT(H, size, rateSolved);
  }
  return true;
}

/** H ← the factor of rows^T rows + 2 I ⊗ S; returns what choleskyUpper does. */
function choleskyOf<T>(which: i32, count: i32): i32 {
  const size = r * p * planes<T>(), half = r * p;
  zero(H, size * size);
  rankUpdate(H, rows, count, size);
  const si = at(S, r * r);
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < r; k++) {
      const re = 2 * get(S, i * r + k);
      for (let j = 0; j < p; j++) {
        const a = i * p + j, b = k * p + j;
        set(H, a * size + b, get(H, a * size + b) + re);
        if (isComplex<T>()) {
          set(H, (a + half) * size + b + half, get(H, (a + half) * size + b + half) + re);
          set(H, a * size + b + half, get(H, a * size + b + half) - 2 * get(si, i * r + k));
        }
      }
    }
  }
  if (which == FREE) {
    const shift = FLAT * weight * weight;
    for (let a = 0; a < size; a++) set(H, a * size + a, get(H, a * size + a) + shift);
  }
  return choleskyUpper(H, size, 1e-15);
}

/** Where free optima are many, H is singular along their differences; with this much of its scale, steps stay short. */
const FLAT: f64 = 1e-8;

/**
 * The Newton step with the factored Hessian, from the residual in `step` (size = r·p planes) into it: dV, and behind it
 * dλ and dμ.
 */
export function newtonStep(which: i32, size: i32, step: usize, traceGap: f64, rateGap: f64): bool {
  const bt = traceGap / traceNorm, bc = which == FLOOR ? (rateGap - along * bt) / rateNorm : 0;
  // H dV + ηt t + ηc c = −2·residual, t·dV = bt, c·dV = bc
  scale(size, -2, step);
  axpy(size, weight * weight * bt, traceNormal, step);
  if (which == FLOOR) axpy(size, weight * weight * bc, rateNormal, step);
  solveUpperT(H, size, step);
  const tt = dot(size, traceSolved, traceSolved), t0 = dot(size, traceSolved, step) - bt;
  let etaT = t0 / tt;
  let dMu: f64 = 0;
  if (which == FLOOR) {
    const tc = dot(size, traceSolved, rateSolved), cc = dot(size, rateSolved, rateSolved);
    const c0 = dot(size, rateSolved, step) - bc;
    const determinant = tt * cc - tc * tc;
    if (!(determinant > 1e-14 * tt * cc)) return false;
    const etaC = (tt * c0 - tc * t0) / determinant;
    etaT = (cc * t0 - tc * c0) / determinant;
    axpy(size, -etaC, rateSolved, step);
    dMu = -etaC / rateNorm;
  }
  axpy(size, -etaT, traceSolved, step);
  solveUpper(H, size, step);
  set(step, size, (etaT + dMu * along) / traceNorm);
  set(step, size + 1, dMu);
  return true;
}
