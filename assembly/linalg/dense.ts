// Dense products over either field. Row-major split planes (field.ts); c never aliases a or b.

import { at, copy, get, set, zero } from '../memory';
import { isComplex, planes } from '../field';

/** y[0..n) += s·x[0..n), two lanes at a time. */
@inline
export function axpy(n: i32, s: f64, x: usize, y: usize): void {
  const s2 = f64x2.splat(s);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const q = at(y, i);
    v128.store(q, f64x2.add(v128.load(q), f64x2.mul(s2, v128.load(at(x, i)))));
  }
  if (i < n) set(y, i, get(y, i) + s * get(x, i));
}

/** Σ x_i y_i, in two interleaved partial sums. */
@inline
export function dot(n: i32, x: usize, y: usize): f64 {
  let sum = f64x2.splat(0);
  let i = 0;
  for (; i + 1 < n; i += 2) sum = f64x2.add(sum, f64x2.mul(v128.load(at(x, i)), v128.load(at(y, i))));
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (i < n) total += get(x, i) * get(y, i);
  return total;
}

/** x[0..n) *= s */
@inline
export function scale(n: i32, s: f64, x: usize): void {
  for (let i = 0; i < n; i++) set(x, i, s * get(x, i));
}

/** C (m×n) = A (m×k) · B (k×n). */
export function multiply<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  zero(c, m * n * planes<T>());
  const ai = at(a, m * k), bi = at(b, k * n), ci = at(c, m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const re = get(a, i * k + l);
      axpy(n, re, at(b, l * n), at(c, i * n));
      if (isComplex<T>()) {
        const im = get(ai, i * k + l);
        axpy(n, -im, at(bi, l * n), at(c, i * n));
        axpy(n, re, at(bi, l * n), at(ci, i * n));
        axpy(n, im, at(b, l * n), at(ci, i * n));
      }
    }
  }
}

/** C (m×n) = A^H · B, A k×m, B k×n. */
export function multiplyHN<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  zero(c, m * n * planes<T>());
  const ai = at(a, k * m), bi = at(b, k * n), ci = at(c, m * n);
  for (let l = 0; l < k; l++) {
    for (let i = 0; i < m; i++) {
      const re = get(a, l * m + i);
      axpy(n, re, at(b, l * n), at(c, i * n));
      if (isComplex<T>()) {
        const im = get(ai, l * m + i);
        axpy(n, im, at(bi, l * n), at(c, i * n));
        axpy(n, re, at(bi, l * n), at(ci, i * n));
        axpy(n, -im, at(b, l * n), at(ci, i * n));
      }
    }
  }
}

/** C (m×n) = A · B^H, A m×k, B n×k. */
export function multiplyNH<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  const ai = at(a, m * k), bi = at(b, n * k), ci = at(c, m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let re = dot(k, at(a, i * k), at(b, j * k));
      if (isComplex<T>()) {
        re += dot(k, at(ai, i * k), at(bi, j * k));
        set(ci, i * n + j, dot(k, at(ai, i * k), at(b, j * k)) - dot(k, at(a, i * k), at(bi, j * k)));
      }
      set(c, i * n + j, re);
    }
  }
}

/** `to` (rows×columns) = the first `columns` columns of `from` (rows×width). */
export function leadingColumns<T>(to: usize, from: usize, rows: i32, width: i32, columns: i32): void {
  for (let i = 0; i < rows * planes<T>(); i++) copy(at(to, i * columns), at(from, i * width), columns);
}

/** Upper triangle of H (n×n, real) += G^T G, G real rows×n; the strict lower triangle is left alone. */
export function rankUpdate(h: usize, g: usize, rows: i32, n: i32): void {
  for (let l = 0; l < rows; l++) {
    const row = at(g, l * n);
    for (let i = 0; i < n; i++) {
      const s = get(row, i);
      if (s != 0) axpy(n - i, s, at(row, i), at(h, i * n + i));
    }
  }
}
