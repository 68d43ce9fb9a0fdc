// Primal-dual interior-point Newton method over a Hermitian X ⪰ 0, k×k:
//
//   minimise  f(X)  (the objective, or −log det(I+F) for the largest rate)
//   subject to  c(X) = log det(I+F(X)) − Γ' ≥ 0 (optional),  ⟨A_j, X⟩ = b_j,  X ⪰ 0.
//
// KKT:  ∇f − μ∇c + Σ ν_j A_j − S = 0,  c − s = 0,  ⟨A_j, X⟩ = b_j,  X S = τ I,  μ s = τ,  X, S ⪰ 0,  μ, s ≥ 0.
//
// X and S are kept in scaled product form, X = G D G^H and S = G^-H D G^-1 with D
// diagonal (the Nesterov–Todd scaling): neither is ever formed, so their small eigenvalues keep their digits. In the
// coordinates of G the Newton system is (I + rows^T rows) dX + A^T dν = rhs: every second derivative comes as Gram
// rows. Its solution descends on the barrier function f − τ log det X − τ log s + ρ|c − s|, which the line search
// watches, since neither f nor c is linear; S and μ take their own step.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { axpy, dot, multiply, multiplyHN, multiplyNH, rankUpdate } from '../linalg/dense';
import { choleskyLower, choleskyUpper, invert, solveUpper, solveUpperT } from '../linalg/cholesky';
import { descending, orthogonalizeRows, smallestEigenvalue } from '../linalg/jacobi';
import { fromCoordinates, toCoordinates } from '../linalg/hermitian';
import { L } from '../model/scenario';
import { Mq, r } from '../model/channel';
import { addRateGradient, evaluateRate, rateRowCount, rateRows, rateVectors } from '../metric/rate';
import { addObjectiveGradient, evaluateObjective, objectiveRowCount, objectiveRows } from '../metric/objective';

// --- the problem in hand
let k: i32 = 0;
let n: i32 = 0;
/** C in the coordinates of X, L×k. */
let c0: usize = 0;
let maximiseRate: bool = false;
let constrained: bool = false;
let floor: f64 = 0;
/** Equality rows A_j in coordinates (m×n) and b_j. */
let m: i32 = 0;
let equalities: usize = 0;
let levels: usize = 0;
/** 1/⟨∇c, X⟩ at the start: the rate in its own unit. */
let rateUnit: f64 = 1;

// --- the iterate
let G: usize = 0; // k×k
let Ginverse: usize = 0;
let d: usize = 0; // k, diagonal of D
let nu: usize = 0; // m
let muScaled: f64 = 0;
/** s, and c(X) − s, in the rate's own unit; ρ. */
let slack: f64 = 0;
let slackError: f64 = 0;
let penalty: f64 = 0;
/** Mean complementarity, and the τ that the last step aimed at. */
export let tau: f64 = 0;
let barrier: f64 = 0;
/** Whether the last step was long enough to aim lower. */
let settled: bool = true;
/** Values at the iterate. */
export let objectiveValue: f64 = 0;
export let rateValue: f64 = 0;
export let steps: i32 = 0;

// --- buffers
let cg: usize = 0; // C·G, L×k
let y: usize = 0; // C·G·√D, L×k
let g: usize = 0; // rate vectors, (L·M_q)×k
let gradient: usize = 0; // k×k
let rateGradient: usize = 0; // n: rateUnit·∇c
let residual: usize = 0; // n
let rows: usize = 0;
let H: usize = 0; // n×n
let scaledRows: usize = 0; // m×n: A_j in the coordinates of G
let solved: usize = 0; // m×n: H^-1 A^T by rows
let schur: usize = 0; // m×m
let dx: usize = 0; // n
let ds: usize = 0; // n
let dnu: usize = 0;
let dmu: f64 = 0;
let dslack: f64 = 0;
let shared: f64 = 0;
let target: usize = 0; // n, Z of the complementarity equation
let w1: usize = 0; // k×k scratch
let w2: usize = 0;
let w3: usize = 0;
let values: usize = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareInterior<T>(): void {
  const size = hermitianSize<T>(r), square = r * r * planes<T>();
  G = take(square); Ginverse = take(square); d = take(r);
  nu = take(size); dnu = take(size + 1); levels = take(size);
  equalities = take(size * size); scaledRows = take((size + 1) * size); solved = take((size + 1) * size);
  schur = take((size + 1) * (size + 1));
  cg = take(L * r * planes<T>()); y = take(L * r * planes<T>());
  g = take(L * Mq * r * planes<T>());
  gradient = take(square);
  rateGradient = take(size); residual = take(size); target = take(size); dx = take(size); ds = take(size);
  rows = take((rateRowCount<T>() + objectiveRowCount() + 1) * size);
  H = take(size * size);
  w1 = take(square); w2 = take(square); w3 = take(square);
  values = take(r);
}

