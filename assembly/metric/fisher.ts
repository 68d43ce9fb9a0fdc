// The coupled bound: Tr(W J(R)^-1) = Tr(B^T J^-1 B) with the full Fisher information matrix over all delays and
// angles (model section 3), and its value; its derivatives are in coupled.ts. J is linear in R: with Q = C R C^H (L×L)
// and complex constants M,
//   J[α_p, β_q] = Re{ M^αβ_pq Q_qp },  α, β ∈ {τ, φ}.
// Scaled on both sides by D = diag(J(P0 I/M_t))^-1/2, and B with it; the objective is 1 at R = P0 I/M_t.
// Complex only: the phases between devices matter.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { Complex } from '../field';
import { multiply, multiplyNH } from '../linalg/dense';
import { axpy, dot } from '../linalg/lanes';
import { choleskyLower } from '../linalg/cholesky';
import { eigen } from '../linalg/jacobi';
import {
  ACCEPTED, ANGLE, DELAY, INDISTINCT, L, Mr, Mt, POSITION, SUM, activeIndex, delay, hasAngle, importance, jacobian,
  objective, phaseSlope, refuse, refuseAlso, sineR, spacingR, symbolDuration, weight, worst,
} from '../model/scenario';
import { full } from '../model/channel';
import { SLOPE_SLOPE, VALUE_SLOPE, VALUE_VALUE, correlation } from '../model/pulse';
import { TWO_PI } from '../model/units';

/** Parameters: all τ_l, then the φ_l that are observable. */
export let parameters: i32 = 0;
/** Device (active) of parameter a; a < L is a delay. */
export let owner: usize = 0;
/** D, one a parameter (1 over its SI unit times sqrt of information). */
export let scaling: usize = 0;
/** Columns of B, and B scaled: parameters×columns. */
export let columns: i32 = 0;
let weights: usize = 0;
/** M, parameters×parameters, complex planes, scaled by D on both sides. */
export let constants: usize = 0;

/** At the last evaluation: J, L_J^-1 (lower), J^-1, N = J^-1 B. */
let information: usize = 0;
export let inverseFactor: usize = 0;
let inverse: usize = 0;
export let solution: usize = 0;
/** The device that each column of B belongs to. */
let columnOwner: usize = 0;
/** What each device's columns count in the derivatives: 1, or its share over the worst device; N by their roots. */
export let share: usize = 0;
export let weighted: usize = 0;

/** Q, L×L, complex planes. */
let gram: usize = 0;

/** f is divided by this: the objective in SI units at R = P0 I/M_t. */
export let unit: f64 = 1;

/** M^αβ_pq for τ, φ of devices p, q before scaling. Im part through `imaginary`. */
let imaginary: f64 = 0;
function constant(p: i32, q: i32, angleP: bool, angleQ: bool): f64 {
  const delta = (get(delay, p) - get(delay, q)) / symbolDuration;
  if (Math.abs(delta) >= 1) {
    imaginary = 0;
    return 0;
  }
  // (2N/(σ²Δt)) P0 s_p s_q α_p α_q = 2 w_p w_q/Δt
  const scale = (2 * get(weight, p) * get(weight, q)) / symbolDuration;
  // a_r,p^H Λ^n a_r,q with n angles; ȧ = j k Λ a
  const psi = TWO_PI * spacingR * (get(sineR, q) - get(sineR, p));
  const order = (angleP ? 1 : 0) + (angleQ ? 1 : 0);
  let re: f64 = 0, im: f64 = 0;
  for (let m = 0; m < Mr; m++) {
    const x = <f64>m, f = order == 0 ? 1 : order == 1 ? x : x * x;
    re += f * NativeMath.cos(psi * x);
    im += f * NativeMath.sin(psi * x);
  }
  if (!angleP && !angleQ) {
    const s = (scale * correlation(delta, SLOPE_SLOPE)) / symbolDuration;
    imaginary = s * im;
    return s * re;
  }
  if (angleP && angleQ) {
    const s = scale * correlation(delta, VALUE_VALUE) * symbolDuration * get(phaseSlope, p) * get(phaseSlope, q);
    imaginary = s * im;
    return s * re;
  }
  if (angleQ) {
    // −ρ_gġ a_r,p^H ȧ_r,q = −ρ_gġ j k_q (re + j im)
    const s = -scale * correlation(delta, VALUE_SLOPE) * get(phaseSlope, q);
    imaginary = s * re;
    return -s * im;
  }
  // J[φ_p,τ_q] = J[τ_q,φ_p] = Re{conj(M^τφ_qp) Q_qp}
  const value = constant(q, p, false, true);
  imaginary = -imaginary;
  return value;
}

