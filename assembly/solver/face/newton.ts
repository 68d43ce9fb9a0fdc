// Newton's method on the face: R = V V^H of fixed rank p, for the KKT conditions in (V, λ, μ)
//
//   (∇f − μ∇c + λ I) V = 0,   tr V V^H = 1,   c(V) = Γ' (where the floor is active),
//
// quadratic where the rank is right; it ends an interior-point solve to rounding and follows the curve.

import { at, copy, get, take } from '../../memory';
import { planes } from '../../field';
import { scale } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { r } from '../../model/channel';
import {
  FLOOR, V, evaluatePoint, fitMultipliers, lambda, movePoint, mu, objectiveForce, p, preparePoint, rate, rateForce,
} from './point';
import { factorize, factoredRank, factoredWhich, newtonStep, prepareHessian } from './hessian';
import { countStep } from '../steps';

export { FLOOR, FREE, RATE, V, lambda, mu, p, setFace } from './point';
export { descentDirection } from './hessian';

/** The residual, then the step: dV (r×p), dλ and dμ. */
let step: usize = 0;
/** Steps since the Hessian was factored, or since the start of this point where it is an earlier one's. */
let chords: i32 = 0;
let chordSteps: usize = 0;

export function prepareFace<T>(): void {
  const size = r * r * planes<T>();
  preparePoint<T>();
  prepareHessian<T>();
  step = take(size + 2);
  chordSteps = take(CHORDS * (size + 2));
}

/**
 * Where the Hessian is that of an earlier point, `step` becomes Broyden's: what the steps since have shown of its
 * error corrects it (rank one a step, from the steps alone), so that reuse converges faster than linearly.
 */
function broyden(size: i32): void {
  for (let j = 0; j < chords; j++) {
    const s = chordOf(j, size);
    const share = dot(size, s, step) / dot(size, s, s);
    if (j + 1 == chords) {
      const factor = 1 / (1 - share);
      // a correction out of all proportion corrects nothing
      if (!(factor > 0.5 && factor < 2)) break;
      scale(size + 2, factor, step);
    } else {
      axpy(size + 2, share, chordOf(j + 1, size), step);
    }
  }
}

/** Step j since the Hessian was factored: dV, dλ, dμ. */
@inline
function chordOf(j: i32, size: i32): usize {
  return at(chordSteps, j * (size + 2));
}

/** Takes the step, and remembers it. False where it is too long to be one. */
function advance<T>(size: i32): bool {
  if (!(dot(size, step, step) < 4)) return false;
  movePoint<T>(step, get(step, size), get(step, size + 1));
  if (chords < CHORDS) copy(chordOf(chords++, size), step, size + 2);
  return true;
}

/** Steps remembered. */
const CHORDS = 8;

/** A factored Hessian serves on while a step with it leaves at most this much of the error. */
const CHORD: f64 = 0.15;

/** An error that is rounding; where the problem has more of it, one that is small and no longer falls. */
const ROUNDING: f64 = 1e-15;
const SMALL: f64 = 1e-11;
const STALLED: f64 = 0.3;
const CERTAIN: f64 = 1e-9;
/** Steps that may fail to lower the error on the way, which need not fall monotonically. */
const RISES = 2;

/**
 * Newton steps until the conditions hold to rounding. floor: Γ' in nats for FLOOR; rateUnit scales RATE's objective.
 * True where it converged to V, λ and μ (at a floor the terms may have been evaluated a last small step before them).
 * reuse: the Hessian of the point solved before, a neighbour on the same face, serves as long as it does.
 */
export function solveFace<T>(which: i32, floor: f64, rateUnit: f64, most: i32, reuse: bool = false): bool {
  const size = r * p * planes<T>(), borrowed = reuse && factoredWhich == which && factoredRank == p;
  chords = 0;
  let previous: f64 = Infinity;
  let fresh = false; // the last step had a Hessian of its own
  let rises = 0, count = 0;
  while (true) {
    if (!evaluatePoint<T>(which, rateUnit)) return false;
    if (count == 0) fitMultipliers(which, size);
    copy(step, objectiveForce, size);
    if (which == FLOOR) axpy(size, -mu, rateForce, step);
    axpy(size, lambda, V, step);
    const traceGap = 1 - dot(size, V, V), rateGap = which == FLOOR ? floor - rate : 0;
    const error = Math.max(
      Math.sqrt(dot(size, step, step)) / Math.abs(lambda),
      Math.max(Math.abs(traceGap), which == FLOOR ? Math.abs(rateGap) / floor : 0),
    );
    if (!(error < 1e3)) return false;
    const contraction = error / previous;
    if (error < ROUNDING || (error < SMALL && contraction > STALLED)) return true;
    if (fresh && count > 3 && contraction > 0.9) rises++;
    // an ill-conditioned Fisher information leaves more rounding; the certificate judges what it is worth
    if (count == most || rises > (error < 1e-7 ? 0 : RISES)) return error < 1e-7;
    previous = error;
    count++;
    countStep();
    fresh = (count == 1 && !borrowed) || !(contraction < CHORD);
    if (fresh) {
      chords = 0;
      if (!factorize<T>(which, rateUnit)) return false;
    }
    if (!newtonStep(which, size, step, traceGap, rateGap)) return false;
    if (!fresh) broyden(size);
    if (!advance<T>(size)) return false;
    // the candidate's own evaluation follows: none is spent on confirming what is certain
    const left = count == 1 && borrowed ? CHORD : contraction;
    if (which == FLOOR && error < CERTAIN && error * left < ROUNDING) return true;
  }
}
