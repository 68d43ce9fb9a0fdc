/** A curve over a core, point by point: the floors it has, the points there, and the result they make. */

import { warningsOf } from '../input/warnings.js';
import type { CompleteTradeoffOptions } from '../input/options.js';
import type { ComplexMatrix, Fidelity, Objective, Over, Point, Result, Scenario } from '../types.js';

/** A point that is done, and its place among those asked for. */
export interface PointEvent {
  index: number;
  point: Point;
}

/** What a curve needs of the core. */
export interface CurveCore {
  /** Takes a completed scenario. Throws InputError where the model refuses it. */
  load(scenario: Scenario, fidelity: Fidelity, objective: Objective, field?: 'auto', over?: Over): void;
  /** Indices of the silent devices of the loaded scenario. */
  readonly silent: readonly number[];
  /** Largest rate, attained and certified, and free rate, bps/Hz. */
  extremes(): { maxRate: number; maxRateBound: number; freeRate: number };
  /** The rate floor at a fraction of the curve, bps/Hz. */
  floorAt(fraction: number): number;
  /** The largest rate alone, with the covariance's factor and the certificate. */
  maxRate(): {
    maxRate: number;
    maxRateBound: number;
    factor: ComplexMatrix;
    certificate: { K: ComplexMatrix; limits?: number[] };
  };
  /** What proves that the limits exclude each other, 1/W; null where they do not. */
  readonly exclusion: number[] | null;
  /** The certified optimum at a floor, bps/Hz; with covariance, factor and certificate where asked for. */
  point(rateFloor: number, detail: boolean): Point;
  /** The largest rate whose objective stays at or below `bound`; likewise. */
  pointAtBound(bound: number, detail: boolean): Point;
}

/** The curve ends at this share of the way to maxRate, as its slope grows without bound there. */
const end = 0.999;

/**
 * Fractions t = 0.999·k/(N − 1) of a curve, k = 0 … N − 1, and t = 0 for a single one. The core makes rate floors of
 * them: see `PointColumns.fraction`.
 */
export function evenFractions(count: number): number[] {
  return Array.from({ length: count }, (_, k) => (count === 1 ? 0 : (end * k) / (count - 1)));
}

/** The floors in the order in which they are solved, by their places. */
function solvingOrder({ signal }: Scenario, floors: readonly number[], areBounds: boolean): number[] {
  const places = floors.map((_, i) => i);
  // the points of a superposed signal are no certified optima: each starts from the floor above it, and is never worse
  return signal === 'superposed' && !areBounds ? places.sort((i, j) => floors[j] - floors[i]) : places;
}

/** The floor at a fraction of the curve; where limits leave no curve, 0. */
function floorOf(core: CurveCore, fraction: number): number {
  const floor = core.floorAt(fraction);
  return Number.isNaN(floor) ? 0 : floor;
}

/** What was found, or null where nothing was. */
const known = <T extends { maxRate: number }>(largest: T): T | null =>
  Number.isNaN(largest.maxRate) ? null : largest;

/**
 * Yields each point when it is done, with its place in the result, which it returns in the end. Input is validated and
 * completed.
 */
export function* curvePoints(
  core: CurveCore,
  scenario: Scenario,
  options: CompleteTradeoffOptions,
): Generator<PointEvent, Result, undefined> {
  const { rates, points: count = 0, bounds, fidelity, objective, over, covariance, extremes } = options;
  core.load(scenario, fidelity, objective, 'auto', over);
  const ends = extremes ? core.extremes() : null;
  const asked = bounds ?? rates ?? evenFractions(count).map((t) => floorOf(core, t));
  const points = new Array<Point>(asked.length);
  for (const index of solvingOrder(scenario, asked, bounds !== undefined)) {
    const value = asked[index];
    const point = bounds ? core.pointAtBound(value, covariance) : core.point(value, covariance);
    points[index] = point;
    yield { index, point };
  }

  // A floor at or beyond the largest rate is judged by that rate, so the result says it in any case.
  const beyond = points.some(({ status }) => status === 'infeasible' || status === 'boundary');
  const { exclusion } = core;
  const asks = exclusion === null && (ends !== null || beyond);
  const largest = asks ? known(core.maxRate()) : null;
  const warnings = warningsOf(scenario, largest?.maxRate ?? null);
  const result: Result = {
    schemaVersion: 1,
    version: __VERSION__,
    core: __CORE_HASH__,
    scenario,
    fidelity,
    objective,
    over,
    maxRate: largest?.maxRate ?? null,
    maxRateBound: largest?.maxRateBound ?? null,
    freeRate: exclusion === null && ends && !Number.isNaN(ends.freeRate) ? ends.freeRate : null,
    silent: [...core.silent],
    ...(warnings.length > 0 && { warnings }),
    points,
  };
  if (covariance && largest !== null) {
    result.maxRateFactor = largest.factor;
    result.maxRateCertificate = largest.certificate;
  }
  if (exclusion !== null) result.limitsCertificate = { limits: exclusion };
  return result;
}
