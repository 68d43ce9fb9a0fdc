// The joint maximum-likelihood estimate of all delays and angles: the best places on grids along the devices' rays
// (search.ts), Gauss–Newton over the distances along the rays, and, delays and angles set free, over all of them.
// Echoes of close devices look alike, and the order in which the search adds them can decide on which hill this ends:
// other orders follow until two have found the same summit.

import { at, copy, get, set, take, zero } from '../memory';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { dot } from '../linalg/lanes';
import { L, sineR, spacingR } from '../model/scenario';
import { TWO_PI } from '../model/units';
import { arrival, shifts } from './sampling';
import { correlation, energy } from './signal';
import {
  freedom, gradient, information, logLikelihood, unknownAt, unknowns,
} from './likelihood';
import { prepareSearch, searchGrids, survey } from './search';
import * as ray from './ray';

/** Gauss–Newton ends where a step promises to raise Λ by less than this: a thousandth of a standard deviation. */
const TOLERANCE: f64 = 1e-6;
const ROUGH: f64 = 1e-2;
const MAX_STEPS = 60;
/** Damping that no step can be hoped for beyond. */
const STUCK: f64 = 1e6;
/** Two summits are the same where Λ differs by less, of a value that noise moves by 1. */
const SAME: f64 = 1e-3;

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

export function prepareEstimate(): void {
  ray.prepareRays();
  prepareSearch();
  slope = take(2 * L);
  curvature = take(4 * L * L);
  step = take(2 * L);
  factor = take(4 * L * L);
  before = take(3 * L);
  best = take(3 * L);
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
  copy(to, unknowns, 2 * L);
  copy(at(to, 2 * L), ray.reach, L);
}
function restore(from: usize): void {
  copy(unknowns, from, 2 * L);
  copy(ray.reach, at(from, 2 * L), L);
}

/** Puts the unknowns at the truth. */
export function startAtTruth(): void {
  for (let l = 0; l < L; l++) {
    set(unknowns, l, arrival(l));
    set(unknowns, L + l, TWO_PI * spacingR * get(sineR, l));
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
    set(unknowns, L + l, ray.psi);
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

/** The device that unknown a belongs to. */
function ownerOf(a: i32): i32 {
  return <i32>get(unknownAt, a) % L;
}
/** Derivative of unknown a by its device's distance. */
function rateOf(a: i32): f64 {
  const u = <i32>get(unknownAt, a);
  ray.follow(u % L, get(ray.reach, u % L));
  return u < L ? ray.delaySlope : ray.angleSlope;
}

/** Takes the step; false where it leaves the window of delays. */
function move(along: bool): bool {
  let inside = true;
  for (let a = 0; a < n; a++) {
    if (along) {
      const distance = get(ray.reach, a) + get(step, a);
      set(ray.reach, a, distance);
      ray.follow(a, distance);
      if (!(distance > 0 && within(ray.v))) inside = false;
    } else {
      const u = <i32>get(unknownAt, a), x = get(unknowns, u) + get(step, a);
      set(unknowns, u, x);
      if (u < L && !within(x)) inside = false;
    }
  }
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

/** Gauss–Newton over all delays and angles from where they are. Returns Λ. */
export function climbFree(): f64 {
  return climb(false, TOLERANCE);
}

/** A summit from a search that adds devices from place `from` of the order on. Returns Λ. */
function ascend(from: i32): f64 {
  searchGrids(order, from);
  climb(true, ROUGH);
  return climb(false, TOLERANCE);
}

/** The estimate, into `unknowns`; `summit` and `steps` tell about it. */
export function estimate(): void {
  steps = 0;
  survey();
  summit = ascend(0);
  keep(best);
  for (let from = 1; from < L; from++) {
    const value = ascend(from), same = Math.abs(value - summit) < SAME;
    if (value > summit) {
      summit = value;
      keep(best);
    }
    if (same) break;
  }
  restore(best);
}
