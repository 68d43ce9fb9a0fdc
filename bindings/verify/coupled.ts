/**
 * The Fisher information of all parameters together. Each parameter a belongs to a device p, moves the o-th derivative
 * of the pulse, o 0 or 1, and has a receive vector: delay (1, −h), direction (0, ∂h), amplitude (0, h), phase (0, j h).
 * With δ = τ_p − τ_q and k_pq = (2N/(σ²Δt)) s_p s_q α_p α_q (c_q R c_p^H),
 *   J_ab = Re{ k_pq ρ_ab(δ) v_a^H v_b },   ρ_ab = ∫ g^(o_a)(t) g^(o_b)(t+δ) dt,
 * plus what is known of places beforehand, G^T G/s² on a device's delay and directions. The paper keeps p = q only.
 */
import type { ComplexMatrix, Objective } from '../types.js';
import { inner, zeroMatrix, zeroReal, type ComplexVector } from './linalg.js';
import type { DeviceModel, Model } from './model.js';
import type { Correlations } from './pulse.js';
import { beamed } from './rate.js';

/** 'delay', the number of a direction, 'amplitude' or 'phase'. */
type Kind = 'delay' | 0 | 1 | 'amplitude' | 'phase';

/** One unknown of model.devices[device]. */
export interface Parameter {
  device: number;
  kind: Kind;
  /** Its row in B and Y: all delays, all first directions, all second ones, all amplitudes, all phases. */
  row: number;
}

/** Kinds that have rows; no directions where one antenna sees none and nothing is known beforehand. */
function kinds({ receiveAntennas, devices, directions, unknown }: Model): Kind[] {
  const seeing = receiveAntennas > 1 || devices.some(({ prior }) => prior > 0);
  const all: Kind[] = ['delay'];
  if (seeing) all.push(0);
  if (seeing && directions === 2) all.push(1);
  if (unknown !== 'none') all.push('amplitude');
  if (unknown === 'reflections') all.push('phase');
  return all;
}

/** The unknowns that J has a row for: a direction that cannot be observed is left out. */
export function parameters(model: Model): Parameter[] {
  return kinds(model).flatMap((kind, group) =>
    model.devices.flatMap(({ seen }, device) =>
      typeof kind === 'number' && !seen[kind]
        ? []
        : [{ device, kind, row: group * model.devices.length + device }],
    ),
  );
}

/** How many rows B and Y have. */
export function rowCount(model: Model): number {
  return kinds(model).length * model.devices.length;
}

/**
 * What an objective asks of a device: a column for each of its terms, a number for its delay and each direction. I for
 * `sum`, the delay or the directions, the rows of G for `position`; times the root of its weight.
 */
export function aim(model: Model, device: DeviceModel, objective: Objective): number[][] {
  const missing = objective === 'position' ? device.toPlace === null : !device.angleObservable;
  if (missing && objective !== 'delay')
    throw new Error(`devices[${device.index}]: its ${objective} is unobservable`);
  const root = Math.sqrt(device.weight);
  const size = 1 + model.directions;
  const unit = (i: number) => Array.from({ length: size }, (_, j) => (i === j ? root : 0));
  const all = Array.from({ length: size }, (_, i) => unit(i));
  const columns: Record<Objective, () => number[][]> = {
    sum: () => all,
    delay: () => all.slice(0, 1),
    angle: () => all.slice(1),
    position: () => device.toPlace!.map((row) => row.map((g) => root * g)),
  };
  return columns[objective]();
}

/** B: column c of device l's aim is c·L + l. */
export function objectiveColumns(model: Model, objective: Objective): number[][] {
  const L = model.devices.length;
  const aims = model.devices.map((device) => aim(model, device, objective));
  const B = zeroReal(rowCount(model), aims[0].length * L);
  aims.forEach((columns, l) =>
    columns.forEach((column, c) =>
      column.forEach((value, i) => {
        if (value !== 0) B[i * L + l][c * L + l] = value;
      }),
    ),
  );
  return B;
}

/** J(V V^H), over `parameters`; `coupled` false: without the terms between devices. */
export function fisher(model: Model, V: ComplexMatrix, coupled = true): number[][] {
  const unknowns = parameters(model);
  const C = coefficients(model);
  const beams = model.devices.map((device) => beamed(device, V));
  const J = unknowns.map((p, i) =>
    unknowns.map((q, j) => {
      if (!coupled && p.device !== q.device) return 0;
      // c_q R c_p^H = (V^H c_q^H)^H (V^H c_p^H)
      const power = inner(beams[q.device], beams[p.device]);
      return C.re[i][j] * power.re - C.im[i][j] * power.im;
    }),
  );
  known(model).forEach((row, i) => row.forEach((value, j) => (J[i][j] += value)));
  return J;
}

