// The Lagrangian's gradient in R at a point on the face (point.ts):
//
//   S = ∇f − μ∇c + Σ ν_j A_j + λ I,
//
// 0 on the face and positive semidefinite beyond it at an optimum; where it is not, power in the direction of its
// lowest eigenvalue gains.

import { at, copy, get, set, take } from '../../memory';
import { isComplex, planes } from '../../field';
import { axpy } from '../../linalg/lanes';
import { choleskyLower } from '../../linalg/cholesky';
import { eigen } from '../../linalg/jacobi';
import { L } from '../../model/scenario';
import { Mq, centred, r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import { Evaluation } from '../../metric/evaluation';
import { rateGradientOf, rateProducts, rateVectors } from '../../metric/rate';
import { objectiveGradientOf } from '../../metric/objective';
import { FLOOR, FREE, RATE, lambda, mu, multiplierOf, termIndex, termIsLimit, terms } from './point';

/** The rate's vectors g in the span, (L·M_q)×r, and S, r×r. */
export let g: usize = 0;
export let S: usize = 0;
let products: usize = 0; // L×(M_q·r), of the span
let scratch: usize = 0; // r×r
let vectors: usize = 0; // r×r
let values: usize = 0; // r

export function prepareLagrangian<T>(): void {
  const size = r * r * planes<T>();
  g = take(L * Mq * r * planes<T>());
  products = take(L * Mq * r * planes<T>());
  rateProducts<T>(span, r, products);
  S = take(size);
  scratch = take(size);
  vectors = take(size);
  values = take(r);
}

/** What −log det(I+F) counts: 1 in its own unit where it is minimised, μ at a floor. */
export function rateWeight(which: i32, rateUnit: f64): f64 {
  return which == RATE ? rateUnit : which == FLOOR ? mu : 0;
}

/** S at an evaluation, with the multipliers in hand; leaves g. */
export function takeMultiplierMatrix<T>(e: Evaluation, which: i32, rateUnit: f64): void {
  const length = r * r * planes<T>();
  if (which != RATE) objectiveGradientOf<T>(e, span, r, 1, S);
  if (which != FREE) {
    rateVectors<T>(e, products, r, g, centred);
    rateGradientOf<T>(g, r, -rateWeight(which, rateUnit), scratch);
    if (which == RATE) copy(S, scratch, length);
    else axpy(length, 1, scratch, S);
  }
  for (let i = 0; i < r; i++) set(S, i * r + i, get(S, i * r + i) + lambda);
  for (let j = 0; j < terms; j++) {
    if (termIsLimit(j)) limits.addLimit<T>(termIndex(j), limits.reduced, r, multiplierOf(j), S);
  }
}

/** The most negative eigenvalue of S at an evaluation, its unit eigenvector into `out` (r); ≥ 0: none. */
export function descentDirection<T>(e: Evaluation, which: i32, rateUnit: f64, out: usize): f64 {
  takeMultiplierMatrix<T>(e, which, rateUnit);
  copy(scratch, S, r * r * planes<T>());
  eigen<T>(scratch, r, values, vectors);
  let lowest = 0;
  for (let i = 1; i < r; i++) if (get(values, i) < get(values, lowest)) lowest = i;
  for (let i = 0; i < r; i++) {
    set(out, i, get(vectors, i * r + lowest));
    if (isComplex<T>()) set(out, r + i, get(vectors, (r + i) * r + lowest));
  }
  return get(values, lowest);
}

/** S ← its positive semidefinite part. */
export function clipNegative<T>(): void {
  const length = r * r * planes<T>();
  copy(scratch, S, length);
  if (choleskyLower<T>(scratch, r)) return;
  copy(scratch, S, length);
  eigen<T>(scratch, r, values, vectors);
  // S − Σ_{λ<0} λ u u^H
  const wi = at(vectors, r * r), si = at(S, r * r);
  for (let e = 0; e < r; e++) {
    const value = get(values, e);
    if (value >= 0) continue;
    for (let i = 0; i < r; i++) {
      const ar = value * get(vectors, i * r + e), ai = isComplex<T>() ? value * get(wi, i * r + e) : 0;
      for (let j = 0; j < r; j++) {
        const br = get(vectors, j * r + e);
        if (isComplex<T>()) {
          const bi = get(wi, j * r + e);
          set(S, i * r + j, get(S, i * r + j) - (ar * br + ai * bi));
          set(si, i * r + j, get(si, i * r + j) - (ai * br - ar * bi));
        } else {
          set(S, i * r + j, get(S, i * r + j) - ar * br);
        }
      }
    }
  }
}
