// From problems to certified points: the largest rate, the free optimum, the optimum at a floor. A floor is solved in
// the first of these ways that ends certified; whatever any of them finds goes through the certificate.
//
//   the ends          where both are known: floors up to the free rate, and from the largest on (ends.ts)
//   the last points   extrapolated, then the face Newton: most points of a curve (follow.ts)
//   between the ends  where both are known: the mix of their covariances that has the rate, then the face Newton
//                     (follow.ts)
//   a cold start      the interior point in the leading directions until it shows the face, then its Newton (start.ts)
//   the ends, and between them, where they had not been known before
//   the whole span    the interior point in all directions; the face Newton is tried on the way, and its own iterates
//                     are offered too: the best is the answer, certified or not (run.ts)
//
// An end itself is found by a cold start or over the whole span; the free one is then refined (free.ts). A level of the
// bound is solved as a sequence of floors (inverse.ts). The face Newton tries other ranks by itself (face/settle.ts).

import { Real, isComplex } from '../../field';
import { centred } from '../../model/channel';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import {
  excluded, freeKnown, freeRate, lose, lost, maxKnown, maxRate, maxRateBound, offerFree, offerMax, offerMaxAt,
  orderEnds, prepareEnds, takeFree, takeMax,
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
  // it knows nothing of phases between devices, and is largest at a real covariance where vectors are real
  if (isComplex<T>() && centred) {
    solveEnd<Real>(face.RATE);
    best.becomeComplex();
  } else solveEnd<T>(face.RATE);
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
  else offerMaxAt<T>(floor);
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
