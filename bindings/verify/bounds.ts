/** The localization bounds of the three fidelities at a given covariance, and the checks that come with them. */
import { boundOf } from '../types.js';
import type { Bounds, ComplexMatrix, DeviceBounds, Fidelity, Objective, Over } from '../types.js';
import { aim, fisher, objectiveColumns, parameters, type Parameter } from './coupled.js';
import { hermitianEigen, invertPositive, squaredNorm, squares } from './linalg.js';
import type { DeviceModel, Model } from './model.js';
import { beamed, directedPowers } from './rate.js';

export interface BoundsAt {
  crb: Bounds;
  /** In the scenario's order; null where silent. */
  devices: (DeviceBounds | null)[];
}

/**
 * The covariance bound of one device's delay and directions, s and rad. What its echo does not tell is left out: then
 * the delay's alone, 1×1.
 */
type Covariance = number[][];

/** All bounds at R = V V^H, V: M_t×p in sqrt(W). Infinite or NaN where R leaves a device dark: callers must check. */
export function boundsOf(model: Model, V: ComplexMatrix, fidelity: Fidelity): BoundsAt {
  const all = covariances(model, V, fidelity);
  return totalled(
    model,
    model.devices.map((device, l) => boundsFrom(device, all[l])),
  );
}

/** The bound that an objective without weights minimises. */
export function objectiveOf(crb: Bounds, objective: Objective): number | null {
  return crb[boundOf[objective].key];
}

/** The objective at R: what its aims make of the covariances, of all devices together or of the worst. */
export function objectiveAt(
  model: Model,
  V: ComplexMatrix,
  fidelity: Fidelity,
  objective: Objective,
  over: Over,
): number {
  const all = covariances(model, V, fidelity);
  const parts = model.devices.map((device, l) => aimAt(aim(model, device, objective), all[l]));
  return over === 'worst' ? Math.max(...parts) : parts.reduce((sum, part) => sum + part, 0);
}

function covariances(model: Model, V: ComplexMatrix, fidelity: Fidelity): Covariance[] {
  if (fidelity === 'printed') {
    const powers = directedPowers(model, V);
    return model.devices.map((device, l) => scaled(printed(model, device), 1 / powers[l]));
  }
  return fromInformation(model, fisher(model, V, fidelity === 'coupled'));
}

/** Each device's block of J^-1. */
function fromInformation(model: Model, J: number[][]): Covariance[] {
  const inverse = invertPositive(J);
  if (inverse === null) throw new Error('the Fisher information is singular at this covariance');
  return ownPlaces(model).map((places) => places.map((i) => places.map((j) => inverse[i][j])));
}

/** Where in `parameters` each device's delay and, where they are observable, directions are. */
export function ownPlaces(model: Model): number[][] {
  const rows = parameters(model);
  const find = (device: number, kind: Parameter['kind']) =>
    rows.findIndex((row) => row.device === device && row.kind === kind);
  return model.devices.map(({ angleObservable }, l) => {
    const directions = angleObservable ? ([0, 1] as const).slice(0, model.directions) : [];
    return [find(l, 'delay'), ...directions.map((kind) => find(l, kind))];
  });
}

function scaled(C: Covariance, s: number): Covariance {
  return C.map((row) => row.map((x) => s * x));
}

function boundsFrom({ toPlace }: DeviceModel, C: Covariance): DeviceBounds {
  if (C.length === 1) return { delay: C[0][0], angle: null, position: null };
  const angle = C.reduce((sum, row, i) => (i === 0 ? sum : sum + row[i]), 0);
  return { delay: C[0][0], angle, position: toPlace === null ? null : aimAt(toPlace, C) };
}