/** Where `startInterior`'s caller writes the equality rows (m×n coordinates). */
export function equalityRows(): usize {
  return equalities;
}

/**
 * Starts at X = V0 V0^H, or at x0·I where v0 is 0; strictly feasible for the floor. c: C in the coordinates of X (L×k).
 * Equality levels are those of the start. `rateAlone`: maximise the rate, or minimise the objective.
 */
export function startInterior<T>(
  c: usize, size: i32, x0: f64, v0: usize, rateAlone: bool, withFloor: bool, rateFloor: f64, equalityCount: i32,
): void {
  c0 = c; k = size; n = hermitianSize<T>(k);
  maximiseRate = rateAlone; constrained = withFloor; floor = rateFloor; m = equalityCount;
  steps = 0;
  settled = true;
  dmu = 0;
  dslack = 0;
  const square = k * k * planes<T>();
  // S = τ X^-1 with τ = 1/k: D = √τ, G = V0 τ^-1/4, G^-1 = τ^1/4 V0^-1
  barrier = 1 / <f64>k;
  const d0 = Math.sqrt(barrier), scale = Math.sqrt(1 / d0);
  for (let i = 0; i < k; i++) set(d, i, d0);
  zero(G, square); zero(Ginverse, square);
  if (v0) {
    for (let i = 0; i < square; i++) set(G, i, scale * get(v0, i));
    invert<T>(G, Ginverse, k);
  } else {
    const root = Math.sqrt(x0);
    for (let i = 0; i < k; i++) {
      set(G, i * k + i, scale * root);
      set(Ginverse, i * k + i, 1 / (scale * root));
    }
  }
  transformEqualities<T>();
  for (let j = 0; j < m; j++) {
    let level: f64 = 0;
    for (let i = 0; i < k; i++) level += get(scaledRows, j * n + i) * get(d, i);
    set(levels, j, level);
    set(nu, j, 0);
  }
  rateUnit = 1;
  slack = 1;
  evaluate<T>();
  let inner: f64 = 0;
  for (let i = 0; i < k; i++) inner += get(rateGradient, i) * get(d, i);
  rateUnit = 1 / inner;
  for (let i = 0; i < n; i++) set(rateGradient, i, get(rateGradient, i) * rateUnit);
  slack = rateUnit * (rateValue - floor);
  slackError = 0;
  penalty = 0;
  muScaled = constrained ? barrier / slack : 0;
  if (maximiseRate) objectiveValue = -rateUnit * rateValue;
}

/**
 * Turns a maximisation of the rate that is under way into the problem with a floor, from the iterate it has reached,
 * which meets the floor.
 */
export function constrainInterior<T>(rateFloor: f64): void {
  maximiseRate = false;
  constrained = true;
  floor = rateFloor;
  slack = rateUnit * (rateValue - floor);
  slackError = 0;
  penalty = 0;
  evaluate<T>();
  // S = τ X^-1 for a τ that suits the objective: G D^1/2 is a factor of X
  barrier = objectiveValue / <f64>k;
  const d0 = Math.sqrt(barrier);
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const s = Math.sqrt(get(d, j) / d0), t = Math.sqrt(get(d, i) / d0);
        const to = (plane * k + i) * k + j;
        set(G, to, get(G, to) * s);
        set(Ginverse, to, get(Ginverse, to) / t);
      }
    }
  }
  for (let i = 0; i < k; i++) set(d, i, d0);
  for (let j = 0; j < m; j++) set(nu, j, 0);
  muScaled = barrier / slack;
  settled = true;
  evaluate<T>();
}

