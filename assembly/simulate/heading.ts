// Directions of arrival as the estimator has them: a unit vector u from the receiver to each device, which turns along
// the tangents e_i at u (model/geometry.ts). In the plane there is one, in space azimuth and elevation, so that a
// turn's length is the angle that it covers.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { eigen } from '../linalg/jacobi';
import { RECEIVER, differentiate, elementOf, phasesOf, steer } from '../model/arrays';
import { length, see, tangentsOf, unitR } from '../model/geometry';
import { L, Mr, dimensions, directions, places } from '../model/scenario';

const tangents = memory.data(6 * 8, 16);
const phases = memory.data(3 * 8, 16);

/** The true u of each device, 3·L. */
export let truths: usize = 0;
/** What the receiver's array spans, wavelengths: the reciprocal of its beamwidth. Of a line antennas × spacing. */
export let aperture: f64 = 0;
/** The unit vector that a flat array (in the plane: a straight one) is orthogonal to, and whether it is one. */
const normal = memory.data(3 * 8, 16);
let flat: bool = false;

/** An array is flat where its elements leave its plane by less than this share of its size. */
const FLAT: f64 = 1e-9;

export function prepareHeadings(): void {
  truths = take(3 * L);
  for (let l = 0; l < L; l++) {
    see(at(places, 3 * l), dimensions);
    copy(at(truths, 3 * l), unitR, 3);
  }
  const scope = mark(), p = take(3 * (Mr + 1));
  zero(p, 3 * (Mr + 1));
  for (let m = 0; m < Mr; m++) elementOf(RECEIVER, m, at(p, 3 * m));
  // the phase is that at the array's position, which comes last
  let widest: f64 = 0;
  for (let m = 1; m <= Mr; m++) {
    for (let n = 0; n < m; n++) widest = Math.max(widest, apart(at(p, 3 * m), at(p, 3 * n)));
  }
  aperture = Mr > 1 ? (widest * <f64>Mr) / <f64>(Mr - 1) : 0;
  findNormal(p);
  release(scope);
}

function apart(a: usize, b: usize): f64 {
  return length(get(a, 0) - get(b, 0), get(a, 1) - get(b, 1), get(a, 2) - get(b, 2));
}

/** The direction in which elements p do not differ, unless there is none or more than one. */
function findNormal(p: usize): void {
  const n = dimensions, scatter = take(n * n), values = take(n), vectors = take(n * n);
  zero(scatter, n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0;
      for (let m = 1; m < Mr; m++) sum += (get(p, 3 * m + i) - get(p, i)) * (get(p, 3 * m + j) - get(p, j));
      set(scatter, i * n + j, sum);
    }
  }
  eigen<f64>(scatter, n, values, vectors);
  let largest: f64 = 0, thin = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, get(values, i));
  for (let i = 0; i < n; i++) {
    if (get(values, i) > FLAT * FLAT * largest) continue;
    thin++;
    for (let k = 0; k < 3; k++) set(normal, k, k < n ? get(vectors, k * n + i) : 0);
  }
  flat = thin == 1;
}

/** The steering vector towards u and its derivatives along the tangents: 2·M_r each. */
export function lookTowards(u: usize, out: usize): void {
  phasesOf(RECEIVER, u, phases);
  steer(RECEIVER, phases, out, at(out, Mr));
  tangentsOf(u, dimensions, tangents);
  for (let i = 0; i < directions; i++) {
    phasesOf(RECEIVER, at(tangents, 3 * i), phases);
    differentiate(RECEIVER, phases, out, at(out, 2 * Mr * (1 + i)));
  }
}

/** x·e_i at u. */
export function alongTangentAt(u: usize, i: i32, x: usize): f64 {
  tangentsOf(u, dimensions, tangents);
  return inner(x, at(tangents, 3 * i));
}

/** Turns u by the angles `first` and `second` (rad) along its tangents. */
export function turn(u: usize, first: f64, second: f64): void {
  const angle = Math.sqrt(first * first + second * second);
  if (angle == 0) return;
  tangentsOf(u, dimensions, tangents);
  const cosine = NativeMath.cos(angle), sine = NativeMath.sin(angle) / angle;
  for (let k = 0; k < 3; k++) {
    const step = first * get(tangents, k) + second * get(tangents, 3 + k);
    set(u, k, cosine * get(u, k) + sine * step);
  }
  const size = length(get(u, 0), get(u, 1), get(u, 2));
  for (let k = 0; k < 3; k++) set(u, k, get(u, k) / size);
}

/** A flat array does not tell its two sides apart. The side of `known` is: u goes to its mirror image there. */
export function bringToSide(u: usize, known: usize): void {
  if (!flat) return;
  const height = inner(u, normal);
  if (height * inner(known, normal) >= 0) return;
  for (let k = 0; k < 3; k++) set(u, k, get(u, k) - 2 * height * get(normal, k));
}

/** The angle from unit vector a to b, rad: in the plane counterclockwise, in space without a sign. */
export function angleBetween(a: usize, b: usize): f64 {
  const x = get(a, 1) * get(b, 2) - get(a, 2) * get(b, 1), y = get(a, 2) * get(b, 0) - get(a, 0) * get(b, 2);
  const z = get(a, 0) * get(b, 1) - get(a, 1) * get(b, 0);
  return NativeMath.atan2(dimensions == 2 ? z : length(x, y, z), inner(a, b));
}

function inner(a: usize, b: usize): f64 {
  return get(a, 0) * get(b, 0) + get(a, 1) * get(b, 1) + get(a, 2) * get(b, 2);
}
