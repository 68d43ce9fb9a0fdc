// A factor's further column: along u, ⟨∇L, u u^H⟩ < 0, the Lagrangian falls as −fall·t + ½ curvature·t² in the power t
// that u gets, to second order, and so t = fall/curvature.

import { get, mark, release, take } from '../memory';
import { planes } from '../field';
import { multiply } from '../linalg/dense';
import { L } from '../model/scenario';
import { Mq, r, span } from '../model/channel';
import { Evaluation } from '../metric/evaluation';
import { rateProducts, rateRowCount, rateRows, rateVectors } from '../metric/rate';
import { objectiveRowCount, objectiveRows } from '../metric/objective';

/** From a longer column Newton's method falls back on the right one; from a shorter one it may go to zero. */
const OVERSHOOT: f64 = 3;

/** The length of a unit column u to begin with. */
export function lengthAlong(fall: f64, curvature: f64): f64 {
  return Math.min(1, Math.sqrt((OVERSHOOT * fall) / curvature));
}

/**
 * Second derivative along u u^H (u: r) of −rateWeight·c and, where `sensed`, of f, at the evaluations of either.
 */
export function curvatureAlong<T>(
  u: usize, ofRate: Evaluation, rateWeight: f64, ofObjective: Evaluation, sensed: bool,
): f64 {
  const scope = mark();
  const cu = take(L * planes<T>()), products = take(L * Mq * planes<T>()), g = take(L * Mq * planes<T>());
  const rows = take(max(rateRowCount<T>(), objectiveRowCount()));
  multiply<T>(cu, span, u, L, r, 1);
  let sum: f64 = 0;
  if (rateWeight != 0) {
    rateProducts<T>(cu, 1, products);
    rateVectors<T>(ofRate, products, 1, g);
    rateRows<T>(g, 1, Math.sqrt(rateWeight), rows);
    for (let i = 0; i < rateRowCount<T>(); i++) sum += get(rows, i) * get(rows, i);
  }
  if (sensed) {
    objectiveRows<T>(ofObjective, cu, 1, 1, rows);
    for (let i = 0; i < objectiveRowCount(); i++) sum += get(rows, i) * get(rows, i);
  }
  release(scope);
  return sum;
}
