// The point of a superposed signal: factors of R_c (r×p) and R_s (r×q), their rate c(R_c + R_s) − c(R_s), how the
// power is shared between them at a floor, and the best stationary point so far.

import { at, copy, get, mark, release, set, take } from '../memory';
import { planes } from '../field';
import { dot, multiply, multiplyNH, scale } from '../linalg/dense';
import { descending, eigen } from '../linalg/jacobi';
import { largestEigenvalue } from '../linalg/tridiagonal';
import { L } from '../model/scenario';
import { Mq, r, span } from '../model/channel';
import { evaluateRate, rateGradientOf, rateProducts, rateVectors } from '../metric/rate';
import { evaluateObjective, objectiveGradientOf } from '../metric/objective';

/** What a stationary point may still gain to first order, relative to f. */
export const STATIONARY_GAP: f64 = 1e-6;

/** The point found: factors r×pc and r×ps, f (normalised), rate in nats, multiplier, first-order gain left. */
export let communication: usize = 0;
export let pc: i32 = 0;
export let sensing: usize = 0;
export let ps: i32 = 0;
export let value: f64 = 0;
export let rate: f64 = 0;
export let mu: f64 = 0;
export let gain: f64 = Infinity;

/** Where the last pair offered could gain most, if it was not stationary: a direction (r), for R_s or for R_c. */
export let rising: usize = 0;
export let ofSensing: bool = false;
/** C·[a, b], C·a and C·b of the last pair. */
export let y: usize = 0;
export let ya: usize = 0;
export let yb: usize = 0;
let products: usize = 0;
let square: usize = 0;
let square2: usize = 0;
let values: usize = 0;
let order: usize = 0;

/** Takes the buffers, which live until the caller releases them, and forgets the point found. */
export function takePoint<T>(): void {
  const size = r * r * planes<T>();
  communication = take(size); sensing = take(size);
  y = take(2 * L * r * planes<T>()); ya = take(L * r * planes<T>()); yb = take(L * r * planes<T>());
  products = take(L * Mq * r * planes<T>());
  square = take(size); square2 = take(size);
  values = take(r); order = take(r); rising = take(r * planes<T>());
  pc = 0;
  ps = 0;
  value = Infinity;
  gain = Infinity;
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
}

/** [C·a, C·b] into y, for factors r×p and r×q. */
export function join<T>(a: usize, p: i32, b: usize, q: i32): void {
  multiply<T>(ya, span, a, L, r, p);
  multiply<T>(yb, span, b, L, r, q);
  for (let row = 0; row < L * planes<T>(); row++) {
    copy(at(y, row * (p + q)), at(ya, row * p), p);
    copy(at(y, row * (p + q) + p), at(yb, row * q), q);
  }
}

/** c(R_c + R_s) − c(R_s), nats, of factors r×p and r×q. */
export function superposedRate<T>(a: usize, p: i32, b: usize, q: i32): f64 {
  join<T>(a, p, b, q);
  const all = evaluateRate<T>(y, p + q);
  return q > 0 ? all - evaluateRate<T>(yb, q) : all;
}

/** Σ |entries|² of a factor r×p. */
export function trace<T>(v: usize, p: i32): f64 {
  return dot(r * p * planes<T>(), v, v);
}

/**
 * Scales the factors a (r×p) and b (r×q) to the share of power at which the rate is the floor, from a first guess:
 * with fixed shapes the rate falls in R_s's share. False where even all power for R_c is too little.
 */
export function share<T>(a: usize, p: i32, b: usize, q: i32, floor: f64, guess: f64): bool {
  let ta = trace<T>(a, p), tb = trace<T>(b, q);
  scale(r * p * planes<T>(), Math.sqrt(1 / ta), a);
  if (!(superposedRate<T>(a, p, b, 0) > floor)) return false;
  ta = 1;
  let low: f64 = 0, high: f64 = 1, at = guess, last: f64 = -1, lastError: f64 = 0;
  for (let step = 0; step < 60; step++) {
    scale(r * p * planes<T>(), Math.sqrt((1 - at) / ta), a);
    scale(r * q * planes<T>(), Math.sqrt(at / tb), b);
    ta = 1 - at;
    tb = at;
    const error = superposedRate<T>(a, p, b, q) - floor;
    if (error > 0) low = at;
    else high = at;
    if (Math.abs(error) <= 1e-13 * floor || high - low <= 1e-15 * high) break;
    const next = last < 0 ? at * (error > 0 ? 1.01 : 0.99) : at - (error * (at - last)) / (error - lastError);
    last = at;
    lastError = error;
    at = next > low && next < high ? next : 0.5 * (low + high);
  }
  return true;
}

