// Where the received samples lie, and what the pulse is worth at them.
//
// Time is counted in symbols since `origin`. There are K samples a symbol; sample i of slot k lies at
// k + (i + offset)/K and, for a device whose echo comes at v, belongs to symbol k − d at the phase
// f = (i + offset)/K − v + d in [0, 1).

import { get, set, take } from '../memory';
import { L, delay, symbolDuration } from '../model/scenario';
import { derivative, value } from '../model/pulse';

/** Samples a symbol. */
export let K: i32 = 0;
/** Place of the samples within their interval, in [0, 1). */
export let offset: f64 = 0;
/** Symbols before the first slot. */
export let origin: f64 = 0;
/** A sample of slot k belongs to one of the symbols k, k − 1, …, k − shifts + 1. */
export let shifts: i32 = 0;
/** Echoes are looked for between these, in symbols since the origin. */
export let earliest: f64 = 0;
export let latest: f64 = 0;

/** A pulse that starts or ends higher than this (of a mean square of 1) jumps. */
const JUMP: f64 = 1e-3;
/** Echoes are looked for up to this many symbols after the last true one. */
const MARGIN: f64 = 0.25;

/** Fractions of the sample interval in which the jumps lie, sorted. */
let phases: usize = 0;

/** The window that echoes are looked for in: from the direct path's delay (s), which the receiver knows. */
export function setWindow(direct: f64): void {
  phases = take(L);
  let last: f64 = 0;
  for (let l = 0; l < L; l++) last = Math.max(last, get(delay, l) / symbolDuration);
  origin = Math.floor(direct / symbolDuration);
  earliest = direct / symbolDuration - origin;
  latest = last - origin + MARGIN;
  shifts = <i32>Math.ceil(latest) + 1;
}

/** When device l's echo comes. */
export function arrival(l: i32): f64 {
  return get(delay, l) / symbolDuration - origin;
}

export function jumps(): bool {
  return Math.abs(value(0)) > JUMP || Math.abs(value(1)) > JUMP;
}

/**
 * Takes k samples a symbol and puts them as far from all jumps as can be: into the middle of the widest gap between
 * them. Returns the distance of the nearest jump from a sample, in symbols.
 */
export function placeSamples(k: i32): f64 {
  K = k;
  for (let l = 0; l < L; l++) {
    const x = arrival(l) * <f64>k, fraction = x - Math.floor(x);
    let j = l;
    for (; j > 0 && get(phases, j - 1) > fraction; j--) set(phases, j, get(phases, j - 1));
    set(phases, j, fraction);
  }
  let widest = get(phases, 0) + 1 - get(phases, L - 1), from = get(phases, L - 1);
  for (let l = 1; l < L; l++) {
    const gap = get(phases, l) - get(phases, l - 1);
    if (gap > widest) {
      widest = gap;
      from = get(phases, l - 1);
    }
  }
  offset = from + widest / 2;
  offset -= Math.floor(offset);
  return widest / 2 / <f64>k;
}

/** For an echo at v: g and dg/du at the K samples of a slot, and the d of each (f64). */
export function pulseAt(v: f64, g: usize, slope: usize, d: usize): void {
  for (let i = 0; i < K; i++) {
    const x = (<f64>i + offset) / <f64>K - v, whole = Math.floor(x);
    set(g, i, value(x - whole));
    set(slope, i, derivative(x - whole));
    set(d, i, -whole);
  }
}

/** The first sample of a slot from `from` on whose d differs from that of `from`, or K. */
export function endOfRun(d: usize, from: i32): i32 {
  let i = from + 1;
  while (i < K && get(d, i) == get(d, from)) i++;
  return i;
}
