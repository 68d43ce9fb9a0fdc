// The channels c_l and h_l (propagation.ts) in the basis the solver works in, and the way back to the antennas.
//
// Centred: phases at the arrays' centres and the unitary map from conjugate-symmetric to real vectors, under which
// every steering vector of a symmetric array is real. In Real R, F and K then are real too (model section 4, fact 5);
// in Complex the rate at least is largest at a real R, and nothing here has an imaginary part.
// Otherwise: the antennas themselves.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { leadingColumns, multiply, multiplyHN, realTimes, realTransposedTimes } from '../linalg/dense';
import { axpy, dot } from '../linalg/lanes';
import { orthonormalRows } from '../linalg/orthonormal';
import { RECEIVER, TRANSMITTER, antennas, fromReal, phaseOfCentre, steerReal } from './arrays';
import * as limits from './limits';
import { phasesTo, receiveVector, transmitVector } from './propagation';
import { L, Mr, Mt, weight } from './scenario';

/** Which of the two it is; always the first in Real. */
export let centred: bool = true;
/** Rows c_l in the full space, L×M_t. */
export let full: usize = 0;
/** Columns: an orthonormal basis of span{c_l^H}, M_t×r, and the c_l in it, `span` = full·basis, L×r. */
export let basis: usize = 0;
export let span: usize = 0;
export let r: i32 = 0;
/** The first so many of the r hold the steering vectors to LEADING of their squared length. */
export let leading: i32 = 0;
const LEADING: f64 = 1e-4;
/** Less than this of a squared length is rounding: such a device lies in directions already spanned. */
const DEPENDS: f64 = 1e-28;
/** `span` and r of all directions, and of the leading ones alone. */
let wholeSpan: usize = 0;
let wholeRank: i32 = 0;
let leadingSpan: usize = 0;
/**
 * Rows w_l h_l^T: L×M_q with S_ij = Σ_m receive_im conj(receive_jm) = w_i w_j h_j^H h_i. M_q = min(M_r, L): with
 * more antennas than devices only their Gram matrix matters. F below is the transpose of the paper's (same
 * determinant): F_ij = S_ij c_i R c_j^H, times N/σ², R in units of P0, c_l the rows of `full` or `span`.
 */
export let receive: usize = 0;
export let Mq: i32 = 0;

/** Until `followAll`, covariances are those of the leading directions: `span` and r are theirs. */
export function followLeading(): void {
  span = leadingSpan;
  r = leading;
}
export function followAll(): void {
  span = wholeSpan;
  r = wholeRank;
}

/** Rows of the vectors of one side, L×M, in the basis of T, device l's times s_l; s: 0 for 1. */
function rowsOf<T>(side: i32, out: usize, s: usize): void {
  const M = antennas(side);
  for (let l = 0; l < L; l++) {
    const factor = s == 0 ? 1 : get(s, l);
    if (centred) {
      steerReal(side, phasesTo(side, l), at(out, l * M), factor);
      if (isComplex<T>()) zero(at(out, (L + l) * M), M);
      continue;
    }
    const v = side == TRANSMITTER ? transmitVector(l) : receiveVector(l);
    for (let m = 0; m < M; m++) {
      set(out, l * M + m, factor * get(v, m));
      set(out, (L + l) * M + m, factor * get(v, M + m));
    }
  }
}

/** Lays out and computes the steering vectors of the scenario that was read last. */
export function prepareChannel<T>(fromCentres: bool): void {
  centred = fromCentres;
  full = take(L * Mt * planes<T>());
  rowsOf<T>(TRANSMITTER, full, 0);
  basis = take(Mt * Mt * planes<T>());
  span = take(L * Mt * planes<T>());
  limits.prepareLimits<T>();
  spanBasis<T>();
  multiply<T>(span, full, basis, L, Mt, r);
  wholeSpan = span;
  wholeRank = r;
  leadingSpan = take(L * leading * planes<T>());
  leadingColumns<T>(leadingSpan, span, L, r, leading);
  limits.reduceLimits<T>(basis, r);
  Mq = min(Mr, L);
  receive = take(L * Mq * planes<T>());
  compressReceive<T>();
}

/**
 * Orthonormal basis of the rows of conj(full), and of what limits add to them, by pivoted Gram–Schmidt: first the
 * directions that most of the steering vectors lie in. Where antennas are limited, of all M_t.
 */
function spanBasis<T>(): void {
  const planesT = planes<T>();
  zero(basis, Mt * Mt * planesT);
  const scope = mark();
  const extra = limits.perAntenna ? Mt : limits.rows, all = L + extra, most = min(all, Mt);
  const rows = take(most * Mt * planesT), rowsIm = at(rows, most * Mt); // orthonormal rows, then copied as columns
  const left = take(most);
  const residuals = take(all * Mt * planesT), resIm = at(residuals, all * Mt);
  zero(residuals, all * Mt * planesT);
  for (let plane = 0; plane < planesT; plane++) {
    copy(at(residuals, plane * all * Mt), at(full, plane * L * Mt), L * Mt);
  }
  for (let i = 0; i < extra; i++) addDirection<T>(i, at(residuals, (L + i) * Mt), at(resIm, (L + i) * Mt));
  r = orthonormalRows<T>(residuals, all, Mt, most, DEPENDS, rows, left, 2);
  leading = 0;
  while (leading < r && get(left, leading) > LEADING * <f64>Mt) leading++;
  const basisIm = at(basis, Mt * r);
  for (let k = 0; k < r; k++) {
    for (let m = 0; m < Mt; m++) {
      set(basis, m * r + k, get(rows, k * Mt + m));
      if (isComplex<T>()) set(basisIm, m * r + k, -get(rowsIm, k * Mt + m));
    }
  }
  release(scope);
}