/** μ per nat of log det, in units of the normalised objective. */
export function interiorMu(): f64 {
  return muScaled * rateUnit;
}

/** Evaluates the iterate again, after the terms have been evaluated elsewhere (the face Newton, the certificate). */
export function refreshInterior<T>(): void {
  evaluate<T>();
}

/** Values and rateGradient at the iterate. */
function evaluate<T>(): void {
  multiply<T>(cg, c0, G, L, k, k);
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let l = 0; l < L; l++) {
      for (let i = 0; i < k; i++) {
        const to = (plane * L + l) * k + i;
        set(y, to, get(cg, to) * Math.sqrt(get(d, i)));
      }
    }
  }
  rateValue = evaluateRate<T>(y, k);
  rateVectors<T>(cg, k, g);
  zero(gradient, k * k * planes<T>());
  addRateGradient<T>(g, k, rateUnit, gradient);
  toCoordinates<T>(gradient, k, rateGradient);
  objectiveValue = maximiseRate ? -rateUnit * rateValue : evaluateObjective<T>(y, k);
}

/** ∇f or −∇(rate) in the coordinates of G, at the last evaluation. */
function objectiveGradient<T>(out: usize): void {
  if (maximiseRate) {
    for (let i = 0; i < n; i++) set(out, i, -get(rateGradient, i));
    return;
  }
  zero(gradient, k * k * planes<T>());
  addObjectiveGradient<T>(cg, k, 1, gradient);
  toCoordinates<T>(gradient, k, out);
}

/** A_j in the coordinates of G, into scaledRows. */
function transformEqualities<T>(): void {
  for (let j = 0; j < m; j++) {
    fromCoordinates<T>(at(equalities, j * n), k, w1);
    multiply<T>(w2, w1, G, k, k, k);
    multiplyHN<T>(w1, G, w2, k, k, k);
    toCoordinates<T>(w1, k, at(scaledRows, j * n));
  }
}

/** One Newton step. False where the linear algebra fails or no step descends. */
export function stepInterior<T>(): bool {
  steps++;
  objectiveGradient<T>(residual);
  transformEqualities<T>();

  tau = 0;
  for (let i = 0; i < k; i++) tau += get(d, i) * get(d, i);
  if (constrained) tau += muScaled * slack;
  tau /= <f64>(k + (constrained ? 1 : 0));

  // H = I + rows^T rows
  zero(H, n * n);
  for (let i = 0; i < n; i++) set(H, i * n + i, 1);
  let count = 0;
  const rateWeight = maximiseRate ? rateUnit : constrained ? muScaled * rateUnit : 0;
  if (rateWeight > 0) {
    rateRows<T>(g, k, Math.sqrt(rateWeight), rows);
    count += rateRowCount<T>();
  }
  if (!maximiseRate) {
    objectiveRows<T>(cg, k, 1, at(rows, count * n));
    count += objectiveRowCount();
  }
  rankUpdate(H, rows, count, n);
  if (choleskyUpper(H, n, 1e-15) < 0) return false;
  // Schur complement of the equalities and, bordered by s/μ, of the rate. Near the largest rate ∇c is almost a multiple
  // of the trace: its row is taken orthogonal to that, and `shared` is the multiple.
  let borders = m;
  if (constrained) {
    const row = at(scaledRows, m * n);
    shared = dot(n, rateGradient, scaledRows) / dot(n, scaledRows, scaledRows);
    for (let i = 0; i < n; i++) set(row, i, get(rateGradient, i) - shared * get(scaledRows, i));
    borders++;
  }
  for (let j = 0; j < borders; j++) {
    copy(at(solved, j * n), at(scaledRows, j * n), n);
    solveUpperT(H, n, at(solved, j * n));
  }
  for (let i = 0; i < borders; i++) {
    for (let j = i; j < borders; j++) {
      set(schur, i * borders + j, dot(n, at(solved, i * n), at(solved, j * n)));
    }
  }
  if (constrained) set(schur, borders * borders - 1, get(schur, borders * borders - 1) + slack / muScaled);
  if (borders > 0 && choleskyUpper(schur, borders, 1e-13) < 0) return false;
  for (let j = 0; j < borders; j++) solveUpper(H, n, at(solved, j * n));

  // lower τ only from near the centre of the last one, by the Newton decrement there: else the small eigenvalues of X
  // run ahead and leave no room to turn in
  if (settled) {
    direction<T>(barrier);
    settled = -barrierSlope() <= DECREMENT * barrier;
  }
  if (settled) {
    // how far the affine direction (τ = 0) reaches tells how much lower to aim
    direction<T>(0);
    const reach = Math.min(1, stepLength<T>());
    const left = 1 - reach;
    barrier = tau * (patient ? 0.2 : Math.max(0.01, Math.min(0.5, left * left)));
  }
  direction<T>(barrier);
  stepLength<T>();
  const damping = 1 - Math.min(0.1, Math.max(1e-3, Math.sqrt(tau)));

  const slope = barrierSlope();
  const before = objectiveValue;
  let alpha = Math.min(1, damping * longestPrimal);
  while (true) {
    // also where α has become NaN
    if (!(alpha > 1e-10)) return false;
    // rounding of f itself is not held against a step
    if (barrierChange<T>(alpha, before) <= 1e-4 * alpha * slope + 1e-14 * Math.abs(before)) break;
    alpha *= alpha > 0.4 ? 0.7 : 0.5;
  }
  settled = alpha > (patient ? 0.9 : 0.3);
  return advance<T>(alpha, Math.min(1, damping * longestDual));
}

