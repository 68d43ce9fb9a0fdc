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
/** What the rate of a trial may be off by, relative. */
const ROUGH: f64 = 1e-7;

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
let y: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeRanks<T>(): void {
  const size = r * r * planes<T>();
  a = take(size); b = take(size); trialA = take(size); trialB = take(size); bestA = take(size); bestB = take(size);
  direction = take(r * planes<T>()); y = take(L * r * planes<T>());
  newtonSteps = 0;
}

export function countNewton(steps: i32): void {
  newtonSteps += steps;
}

/** From the factors a0 (r×p0) and b0 (r×q0), which meet the floor, to a, b; where `keep`, every pair is offered. */
export function finish<T>(a0: usize, p0: i32, b0: usize, q0: i32, floor: f64, keep: bool): bool {
  setPair<T>(a0, p0, b0, q0);
  for (let grown = 0; grown < GROWTHS; grown++) {
    newtonSteps += polish<T>(a, p, b, q, floor);
    if (settled<T>(floor, keep)) return true;
    if (!grow<T>(floor)) return false;
  }
  return false;
}

function setPair<T>(a0: usize, p0: i32, b0: usize, q0: i32): void {
  p = p0; q = q0;
  copy(a, a0, r * p * planes<T>());
  copy(b, b0, r * q * planes<T>());
}

/**
 * Drops the columns that have come to nothing, as long as that costs nothing: with devices close together, a column of
 * 1e-9 of the power may be what tells them apart. True where the pair is then stationary.
 */
function settled<T>(floor: f64, keep: bool): bool {
  const powerS = trace<T>(b, q), before = objectiveOf<T>(b, q);
  for (let least: f64 = 1e-7; least > 1e-16; least *= 1e-4) {
    const np = principal<T>(a, p, trialA, least), nq = principal<T>(b, q, trialB, least);
    const same = np == p && nq == q;
    if (!share<T>(trialA, np, trialB, nq, floor, powerS)) continue;
    if (!same) newtonSteps += polish<T>(trialA, np, trialB, nq, floor);
    measure<T>(trialA, np, trialB, nq, floor);
    if (keep) offer<T>(trialA, np, trialB, nq, floor);
    const stationary = isStationary(), cheap = objectiveOf<T>(trialB, nq) <= before * (1 + 1e-9);
    if (!stationary && !same && !cheap && least > 1e-14) continue;
    setPair<T>(trialA, np, trialB, nq);
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
      if (!share<T>(trialA, np, trialB, nq, floor, powerS, ROUGH)) continue;
      const f = objectiveOf<T>(trialB, nq);
      if (!(f < least)) {
        // smaller ones gain less
        if (larger == (sensing ? 1 : 2)) break;
        continue;
      }
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
  return least < before && share<T>(a, p, b, q, floor, powerS);
}

function objectiveOf<T>(v: usize, k: i32): f64 {
  multiply<T>(y, span, v, L, r, k);
  return evaluateObjective<T>(y, k);
}
