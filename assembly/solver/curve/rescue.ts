// What is left for a floor that the interior-point method has not certified: face Newton from between the ends of the
// curve, letting the rank grow.

import { copy, mark, release, take } from '../../memory';
import { planes } from '../../field';
import { adjointRows, orthogonalFactor, withColumn } from '../../linalg/factor';
import { r } from '../../model/channel';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { freeRank, freeV, maxRank, maxV } from './ends';

let widened: usize = 0; // r×r
let keptV: usize = 0; // r×keptRank
let keptRank: i32 = 0;
let keptMu: f64 = 0;
let keptGap: f64 = Infinity;

export function prepareRescue<T>(): void {
  widened = take(r * r * planes<T>());
  keptV = take(r * r * planes<T>());
}

/** Forgets what was kept. */
export function keepNothing(): void {
  keptGap = Infinity;
}

/** Puts the candidate aside while others are tried, if it is the best so far. */
export function keep<T>(): void {
  if (!(best.gap < keptGap)) return;
  copy(keptV, best.V, r * best.p * planes<T>());
  keptRank = best.p;
  keptMu = best.mu;
  keptGap = best.gap;
}

/** Offers the best one kept again. */
export function offerKept<T>(floor: f64): void {
  if (keptGap < Infinity) best.offer<T>(keptV, keptRank, keptMu, floor);
}

/**
 * A start between the ends: R_t = (1−t) R_free + t R_max with the t whose rate is the floor, on the face of its leading
 * eigenvectors, for each rank in turn. It serves where the curve is nearly flat, so that no interior is left.
 */
export function between<T>(floor: f64): void {
  const scope = mark();
  const stacked = take(r * r * planes<T>());
  let low: f64 = 0, high: f64 = 1;
  for (let step = 0; step < 60; step++) {
    const middle = 0.5 * (low + high);
    const width = blend<T>(stacked, middle);
    if (best.rateAt<T>(stacked, width) < floor) low = middle;
    else high = middle;
  }
  const columns = blend<T>(stacked, high);
  for (let rank = 1; rank <= columns; rank++) {
    face.setFace<T>(stacked, columns, rank, 1, 0);
    if (!face.solveFace<T>(face.FLOOR, floor, 1, 20)) continue;
    const gap = best.offer<T>(face.V, face.p, face.mu, floor);
    if (gap <= best.TIGHT_GAP || (gap < Infinity && grow<T>(floor, gap))) break;
  }
  release(scope);
}

/**
 * From a converged face whose certificate fails: S = ∇f − μ∇c + λI has a negative eigenvalue, and its eigenvector is
 * the direction in which the rank grows. Adds it as a small column, solves again, as long as the gap falls. True where
 * that ends certified.
 */
function grow<T>(floor: f64, gap: f64): bool {
  const scope = mark();
  const square = r * r * planes<T>();
  const start = take(square), direction = take(r * planes<T>());
  let smallest = gap;
  while (face.p < r) {
    const rank = face.p, lambda = face.lambda, mu = face.mu;
    copy(start, face.V, r * rank * planes<T>());
    if (!(face.descentDirection<T>(face.FLOOR, 1, direction) < 0)) break;
    let grown = false;
    for (let size: f64 = 1e-1; size > 1e-9 && !grown; size *= 0.1) {
      withColumn<T>(widened, start, r, rank, Math.sqrt(size), direction);
      face.setFace<T>(widened, rank + 1, rank + 1, lambda, mu);
      if (!face.solveFace<T>(face.FLOOR, floor, 1, 25)) continue;
      const now = best.offer<T>(face.V, face.p, face.mu, floor);
      if (now <= best.TIGHT_GAP) {
        release(scope);
        return true;
      }
      if (now < 0.9 * smallest) {
        smallest = now;
        grown = true;
      }
    }
    if (!grown) break;
  }
  release(scope);
  return best.gap <= best.OPTIMAL_GAP;
}

/** A column of 1e-28 of the power is rounding. */
const ROUNDING: f64 = 1e-14;

/** (1−t) R_free + t R_max as a factor with orthogonal columns, longest first, up to r×r. Returns how many there are. */
export function blend<T>(out: usize, t: f64): i32 {
  const scope = mark();
  const count = freeRank + maxRank;
  const rows = take(count * r * planes<T>()), lengths = take(count);
  adjointRows<T>(rows, count, 0, Math.sqrt(1 - t), freeV, r, freeRank);
  adjointRows<T>(rows, count, freeRank, Math.sqrt(t), maxV, r, maxRank);
  const columns = orthogonalFactor<T>(out, rows, count, r, min(r, count), ROUNDING, lengths);
  release(scope);
  return columns;
}
