// The bounds of rank-one channels without coupling, printed and decoupled: Σ κ_l/q_l(R), q_l = |c_l V|²
// (model section 4, fact 2). Normalised: Σ κ_l = 1, R in units of P0, so that the objective is 1 at R = I/M_t.

import { at, get, set, take } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { outerCoordinates } from '../linalg/hermitian';
import { gram } from '../linalg/dense';
import { dot, scale } from '../linalg/lanes';
import { L, Mt, directions, illumination } from '../model/scenario';
import { fromDevices, r, span } from '../model/channel';
import { covarianceAlone, kappaOf } from './device';
import { Evaluation } from './evaluation';

/** κ_l, the weight ω_l in it, normalised. */
let kappa: usize = 0;
/** Scratch: √κ_l/q_l conj(c_l) in the basis in hand, L×k. */
let weighted: usize = 0;
/** Scratch: conj(c_l) of the basis in hand. */
let conjugate: usize = 0;

/** Computes κ; returns Σ κ_l in SI units times W: the objective at R = P0 I/M_t is that over P0. */
export function prepareDirect<T>(): f64 {
  kappa = take(L);
  conjugate = take(max(r, Mt) * planes<T>()); // the certificate works in all M_t
  weighted = take(L * Mt * planes<T>());
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) {
    const k = kappaOf(l);
    set(kappa, l, k);
    sum += k;
  }
  scale(L, 1 / sum, kappa);
  return sum;
}

/** What this bound has of an evaluation. */
export function takeDirect(e: Evaluation): void {
  e.q = take(L);
}

/** q_l at Y = C V (L×p) into `out`. */
function directionPowers<T>(y: usize, p: i32, out: usize): void {
  for (let l = 0; l < L; l++) {
    const row = at(y, l * p), im = at(y, (L + l) * p);
    let sum = dot(p, row, row);
    if (isComplex<T>()) sum += dot(p, im, im);
    set(out, l, sum);
  }
}

/** Σ κ_l/q_l. */
export function evaluateDirect<T>(e: Evaluation): f64 {
  const q = e.q;
  directionPowers<T>(e.y, e.p, q);
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) sum += get(kappa, l) / get(q, l);
  return sum;
}

/** κ_l/q_l. */
export function directPart(e: Evaluation, l: i32): f64 {
  return get(kappa, l) / get(e.q, l);
}

/** y_l = √κ_l/q_l, by which Σ κ/q ≥ 2 Σ √κ y − Σ y² q; returns the first sum. */
export function directDual(e: Evaluation, dual: usize): f64 {
  const q = e.q, share = e.share;
  let constant: f64 = 0;
  for (let l = 0; l < L; l++) {
    const root = Math.sqrt(get(kappa, l)), y = root / get(q, l);
    set(dual, l, y);
    constant += 2 * get(share, l) * root * y;
  }
  return constant;
}

@inline
function conjugateRow<T>(cb: usize, k: i32, l: i32): void {
  memory.copy(conjugate, at(cb, l * k), <usize>k << 3);
  if (isComplex<T>()) for (let i = 0; i < k; i++) set(conjugate, k + i, -get(cb, (L + l) * k + i));
}

/** `out` (k×k) = s·∇ = −s Σ κ_l/q_l² c_l^H c_l in the basis of cb = C·B (L×k). */
export function directGradient<T>(e: Evaluation, cb: usize, k: i32, s: f64, out: usize): void {
  const q = e.q, share = e.share;
  const ci = at(cb, L * k), wi = at(weighted, L * k);
  for (let l = 0; l < L; l++) {
    const t = Math.sqrt(get(share, l) * get(kappa, l)) / get(q, l);
    for (let i = 0; i < k; i++) {
      set(weighted, l * k + i, t * get(cb, l * k + i));
      if (isComplex<T>()) set(wi, l * k + i, -t * get(ci, l * k + i));
    }
  }
  gram<T>(out, weighted, L, k, -s);
}

/** `out` (r×p) = ∇·V = −Σ κ_l/q_l² c_l^H y_l. */
export function directGradientOnFactor<T>(e: Evaluation, out: usize): void {
  const y = e.y, p = e.p, q = e.q, share = e.share;
  const yi = at(y, L * p), wi = at(weighted, L * p);
  for (let l = 0; l < L; l++) {
    const x = get(q, l), t = (-get(share, l) * get(kappa, l)) / (x * x);
    for (let i = l * p; i < (l + 1) * p; i++) {
      set(weighted, i, t * get(y, i));
      if (isComplex<T>()) set(wi, i, t * get(yi, i));
    }
  }
  fromDevices<T>(out, weighted, p);
}

/** Gram rows of the Hessian, L × hermitianSize(k), times s. */
export function directRows<T>(e: Evaluation, cb: usize, k: i32, s: f64, rows: usize): void {
  const size = hermitianSize<T>(k);
  for (let l = 0; l < L; l++) {
    conjugateRow<T>(cb, k, l);
    outerCoordinates<T>(conjugate, at(conjugate, k), k, s * curvature(e, l), at(rows, l * size));
  }
}

/** sqrt(2κ/q³): the root of the second derivative of κ/q, times its share. */
@inline
function curvature(e: Evaluation, l: i32): f64 {
  const x = get(e.q, l);
  return Math.sqrt((2 * get(e.share, l) * get(kappa, l)) / x) / x;
}

/** The same rows in the coordinates of dV (r×p): 2·curvature·c_l^H y_l. */
export function directRowsOnFactor<T>(e: Evaluation, rows: usize): void {
  const c = span, y = e.y, p = e.p;
  const size = r * p * planes<T>(), ci = at(c, L * r), yi = at(y, L * p);
  for (let l = 0; l < L; l++) {
    const row = at(rows, l * size), t = 2 * curvature(e, l);
    for (let i = 0; i < r; i++) {
      const a = t * get(c, l * r + i);
      for (let j = 0; j < p; j++) {
        if (isComplex<T>()) {
          const b = -t * get(ci, l * r + i), u = get(y, l * p + j), v = get(yi, l * p + j);
          set(row, i * p + j, a * u - b * v);
          set(row, r * p + i * p + j, a * v + b * u);
        } else {
          set(row, i * p + j, a * get(y, l * p + j));
        }
      }
    }
  }
}

/** y of the certificate, times s and in W: address, rows and columns into record. */
export function directDualInUnits(dual: usize, s: f64, record: usize): void {
  const out = take(L);
  for (let l = 0; l < L; l++) set(out, l, (s * get(dual, l)) / get(illumination, l));
  set(record, 0, <f64>out);
  set(record, 1, <f64>L);
  set(record, 2, 1);
}

/** The covariance of device l's delay and directions, 3×3 in SI units, with so many watts on it. */
export function directCovariance(l: i32, watts: f64, out: usize): void {
  const alone = covarianceAlone(l);
  for (let i = 0; i <= directions; i++) {
    for (let j = 0; j <= directions; j++) set(out, 3 * i + j, get(alone, 3 * i + j) / watts);
  }
}
