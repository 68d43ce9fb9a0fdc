// A pair of covariances as factors, R_c = a a^H (a r×p) and R_s = b b^H (b r×q): their rate c(R_c + R_s) − c(R_s), how
// the power is shared between them at a floor, and their columns.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { multiply, multiplyNH } from '../../linalg/dense';
import { dot, scale } from '../../linalg/lanes';
import { descending, eigen } from '../../linalg/jacobi';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import { Evaluation, turnTo } from '../../metric/evaluation';
import { evaluationOf } from '../../metric/objective';
import { evaluateRate, evaluationOfRate } from '../../metric/rate';

/** A rate this far below the floor, relative, may be one that no share of power lifts to it. */
const FAR: f64 = 1e-3;
/** How closely the floor is met at best, relative. */
export const EXACT: f64 = 1e-13;
/** The first share of R_s is at least this, and R_c's at least the second, an ulp of 1. */
const LEAST: f64 = 1e-100;
const ALL: f64 = 1e-16;
/** log(P_s/P_c) is within ±WIDEST: squares of factors stay normal numbers. It ends where it has no digits left. */
const WIDEST: f64 = 300;
const ADJACENT: f64 = 1e-15;
/** The first step of it where no slope is known, and how many there are: bisection of it all takes 60. */
const PROBE: f64 = 0.01;
const STEPS: i32 = 80;

/** By how much the rate of the last shared pair is above the floor, nats. */
export let excess: f64 = 0;
/** The evaluations of R = R_c + R_s, for the rate alone, and of R_s; C·a. */
export let both: Evaluation = changetype<Evaluation>(0);
export let sensed: Evaluation = changetype<Evaluation>(0);
let ya: usize = 0;
let square: usize = 0;
let vectors: usize = 0;
let values: usize = 0;
let order: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takePair<T>(): void {
  const size = r * r * planes<T>();
  both = evaluationOfRate<T>(2 * r); sensed = evaluationOf<T>(r); ya = take(L * r * planes<T>());
  square = take(size); vectors = take(size);
  values = take(r); order = take(r);
}

/** The pair becomes what is evaluated. */
export function join<T>(a: usize, p: i32, b: usize, q: i32): void {
  multiply<T>(ya, span, a, L, r, p);
  takeSensed<T>(b, q);
  both.p = p + q;
  const y = both.y, yb = sensed.y;
  for (let row = 0; row < L * planes<T>(); row++) {
    copy(at(y, row * (p + q)), at(ya, row * p), p);
    copy(at(y, row * (p + q) + p), at(yb, row * q), q);
  }
}

/** R_s alone, b r×q. */
export function takeSensed<T>(b: usize, q: i32): void {
  turnTo<T>(sensed, span, r, b, q);
}

/** c(R_c + R_s) − c(R_s), nats. */
export function superposedRate<T>(a: usize, p: i32, b: usize, q: i32): f64 {
  join<T>(a, p, b, q);
  const all = evaluateRate<T>(both);
  return q > 0 ? all - evaluateRate<T>(sensed) : all;
}

/** Σ |entries|² of a factor r×p. */
export function trace<T>(v: usize, p: i32): f64 {
  return dot(r * p * planes<T>(), v, v);
}

/**
 * Scales both factors to the share of power at which the rate is the floor, from a first guess of R_s's: with fixed
 * shapes the rate falls in it. The unknown is log(P_s/P_c), so that the smaller of the two keeps its digits. False
 * where even all power for R_c is too little. slope: what the rate is known to fall by with the unknown.
 */
export function share<T>(
  a: usize, p: i32, b: usize, q: i32, floor: f64, guess: f64, tolerance: f64 = EXACT, slope: f64 = 0,
): bool {
  let ta = trace<T>(a, p), tb = trace<T>(b, q);
  const part = Math.min(Math.max(guess, LEAST), 1 - ALL);
  let at = NativeMath.log(part / (1 - part)), last = NaN, lastError: f64 = 0;
  let low = -WIDEST, high = WIDEST, fall = slope, met = false;
  for (let step = 0; step < STEPS; step++) {
    const ratio = NativeMath.exp(at), ps = ratio / (1 + ratio), pc = 1 / (1 + ratio);
    scale(r * p * planes<T>(), Math.sqrt(pc / ta), a);
    scale(r * q * planes<T>(), Math.sqrt(ps / tb), b);
    ta = pc;
    tb = ps;
    const error = superposedRate<T>(a, p, b, q) - floor;
    excess = error;
    if (error > 0) {
      low = at;
      met = true;
    } else high = at;
    if (Math.abs(error) <= tolerance * floor || high - low <= ADJACENT * Math.max(1, Math.abs(at))) break;
    if (!met && error < -FAR * floor) {
      scale(r * p * planes<T>(), Math.sqrt(1 / ta), a);
      ta = 1;
      met = superposedRate<T>(a, p, b, 0) > floor;
      if (!met) return false;
    }
    if (step > 0) fall = (error - lastError) / (at - last);
    const next = fall < 0 ? at - error / fall : step == 0 ? at + (error > 0 ? PROBE : -PROBE) : NaN;
    last = at;
    lastError = error;
    // where the rate has no slope, as with hardly any R_s, between what is known
    at = next > low && next < high ? next : 0.5 * (low + high);
  }
  return true;
}

/** Columns √λ u of M M^H (M r×k) by falling λ, without those below `least` of the trace; trace 1. Returns how many. */
export function principal<T>(m: usize, k: i32, out: usize, least: f64): i32 {
  multiplyNH<T>(square, m, m, r, k, r);
  eigen<T>(square, r, values, vectors);
  descending(values, r, order);
  let sum: f64 = 0;
  for (let i = 0; i < r; i++) sum += get(values, i);
  let p = 0, kept: f64 = 0;
  while (p < r && get(values, <i32>get(order, p)) > least * sum) kept += get(values, <i32>get(order, p++));
  for (let i = 0; i < r * planes<T>(); i++) {
    for (let j = 0; j < p; j++) {
      const from = <i32>get(order, j);
      set(out, i * p + j, Math.sqrt(get(values, from) / kept) * get(vectors, i * r + from));
    }
  }
  return p;
}

/** ⟨M, V V^H⟩, V r×p. */
export function form<T>(m: usize, v: usize, p: i32): f64 {
  if (p == 0) return 0;
  const scope = mark();
  const product = take(r * p * planes<T>());
  multiply<T>(product, m, v, r, r, p);
  const sum = dot(r * p * planes<T>(), product, v);
  release(scope);
  return sum;
}
