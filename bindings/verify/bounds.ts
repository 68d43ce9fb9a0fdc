/** The localization bounds of the three fidelities at a given covariance, and the LMI blocks (42)–(43) there. */
import type { Bounds, ComplexMatrix, DeviceBounds, Fidelity, Objective, Over } from '../types.js';
import { fisher, objectiveColumns, parameters } from './coupled.js';
import { invertPositive } from './linalg.js';
import type { DeviceModel, Model } from './model.js';
import { beamed, directedPowers } from './rate.js';

export interface BoundsAt {
  crb: Bounds;
  /** In the scenario's order; null where silent. */
  devices: (DeviceBounds | null)[];
}

/** All bounds at R = V V^H, V: M_t×p in sqrt(W). Infinite or NaN where R leaves a device dark: callers must check. */
export function boundsOf(model: Model, V: ComplexMatrix, fidelity: Fidelity): BoundsAt {
  return totalled(
    model,
    fidelity === 'coupled' ? coupledBounds(model, V) : separateBounds(model, V, fidelity),
  );
}

/** With the sums over devices, from what each that is not silent has. */
export function totalled(model: Model, active: DeviceBounds[]): BoundsAt {
  const devices = new Array<DeviceBounds | null>(model.deviceCount).fill(null);
  model.devices.forEach((device, l) => (devices[device.index] = active[l]));
  const sum = (part: keyof DeviceBounds) => sumOrNull(active.map((device) => device[part]));
  const delay = sum('delay');
  const angle = sum('angle');
  return { crb: { total: sumOrNull([delay, angle]), delay, angle, position: sum('position') }, devices };
}

/** A sum that contains a null is null. */
function sumOrNull(terms: (number | null)[]): number | null {
  return terms.reduce((sum, term) => (sum === null || term === null ? null : sum + term), 0 as number | null);
}

/** The bound that an objective minimises. */
export function objectiveOf(crb: Bounds, objective: Objective): number | null {
  return objective === 'sum' ? crb.total : crb[objective];
}

/**
 * κ_l, weights included, such that the objective is Σ κ_l/q_l, for printed and decoupled. Throws where a device has no such part.
 */
export function kappas(model: Model, fidelity: 'printed' | 'decoupled', objective: Objective): number[] {
  return model.devices.map((device) => {
    const { delay, angle, position } = unitBounds(model, device, fidelity);
    const parts = { sum: delay !== null && angle !== null ? delay + angle : null, delay, angle, position };
    const kappa = parts[objective];
    if (kappa === null) throw new Error(`devices[${device.index}]: its ${objective} is unobservable`);
    return device.weight * kappa;
  });
}

/** The objective of all devices by their weights, or of the worst of them; null where a part is. */
export function objectiveValue(
  model: Model,
  devices: BoundsAt['devices'],
  objective: Objective,
  over: Over,
): number | null {
  const parts = model.devices.map(({ index, weight }) => {
    const { delay, angle, position } = devices[index]!;
    const sum = delay === null || angle === null ? null : delay + angle;
    const part = { sum, delay, angle, position }[objective];
    return part === null ? null : weight * part;
  });
  const all = sumOrNull(parts);
  return all === null || over === 'sum' ? all : Math.max(...(parts as number[]));
}

function separateBounds(model: Model, V: ComplexMatrix, fidelity: 'printed' | 'decoupled'): DeviceBounds[] {
  const powers = directedPowers(model, V);
  return model.devices.map((device, l) => {
    const unit = unitBounds(model, device, fidelity);
    const at = (kappa: number | null) => (kappa === null ? null : kappa / powers[l]);
    return { delay: at(unit.delay), angle: at(unit.angle), position: at(unit.position) };
  });
}

/**
 * One device's bounds at q_l = 1 W. Its 2×2 information on (τ, φ) is ξ_l q_l [[A, B k], [B k, C k²]] with
 * A = ε_g F̄² S0, B = ε_ġ S1 (printed; 0 decoupled), C = ε_g S2, S_i = Σ_m m^i, as f, g, h = q (S0, S1, S2).
 */
function unitBounds(model: Model, device: DeviceModel, fidelity: 'printed' | 'decoupled'): DeviceBounds {
  const { energy, bandwidth, edge } = model.pulse;
  const M = model.receiveAntennas;
  const A = energy * bandwidth * M;
  // For one receive antenna (26) is 0/0 and its delay part is the decoupled one.
  if (M === 1) return { delay: 1 / (A * device.xi), angle: null, position: null };
  const B = fidelity === 'printed' ? (edge * M * (M - 1)) / 2 : 0;
  const C = (energy * M * (M - 1) * (2 * M - 1)) / 6;
  const determinant = A * C - B * B;
  const delay = C / determinant / device.xi; // (26), summand
  if (!device.angleObservable) return { delay, angle: null, position: null };
  const k = device.wavenumber;
  const angle = A / (determinant * k * k) / device.xi; // (27), summand; c_l = 1/k²
  const cross = -B / (determinant * k) / device.xi;
  return { delay, angle, position: positionError(device, delay, cross, angle) };
}

