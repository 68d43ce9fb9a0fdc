// The objective: one convex term in R, normalised to 1 at R = P0 I/M_t. Solver and reports see only this file; a new
// bound is a module with the same functions and a branch here. R is given by Y = C V, R/P0 = V V^H; derivatives are in
// the coordinates of a basis B through cb = C·B, or in those of dV.

import { COUPLED } from '../abi';
import { get } from '../memory';
import { isComplex } from '../field';
import { ACCEPTED } from '../model/refusal';
import { L, fidelity, power, refuseSamePlace } from '../model/scenario';
import { aimAt } from './aim';
import * as direct from './direct';
import * as coupled from './coupled';
import { addCoupledHessian } from './coupled-hessian';
import * as fisher from './fisher';

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

/**
 * What device l's part counts in the gradient and the Hessian below, L numbers: all 1, or over the worst device its
 * share. Where they have been changed, or the objective evaluated, `applyShares` before either.
 */
export function shares(): usize {
  return fidelity == COUPLED ? fisher.share : direct.share;
}
export function applyShares(): void {
  if (fidelity == COUPLED) fisher.weighColumns();
}

/** Device l's part at the last evaluation, without its share. */
export function devicePart(l: i32): f64 {
  return fidelity == COUPLED ? fisher.coupledPart(l) : get(direct.kappa, l) / get(direct.q, l);
}

/** Value at Y (L×p), the sum of all parts; the other functions refer to the last evaluation. */
export function evaluateObjective<T>(y: usize, p: i32): f64 {
  if (isComplex<T>() && fidelity == COUPLED) return fisher.evaluateCoupled(y, p);
  return direct.evaluateDirect<T>(y, p);
}

/** `out` (k×k Hermitian) = s·gradient. */
export function objectiveGradientOf<T>(cb: usize, k: i32, s: f64, out: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledGradient(cb, k, s, out);
  else direct.directGradient<T>(cb, k, s, out);
}

/** `out` (r×p) = gradient·V; c = C (L×r), y = C V. */
export function objectiveGradientOnFactor<T>(c: usize, y: usize, p: i32, out: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledGradientOnFactor(c, y, p, out);
  else direct.directGradientOnFactor<T>(c, y, p, out);
}

/** The Hessian is a Gram matrix of this many rows. */
export function objectiveRowCount(): i32 {
  return fidelity == COUPLED ? coupled.coupledRowCount() : L;
}

export function objectiveRows<T>(cb: usize, k: i32, s: f64, rows: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledRows(cb, k, s, rows);
  else direct.directRows<T>(cb, k, s, rows);
}

/** Numbers in the dual variables of the certificate: y (L), or Y (parameters×columns). */
export function objectiveDualSize(): i32 {
  return fidelity == COUPLED ? fisher.parameters * fisher.columns : L;
}

/** Those of the last evaluation; returns the part of the lower bound that R has no part in. */
export function objectiveDual<T>(dual: usize): f64 {
  if (isComplex<T>() && fidelity == COUPLED) return fisher.coupledDual(dual);
  return direct.directDual(dual);
}

/** Such dual variables as a result has them, in SI units: address, rows and columns into record. */
export function outputObjectiveDual(dual: usize, record: usize): void {
  if (fidelity == COUPLED) fisher.coupledDualInUnits(dual, record);
  // y = √κ/q: normalised κ = κ_SI/(scale·P0), q in units of P0
  else direct.directDualInUnits(dual, Math.sqrt(objectiveScale / power), record);
}

/** `out` (k×k Hermitian): A with f ≥ that part − ⟨A, R⟩ for every R, which is minus the gradient. */
export function objectiveAdjoint<T>(cb: usize, k: i32, out: usize): void {
  if (isComplex<T>() && fidelity == COUPLED) coupled.coupledAdjoint(fisher.weighted, cb, k, 1 / fisher.unit, out);
  else direct.directGradient<T>(cb, k, -1, out);
}

/**
 * The Hessian in the coordinates of dV (r×p), c = C (L×r), y = C V: added to H's upper triangle, or left as rows whose
 * Gram matrix it is. Returns how many rows there are.
 */
export function objectiveHessianOnFactor<T>(c: usize, y: usize, p: i32, rows: usize, H: usize): i32 {
  if (isComplex<T>() && fidelity == COUPLED) {
    addCoupledHessian(c, y, p, H);
    return 0;
  }
  direct.directRowsOnFactor<T>(c, y, p, 1, rows);
  return L;
}

/**
 * The covariances of all devices at Y = C V (L×p). anyhow: V is a caller's, which may leave devices dark (q_l ≤ dark)
 * or parameters indistinct: what is not seen has none.
 */
export function evaluateCovariances(y: usize, p: i32, anyhow: bool, dark: f64): void {
  if (fidelity != COUPLED) return;
  if (anyhow) fisher.evaluateAnyhow(y, p, dark);
  else fisher.evaluateCoupled(y, p);
}

/** Of these, that of device l's delay and directions, 3×3 in SI units, where V puts so many watts on it. */
export function deviceCovariance(l: i32, watts: f64, out: usize): void {
  if (fidelity == COUPLED) fisher.covarianceAmong(l, out);
  else direct.directCovariance(l, watts, out);
}

/** Device l's part in SI units, by that covariance. */
export function partByCovariance(l: i32, covariance: usize): f64 {
  return aimAt(l, covariance);
}
