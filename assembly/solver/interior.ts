// Primal-dual interior-point Newton method over a Hermitian X ⪰ 0, k×k:
//
//   minimise  f(X)  (the objective, or −log det(I+F) for the largest rate)
//   subject to  c(X) = log det(I+F(X)) − Γ' ≥ 0 (optional),  ⟨A_j, X⟩ = b_j,  X ⪰ 0.
//
// KKT:  ∇f − μ∇c + Σ ν_j A_j − S = 0,  c − s = 0,  ⟨A_j, X⟩ = b_j,  X S = τ I,  μ s = τ,  X, S ⪰ 0,  μ, s ≥ 0.
//
// X and S are kept in scaled product form, X = G D G^H and S = G^-H D G^-1 with D diagonal (the Nesterov–Todd
// scaling): neither is ever formed, so their small eigenvalues keep their digits. In the coordinates of G the
// Newton system is (I + rows^T rows) dX + A^T dν = rhs: every second derivative comes as Gram rows.
// Mehrotra's predictor and corrector share one Cholesky factor.

import { at, copy, get, mark, release, set, take, zero } from '../memory';
import { hermitianSize, isComplex, planes } from '../field';
import { axpy, dot, multiply, multiplyHN, multiplyNH, rankUpdate } from '../linalg/dense';
import { choleskyLower, choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { orthogonalizeRows, smallestEigenvalue } from '../linalg/jacobi';
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
let slack: f64 = 0;
/** Complementarity τ, and the largest residuals: dual, rate, equalities, relative to their own scales. */
export let tau: f64 = 0;
export let dualResidual: f64 = 0;
export let rateResidual: f64 = 0;
export let equalityResidual: f64 = 0;
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
let target: usize = 0; // n, Z of the complementarity equation
let w1: usize = 0; // k×k scratch
let w2: usize = 0;
let w3: usize = 0;
let values: usize = 0;

/** Lays out buffers for X of up to r×r. */
export function prepareInterior<T>(): void {
  const size = hermitianSize<T>(r), square = r * r * planes<T>();
  G = take(square); Ginverse = take(square); d = take(r);
  nu = take(size); dnu = take(size); levels = take(size);
  equalities = take(size * size); scaledRows = take(size * size); solved = take(size * size); schur = take(size * size);
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
 * Starts at X = x0·I. c: C in the coordinates of X (L×k). Equality levels are those of the start times `levelScale`,
 * so the start is feasible for them. `which`: maximise the rate, or minimise the objective.
 */
export function startInterior<T>(
  c: usize, size: i32, x0: f64, rateAlone: bool, withFloor: bool, rateFloor: f64, equalityCount: i32,
): void {
  c0 = c; k = size; n = hermitianSize<T>(k);
  maximiseRate = rateAlone; constrained = withFloor; floor = rateFloor; m = equalityCount;
  steps = 0;
  const square = k * k * planes<T>();
  // S = I·s0: NT scaling of two multiples of the identity
  const s0 = 1 / (x0 * <f64>k);
  const scale = Math.sqrt(Math.sqrt(x0 / s0)), dd = Math.sqrt(x0 * s0);
  zero(G, square); zero(Ginverse, square);
  for (let i = 0; i < k; i++) {
    set(G, i * k + i, scale);
    set(Ginverse, i * k + i, 1 / scale);
    set(d, i, dd);
  }
  for (let j = 0; j < m; j++) {
    let trace: f64 = 0;
    for (let i = 0; i < k; i++) trace += get(equalities, j * n + i);
    set(levels, j, x0 * trace);
    set(nu, j, 0);
  }
  rateUnit = 1;
  evaluate<T>();
  let inner: f64 = 0;
  for (let i = 0; i < k; i++) inner += get(rateGradient, i) * get(d, i);
  rateUnit = 1 / inner;
  for (let i = 0; i < n; i++) set(rateGradient, i, get(rateGradient, i) * rateUnit);
  muScaled = constrained ? 1 : 0;
  slack = constrained ? Math.max(rateUnit * (rateValue - floor), 0.1) : 0;
  if (constrained) muScaled = Math.min(1, dd * dd / slack * 10);
}

/** μ per nat of log det, in units of the normalised objective. */
export function interiorMu(): f64 {
  return muScaled * rateUnit;
}

/** Rate slack in nats. */
export function interiorSlack(): f64 {
  return slack / rateUnit;
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

/** One predictor–corrector step. False where the linear algebra fails or the step is too short to go on. */
export function stepInterior<T>(): bool {
  steps++;
  // residuals in the coordinates of G
  if (maximiseRate) {
    for (let i = 0; i < n; i++) set(residual, i, -get(rateGradient, i));
  } else {
    zero(gradient, k * k * planes<T>());
    addObjectiveGradient<T>(cg, k, 1, gradient);
    toCoordinates<T>(gradient, k, residual);
    if (constrained) axpy(n, -muScaled, rateGradient, residual);
  }
  for (let j = 0; j < m; j++) {
    // A_j in the coordinates of G
    fromCoordinates<T>(at(equalities, j * n), k, w1);
    multiply<T>(w2, w1, G, k, k, k);
    multiplyHN<T>(w1, G, w2, k, k, k);
    toCoordinates<T>(w1, k, at(scaledRows, j * n));
    axpy(n, get(nu, j), at(scaledRows, j * n), residual);
  }
  for (let i = 0; i < k; i++) set(residual, i, get(residual, i) - get(d, i));
  const rc = constrained ? rateUnit * (rateValue - floor) - slack : 0;

  tau = 0;
  for (let i = 0; i < k; i++) tau += get(d, i) * get(d, i);
  if (constrained) tau += muScaled * slack;
  const degree = <f64>(k + (constrained ? 1 : 0));
  tau /= degree;

  // H = I + rows^T rows
  const size = n * n;
  zero(H, size);
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
  if (constrained) {
    const s = Math.sqrt(muScaled / slack);
    for (let i = 0; i < n; i++) set(rows, count * n + i, s * get(rateGradient, i));
    count++;
  }
  rankUpdate(H, rows, count, n);
  if (choleskyUpper(H, n, 1e-14) < 0) return false;
  for (let j = 0; j < m; j++) {
    copy(at(solved, j * n), at(scaledRows, j * n), n);
    solveUpperT(H, n, at(solved, j * n));
  }
  for (let i = 0; i < m; i++) {
    for (let j = i; j < m; j++) set(schur, i * m + j, dot(n, at(solved, i * n), at(solved, j * n)));
  }
  if (m > 0 && choleskyUpper(schur, m, 1e-13) < 0) return false;
  for (let j = 0; j < m; j++) solveUpper(H, n, at(solved, j * n));

  // predictor: τ = 0
  zero(target, n);
  for (let i = 0; i < k; i++) set(target, i, -get(d, i));
  direction<T>(rc, -muScaled * slack);
  const affine = stepLength<T>(1);
  let after: f64 = 0;
  for (let i = 0; i < n; i++) {
    const x = (i < k ? get(d, i) : 0) + affine * get(dx, i);
    after += x * ((i < k ? get(d, i) : 0) + affine * get(ds, i));
  }
  if (constrained) after += (muScaled + affine * dmu) * (slack + affine * dslack);
  after /= degree;
  const ratio = Math.max(after / tau, 0);
  const centring = Math.min(1, Math.max(ratio * ratio * ratio, 1e-4));
  // corrector: M = σ τ I − D² − herm(dX dS), Z_ij = 2 M_ij/(d_i + d_j)
  fromCoordinates<T>(dx, k, w1);
  fromCoordinates<T>(ds, k, w2);
  multiply<T>(w3, w1, w2, k, k, k);
  const w3i = at(w3, k * k);
  for (let i = 0; i < k; i++) {
    const di = get(d, i);
    set(target, i, (centring * tau - di * di - get(w3, i * k + i)) / di);
  }
  const half = (k * (k - 1)) >> 1;
  for (let i = 0, off = k; i < k; i++) {
    for (let j = i + 1; j < k; j++, off++) {
      const s = Math.SQRT2 / (get(d, i) + get(d, j));
      set(target, off, -s * (get(w3, i * k + j) + get(w3, j * k + i)));
      if (isComplex<T>()) set(target, off + half, -s * (get(w3i, i * k + j) - get(w3i, j * k + i)));
    }
  }
  direction<T>(rc, centring * tau - muScaled * slack - dmu * dslack);
  const longest = stepLength<T>(1e9);
  const damping = 1 - Math.min(0.1, Math.max(1e-3, Math.sqrt(tau)));
  const alpha = Math.min(1, damping * longest);
  if (!(alpha > 1e-9)) return false;
  return advance<T>(alpha);
}

/** Solves for dx, dnu, dmu, dslack, ds with the factored H; `complement` is the right-hand side of μ s. */
function direction<T>(rc: f64, complement: f64): void {
  for (let i = 0; i < n; i++) set(dx, i, get(target, i) - get(residual, i));
  if (constrained) axpy(n, (complement - muScaled * rc) / slack, rateGradient, dx);
  solveUpperT(H, n, dx);
  solveUpper(H, n, dx);
  if (m > 0) {
    for (let j = 0; j < m; j++) {
      let gap = get(levels, j);
      for (let i = 0; i < k; i++) gap -= get(scaledRows, j * n + i) * get(d, i);
      set(dnu, j, dot(n, at(scaledRows, j * n), dx) - gap);
    }
    solveUpperT(schur, m, dnu);
    solveUpper(schur, m, dnu);
    for (let j = 0; j < m; j++) axpy(n, -get(dnu, j), at(solved, j * n), dx);
  }
  for (let i = 0; i < n; i++) set(ds, i, get(target, i) - get(dx, i));
  if (constrained) {
    dslack = dot(n, rateGradient, dx) + rc;
    dmu = (complement - muScaled * dslack) / slack;
  } else {
    dslack = 0;
    dmu = 0;
  }
}

/** Largest step (at most `cap`) that keeps D + α dX, D + α dS ⪰ 0 and μ, s ≥ 0. */
function stepLength<T>(cap: f64): f64 {
  let steepest = Math.min(relativeDescent<T>(dx), relativeDescent<T>(ds));
  if (constrained) {
    steepest = Math.min(steepest, dmu / muScaled);
    steepest = Math.min(steepest, dslack / slack);
  }
  return steepest < 0 ? Math.min(cap, -1 / steepest) : cap;
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

/** Moves by α and rescales: D+αdX = A A^H, D+αdS = B B^H, B^H A = U Σ V^H; G ← G A V Σ^-1/2, G^-1 ← Σ^-1/2 U^H B^H G^-1. */
function advance<T>(alpha: f64): bool {
  const scope = mark();
  const square = k * k * planes<T>();
  fromCoordinates<T>(dx, k, w1);
  fromCoordinates<T>(ds, k, w2);
  for (let i = 0; i < square; i++) {
    set(w1, i, alpha * get(w1, i));
    set(w2, i, alpha * get(w2, i));
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
  for (let j = 0; j < m; j++) set(nu, j, get(nu, j) + alpha * get(dnu, j));
  muScaled += alpha * dmu;
  slack += alpha * dslack;
  release(scope);
  evaluate<T>();
  return true;
}

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
  for (let i = 0; i < k; i++) set(order, i, <f64>i);
  for (let i = 1; i < k; i++) {
    for (let j = i; j > 0 && get(values, <i32>get(order, j)) > get(values, <i32>get(order, j - 1)); j--) {
      const swap = get(order, j);
      set(order, j, get(order, j - 1));
      set(order, j - 1, swap);
    }
  }
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
