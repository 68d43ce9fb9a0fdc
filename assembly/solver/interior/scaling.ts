// The iterate of the interior-point method: X and its dual S, k×k Hermitian, in scaled product form
//
//   X = G D G^H,   S = G^-H D G^-1,   D = diag(d)   (the Nesterov–Todd scaling).
//
// Neither X nor S is ever formed, so their small eigenvalues keep their digits. dX and dS below are steps in the
// coordinates of G: X + αdX = G (D + αdX) G^H, S + βdS = G^-H (D + βdS) G^-1.

import { at, get, mark, release, set, take, zero } from '../../memory';
import { isComplex, planes } from '../../field';
import { multiply, multiplyHN, multiplyNH } from '../../linalg/dense';
import { choleskyLower } from '../../linalg/cholesky';
import { adjointRows, orthogonalFactor, scaleRow } from '../../linalg/factor';
import { eigen, orthogonalizeRows } from '../../linalg/jacobi';
import { smallestEigenvalue } from '../../linalg/tridiagonal';
import { fromCoordinates } from '../../linalg/hermitian';
import { r } from '../../model/channel';

export let k: i32 = 0;
export let G: usize = 0; // k×k
let Ginverse: usize = 0;
export let d: usize = 0; // k

let w1: usize = 0; // k×k scratch
let w2: usize = 0;
let w3: usize = 0;

/** Lays out buffers for X of up to r×r. */
export function preparePair<T>(): void {
  const square = r * r * planes<T>();
  G = take(square);
  Ginverse = take(square);
  d = take(r);
  w1 = take(square);
  w2 = take(square);
  w3 = take(square);
}

/** X = x0·I, size×size; S = τ X^-1. */
export function startPair<T>(size: i32, x0: f64, tau: f64): void {
  k = size;
  // D = √τ, G = X^1/2 τ^-1/4
  const d0 = Math.sqrt(tau), scale = Math.sqrt(1 / d0), root = Math.sqrt(x0);
  zero(G, k * k * planes<T>());
  zero(Ginverse, k * k * planes<T>());
  for (let i = 0; i < k; i++) {
    set(d, i, d0);
    set(G, i * k + i, scale * root);
    set(Ginverse, i * k + i, 1 / (scale * root));
  }
}

/** X = m^-1, size×size, m positive definite (destroyed); S = τ m. */
export function startPairAt<T>(size: i32, m: usize, tau: f64): void {
  k = size;
  const d0 = Math.sqrt(tau), scale = Math.sqrt(1 / d0);
  // m = W diag(v) W^H: G = W v^-1/2 τ^-1/4
  eigen<T>(m, k, w1, w2);
  for (let j = 0; j < k; j++) {
    const root = Math.sqrt(get(w1, j));
    set(d, j, d0);
    for (let i = 0; i < k; i++) {
      set(G, i * k + j, (scale / root) * get(w2, i * k + j));
      set(Ginverse, j * k + i, (root / scale) * get(w2, i * k + j));
      if (isComplex<T>()) {
        set(G, (k + i) * k + j, (scale / root) * get(w2, (k + i) * k + j));
        set(Ginverse, (k + j) * k + i, (-root / scale) * get(w2, (k + i) * k + j));
      }
    }
  }
}

/** S = τ X^-1, X as it is. */
export function centrePair<T>(tau: f64): void {
  // G D^1/2 is a factor of X
  const d0 = Math.sqrt(tau);
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
}

/** Keeps S within a factor of stray² of τ X^-1, X as it is. */
export function holdPair<T>(tau: f64, stray: f64): void {
  for (let i = 0; i < k; i++) {
    const now = get(d, i);
    const kept = Math.min(Math.max(now, Math.sqrt(tau) / stray), Math.sqrt(tau) * stray);
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
}

const A_THOUSANDTH: f64 = 1e-3;

/** λ_min(D^-1/2 · x · D^-1/2), from below, to a thousandth: it bounds a step. */
export function relativeDescent<T>(x: usize): f64 {
  fromCoordinates<T>(x, k, w1);
  const root = w2; // k: D^-1/2
  for (let i = 0; i < k; i++) set(root, i, 1 / Math.sqrt(get(d, i)));
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let i = 0; i < k; i++) {
      const row = at(w1, (plane * k + i) * k), s = get(root, i);
      for (let j = 0; j < k; j++) set(row, j, s * get(root, j) * get(row, j));
    }
  }
  return smallestEigenvalue<T>(w1, k, A_THOUSANDTH);
}

/**
 * Moves X by α and S by β, and rescales: D+αdX = A A^H, D+βdS = B B^H, B^H A = U Σ V^H; G ← G A V Σ^-1/2,
 * G^-1 ← Σ^-1/2 U^H B^H G^-1, D ← Σ. False where one of them is not positive definite.
 */
export function movePair<T>(dx: usize, alpha: f64, ds: usize, beta: f64): bool {
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
  const powers = take(k);
  for (let j = 0; j < k; j++) set(powers, j, 1 / (get(d, j) * Math.sqrt(get(d, j))));
  for (let i = 0; i < k * planes<T>(); i++) {
    for (let j = 0; j < k; j++) set(G, i * k + j, get(G, i * k + j) * get(powers, j));
  }
  // Σ^-1/2 U^H B^H G^-1
  multiplyHN<T>(scratch, w2, Ginverse, k, k, k);
  multiply<T>(Ginverse, omega, scratch, k, k, k);
  for (let i = 0; i < k; i++) scaleRow<T>(Ginverse, k, k, i, 1 / Math.sqrt(get(d, i)));
  release(scope);
  return true;
}

/**
 * The pair by the eigenvectors of X: V (k×k) with X = V V^H, orthogonal columns by falling eigenvalue x_i; S on the
 * same eigenvectors into s_i. Returns the number of eigenvalues that belong to the face: x_i λ > s_i, λ the scale of S.
 */
export function pairFactor<T>(v: usize, x: usize, s: usize): i32 {
  const scope = mark();
  const square = k * k * planes<T>();
  const gd = take(square), rows = take(square);
  // G√D is a factor of X
  adjointRows<T>(rows, k, 0, 1, G, k, k);
  for (let i = 0; i < k; i++) scaleRow<T>(rows, k, k, i, Math.sqrt(get(d, i)));
  orthogonalFactor<T>(v, rows, k, k, k, 0, x);
  for (let j = 0; j < k; j++) set(x, j, get(x, j) * get(x, j));
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
