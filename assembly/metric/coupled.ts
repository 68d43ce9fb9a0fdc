// The coupled bound: Tr(W J(R)^-1) = Tr(B^T J^-1 B) with the full Fisher information matrix over all delays and
// angles (model section 3). J is linear in R: with Q = C R C^H (L×L) and complex constants M,
//   J[α_p, β_q] = Re{ M^αβ_pq Q_qp },  α, β ∈ {τ, φ}.
// Scaled on both sides by D = diag(J(P0 I/M_t))^-1/2, and B with it; the objective is 1 at R = P0 I/M_t.
// Complex only: the phases between devices matter.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { Complex, hermitianSize } from '../field';
import { axpy, dot, multiply, multiplyHN, multiplyNH } from '../linalg/dense';
import { accumulate } from '../linalg/tile';
import { choleskyLower } from '../linalg/cholesky';
import { eigen } from '../linalg/jacobi';
import {
  ACCEPTED, ANGLE, DELAY, INDISTINCT, L, Mr, Mt, POSITION, SUM, activeIndex, delay, hasAngle, jacobian, objective,
  phaseSlope, refuse, refuseAlso, sineR, spacingR, symbolDuration, weight,
} from '../model/scenario';
import { full, r } from '../model/channel';
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
let constants: usize = 0;

/** At the last evaluation: J, L_J^-1 (lower), J^-1, N = J^-1 B. */
let information: usize = 0;
let inverseFactor: usize = 0;
let inverse: usize = 0;
export let solution: usize = 0;

/** Scratch: L×L complex weights of one row, its products with C·B. */
let rowWeights: usize = 0;
let rowProduct: usize = 0;
let rowMatrix: usize = 0;
let gram: usize = 0;
/** Scratch of the Hessian's rows. */
let spreads: usize = 0; // parameters × (parameters·r), complex
let products: usize = 0; // the same
let halves: usize = 0; // r of them, or two and one r×(columns·r)

/** f is divided by this: the objective in SI units at R = P0 I/M_t. */
let unit: f64 = 1;

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
export function prepareCoupled(): f64 {
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
  rowWeights = take(2 * L * L);
  rowProduct = take(2 * L * max(Mt, r));
  rowMatrix = take(2 * max(Mt, r) * max(Mt, r));
  gram = take(2 * L * L);
  spreads = take(2 * n * n * r);
  products = take(2 * n * n * r);
  halves = take(2 * n * n * r * max(r, 2) + 2 * r * columns * r);
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
    for (let l = 0; l < L; l++) largest = Math.max(largest, share(vectors, smallest, l));
    let first = true;
    for (let l = 0; l < L; l++) {
      if (share(vectors, smallest, l) < 0.1 * largest) continue;
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
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < columns; b++) set(weights, a * columns + b, get(weights, a * columns + b) * get(scaling, a));
  }
  unit = 1;
  invert();
  unit = objectiveValue();
  return unit;
}

