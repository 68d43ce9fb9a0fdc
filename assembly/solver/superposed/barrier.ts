// A barrier method on full matrices for the superposed problem, on the surface where power and rate are met exactly:
// each step minimises a convex quadratic approximation within the tangent plane (the exact Hessian where that is
// positive definite, with more of the barrier's metric where not, and at last with −c(R_s) taken as linear), and the
// power is then shared anew between the two signals, in which the rate is monotone. Once the ranks show, or where it
// does not get on, superposed-rank.ts finishes.
//
// R_c = A A^H and R_s = B B^H; the unknowns are Δ_c, Δ_s with dR_c = A Δ_c A^H and dR_s = B Δ_s B^H, in which the
// Hessian of −τ log det is τ I.

import { at, copy, get, mark, release, set, take, zero } from '../../memory';
import { hermitianSize, planes } from '../../field';
import { multiply, multiplyHN, rankUpdate, scale } from '../../linalg/dense';
import { axpy, dot } from '../../linalg/lanes';
import { choleskyLower, choleskyUpper, solveUpper, solveUpperT } from '../../linalg/cholesky';
import { fromCoordinates, toCoordinates } from '../../linalg/hermitian';
import { L } from '../../model/scenario';
import { Mq, r } from '../../model/channel';
import { evaluateRate, rateGradientOf, rateRowCount, rateRows } from '../../metric/rate';
import { evaluateObjective, objectiveGradientOf, objectiveRowCount, objectiveRows } from '../../metric/objective';
import { join, principal, share, trace, vectorsOf, y, ya, yb } from './pair';
import { finish } from './rank';

/** Steps so far. */
export let barrierSteps: i32 = 0;

let n: i32 = 0; // coordinates of one block; the unknowns are 2n, communication first
let floor: f64 = 0;
/** The iterate, lower triangular, r×r: to be set before `follow`. */
export let A: usize = 0;
export let B: usize = 0;
let trialA: usize = 0;
let trialB: usize = 0;
let ga: usize = 0; // rate vectors at R_c + R_s in A, then in B, and at R_s in B
let gb: usize = 0;
let hb: usize = 0;
let square: usize = 0; // r×r scratch
let objectiveGradient: usize = 0; // n, sensing
let surplusGradient: usize = 0; // 2n: of the rate
let traceRow: usize = 0; // 2n
let left: usize = 0; // rows × n
let right: usize = 0;
let rows: usize = 0; // rows × 2n
let H: usize = 0; // 2n × 2n
let convex: usize = 0; // 2n × 2n
let negative: usize = 0; // n×n
let rhs: usize = 0; // 2n
let dx: usize = 0;
let ofTrace: usize = 0; // U^-T of the two constraints' rows, orthonormal
let ofRate: usize = 0;
let f: f64 = 0;
/** Multiplier of the rate at the iterate. */
let multiplier: f64 = 0;

/** Takes the buffers, which live until the caller releases them. */
export function takeBarrier<T>(): void {
  const size = r * r * planes<T>(), vectors = L * Mq * r * planes<T>();
  n = hermitianSize<T>(r);
  A = take(size); B = take(size); trialA = take(size); trialB = take(size); square = take(size);
  ga = take(vectors); gb = take(vectors); hb = take(vectors);
  objectiveGradient = take(n); surplusGradient = take(2 * n); traceRow = take(2 * n);
  const count = max(rateRowCount<T>(), objectiveRowCount());
  left = take(count * n); right = take(count * n); rows = take((count + 2) * 2 * n);
  H = take(4 * n * n); convex = take(4 * n * n); negative = take(n * n);
  rhs = take(2 * n); dx = take(2 * n); ofTrace = take(2 * n); ofRate = take(2 * n);
  barrierSteps = 0;
}

