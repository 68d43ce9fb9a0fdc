// Coordinates of Hermitian matrices: k×k ↔ R^hermitianSize(k), an isometry for ⟨A, B⟩ = Re tr(A B).
// Order: the diagonal, √2·Re A_ij for i < j by rows, then (Complex) √2·Im A_ij.

import { at, get, set } from '../memory';
import { hermitianSize, isComplex } from '../field';

/** Coordinates of A. */
export function toCoordinates<T>(a: usize, k: i32, x: usize): void {
  const ai = at(a, k * k), step = (k * (k - 1)) >> 1;
  let off = k;
  for (let i = 0; i < k; i++) {
    set(x, i, get(a, i * k + i));
    for (let j = i + 1; j < k; j++, off++) {
      set(x, off, Math.SQRT2 * get(a, i * k + j));
      if (isComplex<T>()) set(x, off + step, Math.SQRT2 * get(ai, i * k + j));
    }
  }
}

/** The Hermitian matrix of coordinates x. */
export function fromCoordinates<T>(x: usize, k: i32, a: usize): void {
  const ai = at(a, k * k), step = (k * (k - 1)) >> 1;
  let off = k;
  for (let i = 0; i < k; i++) {
    set(a, i * k + i, get(x, i));
    if (isComplex<T>()) set(ai, i * k + i, 0);
    for (let j = i + 1; j < k; j++, off++) {
      const re = Math.SQRT1_2 * get(x, off);
      set(a, i * k + j, re);
      set(a, j * k + i, re);
      if (isComplex<T>()) {
        const im = Math.SQRT1_2 * get(x, off + step);
        set(ai, i * k + j, im);
        set(ai, j * k + i, -im);
      }
    }
  }
}

/** Coordinates of s·u u^H, u a k-vector in planes (imaginary part at ui). */
export function outerCoordinates<T>(u: usize, ui: usize, k: i32, s: f64, x: usize): void {
  const step = (k * (k - 1)) >> 1;
  let off = k;
  for (let i = 0; i < k; i++) {
    const a = s * get(u, i);
    let b: f64 = 0;
    if (isComplex<T>()) b = s * get(ui, i);
    set(x, i, a * get(u, i) + (isComplex<T>() ? b * get(ui, i) : 0));
    for (let j = i + 1; j < k; j++, off++) {
      if (isComplex<T>()) {
        set(x, off, Math.SQRT2 * (a * get(u, j) + b * get(ui, j)));
        set(x, off + step, Math.SQRT2 * (b * get(u, j) - a * get(ui, j)));
      } else {
        set(x, off, Math.SQRT2 * a * get(u, j));
      }
    }
  }
}

/**
 * Rows that take the coordinates of a Hermitian X (k×k) to those of U X U^H, U q×k: hermitianSize(q) of
 * hermitianSize(k) numbers, orthonormal where those of U are.
 */
export function compressionRows<T>(u: usize, q: i32, k: i32, rows: usize): void {
  const n = hermitianSize<T>(k), step = (k * (k - 1)) >> 1, ui = at(u, q * k), between = (q * (q - 1)) >> 1;
  for (let i = 0, pair = q; i < q; i++) {
    for (let j = i; j < q; j++) {
      // ⟨A, X⟩ is the real part of √2 u_i X u_j^H, or u_i X u_i^H, ⟨B, X⟩ the imaginary one
      const to = at(rows, (i == j ? i : pair) * n), half = i == j ? 0.5 : Math.SQRT1_2, imaginary = at(to, between * n);
      for (let a = 0, off = k; a < k; a++) {
        for (let b = a; b < k; b++) {
          // x = conj(u_ja) u_ib, y = conj(u_ia) u_jb: A_ab is half of x + y, B_ab half of −j (x − y)
          const ia = get(u, i * k + a), ja = get(u, j * k + a), ib = get(u, i * k + b), jb = get(u, j * k + b);
          let x = ja * ib, y = ia * jb, xi: f64 = 0, yi: f64 = 0;
          if (isComplex<T>()) {
            const iai = get(ui, i * k + a), jai = get(ui, j * k + a);
            const ibi = get(ui, i * k + b), jbi = get(ui, j * k + b);
            x += jai * ibi; y += iai * jbi;
            xi = ja * ibi - jai * ib; yi = ia * jbi - iai * jb;
          }
          const place = a == b ? a : off++, s = a == b ? half : Math.SQRT2 * half;
          set(to, place, s * (x + y));
          if (!isComplex<T>()) continue;
          if (a != b) set(to, place + step, s * (xi + yi));
          if (i == j) continue;
          set(imaginary, place, s * (xi - yi));
          if (a != b) set(imaginary, place + step, s * (y - x));
        }
      }
      if (i != j) pair++;
    }
  }
}

/** `out` (k×k) += s·a^H a, a a row of k in planes (imaginary part at ai). */
export function accumulateOuter<T>(a: usize, ai: usize, k: i32, s: f64, out: usize): void {
  const oi = at(out, k * k);
  for (let i = 0; i < k; i++) {
    const x = s * get(a, i), y = isComplex<T>() ? s * get(ai, i) : 0;
    for (let j = 0; j < k; j++) {
      const to = i * k + j, u = get(a, j);
      if (isComplex<T>()) {
        const v = get(ai, j);
        set(out, to, get(out, to) + (x * u + y * v));
        set(oi, to, get(oi, to) + (x * v - y * u));
      } else {
        set(out, to, get(out, to) + x * u);
      }
    }
  }
}