/** Σ b^T C b over the columns b of an aim; what an aim leaves out may be missing in C. */
function aimAt(columns: number[][], C: Covariance): number {
  let sum = 0;
  for (const b of columns) {
    b.forEach((x, i) =>
      b.forEach((y, j) => {
        if (x !== 0 && y !== 0) sum += x * C[i][j] * y;
      }),
    );
  }
  return sum;
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

/**
 * κ_l, weights included, such that the objective is Σ κ_l/q_l, for printed and decoupled. Throws where a device has no such part.
 */
export function kappas(model: Model, fidelity: 'printed' | 'decoupled', objective: Objective): number[] {
  return model.devices.map((device) =>
    aimAt(
      aim(model, device, objective),
      fidelity === 'printed' ? printed(model, device) : decoupled(model, device),
    ),
  );
}

/**
 * `printed` at q_l = 1 W: the information on (τ, φ) is ξ_l q_l [[A, B k], [B k, C k²]] with A = ε_g F̄² S0, B = ε_ġ S1,
 * C = ε_g S2, S_i = Σ_m m^i, as f, g, h = q (S0, S1, S2).
 */
function printed(model: Model, device: DeviceModel): Covariance {
  const { energy, bandwidth, edge } = model.pulse;
  const M = model.receiveAntennas;
  const A = energy * bandwidth * M;
  // For one receive antenna (26) is 0/0 and its delay part is the decoupled one.
  if (M === 1) return [[1 / (A * device.xi)]];
  const B = (edge * M * (M - 1)) / 2;
  const C = (energy * M * (M - 1) * (2 * M - 1)) / 6;
  const determinant = A * C - B * B;
  const delay = C / determinant / device.xi; // (26), summand
  if (!device.angleObservable) return [[delay]];
  const k = device.wavenumber;
  const angle = A / (determinant * k * k) / device.xi; // (27), summand; c_l = 1/k²
  const cross = -B / (determinant * k) / device.xi;
  return [
    [delay, cross],
    [cross, angle],
  ];
}

/** `decoupled` at q_l = 1 W: the device alone, lit by its own matched beam. */
function decoupled(model: Model, device: DeviceModel): Covariance {
  const alone: Model = { ...model, devices: [device] };
  const { re, im } = device.transmit;
  const q = re.reduce((sum, x, m) => sum + x * x + im[m] * im[m], 0);
  const matched = { re: re.map((x) => [x / q]), im: im.map((x) => [-x / q]) };
  return fromInformation(alone, fisher(alone, matched))[0];
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
 * How much too good a reported bound is, relative and as a negative number; 0 to rounding where all are right. Where
 * the paper's formulas apply, the smallest eigenvalue of the blocks (42)–(43) over all devices, each scaled to 1 in its
 * lower right corner and by its own Fisher term in the other: f, g, h come from the traces of H_l R H_l^H with Λ, and
 * ω_l = 1/CRB(τ_l), ν_l = 1/CRB(φ_l); null for one receive antenna. Elsewhere the smallest (u − Σ b^T J^-1 b)/u over
 * the bounds u, and what rounding may leave of it.
 */
export function lmiOf(
  model: Model,
  V: ComplexMatrix,
  fidelity: Fidelity,
  reported: (DeviceBounds | null)[],
): { value: number | null; least: number } {
  if (model.receiveAntennas === 1) return { value: null, least: 0 };
  if (fidelity === 'coupled' || !model.papers) return complementOf(model, V, fidelity, reported);
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
  return { value: smallest, least: -1e-10 };
}

/** The Schur complements of [[u, b^T], [b, J]] over u. */
function complementOf(
  model: Model,
  V: ComplexMatrix,
  fidelity: Fidelity,
  reported: (DeviceBounds | null)[],
): { value: number; least: number } {
  const J = fisher(model, V, fidelity === 'coupled');
  const own = covariances(model, V, fidelity);
  let smallest = Infinity;
  model.devices.forEach((device, l) => {
    const mine = boundsFrom(device, own[l]);
    const theirs = reported[device.index];
    for (const key of ['delay', 'angle', 'position'] as const) {
      const u = theirs?.[key] ?? null;
      const value = mine[key];
      if (u !== null && value !== null) smallest = Math.min(smallest, (u - value) / u);
    }
  });
  const unit = J.map((row, i) => row.map((x, j) => x / Math.sqrt(J[i][i] * J[j][j])));
  const { values } = hermitianEigen({ re: unit, im: unit.map((row) => row.map(() => 0)) });
  // M_t terms cancel in the echo of a device that is all but dark
  const { transmitAntennas: M } = model;
  const shares = directedPowers(model, V).map(
    (q, l) => q / (squaredNorm(model.devices[l].transmit) * squares(V)),
  );
  const dark = (1e-15 * (M + 4)) / Math.sqrt(Math.min(1, ...shares));
  return { value: smallest, least: -Math.max(1e-10, 1e-15 / Math.min(...values), dark) };
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
