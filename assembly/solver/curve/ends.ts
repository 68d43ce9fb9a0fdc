// The ends of the curve, each solved once: the free optimum, and the largest rate.

import { copy, take, zero } from '../../memory';
import { planes } from '../../field';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
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

/** Of either end: the prices of the limits (of the largest rate in nats), the shares, whether the power is all used. */
export let maxPrices: usize = 0;
export let maxTraced: bool = true;
export let freePrices: usize = 0;
export let freeShares: usize = 0;
export let freeTraced: bool = true;
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
  maxPrices = take(limits.count);
  freePrices = take(limits.count);
  freeShares = take(L);
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
  copy(maxPrices, best.bestPrices, limits.count);
  maxTraced = best.bestTraced;
}

/** The candidate becomes the free optimum. */
export function takeFree<T>(): void {
  freeKnown = true;
  freeRate = best.rate;
  freeRank = best.p;
  copy(freeV, best.V, r * best.p * planes<T>());
  copy(freePrices, best.bestPrices, limits.count);
  copy(freeShares, best.bestShares, L);
  freeTraced = best.bestTraced;
  freeBound = best.bound;
  copy(freeK, best.bestK, L * L * planes<T>());
  copy(freeDual, best.bestDual, dualSize);
}

/** Offers V (r×p) at a floor with the multipliers of the free end, as they are wherever the curve is level. */
export function offerAsFree<T>(v: usize, p: i32, traced: bool, floor: f64): f64 {
  copy(best.prices, freePrices, limits.count);
  copy(best.shares, freeShares, L);
  best.setTraced(traced);
  return best.offer<T>(v, p, 0, floor);
}

/** The free end, to be offered again. */
export function offerFree<T>(floor: f64): void {
  offerAsFree<T>(freeV, freeRank, freeTraced, floor);
  if (!isSolved()) best.offerBound(freeBound, freeK, freeDual, 0, freePrices, freeShares);
}

/** The largest rate, as a point without a bound. */
export function offerMax<T>(): void {
  zero(best.prices, limits.count);
  best.setTraced(maxTraced);
  best.offer<T>(maxV, maxRank, 0, 0);
}

/** The largest rate as the optimum at a floor, as it is where the curve between the ends is level. */
export function offerMaxAt<T>(floor: f64): void {
  offerAsFree<T>(maxV, maxRank, maxTraced, floor);
}

/** Where the free optimum has, by rounding, the larger rate of the two, it is the largest. */
export function orderEnds<T>(): void {
  if (!maxKnown || !freeKnown || freeRate <= maxRate) return;
  maxRate = freeRate;
  maxRank = freeRank;
  copy(maxV, freeV, r * freeRank * planes<T>());
  maxRateBound = Math.max(maxRateBound, maxRate * (1 + BOUND_ROUNDING));
}
