/**
 * log det(I + (N/σ²)F) in nats from the stacked factor, with its derivatives (assembly/metric/rate.ts has the formulas):
 * K K^T = (I+F)^-1, vectors g_(j,m) = E_m^T K_j, gradient Σ g g^T, Hessian by Gram rows.
 */
import { accumulate, axpy, buffer, dot, gram } from './dense.js';
import type { Problem } from './problem.js';

export class Rate {
  readonly #L: number;
  readonly #m: number;
  readonly #receive: Float64Array;
  /** L×L upper triangular, and the pivots less one. */
  readonly K: Float64Array;
  readonly pivots: Float64Array;
  readonly #columns: Float64Array;
  /** h = g^T V, (L·M_r)×p. */
  readonly #inner: Float64Array;
  readonly #antennaMajor: Float64Array;
  readonly #pairs: Float64Array;

  constructor({ L, M, r, receive, receiveColumns }: Problem) {
    this.#L = L;
    this.#m = receiveColumns;
    this.#receive = receive;
    this.K = buffer(L * L);
    this.pivots = new Float64Array(L);
    this.#columns = buffer(L * receiveColumns * Math.max(r, M));
    this.#inner = buffer(L * receiveColumns * r);
    this.#antennaMajor = buffer(L * receiveColumns * r);
    this.#pairs = buffer(L * r * L * r);
  }

