// First derivatives at a pair R_c = a a^H, R_s = b b^H (pair.ts): ∇c(R), ∇c(R_s) and ∇f(R_s), and the multiplier μ that
// makes both signals worth the same a watt. With ∂_c = ⟨∇c(R), R_c⟩ and ∂_s = ⟨∇c(R) − ∇c(R_s), R_s⟩, what the rate
// has of either,
//   μ ∂_c/P_c = (μ ∂_s − ⟨∇f, R_s⟩)/P_s.

import { copy, mark, release, take } from '../../memory';
import { planes } from '../../field';
import { largestEigenvalue } from '../../linalg/tridiagonal';
import { L } from '../../model/scenario';
import { Mq, r, span } from '../../model/channel';
import { Evaluation } from '../../metric/evaluation';
import { evaluateObjective, objectiveGradientOf } from '../../metric/objective';
import { evaluateRate, rateGradientOf, rateProducts, rateVectors } from '../../metric/rate';
import { both, form, join, sensed, trace } from './pair';

/** ∇c(R), ∇c(R_s), ∇f(R_s), r×r; the vectors g (rate.ts) in the span of the first two, (L·M_q)×r. */
export let ofBoth: usize = 0;
export let ofSensed: usize = 0;
export let ofBound: usize = 0;
export let vectorsBoth: usize = 0;
export let vectorsSensed: usize = 0;
let products: usize = 0;

/** c(R) and c(R) − c(R_s) in nats, f(R_s), μ. */
export let all: f64 = 0;
export let rate: f64 = 0;
export let f: f64 = 0;
export let mu: f64 = 0;
/** Of either signal its power, ∂_c and ∂_s; −⟨∇f, R_s⟩. */
export let powerC: f64 = 0;
export let powerS: f64 = 0;
export let inC: f64 = 0;
export let inS: f64 = 0;
export let worth: f64 = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeSlopes<T>(): void {
  const size = r * r * planes<T>(), vectors = L * Mq * r * planes<T>();
  ofBoth = take(size); ofSensed = take(size); ofBound = take(size);
  vectorsBoth = take(vectors); vectorsSensed = take(vectors); products = take(vectors);
}

/** All of the above at a (r×p), b (r×q). Without R_c, μ is what the first watt of it would cost. */
export function differentiate<T>(a: usize, p: i32, b: usize, q: i32): void {
  join<T>(a, p, b, q);
  all = rateOf<T>(both, vectorsBoth, ofBoth);
  rate = all - rateOf<T>(sensed, vectorsSensed, ofSensed);
  f = evaluateObjective<T>(sensed);
  objectiveGradientOf<T>(sensed, span, r, 1, ofBound);
  inC = form<T>(ofBoth, a, p);
  inS = form<T>(ofBoth, b, q) - form<T>(ofSensed, b, q);
  worth = -form<T>(ofBound, b, q);
  powerC = trace<T>(a, p);
  powerS = trace<T>(b, q);
  mu = worth / ((p > 0 ? inC / powerC : best<T>(ofBoth)) * powerS - inS);
}

/** The rate of an evaluation, nats; its vectors and its gradient. */
function rateOf<T>(e: Evaluation, vectors: usize, gradient: usize): f64 {
  const nats = evaluateRate<T>(e);
  rateProducts<T>(span, r, products);
  rateVectors<T>(e, products, r, vectors);
  rateGradientOf<T>(vectors, r, 1, gradient);
  return nats;
}

/** The largest eigenvalue of m (r×r). */
export function best<T>(m: usize): f64 {
  const scope = mark(), scratch = take(r * r * planes<T>());
  copy(scratch, m, r * r * planes<T>());
  const largest = largestEigenvalue<T>(scratch, r, NaN);
  release(scope);
  return largest;
}
