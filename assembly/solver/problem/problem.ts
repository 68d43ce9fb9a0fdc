// The problem that the interior-point method has in hand: one term to minimise, and a list of terms that are bounded,
//
//   minimise  f(X)  (OBJECTIVE),  −log det(I+F)  (RATE),  or t  (LEVEL)
//   subject to  ⟨A_j, X⟩ = b_j  or  ⟨A_j, X⟩ ≤ b_j + e_j t   (the trace, limits, what is held),
//               f_l(X) ≤ t   (over the worst device),   c(X) = log det(I+F(X)) − Γ' ≥ 0   (optional),   X ⪰ 0,
//
// and its values and gradients at the iterate (interior/scaling.ts), in the coordinates of G. A linear term is a row of
// `linear`; nothing else in the method knows what it stands for.

import { at, copy, get, set, take, zero } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { multiply, multiplyHN, multiplyNH } from '../../linalg/dense';
import { orthonormalRows } from '../../linalg/orthonormal';
import { compressionRows, fromCoordinates, toCoordinates } from '../../linalg/hermitian';
import { L, worst } from '../../model/scenario';
import { Mq, r } from '../../model/channel';
import { Evaluation } from '../../metric/evaluation';
import {
  evaluateRate, rateGradientOf, rateProducts, rateRowCount, rateRows, rateVectors,
} from '../../metric/rate';
import {
  countAlone, devicePart, evaluateObjective, evaluationOf, objectiveGradientOf, objectiveRowCount, objectiveRows,
  shares,
} from '../../metric/objective';
import * as limits from '../../model/limits';
import { G, d, k } from '../interior/scaling';

/** Real unknowns in X. */
export let n: i32 = 0;
/** C in the coordinates of X, L×k. */
let c0: usize = 0;
/** What is minimised. */
export const OBJECTIVE = 0;
export const RATE = 1;
export const LEVEL = 2;
export let minimised: i32 = OBJECTIVE;
export let constrained: bool = false;
/** Γ', nats. */
export let floor: f64 = 0;
/**
 * The bounded terms, in this order: m linear ones; the parts of all devices under t, or of none; and, where
 * `constrained`, the rate. Of each its level b_j, whether it is held there, and e_j.
 */
export let terms: i32 = 0;
export let m: i32 = 0;
export let parts: i32 = 0;
export let levels: usize = 0;
export let held: usize = 0;
export let elastic: usize = 0;
/**
 * A_j of the linear terms in the coordinates of X (m×n), or which limit it is (−1: none) of those whose rows, in the
 * same coordinates, are at limitRows.
 */
let linear: usize = 0;
let limitOf: usize = 0;
let limitRows: usize = 0;
/** Gradients of the terms in the coordinates of G, terms×n; room for the rate's, which newton.ts writes. */
export let scaledRows: usize = 0;
/** Nats to the rate's own unit. */
export let rateUnit: f64 = 1;

// --- at the iterate
export let objectiveValue: f64 = 0;
/** f_l, where parts are bounded. */
export let partValues: usize = 0;
/** log det(I+F), nats. */
export let rateValue: f64 = 0;
export let rateGradient: usize = 0; // n: rateUnit·∇c

/** The iterate's evaluation, Y = C·G·√D; a trial's while one is made. */
let iterate: Evaluation = changetype<Evaluation>(0);
let cg: usize = 0; // C·G, L×k
let scaledLimits: usize = 0; // the limits' rows times G, limits.rows×k
let products: usize = 0; // L×(M_q·k)
let g: usize = 0; // rate vectors, (L·M_q)×k
let seen: usize = 0; // orthonormal rows that span those of C·G, L×k, and C·G in that basis, L×L
let seenC: usize = 0;
let left: usize = 0;
let gradient: usize = 0; // k×k
let w: usize = 0; // k×k scratch
let scratch: usize = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareProblem<T>(): void {
  const size = hermitianSize<T>(r), square = r * r * planes<T>(), most = size + limits.count + 1;
  linear = take(most * size);
  limitOf = take(most);
  levels = take(most + L + 1);
  held = take(most + L + 1);
  elastic = take(most + L + 1);
  scaledRows = take((most + L + 1) * size);
  cg = take(L * r * planes<T>());
  scaledLimits = take(limits.rows * r * planes<T>());
  iterate = evaluationOf<T>(r);
  products = take(L * Mq * r * planes<T>());
  g = take(L * Mq * r * planes<T>());
  seen = take(L * r * planes<T>());
  seenC = take(L * L * planes<T>());
  left = take(L);
  gradient = take(square);
  rateGradient = take(size);
  partValues = take(L);
  trialParts = take(L);
  w = take(square);
  scratch = take(square);
}

/**
 * States the problem over X of the pair's size, without bounded terms; c, rows: C (L×k) and the rows of the limits
 * (limits.rows×k) in the coordinates of X.
 */