/** Part of device l in eigenvector column e. */
function share(vectors: usize, e: i32, l: i32): f64 {
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

/** Tr(B^T J^-1 B), normalised, at Y = C V (L×p); +∞ where J is singular. */
export function evaluateCoupled(y: usize, p: i32): f64 {
  multiplyNH<Complex>(gram, y, y, L, p, L);
  fill(gram);
  return invert() ? objectiveValue() : Infinity;
}

/** Entry (a, b) of J^-1 at the last evaluation, in SI units. */
export function covarianceOf(a: i32, b: i32): f64 {
  return get(inverse, a * parameters + b) * get(scaling, a) * get(scaling, b);
}

/** rowWeights ← its Hermitian part. */
function hermitize(): void {
  const wi = at(rowWeights, L * L);
  for (let p = 0; p < L; p++) {
    set(wi, p * L + p, 0);
    for (let q = p + 1; q < L; q++) {
      const re = (get(rowWeights, p * L + q) + get(rowWeights, q * L + p)) / 2;
      const im = (get(wi, p * L + q) - get(wi, q * L + p)) / 2;
      set(rowWeights, p * L + q, re);
      set(rowWeights, q * L + p, re);
      set(wi, p * L + q, im);
      set(wi, q * L + p, -im);
    }
  }
}

/** rowMatrix (k×k) = cb^H · rowWeights · cb. */
function project(cb: usize, k: i32): void {
  multiply<Complex>(rowProduct, rowWeights, cb, L, L, k);
  zero(rowMatrix, 2 * k * k);
  const ci = at(cb, L * k), pi = at(rowProduct, L * k), mi = at(rowMatrix, k * k);
  for (let l = 0; l < L; l++) {
    for (let i = 0; i < k; i++) {
      const re = get(cb, l * k + i), im = get(ci, l * k + i);
      axpy(k, re, at(rowProduct, l * k), at(rowMatrix, i * k));
      axpy(k, im, at(pi, l * k), at(rowMatrix, i * k));
      axpy(k, re, at(pi, l * k), at(mi, i * k));
      axpy(k, -im, at(rowProduct, l * k), at(mi, i * k));
    }
  }
}

/** `out` (k×k) = s·∇, in the basis of cb = C·B (L×k): d Tr(B^T J^-1 B) = −tr(N^T dJ N). */
export function coupledGradient(cb: usize, k: i32, s: f64, out: usize): void {
  coupledAdjoint(solution, cb, k, -s / unit, out);
}

/** Gram rows of the Hessian: 2 |L_J^-1 dJ N|², parameters·columns of them. */
export function coupledRowCount(): i32 {
  return parameters * columns;
}

/**
 * Row (a, b) of the Hessian's root is the functional D ↦ (L_J^-1 dJ N)_ab, dQ = cb D cb^H. With c_e = cb of parameter
 * e's device, T_b = M diag(N_·b) [c_e]: dJ's half is A_b,ij = Σ_e L^-1_ae conj(c_ei) T_b,ej, and the row its Hermitian
 * part.
 */
export function coupledRows(cb: usize, k: i32, s: f64, rows: usize): void {
  const n = parameters, size = hermitianSize<Complex>(k), step = (k * (k - 1)) >> 1, width = columns * k;
  const t = s * Math.sqrt(2 / unit), ci = at(cb, L * k);
  spread(solution, columns, columns, cb, k);
  const pr = products, pi = at(products, n * width), ur = spreads, ui = at(spreads, n * width);
  const square = k * n * width, hr = halves, hi = at(halves, square);
  for (let i = 0; i < k; i++) {
    // U_e = conj(c_ei) T_e, then L^-1 U: rows a, columns (b, j)
    for (let e = 0; e < n; e++) {
      const l = <i32>get(owner, e), re = get(cb, l * k + i), im = get(ci, l * k + i);
      for (let w = 0; w < width; w++) {
        const x = get(pr, e * width + w), y = get(pi, e * width + w);
        set(ur, e * width + w, re * x + im * y);
        set(ui, e * width + w, re * y - im * x);
      }
    }
    lowerTimes(ur, width, at(hr, i * n * width));
    lowerTimes(ui, width, at(hi, i * n * width));
  }
  let row = rows;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < columns; b++) {
      for (let i = 0, off = k; i < k; i++) {
        const ij = (i * n + a) * width + b * k;
        set(row, i, t * get(hr, ij + i));
        for (let j = i + 1; j < k; j++, off++) {
          const ji = (j * n + a) * width + b * k + i;
          set(row, off, Math.SQRT1_2 * t * (get(hr, ij + j) + get(hr, ji)));
          set(row, off + step, Math.SQRT1_2 * t * (get(hi, ij + j) - get(hi, ji)));
        }
      }
      row = at(row, size);
    }
  }
}

/** `out` (parameters×width) = L_J^-1 x, by blocks of four rows of the triangle. */
function lowerTimes(x: usize, width: i32, out: usize): void {
  const n = parameters;
  for (let a = 0; a < n; a += 4) {
    const count = min(4, n - a);
    const to = at(out, a * width);
    accumulate(count, width, a + count, 1, at(inverseFactor, a * n), n, 1, x, width, to, width, false);
  }
}

/**
 * `products` ← M diag(v_·b) [c_e] for each of `count` vectors v_b: parameters × (count·k), complex. Entry e of v_b is
 * at v[e·rowStride + b·columnStride], c_e the row of cb (L×k) of parameter e's device.
 */
function spread(v: usize, rowStride: i32, count: i32, cb: usize, k: i32, columnStride: i32 = 1): void {
  const n = parameters, width = count * k, ci = at(cb, L * k), si = at(spreads, n * width);
  for (let e = 0; e < n; e++) {
    const l = <i32>get(owner, e);
    for (let b = 0; b < count; b++) {
      const x = get(v, e * rowStride + b * columnStride), to = e * width + b * k;
      for (let j = 0; j < k; j++) {
        set(spreads, to + j, x * get(cb, l * k + j));
        set(si, to + j, x * get(ci, l * k + j));
      }
    }
  }
  multiply<Complex>(products, constants, spreads, n, n, width);
}

