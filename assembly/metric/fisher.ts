// The coupled bound: Tr(B^T J(R)^-1 B) with the full Fisher information matrix over all parameters (parameters.ts), and
// its value; its derivatives are in coupled.ts. J is linear in R: with Q = C R C^H (L×L), a parameter of device p, b of
// device q, and constants M (general.md, section 3),
//   J_ab = Re{ M_ab Q_qp },   M_ab = (2N/(σ²Δt)) s_p α_p s_q α_q ρ_ab v_a^H v_b,
// plus what is known beforehand: ⊕ G_l^T G_l/s_l² on delays and directions (section 7).
// Scaled on both sides by D = diag(J(P0 I/M_t))^-1/2, and B with it; the objective is 1 at R = P0 I/M_t.
// Complex only: the phases between devices matter.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { Complex } from '../field';
import { multiply, multiplyNH } from '../linalg/dense';
import { addEach, axpy, dot } from '../linalg/lanes';
import { accumulate } from '../linalg/tile';
import { choleskyLower } from '../linalg/cholesky';
import { eigen } from '../linalg/jacobi';
import {
  L, Mr, Mt, activeIndex, directions, hasAngle, jacobian, prior, symbolDuration, weight, worst,
} from '../model/scenario';
import { ACCEPTED, INDISTINCT, refuseShares } from '../model/refusal';
import { centred, full, transmitPhase } from '../model/channel';
import { aimColumns, aimEntry } from './aim';
import { Evaluation, takeEvaluation } from './evaluation';
import { KINDS, SECOND, groupCount, groupOf, hasParameter, orderOf, pulseCorrelation, vectorOf } from './parameters';

/** Below this, the smallest eigenvalue of the scaled J leaves nothing of a bound's eight digits. */
const DISTINCT: f64 = 1e-7;

/** Parameters, by kind and then by device. */
export let parameters: i32 = 0;
/** Device (active) and kind of parameter a; the first L are the delays. */
export let owner: usize = 0;
let kindOf: usize = 0;
/** Index of device l's parameter of a kind, at [kind·L + l]; −1: none. */
let indices: usize = 0;
/** D, one a parameter (1 over its SI unit times sqrt of information). */
let scaling: usize = 0;
/** Columns of B, and B scaled: parameters×columns. Column c of device l's aim is c·L + l. */
export let columns: i32 = 0;
let weights: usize = 0;
/** M, parameters×parameters, complex planes, scaled by D on both sides. */
export let constants: usize = 0;
/** What is known beforehand, parameters×parameters, scaled likewise. */
let known: usize = 0;
let hasKnown: bool = false;

/** Scratch: Q, L×L, complex planes. */
let gram: usize = 0;
/** Scratch: two rows of n. */
let spread: usize = 0;

/** f is divided by this: the objective in SI units at R = P0 I/M_t. */
export let unit: f64 = 1;

export function indexOf(l: i32, kind: i32): i32 {
  return <i32>get(indices, kind * L + l);
}

/** Lays out and computes M and B; returns the objective at P0 I/M_t in SI units, and `refusal` tells the rest. */
export let refusal: i32 = ACCEPTED;
export function prepareFisher(): f64 {
  refusal = ACCEPTED;
  owner = take(KINDS * L);
  kindOf = take(KINDS * L);
  indices = take(KINDS * L);
  let n = 0;
  for (let kind = 0; kind < KINDS; kind++) {
    for (let l = 0; l < L; l++) {
      const there = hasParameter(l, kind);
      set(indices, kind * L + l, there ? <f64>n : -1);
      if (!there) continue;
      set(owner, n, <f64>l);
      set(kindOf, n++, <f64>kind);
    }
  }
  parameters = n;
  columns = aimColumns() * L;
  scaling = take(n);
  weights = take(n * columns);
  constants = take(2 * n * n);
  known = take(n * n);
  gram = take(2 * L * L);
  spread = take(2 * n);
  makeConstants();
  makeKnown();
  makeWeights();
  const scope = mark(), even = takeEvaluation();
  takeFisher(even);
  // Q at I/M_t
  multiplyNH<Complex>(gram, full, full, L, Mt, L);
  for (let i = 0; i < 2 * L * L; i++) set(gram, i, get(gram, i) / <f64>Mt);
  fill(even);
  for (let a = 0; a < n; a++) set(scaling, a, 1 / Math.sqrt(get(even.information, a * n + a)));
  scaleAll();
  fill(even);
  refusal = refuseIndistinct(even.information);
  unit = 1;
  if (refusal == ACCEPTED) {
    invert(even);
    unit = objectiveValue(even);
  }
  release(scope);
  return unit;
}