/** The i-th direction that limits add to the span, of length √M_t as steering vectors are, into a row of zeros. */
function addDirection<T>(i: i32, row: usize, imaginary: usize): void {
  const root = Math.sqrt(<f64>Mt);
  if (limits.perAntenna) {
    set(row, i, root);
    return;
  }
  const from = at(limits.full, i * Mt), fromIm = at(limits.full, (limits.rows + i) * Mt);
  let norm = dot(Mt, from, from);
  if (isComplex<T>()) norm += dot(Mt, fromIm, fromIm);
  if (!(norm > 0)) return; // a channel that nothing passes
  axpy(Mt, root / Math.sqrt(norm), from, row);
  if (isComplex<T>()) axpy(Mt, root / Math.sqrt(norm), fromIm, imaginary);
}

/** The receive rows, reflected onto L columns where M_r > L (Householder from the right: S is unchanged). */
function compressReceive<T>(): void {
  if (Mr <= L) {
    rowsOf<T>(RECEIVER, receive, weight);
    return;
  }
  const scope = mark();
  const rows = take(L * Mr * planes<T>()), rowsIm = at(rows, L * Mr);
  rowsOf<T>(RECEIVER, rows, 0);
  const v = take(Mr), vi = take(Mr);
  for (let k = 0; k < L; k++) {
    // reflector for row k, columns k..M_r: x H = −phase·|x| e_k, H = I − 2 v^H v/|v|²
    let norm: f64 = 0;
    for (let m = k; m < Mr; m++) {
      const x = get(rows, k * Mr + m);
      set(v, m, x);
      norm += x * x;
      if (isComplex<T>()) {
        const y = get(rowsIm, k * Mr + m);
        set(vi, m, y);
        norm += y * y;
      }
    }
    norm = Math.sqrt(norm);
    if (!(norm > 1e-300)) continue;
    const headRe = get(v, k);
    let headIm: f64 = 0, modulus = Math.abs(headRe);
    if (isComplex<T>()) {
      headIm = get(vi, k);
      modulus = Math.sqrt(headRe * headRe + headIm * headIm);
    }
    const pr = modulus > 0 ? headRe / modulus : 1, pi = modulus > 0 ? headIm / modulus : 0;
    set(v, k, headRe + pr * norm);
    if (isComplex<T>()) set(vi, k, headIm + pi * norm);
    const factor = 1 / (norm * (norm + modulus)); // 2/|v|²
    for (let l = k; l < L; l++) {
      let re: f64 = 0, im: f64 = 0; // row l · v^H
      for (let m = k; m < Mr; m++) {
        const a = get(rows, l * Mr + m), c = get(v, m);
        re += a * c;
        if (isComplex<T>()) {
          const b = get(rowsIm, l * Mr + m), d = get(vi, m);
          re += b * d;
          im += b * c - a * d;
        }
      }
      re *= factor; im *= factor;
      for (let m = k; m < Mr; m++) {
        if (isComplex<T>()) {
          const c = get(v, m), d = get(vi, m);
          set(rows, l * Mr + m, get(rows, l * Mr + m) - re * c + im * d);
          set(rowsIm, l * Mr + m, get(rowsIm, l * Mr + m) - re * d - im * c);
        } else {
          set(rows, l * Mr + m, get(rows, l * Mr + m) - re * get(v, m));
        }
      }
    }
  }
  const receiveIm = at(receive, L * L);
  for (let l = 0; l < L; l++) {
    for (let m = 0; m < L; m++) {
      set(receive, l * L + m, get(weight, l) * get(rows, l * Mr + m));
      if (isComplex<T>()) set(receiveIm, l * L + m, get(weight, l) * get(rowsIm, l * Mr + m));
    }
  }
  release(scope);
}

/** `out` (L×p) ← C v for a factor v (k×p), c = C in the basis that v is in (L×k): `span` or `full`. */
export function toDevices<T>(out: usize, c: usize, k: i32, v: usize, p: i32): void {
  if (centred) realTimes<T>(out, c, v, L, k, p);
  else multiply<T>(out, c, v, L, k, p);
}
/** `out` (r×p) ← C^H w for w (L×p), in the span. */
export function fromDevices<T>(out: usize, w: usize, p: i32): void {
  if (centred) realTransposedTimes<T>(out, span, w, r, L, p);
  else multiplyHN<T>(out, span, w, r, L, p);
}

/** Factor on the antennas: V (M_t×p complex planes) = map of basis·v, v r×p; scratch M_t×p in T. R/P0 = V V^H. */
export function toAntennas<T>(out: usize, v: usize, p: i32, scratch: usize): void {
  multiply<T>(scratch, basis, v, Mt, r, p);
  if (centred) fromReal<T>(TRANSMITTER, scratch, p, out);
  else copy(out, scratch, 2 * Mt * p);
}

/** Phase of device l's steering vector at the centre of a symmetric transmitter, from its position. */
export function transmitPhase(l: i32): f64 {
  return phaseOfCentre(TRANSMITTER, phasesTo(TRANSMITTER, l));
}

/**
 * Phase ρ_l + θ_l between the arrays' positions and their centres: K on the antennas is D K D^H, D = diag(e^{−j(ρ+θ)}).
 */
export function centrePhase(l: i32): f64 {
  return transmitPhase(l) + phaseOfCentre(RECEIVER, phasesTo(RECEIVER, l));
}
