// The triangular factor of the stacked matrix [I; Ω], which gives log det(I + Ω^H Ω) and (I + Ω^H Ω)^-1 without
// ever forming Ω^H Ω: right to rounding from −100 dB to thermal-noise SNR.

import { at, get, set, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, dot } from './dense';

/**
 * Ω is given by columns: `columns` is L×n, row l the l-th column of Ω (n entries), destroyed.
 * Out: K (L×L) upper triangular with K K^H = (I + Ω^H Ω)^-1, and x[l] such that the pivots of I + Ω^H Ω are 1 + x[l].
 * Returns log det(I + Ω^H Ω) = Σ log1p(x_l), nats.
 *
 * Step l reflects column l of the stack, [1 at row l of I; ω_l], onto σ = sqrt(1 + x), x = |ω_l|². The reflector's
 * head 1 − σ is taken as −x/(1+σ), so nothing cancels at either end:
 *   U_lj = ω_l^H ω_j / σ,   ω_j ← ω_j − ω_l (ω_l^H ω_j)(1 + 1/σ)/x.
 */
export function stackedFactor<T>(columns: usize, L: i32, n: i32, k: usize, x: usize): f64 {
  const ki = at(k, L * L);
  zero(k, L * L * planes<T>());
  let logDet: f64 = 0;
  for (let l = 0; l < L; l++) {
    const a = at(columns, l * n), ai = at(columns, (L + l) * n);
    let norm = dot(n, a, a);
    if (isComplex<T>()) norm += dot(n, ai, ai);
    set(x, l, norm);
    logDet += NativeMath.log1p(norm);
    const sigma = Math.sqrt(1 + norm);
    set(k, l * L + l, sigma);
    if (norm == 0) continue;
    const head = (1 + 1 / sigma) / norm;
    for (let j = l + 1; j < L; j++) {
      const b = at(columns, j * n), bi = at(columns, (L + j) * n);
      let re = dot(n, a, b);
      if (isComplex<T>()) {
        re += dot(n, ai, bi);
        const im = dot(n, a, bi) - dot(n, ai, b);
        axpy(n, -re * head, a, b);
        axpy(n, im * head, ai, b);
        axpy(n, -re * head, ai, bi);
        axpy(n, -im * head, a, bi);
        set(ki, l * L + j, im / sigma);
      } else {
        axpy(n, -re * head, a, b);
      }
      set(k, l * L + j, re / sigma);
    }
  }
  invertUpper<T>(k, L);
  return logDet;
}

/** U ← U^-1 in place, U upper triangular with a real positive diagonal (n×n). */
function invertUpper<T>(u: usize, n: i32): void {
  const ui = at(u, n * n);
  for (let j = 0; j < n; j++) set(u, j * n + j, 1 / get(u, j * n + j));
  for (let j = n - 1; j >= 0; j--) {
    // rows i < j of column j: K_ij = −(1/U_ii) Σ_{i<l≤j} U_il K_lj, from the bottom up
    for (let i = j - 1; i >= 0; i--) {
      let re: f64 = 0, im: f64 = 0;
      for (let l = i + 1; l <= j; l++) {
        const xr = get(u, i * n + l), yr = get(u, l * n + j);
        re += xr * yr;
        if (isComplex<T>()) {
          const xi = get(ui, i * n + l), yi = get(ui, l * n + j);
          re -= xi * yi;
          im += xr * yi + xi * yr;
        }
      }
      set(u, i * n + j, -re * get(u, i * n + i));
      if (isComplex<T>()) set(ui, i * n + j, -im * get(u, i * n + i));
    }
  }
}
