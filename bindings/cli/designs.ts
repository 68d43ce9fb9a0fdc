/** Optimal covariances for the commands that put them to use. */

import { InputError } from '../input/errors.js';
import type { Point, Result, ScenarioInput, TradeoffOptions } from '../types.js';
import { CommandError, exit } from './io.js';
import { watched } from './progress.js';
import type { World } from './run.js';

type Model = Pick<TradeoffOptions, 'fidelity' | 'objective'>;

/**
 * The optimum at a rate floor, with its covariance and factor.
 *
 * @throws InputError where the floor is beyond the largest rate
 * @throws CommandError 2 where it is unsolved
 */
export async function designAt(
  world: World,
  scenario: ScenarioInput,
  rate: number,
  model: Model,
): Promise<Point> {
  return (await designsAt(world, scenario, [rate], model)).points[0];
}

/** The same at several floors, as a result. */
export async function designsAt(
  world: World,
  scenario: ScenarioInput,
  rates: number[],
  model: Model,
): Promise<Result> {
  const result = await watched('the designs', world, () =>
    world.inWorker.tradeoff(scenario, { ...model, rates, covariance: true, extremes: false }),
  );
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
