// The Hessian of the coupled bound on the factor, by blocks of devices (general.md, section 8). With S = J^-1 and
// W = N N^T it is 2 tr(W dJ S dJ) along dV. In Y = C V, dY of device l moves only the rows and the columns of J that
// belong to l: for the coordinate u of dY_l, real or imaginary part of a column,
//
//   dJ = A + A^T,   row a of A: T_au = Re or Im of M_ab y_b, for a of device l (else 0), y_b the row of b's device,
//   S dJ W + W dJ S = E + E^T,   E = S_:l (T W)_lu + W_:l (T S)_lu,
//   second derivative along (l, u) and (s, v):   2 Σ_{a of s} T_av · (E + E^T)_a:.
//
// About 8 n² (n + L p) p operations for n parameters, to which C brings 16 L r p² (L + r): at nine devices and eight
// antennas half of what as many Gram rows as J has entries take, or less.
//
// Parameters go by device here, as many to each as the one with most of them has (`depth`); those that are not there
// are rows and columns of zeros.

import { at, get, set, take, zero } from '../memory';
import { multiplyNH } from '../linalg/dense';
import { axpy } from '../linalg/lanes';
import { accumulate } from '../linalg/tile';
import { L } from '../model/scenario';
import { centred, r, span } from '../model/channel';
import { Evaluation } from './evaluation';
import { columns, constants, indexOf, parameters, unit, weightedSolution } from './fisher';
import { KINDS } from './parameters';

/** Parameters a device, and of all; the parameter of each place, −1: none. */
let depth: i32 = 0;
let n: i32 = 0;
let places: usize = 0;
/** M, n×n, complex planes. */
let M: usize = 0;
/** S and W, n×n; and [S_:l, W_:l] for each device beside each other, n×(L·2·depth). */
let S: usize = 0;
let W: usize = 0;
let sides: usize = 0;
let outer: usize = 0; // parameters×parameters
/** T, n×n×2p: rows a, b, coordinates; T W and T S by devices, L×2×depth×n×2p; E of a device, n×n×2p. */
let slopes: usize = 0;
let products: usize = 0;
let block: usize = 0;
/** The Hessian in dY, and on its way to dV. */
let inner: usize = 0;
let turned: usize = 0;

export function prepareCoupledHessian(): void {
  depth = 0;
  for (let l = 0; l < L; l++) {
    let count = 0;
    for (let kind = 0; kind < KINDS; kind++) if (indexOf(l, kind) >= 0) count++;
    depth = max(depth, count);
  }
  n = L * depth;
  places = take(n);
  for (let l = 0, a = 0; l < L; l++) {
    for (let kind = 0; kind < KINDS; kind++) if (indexOf(l, kind) >= 0) set(places, a++, <f64>indexOf(l, kind));
    while (a < (l + 1) * depth) set(places, a++, -1);
  }
  const square = n * n, side = 2 * max(L, r) * r;
  M = take(2 * square);
  arrange(constants, M);
  arrange(at(constants, parameters * parameters), at(M, square));
  S = take(square);
  W = take(square);
  sides = take(2 * square);
  outer = take(parameters * parameters);
  slopes = take(2 * square * r);
  products = take(4 * square * r);
  block = take(2 * square * r);
  inner = take(side * side);
  turned = take(side * side);
}

/** `to` (n×n) ← a matrix of all parameters, by devices. */
function arrange(from: usize, to: usize): void {
  zero(to, n * n);
  for (let a = 0; a < n; a++) {
    const row = <i32>get(places, a);
    if (row < 0) continue;
    for (let b = 0; b < n; b++) {
      const column = <i32>get(places, b);
      if (column >= 0) set(to, a * n + b, get(from, row * parameters + column));
    }
  }
}

