/** Certified points a second: what a caller gets through the public API, checks and certificates included. */
import type { Fidelity, Point, Result, ScenarioInput, Solver } from 'isabc';
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
  /** The points of one pass, for counting operations. */
  all: Point[];
}

/** A way of solving one scenario; the points it gives. */
type Solve = (scenario: ScenarioInput, index: number) => Point[];

function measure(name: string, scenarios: ScenarioInput[], solve: Solve, seconds: number): Solves {
  const pass = () => scenarios.flatMap(solve);
  const all = pass();
  const { cpu, wall } = time(name, pass, seconds);
  const certified = all.filter(({ status }) => status === 'optimal');
  return {
    pointsPerSecond: certified.length / cpu,
    wallPointsPerSecond: certified.length / wall,
    points: all.length,
    certified: certified.length,
    iterations: all.reduce((sum, { iterations }) => sum + iterations, 0) / all.length,
    gap: median(certified.map(({ gap }) => Math.abs(gap!))),
    seconds: cpu,
    all,
  };
}

/** Different placements each time it is called with another seed. */
function placements(count: number, seed: number): ScenarioInput[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => scenarioTwo(random));
}

/** Curves of 21 points over random placements, extremes included. */
export function curves(solver: Solver, fidelity: Fidelity, count: number, seconds: number): Solves {
  const solve: Solve = (scenario) => solver.tradeoff(scenario, { points: 21, fidelity }).points;
  return measure(`${fidelity} curves`, placements(count, 1), solve, seconds);
}

/** One point a call, nothing known before: floors strictly between the free and the largest rate. */
export function coldPoints(solver: Solver, count: number, seconds: number): Solves {
  const scenarios = placements(count, 2);
  const floors = scenarios.map((scenario) => between(solver.tradeoff(scenario, { points: 1 })));
  const solve: Solve = (scenario, i) =>
    floors[i].map((floor) => solver.tradeoff(scenario, { rates: [floor], extremes: false }).points[0]);
  return measure('cold points', scenarios, solve, seconds);
}

function between({ maxRate, freeRate }: Result): number[] {
  return [0.1, 0.3, 0.5, 0.7, 0.9].map((t) => freeRate! + t * (maxRate! - freeRate!));
}

/** Three floors of fresh placements, at 0, 0.5 and 0.9 of the way from the free to the largest rate. */
export function threeFloors(solver: Solver, count: number, seconds: number): Solves {
  const solve: Solve = (scenario) => {
    const free = solver.tradeoff(scenario, { points: 1 });
    const rates = [0.5, 0.9].map((t) => free.freeRate! + t * (free.maxRate! - free.freeRate!));
    return [...free.points, ...solver.tradeoff(scenario, { rates, extremes: false }).points];
  };
  return measure('three floors', placements(count, 3), solve, seconds);
}
