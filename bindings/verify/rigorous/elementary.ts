/**
 * exp, log, sin, cos of balls. What Math says serves as a guess at most: a bad one makes a ball wide and never wrong.
 */
import {
  add,
  divide,
  exact,
  magnitude,
  multiply,
  negate,
  one,
  scale,
  square,
  subtract,
  unknown,
  widen,
  zero,
  type Ball,
} from './ball.js';

/** π and ln 2 to two doubles; what is left is below the radius. */
export const pi: Ball = { h: 3.141592653589793, l: 1.2246467991473532e-16, r: 3e-33 };
export const ln2: Ball = { h: 0.6931471805599453, l: 2.3190468138462996e-17, r: 6e-34 };

/** 1/k!, k = 0 … 48. */
export const inverseFactorials: readonly Ball[] = (() => {
  const list = [one];
  for (let k = 1; k <= 48; k++) list.push(divide(list[k - 1], exact(k)));
  return list;
})();

/** Σ_k coefficients[k] x^k, by Horner. */
export function polynomial(coefficients: readonly Ball[], x: Ball): Ball {
  return coefficients.reduceRight((value, c) => add(multiply(value, x), c), zero);
}

/** x^n, n ≥ 0, rounded n times at most: for radii, which have room for that; and 2^n exactly, n of either sign. */
export function power(x: number, n: number): number {
  let value = 1;
  for (let i = 0; i < Math.abs(n); i++) value *= n < 0 ? 1 / x : x;
  return value;
}

const halvings = 8;
const expTerms = inverseFactorials.slice(0, 12);

/**
 * exp x = 2^k (exp r)^256, r = (x − k ln 2)/256. For |r| ≤ 1/2, Σ_{i<12} r^i/i! is off by at most 2 |r|^12/12!.
 */
export function exp(x: Ball): Ball {
  const k = Math.round(x.h / ln2.h);
  const r = scale(subtract(x, multiply(exact(k), ln2)), 1 / 256);
  const size = magnitude(r);
  if (!(size <= 0.5) || Math.abs(k) > 900) return unknown;
  let value = widen(polynomial(expTerms, r), 2 * power(size, 12) * magnitude(inverseFactorials[12]));
  for (let i = 0; i < halvings; i++) value = square(value);
  return scale(value, power(2, k));
}

/** log x = y + log(1 + z), z = x exp(−y) − 1: for |z| ≤ 1/2, z − z²/2 + z³/3 is off by at most |z|⁴/2. */
export function log(x: Ball): Ball {
  const y = Math.log(x.h);
  if (!(Math.abs(y) < 600)) return unknown;
  const z = subtract(multiply(x, exp(exact(-y))), one);
  const size = magnitude(z);
  if (!(size <= 0.5)) return unknown;
  const third = divide(one, exact(3));
  const series = multiply(z, add(one, multiply(z, add(exact(-0.5), multiply(z, third)))));
  return widen(add(exact(y), series), 0.5 * power(size, 4));
}

const ln10 = log(exact(10));

/** 10^(x/10) */
export function fromDecibels(x: Ball): Ball {
  return exp(multiply(divide(x, exact(10)), ln10));
}

const trigonometricTerms = 16;

/**
 * (cos x, sin x) from r = x − k π/2: for |r| ≤ 1 the series of cosine and sine are off by at most the next of their
 * terms, r^32/32! and r^33/33!.
 */
export function cosSin(x: Ball): { cos: Ball; sin: Ball } {
  const k = Math.round(x.h / (pi.h / 2));
  const r = subtract(x, multiply(exact(k), scale(pi, 0.5)));
  const size = magnitude(r);
  if (!(size <= 1) || Math.abs(k) > 1e15) return { cos: unknown, sin: unknown };
  const minus = negate(square(r));
  const series = (first: number) => {
    const terms = Array.from({ length: trigonometricTerms }, (_, i) => inverseFactorials[2 * i + first]);
    return widen(polynomial(terms, minus), power(size, 32) * magnitude(inverseFactorials[32]));
  };
  const c = series(0);
  const s = multiply(r, series(1));
  const turn = ((k % 4) + 4) % 4;
  if (turn === 0) return { cos: c, sin: s };
  if (turn === 1) return { cos: negate(s), sin: c };
  if (turn === 2) return { cos: negate(c), sin: negate(s) };
  return { cos: s, sin: negate(c) };
}
