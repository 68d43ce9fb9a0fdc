// Test-only entry: the functions behind index.ts, for test/core. Compiled to build/probes.wasm by
// scripts/build-probes.mjs; no part of the package. Its arguments are those of the functions it calls, led by
// `complex`: 0 the Real instance, anything else the Complex one.

import { Complex, Real, planes } from './field';
import * as arena from './memory';
import * as dense from './linalg/dense';
import * as lanes from './linalg/lanes';
import * as factor from './linalg/cholesky';
import * as columns from './linalg/factor';
import * as coordinates from './linalg/hermitian';
import * as jacobi from './linalg/jacobi';
import * as orthonormal from './linalg/orthonormal';
import * as tridiagonal from './linalg/tridiagonal';
import * as stacked from './linalg/stacked';
import * as exact from './model/exact';
import * as pulse from './model/pulse';
import * as scenario from './model/scenario';
import * as channel from './model/channel';
import { Evaluation } from './metric/evaluation';
import * as rate from './metric/rate';
import * as objective from './metric/objective';
import * as philox from './random/philox';
import * as likelihood from './simulate/likelihood';
import * as position from './simulate/position';
import * as sampling from './simulate/sampling';
import * as signal from './simulate/signal';
import * as candidate from './solver/proof/candidate';

export * from './index';
export * from './batch';
export * from './design';
export * from './solver-probes';

// --- memory

/** Forgets everything, the loaded scenario too. */
export function reset(): void {
  arena.resetArena();
}
/** Room for `count` f64. */
export function reserve(count: i32): usize {
  return arena.take(count);
}
/** Where the arena stands, for `release`. */
export function mark(): usize {
  return arena.mark();
}
export function release(to: usize): void {
  arena.release(to);
}

// --- linalg

export function multiply(complex: i32, c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  if (complex) dense.multiply<Complex>(c, a, b, m, k, n);
  else dense.multiply<Real>(c, a, b, m, k, n);
}
export function multiplyHN(complex: i32, c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  if (complex) dense.multiplyHN<Complex>(c, a, b, m, k, n);
  else dense.multiplyHN<Real>(c, a, b, m, k, n);
}
export function multiplyNH(complex: i32, c: usize, a: usize, b: usize, m: i32, k: i32, n: i32): void {
  if (complex) dense.multiplyNH<Complex>(c, a, b, m, k, n);
  else dense.multiplyNH<Real>(c, a, b, m, k, n);
}
export function axpy(n: i32, s: f64, x: usize, y: usize): void {
  lanes.axpy(n, s, x, y);
}
export function dot(n: i32, x: usize, y: usize): f64 {
  return lanes.dot(n, x, y);
}
export function scale(n: i32, s: f64, x: usize): void {
  lanes.scale(n, s, x);
}
export function rankUpdate(h: usize, g: usize, rows: i32, n: i32): void {
  dense.rankUpdate(h, g, rows, n);
}
export function choleskyUpper(h: usize, n: i32, floor: f64): i32 {
  return factor.choleskyUpper(h, n, floor);
}
export function solveUpperT(u: usize, n: i32, x: usize): void {
  factor.solveUpperT(u, n, x);
}
export function solveUpper(u: usize, n: i32, x: usize): void {
  factor.solveUpper(u, n, x);
}
export function choleskyLower(complex: i32, a: usize, n: i32): i32 {
  return (complex ? factor.choleskyLower<Complex>(a, n) : factor.choleskyLower<Real>(a, n)) ? 1 : 0;
}
export function invert(complex: i32, a: usize, out: usize, n: i32): void {
  if (complex) factor.invert<Complex>(a, out, n);
  else factor.invert<Real>(a, out, n);
}
export function eigen(complex: i32, a: usize, n: i32, values: usize, vectors: usize): void {
  if (complex) jacobi.eigen<Complex>(a, n, values, vectors);
  else jacobi.eigen<Real>(a, n, values, vectors);
}
export function largestEigenvalue(complex: i32, a: usize, n: i32, near: f64): f64 {
  return complex
    ? tridiagonal.largestEigenvalue<Complex>(a, n, near)
    : tridiagonal.largestEigenvalue<Real>(a, n, near);
}
export function smallestEigenvalue(complex: i32, a: usize, n: i32): f64 {
  return complex
    ? tridiagonal.smallestEigenvalue<Complex>(a, n, 0)
    : tridiagonal.smallestEigenvalue<Real>(a, n, 0);
}
export function orthogonalizeRows(complex: i32, m: usize, n: i32, k: i32, omega: usize, values: usize): void {
  if (complex) jacobi.orthogonalizeRows<Complex>(m, n, k, omega, values);
  else jacobi.orthogonalizeRows<Real>(m, n, k, omega, values);
}
export function orthogonalFactor(
  complex: i32, out: usize, rows: usize, count: i32, r: i32, most: i32, least: f64, lengths: usize,
): i32 {
  if (complex) return columns.orthogonalFactor<Complex>(out, rows, count, r, most, least, lengths);
  return columns.orthogonalFactor<Real>(out, rows, count, r, most, least, lengths);
}
export function orthonormalRows(
  complex: i32, rows: usize, count: i32, n: i32, most: i32, least: f64, out: usize, left: usize, passes: i32,
): i32 {
  if (complex) return orthonormal.orthonormalRows<Complex>(rows, count, n, most, least, out, left, passes);
  return orthonormal.orthonormalRows<Real>(rows, count, n, most, least, out, left, passes);
}
export function stackedFactor(complex: i32, columns: usize, L: i32, n: i32, k: usize, x: usize): f64 {
  return complex
    ? stacked.stackedFactor<Complex>(columns, L, n, k, x)
    : stacked.stackedFactor<Real>(columns, L, n, k, x);
}

