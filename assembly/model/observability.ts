// Whether a device's own echo tells its directions: whether the derivatives d_1, d_2 of h by them differ from what else
// may move the echo, which is each other and, where the receiver does not know them, amplitude (h) and phase (j h).
// Pairs of numbers are real here: Fisher information sees Re{x^H y}. Delays are another matter, since they change the
// pulse.

import { at, copy, get, mark, release, set, take } from '../memory';
import { axpy, dot, scale } from '../linalg/lanes';
import { RECEIVER, antennas } from './arrays';
import { receiveVector, slopeVector } from './propagation';

/** What is left of a derivative besides the others, at least, of the length it may have: less is rounding. */
const OBSERVABLE: f64 = 1e-9;

/**
 * Whether each direction of device l adds something, 1 or 0 into `present`, the clearer one first; `unknown`: 1 where
 * amplitudes, 2 where phases too are unknown. Returns how many do. One that does not move the echo otherwise than the
 * other is no parameter of its own: the other stands for both.
 */
export function observe(l: i32, directions: i32, unknown: i32, length: f64, present: usize): i32 {
  const scope = mark(), Mr = antennas(RECEIVER), n = 2 * Mr, h = receiveVector(l);
  const left = take(2 * n), spanned = take(n);
  for (let i = 0; i < directions; i++) copy(at(left, i * n), slopeVector(l, i), n);
  for (let part = 0; part < unknown; part++) {
    for (let m = 0; m < Mr; m++) {
      set(spanned, m, part == 0 ? get(h, m) : -get(h, Mr + m));
      set(spanned, Mr + m, part == 0 ? get(h, Mr + m) : get(h, m));
    }
    for (let i = 0; i < directions; i++) takeOut(n, spanned, at(left, i * n));
  }
  set(present, 0, 0);
  set(present, 1, 0);
  let seen = 0;
  while (seen < directions) {
    let best = -1, most: f64 = 0;
    for (let i = 0; i < directions; i++) {
      const size = Math.sqrt(dot(n, at(left, i * n), at(left, i * n)));
      if (get(present, i) == 0 && size > most) { most = size; best = i; }
    }
    if (best < 0 || !(most >= OBSERVABLE * length)) break;
    set(present, best, 1);
    seen++;
    scale(n, 1 / most, at(left, best * n));
    if (directions == 2) takeOut(n, at(left, best * n), at(left, (1 - best) * n));
  }
  release(scope);
  return seen;
}

/** x ← x without its part along a, twice, for rounding. */
function takeOut(n: i32, a: usize, x: usize): void {
  const square = dot(n, a, a);
  for (let again = 0; again < 2; again++) axpy(n, -dot(n, a, x) / square, a, x);
}