export function setProblem<T>(c: usize, rows: usize): void {
  c0 = c;
  limitRows = rows;
  n = hermitianSize<T>(k);
  m = 0;
  rateUnit = 1;
}

/** Adds a linear term, whose row the caller writes: = b, or ≤ b + e t. Returns the row. */
export function addLinear(b: f64, equality: bool, e: f64): usize {
  set(limitOf, m, -1);
  set(levels, m, b);
  set(held, m, equality ? 1 : 0);
  set(elastic, m, e);
  return at(linear, m++ * n);
}

/** Adds limit i as a linear term: at its level, or below it with e t of room. */
export function addLimit(i: i32, equality: bool, e: f64): void {
  set(limitOf, m, i);
  set(levels, m, get(limits.level, i));
  set(held, m, equality ? 1 : 0);
  set(elastic, m++, e);
}

/** The trace, = 1, or where there are limits ≤ 1; and the limits, all with e t of room. */
export function addPower(e: f64): void {
  const trace = addLinear(1, limits.count == 0, e);
  zero(trace, n);
  for (let i = 0; i < k; i++) set(trace, i, 1);
  for (let i = 0; i < limits.count; i++) addLimit(i, false, e);
}

/**
 * What is minimised from now on, with a floor on the rate (nats) where `floored`. Over the worst device the objective
 * is t; to any other t nothing yields but what its caller has let, and only while that t is minimised.
 */
export function turnProblem(what: i32, floored: bool, rateFloor: f64): void {
  parts = what == OBJECTIVE && worst ? L : 0;
  minimised = parts > 0 ? LEVEL : what;
  constrained = floored;
  floor = rateFloor;
  terms = m + parts + (constrained ? 1 : 0);
  if (what != LEVEL) for (let j = 0; j < m; j++) set(elastic, j, 0);
  for (let j = m; j < terms; j++) {
    set(levels, j, 0);
    set(held, j, 0);
    set(elastic, j, isRate(j) ? 0 : 1);
  }
}

/** Whether term j is the rate, the one that a step may leave violated: its slack and its gap are two numbers. */
@inline
export function isRate(j: i32): bool {
  return j == m + parts;
}

/** Whether term j is an inequality. */
@inline
export function isFree(j: i32): bool {
  return get(held, j) == 0;
}

/** Measures the rate from now on in units of ⟨∇c, X⟩ at the iterate. */
export function setRateUnit(): void {
  let inner: f64 = 0;
  for (let i = 0; i < k; i++) inner += get(rateGradient, i) * get(d, i);
  rateUnit = 1 / inner;
  for (let i = 0; i < n; i++) set(rateGradient, i, get(rateGradient, i) * rateUnit);
  if (minimised == RATE) objectiveValue = -rateUnit * rateValue;
}

/** Values and rateGradient at the iterate. */
export function evaluateProblem<T>(): void {
  multiply<T>(cg, c0, G, L, k, k);
  const y = iterate.y;
  iterate.p = k;
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let l = 0; l < L; l++) {
      for (let i = 0; i < k; i++) {
        const to = (plane * L + l) * k + i;
        set(y, to, get(cg, to) * Math.sqrt(get(d, i)));
      }
    }
  }
  rateValue = evaluateRate<T>(iterate);
  objectiveValue = minimised == RATE ? -rateUnit * rateValue : valueOf<T>(partValues);
  differentiateRate<T>();
}

/** The same where the iterate is the last trial, whose evaluation is its own: only G is new. */
export function acceptTrial<T>(): void {
  multiply<T>(cg, c0, G, L, k, k);
  rateValue = trialRate;
  objectiveValue = trialObjective;
  for (let l = 0; l < parts; l++) set(partValues, l, get(trialParts, l));
  if (minimised == RATE || constrained) differentiateRate<T>();
}

function differentiateRate<T>(): void {
  rateProducts<T>(cg, k, products);
  rateVectors<T>(iterate, products, k, g);
  rateGradientOf<T>(g, k, rateUnit, gradient);
  toCoordinates<T>(gradient, k, rateGradient);
}

/** Values at X = (G A)(G A)^H, A k×k: the rate in nats, where it plays a part, and the objective. */
export let trialRate: f64 = 0;
export let trialObjective: f64 = 0;
export let trialParts: usize = 0;
export function evaluateTrial<T>(a: usize): void {
  multiply<T>(iterate.y, cg, a, L, k, k);
  trialRate = minimised == RATE || constrained ? evaluateRate<T>(iterate) : 0;
  trialObjective = minimised == RATE ? -rateUnit * trialRate : valueOf<T>(trialParts);
}

/** f, and the devices' parts where they are bounded; of t nothing is known here. */
function valueOf<T>(out: usize): f64 {
  if (minimised == LEVEL && parts == 0) return 0;
  const value = evaluateObjective<T>(iterate);
  for (let l = 0; l < parts; l++) set(out, l, devicePart(iterate, l));
  return value;
}

