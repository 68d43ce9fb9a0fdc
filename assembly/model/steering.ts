// Steering vectors of a uniform line in the field's coordinates (channel.ts says which those are).

import { set } from '../memory';
import { isComplex } from '../field';
import { TWO_PI } from './units';

/** One row of a steering matrix: antennas 0..M−1 at the given sine, times s. stride: distance of the planes. */
export function steer<T>(row: usize, imaginary: usize, M: i32, spacing: f64, sine: f64, s: f64): void {
  const psi = TWO_PI * spacing * sine;
  if (isComplex<T>()) {
    for (let m = 0; m < M; m++) {
      set(row, m, s * NativeMath.cos(psi * <f64>m));
      set(imaginary, m, s * NativeMath.sin(psi * <f64>m));
    }
    return;
  }
  // antenna M−1−m and m: √2 cos into place m, √2 sin into place M−1−m
  const centre = <f64>(M - 1) / 2;
  for (let m = 0; m < M >> 1; m++) {
    const x = psi * (centre - <f64>m);
    set(row, m, s * Math.SQRT2 * NativeMath.cos(x));
    set(row, M - 1 - m, s * Math.SQRT2 * NativeMath.sin(x));
  }
  if (M & 1) set(row, M >> 1, s);
}
