// The Newton system of the interior-point method, in the coordinates of G (scaling.ts):
//
//   (I + rows^T rows) dX − dμ ∇c + Σ dν_j A_j = −∇f + μ∇c − Σ ν_j A_j + τ D^-1,    I: the pair's scaling,
//   A_j·dX − e_j dt − (s_j/ν_j) dν_j = b_j + e_j t − (A_j's term) − τ/ν_j,   without s_j and τ where it is held,
//   Σ e_j dν_j = 1 − Σ e_j ν_j  (where t is minimised),
//   ∇c·dX + (s/μ) dμ = τ/μ − s − (c − s),   dX + dS = τ D^-1 − D.
//
// Every second derivative comes as Gram rows. The bounded terms border the system and are eliminated last, t after
// them.

import { at, copy, get, set, take, zero } from '../../memory';
import { hermitianSize } from '../../field';
import { rankUpdate } from '../../linalg/dense';
import { axpy, dot, scale } from '../../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { L, worst } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
import { rateRowCount } from '../../metric/rate';
import { objectiveRowCount } from '../../metric/objective';
import { d, k } from './scaling';
import {
  LEVEL, constrained, elastic, held, hessianRows, levels, m, minimised, n, objectiveGradient, parts, rateGradient,
  scaledRows, termGap,
} from '../problem/problem';

/** The step: dX, dS (n), dν and ds of the terms (m + parts), dt, and dμ and ds of the rate. */
export let dx: usize = 0;
export let ds: usize = 0;
export let dnu: usize = 0;
export let dslacks: usize = 0;
export let dt: f64 = 0;
export let dmu: f64 = 0;
export let dslack: f64 = 0;
/** ∇f at the iterate. */
export let residual: usize = 0;

let rows: usize = 0; // count×n
let count: i32 = 0;
let H: usize = 0; // n×n
let solved: usize = 0; // borders×n: H^-1 A^T by rows
let schur: usize = 0; // borders×borders: the upper factor R of the Schur complement R^T R
let stack: usize = 0; // borders×(n + borders), up to `stacked` borders: the rows of stackSchur
let stacked: i32 = 0;
let corner: usize = 0; // borders: s_j/ν_j, 0 where held
let lifted: usize = 0; // borders: schur^-1 e
/** Right-hand sides, and what a solution misses of them. */
let rhs: usize = 0; // n
let goal: usize = 0; // borders
let goalLevel: f64 = 0;
let left: usize = 0;
let leftBorder: usize = 0;
/** The multiple of the trace that the rate's row has been freed of. */
let shared: f64 = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareNewton<T>(): void {
  const size = hermitianSize<T>(r), most = size + limits.count + L + 2;
  dx = take(size);
  ds = take(size);
  dnu = take(most);
  dslacks = take(most);
  residual = take(size);
  rows = take((rateRowCount<T>() + objectiveRowCount() + 1) * size);
  H = take(size * size);
  solved = take(most * size);
  rhs = take(size);
  goal = take(most);
  left = take(size);
  leftBorder = take(most);
  corner = take(most);
  lifted = take(most);
  schur = take(most * most);
  stacked = limits.count > 0 || worst ? limits.count + L + 2 : 0;
  stack = take(stacked * (size + stacked));
}

/**
 * Builds and factors the system at the iterate with multiplier μ and slack s of the rate, ν and s of the other terms.
 * False where that fails.
 */
export function factorNewton<T>(mu: f64, slack: f64, nu: usize, slacks: usize): bool {
  objectiveGradient<T>(residual);
  zero(H, n * n);
  for (let i = 0; i < n; i++) set(H, i * n + i, 1);
  count = hessianRows<T>(mu, at(nu, m), rows);
  rankUpdate(H, rows, count, n);
  if (choleskyUpper(H, n, ROUNDING) < 0) return false;
  const terms = m + parts;
  for (let j = 0; j < terms; j++) set(corner, j, j < m && get(held, j) != 0 ? 0 : get(slacks, j) / get(nu, j));
  // Near the largest rate ∇c is almost a multiple of the trace: where that is held, its row is taken orthogonal to it,
  // and `shared` is the multiple.
  let borders = terms;
  if (constrained) {
    const row = at(scaledRows, terms * n);
    shared = get(held, 0) != 0 ? dot(n, rateGradient, scaledRows) / dot(n, scaledRows, scaledRows) : 0;
    for (let i = 0; i < n; i++) set(row, i, get(rateGradient, i) - shared * get(scaledRows, i));
    set(corner, borders++, slack / mu);
  }
  for (let j = 0; j < borders; j++) {
    copy(at(solved, j * n), at(scaledRows, j * n), n);
    solveUpperT(H, n, at(solved, j * n));
  }
  if (!(borders > stacked ? multiplySchur(borders) : stackSchur(borders))) return false;
  for (let j = 0; j < borders; j++) solveUpper(H, n, at(solved, j * n));
  if (minimised == LEVEL) {
    copy(lifted, elastic, terms);
    if (constrained) set(lifted, terms, 0);
    solveUpperT(schur, borders, lifted);
    solveUpper(schur, borders, lifted);
  }
  return true;
}

/** R by Cholesky from the products of `solved`, U^-T A_j by rows. */
function multiplySchur(borders: i32): bool {
  for (let i = 0; i < borders; i++) {
    for (let j = i; j < borders; j++) {
      set(schur, i * borders + j, dot(n, at(solved, i * n), at(solved, j * n)));
    }
    set(schur, i * borders + i, get(schur, i * borders + i) + get(corner, i));
  }
  return borders == 0 || choleskyUpper(schur, borders, SINGULAR) >= 0;
}

