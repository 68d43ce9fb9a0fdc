// assembly/linalg/tile.ts without lanes: the same tile of 4×4, and the same order of sums.

import { at, get, set } from '../memory';

/** C (m×n, rows cs apart) = or += s·A·B; A m×k by its strides, B k×n with rows bs apart. */
export function accumulate(
  m: i32, n: i32, k: i32, s: f64, a: usize, ar: i32, ac: i32, b: usize, bs: i32, c: usize, cs: i32, add: bool,
): void {
  for (let i = 0; i < m; i += 4) {
    for (let j = 0; j < n; j += 4) {
      tile(min(4, m - i), min(4, n - j), k, s, at(a, i * ar), ar, ac, at(b, j), bs, at(c, i * cs + j), cs, add);
    }
  }
}

/** The same for the tiles that meet the upper triangle of C (n×n); what lies below it there is left undefined. */
export function accumulateUpper(
  n: i32, k: i32, s: f64, a: usize, ar: i32, ac: i32, b: usize, bs: i32, c: usize, cs: i32, add: bool,
): void {
  for (let i = 0; i < n; i += 4) {
    accumulate(min(4, n - i), n - i, k, s, at(a, i * ar), ar, ac, at(b, i), bs, at(c, i * (cs + 1)), cs, add);
  }
}

/** One tile of m×n, m and n at most 4: sixteen accumulators, as the language has no wider numbers. */
function tile(
  m: i32, n: i32, k: i32, s: f64, a: usize, ar: i32, ac: i32, b: usize, bs: i32, c: usize, cs: i32, add: bool,
): void {
  // rows that are not there repeat the last one
  const step = <usize>ac << 3, next = <usize>bs << 3, row = <usize>ar << 3;
  let a0 = a;
  let a1 = m > 1 ? a0 + row : a0, a2 = m > 2 ? a1 + row : a1, a3 = m > 3 ? a2 + row : a2;
  let c00: f64 = 0, c01: f64 = 0, c02: f64 = 0, c03: f64 = 0;
  let c10: f64 = 0, c11: f64 = 0, c12: f64 = 0, c13: f64 = 0;
  let c20: f64 = 0, c21: f64 = 0, c22: f64 = 0, c23: f64 = 0;
  let c30: f64 = 0, c31: f64 = 0, c32: f64 = 0, c33: f64 = 0;
  for (let l = 0; l < k; l++) {
    const b0 = get(b, 0), b1 = get(b, 1), b2 = get(b, 2), b3 = get(b, 3);
    const x0 = get(a0, 0), x1 = get(a1, 0), x2 = get(a2, 0), x3 = get(a3, 0);
    c00 += x0 * b0; c01 += x0 * b1; c02 += x0 * b2; c03 += x0 * b3;
    c10 += x1 * b0; c11 += x1 * b1; c12 += x1 * b2; c13 += x1 * b3;
    c20 += x2 * b0; c21 += x2 * b1; c22 += x2 * b2; c23 += x2 * b3;
    c30 += x3 * b0; c31 += x3 * b1; c32 += x3 * b2; c33 += x3 * b3;
    a0 += step; a1 += step; a2 += step; a3 += step;
    b += next;
  }
  if (s != 1) {
    c00 *= s; c01 *= s; c02 *= s; c03 *= s;
    c10 *= s; c11 *= s; c12 *= s; c13 *= s;
    c20 *= s; c21 *= s; c22 *= s; c23 *= s;
    c30 *= s; c31 *= s; c32 *= s; c33 *= s;
  }
  put(c, n, c00, c01, c02, c03, add);
  if (m == 1) return;
  put(at(c, cs), n, c10, c11, c12, c13, add);
  if (m == 2) return;
  put(at(c, 2 * cs), n, c20, c21, c22, c23, add);
  if (m == 3) return;
  put(at(c, 3 * cs), n, c30, c31, c32, c33, add);
}

/** The first n of the four. */
@inline
function put(c: usize, n: i32, x0: f64, x1: f64, x2: f64, x3: f64, add: bool): void {
  putOne(c, 0, x0, add);
  if (n > 1) putOne(c, 1, x1, add);
  if (n > 2) putOne(c, 2, x2, add);
  if (n > 3) putOne(c, 3, x3, add);
}

@inline
function putOne(c: usize, i: i32, x: f64, add: bool): void {
  set(c, i, add ? get(c, i) + x : x);
}
