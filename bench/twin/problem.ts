/** A scenario in the real basis (docs/model.md): steering vectors, receive rows, weights of the bound. */
import type { Model } from '../../bindings/verify/index.js';
import { kappas } from '../../bindings/verify/index.js';
import type { Fidelity } from '../../bindings/types.js';
import { axpy, buffer, dot, multiply, scale } from './dense.js';

export interface Problem {
  L: number;
  M: number;
  /** Dimension of the span of the steering vectors, and how many of its directions carry nearly all of them. */
  r: number;
  leading: number;
  receiveColumns: number;
  /** Steering vectors as rows, L×M, and in the span, L×r. */
  full: Float64Array;
  span: Float64Array;
  /** sqrt(N P0/σ²) s_l α_l a_r,l, L×M_r. */
  receive: Float64Array;
  /** Σ κ_l = 1. */
  kappa: Float64Array;
  /** The objective in SI units at R = P0·I/M_t. */
  unit: number;
  /** Nats of log det a bps/Hz. */
  nats: number;
}

/** What of a squared length, relatively, makes a direction leading, and what is rounding. */
const LEADING = 1e-4;
const ROUNDING = 1e-28;

export function problem(model: Model, fidelity: Exclude<Fidelity, 'coupled'>): Problem {
  const { devices, transmitAntennas: M, receiveAntennas } = model;
  const L = devices.length;
  const full = buffer(L * M);
  const receive = buffer(L * receiveAntennas);
  const snr = Math.sqrt((model.symbolCount * model.power) / model.noise);
  devices.forEach(({ transmit, receive: arrival, amplitude }, l) => {
    centre(transmit.re, transmit.im, 1, full, l * M);
    centre(arrival.re, arrival.im, snr * amplitude, receive, l * receiveAntennas);
  });
  const kappa = Float64Array.from(kappas(model, fidelity, 'sum'));
  const sum = kappa.reduce((a, b) => a + b);
  scale(L, 1 / sum, kappa, 0);
  const { basis, r, leading } = spanBasis(full, L, M);
  const span = buffer(L * r);
  multiply(span, full, basis, L, M, r);
  return {
    ...{ L, M, r, leading, receiveColumns: receiveAntennas, full, span, receive, kappa },
    unit: sum / model.power,
    nats: model.symbolCount * Math.LN2,
  };
}

/** A steering vector with its phases moved to the array's centre: √2 cosines, then √2 sines from the end. */
function centre(re: number[], im: number[], s: number, out: Float64Array, at: number): void {
  const M = re.length;
  const phase = -Math.atan2(im[M - 1], re[M - 1]) / 2;
  for (let m = 0; m < M >> 1; m++) {
    out[at + m] = s * Math.SQRT2 * (re[m] * Math.cos(phase) - im[m] * Math.sin(phase));
    out[at + M - 1 - m] = s * Math.SQRT2 * (re[m] * Math.sin(phase) + im[m] * Math.cos(phase));
  }
  if (M & 1) out[at + (M >> 1)] = s * Math.sign(re[M >> 1] * Math.cos(phase) - im[M >> 1] * Math.sin(phase));
}

/** Orthonormal columns (M×r) by pivoted Gram–Schmidt of the rows. */
function spanBasis(full: Float64Array, L: number, M: number) {
  const rows = new Float64Array(L * M);
  const residuals = full.slice();
  const used = new Set<number>();
  const norm = (l: number) => dot(M, residuals, l * M, residuals, l * M);
  let r = 0;
  let leading = 0;
  while (r < Math.min(L, M)) {
    let pivot = -1;
    for (let l = 0; l < L; l++) if (!used.has(l) && (pivot < 0 || norm(l) > norm(pivot))) pivot = l;
    const largest = norm(pivot);
    if (largest < ROUNDING * M) break;
    if (largest > LEADING * M) leading = r + 1;
    used.add(pivot);
    const at = r * M;
    rows.set(residuals.subarray(pivot * M, (pivot + 1) * M), at);
    for (let again = 0; again < 2; again++) {
      for (let k = 0; k < r; k++) axpy(M, -dot(M, rows, at, rows, k * M), rows, k * M, rows, at);
      scale(M, 1 / Math.sqrt(dot(M, rows, at, rows, at)), rows, at);
    }
    for (let l = 0; l < L; l++) axpy(M, -dot(M, residuals, l * M, rows, at), rows, at, residuals, l * M);
    r++;
  }
  const basis = buffer(M * r);
  for (let m = 0; m < M; m++) for (let k = 0; k < r; k++) basis[m * r + k] = rows[k * M + m];
  return { basis, r, leading };
}