/** What this bound has of an evaluation. */
export function takeFisher(e: Evaluation): void {
  const n = parameters;
  e.information = take(n * n);
  e.inverseFactor = take(n * n);
  e.inverse = take(n * n);
  e.solution = take(n * columns);
  e.weighted = worst ? take(n * columns) : e.solution;
  e.isWeighted = !worst;
}

/** M in SI units. */
function makeConstants(): void {
  const n = parameters, ci = at(constants, n * n), scope = mark();
  const vectors = take(2 * n * Mr), products = take(2 * n * n);
  for (let a = 0; a < n; a++) {
    const l = <i32>get(owner, a), re = at(vectors, a * Mr), im = at(vectors, (n + a) * Mr);
    vectorOf(l, <i32>get(kindOf, a), re, im);
    // Q has no phase of the transmitter's centre then, which an echo has
    if (centred) turnBy(transmitPhase(l), re, im);
  }
  // v_b^H v_a, the conjugate of v_a^H v_b
  multiplyNH<Complex>(products, vectors, vectors, n, Mr, n);
  // pulse correlations of two devices for two orders each: M_ab is M_ba conjugate
  const pulses = take(4);
  for (let p = 0; p < L; p++) {
    for (let q = p; q < L; q++) {
      for (let o = 0; o < 4; o++) set(pulses, o, pulseCorrelation(p, q, o >> 1, o & 1));
      // (2N/(σ²Δt)) P0 s_p s_q α_p α_q = 2 w_p w_q/Δt
      const scale = (2 * get(weight, p) * get(weight, q)) / symbolDuration;
      for (let kindA = 0; kindA < KINDS; kindA++) {
        const a = indexOf(p, kindA);
        for (let kindB = 0; kindB < KINDS; kindB++) {
          const b = indexOf(q, kindB);
          if (a < 0 || b < 0) continue;
          const s = scale * get(pulses, 2 * orderOf(kindA) + orderOf(kindB));
          const re = s * get(products, a * n + b), im = -s * get(products, (n + a) * n + b);
          set(constants, a * n + b, re);
          set(ci, a * n + b, im);
          set(constants, b * n + a, re);
          set(ci, b * n + a, -im);
        }
      }
    }
  }
  release(scope);
}

/** M_r complex numbers times e^{j phase}. */
function turnBy(phase: f64, re: usize, im: usize): void {
  const c = NativeMath.cos(phase), s = NativeMath.sin(phase);
  for (let m = 0; m < Mr; m++) {
    const x = get(re, m), y = get(im, m);
    set(re, m, c * x - s * y);
    set(im, m, c * y + s * x);
  }
}

/** What is known of places beforehand, in SI units. */
function makeKnown(): void {
  const n = parameters;
  hasKnown = false;
  zero(known, n * n);
  for (let l = 0; l < L; l++) {
    const s = get(prior, l), g = at(jacobian, 9 * l);
    if (!(s > 0)) continue;
    hasKnown = true;
    for (let i = 0; i <= directions; i++) {
      for (let j = 0; j <= directions; j++) {
        let sum: f64 = 0;
        for (let k = 0; k <= directions; k++) sum += (get(g, 3 * k + i) / s) * (get(g, 3 * k + j) / s);
        set(known, indexOf(l, i) * n + indexOf(l, j), sum);
      }
    }
  }
}

/** B in SI units. */
function makeWeights(): void {
  zero(weights, parameters * columns);
  for (let a = 0; a < parameters; a++) {
    const l = <i32>get(owner, a), kind = <i32>get(kindOf, a);
    if (kind > SECOND) break;
    for (let c = 0; c < aimColumns(); c++) set(weights, a * columns + c * L + l, aimEntry(l, kind, c));
  }
}

/** M, what is known and B in the scale of D. */
function scaleAll(): void {
  const n = parameters, ci = at(constants, n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const s = get(scaling, a) * get(scaling, b);
      set(constants, a * n + b, s * get(constants, a * n + b));
      set(ci, a * n + b, s * get(ci, a * n + b));
      set(known, a * n + b, s * get(known, a * n + b));
    }
    for (let b = 0; b < columns; b++) set(weights, a * columns + b, get(weights, a * columns + b) * get(scaling, a));
  }
}

