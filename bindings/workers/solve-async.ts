/** The solver's longer calls in a worker each, which `signal` ends at once. */

import * as v from 'valibot';
import type { HostSignal } from '../core/host-types.js';
import type { LoadOptions } from '../core/load.js';
import type { InputIssue } from '../input/errors.js';
import { abortSignal, callback, check } from '../input/rules.js';
import type { SimulateOptions, Simulation } from '../simulate/types.js';
import type { Batch, BatchOptions } from '../solver/batch.js';
import { batchTask, curveTask, evaluationTask, simulationTask } from '../solver/checked.js';
import type { PointEvent } from '../solver/curve.js';
import type { Task } from '../solver/tasks.js';
import type {
  Design,
  Evaluation,
  EvaluateOptions,
  Objective,
  Point,
  Result,
  ScenarioInput,
  TradeoffOptions,
} from '../types.js';
import type { Platform } from './platform.js';
import { openPool } from './pool.js';

/** What every call in a worker takes beside its own options. */
export interface WorkerOptions extends LoadOptions {
  /** Ends the worker at once; the promise rejects with the signal's reason. */
  signal?: HostSignal;
}

export interface TradeoffAsyncOptions<Aim extends Objective = Objective>
  extends TradeoffOptions<Aim>, WorkerOptions {
  /**
   * Called with each point when it is done and its place in the result: in order, or from the highest rate floor down
   * under a superposed signal. An error it throws ends the worker and is what is rejected with.
   */
  onPoint?: (point: Point, index: number) => void;
}

export interface EvaluateAsyncOptions extends EvaluateOptions, WorkerOptions {}

export interface BatchAsyncOptions extends BatchOptions, WorkerOptions {}

export interface SimulateAsyncOptions extends SimulateOptions, WorkerOptions {
  /** Called with the number of trials that are done; as `onPoint` of a curve. */
  onTrial?: (done: number) => void;
}

/** What is wrong with the options that all calls have, and with a listener by its name. */
function issuesOf({ signal }: WorkerOptions, listeners: Record<string, unknown> = {}): InputIssue[] {
  const rules = Object.keys(listeners).map((name) => [name, v.optional(callback)] as const);
  const own = v.object({ signal: v.optional(abortSignal), ...Object.fromEntries(rules) });
  return check(own, { signal, ...listeners }, 'options').issues;
}

// A worker that replaces another begins again: the steps that the other had come to are known.

export async function runTradeoff(
  platform: Platform,
  scenario: ScenarioInput,
  { signal, onPoint, wasm, ...options }: TradeoffAsyncOptions,
): Promise<Result> {
  const task = curveTask(scenario, options, issuesOf({ signal }, { onPoint }));
  const told = new Set<number>();
  return run(platform, task, { signal, wasm }, 'the curve', (step) => {
    const { index, point } = step as PointEvent;
    if (told.has(index)) return;
    told.add(index);
    onPoint?.(point, index);
  });
}

export async function runEvaluate(
  platform: Platform,
  scenario: ScenarioInput,
  covariance: Design,
  { signal, wasm, ...options }: EvaluateAsyncOptions,
): Promise<Evaluation> {
  const task = evaluationTask(scenario, covariance, options, issuesOf({ signal }));
  return run(platform, task, { signal, wasm }, 'the evaluation');
}

export async function runBatch(
  platform: Platform,
  scenarios: readonly ScenarioInput[],
  { signal, wasm, ...options }: BatchAsyncOptions,
): Promise<Batch> {
  const task = batchTask(scenarios, options, issuesOf({ signal }));
  return run(platform, task, { signal, wasm }, 'the batch');
}

export async function runSimulate(
  platform: Platform,
  scenario: ScenarioInput,
  { signal, onTrial, wasm, ...options }: SimulateAsyncOptions,
): Promise<Simulation> {
  const task = simulationTask(scenario, options, issuesOf({ signal }, { onTrial }));
  let told = 0;
  return run(platform, task, { signal, wasm }, 'the simulation', (step) => {
    const done = step as number;
    if (done <= told) return;
    told = done;
    onTrial?.(done);
  });
}

/** One task in a worker of its own. */
async function run<Value>(
  platform: Platform,
  task: Task,
  options: WorkerOptions,
  name: string,
  onStep: (step: unknown) => void = () => {},
): Promise<Value> {
  const pool = await openPool<Task, Value>(
    platform,
    { kind: 'tasks' },
    { ...options, workers: 1 },
    () => name,
  );
  try {
    return await pool.run(task, onStep);
  } finally {
    pool.close(null);
  }
}
