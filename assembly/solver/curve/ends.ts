// The ends of the curve, each solved once: the free optimum, and the largest rate.

import { copy, take, zero } from '../../memory';
import { planes } from '../../field';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
import { Multipliers, copyMultipliers, takeMultipliers } from '../multipliers';
import * as best from '../proof/candidate';
import { dualSize } from '../proof/certificate';
import { isSolved } from '../proof/status';

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

/** The multipliers of either end. */
export let maxTerms: Multipliers = changetype<Multipliers>(0);
export let freeTerms: Multipliers = changetype<Multipliers>(0);
/** The free end's bound, and what else it follows from. */
let freeBound: f64 = 0;
let freeK: usize = 0;
let freeDual: usize = 0;

/** The limits exclude each other: known, and by which multipliers. */
export let excluded: bool = false;
export let exclusionPrices: usize = 0;
export function exclude(nu: usize): void {
  excluded = true;
  copy(exclusionPrices, nu, limits.count);
}

/** No covariance was found that keeps to the limits, and no proof that there is none. */
export let lost: bool = false;
export function lose(): void {
  lost = true;
}

/** A certified bound is widened by its own rounding. */
export const BOUND_ROUNDING: f64 = 1e-12;

export function prepareEnds<T>(): void {
  maxV = take(r * r * planes<T>());
  freeV = take(r * r * planes<T>());
  maxK = take(L * L * planes<T>());
  maxTerms = takeMultipliers();
  freeTerms = takeMultipliers();
  freeK = take(L * L * planes<T>());
  freeDual = take(dualSize);
  exclusionPrices = take(limits.count);
  maxKnown = false;
  freeKnown = false;
  excluded = false;
  lost = false;
}

/** The candidate becomes the largest rate. */
export function takeMax<T>(): void {
  maxKnown = true;
  maxRate = best.rate;
  maxRateBound = Math.max(best.bound, best.rate) * (1 + BOUND_ROUNDING);
  maxRank = best.p;
  copy(maxV, best.V, r * best.p * planes<T>());
  copy(maxK, best.bestK, L * L * planes<T>());
  copyMultipliers(maxTerms, best.kept);
}

/** The candidate becomes the free optimum. */
export function takeFree<T>(): void {
  freeKnown = true;
  freeRate = best.rate;
  freeRank = best.p;
  copy(freeV, best.V, r * best.p * planes<T>());
  copyMultipliers(freeTerms, best.kept);
  freeBound = best.bound;
  copy(freeK, best.bestK, L * L * planes<T>());
  copy(freeDual, best.bestDual, dualSize);
}

/** Offers V (r×p) at a floor with the multipliers of the free end, as they are wherever the curve is level. */
export function offerAsFree<T>(v: usize, p: i32, traced: bool, floor: f64): f64 {
  copyMultipliers(best.next, freeTerms);
  best.next.traced = traced;
  return best.offer<T>(v, p, floor);
}

/** The free end, to be offered again. */
export function offerFree<T>(floor: f64): void {
  offerAsFree<T>(freeV, freeRank, freeTerms.traced, floor);
  if (!isSolved()) best.offerBound(freeBound, freeK, freeDual, freeTerms);
}

/** The largest rate, as a point without a bound. */
export function offerMax<T>(): void {
  zero(best.next.prices, limits.count);
  best.next.mu = 0;
  best.next.traced = maxTerms.traced;
  best.offer<T>(maxV, maxRank, 0);
}

/** The largest rate as the optimum at a floor, as it is where the curve between the ends is level. */
export function offerMaxAt<T>(floor: f64): void {
  offerAsFree<T>(maxV, maxRank, maxTerms.traced, floor);
}

/** Where the free optimum has, by rounding, the larger rate of the two, it is the largest. */
export function orderEnds<T>(): void {
  if (!maxKnown || !freeKnown || freeRate <= maxRate) return;
  maxRate = freeRate;
  maxRank = freeRank;
  copy(maxV, freeV, r * freeRank * planes<T>());
  maxRateBound = Math.max(maxRateBound, maxRate * (1 + BOUND_ROUNDING));
}
