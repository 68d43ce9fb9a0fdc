/** The core against its twin in plain JavaScript (scripts/build-twin.mjs), on the same curves in the same run. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { ScenarioInput, Solver } from 'isabc';
import { coreColumns, solveScenarios, type BatchExports, type BatchTask } from '../bindings/core/batch.js';
import { evenFractions } from '../bindings/solver/curve.js';
import type { Scenario } from '../bindings/types.js';
import { time } from './measure.js';
import { inBatches } from './solves.js';

export interface AgainstTwin {
  /** Certified points of printed curves of 21 a second of processor time. */
  twinPointsPerSecond: number;
  /** How many times more of them the core gives. */
  ratio: number;
}

/** The task of both: printed curves of 21, ends included. */
export const curveTask: BatchTask = {
  fidelity: 'printed',
  objective: 'sum',
  over: 'sum',
  extremes: true,
  fractions: evenFractions(21),
};

/** The twin's exports, the core's batch interface over a memory of its own; run from the root of the clone. */
export async function loadTwin(): Promise<BatchExports> {
  execFileSync(process.execPath, ['scripts/build-twin.mjs'], { stdio: 'inherit' });
  return (await import(pathToFileURL('build/twin/twin.mjs').href)) as BatchExports;
}

/** One number a row of what the core or the twin has solved. */
export function column(values: Float64Array, rows: number, name: (typeof coreColumns)[number]): Float64Array {
  const at = coreColumns.indexOf(name) * rows;
  return values.subarray(at, at + rows);
}

/** Both load their scenarios themselves; the twin is given them validated, and the core validates. */
export async function againstTwin(
  solver: Solver,
  scenarios: ScenarioInput[],
  seconds: number,
): Promise<AgainstTwin> {
  const twin = await loadTwin();
  const completed: Scenario[] = scenarios.map(
    (scenario) => solver.tradeoff(scenario, { rates: [0], extremes: false }).scenario,
  );
  const pass = () => solveScenarios(twin, completed, curveTask);
  const warm = performance.now();
  while (performance.now() - warm < 1500) pass(); // until all of it is compiled
  const { rows, values } = pass();
  const certified = column(values, rows, 'status').filter((status) => status === 0).length;
  const twinPointsPerSecond = certified / time('twin', pass, seconds).cpu;
  const core = inBatches(solver, scenarios, { points: 21, fidelity: 'printed' }, seconds);
  return { twinPointsPerSecond, ratio: core.pointsPerSecond / twinPointsPerSecond };
}
