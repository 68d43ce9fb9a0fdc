// Jacobi rotations: eigenvalues of Hermitian matrices and singular values, both to high relative accuracy.

import { at, get, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { dot, rotate, rotateComplex } from './lanes';

/** An entry is none: of the geometric mean of its diagonal ones, of the larger one, and altogether. */
const RELATIVELY: f64 = 1e-17;
const OF_LARGER: f64 = 1e-19;
const NOTHING: f64 = 1e-300;
/** Cosine between rows that is none. */
const ORTHOGONAL: f64 = 1e-15;

/** Sweeps before giving up; ten serve every matrix of up to 64 rows. */
const SWEEPS = 40;

/**
 * Eigenvalues of Hermitian A (n×n, destroyed) into values[n], unsorted; eigenvectors into the columns of
 * `vectors` (n×n) unless it is 0. Cyclic Jacobi.
 */
export function eigen<T>(a: usize, n: i32, values: usize, vectors: usize): void {
  const ai = at(a, n * n), wi = at(vectors, n * n);
  if (vectors) {
    zero(vectors, n * n * planes<T>());
    for (let i = 0; i < n; i++) set(vectors, i * n + i, 1);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const re = get(a, p * n + q);
        let im: f64 = 0;
        let modulus = Math.abs(re);
        if (isComplex<T>()) {
          im = get(ai, p * n + q);
          modulus = Math.sqrt(re * re + im * im);
        }
        const app = get(a, p * n + p), aqq = get(a, q * n + q);
        // little of the larger diagonal entry changes neither; of both, each is right relatively
        if (modulus <= RELATIVELY * Math.sqrt(Math.abs(app * aqq)) || modulus < NOTHING) continue;
        if (modulus <= OF_LARGER * Math.max(Math.abs(app), Math.abs(aqq))) continue;
        rotated = true;
        const theta = (aqq - app) / (2 * modulus);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1), s = t * c;
        // unit phase of a_pq: the rotation is [c, s·phase; −s·conj(phase), c] on columns p, q
        const fr = re / modulus;
        let fi: f64 = 0;
        if (isComplex<T>()) fi = im / modulus;
        for (let k = 0; k < n; k++) {
          if (k == p || k == q) continue;
          // row p and row q of the Hermitian matrix, written through to the columns
          const xr = get(a, p * n + k), yr = get(a, q * n + k);
          if (isComplex<T>()) {
            const xi = get(ai, p * n + k), yi = get(ai, q * n + k);
            // y' = phase·y
            const zr = fr * yr - fi * yi, zi = fr * yi + fi * yr;
            const pr = c * xr - s * zr, pi = c * xi - s * zi;
            const qr0 = s * xr + c * zr, qi0 = s * xi + c * zi;
            // back to the old phase of q
            const qr = fr * qr0 + fi * qi0, qi = fr * qi0 - fi * qr0;
            set(a, p * n + k, pr); set(ai, p * n + k, pi);
            set(a, k * n + p, pr); set(ai, k * n + p, -pi);
            set(a, q * n + k, qr); set(ai, q * n + k, qi);
            set(a, k * n + q, qr); set(ai, k * n + q, -qi);
          } else {
            const zr = fr * yr;
            const pr = c * xr - s * zr, qr = (s * xr + c * zr) * fr;
            set(a, p * n + k, pr); set(a, k * n + p, pr);
            set(a, q * n + k, qr); set(a, k * n + q, qr);
          }
        }
        set(a, p * n + p, app - t * modulus);
        set(a, q * n + q, aqq + t * modulus);
        set(a, p * n + q, 0); set(a, q * n + p, 0);
        if (isComplex<T>()) { set(ai, p * n + q, 0); set(ai, q * n + p, 0); }
        if (vectors) {
          for (let k = 0; k < n; k++) {
            const xr = get(vectors, k * n + p), yr = get(vectors, k * n + q);
            if (isComplex<T>()) {
              const xi = get(wi, k * n + p), yi = get(wi, k * n + q);
              // conj(phase)·y: column q carries the conjugate
              const zr = fr * yr + fi * yi, zi = fr * yi - fi * yr;
              set(vectors, k * n + p, c * xr - s * zr);
              set(wi, k * n + p, c * xi - s * zi);
              const qr0 = s * xr + c * zr, qi0 = s * xi + c * zi;
              set(vectors, k * n + q, fr * qr0 - fi * qi0);
              set(wi, k * n + q, fr * qi0 + fi * qr0);
            } else {
              const zr = fr * yr;
              set(vectors, k * n + p, c * xr - s * zr);
              set(vectors, k * n + q, (s * xr + c * zr) * fr);
            }
          }
        }
      }
    }
    if (!rotated) break;
  }
  for (let i = 0; i < n; i++) set(values, i, get(a, i * n + i));
}

