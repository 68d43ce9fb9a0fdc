// A point on the face R = V V^H of fixed rank p: the iterate (V, multipliers, t) of newton.ts with the rate and the
// first derivatives on the factor.
//
// The bounded terms that are active, g_j = b_j, each with a multiplier m_j and a force F_j = ∇g_j V, in this order:
// the trace (λ), limits (ν_i), the rate's floor (μ; its g is −c), and over the worst device the parts f_l = t (w_l).

import { at, copy, get, mark, release, set, take, zero } from '../../memory';
import { planes } from '../../field';
import { multiply } from '../../linalg/dense';
import { axpy, dot, scale } from '../../linalg/lanes';
import { L, worst } from '../../model/scenario';
import { r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import { Evaluation, turnTo } from '../../metric/evaluation';
import { Multipliers } from '../multipliers';
import { evaluateRate, rateGradientOnFactor } from '../../metric/rate';
import {
  countAlone, devicePart, evaluateObjective, evaluationOf, largestPart, objectiveGradientOnFactor, shares,
} from '../../metric/objective';

/** What is solved: the free optimum (μ = 0), the optimum at an active rate floor, or the largest rate. */
export const FREE = 0;
export const FLOOR = 1;
export const RATE = 2;

/** The iterate: V r×p (in the span), λ, μ per nat, t. */
export let V: usize = 0;
export let p: i32 = 0;
export let lambda: f64 = 0;
export let mu: f64 = 0;
export let level: f64 = 0;
/** At V: its evaluation, the rate in nats, ∇f V and −∇c V (r×p). */
export let here: Evaluation = changetype<Evaluation>(0);
export let rate: f64 = 0;
export let objectiveForce: usize = 0;
export let rateForce: usize = 0;

const TRACE = 0;
const LIMIT = 1;
const FLOORED = 2;
const PART = 3;
/** The active terms: kind, index, multiplier, gap b_j − g_j, what the gap is measured by, and force. */
export let terms: i32 = 0;
let kinds: usize = 0;
let indices: usize = 0;
let multipliers: usize = 0;
let gaps: usize = 0;
let scales: usize = 0;
let forces: usize = 0;
/** Γ' of the rate's floor, nats. */
let floor: f64 = 0;
/** ⟨A_i, R⟩ of all limits, and their rows times V. */
let limitValues: usize = 0;
let limitProducts: usize = 0;
/** Whether t is minimised. */
export let levelled: bool = false;
let fitRows: usize = 0;
let fitMixing: usize = 0;

/** How many terms there may be. */
export function mostTerms(): i32 {
  return limits.count + 2 + (worst ? L : 0);
}

export function preparePoint<T>(): void {
  const size = r * r * planes<T>(), most = mostTerms();
  V = take(size);
  here = evaluationOf<T>(r);
  objectiveForce = take(size);
  rateForce = take(size);
  kinds = take(most);
  indices = take(most);
  multipliers = take(most);
  gaps = take(most);
  scales = take(most);
  forces = take(most * size);
  limitValues = take(limits.count);
  limitProducts = take(limits.rows * r * planes<T>());
  fitRows = take(most * size);
  fitMixing = take(most * most);
}

/**
 * Puts v (r×columns) in place, with the terms that are active by these multipliers.
 */
export function setFace<T>(which: i32, rateFloor: f64, v: usize, columns: i32, active: Multipliers): void {
  const nu = active.prices, w = active.shares, traced = active.traced;
  p = columns;
  lambda = traced ? 1 : 0;
  mu = 0;
  floor = rateFloor;
  levelled = worst && which != RATE;
  copy(V, v, r * p * planes<T>());
  terms = 0;
  if (traced) addTerm(TRACE, 0, 1);
  for (let i = 0; i < limits.count; i++) if (get(nu, i) > 0) addTerm(LIMIT, i, get(nu, i));
  if (which == FLOOR) addTerm(FLOORED, 0, 0);
  if (!levelled) return;
  // of sum 1: where one device decides, no step changes its share
  let sum: f64 = 0;
  for (let l = 0; l < L; l++) sum += Math.max(get(w, l), 0);
  for (let l = 0; l < L; l++) if (get(w, l) > 0) addTerm(PART, l, get(w, l) / sum);
}

function addTerm(kind: i32, index: i32, multiplier: f64): void {
  set(kinds, terms, <f64>kind);
  set(indices, terms, <f64>index);
  set(multipliers, terms++, multiplier);
}

@inline
function kindOf(j: i32): i32 {
  return <i32>get(kinds, j);
}
export function termIndex(j: i32): i32 {
  return <i32>get(indices, j);
}
export function termIsLimit(j: i32): bool {
  return kindOf(j) == LIMIT;
}
export function termIsTrace(j: i32): bool {
  return kindOf(j) == TRACE;
}
export function termIsRate(j: i32): bool {
  return kindOf(j) == FLOORED;
}
export function multiplierOf(j: i32): f64 {
  return get(multipliers, j);
}
export function gapOf(j: i32): f64 {
  return get(gaps, j);
}
/** Whether t is in the term's bound. */
export function elasticOf(j: i32): f64 {
  return kindOf(j) == PART ? 1 : 0;
}
/** F_j, r×p planes: that of the trace is V itself. */
export function forceOf(j: i32): usize {
  const kind = kindOf(j);
  return kind == TRACE ? V : kind == FLOORED ? rateForce : at(forces, j * forceSize);
}
let forceSize: i32 = 0;

/** Term j leaves the list; its gap and force go with it. */
function removeTerm(j: i32): void {
  terms--;
  for (let i = j; i < terms; i++) {
    set(kinds, i, get(kinds, i + 1));
    set(indices, i, get(indices, i + 1));
    set(multipliers, i, get(multipliers, i + 1));
    set(gaps, i, get(gaps, i + 1));
    set(scales, i, get(scales, i + 1));
    // the trace, whose force is V, is the first of all and never moved here
    if (kindOf(i) != FLOORED) copy(forceOf(i), at(forces, (i + 1) * forceSize), forceSize);
  }
}

/**
 * Term j's force is Σ c_i F_i of those before it (c: j numbers, destroyed), so that the two sides hold at once only by
 * chance: one of them leaves the list, and its multiplier goes to the others, which keeps ∇L. That is j itself where
 * the others keep it with room to spare. Where they would break it, as much of its own multiplier is raised as takes
 * the first of theirs to zero (the ratio test of the dual simplex method). Where all hold at once, as antenna limits
 * do that add up to the whole power, multipliers are not unique, and as much of its own is taken as leaves all of them
 * at least zero. False where there is none.
 */
export function dropDependent(j: i32, c: usize): bool {
  let slack = get(gaps, j), leaves = j;
  for (let i = 0; i < j; i++) slack -= get(c, i) * get(gaps, i);
  const raise = slack < -VIOLATED;
  if (raise || slack <= VIOLATED) {
    const sign: f64 = raise ? 1 : -1;
    let ratio: f64 = raise ? Infinity : get(multipliers, j);
    for (let i = 0; i < j; i++) {
      if (!(sign * get(c, i) > DEPENDS) || (!raise && kindOf(i) == FLOORED)) continue;
      const m = get(multipliers, i), most = (raise ? Math.max(m, 0) : m) / (sign * get(c, i));
      if (most < ratio) { ratio = most; leaves = i; }
    }
    if ((raise && leaves == j) || kindOf(leaves) == FLOORED) return false;
  }
  if (leaves != j) {
    // F_leaves = (F_j − Σ_{i≠leaves} c_i F_i)/c_leaves
    const m = get(multipliers, leaves) / get(c, leaves);
    for (let i = 0; i < j; i++) set(multipliers, i, get(multipliers, i) - m * get(c, i));
    set(multipliers, j, get(multipliers, j) + m);
  } else {
    for (let i = 0; i < j; i++) set(multipliers, i, get(multipliers, i) + get(multipliers, j) * get(c, i));
  }
  if (kindOf(leaves) == TRACE) lambda = 0;
  removeTerm(leaves);
  takeMultipliers();
  return true;
}

/** A coefficient below this is rounding. */
const DEPENDS: f64 = 1e-9;

/** More than there are kinds; of the hash FNV-1a. */
const KINDS: i32 = 64;
const FNV_BASIS: u64 = 14695981039346656037;
const FNV_PRIME: u64 = 1099511628211;

/** A number that tells lists of active terms apart. */
export function signature(): u64 {
  let hash = FNV_BASIS;
  for (let j = 0; j < terms; j++) hash = (hash ^ <u64>(KINDS * termIndex(j) + kindOf(j) + 1)) * FNV_PRIME;
  return hash;
}

/** V += dV, the multipliers and t: `step` has dV, then one number a term, then dt. */
export function movePoint<T>(step: usize): void {
  const size = r * p * planes<T>();
  axpy(size, 1, step, V);
  axpy(terms, 1, at(step, size), multipliers);
  level += get(step, size + terms);
  takeMultipliers();
}

/** λ, μ and the devices' shares, from the list. */
function takeMultipliers(): void {
  const w = levelled ? shares(here) : 0;
  if (levelled) zero(w, L);
  for (let j = 0; j < terms; j++) {
    const kind = kindOf(j), m = get(multipliers, j);
    if (kind == TRACE) lambda = m;
    else if (kind == FLOORED) mu = m;
    else if (kind == PART) set(w, termIndex(j), Math.max(m, 0));
  }
}

/** The rate, all gaps and forces at V: false where f is not finite. */
export function evaluatePoint<T>(which: i32, rateUnit: f64): bool {
  const size = r * p * planes<T>();
  forceSize = size;
  turnTo<T>(here, span, r, V, p);
  rate = evaluateRate<T>(here);
  if (which != FREE) {
    rateGradientOnFactor<T>(here, rateForce);
    scale(size, -1, rateForce);
  }
  if (which == RATE) {
    copy(objectiveForce, rateForce, size);
    scale(size, rateUnit, objectiveForce);
  } else {
    if (!(evaluateObjective<T>(here) < Infinity)) return false;
    if (!levelled) objectiveGradientOnFactor<T>(here, objectiveForce);
  }
  if (levelled) evaluateParts<T>(size);
  if (limits.count > 0) {
    multiply<T>(limitProducts, limits.reduced, V, limits.rows, r, p);
    limits.limitValuesOf<T>(limitProducts, p, limitValues);
  }
  for (let j = 0; j < terms; j++) {
    const kind = kindOf(j), i = termIndex(j);
    let gap: f64 = 0, measure: f64 = 1;
    if (kind == TRACE) {
      gap = 1 - dot(size, V, V);
    } else if (kind == LIMIT) {
      limits.limitForce<T>(i, limitProducts, r, p, forceOf(j));
      gap = get(limits.level, i) - get(limitValues, i);
    } else if (kind == FLOORED) {
      gap = rate - floor;
      measure = floor;
    } else {
      gap = level - devicePart(here, i);
      measure = level;
    }
    set(gaps, j, gap);
    set(scales, j, measure);
  }
  return true;
}

/** The forces of the parts, and t where it has not been chosen; nothing else is minimised. */
function evaluateParts<T>(size: i32): void {
  zero(objectiveForce, size);
  for (let j = 0; j < terms; j++) {
    if (kindOf(j) != PART) continue;
    countAlone(here, termIndex(j));
    objectiveGradientOnFactor<T>(here, forceOf(j));
  }
  takeMultipliers();
}

/** ∇L V, the residual of the conditions, into `out`. */
export function residual(size: i32, out: usize): void {
  copy(out, objectiveForce, size);
  for (let j = terms - 1; j >= 0; j--) axpy(size, get(multipliers, j), forceOf(j), out);
}

/** The largest gap, each by its own measure; over the worst device also what the shares lack. */
export function largestGap(): f64 {
  let largest: f64 = levelled ? Math.abs(missingShare()) : 0;
  for (let j = 0; j < terms; j++) largest = Math.max(largest, Math.abs(get(gaps, j)) / get(scales, j));
  return largest;
}

/** 1 − Σ w_l. */
export function missingShare(): f64 {
  let missing: f64 = 1;
  for (let j = 0; j < terms; j++) if (kindOf(j) == PART) missing -= get(multipliers, j);
  return missing;
}

/** What the multipliers weigh, in units of λ: that itself where there are no limits. */
export function multiplierScale<T>(): f64 {
  const size = r * p * planes<T>();
  const square = limits.count > 0 ? dot(size, V, V) : 1;
  let scale = Math.abs(lambda);
  for (let j = 0; j < terms; j++) {
    if (kindOf(j) != LIMIT) continue;
    scale += Math.abs(get(multipliers, j)) * Math.sqrt(dot(size, forceOf(j), forceOf(j)) / square);
  }
  return scale;
}

/** μ is fitted only where the rate's force is no multiple of the others', by this much of its square. */
const APART: f64 = 1e-12;

/** The multipliers, μ ≥ 0, for which |∇L V| is least; shares stay as they are, and t is the largest part. */
export function fitMultipliers<T>(size: i32): void {
  if (levelled) {
    level = largestPart(here);
    for (let j = 0; j < terms; j++) {
      if (kindOf(j) != PART) continue;
      set(gaps, j, level - devicePart(here, termIndex(j)));
      set(scales, j, level);
      axpy(size, get(multipliers, j), forceOf(j), objectiveForce);
    }
  }
  if (limits.count == 0) fitTwo(size);
  else fitBetter(size);
  if (levelled) zero(objectiveForce, size);
  takeMultipliers();
}

/** Of the trace, and of the rate where there is a floor: by determinants, as `few` of hessian.ts has it. */
function fitTwo(size: i32): void {
  const vv = dot(size, V, V), fv = dot(size, objectiveForce, V), floored = terms > 1 && kindOf(1) == FLOORED;
  if (!floored) {
    set(multipliers, 0, -fv / vv);
    return;
  }
  const cc = dot(size, rateForce, rateForce), cv = -dot(size, rateForce, V), fc = -dot(size, objectiveForce, rateForce);
  const determinant = cc * vv - cv * cv, fitted = (fc * vv - fv * cv) / determinant;
  const m = determinant > APART * cc * vv && fitted > 0 ? fitted : get(multipliers, 1);
  set(multipliers, 1, m);
  set(multipliers, 0, (m * cv - fv) / vv);
}

/**
 * All of them, or where that leaves less of ∇L V, those of trace and rate with the limits' as they are. Where limits
 * leave little room between them their forces all but depend on each other: a fit cannot tell their multipliers, which
 * the interior point knows.
 */
function fitBetter(size: i32): void {
  const scope = mark(), given = take(terms), fitted = take(terms);
  copy(given, multipliers, terms);
  fitAll(size, false);
  const left = misfit(size);
  copy(fitted, multipliers, terms);
  copy(multipliers, given, terms);
  fitAll(size, true);
  if (!(misfit(size) < left)) copy(multipliers, fitted, terms);
  release(scope);
}

/** |∇L V|², where objectiveForce has the shares' part. */
function misfit(size: i32): f64 {
  const scope = mark(), left = take(size);
  copy(left, objectiveForce, size);
  for (let j = terms - 1; j >= 0; j--) if (kindOf(j) != PART) axpy(size, get(multipliers, j), forceOf(j), left);
  const square = dot(size, left, left);
  release(scope);
  return square;
}

/** Whether term j is fitted: those of the parts stay, and the limits' where they are held. */
@inline
function isFitted(j: i32, held: bool): bool {
  const kind = kindOf(j);
  return kind != PART && !(held && kind == LIMIT);
}

/** Of trace, limits (unless held) and rate: Gram–Schmidt on their forces. */
function fitAll(size: i32, held: bool): void {
  const scope = mark(), target = take(size);
  copy(target, objectiveForce, size);
  for (let j = 0; j < terms; j++) {
    const q = at(fitRows, j * size), l = at(fitMixing, j * terms), force = forceOf(j);
    if (!isFitted(j, held)) {
      if (kindOf(j) == LIMIT) axpy(size, get(multipliers, j), force, target);
      continue;
    }
    copy(q, force, size);
    for (let i = 0; i < j; i++) {
      if (!isFitted(i, held)) continue;
      const along = dot(size, q, at(fitRows, i * size)) / get(fitMixing, i * (terms + 1));
      set(l, i, along);
      axpy(size, -along, at(fitRows, i * size), q);
    }
    set(l, j, dot(size, q, q));
  }
  for (let j = terms - 1; j >= 0; j--) {
    if (!isFitted(j, held)) continue;
    const q = at(fitRows, j * size), norm = get(fitMixing, j * (terms + 1)), force = forceOf(j);
    const isRate = kindOf(j) == FLOORED;
    let m = -dot(size, target, q) / norm;
    for (let i = j + 1; i < terms; i++) {
      if (isFitted(i, held)) m -= get(fitMixing, i * terms + j) * get(multipliers, i);
    }
    if (!(norm > APART * dot(size, force, force)) || (isRate && !(m > 0))) m = isRate ? get(multipliers, j) : 0;
    set(multipliers, j, m);
  }
  release(scope);
}

/** The multipliers, 0 where they are inactive or not positive; whether an active one is not. */
export function takeTerms(out: Multipliers): bool {
  const nu = out.prices, w = out.shares;
  let left = false;
  out.traced = false;
  out.mu = mu;
  zero(nu, limits.count);
  if (levelled) zero(w, L);
  for (let j = 0; j < terms; j++) {
    const kind = kindOf(j), m = Math.max(get(multipliers, j), 0), i = termIndex(j);
    if (kind == FLOORED) continue;
    left = left || m == 0;
    if (kind == TRACE) out.traced = m > 0;
    else if (kind == LIMIT) set(nu, i, m);
    else set(w, i, m / (1 - missingShare()));
  }
  return left;
}

/** An inactive bound counts as violated by more than this, relatively. */
const VIOLATED: f64 = 1e-11;

/** `multiplier` for the inactive terms that are violated. Whether there are any, the trace among them. */
export function enterTerms<T>(out: Multipliers, multiplier: f64): bool {
  const nu = out.prices, w = out.shares;
  const size = r * p * planes<T>();
  let entered = false;
  if (!isActive(TRACE, 0) && dot(size, V, V) > 1 + VIOLATED) {
    out.traced = true;
    entered = true;
  }
  for (let i = 0; i < limits.count; i++) {
    if (get(limitValues, i) <= get(limits.level, i) + VIOLATED || isActive(LIMIT, i)) continue;
    set(nu, i, multiplier);
    entered = true;
  }
  if (!levelled) return entered;
  for (let l = 0; l < L; l++) {
    if (devicePart(here, l) <= level * (1 + VIOLATED) || isActive(PART, l)) continue;
    set(w, l, multiplier);
    entered = true;
  }
  return entered;
}

function isActive(kind: i32, index: i32): bool {
  for (let j = 0; j < terms; j++) if (kindOf(j) == kind && termIndex(j) == index) return true;
  return false;
}
