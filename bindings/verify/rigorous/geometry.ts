/** Places in balls: elements of arrays in wavelengths, directions, tangents, and the Jacobian of a place. */
import type { ArrayGeometry, Position } from '../../types.js';
import {
  add,
  divide,
  exact,
  lower,
  multiply,
  negate,
  one,
  root,
  scale,
  square,
  subtract,
  sum,
  zero,
  type Ball,
} from './ball.js';
import { times, type Complex } from './complex.js';
import { cosSin, pi } from './elementary.js';
import { NotProved } from './not-proved.js';

/** Three coordinates; in the plane the last is 0. */
export type Vector = readonly [Ball, Ball, Ball];

/** m/s */
export const speedOfLight = exact(299_792_458);

const inThree = ([x, y, z = 0]: Position): Vector => [exact(x), exact(y), exact(z)];
const dot = (a: Vector, b: Vector): Ball => sum(a.map((x, i) => multiply(x, b[i])));
const plus = (a: Vector, b: Vector): Vector => [add(a[0], b[0]), add(a[1], b[1]), add(a[2], b[2])];
const stretched = (by: Ball, [x, y, z]: Vector): Vector => [
  multiply(by, x),
  multiply(by, y),
  multiply(by, z),
];

/** A level vector, turned by +90°. */
const across = ([x, y]: Vector): Vector => [negate(y), x, zero];

/** A level vector, turned counterclockwise, rad. */
function turned(v: Vector, angle: Ball): Vector {
  const { cos, sin } = cosSin(angle);
  return plus(stretched(cos, v), stretched(sin, across(v)));
}

/** The remainder of a division of doubles is exact. */
const radians = (degrees: number) => multiply(pi, divide(exact(degrees % 360), exact(180)));
const axisOf = (degrees: number) => turned([one, zero, zero], radians(degrees));

/** Where an array's elements stand, wavelengths, from its position. */
export function elementsOf(array: ArrayGeometry): Vector[] {
  if ('elements' in array) return array.elements.map(inThree);
  const axis = axisOf(array.orientation);
  const list = (length: number, at: (m: number) => Vector) => Array.from({ length }, (_, m) => at(m));
  if (array.shape === 'circle') {
    const first = stretched(exact(array.radius), axis);
    const step = divide(scale(pi, 2), exact(array.antennas));
    return list(array.antennas, (m) => turned(first, multiply(exact(m), step)));
  }
  if (array.shape === 'grid') {
    const { rows, columns, spacing } = array;
    const [horizontal, vertical] = typeof spacing === 'number' ? [spacing, spacing] : spacing;
    return list(rows * columns, (m) => {
      const along = multiply(exact(horizontal), exact((m % columns) - (columns - 1) / 2));
      const up = multiply(exact(vertical), exact(Math.floor(m / columns) - (rows - 1) / 2));
      return plus(stretched(along, axis), [zero, zero, up]);
    });
  }
  return list(array.antennas, (m) => stretched(multiply(exact(array.spacing), exact(m)), axis));
}

/** The unit vector so many degrees from the broadside of a line in the plane, towards its axis. */
export function fromBroadside(array: ArrayGeometry, degrees: number): Vector {
  if ('elements' in array) throw new NotProved('limits.quiet: a direction is that of a line');
  const [x, y] = axisOf(array.orientation);
  return turned([y, negate(x), zero], radians(degrees));
}

export interface Direction {
  /** m */
  distance: Ball;
  /** From the array to the place. */
  unit: Vector;
  /** Whether the place is straight above or below the array. */
  upright: boolean;
}

export function towards({ position: from }: ArrayGeometry, to: Position): Direction {
  const [x, y, z] = inThree(to).map((coordinate, i) => subtract(coordinate, inThree(from)[i]));
  const distance = root(sum([x, y, z].map(square)));
  const inverse = divide(one, distance);
  return {
    distance,
    unit: stretched(inverse, [x, y, z]),
    upright: to[0] === from[0] && to[1] === from[1],
  };
}

/**
 * Along which a direction may change: in the plane u turned by +90°, in space azimuth (level, counterclockwise) and
 * elevation (upwards); seen straight up or down, azimuth along +y.
 */
export function tangentsTo({ unit, upright }: Direction, inSpace: boolean): Vector[] {
  if (!inSpace) return [across(unit)];
  const level = root(add(square(unit[0]), square(unit[1])));
  const e: Vector = upright ? [zero, one, zero] : stretched(divide(one, level), across(unit));
  // u × e, e level
  const up: Vector = [
    negate(multiply(unit[2], e[1])),
    multiply(unit[2], e[0]),
    subtract(multiply(unit[0], e[1]), multiply(unit[1], e[0])),
  ];
  return [e, up];
}

/** (5), (8): exp(j 2π p_m·u). */
export function steering(elements: readonly Vector[], u: Vector): Complex[] {
  return elements.map((p) => {
    const { cos, sin } = cosSin(multiply(scale(pi, 2), dot(p, u)));
    return { re: cos, im: sin };
  });
}

/** Its derivative along a tangent: j 2π (p_m·e) a_m. */
export function slope(elements: readonly Vector[], a: readonly Complex[], e: Vector): Complex[] {
  return elements.map((p, m) => times(a[m], { re: zero, im: multiply(scale(pi, 2), dot(p, e)) }));
}

/** p·e of the second element of a line: its step along a tangent, in wavelengths. */
export const stepAlong = (elements: readonly Vector[], e: Vector): Ball => dot(elements[1], e);

/** Σ |p_m|² */
export const extent = (elements: readonly Vector[]): Ball => sum(elements.map((p) => dot(p, p)));

/**
 * G = ∂(place)/∂(τ, directions) by rows, m/s and m/rad. A step of the device changes (τ, directions) by the rows s/c,
 * s = u_T + u_R, and e_i/d_R; with s·u_R = |s|²/2 the inverse has the columns 2c u_R/|s|² and d_R (e_i − 2 (s·e_i) u_R/|s|²).
 */
export function placeJacobian(t: Direction, r: Direction, tangents: readonly Vector[]): Ball[][] {
  const s = plus(t.unit, r.unit);
  const size = dot(s, s);
  // the problem's own rule: |s| ≥ 1e-9
  if (!(lower(size) >= 1.0000001e-18))
    throw new NotProved('scenario.devices: whether the place of one can be observed');
  const perSize = divide(exact(2), size);
  const columns = [
    stretched(multiply(perSize, speedOfLight), r.unit),
    ...tangents.map((e) =>
      stretched(r.distance, plus(e, stretched(negate(multiply(perSize, dot(s, e))), r.unit))),
    ),
  ];
  return columns.map((_, row) => columns.map((column) => column[row]));
}
