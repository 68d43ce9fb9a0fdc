/** A point's record and matrices as the core leaves them (assembly/abi.ts), read into what callers get. */

import * as abi from '../../assembly/abi.ts';
import { antennaCount } from '../input/arrays.js';
import type {
  Certificate,
  ComplexMatrix,
  DeviceBounds,
  Evaluation,
  Fidelity,
  InfeasiblePoint,
  Objective,
  Over,
  Point,
  Scenario,
  SignalPair,
  Status,
} from '../types.js';
import { rowStatuses } from './columns.js';
import { pointLimits, type Limited } from './limits.js';
import { complexMatrix, realRows, view, type MemoryExports } from './memory.js';
import { unsolvedReason } from './refusal.js';
import { rootMeanSquares } from './rmse.js';

/** What assembly/index.ts exports for it. Pointers are byte offsets. */
export interface PointExports extends MemoryExports {
  activeCount(): number;
  detail(): number;
  superposedDetail(): number;
}

/** The scenario that the core has loaded, and what was asked of it. */
export interface Loaded {
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** Indices of the devices without power. */
  silent: readonly number[];
  /** What it limits, in the core's order; nothing where the signal is superposed. */
  limited: readonly Limited[];
}

/** NaN is null on this side of the border. */
export const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** Where the limits' triples begin in a record. */
export const limitsAt = ({ scenario }: Loaded): number => abi.DEVICES + 3 * scenario.devices.length;

/** The whole record at `pointer`: its head, three bounds a device, three numbers a limit. */
export const recordAt = (wasm: MemoryExports, loaded: Loaded, pointer: number): Float64Array =>
  view(wasm, pointer, limitsAt(loaded) + 3 * loaded.limited.length);

/** The limits' multipliers, of the objective per W. */
export const pricesIn = (record: Float64Array, loaded: Loaded): number[] =>
  loaded.limited.map((_, i) => record[limitsAt(loaded) + 3 * i + 2]);

const boundsAt = (record: Float64Array, at: number): DeviceBounds => ({
  delay: orNull(record[at]),
  angle: orNull(record[at + 1]),
  position: orNull(record[at + 2]),
});

export function readBounds(
  record: Float64Array,
  { scenario, silent }: Loaded,
): Pick<Evaluation, 'crb' | 'rmse' | 'value' | 'devices'> {
  const devices = scenario.devices.map((_, i) =>
    silent.includes(i) ? null : boundsAt(record, abi.DEVICES + 3 * i),
  );
  const { delay, angle, position } = boundsAt(record, abi.TOTAL + 1);
  const crb = { total: orNull(record[abi.TOTAL]), delay, angle, position };
  const rmse = rootMeanSquares(crb, devices.length - silent.length);
  return { crb, rmse, value: orNull(record[abi.VALUE]), devices };
}

/** What no covariance reaches. */
export function unreached(
  rateFloor: number,
  iterations: number,
  limited: readonly Limited[] = [],
): InfeasiblePoint {
  return {
    rateFloor, status: 'infeasible', crb: null, rmse: null, devices: null, value: null,
    ...(limited.length > 0 && { limits: null }),
    rate: null, slope: null, lowerBound: null, gap: null, lmi: null, iterations, rank: null, realizable: null,
  }; // prettier-ignore
}

/** A point of one signal, without its matrices. */
export function readPoint(record: Float64Array, loaded: Loaded, rateFloor: number): Point {
  const { scenario, limited } = loaded;
  const status = rowStatuses[record[abi.STATUS]] as Status;
  const iterations = record[abi.ITERATIONS];
  if (status === 'infeasible') return unreached(rateFloor, iterations, limited);
  const certified = status !== 'boundary';
  // NaN where an unsolved point has no candidate
  const rank = orNull(record[abi.RANK]);
  const found = rank !== null;
  const { crb, rmse, value, devices } = readBounds(record, loaded);
  const point = {
    rateFloor,
    status,
    crb,
    rmse,
    value,
    devices,
    ...(limited.length > 0 && {
      limits: found ? pointLimits(limited, record.subarray(limitsAt(loaded)), certified) : null,
    }),
    rate: orNull(record[abi.RATE]),
    slope: certified ? orNull(record[abi.SLOPE]) : null,
    lowerBound: certified ? orNull(record[abi.LOWER_BOUND]) : null,
    gap: certified ? orNull(record[abi.GAP]) : null,
    lmi: orNull(record[abi.LMI]),
    iterations,
    rank,
    realizable: found ? rank <= scenario.symbolCount : null,
  } as Point; // the core sees to it that a status has its numbers
  if (status === 'unsolved') point.reason = unsolvedReason(point.lmi, point.gap);
  return point;
}

