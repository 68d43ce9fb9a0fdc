// Places on the devices' rays, what the samples of a trial say of each, and what pairs of them have in common:
//   n = |μ|²,   β = ⟨μ, y⟩,   Γ = ⟨μ_p, μ_q⟩.
// Γ, but for the symbols' correlation in time, which is left to the fine half of the estimator, is the same in all
// trials. So it is tabulated once.

import { at, get, set, take } from '../memory';
import { dot } from '../linalg/lanes';
import { AMPLITUDES, L, Mr, symbolDuration, unknown } from '../model/scenario';
import { LIGHT_SPEED } from '../model/units';
import { aperture, lookTowards } from './heading';
import { K, latest, pulseAt, shifts } from './sampling';
import { correlation, statistics, statisticsSize } from './signal';
import * as ray from './ray';

/** Steps a beamwidth of the angle, and a symbol of the delay. */
const ANGLE_STEPS: f64 = 8;
const DELAY_STEPS: f64 = 64;
/**
 * The least step, of the range at the start, or, where the arrays are nearer to each other than that, of a step of the
 * delay: past the receiver angles turn fast, and with both arrays in one place they do not turn at all.
 */
const LEAST: f64 = 1e-2;
/** Places a ray at most. */
export const PLACES = 128;

/** Places of each device, and where they are: L × PLACES. */
let count: usize = 0;
let distances: usize = 0;
/** Pulse and its d, L × PLACES × K; steering, L × PLACES × 2·M_r. */
let g: usize = 0;
let shift: usize = 0;
let steering: usize = 0;
/** Γ for p < q, one after the other, PLACES × PLACES: real, then imaginary parts. */
let pairs: usize = 0;
let pairsIm: usize = 0;
/** n, and β by real, then imaginary parts. */
let levels: usize = 0;
let seen: usize = 0;

/** Lays out the grids and tabulates the pairs; the lags of the streams must be the expected ones. */
export function prepareGrids(): void {
  const n = L * PLACES, entries = ((L * (L - 1)) >> 1) * PLACES * PLACES;
  count = take(L);
  distances = take(n);
  g = take(n * K);
  shift = take(n * K);
  steering = take(2 * n * Mr);
  levels = take(n);
  seen = take(2 * n);
  const slope = take(K), look = take(6 * Mr);
  for (let l = 0; l < L; l++) {
    lay(l);
    for (let i = 0; i < placesOf(l); i++) {
      const to = l * PLACES + i;
      ray.follow(l, get(distances, to));
      pulseAt(ray.v, at(g, to * K), slope, at(shift, to * K));
      lookTowards(ray.u, look);
      memory.copy(at(steering, 2 * to * Mr), look, <usize>(2 * Mr) << 3);
      overlap(l, i, l, i);
      set(levels, to, overlapRe);
    }
  }
  pairs = take(entries);
  pairsIm = take(entries);
  for (let p = 0; p < L; p++) {
    for (let q = p + 1; q < L; q++) {
      const table = tableOf(p, q);
      for (let i = 0; i < placesOf(p); i++) {
        for (let j = 0; j < placesOf(q); j++) {
          overlap(p, i, q, j);
          set(at(pairs, table), i * PLACES + j, overlapRe);
          set(at(pairsIm, table), i * PLACES + j, overlapIm);
        }
      }
    }
  }
}

@inline
export function placesOf(l: i32): i32 {
  return <i32>get(count, l);
}
@inline
export function distanceOf(l: i32, i: i32): f64 {
  return get(distances, l * PLACES + i);
}
@inline
export function levelOf(l: i32, i: i32): f64 {
  return get(levels, l * PLACES + i);
}
@inline
export function seenRe(l: i32, i: i32): f64 {
  return get(seen, l * PLACES + i);
}
@inline
export function seenIm(l: i32, i: i32): f64 {
  return get(seen, (L + l) * PLACES + i);
}
@inline
function tableOf(p: i32, q: i32): i32 {
  return (((q * (q - 1)) >> 1) + p) * PLACES * PLACES;
}
/** Γ of device p at place i and device q ≠ p at place j. */
@inline
export function commonRe(p: i32, i: i32, q: i32, j: i32): f64 {
  return p < q ? get(pairs, tableOf(p, q) + i * PLACES + j) : get(pairs, tableOf(q, p) + j * PLACES + i);
}
@inline
export function commonIm(p: i32, i: i32, q: i32, j: i32): f64 {
  return p < q ? get(pairsIm, tableOf(p, q) + i * PLACES + j) : -get(pairsIm, tableOf(q, p) + j * PLACES + i);
}

/** Places on the ray of device l, dense enough for arrays and pulse, as far out as the window of delays goes. */
function lay(l: i32): void {
  ray.follow(l, 0);
  const least = LEAST * Math.max(ray.range, (LIGHT_SPEED * symbolDuration) / (2 * DELAY_STEPS));
  for (let coarser: f64 = 1; ; coarser *= 1.25) {
    const turn = coarser / (ANGLE_STEPS * aperture);
    let n = 0, distance = least;
    for (ray.follow(l, distance); ray.v < latest && n < PLACES; ray.follow(l, distance)) {
      set(distances, l * PLACES + n++, distance);
      distance += Math.max(least, Math.min(turn * ray.range, coarser / (DELAY_STEPS * ray.delaySlope)));
    }
    if (n < PLACES) {
      set(count, l, <f64>n);
      return;
    }
  }
}

/** ⟨μ_p, μ_q⟩ at places i and j, with the streams' expected correlation. */
let overlapRe: f64 = 0;
let overlapIm: f64 = 0;
function overlap(p: i32, i: i32, q: i32, j: i32): void {
  const x = p * PLACES + i, y = q * PLACES + j;
  let level: f64 = 0;
  for (let k = 0; k < K; k++) {
    if (get(shift, x * K + k) == get(shift, y * K + k)) level += get(g, x * K + k) * get(g, y * K + k);
  }
  const a = at(steering, 2 * x * Mr), ai = at(a, Mr), b = at(steering, 2 * y * Mr), bi = at(b, Mr);
  const re = dot(Mr, a, b) + dot(Mr, ai, bi), im = dot(Mr, a, bi) - dot(Mr, ai, b);
  const cr = correlation(p, q, false), ci = correlation(p, q, true);
  overlapRe = level * (re * cr - im * ci);
  // real amplitudes see real parts alone
  overlapIm = unknown == AMPLITUDES ? 0 : level * (re * ci + im * cr);
}

/** β of all places, from the samples of a trial. */
export function survey(): void {
  const ti = at(statistics, statisticsSize());
  for (let l = 0; l < L; l++) {
    for (let i = 0; i < placesOf(l); i++) {
      const x = l * PLACES + i, a = at(steering, 2 * x * Mr), ai = at(a, Mr);
      let re: f64 = 0, im: f64 = 0;
      for (let k = 0; k < K; k++) {
        const from = ((l * shifts + <i32>get(shift, x * K + k)) * K + k) * Mr, s = get(g, x * K + k);
        const t = at(statistics, from), u = at(ti, from);
        re += s * (dot(Mr, a, t) + dot(Mr, ai, u));
        im += s * (dot(Mr, a, u) - dot(Mr, ai, t));
      }
      set(seen, x, re);
      set(seen, L * PLACES + x, unknown == AMPLITUDES ? 0 : im);
    }
  }
}
