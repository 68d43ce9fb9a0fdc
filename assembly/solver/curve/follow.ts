// Following the curve: the optimum at a floor from those at the floors before, or from the ends of the curve, by the
// face Newton. What is found counts only if it is certified.

import { at, copy, get, mark, release, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { leadingColumns, multiply, multiplyHN, multiplyNH } from '../../linalg/dense';
import { eigen } from '../../linalg/jacobi';
import { axpy } from '../../linalg/lanes';
import { adjointRows, orthogonalFactor, scaleRow } from '../../linalg/factor';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import { echoGram, rateOfGram } from '../../metric/rate';
import * as face from '../face/newton';
import { Multipliers, copyMultipliers, takeMultipliers } from '../multipliers';
import * as best from '../proof/candidate';
import {
  freeKnown, freeRank, freeRate, freeTerms, freeV, maxKnown, maxRank, maxRate, maxTerms, maxV,
} from './ends';
import { settle, settledAtOnce, start, startTerms, startWith } from '../face/settle';
import { coldStart } from './start';

/**
 * Points that the extrapolation runs through, at most; in the real field, where a Hessian costs little, more of them
 * gain nothing.
 */
const ORDER = 10;
const REAL_ORDER = 6;
/** Points known from which on the extrapolation is so near that the last Hessian serves. */
const SMOOTH = 3;
/** Steps of the length of the last one that the extrapolation may go; farther, polynomials swing out. */
const FARTHEST: f64 = 1.5;
/** A step of more of the way between the ends than this is far from the one point known. */
const FAR: f64 = 0.3;
/**
 * A direction of more power than this part of the largest rate's share is one of the optimum's. In the real field,
 * where ranks change along the curve, a column that has yet to begin costs less than one that has to vanish.
 */
const JOINS: f64 = 0.1;
const JOINS_REAL: f64 = 0.2;
/** How near a mix of the ends must come to the floor, of the way between them: the face Newton does the rest. */
const ROUGHLY: f64 = 1e-3;
/** The last points of one rank and one continuous choice of V, newest first: floors (nats), V r×rank. */
let known: i32 = 0;
let rank: i32 = 0;
let newest: i32 = 0;
let floors: usize = 0; // ORDER
let places: usize = 0; // ORDER + 1, of a step
let factors: usize = 0; // ORDER × r×r planes
/** The terms that were active at the newest. */
let newestTerms: Multipliers = changetype<Multipliers>(0);
/** Lengths of the columns of the last mix. */
let lengths: usize = 0;

/** The gap that a point is followed to; where more of it is wanted than for `optimal`, EXACT. */
export let goal: f64 = best.OPTIMAL_GAP;
export const EXACT: f64 = 1e-14;
export function setGoal(gap: f64): void {
  goal = gap;
}

export function prepareFollow<T>(): void {
  const square = r * r * planes<T>();
  floors = take(ORDER);
  places = take(ORDER + 1);
  aligned = take(square);
  factors = take(ORDER * square);
  newestTerms = takeMultipliers();
  lengths = take(2 * r);
  known = 0;
  goal = best.OPTIMAL_GAP;
}

/** Where the i-th newest point is kept; its floor, its V. */
@inline
function kept(i: i32): i32 {
  return i <= newest ? newest - i : newest - i + ORDER;
}
function floorOf(i: i32): f64 {
  return get(floors, kept(i));
}
function factorOf<T>(i: i32): usize {
  return at(factors, kept(i) * r * r * planes<T>());
}

/** Remembers an optimum V (r×p) at a floor. `continuous`: it belongs to the V remembered before. */
export function remember<T>(floor: f64, v: usize, p: i32, continuous: bool): void {
  if (!continuous || p != rank) known = 0;
  rank = p;
  newest = newest + 1 < ORDER ? newest + 1 : 0;
  known = min(known + 1, ORDER);
  set(floors, newest, floor);
  copy(factorOf<T>(0), v, r * p * planes<T>());
  copyMultipliers(newestTerms, best.kept);
}

/**
 * What V is smooth in along the curve. At the free end columns begin as the root of what the floor is above it, and
 * towards the largest rate V moves as the root of what is left: both are smooth in the angle whose cosine goes evenly
 * from one end to the other. The floor itself where an end is not known, or few points serve.
 */
function placeOf<T>(floor: f64): f64 {
  if (!isComplex<T>() || !maxKnown || !freeKnown) return floor;
  const share = (floor - freeRate) / (maxRate - freeRate);
  return NativeMath.acos(1 - 2 * Math.min(Math.max(share, 0), 1));
}

/** The largest rate's factor, r×rank, turned to the newest point's. */
let aligned: usize = 0;

/** The least of M M^H below which two factors have too little in common to be turned to each other. */
const APART: f64 = 1e-12;

/**
 * `aligned` ← V_max W, W W^H = I, as near to the newest V as that can be: W = (M M^H)^-1/2 M, M = V_max^H V. False
 * where V_max has more columns, or nothing of V in one of its own.
 */
function alignMax<T>(): bool {
  if (!isComplex<T>() || !maxKnown || !freeKnown || maxRank > rank) return false;
  const scope = mark(), n = maxRank, m = take(n * rank * planes<T>()), w = take(n * rank * planes<T>());
  const square = take(n * n * planes<T>()), values = take(n), u = take(n * n * planes<T>());
  multiplyHN<T>(m, maxV, factorOf<T>(0), n, r, rank);
  multiplyNH<T>(square, m, m, n, rank, n);
  eigen<T>(square, n, values, u);
  let least: f64 = Infinity;
  for (let i = 0; i < n; i++) least = Math.min(least, get(values, i));
  if (!(least > APART)) {
    release(scope);
    return false;
  }
  multiplyHN<T>(w, u, m, n, n, rank);
  for (let i = 0; i < n; i++) scaleRow<T>(w, n, rank, i, 1 / Math.sqrt(get(values, i)));
  multiply<T>(m, u, w, n, n, rank);
  multiply<T>(aligned, maxV, m, r, n, rank);
  release(scope);
  return true;
}

/** `start` ← V at the floor, by the polynomial through the points known. */
function extrapolate<T>(floor: f64): void {
  const size = r * rank * planes<T>();
  const last = floorOf(0);
  // as far as the last step at most, and never through one point twice
  const near = known > 1 && Math.abs(floor - last) <= FARTHEST * Math.abs(last - floorOf(1));
  const count = near ? min(known, isComplex<T>() ? ORDER : REAL_ORDER) : 1;
  zero(start, size);
  const here = placeOf<T>(floor);
  for (let i = 0; i < count; i++) set(places, i, placeOf<T>(floorOf(i)));
  // and the largest rate, where that is nearer than the first of them: beyond the last one polynomials swing out
  const end = placeOf<T>(maxRate), nearer = Math.abs(end - here) < Math.abs(here - get(places, count - 1));
  const nodes = count >= SMOOTH && nearer && alignMax<T>() ? count + 1 : count;
  set(places, count, end);
  for (let i = 0; i < nodes; i++) {
    let above: f64 = 1, below: f64 = 1;
    for (let j = 0; j < nodes; j++) {
      if (j == i) continue;
      above *= here - get(places, j);
      below *= get(places, i) - get(places, j);
    }
    axpy(size, above / below, i < count ? factorOf<T>(i) : aligned, start);
  }
}

/** By the face Newton: from the points before, from the ends where they are known, or from a cold start. */
export function quickly<T>(floor: f64): bool {
  let solved = follow<T>(floor);
  if (!solved && maxKnown && freeKnown) solved = followEnds<T>(floor);
  if (!solved) {
    solved = coldStart<T>(face.FLOOR, floor);
    if (solved) remember<T>(floor, best.V, best.p, false);
  }
  return solved;
}

/** Tries to reach the floor (nats) from the last points; true where the candidate in candidate.ts is certified. */
function follow<T>(floor: f64): bool {
  if (known == 0) return false;
  const far = known == 1 && maxKnown && freeKnown && floor - floorOf(0) > FAR * (maxRate - freeRate);
  if (far) return followMix<T>(floor);
  extrapolate<T>(floor);
  startWith(newestTerms);
  return reach<T>(floor, rank, true);
}

/**
 * The same from the ends of the curve, both known: a mix of their covariances, on its leading eigenvectors: as many as
 * at the free end, and those beyond in which the mix has enough of the largest rate's share.
 */
export function followEnds<T>(floor: f64): bool {
  const scope = mark(), mixed = take(r * r * planes<T>());
  const columns = mix<T>(mixed, freeV, freeRank, freeRate, floor);
  const joins = Math.sqrt((isComplex<T>() ? JOINS : JOINS_REAL) * share);
  let leading = min(columns, freeRank);
  while (leading < columns && get(lengths, leading) >= joins) leading++;
  leadingColumns<T>(start, mixed, r, columns, leading);
  // what is active at either end
  startWith(freeTerms);
  axpy(limits.count, 1, maxTerms.prices, startTerms.prices);
  startTerms.traced = startTerms.traced || maxTerms.traced;
  release(scope);
  return reach<T>(floor, leading, false);
}

/** The same from the newest point, far below the floor. */
function followMix<T>(floor: f64): bool {
  const scope = mark(), mixed = take(r * r * planes<T>());
  const columns = mix<T>(mixed, factorOf<T>(0), rank, floorOf(0), floor), leading = min(columns, max(rank, maxRank));
  leadingColumns<T>(start, mixed, r, columns, leading);
  startWith(newestTerms);
  release(scope);
  return reach<T>(floor, leading, false);
}

/** Mixes tried. */
const MIXES = 12;
/** The part that the largest rate's covariance has in the last mix. */
let share: f64 = 0;

/**
 * `out` ← the mix of V V^H (r×p), whose rate lies below the floor, and of the largest rate's covariance that has the
 * rate asked for, as a factor with orthogonal columns, longest first, up to r×r. Returns how many there are, their
 * `lengths` and the `share`.
 */
function mix<T>(out: usize, V: usize, p: i32, rate: f64, floor: f64): i32 {
  const scope = mark(), size = L * L * planes<T>(), from = take(size), to = take(size), mixed = take(size);
  gramOf<T>(V, p, from);
  gramOf<T>(maxV, maxRank, to);
  // the rate is concave in the share: false position, the stuck end's weight halved
  let low: f64 = 0, high: f64 = 1, below = rate - floor, above = maxRate - floor;
  for (let step = 0; step < MIXES; step++) {
    share = low - (below * (high - low)) / (above - below);
    for (let i = 0; i < size; i++) set(mixed, i, (1 - share) * get(from, i) + share * get(to, i));
    const excess = rateOfGram<T>(mixed) - floor;
    if (Math.abs(excess) < ROUGHLY * (maxRate - freeRate)) break;
    if (excess < 0) { low = share; below = excess; above *= 0.5; }
    else { high = share; above = excess; below *= 0.5; }
  }
  release(scope);
  return blend<T>(out, V, p, share);
}

/** `out` (L×L) ← F of the rate at V (r×p). */
function gramOf<T>(V: usize, p: i32, out: usize): void {
  const scope = mark(), y = take(L * p * planes<T>());
  multiply<T>(y, span, V, L, r, p);
  echoGram<T>(y, p, out);
  release(scope);
}

/** A column of 1e-28 of the power is rounding. */
const ROUNDING: f64 = 1e-14;

/** (1−t) V V^H + t R_max as a factor with orthogonal columns; V r×p. */
function blend<T>(out: usize, V: usize, p: i32, t: f64): i32 {
  const scope = mark();
  const count = p + maxRank;
  const rows = take(count * r * planes<T>());
  adjointRows<T>(rows, count, 0, Math.sqrt(1 - t), V, r, p);
  adjointRows<T>(rows, count, p, Math.sqrt(t), maxV, r, maxRank);
  const columns = orthogonalFactor<T>(out, rows, count, r, min(r, count), ROUNDING, lengths);
  release(scope);
  return columns;
}

/** From `start` to the optimum at the floor, remembered; `continuous`: start belongs to the points known. */
function reach<T>(floor: f64, columns: i32, continuous: bool): bool {
  best.forget();
  if (!settle<T>(face.FLOOR, floor, 1, columns, goal, continuous && known >= SMOOTH)) return false;
  remember<T>(floor, face.V, face.p, continuous && settledAtOnce);
  return true;
}
