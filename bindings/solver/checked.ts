/** What a caller asks, validated and completed, as a task for a core in this thread or another. */

import type { CoreDesign } from '../core/design.js';
import { antennaCount } from '../input/arrays.js';
import { checkCovariance } from '../input/covariance.js';
import { InputError, type InputIssue } from '../input/errors.js';
import { fidelityIssues, overIssues } from '../input/model-rules.js';
import { checkEvaluateOptions, checkSize, checkTradeoffOptions } from '../input/options.js';
import { checkScenario } from '../input/scenario.js';
import { checkSimulateOptions } from '../simulate/options.js';
import type { Scenario } from '../types.js';
import { checkBatchOptions, checkScenarios } from './batch.js';
import { checkPair } from './design.js';
import type { BatchOfScenarios, CurveTask, EvaluationTask, SimulationTask } from './tasks.js';

// Each throws InputError naming every bad field. What else there is to refuse of a call comes as `more`.

export function curveTask(input: unknown, options: unknown, more: readonly InputIssue[] = []): CurveTask {
  const scenario = checkScenario(input);
  const completed = checkTradeoffOptions(options);
  refuse([...scenario.issues, ...completed.issues, ...more]);
  refuse(checkSize(scenario.output, completed.output));
  refuse(overIssues(scenario.output, completed.output.over));
  return { kind: 'curve', scenario: scenario.output, options: completed.output };
}

export function evaluationTask(
  input: unknown,
  covariance: unknown,
  options: unknown,
  more: readonly InputIssue[] = [],
): EvaluationTask {
  const scenario = checkScenario(input);
  const completed = checkEvaluateOptions(options);
  refuse([...scenario.issues, ...completed.issues, ...more]);
  refuse(overIssues(scenario.output, completed.output.over));
  const { signal, transmitter } = scenario.output;
  const antennas = antennaCount(transmitter);
  const parts =
    signal === 'superposed' ? accept(checkPair(covariance, antennas)) : [given(covariance, antennas)];
  return { kind: 'evaluation', scenario: scenario.output, parts, options: completed.output };
}

export function batchTask(
  inputs: unknown,
  options: unknown,
  more: readonly InputIssue[] = [],
): BatchOfScenarios {
  const scenarios = checkScenarios(inputs);
  const completed = checkBatchOptions(options);
  refuse([...scenarios.issues, ...completed.issues, ...more]);
  const { fidelity, over } = completed.output;
  refuse(scenarios.output.flatMap((scenario, i) => fidelityIssues(scenario, fidelity, ['scenarios', i])));
  refuse(scenarios.output.flatMap((scenario) => overIssues(scenario, over)));
  return { kind: 'batch', scenarios: scenarios.output, options: completed.output };
}

export function simulationTask(
  input: unknown,
  options: unknown,
  more: readonly InputIssue[] = [],
): SimulationTask {
  const scenario = checkScenario(input);
  const completed = checkSimulateOptions(options);
  refuse([...scenario.issues, ...completed.issues, ...notSimulated(scenario.output), ...more]);
  return { kind: 'simulation', scenario: scenario.output, options: completed.output };
}

/**
 * What is not simulated. The bounds of a superposed signal are those of x_s in white noise. The echoes of x_c lie on
 * top: a receiver that knows x_c does better than that, one that does not does worse, and the model has no word on
 * which it is. The estimator is one for the line of sight.
 */
function notSimulated({ signal, fading, devices }: Scenario): InputIssue[] {
  if (!devices) return []; // refused already
  const issues: InputIssue[] = [];
  const add = (path: string, value: unknown, message: string) => issues.push({ path, value, message });
  if (signal === 'superposed') {
    const message =
      'must be "reused" for a simulation: the model does not say what the receiver knows of x_c, whose echoes lie on top of those of x_s';
    add('signal', signal, message);
  }
  if (fading) add('fading', fading, 'has no place in a simulation');
  devices?.forEach(({ channel, prior }, i) => {
    const message = 'has no place in a simulation: its estimator takes the line of sight and no prior';
    if (channel) add(`devices[${i}].channel`, channel, message);
    if (prior !== undefined) add(`devices[${i}].prior`, prior, message);
  });
  return issues;
}

function given(input: unknown, antennas: number): CoreDesign {
  const { output: covariance, asymmetry, issues } = checkCovariance(input, antennas);
  refuse(issues);
  return { covariance, asymmetry };
}

export function refuse(issues: readonly InputIssue[]): void {
  if (issues.length > 0) throw new InputError(issues);
}

export function accept<T>({ output, issues }: { output: T; issues: InputIssue[] }): T {
  refuse(issues);
  return output;
}
