/** Places of antennas and devices: elements in wavelengths, directions, tangents, and the Jacobian of a place. */
import type { ArrayGeometry, Position } from '../types.js';
import { crossFrom } from './exact.js';
import { zeroVector, type ComplexVector } from './linalg.js';

/** m/s */
export const speedOfLight = 299_792_458;
/** Below this, the length of a sum of unit vectors counts as zero. */
const degenerate = 1e-9;

/** Three coordinates; in the plane the last is 0. */
export type Vector = [number, number, number];

export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const times = (s: number, a: Vector): Vector => [s * a[0], s * a[1], s * a[2]];
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const inThree = ([x, y, z = 0]: Position): Vector => [x, y, z];

/** Where an array's elements stand, wavelengths, from its position. */
export function elementsOf(array: ArrayGeometry): Vector[] {
  if ('elements' in array) return array.elements.map(inThree);
  const axis = axisOf(array.orientation);
  if (array.shape === 'circle') {
    const across: Vector = [-axis[1], axis[0], 0];
    return Array.from({ length: array.antennas }, (_, m) => {
      const turn = axisOf((360 * m) / array.antennas);
      return plus(times(array.radius * turn[0], axis), times(array.radius * turn[1], across));
    });
  }
  if (array.shape === 'grid') {
    const { rows, columns, spacing } = array;
    const [horizontal, vertical] = typeof spacing === 'number' ? [spacing, spacing] : spacing;
    return Array.from({ length: rows * columns }, (_, m) => {
      const row = Math.floor(m / columns);
      const along = times(horizontal * ((m % columns) - (columns - 1) / 2), axis);
      return plus(along, [0, 0, vertical * (row - (rows - 1) / 2)]);
    });
  }
  return Array.from({ length: array.antennas }, (_, m) => times(array.spacing * m, axis));
}

/** The unit vector so many degrees from the broadside of a line in the plane, towards its axis. */
export function fromBroadside(array: ArrayGeometry, degrees: number): Vector {
  const [x, y] = axisOf('elements' in array ? 90 : array.orientation);
  const [cosine, sine] = axisOf(degrees);
  return [sine * x + cosine * y, sine * y - cosine * x, 0];
}

/** The unit vector at so many degrees from +x; exact for quarter turns, where the cosine of a rounded π/2 is not 0. */
function axisOf(degrees: number): Vector {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn % 90 === 0) return ([[1, 0, 0], [0, 1, 0], [-1, 0, 0], [0, -1, 0]] as Vector[])[turn / 90]; // prettier-ignore
  return [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180), 0];
}

export interface Direction {
  /** m */
  distance: number;
  /** From the array to the device. */
  unit: Vector;
}

export function direction(array: ArrayGeometry, position: Position, field: string): Direction {
  const from = inThree(array.position);
  const difference = plus(inThree(position), times(-1, from));
  const distance = Math.hypot(...difference);
  if (!(distance > 0)) throw new Error(`${field}: on an array`);
  return { distance, unit: times(1 / distance, difference) };
}

/**
 * Along which a direction may change: in the plane u turned by +90°, in space azimuth (level, counterclockwise) and
 * elevation (upwards); seen straight up or down, azimuth along +y.
 */
export function tangentsTo(u: Vector, inSpace: boolean): Vector[] {
  if (!inSpace) return [[-u[1], u[0], 0]];
  const level = Math.hypot(u[0], u[1]);
  const azimuth: Vector = level > 0 ? [-u[1] / level, u[0] / level, 0] : [0, 1, 0];
  return [azimuth, cross(u, azimuth)];
}

/** exp(j 2π p_m·u), the phases times `scale`, which is 1 but for what rounding may do to them. */
export function steering(elements: Vector[], u: Vector, scale: number): ComplexVector {
  const a = zeroVector(elements.length);
  elements.forEach((p, m) => {
    const phase = 2 * Math.PI * dot(p, u) * scale;
    a.re[m] = Math.cos(phase);
    a.im[m] = Math.sin(phase);
  });
  return a;
}

/** The derivative of a steering vector along a tangent: j 2π (p_m·e) a_m. */
export function slope(elements: Vector[], a: ComplexVector, e: Vector): ComplexVector {
  const rate = elements.map((p) => 2 * Math.PI * dot(p, e));
  return { re: rate.map((k, m) => -k * a.im[m]), im: rate.map((k, m) => k * a.re[m]) };
}

/** The largest phase that an element of an array may have, rad. */
export function largestPhase(elements: Vector[]): number {
  return 2 * Math.PI * Math.max(...elements.map((p) => Math.hypot(...p)));
}

/**
 * G, from (10)–(13): d(place)/d(delay, directions), m/s and m/rad, a row a coordinate; null on the segment between the
 * arrays. A step of the device changes (τ, directions) by the rows (u_T+u_R)/c and e_i/d_R. With s = u_T + u_R and
 * s·u_R = 1 + u_T·u_R the inverse has the columns c u_R and d_R ((s·u_R) e_i − (s·e_i) u_R) over s·u_R. On the segment s
 * vanishes; near it, where the sum cancels, u_T × u_R says how far from it the device is, and s·e_i follows from it.
 */
export function placeJacobian(
  toTransmitter: Direction,
  toReceiver: Direction,
  tangents: Vector[],
  crossed: Vector,
): number[][] | null {
  const { unit: uR, distance } = toReceiver;
  const w = times(1 / (toTransmitter.distance * distance), crossed);
  const aligned = dot(toTransmitter.unit, uR);
  const half = aligned < 0 ? dot(w, w) / (1 - aligned) : 1 + aligned;
  if (!(Math.sqrt(2 * half) >= degenerate)) return null;
  const [first, second = [0, 0, 1] as Vector] = tangents;
  // u_T·e_1 = u_T·(e_2 × u_R), u_T·e_2 = u_T·(u_R × e_1)
  const along = [-dot(second, w), dot(first, w)];
  const columns = [
    times(speedOfLight / half, uR),
    ...tangents.map((e, i) => times(distance / half, plus(times(half, e), times(-along[i], uR)))),
  ];
  return columns.map((_, row) => columns.map((column) => column[row]));
}

/** (p − a) × (p − b), each coordinate rounded once. */
export function crossed(p: Position, a: Position, b: Position): Vector {
  const [P, A, B] = [p, a, b].map(inThree);
  const part = (i: number, j: number) => crossFrom([P[i], P[j]], [A[i], A[j]], [B[i], B[j]]);
  return [part(1, 2), part(2, 0), part(0, 1)];
}
