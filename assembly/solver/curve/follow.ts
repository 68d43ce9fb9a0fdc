// Following the curve: the optimum at a floor from those at the floors before, or from the ends of the curve, by the
// face Newton. What is found counts only if it is certified.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { leadingColumns } from '../../linalg/dense';
import { adjointRows, orthogonalFactor } from '../../linalg/factor';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import {
  freeKnown, freePrices, freeRank, freeRate, freeShares, freeTraced, freeV, maxKnown, maxPrices, maxRank, maxRate,
  maxTraced, maxV,
} from './ends';
import { settle, settledAtOnce, start, startTerms } from '../face/settle';
import { coldStart } from './start';

/** Points that the extrapolation runs through, at most. */
const ORDER = 6;
/** Points known from which on the extrapolation is so near that the last Hessian serves. */
const SMOOTH = 3;
/** Steps of the length of the last one that the extrapolation may go; farther, polynomials swing out. */
const FARTHEST: f64 = 1.5;
/** How near a mix of the ends must come to the floor, of the way between them: the face Newton does the rest. */
const ROUGHLY: f64 = 1e-3;
/** The last points of one rank and one continuous choice of V, newest first: floors (nats), V r×rank. */
let known: i32 = 0;
let rank: i32 = 0;
let floors: usize = 0; // ORDER
let factors: usize = 0; // ORDER × r×r planes
/** The terms that were active at the newest. */
let nu: usize = 0;
let w: usize = 0;
let traced: bool = true;

/** The gap that a point is followed to; where more of it is wanted than for `optimal`, EXACT. */
export let goal: f64 = best.OPTIMAL_GAP;
export const EXACT: f64 = 1e-14;
export function setGoal(gap: f64): void {
  goal = gap;
}

export function prepareFollow<T>(): void {
  const square = r * r * planes<T>();
  floors = take(ORDER);
  factors = take(ORDER * square);
  nu = take(limits.count);
  w = take(L);
  known = 0;
  goal = best.OPTIMAL_GAP;
}

function factorOf<T>(i: i32): usize {
  return at(factors, i * r * r * planes<T>());
}

/** Remembers an optimum V (r×p) at a floor. `continuous`: it belongs to the V remembered before. */
export function remember<T>(floor: f64, v: usize, p: i32, continuous: bool): void {
  if (!continuous || p != rank) known = 0;
  rank = p;
  for (let i = min(known, ORDER - 1); i > 0; i--) {
    set(floors, i, get(floors, i - 1));
    copy(factorOf<T>(i), factorOf<T>(i - 1), r * p * planes<T>());
  }
  set(floors, 0, floor);
  copy(factorOf<T>(0), v, r * p * planes<T>());
  known = min(known + 1, ORDER);
  copy(nu, best.bestPrices, limits.count);
  copy(w, best.bestShares, L);
  traced = best.bestTraced;
}

/** `start` ← V at the floor, by the polynomial through the points known. */
function extrapolate<T>(floor: f64): void {
  const size = r * rank * planes<T>();
  const last = get(floors, 0);
  // as far as the last step at most, and never through one point twice
  let count = 1;
  if (known > 1 && Math.abs(floor - last) <= FARTHEST * Math.abs(last - get(floors, 1))) count = known;
  for (let i = 0; i < size; i++) set(start, i, 0);
  for (let i = 0; i < count; i++) {
    let s: f64 = 1;
    for (let j = 0; j < count; j++) {
      if (j != i) s *= (floor - get(floors, j)) / (get(floors, i) - get(floors, j));
    }
    const from = factorOf<T>(i);
    for (let e = 0; e < size; e++) set(start, e, get(start, e) + s * get(from, e));
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
  if (known == 1 && maxKnown && floor - get(floors, 0) > 0.2 * (maxRate - freeRate)) return followMix<T>(floor);
  extrapolate<T>(floor);
  startTerms(nu, w, traced);
  return reach<T>(floor, rank, true);
}

/**
 * The same from the ends of the curve, both known: the mix of their covariances that has the rate asked for, on its
 * leading eigenvectors: one more than at the free end, or as many as at the other.
 */
export function followEnds<T>(floor: f64): bool {
  const scope = mark();
  const mixed = take(r * r * planes<T>());
  // the rate is concave in the share t of the other end: false position, the stuck end's weight halved
  let low: f64 = 0, high: f64 = 1, below = freeRate - floor, above = maxRate - floor, share: f64 = 0;
  let columns = 0;
  for (let step = 0; step < MIXES; step++) {
    share = low - (below * (high - low)) / (above - below);
    columns = blend<T>(mixed, share);
    const excess = best.rateAt<T>(mixed, columns) - floor;
    if (Math.abs(excess) < ROUGHLY * (maxRate - freeRate)) break;
    if (excess < 0) { low = share; below = excess; above *= 0.5; }
    else { high = share; above = excess; below *= 0.5; }
  }
  const leading = min(columns, share < 0.5 ? freeRank + 1 : max(freeRank + 1, maxRank));
  leadingColumns<T>(start, mixed, r, columns, leading);
  const prices = take(limits.count);
  for (let i = 0; i < limits.count; i++) set(prices, i, get(freePrices, i) + get(maxPrices, i));
  startTerms(prices, freeShares, freeTraced || maxTraced);
  release(scope);
  return reach<T>(floor, leading, false);
}

function followMix<T>(floor: f64): bool {
  const scope = mark();
  const mixed = take(r * r * planes<T>());
  const f0 = get(floors, 0);
  let low: f64 = 0, high: f64 = 1, below = f0 - floor, above = maxRate - floor, share: f64 = 0;
  let columns = 0;
  for (let step = 0; step < MIXES; step++) {
    share = low - (below * (high - low)) / (above - below);
    const rows = take((rank + maxRank) * r * planes<T>()), lengths = take(rank + maxRank);
    adjointRows<T>(rows, rank + maxRank, 0, Math.sqrt(1 - share), factorOf<T>(0), r, rank);
    adjointRows<T>(rows, rank + maxRank, rank, Math.sqrt(share), maxV, r, maxRank);
    columns = orthogonalFactor<T>(mixed, rows, rank + maxRank, r, min(r, rank + maxRank), ROUNDING, lengths);
    const excess = best.rateAt<T>(mixed, columns) - floor;
    if (Math.abs(excess) < ROUGHLY * (maxRate - freeRate)) break;
    if (excess < 0) { low = share; below = excess; above *= 0.5; }
    else { high = share; above = excess; below *= 0.5; }
  }
  const leading = min(columns, max(rank, maxRank));
  leadingColumns<T>(start, mixed, r, columns, leading);
  startTerms(nu, w, traced);
  release(scope);
  return reach<T>(floor, leading, false);
}

/** Mixes tried. */
const MIXES = 6;

/** A column of 1e-28 of the power is rounding. */
const ROUNDING: f64 = 1e-14;

/** (1−t) R_free + t R_max as a factor with orthogonal columns, longest first, up to r×r. Returns how many there are. */
function blend<T>(out: usize, t: f64): i32 {
  const scope = mark();
  const count = freeRank + maxRank;
  const rows = take(count * r * planes<T>());
  adjointRows<T>(rows, count, 0, Math.sqrt(1 - t), freeV, r, freeRank);
  adjointRows<T>(rows, count, freeRank, Math.sqrt(t), maxV, r, maxRank);
  const columns = orthogonalFactor<T>(out, rows, count, r, min(r, count), ROUNDING);
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
