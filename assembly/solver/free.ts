// The free optimum where it is not unique: of all covariances with the least bound, the one with the largest rate.

import { at, copy, get, mark, release, take } from '../memory';
import { hermitianSize, planes } from '../field';
import { axpy, dot, leadingColumns, multiply, scale } from '../linalg/dense';
import { eigen } from '../linalg/jacobi';
import { L } from '../model/scenario';
import { r, span } from '../model/channel';
import { evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRows } from '../metric/objective';
import * as interior from './interior';
import * as best from './candidate';
import { pairFactor } from './pair';
import { equalities } from './problem';
import { freeRank, freeRate, freeV, maxRate, takeFree } from './ends';
import { quickly } from './follow';

/**
 * The second problem: among the covariances V X V^H that leave the bound as it is, the largest rate. The bound sees
 * X only through the rows of its Hessian; where they do not fix X, maximise log det over X with those rows held.
 */
export function liftFree<T>(): void {
  const k = freeRank, n = hermitianSize<T>(k);
  const scope = mark();
  const cv = take(L * k * planes<T>()), rows = take(objectiveRowCount() * n);
  multiply<T>(cv, span, freeV, L, r, k);
  evaluateObjective<T>(cv, k);
  objectiveRows<T>(cv, k, 1, rows);
  const held = independentRows(rows, objectiveRowCount(), n, equalities);
  if (held < n) {
    const before = best.value;
    interior.startInterior<T>(cv, k, 1, true, held);
    for (let step = 0; step < 60; step++) {
      const moved = interior.stepInterior<T>(interior.CENTRED);
      if (!moved || interior.tau < 1e-15) break;
    }
    const z = take(k * k * planes<T>()), lifted = take(r * k * planes<T>()), x = take(k), s = take(k);
    pairFactor<T>(z, x, s);
    multiply<T>(lifted, freeV, z, r, k, k);
    let columns = k;
    while (columns > 1 && get(x, columns - 1) < 1e-14 * get(x, 0)) columns--;
    // back to r×columns, and kept where the bound has not moved
    const cut = take(r * k * planes<T>());
    leadingColumns<T>(cut, lifted, r, k, columns);
    best.forget();
    const gap = best.offer<T>(cut, columns, 0, 0);
    if (gap <= best.OPTIMAL_GAP && best.rate > freeRate && best.value <= before * (1 + 1e-12)) takeFree<T>();
  }
  release(scope);
}

/**
 * Where covariances beyond those on V's columns attain the least bound too: the optimum at a floor above freeRate whose
 * bound is still the least is a better free optimum, with the columns that were missing.
 */
export function widenFree<T>(least: f64): void {
  let share: f64 = 0.3;
  while (share > 0.005 && maxRate - freeRate > 1e-6 * maxRate) {
    if (quickly<T>(freeRate + share * (maxRate - freeRate)) && isFree<T>(least)) {
      takeFree<T>();
      liftFree<T>();
    } else {
      share *= 0.3;
    }
  }
}

/**
 * Whether the candidate has the least bound, and is certified for it with μ = 0: a bound that is flat to rounding
 * leaves the dual variables open to half of its digits.
 */
function isFree<T>(least: f64): bool {
  if (best.value > least * (1 + 1e-14)) return false;
  best.forget();
  return best.offer<T>(best.V, best.p, 0, 0) <= best.OPTIMAL_GAP;
}

/** Dimension of the eigenspace of −∇f's largest eigenvalue at the free optimum: all optimal covariances live on it. */
export function optimalDirections<T>(): i32 {
  const scope = mark();
  const square = r * r * planes<T>();
  const y = take(L * freeRank * planes<T>()), gradient = take(square), vectors = take(square), values = take(r);
  multiply<T>(y, span, freeV, L, r, freeRank);
  evaluateObjective<T>(y, freeRank);
  objectiveGradientOf<T>(span, r, 1, gradient);
  eigen<T>(gradient, r, values, vectors);
  let lowest: f64 = 0, count = 0;
  for (let i = 0; i < r; i++) lowest = Math.min(lowest, get(values, i));
  for (let i = 0; i < r; i++) if (get(values, i) <= lowest * (1 - 1e-8)) count++;
  release(scope);
  return count;
}

/**
 * Pivoted Gram–Schmidt of `count` rows of n (destroyed): the independent ones, orthonormal, into `out`. A row counts as
 * dependent below 1e-8 of the largest: moving along it then changes the bound by less than rounding.
 */
function independentRows(rows: usize, count: i32, n: i32, out: usize): i32 {
  let found = 0;
  let threshold: f64 = 0;
  while (found < n) {
    let pivot = -1, largest: f64 = threshold;
    for (let i = 0; i < count; i++) {
      const norm = Math.sqrt(dot(n, at(rows, i * n), at(rows, i * n)));
      if (norm > largest) { largest = norm; pivot = i; }
    }
    if (pivot < 0) break;
    if (found == 0) threshold = 1e-8 * largest;
    const q = at(out, found * n);
    copy(q, at(rows, pivot * n), n);
    scale(n, 1 / largest, q);
    for (let k = 0; k < found; k++) axpy(n, -dot(n, at(out, k * n), q), at(out, k * n), q);
    scale(n, 1 / Math.sqrt(dot(n, q, q)), q);
    found++;
    for (let i = 0; i < count; i++) axpy(n, -dot(n, q, at(rows, i * n)), q, at(rows, i * n));
  }
  return found;
}
