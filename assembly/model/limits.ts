// The limits on the covariance (given-limits.ts lists them) as the solver works with them: in the field's own
// coordinates,
//
//   ⟨A_i, X⟩ ≤ b_i,   A_i = ± Σ a^H a over one or two rows a (1×M_t), b_i = ±1,   X = R/P0,
//
// + where a power must stay below, − where it must be reached. Each row carries the root of P0 over the limit's watts,
// so that a violation is one relative to the limit. In Real an antenna and its mirror image radiate the same: they
// are one limit, half of each one's e e^H, and its price is shared.

import { at, get, mark, release, set, take, zero } from '../memory';
import { isComplex, planes } from '../field';
import { axpy, axpyComplex, dot } from '../linalg/lanes';
import { accumulateOuter } from '../linalg/hermitian';
import { multiply } from '../linalg/dense';
import { TRANSMITTER, mirrorOf, steerReal } from './arrays';
import { exactInner, exactSum, rest } from './exact';
import * as given from './given-limits';
import {
  ANTENNA, allSteered, limitGain, limitKind, limitOf, limitPhases, limitSign, limitVector, limitWatts,
} from './given-limits';
import { Mt, power } from './scenario';

/** Limits, and rows of all of them: rows×M_t. */
export let count: i32 = 0;
export let rows: i32 = 0;
export let full: usize = 0;
/** The same rows in the span's basis, rows×r. */
export let reduced: usize = 0;
/** ±1; first row (count + 1 of them). */
export let level: usize = 0;
export let first: usize = 0;
/** Of each limit as given: which one of these it is, and its share of that one's price. */
export let merged: usize = 0;
export let share: usize = 0;
/** Whether any limit takes R out of the span of steering vectors altogether. */
export let perAntenna: bool = false;

/** Whether a covariance and its mirror image keep to the limits alike, so that real ones serve. */
export function areSymmetric(): bool {
  const scope = mark(), watts = take(Mt);
  for (let m = 0; m < Mt; m++) set(watts, m, Infinity);
  for (let i = 0; i < given.limits; i++) {
    if (get(limitKind, i) == ANTENNA) set(watts, <i32>get(limitOf, i), get(limitWatts, i));
  }
  let same = allSteered;
  for (let m = 0; m < Mt; m++) same = same && get(watts, m) == get(watts, mirrorOf(TRANSMITTER, m));
  release(scope);
  return same;
}

/** Lays the limits out on the antennas. */
export function prepareLimits<T>(): void {
  const most = given.limits;
  count = 0;
  rows = 0;
  perAntenna = false;
  full = take(2 * most * Mt * planes<T>());
  level = take(most);
  first = take(most + 1);
  merged = take(most);
  share = take(most);
  zero(full, 2 * most * Mt * planes<T>());
  const plane = 2 * most * Mt;
  for (let i = 0; i < most; i++) {
    const kind = <i32>get(limitKind, i), m = <i32>get(limitOf, i);
    const root = Math.sqrt((power * get(limitGain, i)) / get(limitWatts, i));
    set(share, i, 1);
    if (kind != ANTENNA) {
      begin(i, get(limitSign, i));
      const row = at(full, rows++ * Mt), v = limitVector(i);
      if (isComplex<T>()) {
        for (let k = 0; k < Mt; k++) {
          set(row, k, root * get(v, k));
          set(row, plane + k, root * get(v, Mt + k));
        }
      } else steerReal(TRANSMITTER, limitPhases(i), row, root);
      continue;
    }
    perAntenna = true;
    const mirror = isComplex<T>() ? m : mirrorOf(TRANSMITTER, m);
    if (mirror == m) {
      begin(i, 1);
      set(full, rows++ * Mt + m, root);
    } else if (m < mirror) {
      begin(i, 1);
      set(share, i, 0.5);
      set(full, rows++ * Mt + m, Math.SQRT1_2 * root);
      set(full, rows++ * Mt + mirror, Math.SQRT1_2 * root);
    } else {
      // the list has every antenna or, of a mirror pair, neither: its image came first
      for (let j = 0; j < i; j++) {
        if (get(limitKind, j) == kind && <i32>get(limitOf, j) == mirror) set(merged, i, get(merged, j));
      }
      set(share, i, 0.5);
    }
  }
  set(first, count, <f64>rows);
  if (isComplex<T>()) memory.copy(at(full, rows * Mt), at(full, plane), <usize>(rows * Mt) << 3);
}

function begin(i: i32, sign: f64): void {
  set(merged, i, <f64>count);
  set(first, count, <f64>rows);
  set(level, count++, sign);
}

