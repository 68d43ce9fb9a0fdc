// The inverse question: the largest rate Γ whose smallest bound φ(Γ) stays at or below Ψ. φ is convex and rises from
// the free rate to the largest, so its root is bracketed and every certified point on the way narrows the bracket.
//
// The certificate of the point that is found answers for both sides: its covariance attains Γ within Ψ, and as its
// lower bound is linear in the floor, f(R) ≥ bound + μ(C(R) − Γ) for every R of this power, no R with f(R) ≤ Ψ has a
// rate above Γ + (Ψ − bound)/μ.

import * as curve from './curve';
import * as best from '../proof/candidate';
import * as ends from './ends';
import { EXACT, goal, setGoal } from './follow';
import { resetSteps, steps } from '../steps';

/** How far below Ψ, relatively, the point may stay: at first, and where a level curve makes much of that. */
const WINDOW: f64 = 2e-11;
const NARROWEST: f64 = 1e-15;
/** How far apart, relatively, the rate found and the bound of all others may be. */
const WIDTH: f64 = 1e-6;
/** Floors beside one that stayed unsolved, which tells neither side, that are tried before it counts as beyond. */
const BESIDE = 4;

/** Points tried, of which a handful is used; from how many on a point counts that tells the rate without the window. */
const MOST = 50;
const MANY = 12;
/** How much narrower the window becomes where what is found within it leaves the rate open. */
const NARROWER: f64 = 0.1;
/** A floor that stayed unsolved is tried again this part of the way from the lower end. */
const NEARER: f64 = 0.9;
/** A bracket of this width, relatively, is one number. */
const CLOSED: f64 = 1e-12;
/** Of three steps the third halves the bracket where it has not shrunk to this part of itself meanwhile. */
const SHRUNK: f64 = 0.3;
/** Steps down from a rate that nothing proves, in WIDTH. */
const BACK: f64 = 0.1;
/** Part of the bracket that a step stays away from either end, so that a wrong slope cannot stall it. */
const MARGIN: f64 = 1e-3;

/** The floor of the answer, and the certified upper bound of the rate, nats. */
export let floor: f64 = 0;
export let rateBound: f64 = 0;
/** Newton steps of all points solved on the way. */
export let iterations: i32 = 0;

function solve<T>(at: f64): i32 {
  const status = curve.solvePoint<T>(at);
  iterations += steps;
  return status;
}

/**
 * Solves for Ψ (normalised objective). INFEASIBLE: Ψ is below the lower bound of the free optimum, which stays the
 * candidate. BOUNDARY: the largest rate keeps within Ψ. OPTIMAL: the candidate is the optimum at `floor`.
 */
