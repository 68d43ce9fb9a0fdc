// assembly/linalg/lanes.ts without lanes: the same loops, and the same order of sums.

import { at, get, set } from '../memory';

/** x[0..n) *= s */
@inline
export function scale(n: i32, s: f64, x: usize): void {
  for (let i = 0; i < n; i++) set(x, i, s * get(x, i));
}

/** y[0..n) = s·x[0..n) */
@inline
export function scaled(n: i32, s: f64, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) set(y, i, s * get(x, i));
}

/** z[0..n) = s·(x + y) */
@inline
export function scaledSum(n: i32, s: f64, x: usize, y: usize, z: usize): void {
  for (let i = 0; i < n; i++) set(z, i, s * (get(x, i) + get(y, i)));
}

/** z[0..n) = s·(x − y) */
@inline
export function scaledDifference(n: i32, s: f64, x: usize, y: usize, z: usize): void {
  for (let i = 0; i < n; i++) set(z, i, s * (get(x, i) - get(y, i)));
}

/** y[0..n) += s·x[0..n) */
@inline
export function axpy(n: i32, s: f64, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) set(y, i, get(y, i) + s * get(x, i));
}

/** Σ x_i y_i, in four interleaved partial sums. */
@inline
export function dot(n: i32, x: usize, y: usize): f64 {
  let a: f64 = 0, b: f64 = 0, c: f64 = 0, d: f64 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    a += get(x, i) * get(y, i);
    b += get(x, i + 1) * get(y, i + 1);
    c += get(x, i + 2) * get(y, i + 2);
    d += get(x, i + 3) * get(y, i + 3);
  }
  if (i + 1 < n) {
    a += get(x, i) * get(y, i);
    b += get(x, i + 1) * get(y, i + 1);
    i += 2;
  }
  let total = a + c + (b + d);
  if (i < n) total += get(x, i) * get(y, i);
  return total;
}

/**
 * a·b into `ofB` and a·c into `ofC`, each in two partial sums, and that much times −s of a to b and to c: both are read
 * before either is written, so that a row may be its own companion.
 */
@inline
export function takeOutTwo(n: i32, s: f64, a: usize, b: usize, c: usize, ofB: usize, ofC: usize): void {
  const pairs = n & ~1;
  let first: f64 = 0, firstOdd: f64 = 0, second: f64 = 0, secondOdd: f64 = 0;
  for (let i = 0; i < pairs; i += 2) {
    const v = get(a, i), w = get(a, i + 1);
    first += v * get(b, i);
    firstOdd += w * get(b, i + 1);
    second += v * get(c, i);
    secondOdd += w * get(c, i + 1);
  }
  first += firstOdd;
  second += secondOdd;
  if (n & 1) {
    first += get(a, pairs) * get(b, pairs);
    second += get(a, pairs) * get(c, pairs);
  }
  set(ofB, 0, first);
  set(ofC, 0, second);
  first *= -s;
  second *= -s;
  for (let i = 0; i < n; i++) {
    const v = get(a, i), to = get(b, i), other = get(c, i);
    set(b, i, to + first * v);
    set(c, i, other + second * v);
  }
}

/** The same for four rows b, c, d, e, whose first three products lie beside each other: e may be d itself. */
@inline
export function takeOutFour(
  n: i32, s: f64, a: usize, b: usize, c: usize, d: usize, e: usize, products: usize, ofE: usize,
): void {
  takeOutTwo(n, s, a, b, c, products, products + 8);
  takeOutTwo(n, s, a, d, e, products + 16, ofE);
}

/** x·b, x·c, x·d and x·e, each in two partial sums: three into `out`, one after the other, the last into `ofE`. */
export function dotFour(n: i32, x: usize, b: usize, c: usize, d: usize, e: usize, out: usize, ofE: usize): void {
  set(out, 0, dotByPairs(n, x, b));
  set(out, 1, dotByPairs(n, x, c));
  set(out, 2, dotByPairs(n, x, d));
  set(ofE, 0, dotByPairs(n, x, e));
}

function dotByPairs(n: i32, x: usize, y: usize): f64 {
  const pairs = n & ~1;
  let even: f64 = 0, odd: f64 = 0;
  for (let i = 0; i < pairs; i += 2) {
    even += get(x, i) * get(y, i);
    odd += get(x, i + 1) * get(y, i + 1);
  }
  const sum = even + odd;
  return n & 1 ? sum + get(x, pairs) * get(y, pairs) : sum;
}

