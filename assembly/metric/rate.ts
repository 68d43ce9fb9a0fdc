// The sum rate (30)–(31) as log det(I + (N/σ²)F) in nats: value, gradient and Hessian, all from the stacked factor.
//
// With R/P0 = V V^H, Y = C V (L×p), the columns of Ω are Ω_(m,i),l = conj(receive_lm Y_li), and
// F = Ω^H Ω = Σ_m E_m R E_m^H with E_m[l,:] = receive_lm c_l. K K^H = (I+F)^-1. The vectors
//   g_(j,m) = E_m^H K_j, K_j the j-th column of K,
// carry everything else: ∇ = Σ g g^H, and −∇²[D,D] = Σ_ab |Σ_m g_am^H D g_bm|².
// A "basis" B (r×k) stands for R = B·B^H-shaped coordinates: the routines take C·B in place of C.

import { at, get, set, take, zero } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { axpy, dot } from '../linalg/dense';
import { stackedFactor } from '../linalg/stacked';
import { L, Mt } from '../model/scenario';
import { Mq, r, receive } from '../model/channel';

/** Columns of Ω, L × (M_q·p). */
let columns: usize = 0;
/** K, L×L upper triangular, and the pivots less one. */
export let K: usize = 0;
export let pivots: usize = 0;
/** h_(j,m) = g^H V, (L·M_q)×p. */
let inner: usize = 0;

/** Lays out the buffers for the loaded channel. */
export function prepareRate<T>(): void {
  // a covariance that a caller brings may have all M_t columns
  columns = take(L * Mq * Mt * planes<T>());
  K = take(L * L * planes<T>());
  pivots = take(L);
  inner = take(L * Mq * r * planes<T>());
}

/** log det(I + F) at Y = C V (L×p), nats; leaves K. */
export function evaluateRate<T>(y: usize, p: i32): f64 {
  const n = Mq * p;
  const yi = at(y, L * p), si = at(receive, L * Mq), ci = at(columns, L * n);
  for (let l = 0; l < L; l++) {
    for (let m = 0; m < Mq; m++) {
      const sr = get(receive, l * Mq + m), to = at(columns, l * n + m * p);
      if (isComplex<T>()) {
        const sm = get(si, l * Mq + m), toIm = at(ci, l * n + m * p);
        for (let i = 0; i < p; i++) {
          const a = get(y, l * p + i), b = get(yi, l * p + i);
          set(to, i, sr * a - sm * b);
          set(toIm, i, -(sr * b + sm * a));
        }
      } else {
        for (let i = 0; i < p; i++) set(to, i, sr * get(y, l * p + i));
      }
    }
  }
  return stackedFactor<T>(columns, L, n, K, pivots);
}

/**
 * The vectors g in basis B, as rows: (L·M_q)×k into g, from cb = C·B (L×k).
 * Row j·M_q+m: Σ_{l≤j} conj(receive_lm) K_lj conj(cb_l).
 */
export function rateVectors<T>(cb: usize, k: i32, g: usize): void {
  const n = L * Mq;
  zero(g, n * k * planes<T>());
  const bi = at(cb, L * k), gi = at(g, n * k), si = at(receive, L * Mq), ki = at(K, L * L);
  for (let j = 0; j < L; j++) {
    for (let l = 0; l <= j; l++) {
      const kr = get(K, l * L + j);
      let km: f64 = 0;
      if (isComplex<T>()) km = get(ki, l * L + j);
      for (let m = 0; m < Mq; m++) {
        const sr = get(receive, l * Mq + m);
        const row = at(g, (j * Mq + m) * k);
        if (isComplex<T>()) {
          const sm = get(si, l * Mq + m);
          // conj(receive)·K
          const re = sr * kr + sm * km, im = sr * km - sm * kr;
          const rowIm = at(gi, (j * Mq + m) * k);
          axpy(k, re, at(cb, l * k), row);
          axpy(k, im, at(bi, l * k), row);
          axpy(k, im, at(cb, l * k), rowIm);
          axpy(k, -re, at(bi, l * k), rowIm);
        } else {
          axpy(k, sr * kr, at(cb, l * k), row);
        }
      }
    }
  }
}

