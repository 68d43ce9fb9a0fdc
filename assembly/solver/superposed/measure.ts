// How far a pair of covariances is from stationary. With the multiplier μ that makes both signals worth the same a watt
// and the gradients G_c = μ∇c(R), G_s = μ(∇c(R) − ∇c(R_s)) − ∇f, moving power to the best direction of either gains
//   max(λ_max(G_c), λ_max(G_s)) − ⟨G_c, R_c⟩ − ⟨G_s, R_s⟩
// to first order, P0 = 1, relative to f. ∇f and μ∇c(R_s) are as large as f/P_s and cancel: with little power in R_s, or
// with devices that little of V tells apart, the last digit of V decides. So the measure has a rounding, which is what
// it changes by when the factors do in their last digit, and a second measure goes with it, in which R_s gets at most
// what it already has: nothing of that cancels in P_s, and beyond that f has no use of a linear approximation.
// A rate beyond the floor could be given up for μ(rate − Γ') (complementarity): that is a gain too.

import { copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { eigen } from '../../linalg/jacobi';
import { r } from '../../model/channel';
import * as slopes from './slopes';
import { all, best, differentiate, inC, inS, ofBoth, ofBound, ofSensed, powerS, worth } from './slopes';

/** What a stationary point may still gain to first order, relative to f. */
export const STATIONARY_GAP: f64 = 1e-6;
/** The last digit of a factor, and how many such changes are looked at. No gain is known to be less than a digit. */
export const DIGIT: f64 = 2.220446049250313e-16;
const CHANGES: i32 = 3;
/** A linear congruential generator's factor and summand, modulo 2^32, and its best bit: a coin. */
const FACTOR: u32 = 1664525;
const SUMMAND: u32 = 1013904223;
const TOP: u32 = 31;
/** What rounding may make of a difference of two rates, relative to the larger. */
const ROUNDING_RATE: f64 = 1e-13;

/** Of the last pair: f, rate in nats, multiplier of the rate, and the gain beyond its rounding. */
export let f: f64 = 0;
export let rate: f64 = 0;
export let mu: f64 = 0;
export let gain: f64 = 0;

let whole: f64 = 0; // the gain, and the gain in which R_s is at most doubled
let local: f64 = 0;
let terms: f64 = 0; // what their eigenvalues are differences of, relative to f: for all power, and for the second
let localTerms: f64 = 0;
let spent: f64 = 0; // ⟨G_c, R_c⟩ + ⟨G_s, R_s⟩
let ofC: usize = 0; // G_c and G_s, r×r
let ofS: usize = 0;
let values: usize = 0;
let vectors: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeMeasure<T>(): void {
  const size = r * r * planes<T>();
  ofC = take(size); ofS = take(size); vectors = take(size); values = take(r);
}

/** Measures the pair of factors r×p, r×q of trace 1 together, at a floor in nats. */
export function measure<T>(a: usize, p: i32, b: usize, q: i32, floor: f64): void {
  evaluate<T>(a, p, b, q);
  // of what exceeds the floor by more than the rounding of the rates
  const slack = Math.max(DIGIT, (mu * (rate - floor - ROUNDING_RATE * all)) / f);
  gain = Math.max(slack, whole);
  if (!(gain > STATIONARY_GAP)) return;
  const scope = mark(), sizeC = r * p * planes<T>(), sizeS = r * q * planes<T>();
  const first = f, nats = rate, slope = mu, worthAll = spent, every = whole, near = local, size = r * r * planes<T>();
  const c = take(sizeC), s = take(sizeS), keptC = take(size), keptS = take(size);
  copy(keptC, ofC, size);
  copy(keptS, ofS, size);
  // of the sums themselves, then of the factors
  let roundingAll = 2 * DIGIT * terms, roundingNear = 2 * DIGIT * localTerms, state: u32 = 1;
  for (let change = 0; change < CHANGES; change++) {
    state = disturb(a, sizeC, c, state);
    state = disturb(b, sizeS, s, state);
    evaluate<T>(c, p, s, q);
    roundingAll = Math.max(roundingAll, Math.abs(whole - every));
    roundingNear = Math.max(roundingNear, Math.abs(local - near));
  }
  f = first; rate = nats; mu = slope; spent = worthAll;
  copy(ofC, keptC, size);
  copy(ofS, keptS, size);
  gain = Math.max(slack, Math.max(every - 2 * roundingAll, near - 2 * roundingNear));
  release(scope);
}

/** Of a positive semidefinite matrix no less than its largest eigenvalue. */
function diagonalSum(m: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < r; i++) sum += get(m, i * r + i);
  return sum;
}

/** `out` = v with every entry one digit up or down; returns the state of the coin. */
function disturb(v: usize, count: i32, out: usize, state: u32): u32 {
  for (let i = 0; i < count; i++) {
    state = state * FACTOR + SUMMAND;
    set(out, i, get(v, i) * (state >>> TOP ? 1 + DIGIT : 1 - DIGIT));
  }
  return state;
}

/**
 * The unit eigenvector (r) of the largest eigenvalue of G_s or G_c, where power would gain most; returns how much a
 * watt.
 */
export function bestDirection<T>(sensing: bool, out: usize): f64 {
  const scope = mark(), size = r * r * planes<T>(), g = take(size);
  copy(g, sensing ? ofS : ofC, size);
  eigen<T>(g, r, values, vectors);
  release(scope);
  let first = 0;
  for (let i = 1; i < r; i++) if (get(values, i) > get(values, first)) first = i;
  for (let i = 0; i < r * planes<T>(); i++) set(out, i, get(vectors, i * r + first));
  return get(values, first) - spent;
}

function evaluate<T>(a: usize, p: i32, b: usize, q: i32): void {
  differentiate<T>(a, p, b, q);
  f = slopes.f;
  rate = slopes.rate;
  mu = slopes.mu;
  for (let i = 0; i < r * r * planes<T>(); i++) {
    set(ofC, i, mu * get(ofBoth, i));
    set(ofS, i, mu * (get(ofBoth, i) - get(ofSensed, i)) - get(ofBound, i));
  }
  const most = Math.min(1, 2 * powerS);
  const inAll = mu * diagonalSum(ofBoth), inRest = mu * diagonalSum(ofSensed) - diagonalSum(ofBound);
  terms = (inAll + inRest) / f;
  localTerms = (inAll + most * inRest) / f;
  const bestC = best<T>(ofC), bestS = best<T>(ofS);
  spent = mu * (inC + inS) + worth;
  whole = (Math.max(bestC, bestS) - spent) / f;
  local = (Math.max(bestC, most * bestS + (1 - most) * bestC) - spent) / f;
}
