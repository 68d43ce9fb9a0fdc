// The directions in which a factor moves and its covariance does not: V → V Ω, Ω skew-Hermitian. Their outer products
// fix them in a Hessian, exactly: a gradient has no part in them.

import { at, get, set, zero } from '../../memory';
import { isComplex, planes } from '../../field';

/** Rows β·VΩ/|VΩ|, V r×p, for a basis of the skew-Hermitian Ω; returns how many: p(p−1)/2 (Real) or p² (Complex). */
export function gaugeRows<T>(V: usize, r: i32, p: i32, beta: f64, to: usize): i32 {
  const size = r * p * planes<T>();
  let count = 0;
  const vi = at(V, r * p);
  for (let a = 0; a < p; a++) {
    for (let b = a + (isComplex<T>() ? 0 : 1); b < p; b++) {
      // Ω = E_ab − E_ba
      if (a != b) {
        const row = at(to, count++ * size);
        zero(row, size);
        let norm: f64 = 0;
        for (let i = 0; i < r * planes<T>(); i++) {
          const va = get(V, i * p + a), vb = get(V, i * p + b);
          set(row, i * p + b, va);
          set(row, i * p + a, -vb);
          norm += va * va + vb * vb;
        }
        lengthen(row, size, norm, beta);
      }
      if (isComplex<T>()) {
        // Ω = j(E_ab + E_ba), or jE_aa
        const row = at(to, count++ * size), im = at(row, r * p);
        zero(row, size);
        let norm: f64 = 0;
        for (let i = 0; i < r; i++) {
          const ar = get(V, i * p + a), ai = get(vi, i * p + a), br = get(V, i * p + b), bi = get(vi, i * p + b);
          set(row, i * p + b, -ai);
          set(im, i * p + b, ar);
          set(row, i * p + a, -bi);
          set(im, i * p + a, br);
          norm += a == b ? ar * ar + ai * ai : ar * ar + ai * ai + br * br + bi * bi;
        }
        lengthen(row, size, norm, beta);
      }
    }
  }
  return count;
}

/** Brings a row whose square is given to length β; of columns that are zero nothing turns, and the row stays zero. */
@inline
function lengthen(row: usize, size: i32, square: f64, beta: f64): void {
  if (square == 0) return;
  const s = beta / Math.sqrt(square);
  for (let i = 0; i < size; i++) set(row, i, s * get(row, i));
}