/** From A, B, which meet the floor, until its face is found, or the duality measure is 1e-10 of f. */
export function follow<T>(rateFloor: f64): void {
  floor = rateFloor;
  f = evaluateObjective<T>(yb, r);
  let tau = (0.3 * f) / <f64>(2 * r);
  multiplier = -1;
  let here = 0;
  for (let step = 0; step < 100; step++) {
    barrierSteps++;
    derive<T>();
    if (!factor<T>(tau)) break;
    let aim = tau, slope = direction<T>(tau);
    // a barrier on full matrices turns slowly: where it does not get on, the face may
    if (slope <= 0.1 * tau || ++here > 12) {
      if ((tau * <f64>(2 * r) <= 1e-3 * f || here > 12) && settle<T>()) return;
      if (tau * <f64>(2 * r) <= 1e-10 * f) return;
      here = 0;
      // the path's tangent: the Hessian of this τ with the gradient of the next
      aim = 0.1 * tau;
      slope = direction<T>(aim);
    }
    const before = f, powerS = trace<T>(B, r);
    let alpha: f64 = 1;
    for (; alpha > 1e-8; alpha *= 0.5) {
      if (!move<T>(alpha) || !share<T>(trialA, r, trialB, r, floor, powerS)) continue;
      f = evaluateObjective<T>(yb, r);
      const change = f - before - aim * (logDetRatio<T>(trialA, A) + logDetRatio<T>(trialB, B));
      if (change <= -1e-4 * alpha * slope + 1e-15 * before) break;
    }
    if (!(alpha > 1e-8)) break;
    copy(A, trialA, r * r * planes<T>());
    copy(B, trialB, r * r * planes<T>());
    tau = aim;
  }
  settle<T>();
}

/** log det of V V^H over that of W W^H, both lower triangular. */
function logDetRatio<T>(v: usize, w: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < r; i++) sum += NativeMath.log(get(v, i * r + i) / get(w, i * r + i));
  return 2 * sum;
}

/** A(I + αΔ_c)^½ and B(I + αΔ_s)^½ into the trial, lower triangular like A and B. False outside the cone. */
function move<T>(alpha: f64): bool {
  for (let block = 0; block < 2; block++) {
    fromCoordinates<T>(at(dx, block * n), r, square);
    for (let i = 0; i < r * r * planes<T>(); i++) set(square, i, alpha * get(square, i));
    for (let i = 0; i < r; i++) set(square, i * r + i, get(square, i * r + i) + 1);
    if (!choleskyLower<T>(square, r)) return false;
    multiply<T>(block == 0 ? trialA : trialB, block == 0 ? A : B, square, r, r, r);
  }
  return true;
}

/** Gradient of a rate with vectors g (in a factor's columns) into `out` (n). */
function rateCoordinates<T>(g: usize, out: usize): void {
  rateGradientOf<T>(g, r, 1, square);
  toCoordinates<T>(square, r, out);
}

/** Values, gradients and rate vectors at A, B. */
function derive<T>(): void {
  join<T>(A, r, B, r);
  evaluateRate<T>(y, 2 * r);
  vectorsOf<T>(ya, ga);
  vectorsOf<T>(yb, gb);
  evaluateRate<T>(yb, r);
  vectorsOf<T>(yb, hb);
  f = evaluateObjective<T>(yb, r);
  rateCoordinates<T>(ga, surplusGradient);
  rateCoordinates<T>(gb, at(surplusGradient, n));
  rateCoordinates<T>(hb, rhs);
  axpy(n, -1, rhs, at(surplusGradient, n));
  objectiveGradientOf<T>(yb, r, 1, square);
  toCoordinates<T>(square, r, objectiveGradient);
  for (let block = 0; block < 2; block++) {
    const v = block == 0 ? A : B;
    multiplyHN<T>(square, v, v, r, r, r);
    toCoordinates<T>(square, r, at(traceRow, block * n));
  }
}

/** Rows side by side: left and right (count×n each, 0: zeros) into rows (count×2n). */
function beside(count: i32, hasLeft: bool): void {
  for (let i = 0; i < count; i++) {
    const row = at(rows, i * 2 * n);
    if (hasLeft) copy(row, at(left, i * n), n);
    else zero(row, n);
    copy(at(row, n), at(right, i * n), n);
  }
}

