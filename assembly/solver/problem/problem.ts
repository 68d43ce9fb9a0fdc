// The problem that the interior-point method has in hand,
//
//   minimise  f(X)  (the objective, or −log det(I+F) for the largest rate)
//   subject to  c(X) = log det(I+F(X)) − Γ' ≥ 0 (optional),  ⟨A_j, X⟩ = b_j,  X ⪰ 0,
//
// and its values and gradients at the iterate (pair.ts), in the coordinates of G.

import { at, get, set, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { multiply, multiplyHN } from '../../linalg/dense';
import { fromCoordinates, toCoordinates } from '../../linalg/hermitian';
import { L } from '../../model/scenario';
import { Mq, r } from '../../model/channel';
import { evaluateRate, rateGradientOf, rateProducts, rateRowCount, rateRows, rateVectors } from '../../metric/rate';
import { evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRows } from '../../metric/objective';
import { G, d, k } from '../interior/scaling';

/** Real unknowns in X. */
export let n: i32 = 0;
/** C in the coordinates of X, L×k. */
let c0: usize = 0;
export let maximiseRate: bool = false;
export let constrained: bool = false;
/** Γ', nats. */
export let floor: f64 = 0;
/** Equality rows A_j: m×n in the coordinates of X, where the caller writes them, and of G. */
export let m: i32 = 0;
export let equalities: usize = 0;
export let scaledRows: usize = 0; // one row more, for the rate
/** Nats to the rate's own unit. */
export let rateUnit: f64 = 1;

// --- at the iterate
export let objectiveValue: f64 = 0;
/** log det(I+F), nats. */
export let rateValue: f64 = 0;
export let rateGradient: usize = 0; // n: rateUnit·∇c

let cg: usize = 0; // C·G, L×k
let y: usize = 0; // C·G·√D, L×k
let products: usize = 0; // L×(M_q·k)
let g: usize = 0; // rate vectors, (L·M_q)×k
let gradient: usize = 0; // k×k
let w: usize = 0; // k×k scratch
let scratch: usize = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareProblem<T>(): void {
  const size = hermitianSize<T>(r), square = r * r * planes<T>();
  equalities = take(size * size);
  scaledRows = take((size + 1) * size);
  cg = take(L * r * planes<T>());
  y = take(L * r * planes<T>());
  products = take(L * Mq * r * planes<T>());
  g = take(L * Mq * r * planes<T>());
  gradient = take(square);
  rateGradient = take(size);
  w = take(square);
  scratch = take(square);
}

/** States the problem over X of the pair's size; c: C in the coordinates of X (L×k). */
export function setProblem<T>(c: usize, rateAlone: bool, equalityCount: i32): void {
  c0 = c;
  n = hermitianSize<T>(k);
  maximiseRate = rateAlone;
  constrained = false;
  m = equalityCount;
  rateUnit = 1;
}

/** Adds a floor on the rate to the minimisation of the objective. */
export function setFloor(rateFloor: f64): void {
  maximiseRate = false;
  constrained = true;
  floor = rateFloor;
}

/** Measures the rate from now on in units of ⟨∇c, X⟩ at the iterate. */
export function setRateUnit(): void {
  let inner: f64 = 0;
  for (let i = 0; i < k; i++) inner += get(rateGradient, i) * get(d, i);
  rateUnit = 1 / inner;
  for (let i = 0; i < n; i++) set(rateGradient, i, get(rateGradient, i) * rateUnit);
  if (maximiseRate) objectiveValue = -rateUnit * rateValue;
}

/** Values and rateGradient at the iterate; the other functions refer to it. */
export function evaluateProblem<T>(): void {
  multiply<T>(cg, c0, G, L, k, k);
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let l = 0; l < L; l++) {
      for (let i = 0; i < k; i++) {
        const to = (plane * L + l) * k + i;
        set(y, to, get(cg, to) * Math.sqrt(get(d, i)));
      }
    }
  }
  rateValue = evaluateRate<T>(y, k);
  objectiveValue = maximiseRate ? -rateUnit * rateValue : evaluateObjective<T>(y, k);
  differentiateRate<T>();
}

/** The same where the iterate is the last trial: its values stand, and only G is new. */
export function acceptTrial<T>(): void {
  multiply<T>(cg, c0, G, L, k, k);
  rateValue = trialRate;
  objectiveValue = trialObjective;
  if (maximiseRate || constrained) differentiateRate<T>();
}

function differentiateRate<T>(): void {
  rateProducts<T>(cg, k, products);
  rateVectors<T>(products, k, g);
  rateGradientOf<T>(g, k, rateUnit, gradient);
  toCoordinates<T>(gradient, k, rateGradient);
}

/** Values at X = (G A)(G A)^H, A k×k: the rate in nats, where it plays a part, and the objective. */
export let trialRate: f64 = 0;
export let trialObjective: f64 = 0;
export function evaluateTrial<T>(a: usize): void {
  multiply<T>(y, cg, a, L, k, k);
  trialRate = maximiseRate || constrained ? evaluateRate<T>(y, k) : 0;
  trialObjective = maximiseRate ? -rateUnit * trialRate : evaluateObjective<T>(y, k);
}

/** ∇f. */
export function objectiveGradient<T>(out: usize): void {
  if (maximiseRate) {
    for (let i = 0; i < n; i++) set(out, i, -get(rateGradient, i));
    return;
  }
  objectiveGradientOf<T>(cg, k, 1, gradient);
  toCoordinates<T>(gradient, k, out);
}

/** Rows of ∇²f − μ∇²c (μ per unit of the rate), n each; returns how many. */
export function hessianRows<T>(mu: f64, rows: usize): i32 {
  let count = 0;
  const rateWeight = maximiseRate ? rateUnit : constrained ? mu * rateUnit : 0;
  if (rateWeight > 0) {
    rateRows<T>(g, k, Math.sqrt(rateWeight), rows);
    count += rateRowCount<T>();
  }
  if (!maximiseRate) {
    objectiveRows<T>(cg, k, 1, at(rows, count * n));
    count += objectiveRowCount();
  }
  return count;
}

/** A_j in the coordinates of G, into scaledRows. */
export function transformEqualities<T>(): void {
  for (let j = 0; j < m; j++) {
    fromCoordinates<T>(at(equalities, j * n), k, w);
    multiply<T>(scratch, w, G, k, k, k);
    multiplyHN<T>(w, G, scratch, k, k, k);
    toCoordinates<T>(w, k, at(scaledRows, j * n));
  }
}

/** level − ⟨A_j, X⟩. */
export function equalityGap(j: i32, level: f64): f64 {
  let gap = level;
  for (let i = 0; i < k; i++) gap -= get(scaledRows, j * n + i) * get(d, i);
  return gap;
}