/** Lays out and computes M and B; returns the objective at P0 I/M_t in SI units, and `refusal` tells the rest. */
export let refusal: i32 = ACCEPTED;
export function prepareFisher(): f64 {
  refusal = ACCEPTED;
  let n = L;
  for (let l = 0; l < L; l++) if (hasAngle(l)) n++;
  parameters = n;
  owner = take(n);
  let next = L;
  for (let l = 0; l < L; l++) {
    set(owner, l, <f64>l);
    if (hasAngle(l)) set(owner, next++, <f64>l);
  }
  columns = objective == SUM || objective == POSITION ? n : objective == DELAY ? L : n - L;
  scaling = take(n);
  weights = take(n * columns);
  constants = take(2 * n * n);
  information = take(n * n);
  inverseFactor = take(n * n);
  inverse = take(n * n);
  solution = take(n * columns);
  columnOwner = take(columns);
  share = take(L);
  for (let l = 0; l < L; l++) set(share, l, 1);
  weighted = worst ? take(n * columns) : solution;
  gram = take(2 * L * L);
  const ci = at(constants, n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      set(constants, a * n + b, constant(<i32>get(owner, a), <i32>get(owner, b), a >= L, b >= L));
      set(ci, a * n + b, imaginary);
    }
  }
  // Q at I/M_t
  const scope = mark();
  multiplyNH<Complex>(gram, full, full, L, Mt, L);
  for (let i = 0; i < 2 * L * L; i++) set(gram, i, get(gram, i) / <f64>Mt);
  zero(scaling, n);
  fill(gram);
  for (let a = 0; a < n; a++) set(scaling, a, 1 / Math.sqrt(get(information, a * n + a)));
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const s = get(scaling, a) * get(scaling, b);
      set(constants, a * n + b, s * get(constants, a * n + b));
      set(ci, a * n + b, s * get(ci, a * n + b));
    }
  }
  fill(gram);
  // too close to be told apart: the smallest eigenvalue of the scaled J
  const values = take(n), vectors = take(n * n), copyOf = take(n * n);
  copy(copyOf, information, n * n);
  eigen<f64>(copyOf, n, values, vectors);
  let smallest = 0;
  for (let a = 1; a < n; a++) if (get(values, a) < get(values, smallest)) smallest = a;
  if (!(get(values, smallest) >= 1e-7)) {
    let largest: f64 = 0;
    for (let l = 0; l < L; l++) largest = Math.max(largest, partOf(vectors, smallest, l));
    let first = true;
    for (let l = 0; l < L; l++) {
      if (partOf(vectors, smallest, l) < 0.1 * largest) continue;
      const i = <i32>get(activeIndex, l);
      if (first) refusal = refuse(INDISTINCT, i);
      else refuseAlso(i);
      first = false;
    }
    if (first) refusal = refuse(INDISTINCT, -1);
    release(scope);
    return 1;
  }
  release(scope);
  // B
  zero(weights, n * columns);
  for (let a = 0; a < n; a++) {
    const l = <i32>get(owner, a), angle = a >= L;
    if (objective == POSITION) {
      // every device has an angle here: columns all x, then all y
      set(weights, a * columns + l, get(jacobian, 4 * l + (angle ? 1 : 0)));
      set(weights, a * columns + L + l, get(jacobian, 4 * l + 2 + (angle ? 1 : 0)));
    } else if (objective == SUM || (objective == DELAY && !angle)) {
      set(weights, a * columns + a, 1);
    } else if (objective == ANGLE && angle) {
      set(weights, a * columns + a - L, 1);
    }
  }
  for (let b = 0; b < columns; b++) {
    const a = objective == ANGLE ? L + b : b;
    set(columnOwner, b, objective == POSITION ? <f64>(b % L) : get(owner, a));
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < columns; b++) {
      const s = get(scaling, a) * Math.sqrt(get(importance, <i32>get(columnOwner, b)));
      set(weights, a * columns + b, get(weights, a * columns + b) * s);
    }
  }
  unit = 1;
  invert();
  unit = objectiveValue();
  return unit;
}

/** Part of device l in eigenvector column e. */
function partOf(vectors: usize, e: i32, l: i32): f64 {
  let sum: f64 = 0;
  for (let a = 0; a < parameters; a++) {
    if (<i32>get(owner, a) == l) {
      const x = get(vectors, a * parameters + e);
      sum += x * x;
    }
  }
  return sum;
}

/** J from Q. */
function fill(Q: usize): void {
  const n = parameters, ci = at(constants, n * n), qi = at(Q, L * L);
  for (let a = 0; a < n; a++) {
    const p = <i32>get(owner, a);
    for (let b = a; b < n; b++) {
      const q = <i32>get(owner, b);
      const value =
        get(constants, a * n + b) * get(Q, q * L + p) - get(ci, a * n + b) * get(qi, q * L + p);
      set(information, a * n + b, value);
      set(information, b * n + a, value);
    }
  }
}