export function solveBound<T>(psi: f64): i32 {
  resetSteps();
  curve.solveFree<T>();
  curve.solveMaxRate<T>();
  iterations = steps;
  floor = 0;
  if (ends.excluded) return curve.INFEASIBLE;
  rateBound = ends.maxRateBound;
  if (solve<T>(0) != curve.OPTIMAL) return curve.UNSOLVED;
  if (psi < firmBound() * (1 - ends.BOUND_ROUNDING)) return curve.INFEASIBLE;
  let low = ends.freeRate, lowValue = best.value, lowSlope: f64 = 0;
  floor = ends.maxRate;
  const last = solve<T>(floor);
  // on a level curve the largest rate is the free optimum's
  if ((last == curve.BOUNDARY || last == curve.OPTIMAL) && best.value <= psi) return curve.BOUNDARY;
  let high = ends.maxRate, highValue = best.value, highSlope: f64 = Infinity;

  let window = WINDOW, beside = 0;
  let at = 0.5 * (low + high), before = high - low;
  for (let step = 0; step < MOST; step++) {
    let status = solve<T>(at);
    if (status == curve.OPTIMAL && best.bound <= psi && psi < best.value && best.gap > window && goal > EXACT) {
      // on which side of Ψ the optimum lies is not known
      setGoal(EXACT);
      status = solve<T>(at);
    }
    if (status == curve.OPTIMAL && best.value <= psi) {
      low = at; lowValue = best.value; lowSlope = best.kept.mu;
      // where rounding of the values keeps them out of the window, what is asked of the rate is enough
      if (step >= MANY && isNarrow(at, psi)) return found(at, psi);
      if (psi - lowValue <= window * psi) {
        if (isNarrow(at, psi)) return found(at, psi);
        // on a level curve little of the bound is much of the rate
        if (window > NARROWEST) window *= NARROWER;
        setGoal(EXACT);
      }
    } else if (status == curve.OPTIMAL && best.bound <= psi && best.gap > window && beside++ < BESIDE) {
      // nor is it now: rounding
      at = low + NEARER * (at - low);
      continue;
    } else if (status == curve.OPTIMAL) {
      high = at; highValue = best.value; highSlope = best.kept.mu;
    } else if (status == curve.UNSOLVED && best.gap < Infinity && best.value <= psi) {
      low = at; lowValue = best.value; lowSlope = 0;
    } else if (status == curve.UNSOLVED && !(best.gap < Infinity && best.bound > psi) && beside++ < BESIDE) {
      at = low + NEARER * (at - low);
      continue;
    } else {
      // so near the largest rate that nothing can be certified, or beyond Ψ: look further down
      high = at; highValue = Infinity; highSlope = Infinity;
    }
    beside = 0;
    const width = high - low;
    if (width <= CLOSED * high) break;
    at = low + width * (step % 3 == 2 && width > SHRUNK * before
      ? 0.5
      : share(psi * (1 - 0.5 * window), lowValue, lowSlope * width, highValue, highSlope * width));
    if (step % 3 == 2) before = width;
  }
  // a little below, the same with another rounding
  for (let k = BESIDE; k >= 0; k--) {
    at = low * (1 - BACK * WIDTH * <f64>k);
    if (solve<T>(at) == curve.OPTIMAL && best.value <= psi * (1 + best.OPTIMAL_GAP) && isNarrow(at, psi)) {
      return found(at, psi);
    }
  }
  found(low, psi);
  return curve.UNSOLVED;
}

/**
 * The candidate's lower bound less what rounding may have of it, and shows: what limits may have of it, and as much as
 * it exceeds a value that is attained, as far as limits do not explain that.
 */
function firmBound(): f64 {
  return best.bound - Math.max(0, best.bound - best.value - best.offLimits) - best.rounding;
}

/**
 * What the candidate at the floor `at` bounds every rate within Ψ by. On a level curve the rounding of its lower bound
 * is worth much of the rate.
 */
function boundOfRate(at: f64, psi: f64): f64 {
  return best.kept.mu > 0 ? Math.min(rateBound, Math.max(at, at + (psi - firmBound()) / best.kept.mu)) : rateBound;
}

function isNarrow(at: f64, psi: f64): bool {
  const most = boundOfRate(at, psi);
  return most - at <= WIDTH * most;
}

function found(at: f64, psi: f64): i32 {
  floor = at;
  rateBound = boundOfRate(at, psi);
  setGoal(best.OPTIMAL_GAP);
  return curve.OPTIMAL;
}

/**
 * Where in [0, 1] a convex function that goes from f0 (slope s0) to f1 (slope s1) takes the value f: between the
 * chord's root, which lies below, and the tangents', which lie above; by the inverse's cubic through both ends where
 * that fits.
 */
function share(f: f64, f0: f64, s0: f64, f1: f64, s1: f64): f64 {
  let above: f64 = 1;
  if (s0 > 0) above = Math.min(above, (f - f0) / s0);
  let below: f64 = 0;
  if (f1 < Infinity) {
    below = (f - f0) / (f1 - f0);
    if (s1 < Infinity) above = Math.min(above, 1 - (f1 - f) / s1);
  }
  let at = 0.5 * (below + above);
  if (s0 > 0 && s1 < Infinity) {
    // t(u) with t(0) = 0, t(1) = 1 and the slopes of the inverse, u = (f − f0)/(f1 − f0)
    const u = below, d0 = (f1 - f0) / s0, d1 = (f1 - f0) / s1;
    const cubic = u * u * (3 - 2 * u) + u * (1 - u) * ((1 - u) * d0 - u * d1);
    if (cubic >= below && cubic <= above) at = cubic;
  }
  if (!(at > 0 && at < 1)) at = 0.5;
  return Math.min(Math.max(at, Math.min(MARGIN, 0.5 * above)), 1 - Math.min(MARGIN, 0.5 * (1 - below)));
}
