// The streams of a covariance: R = V V^H with orthogonal columns, of which each is one. Not all of them count.

import { copy, mark, release, take } from './memory';
import { planes } from './field';
import { dot } from './linalg/lanes';
import { orthogonalColumns } from './linalg/factor';
import { L } from './model/scenario';
import { evaluateRate } from './metric/rate';
import { Evaluation, turnTo } from './metric/evaluation';
import { evaluateObjective, evaluationOf } from './metric/objective';

/** The share of the power below which a stream is less than the entries of R hold. */
const OF_ENTRIES: f64 = 1e-14;
/** Such streams may count all the same: the echo of a loud device, or what lights one that needs little. */
const FAINTER: f64 = 1e-3;
const FAINTEST: f64 = 1e-29;
/** What streams that do not count may change, relatively. */
const UNCHANGED: f64 = 1e-12;

/**
 * V (r×p) ← its streams that count, strongest first, r×(what is returned): without the others it has the same rate,
 * and where it senses the same bound. Where all count and `sort` is false, V stays as it is. c = C (L×r), of the basis
 * that V is in. nats, bound: what V has, where it is known; 0 where not.
 */
export function keepStreams<T>(
  v: usize, c: usize, r: i32, p: i32, senses: bool, sort: bool, nats: f64 = 0, bound: f64 = 0,
): i32 {
  if (p == 0 || (p == 1 && !sort)) return p;
  const scope = mark(), power = dot(r * p * planes<T>(), v, v);
  const out = take(p * r * planes<T>());
  let kept = p, e = changetype<Evaluation>(0);
  for (let share = OF_ENTRIES; ; share *= FAINTER) {
    const last = share < FAINTEST;
    kept = orthogonalColumns<T>(out, v, r, p, last ? 0 : Math.sqrt(share * power));
    if (kept == p || last) break;
    if (!changetype<usize>(e)) e = evaluationOf<T>(p);
    if (nats == 0) {
      turnTo<T>(e, c, r, v, p);
      nats = evaluateRate<T>(e);
      bound = senses ? evaluateObjective<T>(e) : 0;
    }
    turnTo<T>(e, c, r, out, kept);
    const less = nats - evaluateRate<T>(e), more = senses ? evaluateObjective<T>(e) - bound : 0;
    if (Math.abs(less) <= UNCHANGED * nats && Math.abs(more) <= UNCHANGED * bound) break;
  }
  if (kept < p || sort) copy(v, out, r * kept * planes<T>());
  release(scope);
  return kept;
}
