// The lower bound and the upper bound of the rate, from dual variables alone (model section 4, "The certificate").
// They take no primal point: whatever y, μ and K are, the bounds hold for every feasible R.
//
//   Σ κ_l/q_l(R) ≥ 2 Σ √κ_l y_l + μ (Γ' + ψ(K)) − λ_max( Σ y_l² c_l^H c_l + μ F*(Z) ),   Z = K K^H,
//   N·C·ln 2 ≤ λ_max(F*(Z)) − ψ(K),   ψ(K) = log det Z + L − tr Z,
// in units of P0 and of the normalised objective; coupled: 2 tr(B^T Y) and the adjoint of Y^T J Y instead. Prices
// ν ≥ 0 of limits ⟨A_i, R⟩ ≤ b_i take − Σ ν_i A_i into either largest eigenvalue, which then counts only where it is
// positive, since the power need not all be used, and Σ ν_i b_i off the bound. Over the worst device the parts count
// with shares w ≥ 0 of sum 1: max_l f_l is at least Σ w_l f_l. And no R at all keeps to limits with
// Σ ν_i b_i + max(0, λ_max(−Σ ν_i A_i)) < 0.

import { at, copy, get, mark, release, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { multiply } from '../../linalg/dense';
import { eigen } from '../../linalg/jacobi';
import { axpy } from '../../linalg/lanes';
import { largestEigenvalue } from '../../linalg/tridiagonal';
import { L, Mt } from '../../model/scenario';
import { Mq, centred, full, r } from '../../model/channel';
import * as limits from '../../model/limits';
import { Evaluation } from '../../metric/evaluation';
import { evaluationOf, objectiveDual, objectiveDualSize, objectiveGradientOf } from '../../metric/objective';
import { rateGradientOf, rateProducts, rateVectors } from '../../metric/rate';
import { Multipliers } from '../multipliers';

/** The covariance that has been offered, whose K and dual variables of the objective are taken. */
export let offered: Evaluation = changetype<Evaluation>(0);
/**
 * The basis of all M_t directions that the matrices below are in: the antennas, or their own (takeOwnBasis); C (L×M_t)
 * and the limits' rows in it.
 */
let basis: usize = 0;
let own: bool = false;
let ownC: usize = 0;
let ownRows: usize = 0;
let values: usize = 0;
/** Σ y² c^H c (or the coupled adjoint), and F*(Z), M_t×M_t. */
let objectivePart: usize = 0;
let ratePart: usize = 0;
let trial: usize = 0;
/** The multipliers that the bounds are of. */
let taken: Multipliers = changetype<Multipliers>(0);
/**
 * Σ ν_i A_i, Σ ν_i b_i, and how large the terms are of which the first sum is what is left: Σ ν_i |a_i|²; and
 * Σ ν_i |a_i|, by which a value moves, twice, where the rows are off by a part of themselves; Σ ν_i.
 */
let limitPart: usize = 0;
let limitLevel: f64 = 0;
let limitSize: f64 = 0;
let limitLength: f64 = 0;
let limitWeight: f64 = 0;
let vectors: usize = 0;
let products: usize = 0;
/** y (L), or Y (parameters×columns): the dual variables of the objective, normalised. */
export let dual: usize = 0;
export let dualSize: i32 = 0;
/** The part of the bound that neither μ nor K enters. */
let constantPart: f64 = 0;
let psi: f64 = 0;

export function prepareCertificate<T>(): void {
  const size = Mt * Mt * planes<T>();
  offered = evaluationOf<T>(r);
  objectivePart = take(size);
  ratePart = take(size);
  trial = take(size);
  limitPart = take(size);
  vectors = take(L * Mq * Mt * planes<T>());
  products = take(L * Mq * Mt * planes<T>());
  own = false;
  ownC = take(limits.count > 0 ? L * Mt * planes<T>() : 0);
  ownRows = take(limits.rows * Mt * planes<T>());
  basis = take(limits.count > 0 ? size : 0);
  values = take(Mt);
  rateProducts<T>(full, Mt, products);
  dualSize = objectiveDualSize();
  dual = take(dualSize);
}

/**
 * ψ(K) = log det Z + L − tr Z from K's entries and the pivots x: k_ll − 1 = −x/(σ(1+σ)), σ = sqrt(1+x); log det Z is
 * minus the rate.
 */
function psiOf<T>(nats: f64): f64 {
  let sum: f64 = -nats;
  const K = offered.K, pivots = offered.pivots;
  const ki = at(K, L * L);
  for (let l = 0; l < L; l++) {
    const x = get(pivots, l), sigma = Math.sqrt(1 + x), less = -x / (sigma * (1 + sigma));
    sum -= less * (2 + less);
    for (let j = l + 1; j < L; j++) {
      const re = get(K, l * L + j);
      sum -= re * re;
      if (isComplex<T>()) {
        const im = get(ki, l * L + j);
        sum -= im * im;
      }
    }
  }
  return sum;
}

/** The multipliers that the bounds below are of: all begins with them. */
export function takePrices<T>(m: Multipliers): void {
  taken = m;
  limitLevel = 0;
  limitSize = 0;
  limitLength = 0;
  limitWeight = 0;
  if (limits.count == 0) return;
  const nu = m.prices;
  if (own) rateProducts<T>(full, Mt, products);
  own = false;
  for (let i = 0; i < limits.count; i++) {
    const square = limits.squaredLength<T>(i);
    limitSize += get(nu, i) * square;
    limitLength += get(nu, i) * Math.sqrt(square);
    limitWeight += get(nu, i);
  }
  weighLimits<T>();
}

/** Σ ν_i b_i and Σ ν_i A_i at the prices as they are. */
function weighLimits<T>(): void {
  limitLevel = 0;
  for (let i = 0; i < limits.count; i++) limitLevel += get(taken.prices, i) * get(limits.level, i);
  addLimits<T>();
}

function addLimits<T>(): void {
  zero(limitPart, Mt * Mt * planes<T>());
  for (let i = 0; i < limits.count; i++) {
    const price = get(taken.prices, i);
    if (price != 0) limits.addLimit<T>(i, own ? ownRows : limits.full, Mt, price, limitPart);
  }
}

/** F*(Z) for the K of what has been offered, whose rate is `nats`, and ψ(K). */
export function takeRateDual<T>(nats: f64): void {
  psi = psiOf<T>(nats);
  adjointOfRate<T>();
}

function adjointOfRate<T>(): void {
  rateVectors<T>(offered, products, Mt, vectors, centred && !own);
  rateGradientOf<T>(vectors, Mt, 1, ratePart);
}

/** y_l = √κ_l/q_l, or Y = J^-1 B, of what has been offered, over the worst device by its shares. */
export function takeObjectiveDual<T>(): void {
  constantPart = objectiveDual<T>(offered, dual);
  adjointOfObjective<T>();
}

function adjointOfObjective<T>(): void {
  objectiveGradientOf<T>(offered, own ? ownC : full, Mt, -1, objectivePart);
}

/** trial ← a·(the objective's part) + m·F*(Z) − Σ ν_i A_i, a: 0 or 1. */
function combine<T>(a: f64, m: f64): void {
  const size = Mt * Mt * planes<T>();
  if (a == 0) zero(trial, size);
  else copy(trial, objectivePart, size);
  if (m != 0) axpy(size, m, ratePart, trial);
  if (limits.count > 0) axpy(size, -1, limitPart, trial);
}

/** λ_max of `combine`, where there are limits at least 0; `guess`: where it may lie. */
function powerPrice<T>(a: f64, m: f64, guess: f64): f64 {
  combine<T>(a, m);
  if (limits.count == 0) return largestEigenvalue<T>(trial, Mt, guess);
  if (!own) return Math.max(0, largestEigenvalue<T>(trial, Mt, guess));
  eigen<T>(trial, Mt, values, 0);
  let largest: f64 = 0;
  for (let i = 0; i < Mt; i++) largest = Math.max(largest, get(values, i));
  return largest;
}

/** Part of what a bound is measured by that the rounding of Σ ν_i A_i may come to in the basis of the antennas. */
const ROUNDING: f64 = 1e-14;
const UNIT: f64 = 1.1e-16;

/**
 * Where limits leave little room between them their prices are large, and what is left of Σ ν_i A_i against the rest is
 * the difference of matrices so large that their entries' rounding outweighs it. It is not that of the rows: what a
 * covariance of the optimum's directions has of them is as small as the limits are. So the matrices are taken from the
 * rows once more, in the eigenvectors of what `combine` comes to: there the large and the small stand apart, and Jacobi
 * rotations keep them so. measure: what the bound is to be exact against.
 */
function takeOwnBasis<T>(a: f64, m: f64, measure: f64): void {
  if (limits.count == 0 || own || !(UNIT * limitSize > ROUNDING * measure)) return;
  combine<T>(a, m);
  eigen<T>(trial, Mt, values, basis);
  multiply<T>(ownC, full, basis, L, Mt, Mt);
  limits.turnLimits<T>(basis, ownRows);
  own = true;
  addLimits<T>();
  if (a > 0) adjointOfObjective<T>();
  if (m == 0) return;
  rateProducts<T>(ownC, Mt, products);
  adjointOfRate<T>();
}

/**
 * What rounding may have of the last bound on account of the limits at their prices. In its own eigenvectors the rows'
 * entries are right to their last digit, of which the optimum, with |a_i V|² = 1, sees 2 Σ ν_i UNIT |a_i V|².
 */
export function limitRounding(): f64 {
  return UNIT * (own ? 2 * limitWeight : limitSize);
}

/**
 * By how much a bound may exceed the value of a factor V that it is compared with: the rows of the limits in the span's
 * basis, which V is solved in, are rounded by a part of |a_i|, which V with |V| ≤ 1 sees as 2 Σ ν_i UNIT |a_i|.
 */
export function factorRounding(): f64 {
  return 2 * UNIT * limitLength;
}

/** What the row of a limit may be off by, of its length, for each antenna: the rounding of angles, phases and gains. */
const ROW_ROUNDING: f64 = 3e-14;

/**
 * By how much, rounding allowed for, the prices taken prove that the limits exclude each other: where it is positive,
 * they do. Rows a_i off by δa_i move x^H (Σ ν_i A_i) x, x a unit vector, by at most Σ ν_i |δa_i| (2 |a_i x| + |δa_i|):
 * so much is added to each eigenvalue. In their own eigenvectors the rows show |a_i x|, which is far below |a_i| where
 * little power is what limits are about.
 */
export function exclusion<T>(): f64 {
  takeOwnBasis<T>(0, 0, 0);
  combine<T>(0, 0);
  eigen<T>(trial, Mt, values, 0);
  const off = ROW_ROUNDING * <f64>Mt;
  let largest: f64 = 0, size: f64 = 0;
  for (let i = 0; i < limits.count; i++) size += get(taken.prices, i);
  for (let j = 0; j < Mt; j++) {
    let value = get(values, j);
    for (let i = 0; i < limits.count; i++) {
      const moved = off * Math.sqrt(limits.squaredLength<T>(i));
      value += get(taken.prices, i) * moved * (2 * limits.entryLength<T>(i, ownRows, Mt, j) + moved);
    }
    largest = Math.max(largest, value);
  }
  return -limitLevel - largest - off * size;
}

/** Times what the rows of a limit are off by that its price rises. */
const FIRM: f64 = 8;

/**
 * Makes prices (limits.count) of a proof such that rounding cannot break it, at hardly any cost: those of upper limits
 * rise by so much that an eigenvalue of 0, to rounding, falls below it whatever the rows are off by.
 */
export function firmPrices(nu: usize): void {
  raiseUpper(nu, nu, 1 + FIRM * ROW_ROUNDING * <f64>Mt);
}

/** Prices `to` ← `from`, those of upper limits times `by`. */
function raiseUpper(to: usize, from: usize, by: f64): void {
  for (let i = 0; i < limits.count; i++) set(to, i, get(from, i) * (get(limits.level, i) > 0 ? by : 1));
}

/** Upper bound of N·C·ln 2, nats, from the rate's dual variables alone; `guess`: where it may lie. */
export function rateUpperBound<T>(guess: f64): f64 {
  takeOwnBasis<T>(0, 1, guess);
  return limitLevel + powerPrice<T>(0, 1, guess + psi) - psi;
}

/** The lower bound at Γ' = N Γ ln 2; `guess`: where it may lie. */
export function lowerBound<T>(floor: f64, guess: f64): f64 {
  const mu = taken.mu;
  takeOwnBasis<T>(1, mu, guess);
  const linear = constantPart + mu * (floor + psi) - limitLevel;
  return linear - powerPrice<T>(1, mu, linear - guess);
}

/** First and last part that `raisePrices` adds to prices, and by how much each is more than the one before. */
const RISE: f64 = 1e-13;
const RISEN: f64 = 1e-6;
const STEEPER: f64 = 4;

/**
 * Raises the prices of upper limits for as long as that improves a bound, and returns it: the lower bound at μ and a
 * floor or, where `rate` is set, the upper bound of the rate. `bound`: that at the prices as they are. Prices
 * that rounding has left too low by a part δ cost δ ν_i |a_i|², which may be millions of times what those that are too
 * high by as much cost, δ ν_i b_i.
 */
export function raisePrices<T>(floor: f64, bound: f64, rate: bool): f64 {
  if (limits.count == 0) return bound;
  const scope = mark(), base = take(limits.count), prices = taken.prices;
  copy(base, prices, limits.count);
  let best = bound, part: f64 = 0;
  for (let next = RISE; next < RISEN; next *= STEEPER) {
    raiseUpper(prices, base, 1 + next);
    weighLimits<T>();
    const value = rate ? rateUpperBound<T>(bound) : lowerBound<T>(floor, bound);
    if (!(rate ? value < best : value > best)) break;
    best = value;
    part = next;
  }
  raiseUpper(prices, base, 1 + part);
  weighLimits<T>();
  release(scope);
  return best;
}

/** First and last factor by which `improveMu` moves μ while the bound rises: each is the square of the one before. */
const NARROW: f64 = 1.001;
const WIDE: f64 = 100;
/** Golden section: its ratio, the most steps, and a bracket that is one number. */
const GOLDEN: f64 = 0.6180339887498949;
const SECTIONS = 60;
const CLOSED: f64 = 1e-15;

/**
 * Maximises the lower bound over μ, concave, from the one taken on, which becomes that of the largest: uphill by
 * growing factors until it falls again, then golden section. `bound`: that at the first. Returns the best bound.
 */
export function improveMu<T>(floor: f64, bound: f64): f64 {
  const mu = taken.mu;
  let best = bound, bestMu = mu;
  let low = mu / NARROW, high = mu * NARROW;
  const below = lowerBoundAt<T>(low, floor, best), above = lowerBoundAt<T>(high, floor, best);
  for (let factor = NARROW, value = above; value > best && factor < WIDE; factor *= factor) {
    best = value; low = bestMu; bestMu = high;
    high *= factor * factor;
    value = lowerBoundAt<T>(high, floor, best);
  }
  for (let factor = NARROW, value = below; value > best && factor < WIDE; factor *= factor) {
    best = value; high = bestMu; bestMu = low;
    low /= factor * factor;
    value = lowerBoundAt<T>(low, floor, best);
  }
  let a = high - GOLDEN * (high - low), b = low + GOLDEN * (high - low);
  let fa = lowerBoundAt<T>(a, floor, best), fb = lowerBoundAt<T>(b, floor, best);
  for (let step = 0; step < SECTIONS && high - low > CLOSED * high; step++) {
    if (fa > best) { best = fa; bestMu = a; }
    if (fb > best) { best = fb; bestMu = b; }
    if (fa > fb) {
      high = b; b = a; fb = fa;
      a = high - GOLDEN * (high - low);
      fa = lowerBoundAt<T>(a, floor, best);
    } else {
      low = a; a = b; fa = fb;
      b = low + GOLDEN * (high - low);
      fb = lowerBoundAt<T>(b, floor, best);
    }
  }
  taken.mu = bestMu;
  return best;
}

function lowerBoundAt<T>(mu: f64, floor: f64, guess: f64): f64 {
  taken.mu = mu;
  return lowerBound<T>(floor, guess);
}
