/**
 * Which directions of a device its echo tells: those whose derivative is not rounding once its parts along amplitude
 * (h) and phase (j h), where these are unknown, and along the clearer direction have been taken out. All vectors are
 * real ones of twice the length here, as Fisher information sees Re{x^H y} alone.
 */
import type { Unknown } from '../types.js';
import type { ComplexVector } from './linalg.js';

/** Of the length that a derivative may have, 2π times the root mean extent of the array. */
const rounding = 1e-9;

const flat = ({ re, im }: ComplexVector): number[] => [...re, ...im];
const inner = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const length = (a: number[]) => Math.sqrt(inner(a, a));

export function observed(
  { receive, slopes, length: scale }: { receive: ComplexVector; slopes: ComplexVector[]; length: number },
  unknown: Unknown,
): boolean[] {
  let left = slopes.map(flat);
  if (unknown !== 'none') left = left.map((d) => without(d, flat(receive)));
  if (unknown === 'reflections')
    left = left.map((d) => without(d, flat({ re: receive.im.map((x) => -x), im: receive.re })));
  const lengths = left.map(length);
  const clearer = lengths.length === 2 && lengths[1] > lengths[0] ? 1 : 0;
  if (!(lengths[clearer] > 0 && lengths[clearer] >= rounding * scale)) return slopes.map(() => false);
  return left.map((d, i) => i === clearer || length(without(d, left[clearer])) >= rounding * scale);
}

/** d without its part along a; twice, for rounding. */
function without(d: number[], a: number[]): number[] {
  const once = (x: number[]) => {
    const share = inner(a, x) / inner(a, a);
    return x.map((value, i) => value - share * a[i]);
  };
  return once(once(d));
}
