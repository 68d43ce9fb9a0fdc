// First and second derivatives of the superposed problem on factors W = [V_c, V_s] (r×(p+q)), R_c = V_c V_c^H and
// R_s = V_s V_s^H. With the multipliers μ, λ of rate and power and
//   M_c = λ I − μ∇c(R),   M_s = λ I − μ(∇c(R) − ∇c(R_s)) + ∇f(R_s),
// the Lagrangian's gradient is 2 M V, and its Hessian 2⟨M, dV dV^H⟩ plus the curvatures of f, −μ c(R) and +μ c(R_s)
// along dR = V dV^H + dV V^H. It comes as H = positive − negative, both ⪰ 0: of f and −μ c(R) with the positive part
// of M, and of −μ c(R_s) with the negative part. positive + negative is then the metric in which steps are measured:
// it knows that R_s may be 1e-12 of R_c, and that devices close to each other are told apart by little of V.

import { at, copy, get, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { multiply, rankUpdate } from '../../linalg/dense';
import { axpy, dot, scale } from '../../linalg/lanes';
import { eigen } from '../../linalg/jacobi';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import { rateRowCount, rateRowsOnFactor } from '../../metric/rate';
import { objectiveHessianOnFactor } from '../../metric/objective';
import { rotationRows } from '../gauge';
import { both, sensed } from './pair';
import {
  differentiate, f, inC, inS, mu, ofBoth, ofBound, ofSensed, powerC, powerS, vectorsBoth, vectorsSensed,
} from './slopes';

let p: i32 = 0;
let q: i32 = 0;
let P: i32 = 0;
/** Unknowns: r·P, or twice that (Complex, imaginary parts behind). */
export let size: i32 = 0;
/** Half the Lagrangian's gradient, M W; the rate's, half of it too. */
export let gradient: usize = 0;
export let rateRow: usize = 0;
/** size×size, the upper triangle; and all of it. */
export let positive: usize = 0;
export let negative: usize = 0;
/** What the rate changes by with log(P_s/P_c). */
export let shareSlope: f64 = 0;

let ofC: usize = 0; // M_c and M_s, r×r
let ofS: usize = 0;
let rows: usize = 0;
let own: usize = 0;
let narrow: usize = 0; // (r×q)²
let scratch: usize = 0; // r×q
let values: usize = 0;
let eigenvectors: usize = 0;
let part: usize = 0; // r×r

/** Takes the buffers for factors of pc and ps columns; they live until the caller releases them. */
export function takeCurvature<T>(pc: i32, ps: i32): void {
  p = pc; q = ps; P = p + q;
  size = r * P * planes<T>();
  const square = r * r * planes<T>(), width = r * q * planes<T>(), count = max(rateRowCount<T>(), L);
  ofC = take(square); ofS = take(square); part = take(square); eigenvectors = take(square);
  values = take(r);
  rows = take((rateRowCount<T>() + p * p + q * q) * size);
  own = take(count * width); narrow = take(width * width); scratch = take(width);
  gradient = take(size); rateRow = take(size);
  positive = take(size * size); negative = take(size * size);
}

/** Index of entry i of V_s (r×q planes) in W. */
@inline
function sensingIndex(i: i32): i32 {
  return (i / q) * P + p + (i % q);
}

/** All of the above at W = [a, b]. False where it is not finite. */
export function deriveAt<T>(W: usize, a: usize, b: usize): bool {
  const width = r * q * planes<T>(), square = r * r * planes<T>(), count = rateRowCount<T>();
  differentiate<T>(a, p, b, q);
  const lambda = (mu * inC) / powerC;
  if (!(mu > 0) || !(mu < Infinity)) return false;
  shareSlope = powerC * inS - powerS * inC;

  // gradients of rate and Lagrangian on W
  multiply<T>(rateRow, ofBoth, W, r, r, P);
  addSensing<T>(ofSensed, b, -1, rateRow);
  copy(gradient, rateRow, size);
  scale(size, -mu, gradient);
  addSensing<T>(ofBound, b, 1, gradient);
  axpy(size, lambda, W, gradient);

  // curvatures of −μ c(R) and f, then of −μ c(R_s)
  zero(positive, size * size);
  rateRowsOnFactor<T>(both, vectorsBoth, 1, rows);
  scale(count * size, Math.sqrt(mu), rows);
  let all = count;
  all += rotations<T>(W, 0, p, at(rows, all * size));
  all += rotations<T>(W, p, P, at(rows, all * size));
  rankUpdate(positive, rows, all, size);
  zero(narrow, width * width);
  const ownCount = objectiveHessianOnFactor<T>(sensed, own, narrow);
  addNarrow(ownCount, width, positive);
  rateRowsOnFactor<T>(sensed, vectorsSensed, Math.sqrt(mu), own);
  zero(negative, size * size);
  zero(narrow, width * width);
  addNarrow(count, width, negative);
  // 2⟨M, dV dV^H⟩, column by column, by the signs of M's eigenvalues
  for (let i = 0; i < square; i++) {
    const c = -mu * get(ofBoth, i);
    set(ofC, i, c);
    set(ofS, i, c + mu * get(ofSensed, i) + get(ofBound, i));
  }
  for (let i = 0; i < r; i++) {
    set(ofC, i * r + i, get(ofC, i * r + i) + lambda);
    set(ofS, i * r + i, get(ofS, i * r + i) + lambda);
  }
  split<T>(ofC, 0, p);
  split<T>(ofS, p, P);
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) set(negative, j * size + i, get(negative, i * size + j));
  }
  return true;
}

