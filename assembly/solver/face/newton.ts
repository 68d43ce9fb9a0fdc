// Newton's method on the face: R = V V^H of fixed rank p, for the KKT conditions in V, the multipliers of the active
// terms and t (point.ts)
//
//   (∇f − μ∇c + Σ ν_j A_j + λ I) V = 0,   g_j(V) = b_j of every active term: tr V V^H = 1, c(V) = Γ', …
//
// quadratic where the rank and the list are right; it ends an interior-point solve to rounding and follows the curve.

import { at, copy, take } from '../../memory';
import { isComplex, planes } from '../../field';
import { axpy, dot, scale } from '../../linalg/lanes';
import { worst } from '../../model/scenario';
import { r } from '../../model/channel';
import {
  FLOOR, evaluatePoint, fitMultipliers, largestGap, mostTerms, movePoint, mu, multiplierScale, p, preparePoint,
  residual, signature, terms,
} from './point';
import {
  factorize, factoredMu, factoredRank, factoredTerms, factoredWhich, newtonStep, prepareHessian,
} from './hessian';
import { countStep } from '../steps';

export { FLOOR, FREE, RATE, V, enterTerms, lambda, mu, p, setFace, takeTerms } from './point';
export { descentDirection, rateWeight } from './lagrangian';

/** The residual, then the step: dV (r×p), one number a term, dt. */
let step: usize = 0;
let stepSize: i32 = 0;
/** Steps since the Hessian was factored, or since the start of this point where it is an earlier one's. */
let chords: i32 = 0;
let chordSteps: usize = 0;

export function prepareFace<T>(): void {
  const size = r * r * planes<T>();
  preparePoint<T>();
  prepareHessian<T>();
  stepSize = size + mostTerms() + 1;
  step = take(stepSize);
  chordSteps = take(CHORDS * stepSize);
}

/**
 * Where the Hessian is that of an earlier point, `step` becomes Broyden's: what the steps since have shown of its
 * error corrects it (rank one a step, from the steps alone), so that reuse converges faster than linearly.
 */
function broyden(size: i32): void {
  const whole = size + terms + 1;
  for (let j = 0; j < chords; j++) {
    const s = chordOf(j);
    const share = dot(size, s, step) / dot(size, s, s);
    if (j + 1 == chords) {
      const factor = 1 / (1 - share);
      // a correction out of all proportion corrects nothing
      if (!(factor > 1 / PROPORTION && factor < PROPORTION)) break;
      scale(whole, factor, step);
    } else {
      axpy(whole, share, chordOf(j + 1), step);
    }
  }
}

/** Step j since the Hessian was factored. */
@inline
function chordOf(j: i32): usize {
  return at(chordSteps, j * stepSize);
}

/** Takes the step, and remembers it. False where it is too long to be one. */
function advance<T>(size: i32): bool {
  if (!(dot(size, step, step) < LONGEST * LONGEST)) return false;
  movePoint<T>(step);
  if (chords < CHORDS) copy(chordOf(chords++), step, size + terms + 1);
  return true;
}

/** The longest step in V, whose own length is 1; the largest factor by which an older Hessian's step is corrected. */
const LONGEST: f64 = 2;
const PROPORTION: f64 = 2;
/** Steps remembered. */
const CHORDS = 8;

/** Most of the error that a step with an earlier Hessian may leave, and how many such steps may lie before rounding. */
const CHORD: f64 = 0.7;
const PATIENCE: f64 = 12;
/**
 * The most where the field is real, as a Hessian costs little there, and over the worst device, where the list of
 * active terms is in question too.
 */
const CAREFUL: f64 = 0.15;

/** μ this many times that of a borrowed Hessian makes it another one; its first step would lead away. */
const STEEPER: f64 = 4;
@inline
function isSteeper<T>(): bool {
  return isComplex<T>() && mu > STEEPER * factoredMu;
}

/** Whether the factored Hessian serves on; the first step with a borrowed one has had no correction and counts less. */
@inline
function servesOn<T>(error: f64, contraction: f64, first: bool): bool {
  if (!isComplex<T>() || worst) return contraction < CAREFUL;
  if (!(contraction < CHORD)) return false;
  return first || NativeMath.log(error / enough<T>()) < -PATIENCE * NativeMath.log(contraction);
}

/** An error that is rounding; where the problem has more of it, one that is small and no longer falls. */
const ROUNDING: f64 = 1e-15;
const SMALL: f64 = 1e-11;
const STALLED: f64 = 0.3;
const CERTAIN: f64 = 1e-9;
/** In complex numbers, whose evaluations cost more: an error at which the step in hand is the last. */
const ENOUGH: f64 = 1e-13;
@inline
function enough<T>(): f64 {
  return isComplex<T>() ? ENOUGH : ROUNDING;
}
/** An error from which no start comes back; what no longer counts as falling; one that a certificate may be had at. */
const LOST: f64 = 1e3;
const STUCK: f64 = 0.9;
const WORTH: f64 = 1e-7;
/** Whether the last call ended at rounding: its V and multipliers are as exact as they can be. */
export let exact: bool = false;

/** From a good start the error is below 1 soon: after so many steps above it, it is another face's. */
const SOON = 3;

/** Steps that may fail to lower the error on the way, which need not fall monotonically. */
const RISES = 2;

/**
 * Newton steps until the conditions hold to rounding, from what setFace has put in place. rateUnit scales RATE's
 * objective. True where it converged to V and multipliers (at a floor the terms may have been evaluated a last small
 * step before them). reuse: the Hessian of the point solved before, a neighbour on the same face, serves as long as it
 * does.
 */
export function solveFace<T>(which: i32, rateUnit: f64, most: i32, reuse: bool = false): bool {
  const size = r * p * planes<T>();
  const borrowed = reuse && factoredWhich == which && factoredRank == p && factoredTerms == signature();
  chords = 0;
  exact = false;
  let previous: f64 = Infinity;
  let fresh = false; // the last step had a Hessian of its own
  let rises = 0, count = 0;
  while (true) {
    if (!evaluatePoint<T>(which, rateUnit)) return false;
    if (count == 0) fitMultipliers<T>(size);
    residual(size, step);
    const error = Math.max(Math.sqrt(dot(size, step, step)) / multiplierScale<T>(), largestGap());
    if (!(error < (count < SOON ? LOST : 1))) return false;
    const contraction = error / previous;
    exact = error < ROUNDING || (error < SMALL && contraction > STALLED);
    if (exact) return true;
    if (fresh && count > 3 && contraction > STUCK) rises++;
    // an ill-conditioned Fisher information leaves more rounding; the certificate judges what it is worth
    const left = error < WORTH && contraction > STALLED ? 0 : RISES;
    if (count == most || rises > left) return error < WORTH;
    previous = error;
    count++;
    countStep();
    fresh = count == 1 ? !borrowed || isSteeper<T>() : !servesOn<T>(error, contraction, borrowed && count == 2);
    if (fresh) {
      chords = 0;
      if (!factorize<T>(which, rateUnit)) return false;
    }
    if (!newtonStep(size, step)) return false;
    if (!fresh) broyden(size);
    if (!advance<T>(size)) return false;
    // the candidate's own evaluation follows: none is spent on confirming what is certain
    const next = error * (count == 1 && borrowed ? CAREFUL : contraction);
    if (which == FLOOR && error < CERTAIN && next < enough<T>()) return true;
  }
}
