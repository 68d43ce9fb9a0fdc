/**
 * log det(I + (N/σ²)F) in nats from the stacked factor, with its derivatives (assembly/metric/rate.ts has the formulas):
 * K K^T = (I+F)^-1, vectors g_(j,m) = E_m^T K_j, gradient Σ g g^T, Hessian by Gram rows.
 */
import { accumulate, axpy, buffer, copy, dot, gram, multiplyTN } from './dense.js';
import type { Problem } from './problem.js';

export class Rate {
  readonly #L: number;
  readonly #m: number;
  readonly #receive: Float64Array;
  /** L×L upper triangular, and the pivots less one. */
  readonly K: Float64Array;
  readonly pivots: Float64Array;
  /** Ω at the last evaluation, by columns; and what that evaluation destroys. */
  readonly #omega: Float64Array;
  readonly #columns: Float64Array;
  readonly #weighted: Float64Array;
  /** h = g^T V, (L·M_r)×p. */
  readonly #inner: Float64Array;
  readonly #antennaMajor: Float64Array;
  readonly #pairs: Float64Array;

  constructor({ L, r, receive, receiveColumns }: Problem) {
    this.#L = L;
    this.#m = receiveColumns;
    this.#receive = receive;
    this.K = buffer(L * L);
    this.pivots = new Float64Array(L);
    this.#omega = buffer(L * receiveColumns * r);
    this.#columns = buffer(L * receiveColumns * r);
    this.#inner = buffer(L * receiveColumns * r);
    this.#antennaMajor = buffer(L * receiveColumns * r);
    this.#pairs = buffer(L * r * L * r);
    this.#weighted = buffer(L * r);
  }

  get rowCount(): number {
    return (this.#L * (this.#L + 1)) / 2;
  }

  /** At Y = C V, L×p; leaves K. */
  evaluate(y: Float64Array, p: number): number {
    this.products(y, p, this.#omega);
    copy(this.#L * this.#m * p, this.#omega, 0, this.#columns, 0);
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
    // the product of the pivots, less one: its digits and a single logarithm, until it might overflow
    let product = 0;
    let logDet = 0;
    for (let l = 0; l < L; l++) {
      const a = l * n;
      const norm = dot(n, columns, a, columns, a);
      this.pivots[l] = norm;
      product += norm + product * norm;
      if (product > 1e100) {
        logDet += Math.log1p(product);
        product = 0;
      }
      const sigma = Math.sqrt(1 + norm);
      K[l * L + l] = 1 / sigma;
      if (norm === 0) {
        for (let j = l + 1; j < L; j++) K[l * L + j] = 0;
        continue;
      }
      const head = (1 + 1 / sigma) / norm;
      for (let j = l + 1; j < L; j++) {
        const b = j * n;
        const inner = dot(n, columns, a, columns, b);
        axpy(n, -head * inner, columns, a, columns, b);
        K[l * L + j] = inner / sigma;
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
    return logDet + Math.log1p(product);
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

  /** h = g^T V = K^T Ω at the last evaluation, for the two below. */
  innerProducts(p: number): void {
    this.vectors(this.#omega, p, this.#inner);
  }

  /** ∇·V = C^T w, w_l = Σ_m receive_lm Σ_{j≥l} K_lj h_jm; r×p. */
  gradientOnFactor(c: Float64Array, r: number, p: number, out: Float64Array): void {
    const L = this.#L;
    const m = this.#m;
    const n = m * p;
    const u = this.#columns;
    const w = this.#weighted;
    for (let l = 0; l < L; l += 4) {
      const rows = Math.min(4, L - l);
      accumulate(rows, n, L - l, 1, this.K, l * (L + 1), L, 1, this.#inner, l * n, n, u, l * n, n, false);
    }
    w.fill(0, 0, L * p);
    for (let l = 0; l < L; l++) {
      for (let a = 0; a < m; a++) axpy(p, this.#receive[l * m + a], u, l * n + a * p, w, l * p);
    }
    multiplyTN(out, c, w, r, L, p);
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

  /** ψ(K) = log det Z + L − tr Z, Z = K K^T, from the rate (nats), the pivots and what is off K's diagonal. */
  psi(nats: number): number {
    const L = this.#L;
    let sum = -nats;
    for (let l = 0; l < L; l++) {
      const x = this.pivots[l];
      const sigma = Math.sqrt(1 + x);
      const less = -x / (sigma * (1 + sigma));
      sum -= less * (2 + less);
      for (let j = l + 1; j < L; j++) sum -= this.K[l * L + j] * this.K[l * L + j];
    }
    return sum;
  }
}
