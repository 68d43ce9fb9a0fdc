// The one inner loop of all dense products: a 4×4 tile of C += s·A·B in eight f64x2 accumulators.
//
//              b[l][j] b[l][j+1] │ b[l][j+2] b[l][j+3]      two loads a step
//   a[i  ][l]       c00          │       c02                one splat load a row, no shuffles
//   a[i+1][l]       c10          │       c12
//   a[i+2][l]       c20          │       c22
//   a[i+3][l]       c30          │       c32
//
// Element (i, l) of A is at a + 8(i·ar + l·ac), so that A and A^T cost the same; rows of B and C are contiguous. Sums
// run over l in order, in every tile, whatever m and n are. A tile at the right edge reads up to three numbers past
// the end of a row of B, and drops them (memory.ts keeps the last ones inside linear memory).

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

/** One tile of m×n, m and n at most 4. */
@inline
function tile(
  m: i32, n: i32, k: i32, s: f64, a: usize, ar: i32, ac: i32, b: usize, bs: i32, c: usize, cs: i32, add: bool,
): void {
  if (m <= 2) {
    twoRows(m, n, k, s, a, ar, ac, b, bs, c, cs, add);
    return;
  }
  // rows that are not there repeat the last one
  const step = <usize>ac << 3, next = <usize>bs << 3, row = <usize>ar << 3;
  let a0 = a;
  let a1 = a0 + row, a2 = a1 + row, a3 = m > 3 ? a2 + row : a2;
  let c00 = f64x2.splat(0), c02 = c00, c10 = c00, c12 = c00, c20 = c00, c22 = c00, c30 = c00, c32 = c00;
  for (let l = 0; l < k; l++) {
    const b0 = v128.load(b), b2 = v128.load(b, 16);
    const x0 = v128.load64_splat(a0), x1 = v128.load64_splat(a1);
    const x2 = v128.load64_splat(a2), x3 = v128.load64_splat(a3);
    c00 = f64x2.add(c00, f64x2.mul(x0, b0));
    c02 = f64x2.add(c02, f64x2.mul(x0, b2));
    c10 = f64x2.add(c10, f64x2.mul(x1, b0));
    c12 = f64x2.add(c12, f64x2.mul(x1, b2));
    c20 = f64x2.add(c20, f64x2.mul(x2, b0));
    c22 = f64x2.add(c22, f64x2.mul(x2, b2));
    c30 = f64x2.add(c30, f64x2.mul(x3, b0));
    c32 = f64x2.add(c32, f64x2.mul(x3, b2));
    a0 += step; a1 += step; a2 += step; a3 += step;
    b += next;
  }
  const f = f64x2.splat(s);
  c00 = f64x2.mul(f, c00); c02 = f64x2.mul(f, c02); c10 = f64x2.mul(f, c10); c12 = f64x2.mul(f, c12);
  c20 = f64x2.mul(f, c20); c22 = f64x2.mul(f, c22); c30 = f64x2.mul(f, c30); c32 = f64x2.mul(f, c32);
  if (n == 4) {
    put(c, c00, c02, add);
    put(at(c, cs), c10, c12, add);
    put(at(c, 2 * cs), c20, c22, add);
    if (m == 3) return;
    put(at(c, 3 * cs), c30, c32, add);
    return;
  }
  putEdge(c, n, c00, c02, add);
  putEdge(at(c, cs), n, c10, c12, add);
  putEdge(at(c, 2 * cs), n, c20, c22, add);
  if (m == 3) return;
  putEdge(at(c, 3 * cs), n, c30, c32, add);
}

/** One or two rows at the lower edge, in the same order of sums. */
function twoRows(
  m: i32, n: i32, k: i32, s: f64, a: usize, ar: i32, ac: i32, b: usize, bs: i32, c: usize, cs: i32, add: bool,
): void {
  const step = <usize>ac << 3, next = <usize>bs << 3;
  let a0 = a, a1 = m > 1 ? a + (<usize>ar << 3) : a;
  let c00 = f64x2.splat(0), c02 = c00, c10 = c00, c12 = c00;
  for (let l = 0; l < k; l++) {
    const b0 = v128.load(b), b2 = v128.load(b, 16), x0 = v128.load64_splat(a0), x1 = v128.load64_splat(a1);
    c00 = f64x2.add(c00, f64x2.mul(x0, b0));
    c02 = f64x2.add(c02, f64x2.mul(x0, b2));
    c10 = f64x2.add(c10, f64x2.mul(x1, b0));
    c12 = f64x2.add(c12, f64x2.mul(x1, b2));
    a0 += step; a1 += step;
    b += next;
  }
  const f = f64x2.splat(s);
  c00 = f64x2.mul(f, c00); c02 = f64x2.mul(f, c02); c10 = f64x2.mul(f, c10); c12 = f64x2.mul(f, c12);
  if (n == 4) {
    put(c, c00, c02, add);
    if (m == 2) put(at(c, cs), c10, c12, add);
    return;
  }
  putEdge(c, n, c00, c02, add);
  if (m == 2) putEdge(at(c, cs), n, c10, c12, add);
}

@inline
function put(c: usize, x: v128, y: v128, add: bool): void {
  v128.store(c, add ? f64x2.add(v128.load(c), x) : x);
  v128.store(c, add ? f64x2.add(v128.load(c, 16), y) : y, 16);
}

/** The first n < 4 of the four. */
function putEdge(c: usize, n: i32, x: v128, y: v128, add: bool): void {
  if (n > 1) {
    v128.store(c, add ? f64x2.add(v128.load(c), x) : x);
    if (n == 3) putOne(c + 16, f64x2.extract_lane(y, 0), add);
  } else {
    putOne(c, f64x2.extract_lane(x, 0), add);
  }
}

@inline
function putOne(c: usize, x: f64, add: bool): void {
  set(c, 0, add ? get(c, 0) + x : x);
}
