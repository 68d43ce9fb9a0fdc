/** The bound Σ κ_l/q_l, q_l = |c_l V|², with its derivatives. */
import { buffer, dot, gram, multiplyTN } from './dense.js';
import type { Problem } from './problem.js';

export class Bound {
  readonly #L: number;
  readonly #kappa: Float64Array;
  readonly q: Float64Array;
  readonly #weighted: Float64Array;

  constructor({ L, M, kappa }: Problem) {
    this.#L = L;
    this.#kappa = kappa;
    this.q = new Float64Array(L);
    this.#weighted = buffer(L * M);
  }

  /** At Y = C V, L×p. */
  evaluate(y: Float64Array, p: number): number {
    let sum = 0;
    for (let l = 0; l < this.#L; l++) {
      this.q[l] = dot(p, y, l * p, y, l * p);
      sum += this.#kappa[l] / this.q[l];
    }
    return sum;
  }

  /** s·∇ in the basis of cb = C·B, L×k. */
  gradient(cb: Float64Array, k: number, s: number, out: Float64Array): void {
    for (let l = 0; l < this.#L; l++) {
      const t = Math.sqrt(this.#kappa[l]) / this.q[l];
      for (let i = 0; i < k; i++) this.#weighted[l * k + i] = t * cb[l * k + i];
    }
    gram(out, this.#weighted, this.#L, k, -s);
  }

  /** ∇·V = −Σ κ_l/q_l² c_l^T y_l, r×p; c = C, y = C V. */
  gradientOnFactor(c: Float64Array, y: Float64Array, r: number, p: number, out: Float64Array): void {
    const w = this.#weighted;
    for (let l = 0; l < this.#L; l++) {
      const t = -this.#kappa[l] / (this.q[l] * this.q[l]);
      for (let i = l * p; i < (l + 1) * p; i++) w[i] = t * y[i];
    }
    multiplyTN(out, c, w, r, this.#L, p);
  }

  /** sqrt(2κ/q³) */
  #curvature(l: number): number {
    const q = this.q[l];
    return Math.sqrt((2 * this.#kappa[l]) / q) / q;
  }

  /** Gram rows of the Hessian in symmetric coordinates. */
  rows(cb: Float64Array, k: number, rows: Float64Array, at: number): void {
    let row = at;
    for (let l = 0; l < this.#L; l++) {
      const t = this.#curvature(l);
      let off = row + k;
      for (let i = 0; i < k; i++) {
        const a = t * cb[l * k + i];
        rows[row + i] = a * cb[l * k + i];
        for (let j = i + 1; j < k; j++) rows[off++] = Math.SQRT2 * a * cb[l * k + j];
      }
      row = off;
    }
  }

  /** Gram rows in the coordinates of dV, at y = C V. */
  rowsOnFactor(c: Float64Array, y: Float64Array, r: number, p: number, rows: Float64Array, at: number): void {
    let to = at;
    for (let l = 0; l < this.#L; l++) {
      const t = 2 * this.#curvature(l);
      for (let i = 0; i < r; i++) {
        const a = t * c[l * r + i];
        for (let j = 0; j < p; j++) rows[to++] = a * y[l * p + j];
      }
    }
  }
}