/** A superposed point, without its matrices; `change`: what a step to first order would still gain. */
export function readSuperposed(
  record: Float64Array,
  change: number,
  loaded: Loaded,
  rateFloor: number,
): Point {
  const point = readPoint(record, loaded, rateFloor);
  // with all power to communication nothing is sensed
  if (point.status === 'boundary')
    Object.assign(point, { crb: null, rmse: null, value: null, devices: null });
  if (point.status === 'stationary') point.stationarity = change;
  if (point.status === 'unsolved') point.reason = unsolvedReason(point.lmi, point.gap, change);
  return point;
}

/** Of a detail record (abi.ts): the factor, of M rows. */
export const factorIn = (wasm: MemoryExports, detail: Float64Array, M: number): ComplexMatrix =>
  complexMatrix(wasm, detail[abi.DETAIL_FACTOR], M, detail[abi.DETAIL_RANK]);

const covarianceIn = (wasm: MemoryExports, detail: Float64Array, M: number): ComplexMatrix =>
  complexMatrix(wasm, detail[abi.DETAIL_COVARIANCE], M, M);

/** The dual variables of objective and rate, of L devices. */
function dualIn(
  wasm: MemoryExports,
  detail: Float64Array,
  fidelity: Fidelity,
  L: number,
): Pick<Certificate, 'Y' | 'y' | 'K'> {
  const [dual, rows, columns] = detail.subarray(abi.DETAIL_DUAL);
  const y = realRows(wasm, dual, rows, columns);
  return {
    ...(fidelity === 'coupled' ? { Y: y } : { y: y.flat() }),
    K: complexMatrix(wasm, detail[abi.DETAIL_K], L, L),
  };
}

/** Covariance, factor and certificate of the last point. */
export function readDetail(
  wasm: PointExports,
  { scenario, fidelity, over, limited }: Loaded,
  record: Float64Array,
  certified: boolean,
  prices: number[],
): Pick<Point, 'covariance' | 'factor' | 'certificate'> {
  const mu = record[abi.MU];
  const M = antennaCount(scenario.transmitter);
  const L = wasm.activeCount();
  const detail = view(wasm, wasm.detail(), abi.DETAIL);
  const matrices = { covariance: covarianceIn(wasm, detail, M), factor: factorIn(wasm, detail, M) };
  if (!certified) return matrices;
  const certificate: Certificate = { mu, ...dualIn(wasm, detail, fidelity, L) };
  if (limited.length > 0) certificate.limits = prices;
  if (over === 'worst') certificate.shares = realRows(wasm, detail[abi.DETAIL_SHARES], 1, L)[0];
  return { ...matrices, certificate };
}

/** Both covariances, factors and the certificate of the last superposed point. */
export function readSuperposedDetail(
  wasm: PointExports,
  { scenario, fidelity }: Loaded,
  mu: number,
  status: Status,
): Pick<Point<SignalPair>, 'covariance' | 'factor' | 'certificate'> {
  const M = antennaCount(scenario.transmitter);
  const L = wasm.activeCount();
  const detail = view(wasm, wasm.superposedDetail(), abi.DETAIL);
  const sensing = detail.subarray(abi.DETAIL_SENSING);
  const covariance = {
    communication: covarianceIn(wasm, detail, M),
    sensing: covarianceIn(wasm, sensing, M),
  };
  const factor = { communication: factorIn(wasm, detail, M), sensing: factorIn(wasm, sensing, M) };
  if (status === 'boundary') return { covariance, factor };
  const certificate: Certificate = {
    mu,
    ...dualIn(wasm, detail, fidelity, L),
    powers: realRows(wasm, detail[abi.DETAIL_POWERS], 1, L)[0],
  };
  return { covariance, factor, certificate };
}
