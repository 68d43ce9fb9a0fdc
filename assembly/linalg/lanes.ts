// Short loops in two f64x2 lanes. With tile.ts the only code that knows of lanes: what is compiled without them
// (bench/twin) has its own of both, with the same order of sums.

import { at, get, set } from '../memory';

/** x[0..n) *= s */
@inline
export function scale(n: i32, s: f64, x: usize): void {
  const s2 = f64x2.splat(s);
  let i = 0;
  for (; i + 1 < n; i += 2) v128.store(at(x, i), f64x2.mul(s2, v128.load(at(x, i))));
  if (i < n) set(x, i, s * get(x, i));
}

/** y[0..n) = s·x[0..n) */
@inline
export function scaled(n: i32, s: f64, x: usize, y: usize): void {
  const s2 = f64x2.splat(s);
  let i = 0;
  for (; i + 1 < n; i += 2) v128.store(at(y, i), f64x2.mul(s2, v128.load(at(x, i))));
  if (i < n) set(y, i, s * get(x, i));
}

/** z[0..n) = s·(x + y) */
@inline
export function scaledSum(n: i32, s: f64, x: usize, y: usize, z: usize): void {
  const s2 = f64x2.splat(s);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    v128.store(at(z, i), f64x2.mul(s2, f64x2.add(v128.load(at(x, i)), v128.load(at(y, i)))));
  }
  if (i < n) set(z, i, s * (get(x, i) + get(y, i)));
}

/** z[0..n) = s·(x − y) */
@inline
export function scaledDifference(n: i32, s: f64, x: usize, y: usize, z: usize): void {
  const s2 = f64x2.splat(s);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    v128.store(at(z, i), f64x2.mul(s2, f64x2.sub(v128.load(at(x, i)), v128.load(at(y, i)))));
  }
  if (i < n) set(z, i, s * (get(x, i) - get(y, i)));
}

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

/** Σ x_i y_i, in four interleaved partial sums. */
@inline
export function dot(n: i32, x: usize, y: usize): f64 {
  let even = f64x2.splat(0), odd = even;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const p = at(x, i), q = at(y, i);
    even = f64x2.add(even, f64x2.mul(v128.load(p), v128.load(q)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(p, 16), v128.load(q, 16)));
  }
  if (i + 1 < n) {
    even = f64x2.add(even, f64x2.mul(v128.load(at(x, i)), v128.load(at(y, i))));
    i += 2;
  }
  const sum = f64x2.add(even, odd);
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
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
  let x = f64x2.splat(0), y = x;
  for (let i = 0; i < pairs; i += 2) {
    const v = v128.load(at(a, i));
    x = f64x2.add(x, f64x2.mul(v, v128.load(at(b, i))));
    y = f64x2.add(y, f64x2.mul(v, v128.load(at(c, i))));
  }
  let first = f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
  let second = f64x2.extract_lane(y, 0) + f64x2.extract_lane(y, 1);
  if (n & 1) {
    first += get(a, pairs) * get(b, pairs);
    second += get(a, pairs) * get(c, pairs);
  }
  set(ofB, 0, first);
  set(ofC, 0, second);
  first *= -s;
  second *= -s;
  const s2 = f64x2.splat(first), t2 = f64x2.splat(second);
  for (let i = 0; i < pairs; i += 2) {
    const v = v128.load(at(a, i)), p = at(b, i), q = at(c, i), to = v128.load(p), other = v128.load(q);
    v128.store(p, f64x2.add(to, f64x2.mul(s2, v)));
    v128.store(q, f64x2.add(other, f64x2.mul(t2, v)));
  }
  if (n & 1) {
    const v = get(a, pairs), to = get(b, pairs), other = get(c, pairs);
    set(b, pairs, to + first * v);
    set(c, pairs, other + second * v);
  }
}

/** x·b, x·c, x·d and x·e, each in two partial sums: three into `out`, one after the other, the last into `ofE`. */
export function dotFour(n: i32, x: usize, b: usize, c: usize, d: usize, e: usize, out: usize, ofE: usize): void {
  const pairs = n & ~1;
  let s = f64x2.splat(0), t = s, u = s, v = s;
  for (let i = 0; i < pairs; i += 2) {
    const z = v128.load(at(x, i));
    s = f64x2.add(s, f64x2.mul(z, v128.load(at(b, i))));
    t = f64x2.add(t, f64x2.mul(z, v128.load(at(c, i))));
    u = f64x2.add(u, f64x2.mul(z, v128.load(at(d, i))));
    v = f64x2.add(v, f64x2.mul(z, v128.load(at(e, i))));
  }
  let first = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  let second = f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1);
  let third = f64x2.extract_lane(u, 0) + f64x2.extract_lane(u, 1);
  let fourth = f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
  if (n & 1) {
    const z = get(x, pairs);
    first += z * get(b, pairs);
    second += z * get(c, pairs);
    third += z * get(d, pairs);
    fourth += z * get(e, pairs);
  }
  set(out, 0, first);
  set(out, 1, second);
  set(out, 2, third);
  set(ofE, 0, fourth);
}

