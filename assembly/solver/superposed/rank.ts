// The ranks of R_c and R_s, which nobody knows beforehand: Newton's method on the factors at hand, without the columns
// that come to nothing, and where power in another direction would gain, with a column more.

import { copy, take } from '../../memory';
import { planes } from '../../field';
import { withColumn } from '../../linalg/factor';
import { r } from '../../model/channel';
import { evaluateRate } from '../../metric/rate';
import { evaluateObjective } from '../../metric/objective';
import { curvatureAlong, lengthAlong } from '../growth';
import { objectiveAfter, polish } from './face';
import { STATIONARY_GAP, bestDirection, gain, measure, mu } from './measure';
import { both, join, principal, sensed, share, trace } from './pair';
import { offer } from './point';

/** Newton steps so far. */
export let newtonSteps: i32 = 0;
/** Columns added before giving up. */
const GROWTHS: i32 = 8;
/** Newton steps of one try, and of one whose pair is kept: along a curved valley they are many. */
const STEPS: i32 = 60;
const PATIENT: i32 = 600;

/**
 * A pair that is sought roughly is left at a step that promises this of f, down a bowl, and with this first-order gain:
 * what it ends in, and its rank, are settled by then.
 */
const ROUGH_STEP: f64 = 1e-6;
const ROUGH_GAP: f64 = 1e-2;

/** No columns that it may still get bring a pair this far above a target down to it. */
const FAR: f64 = 2;

/**
 * A column has come to nothing below this of the trace; where it was needed, below ever less, down to rounding, and in
 * the end none has.
 */
const DROP: f64 = 1e-7;
const DROP_LESS: f64 = 1e-4;
const DROP_LEAST: f64 = 1e-16;

/** The pair at hand, and after `finish` the pair reached: factors of R_c (r×p) and R_s (r×q). */
export let a: usize = 0;
export let b: usize = 0;
export let p: i32 = 0;
export let q: i32 = 0;
let trialA: usize = 0;
let trialB: usize = 0;
let bestA: usize = 0;
let bestB: usize = 0;
let direction: usize = 0; // r
let candidate: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeRanks<T>(): void {
  const size = r * r * planes<T>();
  a = take(size); b = take(size); trialA = take(size); trialB = take(size); bestA = take(size); bestB = take(size);
  direction = take(r * planes<T>()); candidate = take(r * planes<T>());
  newtonSteps = 0;
}

export function countNewton(steps: i32): void {
  newtonSteps += steps;
}

/**
 * From the factors a0 (r×p0) and b0 (r×q0), which meet the floor, to a, b; where `keep`, every pair is offered. True
 * where the pair reached is stationary, or where `rough` nearly; one that does not come near `target`, an objective, is
 * given up.
 */
export function finish<T>(
  a0: usize, p0: i32, b0: usize, q0: i32, floor: f64, keep: bool, target: f64 = Infinity, rough: bool = false,
): bool {
  setPair<T>(a0, p0, b0, q0);
  for (let grown = 0; grown < GROWTHS; grown++) {
    newtonSteps += polish<T>(a, p, b, q, floor, keep ? PATIENT : STEPS, rough ? ROUGH_STEP : 0, target, true);
    if (objectiveAfter<T>(b, q) > FAR * target) return false;
    if (settled<T>(floor, keep, rough)) return true;
    if (!grow<T>(floor)) return false;
  }
  return false;
}

function setPair<T>(a0: usize, p0: i32, b0: usize, q0: i32): void {
  p = p0; q = q0;
  if (a0 != a) copy(a, a0, r * p * planes<T>());
  if (b0 != b) copy(b, b0, r * q * planes<T>());
}

/**
 * Drops the columns that have come to nothing, as long as the pair without them is stationary: with devices close
 * together, a column of 1e-9 of the power may be what tells them apart, and of less than eigenvalues of R_s show where
 * most of it is spent past them. Otherwise the pair that has least to gain stays. True where it is stationary.
 */
function settled<T>(floor: f64, keep: bool, rough: bool): bool {
  const most = keep ? PATIENT : STEPS, enough = rough ? ROUGH_STEP : 0, end = rough ? ROUGH_GAP : STATIONARY_GAP;
  const powerS = trace<T>(b, q);
  let least: f64 = Infinity, bestP = p, bestQ = q, lastP = 0, lastQ = 0, same = false;
  for (let drop = DROP; !same; drop *= DROP_LESS) {
    let np = p, nq = q;
    if (drop > DROP_LEAST) {
      np = principal<T>(a, p, trialA, drop);
      nq = principal<T>(b, q, trialB, drop);
      if (np == lastP && nq == lastQ) continue;
    } else {
      copy(trialA, a, r * p * planes<T>());
      copy(trialB, b, r * q * planes<T>());
    }
    lastP = np; lastQ = nq;
    same = np == p && nq == q;
    if (!share<T>(trialA, np, trialB, nq, floor, powerS)) continue;
    if (!same) newtonSteps += polish<T>(trialA, np, trialB, nq, floor, most, enough, Infinity, true);
    measure<T>(trialA, np, trialB, nq, floor);
    if (keep) offer<T>(trialA, np, trialB, nq, floor);
    if (gain < least) {
      least = gain; bestP = np; bestQ = nq;
      copy(bestA, trialA, r * np * planes<T>());
      copy(bestB, trialB, r * nq * planes<T>());
    }
    if (gain <= end && mu >= 0) break;
  }
  if (least < Infinity) setPair<T>(bestA, bestP, bestB, bestQ);
  return least <= end;
}

/**
 * A further column for R_s or R_c, in the direction that gains most to first order, of the length that its curvature
 * gives. Values would not do: a gain may be far below their rounding and count to first order.
 */
function grow<T>(floor: f64): bool {
  measure<T>(a, p, b, q, floor);
  let most: f64 = 0, length: f64 = 0, forSensing = false;
  for (let signal = 0; signal < 2; signal++) {
    const sensing = signal == 1;
    if ((sensing ? q : p) == r) continue;
    const fall = bestDirection<T>(sensing, candidate);
    if (!(fall > 0)) continue;
    join<T>(a, p, b, q);
    evaluateRate<T>(both);
    if (sensing) evaluateObjective<T>(sensed);
    const curvature = curvatureAlong<T>(candidate, both, mu, sensed, sensing), gains = (fall * fall) / curvature;
    if (!(gains > most)) continue;
    most = gains;
    forSensing = sensing;
    length = lengthAlong(fall, curvature);
    copy(direction, candidate, r * planes<T>());
  }
  if (most == 0) return false;
  const powerS = trace<T>(b, q);
  if (forSensing) {
    withColumn<T>(trialB, b, r, q, length, direction);
    setPair<T>(a, p, trialB, q + 1);
  } else {
    withColumn<T>(trialA, a, r, p, length, direction);
    setPair<T>(trialA, p + 1, b, q);
  }
  return share<T>(a, p, b, q, floor, powerS);
}
