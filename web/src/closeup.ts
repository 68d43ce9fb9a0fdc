/** One design of a curve looked at closely: where its power goes, and how well each device can be located. */
import { isInSpace, type Beampattern, type Point, type PositionError, type Result, type Solver } from 'isabc';

export interface Closeup {
  /** In space: at each azimuth what goes to the strongest elevation. */
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
    pattern: patternOf(solver, result, point),
    errors: solver.positionErrors(scenario, point, { fidelity }),
  };
}

const degrees = (step: number, most: number): number[] =>
  Array.from({ length: (2 * most) / step + 1 }, (_, i) => i * step - most);

function patternOf(solver: Solver, { scenario }: Result, point: Point): Beampattern {
  if (!isInSpace(scenario.transmitter)) return solver.beampattern(scenario, point);
  const elevations = degrees(5, 90);
  const { angles, power } = solver.beampattern(scenario, point, { angles: degrees(3, 180), elevations });
  const strongest = (i: number): number =>
    Math.max(...elevations.map((_, row) => power[row * angles.length + i]));
  return { angles, power: angles.map((_, i) => strongest(i)) };
}
