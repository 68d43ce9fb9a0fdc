// Newton's method on the face: R = V V^H of fixed rank p, for the KKT conditions in (V, λ, μ)
//
//   (∇f − μ∇c + λ I) V = 0,   tr V V^H = 1,   c(V) = Γ' (where the floor is active),
//
// quadratic where the rank is right; it ends an interior-point solve to rounding and follows the curve. The Hessian
// of the Lagrangian in dV is rows^T rows + 2 I ⊗ S with S = ∇f − μ∇c + λ I, positive semidefinite at the optimum;
// outer products of the directions V Ω, Ω skew-Hermitian, fix the rotations V → V Ω that change nothing.

import { at, copy, get, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, dot, leadingColumns, multiply, rankUpdate, scale } from '../linalg/dense';
import { choleskyLower, choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { eigen } from '../linalg/jacobi';
import { L } from '../model/scenario';
import { Mq, r, span } from '../model/channel';
import {
  evaluateRate, rateGradientOf, rateProducts, rateRowCount, rateRowsOnFactor, rateVectors,
} from '../metric/rate';
import {
  addObjectiveGradient, evaluateObjective, objectiveRowCount, objectiveRowsOnFactor,
} from '../metric/objective';

/** What is solved: the free optimum (μ = 0), the optimum at an active rate floor, or the largest rate. */
export const FREE = 0;
export const FLOOR = 1;
export const RATE = 2;

/** The iterate: V r×p (in the span), λ, μ per nat. */
export let V: usize = 0;
export let p: i32 = 0;
export let lambda: f64 = 0;
export let mu: f64 = 0;
/** Values at V. */
export let faceObjective: f64 = 0;
export let faceRate: f64 = 0;
/** Newton steps of the last call. */
export let faceSteps: i32 = 0;

let y: usize = 0; // L×p
let g: usize = 0; // (L·M_q)×r
let products: usize = 0; // L×(M_q·r), of the span
let S: usize = 0; // r×r
let gradC: usize = 0; // r×r, ∇c
let rows: usize = 0;
let H: usize = 0;
let step: usize = 0; // x0, then dV
let traceStep: usize = 0;
let rateStep: usize = 0;
let traceGradient: usize = 0;
let rateGradient: usize = 0;
let gradientCopy: usize = 0; // r×r scratch
let vectors: usize = 0; // r×r
let values: usize = 0; // r

export function prepareFace<T>(): void {
  const square = r * r * planes<T>(), size = square;
  V = take(square);
  y = take(L * r * planes<T>());
  g = take(L * Mq * r * planes<T>());
  products = take(L * Mq * r * planes<T>());
  rateProducts<T>(span, r, products);
  S = take(square);
  gradC = take(square);
  rows = take((rateRowCount<T>() + objectiveRowCount() + r * r + 2) * size);
  H = take(size * size);
  step = take(size);
  traceStep = take(size);
  rateStep = take(size);
  traceGradient = take(size);
  rateGradient = take(size);
  gradientCopy = take(square);
  vectors = take(square);
  values = take(r);
}

/** Puts the first `rank` columns of v (r×r planes) in place, with the multipliers to start from. */
export function setFace<T>(v: usize, columns: i32, rank: i32, lambda0: f64, mu0: f64): void {
  p = rank;
  lambda = lambda0;
  mu = mu0;
  leadingColumns<T>(V, v, r, columns, p);
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

/** The λ and μ ≥ 0 for which |(∇f − μ∇c + λI) V| is least; S holds ∇f. Away from V = 0 only. */
function fitMultipliers<T>(which: i32, size: i32): void {
  multiply<T>(step, S, V, r, r, p); // ∇f V
  const vv = dot(size, V, V), fv = dot(size, step, V);
  if (which != FLOOR) {
    lambda = -fv / vv;
    return;
  }
  multiply<T>(rateGradient, gradC, V, r, r, p);
  const cc = dot(size, rateGradient, rateGradient), cv = dot(size, rateGradient, V), fc = dot(size, step, rateGradient);
  // min |f − μ c + λ v|²
  const determinant = cc * vv - cv * cv;
  const fitted = (fc * vv - fv * cv) / determinant;
  if (determinant > 1e-12 * cc * vv && fitted > 0) mu = fitted;
  lambda = (mu * cv - fv) / vv;
}

/** S ← its positive semidefinite part. */
function clipNegative<T>(): void {
  const length = r * r * planes<T>();
  copy(gradientCopy, S, length);
  if (choleskyLower<T>(gradientCopy, r)) return;
  copy(gradientCopy, S, length);
  eigen<T>(gradientCopy, r, values, vectors);
  let negative = false;
  for (let i = 0; i < r; i++) if (get(values, i) < 0) negative = true;
  if (!negative) return;
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

/** The most negative eigenvalue of S at the last solution, its unit eigenvector into `out` (r); ≥ 0: none. */
export function descentDirection<T>(out: usize): f64 {
  copy(gradientCopy, S, r * r * planes<T>());
  eigen<T>(gradientCopy, r, values, vectors);
  let lowest = 0;
  for (let i = 1; i < r; i++) if (get(values, i) < get(values, lowest)) lowest = i;
  for (let i = 0; i < r; i++) {
    set(out, i, get(vectors, i * r + lowest));
    if (isComplex<T>()) set(out, r + i, get(vectors, (r + i) * r + lowest));
  }
  return get(values, lowest);
}

/** Values at V; for the objective only where it is asked for. */
function evaluate<T>(which: i32): void {
  multiply<T>(y, span, V, L, r, p);
  faceRate = evaluateRate<T>(y, p);
  faceObjective = which == RATE ? -faceRate : evaluateObjective<T>(y, p);
}

/**
 * Newton steps until the conditions hold to rounding. floor: Γ' in nats for FLOOR; rateUnit scales RATE's objective.
 * True where it converged; V, λ, μ, faceObjective and faceRate then belong together, and K is that of V.
 */
export function solveFace<T>(which: i32, floor: f64, rateUnit: f64, most: i32): bool {
  const size = r * p * planes<T>();
  const si = at(S, r * r);
  let previous: f64 = Infinity;
  faceSteps = 0;
  while (true) {
    evaluate<T>(which);
    if (!(Math.abs(faceObjective) < Infinity)) return false;
    rateVectors<T>(products, r, g);
    // S = ∇f − μ∇c + λI
    if (which == RATE) rateGradientOf<T>(g, r, -rateUnit, S);
    else {
      zero(S, r * r * planes<T>());
      addObjectiveGradient<T>(span, r, 1, S);
    }
    if (which == FLOOR) rateGradientOf<T>(g, r, 1, gradC);
    if (faceSteps == 0) fitMultipliers<T>(which, size);
    if (which == FLOOR) axpy(r * r * planes<T>(), -mu, gradC, S);
    for (let i = 0; i < r; i++) set(S, i * r + i, get(S, i * r + i) + lambda);
    multiply<T>(step, S, V, r, r, p);
    let norm = dot(size, V, V);
    const traceGap = 1 - norm, rateGap = which == FLOOR ? floor - faceRate : 0;
    const error = Math.max(
      Math.sqrt(dot(size, step, step)) / Math.abs(lambda),
      Math.max(Math.abs(traceGap), which == FLOOR ? Math.abs(rateGap) / floor : 0),
    );
    if (!(error < 1e3)) return false;
    // rounding reached: small and no longer falling
    if (error < 1e-15 || (error < 1e-11 && error > 0.1 * previous)) return true;
    // an ill-conditioned Fisher information leaves more rounding; the certificate judges what it is worth
    if (faceSteps == most || (faceSteps > 3 && error > 0.9 * previous)) return error < 1e-7;
    previous = error;
    faceSteps++;

    let count = 0;
    const rateWeight = which == RATE ? rateUnit : which == FLOOR ? Math.max(mu, 0) : 0;
    if (rateWeight > 0) {
      rateRowsOnFactor<T>(g, V, p, Math.sqrt(rateWeight), rows);
      count += rateRowCount<T>();
    }
    if (which != RATE) {
      objectiveRowsOnFactor<T>(span, y, p, 1, at(rows, count * size));
      count += objectiveRowCount();
    }
    const weight = Math.sqrt(Math.abs(lambda));
    count += gaugeRows<T>(at(rows, count * size), weight);
    // the constraints, orthonormal: t along V for the trace, c for the rate; as rows too, which changes nothing where
    // they hold but keeps H from being nearly singular along them
    const traceNorm = 2 * Math.sqrt(norm);
    for (let i = 0; i < size; i++) {
      set(traceGradient, i, (2 * get(V, i)) / traceNorm);
      set(rows, count * size + i, weight * get(traceGradient, i));
    }
    count++;
    let along: f64 = 0, rateNorm: f64 = 0;
    if (which == FLOOR) {
      multiply<T>(rateGradient, gradC, V, r, r, p);
      scale(size, 2, rateGradient);
      const whole = Math.sqrt(dot(size, rateGradient, rateGradient));
      along = dot(size, rateGradient, traceGradient);
      axpy(size, -along, traceGradient, rateGradient);
      rateNorm = Math.sqrt(dot(size, rateGradient, rateGradient));
      if (!(rateNorm > 1e-14 * whole)) return false;
      scale(size, 1 / rateNorm, rateGradient);
      for (let i = 0; i < size; i++) set(rows, count * size + i, weight * get(rateGradient, i));
      count++;
    }
    zero(H, size * size);
    rankUpdate(H, rows, count, size);
    // 2 I ⊗ S, without the negative part that S has away from the optimum
    clipNegative<T>();
    for (let i = 0; i < r; i++) {
      for (let k = 0; k < r; k++) {
        const re = 2 * get(S, i * r + k);
        for (let j = 0; j < p; j++) {
          const a = i * p + j, b = k * p + j;
          set(H, a * size + b, get(H, a * size + b) + re);
          if (isComplex<T>()) {
            const half = r * p;
            set(H, (a + half) * size + b + half, get(H, (a + half) * size + b + half) + re);
            set(H, a * size + b + half, get(H, a * size + b + half) - 2 * get(si, i * r + k));
          }
        }
      }
    }
    if (choleskyUpper(H, size, 1e-15) < 0) return false;
    const bt = traceGap / traceNorm, bc = which == FLOOR ? (rateGap - along * bt) / rateNorm : 0;
    scale(size, -2, step);
    axpy(size, weight * weight * bt, traceGradient, step);
    copy(traceStep, traceGradient, size);
    solveUpperT(H, size, traceStep); solveUpper(H, size, traceStep);
    if (which == FLOOR) {
      axpy(size, weight * weight * bc, rateGradient, step);
      copy(rateStep, rateGradient, size);
      solveUpperT(H, size, rateStep); solveUpper(H, size, rateStep);
    }
    solveUpperT(H, size, step); solveUpper(H, size, step);
    // H dV + ηt t + ηc c = rhs, t·dV = bt, c·dV = bc
    const tt = dot(size, traceGradient, traceStep), t0 = dot(size, traceGradient, step) - bt;
    let etaT = t0 / tt, dMu: f64 = 0;
    if (which == FLOOR) {
      const tc = dot(size, traceGradient, rateStep), cc = dot(size, rateGradient, rateStep);
      const c0 = dot(size, rateGradient, step) - bc;
      const determinant = tt * cc - tc * tc;
      if (!(determinant > 1e-14 * tt * cc)) return false;
      const etaC = (tt * c0 - tc * t0) / determinant;
      etaT = (cc * t0 - tc * c0) / determinant;
      axpy(size, -etaC, rateStep, step);
      dMu = -etaC / rateNorm;
    }
    axpy(size, -etaT, traceStep, step);
    const dLambda = (etaT + dMu * along) / traceNorm;
    if (!(dot(size, step, step) < 4)) return false;
    axpy(size, 1, step, V);
    lambda += dLambda;
    mu += dMu;
  }
}
