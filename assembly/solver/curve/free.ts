// The free optimum where it is not unique: of all covariances with the least bound, the one with the largest rate.
//
// The gradient ∇f of the bound is the same at all of them, and they live on the eigenspace U of its lowest eigenvalue:
// R = U X U^H, X ⪰ 0 of trace 1. The free optimum found first need not span U, and may have a trace of other directions
// in it, to which the rate is far more sensitive than the bound. So the interior-point method on U goes to the centre
// of the optima first, which spans all of them, and Newton's method on that face makes it exact. From there on it
// seeks the largest rate: the bound sees X only through the rows of its Hessian, and these are held.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { Real, hermitianSize, planes } from '../../field';
import { leadingColumns, multiply, multiplyHN } from '../../linalg/dense';
import { keepColumns } from '../../linalg/factor';
import { toCoordinates } from '../../linalg/hermitian';
import { eigen } from '../../linalg/jacobi';
import { orthonormalRows } from '../../linalg/orthonormal';
import { L, worst } from '../../model/scenario';
import { r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import { Evaluation, turnTo } from '../../metric/evaluation';
import {
  evaluateObjective, evaluationOf, largestPart, objectiveGradientOf, objectiveRowCount, objectiveRows, shares,
} from '../../metric/objective';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { pairFactor } from '../interior/scaling';
import { RATE, addLimit, addLinear } from '../problem/problem';
import { freeRank, freeRate, freeTerms, freeV, offerAsFree, takeFree } from './ends';
import { startProblem } from './start';

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
  const scope = mark(), free = evaluationOf<T>(r);
  const u = take(r * r * planes<T>());
  let gap = best.gap, near = nearness(gap);
  for (let turn = 0; turn < TURNS; turn++) {
    const exact = gap <= EXACT, k = lowestDirections<T>(free, near, u);
    if (turn == 0 && k == freeRank && determined<T>(free, u, k) && (exact || polishes<T>())) {
      release(scope);
      return;
    }
    best.forget();
    const reached = Math.min(centre<T>(u, k), polish<T>(false));
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
  lift<T>(free);
  release(scope);
}

function nearness(gap: f64): f64 {
  return Math.max(NEAR, UNSURE * Math.sqrt(gap));
}

/**
 * Evaluates the free optimum; orthonormal basis (r×k) of the eigenvectors of its ∇f whose eigenvalues are the lowest,
 * to `near` relatively. Returns k.
 */
function lowestDirections<T>(free: Evaluation, near: f64, out: usize): i32 {
  const scope = mark();
  const square = r * r * planes<T>();
  const gradient = take(square), vectors = take(square), values = take(r);
  evaluateFree<T>(free);
  objectiveGradientOf<T>(free, span, r, 1, gradient);
  for (let i = 0; i < limits.count; i++) limits.addLimit<T>(i, limits.reduced, r, get(freeTerms.prices, i), gradient);
  eigen<T>(gradient, r, values, vectors);
  let lowest: f64 = Infinity, k = 0;
  for (let j = 0; j < r; j++) lowest = Math.min(lowest, get(values, j));
  // −λ; where limits leave power unused that is 0, and f itself the measure
  const highest = lowest + near * (limits.count == 0 ? Math.abs(lowest) : Math.max(Math.abs(lowest), best.value));
  for (let j = 0; j < r; j++) if (get(values, j) <= highest) k++;
  for (let j = 0, to = 0; j < r; j++) {
    if (get(values, j) > highest) continue;
    for (let i = 0; i < r * planes<T>(); i++) set(out, i * k + to, get(vectors, i * r + j));
    to++;
  }
  release(scope);
  return k;
}

/** f at the free end, over the worst device with its shares in the derivatives. */
function evaluateFree<T>(free: Evaluation): f64 {
  turnTo<T>(free, span, r, freeV, freeRank);
  const f = evaluateObjective<T>(free);
  if (!worst) return f;
  copy(shares(free), freeTerms.shares, L);
  return largestPart(free);
}

/** Whether the bound at the free optimum fixes X on U's columns (r×k). */
function determined<T>(free: Evaluation, u: usize, k: i32): bool {
  const scope = mark();
  const cu = take(L * k * planes<T>());
  multiply<T>(cu, span, u, L, r, k);
  const n = hermitianSize<T>(k), all = heldRows<T>(free, cu, k, take(n * n)) == n;
  release(scope);
  return all;
}

/** Offers the centre of the covariances of least bound on U's columns (r×k): returns its gap. */
function centre<T>(u: usize, k: i32): f64 {
  if (k == 1 && limits.count == 0) return offerAsFree<T>(u, 1, freeTerms.traced, 0);
  const scope = mark();
  const cu = take(L * k * planes<T>()), rows = take(limits.rows * k * planes<T>());
  multiply<T>(cu, span, u, L, r, k);
  multiply<T>(rows, limits.reduced, u, limits.rows, r, k);
  const gap = startProblem<T>(face.FREE, cu, rows, k, 0, true) ? descend<T>(u, k, CENTRE) : Infinity;
  release(scope);
  return gap;
}

/**
 * Offers what Newton's method makes of the candidate on its face, whose columns U has shown: returns its gap. reuse:
 * the Hessian factored last may be of this face and serves.
 */
function polish<T>(reuse: bool): f64 {
  face.setFace<T>(face.FREE, 0, best.V, best.p, best.kept);
  if (!face.solveFace<T>(face.FREE, 1, POLISH, reuse)) return Infinity;
  face.takeTerms(best.next);
  best.next.mu = 0;
  return best.offer<T>(face.V, face.p, 0);
}

/**
 * Whether Newton's method on the free optimum's face ends at rounding, so that what is left of its gap is rounding of
 * the certificate; what it finds is taken where the gap is smaller.
 */
function polishes<T>(): bool {
  const gap = best.gap;
  if (polish<T>(true) < gap) takeFree<T>();
  return face.exact;
}

/** τ of the rate problem on the free optima's face at which rounding is all that is left. */
const DEEP: f64 = 1e-15;
/** How much the bound may rise, relatively, on the way to a larger rate: rounding. */
const UNCHANGED: f64 = 1e-12;
/** Power in a direction that is rounding of that in the first. */
const VANISHED: f64 = 1e-14;

/** Among the covariances V X V^H on the free optimum's columns that leave the bound as it is, the largest rate. */
function lift<T>(free: Evaluation): void {
  const scope = mark();
  const k = freeRank, cv = free.y, limitRows = take(limits.rows * k * planes<T>());
  multiply<T>(limitRows, limits.reduced, freeV, limits.rows, r, k);
  const n = hermitianSize<T>(k), least = evaluateFree<T>(free), rows = take(n * n);
  const held = heldRows<T>(free, cv, k, rows);
  if (held < n) {
    interior.startInterior<T>(cv, limitRows, k, 1);
    for (let j = 0; j < held; j++) copy(addLinear(0, true, 0), at(rows, j * n), n);
    if (limits.count > 0 && !addLimits<T>(k)) {
      release(scope);
      return;
    }
    interior.begin<T>(RATE);
    best.forget();
    const gap = descend<T>(freeV, k, DEEP);
    if (gap <= best.TIGHT_GAP && best.rate > freeRate && best.value <= least * (1 + UNCHANGED)) takeFree<T>();
  }
  release(scope);
}

/** The started problem down to τ; offers its X as v X v^H (v r×k), less columns that are rounding: returns the gap. */
function descend<T>(v: usize, k: i32, tau: f64): f64 {
  for (let step = 0; step < MOST; step++) {
    if (!interior.stepInterior<T>(true) || interior.tau < tau) break;
  }
  const scope = mark();
  const size = r * k * planes<T>(), z = take(k * k * planes<T>()), x = take(k), s = take(k);
  const whole = take(size), cut = take(size);
  pairFactor<T>(z, x, s);
  multiply<T>(whole, v, z, r, k, k);
  const columns = keepColumns(x, k, VANISHED * get(x, 0));
  leadingColumns<T>(cut, whole, r, k, columns);
  const gap = offerAsFree<T>(cut, columns, freeTerms.traced, 0);
  release(scope);
  return gap;
}

/** Room that an inactive limit must leave for the largest rate to be sought within it. */
const ROOM: f64 = 1e-9;

/**
 * The limits at R = V X V^H, V the free end's columns (r×k): those with a price are held, as they are at every free
 * optimum, and others bound X; so does the power, where it is not all used. False where X = I leaves no room.
 */
function addLimits<T>(k: i32): bool {
  const scope = mark(), values = take(limits.count), gram = take(k * k * planes<T>());
  limits.limitValues<T>(freeV, r, k, values);
  multiplyHN<T>(gram, freeV, freeV, k, r, k);
  let trace: f64 = 0, roomy = true;
  for (let i = 0; i < k; i++) trace += get(gram, i * k + i);
  if (!freeTerms.traced) {
    roomy = trace < 1 - ROOM;
    toCoordinates<T>(gram, k, addLinear(1, false, 0));
  }
  for (let i = 0; i < limits.count; i++) {
    const priced = get(freeTerms.prices, i) > 0;
    roomy = roomy && (priced || get(limits.level, i) - get(values, i) > ROOM);
    addLimit(i, priced, 0);
  }
  release(scope);
  return roomy;
}

/** A row of less than this of the longest one's square: moving along it changes the bound by less than rounding. */
const DEPENDS: f64 = 1e-16;

/** The rows of the bound's Hessian in the basis of cb (L×k), orthonormal, into `out`: how many there are. */
function heldRows<T>(free: Evaluation, cb: usize, k: i32, out: usize): i32 {
  const scope = mark();
  const n = hermitianSize<T>(k), count = objectiveRowCount(), rows = take(count * n), left = take(n);
  objectiveRows<T>(free, cb, k, 1, rows);
  const held = orthonormalRows<Real>(rows, count, n, n, DEPENDS, out, left, 1);
  release(scope);
  return held;
}
