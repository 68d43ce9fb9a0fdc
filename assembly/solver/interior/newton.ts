// The Newton system of the interior-point method, in the coordinates of G (pair.ts):
//
//   (I + rows^T rows) dX − dμ ∇c + Σ dν_j A_j = −∇f + μ∇c − Σ ν_j A_j + τ D^-1,    I: the pair's scaling,
//   ⟨A_j, dX⟩ = b_j − ⟨A_j, X⟩,   ∇c·dX + (s/μ) dμ = τ/μ − s − (c − s),   dX + dS = τ D^-1 − D.
//
// Every second derivative comes as Gram rows. The equalities and the rate border the system and are eliminated last.

import { at, copy, get, set, take, zero } from '../../memory';
import { hermitianSize } from '../../field';
import { rankUpdate } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { r } from '../../model/channel';
import { rateRowCount } from '../../metric/rate';
import { objectiveRowCount } from '../../metric/objective';
import { d, k } from './scaling';
import {
  constrained, equalityGap, hessianRows, m, n, objectiveGradient, rateGradient, scaledRows,
} from '../problem/problem';

/** The step: dX, dS (n), dν (m), dμ and ds. */
export let dx: usize = 0;
export let ds: usize = 0;
export let dnu: usize = 0;
export let dmu: f64 = 0;
export let dslack: f64 = 0;
/** ∇f at the iterate. */
export let residual: usize = 0;

let rows: usize = 0; // count×n
let count: i32 = 0;
let H: usize = 0; // n×n
let solved: usize = 0; // (m+1)×n: H^-1 A^T by rows
let schur: usize = 0; // (m+1)×(m+1)
/** Right-hand sides, and what a solution misses of them. */
let rhs: usize = 0; // n
let goal: usize = 0; // m+1
let left: usize = 0;
let leftBorder: usize = 0;
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
  rhs = take(size);
  goal = take(size + 1);
  left = take(size);
  leftBorder = take(size + 1);
  schur = take((size + 1) * (size + 1));
}

/** Builds and factors the system at the iterate with multiplier μ and slack s of the rate. False where that fails. */
export function factorNewton<T>(mu: f64, slack: f64): bool {
  objectiveGradient<T>(residual);
  zero(H, n * n);
  for (let i = 0; i < n; i++) set(H, i * n + i, 1);
  count = hessianRows<T>(mu, rows);
  rankUpdate(H, rows, count, n);
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

/**
 * The step that aims at complementarity τ; nu, levels: ν_j, b_j (m), slackError: c − s. passes: solutions, each
 * correcting what the last one missed.
 */
export function solveNewton(
  tau: f64, nu: usize, levels: usize, mu: f64, slack: f64, slackError: f64, passes: i32,
): void {
  for (let i = 0; i < n; i++) set(rhs, i, -get(residual, i));
  for (let i = 0; i < k; i++) set(rhs, i, get(rhs, i) + tau / get(d, i));
  for (let j = 0; j < m; j++) axpy(n, -get(nu, j), at(scaledRows, j * n), rhs);
  if (constrained) axpy(n, mu, rateGradient, rhs);
  for (let j = 0; j < m; j++) set(goal, j, equalityGap(j, get(levels, j)));
  // the rate's equation, less its share of the trace
  if (constrained) set(goal, m, tau / mu - slack - slackError - shared * get(goal, 0));
  const borders = constrained ? m + 1 : m;
  zero(dx, n);
  zero(dnu, borders);
  for (let pass = 0; pass < passes; pass++) {
    copy(left, rhs, n);
    copy(leftBorder, goal, borders);
    if (pass > 0) subtractProduct(borders, constrained ? slack / mu : 0);
    solveBordered(borders);
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

/** left −= (I + rows^T rows) dX + B^T dν, leftBorder −= B dX − corner·dν_m: what dX, dν still miss. */
function subtractProduct(borders: i32, corner: f64): void {
  axpy(n, -1, dx, left);
  for (let row = 0; row < count; row++) {
    const line = at(rows, row * n);
    axpy(n, -dot(n, line, dx), line, left);
  }
  for (let j = 0; j < borders; j++) {
    const line = at(scaledRows, j * n);
    axpy(n, -get(dnu, j), line, left);
    set(leftBorder, j, get(leftBorder, j) - dot(n, line, dx));
  }
  if (constrained) set(leftBorder, m, get(leftBorder, m) + corner * get(dnu, m));
}

/** Adds to dX, dν the solution for left, leftBorder (destroyed). */
function solveBordered(borders: i32): void {
  solveUpperT(H, n, left);
  solveUpper(H, n, left);
  for (let j = 0; j < borders; j++) {
    set(leftBorder, j, dot(n, at(scaledRows, j * n), left) - get(leftBorder, j));
  }
  if (borders > 0) {
    solveUpperT(schur, borders, leftBorder);
    solveUpper(schur, borders, leftBorder);
  }
  for (let j = 0; j < borders; j++) axpy(n, -get(leftBorder, j), at(solved, j * n), left);
  axpy(n, 1, left, dx);
  axpy(borders, 1, leftBorder, dnu);
}
