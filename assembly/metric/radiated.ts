// The limits of the scenario at a covariance, W: what each limited antenna radiates, what arrives at each device, what
// goes in each quiet direction, from the factor on the antennas and steering vectors by their definition.

import { at, get, mark, release, set, take } from '../memory';
import { dot } from '../linalg/lanes';
import {
  ANTENNA, DEVICE, Mt, limitGain, limitKind, limitOf, limitSine, limitWatts, limits, power, spacingT,
} from '../model/scenario';
import { TWO_PI } from '../model/units';
import { illuminate, steer } from './report';

/** Power and limit i at R = P0 V V^H, V on the antennas (M_t×p complex planes), into the first two of out[3i…]. */
export function reportLimits(v: usize, p: i32, out: usize): void {
  const scope = mark(), row = take(2 * Mt);
  for (let i = 0; i < limits; i++) {
    const kind = <i32>get(limitKind, i), m = <i32>get(limitOf, i);
    let share: f64 = 0;
    if (kind == ANTENNA) {
      const re = at(v, m * p), im = at(v, (Mt + m) * p);
      share = dot(p, re, re) + dot(p, im, im);
    } else {
      steer(row, Mt, Mt, TWO_PI * spacingT * get(limitSine, i));
      share = illuminate(row, Mt, v, p) * (kind == DEVICE ? get(limitGain, i) : 1);
    }
    set(out, 3 * i, share * power);
    set(out, 3 * i + 1, get(limitWatts, i));
  }
  release(scope);
}
