// The free optimum where it is not unique: of all covariances with the least bound, the one with the largest rate.
//
// The gradient ∇f of the bound is the same at all of them, and they live on the eigenspace U of its lowest eigenvalue:
// R = U X U^H, X ⪰ 0 of trace 1. The free optimum found first need not span U, and may have a trace of other directions
// in it, to which the rate is far more sensitive than the bound. So the interior-point method on U goes to the centre
// of the optima first, which spans all of them, and Newton's method on that face makes it exact. From there on it
// seeks the largest rate: the bound sees X only through the rows of its Hessian, and these are held.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { leadingColumns, multiply, scale } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { eigen } from '../../linalg/jacobi';
import { L } from '../../model/scenario';
import { r, span } from '../../model/channel';
import { evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRows } from '../../metric/objective';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { pairFactor } from '../interior/scaling';
import { equalities } from '../problem/problem';
import { freeRank, freeRate, freeV, takeFree } from './ends';
import { traceEquality } from './start';

/** The gap of a free optimum whose gradient shows U. */
const EXACT: f64 = 1e-13;
/** Eigenvalues of ∇f count as the lowest to this relatively, at a gap g to UNSURE·√g; where that fails, to WIDE. */
const NEAR: f64 = 1e-10;
const UNSURE: f64 = 0.03;
const WIDE: f64 = 0.3;
/** Times that U is sought. */
const TURNS = 5;
/** τ of the centre: so far from its limit that rounding leaves the centre in the middle. */
const CENTRE: f64 = 1e-12;
/** Steps of either method that do not come to an end otherwise. */
const MOST = 60;
const POLISH = 12;

/** From the free optimum in ends.ts, which is the candidate too, to the one with the largest rate. */
export function refineFree<T>(): void {
  const scope = mark();
  const u = take(r * r * planes<T>());
  let gap = best.gap, near = nearness(gap);
  for (let turn = 0; turn < TURNS; turn++) {
    const exact = gap <= EXACT, k = lowestDirections<T>(near, u);
    if (turn == 0 && exact && k == freeRank && determined<T>(u, k)) break;
    best.forget();
    const reached = Math.min(centre<T>(u, k), polish<T>());
    if (reached <= Math.max(gap, EXACT)) {
      takeFree<T>();
      if (exact) break;
      // and once more from a better gradient
      gap = reached;
      near = nearness(gap);
    } else if (!exact && near < WIDE) {
      near = WIDE;
    } else {
      break;
    }
  }
  lift<T>();
  release(scope);
}

function nearness(gap: f64): f64 {
  return Math.max(NEAR, UNSURE * Math.sqrt(gap));
}

/**
 * Orthonormal basis (r×k) of the eigenvectors of ∇f at the free optimum whose eigenvalues are the lowest, to `near`
 * relatively. Returns k.
 */
function lowestDirections<T>(near: f64, out: usize): i32 {
  const scope = mark();
  const square = r * r * planes<T>();
  const y = take(L * freeRank * planes<T>()), gradient = take(square), vectors = take(square), values = take(r);
  multiply<T>(y, span, freeV, L, r, freeRank);
  evaluateObjective<T>(y, freeRank);
  objectiveGradientOf<T>(span, r, 1, gradient);
  eigen<T>(gradient, r, values, vectors);
  let lowest: f64 = 0, k = 0;
  for (let j = 0; j < r; j++) lowest = Math.min(lowest, get(values, j));
  for (let j = 0; j < r; j++) if (get(values, j) <= lowest * (1 - near)) k++;
  for (let j = 0, to = 0; j < r; j++) {
    if (get(values, j) > lowest * (1 - near)) continue;
    for (let i = 0; i < r * planes<T>(); i++) set(out, i * k + to, get(vectors, i * r + j));
    to++;
  }
  release(scope);
  return k;
}

/** Whether the bound, evaluated last at the free optimum, fixes X on U's columns (r×k). */
function determined<T>(u: usize, k: i32): bool {
  const scope = mark();
  const cu = take(L * k * planes<T>());
  multiply<T>(cu, span, u, L, r, k);
  const all = holdRows<T>(cu, k) == hermitianSize<T>(k);
  release(scope);
  return all;
}

