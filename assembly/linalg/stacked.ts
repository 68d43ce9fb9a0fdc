// The triangular factor of the stacked matrix [I; Ω], which gives log det(I + Ω^H Ω) and (I + Ω^H Ω)^-1 without
// ever forming Ω^H Ω: right to rounding from −100 dB to thermal-noise SNR.

import { at, get, set, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, axpyComplex, complexPairSum, dot, pairSum, scale, takeOutFour, takeOutTwo } from './lanes';

/** Above this |ω_l|² a column is taken out of the others in two passes. */
const STRONG: f64 = 1e6;
/** Above this the product of pivots makes way for its logarithm; |ω|² stays far below it. */
const HUGE: f64 = 1e100;

/**
 * Ω is given by columns: `columns` is L×n, row l the l-th column of Ω (n entries), destroyed.
 * Out: K (L×L) upper triangular with K K^H = (I + Ω^H Ω)^-1, and x[l] such that the pivots of I + Ω^H Ω are 1 + x[l].
 * Returns log det(I + Ω^H Ω) = Σ log1p(x_l), nats.
 *
 * Step l reflects column l of the stack, [1 at row l of I; ω_l], onto σ = sqrt(1 + x), x = |ω_l|². The reflector's
 * head 1 − σ is taken as −x/(1+σ), so nothing cancels at either end:
 *   U_lj = ω_l^H ω_j / σ,   ω_j ← ω_j − ω_l (ω_l^H ω_j)(1 + 1/σ)/x.
 * Where σ is large, the part of ω_j along ω_l shrinks to −1/σ of it, far below the rounding of ω_j: it is taken out
 * whole, twice, and what is to stay put back. Devices in one direction depend on it: F keeps its digits up to 1e22.
 */
export function stackedFactor<T>(columns: usize, L: i32, n: i32, k: usize, x: usize): f64 {
  const ki = at(k, L * L);
  zero(k, L * L * planes<T>());
  // the product of the pivots, less one: its digits and a single logarithm, until it might overflow
  let product: f64 = 0, logDet: f64 = 0;
  for (let l = 0; l < L; l++) {
    const a = at(columns, l * n), ai = at(columns, (L + l) * n);
    let norm = dot(n, a, a);
    if (isComplex<T>()) norm += dot(n, ai, ai);
    set(x, l, norm);
    product += norm + product * norm;
    if (product > HUGE) {
      logDet += NativeMath.log1p(product);
      product = 0;
    }
    const sigma = Math.sqrt(1 + norm);
    set(k, l * L + l, sigma);
    if (norm == 0) continue;
    const strong = norm > STRONG;
    const head = strong ? 1 / norm : (sigma + 1) / (sigma * norm);
    if (!isComplex<T>() && !strong) {
      reflect(a, L - l - 1, n, head, at(k, l * L + l + 1));
      scale(L - l - 1, 1 / sigma, at(k, l * L + l + 1));
      continue;
    }
    for (let j = l + 1; j < L; j++) {
      const b = at(columns, j * n), bi = at(columns, (L + j) * n);
      let re = takeOut<T>(a, ai, b, bi, n, head), im = imaginary;
      if (strong) {
        re += takeOut<T>(a, ai, b, bi, n, head);
        im += imaginary;
        add<T>(-re / (norm * sigma), -im / (norm * sigma), a, ai, b, bi, n);
      }
      set(k, l * L + j, re / sigma);
      if (isComplex<T>()) set(ki, l * L + j, im / sigma);
    }
  }
  invertUpper<T>(k, L);
  return logDet + NativeMath.log1p(product);
}

/**
 * The `count` rows b after row a (n each): products_j = a·b_j, b_j ← b_j − head·products_j·a. Four rows at a time, as
 * each is a chain of sums that waits for itself; where one is missing, the last is its own companion.
 */
function reflect(a: usize, count: i32, n: i32, head: f64, products: usize): void {
  let j = 0, b = at(a, n);
  for (; j + 2 < count; j += 4) {
    const c = at(b, n), d = at(c, n), whole = j + 3 < count;
    takeOutFour(n, head, a, b, c, d, whole ? at(d, n) : d, at(products, j), at(products, whole ? j + 3 : j + 2));
    b = at(d, 2 * n);
  }
  if (j >= count) return;
  const whole = j + 1 < count;
  takeOutTwo(n, head, a, b, whole ? at(b, n) : b, at(products, j), at(products, whole ? j + 1 : j));
}

/** b ← b − s·a (a^H b); returns a^H b, its imaginary part in `imaginary`. */
let imaginary: f64 = 0;
@inline
function takeOut<T>(a: usize, ai: usize, b: usize, bi: usize, n: i32, s: f64): f64 {
  let re = dot(n, a, b), im: f64 = 0;
  if (isComplex<T>()) {
    re += dot(n, ai, bi);
    im = dot(n, a, bi) - dot(n, ai, b);
  }
  imaginary = im;
  add<T>(-s * re, -s * im, a, ai, b, bi, n);
  return re;
}

/** b += (re + j im)·a */
@inline
function add<T>(re: f64, im: f64, a: usize, ai: usize, b: usize, bi: usize, n: i32): void {
  if (isComplex<T>()) axpyComplex(n, re, im, a, ai, b, bi);
  else axpy(n, re, a, b);
}

/**
 * U ← U^-1 in place, U upper triangular with a real positive diagonal and zeros below it (n×n), two columns at a time:
 * K_ij = −(1/U_ii) Σ_{i<l≤j} U_il K_lj, from the bottom up, and from the right, as U_il serves columns from l on.
 */
function invertUpper<T>(u: usize, n: i32): void {
  const ui = at(u, n * n);
  for (let j = 0; j < n; j++) set(u, j * n + j, 1 / get(u, j * n + j));
  for (let j = n - 2; j >= 0; j -= 2) {
    // of columns j and j+1 first what row j has of the latter
    const s = -get(u, j * n + j), corner = j * n + j + 1, last = get(u, (j + 1) * (n + 1));
    set(u, corner, s * (get(u, corner) * last));
    if (isComplex<T>()) set(ui, corner, s * (get(ui, corner) * last));
    for (let i = j - 1; i >= 0; i--) {
      const s = -get(u, i * n + i), row = i * n + i + 1, from = (i + 1) * n + j, to = i * n + j;
      if (isComplex<T>()) {
        complexPairSum(
          j + 1 - i, s, at(u, row), at(ui, row), at(u, from), at(ui, from), n, at(u, to), at(ui, to),
        );
      } else pairSum(j + 1 - i, s, at(u, row), at(u, from), n, at(u, to));
    }
  }
}