  get rowCount(): number {
    return (this.#L * (this.#L + 1)) / 2;
  }

  /** At Y = C V, L×p; leaves K. */
  evaluate(y: Float64Array, p: number): number {
    this.products(y, p, this.#columns);
    return this.#stackedFactor(this.#m * p);
  }

  /** W_l,(m,i) = receive_lm cb_li, L×(M_r·k). */
  products(cb: Float64Array, k: number, w: Float64Array): void {
    const L = this.#L;
    const m = this.#m;
    const receive = this.#receive;
    let to = 0;
    for (let l = 0; l < L; l++) {
      for (let a = 0; a < m; a++) {
        const s = receive[l * m + a];
        for (let i = 0; i < k; i++) w[to++] = s * cb[l * k + i];
      }
    }
  }

  #stackedFactor(n: number): number {
    const L = this.#L;
    const K = this.K;
    const columns = this.#columns;
    let logDet = 0;
    for (let l = 0; l < L; l++) {
      const a = l * n;
      const norm = dot(n, columns, a, columns, a);
      this.pivots[l] = norm;
      logDet += Math.log1p(norm);
      const sigma = Math.sqrt(1 + norm);
      K[l * L + l] = 1 / sigma;
      if (norm === 0) {
        for (let j = l + 1; j < L; j++) K[l * L + j] = 0;
        continue;
      }
      const head = (1 + 1 / sigma) / norm;
      for (let j = l + 1; j < L; j++) {
        const b = j * n;
        const product = dot(n, columns, a, columns, b);
        axpy(n, -head * product, columns, a, columns, b);
        K[l * L + j] = product / sigma;
      }
    }
    // K ← U^-1, whose diagonal is in place
    for (let j = L - 1; j >= 0; j--) {
      for (let i = j - 1; i >= 0; i--) {
        let sum = 0;
        for (let l = i + 1; l <= j; l++) sum += K[i * L + l] * K[l * L + j];
        K[i * L + j] = -sum * K[i * L + i];
      }
    }
    return logDet;
  }

  /** g = K^T W, (L·M_r)×k. */
  vectors(w: Float64Array, k: number, g: Float64Array): void {
    const L = this.#L;
    const n = this.#m * k;
    // K is upper triangular: rows j..j+3 need l ≤ j+3 only
    for (let j = 0; j < L; j += 4) {
      const rows = Math.min(4, L - j);
      accumulate(rows, n, j + rows, 1, this.K, j, 1, L, w, 0, n, g, j * n, n, false);
    }
  }

  /** s·∇, k×k. */
  gradient(g: Float64Array, k: number, s: number, out: Float64Array): void {
    gram(out, g, this.#L * this.#m, k, s);
  }

  /** Gram rows of −∇² in symmetric coordinates (diagonal, then √2 times the rest), times s. */
  rows(g: Float64Array, k: number, s: number, rows: Float64Array): void {
    const L = this.#L;
    const m = this.#m;
    const pairs = this.#pairs;
    const width = L * k;
    this.#toAntennaMajor(g, k);
    let row = 0;
    for (let a = 0; a < L; a++) {
      const count = (L - a) * k;
      accumulate(
        k,
        count,
        m,
        1,
        g,
        a * m * k,
        1,
        k,
        this.#antennaMajor,
        a * k,
        width,
        pairs,
        0,
        width,
        false,
      );
      for (let b = a; b < L; b++) {
        const t = a === b ? s : Math.SQRT2 * s;
        const half = t * Math.SQRT1_2;
        const from = (b - a) * k;
        let off = row + k;
        for (let i = 0; i < k; i++) {
          rows[row + i] = t * pairs[i * width + from + i];
          for (let j = i + 1; j < k; j++)
            rows[off++] = half * (pairs[i * width + from + j] + pairs[j * width + from + i]);
        }
        row = off;
      }
    }
  }

  #toAntennaMajor(from: Float64Array, k: number): void {
    const L = this.#L;
    const m = this.#m;
    const to = this.#antennaMajor;
    for (let j = 0; j < L; j++) {
      for (let a = 0; a < m; a++)
        for (let i = 0; i < k; i++) to[(a * L + j) * k + i] = from[(j * m + a) * k + i];
    }
  }

  /** h = g^T V, for the two below. */
  innerProducts(g: Float64Array, v: Float64Array, r: number, p: number): void {
    accumulate(this.#L * this.#m, p, r, 1, g, 0, r, 1, v, 0, p, this.#inner, 0, p, false);
  }

  /** ∇·V, r×p. */
  gradientOnFactor(g: Float64Array, r: number, p: number, out: Float64Array): void {
    accumulate(r, p, this.#L * this.#m, 1, g, 0, 1, r, this.#inner, 0, p, out, 0, p, false);
  }

  /** Gram rows of −∇² in the coordinates of dV, times s. */
  rowsOnFactor(g: Float64Array, r: number, p: number, s: number, rows: Float64Array): void {
    const L = this.#L;
    const m = this.#m;
    const pairs = this.#pairs;
    const width = L * p;
    this.#toAntennaMajor(this.#inner, p);
    for (let a = 0; a < L; a++) {
      const from = a * m * r;
      accumulate(
        r,
        width,
        m,
        1,
        g,
        from,
        1,
        r,
        this.#antennaMajor,
        0,
        width,
        pairs,
        a * r * width,
        width,
        false,
      );
    }
    let to = 0;
    for (let a = 0; a < L; a++) {
      for (let b = a; b < L; b++) {
        const t = a === b ? s : Math.SQRT2 * s;
        for (let i = 0; i < r; i++) {
          const ba = (b * r + i) * width + a * p;
          const ab = (a * r + i) * width + b * p;
          for (let j = 0; j < p; j++) rows[to++] = t * (pairs[ba + j] + pairs[ab + j]);
        }
      }
    }
  }

  /** ψ(K) = log det Z + L − tr Z, Z = K K^T, from the pivots and what is off K's diagonal. */
  psi(): number {
    const L = this.#L;
    let sum = 0;
    for (let l = 0; l < L; l++) {
      const x = this.pivots[l];
      const sigma = Math.sqrt(1 + x);
      const less = -x / (sigma * (1 + sigma));
      sum += -Math.log1p(x) - less * (2 + less);
      for (let j = l + 1; j < L; j++) sum -= this.K[l * L + j] * this.K[l * L + j];
    }
    return sum;
  }
}
