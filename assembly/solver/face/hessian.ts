// The Hessian of the Lagrangian on the face (newton.ts): in dV it is rows^T rows + 2 I ⊗ S (S: lagrangian.ts), positive
// semidefinite at the optimum; outer products of the rotations (../gauge.ts) fix what changes nothing. The active terms
// border it, by their normals made orthonormal in the order of point.ts: N = L Q, Q orthonormal rows, L lower
// triangular.

import { at, copy, get, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { rankUpdate } from '../../linalg/dense';
import { axpy, dot, scale } from '../../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import { rateRowCount, rateRowsOnFactor } from '../../metric/rate';
import { objectiveHessianOnFactor } from '../../metric/objective';
import {
  FREE, RATE, V, dropDependent, elasticOf, forceOf, gapOf, here, levelled, missingShare, mostTerms, mu,
  multiplierScale, p, signature, termIsRate, termIsTrace, terms,
} from './point';
import { S, clipNegative, g, prepareLagrangian, rateWeight, takeMultiplierMatrix } from './lagrangian';
import { gaugeRows } from '../gauge';

let rows: usize = 0;
/** rows^T rows with what the objective adds by itself; H's factor U. */
let curvature: usize = 0;
let H: usize = 0;
/** At the factored point: Q (terms×size), L (terms×terms), U^-T Q^T by rows, the factor of Q H^-1 Q^T. */
let normals: usize = 0;
let mixing: usize = 0;
let solved: usize = 0;
let schur: usize = 0;
/** Of a step, one a term: the gaps and e in the coordinates of Q, multipliers. */
let gaps: usize = 0;
let lifts: usize = 0;
let eta: usize = 0;
let raised: usize = 0;
let weight: f64 = 0;
/** The factored Hessian is of this kind of problem, rank, list of terms and μ; rank 0: of none. */
export let factoredWhich: i32 = 0;
export let factoredRank: i32 = 0;
export let factoredTerms: u64 = 0;
export let factoredMu: f64 = 0;

export function prepareHessian<T>(): void {
  const size = r * r * planes<T>(), most = mostTerms();
  prepareLagrangian<T>();
  rows = take((rateRowCount<T>() + L + r * r + most) * size);
  curvature = take(size * size);
  H = take(size * size);
  normals = take(most * size);
  mixing = take(most * most);
  solved = take(most * size);
  schur = take(most * most);
  gaps = take(most);
  lifts = take(most);
  eta = take(most);
  raised = take(most);
  factoredRank = 0;
}

/** A normal of which less than this is left by those before it depends on them; of the rate, it ends the attempt. */
const DEPENDENT: f64 = 1e-9;
const RATE_DEPENDENT: f64 = 1e-14;
/** A pivot of the terms' Schur complement of less than this is none; one of the Hessian less than this is rounding. */
const SINGULAR: f64 = 1e-14;
const ROUNDING: f64 = 1e-15;

/**
 * Factors the Hessian of the Lagrangian at V, bordered by the active terms; where it has no Cholesky factor, without
 * the negative part that S has away from the optimum. False where that fails too.
 */
export function factorize<T>(which: i32, rateUnit: f64): bool {
  factoredRank = 0;
  const size = r * p * planes<T>();
  let count = 0;
  const bent = Math.max(rateWeight(which, rateUnit), 0);
  takeMultiplierMatrix<T>(here, which, rateUnit);
  zero(curvature, size * size);
  if (bent > 0) {
    rateRowsOnFactor<T>(here, g, Math.sqrt(bent), rows);
    count += rateRowCount<T>();
  }
  if (which != RATE) {
    count += objectiveHessianOnFactor<T>(here, at(rows, count * size), curvature);
  }
  weight = Math.sqrt(multiplierScale<T>());
  count += gaugeRows<T>(V, r, p, weight, at(rows, count * size));
  if (!orthonormalize(size)) return false;
  // the normals as rows too, which changes nothing where the terms hold but keeps H from being nearly singular there
  for (let j = 0; j < terms; j++) {
    copy(at(rows, count * size), at(normals, j * size), size);
    scale(size, weight, at(rows, count++ * size));
  }
  rankUpdate(curvature, rows, count, size);
  if (choleskyOf<T>(which) != 0) {
    clipNegative<T>();
    if (choleskyOf<T>(which) < 0) return false;
  }
  factoredWhich = which;
  factoredRank = p;
  factoredTerms = signature();
  factoredMu = mu;
  for (let i = 0; i < terms; i++) {
    const row = at(solved, i * size);
    copy(row, at(normals, i * size), size);
    solveUpperT(H, size, row);
    for (let j = 0; j <= i; j++) set(schur, j * terms + i, dot(size, at(solved, j * size), row));
    if (get(mixing, i * terms + i) == 0) set(schur, i * terms + i, 1);
  }
  return few() || choleskyUpper(schur, terms, SINGULAR) == 0;
}

/**
 * The trace, or the trace and the rate, which is every point without limits over the sum: of one or two equations the
 * determinants are as exact as a factor of the Schur complement and tell as well whether they are singular. This, with
 * fitTwo of point.ts, is all that sets these two apart from any other list.
 */
@inline
function few(): bool {
  return terms == 1 ? termIsTrace(0) : terms == 2 && termIsTrace(0) && termIsRate(1);
}

/** x ← (Q H^-1 Q^T)^-1 x; false where that is singular. */
function solveSchur(x: usize): bool {
  if (!few()) {
    solveUpperT(schur, terms, x);
    solveUpper(schur, terms, x);
    return true;
  }
  const tt = get(schur, 0), t = get(x, 0);
  if (terms == 1) {
    set(x, 0, t / tt);
    return true;
  }
  const tc = get(schur, 1), cc = get(schur, 3), c = get(x, 1), determinant = tt * cc - tc * tc;
  if (!(determinant > SINGULAR * tt * cc)) return false;
  set(x, 0, (cc * t - tc * c) / determinant);
  set(x, 1, (tt * c - tc * t) / determinant);
  return true;
}

/** Q and L of the normals of a list of which each is independent of those before it; terms leave until it is one. */
function orthonormalize(size: i32): bool {
  while (true) {
    const dependent = orthonormalizeTo(size);
    if (dependent < 0) return true;
    if (termIsRate(dependent)) return false;
    // L^T c of those before = its own row
    const row = at(mixing, dependent * terms);
    for (let i = dependent - 1; i >= 0; i--) {
      const l = at(mixing, i * terms), c = get(row, i) / get(l, i);
      set(row, i, c);
      axpy(i, -c, l, row);
    }
    if (!dropDependent(dependent, row)) return false;
  }
}

/**
 * Q and L of the normals 2 F_j, up to the first limit or rate that depends on those before it, whose place is returned,
 * −1 where there is none; the row of a dependent part is zero, and its diagonal in L too.
 */
function orthonormalizeTo(size: i32): i32 {
  zero(mixing, terms * terms);
  for (let j = 0; j < terms; j++) {
    const q = at(normals, j * size), l = at(mixing, j * terms);
    copy(q, forceOf(j), size);
    scale(size, 2, q);
    const whole = Math.sqrt(dot(size, q, q));
    for (let pass = 0; pass < (terms > 2 ? 2 : 1); pass++) {
      for (let i = 0; i < j; i++) {
        const along = dot(size, q, at(normals, i * size));
        axpy(size, -along, at(normals, i * size), q);
        set(l, i, get(l, i) + along);
      }
    }
    const norm = Math.sqrt(dot(size, q, q)), isRate = termIsRate(j);
    if (norm > (isRate ? RATE_DEPENDENT : DEPENDENT) * whole) {
      set(l, j, norm);
      scale(size, 1 / norm, q);
    } else {
      if (elasticOf(j) == 0) return j;
      zero(q, size);
    }
  }
  return -1;
}

/** H ← the factor of the curvature + 2 I ⊗ S; returns what choleskyUpper does. */
function choleskyOf<T>(which: i32): i32 {
  const size = r * p * planes<T>(), half = r * p;
  copy(H, curvature, size * size);
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
  return choleskyUpper(H, size, ROUNDING);
}

/** Where free optima are many, H is singular along their differences; with this much of its scale, steps stay short. */
const FLAT: f64 = 1e-8;

/** x ← L^-1 x, with 0 for dependent terms. */
function throughMixing(x: usize): void {
  for (let j = 0; j < terms; j++) {
    const l = at(mixing, j * terms), diagonal = get(l, j);
    set(x, j, diagonal > 0 ? (get(x, j) - dot(j, l, x)) / diagonal : 0);
  }
}

/**
 * dt after dV where every part depends on the other terms, as at an optimum that one device decides: no equation above
 * has t, which follows the first part.
 */
function followParts(size: i32, dV: usize): f64 {
  let j = 0;
  while (elasticOf(j) == 0) j++;
  return 2 * dot(size, forceOf(j), dV) - gapOf(j);
}

/**
 * The Newton step with the factored Hessian, from the residual in `step` (size = r·p planes) into it: dV, and behind it
 * the multipliers' and dt. With H the Hessian and w² Q^T Q in it,
 *
 *   H dV + Q^T η = −2 residual + w² Q^T (b + ê dt),   Q dV = b + ê dt,   L^T dm = η,   ê^T η = what Σ e_j m_j lacks.
 */
export function newtonStep(size: i32, step: usize): bool {
  const w = weight * weight;
  for (let j = 0; j < terms; j++) {
    set(gaps, j, gapOf(j));
    set(lifts, j, elasticOf(j));
  }
  throughMixing(gaps);
  scale(size, -2, step);
  for (let j = 0; j < terms; j++) axpy(size, w * get(gaps, j), at(normals, j * size), step);
  solveUpperT(H, size, step);
  for (let j = 0; j < terms; j++) set(eta, j, dot(size, at(solved, j * size), step) - get(gaps, j));
  if (!solveSchur(eta)) return false;
  let dt: f64 = 0, lifted = false;
  if (levelled) {
    throughMixing(lifts);
    lifted = dot(terms, lifts, lifts) > 0;
  }
  if (lifted) {
    // of η so far, what goes with dV; what dt adds to the right-hand side does not
    copy(raised, lifts, terms);
    solveSchur(raised);
    dt = (dot(terms, lifts, eta) - missingShare()) / (dot(terms, lifts, raised) - w * dot(terms, lifts, lifts));
    axpy(terms, -dt, raised, eta);
  }
  for (let j = terms - 1; j >= 0; j--) axpy(size, -get(eta, j), at(solved, j * size), step);
  solveUpper(H, size, step);
  if (lifted) axpy(terms, w * dt, lifts, eta);
  else if (levelled) dt = followParts(size, step);
  // L^T dm = η from the last on
  for (let j = terms - 1; j >= 0; j--) {
    const l = at(mixing, j * terms), m = get(l, j) > 0 ? get(eta, j) / get(l, j) : 0;
    set(step, size + j, m);
    axpy(j, -m, l, eta);
  }
  set(step, size + terms, dt);
  return true;
}
