/**
 * Enclosures of a result's optima in which every rounding is accounted for, for the exact problem that the scenario's
 * doubles define. Shares no code with the solver or the rest of the verifier. docs/proofs.md derives the bounds.
 */
import type { Certificate, ComplexMatrix, Point, Result, SignalPair } from '../../types.js';
import { add, divide, exact, lower, multiply, subtract, upper } from './ball.js';
import { ln2 } from './elementary.js';
import {
  attainedNats,
  feasible,
  largestNats,
  lowerBound,
  objectiveAt,
  problemOf,
  rateOf,
  type Problem,
} from './enclosure.js';
import { NotProved } from './not-proved.js';
import { sceneOf } from './scene.js';

/** Two doubles that what is enclosed lies between, ends included. */
export interface Enclosure {
  lower: number;
  upper: number;
  /** (upper − lower)/upper */
  width: number;
}

export interface PointProof {
  rateFloor: number;
  status: string;
  proved: boolean;
  /**
   * optimal: of the least objective at this floor. boundary: of the largest rate, bps/Hz. infeasible: null, or, where a
   * bound was asked for, of nothing that reaches it: `lower` is what no covariance goes below. null where not proved.
   */
  enclosure: Enclosure | null;
  /** The first thing that could not be proved. */
  reason?: string;
}

export interface Proof {
  proved: boolean;
  /** Of the largest rate, bps/Hz; null where the result does not name it. */
  maxRate: Omit<PointProof, 'rateFloor' | 'status'> | null;
  points: PointProof[];
}

/** An enclosure as wide as this, relatively, proves no optimum: twice the gap that an optimal point may have. */
const widest = 2e-8;

/**
 * Proves a result made with `covariance: true`, or says what could not be proved. Never throws: what cannot be read is
 * not proved.
 */
export function proveResult(result: Result | Result<SignalPair>): Proof {
  let problem: Problem;
  try {
    const { scenario, fidelity, objective, over, silent } = result;
    if (!['printed', 'decoupled', 'coupled'].includes(fidelity)) throw new NotProved('fidelity');
    if (over === 'worst') throw new NotProved('over: the worst device is not covered');
    problem = problemOf(sceneOf(scenario, silent), fidelity, objective);
    if (problem.scene.devices.length === 0) throw new NotProved('scenario.devices: all are silent');
  } catch (error) {
    return { proved: false, maxRate: null, points: pointsOf(result).map((point) => failed(point, error)) };
  }
  const maxRate = result.maxRate === null ? null : attempt(() => enclosureOfLargest(problem, result));
  const points = pointsOf(result).map((point) => ({
    rateFloor: point?.rateFloor,
    status: named(point?.status),
    ...attempt(() => enclosureOf(problem, result, point)),
  }));
  const all = points.length > 0 && points.every(({ proved }) => proved);
  return { proved: all && maxRate?.proved !== false, maxRate, points };
}

function pointsOf(result: { points?: unknown }): Point[] {
  return Array.isArray(result?.points) ? (result.points as Point[]) : [];
}

/** A status as the file has it, of no length that somebody chose. */
const named = (status: unknown): string => String(status).slice(0, 80);

function attempt(prove: () => Enclosure | null) {
  try {
    return { proved: true, enclosure: prove() };
  } catch (error) {
    return { proved: false, enclosure: null, reason: messageOf(error) };
  }
}

