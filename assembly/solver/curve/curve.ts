// From problems to certified points: the largest rate, the free optimum, the optimum at a floor. Every candidate goes
// through the certificate.

import * as face from '../face/newton';
import * as best from '../proof/candidate';
import {
  freeKnown, freeRank, freeRate, freeV, maxKnown, maxRank, maxRate, maxRateBound, maxV, orderEnds, prepareEnds,
  takeFree, takeMax,
} from './ends';
import { followEnds, prepareFollow, quickly, remember } from './follow';
import { refineFree } from './free';
import { prepareRank } from '../face/settle';
import { prepareRun, solveEnd, wholeSpan } from './run';
import { prepareStart } from './start';
import { resetSteps } from '../steps';

export const OPTIMAL = 0;
export const BOUNDARY = 1;
export const INFEASIBLE = 2;
export const UNSOLVED = 3;

export function prepareCurve<T>(): void {
  prepareEnds<T>();
  prepareRun<T>();
  prepareRank<T>();
  prepareStart<T>();
  prepareFollow<T>();
}

/** Solves for the largest rate once; the certified bound lies at most 1e-9 above. */
export function solveMaxRate<T>(): void {
  if (maxKnown) return;
  solveEnd<T>(face.RATE);
  takeMax<T>();
  orderEnds<T>();
}

/** Solves for the free optimum once: least bound, and of all such covariances the largest rate. */
export function solveFree<T>(): void {
  if (freeKnown) return;
  solveEnd<T>(face.FREE);
  takeFree<T>();
  if (best.gap <= best.OPTIMAL_GAP) refineFree<T>();
  orderEnds<T>();
}

/** Solves at a rate floor Γ' (nats); the candidate in candidate.ts is the answer. Returns the status. */
export function solvePoint<T>(floor: f64): i32 {
  resetSteps();
  if (maxKnown && freeKnown) {
    const known = fromExtremes<T>(floor);
    if (known >= 0) return known;
  }
  if (quickly<T>(floor)) return OPTIMAL;
  // not an interior floor, or not solved as one: the ends tell
  if (!(maxKnown && freeKnown)) {
    solveFree<T>();
    solveMaxRate<T>();
    const known = fromExtremes<T>(floor);
    if (known >= 0) return known;
    if (followEnds<T>(floor)) return OPTIMAL;
  }
  wholeSpan<T>(face.FLOOR, floor);
  if (best.gap > best.OPTIMAL_GAP) return UNSOLVED;
  remember<T>(floor, best.V, best.p, false);
  return OPTIMAL;
}

/** Floors that the extremes answer: the status, or −1 for one strictly between them. */
function fromExtremes<T>(floor: f64): i32 {
  if (floor > maxRateBound) return INFEASIBLE;
  // before the other end, which on a level curve is the same place; also where only the conversion to nats has put it
  // above
  if (floor <= freeRate * (1 + 1e-14)) {
    best.forget();
    best.offer<T>(freeV, freeRank, 0, floor);
    return best.gap <= best.OPTIMAL_GAP ? OPTIMAL : UNSOLVED;
  }
  if (floor >= maxRate * (1 - 1e-9)) {
    best.forget();
    best.offer<T>(maxV, maxRank, 0, 0);
    return BOUNDARY;
  }
  return -1;
}
