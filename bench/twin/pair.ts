/** The iterate X = G D G^T and its dual S = G^-T D G^-1 in scaled product form (assembly/solver/interior/scaling.ts). */
import { accumulate, buffer, choleskyLower, multiply, multiplyTN } from './dense.js';
import { descending, ExtremeEigenvalue, orthogonalizeRows } from './eigen.js';

/** Symmetric k×k from coordinates: the diagonal, then √2 times the upper triangle by rows. */
export function fromCoordinates(x: Float64Array, k: number, a: Float64Array): void {
  let off = k;
  for (let i = 0; i < k; i++) {
    a[i * k + i] = x[i];
    for (let j = i + 1; j < k; j++) a[i * k + j] = a[j * k + i] = Math.SQRT1_2 * x[off++];
  }
}

export function toCoordinates(a: Float64Array, k: number, x: Float64Array): void {
  let off = k;
  for (let i = 0; i < k; i++) {
    x[i] = a[i * k + i];
    for (let j = i + 1; j < k; j++) x[off++] = Math.SQRT2 * a[i * k + j];
  }
}

export class Pair {
  k = 0;
  readonly G: Float64Array;
  readonly #inverse: Float64Array;
  readonly d: Float64Array;
  readonly #w1: Float64Array;
  readonly #w2: Float64Array;
  readonly #w3: Float64Array;
  readonly #omega: Float64Array;
  readonly #scratch: Float64Array;
  readonly #values: Float64Array;
  /** Eigenvalues of X, falling, after `factor`. */
  readonly x: Float64Array;
  readonly #order: Int32Array;
  readonly #extreme: ExtremeEigenvalue;

  constructor(k: number) {
    this.G = buffer(k * k);
    this.#inverse = buffer(k * k);
    this.d = new Float64Array(k);
    this.#w1 = buffer(k * k);
    this.#w2 = buffer(k * k);
    this.#w3 = buffer(k * k);
    this.#omega = buffer(k * k);
    this.#scratch = buffer(k * k);
    this.#values = new Float64Array(k);
    this.x = new Float64Array(k);
    this.#order = new Int32Array(k);
    this.#extreme = new ExtremeEigenvalue(k);
  }

  /** X = x0·I, S = τ X^-1. */
  start(k: number, x0: number, tau: number): void {
    this.k = k;
    const d0 = Math.sqrt(tau);
    const s = Math.sqrt(1 / d0) * Math.sqrt(x0);
    this.G.fill(0, 0, k * k);
    this.#inverse.fill(0, 0, k * k);
    for (let i = 0; i < k; i++) {
      this.d[i] = d0;
      this.G[i * k + i] = s;
      this.#inverse[i * k + i] = 1 / s;
    }
  }

  /** S = τ X^-1, X as it is. */
  centre(tau: number): void {
    const { k, G, d } = this;
    const d0 = Math.sqrt(tau);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        G[i * k + j] *= Math.sqrt(d[j] / d0);
        this.#inverse[i * k + j] /= Math.sqrt(d[i] / d0);
      }
    }
    d.fill(d0, 0, k);
  }

  /** Keeps S within a factor of stray² of τ X^-1, X as it is. */
  hold(tau: number, stray: number): void {
    const { k, G, d } = this;
    for (let i = 0; i < k; i++) {
      const kept = Math.min(Math.max(d[i], Math.sqrt(tau) / stray), Math.sqrt(tau) * stray);
      if (kept === d[i]) continue;
      const t = Math.sqrt(d[i] / kept);
      for (let j = 0; j < k; j++) {
        G[j * k + i] *= t;
        this.#inverse[i * k + j] /= t;
      }
      d[i] = kept;
    }
  }

  /** λ_min(D^-1/2 x D^-1/2), from below, to a thousandth. */
  relativeDescent(x: Float64Array): number {
    const { k, d } = this;
    fromCoordinates(x, k, this.#w1);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) this.#w1[i * k + j] /= Math.sqrt(d[i] * d[j]);
    return this.#extreme.smallest(this.#w1, k, 1e-3);
  }

  /** Moves X by α dX and S by β dS, both in the coordinates of G, and rescales. */
  move(dx: Float64Array, alpha: number, ds: Float64Array, beta: number): boolean {
    const { k, G, d } = this;
    const a = this.#w1;
    const b = this.#w2;
    const product = this.#w3;
    const scratch = this.#scratch;
    fromCoordinates(dx, k, a);
    fromCoordinates(ds, k, b);
    for (let i = 0; i < k * k; i++) {
      a[i] *= alpha;
      b[i] *= beta;
    }
    for (let i = 0; i < k; i++) {
      a[i * k + i] += d[i];
      b[i * k + i] += d[i];
    }
    if (!choleskyLower(a, k) || !choleskyLower(b, k)) return false;
    // D+αdX = A A^T, D+βdS = B B^T, B^T A = U Σ V^T
    multiplyTN(product, b, a, k, k, k);
    orthogonalizeRows(product, k, k, this.#omega, d);
    // G ← G A V Σ^-1/2, the rows of `product` being Σ V^T
    multiply(scratch, G, a, k, k, k);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) a[j * k + i] = product[i * k + j];
    multiply(G, scratch, a, k, k, k);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) G[i * k + j] /= d[j] * Math.sqrt(d[j]);
    // G^-1 ← Σ^-1/2 U^T B^T G^-1
    accumulate(k, k, k, 1, b, 0, 1, k, this.#inverse, 0, k, scratch, 0, k, false);
    multiply(this.#inverse, this.#omega, scratch, k, k, k);
    for (let i = 0; i < k; i++) {
      const s = 1 / Math.sqrt(d[i]);
      for (let j = 0; j < k; j++) this.#inverse[i * k + j] *= s;
    }
    return true;
  }

  /** V with X = V V^T, orthogonal columns by falling eigenvalue; returns how many belong to the face. */
  factor(v: Float64Array): number {
    const { k, G, d } = this;
    const columns = this.#w1;
    const values = this.#values;
    const order = this.#order;
    for (let i = 0; i < k; i++) {
      const root = Math.sqrt(d[i]);
      for (let j = 0; j < k; j++) columns[i * k + j] = root * G[j * k + i];
    }
    orthogonalizeRows(columns, k, k, null, values);
    descending(values, k, order);
    for (let j = 0; j < k; j++) {
      const from = order[j] * k;
      this.x[j] = values[order[j]] * values[order[j]];
      for (let i = 0; i < k; i++) v[i * k + j] = columns[from + i];
    }
    // s_j, of S on the eigenvector of x_j
    const gd = this.#w2;
    multiply(gd, this.#inverse, v, k, k, k);
    const s = this.#w3;
    let largest = 0;
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += d[i] * gd[i * k + j] * gd[i * k + j];
      s[j] = sum / this.x[j];
      largest = Math.max(largest, s[j]);
    }
    let count = 0;
    for (let j = 0; j < k; j++) if (this.x[j] * largest > s[j]) count++;
    return Math.max(count, 1);
  }

  /** D + α x as a lower factor into `a`; log det of it over D, or NaN. */
  trial(x: Float64Array, alpha: number, a: Float64Array): number {
    const { k, d } = this;
    fromCoordinates(x, k, a);
    for (let i = 0; i < k * k; i++) a[i] *= alpha;
    for (let i = 0; i < k; i++) a[i * k + i] += d[i];
    if (!choleskyLower(a, k)) return NaN;
    let logDet = 0;
    for (let i = 0; i < k; i++) logDet += Math.log((a[i * k + i] * a[i * k + i]) / d[i]);
    return logDet;
  }
}