function failed(point: Point, error: unknown): PointProof {
  const { rateFloor, status } = point ?? {};
  return { rateFloor, status: named(status), proved: false, enclosure: null, reason: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof NotProved ? error.message : `the result cannot be read: ${String(error)}`;
}

function enclosureOf(problem: Problem, result: Result | Result<SignalPair>, point: Point): Enclosure | null {
  const { status, rateFloor, bound } = point;
  requireNumber(rateFloor, 'rateFloor');
  if (status === 'boundary') return boundary(problem, result, rateFloor);
  if (status === 'infeasible') {
    if (bound !== undefined) return unreachable(problem, point, bound);
    const most = upper(rateOf(problem, largestNats(problem, largestOf(result).K)));
    if (!(rateFloor > most))
      throw new NotProved(`rateFloor: some covariance may reach it, none exceeds ${most}`);
    return null;
  }
  if (status !== 'optimal') throw new NotProved(`status: ${named(status)}`);
  const certificate = certificateOf(problem, point);
  const V = complex(point.factor, 'factor', problem.C[0].length);
  const low = lower(lowerBound(problem, rateFloor, certificate));
  const high = upper(objectiveAt(problem, feasible(problem, V, rateFloor, certificate.K)));
  const enclosure = enclose(low, high);
  agreeing(problem, point, enclosure);
  if (bound !== undefined) withinBound(problem, point, certificate, high);
  return enclosure;
}

/** The numbers that the point reports are those enclosed, to the width that an optimum may have. */
function agreeing({ scene, objective }: Problem, point: Point, enclosure: Enclosure): void {
  const { crb, lowerBound: reported, slope, certificate } = point;
  const value = crb?.[objective === 'sum' ? 'total' : objective];
  const near = (a: unknown, b: number) =>
    typeof a === 'number' && Math.abs(a - b) <= widest * enclosure.upper;
  if (!near(value, enclosure.upper)) throw new NotProved(`crb: ${enclosure.upper} could be shown`);
  if (!near(reported, enclosure.lower)) throw new NotProved(`lowerBound: ${enclosure.lower} could be shown`);
  const price = certificate!.mu * scene.symbolCount.h * ln2.h;
  if (!(Math.abs(slope! - price) <= 1e-12 * price)) throw new NotProved(`slope: ${price} by the multiplier`);
}

/** A bound Ψ was asked for: the point keeps within it, and nothing that does has a rate above rateBound. */
function withinBound(problem: Problem, point: Point, certificate: Certificate, high: number): void {
  const { rateFloor, bound, rateBound } = point;
  if (!(high <= bound! * (1 + 1e-8))) throw new NotProved(`bound: the covariance may exceed it, ${high}`);
  if (rateBound === undefined || rateBound === null) throw new NotProved('rateBound: is missing');
  // f(R) ≥ low + μ N ln 2 (C(R) − Γ) for every R, so f(R) ≤ Ψ leaves C(R) ≤ Γ + (Ψ − low)/(μ N ln 2)
  const slope = multiply(multiply(exact(certificate.mu), problem.scene.symbolCount), ln2);
  const left = subtract(exact(bound!), lowerBound(problem, rateFloor, certificate));
  const most = upper(add(exact(rateFloor), divide(left, slope)));
  if (!(most <= rateBound * (1 + 1e-9))) throw new NotProved(`rateBound: ${most} could be shown, no less`);
}

/** No covariance whatever its rate has an objective as small as the bound. */
function unreachable(problem: Problem, point: Point, bound: number): Enclosure {
  const certificate = { ...certificateOf(problem, point), mu: 0 };
  const low = lower(lowerBound(problem, 0, certificate));
  if (!(low > bound)) throw new NotProved(`bound: some covariance may keep it, none goes below ${low}`);
  return { lower: low, upper: Infinity, width: 1 };
}

function boundary(problem: Problem, result: Result | Result<SignalPair>, rateFloor: number): Enclosure {
  const enclosure = enclosureOfLargest(problem, result);
  // to 1e-9, as the status promises: the floor as a double may lie above all that is attained
  const inside = rateFloor <= enclosure.upper * (1 + 1e-9) && rateFloor >= enclosure.lower * (1 - 1e-9);
  if (!inside) throw new NotProved('rateFloor: is not at the largest rate');
  return enclosure;
}

function enclosureOfLargest(problem: Problem, result: Result | Result<SignalPair>): Enclosure {
  const { K, V } = largestOf(result, problem);
  const low = lower(rateOf(problem, attainedNats(problem, V!)));
  const high = upper(rateOf(problem, largestNats(problem, K)));
  requireNumber(result.maxRate, 'maxRate');
  requireNumber(result.maxRateBound, 'maxRateBound');
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-8 * Math.abs(b);
  if (!near(result.maxRate!, low)) throw new NotProved(`maxRate: ${low} could be shown to be attained`);
  if (!near(result.maxRateBound!, high)) throw new NotProved(`maxRateBound: ${high} could be shown`);
  return enclose(low, high);
}

function enclose(low: number, high: number): Enclosure {
  const width = (high - low) / high;
  if (!(width >= 0 && width <= widest))
    throw new NotProved(`width: between ${low} and ${high}, ${width} of it`);
  return { lower: low, upper: high, width };
}

/** Factor and certificate of the largest rate. */
function largestOf(
  result: Result | Result<SignalPair>,
  problem?: Problem,
): { K: ComplexMatrix; V?: ComplexMatrix } {
  const { maxRateFactor, maxRateCertificate } = result;
  if (maxRateCertificate === undefined) throw new NotProved('maxRateCertificate: is missing');
  const K = triangular(maxRateCertificate.K, 'maxRateCertificate.K');
  if (problem === undefined) return { K };
  return { K, V: complex(maxRateFactor, 'maxRateFactor', problem.C[0].length) };
}

function certificateOf({ fidelity, B, C }: Problem, { certificate }: Point): Certificate {
  if (certificate === undefined) throw new NotProved('certificate: is missing');
  const { mu, y, Y, K } = certificate;
  requireNumber(mu, 'certificate.mu');
  if (mu < 0) throw new NotProved('certificate.mu: is negative');
  const L = C.length;
  if (fidelity === 'coupled') numbers(Y, 'certificate.Y', B[0].length, B.length);
  else numbers([y], 'certificate.y', 1, L);
  return { mu, y, Y, K: triangular(K, 'certificate.K', L) };
}

function requireNumber(value: unknown, path: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new NotProved(`${path}: must be a number`);
}

/** rows×columns numbers, or any number of columns of one length. */
function numbers(value: unknown, path: string, rows: number, columns?: number): void {
  const list = value as number[][];
  const width = columns ?? (Array.isArray(list?.[0]) ? list[0].length : 0);
  const right =
    Array.isArray(list) &&
    list.length === rows &&
    list.every((row) => Array.isArray(row) && row.length === width && row.every(Number.isFinite));
  if (!right || width === 0)
    throw new NotProved(`${path}: must be ${rows} rows of ${columns ?? 'as many'} numbers`);
}

function complex(value: unknown, path: string, rows: number, columns?: number): ComplexMatrix {
  const { re, im } = (value ?? {}) as ComplexMatrix;
  numbers(re, `${path}.re`, rows, columns);
  numbers(im, `${path}.im`, rows, re[0].length);
  return { re, im };
}

/** log det K K^H is twice the sum of the diagonal's logarithms only where K is triangular. */
function triangular(value: unknown, path: string, size?: number): ComplexMatrix {
  const n = size ?? (value as ComplexMatrix | undefined)?.re?.length ?? 0;
  const K = complex(value, path, n, n);
  const filled = (below: boolean) =>
    K.re.some((row, i) => row.some((x, j) => (below ? j < i : j > i) && (x !== 0 || K.im[i][j] !== 0)));
  const positive = K.re.every((row, i) => row[i] > 0 && K.im[i][i] === 0);
  if ((filled(true) && filled(false)) || !positive)
    throw new NotProved(`${path}: must be triangular with a positive diagonal`);
  return K;
}
