// Dense products over either field. Row-major split planes (field.ts); c never aliases a or b.

import { at, copy, get, mark, release, set, take } from '../memory';
import { isComplex, planes } from '../field';
import { accumulate, accumulateUpper } from './tile';

/** C (m×n) = A (m×k) · B (k×n). */
export function multiply<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  product<T>(c, a, m * k, k, 1, 1, b, m, k, n);
}

/** C (m×n) = A^H · B, A k×m, B k×n. */
export function multiplyHN<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  product<T>(c, a, m * k, 1, m, -1, b, m, k, n);
}

/** C (m×n) = A · B and A^T · B, A real, m×k or k×m. */
export function realTimes<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  timesReal<T>(c, a, k, 1, b, m, k, n);
}
export function realTransposedTimes<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  timesReal<T>(c, a, 1, m, b, m, k, n);
}

/** Plane by plane, A by its strides. */
function timesReal<T>(c: usize, a: usize, ar: i32, ac: i32, b: usize, m: i32, k: i32, n: i32): void {
  accumulate(m, n, k, 1, a, ar, ac, b, n, c, n, false);
  if (isComplex<T>()) accumulate(m, n, k, 1, a, ar, ac, at(b, k * n), n, at(c, m * n), n, false);
}

/** C = A·B with A by its strides, its imaginary plane `plane` further on and times `sign`. */
function product<T>(
  c: usize, a: usize, plane: i32, ar: i32, ac: i32, sign: f64, b: usize, m: i32, k: i32, n: i32,
): void {
  accumulate(m, n, k, 1, a, ar, ac, b, n, c, n, false);
  if (isComplex<T>()) {
    const ai = at(a, plane), bi = at(b, k * n), ci = at(c, m * n);
    accumulate(m, n, k, -sign, ai, ar, ac, bi, n, c, n, true);
    accumulate(m, n, k, 1, a, ar, ac, bi, n, ci, n, false);
    accumulate(m, n, k, sign, ai, ar, ac, b, n, ci, n, true);
  }
}

/** C (m×n) = A · B^H, A m×k, B n×k. */
export function multiplyNH<T>(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  const scope = mark();
  const adjoint = take(k * n * planes<T>());
  const bi = at(b, n * k), ti = at(adjoint, k * n);
  for (let l = 0; l < k; l++) {
    for (let j = 0; j < n; j++) {
      set(adjoint, l * n + j, get(b, j * k + l));
      if (isComplex<T>()) set(ti, l * n + j, -get(bi, j * k + l));
    }
  }
  multiply<T>(c, a, adjoint, m, k, n);
  release(scope);
}

/**
 * Hermitian C (n×n) of the rows of G (rows×n): C_ij = s Σ_l G_li conj(G_lj).
 */
export function gram<T>(c: usize, g: usize, rows: i32, n: i32, s: f64): void {
  accumulateUpper(n, rows, s, g, 1, n, g, n, c, n, false);
  if (isComplex<T>()) {
    const gi = at(g, rows * n), ci = at(c, n * n);
    accumulateUpper(n, rows, s, gi, 1, n, gi, n, c, n, true);
    accumulateUpper(n, rows, s, gi, 1, n, g, n, ci, n, false);
    accumulateUpper(n, rows, -s, g, 1, n, gi, n, ci, n, true);
    for (let i = 0; i < n; i++) {
      set(ci, i * n + i, 0);
      for (let j = i + 1; j < n; j++) set(ci, j * n + i, -get(ci, i * n + j));
    }
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) set(c, j * n + i, get(c, i * n + j));
}

/** `to` (rows×columns) = the first `columns` columns of `from` (rows×width). */
export function leadingColumns<T>(to: usize, from: usize, rows: i32, width: i32, columns: i32): void {
  for (let i = 0; i < rows * planes<T>(); i++) copy(at(to, i * columns), at(from, i * width), columns);
}

/** Upper triangle of H (n×n, real) += G^T G, G real rows×n; below the diagonal H is undefined afterwards. */
export function rankUpdate(h: usize, g: usize, rows: i32, n: i32): void {
  // tiles walk down columns of G: by as many rows at a time as stay in the cache
  const most = max(FEWEST, CACHED / n);
  for (let first = 0; first < rows; first += most) {
    const from = at(g, first * n);
    accumulateUpper(n, min(most, rows - first), 1, from, 1, n, from, n, h, n, true);
  }
}

/** Numbers of G that a second-level cache keeps, and rows that pay for reading and writing H once more. */
const CACHED = 32768;
const FEWEST = 32;
