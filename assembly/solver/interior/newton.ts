// The Newton system of the interior-point method, in the coordinates of G (scaling.ts):
//
//   (I + rows^T rows) dX + Σ dν_j A_j = −∇f − Σ ν_j A_j + τ D^-1,    I: the pair's scaling,
//   A_j·dX − e_j dt − (s_j/ν_j) dν_j = (what its bound leaves) − τ/ν_j,   without s_j and τ where it is held,
//   Σ e_j dν_j = 1 − Σ e_j ν_j  (where t is minimised),   dX + dS = τ D^-1 − D.
//
// The rate is the last of the terms, A = −∇c and ν = μ. Every second derivative comes as Gram rows. The bounded terms
// border the system and are eliminated last, t after them. Where rate and objective see few of X's directions, P of
// them by orthonormal rows (`narrow` of problem.ts), rows = small P, and
//
//   (I + rows^T rows)^-1 = I − P^T P + P^T (I + small^T small)^-1 P.

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
  LEVEL, constrained, elastic, gapOf, hessianRows, isFree, isRate, m, minimised, n, narrow, objectiveGradient,
  parts, rateGradient, scaledRows, terms,
} from '../problem/problem';

/** The step: dX, dS (n), dν and ds of the terms, dt. */
export let dx: usize = 0;
export let ds: usize = 0;
export let dnu: usize = 0;
export let dslacks: usize = 0;
export let dt: f64 = 0;
/** ∇f at the iterate. */
export let residual: usize = 0;

let rows: usize = 0; // count×size
let count: i32 = 0;
/** I + rows^T rows: its factor U, size×size; size is n, or as many rows as P has (narrowed×n), 0: there is no P. */
let H: usize = 0;
let size: i32 = 0;
let narrowed: i32 = 0;
let P: usize = 0;
let seen: usize = 0; // P x, and that solved for
let solvedFor: usize = 0;
let solved: usize = 0; // terms×n: H^-1 A^T by rows
let schur: usize = 0; // terms×terms: the upper factor R of the Schur complement R^T R
let stack: usize = 0; // terms×(n + terms), up to `stacked` terms: the rows of stackSchur
let stacked: i32 = 0;
let corner: usize = 0; // terms: s_j/ν_j, 0 where held
let lifted: usize = 0; // terms: schur^-1 e
/** Right-hand sides, and what a solution misses of them. */
let rhs: usize = 0; // n
let goal: usize = 0; // terms
let goalLevel: f64 = 0;
let left: usize = 0;
let leftBorder: usize = 0;
/** What the rate's row has of the trace's and has been freed of. */
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
  P = take(size * size);
  seen = take(size);
  solvedFor = take(size);
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

/** Builds and factors the system at the iterate with multipliers ν and slacks of the terms. False where that fails. */
export function factorNewton<T>(nu: usize, slacks: usize): bool {
  objectiveGradient<T>(residual);
  narrowed = narrow<T>(P);
  size = narrowed > 0 ? narrowed : n;
  zero(H, size * size);
  for (let i = 0; i < size; i++) set(H, i * size + i, 1);
  count = hessianRows<T>(constrained ? get(nu, terms - 1) : 0, at(nu, m), rows, narrowed > 0);
  rankUpdate(H, rows, count, size);
  if (choleskyUpper(H, size, ROUNDING) < 0) return false;
  if (constrained) {
    // near the largest rate ∇c is almost a multiple of the trace: where that is held, the row is taken orthogonal to it
    const row = at(scaledRows, (terms - 1) * n);
    shared = isFree(0) ? 0 : dot(n, rateGradient, scaledRows) / dot(n, scaledRows, scaledRows);
    for (let i = 0; i < n; i++) set(row, i, shared * get(scaledRows, i) - get(rateGradient, i));
  }
  for (let j = 0; j < terms; j++) {
    set(corner, j, isFree(j) ? get(slacks, j) / get(nu, j) : 0);
    copy(at(solved, j * n), at(scaledRows, j * n), n);
    solveRoot(at(solved, j * n), true);
  }
  if (!(terms > stacked ? multiplySchur() : stackSchur())) return false;
  for (let j = 0; j < terms; j++) solveRoot(at(solved, j * n), false);
  if (minimised == LEVEL) {
    copy(lifted, elastic, terms);
    solveUpperT(schur, terms, lifted);
    solveUpper(schur, terms, lifted);
  }
  return true;
}

/** x ← W x or W^T x, where W^T W = (I + rows^T rows)^-1. */
function solveRoot(x: usize, first: bool): void {
  const y = narrowed > 0 ? see(x) : x;
  if (first) solveUpperT(H, size, y);
  else solveUpper(H, size, y);
  if (narrowed > 0) addSeen(x);
}

/** `seen` and `solvedFor` ← P x. */
function see(x: usize): usize {
  for (let i = 0; i < narrowed; i++) set(seen, i, dot(n, at(P, i * n), x));
  copy(solvedFor, seen, narrowed);
  return solvedFor;
}

/** x += P^T (solvedFor − seen). */
function addSeen(x: usize): void {
  for (let i = 0; i < narrowed; i++) axpy(n, get(solvedFor, i) - get(seen, i), at(P, i * n), x);
}

/** R by Cholesky from the products of `solved`, W A_j by rows. */
function multiplySchur(): bool {
  for (let i = 0; i < terms; i++) {
    for (let j = i; j < terms; j++) {
      set(schur, i * terms + j, dot(n, at(solved, i * n), at(solved, j * n)));
    }
    set(schur, i * terms + i, get(schur, i * terms + i) + get(corner, i));
  }
  return terms == 0 || choleskyUpper(schur, terms, SINGULAR) >= 0;
}

