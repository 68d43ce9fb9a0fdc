// The ray on which a device lies: its direction from the transmitter is known, as c_l is wherever the bounds are about
// delays and angles of arrival alone. A distance from the transmitter gives both.

import { at, copy, get, set, take } from '../memory';
import { RECEIVER, TRANSMITTER, originOf } from '../model/arrays';
import { length } from '../model/geometry';
import { L, hasDirection, places, symbolDuration } from '../model/scenario';
import { LIGHT_SPEED } from '../model/units';
import { alongTangentAt, truths } from './heading';
import { origin } from './sampling';

/** Distance of each device from the transmitter, m, as the search has it. */
export let reach: usize = 0;

/** Where `follow` came to: distance from the receiver (m), v (symbols since the origin), u, and their derivatives. */
export let range: f64 = 0;
export let v: f64 = 0;
export const u = memory.data(3 * 8, 16);
export let delaySlope: f64 = 0;
/** By both tangents, rad/m. */
export const turnSlopes = memory.data(2 * 8, 16);

/** The unit vector along the ray. */
const ahead = memory.data(3 * 8, 16);

export function prepareRays(): void {
  reach = take(L);
}

/** Goes `distance` along the ray of device l. */
export function follow(l: i32, distance: f64): void {
  const from = originOf(TRANSMITTER), to = originOf(RECEIVER), place = at(places, 3 * l);
  for (let k = 0; k < 3; k++) set(ahead, k, get(place, k) - get(from, k));
  const size = length(get(ahead, 0), get(ahead, 1), get(ahead, 2));
  for (let k = 0; k < 3; k++) {
    set(ahead, k, get(ahead, k) / size);
    set(u, k, get(from, k) + distance * get(ahead, k) - get(to, k));
  }
  range = length(get(u, 0), get(u, 1), get(u, 2));
  let along: f64 = 0;
  for (let k = 0; k < 3; k++) along += get(u, k) * get(ahead, k);
  along = range > 0 ? along / range : 1;
  const unit = LIGHT_SPEED * symbolDuration, seen = range > 0 && (hasDirection(l, 0) || hasDirection(l, 1));
  v = (distance + range) / unit - origin;
  delaySlope = (1 + along) / unit;
  if (seen) for (let k = 0; k < 3; k++) set(u, k, get(u, k) / range);
  else copy(u, at(truths, 3 * l), 3);
  for (let i = 0; i < 2; i++) {
    set(turnSlopes, i, seen && hasDirection(l, i) ? alongTangentAt(u, i, ahead) / range : 0);
  }
}