/** ∇f. */
export function objectiveGradient<T>(out: usize): void {
  if (minimised == RATE) {
    for (let i = 0; i < n; i++) set(out, i, -get(rateGradient, i));
    return;
  }
  if (minimised == LEVEL) {
    zero(out, n);
    return;
  }
  objectiveGradientOf<T>(iterate, cg, k, 1, gradient);
  toCoordinates<T>(gradient, k, out);
}

/** Part of a row of C·G, as a square, that is rounding of those before it. */
const DEPENDS: f64 = 1e-28;

/**
 * Rate and objective see no more of X than C X C^H. Where X has many more directions than there are devices, as limits
 * may have it, their Hessians are small in the coordinates of U X U^H, U orthonormal rows (L×k) that span those of C·G:
 * `views` (hermitianSize(L)×n) ← the rows that take X there, orthonormal too, or zero where devices share a direction.
 * Returns how many, 0 where X has too few directions for that to pay.
 */
export function narrow<T>(views: usize): i32 {
  const count = hermitianSize<T>(L);
  if (2 * count > n) return 0;
  copy(products, cg, L * k * planes<T>());
  zero(seen, L * k * planes<T>());
  orthonormalRows<T>(products, L, k, L, DEPENDS, seen, left, 2);
  multiplyNH<T>(seenC, cg, seen, L, k, L);
  compressionRows<T>(seen, L, k, views);
  return count;
}

/**
 * Rows of the Lagrangian's Hessian, ∇²f − μ∇²c, or Σ w_l ∇²f_l in place of ∇²f (μ per unit of the rate; w: `parts`
 * multipliers), n each, or as many as `narrow` has views; returns how many.
 */
export function hessianRows<T>(mu: f64, w: usize, rows: usize, narrowed: bool = false): i32 {
  const cb = narrowed ? seenC : cg, order = narrowed ? L : k;
  let count = 0;
  const rateWeight = minimised == RATE ? rateUnit : constrained ? mu * rateUnit : 0;
  if (rateWeight > 0) {
    if (narrowed) {
      rateProducts<T>(cb, order, products);
      rateVectors<T>(iterate, products, order, g);
    }
    rateRows<T>(g, order, Math.sqrt(rateWeight), rows);
    count += rateRowCount<T>();
  }
  if (parts > 0) copy(shares(iterate), w, L);
  if (minimised == OBJECTIVE || parts > 0) {
    objectiveRows<T>(iterate, cb, order, 1, at(rows, count * hermitianSize<T>(order)));
    count += objectiveRowCount();
  }
  return count;
}

/**
 * The gradients of all terms but the rate in the coordinates of G, into scaledRows. Limits go there by their rows: the
 * entries of a limit's A are as large as |a|², beside which what it leaves of X, b, may be less than their rounding.
 */
export function transformTerms<T>(): void {
  multiply<T>(scaledLimits, limitRows, G, limits.rows, k, k);
  for (let j = 0; j < m; j++) {
    const limit = <i32>get(limitOf, j);
    if (limit < 0) {
      fromCoordinates<T>(at(linear, j * n), k, w);
      multiply<T>(scratch, w, G, k, k, k);
      multiplyHN<T>(w, G, scratch, k, k, k);
    } else {
      zero(w, k * k * planes<T>());
      limits.addLimit<T>(limit, scaledLimits, k, 1, w);
    }
    toCoordinates<T>(w, k, at(scaledRows, j * n));
  }
  for (let l = 0; l < parts; l++) {
    countAlone(iterate, l);
    objectiveGradientOf<T>(iterate, cg, k, 1, gradient);
    toCoordinates<T>(gradient, k, at(scaledRows, (m + l) * n));
  }
}

/** What the bound of term j leaves, with t: b_j + e_j t − ⟨A_j, X⟩, t − f_l, or c(X) − Γ' in the rate's own unit. */
export function gapOf(j: i32, t: f64): f64 {
  return isRate(j) ? rateUnit * (rateValue - floor) : termGap(j, get(levels, j) + get(elastic, j) * t);
}

/** level − ⟨A_j, X⟩, or level − f_l. */
export function termGap(j: i32, level: f64): f64 {
  if (j >= m) return level - get(partValues, j - m);
  let gap = level;
  for (let i = 0; i < k; i++) gap -= get(scaledRows, j * n + i) * get(d, i);
  return gap;
}

/** The least slack of all linear inequalities, without t. */
export function roomOfTerms<T>(): f64 {
  let room: f64 = Infinity;
  parts = 0;
  transformTerms<T>();
  for (let j = 0; j < m; j++) if (isFree(j)) room = Math.min(room, termGap(j, get(levels, j)));
  return room;
}