/** ACCEPTED, or the devices that cannot be told apart, by the eigenvector of the scaled J's smallest eigenvalue. */
function refuseIndistinct(information: usize): i32 {
  const n = parameters, scope = mark();
  // where J − DISTINCT I has a Cholesky factor no eigenvalue lies below
  const shifted = take(n * n);
  copy(shifted, information, n * n);
  for (let a = 0; a < n; a++) set(shifted, a * (n + 1), get(shifted, a * (n + 1)) - DISTINCT);
  if (choleskyLower<f64>(shifted, n)) {
    release(scope);
    return ACCEPTED;
  }
  const values = take(n), vectors = take(n * n), copyOf = take(n * n), share = take(L);
  copy(copyOf, information, n * n);
  eigen<f64>(copyOf, n, values, vectors);
  let smallest = 0;
  for (let a = 1; a < n; a++) if (get(values, a) < get(values, smallest)) smallest = a;
  zero(share, L);
  for (let a = 0; a < n; a++) {
    const x = get(vectors, a * n + smallest), l = <i32>get(owner, a);
    set(share, l, get(share, l) + x * x);
  }
  const why = refuseShares(INDISTINCT, share, activeIndex, L);
  release(scope);
  return why;
}

/** J from Q: Q_qp is Q_pq conjugate. */
function fill(e: Evaluation): void {
  const n = parameters, ci = at(constants, n * n), Q = gram, qi = at(Q, L * L), information = e.information;
  for (let p = 0; p < L; p++) {
    // row p of Q, a number a parameter
    for (let b = 0; b < n; b++) {
      const pq = p * L + <i32>get(owner, b);
      set(spread, b, get(Q, pq));
      set(spread, n + b, get(qi, pq));
    }
    for (let kind = 0; kind < KINDS; kind++) {
      const a = indexOf(p, kind), row = a * n;
      if (a < 0) continue;
      copy(at(information, row), at(known, row), n);
      addEach(n, at(constants, row), spread, at(information, row));
      addEach(n, at(ci, row), at(spread, n), at(information, row));
    }
  }
}

/** J^-1 and N = J^-1 B from J; false where J is not positive definite. */
function invert(e: Evaluation): bool {
  const n = parameters, x = e.inverseFactor, inverse = e.inverse;
  copy(x, e.information, n * n);
  if (!choleskyLower<f64>(x, n)) return false;
  // L_J^-1 in place, row by row: row i is −Σ_k L_ik times row k, over L_ii
  for (let i = 0; i < n; i++) {
    const row = at(x, i * n), pivot = get(row, i);
    zero(spread, i);
    for (let k = 0; k < i; k++) axpy(k + 1, get(row, k), at(x, k * n), spread);
    for (let j = 0; j < i; j++) set(row, j, -get(spread, j) / pivot);
    set(row, i, 1 / pivot);
  }
  // J^-1 = L_J^-T L_J^-1, four rows at a time: of column j only what lies below it
  for (let i = 0; i < n; i += 4) {
    const from = at(x, i * n), to = at(inverse, i * n);
    accumulate(min(4, n - i), min(n, i + 4), n - i, 1, at(from, i), 1, n, from, n, to, n, false);
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) set(inverse, i * n + j, get(inverse, j * n + i));
  multiply<f64>(e.solution, inverse, weights, n, n, columns);
  return true;
}

function objectiveValue(e: Evaluation): f64 {
  return dot(parameters * columns, weights, e.solution) / unit;
}

/** Σ over device l's columns of x_·b·y_·b, x and y parameters×columns. */
function deviceDot(l: i32, x: usize, y: usize): f64 {
  let sum: f64 = 0;
  for (let b = l; b < columns; b += L) {
    for (let a = 0; a < parameters; a++) sum += get(x, a * columns + b) * get(y, a * columns + b);
  }
  return sum;
}

/** Device l's part of Tr(B^T J^-1 B), normalised, without its share. */
export function coupledPart(e: Evaluation, l: i32): f64 {
  return deviceDot(l, weights, e.solution) / unit;
}

/** N by the roots of the shares in hand. */
export function weightedSolution(e: Evaluation): usize {
  const weighted = e.weighted, solution = e.solution;
  if (e.isWeighted) return weighted;
  for (let b = 0; b < columns; b++) {
    const root = Math.sqrt(get(e.share, b % L));
    for (let a = 0; a < parameters; a++) set(weighted, a * columns + b, root * get(solution, a * columns + b));
  }
  e.isWeighted = true;
  return weighted;
}

/** Tr(B^T J^-1 B), normalised; +∞ where J is singular. */
export function evaluateCoupled(e: Evaluation): f64 {
  multiplyNH<Complex>(gram, e.y, e.y, L, e.p, L);
  fill(e);
  e.isWeighted = !worst;
  return invert(e) ? objectiveValue(e) : Infinity;
}

