/**
 * Certified trade-offs between rate and localization in integrated sensing and backscatter communication.
 *
 *     import { loadSolver } from 'isabc'
 *     const solver = await loadSolver()
 *     const result = solver.tradeoff({ devices: [{ position: [1.5, -0.5] }] }, { points: 11 })
 *
 * @packageDocumentation
 */

import { platform } from './core/here.js';
import { solverFrom, type LoadOptions } from './core/load.js';
import { runMonteCarlo, type MonteCarloOptions } from './monte-carlo/run.js';
import type { DrawBatch, ExperimentInput } from './monte-carlo/types.js';
import type { Solver } from './solver/solver.js';
import type { Simulation } from './simulate/types.js';
import type { Batch } from './solver/batch.js';
import type {
  ComplexMatrix,
  Design,
  Evaluation,
  Objective,
  Result,
  ScenarioInput,
  SignalPair,
} from './types.js';
import { runBatches, type BatchesOptions, type ScenarioGroups } from './workers/batches.js';
import {
  runBatch,
  runEvaluate,
  runSimulate,
  runTradeoff,
  type BatchAsyncOptions,
  type EvaluateAsyncOptions,
  type SimulateAsyncOptions,
  type TradeoffAsyncOptions,
} from './workers/solve-async.js';

export type { Batch, BatchOptions } from './solver/batch.js';
export { rowStatuses, type Doubles, type PointColumns, type RowStatus } from './core/columns.js';
export { InputError, type InputIssue } from './input/errors.js';
export { boundWords } from './solver/bound-words.js';
export { boundOf, objectives } from './types.js';
export { limitsInOrder, limitKinds } from './limit-kinds.js';
export { limitsOf, type Limited } from './core/limits.js';
export { warningText } from './input/warnings.js';
export { formatBeamformingCsv, formatCsv, formatJson, formatTable } from './solver/format.js';
export { parseJson } from './input/json.js';
export { formatSummary } from './monte-carlo/format-summary.js';
export { parseExperiment } from './monte-carlo/experiment.js';
export { chunkPlan, type ChunkPlan } from './monte-carlo/plan.js';
export type { MonteCarloOptions, MonteCarloProgress } from './monte-carlo/run.js';
export type * from './monte-carlo/types.js';
export { antennaCount, isInSpace, isLine, orientationOf } from './input/arrays.js';
export { parseScenario } from './input/scenario.js';
export { formatSimulation } from './simulate/format.js';
export type {
  Accuracy,
  ErrorSummary,
  Sampling,
  SimulatedDevice,
  SimulateOptions,
  Simulation,
} from './simulate/types.js';
export type { PointEvent } from './solver/curve.js';
export { Solver } from './solver/solver.js';
export type { LoadOptions, WasmSource } from './core/load.js';
export * from './verify.js';
export {
  summarize,
  Summarizer,
  type Distribution,
  type OutageCurve,
  type Summary,
  type SummaryEntry,
} from './monte-carlo/summary.js';
export type * from './types.js';
export type { BatchesOptions, ScenarioGroups } from './workers/batches.js';
export type {
  BatchAsyncOptions,
  EvaluateAsyncOptions,
  SimulateAsyncOptions,
  TradeoffAsyncOptions,
  WorkerOptions,
} from './workers/solve-async.js';

/**
 * Loads the core: by default the `isabc.wasm` beside this file, read in Node and fetched in browsers and workers, or,
 * from `isabc/inline`, the one in it. Bundlers that copy no files need `wasm` or that entry.
 *
 * @throws Error naming the address where the .wasm cannot be read, fetched or compiled
 */
export function loadSolver({ wasm }: LoadOptions = {}): Promise<Solver> {
  return solverFrom(wasm ?? platform.wasm());
}