/** The rows in the span's basis (M_t×r). */
export function reduceLimits<T>(basis: usize, r: i32): void {
  reduced = take(rows * r * planes<T>());
  multiply<T>(reduced, full, basis, rows, Mt, r);
}

/** The rows in another basis of all antennas (M_t×M_t) into `out`, each entry to its own last digits. */
export function turnLimits<T>(basis: usize, out: usize): void {
  const bi = at(basis, Mt * Mt), oi = at(out, rows * Mt);
  for (let i = 0; i < rows; i++) {
    const a = at(full, i * Mt), ai = at(full, (rows + i) * Mt);
    for (let j = 0; j < Mt; j++) {
      const re = exactInner(Mt, a, at(basis, j), Mt), reRest = rest;
      if (!isComplex<T>()) {
        set(out, i * Mt + j, re);
        continue;
      }
      const less = exactInner(Mt, ai, at(bi, j), Mt), lessRest = rest;
      set(out, i * Mt + j, exactSum(re, -less) + (rest + (reRest - lessRest)));
      const im = exactInner(Mt, a, at(bi, j), Mt), imRest = rest;
      const more = exactInner(Mt, ai, at(basis, j), Mt), moreRest = rest;
      set(oi, i * Mt + j, exactSum(im, more) + (rest + (imRest + moreRest)));
    }
  }
}

/** ⟨A_i, V V^H⟩ of all limits into `out`, V r×p. */
export function limitValues<T>(v: usize, r: i32, p: i32, out: usize): void {
  const scope = mark(), y = take(rows * p * planes<T>());
  multiply<T>(y, reduced, v, rows, r, p);
  limitValuesOf<T>(y, p, out);
  release(scope);
}

/** The same by y = a V, the products of all rows (rows×p). */
export function limitValuesOf<T>(y: usize, p: i32, out: usize): void {
  for (let i = 0; i < count; i++) {
    let sum: f64 = 0;
    for (let j = <i32>get(first, i); j < <i32>get(first, i + 1); j++) {
      sum += dot(p, at(y, j * p), at(y, j * p));
      if (isComplex<T>()) sum += dot(p, at(y, (rows + j) * p), at(y, (rows + j) * p));
    }
    set(out, i, get(level, i) * sum);
  }
}

/** |a_i|², of both rows where there are two. */
export function squaredLength<T>(i: i32): f64 {
  let sum: f64 = 0;
  for (let j = <i32>get(first, i); j < <i32>get(first, i + 1); j++) {
    for (let plane = 0; plane < planes<T>(); plane++) {
      const row = at(full, (plane * rows + j) * Mt);
      sum += dot(Mt, row, row);
    }
  }
  return sum;
}

/** |a_i x_j| of both rows where there are two: column j of the rows in the basis of `cb` (rows×k). */
export function entryLength<T>(i: i32, cb: usize, k: i32, j: i32): f64 {
  let sum: f64 = 0;
  for (let row = <i32>get(first, i); row < <i32>get(first, i + 1); row++) {
    for (let plane = 0; plane < planes<T>(); plane++) {
      const x = get(cb, (plane * rows + row) * k + j);
      sum += x * x;
    }
  }
  return Math.sqrt(sum);
}

/** `out` (k×k) += s·A_i, with the rows in the basis of `cb` (rows×k): `full` or `reduced`, or either's products. */
export function addLimit<T>(i: i32, cb: usize, k: i32, s: f64, out: usize): void {
  for (let j = <i32>get(first, i); j < <i32>get(first, i + 1); j++) {
    accumulateOuter<T>(at(cb, j * k), at(cb, (rows + j) * k), k, s * get(level, i), out);
  }
}

/**
 * `out` (r×p) ← A_i V = a^H y, y = a V the products of all rows (rows×p): by the rows, since the entries of A_i would
 * bring their rounding, which grows with |a|².
 */
export function limitForce<T>(i: i32, y: usize, r: i32, p: i32, out: usize): void {
  const sign = get(level, i), oi = at(out, r * p);
  zero(out, r * p * planes<T>());
  for (let j = <i32>get(first, i); j < <i32>get(first, i + 1); j++) {
    const a = at(reduced, j * r), ai = at(reduced, (rows + j) * r), x = at(y, j * p), xi = at(y, (rows + j) * p);
    for (let k = 0; k < r; k++) {
      const re = sign * get(a, k);
      if (isComplex<T>()) {
        axpyComplex(p, re, -sign * get(ai, k), x, xi, at(out, k * p), at(oi, k * p));
      } else axpy(p, re, x, at(out, k * p));
    }
  }
}