/** Upper triangle of `out` += narrow + the Gram matrix of `count` of the rows `own`, which know V_s alone (`width`). */
function addNarrow(count: i32, width: i32, out: usize): void {
  rankUpdate(narrow, own, count, width);
  for (let i = 0; i < width; i++) {
    const to = sensingIndex(i) * size;
    for (let j = i; j < width; j++) add(out, to + sensingIndex(j), get(narrow, i * width + j));
  }
}

/** Rows √f·VΩ/|VΩ|² along the rotations of columns from..to of W (gauge.ts); returns how many. */
function rotations<T>(W: usize, from: i32, to: i32, out: usize): i32 {
  const count = rotationRows<T>(W, r, P, from, to, out);
  for (let j = 0; j < count; j++) {
    const row = at(out, j * size);
    scale(size, Math.sqrt(f) / dot(size, row, row), row);
  }
  return count;
}

/** The sensing part of `out` (r×P) += s·M V_s. */
function addSensing<T>(m: usize, b: usize, s: f64, out: usize): void {
  multiply<T>(scratch, m, b, r, r, q);
  for (let row = 0; row < r * planes<T>(); row++) axpy(q, s, at(scratch, row * q), at(out, row * P + p));
}

/** Columns from..to of W: the positive part of M (destroyed) into `positive`, the negative into `negative`. */
function split<T>(m: usize, from: i32, to: i32): void {
  eigen<T>(m, r, values, eigenvectors);
  for (let sign = 1; sign >= -1; sign -= 2) {
    zero(part, r * r * planes<T>());
    for (let e = 0; e < r; e++) if (<f64>sign * get(values, e) > 0) addOuter<T>(e, 2 * <f64>sign * get(values, e));
    for (let j = from; j < to; j++) addForm<T>(sign > 0 ? positive : negative, j);
  }
}

/** part += s·u u^H, u eigenvector e. */
function addOuter<T>(e: i32, s: f64): void {
  const half = r * r;
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < r; k++) {
      const x = get(eigenvectors, i * r + e), z = get(eigenvectors, k * r + e);
      let re = x * z;
      if (isComplex<T>()) {
        const xi = get(eigenvectors, half + i * r + e), zi = get(eigenvectors, half + k * r + e);
        re += xi * zi;
        set(part, half + i * r + k, get(part, half + i * r + k) + s * (xi * z - x * zi));
      }
      set(part, i * r + k, get(part, i * r + k) + s * re);
    }
  }
}

/** Upper triangle of `out` += part on column j of W. */
function addForm<T>(out: usize, j: i32): void {
  const imaginary = at(part, r * r), half = r * P;
  for (let i = 0; i < r; i++) {
    for (let k = 0; k < r; k++) {
      const re = get(part, i * r + k), row = i * P + j, column = k * P + j;
      if (k >= i) {
        add(out, row * size + column, re);
        if (isComplex<T>()) add(out, (half + row) * size + half + column, re);
      }
      // Re(u^H M v): the imaginary part couples re of u with im of v by −Im M
      if (isComplex<T>()) add(out, row * size + half + column, -get(imaginary, i * r + k));
    }
  }
}

@inline
function add(out: usize, i: i32, x: f64): void {
  set(out, i, get(out, i) + x);
}
