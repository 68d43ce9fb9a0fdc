// From problems to certified points: the largest rate, the free optimum, the optimum at a floor. Every candidate goes
// through the certificate.

import * as face from '../face/newton';
import * as best from '../proof/candidate';
import {
  excluded, freeKnown, freeRate, lose, lost, maxKnown, maxRate, maxRateBound, offerFree, offerMax, orderEnds,
  prepareEnds, takeFree, takeMax,
} from './ends';
import { followEnds, goal, prepareFollow, quickly, remember } from './follow';
import { refineFree } from './free';
import {
  BETWEEN, BOUNDARY, INFEASIBLE, OPTIMAL, UNSOLVED, isSolved, statusByEnds, statusOfBest,
} from '../proof/status';
import { prepareRank } from '../face/settle';
import { prepareRun, solveEnd, wholeSpan } from './run';
import { prepareStart } from './start';
import { resetSteps } from '../steps';

export { BOUNDARY, INFEASIBLE, OPTIMAL, UNSOLVED } from '../proof/status';

export function prepareCurve<T>(): void {
  prepareEnds<T>();
  prepareRun<T>();
  prepareRank<T>();
  prepareStart<T>();
  prepareFollow<T>();
}

/** Solves for the largest rate once; the certified bound lies at most 1e-9 above. */
export function solveMaxRate<T>(): void {
  if (maxKnown || excluded) return;
  solveEnd<T>(face.RATE);
  if (excluded) return;
  if (!best.isThere()) {
    lose();
    return;
  }
  takeMax<T>();
  orderEnds<T>();
}

/** Solves for the free optimum once: least bound, and of all such covariances the largest rate. */
export function solveFree<T>(): void {
  if (freeKnown || excluded) return;
  solveEnd<T>(face.FREE);
  if (excluded) return;
  if (!best.isThere()) {
    lose();
    return;
  }
  takeFree<T>();
  if (isSolved()) refineFree<T>();
  orderEnds<T>();
}

/** Solves at a rate floor Γ' (nats); the candidate in candidate.ts is the answer. Returns the status. */
export function solvePoint<T>(floor: f64): i32 {
  resetSteps();
  if (excluded) return INFEASIBLE;
  if (maxKnown && freeKnown) {
    const known = fromEnds<T>(floor);
    if (known != BETWEEN) return known;
  }
  if (quickly<T>(floor)) return OPTIMAL;
  // not an interior floor, or not solved as one: the ends tell
  if (!(maxKnown && freeKnown)) {
    solveFree<T>();
    solveMaxRate<T>();
    if (excluded) return INFEASIBLE;
    if (lost) return UNSOLVED;
    const known = fromEnds<T>(floor);
    if (known != BETWEEN) return known;
    if (followEnds<T>(floor)) return OPTIMAL;
  }
  wholeSpan<T>(face.FLOOR, floor, Math.min(goal, best.TIGHT_GAP));
  if (isSolved()) remember<T>(floor, best.V, best.p, false);
  return statusOfBest();
}

/** The status of a floor that the ends answer, whose candidate is offered; BETWEEN for any other. */
function fromEnds<T>(floor: f64): i32 {
  const status = statusByEnds(floor, freeRate, maxRate, maxRateBound);
  if (status == BOUNDARY) {
    best.forget();
    offerMax<T>();
  } else if (status == OPTIMAL) {
    best.forget();
    offerFree<T>(floor);
    return statusOfBest();
  }
  return status;
}
