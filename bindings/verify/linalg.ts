/**
 * The little dense linear algebra the verifier needs. Plain loops over arrays of rows, written to be read rather
 * than to be fast, and shared with nothing else in the project: a mistake in the core's kernels cannot hide here.
 */
import type { ComplexMatrix } from '../types.js';

export interface ComplexVector {
  re: number[];
  im: number[];
}

/** Half the distance from 1 to the next double: the largest relative error of one rounding. */
export const unitRoundoff = 2 ** -53;

export function zeroVector(length: number): ComplexVector {
  return { re: new Array<number>(length).fill(0), im: new Array<number>(length).fill(0) };
}

export function zeroMatrix(rows: number, columns: number): ComplexMatrix {
  return { re: zeroReal(rows, columns), im: zeroReal(rows, columns) };
}

export function zeroReal(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}

/** x^H y = Σ x_i^* y_i */
export function inner(x: ComplexVector, y: ComplexVector): { re: number; im: number } {
  let re = 0;
  let im = 0;
  for (let i = 0; i < x.re.length; i++) {
    re += x.re[i] * y.re[i] + x.im[i] * y.im[i];
    im += x.re[i] * y.im[i] - x.im[i] * y.re[i];
  }
  return { re, im };
}

export function squaredNorm(x: ComplexVector): number {
  let sum = 0;
  for (let i = 0; i < x.re.length; i++) sum += x.re[i] * x.re[i] + x.im[i] * x.im[i];
  return sum;
}

/** A += weight · u u^H */
export function addOuter(A: ComplexMatrix, u: ComplexVector, weight: number): void {
  for (let i = 0; i < u.re.length; i++) {
    for (let j = 0; j < u.re.length; j++) {
      A.re[i][j] += weight * (u.re[i] * u.re[j] + u.im[i] * u.im[j]);
      A.im[i][j] += weight * (u.im[i] * u.re[j] - u.re[i] * u.im[j]);
    }
  }
}

/** V V^H, Hermitian, for V: n×p. */
export function outerProduct(V: ComplexMatrix): ComplexMatrix {
  const n = V.re.length;
  const R = zeroMatrix(n, n);
  for (let k = 0; k < V.re[0].length; k++) addOuter(R, column(V, k), 1);
  return R;
}

export function column(A: ComplexMatrix, k: number): ComplexVector {
  return { re: A.re.map((row) => row[k]), im: A.im.map((row) => row[k]) };
}

/** Σ |entries|², the trace of V V^H. */
export function squares(V: ComplexMatrix): number {
  let sum = 0;
  for (let k = 0; k < V.re[0].length; k++) sum += squaredNorm(column(V, k));
  return sum;
}

/** The columns of A, then those of B. */
export function beside(A: ComplexMatrix, B: ComplexMatrix): ComplexMatrix {
  return {
    re: A.re.map((row, i) => [...row, ...B.re[i]]),
    im: A.im.map((row, i) => [...row, ...B.im[i]]),
  };
}

/** Largest entry of A by modulus. */
export function largestEntry(A: ComplexMatrix): number {
  let largest = 0;
  A.re.forEach((row, i) => row.forEach((x, j) => (largest = Math.max(largest, Math.hypot(x, A.im[i][j])))));
  return largest;
}

/**
 * Eigenvalues and eigenvectors of a Hermitian matrix by cyclic Jacobi rotations, in no particular order; eigenvector
 * k is column k. Only as exact as A is Hermitian. Errors of the values: a few n·unitRoundoff·‖A‖.
 */
export function hermitianEigen(A: ComplexMatrix): { values: number[]; vectors: ComplexMatrix } {
  const n = A.re.length;
  const re = A.re.map((row) => [...row]);
  const im = A.im.map((row) => [...row]);
  const vectors = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) vectors.re[i][i] = 1;
  const negligible = 1e-18 * largestEntry(A);

  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const modulus = Math.hypot(re[p][q], im[p][q]);
        if (!(modulus > negligible)) continue;
        rotated = true;
        // The phase e^(−jφ) makes A[p][q] real; the real rotation (c, s) then annihilates it.
        const phase = { re: re[p][q] / modulus, im: -im[p][q] / modulus };
        const half = (re[q][q] - re[p][p]) / (2 * modulus);
        const t = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.hypot(half, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        rotateColumns({ re, im }, p, q, c, s, phase);
        rotateRows({ re, im }, p, q, c, s, phase);
        re[p][q] = im[p][q] = re[q][p] = im[q][p] = im[p][p] = im[q][q] = 0;
        rotateColumns(vectors, p, q, c, s, phase);
      }
    }
  }
  return { values: re.map((row, i) => row[i]), vectors };
}

/** (x_p, x_q) ← (c x_p − s e x_q, s x_p + c e x_q) for every row, e the unit phase. */
function rotateColumns(
  A: ComplexMatrix,
  p: number,
  q: number,
  c: number,
  s: number,
  phase: { re: number; im: number },
) {
  for (let i = 0; i < A.re.length; i++) {
    const pr = A.re[i][p];
    const pi = A.im[i][p];
    const qr = A.re[i][q] * phase.re - A.im[i][q] * phase.im;
    const qi = A.re[i][q] * phase.im + A.im[i][q] * phase.re;
    A.re[i][p] = c * pr - s * qr;
    A.im[i][p] = c * pi - s * qi;
    A.re[i][q] = s * pr + c * qr;
    A.im[i][q] = s * pi + c * qi;
  }
}

/** The adjoint of rotateColumns, from the left. */
function rotateRows(
  A: ComplexMatrix,
  p: number,
  q: number,
  c: number,
  s: number,
  phase: { re: number; im: number },
) {
  for (let i = 0; i < A.re.length; i++) {
    const pr = A.re[p][i];
    const pi = A.im[p][i];
    const qr = A.re[q][i] * phase.re + A.im[q][i] * phase.im;
    const qi = A.im[q][i] * phase.re - A.re[q][i] * phase.im;
    A.re[p][i] = c * pr - s * qr;
    A.im[p][i] = c * pi - s * qi;
    A.re[q][i] = s * pr + c * qr;
    A.im[q][i] = s * pi + c * qi;
  }
}

/** λ_max of a Hermitian matrix. */
export function largestEigenvalue(A: ComplexMatrix): number {
  return Math.max(...hermitianEigen(A).values);
}

/**
 * Inverse of a real symmetric positive definite matrix by Cholesky, after scaling its diagonal to 1 (the entries of a
 * Fisher matrix differ by the units of delay and angle, 1e20 and more). null where it is not positive definite.
 */
export function invertPositive(A: number[][]): number[][] | null {
  const n = A.length;
  const scale = A.map((row, i) => 1 / Math.sqrt(row[i]));
  const lower = zeroReal(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i][j] * scale[i] * scale[j];
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      if (i === j && !(sum > 0)) return null;
      lower[i][j] = i === j ? Math.sqrt(sum) : sum / lower[j][j];
    }
  }
  // With M = lower^-1, the inverse of the scaled matrix is M^T M.
  const M = zeroReal(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= lower[i][k] * M[k][j];
      M[i][j] = sum / lower[i][i];
    }
  }
  const inverse = zeroReal(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = Math.max(i, j); k < n; k++) inverse[i][j] += M[k][i] * M[k][j];
      inverse[i][j] *= scale[i] * scale[j];
    }
  }
  return inverse;
}
