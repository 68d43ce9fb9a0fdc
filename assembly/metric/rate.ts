// The sum rate (30)–(31) as log det(I + (N/σ²)F) in nats: value, gradient and Hessian, all from the stacked factor.
//
// With R/P0 = V V^H, Y = C V (L×p), the columns of Ω are Ω_(m,i),l = conj(receive_lm Y_li), and
// F = Ω^H Ω = Σ_m E_m R E_m^H with E_m[l,:] = receive_lm c_l. K K^H = (I+F)^-1. The vectors
//   g_(j,m) = E_m^H K_j, K_j the j-th column of K,
// carry everything else: ∇ = Σ g g^H, and −∇²[D,D] = Σ_ab |Σ_m g_am^H D g_bm|².
// A "basis" B (r×k) stands for R = B·B^H-shaped coordinates: the routines take C·B in place of C.

import { at, copy, get, set, take, zero } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { choleskyLower } from '../linalg/cholesky';
import { gram, multiplyNH } from '../linalg/dense';
import { axpy, conjugateProduct, scale, scaled, scaledDifference, scaledSum } from '../linalg/lanes';
import { accumulate } from '../linalg/tile';
import { stackedFactor } from '../linalg/stacked';
import { L, Mt } from '../model/scenario';
import { Mq, centred, fromDevices, r, receive } from '../model/channel';
import { Evaluation, takeEvaluation } from './evaluation';

/** Scratch: what stackedFactor destroys of Ω, or vectors of as many numbers; products of pairs, (L·r)×(L·r). */
let columns: usize = 0;
let pairs: usize = 0;

/** Lays out the scratch for the loaded channel. */
export function prepareRate<T>(): void {
  // a covariance that a caller brings may have all M_t columns, and a superposed signal twice as many
  columns = take(2 * L * Mq * Mt * planes<T>());
  pairs = take(2 * L * r * L * r * planes<T>());
}

/** Lays out an evaluation of the rate alone, of factors of up to `most` columns. */
export function evaluationOfRate<T>(most: i32): Evaluation {
  const e = takeEvaluation();
  e.y = take(L * most * planes<T>());
  e.p = 0;
  e.omega = take(L * Mq * most * planes<T>());
  e.K = take(L * L * planes<T>());
  e.pivots = take(L);
  e.inner = take(L * Mq * most * planes<T>());
  e.hasInner = false;
  return e;
}

/** log det(I + F), nats. */
export function evaluateRate<T>(e: Evaluation): f64 {
  e.hasInner = false;
  rateProducts<T>(e.y, e.p, e.omega);
  copy(columns, e.omega, L * Mq * e.p * planes<T>());
  return stackedFactor<T>(columns, L, Mq * e.p, e.K, e.pivots);
}

/** `out` (L×L) ← F^T at Y = C V (L×p), which is linear in R. */
export function echoGram<T>(y: usize, p: i32, out: usize): void {
  rateProducts<T>(y, p, columns);
  multiplyNH<T>(out, columns, columns, L, Mq * p, L);
}

/** log det(I + F), nats, to no more digits than I + F leaves; f = F or F^T (L×L), destroyed. NaN: not ⪰ 0. */
export function rateOfGram<T>(f: usize): f64 {
  for (let l = 0; l < L; l++) set(f, l * L + l, 1 + get(f, l * L + l));
  if (!choleskyLower<T>(f, L)) return NaN;
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) sum += 2 * NativeMath.log(get(f, l * L + l));
  return sum;
}

/** W_l,(m,i) = conj(receive_lm·cb_li), L×(M_q·k): columns of Ω where cb is Y, the vectors g before K for a basis. */
export function rateProducts<T>(cb: usize, k: i32, w: usize): void {
  const n = Mq * k;
  const bi = at(cb, L * k), si = at(receive, L * Mq), wi = at(w, L * n);
  for (let l = 0; l < L; l++) {
    for (let m = 0; m < Mq; m++) {
      const sr = get(receive, l * Mq + m), to = at(w, l * n + m * k);
      if (isComplex<T>()) {
        conjugateProduct(k, sr, get(si, l * Mq + m), at(cb, l * k), at(bi, l * k), to, at(wi, l * n + m * k));
      } else scaled(k, sr, at(cb, l * k), to);
    }
  }
}

/**
 * The vectors g = K^T W as rows, (L·M_q)×k into g: row j·M_q+m is Σ_{l≤j} K_lj conj(receive_lm) conj(cb_l). real: W
 * has no imaginary part, as in the coordinates of the channel from the arrays' centres.
 */