/** Tr(G C G^T), m², C the 2×2 covariance of (τ_l, φ_l). */
function positionError(device: DeviceModel, delay: number, cross: number, angle: number): number | null {
  if (device.toPlane === null) return null;
  return device.toPlane.reduce((sum, [g, h]) => sum + g * g * delay + 2 * g * h * cross + h * h * angle, 0);
}

function coupledBounds(model: Model, V: ComplexMatrix): DeviceBounds[] {
  const rows = parameters(model);
  const inverse = invertPositive(fisher(model, V));
  if (inverse === null) throw new Error('the coupled Fisher information is singular at this covariance');
  return model.devices.map((device, l) => {
    const t = rows.findIndex((row) => row.device === l && !row.angle);
    const p = rows.findIndex((row) => row.device === l && row.angle);
    const delay = inverse[t][t];
    if (p < 0) return { delay, angle: null, position: null };
    return {
      delay,
      angle: inverse[p][p],
      position: positionError(device, delay, inverse[t][p], inverse[p][p]),
    };
  });
}

/** Y = J^-1 B, rows as the certificate has them: the best dual variable of the coupled bound at V V^H. */
export function coupledDual(model: Model, V: ComplexMatrix, objective: Objective): number[][] {
  const rows = parameters(model);
  const inverse = invertPositive(fisher(model, V));
  if (inverse === null) throw new Error('the coupled Fisher information is singular at this covariance');
  const B = objectiveColumns(model, objective);
  const Y = B.map((row) => row.map(() => 0));
  rows.forEach((to, i) =>
    rows.forEach((from, j) => B[from.row].forEach((b, column) => (Y[to.row][column] += inverse[i][j] * b))),
  );
  return Y;
}

/**
 * The smallest eigenvalue of the blocks (42)–(43) over all devices, each scaled to 1 in its lower right corner and by
 * its own Fisher term in the other. f, g, h come from the traces of H_l R H_l^H with Λ, and ω_l = 1/CRB(τ_l),
 * ν_l = 1/CRB(φ_l) from the bounds that were reported: 0 to rounding where these are right, negative where one is too
 * good to be true. null for coupled and for one receive antenna, where the blocks do not apply.
 */
export function lmiOf(
  model: Model,
  V: ComplexMatrix,
  fidelity: Fidelity,
  reported: (DeviceBounds | null)[],
): number | null {
  if (fidelity === 'coupled' || model.receiveAntennas === 1) return null;
  const { energy, bandwidth, edge } = model.pulse;
  let smallest = Infinity;
  for (const device of model.devices) {
    const { f, g, h } = traces(device, V);
    const delayTerm = energy * bandwidth * f;
    const angleTerm = energy * h;
    const off = fidelity === 'printed' ? (Math.abs(edge) * g) / Math.sqrt(delayTerm * angleTerm) : 0;
    const { delay, angle } = reported[device.index] ?? { delay: null, angle: null };
    if (delay !== null) {
      smallest = Math.min(smallest, blockEigenvalue(1 - 1 / (delay * device.xi * delayTerm), off));
    }
    if (angle !== null && device.angleObservable) {
      const c = 1 / (device.wavenumber * device.wavenumber);
      smallest = Math.min(smallest, blockEigenvalue(1 - c / (angle * device.xi * angleTerm), off));
    }
  }
  return smallest;
}

/** f = Tr(H R H^H), g = Tr(H R H^H Λ), h = Tr(Λ H R H^H Λ), from the rows of H_l V = a_r (a_t^T V). */
function traces(device: DeviceModel, V: ComplexMatrix): { f: number; g: number; h: number } {
  const beam = beamed(device, V);
  let [f, g, h] = [0, 0, 0];
  for (let m = 0; m < device.receive.re.length; m++) {
    let row = 0;
    for (let k = 0; k < beam.re.length; k++) {
      // (a_t^T V)_k is the conjugate of (V^H a_t^*)_k
      const re = device.receive.re[m] * beam.re[k] + device.receive.im[m] * beam.im[k];
      const im = device.receive.im[m] * beam.re[k] - device.receive.re[m] * beam.im[k];
      row += re * re + im * im;
    }
    f += row;
    g += m * row;
    h += m * m * row;
  }
  return { f, g, h };
}

/** The smaller eigenvalue of [[a, b], [b, 1]]: the determinant over the larger, which does not cancel. */
function blockEigenvalue(a: number, b: number): number {
  const larger = (1 + a) / 2 + Math.hypot((1 - a) / 2, b);
  return (a - b * b) / larger;
}