/** Newton decrement squared below which τ may fall. */
const DECREMENT: f64 = 4;

/** Slope of the barrier function along the direction, in the coordinates of G; sets ρ. */
function barrierSlope(): f64 {
  let slope = dot(n, residual, dx);
  for (let i = 0; i < k; i++) slope -= (barrier / get(d, i)) * get(dx, i);
  if (constrained) {
    // above μ, so that the direction descends; not more, as c bends and a large ρ would forbid that
    penalty = 1.5 * Math.max(muScaled, Math.abs(muScaled + dmu));
    slope -= (barrier / slack) * dslack + penalty * Math.abs(slackError);
  }
  return slope;
}

/** Φ(X + α dX) − Φ(X); leaves the values of the trial. */
function barrierChange<T>(alpha: f64, before: f64): f64 {
  fromCoordinates<T>(dx, k, w1);
  const square = k * k * planes<T>();
  for (let i = 0; i < square; i++) set(w1, i, alpha * get(w1, i));
  for (let i = 0; i < k; i++) set(w1, i * k + i, get(w1, i * k + i) + get(d, i));
  if (!choleskyLower<T>(w1, k)) return Infinity;
  let logDet: f64 = 0;
  for (let i = 0; i < k; i++) {
    const x = get(w1, i * k + i);
    logDet += NativeMath.log((x * x) / get(d, i));
  }
  multiply<T>(y, cg, w1, L, k, k);
  let change = -barrier * logDet;
  if (maximiseRate || constrained) {
    const nats = evaluateRate<T>(y, k);
    if (maximiseRate) return change - rateUnit * nats - before;
    const s = slack + alpha * dslack, error = rateUnit * (nats - floor) - s;
    if (!(s > 0)) return Infinity;
    // more room than s is no error: s grows into it
    change -= barrier * NativeMath.log((error > 0 ? s + error : s) / slack);
    change += penalty * ((error < 0 ? -error : 0) - Math.abs(slackError));
  }
  return change + evaluateObjective<T>(y, k) - before;
}

