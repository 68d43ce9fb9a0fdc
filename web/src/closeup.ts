/** One design of a curve looked at closely: where its power goes, and how well each device can be located. */
import type { Beampattern, PositionError, Result, Solver } from 'isabc';

export interface Closeup {
  pattern: Beampattern;
  /** One a device; null where it is silent or its position unobservable. */
  errors: (PositionError | null)[];
}

/** @returns null where the point has no covariance: an infeasible one */
export function closeup(solver: Solver, result: Result, index: number): Closeup | null {
  const { scenario, fidelity, points } = result;
  const point = points[index];
  if (point.covariance === undefined) return null;
  return {
    pattern: solver.beampattern(scenario, point),
    errors: solver.positionErrors(scenario, point, { fidelity }),
  };
}
