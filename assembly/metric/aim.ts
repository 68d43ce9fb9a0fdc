// What the objective asks of a device: weights on its delay and directions. With B_l the columns below (rows the
// parameters of parameters.ts) and C_l the covariance of its parameters, the objective is Σ_l tr(B_l^T C_l B_l):
//
//   sum  1 on the delay and on each direction     delay  1 on the delay     angle  1 on each direction
//   position  the rows of G_l, metres by second and by radian
//
// all times √ω_l. κ_l = tr(B_l^T C_l B_l) at 1 W, and the B of `coupled`, follow from it.

import { at, get } from '../memory';
import { ANGLE, DELAY, POSITION, directions, importance, jacobian, objective } from '../model/scenario';

/** Columns of a device. */
export function aimColumns(): i32 {
  return objective == DELAY ? 1 : objective == ANGLE ? directions : 1 + directions;
}

/** The one parameter that a column looks at, where the objective is not "position", whose columns look at all. */
@inline
function aimedAt(column: i32): i32 {
  return objective == ANGLE ? column + 1 : column;
}

/** Entry of B_l: parameter 0 is the delay, i the i-th direction. */
export function aimEntry(l: i32, parameter: i32, column: i32): f64 {
  const root = Math.sqrt(get(importance, l));
  if (objective == POSITION) return root * get(at(jacobian, 9 * l), 3 * column + parameter);
  return parameter == aimedAt(column) ? root : 0;
}

/** tr(B_l^T C B_l) for the covariance of device l's delay and directions, 3×3. Pairs without weight may be unknown. */
export function aimAt(l: i32, covariance: usize): f64 {
  let sum: f64 = 0;
  if (objective != POSITION) {
    const root = Math.sqrt(get(importance, l));
    for (let column = 0; column < aimColumns(); column++) sum += root * get(covariance, 4 * aimedAt(column)) * root;
    return sum;
  }
  for (let column = 0; column < aimColumns(); column++) {
    for (let i = 0; i <= directions; i++) {
      const a = aimEntry(l, i, column);
      if (a == 0) continue;
      for (let j = 0; j <= directions; j++) {
        const b = aimEntry(l, j, column);
        if (b != 0) sum += a * get(covariance, 3 * i + j) * b;
      }
    }
  }
  return sum;
}
