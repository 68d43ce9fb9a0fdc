// Where a device stands, as the arrays see it: distances, unit vectors, the tangents along which its direction of
// arrival may change, and the Jacobian of its place. Vectors have three coordinates; in the plane z is 0.

import { at, get, set } from '../memory';
import { LIGHT_SPEED, TWO_PI } from './units';
import { cross, exactSum, rest } from './exact';
import { RECEIVER, TRANSMITTER, along, axesOf, axisCount, axisRests, lengthOf, originOf } from './arrays';

/** Of the device seen last. Distances, m; unit vectors u_T, u_R from the arrays; e_1, e_2 at the receiver. */
export let toTransmitter: f64 = 0;
export let toReceiver: f64 = 0;
export const unitT = memory.data(3 * 8, 16);
export const unitR = memory.data(3 * 8, 16);
const tangents = memory.data(6 * 8, 16);

/** e_i, i from 0. */
export function tangent(i: i32): usize {
  return at(tangents, 3 * i);
}

/** Vectors from the arrays to the device, to all digits: x, y, z and what is left of each (exact.ts). */
const vectorT = memory.data(6 * 8, 16);
const vectorR = memory.data(6 * 8, 16);
let inSpace: bool = false;

/** Sees the device at `place`. */
export function see(place: usize, dimensions: i32): void {
  inSpace = dimensions == 3;
  toTransmitter = look(place, TRANSMITTER, vectorT, unitT);
  toReceiver = look(place, RECEIVER, vectorR, unitR);
  tangentsOf(unitR, dimensions, tangents);
}

/** e_1 and e_2 of the unit vector u, three numbers each; in the plane the second is upright and no direction. */
export function tangentsOf(u: usize, dimensions: i32, out: usize): void {
  const ux = get(u, 0), uy = get(u, 1), uz = get(u, 2), second = at(out, 3);
  if (dimensions == 2) {
    put(out, -uy, ux, 0); // u turned by +90°
    put(second, 0, 0, 1);
    return;
  }
  // azimuth, level, and elevation, upwards: u × e_1; straight up or down azimuth 0
  const level = Math.sqrt(ux * ux + uy * uy), cosine = level > 0 ? ux / level : 1, sine = level > 0 ? uy / level : 0;
  put(out, -sine, cosine, 0);
  put(second, -uz * cosine, -uz * sine, level);
}

/** The vector from an array to `place`, and its unit vector; returns the distance, m. */
function look(place: usize, side: i32, vector: usize, unit: usize): f64 {
  const o = originOf(side);
  for (let k = 0; k < 3; k++) {
    set(vector, k, exactSum(get(place, k), -get(o, k)));
    set(vector, 3 + k, rest);
  }
  const d = length(get(vector, 0), get(vector, 1), get(vector, 2));
  put(unit, get(vector, 0) / d, get(vector, 1) / d, get(vector, 2) / d);
  return d;
}

/** The distance alone, m. */
export function distanceTo(place: usize, side: i32): f64 {
  const o = originOf(side);
  return length(get(place, 0) - get(o, 0), get(place, 1) - get(o, 1), get(place, 2) - get(o, 2));
}

/** e_i·e_k, tangent i and axis k of an array; in the plane without cancellation, for a device at a line's endfire. */
export function alongTangent(side: i32, i: i32, k: i32): f64 {
  if (inSpace) return along(side, k, tangent(i));
  const e = at(axesOf(side), 3 * k), er = at(axisRests(side), 3 * k), v = vectorR;
  return cross(
    get(v, 0), get(v, 3), get(v, 1), get(v, 4), get(e, 0), get(er, 0), get(e, 1), get(er, 1),
  ) / toReceiver;
}

/** ψ_k of tangent i, three numbers: the derivatives of the phases ψ_k along it. */
export function tangentPhases(side: i32, i: i32, out: usize): void {
  const K = axisCount(side);
  for (let k = 0; k < 3; k++) set(out, k, k < K ? TWO_PI * lengthOf(side, k) * alongTangent(side, i, k) : 0);
}

@inline
export function length(x: f64, y: f64, z: f64): f64 {
  return Math.sqrt(x * x + y * y + z * z);
}

@inline
function put(v: usize, x: f64, y: f64, z: f64): void {
  set(v, 0, x);
  set(v, 1, y);
  set(v, 2, z);
}

/** x, y or z (k from 0) of u_T × u_R, which keeps its digits where it vanishes. */
function crossPart(k: i32): f64 {
  const a = (k + 1) % 3, b = (k + 2) % 3, t = vectorT, r = vectorR;
  return cross(
    get(t, a), get(t, 3 + a), get(t, b), get(t, 3 + b), get(r, a), get(r, 3 + a), get(r, b), get(r, 3 + b),
  ) / (toTransmitter * toReceiver);
}

/** 1/((u_T+u_R)·u_R) beyond which the device counts as between the arrays: |u_T + u_R| below 1e-9. */
const BETWEEN: f64 = 2e18;

/**
 * G into `out`, 3×3 by rows: d(x, y, z)/d(τ, first, second direction), the inverse of [(u_T+u_R)^T/c; e_1^T/d_R;
 * e_2^T/d_R]; in the plane its upper left 2×2. With a_i = u_T·e_i and f = (u_T+u_R)·u_R = 1 + u_T·u_R = |u_T+u_R|²/2
 * its columns are c u_R/f and d_R (e_i − u_R a_i/f). Near the segment between the arrays, where f vanishes, it is
 * (a_1² + a_2²)/(1 − u_T·u_R), and a_1 = −e_2·(u_T×u_R), a_2 = e_1·(u_T×u_R). False, and NaN, on the segment itself.
 */
export function placeJacobian(out: usize): bool {
  let first: f64 = 0, second: f64 = 0, aligned: f64 = 0;
  for (let k = 0; k < 3; k++) {
    const part = k == 2 || inSpace ? crossPart(k) : 0;
    first -= get(tangent(1), k) * part;
    if (inSpace) second += get(tangent(0), k) * part;
    aligned += get(unitT, k) * get(unitR, k);
  }
  const squared = first * first + second * second;
  const inverse = aligned < 0 ? (1 - aligned) / squared : 1 / (1 + aligned), exists = inverse < BETWEEN;
  for (let row = 0; row < 3; row++) {
    const u = get(unitR, row);
    set(out, 3 * row, exists ? LIGHT_SPEED * u * inverse : NaN);
    set(out, 3 * row + 1, exists ? toReceiver * (get(tangent(0), row) - u * first * inverse) : NaN);
    set(out, 3 * row + 2, exists ? toReceiver * (get(tangent(1), row) - u * second * inverse) : NaN);
  }
  return exists;
}
