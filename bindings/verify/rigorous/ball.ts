/**
 * Real numbers with a proof of how well they are known. A Ball is every real x with |x − (h + l)| ≤ r, h and l doubles,
 * r a double ≥ 0. Each operation returns a ball that contains every result for every choice of the operands in theirs.
 *
 * All that is taken on trust is IEEE 754: +, −, ×, / in double precision are rounded to nearest, so that the result z of
 * one of them is off by at most u|z|, u = 2^-53 (for a product plus `tiny`, where it underflows); and two classical
 * facts that follow from it: `twoSum` (Knuth) and, without overflow, `twoProduct` (Dekker) are exact. Every other
 * error is bounded after the fact, from what has been computed. Overflow makes a radius infinite or NaN, which no
 * comparison takes for a proof.
 *
 * Radii are themselves computed in doubles: each is a sum of fewer than 16 nonnegative terms, none with more than four
 * roundings, so that the factor `up` makes it an upper bound of what it stands for.
 */

/** 2^-53, 1 + 2^-48, 2^-1000 and 2^27 + 1: literals, as no power of the host's is trusted. */
const u = 1.1102230246251565e-16;
export const up = 1.0000000000000036;
export const tiny = 9.332636185032189e-302;
const splitter = 134217729;

export interface Ball {
  readonly h: number;
  readonly l: number;
  readonly r: number;
}

/** s + e = a + b exactly, s = a + b rounded. */
function twoSumError(a: number, b: number, s: number): number {
  const t = s - a;
  return a - (s - t) + (b - t);
}

/** p + e = a·b exactly (but for `tiny`, where it underflows), p = a·b rounded; |a|, |b| < 2^996. */
function twoProductError(a: number, b: number, p: number): number {
  const ta = splitter * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = splitter * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}

/** s + w as a ball of radius r. */
function normal(s: number, w: number, r: number): Ball {
  const h = s + w;
  return { h, l: twoSumError(s, w, h), r };
}

/** A double, exactly. */
export function exact(x: number): Ball {
  return { h: x, l: 0, r: 0 };
}

/** A double that is known to within r. */
export function about(x: number, r: number): Ball {
  return { h: x, l: 0, r };
}

/** What nothing is known of. */
export const unknown = about(NaN, NaN);
export const zero = exact(0);
export const one = exact(1);

/** The number 0, and no other. */
export function isZero({ h, l, r }: Ball): boolean {
  return h === 0 && l === 0 && r === 0;
}

/** x_l + y_l and e + t are rounded, the rest is exact. */
export function add(x: Ball, y: Ball): Ball {
  if (isZero(x)) return y;
  if (isZero(y)) return x;
  const s = x.h + y.h;
  const t = x.l + y.l;
  const w = twoSumError(x.h, y.h, s) + t;
  return normal(s, w, (x.r + y.r + u * (Math.abs(t) + Math.abs(w))) * up + tiny);
}

export function negate(x: Ball): Ball {
  return { h: -x.h, l: -x.l, r: x.r };
}

export function subtract(x: Ball, y: Ball): Ball {
  return add(x, negate(y));
}

/** Two products, two sums are rounded, x_l y_l is left out; and |x y − x' y'| ≤ |x| r_y + |y| r_x + r_x r_y. */
export function multiply(x: Ball, y: Ball): Ball {
  if ((isZero(x) && y.r < Infinity) || (isZero(y) && x.r < Infinity)) return zero;
  const p = x.h * y.h;
  const a = x.h * y.l;
  const b = x.l * y.h;
  const t = a + b;
  const w = twoProductError(x.h, y.h, p) + t;
  const rounded = u * (Math.abs(a) + Math.abs(b) + Math.abs(t) + Math.abs(w)) + Math.abs(x.l * y.l);
  const xs = Math.abs(x.h) + Math.abs(x.l);
  const ys = Math.abs(y.h) + Math.abs(y.l);
  return normal(p, w, (rounded + xs * y.r + ys * x.r + x.r * y.r) * up + tiny);
}

export function square(x: Ball): Ball {
  return multiply(x, x);
}

/** Times a power of two, which is exact but for underflow. */
export function scale(x: Ball, power: number): Ball {
  if (isZero(x)) return x;
  return { h: x.h * power, l: x.l * power, r: x.r * power + tiny };
}

/** No element is larger in magnitude. */
export function magnitude(x: Ball): number {
  return (Math.abs(x.h) + Math.abs(x.l) + x.r) * up;
}

/** No element is smaller in magnitude; 0 where the ball contains 0. NaN where nothing is known. */
export function mignitude(x: Ball): number {
  return Math.max(0, (Math.abs(x.h) - (Math.abs(x.l) + x.r) * up) * 0.9999999999999964 - tiny);
}

/** A double that no element lies above. */
export function upper(x: Ball): number {
  const s = x.h + (x.l + x.r);
  return s + (Math.abs(s) + Math.abs(x.l) + x.r) * 4 * u + tiny;
}

/** A double that no element lies below. */
export function lower(x: Ball): number {
  return -upper(negate(x));
}

export function isPositive(x: Ball): boolean {
  return lower(x) > 0;
}

/** x/y: any z is off by at most |x − z y|/|y|. */
export function divide(x: Ball, y: Ball): Ball {
  const q = x.h / y.h;
  const rest = subtract(x, multiply(exact(q), y));
  const z = normal(q, rest.h / y.h, 0);
  const r = magnitude(subtract(x, multiply(z, y))) / mignitude(y);
  return { h: z.h, l: z.l, r: r * up + tiny };
}

/** √x: any z > 0 is off by |z² − x|/(z + √x) ≤ |z² − x|/z. NaN where the ball has elements below 0. */
export function root(x: Ball): Ball {
  if (isZero(x)) return x;
  if (!(lower(x) >= 0)) return unknown;
  const s = Math.sqrt(x.h);
  const z = normal(s, subtract(x, square(exact(s))).h / (2 * s), 0);
  if (!(z.h > 0)) return unknown;
  const r = magnitude(subtract(square(z), x)) / mignitude(z);
  return { h: z.h, l: z.l, r: r * up + tiny };
}

/** Widened by e ≥ 0. */
export function widen(x: Ball, e: number): Ball {
  return { h: x.h, l: x.l, r: (x.r + e) * up + tiny };
}

/** Σ of a list. */
export function sum(terms: readonly Ball[]): Ball {
  return terms.reduce(add, zero);
}
