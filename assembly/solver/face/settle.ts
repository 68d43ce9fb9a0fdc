// The face Newton from a start whose rank need not be right: columns that vanish are dropped, and the direction in
// which a certificate is violated becomes a new column.

import { copy, take } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { scale } from '../../linalg/lanes';
import { orthogonalColumns, withColumn } from '../../linalg/factor';
import { L, worst } from '../../model/scenario';
import { r } from '../../model/channel';
import * as limits from '../../model/limits';
import { curvatureAlong, lengthAlong } from '../growth';
import * as face from './newton';
import { Multipliers, copyMultipliers, takeMultipliers } from '../multipliers';
import * as best from '../proof/candidate';
import { offered } from '../proof/certificate';

/** Newton steps of one try, and changes of the rank. */
const MOST = 18;
const TURNS = 4;
/** Changes of the list of active terms. */
const REVISIONS = 12;
/** A face with more unknowns than this and than all of X is left to the interior point, which then is cheaper. */
const LARGE = 128;

/** Where the caller puts the factor to start from, r×columns, and with it which bounded terms are active. */
export let start: usize = 0;
export let startTerms: Multipliers = changetype<Multipliers>(0);
let direction: usize = 0; // r
/** Whether the last call kept the rank and the columns it was given. */
export let settledAtOnce: bool = false;

export function prepareRank<T>(): void {
  start = take(r * r * planes<T>());
  direction = take(r * planes<T>());
  startTerms = takeMultipliers();
}

/** Starts with what is active by these; without limits the power is. */
export function startWith(m: Multipliers): void {
  copyMultipliers(startTerms, m);
  if (limits.count == 0) startTerms.traced = true;
}

/** Whether a face of so many columns is small enough for the face Newton. */
export function settles<T>(columns: i32): bool {
  return r * columns * planes<T>() <= max(hermitianSize<T>(r), LARGE);
}

/**
 * From `start` to a candidate (candidate.ts) whose gap is at most `gap`; false where that is not reached. which, floor
 * (nats), rateUnit, reuse: as for solveFace.
 */
export function settle<T>(
  which: i32, floor: f64, rateUnit: f64, columns: i32, gap: f64, reuse: bool = false,
): bool {
  const bounded = limits.count > 0 || worst, most = bounded ? TURNS + REVISIONS : TURNS;
  let first = true;
  for (let turn = 0; turn < most; turn++) {
    if (!settles<T>(columns)) return false;
    settledAtOnce = turn == 0;
    face.setFace<T>(which, floor, start, columns, startTerms);
    if (!face.solveFace<T>(which, rateUnit, MOST, reuse && settledAtOnce)) return false;
    const left = face.takeTerms(startTerms);
    if (offerFace<T>(which, floor, rateUnit) <= gap) return true;
    if (bounded && (face.enterTerms<T>(startTerms, 1 / <f64>L) || left)) {
      // the same columns under another list of terms
      columns = face.p;
      copy(start, face.V, r * columns * planes<T>());
      continue;
    }
    columns = first ? orthogonalColumns<T>(start, face.V, r, face.p, VANISHED) : face.p;
    first = false;
    if (columns == face.p) columns = widen<T>(which, rateUnit);
    if (columns == 0) return false;
  }
  return false;
}

/** Offers what the face Newton has found, with its multipliers. Returns the gap. */
function offerFace<T>(which: i32, floor: f64, rateUnit: f64): f64 {
  const nats = which == face.RATE ? 1 / rateUnit : 1;
  copyMultipliers(best.next, startTerms);
  scale(limits.count, nats, best.next.prices);
  if (which == face.RATE) return best.offerRate<T>(face.V, face.p);
  return best.offer<T>(face.V, face.p, floor, true);
}

/** A column of less than this is rounding. */
const VANISHED: f64 = 1e-6;

/**
 * `start` ← the face's V with one more column: the direction u in which the Lagrangian falls at what has been offered,
 * with the length at which it stops to, from its curvature along u u^H. Returns the columns, 0 where there is no such
 * direction.
 */
function widen<T>(which: i32, rateUnit: f64): i32 {
  const p = face.p;
  if (p == r) return 0;
  const fall = -face.descentDirection<T>(offered, which, rateUnit, direction);
  if (!(fall > 0)) return 0;
  const rateWeight = Math.max(face.rateWeight(which, rateUnit), 0);
  const curvature = curvatureAlong<T>(direction, offered, rateWeight, offered, which != face.RATE);
  withColumn<T>(start, face.V, r, p, lengthAlong(fall, curvature), direction);
  return p + 1;
}
