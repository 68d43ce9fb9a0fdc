/** Cramér–Rao bounds as the errors that people speak of. */

import type { Bounds, RootMeanSquares } from '../types.js';

const degreesPerRadian = 57.29577951308232;

/**
 * The root of the mean over devices; null where the sum is.
 *
 * @param count devices that the sums in `crb` are over
 */
export function rootMeanSquares({ delay, angle, position }: Bounds, count: number): RootMeanSquares {
  const root = (sum: number | null) => (sum === null ? null : Math.sqrt(sum / count));
  const radians = root(angle);
  return {
    delay: root(delay),
    angle: radians === null ? null : degreesPerRadian * radians,
    position: root(position),
  };
}
