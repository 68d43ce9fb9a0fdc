/** Complex numbers and Hermitian matrices of balls. */
import {
  add,
  divide,
  exact,
  isPositive,
  multiply,
  negate,
  one,
  subtract,
  sum,
  zero,
  type Ball,
} from './ball.js';

export interface Complex {
  readonly re: Ball;
  readonly im: Ball;
}

/** By rows. */
export type Matrix = Complex[][];

export const nothing: Complex = { re: zero, im: zero };

export function real(re: Ball): Complex {
  return { re, im: zero };
}

export function plus(x: Complex, y: Complex): Complex {
  return { re: add(x.re, y.re), im: add(x.im, y.im) };
}

export function minus(x: Complex, y: Complex): Complex {
  return { re: subtract(x.re, y.re), im: subtract(x.im, y.im) };
}

export function times(x: Complex, y: Complex): Complex {
  return {
    re: subtract(multiply(x.re, y.re), multiply(x.im, y.im)),
    im: add(multiply(x.re, y.im), multiply(x.im, y.re)),
  };
}

export function conjugate({ re, im }: Complex): Complex {
  return { re, im: negate(im) };
}

export function scaled({ re, im }: Complex, by: Ball): Complex {
  return { re: multiply(re, by), im: multiply(im, by) };
}

/** |x|² */
export function squared({ re, im }: Complex): Ball {
  return add(multiply(re, re), multiply(im, im));
}

/** x^H y */
export function inner(x: readonly Complex[], y: readonly Complex[]): Complex {
  return x.reduce((total, entry, i) => plus(total, times(conjugate(entry), y[i])), nothing);
}

/** A matrix of doubles. */
export function matrix({ re, im }: { re: number[][]; im: number[][] }): Matrix {
  return re.map((row, i) => row.map((x, j) => ({ re: exact(x), im: exact(im[i][j]) })));
}

export function column(A: Matrix, j: number): Complex[] {
  return A.map((row) => row[j]);
}

/** X Y^H */
export function outer(X: Matrix, Y: Matrix): Matrix {
  return X.map((x) => Y.map((y) => inner(y, x)));
}

/** X Y */
export function product(X: Matrix, Y: Matrix): Matrix {
  const columns = Y[0].map((_, j) => column(Y, j));
  return X.map((row) =>
    columns.map((entries) => row.reduce((total, x, k) => plus(total, times(x, entries[k])), nothing)),
  );
}

/** C^H W C */
export function congruence(C: Matrix, W: Matrix): Matrix {
  const WC = product(W, C);
  return C[0].map((_, i) => C[0].map((__, j) => inner(column(C, i), column(WC, j))));
}

export function sumOf(A: Matrix, B: Matrix): Matrix {
  return A.map((row, i) => row.map((x, j) => plus(x, B[i][j])));
}

export function scaledMatrix(A: Matrix, by: Ball): Matrix {
  return A.map((row) => row.map((x) => scaled(x, by)));
}

/** A = L D L^H with a unit triangular L and D > 0. */
export interface Factors {
  pivots: Ball[];
  /** Below the diagonal. */
  L: Matrix;
}

/**
 * Of Hermitian A, read below its diagonal; null where a pivot's ball is not wholly positive. Elimination in balls
 * contains that of every matrix in A: with positive pivots all of them are positive definite (Sylvester).
 */
export function factorize(A: Matrix): Factors | null {
  const S = A.map((row) => [...row]);
  const pivots: Ball[] = [];
  const L: Matrix = A.map(() => []);
  for (let k = 0; k < A.length; k++) {
    const pivot = S[k][k].re;
    if (!isPositive(pivot)) return null;
    pivots.push(pivot);
    const inverse = divide(one, pivot);
    for (let i = k + 1; i < A.length; i++) {
      L[i][k] = scaled(S[i][k], inverse);
      for (let j = k + 1; j < i; j++) S[i][j] = minus(S[i][j], times(L[i][k], conjugate(S[j][k])));
      S[i][i] = real(subtract(S[i][i].re, multiply(squared(L[i][k]), pivot)));
    }
  }
  return { pivots, L };
}

/** b^H A^-1 b = Σ |x_i|²/d_i, L x = b. */
export function inverseForm({ pivots, L }: Factors, b: readonly Complex[]): Ball {
  const x: Complex[] = [];
  for (let i = 0; i < b.length; i++) {
    let entry = b[i];
    for (let k = 0; k < i; k++) entry = minus(entry, times(L[i][k], x[k]));
    x.push(entry);
  }
  return sum(x.map((entry, i) => divide(squared(entry), pivots[i])));
}

/**
 * A number ≥ 0 that no eigenvalue of Hermitian A exceeds: λ such that λI − A is shown positive definite. Bisection finds
 * a small one, first in doubles, which prove nothing, then with the proof; the distance to the smallest that could be
 * shown is 1e-24 of A. null where none can be shown.
 */
export function eigenvalueBound(A: Matrix): Ball | null {
  const diagonal = A.map((row, i) => row[i].re.h);
  const shown = (lambda: Ball) =>
    factorize(
      A.map((row, i) =>
        row.map((x, j) => ({
          re: i === j ? subtract(lambda, x.re) : negate(x.re),
          im: negate(x.im),
        })),
      ),
    ) !== null;
  const most = rowSums(A);
  let low = Math.max(0, ...diagonal);
  let high = most;
  for (let i = 0; i < 60 && high - low > 1e-15 * most; i++) {
    const middle = (low + high) / 2;
    if (isPositiveDefinite(A, middle)) high = middle;
    else low = middle;
  }
  // in balls from there: a bracket wide enough for what the doubles may have got wrong
  let size = 1e-14 * most + 1e-270;
  while (!shown(exact(high + size))) {
    size *= 16;
    if (!(size <= 1e5 * most)) return null;
  }
  const base = exact(high);
  let [from, to] = [-size, size];
  for (let i = 0; i < 100 && to - from > 1e-24 * most; i++) {
    const middle = (from + to) / 2;
    if (shown(add(base, exact(middle)))) to = middle;
    else from = middle;
  }
  return high + to > 0 ? add(base, exact(to)) : zero;
}

/** The largest row sum of magnitudes, roughly. */
function rowSums(A: Matrix): number {
  return Math.max(...A.map((row) => row.reduce((total, { re, im }) => total + Math.hypot(re.h, im.h), 0)));
}

/** Whether Cholesky in doubles runs through for λI − A: a hint. */
function isPositiveDefinite(A: Matrix, lambda: number): boolean {
  const n = A.length;
  const re = A.map((row, i) => Float64Array.from(row, (x, j) => (i === j ? lambda : 0) - x.re.h));
  const im = A.map((row) => Float64Array.from(row, (x) => -x.im.h));
  for (let k = 0; k < n; k++) {
    const pivot = re[k][k];
    if (!(pivot > 0)) return false;
    for (let i = k + 1; i < n; i++) {
      const fr = re[i][k] / pivot;
      const fi = im[i][k] / pivot;
      for (let j = k + 1; j <= i; j++) {
        re[i][j] -= fr * re[j][k] + fi * im[j][k];
        im[i][j] -= fi * re[j][k] - fr * im[j][k];
      }
    }
  }
  return true;
}
