/**
 * Bounds that hold for every covariance of power P0, from dual variables alone: how a point is known to be optimal
 * and a floor to be out of reach. Nothing here has seen a covariance, so no error in one can make a bound wrong.
 */
import type { Certificate, ComplexMatrix, Fidelity, Objective } from '../types.js';
import { kappas } from './bounds.js';
import { fisherAdjoint, knownTerm, objectiveColumns } from './coupled.js';
import { addOuter, hermitianEigen, largestEigenvalue, zeroMatrix, type ComplexVector } from './linalg.js';
import type { Model } from './model.js';
import { rateAdjoint } from './rate.js';

/**
 * A lower bound of the objective over all R ⪰ 0, Tr R ≤ P0, C(R) ≥ rateFloor (bps/Hz), in the objective's unit:
 *   c(dual) + μ (NΓ ln 2 + log det Z + L − tr Z) − P0 λ_max(A(dual) + μ F*(Z)),   Z = K K^H.
 * For κ/q objectives κ/q ≥ 2 sqrt(κ) y − y² q gives c = 2 Σ sqrt(κ_l) y_l and A = Σ y_l² a_l^* a_l^T; for coupled,
 * Tr(B^T J^-1 B) ≥ 2 tr(B^T Y) − tr(Y^T J(R) Y), in which what is known beforehand, J_0, is a constant. Over the worst
 * device each part counts with its share; limits with prices ν take Σ ν_i b_i off it and Σ ν_i A_i out of the eigenvalue.
 */
export function lowerBound(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  rateFloor: number,
  { mu, y, Y, K, limits, shares = model.devices.map(() => 1) }: Certificate,
): number {
  const dual =
    fidelity === 'coupled'
      ? coupledTerm(model, objective, Y!, shares)
      : separateTerm(model, fidelity, objective, y!, shares);
  const slope = (of: Model) => {
    const matrix = dual.matrix(of);
    if (mu !== 0) addScaled(matrix, rateAdjoint(of, K), mu);
    return matrix;
  };
  const nats = rateFloor * model.symbolCount * Math.LN2;
  const price = powerPrice(model, slope, limits);
  return dual.constant + mu * (nats + dualConstant(K)) - price;
}

/**
 * What the power and the limits may be worth at most: Σ ν_i b_i + P0 max(0, λ_max(slope − Σ ν_i A_i)), over all R that
 * keep to them an upper bound of ⟨slope, R⟩. Without limits P0 λ_max(slope).
 */
function powerPrice(model: Model, slope: (of: Model) => ComplexMatrix, prices: number[] = []): number {
  if (model.limits.length === 0) return model.power * largestEigenvalue(slope(model));
  const left = (of: Model) => {
    const matrix = slope(of);
    of.limits.forEach(({ sign, gain, vector }, i) => {
      addOuter(matrix, conjugate(vector), -prices[i] * sign * gain);
    });
    return matrix;
  };
  let sum = 0;
  model.limits.forEach(({ sign, watts }, i) => (sum += prices[i] * sign * watts));
  // Where limits all but exclude each other, large matrices nearly cancel, and the rounding of their entries outweighs
  // what is left. In its eigenvectors the large and the small are different entries, each as exact as the vectors are.
  const own = inBasis(model, hermitianEigen(left(model)).vectors);
  return sum + model.power * Math.max(0, largestEigenvalue(left(own)));
}

/** The model in the coordinates R' = Q^H R Q, Q unitary: only what the certificate asks of it. */
function inBasis(model: Model, Q: ComplexMatrix): Model {
  // a^T R a^* = (Q^T a)^T R' (Q^T a)^*
  const turned = (a: ComplexVector): ComplexVector => {
    const sum = (f: (k: number, j: number) => number) =>
      Q.re.map((_, j) => a.re.reduce((total, _, k) => total + f(k, j), 0));
    return {
      re: sum((k, j) => Q.re[k][j] * a.re[k] - Q.im[k][j] * a.im[k]),
      im: sum((k, j) => Q.re[k][j] * a.im[k] + Q.im[k][j] * a.re[k]),
    };
  };
  return {
    ...model,
    devices: model.devices.map((device) => ({ ...device, transmit: turned(device.transmit) })),
    limits: model.limits.map((limit) => ({ ...limit, vector: turned(limit.vector) })),
  };
}