/** y[0..n) −= Σ_k s_k·rows_k, four rows `stride` apart. */
export function takeRows(n: i32, s: usize, rows: usize, stride: i32, y: usize): void {
  const s0 = get(s, 0), s1 = get(s, 1), s2 = get(s, 2), s3 = get(s, 3);
  const b = at(rows, stride), c = at(b, stride), d = at(c, stride);
  for (let i = 0; i < n; i++) {
    set(y, i, get(y, i) - (s0 * get(rows, i) + s1 * get(b, i) + (s2 * get(c, i) + s3 * get(d, i))));
  }
}

/** x ← c·x − s·f·y, y ← s·x + c·f·y. */
export function rotate(n: i32, c: f64, s: f64, f: f64, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) {
    const a = get(x, i), b = f * get(y, i);
    set(x, i, c * a - s * b);
    set(y, i, s * a + c * b);
  }
}

/** The same of complex numbers in planes, f = fr + j fi. */
export function rotateComplex(
  n: i32, c: f64, s: f64, fr: f64, fi: f64, xr: usize, xi: usize, yr: usize, yi: usize,
): void {
  for (let i = 0; i < n; i++) {
    const ar = get(xr, i), ai = get(xi, i), yre = get(yr, i), yim = get(yi, i);
    const br = fr * yre - fi * yim, bi = fr * yim + fi * yre;
    set(xr, i, c * ar - s * br);
    set(xi, i, c * ai - s * bi);
    set(yr, i, s * ar + c * br);
    set(yi, i, s * ai + c * bi);
  }
}

/** y = the conjugate of (re + j im)·x over n complex numbers in planes. */
@inline
export function conjugateProduct(n: i32, re: f64, im: f64, xr: usize, xi: usize, yr: usize, yi: usize): void {
  for (let k = 0; k < n; k++) {
    const a = get(xr, k), b = get(xi, k);
    set(yr, k, re * a - im * b);
    set(yi, k, -(re * b + im * a));
  }
}

/** y += (re + j im)·x over n complex numbers in planes. */
@inline
export function addProduct(n: i32, re: f64, im: f64, xr: usize, xi: usize, yr: usize, yi: usize): void {
  for (let k = 0; k < n; k++) {
    const a = get(xr, k), b = get(xi, k);
    set(yr, k, get(yr, k) + (re * a - im * b));
    set(yi, k, get(yi, k) + (re * b + im * a));
  }
}

/** z_i += x_i y_i */
@inline
export function addEach(n: i32, x: usize, y: usize, z: usize): void {
  for (let i = 0; i < n; i++) set(z, i, get(z, i) + get(x, i) * get(y, i));
}

/** z = a·x + b·y + c·u + d·v */
@inline
export function combine(
  n: i32, a: f64, x: usize, b: f64, y: usize, c: f64, u: usize, d: f64, v: usize, z: usize,
): void {
  for (let i = 0; i < n; i++) set(z, i, a * get(x, i) + b * get(y, i) + (c * get(u, i) + d * get(v, i)));
}

/** b += (re + j im)·a over n complex numbers in planes, each part in the order of two axpy. */
@inline
export function axpyComplex(n: i32, re: f64, im: f64, a: usize, ai: usize, b: usize, bi: usize): void {
  for (let i = 0; i < n; i++) {
    const x = get(a, i), y = get(ai, i);
    set(b, i, get(b, i) + re * x - im * y);
    set(bi, i, get(bi, i) + re * y + im * x);
  }
}

/** z[0..2) = s·Σ_l x_l y_l, y_l the pairs of numbers `stride` apart. */
@inline
export function pairSum(n: i32, s: f64, x: usize, y: usize, stride: i32, z: usize): void {
  let first: f64 = 0, second: f64 = 0;
  for (let l = 0; l < n; l++) {
    const a = get(x, l);
    first += a * get(y, l * stride);
    second += a * get(y, l * stride + 1);
  }
  set(z, 0, s * first);
  set(z, 1, s * second);
}

/** The same of complex numbers, in planes. */
@inline
export function complexPairSum(
  n: i32, s: f64, xr: usize, xi: usize, yr: usize, yi: usize, stride: i32, zr: usize, zi: usize,
): void {
  let re: f64 = 0, im: f64 = 0, nextRe: f64 = 0, nextIm: f64 = 0;
  for (let l = 0; l < n; l++) {
    const a = get(xr, l), b = get(xi, l), c = at(yr, l * stride), d = at(yi, l * stride);
    re = re + a * get(c, 0) - b * get(d, 0);
    im += a * get(d, 0) + b * get(c, 0);
    nextRe = nextRe + a * get(c, 1) - b * get(d, 1);
    nextIm += a * get(d, 1) + b * get(c, 1);
  }
  set(zr, 0, s * re);
  set(zr, 1, s * nextRe);
  set(zi, 0, s * im);
  set(zi, 1, s * nextIm);
}