/**
 * Eigenvalues and vectors of the positive semidefinite matrix that m (n×n Hermitian, destroyed) is but for what its
 * makers' tolerances left: negative ones ← 0, the others scaled so that the trace stays. Returns where the smallest and
 * the largest stood before, for the caller to refuse what is no rounding.
 */
export function semidefiniteEigen<T>(m: usize, n: i32, values: usize, vectors: usize): usize {
  const ends = take(2);
  eigen<T>(m, n, values, vectors);
  let least = get(values, 0), largest = least, trace: f64 = 0, kept: f64 = 0;
  for (let i = 0; i < n; i++) {
    const value = get(values, i);
    least = Math.min(least, value);
    largest = Math.max(largest, value);
    trace += value;
    kept += Math.max(value, 0);
  }
  const share = trace > 0 ? trace / kept : 0;
  for (let i = 0; i < n; i++) set(values, i, share * Math.max(get(values, i), 0));
  set(ends, 0, least);
  set(ends, 1, largest);
  return ends;
}

/**
 * One-sided Jacobi on the rows of M (n×k, in place): M ← Ω^H·M with orthogonal rows, Ω^H accumulated into
 * `omega` (n×n) from the identity unless it is 0. Row norms are the singular values, into values[n]. Rows that get
 * shorter than `least` are left as they are: those that depend on the others, as they must for n > k, come to rounding,
 * which no rotation makes orthogonal.
 */
export function orthogonalizeRows<T>(
  m: usize, n: i32, k: i32, omega: usize, values: usize, least: f64 = 0,
): void {
  if (omega) {
    zero(omega, n * n * planes<T>());
    for (let i = 0; i < n; i++) set(omega, i * n + i, 1);
  }
  const mi = at(m, n * k), oi = at(omega, n * n);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    // squared lengths, followed within a sweep
    for (let p = 0; p < n; p++) set(values, p, rowProduct<T>(m, mi, k, p, p));
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const app = get(values, p), aqq = get(values, q);
        if (Math.min(app, aqq) < least * least) continue;
        const re = rowProduct<T>(m, mi, k, p, q), im = isComplex<T>() ? imaginaryProduct(m, mi, k, p, q) : 0;
        const square = isComplex<T>() ? re * re + im * im : re * re;
        if (square <= ORTHOGONAL * ORTHOGONAL * (app * aqq)) continue;
        rotated = true;
        const modulus = isComplex<T>() ? Math.sqrt(square) : Math.abs(re), difference = aqq - app;
        const t = (difference >= 0 ? 2 : -2) * modulus
          / (Math.abs(difference) + Math.sqrt(difference * difference + 4 * square));
        const c = 1 / Math.sqrt(t * t + 1), s = t * c;
        const fr = isComplex<T>() ? re / modulus : re < 0 ? -1 : 1, fi = isComplex<T>() ? im / modulus : 0;
        rotateRows<T>(m, mi, k, p, q, c, s, fr, fi);
        if (omega) rotateRows<T>(omega, oi, n, p, q, c, s, fr, fi);
        set(values, p, app - t * modulus);
        set(values, q, aqq + t * modulus);
      }
    }
    if (!rotated) break;
  }
  for (let p = 0; p < n; p++) set(values, p, Math.sqrt(rowProduct<T>(m, mi, k, p, p)));
}

/** (row p)·(row q)^H, its real part. */
function rowProduct<T>(m: usize, mi: usize, k: i32, p: i32, q: i32): f64 {
  let product = dot(k, at(m, p * k), at(m, q * k));
  if (isComplex<T>()) product += dot(k, at(mi, p * k), at(mi, q * k));
  return product;
}

/** Its imaginary part. */
function imaginaryProduct(m: usize, mi: usize, k: i32, p: i32, q: i32): f64 {
  return dot(k, at(mi, p * k), at(m, q * k)) - dot(k, at(m, p * k), at(mi, q * k));
}

/** row p ← c·p − s·phase·q, row q ← (s·p + c·phase·q): a unitary pair of rows. */
function rotateRows<T>(m: usize, mi: usize, k: i32, p: i32, q: i32, c: f64, s: f64, fr: f64, fi: f64): void {
  if (isComplex<T>()) rotateComplex(k, c, s, fr, fi, at(m, p * k), at(mi, p * k), at(m, q * k), at(mi, q * k));
  else rotate(k, c, s, fr, at(m, p * k), at(m, q * k));
}

/** Indices of values[0..n) by falling value, as f64, into order[n]. */
export function descending(values: usize, n: i32, order: usize): void {
  for (let i = 0; i < n; i++) {
    let j = i;
    for (; j > 0 && get(values, i) > get(values, <i32>get(order, j - 1)); j--) set(order, j, get(order, j - 1));
    set(order, j, <f64>i);
  }
}