/** J^-1 and N = J^-1 B from J; false where J is not positive definite. */
function invert(): bool {
  const n = parameters;
  copy(inverseFactor, information, n * n);
  if (!choleskyLower<f64>(inverseFactor, n)) return false;
  // invert the lower factor in place, column by column
  for (let j = 0; j < n; j++) {
    set(inverseFactor, j * n + j, 1 / get(inverseFactor, j * n + j));
    for (let i = j + 1; i < n; i++) {
      let sum: f64 = 0;
      for (let k = j; k < i; k++) sum += get(inverseFactor, i * n + k) * get(inverseFactor, k * n + j);
      set(inverseFactor, i * n + j, -sum / get(inverseFactor, i * n + i));
    }
  }
  zero(inverse, n * n);
  for (let k = 0; k < n; k++) {
    const row = at(inverseFactor, k * n);
    for (let i = 0; i <= k; i++) axpy(k + 1, get(row, i), row, at(inverse, i * n));
  }
  multiply<f64>(solution, inverse, weights, n, n, columns);
  return true;
}

function objectiveValue(): f64 {
  return dot(parameters * columns, weights, solution) / unit;
}

/** Σ over device l's columns of x_·b·y_·b, x and y parameters×columns. */
function deviceDot(l: i32, x: usize, y: usize): f64 {
  let sum: f64 = 0;
  for (let b = 0; b < columns; b++) {
    if (<i32>get(columnOwner, b) != l) continue;
    for (let a = 0; a < parameters; a++) sum += get(x, a * columns + b) * get(y, a * columns + b);
  }
  return sum;
}

/** Device l's part of Tr(B^T J^-1 B) at the last evaluation, normalised, without its share. */
export function coupledPart(l: i32): f64 {
  return deviceDot(l, weights, solution) / unit;
}

/** `weighted` ← N by the shares in hand. */
export function weighColumns(): void {
  for (let b = 0; b < columns; b++) {
    const root = Math.sqrt(get(share, <i32>get(columnOwner, b)));
    for (let a = 0; a < parameters; a++) set(weighted, a * columns + b, root * get(solution, a * columns + b));
  }
}

/** Tr(B^T J^-1 B), normalised, at Y = C V (L×p); +∞ where J is singular. */
export function evaluateCoupled(y: usize, p: i32): f64 {
  multiplyNH<Complex>(gram, y, y, L, p, L);
  fill(gram);
  return invert() ? objectiveValue() : Infinity;
}

/** Of J scaled to unit diagonal: an eigenvalue below this is rounding. */
const LOST: f64 = 1e-13;
/** What a lost direction may add to a bound, relatively, and still be nothing. */
const NOTHING: f64 = 1e-8;

/**
 * J^-1 at a Y = C V (L×p) that need not show every parameter: NaN in the rows and columns of those that it leaves open,
 * which are those of devices with q_l ≤ dark, and those in which a direction lies that J does not fix. There is no
 * `solution` then.
 */
export function evaluateAnyhow(y: usize, p: i32, dark: f64): void {
  const n = parameters, scope = mark();
  const d = take(n), values = take(n), vectors = take(n * n);
  multiplyNH<Complex>(gram, y, y, L, p, L);
  fill(gram);
  for (let a = 0; a < n; a++) {
    const l = <i32>get(owner, a);
    set(d, a, get(gram, l * L + l) > dark ? 1 / Math.sqrt(get(information, a * n + a)) : 0);
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) set(information, a * n + b, get(d, a) * get(d, b) * get(information, a * n + b));
  }
  eigen<f64>(information, n, values, vectors);
  zero(inverse, n * n);
  for (let e = 0; e < n; e++) {
    const value = get(values, e);
    if (!(value > LOST)) continue;
    for (let a = 0; a < n; a++) {
      const x = get(vectors, a * n + e) / value;
      for (let b = 0; b < n; b++) set(inverse, a * n + b, get(inverse, a * n + b) + x * get(vectors, b * n + e));
    }
  }
  for (let a = 0; a < n; a++) {
    let lost: f64 = 0;
    for (let e = 0; e < n; e++) {
      const x = get(vectors, a * n + e);
      if (!(get(values, e) > LOST)) lost += (x * x) / LOST;
    }
    if (!(lost <= NOTHING * get(inverse, a * n + a))) set(d, a, NaN);
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) set(inverse, a * n + b, get(d, a) * get(d, b) * get(inverse, a * n + b));
  }
  release(scope);
}

/** Entry (a, b) of J^-1 at the last evaluation, in SI units. */
export function covarianceOf(a: i32, b: i32): f64 {
  return get(inverse, a * parameters + b) * get(scaling, a) * get(scaling, b);
}

/** 2 tr(B^T dual)/unit: the linear part of the bound 2 tr(B^T Y) − tr(Y^T J Y), normalised; by the shares. */
export function linearPart(dual: usize): f64 {
  if (!worst) return (2 * dot(parameters * columns, weights, dual)) / unit;
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) sum += get(share, l) * deviceDot(l, weights, dual);
  return (2 * sum) / unit;
}