/** Of J scaled to unit diagonal: an eigenvalue below this is rounding. */
const LOST: f64 = 1e-13;
/** What a lost direction may add to a bound, relatively, and still be nothing. */
const NOTHING: f64 = 1e-8;

/**
 * J^-1 at a covariance that need not show every parameter: NaN in the rows and columns of those that it leaves open,
 * which are those of devices with q_l ≤ dark, and those in which a direction lies that J does not fix. There is no
 * `solution` then.
 */
export function evaluateAnyhow(e: Evaluation, dark: f64): void {
  const n = parameters, scope = mark(), information = e.information, inverse = e.inverse;
  const d = take(n), values = take(n), vectors = take(n * n);
  multiplyNH<Complex>(gram, e.y, e.y, L, e.p, L);
  fill(e);
  for (let a = 0; a < n; a++) {
    const l = <i32>get(owner, a);
    set(d, a, get(gram, l * L + l) > dark ? 1 / Math.sqrt(get(information, a * n + a)) : 0);
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) set(information, a * n + b, get(d, a) * get(d, b) * get(information, a * n + b));
  }
  eigen<f64>(information, n, values, vectors);
  zero(inverse, n * n);
  for (let k = 0; k < n; k++) {
    const value = get(values, k);
    if (!(value > LOST)) continue;
    for (let a = 0; a < n; a++) {
      const x = get(vectors, a * n + k) / value;
      for (let b = 0; b < n; b++) set(inverse, a * n + b, get(inverse, a * n + b) + x * get(vectors, b * n + k));
    }
  }
  for (let a = 0; a < n; a++) {
    let lost: f64 = 0;
    for (let k = 0; k < n; k++) {
      const x = get(vectors, a * n + k);
      if (!(get(values, k) > LOST)) lost += (x * x) / LOST;
    }
    if (!(lost <= NOTHING * get(inverse, a * n + a))) set(d, a, NaN);
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) set(inverse, a * n + b, get(d, a) * get(d, b) * get(inverse, a * n + b));
  }
  release(scope);
}

/** Entry (a, b) of J^-1, in SI units. */
export function covarianceOf(e: Evaluation, a: i32, b: i32): f64 {
  return get(e.inverse, a * parameters + b) * get(scaling, a) * get(scaling, b);
}

/**
 * The covariance of device l's delay and directions, 3×3 in SI units: its delay alone where its directions are not
 * observable.
 */
export function covarianceAmong(e: Evaluation, l: i32, out: usize): void {
  const last = hasAngle(l) ? directions : 0;
  for (let i = 0; i <= last; i++) {
    for (let j = 0; j <= last; j++) set(out, 3 * i + j, covarianceOf(e, indexOf(l, i), indexOf(l, j)));
  }
}

/** tr(Y^T J_0 Y) over device l's columns; l < 0: over all. */
function knownPart(y: usize, l: i32): f64 {
  const n = parameters;
  let sum: f64 = 0;
  if (!hasKnown) return 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const x = get(known, a * n + b), ya = at(y, a * columns), yb = at(y, b * columns);
      if (x == 0) continue;
      if (l < 0) sum += x * dot(columns, ya, yb);
      else for (let c = l; c < columns; c += L) sum += x * get(ya, c) * get(yb, c);
    }
  }
  return sum;
}

/**
 * Y = J^-1 B; returns the part of 2 tr(B^T Y) − tr(Y^T J Y) without R, 2 tr(B^T Y) − tr(Y^T J_0 Y), normalised, by the
 * shares.
 */
export function coupledDual(e: Evaluation, dual: usize): f64 {
  copy(dual, e.solution, parameters * columns);
  if (!worst) return (2 * dot(parameters * columns, weights, dual) - knownPart(dual, -1)) / unit;
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) sum += get(e.share, l) * (2 * deviceDot(l, weights, dual) - knownPart(dual, l));
  return sum / unit;
}

/**
 * Y of the certificate in SI units, by all delays, all first directions, …, with zeros for what is no parameter:
 * address, rows and columns into record.
 */
export function coupledDualInUnits(dual: usize, record: usize): void {
  const rows = groupCount() * L, out = take(rows * columns);
  zero(out, rows * columns);
  for (let a = 0; a < parameters; a++) {
    const row = groupOf(<i32>get(kindOf, a)) * L + <i32>get(owner, a);
    for (let b = 0; b < columns; b++) set(out, row * columns + b, get(scaling, a) * get(dual, a * columns + b));
  }
  set(record, 0, <f64>out);
  set(record, 1, <f64>rows);
  set(record, 2, <f64>columns);
}