/** The same rows in the coordinates of dV (r×p): C^H Γ, Γ (L×p) = 2 A Y with A as above; c = C (L×r), y = C V. */
export function coupledRowsOnFactor(c: usize, y: usize, p: i32, s: f64, rows: usize): void {
  const n = parameters, half = r * p, size = 2 * half, t = s * Math.sqrt(2 / unit), wide = n * p, width = columns * p;
  const ci = at(c, L * r);
  // 2A is the sum of a half and its adjoint: T_b from the right, and T'_a = M diag(L^-1_a·) Y from the left
  spread(inverseFactor, 1, n, y, p, n);
  const lr = halves, li = at(halves, n * wide);
  copy(lr, products, 2 * n * wide);
  spread(solution, columns, columns, y, p);
  const rr = products, ri = at(products, n * width), gr = spreads, gi = at(spreads, L * width);
  const or = at(halves, 2 * n * wide), oi = at(or, r * width);
  let row = rows;
  for (let a = 0; a < n; a++) {
    // Γ of all b beside each other
    zero(spreads, 2 * L * width);
    for (let e = 0; e < n; e++) {
      const to = <i32>get(owner, e) * width, x = t * get(inverseFactor, a * n + e);
      if (e <= a) {
        axpy(width, x, at(rr, e * width), at(gr, to));
        axpy(width, x, at(ri, e * width), at(gi, to));
      }
      const left = at(lr, e * wide + a * p), leftIm = at(li, e * wide + a * p);
      for (let b = 0; b < columns; b++) {
        const z = t * get(solution, e * columns + b);
        for (let j = 0; j < p; j++) {
          set(gr, to + b * p + j, get(gr, to + b * p + j) + z * get(left, j));
          set(gi, to + b * p + j, get(gi, to + b * p + j) + z * get(leftIm, j));
        }
      }
    }
    accumulate(r, width, L, 1, c, 1, r, gr, width, or, width, false);
    accumulate(r, width, L, 1, ci, 1, r, gi, width, or, width, true);
    accumulate(r, width, L, 1, c, 1, r, gi, width, oi, width, false);
    accumulate(r, width, L, -1, ci, 1, r, gr, width, oi, width, true);
    for (let b = 0; b < columns; b++) {
      for (let i = 0; i < r; i++) {
        for (let j = 0; j < p; j++) {
          set(row, i * p + j, get(or, i * width + b * p + j));
          set(row, half + i * p + j, get(oi, i * width + b * p + j));
        }
      }
      row = at(row, size);
    }
  }
}

/** `out` (k×k) = s·A with tr(dual^T J(R) dual) = ⟨A, R⟩; dual parameters×columns. */
export function coupledAdjoint(dual: usize, cb: usize, k: i32, s: f64, out: usize): void {
  weigh(dual, s);
  project(cb, k);
  copy(out, rowMatrix, 2 * k * k);
}

/** `out` (r×p) = ∇·V; c = C (L×r), y = C V (L×p). */
export function coupledGradientOnFactor(c: usize, y: usize, p: i32, out: usize): void {
  weigh(solution, -1 / unit);
  multiply<Complex>(rowProduct, rowWeights, y, L, L, p);
  multiplyHN<Complex>(out, c, rowProduct, r, L, p);
}

/** rowWeights ← W, s times that with tr(dual^T J dual) = ⟨C^H W C, R⟩; dual parameters×columns. */
function weigh(dual: usize, s: f64): void {
  const n = parameters, ci = at(constants, n * n), wi = at(rowWeights, L * L);
  zero(rowWeights, 2 * L * L);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const t = s * dot(columns, at(dual, a * columns), at(dual, b * columns));
      const to = <i32>get(owner, a) * L + <i32>get(owner, b);
      set(rowWeights, to, get(rowWeights, to) + t * get(constants, a * n + b));
      set(wi, to, get(wi, to) + t * get(ci, a * n + b));
    }
  }
  hermitize();
}

/** 2 tr(B^T dual)/unit: the linear part of the bound 2 tr(B^T Y) − tr(Y^T J Y), normalised. */
export function linearPart(dual: usize): f64 {
  return (2 * dot(parameters * columns, weights, dual)) / unit;
}

/** f is Tr(B^T J^-1 B)/unit. */
export function objectiveUnit(): f64 {
  return unit;
}