/** Eight independent chains x ← a·x + b, the machine's peak for f64x2 (32 operations a step); the sum of the ends. */
export function multiplyAddChains(steps: i32): f64 {
  const a = f64x2.splat(0.999999), b = f64x2.splat(1e-6);
  let x0 = f64x2(1, 2), x1 = f64x2(3, 4), x2 = f64x2(5, 6), x3 = f64x2(7, 8);
  let x4 = f64x2(2, 1), x5 = f64x2(4, 3), x6 = f64x2(6, 5), x7 = f64x2(8, 7);
  for (let i = 0; i < steps; i++) {
    x0 = f64x2.add(f64x2.mul(x0, a), b);
    x1 = f64x2.add(f64x2.mul(x1, a), b);
    x2 = f64x2.add(f64x2.mul(x2, a), b);
    x3 = f64x2.add(f64x2.mul(x3, a), b);
    x4 = f64x2.add(f64x2.mul(x4, a), b);
    x5 = f64x2.add(f64x2.mul(x5, a), b);
    x6 = f64x2.add(f64x2.mul(x6, a), b);
    x7 = f64x2.add(f64x2.mul(x7, a), b);
  }
  const low = f64x2.add(f64x2.add(x0, x1), f64x2.add(x2, x3)), high = f64x2.add(f64x2.add(x4, x5), f64x2.add(x6, x7));
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
export function toCoordinates(complex: i32, a: usize, k: i32, x: usize): void {
  if (complex) coordinates.toCoordinates<Complex>(a, k, x);
  else coordinates.toCoordinates<Real>(a, k, x);
}
export function fromCoordinates(complex: i32, x: usize, k: i32, a: usize): void {
  if (complex) coordinates.fromCoordinates<Complex>(x, k, a);
  else coordinates.fromCoordinates<Real>(x, k, a);
}
export function outerCoordinates(complex: i32, u: usize, ui: usize, k: i32, s: f64, x: usize): void {
  if (complex) coordinates.outerCoordinates<Complex>(u, ui, k, s, x);
  else coordinates.outerCoordinates<Real>(u, ui, k, s, x);
}

// --- double length

export function exactCosine(degrees: f64): f64 {
  return exact.exactCosine(degrees);
}
export function exactSine(degrees: f64): f64 {
  return exact.exactSine(degrees);
}
export function exactInner(n: i32, a: usize, b: usize, step: i32): f64 {
  return exact.exactInner(n, a, b, step);
}
export function exactRest(): f64 {
  return exact.rest;
}

// --- the pulse, alone

export function setPulse(kind: i32, data: usize, count: i32): i32 {
  return pulse.setPulse(kind, data, count);
}
export function pulseValue(u: f64): f64 {
  return pulse.value(u);
}
export function pulseDerivative(u: f64): f64 {
  return pulse.derivative(u);
}
export function pulseCorrelation(delta: f64, which: i32): f64 {
  return pulse.correlation(delta, which);
}
export function pulseBandwidth(): f64 {
  return pulse.bandwidth;
}
export function pulseEdge(): f64 {
  return pulse.edge;
}

// --- the channel of the loaded scenario: L and r as such, the matrices by address

export function spanSize(): i32 {
  return channel.r;
}
export function spanAt(): usize {
  return channel.span;
}
export function fullAt(): usize {
  return channel.full;
}
export function receiveAt(): usize {
  return channel.receive;
}
export function receiveColumns(): i32 {
  return channel.Mq;
}
export function watts(): f64 {
  return scenario.power;
}
/** A factor on the antennas (M_t×p complex planes) from one in the span (r×p). */
export function toAntennas(complex: i32, out: usize, v: usize, p: i32, scratch: usize): void {
  if (complex) channel.toAntennas<Complex>(out, v, p, scratch);
  else channel.toAntennas<Real>(out, v, p, scratch);
}

// --- the terms of the loaded scenario, RATE or OBJECTIVE. Everything after `value` is at its last point.

const RATE = 0;

/** What `value` has found; there until its caller gives the arena back. */
let last: Evaluation = changetype<Evaluation>(0);

/** At Y = C V (L×p): log det(I + F) in nats, or the normalised objective. */
export function value(complex: i32, term: i32, y: usize, p: i32): f64 {
  if (complex) return valueOf<Complex>(term, y, p);
  return valueOf<Real>(term, y, p);
}
function valueOf<T>(term: i32, y: usize, p: i32): f64 {
  last = objective.evaluationOf<T>(p);
  arena.copy(last.y, y, scenario.L * p * planes<T>());
  last.p = p;
  return term == RATE ? rate.evaluateRate<T>(last) : objective.evaluateObjective<T>(last);
}

function vectorsOf<T>(cb: usize, k: i32, g: usize): void {
  const scope = arena.mark();
  const products = arena.take(scenario.L * channel.Mq * k * planes<T>());
  rate.rateProducts<T>(cb, k, products);
  rate.rateVectors<T>(last, products, k, g);
  arena.release(scope);
}

/** Gradient, k×k Hermitian, in the basis of cb = C·B (L×k). `g` is scratch: (L·M_q)×k. */
export function gradient(complex: i32, term: i32, cb: usize, k: i32, g: usize, out: usize): void {
  if (complex) gradientOf<Complex>(term, cb, k, g, out, 2);
  else gradientOf<Real>(term, cb, k, g, out, 1);
}
function gradientOf<T>(term: i32, cb: usize, k: i32, g: usize, out: usize, planes: i32): void {
  arena.zero(out, k * k * planes);
  if (term == RATE) {
    vectorsOf<T>(cb, k, g);
    rate.rateGradientOf<T>(g, k, 1, out);
  } else {
    objective.objectiveGradientOf<T>(last, cb, k, 1, out);
  }
}

/** Gradient times V (r×p). */
export function gradientOnFactor(complex: i32, term: i32, out: usize): void {
  if (complex) gradientOnFactorOf<Complex>(term, out);
  else gradientOnFactorOf<Real>(term, out);
}
function gradientOnFactorOf<T>(term: i32, out: usize): void {
  if (term == RATE) rate.rateGradientOnFactor<T>(last, out);
  else objective.objectiveGradientOnFactor<T>(last, out);
}

/** Rows of the Gram form of the Hessian: of the objective, and of minus the rate. */
export function rowCount(complex: i32, term: i32): i32 {
  if (term != RATE) return objective.objectiveRowCount();
  return complex ? rate.rateRowCount<Complex>() : rate.rateRowCount<Real>();
}

/** The rows in k×k Hermitian coordinates of the basis of cb. */
export function rows(complex: i32, term: i32, cb: usize, k: i32, g: usize, out: usize): void {
  if (complex) rowsOf<Complex>(term, cb, k, g, out);
  else rowsOf<Real>(term, cb, k, g, out);
}
function rowsOf<T>(term: i32, cb: usize, k: i32, g: usize, out: usize): void {
  if (term == RATE) {
    vectorsOf<T>(cb, k, g);
    rate.rateRows<T>(g, k, 1, out);
  } else {
    objective.objectiveRows<T>(last, cb, k, 1, out);
  }
}

/** Upper triangle of the Hessian in the coordinates of dV (r×p), of the objective or of minus the rate. */
export function hessianOnFactor(complex: i32, term: i32, g: usize, out: usize): void {
  if (complex) hessianOnFactorOf<Complex>(term, g, out);
  else hessianOnFactorOf<Real>(term, g, out);
}
function hessianOnFactorOf<T>(term: i32, g: usize, out: usize): void {
  const scope = arena.mark(), size = channel.r * last.p * planes<T>();
  const rows = arena.take(rate.rateRowCount<T>() * size);
  arena.zero(out, size * size);
  let count: i32;
  if (term == RATE) {
    vectorsOf<T>(channel.span, channel.r, g);
    rate.rateRowsOnFactor<T>(last, g, 1, rows);
    count = rate.rateRowCount<T>();
  } else {
    count = objective.objectiveHessianOnFactor<T>(last, rows, out);
  }
  dense.rankUpdate(out, rows, count, size);
  arena.release(scope);
}

/** The objective in SI units at R = P0 I/M_t. */
export function objectiveUnit(): f64 {
  return objective.objectiveScale;
}

// --- candidates

/** Offers V (r×p) without a floor; returns its gap. */
export function offer(complex: i32, v: usize, p: i32): f64 {
  candidate.next.mu = 0;
  return complex ? candidate.offer<Complex>(v, p, 0) : candidate.offer<Real>(v, p, 0);
}
export function forgetCandidate(): void {
  candidate.forget();
}

// --- random

/** The words of Philox4x32-10 into `out`. */
export function philoxWords(
  c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, out: usize,
): void {
  philox.philox(c0, c1, c2, c3, k0, k1);
  arena.set(out, 0, <f64>philox.word0);
  arena.set(out, 1, <f64>philox.word1);
  arena.set(out, 2, <f64>philox.word2);
  arena.set(out, 3, <f64>philox.word3);
}

// --- simulation, for the factor and sampling that prepareTrials was given

export { complexNormals } from './random/normal';
export { receive } from './simulate/signal';
export { climbFree, startAtTruth } from './simulate/estimate';
export { inform, logLikelihood } from './simulate/likelihood';
export { locate } from './simulate/position';
/** v of all devices, then unit vectors to them; gradient and information of them as they were last computed. */
export function unknownsAt(): usize {
  return likelihood.unknowns;
}
export function likelihoodGradientAt(): usize {
  return likelihood.gradient;
}
export function likelihoodInformationAt(): usize {
  return likelihood.information;
}
export function samplingOrigin(): f64 {
  return sampling.origin;
}
export function samplingShifts(): i32 {
  return sampling.shifts;
}
export function sampleEnergy(): f64 {
  return signal.energy;
}
/** The place that `locate` found, three numbers. */
export function locatedAt(): usize {
  return position.place;
}
/** Reflections as the likelihood was last maximised by, complex planes; what turns them in truth. */
export function coefficientsAt(): usize {
  return likelihood.coefficients;
}
export function reflectionTurnsAt(): usize {
  return signal.turns;
}
export { turn } from './simulate/heading';
