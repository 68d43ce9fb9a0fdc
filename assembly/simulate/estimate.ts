// The joint maximum-likelihood estimate of all delays and directions: the best places on grids along the devices' rays
// (search.ts), Gauss–Newton over the distances along the rays, and, delays and directions set free, over all of them.
// Echoes of close devices look alike, and the order in which the search adds them can decide on which hill this ends:
// other orders follow until two have found the same summit.

import { at, copy, get, set, take, zero } from '../memory';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { dot } from '../linalg/lanes';
import { L } from '../model/scenario';
import { turn, truths } from './heading';
import { arrival, shifts } from './sampling';
import { correlation, energy, sampleCount } from './signal';
import {
  DELAY, freedom, gradient, headingOf, information, kindOf, logLikelihood, ownerOf, unknowns,
} from './likelihood';
import { survey } from './grid';
import { ONE_BY_ONE, TOGETHER, prepareSearch, searchGrids, tryTogether } from './search';
import * as ray from './ray';

/** Gauss–Newton ends where a step promises to raise Λ by less than this: a thousandth of a standard deviation. */
const TOLERANCE: f64 = 1e-6;
const ROUGH: f64 = 1e-2;
const MAX_STEPS = 60;
/** Damping that no step can be hoped for beyond. */
const STUCK: f64 = 1e6;
/** Two summits are the same where Λ differs by less, of a value that noise moves by 1. */
const SAME: f64 = 1e-3;
/** Standard deviations of the noise's energy within which samples count as explained, and other hills tried if not. */
const DEVIATIONS: f64 = 5;
const HILLS = 12;

/** Gauss–Newton steps of the last estimate. */
export let steps: i32 = 0;
/** Λ at the estimate. */
export let summit: f64 = 0;

/** Gradient and information in the unknowns of the climb, and their number. */
let slope: usize = 0;
let curvature: usize = 0;
let n: i32 = 0;
let step: usize = 0;
let factor: usize = 0;
/** `unknowns` and, behind them, `reach`, as they were before a step and at the best summit. */
let before: usize = 0;
let best: usize = 0;
/** Devices by the energy of their echoes, strongest first. */
let order: usize = 0;

/** Turns of each device's direction in a step, 2·L. */
let turns: usize = 0;

export function prepareEstimate(): void {
  ray.prepareRays();
  prepareSearch();
  slope = take(3 * L);
  curvature = take(9 * L * L);
  step = take(3 * L);
  factor = take(9 * L * L);
  before = take(5 * L);
  best = take(5 * L);
  turns = take(2 * L);
  order = take(L);
  for (let l = 0; l < L; l++) {
    let c = l;
    for (; c > 0 && energyOf(<i32>get(order, c - 1)) < energyOf(l); c--) set(order, c, get(order, c - 1));
    set(order, c, <f64>l);
  }
}
function energyOf(l: i32): f64 {
  return correlation(l, l, false);
}

function keep(to: usize): void {
  copy(to, unknowns, 4 * L);
  copy(at(to, 4 * L), ray.reach, L);
}
function restore(from: usize): void {
  copy(unknowns, from, 4 * L);
  copy(ray.reach, at(from, 4 * L), L);
}

/** Puts the unknowns at the truth. */
export function startAtTruth(): void {
  for (let l = 0; l < L; l++) {
    set(unknowns, l, arrival(l));
    copy(headingOf(l), at(truths, 3 * l), 3);
  }
}

/** Λ with slope and curvature: along the rays, over the distances, or over all unknowns. */
function evaluate(along: bool): f64 {
  if (!along) {
    const value = logLikelihood();
    n = freedom;
    copy(slope, gradient, n);
    copy(curvature, information, n * n);
    return value;
  }
  n = L;
  for (let l = 0; l < L; l++) {
    ray.follow(l, get(ray.reach, l));
    set(unknowns, l, ray.v);
    copy(headingOf(l), ray.u, 3);
  }
  const value = logLikelihood();
  zero(slope, n);
  zero(curvature, n * n);
  for (let a = 0; a < freedom; a++) {
    const c = ownerOf(a), da = rateOf(a);
    set(slope, c, get(slope, c) + da * get(gradient, a));
    for (let b = 0; b < freedom; b++) {
      const to = c * n + ownerOf(b);
      set(curvature, to, get(curvature, to) + da * rateOf(b) * get(information, a * freedom + b));
    }
  }
  return value;
}