/** Hermitian `out` (k×k) += s·Σ g g^H. */
export function addRateGradient<T>(g: usize, k: i32, s: f64, out: usize): void {
  const n = L * Mq;
  const gi = at(g, n * k), oi = at(out, k * k);
  for (let row = 0; row < n; row++) {
    const a = at(g, row * k), b = at(gi, row * k);
    for (let i = 0; i < k; i++) {
      const re = s * get(a, i);
      axpy(k, re, a, at(out, i * k));
      if (isComplex<T>()) {
        const im = s * get(b, i);
        axpy(k, im, b, at(out, i * k));
        axpy(k, im, a, at(oi, i * k));
        axpy(k, -re, b, at(oi, i * k));
      }
    }
  }
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
  const size = hermitianSize<T>(k);
  const gi = at(g, L * Mq * k);
  let row = rows;
  for (let a = 0; a < L; a++) {
    for (let b = a; b < L; b++) {
      const t = a == b ? s : Math.SQRT2 * s;
      const half = t * Math.SQRT1_2;
      const rowIm = at(row, size);
      // A = Σ_m g_bm g_am^H; the row is its Hermitian part, and for a < b that of −jA too
      for (let i = 0, off = k; i < k; i++) {
        for (let j = i; j < k; j++) {
          let ijr: f64 = 0, iji: f64 = 0, jir: f64 = 0, jii: f64 = 0; // A_ij, A_ji
          for (let m = 0; m < Mq; m++) {
            const pb = (b * Mq + m) * k, pa = (a * Mq + m) * k;
            const bir = get(g, pb + i), bjr = get(g, pb + j), air = get(g, pa + i), ajr = get(g, pa + j);
            ijr += bir * ajr;
            jir += bjr * air;
            if (isComplex<T>()) {
              const bii = get(gi, pb + i), bji = get(gi, pb + j), aii = get(gi, pa + i), aji = get(gi, pa + j);
              ijr += bii * aji;
              iji += bii * ajr - bir * aji;
              jir += bji * aii;
              jii += bji * air - bjr * aii;
            }
          }
          if (i == j) {
            set(row, i, t * ijr);
            if (isComplex<T>() && a != b) set(rowIm, i, t * iji);
          } else {
            // √2·Hermitian part: (A_ij + conj A_ji)/√2
            set(row, off, half * (ijr + jir));
            if (isComplex<T>()) {
              const step = (k * (k - 1)) >> 1;
              set(row, off + step, half * (iji - jii));
              if (a != b) {
                // −jA: re ← im, im ← −re
                set(rowIm, off, half * (iji + jii));
                set(rowIm, off + step, half * (jir - ijr));
              }
            }
            off++;
          }
        }
      }
      row = at(row, isComplex<T>() && a != b ? 2 * size : size);
    }
  }
}

/**
 * The same rows in the coordinates of dV (r×p planes), R = V V^H, dR = V dV^H + dV V^H: row = 2·(Hermitian part)·V.
 * g in the r-space (cb = C), v r×p.
 */
export function rateRowsOnFactor<T>(g: usize, v: usize, p: i32, s: f64, rows: usize): void {
  const n = L * Mq, size = r * p * planes<T>();
  const gi = at(g, n * r), vi = at(v, r * p), hi = at(inner, n * p);
  zero(inner, n * p * planes<T>());
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < r; i++) {
      const re = get(g, row * r + i);
      axpy(p, re, at(v, i * p), at(inner, row * p));
      if (isComplex<T>()) {
        const im = get(gi, row * r + i);
        axpy(p, im, at(vi, i * p), at(inner, row * p));
        axpy(p, re, at(vi, i * p), at(hi, row * p));
        axpy(p, -im, at(v, i * p), at(hi, row * p));
      }
    }
  }
  zero(rows, rateRowCount<T>() * size);
  let row = rows;
  for (let a = 0; a < L; a++) {
    for (let b = a; b < L; b++) {
      // 2·½ Σ_m (g_b h_a + g_a h_b), and for −jA: Σ_m (−j g_b h_a + j g_a h_b)
      const t = a == b ? s : Math.SQRT2 * s;
      const next = at(row, size);
      for (let m = 0; m < Mq; m++) {
        const ia = a * Mq + m, ib = b * Mq + m;
        for (let i = 0; i < r; i++) {
          const gar = t * get(g, ia * r + i), gbr = t * get(g, ib * r + i);
          axpy(p, gbr, at(inner, ia * p), at(row, i * p));
          axpy(p, gar, at(inner, ib * p), at(row, i * p));
          if (isComplex<T>()) {
            const gai = t * get(gi, ia * r + i), gbi = t * get(gi, ib * r + i);
            const re = at(row, i * p), im = at(row, r * p + i * p);
            axpy(p, -gbi, at(hi, ia * p), re);
            axpy(p, -gai, at(hi, ib * p), re);
            axpy(p, gbr, at(hi, ia * p), im);
            axpy(p, gbi, at(inner, ia * p), im);
            axpy(p, gar, at(hi, ib * p), im);
            axpy(p, gai, at(inner, ib * p), im);
            if (a != b) {
              const re2 = at(next, i * p), im2 = at(next, r * p + i * p);
              // −j(g_b h_a): re = Im, im = −Re; j(g_a h_b): re = −Im, im = Re
              axpy(p, gbr, at(hi, ia * p), re2);
              axpy(p, gbi, at(inner, ia * p), re2);
              axpy(p, -gbr, at(inner, ia * p), im2);
              axpy(p, gbi, at(hi, ia * p), im2);
              axpy(p, -gar, at(hi, ib * p), re2);
              axpy(p, -gai, at(inner, ib * p), re2);
              axpy(p, gar, at(inner, ib * p), im2);
              axpy(p, -gai, at(hi, ib * p), im2);
            }
          }
        }
      }
      row = isComplex<T>() && a != b ? at(next, size) : next;
    }
  }
}
