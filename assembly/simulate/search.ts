// The coarse half of the estimator: all devices on grids along their rays (grid.ts), one added after the other, and
// then two at a time moved to the best of all their places given where the others are, until none moves. What is best
// is Λ, of reflections that are known,
//   Λ = Σ_l G_l − Σ_{p<q} 2 Re Γ_pq,   G_l = 2 Re β_l − n_l,
// and of unknown ones (likelihood.ts) with their most likely values put in, Λ = β^H Γ^-1 β. There, what the others can
// explain is taken out first: with Γ_oo = T T^H of the others, w = T^-1 Γ_ol and b = T^-1 β_o,
//   β_l ← β_l − w_l^H b,   n_l ← n_l − |w_l|²,   Γ_pq ← Γ_pq − w_p^H w_q.

import { at, get, set, take } from '../memory';
import { Complex } from '../field';
import { choleskyLower } from '../linalg/cholesky';
import { dot } from '../linalg/lanes';
import { L, NOTHING, unknown } from '../model/scenario';
import {
  PLACES, commonIm, commonRe, distanceOf, levelOf, placesOf, prepareGrids, seenIm, seenRe,
} from './grid';
import * as ray from './ray';

const MAX_ROUNDS = 20;
/** Places of a ray at most that devices are tried at together. */
const COARSE = 32;
/** What two echoes must differ in, of their energy, to count as two, and a ridge that keeps T from vanishing. */
const APART: f64 = 1e-6;
const RIDGE: f64 = 1e-9;

/** The place of each device that is there, or −1. */
let places: usize = 0;
/** Those whose part is taken out of the two devices in hand, and how many. */
let others: usize = 0;
let known: i32 = 0;
/** T, b, and a column of Γ, complex planes. */
let triangle: usize = 0;
let taken: usize = 0;
/** Of two devices at all places, the others' part taken out: β complex, n, and w, PLACES × 2·L. */
let first: usize = 0;
let second: usize = 0;
/** Λ by places of the last of devices that are tried together, and the places of the others, two each. */
let worth: usize = 0;
let partners: usize = 0;
const BETA = 0, BETA_IM = PLACES, LEVEL = 2 * PLACES, W = 3 * PLACES;

export function prepareSearch(): void {
  prepareGrids();
  places = take(L);
  others = take(L);
  triangle = take(2 * L * L);
  taken = take(2 * L);
  worth = take(PLACES);
  partners = take(2 * PLACES);
  first = take((3 + 2 * L) * PLACES);
  second = take((3 + 2 * L) * PLACES);
}

/** The place of device l. */
@inline
function placeOf(l: i32): i32 {
  return <i32>get(places, l);
}

/** Lists the devices that are there but for p and q, and factors what they are to each other. */
function holdOthers(p: i32, q: i32): void {
  known = 0;
  for (let l = 0; l < L; l++) if (l != p && l != q && placeOf(l) >= 0) set(others, known++, <f64>l);
  if (unknown == NOTHING) return;
  const n = known, ti = at(triangle, n * n);
  for (let a = 0; a < n; a++) {
    const l = <i32>get(others, a), i = placeOf(l);
    set(triangle, a * n + a, (1 + RIDGE) * levelOf(l, i));
    set(ti, a * n + a, 0);
    for (let b = 0; b < a; b++) {
      const k = <i32>get(others, b), j = placeOf(k);
      set(triangle, a * n + b, commonRe(l, i, k, j));
      set(ti, a * n + b, commonIm(l, i, k, j));
    }
    set(taken, a, seenRe(l, i));
    set(taken, n + a, seenIm(l, i));
  }
  choleskyLower<Complex>(triangle, n);
  forward(taken);
}