/**
 * Runs an experiment on workers, in threads of Node's or Web Workers: `worker.js` beside this file, or, from
 * `isabc/inline`, the code in it, for which a page with a content security policy must allow `worker-src blob:`.
 *
 *     for await (const { draws } of monteCarlo(experiment)) console.log(draws.total)
 *
 * Batches come in draw order and have the same bits for any number of workers, in every engine. Only a few are
 * computed ahead of the loop, so memory does not grow with the number of draws. Leaving the loop ends the workers. A
 * worker that dies is replaced and its draws are computed again.
 *
 * @param experiment `scenario`, `placement` and `draws` are required, see {@link ExperimentInput}
 * @param options `workers`, `signal`, `stop`, `onProgress`, see {@link MonteCarloOptions}
 * @throws InputError from the first step of the loop, naming every bad field
 * @throws the signal's reason, from the step after it was aborted
 * @throws Error where no worker can be started, or naming the draws at which three workers have failed
 */
export function monteCarlo(
  experiment: ExperimentInput,
  options: MonteCarloOptions = {},
): AsyncGenerator<DrawBatch, void, undefined> {
  return runMonteCarlo(platform, experiment, options);
}

/**
 * `solver.tradeoff` in a worker: the same result, without blocking the caller.
 *
 * @param options those of `tradeoff`; `signal` to cancel, `onPoint` to see points as they come
 * @throws InputError naming every bad field; the signal's reason once it is aborted; Error where no worker starts
 */
export function tradeoffAsync<Aim extends Objective = 'sum'>(
  scenario: ScenarioInput & { signal: 'superposed' },
  options?: TradeoffAsyncOptions<Aim>,
): Promise<Result<SignalPair, Aim>>;
export function tradeoffAsync<Aim extends Objective = 'sum'>(
  scenario: ScenarioInput,
  options?: TradeoffAsyncOptions<Aim>,
): Promise<Result<ComplexMatrix, Aim>>;
export function tradeoffAsync(
  scenario: ScenarioInput,
  options: TradeoffAsyncOptions = {},
): Promise<Result | Result<SignalPair>> {
  return runTradeoff(platform, scenario, options);
}

/**
 * `solver.evaluate` in a worker: the same evaluation, without blocking the caller.
 *
 * @param options those of `evaluate`, and `signal` to cancel
 * @throws as `tradeoffAsync`
 */
export function evaluateAsync(
  scenario: ScenarioInput,
  covariance: Design,
  options: EvaluateAsyncOptions = {},
): Promise<Evaluation> {
  return runEvaluate(platform, scenario, covariance, options);
}

/**
 * `solver.simulate` in a worker: the same report, without blocking the caller.
 *
 * @param options those of `simulate`; `signal` to cancel, `onTrial` to see how far it is
 * @throws as `tradeoffAsync`
 */
export function simulateAsync(scenario: ScenarioInput, options: SimulateAsyncOptions): Promise<Simulation> {
  return runSimulate(platform, scenario, options);
}

/**
 * Scenarios of one's own in any number, in a pool of workers: what `solver.batch` says of each group, group by group
 * in order, while no more than a few groups are held. Leaving the loop stops the workers.
 *
 *     for await (const { rows, maxRate } of batches(groupsOf(places, 256), { fractions: [0, 0.9] })) …
 *
 * @param groups arrays of scenarios, such as a generator's; they may come as slowly as they like
 * @param options those of `batch`, `workers`, and `signal` to cancel
 * @throws InputError from the step that meets a bad field, its path counted within the group; the signal's reason;
 *   Error where no worker starts
 */
export function batches(
  groups: ScenarioGroups,
  options: BatchesOptions = {},
): AsyncGenerator<Batch, void, undefined> {
  return runBatches(platform, groups, options);
}

/**
 * `solver.batch` in a worker: the same columns, without blocking the caller.
 *
 * @param options those of `batch`, and `signal` to cancel
 * @throws as `tradeoffAsync`
 */
export function batchAsync(
  scenarios: readonly ScenarioInput[],
  options: BatchAsyncOptions = {},
): Promise<Batch> {
  return runBatch(platform, scenarios, options);
}
