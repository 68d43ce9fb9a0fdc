// Many trials of a scenario that is loaded for the coupled bound, and what they add up to.

import { TRIALS_HEAD, TRIALS_QUANTITIES } from '../abi';
import { at, get, mark, release, set, take, zero } from '../memory';
import { Complex } from '../field';
import { scale } from '../linalg/lanes';
import { invert } from '../linalg/cholesky';
import { length } from '../model/geometry';
import {
  L, Mr, Mt, activeIndex, delay, dimensions, given, hasAngle, places, power, symbolDuration,
} from '../model/scenario';
import { full } from '../model/channel';
import { LIGHT_SPEED, TWO_PI } from '../model/units';
import { Evaluation, turnTo } from '../metric/evaluation';
import { covarianceOf } from '../metric/fisher';
import { evaluateObjective, evaluationOf } from '../metric/objective';
import { K, jumps, offset, origin, placeSamples, setWindow, shifts } from './sampling';
import { expectLags, prepareSamples, prepareSignal, receive } from './signal';
import {
  DELAY as TIME, freedom, headingOf, inform, information, kindOf, prepareLikelihood, unknowns,
} from './likelihood';
import { angleBetween, bringToSide, prepareHeadings, truths } from './heading';
import { climbFree, estimate, prepareEstimate, startAtTruth, steps, summit } from './estimate';
import { baseline, depart, locate, place } from './position';

/** Sampling is fine enough where every root bound is within this, relative, of the continuous signal's. */
const FINE: f64 = 0.01;
/** Jumps must be this many standard deviations of the delay away from samples. */
const CLEAR: f64 = 5;
const FEWEST = 8;
const MOST = 256;
/** f64 that the statistics may take. */
const ROOM: f64 = 33554432;

// Sampling record: K, offset (of the sample interval), error of the root bounds, clearance (NaN without jumps).
const SAMPLING = 4;

// Summary record: trials; those whose estimate is less likely than what climbing from the truth finds; mean number of
// Gauss–Newton steps; estimates without a place. Then of each device given, for delay (s), angle (rad), position (m)
// and departure angle (rad): RMSE, the ends of its 95 % interval, and the mean error.
const DELAY = 0, ANGLE = 1, POSITION = 2, DEPARTURE = 3;

/** 97.5 % quantile of the standard normal distribution. */
const QUANTILE: f64 = 1.959963984540054;
/** The summit is missed where Λ is lower by more than this. */
const SLACK: f64 = 1e-2;

let sampling: usize = 0;
let summary: usize = 0;
/** Σ e, Σ e² and Σ e⁴ of each quantity of each device. */
let sums: usize = 0;
let key0: u32 = 0;
let key1: u32 = 0;
let done: i32 = 0;
let missed: i32 = 0;
let unlocated: i32 = 0;
let allSteps: f64 = 0;

/** For a factor of the covariance on the antennas, M_t×p complex planes, √W. */
export function takeFactor(p: i32): usize {
  return take(2 * Mt * p);
}

/**
 * Prepares the trials of the factor v (see takeFactor). samples: K, or 0 for the fewest that are fine enough; phases:
 * within how many degrees of the model's those of the reflections lie in truth. The words of the seed are the key of
 * all random numbers. Returns the sampling record, or 0 where delays span so many symbols that memory does not hold
 * the statistics.
 */
export function prepareTrials(
  v: usize, p: i32, samples: i32, phases: f64, seedLow: u32, seedHigh: u32,
): usize {
  key0 = seedLow;
  key1 = seedHigh;
  done = 0; missed = 0; unlocated = 0; allSteps = 0;
  scale(2 * Mt * p, 1 / Math.sqrt(power), v);
  sampling = take(SAMPLING);
  summary = take(TRIALS_HEAD + 4 * TRIALS_QUANTITIES * given);
  sums = take(3 * TRIALS_QUANTITIES * L);
  zero(sums, 3 * TRIALS_QUANTITIES * L);
  const bounds = evaluationOf<Complex>(p);
  turnTo<Complex>(bounds, full, Mt, v, p);
  evaluateObjective<Complex>(bounds);
  setWindow(baseline() / LIGHT_SPEED);
  prepareHeadings();
  if (<f64>L * <f64>shifts * <f64>Mr * <f64>(samples ? samples : MOST) * 4 > ROOM) return 0;
  if (samples) judge(samples, bounds, v, p);
  else settleSamples(bounds, v, p);
  prepareSignal(v, p);
  prepareSamples((TWO_PI / 360) * phases);
  prepareLikelihood();
  prepareEstimate();
  return sampling;
}