/** Solves for dx, dnu, dmu, dslack, ds with the factored H, aiming at complementarity `aim`. */
function direction<T>(aim: f64): void {
  // H dx − dμ∇c + ΣdνA = −∇f + μ∇c − ΣνA + aim·D^-1
  for (let i = 0; i < n; i++) set(dx, i, -get(residual, i));
  for (let i = 0; i < k; i++) set(dx, i, get(dx, i) + aim / get(d, i));
  for (let j = 0; j < m; j++) axpy(n, -get(nu, j), at(scaledRows, j * n), dx);
  if (constrained) axpy(n, muScaled, rateGradient, dx);
  solveUpperT(H, n, dx);
  solveUpper(H, n, dx);
  const borders = constrained ? m + 1 : m;
  for (let j = 0; j < m; j++) {
    let gap = get(levels, j);
    for (let i = 0; i < k; i++) gap -= get(scaledRows, j * n + i) * get(d, i);
    set(dnu, j, dot(n, at(scaledRows, j * n), dx) - gap);
    // ∇c·dx + (s/μ) dμ = aim/μ − s − (c − s), less its share of the trace
    if (constrained) {
      const room = aim / muScaled - slack - slackError - shared * gap;
      set(dnu, m, dot(n, at(scaledRows, m * n), dx) - room);
    }
  }
  if (borders > 0) {
    solveUpperT(schur, borders, dnu);
    solveUpper(schur, borders, dnu);
    for (let j = 0; j < borders; j++) axpy(n, -get(dnu, j), at(solved, j * n), dx);
  }
  if (constrained) {
    dmu = -get(dnu, m);
    set(dnu, 0, get(dnu, 0) + shared * dmu);
    // μ ds + s dμ = aim − μ s
    dslack = (aim - slack * (muScaled + dmu)) / muScaled;
  }
  for (let i = 0; i < n; i++) set(ds, i, -get(dx, i));
  for (let i = 0; i < k; i++) set(ds, i, get(ds, i) + aim / get(d, i) - get(d, i));
}

/** Largest steps that keep D + α dX, s and D + α dS, μ ≥ 0; returns the smaller. */
let longestPrimal: f64 = 0;
let longestDual: f64 = 0;
function stepLength<T>(): f64 {
  let primal = relativeDescent<T>(dx), dual = relativeDescent<T>(ds);
  if (constrained) {
    primal = Math.min(primal, dslack / slack);
    dual = Math.min(dual, dmu / muScaled);
  }
  longestPrimal = primal < 0 ? -1 / primal : 1e9;
  longestDual = dual < 0 ? -1 / dual : 1e9;
  return Math.min(longestPrimal, longestDual);
}

/** λ_min(D^-1/2 · x · D^-1/2). */
function relativeDescent<T>(x: usize): f64 {
  fromCoordinates<T>(x, k, w1);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const s = 1 / Math.sqrt(get(d, i) * get(d, j));
      set(w1, i * k + j, s * get(w1, i * k + j));
      if (isComplex<T>()) set(w1, (k + i) * k + j, s * get(w1, (k + i) * k + j));
    }
  }
  return smallestEigenvalue<T>(w1, k, values);
}

/**
 * Moves X by α, S and μ by β, and rescales: D+αdX = A A^H, D+βdS = B B^H, B^H A = U Σ V^H; G ← G A V Σ^-1/2,
 * G^-1 ← Σ^-1/2 U^H B^H G^-1, D ← Σ.
 */
function advance<T>(alpha: f64, beta: f64): bool {
  const scope = mark();
  const square = k * k * planes<T>();
  fromCoordinates<T>(dx, k, w1);
  fromCoordinates<T>(ds, k, w2);
  for (let i = 0; i < square; i++) {
    set(w1, i, alpha * get(w1, i));
    set(w2, i, beta * get(w2, i));
  }
  for (let i = 0; i < k; i++) {
    set(w1, i * k + i, get(w1, i * k + i) + get(d, i));
    set(w2, i * k + i, get(w2, i * k + i) + get(d, i));
  }
  if (!choleskyLower<T>(w1, k) || !choleskyLower<T>(w2, k)) return false;
  const omega = take(square), scratch = take(square);
  multiplyHN<T>(w3, w2, w1, k, k, k); // B^H A
  orthogonalizeRows<T>(w3, k, k, omega, d); // rows = Σ V^H, omega = U^H
  // G A (ΣV^H)^H Σ^-3/2
  multiply<T>(scratch, G, w1, k, k, k);
  multiplyNH<T>(G, scratch, w3, k, k, k);
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const s = get(d, j), to = (plane * k + i) * k + j;
        set(G, to, get(G, to) / (s * Math.sqrt(s)));
      }
    }
  }
  // Σ^-1/2 U^H B^H G^-1
  multiplyHN<T>(scratch, w2, Ginverse, k, k, k);
  multiply<T>(Ginverse, omega, scratch, k, k, k);
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let i = 0; i < k; i++) {
      const s = 1 / Math.sqrt(get(d, i));
      for (let j = 0; j < k; j++) {
        const to = (plane * k + i) * k + j;
        set(Ginverse, to, get(Ginverse, to) * s);
      }
    }
  }
  // S strays from τ X^-1 only so far; after a short step not at all, so that H is the barrier's own Hessian
  const stray = settled && !patient ? STRAY : 1;
  for (let i = 0; i < k; i++) {
    const now = get(d, i);
    const kept = Math.min(Math.max(now, Math.sqrt(barrier) / stray), Math.sqrt(barrier) * stray);
    if (kept == now) continue;
    const t = Math.sqrt(now / kept);
    for (let plane = 0; plane < planes<T>(); plane++) {
      for (let j = 0; j < k; j++) {
        const to = (plane * k + j) * k + i, from = (plane * k + i) * k + j;
        set(G, to, get(G, to) * t);
        set(Ginverse, from, get(Ginverse, from) / t);
      }
    }
    set(d, i, kept);
  }
  for (let j = 0; j < m; j++) set(nu, j, get(nu, j) + beta * get(dnu, j));
  muScaled += beta * dmu;
  release(scope);
  evaluate<T>();
  if (constrained) {
    const room = rateUnit * (rateValue - floor);
    slack = Math.max(slack + alpha * dslack, room);
    slackError = room - slack;
    muScaled = Math.min(Math.max(muScaled, barrier / slack / (stray * stray)), (barrier / slack) * stray * stray);
  }
  return true;
}

