// Cholesky factors and triangular solves.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, dot, dotFour, scale, takeRows } from './lanes';
import { accumulate } from './tile';

/**
 * Real symmetric H = U^T U in place, from and into the upper triangle (n×n). A pivot below `floor` times its own
 * diagonal entry is replaced by that diagonal entry times 1e+30, which fixes the unknown at 0 (directions without
 * curvature, or a negative one by rounding). Returns the number of replaced pivots, or −1 where one is not a number.
 */
export function choleskyUpper(h: usize, n: i32, floor: f64): i32 {
  let replaced = 0;
  for (let i = 0; i < n; i += 4) {
    // rows i..i+3 less what the rows above contribute, then the four among themselves
    const size = min(4, n - i), rows = at(h, i * n + i);
    for (let k = 0; k < size; k++) set(originals, k, get(rows, k * n + k));
    accumulate(size, n - i, i, -1, at(h, i), 1, n, at(h, i), n, rows, n, true);
    for (let k = 0; k < size; k++) {
      const row = at(rows, k * n + k), length = n - i - k, original = get(originals, k);
      let pivot = get(row, 0);
      if (!(pivot > floor * original)) {
        if (!(pivot < Infinity)) return -1;
        pivot = (original > 0 ? original : 1) * DISMISSED;
        replaced++;
      }
      const root = Math.sqrt(pivot);
      set(row, 0, root);
      scale(length - 1, 1 / root, at(row, 1));
      for (let below = 1; below < size - k; below++) {
        axpy(length - below, -get(row, below), at(row, below), at(row, below * (n + 1)));
      }
    }
  }
  return replaced;
}

/** What replaces a pivot that is none: its unknown comes out as 0. */
const DISMISSED: f64 = 1e30;

/** Diagonal entries of the four rows in hand before anything is subtracted. */
const originals = memory.data(4 * 8, 16);

/** x ← U^-T x, U upper n×n: four rows at a time, whose quotients wait for each other, then for none of what is left. */
export function solveUpperT(u: usize, n: i32, x: usize): void {
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const row = at(u, i * (n + 1)), y = at(x, i);
    const ra = 1 / get(row, 0), rb = 1 / get(row, n + 1), rc = 1 / get(row, 2 * n + 2), rd = 1 / get(row, 3 * n + 3);
    const v = get(y, 0) * ra;
    const w = (get(y, 1) - v * get(row, 1)) * rb;
    const s = (get(y, 2) - v * get(row, 2) - w * get(row, n + 2)) * rc;
    const t = (get(y, 3) - v * get(row, 3) - w * get(row, n + 3) - s * get(row, 2 * n + 3)) * rd;
    set(y, 0, v);
    set(y, 1, w);
    set(y, 2, s);
    set(y, 3, t);
    takeRows(n - i - 4, y, at(row, 4), n, at(y, 4));
  }
  for (; i < n; i++) {
    const v = get(x, i) / get(u, i * n + i);
    set(x, i, v);
    if (v != 0) axpy(n - i - 1, -v, at(u, i * n + i + 1), at(x, i + 1));
  }
}

/** x ← U^-1 x, U upper n×n: from the last row up, four at a time. */
export function solveUpper(u: usize, n: i32, x: usize): void {
  let i = n - 4;
  for (; i >= 0; i -= 4) {
    const row = at(u, i * (n + 1)), y = at(x, i);
    const ra = 1 / get(row, 0), rb = 1 / get(row, n + 1), rc = 1 / get(row, 2 * n + 2), rd = 1 / get(row, 3 * n + 3);
    dotFour(n - i - 4, at(y, 4), at(row, 4), at(row, n + 4), at(row, 2 * n + 4), at(row, 3 * n + 4), sums, sums + 24);
    const t = (get(y, 3) - get(sums, 3)) * rd;
    const s = (get(y, 2) - get(sums, 2) - t * get(row, 2 * n + 3)) * rc;
    const w = (get(y, 1) - get(sums, 1) - t * get(row, n + 3) - s * get(row, n + 2)) * rb;
    set(y, 0, (get(y, 0) - get(sums, 0) - t * get(row, 3) - s * get(row, 2) - w * get(row, 1)) * ra);
    set(y, 1, w);
    set(y, 2, s);
    set(y, 3, t);
  }
  for (i += 3; i >= 0; i--) {
    const v = get(x, i) - dot(n - i - 1, at(u, i * n + i + 1), at(x, i + 1));
    set(x, i, v / get(u, i * n + i));
  }
}

