// The ends of the curve, each solved once: the free optimum, and the largest rate.

import { copy, take } from '../../memory';
import { planes } from '../../field';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import * as best from '../proof/candidate';

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

/** A certified bound is widened by its own rounding. */
export const BOUND_ROUNDING: f64 = 1e-12;

export function prepareEnds<T>(): void {
  maxV = take(r * r * planes<T>());
  freeV = take(r * r * planes<T>());
  maxK = take(L * L * planes<T>());
  maxKnown = false;
  freeKnown = false;
}

/** The candidate becomes the largest rate. */
export function takeMax<T>(): void {
  maxKnown = true;
  maxRate = best.rate;
  maxRateBound = Math.max(best.bound, best.rate) * (1 + BOUND_ROUNDING);
  maxRank = best.p;
  copy(maxV, best.V, r * best.p * planes<T>());
  copy(maxK, best.bestK, L * L * planes<T>());
}

/** The candidate becomes the free optimum. */
export function takeFree<T>(): void {
  freeKnown = true;
  freeRate = best.rate;
  freeRank = best.p;
  copy(freeV, best.V, r * best.p * planes<T>());
}

/** Where the free optimum has, by rounding, the larger rate of the two, it is the largest. */
export function orderEnds<T>(): void {
  if (!maxKnown || !freeKnown || freeRate <= maxRate) return;
  maxRate = freeRate;
  maxRank = freeRank;
  copy(maxV, freeV, r * freeRank * planes<T>());
  maxRateBound = Math.max(maxRateBound, maxRate * (1 + BOUND_ROUNDING));
}
