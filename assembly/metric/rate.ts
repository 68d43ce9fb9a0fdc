// The sum rate (30)–(31) as log det(I + (N/σ²)F) in nats: value, gradient and Hessian, all from the stacked factor.
//
// With R/P0 = V V^H, Y = C V (L×p), the columns of Ω are Ω_(m,i),l = conj(receive_lm Y_li), and
// F = Ω^H Ω = Σ_m E_m R E_m^H with E_m[l,:] = receive_lm c_l. K K^H = (I+F)^-1. The vectors
//   g_(j,m) = E_m^H K_j, K_j the j-th column of K,
// carry everything else: ∇ = Σ g g^H, and −∇²[D,D] = Σ_ab |Σ_m g_am^H D g_bm|².
// A "basis" B (r×k) stands for R = B·B^H-shaped coordinates: the routines take C·B in place of C.

import { at, get, set, take } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { gram } from '../linalg/dense';
import { accumulate } from '../linalg/tile';
import { stackedFactor } from '../linalg/stacked';
import { L, Mt } from '../model/scenario';
import { Mq, r, receive } from '../model/channel';

/** Columns of Ω, L × (M_q·p). */
let columns: usize = 0;
/** K, L×L upper triangular, and the pivots less one. */
export let K: usize = 0;
export let pivots: usize = 0;
/** h_(j,m) = g^H V, (L·M_q)×p. */
export let inner: usize = 0;
/** Scratch: products of one pair of devices, k×k, or 2·r×p. */
let block: usize = 0;

/** Lays out the buffers for the loaded channel. */
export function prepareRate<T>(): void {
  // a covariance that a caller brings may have all M_t columns
  columns = take(L * Mq * Mt * planes<T>());
  K = take(L * L * planes<T>());
  pivots = take(L);
  inner = take(L * Mq * r * planes<T>());
  block = take(2 * r * r * planes<T>());
}

/** log det(I + F) at Y = C V (L×p), nats; leaves K. */
export function evaluateRate<T>(y: usize, p: i32): f64 {
  rateProducts<T>(y, p, columns);
  return stackedFactor<T>(columns, L, Mq * p, K, pivots);
}

/** W_l,(m,i) = conj(receive_lm·cb_li), L×(M_q·k): columns of Ω where cb is Y, the vectors g before K for a basis. */
export function rateProducts<T>(cb: usize, k: i32, w: usize): void {
  const n = Mq * k;
  const bi = at(cb, L * k), si = at(receive, L * Mq), wi = at(w, L * n);
  for (let l = 0; l < L; l++) {
    for (let m = 0; m < Mq; m++) {
      const sr = get(receive, l * Mq + m), to = at(w, l * n + m * k);
      if (isComplex<T>()) {
        const sm = get(si, l * Mq + m), toIm = at(wi, l * n + m * k);
        for (let i = 0; i < k; i++) {
          const a = get(cb, l * k + i), b = get(bi, l * k + i);
          set(to, i, sr * a - sm * b);
          set(toIm, i, -(sr * b + sm * a));
        }
      } else {
        for (let i = 0; i < k; i++) set(to, i, sr * get(cb, l * k + i));
      }
    }
  }
}

