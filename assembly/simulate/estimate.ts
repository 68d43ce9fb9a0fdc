// The joint maximum-likelihood estimate of all delays and angles. Devices are added one after the other where they
// raise the likelihood most (search.ts), with Gauss–Newton over all that are there after each; then each is looked for
// anew given all others, until none moves. Echoes of close devices look alike, and the order in which they are added
// can decide on which hill this ends: other orders follow until two have found the same summit.

import { at, copy, get, set, take } from '../memory';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { dot } from '../linalg/dense';
import { L, sineR, spacingR } from '../model/scenario';
import { TWO_PI } from '../model/units';
import { arrival, shifts } from './sampling';
import { energy } from './signal';
import {
  choose, chooseNone, freedom, gradient, information, logLikelihood, streamEnergy, unknownAt, unknowns,
} from './likelihood';
import { placeDevice } from './search';

/** Gauss–Newton ends where a step promises to raise Λ by less than this: a thousandth of a standard deviation. */
export const TOLERANCE: f64 = 1e-6;
const ROUGH: f64 = 1e-2;
const MAX_STEPS = 60;
/** Rounds of looking for each device anew. */
const MAX_ROUNDS = 4;
/** Two summits are the same where Λ differs by less, of a value that noise moves by 1. */
const SAME: f64 = 1e-3;

/** Gauss–Newton steps since the last call of `estimate`. */
export let steps: i32 = 0;
/** Λ at the estimate. */
export let summit: f64 = 0;

let step: usize = 0;
let factor: usize = 0;
let before: usize = 0;
let best: usize = 0;
/** Devices by the energy of their echoes, strongest first. */
let order: usize = 0;

export function prepareEstimate(): void {
  step = take(2 * L);
  factor = take(4 * L * L);
  before = take(2 * L);
  best = take(4 * L);
  order = take(L);
}

/** Puts the unknowns at the truth: where a search that misses nothing would end, but for noise. */
export function startAtTruth(): void {
  chooseNone();
  for (let l = 0; l < L; l++) {
    set(unknowns, l, arrival(l));
    set(unknowns, L + l, TWO_PI * spacingR * get(sineR, l));
    choose(l);
  }
}

/**
 * Gauss–Newton on the chosen devices from where they are, damped (Levenberg–Marquardt) where the full step does not
 * raise Λ. Returns Λ.
 */
export function climb(tolerance: f64): f64 {
  let value = logLikelihood(), damping: f64 = 0;
  const enough = Math.max(tolerance, 1e-13 * energy);
  for (let k = 0; k < MAX_STEPS; k++) {
    const n = freedom;
    copy(factor, information, n * n);
    for (let a = 0; a < n; a++) set(factor, a * n + a, (1 + damping) * get(factor, a * n + a));
    copy(step, gradient, n);
    choleskyUpper(factor, n, 1e-14);
    solveUpperT(factor, n, step);
    solveUpper(factor, n, step);
    const promise = dot(n, step, gradient);
    copy(before, unknowns, 2 * L);
    let inside = true;
    for (let a = 0; a < n; a++) {
      const u = <i32>get(unknownAt, a), x = get(unknowns, u) + get(step, a);
      set(unknowns, u, x);
      if (u < L && !(x > 0 && x < <f64>(shifts - 1))) inside = false;
    }
    steps++;
    const next = inside ? logLikelihood() : -Infinity;
    if (next > value) {
      value = next;
      damping = damping > 1e-4 ? damping / 10 : 0;
      if (promise < enough) break;
    } else {
      copy(unknowns, before, 2 * L);
      if (promise < enough || damping > 1e6) break;
      damping = Math.max(10 * damping, 1e-2);
      logLikelihood();
    }
  }
  return value;
}

/** Adds all devices, the one at place `first` of the order first, and climbs. Returns Λ. */
function search(first: i32): f64 {
  chooseNone();
  let value: f64 = 0;
  for (let c = 0; c < L; c++) {
    const l = <i32>get(order, (first + c) % L);
    set(unknowns, L + l, TWO_PI * spacingR * get(sineR, l)); // stays where no angle is observable
    placeDevice(l);
    choose(l);
    value = climb(ROUGH);
  }
  for (let round = 0; round < MAX_ROUNDS && L > 1; round++) {
    let moved = false;
    for (let c = 0; c < L; c++) {
      const l = <i32>get(order, (first + c) % L);
      copy(best, unknowns, 2 * L);
      placeDevice(l);
      const other = climb(ROUGH);
      if (other > value + SAME) {
        value = other;
        moved = true;
      } else {
        copy(unknowns, best, 2 * L);
      }
    }
    if (!moved) break;
  }
  return climb(TOLERANCE);
}

/** The estimate, into `unknowns`; `summit` and `steps` tell about it. */
export function estimate(): void {
  steps = 0;
  for (let l = 0; l < L; l++) {
    let c = l;
    for (; c > 0 && streamEnergy(<i32>get(order, c - 1)) < streamEnergy(l); c--) set(order, c, get(order, c - 1));
    set(order, c, <f64>l);
  }
  summit = search(0);
  if (L == 1) return;
  const kept = at(best, 2 * L);
  copy(kept, unknowns, 2 * L);
  for (let first = 1; first < L; first++) {
    const value = search(first);
    const same = Math.abs(value - summit) < SAME;
    if (value > summit) {
      summit = value;
      copy(kept, unknowns, 2 * L);
    }
    if (same) break;
  }
  copy(unknowns, kept, 2 * L);
}
