// The localization chain (10)–(14): from a delay and an angle of arrival to a place in the plane.

import { get } from '../memory';
import { arrays } from '../model/scenario';
import { LIGHT_SPEED } from '../model/units';

/** The place of the last call, m, and sine and cosine of its direction from the transmitter. */
export let x: f64 = 0;
export let y: f64 = 0;
export let departureSine: f64 = 0;
export let departureCosine: f64 = 0;

/** Distance of the arrays, m. */
export function baseline(): f64 {
  const dx = get(arrays, 4) - get(arrays, 0), dy = get(arrays, 5) - get(arrays, 1);
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * The place of a device whose echo takes `delay` (s) and arrives at an angle φ of the given sine and cosine. False
 * where there is none, the delay being shorter than the direct path's: then the receiver's own place.
 */
export function locate(delay: f64, sine: f64, cosine: f64): bool {
  const ax = get(arrays, 6), ay = get(arrays, 7);
  // the direction of arrival: broadside is the axis turned by −90°
  const ux = cosine * ay + sine * ax, uy = -cosine * ax + sine * ay;
  const dx = get(arrays, 4) - get(arrays, 0), dy = get(arrays, 5) - get(arrays, 1);
  const path = LIGHT_SPEED * delay, d0 = baseline();
  // (10), d_0 cos(φ − β) the receiver's offset from the transmitter along the direction of arrival
  const distance = (path * path - d0 * d0) / (2 * (dx * ux + dy * uy + path));
  const exists = path > d0;
  x = get(arrays, 4) + (exists ? distance * ux : 0); // (12)
  y = get(arrays, 5) + (exists ? distance * uy : 0); // (13)
  depart(x, y);
  return exists;
}

/** (14): the direction of a place from the transmitter, in the frame of its own array. */
export function depart(px: f64, py: f64): void {
  const tx = px - get(arrays, 0), ty = py - get(arrays, 1), distance = Math.sqrt(tx * tx + ty * ty);
  const ax = get(arrays, 2), ay = get(arrays, 3);
  departureSine = distance > 0 ? (tx * ax + ty * ay) / distance : 0;
  departureCosine = distance > 0 ? (tx * ay - ty * ax) / distance : 1;
}