/** Products of the four rows in hand with what is solved. */
const sums = memory.data(4 * 8, 16);

/** Hermitian A = L L^H in place over either field (lower triangle in, L with zeros above out). False if not ≻ 0. */
export function choleskyLower<T>(a: usize, n: i32): bool {
  const ai = at(a, n * n);
  for (let j = 0; j < n; j++) {
    let pivot = get(a, j * n + j);
    for (let l = 0; l < j; l++) {
      const re = get(a, j * n + l);
      pivot -= re * re;
      if (isComplex<T>()) {
        const im = get(ai, j * n + l);
        pivot -= im * im;
      }
    }
    if (!(pivot > 0)) return false;
    const root = Math.sqrt(pivot), inverse = 1 / root;
    set(a, j * n + j, root);
    if (isComplex<T>()) set(ai, j * n + j, 0);
    for (let i = j + 1; i < n; i++) {
      let re = get(a, i * n + j);
      let im: f64 = 0;
      if (isComplex<T>()) im = get(ai, i * n + j);
      for (let l = 0; l < j; l++) {
        const xr = get(a, i * n + l), yr = get(a, j * n + l);
        re -= xr * yr;
        if (isComplex<T>()) {
          const xi = get(ai, i * n + l), yi = get(ai, j * n + l);
          re -= xi * yi;
          im -= xi * yr - xr * yi;
        }
      }
      set(a, i * n + j, re * inverse);
      if (isComplex<T>()) set(ai, i * n + j, im * inverse);
      set(a, j * n + i, 0);
      if (isComplex<T>()) set(ai, j * n + i, 0);
    }
  }
  return true;
}

/** `out` = A^-1 over either field, n×n, by Gauss–Jordan with row pivoting; A is kept. */
export function invert<T>(a: usize, out: usize, n: i32): void {
  const scope = mark();
  const w = take(n * n * planes<T>());
  copy(w, a, n * n * planes<T>());
  zero(out, n * n * planes<T>());
  for (let i = 0; i < n; i++) set(out, i * n + i, 1);
  const wi = at(w, n * n), oi = at(out, n * n);
  for (let c = 0; c < n; c++) {
    let pivot = c, largest: f64 = -1;
    for (let i = c; i < n; i++) {
      const re = get(w, i * n + c), im = isComplex<T>() ? get(wi, i * n + c) : 0;
      const size = re * re + im * im;
      if (size > largest) { largest = size; pivot = i; }
    }
    for (let j = 0; j < n; j++) {
      swap(w, c * n + j, pivot * n + j);
      swap(out, c * n + j, pivot * n + j);
      if (isComplex<T>()) {
        swap(wi, c * n + j, pivot * n + j);
        swap(oi, c * n + j, pivot * n + j);
      }
    }
    const pr = get(w, c * n + c), pi = isComplex<T>() ? get(wi, c * n + c) : 0, norm = pr * pr + pi * pi;
    scaleRow<T>(w, wi, c, n, pr / norm, -pi / norm);
    scaleRow<T>(out, oi, c, n, pr / norm, -pi / norm);
    for (let i = 0; i < n; i++) {
      if (i == c) continue;
      const re = get(w, i * n + c), im = isComplex<T>() ? get(wi, i * n + c) : 0;
      subtractRow<T>(w, wi, i, c, n, re, im);
      subtractRow<T>(out, oi, i, c, n, re, im);
    }
  }
  release(scope);
}

@inline
function swap(p: usize, i: i32, j: i32): void {
  const x = get(p, i);
  set(p, i, get(p, j));
  set(p, j, x);
}

function scaleRow<T>(a: usize, ai: usize, i: i32, n: i32, re: f64, im: f64): void {
  for (let j = 0; j < n; j++) {
    const x = get(a, i * n + j);
    if (isComplex<T>()) {
      const y = get(ai, i * n + j);
      set(a, i * n + j, x * re - y * im);
      set(ai, i * n + j, x * im + y * re);
    } else set(a, i * n + j, x * re);
  }
}

/** row i −= (re + j·im)·row c */
function subtractRow<T>(a: usize, ai: usize, i: i32, c: i32, n: i32, re: f64, im: f64): void {
  axpy(n, -re, at(a, c * n), at(a, i * n));
  if (isComplex<T>()) {
    axpy(n, im, at(ai, c * n), at(a, i * n));
    axpy(n, -re, at(ai, c * n), at(ai, i * n));
    axpy(n, -im, at(a, c * n), at(ai, i * n));
  }
}