/** Part of a border's row that is rounding of what those before it have taken; the diagonal that dismisses it. */
const IMPLIED: f64 = 1e-14;
const DISMISSED: f64 = 1e15;
/** Pivots of the Newton matrix and of the Schur complement that are rounding. */
const ROUNDING: f64 = 1e-15;
const SINGULAR: f64 = 1e-13;

/**
 * R as the triangular factor of the stack [U^-T A^T; corner^1/2]: where limits leave little room between them, their
 * rows are all but parallel and the corner is the square of that room, which the products would lose.
 */
function stackSchur(borders: i32): bool {
  const length = n + borders;
  zero(stack, borders * length);
  for (let j = 0; j < borders; j++) {
    const row = at(stack, j * length);
    copy(row, at(solved, j * n), n);
    set(row, n + j, Math.sqrt(get(corner, j)));
    const whole = Math.sqrt(dot(length, row, row));
    for (let i = 0; i < j; i++) set(schur, i * borders + j, 0);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const along = dot(length, at(stack, i * length), row);
        axpy(length, -along, at(stack, i * length), row);
        set(schur, i * borders + j, get(schur, i * borders + j) + along);
      }
    }
    const norm = Math.sqrt(dot(length, row, row));
    if (!(norm < Infinity)) return false;
    // of an equality that the others imply nothing is left: its multiplier stays
    const implied = norm <= IMPLIED * whole;
    set(schur, j * (borders + 1), implied ? DISMISSED * whole : norm);
    scale(length, implied ? 0 : 1 / norm, row);
  }
  return true;
}

/**
 * The step that aims at complementarity τ; nu, slacks: ν_j, s_j, t: the level, slackError: c − s of the rate. passes:
 * solutions, each correcting what the last one missed.
 */
export function solveNewton(
  tau: f64, nu: usize, slacks: usize, t: f64, mu: f64, slack: f64, slackError: f64, passes: i32,
): void {
  const terms = m + parts, borders = constrained ? terms + 1 : terms;
  for (let i = 0; i < n; i++) set(rhs, i, -get(residual, i));
  for (let i = 0; i < k; i++) set(rhs, i, get(rhs, i) + tau / get(d, i));
  for (let j = 0; j < terms; j++) axpy(n, -get(nu, j), at(scaledRows, j * n), rhs);
  if (constrained) axpy(n, mu, rateGradient, rhs);
  goalLevel = 1;
  for (let j = 0; j < terms; j++) {
    const gap = termGap(j, (j < m ? get(levels, j) : 0) + get(elastic, j) * t);
    set(goal, j, j < m && get(held, j) != 0 ? gap : gap - tau / get(nu, j));
    goalLevel -= get(elastic, j) * get(nu, j);
  }
  // the rate's equation, less its share of the trace
  if (constrained) set(goal, terms, tau / mu - slack - slackError - shared * get(goal, 0));
  zero(dx, n);
  zero(dnu, borders);
  dt = 0;
  for (let pass = 0; pass < passes; pass++) {
    copy(left, rhs, n);
    copy(leftBorder, goal, borders);
    if (pass > 0) subtractProduct(borders);
    solveBordered(borders);
  }
  if (constrained) {
    dmu = -get(dnu, terms);
    if (shared != 0) set(dnu, 0, get(dnu, 0) + shared * dmu);
    // μ ds + s dμ = τ − μ s
    dslack = (tau - slack * (mu + dmu)) / mu;
  }
  for (let j = 0; j < terms; j++) {
    const free = j >= m || get(held, j) == 0;
    set(dslacks, j, free ? (tau - get(slacks, j) * (get(nu, j) + get(dnu, j))) / get(nu, j) : 0);
  }
  for (let i = 0; i < n; i++) set(ds, i, -get(dx, i));
  for (let i = 0; i < k; i++) set(ds, i, get(ds, i) + tau / get(d, i) - get(d, i));
}

/** left −= (I + rows^T rows) dX + B^T dν, leftBorder −= B dX − e dt − corner dν: what dX, dν, dt still miss. */
function subtractProduct(borders: i32): void {
  axpy(n, -1, dx, left);
  for (let row = 0; row < count; row++) {
    const line = at(rows, row * n);
    axpy(n, -dot(n, line, dx), line, left);
  }
  for (let j = 0; j < borders; j++) {
    const line = at(scaledRows, j * n), lift = j < m + parts ? get(elastic, j) * dt : 0;
    axpy(n, -get(dnu, j), line, left);
    set(leftBorder, j, get(leftBorder, j) - dot(n, line, dx) + lift + get(corner, j) * get(dnu, j));
  }
}

/** Adds to dX, dν, dt the solution for left, leftBorder (destroyed). */
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
  if (minimised == LEVEL) {
    const terms = m + parts;
    const missing = goalLevel - dot(terms, elastic, dnu);
    const more = (dot(terms, elastic, leftBorder) - missing) / dot(terms, elastic, lifted);
    axpy(borders, -more, lifted, leftBorder);
    dt += more;
  }
  for (let j = 0; j < borders; j++) axpy(n, -get(leftBorder, j), at(solved, j * n), left);
  axpy(n, 1, left, dx);
  axpy(borders, 1, leftBorder, dnu);
}
