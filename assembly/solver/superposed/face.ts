// Newton's method on factors V_c (r×p), V_s (r×q) of the covariances, of low rank: the unknown is W = [V_c, V_s],
// r×(p+q), with the derivatives of curvature.ts. Steps stay in the tangent plane of both constraints; sharing the power
// anew (pair.ts) brings them back to the surface.
//
// The Hessian P − N of the Lagrangian is indefinite on the way (N ⪰ 0 is what the interference and negative multipliers
// contribute), and a step is sought in the ball |s| ≤ Δ of the metric P + N: conjugate gradients with P + N = U^T U as
// preconditioner, up to the ball's surface where the curvature turns negative (Steihaug, Toint). In the metric P alone
// the ball would be long where N is far larger than P, and beyond any use of the interference's second derivatives.
// Most of (P + N)^-1 (P − N) is the identity, so few gradients do. Close to the end P − N itself is factored, and
// convergence is quadratic.
//
// Trials need not meet the floor: a step is judged by f + μ(Γ' − c), which an error of the share of power changes by
// its square alone.

import { at, copy, get, mark, release, set, take } from '../../memory';
import { planes } from '../../field';
import { axpy, dot, scale } from '../../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { r } from '../../model/channel';
import { evaluateObjective } from '../../metric/objective';
import {
  deriveAt, gradient, negative, positive, rateRow, shareSlope, size, takeCurvature,
} from './curvature';
import { all, f, mu, rate } from './slopes';
import { EXACT, excess, sensed, share, takeSensed } from './pair';

/**
 * What the rounding of f and of the rate, relative, may hide: a step that promises less is judged by its promise alone
 * where it shows no decrease, and always where it promises far less.
 */
const ROUNDING: f64 = 1e-12;
const ROUNDING_RATE: f64 = 1e-14;
const FAR_LESS: f64 = 1e-3;
/** A trial's share of power may be off by this much of √(promise/f), which costs the square of it. */
const OFF: f64 = 0.03;
/** Below this promise P − N itself is tried. */
const NEAR: f64 = 1e-2;
/** After it has failed, below this much of what it then promised. */
const CLOSER: f64 = 0.1;
/** Conjugate gradients end at this much of the first residual. */
const RESIDUAL: f64 = 0.03;
const GRADIENTS: i32 = 40;
/** Δ at the start and at the least, in units of √f. */
const RADIUS: f64 = 1;
const LEAST_RADIUS: f64 = 1e-7;
/** Of its promise a step must keep the first; below the second P − N is left, beyond the third the ball grows. */
const KEPT: f64 = 0.05;
const FAIR: f64 = 0.25;
const TRUE: f64 = 0.75;
/** Δ after a step that ended on the ball and kept what it promised, and after one that did not, of what it was. */
const LONGER: f64 = 3;
const SHORTER: f64 = 0.25;
/** A pair above the target is given up where so many steps of the last one's promise would not bring it there. */
const HOPE: f64 = 10;
/** Newton's last steps, which no value shows: each promises less than this of the one before, down to nothing of f. */
const SHRINK: f64 = 0.1;
const NOTHING: f64 = 1e-30;
/** Curvature for directions without any, relative to the diagonal, far beyond the least pivot that is not rounding. */
const FLAT: f64 = 1e-13;
const PIVOT: f64 = 1e-15;

let p: i32 = 0;
let q: i32 = 0;
let U: usize = 0; // factor of P + N, and of P − N
let W: usize = 0;
let step: usize = 0;
let force: usize = 0; // −U^-T·gradient, within the plane
let ofTrace: usize = 0; // U^-T of the constraints' rows, orthonormal
let ofRate: usize = 0;
let direction: usize = 0; // of conjugate gradients, each in the coordinates U s
let residual: usize = 0;
let image: usize = 0;
let scratch: usize = 0;

/** What the last step promises: the decrease of the quadratic model; and whether it ended on the ball. */
let promise: f64 = 0;
let bounded: bool = false;
/** |U s| of it. */
let reach: f64 = 0;

