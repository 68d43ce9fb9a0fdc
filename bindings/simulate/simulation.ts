/** A simulation from the covariance that is sent to the errors of the estimates beside the bounds. */

import { InputError } from '../input/errors.js';
import { fidelityIssues } from '../input/model-rules.js';
import type { CurveCore } from '../solver/curve.js';
import type { EvaluationCore } from '../solver/evaluation.js';
import { fidelities } from '../types.js';
import type { DeviceBounds, Fidelity, Point, Scenario } from '../types.js';
import type { CompleteSimulateOptions } from './options.js';
import type { Accuracy, ErrorSummary, Sampling, SimulatedDevice, Simulation } from './types.js';
import { warningsOf as slipsOf, warningText } from '../input/warnings.js';
import { warningsOf } from './warnings.js';

/** The core's sums over all trials so far. */
export interface TrialSummary {
  missed: number;
  unlocated: number;
  steps: number;
  /** Of each device given; null where silent or unobservable. */
  devices: Record<'delay' | 'angle' | 'position' | 'departure', ErrorSummary | null>[];
}

/** What a simulation needs of the core. */
export interface SimulationCore
  extends Pick<CurveCore, 'load' | 'point' | 'maxRate' | 'exclusion'>, EvaluationCore {
  /**
   * Prepares trials of the loaded scenario (fidelity `coupled`) with the covariance of this factor. Throws
   * InputError where they would not fit into memory.
   */
  prepareTrials(
    factor: NonNullable<Point['factor']>,
    seed: number,
    phaseSpread: number,
    samples?: number,
  ): Sampling;
  runTrials(count: number): void;
  trialSummary(): TrialSummary;
}

/** Said of any rate where no covariance keeps to the limits. */
export const excluded = 'the limits exclude each other';

/** The longest slot that is simulated, in symbols. */
const maxSymbols = 65536;

/**
 * Runs all trials; yields how many are done after each, and returns the report.
 *
 * @throws InputError where the floor is out of reach, the covariance needs more symbols than the slot has, or the
 *   model refuses the scenario under `coupled`
 */
export function* simulation(
  core: SimulationCore,
  scenario: Scenario,
  { rate, trials, seed, fidelity, objective, over, phaseSpread, samples }: CompleteSimulateOptions,
): Generator<number, Simulation, undefined> {
  const { symbolCount } = scenario;
  if (symbolCount > maxSymbols) refuseSymbols(symbolCount, `must be at most ${maxSymbols} for a simulation`);
  core.load(scenario, fidelity, objective, 'auto', over);
  const { covariance, factor, status, rate: reached } = core.point(rate, true);
  if (!covariance || !factor) {
    const { maxRate } = core.maxRate();
    const message = core.exclusion ? excluded : `the largest rate is ${maxRate} bps/Hz`;
    throw new InputError([{ path: 'rate', value: rate, message }]);
  }
  const rank = factor.re[0].length;
  if (rank > symbolCount)
    refuseSymbols(symbolCount, `must be at least ${rank}, the rank of the covariance at this rate`);

  const bounds: Partial<Record<Fidelity, (DeviceBounds | null)[]>> = {};
  for (const name of fidelities) {
    if (fidelityIssues(scenario, name).length > 0) continue;
    // The objective decides only what is refused: least by `delay`. `coupled` comes last and stays loaded.
    core.load(scenario, name, 'delay');
    bounds[name] = core.evaluate([{ covariance }]).devices;
  }
  const sampling = core.prepareTrials(factor, seed, phaseSpread, samples);
  for (let done = 0; done < trials;) {
    core.runTrials(1);
    yield ++done;
  }

  const { missed, unlocated, steps, devices } = core.trialSummary();
  return {
    schemaVersion: 1,
    version: __VERSION__,
    core: __CORE_HASH__,
    scenario,
    fidelity,
    objective,
    over,
    phaseSpread,
    rateFloor: rate,
    status,
    rate: reached ?? 0,
    rank,
    trials,
    seed,
    sampling,
    warnings: [
      ...warningsOf({ scenario, phaseSpread, sampling, trials, missed, unlocated }),
      ...slipsOf(scenario, reached).map(warningText),
    ],
    missed,
    unlocated,
    steps,
    devices: devices.map(({ delay, angle, position, departure }, i): SimulatedDevice | null => {
      if (delay === null) return null;
      const beside = (name: keyof DeviceBounds, errors: ErrorSummary): Accuracy => {
        const roots = fidelities.map((fidelity) => root(bounds[fidelity]?.[i]?.[name] ?? null));
        const [printed, decoupled, coupled] = roots;
        return {
          ...errors,
          printed,
          decoupled,
          coupled,
          ratio: coupled === null ? null : errors.rmse / coupled,
        };
      };
      return {
        delay: beside('delay', delay),
        angle: angle && beside('angle', angle),
        position: position && beside('position', position),
        departure,
      };
    }),
  };
}

function root(square: number | null): number | null {
  return square === null ? null : Math.sqrt(square);
}

function refuseSymbols(value: number, message: string): never {
  throw new InputError([{ path: 'symbolCount', value, message }]);
}
