// From problems to certified points: the largest rate, the free optimum, the optimum at a floor.
// Each is an interior-point solve that the face Newton ends early; every candidate goes through the certificate.

import { at, copy, get, mark, release, set, take } from '../memory';
import { hermitianSize, planes } from '../field';
import { axpy, dot, leadingColumns, multiply, scale } from '../linalg/dense';
import { eigen } from '../linalg/jacobi';
import { L } from '../model/scenario';
import { r, span } from '../model/channel';
import { evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRows } from '../metric/objective';
import * as interior from './interior';
import * as face from './face';
import * as best from './candidate';
import { pairFactor } from './pair';
import { equalities, objectiveValue, rateUnit } from './problem';
import * as rescue from './rescue';
import { follow, followEnds, prepareFollow, remember } from './follow';
import { prepareRank, settleSteps } from './rank';
import { coldStart, prepareStart, startAtFloor, startSteps, traceEquality } from './start';

/** What is certified of the largest rate, relatively: maxRateBound is widened by its own rounding to 1e-9 at most. */
const RATE_GAP: f64 = 9.9e-10;
const BOUND_ROUNDING: f64 = 1e-12;

export const OPTIMAL = 0;
export const BOUNDARY = 1;
export const INFEASIBLE = 2;
export const UNSOLVED = 3;

/** Newton steps of the problem in hand, both methods together. */
export let iterations: i32 = 0;

/** The largest rate: attained and certified, nats; its factor r×maxRank and K. */
export let maxKnown: bool = false;
export let maxRate: f64 = 0;
export let maxRateBound: f64 = 0;
export let maxV: usize = 0;
export let maxRank: i32 = 0;
export let maxK: usize = 0;

/** The free optimum with the largest rate among the minimisers: rate in nats, factor r×freeRank. */
export let freeKnown: bool = false;
export let freeRate: f64 = 0;
export let freeV: usize = 0;
export let freeRank: i32 = 0;

let factor: usize = 0;
let x: usize = 0;
let s: usize = 0;
let previous: usize = 0;
/** τ at the last try of the face Newton with each rank, r. */
let failedAt: usize = 0;

export function prepareCurve<T>(): void {
  const square = r * r * planes<T>();
  maxV = take(square);
  freeV = take(square);
  factor = take(2 * square);
  x = take(r);
  s = take(r);
  previous = take(r);
  failedAt = take(r);
  maxK = take(L * L * planes<T>());
  prepareRank<T>();
  prepareStart<T>();
  prepareFollow<T>();
  maxKnown = false;
  freeKnown = false;
}

/**
 * Runs the started interior-point problem, trying the face Newton from τ ≤ 1e-3 on, until a candidate is certified
 * to TIGHT_GAP or nothing improves. which: face.FREE, FLOOR or RATE.
 */
function run<T>(which: i32, floor: f64, most: i32): void {
  best.forget();
  for (let i = 0; i < r; i++) set(failedAt, i, Infinity);
  let before: f64 = 0, tries = 0;
  for (let step = 0; step < most; step++) {
    const moved = interior.stepInterior<T>(interior.CENTRED);
    iterations++;
    const tau = interior.tau, aimed = interior.barrierNow();
    const last = !moved || tau < 1e-18;
    const relative = tau / Math.abs(objectiveValue);
    if (tau < 1e-2 || last) {
      copy(previous, x, r);
      const balanced = pairFactor<T>(factor, x, s);
      const mu = which == face.FLOOR ? interior.interiorMu() : 0;
      if (relative < 1e-8 || last) {
        // the interior iterate itself, without the columns that are rounding
        let columns = r;
        while (columns > 1 && get(x, columns - 1) < 1e-18) columns--;
        const cut = at(factor, r * r * planes<T>());
        leadingColumns<T>(cut, factor, r, r, columns);
        if (which == face.RATE) best.offerRate<T>(cut, columns);
        else best.offer<T>(cut, columns, mu, floor);
      }
      // an eigenvalue of X on the face stays as τ falls, one off it falls along
      let steady = 0;
      if (before > 0 && aimed < 0.3 * before) {
        const fall = Math.sqrt(aimed / before);
        while (steady < r && get(x, steady) > fall * get(previous, steady)) steady++;
      }
      before = aimed;
      if (finish<T>(which, floor, steady, mu) || finish<T>(which, floor, balanced, mu)) return;
      // certified, though rounding keeps it from being tighter
      if (best.gap <= (which == face.RATE ? RATE_GAP : best.OPTIMAL_GAP) && ++tries == 4) return;
      if (!last) interior.refreshInterior<T>();
    }
    if (last) return;
  }
}

/**
 * The face Newton from `factor` with the given rank; true where its candidate is certified to TIGHT_GAP. Not where the
 * face has more unknowns than all of X: then the interior point is the cheaper way, and as exact.
 */
