// What a point is: the statuses and their rules, all here.

import * as best from './candidate';

export { BOUNDARY, INFEASIBLE, LEAST_LMI, OPTIMAL, UNSOLVED } from '../../abi';
import { BOUNDARY, INFEASIBLE, OPTIMAL, UNSOLVED } from '../../abi';

/** A floor within this of the largest rate, relatively, can be certified neither way. */
const NEAREST: f64 = 1e-9;
/** The free rate may have been moved up by so much in the conversion to nats and back. */
const CONVERTED: f64 = 1e-14;
/** None of the ends answers. */
export const BETWEEN = -1;

/** OPTIMAL or UNSOLVED, as the best candidate's certificate has it. */
export function statusOfBest(): i32 {
  return isSolved() ? OPTIMAL : UNSOLVED;
}

/** Whether the best candidate is certified. */
export function isSolved(): bool {
  return best.gap <= best.OPTIMAL_GAP;
}

/** What the ends of the curve say of a floor, all in nats: OPTIMAL stands for the free optimum. */
export function statusByEnds(floor: f64, freeRate: f64, maxRate: f64, maxRateBound: f64): i32 {
  if (floor > maxRateBound) return INFEASIBLE;
  // before the other end, which on a level curve is the same place
  if (floor <= freeRate * (1 + CONVERTED)) return OPTIMAL;
  return isLargest(floor, maxRate) ? BOUNDARY : BETWEEN;
}

/** Whether a floor is the largest rate, as far as that can be certified. */
export function isLargest(floor: f64, maxRate: f64): bool {
  return floor >= maxRate * (1 - NEAREST);
}
