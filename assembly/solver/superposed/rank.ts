// The ranks of R_c and R_s, which nobody knows beforehand: Newton's method on the factors at hand, without the columns
// that come to nothing, and where power in another direction would gain, with a column more.

import { copy, take } from '../../memory';
import { planes } from '../../field';
import { multiply } from '../../linalg/dense';
import { withColumn } from '../../linalg/factor';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import { evaluateObjective } from '../../metric/objective';
import { polish } from './face';
import { bestDirection, isStationary, measure } from './measure';
import { principal, share, trace } from './pair';
import { offer } from './point';

/** Newton steps so far. */
export let newtonSteps: i32 = 0;
/** Columns added before giving up. */
const GROWTHS: i32 = 8;

let a: usize = 0; // r×r, the pair at hand
let b: usize = 0;
let p: i32 = 0;
let q: i32 = 0;
let trialA: usize = 0;
let trialB: usize = 0;
let bestA: usize = 0;
let bestB: usize = 0;
let direction: usize = 0; // r
let y: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeRanks<T>(): void {
  const size = r * r * planes<T>();
  a = take(size); b = take(size); trialA = take(size); trialB = take(size); bestA = take(size); bestB = take(size);
  direction = take(r * planes<T>()); y = take(L * r * planes<T>());
  newtonSteps = 0;
}

/** From the factors a0 (r×p0) and b0 (r×q0), which meet the floor; every pair reached is offered. */
export function finish<T>(a0: usize, p0: i32, b0: usize, q0: i32, floor: f64): bool {
  setPair<T>(a0, p0, b0, q0);
  return approach<T>(floor, true);
}

/**
 * The factors a0 (r×p0) and b0 (r×q0) taken to the floor `there` and finished there, and what comes of it back at
 * `floor`: a curve's neighbours may lie in a better valley.
 */
export function finishByWay<T>(a0: usize, p0: i32, b0: usize, q0: i32, there: f64, floor: f64): void {
  setPair<T>(a0, p0, b0, q0);
  if (!share<T>(a, p, b, q, there, trace<T>(b, q))) return;
  approach<T>(there, false);
  if (share<T>(a, p, b, q, floor, trace<T>(b, q))) approach<T>(floor, true);
}

function setPair<T>(a0: usize, p0: i32, b0: usize, q0: i32): void {
  p = p0; q = q0;
  copy(a, a0, r * p * planes<T>());
  copy(b, b0, r * q * planes<T>());
}

/** From the pair at hand, which is then what is reached, offered where `keep`. True where it is stationary. */
function approach<T>(floor: f64, keep: bool): bool {
  for (let grown = 0; grown < GROWTHS; grown++) {
    newtonSteps += polish<T>(a, p, b, q, floor);
    if (settled<T>(floor, keep)) return true;
    if (!grow<T>(floor)) return false;
  }
  return false;
}

/**
 * Drops the columns that have come to nothing, as long as that costs nothing: with devices close together, a column of
 * 1e-9 of the power may be what tells them apart. True where the pair is then stationary.
 */
function settled<T>(floor: f64, keep: bool): bool {
  const powerS = trace<T>(b, q), before = objectiveOf<T>(b, q);
  for (let least: f64 = 1e-7; least > 1e-16; least *= 1e-4) {
    const pc = principal<T>(a, p, trialA, least), ps = principal<T>(b, q, trialB, least);
    const same = pc == p && ps == q;
    if (!share<T>(trialA, pc, trialB, ps, floor, powerS)) continue;
    if (!same) newtonSteps += polish<T>(trialA, pc, trialB, ps, floor);
    measure<T>(trialA, pc, trialB, ps);
    if (keep) offer<T>(trialA, pc, trialB, ps, floor);
    const stationary = isStationary(), cheap = objectiveOf<T>(trialB, ps) <= before * (1 + 1e-9);
    if (!stationary && !same && !cheap && least > 1e-14) continue;
    setPair<T>(trialA, pc, trialB, ps);
    return stationary;
  }
  return false;
}

/** A further column for R_s or R_c, in the direction that gains most to first order and of the size that gains most. */
function grow<T>(floor: f64): bool {
  const powerS = trace<T>(b, q);
  let least = objectiveOf<T>(b, q), larger = 0, before = least;
  for (let signal = 0; signal < 2; signal++) {
    const sensing = signal == 0, np = sensing ? p : p + 1, nq = sensing ? q + 1 : q;
    if (np > r || nq > r) continue;
    bestDirection<T>(sensing, direction);
    for (let size: f64 = 1; size > 1e-16; size *= 0.1) {
      const part = size * (sensing ? powerS : 1 - powerS);
      if (sensing) copy(trialA, a, r * p * planes<T>());
      else withColumn<T>(trialA, a, r, p, Math.sqrt(part), direction);
      if (sensing) withColumn<T>(trialB, b, r, q, Math.sqrt(part), direction);
      else copy(trialB, b, r * q * planes<T>());
      if (!share<T>(trialA, np, trialB, nq, floor, powerS)) continue;
      const f = objectiveOf<T>(trialB, nq);
      if (!(f < least)) continue;
      least = f;
      larger = sensing ? 1 : 2;
      copy(bestA, trialA, r * np * planes<T>());
      copy(bestB, trialB, r * nq * planes<T>());
    }
  }
  if (larger == 0) return false;
  if (larger == 1) q++;
  else p++;
  copy(a, bestA, r * p * planes<T>());
  copy(b, bestB, r * q * planes<T>());
  return least < before;
}

function objectiveOf<T>(v: usize, k: i32): f64 {
  multiply<T>(y, span, v, L, r, k);
  return evaluateObjective<T>(y, k);
}
