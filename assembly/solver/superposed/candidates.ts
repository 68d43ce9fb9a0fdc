// Pairs of factors by rising objective: of the starts, the trials; of these, those that went on.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { multiplyHN } from '../../linalg/dense';
import { dot } from '../../linalg/lanes';
import { r } from '../../model/channel';

/** Two lists. */
export const TRIALS: i32 = 0;
export const FINISHED: i32 = 1;
const CAPACITY: i32 = 40;
/** Two pairs that differ by less than this of their objectives are one. */
const SAME: f64 = 1e-4;

let counts: usize = 0; // of each list
let entries: usize = 0; // value, p, q and slot of each pair
let room: i32 = 0; // of a slot, for two factors of up to all directions
let slots: usize = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeCandidates<T>(): void {
  counts = take(2);
  entries = take(2 * 4 * (CAPACITY + 1));
  room = r * r * planes<T>();
  slots = take(2 * CAPACITY * 2 * room);
}

export function forget(list: i32): void {
  set(counts, list, 0);
}

export function count(list: i32): i32 {
  return <i32>get(counts, list);
}

@inline
function entry(list: i32, i: i32): usize {
  return at(entries, 4 * (list * (CAPACITY + 1) + i));
}

/** Of pair i: its objective, the ranks of R_c and R_s, and their factors in as many directions as when it was kept. */
export function valueOf(list: i32, i: i32): f64 {
  return get(entry(list, i), 0);
}
export function rankC(list: i32, i: i32): i32 {
  return <i32>get(entry(list, i), 1);
}
export function rankS(list: i32, i: i32): i32 {
  return <i32>get(entry(list, i), 2);
}
export function factorC(list: i32, i: i32): usize {
  return at(slots, 2 * room * (list * CAPACITY + <i32>get(entry(list, i), 3)));
}
export function factorS(list: i32, i: i32): usize {
  return at(factorC(list, i), room);
}

/** Keeps the factors a (r×p) and b (r×q), unless their like is there; of a full list, the worst falls out. */
export function keep<T>(list: i32, value: f64, a: usize, p: i32, b: usize, q: i32): void {
  if (!(value < Infinity)) return;
  const before = count(list);
  let place = 0;
  while (place < before && valueOf(list, place) < value) place++;
  if (place == CAPACITY) return;
  if (place > 0 && value - valueOf(list, place - 1) < SAME * value) return;
  let slot = before;
  if (before == CAPACITY) slot = <i32>get(entry(list, before - 1), 3);
  else set(counts, list, <f64>(before + 1));
  for (let i = min(before, CAPACITY - 1); i > place; i--) copy(entry(list, i), entry(list, i - 1), 4);
  const here = entry(list, place);
  set(here, 0, value);
  set(here, 1, <f64>p);
  set(here, 2, <f64>q);
  set(here, 3, <f64>slot);
  copy(factorC(list, place), a, r * p * planes<T>());
  copy(factorS(list, place), b, r * q * planes<T>());
}

/**
 * Whether a pair of the list has nearly the R_s of b (r×q): ⟨R, R'⟩² ≥ (1 − ALIKE)·|R|²·|R'|². They will end in the
 * same point: with R_s given, the best R_c is a convex problem's.
 */
export function hasLike<T>(list: i32, b: usize, q: i32): bool {
  const own = overlap<T>(b, q, b, q);
  for (let i = 0; i < count(list); i++) {
    const other = factorS(list, i), k = rankS(list, i), both = overlap<T>(b, q, other, k);
    if (both * both >= (1 - ALIKE) * own * overlap<T>(other, k, other, k)) return true;
  }
  return false;
}

const ALIKE: f64 = 0.02;

/** ⟨V V^H, W W^H⟩ = |V^H W|², V r×p, W r×q. */
function overlap<T>(v: usize, p: i32, w: usize, q: i32): f64 {
  const scope = mark(), product = take(p * q * planes<T>());
  multiplyHN<T>(product, v, w, p, r, q);
  const sum = dot(p * q * planes<T>(), product, product);
  release(scope);
  return sum;
}
