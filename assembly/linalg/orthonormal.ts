// Orthonormal rows: Gram–Schmidt with pivots, which takes the row that has most left of it next.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { isComplex } from '../field';
import { axpy, dot, scale } from './lanes';

/**
 * Orthonormal rows that span those of `rows` (count×n in T, destroyed), up to `most` of them, into `out` (most×n in T);
 * what was left of each when its turn came, as a square, into `left` (most), which falls. Below `least` of the first
 * one's square what is left is rounding. passes: 2 where they are to be orthogonal to rounding. Returns how many there
 * are.
 */
export function orthonormalRows<T>(
  rows: usize, count: i32, n: i32, most: i32, least: f64, out: usize, left: usize, passes: i32,
): i32 {
  const rowsIm = at(rows, count * n), outIm = at(out, most * n), scope = mark(), used = take(count);
  zero(used, count);
  let found = 0;
  while (found < most) {
    let pivot = -1, largest: f64 = 0;
    for (let i = 0; i < count; i++) {
      const square = get(used, i) != 0 ? 0 : squareOf<T>(n, at(rows, i * n), at(rowsIm, i * n));
      if (square > largest) { largest = square; pivot = i; }
    }
    if (pivot < 0 || (found > 0 && largest < least * get(left, 0))) break;
    set(used, pivot, 1);
    set(left, found, largest);
    const q = at(out, found * n), qi = at(outIm, found * n);
    copy(q, at(rows, pivot * n), n);
    if (isComplex<T>()) copy(qi, at(rowsIm, pivot * n), n);
    normalize<T>(n, q, qi, largest);
    for (let pass = 0; pass < passes; pass++) {
      for (let k = 0; k < found; k++) takeOut<T>(n, at(out, k * n), at(outIm, k * n), q, qi);
      normalize<T>(n, q, qi, squareOf<T>(n, q, qi));
    }
    found++;
    for (let i = 0; i < count; i++) {
      if (get(used, i) == 0) takeOut<T>(n, q, qi, at(rows, i * n), at(rowsIm, i * n));
    }
  }
  release(scope);
  return found;
}

function squareOf<T>(n: i32, x: usize, xi: usize): f64 {
  return isComplex<T>() ? dot(n, x, x) + dot(n, xi, xi) : dot(n, x, x);
}

function normalize<T>(n: i32, x: usize, xi: usize, square: f64): void {
  const s = 1 / Math.sqrt(square);
  scale(n, s, x);
  if (isComplex<T>()) scale(n, s, xi);
}

/** x ← x − (x·q^H) q, |q| = 1. */
function takeOut<T>(n: i32, q: usize, qi: usize, x: usize, xi: usize): void {
  if (!isComplex<T>()) {
    axpy(n, -dot(n, x, q), q, x);
    return;
  }
  const re = dot(n, x, q) + dot(n, xi, qi), im = dot(n, xi, q) - dot(n, x, qi);
  axpy(n, -re, q, x);
  axpy(n, im, qi, x);
  axpy(n, -re, qi, xi);
  axpy(n, -im, q, xi);
}
