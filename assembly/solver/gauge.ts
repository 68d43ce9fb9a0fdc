// The directions in which a factor moves and its covariance does not: V → V Ω, Ω skew-Hermitian. Their outer products
// fix them in a Hessian, exactly, whatever their length: a gradient has no part in them. So each Hessian chooses the
// length that suits its scale: one for all where V has the length 1 (the face), √f/|VΩ| where R_s may be 1e-12 of R_c
// (superposed/curvature.ts).

import { at, get, mark, release, set, take, zero } from '../memory';
import { planes } from '../field';
import { scale } from '../linalg/lanes';

/**
 * Rows VΩ, V r×width, for a basis of the skew-Hermitian Ω that turn columns from..to among each other; returns how
 * many: of p columns p(p−1)/2 (Real) or p² (Complex). squares: where |VΩ|² of each is to go, 0: nowhere.
 */
export function rotationRows<T>(
  V: usize, r: i32, width: i32, from: i32, to: i32, out: usize, squares: usize = 0,
): i32 {
  const size = r * width * planes<T>(), vi = at(V, r * width);
  let count = 0;
  for (let a = from; a < to; a++) {
    for (let b = a; b < to; b++) {
      // Ω = E_ab − E_ba, and j(E_ab + E_ba) or jE_aa
      for (let turn = a == b ? 1 : 0; turn < planes<T>(); turn++) {
        const row = at(out, count * size), im = at(row, r * width);
        zero(row, size);
        let square: f64 = 0;
        for (let i = 0; i < (turn == 0 ? r * planes<T>() : r); i++) {
          const ia = i * width + a, ib = i * width + b, va = get(V, ia), vb = get(V, ib);
          if (turn == 0) {
            set(row, ib, va);
            set(row, ia, -vb);
            square += va * va + vb * vb;
          } else {
            const wa = get(vi, ia), wb = get(vi, ib);
            set(row, ib, -wa);
            set(im, ib, va);
            set(row, ia, -wb);
            set(im, ia, vb);
            square += a == b ? va * va + wa * wa : va * va + wa * wa + vb * vb + wb * wb;
          }
        }
        if (squares != 0) set(squares, count, square);
        count++;
      }
    }
  }
  return count;
}

/** Rows β·VΩ/|VΩ|, V r×p; of columns that are zero nothing turns, and their row is zero. Returns how many. */
export function gaugeRows<T>(V: usize, r: i32, p: i32, beta: f64, out: usize): i32 {
  const scope = mark(), squares = take(p * p), size = r * p * planes<T>();
  const count = rotationRows<T>(V, r, p, 0, p, out, squares);
  for (let j = 0; j < count; j++) {
    if (get(squares, j) != 0) scale(size, beta / Math.sqrt(get(squares, j)), at(out, j * size));
  }
  release(scope);
  return count;
}