function finish<T>(which: i32, floor: f64, rank: i32, mu: f64): bool {
  if (rank == 0 || r * rank * planes<T>() > hermitianSize<T>(r)) return false;
  // what has failed is worth another try only from a better start
  if (interior.barrierNow() > 0.3 * get(failedAt, rank - 1)) return false;
  set(failedAt, rank - 1, interior.barrierNow());
  face.setFace<T>(factor, r, rank, interior.interiorLambda(), mu);
  const converged = face.solveFace<T>(which, floor, rateUnit, 10);
  iterations += face.faceSteps;
  if (!converged) return false;
  const gap = which == face.RATE
    ? best.offerRate<T>(face.V, face.p)
    : best.offer<T>(face.V, face.p, face.mu, floor);
  return gap <= best.TIGHT_GAP;
}

/** The largest rate or the free optimum: from a cold start, or else hastily from I/r, or else patiently. */
function attempts<T>(which: i32, gap: f64): void {
  const started = coldStart<T>(which, 0);
  iterations += startSteps + settleSteps();
  if (started) return;
  for (let attempt = 0; attempt < 2; attempt++) {
    traceEquality<T>(r);
    interior.setPatient(attempt == 1);
    interior.startInterior<T>(span, r, 1 / <f64>r, which == face.RATE, 1);
    run<T>(which, 0, attempt == 0 ? 60 : 300);
    interior.setPatient(false);
    if (best.gap <= gap) return;
  }
}

/** Solves for the largest rate once; the certified bound lies at most 1e-9 above. */
export function solveMaxRate<T>(): bool {
  if (maxKnown) return true;
  attempts<T>(face.RATE, RATE_GAP);
  maxKnown = true;
  maxRate = best.rate;
  maxRateBound = Math.max(best.bound, best.rate) * (1 + BOUND_ROUNDING);
  maxRank = best.p;
  copy(maxV, best.V, r * best.p * planes<T>());
  copy(maxK, best.bestK, L * L * planes<T>());
  const solved = best.gap <= RATE_GAP;
  orderEnds<T>();
  return solved;
}

/** Where the free optimum has, by rounding, the larger rate of the two, it is the largest. */
function orderEnds<T>(): void {
  if (!maxKnown || !freeKnown || freeRate <= maxRate) return;
  maxRate = freeRate;
  maxRank = freeRank;
  copy(maxV, freeV, r * freeRank * planes<T>());
  maxRateBound = Math.max(maxRateBound, maxRate * (1 + BOUND_ROUNDING));
}

/** Solves for the free optimum once: least bound, and of all such covariances the largest rate. */
export function solveFree<T>(): bool {
  if (freeKnown) return true;
  attempts<T>(face.FREE, best.OPTIMAL_GAP);
  freeKnown = true;
  takeFree<T>();
  const solved = best.gap <= best.OPTIMAL_GAP;
  if (solved) {
    const least = best.value;
    liftFree<T>();
    widenFree<T>(least);
  }
  orderEnds<T>();
  return solved;
}

/**
 * The second problem: among the covariances V X V^H that leave the bound as it is, the largest rate. The bound sees
 * X only through the rows of its Hessian; where they do not fix X, maximise log det over X with those rows held.
 */
function liftFree<T>(): void {
  const k = freeRank, n = hermitianSize<T>(k);
  const scope = mark();
  const cv = take(L * k * planes<T>()), rows = take(objectiveRowCount() * n);
  multiply<T>(cv, span, freeV, L, r, k);
  evaluateObjective<T>(cv, k);
  objectiveRows<T>(cv, k, 1, rows);
  const held = independentRows(rows, objectiveRowCount(), n, equalities);
  if (held < n) {
    const before = best.value;
    interior.startInterior<T>(cv, k, 1, true, held);
    for (let step = 0; step < 60; step++) {
      const moved = interior.stepInterior<T>(interior.CENTRED);
      iterations++;
      if (!moved || interior.tau < 1e-15) break;
    }
    const z = take(k * k * planes<T>()), lifted = take(r * k * planes<T>());
    pairFactor<T>(z, x, s);
    multiply<T>(lifted, freeV, z, r, k, k);
    let columns = k;
    while (columns > 1 && get(x, columns - 1) < 1e-14 * get(x, 0)) columns--;
    // back to r×columns, and kept where the bound has not moved
    const cut = take(r * k * planes<T>());
    leadingColumns<T>(cut, lifted, r, k, columns);
    best.forget();
    const gap = best.offer<T>(cut, columns, 0, 0);
    if (gap <= best.OPTIMAL_GAP && best.rate > freeRate && best.value <= before * (1 + 1e-12)) takeFree<T>();
  }
  release(scope);
}

/**
 * Where covariances beyond those on V's columns attain the least bound too: the optimum at a floor above freeRate whose
 * bound is still the least is a better free optimum, with the columns that were missing.
 */
function widenFree<T>(least: f64): void {
  if (freeRank == r || optimalDirections<T>() <= freeRank) return;
  solveMaxRate<T>();
  let share: f64 = 0.3;
  while (share > 0.005 && maxRate - freeRate > 1e-6 * maxRate) {
    if (quickly<T>(freeRate + share * (maxRate - freeRate)) && best.value <= least * (1 + 1e-14)) {
      takeFree<T>();
      liftFree<T>();
    } else {
      share *= 0.3;
    }
  }
}

