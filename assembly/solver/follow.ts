// Following the curve: the optimum at a floor from those at the floors before, by the face Newton. The factors V of the
// last points are extrapolated to the new floor; where the rank changes between the points, columns that vanish are
// dropped and the direction of a violated certificate becomes a new column. What is found counts only if it is certified.

import { at, copy, get, mark, release, set, take } from '../memory';
import { planes } from '../field';
import { leadingColumns, multiply } from '../linalg/dense';
import { descending, orthogonalizeRows } from '../linalg/jacobi';
import { L } from '../model/scenario';
import { Mq, r, span } from '../model/channel';
import { rateProducts, rateRowCount, rateRows, rateVectors } from '../metric/rate';
import { objectiveRowCount, objectiveRows } from '../metric/objective';
import * as face from './face';
import * as best from './candidate';
import { blend } from './rescue';

/** Points that the extrapolation runs through, at most. */
const ORDER = 4;
/** Newton steps of one try. */
const MOST = 12;

/** The last points of one rank and one continuous choice of V, newest first: floors (nats), V r×rank. */
let known: i32 = 0;
let rank: i32 = 0;
let floors: usize = 0; // ORDER
let factors: usize = 0; // ORDER × r×r planes
let start: usize = 0; // r×r
let direction: usize = 0; // r
/** Newton steps of the last call. */
export let followSteps: i32 = 0;

export function prepareFollow<T>(): void {
  const square = r * r * planes<T>();
  floors = take(ORDER);
  factors = take(ORDER * square);
  start = take(square);
  direction = take(r * planes<T>());
  known = 0;
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
}

/** `start` ← V at the floor, by the polynomial through the points known. */
function extrapolate<T>(floor: f64): void {
  const size = r * rank * planes<T>();
  const last = get(floors, 0);
  // as far as the last step at most, and never through one point twice
  let count = 1;
  if (known > 1 && Math.abs(floor - last) <= 1.5 * Math.abs(last - get(floors, 1))) count = known;
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

/** Tries to reach the floor (nats) from the last points; true where the candidate in candidate.ts is certified. */
export function follow<T>(floor: f64): bool {
  followSteps = 0;
  if (known == 0) return false;
  extrapolate<T>(floor);
  return change<T>(floor, rank, true);
}

/**
 * The same from the ends of the curve, both known: the mix of their covariances that has the rate asked for, on its
 * leading eigenvectors, one more than at the free end. freeV r×freeRank, maxV r×maxRank; rates in nats.
 */
export function followEnds<T>(
  floor: f64, freeRate: f64, freeV: usize, freeRank: i32, maxRate: f64, maxV: usize, maxRank: i32,
): bool {
  followSteps = 0;
  const scope = mark();
  const columns = min(r, freeRank + maxRank), mixed = take(r * columns * planes<T>());
  // the rate is concave in the share t of the other end: false position, the stuck end's weight halved
  let low: f64 = 0, high: f64 = 1, below = freeRate - floor, above = maxRate - floor, share: f64 = 0;
  for (let step = 0; step < MIXES; step++) {
    share = low - (below * (high - low)) / (above - below);
    blend<T>(mixed, share, freeV, freeRank, maxV, maxRank);
    const excess = best.rateAt<T>(mixed, columns) - floor;
    if (Math.abs(excess) < 1e-3 * (maxRate - freeRate)) break;
    if (excess < 0) { low = share; below = excess; above *= 0.5; }
    else { high = share; above = excess; below *= 0.5; }
  }
  const leading = min(columns, freeRank + 1);
  leadingColumns<T>(start, mixed, r, columns, leading);
  release(scope);
  return change<T>(floor, leading, false);
}

/** Mixes tried. */
const MIXES = 6;

/** The face Newton from `start` (r×columns), changing the rank as long as the certificate asks for it. */
function change<T>(floor: f64, columns: i32, continuous: bool): bool {
  best.forget();
  for (let turn = 0; turn < 4; turn++) {
    face.setFace<T>(start, columns, columns, 1, 0);
    const converged = face.solveFace<T>(face.FLOOR, floor, 1, MOST);
    followSteps += face.faceSteps;
    if (!converged) return false;
    if (best.offer<T>(face.V, face.p, face.mu, floor) <= best.OPTIMAL_GAP) {
      remember<T>(floor, face.V, face.p, continuous);
      return true;
    }
    continuous = false;
    columns = turn == 0 ? withoutVanished<T>() : face.p;
    if (columns == face.p) columns = widen<T>();
    if (columns == 0) return false;
  }
  return false;
}

/** `start` ← the columns of the face's V that are more than rounding, orthogonal; returns how many. */
function withoutVanished<T>(): i32 {
  const scope = mark();
  const p = face.p, rows = take(p * r * planes<T>()), sizes = take(p), order = take(p);
  // the conjugate columns as rows
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < p; j++) {
      set(rows, j * r + i, get(face.V, i * p + j));
      if (planes<T>() == 2) set(rows, (p + j) * r + i, -get(face.V, (r + i) * p + j));
    }
  }
  orthogonalizeRows<T>(rows, p, r, 0, sizes);
  descending(sizes, p, order);
  let kept = p;
  while (kept > 1 && get(sizes, <i32>get(order, kept - 1)) < 1e-6) kept--;
  for (let j = 0; j < kept; j++) {
    const from = <i32>get(order, j) * r;
    for (let i = 0; i < r; i++) {
      set(start, i * kept + j, get(rows, from + i));
      if (planes<T>() == 2) set(start, (r + i) * kept + j, -get(rows, p * r + from + i));
    }
  }
  release(scope);
  return kept;
}

/**
 * `start` ← the face's V with one more column: the direction u in which the Lagrangian falls, with the length at which
 * it stops to, from its curvature along u u^H. Returns the columns, 0 where there is no such direction.
 */
function widen<T>(): i32 {
  const p = face.p;
  if (p == r) return 0;
  const fall = -face.descentDirection<T>(direction);
  if (!(fall > 0)) return 0;
  const size = Math.sqrt((OVERSHOOT * fall) / curvature<T>());
  for (let i = 0; i < r * planes<T>(); i++) {
    for (let j = 0; j < p; j++) set(start, i * (p + 1) + j, get(face.V, i * p + j));
    set(start, i * (p + 1) + p, size * get(direction, i));
  }
  return p + 1;
}

/** From a longer column Newton's method falls back on the right one; from a shorter one it may go to zero. */
const OVERSHOOT: f64 = 3;

/** Second derivative of the Lagrangian at the face's V along u u^H, u = `direction`. */
function curvature<T>(): f64 {
  const scope = mark();
  const cu = take(L * planes<T>()), products = take(L * Mq * planes<T>()), g = take(L * Mq * planes<T>());
  const rows = take(max(rateRowCount<T>(), objectiveRowCount()));
  multiply<T>(cu, span, direction, L, r, 1);
  rateProducts<T>(cu, 1, products);
  rateVectors<T>(products, 1, g);
  rateRows<T>(g, 1, Math.sqrt(Math.max(face.mu, 0)), rows);
  let sum: f64 = 0;
  for (let i = 0; i < rateRowCount<T>(); i++) sum += get(rows, i) * get(rows, i);
  objectiveRows<T>(cu, 1, 1, rows);
  for (let i = 0; i < objectiveRowCount(); i++) sum += get(rows, i) * get(rows, i);
  release(scope);
  return sum;
}
