/** What both entries export, whichever way they come by the .wasm. */

export type { Batch, BatchOptions } from './batch.js';
export { rowStatuses, type PointColumns, type RowStatus } from './columns.js';
export { InputError, type InputIssue } from './errors.js';
export { formatBeamformingCsv, formatCsv, formatJson, formatTable } from './format.js';
export { parseJson } from './json.js';
export { formatSummary } from './monte-carlo/format-summary.js';
export { parseExperiment } from './monte-carlo/experiment.js';
export { chunkPlan, type ChunkPlan } from './monte-carlo/plan.js';
export type { MonteCarloOptions, MonteCarloProgress } from './monte-carlo/run.js';
export type * from './monte-carlo/types.js';
export { parseScenario } from './scenario.js';
export { formatSimulation } from './simulate/format.js';
export type {
  Accuracy,
  ErrorSummary,
  Sampling,
  SimulatedDevice,
  SimulateOptions,
  Simulation,
} from './simulate/types.js';
export { Solver } from './solver.js';
export type { LoadOptions, WasmSource } from './load.js';
export { verifyResult, type Check, type PointVerdict, type Verdict } from './verify/index.js';
export {
  summarize,
  Summarizer,
  type Distribution,
  type OutageCurve,
  type Summary,
  type SummaryEntry,
} from './monte-carlo/summary.js';
export type * from './types.js';
export type { TradeoffAsyncOptions } from './workers/tradeoff-async.js';
