/** Eigenvalues and singular values of small real matrices. */
import { axpy, dot } from './dense.js';

/** Eigenvalues of symmetric A (n×n, destroyed), eigenvectors into the columns of `vectors`: cyclic Jacobi. */
export function eigen(a: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void {
  vectors.fill(0, 0, n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 40; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const x = a[p * n + q];
        const app = a[p * n + p];
        const aqq = a[q * n + q];
        if (Math.abs(x) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) || Math.abs(x) < 1e-300) continue;
        if (Math.abs(x) <= 1e-19 * Math.max(Math.abs(app), Math.abs(aqq))) continue;
        rotated = true;
        const theta = (aqq - app) / (2 * x);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          if (k === p || k === q) continue;
          const u = a[p * n + k];
          const v = a[q * n + k];
          a[p * n + k] = a[k * n + p] = c * u - s * v;
          a[q * n + k] = a[k * n + q] = s * u + c * v;
        }
        a[p * n + p] = app - t * x;
        a[q * n + q] = aqq + t * x;
        a[p * n + q] = a[q * n + p] = 0;
        for (let k = 0; k < n; k++) {
          const u = vectors[k * n + p];
          const v = vectors[k * n + q];
          vectors[k * n + p] = c * u - s * v;
          vectors[k * n + q] = s * u + c * v;
        }
      }
    }
    if (!rotated) break;
  }
  for (let i = 0; i < n; i++) values[i] = a[i * n + i];
}

/** One-sided Jacobi: rows of M (n×k) made orthogonal, the rotations into omega (n×n) unless null, norms into values. */
export function orthogonalizeRows(
  m: Float64Array,
  n: number,
  k: number,
  omega: Float64Array | null,
  values: Float64Array,
): void {
  if (omega !== null) {
    omega.fill(0, 0, n * n);
    for (let i = 0; i < n; i++) omega[i * n + i] = 1;
  }
  for (let sweep = 0; sweep < 40; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        let app = 0;
        let aqq = 0;
        let apq = 0;
        for (let j = 0; j < k; j++) {
          const x = m[p * k + j];
          const y = m[q * k + j];
          app += x * x;
          aqq += y * y;
          apq += x * y;
        }
        if (Math.abs(apq) <= 1e-15 * Math.sqrt(app * aqq) || Math.abs(apq) < 1e-300) continue;
        rotated = true;
        const theta = (aqq - app) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        rotate(m, p * k, q * k, k, c, s);
        if (omega !== null) rotate(omega, p * n, q * n, n, c, s);
      }
    }
    if (!rotated) break;
  }
  for (let p = 0; p < n; p++) values[p] = Math.sqrt(dot(k, m, p * k, m, p * k));
}

function rotate(m: Float64Array, p: number, q: number, k: number, c: number, s: number): void {
  for (let j = 0; j < k; j++) {
    const x = m[p + j];
    const y = m[q + j];
    m[p + j] = c * x - s * y;
    m[q + j] = s * x + c * y;
  }
}

/** Indices of values[0..n) by falling value. */
export function descending(values: Float64Array, n: number, order: Int32Array): void {
  for (let i = 0; i < n; i++) {
    let j = i;
    for (; j > 0 && values[i] > values[order[j - 1]]; j--) order[j] = order[j - 1];
    order[j] = i;
  }
}

/** The extreme eigenvalue of symmetric matrices of up to n×n: Householder to tridiagonal, then bisection. */
export class ExtremeEigenvalue {
  readonly #diagonal: Float64Array;
  readonly #squares: Float64Array;
  readonly #v: Float64Array;
  readonly #w: Float64Array;

  constructor(n: number) {
    this.#diagonal = new Float64Array(n);
    this.#squares = new Float64Array(n);
    this.#v = new Float64Array(n);
    this.#w = new Float64Array(n);
  }

  /** Largest, from above, to rounding; `near`: a guess. A is destroyed. */
  largest(a: Float64Array, n: number, near: number): number {
    this.#tridiagonal(a, n);
    return this.#top(n, near, 0);
  }

  /** Smallest, from below, to `error`, or that part of it; A is destroyed. */
  smallest(a: Float64Array, n: number, error: number): number {
    this.#tridiagonal(a, n);
    for (let i = 0; i < n; i++) this.#diagonal[i] = -this.#diagonal[i];
    return -this.#top(n, NaN, error);
  }

  #tridiagonal(a: Float64Array, n: number): void {
    const diagonal = this.#diagonal;
    const squares = this.#squares;
    const v = this.#v;
    const w = this.#w;
    for (let k = 0; k < n; k++) {
      diagonal[k] = a[k * n + k];
      if (k === n - 1) break;
      const first = k + 1;
      const m = n - first;
      let norm = 0;
      for (let j = 0; j < m; j++) {
        const x = a[k * n + first + j];
        v[j] = x;
        norm += x * x;
      }
      squares[k] = norm;
      if (m === 1 || norm === 0) continue;
      const length = Math.sqrt(norm);
      const head = v[0];
      v[0] = head >= 0 ? head + length : head - length;
      const beta = 1 / (length * (length + Math.abs(head)));
      let inner = 0;
      for (let i = 0; i < m; i++) {
        w[i] = beta * dot(m, a, (first + i) * n + first, v, 0);
        inner += w[i] * v[i];
      }
      axpy(m, -0.5 * beta * inner, v, 0, w, 0);
      for (let i = 0; i < m; i++) {
        const row = (first + i) * n + first;
        const x = v[i];
        const y = w[i];
        for (let j = 0; j < m; j++) a[row + j] -= x * w[j] + y * v[j];
      }
    }
  }

  #top(n: number, near: number, error: number): number {
    const diagonal = this.#diagonal;
    const squares = this.#squares;
    let low = diagonal[0];
    let high = low;
    let before = 0;
    for (let i = 0; i < n; i++) {
      const after = i < n - 1 ? Math.sqrt(squares[i]) : 0;
      low = Math.max(low, diagonal[i]);
      high = Math.max(high, diagonal[i] + before + after);
      before = after;
    }
    if (!(high - low < Infinity)) return NaN;
    if (near > low && near < high) {
      let step = Number.EPSILON * Math.abs(near);
      if (this.#isAbove(near, n)) {
        high = near;
        while (high - step > low && this.#isAbove(high - step, n)) {
          high -= step;
          step *= 16;
        }
        low = Math.max(low, high - step);
      } else {
        low = near;
        while (low + step < high && !this.#isAbove(low + step, n)) {
          low += step;
          step *= 16;
        }
        high = Math.min(high, low + step);
      }
    }
    while (high - low > error * Math.max(1, Math.abs(high))) {
      const middle = low + 0.5 * (high - low);
      if (!(middle > low && middle < high)) break;
      if (this.#isAbove(middle, n)) high = middle;
      else low = middle;
    }
    return high;
  }

  #isAbove(x: number, n: number): boolean {
    const diagonal = this.#diagonal;
    const squares = this.#squares;
    let pivot = x - diagonal[0];
    for (let i = 1; i < n; i++) {
      if (!(pivot > 0)) return false;
      pivot = x - diagonal[i] - squares[i - 1] / pivot;
    }
    return pivot > 0;
  }
}
