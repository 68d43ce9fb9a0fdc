// The coarse half of the estimator: all devices on grids along their rays. On them, Λ is a sum over devices and pairs,
//   Λ = Σ_l G_l(i_l) − Σ_{p<q} M_pq(i_p, i_q),   G_l = 2 Re ⟨μ_l, y⟩ − |μ_l|²,   M_pq = 2 Re ⟨μ_p, μ_q⟩,
// and M, but for the symbols' correlation in time, which is left to the fine half, is the same in all trials. So it is
// tabulated once, and the search moves two devices at a time to the best of all their places.

import { at, get, set, take } from '../memory';
import { L, Mr, spacingR, symbolDuration } from '../model/scenario';
import { LIGHT_SPEED } from '../model/units';
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
const PLACES = 128;
const MAX_ROUNDS = 20;

/** Places of each device, and where they are: L × PLACES. */
let count: usize = 0;
let distances: usize = 0;
/** Pulse and its d, L × PLACES × K; steering, planes of L × PLACES × M_r. */
let g: usize = 0;
let shift: usize = 0;
let steering: usize = 0;
/** M_pq for p < q, one after the other, PLACES × PLACES. */
let pairs: usize = 0;
/** G and, for the search, the place of each device that is there, or −1. */
let gains: usize = 0;
let places: usize = 0;
/** Of the two devices that move: G less what the others take. */
let first: usize = 0;
let second: usize = 0;

/** Lays out the grids and tabulates the pairs; the lags of the streams must be the expected ones. */
export function prepareSearch(): void {
  const n = L * PLACES;
  count = take(L);
  distances = take(n);
  g = take(n * K);
  shift = take(n * K);
  steering = take(2 * n * Mr);
  gains = take(n);
  places = take(L);
  first = take(PLACES);
  second = take(PLACES);
  const slope = take(K);
  for (let l = 0; l < L; l++) {
    lay(l);
    for (let i = 0; i < placesOf(l); i++) {
      const to = l * PLACES + i;
      ray.follow(l, get(distances, to));
      pulseAt(ray.v, at(g, to * K), slope, at(shift, to * K));
      for (let m = 0; m < Mr; m++) {
        set(steering, to * Mr + m, NativeMath.cos(ray.psi * <f64>m));
        set(steering, (n + to) * Mr + m, NativeMath.sin(ray.psi * <f64>m));
      }
    }
  }
  pairs = take(((L * (L - 1)) >> 1) * PLACES * PLACES);
  for (let p = 0; p < L; p++) {
    for (let q = p + 1; q < L; q++) {
      const table = tableOf(p, q);
      for (let i = 0; i < placesOf(p); i++) {
        for (let j = 0; j < placesOf(q); j++) set(table, i * PLACES + j, 2 * overlap(p, i, q, j));
      }
    }
  }
}

@inline
function placesOf(l: i32): i32 {
  return <i32>get(count, l);
}
@inline
function tableOf(p: i32, q: i32): usize {
  return at(pairs, (((q * (q - 1)) >> 1) + p) * PLACES * PLACES);
}

