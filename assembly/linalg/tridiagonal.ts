// The extreme eigenvalues of a Hermitian matrix alone: Householder reflections to a real tridiagonal matrix with the
// same eigenvalues, then bisection on how many of them lie above a number.

import { at, get, mark, release, set, take } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, dot, scale } from './lanes';

/** Largest eigenvalue of Hermitian A (n×n, destroyed), from above, to rounding. `near`: a guess, or NaN for none. */
export function largestEigenvalue<T>(a: usize, n: i32, near: f64): f64 {
  const scope = mark();
  const diagonal = take(n), squares = take(n), s = intoRange<T>(a, n);
  tridiagonal<T>(a, n, diagonal, squares);
  const largest = top(diagonal, squares, n, s * near, 0);
  release(scope);
  return largest / s;
}

/** Smallest eigenvalue of Hermitian A (n×n, destroyed), from below; to `error`, or that part of it; 0: to rounding. */
export function smallestEigenvalue<T>(a: usize, n: i32, error: f64): f64 {
  const scope = mark();
  const diagonal = take(n), squares = take(n), s = intoRange<T>(a, n);
  tridiagonal<T>(a, n, diagonal, squares);
  for (let i = 0; i < n; i++) set(diagonal, i, -get(diagonal, i));
  const smallest = -top(diagonal, squares, n, NaN, error);
  release(scope);
  return smallest / s;
}

/** Entries whose squares, and what is left of these by rounding, are f64: from here to its inverse. */
const SMALL: f64 = 1e-120;

/** Scales a matrix whose entries are all smaller than that, or one of which is larger, by what is returned. */
function intoRange<T>(a: usize, n: i32): f64 {
  const size = n * n * planes<T>();
  let largest: f64 = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(get(a, i)));
  if (!(largest > 0) || (largest >= SMALL && largest <= 1 / SMALL)) return 1;
  const s = 1 / largest;
  if (!(s > 0 && s < Infinity)) return 1;
  scale(size, s, a);
  return s;
}

/** Diagonal and squared moduli of the off-diagonal (at i: of entry (i, i+1)) of a tridiagonal matrix similar to A. */
function tridiagonal<T>(a: usize, n: i32, diagonal: usize, squares: usize): void {
  const ai = at(a, n * n);
  const v = take(n), vi = take(n), w = take(n), wi = take(n);
  for (let k = 0; k < n; k++) {
    set(diagonal, k, get(a, k * n + k));
    if (k == n - 1) break;
    // x, the column below the diagonal: the conjugate of the row beside it
    const first = k + 1, m = n - first;
    let norm: f64 = 0;
    for (let j = 0; j < m; j++) {
      const x = get(a, k * n + first + j);
      set(v, j, x);
      norm += x * x;
      if (isComplex<T>()) {
        const y = get(ai, k * n + first + j);
        set(vi, j, -y);
        norm += y * y;
      }
    }
    set(squares, k, norm);
    if (m == 1 || norm == 0) continue;
    // v = x + |x| e^{jθ} e_1, β = 2/|v|²
    const length = Math.sqrt(norm), head = get(v, 0);
    let modulus = Math.abs(head);
    if (isComplex<T>()) {
      const y = get(vi, 0);
      modulus = Math.sqrt(head * head + y * y);
      const s = modulus > 0 ? 1 + length / modulus : 0;
      set(vi, 0, s * y);
      set(v, 0, modulus > 0 ? s * head : length);
    } else {
      set(v, 0, head >= 0 ? head + length : head - length);
    }
    const beta = 1 / (length * (length + modulus));
    // w = β A v − ½β² (v^H A v) v; A ← A − v w^H − w v^H
    let inner: f64 = 0;
    for (let i = 0; i < m; i++) {
      const row = at(a, (first + i) * n + first);
      let re = dot(m, row, v);
      if (isComplex<T>()) {
        const rowIm = at(ai, (first + i) * n + first);
        re -= dot(m, rowIm, vi);
        const im = beta * (dot(m, row, vi) + dot(m, rowIm, v));
        set(wi, i, im);
        inner += im * get(vi, i);
      }
      re *= beta;
      set(w, i, re);
      inner += re * get(v, i);
    }
    axpy(m, -0.5 * beta * inner, v, w);
    if (isComplex<T>()) axpy(m, -0.5 * beta * inner, vi, wi);
    for (let i = 0; i < m; i++) {
      const row = at(a, (first + i) * n + first), vr = get(v, i), wr = get(w, i);
      axpy(m, -vr, w, row);
      axpy(m, -wr, v, row);
      if (isComplex<T>()) {
        const rowIm = at(ai, (first + i) * n + first), vm = get(vi, i), wm = get(wi, i);
        axpy(m, -vm, wi, row);
        axpy(m, -wm, vi, row);
        axpy(m, vr, wi, rowIm);
        axpy(m, -vm, w, rowIm);
        axpy(m, wr, vi, rowIm);
        axpy(m, -wm, v, rowIm);
      }
    }
  }
}

/**
 * Largest eigenvalue of the tridiagonal matrix, by bisection: between its largest diagonal entry and Gershgorin's
 * bound, or, with a guess, between two numbers beside it, found by steps that grow from its rounding.
 */
function top(diagonal: usize, squares: usize, n: i32, near: f64, error: f64): f64 {
  let low = get(diagonal, 0), high = low, before: f64 = 0;
  for (let i = 0; i < n; i++) {
    const x = get(diagonal, i), after = i < n - 1 ? Math.sqrt(get(squares, i)) : 0;
    low = Math.max(low, x);
    high = Math.max(high, x + before + after);
    before = after;
  }
  if (!(high - low < Infinity)) return NaN;
  if (near > low && near < high) {
    // a guess of nearly 0 has no rounding of its own to begin with
    let step = Math.max(f64.EPSILON * Math.abs(near), LEAST * Math.max(Math.abs(low), Math.abs(high)));
    if (isAbove(near, diagonal, squares, n)) {
      high = near;
      while (high - step > low && isAbove(high - step, diagonal, squares, n)) { high -= step; step *= GALLOP; }
      low = Math.max(low, high - step);
    } else {
      low = near;
      while (low + step < high && !isAbove(low + step, diagonal, squares, n)) { low += step; step *= GALLOP; }
      high = Math.min(high, low + step);
    }
  }
  while (high - low > error * Math.max(1, Math.abs(high))) {
    const middle = low + 0.5 * (high - low);
    if (!(middle > low && middle < high)) break;
    if (isAbove(middle, diagonal, squares, n)) high = middle;
    else low = middle;
  }
  return high;
}

/** The first step away from a guess is at least this much of the bounds. */
const LEAST: f64 = 1e-30;
/** Growth of the steps away from a guess. */
const GALLOP: f64 = 16;

/** Whether x exceeds every eigenvalue: all pivots of x·I − A are positive. */
@inline
function isAbove(x: f64, diagonal: usize, squares: usize, n: i32): bool {
  let pivot = x - get(diagonal, 0);
  for (let i = 1; i < n; i++) {
    if (!(pivot > 0)) return false;
    pivot = x - get(diagonal, i) - get(squares, i - 1) / pivot;
  }
  return pivot > 0;
}
