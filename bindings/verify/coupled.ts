/**
 * The full Fisher information of all delays and angles together. Between devices p and q, with δ = τ_p − τ_q,
 * k_pq = (2N/(σ²Δt)) s_p s_q α_p α_q (a_t,q^T R a_t,p^*) and ȧ_r = j k Λ a_r:
 *   J[τ_p, τ_q] = Re{k_pq ρ_ġġ(δ) a_r,p^H a_r,q},   J[τ_p, φ_q] = −Re{k_pq ρ_gġ(δ) a_r,p^H ȧ_r,q},
 *   J[φ_p, φ_q] = Re{k_pq ρ_gg(δ) ȧ_r,p^H ȧ_r,q},   J[φ_p, τ_q] = J[τ_q, φ_p].
 * The paper keeps the terms p = q only.
 */
import type { ComplexMatrix, Objective } from '../types.js';
import { inner, zeroMatrix, zeroReal, type ComplexVector } from './linalg.js';
import type { DeviceModel, Model } from './model.js';
import { beamed } from './rate.js';

/** One unknown: the delay or the angle of model.devices[device]. */
export interface Parameter {
  device: number;
  angle: boolean;
  /** Its row in B and Y: all delays, then all angles (none of these for one receive antenna). */
  row: number;
}

/** The unknowns that J has a row for: an angle that cannot be observed is left out. */
export function parameters(model: Model): Parameter[] {
  const L = model.devices.length;
  const delays = model.devices.map((_, l) => ({ device: l, angle: false, row: l }));
  const angles = model.devices.map((_, l) => ({ device: l, angle: true, row: L + l }));
  return [...delays, ...angles.filter(({ device }) => model.devices[device].angleObservable)];
}

/**
 * B with W = B B^T: I, [I; 0], [0; I] or the blocks G_l^T (columns: all x, then all y), times the roots of the devices'
 * weights. L rows where M_r = 1.
 */
export function objectiveColumns(model: Model, objective: Objective): number[][] {
  const L = model.devices.length;
  const rows = model.receiveAntennas === 1 ? L : 2 * L;
  for (const device of model.devices) {
    const missing = objective === 'position' ? device.toPlane === null : !device.angleObservable;
    if (missing && objective !== 'delay') {
      throw new Error(`devices[${device.index}]: its ${objective} is unobservable`);
    }
  }
  const B = zeroReal(rows, objective === 'delay' || objective === 'angle' ? L : 2 * L);
  model.devices.forEach((device, l) => {
    const root = Math.sqrt(device.weight);
    if (objective === 'delay' || objective === 'sum') B[l][l] = root;
    if (objective === 'sum') B[L + l][L + l] = root;
    if (objective === 'angle') B[L + l][l] = root;
    if (objective === 'position') {
      device.toPlane!.forEach(([delay, angle], axis) => {
        B[l][axis * L + l] = root * delay;
        B[L + l][axis * L + l] = root * angle;
      });
    }
  });
  return B;
}

/** The device, of those that are not silent, that each column of B belongs to. */
export function columnDevices(model: Model, objective: Objective): number[] {
  const L = model.devices.length;
  return Array.from({ length: objective === 'delay' || objective === 'angle' ? L : 2 * L }, (_, j) => j % L);
}

/** J(V V^H), over `parameters`. */
export function fisher(model: Model, V: ComplexMatrix): number[][] {
  const unknowns = parameters(model);
  const C = coefficients(model);
  const beams = model.devices.map((device) => beamed(device, V));
  return unknowns.map((p, i) =>
    unknowns.map((q, j) => {
      // a_t,q^T R a_t,p^* = (V^H a_t,q^*)^H (V^H a_t,p^*)
      const power = inner(beams[q.device], beams[p.device]);
      return C.re[i][j] * power.re - C.im[i][j] * power.im;
    }),
  );
}

/** Hermitian A, M_t×M_t, with tr(Y^T J(R) Y) = ⟨A, R⟩ for every R: what the lower bound needs. */
export function fisherAdjoint(model: Model, Y: number[][]): ComplexMatrix {
  const rows = parameters(model).map(({ row }) => Y[row]);
  const product = (a: number[], b: number[]) => a.reduce((sum, y, column) => sum + y * b[column], 0);
  return informationAdjoint(
    model,
    rows.map((a) => rows.map((b) => product(a, b))),
  );
}

/** Hermitian A, M_t×M_t, with tr(W J(R)) = ⟨A, R⟩ for every R; W symmetric, over `parameters`. */
export function informationAdjoint(model: Model, W: number[][]): ComplexMatrix {
  const unknowns = parameters(model);
  const C = coefficients(model);
  const L = model.devices.length;
  const pairs = zeroMatrix(L, L);
  unknowns.forEach((p, i) =>
    unknowns.forEach((q, j) => {
      pairs.re[p.device][q.device] += W[i][j] * C.re[i][j];
      pairs.im[p.device][q.device] += W[i][j] * C.im[i][j];
    }),
  );
  // J = Re{C_pq a_q^T R a_p^*} = Re tr(C_pq a_p^* a_q^T R): A = Σ C_pq a_p^* a_q^T, Hermitian as C is.
  const A = zeroMatrix(model.transmitAntennas, model.transmitAntennas);
  for (let p = 0; p < L; p++) {
    for (let q = 0; q < L; q++) {
      const a = model.devices[p].transmit;
      const b = model.devices[q].transmit;
      for (let m = 0; m < model.transmitAntennas; m++) {
        for (let n = 0; n < model.transmitAntennas; n++) {
          const re = a.re[m] * b.re[n] + a.im[m] * b.im[n];
          const im = a.re[m] * b.im[n] - a.im[m] * b.re[n];
          A.re[m][n] += pairs.re[p][q] * re - pairs.im[p][q] * im;
          A.im[m][n] += pairs.re[p][q] * im + pairs.im[p][q] * re;
        }
      }
    }
  }
  return A;
}

/** The pulse integrals are the costly part and the same at every point of a curve. */
const known = new WeakMap<Model, ComplexMatrix>();

/** Hermitian C over `parameters`, with J[i][j] = Re{C_ij · a_t,q^T R a_t,p^*}. */
function coefficients(model: Model): ComplexMatrix {
  const before = known.get(model);
  if (before) return before;
  const unknowns = parameters(model);
  const C = zeroMatrix(unknowns.length, unknowns.length);
  const scale = (2 * model.symbolCount) / (model.noise * model.symbolDuration);
  const correlations = model.devices.map((p) =>
    model.devices.map((q) => model.pulse.correlations(p.delay - q.delay)),
  );
  unknowns.forEach((p, i) =>
    unknowns.forEach((q, j) => {
      const first = model.devices[p.device];
      const second = model.devices[q.device];
      const forward = correlations[p.device][q.device];
      const backward = correlations[q.device][p.device];
      const pulse = p.angle ? (q.angle ? forward.gg : -backward.gd) : q.angle ? -forward.gd : forward.dd;
      const space = inner(p.angle ? turned(first) : first.receive, q.angle ? turned(second) : second.receive);
      const weight = scale * first.amplitude * second.amplitude * pulse;
      C.re[i][j] = weight * space.re;
      C.im[i][j] = weight * space.im;
    }),
  );
  known.set(model, C);
  return C;
}

/** ȧ_r = ∂a_r/∂φ = j k Λ a_r */
function turned({ receive, wavenumber }: DeviceModel): ComplexVector {
  return {
    re: receive.im.map((x, m) => -wavenumber * m * x),
    im: receive.re.map((x, m) => wavenumber * m * x),
  };
}