/** Part of a border's row that is rounding of what those before it have taken; the diagonal that dismisses it. */
const IMPLIED: f64 = 1e-14;
const DISMISSED: f64 = 1e15;
/** Pivots of the Newton matrix and of the Schur complement that are rounding. */
const ROUNDING: f64 = 1e-15;
const SINGULAR: f64 = 1e-13;

/**
 * R as the triangular factor of the stack [W A^T; corner^1/2]: where limits leave little room between them, their
 * rows are all but parallel and the corner is the square of that room, which the products would lose.
 */
function stackSchur(): bool {
  const length = n + terms;
  zero(stack, terms * length);
  for (let j = 0; j < terms; j++) {
    const row = at(stack, j * length);
    copy(row, at(solved, j * n), n);
    set(row, n + j, Math.sqrt(get(corner, j)));
    const whole = Math.sqrt(dot(length, row, row));
    for (let i = 0; i < j; i++) set(schur, i * terms + j, 0);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const along = dot(length, at(stack, i * length), row);
        axpy(length, -along, at(stack, i * length), row);
        set(schur, i * terms + j, get(schur, i * terms + j) + along);
      }
    }
    const norm = Math.sqrt(dot(length, row, row));
    if (!(norm < Infinity)) return false;
    // of an equality that the others imply nothing is left: its multiplier stays
    const implied = norm <= IMPLIED * whole;
    set(schur, j * (terms + 1), implied ? DISMISSED * whole : norm);
    scale(length, implied ? 0 : 1 / norm, row);
  }
  return true;
}

/**
 * The step that aims at complementarity τ; nu, slacks: ν_j, s_j, t: the level, excess: what the rate's bound leaves
 * beyond its slack. passes: solutions, each correcting what the last one missed.
 */
export function solveNewton(tau: f64, nu: usize, slacks: usize, t: f64, excess: f64, passes: i32): void {
  for (let i = 0; i < n; i++) set(rhs, i, -get(residual, i));
  for (let i = 0; i < k; i++) set(rhs, i, get(rhs, i) + tau / get(d, i));
  goalLevel = 1;
  for (let j = 0; j < terms; j++) {
    if (isRate(j)) {
      axpy(n, get(nu, j), rateGradient, rhs);
      // less its share of the trace
      set(goal, j, get(slacks, j) - tau / get(nu, j) + excess + shared * get(goal, 0));
      continue;
    }
    axpy(n, -get(nu, j), at(scaledRows, j * n), rhs);
    set(goal, j, isFree(j) ? gapOf(j, t) - tau / get(nu, j) : gapOf(j, t));
    goalLevel -= get(elastic, j) * get(nu, j);
  }
  zero(dx, n);
  zero(dnu, terms);
  dt = 0;
  for (let pass = 0; pass < passes; pass++) {
    copy(left, rhs, n);
    copy(leftBorder, goal, terms);
    if (pass > 0) subtractProduct();
    solveBordered();
  }
  if (constrained && shared != 0) set(dnu, 0, get(dnu, 0) + shared * get(dnu, terms - 1));
  for (let j = 0; j < terms; j++) {
    // ν ds + s dν = τ − ν s
    set(dslacks, j, isFree(j) ? (tau - get(slacks, j) * (get(nu, j) + get(dnu, j))) / get(nu, j) : 0);
  }
  for (let i = 0; i < n; i++) set(ds, i, -get(dx, i));
  for (let i = 0; i < k; i++) set(ds, i, get(ds, i) + tau / get(d, i) - get(d, i));
}

/** left −= (I + rows^T rows) dX + B^T dν, leftBorder −= B dX − e dt − corner dν: what dX, dν, dt still miss. */
function subtractProduct(): void {
  axpy(n, -1, dx, left);
  const y = narrowed > 0 ? see(dx) : left;
  for (let row = 0; row < count; row++) {
    const line = at(rows, row * size);
    axpy(size, -dot(size, line, narrowed > 0 ? seen : dx), line, y);
  }
  if (narrowed > 0) addSeen(left);
  for (let j = 0; j < terms; j++) {
    const line = at(scaledRows, j * n), lift = get(elastic, j) * dt;
    axpy(n, -get(dnu, j), line, left);
    set(leftBorder, j, get(leftBorder, j) - dot(n, line, dx) + lift + get(corner, j) * get(dnu, j));
  }
}

/** Adds to dX, dν, dt the solution for left, leftBorder (destroyed). */
function solveBordered(): void {
  const y = narrowed > 0 ? see(left) : left;
  solveUpperT(H, size, y);
  solveUpper(H, size, y);
  if (narrowed > 0) addSeen(left);
  for (let j = 0; j < terms; j++) {
    set(leftBorder, j, dot(n, at(scaledRows, j * n), left) - get(leftBorder, j));
  }
  if (terms > 0) {
    solveUpperT(schur, terms, leftBorder);
    solveUpper(schur, terms, leftBorder);
  }
  if (minimised == LEVEL) {
    // t is in the bounds of the linear terms and of parts
    const under = m + parts, missing = goalLevel - dot(under, elastic, dnu);
    const more = (dot(under, elastic, leftBorder) - missing) / dot(under, elastic, lifted);
    axpy(terms, -more, lifted, leftBorder);
    dt += more;
  }
  for (let j = 0; j < terms; j++) axpy(n, -get(leftBorder, j), at(solved, j * n), left);
  axpy(n, 1, left, dx);
  axpy(terms, 1, leftBorder, dnu);
}
