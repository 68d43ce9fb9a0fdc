/** Optimal covariances for the commands that put them to use. */

import { InputError } from '../input/errors.js';
import type { Solver } from '../solver/solver.js';
import type { Point, ScenarioInput, TradeoffOptions } from '../types.js';
import { refuseExcluded } from './exclusion.js';
import { CommandError, exit } from './io.js';

type Model = Pick<TradeoffOptions, 'fidelity' | 'objective'>;

/**
 * The optimum at a rate floor, with its covariance and factor.
 *
 * @throws InputError where the floor is beyond the largest rate, or limits exclude each other
 * @throws CommandError 2 where it is unsolved
 */
export function designAt(solver: Solver, scenario: ScenarioInput, rate: number, model: Model): Point {
  return designsAt(solver, scenario, [rate], model).points[0];
}

/** The same at several floors, as a result. */
export function designsAt(solver: Solver, scenario: ScenarioInput, rates: number[], model: Model) {
  const result = solver.tradeoff(scenario, { ...model, rates, covariance: true, extremes: false });
  refuseExcluded(result);
  const beyond = result.points.flatMap(({ status, rateFloor }) =>
    status === 'infeasible'
      ? [
          {
            path: 'rate',
            value: rateFloor,
            message: `must be at most ${result.maxRate} bps/Hz, the largest rate`,
          },
        ]
      : [],
  );
  if (beyond.length > 0) throw new InputError(beyond);
  const unsolved = result.points.find(({ status }) => status === 'unsolved');
  if (unsolved !== undefined)
    throw new CommandError(
      exit.notCertified,
      `the optimum at ${unsolved.rateFloor} bps/Hz is unsolved: ${unsolved.reason}`,
    );
  return result;
}