/** x ← T^-1 x, complex planes of `known`. */
function forward(x: usize): void {
  const n = known, ti = at(triangle, n * n), xi = at(x, n);
  for (let a = 0; a < n; a++) {
    let re = get(x, a), im = get(xi, a);
    for (let b = 0; b < a; b++) {
      const tr = get(triangle, a * n + b), tm = get(ti, a * n + b);
      re -= tr * get(x, b) - tm * get(xi, b);
      im -= tr * get(xi, b) + tm * get(x, b);
    }
    set(x, a, re / get(triangle, a * n + a));
    set(xi, a, im / get(triangle, a * n + a));
  }
}

/** Device l at all its places, without what the others account for, into `out`. */
function takeOut(l: i32, out: usize): void {
  const n = known;
  for (let i = 0; i < placesOf(l); i++) {
    let re = seenRe(l, i), im = seenIm(l, i), level = levelOf(l, i);
    if (unknown == NOTHING) {
      for (let a = 0; a < n; a++) {
        const k = <i32>get(others, a);
        re -= commonRe(l, i, k, placeOf(k));
      }
    } else {
      const w = at(out, W + 2 * L * i), wi = at(w, n);
      for (let a = 0; a < n; a++) {
        const k = <i32>get(others, a);
        set(w, a, commonRe(k, placeOf(k), l, i));
        set(wi, a, commonIm(k, placeOf(k), l, i));
      }
      forward(w);
      const b = taken, bi = at(b, n);
      re -= dot(n, w, b) + dot(n, wi, bi);
      im -= dot(n, w, bi) - dot(n, wi, b);
      level = Math.max(level - dot(n, w, w) - dot(n, wi, wi), APART * level);
    }
    set(out, BETA + i, re);
    set(out, BETA_IM + i, im);
    set(out, LEVEL + i, level);
  }
}

/** The Λ that a device adds at place i, from what takeOut left in `x`. */
@inline
function alone(x: usize, i: i32): f64 {
  const re = get(x, BETA + i), im = get(x, BETA_IM + i), level = get(x, LEVEL + i);
  return unknown == NOTHING ? 2 * re - level : (re * re + im * im) / level;
}

/** The Λ that p at i and q at j add, from `first` and `second`. */
function together(p: i32, i: i32, q: i32, j: i32): f64 {
  const re = commonRe(p, i, q, j);
  if (unknown == NOTHING) return alone(first, i) + alone(second, j) - 2 * re;
  const n = known, v = at(first, W + 2 * L * i), vi = at(v, n), w = at(second, W + 2 * L * j), wi = at(w, n);
  let cr = re, ci = commonIm(p, i, q, j);
  for (let a = 0; a < n; a++) {
    cr -= get(v, a) * get(w, a) + get(vi, a) * get(wi, a);
    ci -= get(v, a) * get(wi, a) - get(vi, a) * get(w, a);
  }
  const x = get(first, BETA + i), xi = get(first, BETA_IM + i), a = get(first, LEVEL + i);
  const y = get(second, BETA + j), yi = get(second, BETA_IM + j), b = get(second, LEVEL + j);
  const left = a * b - cr * cr - ci * ci;
  if (!(left > APART * a * b)) return Math.max(alone(first, i), alone(second, j));
  // conj(x) c y
  const mixed = (x * cr + xi * ci) * y - (x * ci - xi * cr) * yi;
  return ((x * x + xi * xi) * b + (y * y + yi * yi) * a - 2 * mixed) / left;
}

/** Moves p and q, p < q, to the best of all their places given the others. Returns whether Λ rose. */
function movePair(p: i32, q: i32): bool {
  holdOthers(p, q);
  takeOut(p, first);
  takeOut(q, second);
  const n = placesOf(q);
  let best = together(p, placeOf(p), q, placeOf(q)), moved = false;
  for (let i = 0; i < placesOf(p); i++) {
    for (let j = 0; j < n; j++) {
      const value = together(p, i, q, j);
      if (value > best) {
        best = value;
        set(places, p, <f64>i);
        set(places, q, <f64>j);
        moved = true;
      }
    }
  }
  return moved;
}

/**
 * Tries the first two or three devices of the order at all their places together, of each every few: for each place k
 * of the last of them, the best of the others and the Λ that they have.
 */
