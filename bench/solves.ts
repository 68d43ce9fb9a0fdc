/** Certified points a second: what a caller gets through the public API, checks and certificates included. */
import {
  rowStatuses,
  type Batch,
  type BatchOptions,
  type Fidelity,
  type ScenarioInput,
  type Solver,
  type Unknown,
} from 'isabc';
import { median, time } from './measure.js';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

export interface Solves {
  /** Only `optimal` points count. By processor time, and by wall time. */
  pointsPerSecond: number;
  wallPointsPerSecond: number;
  points: number;
  certified: number;
  /** Newton steps a point, in the mean. */
  iterations: number;
  /** Median of |gap| over the certified points. */
  gap: number;
  /** Seconds of processor time a pass over all placements. */
  seconds: number;
}

/** A point of the first pass. */
interface Solved {
  optimal: boolean;
  gap: number;
  iterations: number;
}

function measure(name: string, seconds: number, pass: () => void, solved: Solved[]): Solves {
  const { cpu, wall } = time(name, pass, seconds);
  const certified = solved.filter(({ optimal }) => optimal);
  return {
    pointsPerSecond: certified.length / cpu,
    wallPointsPerSecond: certified.length / wall,
    points: solved.length,
    certified: certified.length,
    iterations: solved.reduce((sum, { iterations }) => sum + iterations, 0) / solved.length,
    gap: median(certified.map(({ gap }) => Math.abs(gap))),
    seconds: cpu,
  };
}

/** Different placements each time it is called with another seed. */
export function placements(count: number, seed: number): ScenarioInput[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => scenarioTwo(random));
}

/** Many scenarios in one crossing of the border. */
export function inBatches(
  solver: Solver,
  scenarios: ScenarioInput[],
  options: BatchOptions,
  seconds: number,
): Solves {
  const pass = () => solver.batch(scenarios, options);
  return measure('batch', seconds, pass, rowsOf(pass()));
}

function rowsOf({ rows, status, gap, iterations }: Batch): Solved[] {
  return Array.from({ length: rows }, (_, row) => ({
    optimal: rowStatuses[status[row]] === 'optimal',
    gap: gap[row],
    iterations: iterations[row],
  }));
}

/** Curves of 21 points over random placements, extremes included. */
export function curves(
  solver: Solver,
  fidelity: Fidelity,
  count: number,
  seconds: number,
  unknown: Unknown = 'none',
): Solves {
  const scenarios = placements(count, 1).map((scenario) => ({ ...scenario, unknown }));
  return inBatches(solver, scenarios, { points: 21, fidelity }, seconds);
}

/** One point a call, nothing known before: floors strictly between the free and the largest rate. */
export function coldPoints(solver: Solver, count: number, seconds: number): Solves {
  const calls = placements(count, 2).flatMap((scenario) => {
    const { maxRate, freeRate } = solver.tradeoff(scenario, { points: 1, fidelity: 'printed' });
    return [0.1, 0.3, 0.5, 0.7, 0.9].map((t) => ({
      scenario,
      options: {
        rates: [freeRate! + t * (maxRate! - freeRate!)],
        extremes: false,
        fidelity: 'printed' as const,
      },
    }));
  });
  const pass = () => calls.map(({ scenario, options }) => solver.tradeoff(scenario, options).points[0]);
  const solved = pass().map(({ status, gap, iterations }) => ({
    optimal: status === 'optimal',
    gap: gap!,
    iterations,
  }));
  return measure('cold points', seconds, pass, solved);
}

/** Three floors of fresh placements, as a Monte Carlo run has them. */
export function threeFloors(solver: Solver, fidelity: Fidelity, count: number, seconds: number): Solves {
  return inBatches(solver, placements(count, 3), { fractions: [0, 0.5, 0.9], fidelity }, seconds);
}
