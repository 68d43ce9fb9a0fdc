// The best point of a superposed signal so far: factors of R_c and R_s, and what is known of them.

import { copy, mark, release, take } from '../../memory';
import { planes } from '../../field';
import { Mt } from '../../model/scenario';
import { r, span, toAntennas } from '../../model/channel';
import { turnTo } from '../../metric/evaluation';
import { evaluationOf } from '../../metric/objective';
import { isTooGood, reportBounds } from '../../metric/report';
import { MET } from '../proof/candidate';
import { DIGIT, STATIONARY_GAP, f, gain as left, mu as multiplier, rate as nats } from './measure';

/** No pair has a smaller f. */
let lower: f64 = 0;
/** The point found: factors r×pc and r×ps, f (normalised), rate in nats, multiplier, what it leaves to gain. */
export let communication: usize = 0;
export let pc: i32 = 0;
export let sensing: usize = 0;
export let ps: i32 = 0;
export let value: f64 = 0;
export let rate: f64 = 0;
export let mu: f64 = 0;
export let gain: f64 = Infinity;
/** Whether it is stationary, and its bounds pass their check. */
export let isSound: bool = false;

/** Takes the buffers, which live until the caller releases them, and forgets the point found. */
export function takePoint<T>(): void {
  lower = 0;
  communication = take(r * r * planes<T>());
  sensing = take(r * r * planes<T>());
  pc = 0;
  ps = 0;
  value = Infinity;
  gain = Infinity;
  isSound = false;
}

/** What no pair's f is below. */
export function setLower(bound: f64): void {
  lower = bound;
}

/** The largest rate: R_c, already in `communication`, has all the power. */
export function setBoundary(rank: i32, nats: f64): void {
  pc = rank;
  rate = nats;
}

/** One device's point, whose factors are in place: f, rate and slope; nothing is left to gain. */
export function setAlone(columns: i32, f: f64, nats: f64, slope: f64): void {
  pc = columns;
  ps = 1;
  value = f;
  rate = nats;
  mu = slope;
  gain = 0;
  isSound = true;
}

/**
 * Keeps the pair just measured (factors r×p, r×q) where it meets the floor, is sound and better than the one before, or
 * nothing sound was there yet. (Where the information is all but singular, a bound may be rounding.)
 */
export function offer<T>(a: usize, p: i32, b: usize, q: i32, rateFloor: f64): void {
  if (!(nats >= rateFloor * (1 - MET)) || !(f < Infinity)) return;
  if (isSound && !(f < value)) return;
  const gains = leftOver();
  const sound = gains <= STATIONARY_GAP && multiplier >= 0 && passes<T>(b, q);
  if (sound == isSound ? !(f < value) : isSound) return;
  copy(communication, a, r * p * planes<T>());
  copy(sensing, b, r * q * planes<T>());
  pc = p;
  ps = q;
  value = f;
  rate = nats;
  mu = multiplier;
  gain = gains;
  isSound = sound;
}

/**
 * What the pair just measured leaves to gain, relative to f: to first order, or where that is much, by any move at all,
 * if that is known to be nothing.
 */
function leftOver(): f64 {
  const most = Math.max(DIGIT, Math.abs(f - lower) / f);
  return left > STATIONARY_GAP && most <= STATIONARY_GAP ? most : left;
}

/** Whether no bound at b (r×q) is too good to be true. */
function passes<T>(b: usize, q: i32): bool {
  const scope = mark(), antennas = take(2 * Mt * q), scratch = take(2 * Mt * q), e = evaluationOf<T>(q);
  turnTo<T>(e, span, r, b, q);
  toAntennas<T>(antennas, b, q, scratch);
  reportBounds(antennas, e, false);
  release(scope);
  return !isTooGood();
}