export function rateVectors<T>(e: Evaluation, w: usize, k: i32, g: usize, real: bool = false): void {
  const n = Mq * k, K = e.K;
  const wi = at(w, L * n), gi = at(g, L * n), ki = at(K, L * L);
  // K is upper triangular: rows j..j+3 need l ≤ j+3 only
  for (let j = 0; j < L; j += 4) {
    const rows = min(4, L - j), depth = j + rows, to = at(g, j * n), kj = at(K, j);
    accumulate(rows, n, depth, 1, kj, 1, L, w, n, to, n, false);
    if (isComplex<T>()) {
      const toIm = at(gi, j * n), kij = at(ki, j);
      if (!real) {
        accumulate(rows, n, depth, -1, kij, 1, L, wi, n, to, n, true);
        accumulate(rows, n, depth, 1, kj, 1, L, wi, n, toIm, n, false);
      }
      accumulate(rows, n, depth, 1, kij, 1, L, w, n, toIm, n, !real);
    }
  }
}

/** Hermitian `out` (k×k) = s·Σ g g^H, s times the gradient. */
export function rateGradientOf<T>(g: usize, k: i32, s: f64, out: usize): void {
  gram<T>(out, g, L * Mq, k, s);
}

/** Rows of the Hessian of −log det in k×k Hermitian coordinates: L(L+1)/2 (Real) or L² (Complex). */
export function rateRowCount<T>(): i32 {
  return hermitianSize<T>(L);
}

/**
 * Gram rows in the coordinates of a Hermitian D in basis B (see linalg/hermitian.ts), times s:
 * Σ_rows (row·d)² = s²·Σ_ab |Σ_m g_am^H D g_bm|². rows: rateRowCount × hermitianSize(k).
 */
export function rateRows<T>(g: usize, k: i32, s: f64, rows: usize): void {
  const size = hermitianSize<T>(k), step = (k * (k - 1)) >> 1, depth = Mq * k, width = L * k;
  antennaMajor<T>(g, k, columns);
  const gi = at(g, L * depth), mi = at(columns, L * depth), pi = at(pairs, k * width);
  let row = rows;
  for (let a = 0; a < L; a++) {
    // P_ij = Σ_m g_am,i conj(g_bm,j) for all b ≥ a beside each other
    const count = (L - a) * k, ga = at(g, a * depth), gm = at(columns, a * k);
    accumulate(k, count, Mq, 1, ga, 1, k, gm, width, pairs, width, false);
    if (isComplex<T>()) {
      const gai = at(gi, a * depth), gmi = at(mi, a * k);
      accumulate(k, count, Mq, 1, gai, 1, k, gmi, width, pairs, width, true);
      accumulate(k, count, Mq, 1, gai, 1, k, gm, width, pi, width, false);
      accumulate(k, count, Mq, -1, ga, 1, k, gmi, width, pi, width, true);
    }
    for (let b = a; b < L; b++) {
      // A = P^H; the row is its Hermitian part, and for a < b that of −jA too
      const t = a == b ? s : Math.SQRT2 * s, half = t * Math.SQRT1_2;
      const rowIm = at(row, size), from = (b - a) * k;
      for (let i = 0, off = k; i < k; i++) {
        set(row, i, t * get(pairs, i * width + from + i));
        if (isComplex<T>() && a != b) set(rowIm, i, -t * get(pi, i * width + from + i));
        for (let j = i + 1; j < k; j++, off++) {
          // √2·Hermitian part: (A_ij + conj A_ji)/√2; for −jA re ← im, im ← −re
          const ij = get(pairs, i * width + from + j), ji = get(pairs, j * width + from + i);
          set(row, off, half * (ij + ji));
          if (isComplex<T>()) {
            const iji = get(pi, i * width + from + j), jii = get(pi, j * width + from + i);
            set(row, off + step, half * (iji - jii));
            if (a != b) {
              set(rowIm, off, -half * (iji + jii));
              set(rowIm, off + step, half * (ij - ji));
            }
          }
        }
      }
      row = at(row, isComplex<T>() && a != b ? 2 * size : size);
    }
  }
}

/** Rows (j, m) of k numbers, j device and m antenna, as rows m of L·k numbers. */
function antennaMajor<T>(from: usize, k: i32, to: usize): void {
  for (let plane = 0; plane < planes<T>(); plane++) {
    const source = at(from, plane * L * Mq * k), target = at(to, plane * L * Mq * k);
    for (let j = 0; j < L; j++) {
      for (let m = 0; m < Mq; m++) {
        for (let i = 0; i < k; i++) set(target, (m * L + j) * k + i, get(source, (j * Mq + m) * k + i));
      }
    }
  }
}

/**
 * The same rows in the coordinates of dV (r×p planes), R = V V^H, dR = V dV^H + dV V^H: row = 2·(Hermitian part)·V.
 * g in the r-space (cb = C).
 */
