// The objective: one convex term in R, normalised to 1 at R = P0 I/M_t. Solver and reports see only this file; a new
// bound is a module with the same functions and a branch here. Derivatives are those of an evaluation (evaluation.ts),
// in the coordinates of a basis B through cb = C·B, or in those of dV.

import { COUPLED } from '../abi';
import { set, take, zero } from '../memory';
import { isComplex } from '../field';
import { ACCEPTED } from '../model/refusal';
import { L, fidelity, power, refuseSamePlace } from '../model/scenario';
import { aimAt } from './aim';
import * as direct from './direct';
import * as coupled from './coupled';
import { addCoupledHessian } from './coupled-hessian';
import { Evaluation } from './evaluation';
import * as fisher from './fisher';
import { evaluationOfRate } from './rate';

/** Objective in SI units at R = P0 I/M_t: what the normalised one is multiplied by. */
export let objectiveScale: f64 = 1;

/** Lays the objective out for the loaded channel; returns ACCEPTED or why the model refuses it. */
export function prepareObjective<T>(): i32 {
  if (fidelity == COUPLED) {
    const why = refuseSamePlace();
    if (why != ACCEPTED) return why;
    objectiveScale = coupled.prepareCoupled();
    return fisher.refusal;
  }
  objectiveScale = direct.prepareDirect<T>() / power;
  return ACCEPTED;
}

/** Whether devices are estimated together: their echoes overlap, and phases between them matter. */
export function couplesDevices(): bool {
  return fidelity == COUPLED;
}

/** Lays out an evaluation of the rate and the objective, of factors of up to `most` columns. */
export function evaluationOf<T>(most: i32): Evaluation {
  const e = evaluationOfRate<T>(most);
  e.share = take(L);
  for (let l = 0; l < L; l++) set(e.share, l, 1);
  if (fidelity == COUPLED) fisher.takeFisher(e);
  else direct.takeDirect(e);
  return e;
}

/** What device l's part counts in gradient, Hessian and dual, L numbers, to be written: 1, or its share. */
export function shares(e: Evaluation): usize {
  e.isWeighted = false;
  return e.share;
}

/** Value, the sum of all parts. */
export function evaluateObjective<T>(e: Evaluation): f64 {
  if (isComplex<T>() && fidelity == COUPLED) return fisher.evaluateCoupled(e);
  return direct.evaluateDirect<T>(e);
}

/** Device l's part, without its share. */
export function devicePart(e: Evaluation, l: i32): f64 {
  return fidelity == COUPLED ? fisher.coupledPart(e, l) : direct.directPart(e, l);
}

/** The part of the device that fares worst. */
export function largestPart(e: Evaluation): f64 {
  let largest: f64 = 0;
  for (let l = 0; l < L; l++) largest = Math.max(largest, devicePart(e, l));
  return largest;
}

/** Device l's part alone counts from here on. */
export function countAlone(e: Evaluation, l: i32): void {
  const share = shares(e);
  zero(share, L);
  set(share, l, 1);
}

/** `out` (k×k Hermitian) = s·gradient. */
export function objectiveGradientOf<T>(e: Evaluation, cb: usize, k: i32, s: f64, out: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledGradient(e, cb, k, s, out);
  else direct.directGradient<T>(e, cb, k, s, out);
}

/** `out` (r×p) = gradient·V. */
export function objectiveGradientOnFactor<T>(e: Evaluation, out: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledGradientOnFactor(e, out);
  else direct.directGradientOnFactor<T>(e, out);
}

/** The Hessian is a Gram matrix of this many rows. */
export function objectiveRowCount(): i32 {
  return fidelity == COUPLED ? coupled.coupledRowCount() : L;
}

export function objectiveRows<T>(e: Evaluation, cb: usize, k: i32, s: f64, rows: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledRows(e, cb, k, s, rows);
  else direct.directRows<T>(e, cb, k, s, rows);
}

/** Numbers in the dual variables of the certificate: y (L), or Y (parameters×columns). */
export function objectiveDualSize(): i32 {
  return fidelity == COUPLED ? fisher.parameters * fisher.columns : L;
}

/** These; f ≥ what is returned + ⟨∇f, R⟩ for every R, whatever the evaluation was at. */
export function objectiveDual<T>(e: Evaluation, dual: usize): f64 {
  if (isComplex<T>() && fidelity == COUPLED) return fisher.coupledDual(e, dual);
  return direct.directDual(e, dual);
}

/** Such dual variables as a result has them, in SI units: address, rows and columns into record. */
export function outputObjectiveDual(dual: usize, record: usize): void {
  if (fidelity == COUPLED) fisher.coupledDualInUnits(dual, record);
  // y = √κ/q: normalised κ = κ_SI/(scale·P0), q in units of P0
  else direct.directDualInUnits(dual, Math.sqrt(objectiveScale / power), record);
}

/**
 * The Hessian in the coordinates of dV (r×p): added to H's upper triangle, or left as rows whose Gram matrix it is.
 * Returns how many rows there are.
 */
export function objectiveHessianOnFactor<T>(e: Evaluation, rows: usize, H: usize): i32 {
  if (isComplex<T>() && fidelity == COUPLED) {
    addCoupledHessian(e, H);
    return 0;
  }
  direct.directRowsOnFactor<T>(e, rows);
  return L;
}

/**
 * The covariances of all devices. anyhow: V is a caller's, which may leave devices dark (q_l ≤ dark) or parameters
 * indistinct: what is not seen has none.
 */
export function evaluateCovariances(e: Evaluation, anyhow: bool, dark: f64): void {
  if (fidelity != COUPLED) return;
  if (anyhow) fisher.evaluateAnyhow(e, dark);
  else fisher.evaluateCoupled(e);
}

/** Of these, that of device l's delay and directions, 3×3 in SI units, where V puts so many watts on it. */
export function deviceCovariance(e: Evaluation, l: i32, watts: f64, out: usize): void {
  if (fidelity == COUPLED) fisher.covarianceAmong(e, l, out);
  else direct.directCovariance(l, watts, out);
}

/** Device l's part in SI units, by that covariance. */
export function partByCovariance(l: i32, covariance: usize): f64 {
  return aimAt(l, covariance);
}