/** Derivative of unknown a by its device's distance. */
function rateOf(a: i32): f64 {
  const l = ownerOf(a), kind = kindOf(a);
  ray.follow(l, get(ray.reach, l));
  return kind == DELAY ? ray.delaySlope : get(ray.turnSlopes, kind - 1);
}

/** Takes the step; false where it leaves the window of delays. */
function move(along: bool): bool {
  let inside = true;
  zero(turns, 2 * L);
  for (let a = 0; a < n; a++) {
    if (along) {
      const distance = get(ray.reach, a) + get(step, a);
      set(ray.reach, a, distance);
      ray.follow(a, distance);
      if (!(distance > 0 && within(ray.v))) inside = false;
      continue;
    }
    const l = ownerOf(a), kind = kindOf(a);
    if (kind == DELAY) {
      const v = get(unknowns, l) + get(step, a);
      set(unknowns, l, v);
      if (!within(v)) inside = false;
    } else {
      set(turns, 2 * l + kind - 1, get(step, a));
    }
  }
  if (!along) for (let l = 0; l < L; l++) turn(headingOf(l), get(turns, 2 * l), get(turns, 2 * l + 1));
  return inside;
}
function within(v: f64): bool {
  return v > 0 && v < <f64>(shifts - 1);
}

/**
 * Gauss–Newton from where they are, damped (Levenberg–Marquardt) where the full step does not
 * raise Λ. Returns Λ.
 */
function climb(along: bool, tolerance: f64): f64 {
  let value = evaluate(along), damping: f64 = 0;
  const enough = Math.max(tolerance, 1e-13 * energy);
  for (let k = 0; k < MAX_STEPS && damping < STUCK; k++) {
    copy(factor, curvature, n * n);
    for (let a = 0; a < n; a++) set(factor, a * n + a, (1 + damping) * get(factor, a * n + a));
    copy(step, slope, n);
    choleskyUpper(factor, n, 1e-14);
    solveUpperT(factor, n, step);
    solveUpper(factor, n, step);
    const promise = dot(n, step, slope);
    keep(before);
    steps++;
    const next = move(along) ? evaluate(along) : -Infinity;
    if (next > value) {
      value = next;
      damping = damping > 1e-4 ? damping / 10 : 0;
      if (promise < enough) break;
    } else {
      restore(before);
      if (promise < enough) break;
      damping = Math.max(10 * damping, 1e-2);
      evaluate(along);
    }
  }
  return value;
}

/** Gauss–Newton over all delays and directions from where they are. Returns Λ. */
export function climbFree(): f64 {
  return climb(false, TOLERANCE);
}

/** Climbs from where the search has left the devices. Returns Λ. */
function ascend(): f64 {
  climb(true, ROUGH);
  return climb(false, TOLERANCE);
}

/** Keeps the summit of Λ if it is higher than the highest so far. Returns whether it is the same. */
function compare(value: f64): bool {
  const same = Math.abs(value - summit) < SAME;
  if (value > summit) {
    summit = value;
    keep(best);
  }
  return same;
}

/** Whether what the echoes leave looks like noise: its energy is about the number of samples. */
function explains(): bool {
  return energy - summit < sampleCount + DEVIATIONS * Math.sqrt(sampleCount);
}

/**
 * The estimate, into `unknowns`; `summit` and `steps` tell about it. Devices are placed together first and then in
 * other orders, until two summits are the same; where that does not explain the samples, from other hills of the first.
 */
export function estimate(): void {
  steps = 0;
  summit = -Infinity;
  survey();
  if (L > 1) tryTogether(order);
  searchGrids(order, 0, L > 2 ? TOGETHER : ONE_BY_ONE, true);
  compare(ascend());
  for (let from = 1; from < L; from++) {
    searchGrids(order, from, ONE_BY_ONE, true);
    if (compare(ascend())) break;
  }
  for (let k = 0; k < HILLS && L > 1 && !explains(); k++) {
    if (!searchGrids(order, 0, TOGETHER, false)) break;
    compare(ascend());
  }
  restore(best);
}
