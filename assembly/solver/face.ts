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
  evaluateRate, innerProducts, rateGradientOf, rateGradientOnFactor, rateProducts, rateRowCount, rateRowsOnFactor,
  rateVectors,
} from '../metric/rate';
import {
  evaluateObjective, objectiveGradientOf, objectiveGradientOnFactor, objectiveRowCount, objectiveRowsOnFactor,
} from '../metric/objective';
import { countStep } from './steps';

/** What is solved: the free optimum (μ = 0), the optimum at an active rate floor, or the largest rate. */
export const FREE = 0;
export const FLOOR = 1;
export const RATE = 2;

/** The iterate: V r×p (in the span), λ, μ per nat. */
export let V: usize = 0;
export let p: i32 = 0;
export let lambda: f64 = 0;
export let mu: f64 = 0;
/** Rate at V, nats. */
let faceRate: f64 = 0;
/** Newton steps of the last call. */
let faceSteps: i32 = 0;

let y: usize = 0; // L×p
let g: usize = 0; // (L·M_q)×r
let products: usize = 0; // L×(M_q·r), of the span
let S: usize = 0; // r×r
let objectiveForce: usize = 0; // r×p, ∇f V
let rateForce: usize = 0; // r×p, ∇c V
let step: usize = 0; // r×p, the residual, then dV
let rows: usize = 0;
let H: usize = 0; // its factor U
let gradientCopy: usize = 0; // r×r scratch
/** The constraints' normals at the factored point: t along V, c along ∇c V less its part along t, and U^-T of both. */
let traceNormal: usize = 0;
let rateNormal: usize = 0;
let traceSolved: usize = 0;
let rateSolved: usize = 0;
let traceNorm: f64 = 0; // |2V|
let rateNorm: f64 = 0;
let along: f64 = 0; // 2 ∇c V · t
let weight: f64 = 0;
let dLambda: f64 = 0;
let dMu: f64 = 0;
/** The factored Hessian is of this kind of problem and rank; 0: of none. */
let factoredWhich: i32 = 0;
let factoredRank: i32 = 0;
/** Steps since the Hessian was factored, or since the start of this point where it is an earlier one's. */
let chords: i32 = 0;
let chordSteps: usize = 0;
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
  objectiveForce = take(size);
  rateForce = take(size);
  step = take(size);
  rows = take((rateRowCount<T>() + objectiveRowCount() + r * r + 2) * size);
  H = take(size * size);
  chordSteps = take(CHORDS * (size + 2));
  traceNormal = take(size);
  rateNormal = take(size);
  traceSolved = take(size);
  rateSolved = take(size);
  gradientCopy = take(square);
  vectors = take(square);
  values = take(r);
  factoredRank = 0;
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