/** What is known beforehand, over `parameters`. */
export function known(model: Model): number[][] {
  const unknowns = parameters(model);
  const place = (kind: Kind) => (kind === 'delay' ? 0 : typeof kind === 'number' ? 1 + kind : -1);
  return unknowns.map((p) =>
    unknowns.map((q) => {
      const { prior, toPlace } = model.devices[p.device];
      const [i, j] = [place(p.kind), place(q.kind)];
      if (p.device !== q.device || !(prior > 0) || i < 0 || j < 0) return 0;
      return toPlace!.reduce((sum, row) => sum + (row[i] / prior) * (row[j] / prior), 0);
    }),
  );
}

/** Y of a certificate, by the unknowns that J has rows for. */
const rowsOf = (model: Model, Y: number[][]) => parameters(model).map(({ row }) => Y[row]);
const product = (a: number[], b: number[]) => a.reduce((sum, y, column) => sum + y * b[column], 0);

/** Hermitian A, M_t×M_t, with tr(Y^T (J(R) − J_0) Y) = ⟨A, R⟩ for every R: what the lower bound needs. */
export function fisherAdjoint(model: Model, Y: number[][], of = model): ComplexMatrix {
  const rows = rowsOf(model, Y);
  return informationAdjoint(
    model,
    rows.map((a) => rows.map((b) => product(a, b))),
    of,
  );
}

/** tr(Y^T J_0 Y). */
export function knownTerm(model: Model, Y: number[][]): number {
  const rows = rowsOf(model, Y);
  return known(model).reduce(
    (sum, row, i) =>
      row.reduce((s, value, j) => (value === 0 ? s : s + value * product(rows[i], rows[j])), sum),
    0,
  );
}

/**
 * Hermitian A, M_t×M_t, with tr(W (J(R) − J_0)) = ⟨A, R⟩ for every R; W symmetric, over `parameters`. `of`: the model in
 * the coordinates that R is in, whose transmit vectors count.
 */
export function informationAdjoint(model: Model, W: number[][], of = model): ComplexMatrix {
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
  // J = Re{C_pq c_q R c_p^H} = Re tr(C_pq c_p^H c_q R): A = Σ C_pq c_p^H c_q, Hermitian as C is.
  const A = zeroMatrix(model.transmitAntennas, model.transmitAntennas);
  for (let p = 0; p < L; p++) {
    for (let q = 0; q < L; q++) {
      const a = of.devices[p].transmit;
      const b = of.devices[q].transmit;
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
const computed = new WeakMap<Model, ComplexMatrix>();

/** Hermitian C over `parameters`, with J_ab − J_0 = Re{C_ab · c_q R c_p^H}. */
export function coefficients(model: Model): ComplexMatrix {
  const before = computed.get(model);
  if (before) return before;
  const unknowns = parameters(model);
  const C = zeroMatrix(unknowns.length, unknowns.length);
  const scale = (2 * model.symbolCount) / (model.noise * model.symbolDuration);
  const correlations = model.devices.map((p) =>
    model.devices.map((q) => model.pulse.correlations(p.delay - q.delay)),
  );
  const vectors = unknowns.map(({ device, kind }) => vectorOf(model.devices[device], kind));
  unknowns.forEach((p, i) =>
    unknowns.forEach((q, j) => {
      const first = model.devices[p.device];
      const second = model.devices[q.device];
      const pulse = pulseTerm(p, q, correlations);
      const space = inner(vectors[i], vectors[j]);
      const weight = scale * first.amplitude * second.amplitude * pulse;
      C.re[i][j] = weight * space.re;
      C.im[i][j] = weight * space.im;
    }),
  );
  computed.set(model, C);
  return C;
}

/** ρ_ab. */
function pulseTerm(p: Parameter, q: Parameter, correlations: Correlations[][]): number {
  const forward = correlations[p.device][q.device];
  if (p.kind === 'delay') return q.kind === 'delay' ? forward.dd : forward.gd;
  return q.kind === 'delay' ? correlations[q.device][p.device].gd : forward.gg;
}

function vectorOf({ receive, slopes }: DeviceModel, kind: Kind): ComplexVector {
  const { re, im } = receive;
  if (kind === 'delay') return { re: re.map((x) => -x), im: im.map((x) => -x) };
  if (kind === 'amplitude') return receive;
  if (kind === 'phase') return { re: im.map((x) => -x), im: re };
  return slopes[kind];
}