/** The fewest samples that are fine and clear; where none are, the clear ones of least error, or else the clearest. */
function settleSamples(bounds: Evaluation, v: usize, p: i32): void {
  let best = FEWEST, bestError: f64 = Infinity, bestClearance: f64 = 0;
  for (let k = FEWEST; k <= MOST; k++) {
    judge(k, bounds, v, p);
    const error = get(sampling, 2), clearance = get(sampling, 3), clear = !(clearance < CLEAR);
    if (clear && error < FINE) return;
    if (clear ? error < bestError : bestError == Infinity && clearance > bestClearance) {
      best = k;
      if (clear) bestError = error;
      bestClearance = clearance;
    }
  }
  judge(best, bounds, v, p);
}

/** Places k samples a symbol and fills the sampling record; bounds: the coupled ones at v. */
function judge(k: i32, bounds: Evaluation, v: usize, p: i32): void {
  const distance = placeSamples(k);
  const scope = mark();
  prepareSignal(v, p);
  prepareLikelihood();
  expectLags();
  startAtTruth();
  inform();
  const n = freedom, inverse = take(n * n);
  invert<f64>(information, inverse, n);
  let error: f64 = 0, deviation: f64 = 0;
  for (let a = 0; a < n; a++) {
    const bound = Math.sqrt(covarianceOf(bounds, a, a));
    const unit = kindOf(a) == TIME ? symbolDuration : 1;
    error = Math.max(error, Math.abs((Math.sqrt(get(inverse, a * n + a)) * unit) / bound - 1));
    if (a < L) deviation = Math.max(deviation, bound / symbolDuration);
  }
  release(scope);
  set(sampling, 0, <f64>k);
  set(sampling, 1, offset);
  set(sampling, 2, error);
  set(sampling, 3, jumps() ? distance / deviation : NaN);
}

/** The next `count` trials. */
export function runTrials(count: i32): void {
  for (let t = 0; t < count; t++) {
    receive(<u32>done, key0, key1);
    estimate();
    allSteps += <f64>steps;
    for (let l = 0; l < L; l++) measure(l);
    const found = summit;
    startAtTruth();
    if (climbFree() > found + SLACK) missed++;
    done++;
  }
}

/** The directions in which a device departs in truth, and by the estimate. */
const departed = memory.data(3 * 8, 16);
const departing = memory.data(3 * 8, 16);

/** Adds up the errors of device l. */
function measure(l: i32): void {
  const tau = (get(unknowns, l) + origin) * symbolDuration, u = headingOf(l), truth = at(truths, 3 * l);
  add(l, DELAY, tau - get(delay, l));
  if (!hasAngle(l)) return;
  bringToSide(u, truth);
  add(l, ANGLE, angleBetween(truth, u));
  if (!locate(tau, u)) unlocated++;
  const x = at(places, 3 * l);
  add(l, POSITION, length(get(place, 0) - get(x, 0), get(place, 1) - get(x, 1), get(place, 2) - get(x, 2)));
  depart(x, departed);
  depart(place, departing);
  add(l, DEPARTURE, angleBetween(departed, departing));
}

function add(l: i32, quantity: i32, error: f64): void {
  const to = at(sums, 3 * (l * TRIALS_QUANTITIES + quantity)), square = error * error;
  set(to, 0, get(to, 0) + error);
  set(to, 1, get(to, 1) + square);
  set(to, 2, get(to, 2) + square * square);
}

/** The summary record of all trials so far. NaN for what is not there. */
export function summarizeTrials(): usize {
  const n = <f64>done;
  set(summary, 0, n);
  set(summary, 1, <f64>missed);
  set(summary, 2, allSteps / n);
  set(summary, 3, <f64>unlocated);
  for (let i = 0; i < 4 * TRIALS_QUANTITIES * given; i++) set(summary, TRIALS_HEAD + i, NaN);
  for (let l = 0; l < L; l++) {
    const row = at(summary, TRIALS_HEAD + 4 * TRIALS_QUANTITIES * <i32>get(activeIndex, l));
    for (let quantity = 0; quantity < (hasAngle(l) ? TRIALS_QUANTITIES : 1); quantity++) {
      const from = at(sums, 3 * (l * TRIALS_QUANTITIES + quantity)), to = at(row, 4 * quantity);
      const square = get(from, 1) / n, rmse = Math.sqrt(square);
      // the standard deviation of log RMSE, from that of the mean square
      const variance = Math.max(get(from, 2) / n - square * square, 0) / n;
      const spread = square > 0 ? NativeMath.exp((QUANTILE * Math.sqrt(variance)) / (2 * square)) : 1;
      set(to, 0, rmse);
      set(to, 1, rmse / spread);
      set(to, 2, rmse * spread);
      // distances, and angles in space, have no sign
      const signed = quantity == DELAY || (quantity != POSITION && dimensions == 2);
      set(to, 3, signed ? get(from, 0) / n : NaN);
    }
  }
  return summary;
}
