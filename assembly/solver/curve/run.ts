// An interior-point solve that the face Newton ends early.

import { at, copy, get, set, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { leadingColumns } from '../../linalg/dense';
import { r, span } from '../../model/channel';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { pairFactor } from '../interior/scaling';
import { objectiveValue, rateUnit } from '../problem/problem';
import { coldStart, traceEquality } from './start';

/** What is certified of the largest rate, relatively: maxRateBound is widened by its own rounding to 1e-9 at most. */
export const RATE_GAP: f64 = 9.9e-10;

let factor: usize = 0;
let x: usize = 0;
let s: usize = 0;
let previous: usize = 0;
/** τ at the last try of the face Newton with each rank, r. */
let failedAt: usize = 0;

export function prepareRun<T>(): void {
  factor = take(2 * r * r * planes<T>());
  x = take(r);
  s = take(r);
  previous = take(r);
  failedAt = take(r);
}

/**
 * Runs the started interior-point problem, trying the face Newton from τ ≤ 1e-3 on, until a candidate is certified
 * to TIGHT_GAP or nothing improves. which: face.FREE, FLOOR or RATE.
 */
export function run<T>(which: i32, floor: f64, most: i32): void {
  best.forget();
  for (let i = 0; i < r; i++) set(failedAt, i, Infinity);
  let before: f64 = 0, tries = 0;
  for (let step = 0; step < most; step++) {
    const moved = interior.stepInterior<T>(interior.CENTRED);
    const tau = interior.tau, aimed = interior.barrierNow();
    const last = !moved || tau < 1e-18;
    const relative = tau / Math.abs(objectiveValue);
    if (tau < 1e-2 || last) {
      copy(previous, x, r);
      const balanced = pairFactor<T>(factor, x, s);
      const mu = which == face.FLOOR ? interior.interiorMu() : 0;
      if (relative < 1e-8 || last) {
        // the interior iterate itself, without the columns that are rounding
        let columns = r;
        while (columns > 1 && get(x, columns - 1) < 1e-18) columns--;
        const cut = at(factor, r * r * planes<T>());
        leadingColumns<T>(cut, factor, r, r, columns);
        if (which == face.RATE) best.offerRate<T>(cut, columns);
        else best.offer<T>(cut, columns, mu, floor);
      }
      // an eigenvalue of X on the face stays as τ falls, one off it falls along
      let steady = 0;
      if (before > 0 && aimed < 0.3 * before) {
        const fall = Math.sqrt(aimed / before);
        while (steady < r && get(x, steady) > fall * get(previous, steady)) steady++;
      }
      before = aimed;
      if (finish<T>(which, floor, steady, mu) || finish<T>(which, floor, balanced, mu)) return;
      // certified, though rounding keeps it from being tighter
      if (best.gap <= (which == face.RATE ? RATE_GAP : best.OPTIMAL_GAP) && ++tries == 4) return;
      if (!last) interior.refreshInterior<T>();
    }
    if (last) return;
  }
}

/**
 * The face Newton from `factor` with the given rank; true where its candidate is certified to TIGHT_GAP. Not where the
 * face has more unknowns than all of X: then the interior point is the cheaper way, and as exact.
 */
function finish<T>(which: i32, floor: f64, rank: i32, mu: f64): bool {
  if (rank == 0 || r * rank * planes<T>() > hermitianSize<T>(r)) return false;
  // what has failed is worth another try only from a better start
  if (interior.barrierNow() > 0.3 * get(failedAt, rank - 1)) return false;
  set(failedAt, rank - 1, interior.barrierNow());
  face.setFace<T>(factor, r, rank, interior.interiorLambda(), mu);
  if (!face.solveFace<T>(which, floor, rateUnit, 10)) return false;
  const gap = which == face.RATE
    ? best.offerRate<T>(face.V, face.p)
    : best.offer<T>(face.V, face.p, face.mu, floor);
  return gap <= best.TIGHT_GAP;
}

/** The largest rate or the free optimum: from a cold start, or else hastily from I/r, or else patiently. */
export function attempts<T>(which: i32, gap: f64): void {
  if (coldStart<T>(which, 0)) return;
  for (let attempt = 0; attempt < 2; attempt++) {
    traceEquality<T>(r);
    interior.setPatient(attempt == 1);
    interior.startInterior<T>(span, r, 1 / <f64>r, which == face.RATE, 1);
    run<T>(which, 0, attempt == 0 ? 60 : 300);
    interior.setPatient(false);
    if (best.gap <= gap) return;
  }
}
