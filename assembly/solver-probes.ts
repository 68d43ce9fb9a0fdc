// Part of the test-only entry (probes.ts): the methods of solver/, one step at a time, for test/core/solver.

import { Complex, Real, planes } from './field';
import { copy, set } from './memory';
import { L, worst } from './model/scenario';
import { r, span } from './model/channel';
import * as limits from './model/limits';
import * as interior from './solver/interior/step';
import { G, d } from './solver/interior/scaling';
import * as problem from './solver/problem/problem';
import * as face from './solver/face/newton';
import * as facePoint from './solver/face/point';
import * as hessian from './solver/face/hessian';
import { gaugeRows, rotationRows } from './solver/gauge';
import * as rank from './solver/face/settle';
import * as certificate from './solver/proof/certificate';
import { Multipliers } from './solver/multipliers';
import * as best from './solver/proof/candidate';
import * as curve from './solver/curve/curve';
import { evaluateRate } from './metric/rate';
import { evaluateObjective, shares } from './metric/objective';

// --- the list of terms, at an iterate X = G D G^H

/**
 * States the problem over the whole span at X = m^-1 (r×r, destroyed), with the power and all limits, to minimise
 * `what`; `floor` nats, NaN: none.
 */
export function stateProblem(complex: i32, what: i32, m: usize, floor: f64): void {
  if (complex) stateProblemOf<Complex>(what, m, floor);
  else stateProblemOf<Real>(what, m, floor);
}
function stateProblemOf<T>(what: i32, m: usize, floor: f64): void {
  interior.startInteriorAt<T>(span, limits.reduced, r, m);
  problem.addPower(0);
  interior.begin<T>(problem.RATE);
  interior.turnInterior<T>(what, floor == floor, floor);
}
/** G (r×r) and D's diagonal. */
export function iterateG(): usize {
  return G;
}
export function iterateD(): usize {
  return d;
}
/** Terms but the rate: the linear ones, and the devices behind them. */
export function linearTerms(): i32 {
  return problem.m;
}
export function boundedParts(): i32 {
  return problem.parts;
}
/** Which of the solver's limits is the i-th of the scenario's. */
export function limitOfGiven(i: i32): i32 {
  return <i32>load<f64>(limits.merged + (<usize>i << 3));
}
/** Values at X = (G A)(G A)^H: [f, log det(I+F), parts…] into `out`. */
export function problemTrial(complex: i32, a: usize, out: usize): void {
  if (complex) problem.evaluateTrial<Complex>(a);
  else problem.evaluateTrial<Real>(a);
  set(out, 0, problem.trialObjective);
  set(out, 1, problem.trialRate);
  for (let l = 0; l < problem.parts; l++) set(out, 2 + l, load<f64>(problem.trialParts + (<usize>l << 3)));
}
/** In the coordinates of G: ∇f; the gradients of all terms but the rate by rows; ∇c. */
export function problemGradient(complex: i32, out: usize): void {
  if (complex) problem.objectiveGradient<Complex>(out);
  else problem.objectiveGradient<Real>(out);
}
export function termGradients(complex: i32): usize {
  if (complex) problem.transformTerms<Complex>();
  else problem.transformTerms<Real>();
  return problem.scaledRows;
}
export function rateGradientAt(): usize {
  return problem.rateGradient;
}
export function rateUnitNow(): f64 {
  return problem.rateUnit;
}
/** level − the j-th term. */
export function termGap(j: i32, level: f64): f64 {
  return problem.termGap(j, level);
}
/** Rows of the Lagrangian's Hessian with multiplier μ of the rate, and w of the parts. */
export function problemRows(complex: i32, mu: f64, w: usize, rows: usize): i32 {
  return complex ? problem.hessianRows<Complex>(mu, w, rows) : problem.hessianRows<Real>(mu, w, rows);
}
/** The same in the coordinates that `narrow` has, whose rows go into `views`: how many these are, 0: none. */
export function narrowViews(complex: i32, views: usize): i32 {
  return complex ? problem.narrow<Complex>(views) : problem.narrow<Real>(views);
}
export function narrowRows(complex: i32, mu: f64, w: usize, rows: usize): i32 {
  return complex ? problem.hessianRows<Complex>(mu, w, rows, true) : problem.hessianRows<Real>(mu, w, rows, true);
}

/** Prices and, where there are any, shares as multipliers of the next candidate. */
function takenOf(nu: usize, w: usize): Multipliers {
  copy(best.next.prices, nu, limits.count);
  if (w) copy(best.next.shares, w, L);
  return best.next;
}

// --- a point on the face

