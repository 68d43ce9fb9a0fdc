// The localization chain (10)–(14): from a delay and a direction of arrival to a place, in the plane or in space.

import { get, set } from '../memory';
import { RECEIVER, TRANSMITTER, originOf } from '../model/arrays';
import { length } from '../model/geometry';
import { LIGHT_SPEED } from '../model/units';

/** The place of the last call, x, y, z, m. */
export const place = memory.data(3 * 8, 16);

/** Distance of the arrays, m. */
export function baseline(): f64 {
  const from = originOf(TRANSMITTER), to = originOf(RECEIVER);
  return length(get(to, 0) - get(from, 0), get(to, 1) - get(from, 1), get(to, 2) - get(from, 2));
}

/**
 * The place of a device whose echo takes `delay` (s) and arrives from the unit vector u. False where there is none, the
 * delay being shorter than the direct path's: then the receiver's own place.
 */
export function locate(delay: f64, u: usize): bool {
  const from = originOf(TRANSMITTER), to = originOf(RECEIVER);
  const path = LIGHT_SPEED * delay, d0 = baseline(), exists = path > d0;
  let offset: f64 = 0;
  for (let k = 0; k < 3; k++) offset += (get(to, k) - get(from, k)) * get(u, k);
  // (10), d_0 cos(φ − β) the receiver's offset from the transmitter along the direction of arrival
  const distance = (path * path - d0 * d0) / (2 * (offset + path));
  for (let k = 0; k < 3; k++) set(place, k, get(to, k) + (exists ? distance * get(u, k) : 0)); // (12), (13)
  return exists;
}

/** (14): the unit vector from the transmitter to p, into `out`; where p is the transmitter, along x. */
export function depart(p: usize, out: usize): void {
  const from = originOf(TRANSMITTER);
  for (let k = 0; k < 3; k++) set(out, k, get(p, k) - get(from, k));
  const size = length(get(out, 0), get(out, 1), get(out, 2));
  for (let k = 0; k < 3; k++) set(out, k, size > 0 ? get(out, k) / size : k == 0 ? 1 : 0);
}