/** The Lagrangian's Hessian at τ, upper triangle: without −c(R_s)'s curvature into `convex`, that into `negative`. */
function hessian<T>(tau: f64): void {
  const N = 2 * n;
  zero(convex, N * N);
  for (let i = 0; i < N; i++) set(convex, i * N + i, tau);
  const root = Math.sqrt(Math.max(0, multiplier));
  rateRows<T>(ga, r, root, left);
  rateRows<T>(gb, r, root, right);
  beside(rateRowCount<T>(), true);
  rankUpdate(convex, rows, rateRowCount<T>(), N);
  objectiveRows<T>(yb, r, 1, right);
  beside(objectiveRowCount(), false);
  // and the two constraints' rows, along which no step goes: exact, and they keep the Hessian definite
  const more = objectiveRowCount();
  constraintRow(traceRow, at(rows, more * N));
  constraintRow(surplusGradient, at(rows, (more + 1) * N));
  rankUpdate(convex, rows, more + 2, N);
  rateRows<T>(hb, r, root, right);
  zero(negative, n * n);
  rankUpdate(negative, right, rateRowCount<T>(), n);
}

function constraintRow(row: usize, out: usize): void {
  const N = 2 * n, weight = Math.sqrt(f / dot(N, row, row));
  for (let i = 0; i < N; i++) set(out, i, weight * get(row, i));
}

/**
 * Factors the Hessian at τ where it is positive definite; where not, with more of the barrier's own τ I, as a step
 * within a ball of that metric; and at last the convex approximation. False where even that fails.
 */
function factor<T>(tau: f64): bool {
  if (multiplier < 0) multiplier = balance();
  hessian<T>(tau);
  for (let more: f64 = 0; more < 100; more = more == 0 ? 0.5 : 4 * more) if (definite(more * tau, true)) return true;
  return definite(0, false);
}

function definite(more: f64, exact: bool): bool {
  const N = 2 * n;
  copy(H, convex, N * N);
  if (exact) for (let i = 0; i < n; i++) axpy(n - i, -1, at(negative, i * n + i), at(H, (n + i) * N + n + i));
  for (let i = 0; i < N; i++) set(H, i * N + i, get(H, i * N + i) + more);
  if (choleskyUpper(H, N, 1e-12) != 0) return false;
  copy(ofTrace, traceRow, N);
  solveUpperT(H, N, ofTrace);
  scale(N, 1 / Math.sqrt(dot(N, ofTrace, ofTrace)), ofTrace);
  copy(ofRate, surplusGradient, N);
  solveUpperT(H, N, ofRate);
  traceShare = dot(N, ofTrace, ofRate);
  axpy(N, -traceShare, ofTrace, ofRate);
  rateNorm = Math.sqrt(dot(N, ofRate, ofRate));
  scale(N, 1 / rateNorm, ofRate);
  return true;
}

let traceShare: f64 = 0;
let rateNorm: f64 = 0;

/** The multiplier that balances both signals: μ⟨∇, R_c⟩/Tr R_c = (μ⟨∇, R_s⟩ + ⟨−∇f, R_s⟩)/Tr R_s. */
function balance(): f64 {
  let inC: f64 = 0, inS: f64 = 0, worth: f64 = 0, powerC: f64 = 0, powerS: f64 = 0;
  for (let i = 0; i < r; i++) {
    inC += get(surplusGradient, i);
    inS += get(surplusGradient, n + i);
    worth -= get(objectiveGradient, i);
    powerC += get(traceRow, i);
    powerS += get(traceRow, n + i);
  }
  return worth / ((inC / powerC) * powerS - inS);
}

/** The Newton direction that aims at τ, within the tangent plane; returns the descent it promises. */
function direction<T>(tau: f64): f64 {
  const N = 2 * n;
  zero(rhs, N);
  for (let i = 0; i < r; i++) {
    set(rhs, i, tau);
    set(rhs, n + i, tau);
  }
  axpy(n, -1, objectiveGradient, at(rhs, n));
  copy(dx, rhs, N);
  solveUpperT(H, N, dx);
  axpy(N, -dot(N, ofTrace, dx), ofTrace, dx);
  const along = dot(N, ofRate, dx);
  axpy(N, -along, ofRate, dx);
  multiplier = -along / rateNorm;
  const descent = dot(N, dx, dx);
  solveUpper(H, N, dx);
  return descent;
}

/** Cuts the iterate to a generous face and finishes there. True where that is stationary. */
function settle<T>(): bool {
  const scope = mark(), powerS = trace<T>(B, r);
  const a = take(r * r * planes<T>()), b = take(r * r * planes<T>());
  const p = principal<T>(A, r, a, 1e-4), q = principal<T>(B, r, b, 1e-4);
  const found = share<T>(a, p, b, q, floor, powerS) && finish<T>(a, p, b, q, floor);
  release(scope);
  return found;
}