/** Offers the centre of the covariances of least bound on U's columns (r×k): returns its gap. */
function centre<T>(u: usize, k: i32): f64 {
  if (k == 1) return best.offer<T>(u, 1, 0, 0);
  const scope = mark();
  const cu = take(L * k * planes<T>());
  multiply<T>(cu, span, u, L, r, k);
  traceEquality<T>(k);
  interior.startInterior<T>(cu, k, 1 / <f64>k, false, 1);
  const gap = descend<T>(u, k, CENTRE);
  release(scope);
  return gap;
}

/** Offers what Newton's method makes of the candidate on its face, whose columns U has shown: returns its gap. */
function polish<T>(): f64 {
  face.setFace<T>(best.V, best.p, best.p);
  return face.solveFace<T>(face.FREE, 0, 1, POLISH) ? best.offer<T>(face.V, face.p, 0, 0) : Infinity;
}

/** Among the covariances V X V^H on the free optimum's columns that leave the bound as it is, the largest rate. */
function lift<T>(): void {
  const scope = mark();
  const k = freeRank, cv = take(L * k * planes<T>());
  multiply<T>(cv, span, freeV, L, r, k);
  const least = evaluateObjective<T>(cv, k), held = holdRows<T>(cv, k);
  if (held < hermitianSize<T>(k)) {
    interior.startInterior<T>(cv, k, 1, true, held);
    best.forget();
    const gap = descend<T>(freeV, k, 1e-15);
    if (gap <= best.TIGHT_GAP && best.rate > freeRate && best.value <= least * (1 + 1e-12)) takeFree<T>();
  }
  release(scope);
}

/** The started problem down to τ; offers its X as v X v^H (v r×k), less columns that are rounding: returns the gap. */
function descend<T>(v: usize, k: i32, tau: f64): f64 {
  for (let step = 0; step < MOST; step++) {
    if (!interior.stepInterior<T>(interior.CENTRED) || interior.tau < tau) break;
  }
  const scope = mark();
  const size = r * k * planes<T>(), z = take(k * k * planes<T>()), x = take(k), s = take(k);
  const whole = take(size), cut = take(size);
  pairFactor<T>(z, x, s);
  multiply<T>(whole, v, z, r, k, k);
  let columns = k;
  while (columns > 1 && get(x, columns - 1) < 1e-14 * get(x, 0)) columns--;
  leadingColumns<T>(cut, whole, r, k, columns);
  const gap = best.offer<T>(cut, columns, 0, 0);
  release(scope);
  return gap;
}

/** Puts the rows of the bound's Hessian, in the basis of cb (L×k), among the equalities: returns how many there are. */
function holdRows<T>(cb: usize, k: i32): i32 {
  const scope = mark();
  const n = hermitianSize<T>(k), count = objectiveRowCount(), rows = take(count * n);
  objectiveRows<T>(cb, k, 1, rows);
  const held = independentRows(rows, count, n, equalities);
  release(scope);
  return held;
}

/**
 * Pivoted Gram–Schmidt of `count` rows of n (destroyed): the independent ones, orthonormal, into `out`. A row counts as
 * dependent below 1e-8 of the largest: moving along it then changes the bound by less than rounding.
 */
function independentRows(rows: usize, count: i32, n: i32, out: usize): i32 {
  let found = 0;
  let threshold: f64 = 0;
  while (found < n) {
    let pivot = -1, largest: f64 = threshold;
    for (let i = 0; i < count; i++) {
      const norm = Math.sqrt(dot(n, at(rows, i * n), at(rows, i * n)));
      if (norm > largest) { largest = norm; pivot = i; }
    }
    if (pivot < 0) break;
    if (found == 0) threshold = 1e-8 * largest;
    const q = at(out, found * n);
    copy(q, at(rows, pivot * n), n);
    scale(n, 1 / largest, q);
    for (let k = 0; k < found; k++) axpy(n, -dot(n, at(out, k * n), q), at(out, k * n), q);
    scale(n, 1 / Math.sqrt(dot(n, q, q)), q);
    found++;
    for (let i = 0; i < count; i++) axpy(n, -dot(n, q, at(rows, i * n)), q, at(rows, i * n));
  }
  return found;
}
