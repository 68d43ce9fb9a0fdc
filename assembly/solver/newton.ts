// The Newton system of the interior-point method, in the coordinates of G (pair.ts):
//
//   (I + rows^T rows) dX − dμ ∇c + Σ dν_j A_j = −∇f + μ∇c − Σ ν_j A_j + τ D^-1,    I: the pair's scaling,
//   ⟨A_j, dX⟩ = b_j − ⟨A_j, X⟩,   ∇c·dX + (s/μ) dμ = τ/μ − s − (c − s),   dX + dS = τ D^-1 − D.
//
// Every second derivative comes as Gram rows. The equalities and the rate border the system and are eliminated last.

import { at, copy, get, set, take, zero } from '../memory';
import { hermitianSize } from '../field';
import { axpy, dot, rankUpdate } from '../linalg/dense';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { r } from '../model/channel';
import { rateRowCount } from '../metric/rate';
import { objectiveRowCount } from '../metric/objective';
import { d, k } from './pair';
import { constrained, equalityGap, hessianRows, m, n, objectiveGradient, rateGradient, scaledRows } from './problem';

/** The step: dX, dS (n), dν (m), dμ and ds. */
export let dx: usize = 0;
export let ds: usize = 0;
export let dnu: usize = 0;
export let dmu: f64 = 0;
export let dslack: f64 = 0;
/** ∇f at the iterate. */
export let residual: usize = 0;

let rows: usize = 0;
let H: usize = 0; // n×n
let solved: usize = 0; // (m+1)×n: H^-1 A^T by rows
let schur: usize = 0; // (m+1)×(m+1)
/** The multiple of the trace that the rate's row has been freed of. */
let shared: f64 = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareNewton<T>(): void {
  const size = hermitianSize<T>(r);
  dx = take(size);
  ds = take(size);
  dnu = take(size + 1);
  residual = take(size);
  rows = take((rateRowCount<T>() + objectiveRowCount() + 1) * size);
  H = take(size * size);
  solved = take((size + 1) * size);
  schur = take((size + 1) * (size + 1));
}

/** Builds and factors the system at the iterate with multiplier μ and slack s of the rate. False where that fails. */
export function factorNewton<T>(mu: f64, slack: f64): bool {
  objectiveGradient<T>(residual);
  zero(H, n * n);
  for (let i = 0; i < n; i++) set(H, i * n + i, 1);
  rankUpdate(H, rows, hessianRows<T>(mu, rows), n);
  if (choleskyUpper(H, n, 1e-15) < 0) return false;
  // Schur complement of the equalities and, bordered by s/μ, of the rate. Near the largest rate ∇c is almost a multiple
  // of the trace: its row is taken orthogonal to that, and `shared` is the multiple.
  let borders = m;
  if (constrained) {
    const row = at(scaledRows, m * n);
    shared = dot(n, rateGradient, scaledRows) / dot(n, scaledRows, scaledRows);
    for (let i = 0; i < n; i++) set(row, i, get(rateGradient, i) - shared * get(scaledRows, i));
    borders++;
  }
  for (let j = 0; j < borders; j++) {
    copy(at(solved, j * n), at(scaledRows, j * n), n);
    solveUpperT(H, n, at(solved, j * n));
  }
  for (let i = 0; i < borders; i++) {
    for (let j = i; j < borders; j++) {
      set(schur, i * borders + j, dot(n, at(solved, i * n), at(solved, j * n)));
    }
  }
  if (constrained) set(schur, borders * borders - 1, get(schur, borders * borders - 1) + slack / mu);
  if (borders > 0 && choleskyUpper(schur, borders, 1e-13) < 0) return false;
  for (let j = 0; j < borders; j++) solveUpper(H, n, at(solved, j * n));
  return true;
}

/** The step that aims at complementarity τ; nu, levels: ν_j, b_j (m), slackError: c − s. */
export function solveNewton(tau: f64, nu: usize, levels: usize, mu: f64, slack: f64, slackError: f64): void {
  for (let i = 0; i < n; i++) set(dx, i, -get(residual, i));
  for (let i = 0; i < k; i++) set(dx, i, get(dx, i) + tau / get(d, i));
  for (let j = 0; j < m; j++) axpy(n, -get(nu, j), at(scaledRows, j * n), dx);
  if (constrained) axpy(n, mu, rateGradient, dx);
  solveUpperT(H, n, dx);
  solveUpper(H, n, dx);
  const borders = constrained ? m + 1 : m;
  for (let j = 0; j < m; j++) {
    const gap = equalityGap(j, get(levels, j));
    set(dnu, j, dot(n, at(scaledRows, j * n), dx) - gap);
    // the rate's equation, less its share of the trace
    if (constrained) {
      const room = tau / mu - slack - slackError - shared * gap;
      set(dnu, m, dot(n, at(scaledRows, m * n), dx) - room);
    }
  }
  if (borders > 0) {
    solveUpperT(schur, borders, dnu);
    solveUpper(schur, borders, dnu);
    for (let j = 0; j < borders; j++) axpy(n, -get(dnu, j), at(solved, j * n), dx);
  }
  if (constrained) {
    dmu = -get(dnu, m);
    set(dnu, 0, get(dnu, 0) + shared * dmu);
    // μ ds + s dμ = τ − μ s
    dslack = (tau - slack * (mu + dmu)) / mu;
  }
  for (let i = 0; i < n; i++) set(ds, i, -get(dx, i));
  for (let i = 0; i < k; i++) set(ds, i, get(ds, i) + tau / get(d, i) - get(d, i));
}