/** Σ ν_i b_i + P0 max(0, λ_max(−Σ ν_i A_i)), W times what ν is in: negative where the limits exclude each other. */
export function exclusion(model: Model, prices: number[]): number {
  return powerPrice(model, () => zeroMatrix(model.transmitAntennas, model.transmitAntennas), prices);
}

/**
 * An upper bound of the rate over all R ⪰ 0, Tr R ≤ P0: tr Z − log det Z − L + P0 λ_max(F*(Z)), in bps/Hz. Under limits
 * with prices ν, nats per W.
 */
export function rateUpperBound(model: Model, K: ComplexMatrix, prices?: number[]): number {
  const nats = -dualConstant(K) + powerPrice(model, (of) => rateAdjoint(of, K), prices);
  return nats / (model.symbolCount * Math.LN2);
}

/**
 * log det Z + L − tr Z from the triangular K. With e = k_ii − 1 a diagonal term is 2 log1p(e) − e (2 + e) = O(e²): at
 * low SNR, where Z is I to within 1e-10, forming Z first would leave none of its digits. At high SNR k_ii may be 1e-9:
 * there k_ii − 1 would round its digits away, and log k_ii is right.
 */
function dualConstant(K: ComplexMatrix): number {
  let sum = 0;
  K.re.forEach((row, i) =>
    row.forEach((re, j) => {
      if (i === j) sum += 2 * (re < 0.5 ? Math.log(re) : Math.log1p(re - 1)) + (1 - re) * (1 + re);
      else sum -= re * re + K.im[i][j] * K.im[i][j];
    }),
  );
  return sum;
}

interface DualTerm {
  constant: number;
  /** Hermitian, M_t×M_t, in the coordinates of the model it is given. */
  matrix: (of: Model) => ComplexMatrix;
}

function separateTerm(
  model: Model,
  fidelity: 'printed' | 'decoupled',
  objective: Objective,
  y: number[],
  shares: readonly number[],
): DualTerm {
  let constant = 0;
  kappas(model, fidelity, objective).forEach((kappa, l) => {
    constant += 2 * shares[l] * Math.sqrt(kappa) * y[l];
  });
  const matrix = (of: Model) => {
    const sum = zeroMatrix(of.transmitAntennas, of.transmitAntennas);
    of.devices.forEach(({ transmit }, l) => addOuter(sum, conjugate(transmit), shares[l] * y[l] * y[l]));
    return sum;
  };
  return { constant, matrix };
}

function coupledTerm(model: Model, objective: Objective, Y: number[][], shares: readonly number[]): DualTerm {
  const B = objectiveColumns(model, objective);
  // column c of device l's aim is c·L + l
  const column = B[0].map((_, j) => shares[j % model.devices.length]);
  let constant = 0;
  B.forEach((row, i) => row.forEach((b, j) => (constant += 2 * column[j] * b * Y[i][j])));
  const weighted = Y.map((row) => row.map((value, j) => Math.sqrt(column[j]) * value));
  return {
    constant: constant - knownTerm(model, weighted),
    matrix: (of) => fisherAdjoint(model, weighted, of),
  };
}

export function conjugate(x: ComplexVector): ComplexVector {
  return { re: x.re, im: x.im.map((value) => -value) };
}

function addScaled(A: ComplexMatrix, B: ComplexMatrix, factor: number): void {
  A.re.forEach((row, i) =>
    row.forEach((_, j) => {
      A.re[i][j] += factor * B.re[i][j];
      A.im[i][j] += factor * B.im[i][j];
    }),
  );
}
