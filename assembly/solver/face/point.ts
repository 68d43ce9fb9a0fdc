// A point on the face R = V V^H of fixed rank p: the iterate (V, λ, μ) of face.ts with the rate and the first
// derivatives on the factor.

import { get, set, take } from '../../memory';
import { planes } from '../../field';
import { leadingColumns, multiply } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import { evaluateRate, innerProducts, rateGradientOnFactor } from '../../metric/rate';
import { evaluateObjective, objectiveGradientOnFactor } from '../../metric/objective';

/** What is solved: the free optimum (μ = 0), the optimum at an active rate floor, or the largest rate. */
export const FREE = 0;
export const FLOOR = 1;
export const RATE = 2;

/** The iterate: V r×p (in the span), λ, μ per nat. */
export let V: usize = 0;
export let p: i32 = 0;
export let lambda: f64 = 0;
export let mu: f64 = 0;
/** At V: the rate in nats, Y = C V (L×p), ∇f V and ∇c V (r×p). */
export let rate: f64 = 0;
export let y: usize = 0;
export let objectiveForce: usize = 0;
export let rateForce: usize = 0;

export function preparePoint<T>(): void {
  const size = r * r * planes<T>();
  V = take(size);
  y = take(L * r * planes<T>());
  objectiveForce = take(size);
  rateForce = take(size);
}

/** Puts the first `rank` columns of v (r×r planes) in place; evaluatePoint's caller fits the multipliers. */
export function setFace<T>(v: usize, columns: i32, rank: i32): void {
  p = rank;
  lambda = 1;
  mu = 0;
  leadingColumns<T>(V, v, r, columns, p);
}

/** V += dV, and the multipliers. */
export function movePoint<T>(dV: usize, dLambda: f64, dMu: f64): void {
  axpy(r * p * planes<T>(), 1, dV, V);
  lambda += dLambda;
  mu += dMu;
}

/** The rate and the first derivatives at V: ∇f V and ∇c V. False where f is not finite. */
export function evaluatePoint<T>(which: i32, rateUnit: f64): bool {
  const size = r * p * planes<T>();
  multiply<T>(y, span, V, L, r, p);
  rate = evaluateRate<T>(y, p);
  if (which != FREE) {
    innerProducts<T>(p);
    rateGradientOnFactor<T>(span, p, rateForce);
  }
  if (which == RATE) {
    for (let i = 0; i < size; i++) set(objectiveForce, i, -rateUnit * get(rateForce, i));
    return true;
  }
  if (!(evaluateObjective<T>(y, p) < Infinity)) return false;
  objectiveGradientOnFactor<T>(span, y, p, objectiveForce);
  return true;
}

/** The λ and μ ≥ 0 for which |∇f V − μ∇c V + λV| is least. */
export function fitMultipliers(which: i32, size: i32): void {
  const vv = dot(size, V, V), fv = dot(size, objectiveForce, V);
  if (which != FLOOR) {
    lambda = -fv / vv;
    return;
  }
  const cc = dot(size, rateForce, rateForce), cv = dot(size, rateForce, V), fc = dot(size, objectiveForce, rateForce);
  const determinant = cc * vv - cv * cv;
  const fitted = (fc * vv - fv * cv) / determinant;
  if (determinant > 1e-12 * cc * vv && fitted > 0) mu = fitted;
  lambda = (mu * cv - fv) / vv;
}
