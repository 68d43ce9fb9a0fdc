/** A given covariance beside the certified optimum, over a core. */

import type { CoreDesign } from '../core/design.js';
import type { CompleteEvaluateOptions } from '../input/options.js';
import { warningsOf } from '../input/warnings.js';
import { limitsInOrder, limitKinds } from '../limit-kinds.js';
import type { Evaluation, Scenario } from '../types.js';
import type { CurveCore } from './curve.js';

/** What an evaluation needs of the core. */
export interface EvaluationCore extends Pick<CurveCore, 'load' | 'point'> {
  /** What a covariance achieves, or R_c and R_s. Throws InputError where one is not positive semidefinite. */
  evaluate(given: readonly CoreDesign[]): Omit<Evaluation, 'optimum' | 'excess' | 'reason' | 'warnings'>;
}

/** Input is validated and completed. */
export function evaluation(
  core: EvaluationCore,
  scenario: Scenario,
  parts: readonly CoreDesign[],
  { fidelity, objective, over, rate }: CompleteEvaluateOptions,
): Evaluation {
  core.load(scenario, fidelity, objective, 'auto', over);
  const achieved = core.evaluate(parts);
  const floor = rate ?? achieved.rate;
  const { crb, rmse, lowerBound, status } = core.point(floor, false);
  const { value } = achieved;
  const reason = incomparable(achieved, floor);
  const warnings = warningsOf(scenario, achieved.rate);
  return {
    ...achieved,
    optimum: { crb, rmse, lowerBound, status },
    excess: reason !== null || value === null || lowerBound === null ? null : value / lowerBound - 1,
    ...(reason !== null && { reason }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** Why the optimum's lower bound does not bind a covariance. */
function incomparable(
  { power, budget, rate, limits }: Pick<Evaluation, 'power' | 'budget' | 'rate' | 'limits'>,
  floor: number,
): string | null {
  if (power > budget * (1 + 1e-12)) return `its power, ${power} W, is above the budget P0 = ${budget} W`;
  if (rate < floor * (1 - 1e-10)) return `its rate, ${rate} bps/Hz, is below the floor of ${floor} bps/Hz`;
  const broken =
    limits !== undefined &&
    limitsInOrder(limits).some(({ kind, limit: { power: there, limit } }) => {
      const { sign } = limitKinds[kind];
      return sign * there > sign * limit * (1 + sign * 1e-9);
    });
  return broken ? 'it does not keep to the limits' : null;
}