/** As setFace; then evaluated, and the multipliers fitted where `fit`. Returns how many terms are active. */
export function setFace(
  complex: i32, which: i32, floor: f64, v: usize, p: i32, traced: i32, nu: usize, w: usize, fit: i32,
): i32 {
  const active = takenOf(nu, w);
  active.traced = traced != 0;
  if (complex) face.setFace<Complex>(which, floor, v, p, active);
  else face.setFace<Real>(which, floor, v, p, active);
  evaluateFace(complex, which);
  const size = sizeOf(complex);
  if (fit && complex) facePoint.fitMultipliers<Complex>(size);
  else if (fit) facePoint.fitMultipliers<Real>(size);
  return facePoint.terms;
}
export function evaluateFace(complex: i32, which: i32): i32 {
  return (complex ? facePoint.evaluatePoint<Complex>(which, 1) : facePoint.evaluatePoint<Real>(which, 1)) ? 1 : 0;
}
function sizeOf(complex: i32): i32 {
  return r * facePoint.p * (complex ? 2 : 1);
}
export function solveFace(complex: i32, which: i32, most: i32): i32 {
  return (complex ? face.solveFace<Complex>(which, 1, most) : face.solveFace<Real>(which, 1, most)) ? 1 : 0;
}
export function faceFactor(): usize {
  return facePoint.V;
}
/** Of active term j: multiplier, gap, force. */
export function faceMultiplier(j: i32): f64 {
  return facePoint.multiplierOf(j);
}
export function faceGap(j: i32): f64 {
  return facePoint.gapOf(j);
}
export function faceForce(j: i32): usize {
  return facePoint.forceOf(j);
}
export function faceObjectiveForce(): usize {
  return facePoint.objectiveForce;
}
export function faceLevel(): f64 {
  return facePoint.level;
}
/** ∇L V. */
export function faceResidual(complex: i32, out: usize): void {
  facePoint.residual(sizeOf(complex), out);
}
/** V += dV, multipliers and t; then one has to evaluate. */
export function moveFace(complex: i32, step: usize): void {
  if (complex) facePoint.movePoint<Complex>(step);
  else facePoint.movePoint<Real>(step);
}
export function factorizeFace(complex: i32, which: i32): i32 {
  return (complex ? hessian.factorize<Complex>(which, 1) : hessian.factorize<Real>(which, 1)) ? 1 : 0;
}
/** From a residual in `step` the Newton step into it. */
export function faceStep(complex: i32, step: usize): i32 {
  return hessian.newtonStep(sizeOf(complex), step) ? 1 : 0;
}
/** The lowest eigenvalue of ∇f − μ∇c + Σ ν_j A_j + λI at the last solution; its eigenvector into `out`. */
export function faceDescent(complex: i32, which: i32, out: usize): f64 {
  return complex
    ? face.descentDirection<Complex>(facePoint.here, which, 1, out)
    : face.descentDirection<Real>(facePoint.here, which, 1, out);
}
export function gauge(complex: i32, v: usize, rows: i32, p: i32, beta: f64, to: usize): i32 {
  return complex ? gaugeRows<Complex>(v, rows, p, beta, to) : gaugeRows<Real>(v, rows, p, beta, to);
}
export function rotations(complex: i32, v: usize, rows: i32, width: i32, from: i32, to: i32, out: usize): i32 {
  return complex
    ? rotationRows<Complex>(v, rows, width, from, to, out)
    : rotationRows<Real>(v, rows, width, from, to, out);
}

// --- the rank

/** From v (r×columns) to a candidate of at most this gap; whether it got there. The candidate: `candidate…` below. */
export function settleFrom(complex: i32, which: i32, floor: f64, v: usize, columns: i32, gap: f64): i32 {
  memory.copy(rank.start, v, (<usize>(r * columns * (complex ? 2 : 1))) << 3);
  rank.startWith(best.kept);
  best.forget();
  if (complex) return rank.settle<Complex>(which, floor, 1, columns, gap) ? 1 : 0;
  return rank.settle<Real>(which, floor, 1, columns, gap) ? 1 : 0;
}
/** Solves at a floor (nats) by whatever way; returns the status. */
export function solveFloor(complex: i32, floor: f64): i32 {
  return complex ? curve.solvePoint<Complex>(floor) : curve.solvePoint<Real>(floor);
}
/** Of the best candidate: V (r×p), p, [f, log det(I+F), bound, gap, μ] and its prices. */
export function candidateFactor(): usize {
  return best.V;
}
export function candidateRank(): i32 {
  return best.p;
}
export function candidateNumbers(out: usize): void {
  set(out, 0, best.value);
  set(out, 1, best.rate);
  set(out, 2, best.bound);
  set(out, 3, best.gap);
  set(out, 4, best.kept.mu);
}
export function candidatePrices(): usize {
  return best.kept.prices;
}
export function candidateShares(): usize {
  return best.kept.shares;
}

// --- the certificate

/** Takes prices, and the duals of V's values at y = C V (L×p), over the worst device by shares w. */
export function takeDuals(complex: i32, y: usize, p: i32, nu: usize, w: usize): void {
  if (complex) takeDualsOf<Complex>(y, p, nu, w);
  else takeDualsOf<Real>(y, p, nu, w);
}
function takeDualsOf<T>(y: usize, p: i32, nu: usize, w: usize): void {
  const offered = certificate.offered;
  copy(offered.y, y, L * p * planes<T>());
  offered.p = p;
  const nats = evaluateRate<T>(offered);
  evaluateObjective<T>(offered);
  certificate.takePrices<T>(takenOf(nu, w));
  certificate.takeRateDual<T>(nats);
  if (worst) copy(shares(offered), w, L);
  certificate.takeObjectiveDual<T>();
}
export function certifiedBound(complex: i32, mu: f64, floor: f64, guess: f64): f64 {
  best.next.mu = mu;
  return complex ? certificate.lowerBound<Complex>(floor, guess) : certificate.lowerBound<Real>(floor, guess);
}
export function certifiedRate(complex: i32, guess: f64): f64 {
  return complex ? certificate.rateUpperBound<Complex>(guess) : certificate.rateUpperBound<Real>(guess);
}
/** How much prices (alone) prove that the limits exclude each other. */
export function excludedBy(complex: i32, nu: usize): f64 {
  if (complex) {
    certificate.takePrices<Complex>(takenOf(nu, 0));
    return certificate.exclusion<Complex>();
  }
  certificate.takePrices<Real>(takenOf(nu, 0));
  return certificate.exclusion<Real>();
}
export function improvedBound(complex: i32, mu: f64, floor: f64, bound: f64): f64 {
  best.next.mu = mu;
  return complex ? certificate.improveMu<Complex>(floor, bound) : certificate.improveMu<Real>(floor, bound);
}
export function improvedMu(): f64 {
  return best.next.mu;
}
