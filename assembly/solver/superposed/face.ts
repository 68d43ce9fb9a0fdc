// The finish of the superposed problem: Newton's method on factors V_c (r×p), V_s (r×q) of the covariances' own ranks,
// where directions turn freely, which a barrier on full matrices makes hard. The unknown is W = [V_c, V_s], r×(p+q),
// with the derivatives of superposed-curvature.ts. Steps stay in the tangent plane of both constraints; sharing the
// power anew (superposed-pair.ts) brings them back to the surface. Where the Hessian is not definite or a step does
// not descend, θ times the metric is added to it.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { multiply, scale } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import { evaluateObjective } from '../../metric/objective';
import { deriveAt, f, gradient, negative, positive, rateRow, size, takeCurvature } from './curvature';
import { share } from './pair';

/** Newton steps before giving up. */
const STEPS: i32 = 60;
/** Below this promise, relative to f, its decrease is rounding: steps are then judged by the promise alone. */
const BLIND: f64 = 1e-12;

let p: i32 = 0;
let q: i32 = 0;
let H: usize = 0;
let W: usize = 0;
let step: usize = 0;
let ofTrace: usize = 0;
let ofRate: usize = 0;
let ys: usize = 0;

/** [a, b] (r×p, r×q) into out, and back. */
function pack<T>(out: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(out, row * (p + q)), at(a, row * p), p);
    copy(at(out, row * (p + q) + p), at(b, row * q), q);
  }
}
function unpack<T>(from: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(a, row * p), at(from, row * (p + q)), p);
    copy(at(b, row * q), at(from, row * (p + q) + p), q);
  }
}

/**
 * Improves the factors a (r×pc), b (r×ps) in place at the floor they meet, until nothing more is gained. Returns the
 * number of steps.
 */
export function polish<T>(a: usize, pc: i32, b: usize, ps: i32, floor: f64): i32 {
  const scope = mark();
  p = pc; q = ps;
  takeCurvature<T>(p, q);
  H = take(size * size); W = take(size); step = take(size); ofTrace = take(size); ofRate = take(size);
  ys = take(L * q * planes<T>());
  const trialA = take(r * p * planes<T>()), trialB = take(r * q * planes<T>());
  let steps = 0, theta: f64 = 0, least: f64 = Infinity;
  for (; steps < STEPS; steps++) {
    pack<T>(W, a, b);
    if (!deriveAt<T>(W, a, b)) break;
    const powerS = dot(r * q * planes<T>(), b, b);
    let found = false, slope: f64 = 0;
    for (; theta < 1e6; theta = Math.max(1e-3, 10 * theta)) {
      if (!solve(theta)) continue;
      slope = -2 * dot(size, gradient, step);
      if (!(slope > 1e-30 * f)) break;
      axpy(size, 1, W, step);
      unpack<T>(step, trialA, trialB);
      if (!share<T>(trialA, p, trialB, q, floor, powerS)) continue;
      found = slope <= BLIND * f || objectiveAt<T>(trialB) <= f - 1e-3 * slope;
      if (found) break;
    }
    if (slope <= BLIND * f) {
      // Newton's last steps: as long as each is far shorter than the one before
      if (!found || slope > 0.1 * least) break;
      least = slope;
    } else if (!found) break;
    theta = theta > 1e-3 ? 0.1 * theta : 0;
    copy(a, trialA, r * p * planes<T>());
    copy(b, trialB, r * q * planes<T>());
  }
  release(scope);
  return steps;
}

function objectiveAt<T>(b: usize): f64 {
  multiply<T>(ys, span, b, L, r, q);
  return evaluateObjective<T>(ys, q);
}

/** A constraint's row, scaled so that the Hessian's value along `along` grows by f: exact, as no step goes there. */
function constrain(row: usize, along: usize, out: usize): void {
  copy(out, row, size);
  scale(size, Math.sqrt(f) / dot(size, row, along), out);
}

/** The step with θ times the metric, in the tangent plane. False where the Hessian is not definite there. */
function solve(theta: f64): bool {
  const plus = 1 + theta, minus = 1 - theta;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const k = i * size + j;
      set(H, k, plus * get(positive, k) - minus * get(negative, k));
    }
    const k = i * size + i;
    // directions without any curvature
    set(H, k, get(H, k) + 1e-13 * (get(positive, k) + get(negative, k)));
  }
  copy(ofTrace, W, size);
  constrain(W, W, ofTrace);
  constrain(rateRow, W, ofRate);
  for (let i = 0; i < size; i++) {
    axpy(size - i, get(ofTrace, i), at(ofTrace, i), at(H, i * size + i));
    axpy(size - i, get(ofRate, i), at(ofRate, i), at(H, i * size + i));
  }
  if (choleskyUpper(H, size, 1e-15) != 0) return false;
  solveUpperT(H, size, ofTrace);
  scale(size, 1 / Math.sqrt(dot(size, ofTrace, ofTrace)), ofTrace);
  solveUpperT(H, size, ofRate);
  axpy(size, -dot(size, ofTrace, ofRate), ofTrace, ofRate);
  scale(size, 1 / Math.sqrt(dot(size, ofRate, ofRate)), ofRate);
  copy(step, gradient, size);
  scale(size, -2, step);
  solveUpperT(H, size, step);
  axpy(size, -dot(size, ofTrace, step), ofTrace, step);
  axpy(size, -dot(size, ofRate, step), ofRate, step);
  solveUpper(H, size, step);
  return true;
}
