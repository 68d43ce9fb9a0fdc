// Primal-dual interior-point Newton method over a Hermitian X ⪰ 0 for the problem of problem.ts. KKT:
//
//   ∇f + Σ ν_j A_j − S = 0,  1 − Σ e_j ν_j = 0 (of t),  X S = τ I,
//   of every bounded term: its value + s_j = its bound,  ν_j s_j = τ  (s_j = 0 where it is held).
//
// The Newton step descends on the barrier function f − τ log det X − τ Σ log s_j + ρ|c − s|, which the line search
// watches, since neither f nor c is linear; S and ν take their own step. Of the terms only the rate has a penalty, on
// what its bound leaves beside its slack s: linear ones stay exact, and over the worst device t is chosen anew for
// every X, where t − τ Σ log(t − f_l) is least.

import { at, get, set, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { dot } from '../../linalg/lanes';
import { choleskyLower } from '../../linalg/cholesky';
import { fromCoordinates } from '../../linalg/hermitian';
import { L } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
import { centrePair, d, holdPair, k, movePair, preparePair, relativeDescent, startPair, startPairAt } from './scaling';
import {
  LEVEL, OBJECTIVE, acceptTrial, constrained, elastic, evaluateProblem, evaluateTrial, floor, gapOf, isFree, isRate,
  levels, m, minimised, n, objectiveValue, partValues, parts, prepareProblem, rateUnit, setProblem,
  setRateUnit, termGap, terms, transformTerms, trialObjective, trialParts, trialRate, turnProblem,
} from '../problem/problem';
import { dnu, ds, dslacks, dt, dx, factorNewton, prepareNewton, residual, solveNewton } from './newton';
import { countStep } from '../steps';

// --- the iterate, beside the pair
/** Multipliers and slacks of the terms, the rate's in its own unit; t. */
let nu: usize = 0;
let slacks: usize = 0;
let level: f64 = 0;
/** What the rate's bound leaves beyond its slack; ρ. */
let excess: f64 = 0;
let penalty: f64 = 0;
/** Mean complementarity, and the τ that the last step aimed at. */
export let tau: f64 = 0;
let barrier: f64 = 0;
/** Whether the last step was long enough to aim lower. */
let settled: bool = true;
/** Whether no step has been taken towards what is minimised. */
let fresh: bool = true;
/** Steps towards the first centre, −1 once it has been reached. */
let waited: i32 = 0;

let trial: usize = 0; // k×k
let trialLevel: f64 = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareInterior<T>(): void {
  preparePair<T>();
  prepareProblem<T>();
  prepareNewton<T>();
  const most = hermitianSize<T>(r) + limits.count + L + 2;
  nu = take(most);
  slacks = take(most);
  trial = take(r * r * planes<T>());
}

/** X = x0·I, size×size; c, rows: as for `setProblem`. Linear terms are added (problem.ts), then `begin`. */
export function startInterior<T>(c: usize, rows: usize, size: i32, x0: f64): void {
  barrier = 1 / <f64>size;
  startPair<T>(size, x0, barrier);
  setProblem<T>(c, rows);
}

/** The same at X = m^-1, m (size×size) destroyed. */
export function startInteriorAt<T>(c: usize, rows: usize, size: i32, m: usize): void {
  barrier = 1 / <f64>size;
  startPairAt<T>(size, m, barrier);
  setProblem<T>(c, rows);
}

/** Begins to minimise `what` over the problem that has been stated. What is held, is held at the start's value. */
export function begin<T>(what: i32): void {
  settled = true;
  fresh = true;
  turnProblem(what, false, 0);
  evaluateProblem<T>();
  transformTerms<T>();
  for (let j = 0; j < m; j++) if (!isFree(j)) set(levels, j, -termGap(j, 0));
  setRateUnit();
  centreTerms();
}

/** Minimises `what` from here on, from the iterate that has been reached, which meets the floor where there is one. */
export function turnInterior<T>(what: i32, floored: bool, rateFloor: f64): void {
  turnProblem(what, floored, rateFloor);
  excess = 0;
  if (floored) set(slacks, terms - 1, gapOf(terms - 1, 0));
  evaluateProblem<T>();
  settled = true;
  fresh = true;
  // a τ that suits the objective
  centre<T>((what == OBJECTIVE ? objectiveValue : 1) / <f64>k);
}

/** Multipliers and S as the barrier function has them at the iterate, τ as given. */
function centre<T>(aim: f64): void {
  barrier = aim;
  centrePair<T>(barrier);
  evaluateProblem<T>();
  if (minimised == LEVEL || limits.count > 0) transformTerms<T>();
  centreTerms();
}

/** A start from which the Newton decrement squared is more than this over τ is far from the centre of τ. */
const FAR: f64 = 100;
/** How much larger τ is tried, and how often. */
const HIGHER: f64 = 10;
const RAISES = 6;
/** Steps that have not brought the start near its first centre, after which τ is raised too. */
const PATIENT = 12;

/**
 * Within limits, where a start well inside them may have little of what is minimised, or much too much: raises τ until
 * its centre is in reach, since there it takes a step for every few τ of the way. False where the linear algebra fails.
 */
function raiseBarrier<T>(): bool {
  for (let raised = 0; raised < RAISES; raised++) {
    if (!factorNewton<T>(nu, slacks)) return false;
    direction(barrier);
    if (-barrierSlope() <= FAR * barrier) break;
    centre<T>(HIGHER * barrier);
  }
  return true;
}

/** t with room for all that yields to it, slacks as they are (the rate's has been set), ν_j = τ/s_j. */
function centreTerms(): void {
  if (minimised == LEVEL) {
    level = parts > 0 ? levelOver(partValues) : 1;
    if (parts == 0) {
      let short: f64 = -Infinity;
      for (let j = 0; j < m; j++) if (get(elastic, j) != 0) short = Math.max(short, -termGap(j, get(levels, j)));
      level = short + 1;
    }
  }
  for (let j = 0; j < terms; j++) {
    const free = isFree(j);
    if (!isRate(j)) set(slacks, j, free ? gapOf(j, level) : 0);
    set(nu, j, free ? barrier / get(slacks, j) : 0);
  }
}

/** The t at which t − τ Σ log(t − f_l) is least: Σ τ/(t − f_l) = 1, which is convex and falls in t. */
function levelOver(values: usize): f64 {
  let t: f64 = 0;
  for (let l = 0; l < parts; l++) t = Math.max(t, get(values, l));
  t += barrier;
  for (let step = 0; step < LEVEL_STEPS; step++) {
    let sum: f64 = 0, slope: f64 = 0;
    for (let l = 0; l < parts; l++) {
      const w = barrier / (t - get(values, l));
      sum += w;
      slope += w / (t - get(values, l));
    }
    if (!(sum > 1 + LEVEL_EXACT)) break;
    t += (sum - 1) / slope;
  }
  return t;
}

/** μ per nat of log det, in units of the normalised objective. */
export function interiorMu(): f64 {
  return constrained ? get(nu, terms - 1) * rateUnit : 0;
}

/** ν_j and s_j of the terms (problem.ts). */
export function interiorMultiplier(j: i32): f64 {
  return get(nu, j);
}
export function interiorSlack(j: i32): f64 {
  return get(slacks, j);
}

/** The devices' shares of t, of sum 1, into `out` (parts). */
export function interiorShares(out: usize): void {
  let sum: f64 = 0;
  for (let l = 0; l < parts; l++) sum += get(nu, m + l);
  for (let l = 0; l < parts; l++) set(out, l, get(nu, m + l) / sum);
}

/** t. */
export function interiorLevel(): f64 {
  return level;
}

/** What may still be gained: the complementarity of all that is bounded. */
export function interiorGain(): f64 {
  let count = k;
  for (let j = 0; j < terms; j++) if (isFree(j)) count++;
  return <f64>count * barrier;
}

/**
 * One Newton step; τ may fall where the last one has come near the centre: closely, for a solve that is to end
 * certified, or so that it only has to show the face. False where the linear algebra fails or no step descends.
 */
export function stepInterior<T>(closely: bool): bool {
  countStep();
  transformTerms<T>();
  if (fresh && !plain() && !raiseBarrier<T>()) return false;
  if (fresh) waited = 0;
  fresh = false;
  if (waited > PATIENT && !plain()) {
    centre<T>(HIGHER * barrier);
    waited = 0;
  }
  tau = 0;
  let count = k;
  for (let i = 0; i < k; i++) tau += get(d, i) * get(d, i);
  for (let j = 0; j < terms; j++) {
    if (!isFree(j)) continue;
    if (!isRate(j)) {
      // without the drift of the steps before, as long as rounding leaves the slack its digits
      const now = gapOf(j, level), before = get(slacks, j);
      if (now > 0.5 * before && now < 2 * before) set(slacks, j, now);
    }
    tau += get(nu, j) * get(slacks, j);
    count++;
  }
  tau /= <f64>count;

  if (!factorNewton<T>(nu, slacks)) return false;
  // lower τ only from near the centre of the last one: else the small eigenvalues of X run ahead and leave no room to
  // turn in
  let aimed = false;
  if (settled) {
    direction(barrier);
    settled = -barrierSlope() <= (!closely ? ROUGHLY : plain() ? CENTRED : RESTORED) * barrier;
    aimed = !settled;
  }
  if (settled) {
    // how far the affine direction (τ = 0) reaches tells how much lower to aim
    direction(0);
    const reach = Math.min(1, stepLength<T>());
    const left = 1 - reach;
    barrier = tau * Math.max(STEEPEST, Math.min(FLATTEST, left * left));
    waited = -1;
  } else if (waited >= 0) {
    waited++;
  }
  if (!aimed) direction(barrier);
  return walk<T>();
}

/** The Newton decrement squared over τ at the centre, and steps to it from where τ may fall. */
const EXACTLY: f64 = 1e-10;
const LAST_STEPS = 12;

/**
 * Goes to the centre of the τ as it is. Where J is all but singular at the optimum, the bound of an iterate is only as
 * near as the iterate is to its centre, whatever τ is.
 */
export function centreInterior<T>(): void {
  for (let step = 0; step < LAST_STEPS; step++) {
    transformTerms<T>();
    if (!factorNewton<T>(nu, slacks)) return;
    direction(barrier);
    if (-barrierSlope() <= EXACTLY * barrier) return;
    countStep();
    if (!walk<T>()) return;
  }
}

/** Along the direction as far as the line search has it. */
function walk<T>(): bool {
  stepLength<T>();
  const damping = 1 - Math.min(AWAY, Math.max(AWAY_LAST, Math.sqrt(tau)));

  const slope = barrierSlope();
  const before = minimised == LEVEL ? level : objectiveValue;
  let alpha = Math.min(1, damping * longestPrimal);
  while (true) {
    // also where α has become NaN
    if (!(alpha > SHORTEST)) return false;
    // rounding of f itself is not held against a step, nor that of a rate whose range is narrow
    const change = barrierChange<T>(alpha, before), unsure = constrained ? penalty * rateUnit * Math.abs(trialRate) : 0;
    if (change <= ARMIJO * alpha * slope + ROUNDING * (Math.abs(before) + unsure)) break;
    alpha *= alpha > LONG ? SHORTER : 0.5;
  }
  settled = alpha > LONG_ENOUGH;
  return advance<T>(alpha, Math.min(1, damping * longestDual));
}

/** How much lower τ is aimed at: at least and at most. */
const STEEPEST: f64 = 0.01;
const FLATTEST: f64 = 0.5;
/** Part of the way to the boundary that a step keeps away from it, at first and where τ is small. */
const AWAY: f64 = 0.1;
const AWAY_LAST: f64 = 1e-3;
/** A step that is refused is shortened to this part of itself while it is long, then to half. */
const LONG: f64 = 0.4;
const SHORTER: f64 = 0.7;
/** A step shorter than this is none; one of this length lets τ fall. */
const SHORTEST: f64 = 1e-10;
const LONG_ENOUGH: f64 = 0.3;
/** Part of what the slope promises that a step must keep (Armijo), and rounding of f, relatively. */
const ARMIJO: f64 = 1e-4;
const ROUNDING: f64 = 1e-14;
/** The penalty over μ. */
const ABOVE: f64 = 1.5;
/** A step that nothing bounds. */
const UNBOUNDED: f64 = 1e9;
/** Newton steps for t, and how exactly Σ τ/(t − f_l) is 1. */
const LEVEL_STEPS = 50;
const LEVEL_EXACT: f64 = 1e-12;

/**
 * The Newton decrement squared over τ from which on τ may fall. An eigenvalue of X that short steps have all but taken
 * away adds 1 to it, however large it ought to be. Where S may follow, one step brings it back; where S is held CLOSE
 * it takes several, for which τ must wait.
 */
const CENTRED: f64 = 4;
const RESTORED: f64 = 0.7;
const ROUGHLY: f64 = 30;

/** Slope of the barrier function along the direction, in the coordinates of G; sets ρ. */
function barrierSlope(): f64 {
  let slope = dot(n, residual, dx);
  for (let i = 0; i < k; i++) slope -= (barrier / get(d, i)) * get(dx, i);
  if (minimised == LEVEL) slope += dt;
  for (let j = 0; j < terms; j++) {
    if (!isFree(j)) continue;
    let fall = (barrier / get(slacks, j)) * get(dslacks, j);
    if (isRate(j)) {
      // above μ, so that the direction descends; not more, as c bends and a large ρ would forbid that
      penalty = ABOVE * Math.max(get(nu, j), Math.abs(get(nu, j) + get(dnu, j)));
      fall += penalty * Math.abs(excess);
    }
    slope -= fall;
  }
  return slope;
}

/** Φ(X + α dX) − Φ(X). */
function barrierChange<T>(alpha: f64, before: f64): f64 {
  fromCoordinates<T>(dx, k, trial);
  const square = k * k * planes<T>();
  for (let i = 0; i < square; i++) set(trial, i, alpha * get(trial, i));
  for (let i = 0; i < k; i++) set(trial, i * k + i, get(trial, i * k + i) + get(d, i));
  if (!choleskyLower<T>(trial, k)) return Infinity;
  let logDet: f64 = 0;
  for (let i = 0; i < k; i++) {
    const x = get(trial, i * k + i);
    logDet += NativeMath.log((x * x) / get(d, i));
  }
  evaluateTrial<T>(trial);
  let change = -barrier * logDet;
  trialLevel = parts > 0 ? levelOver(trialParts) : level + alpha * dt;
  for (let j = 0; j < terms; j++) {
    if (!isFree(j)) continue;
    const s = slackAfter(j, alpha), beyond = isRate(j) ? trialRoom() - s : 0;
    if (!(s > 0)) return Infinity;
    // where the curve is level the penalty is small, and a rate left far below its floor takes many steps to come back
    if (!plain() && beyond < -Math.max(s, -excess)) return Infinity;
    // more room than s is no error: s grows into it
    change -= barrier * NativeMath.log((beyond > 0 ? s + beyond : s) / get(slacks, j));
    if (isRate(j)) change += penalty * ((beyond < 0 ? -beyond : 0) - Math.abs(excess));
  }
  return change + (minimised == LEVEL ? trialLevel : trialObjective) - before;
}

/** The slack of term j after the step α of the trial. */
function slackAfter(j: i32, alpha: f64): f64 {
  const isPart = j >= m && !isRate(j);
  return isPart ? trialLevel - get(trialParts, j - m) : get(slacks, j) + alpha * get(dslacks, j);
}

/** What the rate's bound leaves at the trial. */
function trialRoom(): f64 {
  return rateUnit * (trialRate - floor);
}

/** From here on rounding would let the trace drift: the system is solved twice. */
const LATE: f64 = 1e-3;

/** The Newton step that aims at complementarity `aim`. */
function direction(aim: f64): void {
  solveNewton(aim, nu, slacks, level, excess, limits.count > 0 ? 3 : tau < LATE ? 2 : 1);
}

/** Largest steps that keep D + α dX, all slacks and D + α dS, all multipliers ≥ 0; returns the smaller. */
let longestPrimal: f64 = 0;
let longestDual: f64 = 0;
function stepLength<T>(): f64 {
  let primal = relativeDescent<T>(dx), dual = relativeDescent<T>(ds);
  for (let j = 0; j < terms; j++) {
    if (!isFree(j)) continue;
    primal = Math.min(primal, get(dslacks, j) / get(slacks, j));
    dual = Math.min(dual, get(dnu, j) / get(nu, j));
  }
  longestPrimal = primal < 0 ? -1 / primal : UNBOUNDED;
  longestDual = dual < 0 ? -1 / dual : UNBOUNDED;
  return Math.min(longestPrimal, longestDual);
}

/** Moves X by α, S and ν by β. */
function advance<T>(alpha: f64, beta: f64): bool {
  if (!movePair<T>(dx, alpha, ds, beta)) return false;
  // S strays from τ X^-1 only so far; after a short step not at all, so that H is the barrier's own Hessian
  const stray = !settled ? 1 : plain() ? STRAY : CLOSE;
  holdPair<T>(barrier, stray);
  for (let j = 0; j < terms; j++) {
    const multiplier = get(nu, j) + beta * get(dnu, j);
    set(nu, j, multiplier);
    if (!isFree(j)) continue;
    let s = slackAfter(j, alpha);
    if (isRate(j)) {
      s = Math.max(s, trialRoom());
      excess = trialRoom() - s;
    }
    const centred = barrier / s;
    set(slacks, j, s);
    set(nu, j, Math.min(Math.max(multiplier, centred / (stray * stray)), centred * stray * stray));
  }
  level = trialLevel;
  acceptTrial<T>();
  return true;
}

/**
 * How far the scaled eigenvalues d_i may be from √τ, and a slack and its multiplier from those of the barrier: far, or
 * where limits leave little room not so far, since there the steps of strayed pairs are short and many.
 */
const STRAY: f64 = 1e4;
const CLOSE: f64 = 3;

/** Whether nothing is bounded but the power and the rate. */
@inline
function plain(): bool {
  return limits.count == 0 && parts == 0;
}

/** τ, and within limits, which may leave what is minimised far from 1, its part of that. */
export function reached(): f64 {
  return limits.count == 0 ? tau : tau / Math.abs(minimised == LEVEL ? level : objectiveValue);
}

/** The τ that the iterate is centred on. */
export function barrierNow(): f64 {
  return barrier;
}
