// Primal-dual interior-point Newton method over a Hermitian X ⪰ 0 for the problem of problem.ts. KKT:
//
//   ∇f − μ∇c + Σ ν_j A_j − S = 0,  c − s = 0,  ⟨A_j, X⟩ = b_j,  X S = τ I,  μ s = τ,  X, S ⪰ 0,  μ, s ≥ 0.
//
// The Newton step descends on the barrier function f − τ log det X − τ log s + ρ|c − s|, which the line search watches,
// since neither f nor c is linear; S and μ take their own step.

import { get, set, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { dot } from '../../linalg/lanes';
import { choleskyLower } from '../../linalg/cholesky';
import { fromCoordinates } from '../../linalg/hermitian';
import { r } from '../../model/channel';
import { centrePair, d, holdPair, k, movePair, preparePair, relativeDescent, startPair } from './scaling';
import {
  acceptTrial, constrained, equalityGap, evaluateProblem, evaluateTrial, floor, m, n, objectiveValue, prepareProblem,
  rateUnit, rateValue, setFloor, setProblem, setRateUnit, transformEqualities, trialObjective, trialRate,
} from '../problem/problem';
import { dmu, dnu, ds, dslack, dx, factorNewton, prepareNewton, residual, solveNewton } from './newton';
import { countStep } from '../steps';

// --- the iterate, beside the pair
let nu: usize = 0; // m
let levels: usize = 0; // m: b_j
let muScaled: f64 = 0;
/** s, and c(X) − s, in the rate's own unit; ρ. */
let slack: f64 = 0;
let slackError: f64 = 0;
let penalty: f64 = 0;
/** Mean complementarity, and the τ that the last step aimed at. */
export let tau: f64 = 0;
let barrier: f64 = 0;
/** Whether the last step was long enough to aim lower. */
let settled: bool = true;

let trial: usize = 0; // k×k

/** Lays out buffers for X of up to r×r. */
export function prepareInterior<T>(): void {
  preparePair<T>();
  prepareProblem<T>();
  prepareNewton<T>();
  nu = take(hermitianSize<T>(r));
  levels = take(hermitianSize<T>(r));
  trial = take(r * r * planes<T>());
}

/**
 * Starts at X = x0·I, size×size. c: C in the coordinates of X (L×size). Equality levels are those of the start.
 * `rateAlone`: maximise the rate, or minimise the objective.
 */
export function startInterior<T>(c: usize, size: i32, x0: f64, rateAlone: bool, equalityCount: i32): void {
  barrier = 1 / <f64>size;
  startPair<T>(size, x0, barrier);
  setProblem<T>(c, rateAlone, equalityCount);
  settled = true;
  transformEqualities<T>();
  for (let j = 0; j < m; j++) {
    set(levels, j, -equalityGap(j, 0));
    set(nu, j, 0);
  }
  evaluateProblem<T>();
  setRateUnit();
  muScaled = 0;
}

/**
 * Turns a maximisation of the rate that is under way into the problem with a floor, from the iterate it has reached,
 * which meets the floor.
 */
export function constrainInterior<T>(rateFloor: f64): void {
  setFloor(rateFloor);
  slack = rateUnit * (rateValue - floor);
  slackError = 0;
  evaluateProblem<T>();
  // a τ that suits the objective
  barrier = objectiveValue / <f64>k;
  centrePair<T>(barrier);
  for (let j = 0; j < m; j++) set(nu, j, 0);
  muScaled = barrier / slack;
  settled = true;
  evaluateProblem<T>();
}

/** μ per nat of log det, in units of the normalised objective. */
export function interiorMu(): f64 {
  return muScaled * rateUnit;
}

/** Evaluates the iterate again, after the terms have been evaluated elsewhere (the face Newton, the certificate). */
export function refreshInterior<T>(): void {
  evaluateProblem<T>();
}

/**
 * One Newton step; τ may fall where the Newton decrement squared is at most `decrement` times τ. False where the linear
 * algebra fails or no step descends.
 */
export function stepInterior<T>(decrement: f64): bool {
  countStep();
  transformEqualities<T>();

  tau = 0;
  for (let i = 0; i < k; i++) tau += get(d, i) * get(d, i);
  if (constrained) tau += muScaled * slack;
  tau /= <f64>(k + (constrained ? 1 : 0));

  if (!factorNewton<T>(muScaled, slack)) return false;
  // lower τ only from near the centre of the last one: else the small eigenvalues of X run ahead and leave no room to
  // turn in
  let aimed = false;
  if (settled) {
    direction(barrier);
    settled = -barrierSlope() <= decrement * barrier;
    aimed = !settled;
  }
  if (settled) {
    // how far the affine direction (τ = 0) reaches tells how much lower to aim
    direction(0);
    const reach = Math.min(1, stepLength<T>());
    const left = 1 - reach;
    barrier = tau * Math.max(0.01, Math.min(0.5, left * left));
  }
  if (!aimed) direction(barrier);
  stepLength<T>();
  const damping = 1 - Math.min(0.1, Math.max(1e-3, Math.sqrt(tau)));

  const slope = barrierSlope();
  const before = objectiveValue;
  let alpha = Math.min(1, damping * longestPrimal);
  while (true) {
    // also where α has become NaN
    if (!(alpha > 1e-10)) return false;
    // rounding of f itself is not held against a step
    if (barrierChange<T>(alpha, before) <= 1e-4 * alpha * slope + 1e-14 * Math.abs(before)) break;
    alpha *= alpha > 0.4 ? 0.7 : 0.5;
  }
  settled = alpha > 0.3;
  return advance<T>(alpha, Math.min(1, damping * longestDual));
}

/** Decrement of a solve that is to end certified, and of one that only has to show the face. */
export const CENTRED: f64 = 4;
export const ROUGHLY: f64 = 30;

/** Slope of the barrier function along the direction, in the coordinates of G; sets ρ. */
function barrierSlope(): f64 {
  let slope = dot(n, residual, dx);
  for (let i = 0; i < k; i++) slope -= (barrier / get(d, i)) * get(dx, i);
  if (constrained) {
    // above μ, so that the direction descends; not more, as c bends and a large ρ would forbid that
    penalty = 1.5 * Math.max(muScaled, Math.abs(muScaled + dmu));
    slope -= (barrier / slack) * dslack + penalty * Math.abs(slackError);
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
  if (constrained) {
    const s = slack + alpha * dslack, error = rateUnit * (trialRate - floor) - s;
    if (!(s > 0)) return Infinity;
    // more room than s is no error: s grows into it
    change -= barrier * NativeMath.log((error > 0 ? s + error : s) / slack);
    change += penalty * ((error < 0 ? -error : 0) - Math.abs(slackError));
  }
  return change + trialObjective - before;
}

/** From here on rounding would let the trace drift: the system is solved twice. */
const LATE: f64 = 1e-3;

/** The Newton step that aims at complementarity `aim`. */
function direction(aim: f64): void {
  solveNewton(aim, nu, levels, muScaled, slack, slackError, tau < LATE ? 2 : 1);
}

/** Largest steps that keep D + α dX, s and D + α dS, μ ≥ 0; returns the smaller. */
let longestPrimal: f64 = 0;
let longestDual: f64 = 0;
function stepLength<T>(): f64 {
  let primal = relativeDescent<T>(dx), dual = relativeDescent<T>(ds);
  if (constrained) {
    primal = Math.min(primal, dslack / slack);
    dual = Math.min(dual, dmu / muScaled);
  }
  longestPrimal = primal < 0 ? -1 / primal : 1e9;
  longestDual = dual < 0 ? -1 / dual : 1e9;
  return Math.min(longestPrimal, longestDual);
}

/** Moves X by α, S, ν and μ by β. */
function advance<T>(alpha: f64, beta: f64): bool {
  if (!movePair<T>(dx, alpha, ds, beta)) return false;
  // S strays from τ X^-1 only so far; after a short step not at all, so that H is the barrier's own Hessian
  const stray = settled ? STRAY : 1;
  holdPair<T>(barrier, stray);
  for (let j = 0; j < m; j++) set(nu, j, get(nu, j) + beta * get(dnu, j));
  muScaled += beta * dmu;
  acceptTrial<T>();
  if (constrained) {
    const room = rateUnit * (rateValue - floor);
    slack = Math.max(slack + alpha * dslack, room);
    slackError = room - slack;
    muScaled = Math.min(Math.max(muScaled, barrier / slack / (stray * stray)), (barrier / slack) * stray * stray);
  }
  return true;
}

/** How far the scaled eigenvalues d_i may be from √τ. */
const STRAY: f64 = 1e4;

/** The τ that the iterate is centred on. */
export function barrierNow(): f64 {
  return barrier;
}