/** The vectors g = K^T W as rows, (L·M_q)×k into g: row j·M_q+m is Σ_{l≤j} K_lj conj(receive_lm) conj(cb_l). */
export function rateVectors<T>(w: usize, k: i32, g: usize): void {
  const n = Mq * k;
  const wi = at(w, L * n), gi = at(g, L * n), ki = at(K, L * L);
  // K is upper triangular: rows j..j+3 need l ≤ j+3 only
  for (let j = 0; j < L; j += 4) {
    const rows = min(4, L - j), depth = j + rows, to = at(g, j * n), kj = at(K, j);
    accumulate(rows, n, depth, 1, kj, 1, L, w, n, to, n, false);
    if (isComplex<T>()) {
      const toIm = at(gi, j * n), kij = at(ki, j);
      accumulate(rows, n, depth, -1, kij, 1, L, wi, n, to, n, true);
      accumulate(rows, n, depth, 1, kj, 1, L, wi, n, toIm, n, false);
      accumulate(rows, n, depth, 1, kij, 1, L, w, n, toIm, n, true);
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
  const size = hermitianSize<T>(k), step = (k * (k - 1)) >> 1, depth = Mq * k;
  const gi = at(g, L * depth), br = block, bi = at(block, k * k);
  let row = rows;
  for (let a = 0; a < L; a++) {
    for (let b = a; b < L; b++) {
      const t = a == b ? s : Math.SQRT2 * s, half = t * Math.SQRT1_2;
      const rowIm = at(row, size);
      // A = Σ_m g_bm g_am^H; the row is its Hermitian part, and for a < b that of −jA too
      const ga = at(g, a * depth), gb = at(g, b * depth);
      accumulate(k, k, Mq, 1, gb, 1, k, ga, k, br, k, false);
      if (isComplex<T>()) {
        const gai = at(gi, a * depth), gbi = at(gi, b * depth);
        accumulate(k, k, Mq, 1, gbi, 1, k, gai, k, br, k, true);
        accumulate(k, k, Mq, 1, gbi, 1, k, ga, k, bi, k, false);
        accumulate(k, k, Mq, -1, gb, 1, k, gai, k, bi, k, true);
      }
      for (let i = 0, off = k; i < k; i++) {
        set(row, i, t * get(br, i * k + i));
        if (isComplex<T>() && a != b) set(rowIm, i, t * get(bi, i * k + i));
        for (let j = i + 1; j < k; j++, off++) {
          // √2·Hermitian part: (A_ij + conj A_ji)/√2; for −jA re ← im, im ← −re
          const ij = get(br, i * k + j), ji = get(br, j * k + i);
          set(row, off, half * (ij + ji));
          if (isComplex<T>()) {
            const iji = get(bi, i * k + j), jii = get(bi, j * k + i);
            set(row, off + step, half * (iji - jii));
            if (a != b) {
              set(rowIm, off, half * (iji + jii));
              set(rowIm, off + step, half * (ji - ij));
            }
          }
        }
      }
      row = at(row, isComplex<T>() && a != b ? 2 * size : size);
    }
  }
}

/**
 * The same rows in the coordinates of dV (r×p planes), R = V V^H, dR = V dV^H + dV V^H: row = 2·(Hermitian part)·V.
 * g in the r-space (cb = C), after innerProducts with V (r×p).
 */
export function rateRowsOnFactor<T>(g: usize, p: i32, s: f64, rows: usize): void {
  const n = L * Mq, half = r * p, size = half * planes<T>();
  const gi = at(g, n * r), hi = at(inner, n * p);
  let row = rows;
  for (let a = 0; a < L; a++) {
    for (let b = a; b < L; b++) {
      // u = Σ_m g_bm h_am, v = Σ_m g_am h_bm: the row is u + v, and for −jA: −j u + j v
      const t = a == b ? s : Math.SQRT2 * s;
      const ga = at(g, a * Mq * r), gb = at(g, b * Mq * r), ha = at(inner, a * Mq * p), hb = at(inner, b * Mq * p);
      if (isComplex<T>()) {
        const gai = at(gi, a * Mq * r), gbi = at(gi, b * Mq * r);
        const hai = at(hi, a * Mq * p), hbi = at(hi, b * Mq * p);
        const ur = block, ui = at(ur, half), vr = at(ui, half), vi = at(vr, half);
        accumulate(r, p, Mq, t, gb, 1, r, ha, p, ur, p, false);
        accumulate(r, p, Mq, -t, gbi, 1, r, hai, p, ur, p, true);
        accumulate(r, p, Mq, t, gb, 1, r, hai, p, ui, p, false);
        accumulate(r, p, Mq, t, gbi, 1, r, ha, p, ui, p, true);
        accumulate(r, p, Mq, t, ga, 1, r, hb, p, vr, p, false);
        accumulate(r, p, Mq, -t, gai, 1, r, hbi, p, vr, p, true);
        accumulate(r, p, Mq, t, ga, 1, r, hbi, p, vi, p, false);
        accumulate(r, p, Mq, t, gai, 1, r, hb, p, vi, p, true);
        for (let i = 0; i < half; i++) {
          const a1 = get(ur, i), b1 = get(ui, i), a2 = get(vr, i), b2 = get(vi, i);
          set(row, i, a1 + a2);
          set(row, half + i, b1 + b2);
          if (a != b) {
            set(row, size + i, b1 - b2);
            set(row, size + half + i, a2 - a1);
          }
        }
        row = at(row, a != b ? 2 * size : size);
      } else {
        accumulate(r, p, Mq, a == b ? 2 * t : t, gb, 1, r, ha, p, row, p, false);
        if (a != b) accumulate(r, p, Mq, t, ga, 1, r, hb, p, row, p, true);
        row = at(row, size);
      }
    }
  }
}

/** h = g^H V into `inner`, (L·M_q)×p, for the two functions above and below. */
export function innerProducts<T>(g: usize, v: usize, p: i32): void {
  const n = L * Mq;
  accumulate(n, p, r, 1, g, r, 1, v, p, inner, p, false);
  if (isComplex<T>()) {
    const gi = at(g, n * r), vi = at(v, r * p), hi = at(inner, n * p);
    accumulate(n, p, r, 1, gi, r, 1, vi, p, inner, p, true);
    accumulate(n, p, r, 1, g, r, 1, vi, p, hi, p, false);
    accumulate(n, p, r, -1, gi, r, 1, v, p, hi, p, true);
  }
}

/** ∇·V = Σ g h into `out` (r×p), after innerProducts. */
export function rateGradientOnFactor<T>(g: usize, p: i32, out: usize): void {
  const n = L * Mq;
  accumulate(r, p, n, 1, g, 1, r, inner, p, out, p, false);
  if (isComplex<T>()) {
    const gi = at(g, n * r), hi = at(inner, n * p), oi = at(out, r * p);
    accumulate(r, p, n, -1, gi, 1, r, hi, p, out, p, true);
    accumulate(r, p, n, 1, g, 1, r, hi, p, oi, p, false);
    accumulate(r, p, n, 1, gi, 1, r, inner, p, oi, p, true);
  }
}
