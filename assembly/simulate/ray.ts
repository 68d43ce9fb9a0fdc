// The ray on which a device lies: its direction from the transmitter is known, as a_t(θ_l) is wherever the bounds are
// about delays and angles of arrival alone. A distance from the transmitter gives both.

import { get, take } from '../memory';
import { RECEIVER, TRANSMITTER, axesOf, originOf } from '../model/arrays';
import { L, hasAngle, places, sineR, spacingR, symbolDuration } from '../model/scenario';
import { LIGHT_SPEED, TWO_PI } from '../model/units';
import { origin } from './sampling';

/** Distance of each device from the transmitter, m, as the search has it. */
export let reach: usize = 0;

/** Where `follow` came to: distance from the receiver (m), v (symbols since the origin), ψ, and their derivatives. */
export let range: f64 = 0;
export let v: f64 = 0;
export let psi: f64 = 0;
export let delaySlope: f64 = 0;
export let angleSlope: f64 = 0;

export function prepareRays(): void {
  reach = take(L);
}

/** Goes `distance` along the ray of device l. */
export function follow(l: i32, distance: f64): void {
  const tx = get(originOf(TRANSMITTER), 0), ty = get(originOf(TRANSMITTER), 1);
  const rx = get(originOf(RECEIVER), 0), ry = get(originOf(RECEIVER), 1);
  let ux = get(places, 3 * l) - tx, uy = get(places, 3 * l + 1) - ty;
  const length = Math.sqrt(ux * ux + uy * uy);
  ux /= length;
  uy /= length;
  const dx = tx + distance * ux - rx, dy = ty + distance * uy - ry;
  range = Math.sqrt(dx * dx + dy * dy);
  const unit = LIGHT_SPEED * symbolDuration, along = range > 0 ? (dx * ux + dy * uy) / range : 1;
  v = (distance + range) / unit - origin;
  delaySlope = (1 + along) / unit;
  // the sine of the angle of arrival is the part of the direction along the receiver's axis
  const ax = get(axesOf(RECEIVER), 0), ay = get(axesOf(RECEIVER), 1);
  const sine = range > 0 ? (dx * ax + dy * ay) / range : 0;
  const scale = TWO_PI * spacingR;
  psi = scale * (hasAngle(l) ? sine : get(sineR, l));
  angleSlope = hasAngle(l) && range > 0 ? (scale * (ux * ax + uy * ay - sine * along)) / range : 0;
}