/** The λ and μ ≥ 0 for which |∇f V − μ∇c V + λV| is least. */
function fitMultipliers(which: i32, size: i32): void {
  const vv = dot(size, V, V), fv = dot(size, objectiveForce, V);
  if (which != FLOOR) {
    lambda = -fv / vv;
    return;
  }
  const cc = dot(size, rateForce, rateForce), cv = dot(size, rateForce, V), fc = dot(size, objectiveForce, rateForce);
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
export function descentDirection<T>(which: i32, rateUnit: f64, out: usize): f64 {
  multiplierMatrix<T>(which, rateUnit);
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

/** The rate and the first derivatives at V: ∇f V and ∇c V. False where f is not finite. */
function evaluate<T>(which: i32, rateUnit: f64): bool {
  const size = r * p * planes<T>();
  multiply<T>(y, span, V, L, r, p);
  faceRate = evaluateRate<T>(y, p);
  if (which != FREE) {
    innerProducts<T>(p);
    rateGradientOnFactor<T>(span, p, rateForce);
  }
  if (which == RATE) {
    for (let i = 0; i < size; i++) set(objectiveForce, i, -rateUnit * get(rateForce, i));
    return true;
  }
  if (!(evaluateObjective<T>(y, p) < Infinity)) return false;
  objectiveGradientOnFactor<T>(span, y, p, objectiveForce);
  return true;
}

/** S = ∇f − μ∇c + λI; leaves g. */
function multiplierMatrix<T>(which: i32, rateUnit: f64): void {
  const length = r * r * planes<T>();
  const rateWeight = which == RATE ? rateUnit : which == FLOOR ? mu : 0;
  if (which != RATE) objectiveGradientOf<T>(span, r, 1, S);
  if (which != FREE) {
    rateVectors<T>(products, r, g);
    rateGradientOf<T>(g, r, -rateWeight, gradientCopy);
    if (which == RATE) copy(S, gradientCopy, length);
    else axpy(length, 1, gradientCopy, S);
  }
  for (let i = 0; i < r; i++) set(S, i * r + i, get(S, i * r + i) + lambda);
}

/**
 * Factors the Hessian of the Lagrangian at V, bordered by the constraints; where it has no Cholesky factor, without the
 * negative part that S has away from the optimum. False where that fails too.
 */
function factorize<T>(which: i32, rateUnit: f64): bool {
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

/** The Newton step with the factored Hessian into `step`, dλ and dμ; `step` holds the residual. */
function newtonStep(which: i32, size: i32, traceGap: f64, rateGap: f64): bool {
  const bt = traceGap / traceNorm, bc = which == FLOOR ? (rateGap - along * bt) / rateNorm : 0;
  // H dV + ηt t + ηc c = −2·residual, t·dV = bt, c·dV = bc
  scale(size, -2, step);
  axpy(size, weight * weight * bt, traceNormal, step);
  if (which == FLOOR) axpy(size, weight * weight * bc, rateNormal, step);
  solveUpperT(H, size, step);
  const tt = dot(size, traceSolved, traceSolved), t0 = dot(size, traceSolved, step) - bt;
  let etaT = t0 / tt;
  dMu = 0;
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
  dLambda = (etaT + dMu * along) / traceNorm;
  return true;
}

/**
 * Where the Hessian is that of an earlier point, `step` becomes Broyden's: what the steps since have shown of its
 * error corrects it (rank one a step, from the steps alone), so that reuse converges faster than linearly.
 */
function broyden(size: i32): void {
  for (let j = 0; j < chords; j++) {
    const s = chordOf(j, size);
    const share = dot(size, s, step) / dot(size, s, s);
    if (j + 1 == chords) {
      const factor = 1 / (1 - share);
      // a correction out of all proportion corrects nothing
      if (!(factor > 0.5 && factor < 2)) break;
      scale(size, factor, step);
      dLambda *= factor;
      dMu *= factor;
    } else {
      const next = chordOf(j + 1, size);
      axpy(size, share, next, step);
      dLambda += share * get(next, size);
      dMu += share * get(next, size + 1);
    }
  }
}

/** Step j since the Hessian was factored: dV, dλ, dμ. */
@inline
function chordOf(j: i32, size: i32): usize {
  return at(chordSteps, j * (size + 2));
}

/** Takes the step, and remembers it. False where it is too long to be one. */
function advance(size: i32): bool {
  if (!(dot(size, step, step) < 4)) return false;
  axpy(size, 1, step, V);
  lambda += dLambda;
  mu += dMu;
  if (chords < CHORDS) {
    const s = chordOf(chords++, size);
    copy(s, step, size);
    set(s, size, dLambda);
    set(s, size + 1, dMu);
  }
  return true;
}

/** Steps remembered. */
const CHORDS = 8;

/** A factored Hessian serves on while a step with it leaves at most this much of the error. */
const CHORD: f64 = 0.15;

/** An error that is rounding; where the problem has more of it, one that is small and no longer falls. */
const ROUNDING: f64 = 1e-15;
const SMALL: f64 = 1e-11;
const STALLED: f64 = 0.3;
const CERTAIN: f64 = 1e-9;
/** Steps that may fail to lower the error on the way, which need not fall monotonically. */
const RISES = 2;

/**
 * Newton steps until the conditions hold to rounding. floor: Γ' in nats for FLOOR; rateUnit scales RATE's objective.
 * True where it converged to V, λ and μ (at a floor the terms may have been evaluated a last small step before them).
 * reuse: the Hessian of the point solved before, a neighbour on the same face, serves as long as it does.
 */
export function solveFace<T>(which: i32, floor: f64, rateUnit: f64, most: i32, reuse: bool = false): bool {
  const size = r * p * planes<T>(), borrowed = reuse && factoredWhich == which && factoredRank == p;
  chords = 0;
  let previous: f64 = Infinity;
  let fresh = false; // the last step had a Hessian of its own
  let rises = 0;
  faceSteps = 0;
  while (true) {
    if (!evaluate<T>(which, rateUnit)) return false;
    if (faceSteps == 0) fitMultipliers(which, size);
    copy(step, objectiveForce, size);
    if (which == FLOOR) axpy(size, -mu, rateForce, step);
    axpy(size, lambda, V, step);
    const traceGap = 1 - dot(size, V, V), rateGap = which == FLOOR ? floor - faceRate : 0;
    const error = Math.max(
      Math.sqrt(dot(size, step, step)) / Math.abs(lambda),
      Math.max(Math.abs(traceGap), which == FLOOR ? Math.abs(rateGap) / floor : 0),
    );
    if (!(error < 1e3)) return false;
    const contraction = error / previous;
    if (error < ROUNDING || (error < SMALL && contraction > STALLED)) return true;
    if (fresh && faceSteps > 3 && contraction > 0.9) rises++;
    // an ill-conditioned Fisher information leaves more rounding; the certificate judges what it is worth
    if (faceSteps == most || rises > (error < 1e-7 ? 0 : RISES)) return error < 1e-7;
    previous = error;
    faceSteps++;
    countStep();
    fresh = (faceSteps == 1 && !borrowed) || !(contraction < CHORD);
    if (fresh) {
      chords = 0;
      if (!factorize<T>(which, rateUnit)) return false;
    }
    if (!newtonStep(which, size, traceGap, rateGap)) return false;
    if (!fresh) broyden(size);
    if (!advance(size)) return false;
    // the candidate's own evaluation follows: none is spent on confirming what is certain
    const left = faceSteps == 1 && borrowed ? CHORD : contraction;
    if (which == FLOOR && error < CERTAIN && error * left < ROUNDING) return true;
  }
}
