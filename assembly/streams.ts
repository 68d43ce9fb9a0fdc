// The streams of a covariance: R = V V^H with orthogonal columns, of which each is one. Not all of them count.

import { copy, get, mark, release, take } from './memory';
import { planes } from './field';
import { dot } from './linalg/lanes';
import { adjointRows, orthogonalFactor } from './linalg/factor';
import { L, Mr, Mt, weight } from './model/scenario';

/** What the entries of R hold of its power. */
const OF_ENTRIES: f64 = 1e-14;
/** An echo of this share of the noise is worth nothing. */
const UNHEARD: f64 = 1e-12;

/**
 * The share of the power below which a stream is nothing: less than the entries of R hold, and, where devices are
 * loud, too little even for an echo, with all antennas and symbols added up, that is heard.
 */
function negligible(): f64 {
  let loudest: f64 = 0;
  for (let l = 0; l < L; l++) loudest = Math.max(loudest, get(weight, l) * get(weight, l));
  return Math.min(OF_ENTRIES, UNHEARD / (loudest * <f64>(Mt * Mr)));
}

/**
 * V (r×p) ← its streams that count, strongest first, r×(what is returned). Where all do and `sort` is false, V stays
 * as it is.
 */
export function keepStreams<T>(v: usize, r: i32, p: i32, sort: bool): i32 {
  if (p == 0 || (p == 1 && !sort)) return p;
  const scope = mark(), least = Math.sqrt(negligible() * dot(r * p * planes<T>(), v, v));
  const rows = take(p * r * planes<T>()), out = take(p * r * planes<T>()), lengths = take(p);
  adjointRows<T>(rows, p, 0, 1, v, r, p);
  const kept = orthogonalFactor<T>(out, rows, p, r, p, least, lengths);
  if (kept < p || sort) copy(v, out, r * kept * planes<T>());
  release(scope);
  return kept;
}