/** Upper triangle of H += the Hessian in the coordinates of dV (r×p planes). */
export function addCoupledHessian(e: Evaluation, H: usize): void {
  const p = e.p, wide = 2 * p;
  takeSides(e);
  makeSlopes(e.y, p);
  const side = L * wide, line = n * wide;
  for (let l = 0; l < L; l++) {
    for (let j = 0; j < depth; j++) {
      const from = at(slopes, (l * depth + j) * line);
      const byW = at(products, (2 * l * depth + j) * line), byS = at(byW, depth * line);
      accumulate(n, wide, n, 1, W, n, 1, from, wide, byW, wide, false);
      accumulate(n, wide, n, 1, S, n, 1, from, wide, byS, wide, false);
    }
  }
  const scale = 2 / unit;
  for (let l = 0; l < L; l++) {
    // E in the rows of l and of the devices after it
    const from = at(products, 2 * l * depth * line), first = l * depth, corner = 2 * first * (n + 1);
    const E = at(block, first * line);
    accumulate(n - first, line, 2 * depth, 1, at(sides, corner), 2 * n, 1, from, line, E, line, false);
    for (let s = l; s < L; s++) {
      const rows = s * depth * line, to = at(inner, l * wide * side + s * wide);
      accumulate(wide, wide, depth * n, scale, at(block, rows), 1, wide, at(slopes, rows), wide, to, side, false);
      // of E^T: Σ_{a of s, j of l} (T W)_ja (T S)_aj + (T S)_ja (T W)_aj
      for (let a = s * depth; a < (s + 1) * depth; a++) {
        const ofW = at(from, a * wide), ofS = at(ofW, depth * line);
        const W = at(products, (s * depth + a) * line + first * wide), S = at(W, depth * line);
        accumulate(wide, wide, depth, scale, ofW, 1, line, S, wide, to, side, true);
        accumulate(wide, wide, depth, scale, ofS, 1, line, W, wide, to, side, true);
      }
    }
  }
  for (let s = 1; s < L; s++) {
    for (let i = s * wide; i < (s + 1) * wide; i++) {
      for (let j = 0; j < s * wide; j++) set(inner, i * side + j, get(inner, j * side + i));
    }
  }
  // C^H from the left, and of the transpose once more
  const width = r * wide;
  throughSpan(p, side, inner, turned);
  for (let i = 0; i < width; i++) for (let j = 0; j < side; j++) set(inner, j * width + i, get(turned, i * side + j));
  throughSpan(p, width, inner, turned);
  // from (direction, plane, column) on either side to the order of dV
  for (let i = 0; i < 2 * r; i++) {
    const row = dVOf(i) * p;
    for (let j = 0; j < 2 * r; j++) {
      const column = dVOf(j) * p;
      if (column < row) continue;
      for (let k = 0; k < p; k++) {
        axpy(p, 1, at(turned, (i * p + k) * width + j * p), at(H, (row + k) * width + column));
      }
    }
  }
}

/** S, W and their columns by devices. */
function takeSides(e: Evaluation): void {
  const N = weightedSolution(e);
  multiplyNH<f64>(outer, N, N, parameters, columns, parameters);
  arrange(e.inverse, S);
  arrange(outer, W);
  for (let block = 0; block < n * L; block++) {
    for (let j = 0; j < depth; j++) {
      set(sides, 2 * block * depth + j, get(S, block * depth + j));
      set(sides, (2 * block + 1) * depth + j, get(W, block * depth + j));
    }
  }
}

/** T at Y (L×p): coordinates are the real parts of a row of dY, then the imaginary ones. */
function makeSlopes(y: usize, p: i32): void {
  const yi = at(y, L * p), mi = at(M, n * n);
  let to = slopes;
  for (let ab = 0, l = 0, left = depth; ab < n * n; ab++) {
    const re = get(M, ab), im = get(mi, ab);
    for (let i = l * p; i < (l + 1) * p; i++, to += 8) {
      set(to, 0, re * get(y, i) - im * get(yi, i));
      set(to, p, re * get(yi, i) + im * get(y, i));
    }
    to += <usize>p << 3;
    if (--left == 0) {
      left = depth;
      l = l + 1 == L ? 0 : l + 1;
    }
  }
}

/** `to` ← C^H `from`: rows (device or direction, real or imaginary, column of V) of `width` numbers. */
function throughSpan(p: i32, width: i32, from: usize, to: usize): void {
  const c = span, ci = at(c, L * r), half = p * width, row = 2 * half, fi = at(from, half), ti = at(to, half);
  accumulate(r, half, L, 1, c, 1, r, from, row, to, row, false);
  accumulate(r, half, L, 1, c, 1, r, fi, row, ti, row, false);
  if (centred) return;
  accumulate(r, half, L, 1, ci, 1, r, fi, row, to, row, true);
  accumulate(r, half, L, -1, ci, 1, r, from, row, ti, row, true);
}

/** Row i of (direction, plane), as rows of V go: all real parts, then all imaginary ones. */
@inline
function dVOf(i: i32): i32 {
  return (i & 1) * r + (i >> 1);
}
