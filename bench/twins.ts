/** The core against its twin in plain TypeScript, on the same curves in the same run. */
import type { ScenarioInput, Solver } from 'isabc';
import { model } from '../bindings/verify/index.js';
import { time } from './measure.js';
import { inBatches } from './solves.js';
import { problem } from './twin/problem.js';
import { Twin } from './twin/twin.js';

export interface AgainstTwin {
  /** Certified points of printed curves of 21 a second of processor time. */
  twinPointsPerSecond: number;
  /** How many times more of them the core gives. */
  ratio: number;
  /** Newton steps of the twin a point, those of the extremes included. */
  twinIterations: number;
  /** Curves that the twin's shortened algorithm left uncertified, and that are left out on both sides. */
  skipped: number;
}

/** The twin's set-up, model and buffers, is not part of its time; the core's is part of the core's. */
export function againstTwin(solver: Solver, scenarios: ScenarioInput[], seconds: number): AgainstTwin {
  const pairs = scenarios.map((scenario) => {
    const completed = solver.tradeoff(scenario, { rates: [0], extremes: false }).scenario;
    return { scenario, twin: new Twin(problem(model(completed), 'printed')) };
  });
  const first = pairs.map(({ twin }) => twin.curve(21));
  const used = pairs.filter((_, i) => first[i].certified);
  const pass = () => used.forEach(({ twin }) => twin.curve(21));
  const warm = performance.now();
  while (performance.now() - warm < 1500) pass(); // until all of it is compiled
  const twinPointsPerSecond = (21 * used.length) / time('twin', pass, seconds).cpu;
  const core = inBatches(
    solver,
    used.map(({ scenario }) => scenario),
    { points: 21 },
    seconds,
  );
  const steps = first.reduce((sum, curve) => sum + (curve.certified ? curve.steps : 0), 0);
  return {
    twinPointsPerSecond,
    ratio: core.pointsPerSecond / twinPointsPerSecond,
    twinIterations: steps / (21 * used.length),
    skipped: pairs.length - used.length,
  };
}
