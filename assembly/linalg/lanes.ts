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

/** x and y both ← x + y. */
@inline
export function fold(n: i32, x: usize, y: usize): void {
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const sum = f64x2.add(v128.load(at(x, i)), v128.load(at(y, i)));
    v128.store(at(x, i), sum);
    v128.store(at(y, i), sum);
  }
  if (i < n) {
    const sum = get(x, i) + get(y, i);
    set(x, i, sum);
    set(y, i, sum);
  }
}
