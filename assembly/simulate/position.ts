// The localization chain (10)–(14): from a delay and an angle of arrival to a place in the plane.

import { get } from '../memory';
import { RECEIVER, TRANSMITTER, axesOf, originOf } from '../model/arrays';
import { LIGHT_SPEED } from '../model/units';

/** The place of the last call, m, and sine and cosine of its direction from the transmitter. */
export let x: f64 = 0;
export let y: f64 = 0;
export let departureSine: f64 = 0;
export let departureCosine: f64 = 0;

/** Distance of the arrays, m. */
export function baseline(): f64 {
  const from = originOf(TRANSMITTER), to = originOf(RECEIVER);
  const dx = get(to, 0) - get(from, 0), dy = get(to, 1) - get(from, 1);
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * The place of a device whose echo takes `delay` (s) and arrives at an angle φ of the given sine and cosine. False
 * where there is none, the delay being shorter than the direct path's: then the receiver's own place.
 */
export function locate(delay: f64, sine: f64, cosine: f64): bool {
  const ax = get(axesOf(RECEIVER), 0), ay = get(axesOf(RECEIVER), 1);
  // the direction of arrival: broadside is the axis turned by −90°
  const ux = cosine * ay + sine * ax, uy = -cosine * ax + sine * ay;
  const from = originOf(TRANSMITTER), to = originOf(RECEIVER);
  const dx = get(to, 0) - get(from, 0), dy = get(to, 1) - get(from, 1);
  const path = LIGHT_SPEED * delay, d0 = baseline();
  // (10), d_0 cos(φ − β) the receiver's offset from the transmitter along the direction of arrival
  const distance = (path * path - d0 * d0) / (2 * (dx * ux + dy * uy + path));
  const exists = path > d0;
  x = get(originOf(RECEIVER), 0) + (exists ? distance * ux : 0); // (12)
  y = get(originOf(RECEIVER), 1) + (exists ? distance * uy : 0); // (13)
  depart(x, y);
  return exists;
}

/** (14): the direction of a place from the transmitter, in the frame of its own array. */
export function depart(px: f64, py: f64): void {
  const from = originOf(TRANSMITTER), tx = px - get(from, 0), ty = py - get(from, 1);
  const distance = Math.sqrt(tx * tx + ty * ty);
  const ax = get(axesOf(TRANSMITTER), 0), ay = get(axesOf(TRANSMITTER), 1);
  departureSine = distance > 0 ? (tx * ax + ty * ay) / distance : 0;
  departureCosine = distance > 0 ? (tx * ay - ty * ax) / distance : 1;
}
