// A cold start: the interior-point method in the few directions that carry nearly all power, stopped as soon as it
// shows the face; then the face Newton in all directions.

import { get, set, take, zero } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { leadingColumns } from '../../linalg/dense';
import { L } from '../../model/scenario';
import { leading, r, span } from '../../model/channel';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { pairFactor } from '../interior/scaling';
import { equalities, rateUnit, rateValue } from '../problem/problem';
import { settle, settles, start } from '../face/settle';

/** Interior-point steps of a start, and of those after which the face Newton is tried, τ permitting. */
const MOST = 40;
const TRIES = 3;
const READY: f64 = 3e-3;
/** How much lower τ must be before the next try. */
const SOONER: f64 = 0.3;

let reduced: usize = 0; // L×leading
let factor: usize = 0; // leading×leading
let x: usize = 0; // leading
let s: usize = 0;
/** Interior-point steps of the start in hand. */
let taken: i32 = 0;

export function prepareStart<T>(): void {
  reduced = take(L * leading * planes<T>());
  leadingColumns<T>(reduced, span, L, r, leading);
  factor = take(leading * leading * planes<T>());
  x = take(leading);
  s = take(leading);
}

/** The trace as the only equality of a k×k problem. */
export function traceEquality<T>(k: i32): void {
  zero(equalities, hermitianSize<T>(k));
  for (let i = 0; i < k; i++) set(equalities, i, 1);
}

/**
 * Brings the interior-point method over X (k×k, c: C in its coordinates) to a covariance that meets the floor with
 * room to spare, by maximising the rate from I/k; then turns it to the objective. decrement: as for stepInterior. False
 * where the floor is not met short of the largest rate.
 */
export function startAtFloor<T>(c: usize, k: i32, floor: f64, decrement: f64): bool {
  traceEquality<T>(k);
  taken = 0;
  interior.startInterior<T>(c, k, 1 / <f64>k, true, 1);
  for (; taken < 60; taken++) {
    // what may still be gained, by the complementarity of the rate problem
    const room = rateValue - floor, gain = (<f64>k * interior.barrierNow()) / rateUnit;
    if (room > 0 && room >= 0.5 * gain) {
      interior.constrainInterior<T>(floor);
      return true;
    }
    if (!interior.stepInterior<T>(decrement) || interior.tau < 1e-15) return false;
  }
  return false;
}

/** From nothing to a candidate certified to TIGHT_GAP; which, floor (nats): as for solveFace. */
export function coldStart<T>(which: i32, floor: f64): bool {
  const k = leading;
  best.forget();
  if (which == face.FLOOR) {
    if (!startAtFloor<T>(reduced, k, floor, interior.ROUGHLY)) return false;
  } else {
    taken = 0;
    traceEquality<T>(k);
    interior.startInterior<T>(reduced, k, 1 / <f64>k, which == face.RATE, 1);
  }
  const unit = rateUnit;
  let tries = 0, ready = READY;
  while (taken++ < MOST) {
    const moved = interior.stepInterior<T>(interior.ROUGHLY);
    if (interior.tau > ready && moved) continue;
    ready = SOONER * interior.tau;
    let columns = pairFactor<T>(factor, x, s);
    if (which == face.FLOOR) while (columns < k && get(x, columns) > interior.tau) columns++;
    // too many for the face Newton: those that are on the face already, or those that are about to leave it
    if (!settles<T>(columns)) return false;
    // padded from the leading directions to all
    zero(start, r * columns * planes<T>());
    for (let plane = 0; plane < planes<T>(); plane++) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < columns; j++) {
          set(start, (plane * r + i) * columns + j, get(factor, (plane * k + i) * k + j));
        }
      }
    }
    if (settle<T>(which, floor, unit, columns, best.TIGHT_GAP)) return true;
    if (!moved || ++tries == TRIES) return false;
    interior.refreshInterior<T>();
  }
  return false;
}