/** [a, b] (r×p, r×q) into out, and back. */
function pack<T>(out: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(out, row * (p + q)), at(a, row * p), p);
    copy(at(out, row * (p + q) + p), at(b, row * q), q);
  }
}
function unpack<T>(from: usize, a: usize, b: usize): void {
  for (let row = 0; row < r * planes<T>(); row++) {
    copy(at(a, row * p), at(from, row * (p + q)), p);
    copy(at(b, row * q), at(from, row * (p + q) + p), q);
  }
}

/**
 * Improves the factors a (r×pc), b (r×ps) in place at the floor they meet, until nothing more is gained, a step
 * promises no more than `enough` of f (where `bowl`, one with P − N factored, as close to a saddle steps promise little
 * too), or too little for f to come down to `target`. Returns the number of steps.
 */
export function polish<T>(
  a: usize, pc: i32, b: usize, ps: i32, floor: f64, most: i32, enough: f64 = 0, target: f64 = Infinity,
  bowl: bool = false,
): i32 {
  const scope = mark();
  p = pc; q = ps;
  takeCurvature<T>(p, q);
  U = take(size * size); W = take(size); step = take(size); force = take(size);
  ofTrace = take(size); ofRate = take(size);
  direction = take(size); residual = take(size); image = take(size); scratch = take(size);
  const trialA = take(r * p * planes<T>()), trialB = take(r * q * planes<T>());
  let steps = 0, radius = RADIUS, last: f64 = Infinity, near = false, refused: f64 = Infinity;
  for (; steps < most; steps++) {
    pack<T>(W, a, b);
    if (!deriveAt<T>(W, a, b)) break;
    const powerS = dot(r * q * planes<T>(), b, b), hidden = Math.max(ROUNDING * f, ROUNDING_RATE * mu * all);
    let found = false, blind = false, exact = near && factor(-1) && newton();
    if (!exact && !factor(1)) break;
    while (radius > LEAST_RADIUS) {
      if (!exact) conjugate(radius * Math.sqrt(f));
      axpy(size, 1, W, step);
      unpack<T>(step, trialA, trialB);
      const off = (OFF * Math.sqrt(promise / f) * -shareSlope) / floor;
      if (promise > 0 && share<T>(trialA, p, trialB, q, floor, powerS, Math.max(EXACT, off), shareSlope)) {
        const fall = f - objectiveAfter<T>(trialB, q) + mu * (floor + excess - rate);
        const seen = fall > KEPT * promise || fall < -hidden;
        blind = promise <= (seen ? FAR_LESS : 1) * hidden;
        const ratio = blind ? 1 : fall / promise;
        if (ratio > TRUE && bounded) radius *= LONGER;
        found = ratio > KEPT;
        near = found && promise < Math.min(NEAR * f, CLOSER * refused) && ratio > FAIR;
        if (found) break;
      }
      if (!exact) {
        radius = SHORTER * Math.min(radius, reach / Math.sqrt(f));
        continue;
      }
      // the ball is as large as it was, and holds until the end is much closer
      refused = promise;
      exact = false;
      near = false;
      if (!factor(1)) break;
    }
    if (blind) {
      // Newton's last steps: as long as each is far shorter than the one before
      if (!found || !(promise > NOTHING * f) || promise > SHRINK * last) break;
      last = promise;
    } else if (!found) break;
    copy(a, trialA, r * p * planes<T>());
    copy(b, trialB, r * q * planes<T>());
    // f is that of before the step
    if ((promise <= enough * f && (exact || !bowl)) || f - (1 + HOPE) * promise > target) break;
  }
  if (steps > 0) share<T>(a, p, b, q, floor, dot(r * q * planes<T>(), b, b));
  release(scope);
  return steps;
}

/** f at b (r×columns). */
export function objectiveAfter<T>(b: usize, columns: i32): f64 {
  takeSensed<T>(b, columns);
  return evaluateObjective<T>(sensed);
}

/**
 * A constraint's row as curvature, exact, as no step goes there: as much as the Hessian's diagonal D has along
 * D^-1·row, whatever the units of the factors' entries. (R_s may be 1e-12 of R_c, and where interference is all the
 * noise there is, the rate does not change with the power of both.)
 */
