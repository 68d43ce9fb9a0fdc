/**
 * Which directions of a device its echo tells: those whose derivative is more than 1e-9 of what it may be once its parts
 * along amplitude (h) and phase (j h), where these are unknown, and along the clearer direction have been taken out.
 * Fisher information sees Re{x^H y} alone, in which h and j h are orthogonal.
 */
import type { Unknown } from '../../types.js';
import { divide, exact, isZero, lower, multiply, one, sum, upper, type Ball } from './ball.js';
import { inner, minus, real, scaled, squared, times, type Complex } from './complex.js';
import { NotProved } from './not-proved.js';

type Vector = readonly Complex[];

/** The square of 1e-9: the problem's own rule. */
const rounding = exact(1e-18);

const sizeOf = (x: Vector): Ball => sum(x.map(squared));
const without = (x: Vector, y: Vector, share: Complex) =>
  x.map((entry, i) => minus(entry, times(share, y[i])));

/** `aperture`: the square of the length that a derivative may have; null: that of the longest. */
export function observed(
  receive: Vector,
  slopes: readonly Vector[],
  aperture: Ball | null,
  unknown: Unknown,
  path: string,
): boolean[] {
  if (receive.length === 1) return slopes.map(() => false);
  const undecided = new NotProved(`${path}: whether its direction can be observed`);
  const longest = slopes.map(sizeOf).reduce((a, b) => (b.h > a.h ? b : a));
  const least = multiply(rounding, aperture ?? longest);
  const clear = (size: Ball): boolean => {
    if (isZero(size) || upper(size) < lower(least)) return false;
    if (lower(size) >= upper(least)) return true;
    throw undecided;
  };
  const inverse = divide(one, sizeOf(receive));
  const left = slopes.map((d) => {
    if (unknown === 'none') return d;
    const share = scaled(inner(receive, d), inverse);
    return without(d, receive, unknown === 'reflections' ? share : real(share.re));
  });
  const sizes = left.map(sizeOf);
  const [first, second] = sizes;
  if (second === undefined) return [clear(first)];
  const clearer = second.h > first.h ? 1 : 0;
  if (!clear(sizes[clearer])) return [false, false];
  const other = left[1 - clearer];
  const share = divide(inner(left[clearer], other).re, sizes[clearer]);
  const both = clear(sizeOf(without(other, left[clearer], real(share))));
  // which of two is the clearer one matters where only it is seen
  const told = upper(sizes[1 - clearer]) < lower(sizes[clearer]);
  if (!both && !told) throw undecided;
  return [both || clearer === 0, both || clearer === 1];
}
