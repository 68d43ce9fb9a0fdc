// What is left where a cold start in the leading directions has not ended certified: the interior-point method over the
// whole span, down to where rounding stops it, the face Newton tried on the way.

import { at, copy, get, set, take } from '../../memory';
import { planes } from '../../field';
import { leadingColumns } from '../../linalg/dense';
import { keepColumns } from '../../linalg/factor';
import { worst } from '../../model/scenario';
import { r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { pairFactor } from '../interior/scaling';
import { objectiveValue, rateUnit } from '../problem/problem';
import { settle, start } from '../face/settle';
import { coldStart, showTerms, startProblem, watchTerms } from './start';

/** What is certified of the largest rate, relatively: maxRateBound is widened by its own rounding to 1e-9 at most. */
export const RATE_GAP: f64 = 9.9e-10;

/** Steps, and certified candidates after which rounding is taken to keep the gap from being tighter. */
const MOST = 60;
const CERTIFIED = 4;
/** Part of the gap before that a tighter one has at most, and certified candidates that are enough where none is. */
const TIGHTER: f64 = 0.5;
const STALE = 8;
/** The gap from which on they count within limits, where raised prices certify iterates long before rounding. */
const RAISED: f64 = 1e-10;
/** The face Newton is tried from this τ on (`reached` of step.ts), and again whenever it has fallen by so much. */
const READY: f64 = 1e-2;
const SOONER: f64 = 0.3;
/** τ over what is minimised from which on the iterate itself is worth offering, and τ below which all is rounding. */
const NEAR: f64 = 1e-8;
const ROUNDING: f64 = 1e-18;
/** An eigenvalue of X below this is rounding. */
const VANISHED: f64 = 1e-18;

let factor: usize = 0;
let x: usize = 0;
let s: usize = 0;
/** X's eigenvalues at the try before, and its τ; 0: there is none. */
let xBefore: usize = 0;
let tauBefore: f64 = 0;

export function prepareRun<T>(): void {
  factor = take(2 * r * r * planes<T>());
  x = take(r);
  s = take(r);
  xBefore = take(r);
}

/**
 * Runs the started interior-point problem until a candidate is certified to `gap`, or CERTIFIED of them to what
 * rounding may leave of it, or there is no further step. which: face.FREE, FLOOR or RATE.
 */
function run<T>(which: i32, floor: f64, gap: f64): void {
  const unit = rateUnit, certain = limits.count > 0 ? RAISED : best.OPTIMAL_GAP;
  const enough = which == face.RATE ? RATE_GAP : gap < best.TIGHT_GAP ? gap : certain;
  let ready = READY, certified = 0, stale = 0, centred: f64 = Infinity;
  tauBefore = 0;
  for (let step = 0; step < MOST; step++) {
    const moved = interior.stepInterior<T>(true);
    watchTerms(which);
    const tau = interior.tau, last = !moved || tau < ROUNDING, near = tau < NEAR * Math.abs(objectiveValue);
    const reached = interior.reached();
    if (reached > ready && !near && !last) continue;
    ready = SOONER * reached;
    const before = best.gap;
    const columns = pairFactor<T>(factor, x, s);
    if (near || last) offerIterate<T>(which, floor);
    if (near && !last && best.gap > best.OPTIMAL_GAP && tau <= SOONER * centred) {
      centred = tau;
      interior.centreInterior<T>();
      pairFactor<T>(factor, x, s);
      offerIterate<T>(which, floor);
    }
    const steady = steadyColumns(tau);
    if (settleOn<T>(which, floor, unit, columns, gap)) return;
    if (steady != columns && steady > 0 && settleOn<T>(which, floor, unit, steady, gap)) return;
    if (best.gap <= enough && ++certified == CERTIFIED) return;
    // within limits rounding may keep a gap from what a bound on a level curve would like of it
    if (limits.count > 0 && best.gap <= certain && !(best.gap < TIGHTER * before) && ++stale == STALE) return;
    if (last) return;
  }
}

/** The face Newton from the leading columns of `factor`. */
function settleOn<T>(which: i32, floor: f64, unit: f64, columns: i32, gap: f64): bool {
  leadingColumns<T>(start, factor, r, r, columns);
  showTerms(which);
  return settle<T>(which, floor, unit, columns, gap);
}

/**
 * How many eigenvalues have stayed while τ fell since the last try: those of the face do, others fall along. It tells
 * the face where its own eigenvalues are many powers of ten apart, so that their products with S's do not.
 */
function steadyColumns(tau: f64): i32 {
  const fall = Math.sqrt(tau / tauBefore);
  let steady = 0;
  if (tauBefore > 0 && tau < tauBefore) while (steady < r && get(x, steady) > fall * get(xBefore, steady)) steady++;
  copy(xBefore, x, r);
  tauBefore = tau;
  return steady;
}

/** The iterate itself, without the columns that are rounding. */
function offerIterate<T>(which: i32, floor: f64): void {
  const columns = keepColumns(x, r, VANISHED), cut = at(factor, r * r * planes<T>());
  leadingColumns<T>(cut, factor, r, r, columns);
  const nats = which == face.RATE ? 1 / rateUnit : 1;
  for (let i = 0; i < limits.count; i++) set(best.next.prices, i, nats * interior.interiorMultiplier(1 + i));
  if (worst && which != face.RATE) interior.interiorShares(best.next.shares);
  best.next.mu = which == face.FLOOR ? interior.interiorMu() : 0;
  best.next.traced = true;
  if (which == face.RATE) best.offerRate<T>(cut, columns);
  else best.offer<T>(cut, columns, floor);
}

/** The optimum at a floor, or an end of the curve (face.FREE, RATE), over the whole span, to `gap` where it can be. */
export function wholeSpan<T>(which: i32, floor: f64, gap: f64 = best.TIGHT_GAP): void {
  best.forget();
  if (!startProblem<T>(which, span, limits.reduced, r, floor, true)) return;
  run<T>(which, floor, gap);
}

/** The largest rate or the free optimum. */
export function solveEnd<T>(which: i32): void {
  if (!coldStart<T>(which, 0)) wholeSpan<T>(which, 0);
}