/** takeOutTwo for four rows b, c, d, e, whose first three products lie beside each other: e may be d itself. */
@inline
export function takeOutFour(
  n: i32, s: f64, a: usize, b: usize, c: usize, d: usize, e: usize, products: usize, ofE: usize,
): void {
  dotFour(n, a, b, c, d, e, products, ofE);
  const first = -s * get(products, 0), second = -s * get(products, 1);
  const third = -s * get(products, 2), fourth = -s * get(ofE, 0), pairs = n & ~1;
  const x = f64x2.splat(first), y = f64x2.splat(second), z = f64x2.splat(third), w = f64x2.splat(fourth);
  for (let i = 0; i < pairs; i += 2) {
    const v = v128.load(at(a, i)), toB = at(b, i), toC = at(c, i), toD = at(d, i), toE = at(e, i);
    const D = v128.load(toD), E = v128.load(toE);
    v128.store(toB, f64x2.add(v128.load(toB), f64x2.mul(x, v)));
    v128.store(toC, f64x2.add(v128.load(toC), f64x2.mul(y, v)));
    v128.store(toD, f64x2.add(D, f64x2.mul(z, v)));
    v128.store(toE, f64x2.add(E, f64x2.mul(w, v)));
  }
  if (n & 1) {
    const v = get(a, pairs), D = get(d, pairs), E = get(e, pairs);
    set(b, pairs, get(b, pairs) + first * v);
    set(c, pairs, get(c, pairs) + second * v);
    set(d, pairs, D + third * v);
    set(e, pairs, E + fourth * v);
  }
}

/** y[0..n) −= Σ_k s_k·rows_k, four rows `stride` apart. */
@inline
export function takeRows(n: i32, s: usize, rows: usize, stride: i32, y: usize): void {
  const b = at(rows, stride), c = at(b, stride), d = at(c, stride), pairs = n & ~1;
  const s0 = v128.load64_splat(s), s1 = v128.load64_splat(s + 8);
  const s2 = v128.load64_splat(s + 16), s3 = v128.load64_splat(s + 24);
  for (let i = 0; i < pairs; i += 2) {
    const first = f64x2.add(f64x2.mul(s0, v128.load(at(rows, i))), f64x2.mul(s1, v128.load(at(b, i))));
    const second = f64x2.add(f64x2.mul(s2, v128.load(at(c, i))), f64x2.mul(s3, v128.load(at(d, i))));
    v128.store(at(y, i), f64x2.sub(v128.load(at(y, i)), f64x2.add(first, second)));
  }
  if (n & 1) {
    const first = get(s, 0) * get(rows, pairs) + get(s, 1) * get(b, pairs);
    set(y, pairs, get(y, pairs) - (first + (get(s, 2) * get(c, pairs) + get(s, 3) * get(d, pairs))));
  }
}

/** x ← c·x − s·f·y, y ← s·x + c·f·y. */
@inline
export function rotate(n: i32, c: f64, s: f64, f: f64, x: usize, y: usize): void {
  const c2 = f64x2.splat(c), s2 = f64x2.splat(s), f2 = f64x2.splat(f);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const a = v128.load(at(x, i)), b = f64x2.mul(f2, v128.load(at(y, i)));
    v128.store(at(x, i), f64x2.sub(f64x2.mul(c2, a), f64x2.mul(s2, b)));
    v128.store(at(y, i), f64x2.add(f64x2.mul(s2, a), f64x2.mul(c2, b)));
  }
  if (i < n) {
    const a = get(x, i), b = f * get(y, i);
    set(x, i, c * a - s * b);
    set(y, i, s * a + c * b);
  }
}

/** The same of complex numbers in planes, f = fr + j fi. */
@inline
export function rotateComplex(
  n: i32, c: f64, s: f64, fr: f64, fi: f64, xr: usize, xi: usize, yr: usize, yi: usize,
): void {
  const c2 = f64x2.splat(c), s2 = f64x2.splat(s), r2 = f64x2.splat(fr), i2 = f64x2.splat(fi);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const ar = v128.load(at(xr, i)), ai = v128.load(at(xi, i)), yre = v128.load(at(yr, i)), yim = v128.load(at(yi, i));
    const br = f64x2.sub(f64x2.mul(r2, yre), f64x2.mul(i2, yim));
    const bi = f64x2.add(f64x2.mul(r2, yim), f64x2.mul(i2, yre));
    v128.store(at(xr, i), f64x2.sub(f64x2.mul(c2, ar), f64x2.mul(s2, br)));
    v128.store(at(xi, i), f64x2.sub(f64x2.mul(c2, ai), f64x2.mul(s2, bi)));
    v128.store(at(yr, i), f64x2.add(f64x2.mul(s2, ar), f64x2.mul(c2, br)));
    v128.store(at(yi, i), f64x2.add(f64x2.mul(s2, ai), f64x2.mul(c2, bi)));
  }
  if (i < n) {
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
  const r2 = f64x2.splat(re), i2 = f64x2.splat(im);
  let k = 0;
  for (; k + 1 < n; k += 2) {
    const a = v128.load(at(xr, k)), b = v128.load(at(xi, k));
    v128.store(at(yr, k), f64x2.sub(f64x2.mul(r2, a), f64x2.mul(i2, b)));
    v128.store(at(yi, k), f64x2.neg(f64x2.add(f64x2.mul(r2, b), f64x2.mul(i2, a))));
  }
  if (k < n) {
    const a = get(xr, k), b = get(xi, k);
    set(yr, k, re * a - im * b);
    set(yi, k, -(re * b + im * a));
  }
}