function constrain(row: usize, out: usize): void {
  let square: f64 = 0;
  for (let i = 0; i < size; i++) {
    const x = get(row, i);
    if (x != 0) square += (x * x) / (get(positive, i * size + i) + get(negative, i * size + i));
  }
  copy(out, row, size);
  scale(size, 1 / Math.sqrt(square), out);
}

/** Factors P + sign·N, with the force and the constraints in its coordinates. False where it is not definite. */
function factor(sign: f64): bool {
  for (let i = 0; i < size; i++) {
    const k = i * size + i;
    copy(at(U, k), at(positive, k), size - i);
    axpy(size - i, sign, at(negative, k), at(U, k));
    // directions without any curvature
    set(U, k, get(U, k) + FLAT * (get(positive, k) + get(negative, k)));
  }
  constrain(W, ofTrace);
  constrain(rateRow, ofRate);
  for (let i = 0; i < size; i++) {
    axpy(size - i, get(ofTrace, i), at(ofTrace, i), at(U, i * size + i));
    axpy(size - i, get(ofRate, i), at(ofRate, i), at(U, i * size + i));
  }
  if (choleskyUpper(U, size, PIVOT) != 0) return false;
  solveUpperT(U, size, ofTrace);
  scale(size, 1 / Math.sqrt(dot(size, ofTrace, ofTrace)), ofTrace);
  solveUpperT(U, size, ofRate);
  axpy(size, -dot(size, ofTrace, ofRate), ofTrace, ofRate);
  scale(size, 1 / Math.sqrt(dot(size, ofRate, ofRate)), ofRate);
  copy(force, gradient, size);
  scale(size, -2, force);
  solveUpperT(U, size, force);
  intoPlane(force);
  return true;
}

function intoPlane(x: usize): void {
  axpy(size, -dot(size, ofTrace, x), ofTrace, x);
  axpy(size, -dot(size, ofRate, x), ofRate, x);
}

/** The step with P − N factored. */
function newton(): bool {
  copy(step, force, size);
  promise = 0.5 * dot(size, step, step);
  bounded = false;
  reach = Math.sqrt(2 * promise);
  solveUpper(U, size, step);
  return promise < NEAR * f;
}

/** The step with P + N factored, in the ball |U s| ≤ Δ. */
function conjugate(radius: f64): void {
  zeroStep();
  copy(residual, force, size);
  copy(direction, force, size);
  bounded = false;
  let square = dot(size, residual, residual), length: f64 = 0;
  const enough = RESIDUAL * RESIDUAL * square;
  promise = 0;
  for (let turn = 0; turn < GRADIENTS && square > enough; turn++) {
    // U^-T (P − N) U^-1 d = (I − 2 U^-T N U^-1) d
    copy(scratch, direction, size);
    solveUpper(U, size, scratch);
    for (let i = 0; i < size; i++) set(image, i, -2 * dot(size, at(negative, i * size), scratch));
    solveUpperT(U, size, image);
    axpy(size, 1, direction, image);
    intoPlane(image);
    const curvature = dot(size, direction, image), dd = dot(size, direction, direction);
    const sd = dot(size, step, direction);
    let alpha = square / curvature;
    if (!(curvature > 0) || length + alpha * (2 * sd + alpha * dd) > radius * radius) {
      alpha = (Math.sqrt(sd * sd + dd * (radius * radius - length)) - sd) / dd;
      bounded = true;
    }
    length += alpha * (2 * sd + alpha * dd);
    promise += alpha * dot(size, residual, direction) - 0.5 * alpha * alpha * curvature;
    axpy(size, alpha, direction, step);
    if (bounded) break;
    axpy(size, -alpha, image, residual);
    const next = dot(size, residual, residual);
    scale(size, next / square, direction);
    axpy(size, 1, residual, direction);
    square = next;
  }
  reach = Math.sqrt(length);
  solveUpper(U, size, step);
}

function zeroStep(): void {
  memory.fill(step, 0, <usize>size << 3);
}