/** Dimension of the eigenspace of −∇f's largest eigenvalue at the free optimum: all optimal covariances live on it. */
function optimalDirections<T>(): i32 {
  const scope = mark();
  const square = r * r * planes<T>();
  const y = take(L * freeRank * planes<T>()), gradient = take(square), vectors = take(square), values = take(r);
  multiply<T>(y, span, freeV, L, r, freeRank);
  evaluateObjective<T>(y, freeRank);
  objectiveGradientOf<T>(span, r, 1, gradient);
  eigen<T>(gradient, r, values, vectors);
  let lowest: f64 = 0, count = 0;
  for (let i = 0; i < r; i++) lowest = Math.min(lowest, get(values, i));
  for (let i = 0; i < r; i++) if (get(values, i) <= lowest * (1 - 1e-8)) count++;
  release(scope);
  return count;
}

/** The candidate becomes the free optimum. */
function takeFree<T>(): void {
  freeRate = best.rate;
  freeRank = best.p;
  copy(freeV, best.V, r * best.p * planes<T>());
}

/**
 * Pivoted Gram–Schmidt of `count` rows of n (destroyed): the independent ones, orthonormal, into `out`. A row counts as
 * dependent below 1e-8 of the largest: moving along it then changes the bound by less than rounding.
 */
function independentRows(rows: usize, count: i32, n: i32, out: usize): i32 {
  let found = 0;
  let threshold: f64 = 0;
  while (found < n) {
    let pivot = -1, largest: f64 = threshold;
    for (let i = 0; i < count; i++) {
      const norm = Math.sqrt(dot(n, at(rows, i * n), at(rows, i * n)));
      if (norm > largest) { largest = norm; pivot = i; }
    }
    if (pivot < 0) break;
    if (found == 0) threshold = 1e-8 * largest;
    const q = at(out, found * n);
    copy(q, at(rows, pivot * n), n);
    scale(n, 1 / largest, q);
    for (let k = 0; k < found; k++) axpy(n, -dot(n, at(out, k * n), q), at(out, k * n), q);
    scale(n, 1 / Math.sqrt(dot(n, q, q)), q);
    found++;
    for (let i = 0; i < count; i++) axpy(n, -dot(n, q, at(rows, i * n)), q, at(rows, i * n));
  }
  return found;
}

/** Solves at a rate floor Γ' (nats); the candidate in candidate.ts is the answer. Returns the status. */
export function solvePoint<T>(floor: f64): i32 {
  iterations = 0;
  if (maxKnown && freeKnown) {
    const known = fromExtremes<T>(floor);
    if (known >= 0) return known;
  }
  if (quickly<T>(floor)) return OPTIMAL;
  // not an interior floor, or not solved as one: the ends tell
  if (!(maxKnown && freeKnown)) {
    solveFree<T>();
    solveMaxRate<T>();
    const known = fromExtremes<T>(floor);
    if (known >= 0) return known;
    if (quickly<T>(floor)) return OPTIMAL;
  }
  // hastily, then patiently
  let kept = false;
  for (let attempt = 0; attempt < 2; attempt++) {
    const met = startAtFloor<T>(span, r, floor, interior.CENTRED);
    iterations += startSteps;
    if (!met) break;
    interior.setPatient(attempt == 1);
    run<T>(face.FLOOR, floor, attempt == 0 ? 60 : 300);
    interior.setPatient(false);
    if (best.gap <= best.OPTIMAL_GAP) {
      remember<T>(floor, best.V, best.p, false);
      return OPTIMAL;
    }
    kept = rescue.keep<T>();
  }
  best.forget();
  if (kept) rescue.offerKept<T>(floor);
  iterations += rescue.between<T>(floor, freeV, freeRank, maxV, maxRank);
  return best.gap <= best.OPTIMAL_GAP ? OPTIMAL : UNSOLVED;
}

/** By the face Newton: from the points before, from the ends where they are known, or from a cold start. */
function quickly<T>(floor: f64): bool {
  let solved = follow<T>(floor);
  if (!solved && maxKnown && freeKnown) {
    solved = followEnds<T>(floor, freeRate, freeV, freeRank, maxRate, maxV, maxRank);
  }
  if (!solved) {
    solved = coldStart<T>(face.FLOOR, floor);
    iterations += startSteps;
    if (solved) remember<T>(floor, best.V, best.p, false);
  }
  iterations += settleSteps();
  return solved;
}

/** Floors that the extremes answer: the status, or −1 for one strictly between them. */
function fromExtremes<T>(floor: f64): i32 {
  if (floor > maxRateBound) return INFEASIBLE;
  if (floor >= maxRate * (1 - 1e-9)) {
    best.forget();
    best.offer<T>(maxV, maxRank, 0, 0);
    return BOUNDARY;
  }
  // also where only the conversion to nats has put it above
  if (floor <= freeRate * (1 + 1e-14)) {
    best.forget();
    best.offer<T>(freeV, freeRank, 0, floor);
    return best.gap <= best.OPTIMAL_GAP ? OPTIMAL : UNSOLVED;
  }
  return -1;
}

export function resetIterations(): void {
  iterations = 0;
}
