/**
 * Enclosures of a result's optima in which every rounding is accounted for, for the exact problem that the scenario's
 * doubles define. Shares no code with the solver or the rest of the verifier. docs/proofs.md derives the bounds.
 */
import type { Certificate, ComplexMatrix, Point, Result, SignalPair } from '../../types.js';
import { add, divide, exact, lower, multiply, one, subtract, upper, type Ball } from './ball.js';
import { matrix } from './complex.js';
import { exclusion, largestNats, lowerBound } from './dual.js';
import { ln2 } from './elementary.js';
import { limitNames } from './limits.js';
import { NotProved } from './not-proved.js';
import { aims } from './fisher.js';
import { feasible, objectiveAt, rateNats, seen } from './primal.js';
import { problemOf, rateOf, type Problem } from './problem.js';
import { readCertificate, readComplex, readLargest, readPrices, requireNumber } from './read.js';
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
  /**
   * Of the largest rate, bps/Hz; of nothing where limits are shown to exclude each other; null where the result claims
   * neither.
   */
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
    if (!Object.hasOwn(aims, objective)) throw new NotProved('objective');
    if (!['sum', 'worst'].includes(over)) throw new NotProved('over');
    const scene = sceneOf(scenario, silent);
    if (scene.devices.length === 0) throw new NotProved('scenario.devices: all are silent');
    problem = problemOf(scene, fidelity, objective, over);
  } catch (error) {
    return { proved: false, maxRate: null, points: pointsOf(result).map((point) => failed(point, error)) };
  }
  const excluded = result.limitsCertificate === undefined ? null : attempt(() => excluding(problem, result));
  const largest = () => (result.maxRate === null ? null : attempt(() => enclosureOfLargest(problem, result)));
  const maxRate = excluded ?? largest();
  const points = pointsOf(result).map((point) => ({
    rateFloor: point?.rateFloor,
    status: named(point?.status),
    ...attempt(() =>
      excluded?.proved && point?.status === 'infeasible' ? null : enclosureOf(problem, result, point),
    ),
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
    const { K, prices } = readLargest(problem, result.maxRateCertificate);
    const most = upper(rateOf(problem, largestNats(problem, K, prices)));
    if (!(rateFloor > most))
      throw new NotProved(`rateFloor: some covariance may reach it, none exceeds ${most}`);
    return null;
  }
  if (status !== 'optimal') throw new NotProved(`status: ${named(status)}`);
  const certificate = readCertificate(problem, point);
  const V = readComplex(point.factor, 'factor', problem.scene.transmitAntennas);
  const least = lowerBound(problem, rateFloor, certificate);
  const others = result.maxRateFactor ? [matrix(readLargestFactor(problem, result))] : [];
  const R = feasible(problem, V, { rateFloor, K: certificate.K }, others);
  const enclosure = enclose(lower(least), objectiveAt(problem, R));
  agreeing(problem, point, enclosure);
  agreeingLimits(problem, point, certificate, V);
  if (bound !== undefined) withinBound(problem, point, least, enclosure.upper);
  return enclosure;
}

/** The numbers that the point reports are those enclosed, to the width that an optimum may have. */
function agreeing({ scene, objective, over }: Problem, point: Point, enclosure: Enclosure): void {
  const { crb, value, lowerBound: reported, slope, certificate } = point;
  const near = (a: unknown, b: number) =>
    typeof a === 'number' && Math.abs(a - b) <= widest * enclosure.upper;
  if (!near(value, enclosure.upper)) throw new NotProved(`value: ${enclosure.upper} could be shown`);
  const plain = over === 'sum' && scene.devices.every(({ rootWeight }) => rootWeight === one);
  if (plain && !near(crb?.[aims[objective].key], enclosure.upper))
    throw new NotProved(`crb: ${enclosure.upper} could be shown`);
  if (!near(reported, enclosure.lower)) throw new NotProved(`lowerBound: ${enclosure.lower} could be shown`);
  const price = certificate!.mu * scene.symbolCount.h * ln2.h;
  if (!(Math.abs(slope! - price) <= 1e-12 * price)) throw new NotProved(`slope: ${price} by the multiplier`);
}

/** Powers, limits and prices as the point reports them. */
function agreeingLimits(
  problem: Problem,
  point: Point,
  { limits: prices }: Certificate,
  V: ComplexMatrix,
): void {
  const { scene } = problem;
  if (scene.limits.length === 0) return;
  const { radiated } = seen(problem, matrix(V));
  const reported = limitNames.flatMap((name) => point.limits![name]);
  if (reported.length !== scene.limits.length) throw new NotProved('limits: one entry a limit');
  reported.forEach(({ power, limit, price }, i) => {
    const { watts } = scene.limits[i];
    const near = (a: number, b: number, scale: number) => Math.abs(a - b) <= 1e-8 * scale;
    if (!near(power, radiated[i].h, radiated[i].h + watts.h))
      throw new NotProved(`limits, entry ${i}: ${radiated[i].h} W could be shown`);
    if (!near(limit, watts.h, 1e-4 * watts.h)) throw new NotProved(`limits, entry ${i}: ${watts.h} W`);
    if (price !== prices![i]) throw new NotProved(`limits, entry ${i}: the price is not the certificate's`);
  });
}

/** A bound Ψ was asked for: the point keeps within it, and nothing that does has a rate above rateBound. */
function withinBound({ scene }: Problem, point: Point, least: Ball, high: number): void {
  const { rateFloor, bound, rateBound, certificate } = point;
  if (!(high <= bound! * (1 + 1e-8))) throw new NotProved(`bound: the covariance may exceed it, ${high}`);
  if (rateBound === undefined || rateBound === null) throw new NotProved('rateBound: is missing');
  // f(R) ≥ least + μ N ln 2 (C(R) − Γ) for every R, so f(R) ≤ Ψ leaves C(R) ≤ Γ + (Ψ − least)/(μ N ln 2)
  const slope = multiply(multiply(exact(certificate!.mu), scene.symbolCount), ln2);
  const left = subtract(exact(bound!), least);
  const most = upper(add(exact(rateFloor), divide(left, slope)));
  if (!(most <= rateBound * (1 + 1e-9))) throw new NotProved(`rateBound: ${most} could be shown, no less`);
}

/** No covariance whatever its rate has an objective as small as the bound. */
function unreachable(problem: Problem, point: Point, bound: number): Enclosure {
  const certificate = { ...readCertificate(problem, point), mu: 0 };
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
  const { K, prices } = readLargest(problem, result.maxRateCertificate);
  const R = feasible(problem, readLargestFactor(problem, result), null);
  const low = lower(rateOf(problem, rateNats(problem, R)));
  const high = upper(rateOf(problem, largestNats(problem, K, prices)));
  requireNumber(result.maxRate, 'maxRate');
  requireNumber(result.maxRateBound, 'maxRateBound');
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-8 * Math.abs(b);
  if (!near(result.maxRate!, low)) throw new NotProved(`maxRate: ${low} could be shown to be attained`);
  if (!near(result.maxRateBound!, high)) throw new NotProved(`maxRateBound: ${high} could be shown`);
  return enclose(low, high);
}

function readLargestFactor(
  { scene }: Problem,
  { maxRateFactor }: Result | Result<SignalPair>,
): ComplexMatrix {
  return readComplex(maxRateFactor, 'maxRateFactor', scene.transmitAntennas);
}

/** No covariance keeps to all limits: where the result says so, it names no largest rate. */
function excluding(problem: Problem, { limitsCertificate, maxRate }: Result | Result<SignalPair>): null {
  if (maxRate !== null) throw new NotProved('maxRate: where limits exclude each other there is none');
  const prices = readPrices(problem, limitsCertificate!.limits, 'limitsCertificate.limits');
  const least = upper(exclusion(problem, prices));
  if (!(least < 0)) throw new NotProved(`limitsCertificate: ${least} could be shown, which is not below 0`);
  return null;
}

function enclose(low: number, high: number): Enclosure {
  const width = (high - low) / high;
  if (!(width >= 0 && width <= widest))
    throw new NotProved(`width: between ${low} and ${high}, ${width} of it`);
  return { lower: low, upper: high, width };
}
