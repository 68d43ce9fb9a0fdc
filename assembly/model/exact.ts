// Cross products that keep their digits where they vanish: a device on the line through the arrays, or on that of an
// array's axis; and inner products of which all but a little cancels. Numbers are unevaluated sums hi + lo of two f64
// (Dekker's double length): a function returns hi and leaves lo in `rest`.

import { get } from '../memory';

/** The lo part of the last result. */
export let rest: f64 = 0;

/** a + b, exactly. */
export function exactSum(a: f64, b: f64): f64 {
  const s = a + b, t = s - a;
  rest = (a - (s - t)) + (b - t);
  return s;
}

/** 2^27 + 1: the product splits a number into halves of 26 bits. */
const SPLIT: f64 = 134217729;

/** a·b, exactly where nothing overflows or underflows. */
function exactProduct(a: f64, b: f64): f64 {
  const p = a * b;
  const at = SPLIT * a, bt = SPLIT * b, ah = at - (at - a), bh = bt - (bt - b), al = a - ah, bl = b - bh;
  rest = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
  return p;
}

/** Σ a_i b_i over n numbers each, those of b `step` apart: to twice the digits of f64 of its largest terms. */
export function exactInner(n: i32, a: usize, b: usize, step: i32): f64 {
  let sum: f64 = 0, low: f64 = 0;
  for (let i = 0; i < n; i++) {
    const p = exactProduct(get(a, i), get(b, i * step));
    low += rest;
    sum = exactSum(sum, p);
    low += rest;
  }
  return exactSum(sum, low);
}

/** The product of two sums. */
function product(a: f64, aRest: f64, b: f64, bRest: f64): f64 {
  const p = exactProduct(a, b), low = rest + (a * bRest + aRest * b);
  const hi = p + low;
  rest = low - (hi - p);
  return hi;
}

/** x of a × b = a_x b_y − a_y b_x for vectors of sums, each as x, its rest, y, its rest. */
export function cross(
  ax: f64, axRest: f64, ay: f64, ayRest: f64, bx: f64, bxRest: f64, by: f64, byRest: f64,
): f64 {
  const first = product(ax, axRest, by, byRest), firstRest = rest;
  const second = product(ay, ayRest, bx, bxRest), secondRest = rest;
  return exactSum(first, -second) + (rest + (firstRest - secondRest));
}

/** Terms of the series below: (π/4)^28/28! is less than 1e-32. */
const TERMS = 14;

/** The cosine of an angle in degrees, to twice the digits of f64. */
export function exactCosine(degrees: f64): f64 {
  // exact differences: |x| ≤ 45 is left, of which cosine or sine are sought
  let x = Math.abs(degrees) % 360;
  if (x > 180) x = 360 - x;
  if (x <= 45) return series(x, false);
  if (x <= 135) return series(90 - x, true);
  const hi = series(180 - x, false);
  rest = -rest;
  return -hi;
}

/** The sine likewise. */
export function exactSine(degrees: f64): f64 {
  let x = Math.abs(degrees) % 360, negative = degrees < 0;
  if (x > 180) {
    x = 360 - x;
    negative = !negative;
  }
  if (x > 90) x = 180 - x;
  const hi = x <= 45 ? series(x, true) : series(90 - x, false);
  if (negative) rest = -rest;
  return negative ? -hi : hi;
}

/** Taylor's series of the cosine or the sine at |degrees| ≤ 45, from its last term on. */
function series(degrees: f64, odd: bool): f64 {
  if (degrees == 0) { // an array along an axis, as most are
    rest = 0;
    return odd ? 0 : 1;
  }
  // π/180 and what is left of it
  const x = product(degrees, 0, 0.017453292519943295, 2.9486522708701687e-19), xRest = rest;
  const square = product(x, xRest, x, xRest), squareRest = rest;
  let sum: f64 = 1, sumRest: f64 = 0;
  for (let k = TERMS; k > 0; k--) {
    // sum ← 1 − x² sum/((n − 1) n)
    const n = <f64>(odd ? 2 * k + 1 : 2 * k), divisor = n * (n - 1);
    const p = product(square, squareRest, sum, sumRest), pRest = rest, q = p / divisor;
    const left = exactProduct(q, divisor), qRest = ((p - left) - rest + pRest) / divisor;
    sum = exactSum(1, -q);
    sumRest = rest - qRest;
  }
  if (!odd) {
    rest = sumRest;
    return sum;
  }
  return product(x, xRest, sum, sumRest);
}