export function tryTogether(order: usize): void {
  const count = min(3, L), r = <i32>get(order, count - 1), p = <i32>get(order, 0), q = <i32>get(order, count - 2);
  for (let l = 0; l < L; l++) set(places, l, -1);
  holdOthers(r, r);
  takeOut(r, first);
  for (let k = 0; k < placesOf(r); k++) set(worth, k, k % strideOf(r) == 0 ? alone(first, k) : -Infinity);
  for (let k = 0; k < placesOf(r); k += strideOf(r)) {
    set(places, r, <f64>k);
    holdOthers(p, q);
    takeOut(p, first);
    if (count == 3) takeOut(q, second);
    let best: f64 = -Infinity;
    for (let i = 0; i < placesOf(p); i += strideOf(p)) {
      if (count == 2) best = bestWith(k, i, 0, alone(first, i), best);
      else for (let j = 0; j < placesOf(q); j += strideOf(q)) best = bestWith(k, i, j, together(p, i, q, j), best);
    }
    set(worth, k, get(worth, k) + best);
  }
  set(places, r, -1);
}
@inline
function bestWith(k: i32, i: i32, j: i32, value: f64, best: f64): f64 {
  if (!(value > best)) return best;
  set(partners, 2 * k, <f64>i);
  set(partners, 2 * k + 1, <f64>j);
  return value;
}
function strideOf(l: i32): i32 {
  return (placesOf(l) + COARSE - 1) / COARSE;
}

/** Puts the devices of `tryTogether` where they are best, and forgets that place; false where no hill is left. */
function placeTogether(order: usize): bool {
  const count = min(3, L), r = <i32>get(order, count - 1), step = strideOf(r), n = placesOf(r);
  let best = -1;
  for (let k = 0; k < n; k += step) {
    const value = get(worth, k), hill = !(k >= step && get(worth, k - step) > value) &&
      !(k + step < n && get(worth, k + step) > value);
    if (hill && value > -Infinity && (best < 0 || value > get(worth, best))) best = k;
  }
  if (best < 0) return false;
  set(places, <i32>get(order, 0), get(partners, 2 * best));
  if (count == 3) set(places, <i32>get(order, 1), get(partners, 2 * best + 1));
  set(places, r, <f64>best);
  set(worth, best, -Infinity);
  return true;
}

/** Puts device l to the best of its places given those that are there. */
function add(l: i32): void {
  holdOthers(l, l);
  takeOut(l, first);
  let best = 0;
  for (let i = 1; i < placesOf(l); i++) if (alone(first, i) > alone(first, best)) best = i;
  set(places, l, <f64>best);
}

/** How devices are placed first. */
export const ONE_BY_ONE = 0;
export const TOGETHER = 1;

/**
 * The best places found from scratch, into `reach`: devices added in the given order from its place `from` on, after
 * some have been placed together if so told, next to where that was done before. survey() comes first. False where
 * no such place is left.
 */
export function searchGrids(order: usize, from: i32, how: i32, polish: bool): bool {
  for (let l = 0; l < L; l++) set(places, l, -1);
  if (how == TOGETHER && !placeTogether(order)) return false;
  for (let c = how == TOGETHER ? min(3, L) : 0; c < L; c++) {
    const l = <i32>get(order, (from + c) % L);
    // alone first, then together with each that is there
    add(l);
    for (let b = 0; b < c; b++) {
      const q = <i32>get(order, (from + b) % L);
      movePair(min(l, q), max(l, q));
    }
  }
  for (let round = 0; polish && round < MAX_ROUNDS && L > 1; round++) {
    let moved = false;
    for (let q = 1; q < L; q++) {
      for (let p = 0; p < q; p++) {
        if (movePair(p, q)) moved = true;
      }
    }
    if (!moved) break;
  }
  for (let l = 0; l < L; l++) set(ray.reach, l, distanceOf(l, placeOf(l)));
  return true;
}