/** How far the scaled eigenvalues d_i may be from √τ. */
const STRAY: f64 = 1e4;

/**
 * The iterate by its eigenvectors: V (k×k) with X = V V^H, orthogonal columns by falling eigenvalue x_i; S on the same
 * eigenvectors into s_i. Returns the number of eigenvalues that belong to the face: x_i λ > s_i, λ the scale of S.
 */
export function interiorFactor<T>(v: usize, x: usize, s: usize): i32 {
  const scope = mark();
  const square = k * k * planes<T>();
  const gd = take(square), columns = take(square), order = take(k);
  // rows of (G√D)^H made orthogonal are the conjugate columns of V
  const gi = at(G, k * k), ci = at(columns, k * k), vi = at(v, k * k);
  for (let i = 0; i < k; i++) {
    const root = Math.sqrt(get(d, i));
    for (let j = 0; j < k; j++) {
      set(columns, i * k + j, root * get(G, j * k + i));
      if (isComplex<T>()) set(ci, i * k + j, -root * get(gi, j * k + i));
    }
  }
  orthogonalizeRows<T>(columns, k, k, 0, values);
  descending(values, k, order);
  for (let j = 0; j < k; j++) {
    const from = <i32>get(order, j);
    set(x, j, get(values, from) * get(values, from));
    for (let i = 0; i < k; i++) {
      set(v, i * k + j, get(columns, from * k + i));
      if (isComplex<T>()) set(vi, i * k + j, -get(ci, from * k + i));
    }
  }
  // s_i = |√D G^-1 u_i|², u_i = v_i/√x_i
  multiply<T>(gd, Ginverse, v, k, k, k);
  let trace: f64 = 0;
  for (let j = 0; j < k; j++) {
    let sum: f64 = 0;
    for (let i = 0; i < k; i++) {
      const a = get(gd, i * k + j);
      sum += get(d, i) * a * a;
      if (isComplex<T>()) {
        const b = get(gd, (k + i) * k + j);
        sum += get(d, i) * b * b;
      }
    }
    sum /= get(x, j);
    set(s, j, sum);
    trace = Math.max(trace, sum);
  }
  let inFace = 0;
  for (let j = 0; j < k; j++) if (get(x, j) * trace > get(s, j)) inFace++;
  release(scope);
  return max(inFace, 1);
}

/** ν_0: with the trace as the only equality, λ of the power budget. */
export function interiorLambda(): f64 {
  return get(nu, 0);
}

/** The rate's own unit: the largest rate is the minimum of −rateUnit·log det. */
export function rateUnitOf(): f64 {
  return rateUnit;
}

/** The τ that the iterate is centred on. */
export function barrierNow(): f64 {
  return barrier;
}

/** Patient: the barrier method proper, S = τ X^-1 throughout and τ falling by five after full steps only. */
let patient: bool = false;
export function setPatient(on: bool): void {
  patient = on;
}
