// Derivatives of the coupled bound Tr(B^T J^-1 B) of fisher.ts, N = J^-1 B: the gradient −tr(N^T dJ N) and the rows of
// its Hessian 2 |L_J^-1 dJ N|², both through the weights that they give to the entries of Q = C R C^H.

import { at, copy, get, set, take, zero } from '../memory';
import { Complex, hermitianSize } from '../field';
import { multiply, multiplyHN, multiplyNH } from '../linalg/dense';
import { axpy } from '../linalg/lanes';
import { accumulate } from '../linalg/tile';
import { L, Mt } from '../model/scenario';
import { r } from '../model/channel';
import { prepareCoupledHessian } from './coupled-hessian';
import { columns, constants, inverseFactor, owner, parameters, prepareFisher, unit, weighted } from './fisher';

/** Scratch: L×L complex weights of one row, its products with C·B. */
let rowWeights: usize = 0;
let rowProduct: usize = 0;
let rowMatrix: usize = 0;
let outer: usize = 0; // parameters×parameters
/** Scratch of the Hessian's rows. */
let spreads: usize = 0; // parameters × (columns·r), complex
let products: usize = 0; // the same
let halves: usize = 0; // r of them

/** Lays everything out; returns what prepareFisher does. */
export function prepareCoupled(): f64 {
  const scale = prepareFisher(), n = parameters;
  rowWeights = take(2 * L * L);
  rowProduct = take(2 * L * max(Mt, r));
  rowMatrix = take(2 * max(Mt, r) * max(Mt, r));
  outer = take(n * n);
  spreads = take(2 * n * columns * r);
  products = take(2 * n * columns * r);
  halves = take(2 * n * columns * r * r);
  prepareCoupledHessian();
  return scale;
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
  coupledAdjoint(weighted, cb, k, -s / unit, out);
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
  spread(cb, k);
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

/** `products` ← the T_b of coupledRows beside each other: parameters × (columns·k), complex. */
function spread(cb: usize, k: i32): void {
  const n = parameters, width = columns * k, ci = at(cb, L * k), si = at(spreads, n * width);
  for (let e = 0; e < n; e++) {
    const l = <i32>get(owner, e);
    for (let b = 0; b < columns; b++) {
      const x = get(weighted, e * columns + b), to = e * width + b * k;
      for (let j = 0; j < k; j++) {
        set(spreads, to + j, x * get(cb, l * k + j));
        set(si, to + j, x * get(ci, l * k + j));
      }
    }
  }
  multiply<Complex>(products, constants, spreads, n, n, width);
}

/** `out` (k×k) = s·A with tr(dual^T J(R) dual) = ⟨A, R⟩; dual parameters×columns. */
export function coupledAdjoint(dual: usize, cb: usize, k: i32, s: f64, out: usize): void {
  weigh(dual, s);
  project(cb, k);
  copy(out, rowMatrix, 2 * k * k);
}

/** `out` (r×p) = ∇·V; c = C (L×r), y = C V (L×p). */
export function coupledGradientOnFactor(c: usize, y: usize, p: i32, out: usize): void {
  weigh(weighted, -1 / unit);
  multiply<Complex>(rowProduct, rowWeights, y, L, L, p);
  multiplyHN<Complex>(out, c, rowProduct, r, L, p);
}

/** rowWeights ← W, s times that with tr(dual^T J dual) = ⟨C^H W C, R⟩; dual parameters×columns. */
function weigh(dual: usize, s: f64): void {
  const n = parameters, ci = at(constants, n * n), wi = at(rowWeights, L * L);
  zero(rowWeights, 2 * L * L);
  multiplyNH<f64>(outer, dual, dual, n, columns, n);
  for (let a = 0; a < n; a++) {
    const row = <i32>get(owner, a) * L;
    for (let b = 0; b < n; b++) {
      const t = s * get(outer, a * n + b), to = row + <i32>get(owner, b);
      set(rowWeights, to, get(rowWeights, to) + t * get(constants, a * n + b));
      set(wi, to, get(wi, to) + t * get(ci, a * n + b));
    }
  }
  hermitize();
}
