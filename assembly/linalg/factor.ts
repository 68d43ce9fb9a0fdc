// Factors V (r×p) of R = V V^H. To make columns orthogonal they are taken as the rows of V^H, which lie together.

import { at, get, mark, release, set, take } from '../memory';
import { isComplex, planes } from '../field';
import { scale } from './lanes';
import { descending, orthogonalizeRows } from './jacobi';

/** Rows `first` to first + p − 1 of `rows` (count×r) ← s·V^H, V r×p. */
export function adjointRows<T>(rows: usize, count: i32, first: i32, s: f64, v: usize, r: i32, p: i32): void {
  const vi = at(v, r * p), im = at(rows, count * r);
  for (let j = 0; j < p; j++) {
    const to = (first + j) * r;
    for (let i = 0; i < r; i++) {
      set(rows, to + i, s * get(v, i * p + j));
      if (isComplex<T>()) set(im, to + i, -s * get(vi, i * p + j));
    }
  }
}

/** Row i of `rows` (count×r) times s. */
export function scaleRow<T>(rows: usize, count: i32, r: i32, i: i32, s: f64): void {
  for (let plane = 0; plane < planes<T>(); plane++) scale(r, s, at(rows, (plane * count + i) * r));
}

/** How many of `count` columns stay, whose lengths fall: those of at least `least`, and the first. */
export function keepColumns(lengths: usize, count: i32, least: f64): i32 {
  let kept = count;
  while (kept > 1 && get(lengths, kept - 1) < least) kept--;
  return kept;
}

/**
 * `out` (r×kept) ← the factor with orthogonal columns of the R whose V^H is in `rows` (count×r, destroyed): by falling
 * length, at most `most` of them, less what keepColumns leaves out. All lengths into `lengths` (count) where it is
 * given. Returns how many columns there are.
 */
export function orthogonalFactor<T>(
  out: usize, rows: usize, count: i32, r: i32, most: i32, least: f64, lengths: usize = 0,
): i32 {
  const scope = mark();
  const unsorted = take(count), order = take(count), falling = lengths != 0 ? lengths : take(count);
  orthogonalizeRows<T>(rows, count, r, 0, unsorted, least);
  descending(unsorted, count, order);
  for (let j = 0; j < count; j++) set(falling, j, get(unsorted, <i32>get(order, j)));
  const kept = keepColumns(falling, most, least), im = at(rows, count * r), oi = at(out, r * kept);
  for (let j = 0; j < kept; j++) {
    const from = <i32>get(order, j) * r;
    for (let i = 0; i < r; i++) {
      set(out, i * kept + j, get(rows, from + i));
      if (isComplex<T>()) set(oi, i * kept + j, -get(im, from + i));
    }
  }
  release(scope);
  return kept;
}

/** The same of R = V V^H, V r×p. */
export function orthogonalColumns<T>(out: usize, v: usize, r: i32, p: i32, least: f64): i32 {
  const scope = mark(), rows = take(p * r * planes<T>());
  adjointRows<T>(rows, p, 0, 1, v, r, p);
  const kept = orthogonalFactor<T>(out, rows, p, r, p, least);
  release(scope);
  return kept;
}

/** `out` (r×(p+1)) ← [V, s·u], V r×p, u of length r. */
export function withColumn<T>(out: usize, v: usize, r: i32, p: i32, s: f64, u: usize): void {
  for (let i = 0; i < r * planes<T>(); i++) {
    for (let j = 0; j < p; j++) set(out, i * (p + 1) + j, get(v, i * p + j));
    set(out, i * (p + 1) + p, s * get(u, i));
  }
}