export function rateRowsOnFactor<T>(e: Evaluation, g: usize, s: f64, rows: usize): void {
  const p = e.p, inner = innerProducts<T>(e);
  const depth = Mq * r, width = L * p, half = r * p, size = half * planes<T>();
  antennaMajor<T>(inner, p, columns);
  // Q_ab (r×p) = Σ_m g_am h_bm for all pairs: rows (a, i), columns (b, j)
  const gi = at(g, L * depth), hi = at(columns, Mq * width), qi = at(pairs, L * r * width);
  for (let a = 0; a < L; a++) {
    const ga = at(g, a * depth), to = at(pairs, a * r * width);
    accumulate(r, width, Mq, 1, ga, 1, r, columns, width, to, width, false);
    if (isComplex<T>()) {
      const gai = at(gi, a * depth), toIm = at(qi, a * r * width);
      accumulate(r, width, Mq, -1, gai, 1, r, hi, width, to, width, true);
      accumulate(r, width, Mq, 1, ga, 1, r, hi, width, toIm, width, false);
      accumulate(r, width, Mq, 1, gai, 1, r, columns, width, toIm, width, true);
    }
  }
  let row = rows;
  for (let a = 0; a < L; a++) {
    for (let b = a; b < L; b++) {
      // the row is Q_ba + Q_ab, and for −jA: −j Q_ba + j Q_ab
      const t = a == b ? s : Math.SQRT2 * s;
      for (let i = 0; i < r; i++) {
        const ba = (b * r + i) * width + a * p, ab = (a * r + i) * width + b * p, to = at(row, i * p);
        const u = at(pairs, ba), v = at(pairs, ab);
        scaledSum(p, t, u, v, to);
        if (isComplex<T>()) {
          const ui = at(qi, ba), vi = at(qi, ab);
          scaledSum(p, t, ui, vi, at(to, half));
          if (a != b) {
            scaledDifference(p, t, ui, vi, at(to, size));
            scaledDifference(p, t, v, u, at(to, size + half));
          }
        }
      }
      row = at(row, isComplex<T>() && a != b ? 2 * size : size);
    }
  }
}

/**
 * h = g^H V, (L·M_q)×p, for which the vectors themselves are not needed: h_jm = Σ_{l≤j} conj(K_lj) receive_lm y_l, the
 * conjugate of K^T Ω.
 */
function innerProducts<T>(e: Evaluation): usize {
  const p = e.p, inner = e.inner;
  if (e.hasInner) return inner;
  rateVectors<T>(e, e.omega, p, inner);
  if (isComplex<T>()) scale(L * Mq * p, -1, at(inner, L * Mq * p));
  e.hasInner = true;
  return inner;
}

/** ∇·V = Σ g h = C^H w into `out` (r×p): w_l = Σ_m conj(receive_lm) Σ_{j≥l} K_lj h_jm. */
export function rateGradientOnFactor<T>(e: Evaluation, out: usize): void {
  const p = e.p, K = e.K, inner = innerProducts<T>(e);
  const n = Mq * p, u = columns, ui = at(u, L * n), hi = at(inner, L * n), ki = at(K, L * L);
  for (let l = 0; l < L; l += 4) {
    const rows = min(4, L - l), depth = L - l, to = at(u, l * n), h = at(inner, l * n), kl = at(K, l * (L + 1));
    accumulate(rows, n, depth, 1, kl, L, 1, h, n, to, n, false);
    if (isComplex<T>()) {
      const him = at(hi, l * n), toIm = at(ui, l * n), kli = at(ki, l * (L + 1));
      accumulate(rows, n, depth, -1, kli, L, 1, him, n, to, n, true);
      accumulate(rows, n, depth, 1, kl, L, 1, him, n, toIm, n, false);
      accumulate(rows, n, depth, 1, kli, L, 1, h, n, toIm, n, true);
    }
  }
  const w = pairs, wi = at(w, L * p), si = at(receive, L * Mq);
  zero(w, L * p * planes<T>());
  for (let l = 0; l < L; l++) {
    for (let m = 0; m < Mq; m++) {
      const from = l * n + m * p, sr = get(receive, l * Mq + m);
      axpy(p, sr, at(u, from), at(w, l * p));
      if (isComplex<T>()) axpy(p, sr, at(ui, from), at(wi, l * p));
      if (isComplex<T>() && !centred) {
        const sm = get(si, l * Mq + m);
        axpy(p, sm, at(ui, from), at(w, l * p));
        axpy(p, -sm, at(u, from), at(wi, l * p));
      }
    }
  }
  fromDevices<T>(out, w, p);
}
