/** What a core can be asked, validated and completed: a plain object, which may go to another thread. */

import type { BatchTask } from '../core/batch.js';
import type { CoreDesign } from '../core/design.js';
import type { CompleteEvaluateOptions, CompleteTradeoffOptions } from '../input/options.js';
import type { CompleteSimulateOptions } from '../simulate/options.js';
import { simulation, type SimulationCore } from '../simulate/simulation.js';
import type { Scenario } from '../types.js';
import { solveBatch, type BatchCore } from './batch-rows.js';
import { curvePoints, type CurveCore } from './curve.js';
import { evaluation, type EvaluationCore } from './evaluation.js';

export interface CurveTask {
  kind: 'curve';
  scenario: Scenario;
  options: CompleteTradeoffOptions;
}

export interface EvaluationTask {
  kind: 'evaluation';
  scenario: Scenario;
  parts: CoreDesign[];
  options: CompleteEvaluateOptions;
}

export interface SimulationTask {
  kind: 'simulation';
  scenario: Scenario;
  options: CompleteSimulateOptions;
}

export interface BatchOfScenarios {
  kind: 'batch';
  scenarios: Scenario[];
  options: BatchTask;
}

export type Task = CurveTask | EvaluationTask | SimulationTask | BatchOfScenarios;

/** What tasks need of the core. */
export interface TaskCore extends CurveCore, EvaluationCore, SimulationCore, BatchCore {}

/** Yields what is known on the way, the points of a curve or the number of trials, and returns the answer. */
export function* perform(core: TaskCore, task: Task): Generator<unknown, unknown, undefined> {
  switch (task.kind) {
    case 'curve':
      return yield* curvePoints(core, task.scenario, task.options);
    case 'evaluation':
      return evaluation(core, task.scenario, task.parts, task.options);
    case 'simulation':
      return yield* simulation(core, task.scenario, task.options);
    case 'batch':
      return solveBatch(core, task.scenarios, task.options);
  }
}