/** Places on the ray of device l, dense enough for arrays and pulse, as far out as the window of delays goes. */
function lay(l: i32): void {
  ray.follow(l, 0);
  const least = LEAST * Math.max(ray.range, (LIGHT_SPEED * symbolDuration) / (2 * DELAY_STEPS));
  for (let coarser: f64 = 1; ; coarser *= 1.25) {
    const turn = coarser / (ANGLE_STEPS * <f64>Mr * spacingR);
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

/** Re ⟨μ_p, μ_q⟩ at places i and j, with the streams' expected correlation. */
function overlap(p: i32, i: i32, q: i32, j: i32): f64 {
  const n = L * PLACES, x = p * PLACES + i, y = q * PLACES + j;
  let level: f64 = 0, re: f64 = 0, im: f64 = 0;
  for (let k = 0; k < K; k++) {
    if (get(shift, x * K + k) == get(shift, y * K + k)) level += get(g, x * K + k) * get(g, y * K + k);
  }
  for (let m = 0; m < Mr; m++) {
    const a = get(steering, x * Mr + m), b = get(steering, (n + x) * Mr + m);
    const c = get(steering, y * Mr + m), d = get(steering, (n + y) * Mr + m);
    re += a * c + b * d;
    im += a * d - b * c;
  }
  return level * (re * correlation(p, q, false) - im * correlation(p, q, true));
}

/** G of all places, from the samples of a trial. */
export function survey(): void {
  const n = L * PLACES, size = statisticsSize(), ti = at(statistics, size);
  for (let l = 0; l < L; l++) {
    for (let i = 0; i < placesOf(l); i++) {
      const x = l * PLACES + i;
      let level: f64 = 0;
      for (let k = 0; k < K; k++) {
        const from = ((l * shifts + <i32>get(shift, x * K + k)) * K + k) * Mr;
        let sum: f64 = 0;
        for (let m = 0; m < Mr; m++) {
          sum += get(steering, x * Mr + m) * get(statistics, from + m);
          sum += get(steering, (n + x) * Mr + m) * get(ti, from + m);
        }
        level += get(g, x * K + k) * sum;
      }
      set(gains, x, 2 * level - overlap(l, i, l, i));
    }
  }
}

/** G of device l at all places less its pairs with all that are there, but for device `but`. */
function conditional(l: i32, but: i32, out: usize): void {
  const n = placesOf(l);
  memory.copy(out, at(gains, l * PLACES), <usize>n << 3);
  for (let q = 0; q < L; q++) {
    const j = <i32>get(places, q);
    if (q == l || q == but || j < 0) continue;
    const table = q < l ? tableOf(q, l) : tableOf(l, q);
    for (let i = 0; i < n; i++) {
      set(out, i, get(out, i) - get(table, q < l ? j * PLACES + i : i * PLACES + j));
    }
  }
}

/** Moves p and q, p < q, to the best of all their places given the others. Returns the Λ that the two then add. */
function movePair(p: i32, q: i32): f64 {
  conditional(p, q, first);
  conditional(q, p, second);
  const table = tableOf(p, q), n = placesOf(q);
  let best: f64 = -Infinity;
  for (let i = 0; i < placesOf(p); i++) {
    const a = get(first, i);
    for (let j = 0; j < n; j++) {
      const value = a + get(second, j) - get(table, i * PLACES + j);
      if (value > best) {
        best = value;
        set(places, p, <f64>i);
        set(places, q, <f64>j);
      }
    }
  }
  return best;
}

/** The Λ that two devices add where they are. */
function worth(p: i32, q: i32): f64 {
  const i = <i32>get(places, p), j = <i32>get(places, q);
  conditional(p, q, first);
  conditional(q, p, second);
  return get(first, i) + get(second, j) - get(tableOf(p, q), i * PLACES + j);
}

/**
 * The best places found by pairs from scratch, devices added in the given order from its place `from` on, into `reach`.
 * survey() comes first.
 */
export function searchGrids(order: usize, from: i32): void {
  for (let l = 0; l < L; l++) set(places, l, -1);
  for (let c = 0; c < L; c++) {
    const l = <i32>get(order, (from + c) % L);
    // alone first, then together with each that is there
    conditional(l, l, first);
    let best = 0;
    for (let i = 1; i < placesOf(l); i++) if (get(first, i) > get(first, best)) best = i;
    set(places, l, <f64>best);
    for (let b = 0; b < c; b++) {
      const q = <i32>get(order, (from + b) % L);
      movePair(min(l, q), max(l, q));
    }
  }
  for (let round = 0; round < MAX_ROUNDS && L > 1; round++) {
    let moved = false;
    for (let q = 1; q < L; q++) {
      for (let p = 0; p < q; p++) {
        const before = worth(p, q);
        if (movePair(p, q) > before) moved = true;
      }
    }
    if (!moved) break;
  }
  for (let l = 0; l < L; l++) set(ray.reach, l, get(distances, l * PLACES + <i32>get(places, l)));
}
