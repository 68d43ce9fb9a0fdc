// Derivatives of the coupled bound Tr(B^T J^-1 B) of fisher.ts, N = J^-1 B: the gradient −tr(N^T dJ N) and the rows of
// its Hessian 2 |L_J^-1 dJ N|², both through the weights that they give to the entries of Q = C R C^H.

import { at, get, set, take, zero } from '../memory';
import { Complex, hermitianSize } from '../field';
import { multiply, multiplyHN, multiplyNH } from '../linalg/dense';
import { addEach, combine } from '../linalg/lanes';
import { accumulate } from '../linalg/tile';
import { L, Mt } from '../model/scenario';
import { fromDevices, r } from '../model/channel';
import { prepareCoupledHessian } from './coupled-hessian';
import { Evaluation } from './evaluation';
import { columns, constants, indexOf, owner, parameters, prepareFisher, unit, weightedSolution } from './fisher';
import { KINDS } from './parameters';

/** Scratch: L×L complex weights of one row, its products with C·B. */
let rowWeights: usize = 0;
let rowProduct: usize = 0;
let outer: usize = 0; // parameters×parameters
let sums: usize = 0; // parameters, complex
/** Scratch of the Hessian's rows. */
let spreads: usize = 0; // parameters × (columns·r), complex
let products: usize = 0; // the same
let halves: usize = 0; // parameters × columns × Hermitian coordinates

/** Lays everything out; returns what prepareFisher does. */
export function prepareCoupled(): f64 {
  const scale = prepareFisher(), n = parameters;
  rowWeights = take(2 * L * L);
  rowProduct = take(2 * L * max(Mt, r));
  outer = take(n * n);
  sums = take(2 * n);
  spreads = take(2 * n * columns * r);
  products = take(2 * n * columns * r);
  halves = take(n * columns * hermitianSize<Complex>(r));
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

/** `out` (k×k) = s·∇, in the basis of cb = C·B (L×k): d Tr(B^T J^-1 B) = −tr(N^T dJ N). */
export function coupledGradient(e: Evaluation, cb: usize, k: i32, s: f64, out: usize): void {
  weigh(weightedSolution(e), -s / unit);
  multiply<Complex>(rowProduct, rowWeights, cb, L, L, k);
  multiplyHN<Complex>(out, cb, rowProduct, k, L, k);
}

/** Gram rows of the Hessian: 2 |L_J^-1 dJ N|², parameters·columns of them. */
export function coupledRowCount(): i32 {
  return parameters * columns;
}

/**
 * Row (a, b) of the Hessian's root is the functional D ↦ (L_J^-1 dJ N)_ab, dQ = cb D cb^H. With c_e = cb of parameter
 * e's device, T_b = M diag(N_·b) [c_e]: it is Σ_e L^-1_ae of the functionals of dJ's half, conj(c_ei) T_b,ej, whose
 * Hermitian parts are taken first.
 */
export function coupledRows(e: Evaluation, cb: usize, k: i32, s: f64, rows: usize): void {
  const n = parameters, size = hermitianSize<Complex>(k), step = (k * (k - 1)) >> 1, width = columns * k;
  const ci = at(cb, L * k), pi = at(products, n * width);
  spread(weightedSolution(e), cb, k);
  let to = halves;
  for (let a = 0; a < n; a++) {
    const c = at(cb, <i32>get(owner, a) * k), d = at(ci, <i32>get(owner, a) * k);
    for (let b = 0; b < columns; b++, to = at(to, size)) {
      const x = at(products, a * width + b * k), y = at(pi, a * width + b * k);
      for (let i = 0, off = k; i < k; off += k - ++i) {
        const re = get(c, i), im = get(d, i);
        set(to, i, re * get(x, i) + im * get(y, i));
        // √½ of (i, j) and (j, i) conjugate, j > i
        const j = i + 1, rest = k - j, p = Math.SQRT1_2 * re, q = Math.SQRT1_2 * im;
        const u = Math.SQRT1_2 * get(x, i), v = Math.SQRT1_2 * get(y, i);
        combine(rest, p, at(x, j), q, at(y, j), u, at(c, j), v, at(d, j), at(to, off));
        combine(rest, p, at(y, j), -q, at(x, j), u, at(d, j), -v, at(c, j), at(to, off + step));
      }
    }
  }
  lowerTimes(e.inverseFactor, halves, columns * size, s * Math.sqrt(2 / unit), rows);
}

/** `out` (parameters×width) = s·L_J^-1 x, by blocks of four rows of the triangle. */
function lowerTimes(factor: usize, x: usize, width: i32, s: f64, out: usize): void {
  const n = parameters;
  for (let a = 0; a < n; a += 4) {
    const count = min(4, n - a);
    const to = at(out, a * width);
    accumulate(count, width, a + count, s, at(factor, a * n), n, 1, x, width, to, width, false);
  }
}

/** `products` ← the T_b of coupledRows beside each other: parameters × (columns·k), complex. */
function spread(N: usize, cb: usize, k: i32): void {
  const n = parameters, width = columns * k, ci = at(cb, L * k), si = at(spreads, n * width);
  for (let e = 0; e < n; e++) {
    const l = <i32>get(owner, e);
    for (let b = 0; b < columns; b++) {
      const x = get(N, e * columns + b), to = e * width + b * k;
      for (let j = 0; j < k; j++) {
        set(spreads, to + j, x * get(cb, l * k + j));
        set(si, to + j, x * get(ci, l * k + j));
      }
    }
  }
  multiply<Complex>(products, constants, spreads, n, n, width);
}

/** `out` (r×p) = ∇·V. */
export function coupledGradientOnFactor(e: Evaluation, out: usize): void {
  weigh(weightedSolution(e), -1 / unit);
  multiply<Complex>(rowProduct, rowWeights, e.y, L, L, e.p);
  fromDevices<Complex>(out, rowProduct, e.p);
}

/** rowWeights ← W, s times that with tr(N^T J N) = ⟨C^H W C, R⟩; N parameters×columns. */
function weigh(N: usize, s: f64): void {
  const n = parameters, ci = at(constants, n * n), wi = at(rowWeights, L * L), si = at(sums, n);
  multiplyNH<f64>(outer, N, N, n, columns, n);
  zero(rowWeights, 2 * L * L);
  for (let p = 0; p < L; p++) {
    // of the parameters of p, then of those of each other device
    zero(sums, 2 * n);
    for (let kind = 0; kind < KINDS; kind++) {
      const a = indexOf(p, kind), row = a * n;
      if (a < 0) continue;
      addEach(n, at(outer, row), at(constants, row), sums);
      addEach(n, at(outer, row), at(ci, row), si);
    }
    for (let b = 0; b < n; b++) {
      const pq = p * L + <i32>get(owner, b);
      set(rowWeights, pq, get(rowWeights, pq) + s * get(sums, b));
      set(wi, pq, get(wi, pq) + s * get(si, b));
    }
  }
  hermitize();
}
