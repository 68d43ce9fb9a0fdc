// A cold start: the interior-point method in the few directions that carry nearly all power, stopped as soon as it
// shows the face; then the face Newton in all directions.

import { at, copy, get, mark, release, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { leadingColumns } from '../../linalg/dense';
import { L, worst } from '../../model/scenario';
import { leading, r, span } from '../../model/channel';
import * as limits from '../../model/limits';
import * as interior from '../interior/step';
import * as face from '../face/newton';
import * as best from '../proof/candidate';
import { exclusion, firmPrices, takePrices } from '../proof/certificate';
import { pairFactor } from '../interior/scaling';
import { LEVEL, OBJECTIVE, RATE, addPower, rateUnit, rateValue, roomOfTerms } from '../problem/problem';
import { settle, settles, start, startTerms } from '../face/settle';
import { exclude } from './ends';

/** Interior-point steps of a start, and of those after which the face Newton is tried, τ permitting. */
const MOST = 40;
const TRIES = 6;
/** Steps on the way up to a floor, and τ below which all is rounding. */
const CLIMB = 60;
const ROUNDING: f64 = 1e-15;
const READY: f64 = 3e-3;
/** In the complex field, whose interior-point steps cost more beside the face's. */
const READY_COMPLEX: f64 = 1.2e-2;
/** How much lower τ must be before the next try. */
const SOONER: f64 = 0.3;
/** An eigenvalue of X of more than so many τ may be on the face of an end whatever S says; at a floor from one on. */
const DOUBTFUL: f64 = 4;

let reduced: usize = 0; // L×leading
let reducedLimits: usize = 0; // limits.rows×leading
let factor: usize = 0; // leading×leading
let x: usize = 0; // leading
let s: usize = 0;
/** Interior-point steps of the start in hand. */
let taken: i32 = 0;

export function prepareStart<T>(): void {
  reduced = take(L * leading * planes<T>());
  leadingColumns<T>(reduced, span, L, r, leading);
  reducedLimits = take(limits.rows * leading * planes<T>());
  leadingColumns<T>(reducedLimits, limits.reduced, limits.rows, r, leading);
  factor = take(leading * leading * planes<T>());
  x = take(leading);
  s = take(leading);
  sightings = take(4 * (limits.count + 1 + L));
}

/** Part of a limit that the start may use, and what it must have to spare where power has to arrive. */
const HALF: f64 = 0.5;
const SPARE: f64 = 0.1;

/**
 * Starts the interior-point method over X (k×k) well inside all limits, to minimise `what`; c, rows: C and the limits'
 * rows in the coordinates of X. Upper limits are kept by X^-1 = 2k I + 4 Σ A_i, since X^-1 ⪰ 4 A_i bounds ⟨A_i, X⟩ by
 * half, A_i having one row or two. Where too little power arrives with it, the largest violation is minimised first,
 * until there is none. False where that fails; over the whole span its multipliers then may prove that no covariance
 * keeps to the limits.
 */
function enter<T>(c: usize, rows: usize, k: i32, what: i32): bool {
  taken = 0;
  tauBefore = Infinity;
  tauRecent = Infinity;
  if (limits.count == 0) {
    interior.startInterior<T>(c, rows, k, 1 / <f64>k);
    addPower(0);
    interior.begin<T>(what);
    return true;
  }
  const scope = mark(), inverse = take(k * k * planes<T>());
  zero(inverse, k * k * planes<T>());
  for (let i = 0; i < k; i++) set(inverse, i * (k + 1), <f64>k / HALF);
  for (let i = 0; i < limits.count; i++) {
    if (get(limits.level, i) > 0) limits.addLimit<T>(i, rows, k, 2 / HALF, inverse);
  }
  interior.startInteriorAt<T>(c, rows, k, inverse);
  release(scope);
  addPower(1);
  if (roomOfTerms<T>() > SPARE) {
    interior.begin<T>(what);
    // limits may have left the bound far from 1
    if (what == OBJECTIVE) interior.turnInterior<T>(what, false, 0);
    return true;
  }
  interior.begin<T>(LEVEL);
  for (; taken < ENTRY; taken++) {
    const level = interior.interiorLevel(), gain = interior.interiorGain();
    if (level < 0 && -level >= HALF * gain) {
      interior.turnInterior<T>(what, false, 0);
      return true;
    }
    if (k == r && level > 2 * gain && proveExclusion<T>()) return false;
    if (!interior.stepInterior<T>(true) || interior.tau < ROUNDING) break;
  }
  if (k == r) proveExclusion<T>();
  return false;
}

/** Interior-point steps of the way into the limits. */
const ENTRY = 80;

/** Whether the interior-point method's multipliers prove that the limits exclude each other; remembered if they do. */
function proveExclusion<T>(): bool {
  for (let i = 0; i < limits.count; i++) set(best.next.prices, i, interior.interiorMultiplier(1 + i));
  firmPrices(best.next.prices);
  takePrices<T>(best.next);
  if (!(exclusion<T>() > 0)) return false;
  exclude(best.next.prices);
  return true;
}

/**
 * Brings the interior-point method over X (k×k; c, rows: as for `enter`) to the problem of `which`. At a floor it is
 * reached with room to spare by maximising the rate; then the objective is turned to. closely: as for stepInterior.
 * False where the floor is not met short of the largest rate, or there is no way into the limits.
 */
export function startProblem<T>(which: i32, c: usize, rows: usize, k: i32, floor: f64, closely: bool): bool {
  if (which != face.FLOOR) return enter<T>(c, rows, k, which == face.RATE ? RATE : OBJECTIVE);
  if (!enter<T>(c, rows, k, RATE)) return false;
  const most = taken + CLIMB;
  for (; taken < most; taken++) {
    // what may still be gained, by the complementarity of the rate problem
    const room = rateValue - floor, gain = interior.interiorGain() / rateUnit;
    if (room > 0 && room >= HALF * gain) {
      interior.turnInterior<T>(OBJECTIVE, true, floor);
      return true;
    }
    if (!interior.stepInterior<T>(closely) || interior.tau < ROUNDING) return false;
  }
  return false;
}

/** Multipliers and slacks of the terms at two earlier iterates, m + parts each, and their τ; ∞: there is none. */
let sightings: usize = 0;
let tauBefore: f64 = Infinity;
let tauRecent: f64 = Infinity;
/** How much τ falls from one of them to the next. */
const APART: f64 = 0.2;

@inline
function sighting(which: i32): usize {
  return at(sightings, which * (limits.count + 1 + L));
}
const MULTIPLIERS_BEFORE = 0;
const SLACKS_BEFORE = 1;
const MULTIPLIERS_RECENT = 2;
const SLACKS_RECENT = 3;

/** Called after every interior-point step towards the objective, so that showTerms knows how τ moved the terms. */
export function watchTerms(which: i32): void {
  const levelled = worst && which != face.RATE;
  if (limits.count == 0 && !levelled) return;
  if (!(interior.tau <= APART * tauRecent)) return;
  const count = 1 + limits.count + (levelled ? L : 0);
  copy(sighting(MULTIPLIERS_BEFORE), sighting(MULTIPLIERS_RECENT), count);
  copy(sighting(SLACKS_BEFORE), sighting(SLACKS_RECENT), count);
  tauBefore = tauRecent;
  for (let j = 0; j < count; j++) {
    set(sighting(MULTIPLIERS_RECENT), j, interior.interiorMultiplier(j));
    set(sighting(SLACKS_RECENT), j, interior.interiorSlack(j));
  }
  tauRecent = interior.tau;
}

/**
 * Whether term j is active: of its multiplier and its slack, the one stays while τ falls and the other falls along.
 * Their sizes tell less, since no two terms have a scale in common; they have to do where τ has not fallen yet.
 */
function isActive(j: i32, ofSizes: bool): bool {
  if (!(tauBefore < Infinity)) return ofSizes;
  const multiplier = interior.interiorMultiplier(j) / get(sighting(MULTIPLIERS_BEFORE), j);
  return multiplier > interior.interiorSlack(j) / get(sighting(SLACKS_BEFORE), j);
}

/**
 * The terms that the interior-point method shows to be active, for `settle`; by size: ν_j > s_j ν_max, w_l > s_l/t.
 * Where neither the power nor a limit is active by how they move, which cannot be, τ has yet to reach what limits leave
 * between them: there multipliers and slacks both stay, and sizes have to do.
 */
export function showTerms(which: i32): void {
  const count = limits.count;
  let largest: f64 = 0;
  for (let j = 0; j <= count; j++) largest = Math.max(largest, interior.interiorMultiplier(j));
  let trace = limits.count == 0, bounded = trace;
  for (let bySize = 0; bySize < 2 && !bounded; bySize++) {
    for (let j = 0; j <= count; j++) {
      const price = interior.interiorMultiplier(j), larger = price > interior.interiorSlack(j) * largest;
      const active = bySize ? larger : isActive(j, larger);
      bounded = bounded || active;
      if (j == 0) trace = active;
      else set(startTerms.prices, j - 1, active ? price : 0);
    }
  }
  const levelled = worst && which != face.RATE;
  for (let l = 0; l < L; l++) {
    const j = 1 + count + l, share = levelled ? interior.interiorMultiplier(j) : 1 / <f64>L;
    const active = !levelled || isActive(j, interior.interiorSlack(j) <= share * interior.interiorLevel());
    set(startTerms.shares, l, active ? share : 0);
  }
  startTerms.traced = trace;
}

/**
 * The largest rank of an optimum: S = λ I + Σ ν_i A_i − C^H M C, and of its null space the upper limits and the power,
 * which leave no direction free where anything is to be gained, are met by the L devices and the lower limits alone.
 */
function largestRank(): i32 {
  let rank = L;
  for (let i = 0; i < limits.count; i++) if (get(limits.level, i) < 0) rank++;
  return rank;
}

/** From nothing to a candidate certified to TIGHT_GAP; which, floor (nats): as for solveFace. */
export function coldStart<T>(which: i32, floor: f64): bool {
  const k = leading, most = min(k, largestRank());
  best.forget();
  if (!startProblem<T>(which, reduced, reducedLimits, k, floor, false)) return false;
  const unit = rateUnit;
  let tries = 0, ready = isComplex<T>() ? READY_COMPLEX : READY;
  while (taken++ < MOST) {
    const moved = interior.stepInterior<T>(false);
    watchTerms(which);
    const reached = interior.reached();
    if (reached > ready && moved) continue;
    ready = SOONER * reached;
    let columns = pairFactor<T>(factor, x, s);
    // one too few costs a face of its own, one too many a few steps
    const doubtful = which == face.FLOOR ? interior.tau : DOUBTFUL * interior.tau;
    while (columns < most && get(x, columns) > doubtful && settles<T>(columns + 1)) columns++;
    // those that are on the face already are too many for the face Newton
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
    showTerms(which);
    if (settle<T>(which, floor, unit, columns, best.TIGHT_GAP)) return true;
    // in one direction the next start is this one
    if (!moved || ++tries == TRIES || k == 1) return false;
  }
  return false;
}
