// A candidate: a factor V of R with the multiplier μ, its values, and what the certificate says of it. The best one
// is kept; how it was found does not matter, as the bound proves it.

import { OPTIMAL_GAP } from '../../abi';
import { at, copy, get, set, take, zero } from '../../memory';
import { planes } from '../../field';
import { dot } from '../../linalg/lanes';
import { L, worst } from '../../model/scenario';
import { r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import { turnTo } from '../../metric/evaluation';
import { evaluateRate } from '../../metric/rate';
import { evaluateObjective, largestPart, shares } from '../../metric/objective';
import { Multipliers, copyMultipliers, takeMultipliers } from '../multipliers';
import {
  dual, dualSize, factorRounding, improveMu, limitRounding, lowerBound, offered, raisePrices, rateUpperBound,
  takeObjectiveDual, takePrices, takeRateDual,
} from './certificate';

/** Gap within which a point is optimal, and within which nothing more is tried. */
export { OPTIMAL_GAP } from '../../abi';
export const TIGHT_GAP: f64 = 1e-11;
/** A trace so near 1 is 1. */
const SAME: f64 = 1e-14;
/** A gap beyond this has slipped so far that another μ rarely closes it. */
const SLIPPED: f64 = 1e-3;

/** The best candidate: V r×p, K L×L and the duals; f normalised, rate and floor in nats. */
export let V: usize = 0;
export let p: i32 = 0;
export let value: f64 = 0;
export let rate: f64 = 0;
export let bound: f64 = 0;
/** What rounding may have of the bound on account of limits. */
export let rounding: f64 = 0;
/** What rounding may have of its value on that account. */
export let offLimits: f64 = 0;
/** |f − bound|/f, +∞ while there is no candidate. */
export let gap: f64 = Infinity;
export let bestK: usize = 0;
export let bestDual: usize = 0;
/** Its multipliers; and those of the next one to be offered, put there by whoever offers. */
export let kept: Multipliers = changetype<Multipliers>(0);
export let next: Multipliers = changetype<Multipliers>(0);

let scratch: usize = 0;
let values: usize = 0; // ⟨A_i, R⟩
let kSize: i32 = 0;

export function prepareCandidate<T>(): void {
  const square = r * r * planes<T>();
  V = take(square);
  scratch = take(square);
  kSize = L * L * planes<T>();
  bestK = take(kSize);
  bestDual = take(dualSize);
  kept = takeMultipliers();
  next = takeMultipliers();
  values = take(limits.count);
}

/** A candidate that was found in the real field, in the complex one. */
export function becomeComplex(): void {
  zero(at(V, r * p), r * p);
  zero(at(bestK, L * L), L * L);
}

/** Whether any has been kept. */
export function isThere(): bool {
  return gap < Infinity;
}

export function forget(): void {
  gap = Infinity;
  bound = 0;
}

/**
 * v (r×size) scaled to trace 1, or with limits down to it, into scratch, and evaluated: returns the rate in nats, f in
 * `trialValue`.
 */
let trialValue: f64 = 0;
function evaluate<T>(v: usize, size: i32, withObjective: bool): f64 {
  const length = r * size * planes<T>();
  // a factor that has been here before keeps its bits
  const trace = dot(length, v, v), fits = Math.abs(trace - 1) < SAME || (limits.count > 0 && trace < 1);
  const s = fits ? 1 : 1 / Math.sqrt(trace);
  for (let i = 0; i < length; i++) set(scratch, i, s * get(v, i));
  turnTo<T>(offered, span, r, scratch, size);
  const nats = evaluateRate<T>(offered);
  if (withObjective) {
    trialValue = evaluateObjective<T>(offered);
    if (worst) {
      trialValue = largestPart(offered);
      copy(shares(offered), next.shares, L);
    }
  }
  return nats;
}

/**
 * Limits are kept to so much of their value, a floor is met to so much of itself: what rounding leaves at the end of
 * Newton's method. A floor may not be worth more than a hundredth of OPTIMAL_GAP of f at its price. What limits are
 * overstepped by shows in the gap, as a value below the bound; where their prices are 1e7 times f, a last digit of a
 * limit is worth 1e-9 of f: half of OPTIMAL_GAP, so that the value stays within OPTIMAL_GAP of the optimum.
 */
const KEPT: f64 = 1e-10;
export const MET: f64 = 1e-11;
const WORTH: f64 = 1e-10;
const LIMITS_WORTH: f64 = 5e-9;

/** A price below zero, as a method that has gone astray may leave, proves nothing: it counts as none. */
function dropNegativePrices(): void {
  for (let i = 0; i < limits.count; i++) if (!(get(next.prices, i) >= 0)) set(next.prices, i, 0);
}

/** True where the covariance in scratch keeps to all limits; f: what their prices are measured by. */
function keepsLimits<T>(size: i32, f: f64): boolean {
  if (limits.count == 0) return true;
  limits.limitValues<T>(scratch, r, size, values);
  let cost: f64 = 0;
  for (let i = 0; i < limits.count; i++) {
    const over = get(values, i) - get(limits.level, i);
    if (!(over <= KEPT)) return false;
    cost += Math.max(over, 0) * get(next.prices, i);
  }
  return cost <= LIMITS_WORTH * f;
}

/** What has been offered is the best covariance. */
function keepFactor<T>(size: i32, nats: f64, f: f64): void {
  copy(V, scratch, r * size * planes<T>());
  p = size;
  value = f;
  rate = nats;
}

/** Its bound is the best, and what it follows from: K, the objective's dual variables, and multipliers. */
function keepBound(low: f64, k: usize, y: usize, m: Multipliers): void {
  bound = low;
  copy(bestK, k, kSize);
  copy(bestDual, y, dualSize);
  copyMultipliers(kept, m);
}

/** Holds another candidate's bound, and what it follows from, against the value of the best where that is nearer. */
export function offerBound(low: f64, k: usize, y: usize, m: Multipliers): void {
  const g = Math.abs(value - low) / value;
  if (!(g < gap)) return;
  keepBound(low, k, y, m);
  gap = g;
}

/** True where a rate (nats) meets a floor: short by MET relatively at most, and by WORTH of f at the slope μ. */
function meets(nats: f64, floor: f64, multiplier: f64, f: f64): boolean {
  const short = floor - nats;
  return short <= 0 || (short <= MET * floor && multiplier * short <= WORTH * f);
}

/**
 * Offers V (r×size) with the multipliers `next` at the floor: certified, and kept where it is feasible and its gap is
 * smaller than the best so far. Returns its gap, +∞ where it is infeasible. hasty: there are other ways to try, so that
 * a gap which has slipped is not worth a search for μ.
 */
export function offer<T>(v: usize, size: i32, floor: f64, hasty: bool = false): f64 {
  const nats = evaluate<T>(v, size, true);
  const f = trialValue, mu = next.mu;
  dropNegativePrices();
  if (!(f > 0) || !(f < Infinity) || !(mu >= 0) || !meets(nats, floor, mu, f)) return Infinity;
  if (!keepsLimits<T>(size, f)) return Infinity;
  takePrices<T>(next);
  takeRateDual<T>(nats);
  takeObjectiveDual<T>();
  let low = lowerBound<T>(floor, f);
  let short = Math.abs(f - low);
  if (short > TIGHT_GAP * f && (!hasty || short < SLIPPED * f)) {
    low = raisePrices<T>(floor, low, false);
    short = Math.abs(f - low);
  }
  if (mu > 0 && short > TIGHT_GAP * f && (!hasty || short < SLIPPED * f)) low = improveMu<T>(floor, low);
  const g = Math.abs(f - low) / f;
  if (g < gap) {
    keepFactor<T>(size, nats, f);
    keepBound(low, offered.K, dual, next);
    takeRounding();
    gap = g;
  } else if (gap > OPTIMAL_GAP && gap < Infinity) {
    // Near an optimum at which J is all but singular bounds are lost to rounding before the values have come down:
    // each of the two with what is known of the other
    const ofValue = Math.abs(f - bound) / f;
    if (ofValue < gap) {
      keepFactor<T>(size, nats, f);
      gap = ofValue;
    } else if (Math.abs(value - low) / value < gap) {
      offerBound(low, offered.K, dual, next);
      takeRounding();
    }
  }
  return g;
}

/** What rounding may have of the bound and of its value, of the prices taken. */
function takeRounding(): void {
  rounding = limitRounding();
  offLimits = factorRounding();
}

/** The same for the largest rate, without μ: bound is the upper bound, gap its distance over the rate. */
export function offerRate<T>(v: usize, size: i32): f64 {
  const nats = evaluate<T>(v, size, false);
  next.mu = 0;
  dropNegativePrices();
  if (!keepsLimits<T>(size, nats)) return Infinity;
  takePrices<T>(next);
  takeRateDual<T>(nats);
  let high = rateUpperBound<T>(nats);
  if (high - nats > TIGHT_GAP * nats) high = raisePrices<T>(0, high, true);
  const g = Math.abs(high - nats) / nats;
  if (g < gap) {
    keepFactor<T>(size, nats, -nats);
    keepBound(high, offered.K, dual, next);
    gap = g;
  }
  return g;
}