/** y += (re + j im)·x over n complex numbers in planes. */
@inline
export function addProduct(n: i32, re: f64, im: f64, xr: usize, xi: usize, yr: usize, yi: usize): void {
  const r2 = f64x2.splat(re), i2 = f64x2.splat(im);
  let k = 0;
  for (; k + 1 < n; k += 2) {
    const a = v128.load(at(xr, k)), b = v128.load(at(xi, k)), to = at(yr, k), toIm = at(yi, k);
    v128.store(to, f64x2.add(v128.load(to), f64x2.sub(f64x2.mul(r2, a), f64x2.mul(i2, b))));
    v128.store(toIm, f64x2.add(v128.load(toIm), f64x2.add(f64x2.mul(r2, b), f64x2.mul(i2, a))));
  }
  if (k < n) {
    const a = get(xr, k), b = get(xi, k);
    set(yr, k, get(yr, k) + (re * a - im * b));
    set(yi, k, get(yi, k) + (re * b + im * a));
  }
}

/** z_i += x_i y_i */
@inline
export function addEach(n: i32, x: usize, y: usize, z: usize): void {
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const q = at(z, i);
    v128.store(q, f64x2.add(v128.load(q), f64x2.mul(v128.load(at(x, i)), v128.load(at(y, i)))));
  }
  if (i < n) set(z, i, get(z, i) + get(x, i) * get(y, i));
}

/** z = a·x + b·y + c·u + d·v */
@inline
export function combine(
  n: i32, a: f64, x: usize, b: f64, y: usize, c: f64, u: usize, d: f64, v: usize, z: usize,
): void {
  const a2 = f64x2.splat(a), b2 = f64x2.splat(b), c2 = f64x2.splat(c), d2 = f64x2.splat(d);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const first = f64x2.add(f64x2.mul(a2, v128.load(at(x, i))), f64x2.mul(b2, v128.load(at(y, i))));
    const second = f64x2.add(f64x2.mul(c2, v128.load(at(u, i))), f64x2.mul(d2, v128.load(at(v, i))));
    v128.store(at(z, i), f64x2.add(first, second));
  }
  if (i < n) set(z, i, a * get(x, i) + b * get(y, i) + (c * get(u, i) + d * get(v, i)));
}

/** b += (re + j im)·a over n complex numbers in planes, each part in the order of two axpy. */
@inline
export function axpyComplex(n: i32, re: f64, im: f64, a: usize, ai: usize, b: usize, bi: usize): void {
  const r2 = f64x2.splat(re), i2 = f64x2.splat(im);
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const x = v128.load(at(a, i)), y = v128.load(at(ai, i)), to = at(b, i), toIm = at(bi, i);
    v128.store(to, f64x2.sub(f64x2.add(v128.load(to), f64x2.mul(r2, x)), f64x2.mul(i2, y)));
    v128.store(toIm, f64x2.add(f64x2.add(v128.load(toIm), f64x2.mul(r2, y)), f64x2.mul(i2, x)));
  }
  if (i < n) {
    const x = get(a, i), y = get(ai, i);
    set(b, i, get(b, i) + re * x - im * y);
    set(bi, i, get(bi, i) + re * y + im * x);
  }
}

/** z[0..2) = s·Σ_l x_l y_l, y_l the pairs of numbers `stride` apart. */
@inline
export function pairSum(n: i32, s: f64, x: usize, y: usize, stride: i32, z: usize): void {
  let sum = f64x2.splat(0);
  for (let l = 0; l < n; l++) {
    sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(at(x, l)), v128.load(at(y, l * stride))));
  }
  v128.store(z, f64x2.mul(f64x2.splat(s), sum));
}

/** The same of complex numbers, in planes. */
@inline
export function complexPairSum(
  n: i32, s: f64, xr: usize, xi: usize, yr: usize, yi: usize, stride: i32, zr: usize, zi: usize,
): void {
  let re = f64x2.splat(0), im = re;
  for (let l = 0; l < n; l++) {
    const a = v128.load64_splat(at(xr, l)), b = v128.load64_splat(at(xi, l));
    const c = v128.load(at(yr, l * stride)), d = v128.load(at(yi, l * stride));
    re = f64x2.sub(f64x2.add(re, f64x2.mul(a, c)), f64x2.mul(b, d));
    im = f64x2.add(im, f64x2.add(f64x2.mul(a, d), f64x2.mul(b, c)));
  }
  v128.store(zr, f64x2.mul(f64x2.splat(s), re));
  v128.store(zi, f64x2.mul(f64x2.splat(s), im));
}