/** The vectors g (rate.ts) of the last rate, from cb = C·(a factor r×r). */
export function vectorsOf<T>(cb: usize, out: usize): void {
  rateProducts<T>(cb, r, products);
  rateVectors<T>(products, r, out);
}

/** Columns √λ u of M M^H (M r×k) by falling λ, without those below `least` of the trace; trace 1. Returns how many. */
export function principal<T>(m: usize, k: i32, out: usize, least: f64): i32 {
  multiplyNH<T>(square, m, m, r, k, r);
  eigen<T>(square, r, values, square2);
  descending(values, r, order);
  let sum: f64 = 0;
  for (let i = 0; i < r; i++) sum += get(values, i);
  let p = 0, kept: f64 = 0;
  while (p < r && get(values, <i32>get(order, p)) > least * sum) kept += get(values, <i32>get(order, p++));
  for (let i = 0; i < r * planes<T>(); i++) {
    for (let j = 0; j < p; j++) {
      const from = <i32>get(order, j);
      set(out, i * p + j, Math.sqrt(get(values, from) / kept) * get(square2, i * r + from));
    }
  }
  return p;
}

/**
 * Measures the pair (factors r×p, r×q of trace 1 together) and keeps it where it meets the floor, is stationary and
 * better than the one before, or nothing stationary was there yet. True where it is stationary.
 *
 * With the multiplier μ that balances both signals and the gradients G_c = μ∇c(R), G_s = μ(∇c(R) − ∇c(R_s)) − ∇f, the
 * first-order gain of moving all power to the best direction is max(λ_max(G_c), λ_max(G_s)) − ⟨G_c, R_c⟩ − ⟨G_s, R_s⟩.
 */
export function offer<T>(a: usize, p: i32, b: usize, q: i32, rateFloor: f64): bool {
  const scope = mark();
  const size = r * r * planes<T>();
  const all = take(size), alone = take(size), bound = take(size), vectors = take(L * Mq * r * planes<T>());
  join<T>(a, p, b, q);
  const total = evaluateRate<T>(y, p + q);
  vectorsOf<T>(span, vectors);
  rateGradientOf<T>(vectors, r, 1, all);
  const nats = total - evaluateRate<T>(yb, q);
  vectorsOf<T>(span, vectors);
  rateGradientOf<T>(vectors, r, 1, alone);
  const now = evaluateObjective<T>(yb, q);
  objectiveGradientOf<T>(span, r, -1, bound);
  const inC = form<T>(all, a, p), inS = form<T>(all, b, q) - form<T>(alone, b, q), worth = form<T>(bound, b, q);
  const powerC = dot(r * p * planes<T>(), a, a), powerS = dot(r * q * planes<T>(), b, b);
  // without R_c, the multiplier is what the first watt of it would cost
  copy(square, all, size);
  const density = p > 0 ? inC / powerC : largestEigenvalue<T>(square, r);
  const slope = worth / (density * powerS - inS);
  copy(square, all, size);
  for (let i = 0; i < size; i++) {
    set(bound, i, get(bound, i) + slope * (get(all, i) - get(alone, i)));
    set(square, i, slope * get(square, i));
  }
  copy(all, square, size);
  copy(alone, bound, size);
  const reachC = largestEigenvalue<T>(square, r), reachS = largestEigenvalue<T>(bound, r);
  const reach = Math.max(reachC, reachS);
  const most = (reach - slope * (inC + inS) - worth) / now;
  ofSensing = reachS > reachC;
  if (most > STATIONARY_GAP) leading<T>(ofSensing ? alone : all);
  release(scope);
  const feasible = nats >= rateFloor * (1 - 1e-11);
  if (!feasible || !(now < Infinity)) return false;
  const stationary = most <= STATIONARY_GAP && slope >= 0, before = gain <= STATIONARY_GAP;
  if (stationary == before ? !(now < value) : before) return stationary;
  copy(communication, a, r * p * planes<T>());
  copy(sensing, b, r * q * planes<T>());
  pc = p;
  ps = q;
  value = now;
  rate = nats;
  mu = slope;
  gain = Math.max(0, most);
  return stationary;
}

/** The eigenvector of the largest eigenvalue of M (destroyed) into `rising`. */
function leading<T>(m: usize): void {
  eigen<T>(m, r, values, square2);
  let first = 0;
  for (let i = 1; i < r; i++) if (get(values, i) > get(values, first)) first = i;
  for (let i = 0; i < r * planes<T>(); i++) set(rising, i, get(square2, i * r + first));
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
