// The limits of the scenario at a covariance, W: what each limited antenna radiates, what arrives at each device, what
// goes in each quiet direction, from the factor on the antennas.

import { at, get, set } from '../memory';
import { dot } from '../linalg/lanes';
import { ANTENNA, limitGain, limitKind, limitOf, limitVector, limitWatts, limits } from '../model/given-limits';
import { Mt, power } from '../model/scenario';
import { illuminate } from './report';

/** Power and limit i at R = P0 V V^H, V on the antennas (M_t×p complex planes), into the first two of out[3i…]. */
export function reportLimits(v: usize, p: i32, out: usize): void {
  for (let i = 0; i < limits; i++) {
    const m = <i32>get(limitOf, i), re = at(v, m * p), im = at(v, (Mt + m) * p);
    const share = get(limitKind, i) == ANTENNA
      ? dot(p, re, re) + dot(p, im, im)
      : illuminate(limitVector(i), Mt, v, p) * get(limitGain, i);
    set(out, 3 * i, share * power);
    set(out, 3 * i + 1, get(limitWatts, i));
  }
}
