/** Matrices by their definitions, for comparing kernels with. */
import type { ComplexMatrix } from '../../bindings/types.js';
import { normal, seeded } from '../verify/helpers.js';

/** Both fields of the core; a Real matrix is a complex one whose imaginary part is zero. */
export type NumberField = 'real' | 'complex';
export const numberFields: NumberField[] = ['real', 'complex'];

export { seeded };

export function build(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => [number, number],
): ComplexMatrix {
  const re: number[][] = [];
  const im: number[][] = [];
  for (let i = 0; i < rows; i++) {
    re.push([]);
    im.push([]);
    for (let j = 0; j < columns; j++) {
      const [x, y] = entry(i, j);
      re[i].push(x);
      im[i].push(y);
    }
  }
  return { re, im };
}

/** Standard normal entries. */
export function random(next: () => number, field: NumberField, rows: number, columns: number): ComplexMatrix {
  return build(rows, columns, () => [normal(next), field === 'complex' ? normal(next) : 0]);
}

export function randomHermitian(next: () => number, field: NumberField, n: number): ComplexMatrix {
  const A = random(next, field, n, n);
  return combine(0.5, A, 0.5, adjoint(A));
}

/** A A^H + n·shift·I: positive definite. */
export function randomPositive(
  next: () => number,
  field: NumberField,
  n: number,
  shift = 0.1,
): ComplexMatrix {
  const A = random(next, field, n, n);
  return combine(1, product(A, adjoint(A)), n * shift, identity(n));
}

export const identity = (n: number) => build(n, n, (i, j) => [i === j ? 1 : 0, 0]);
export const diagonal = (x: number[]) => build(x.length, x.length, (i, j) => [i === j ? x[i] : 0, 0]);

export const adjoint = (A: ComplexMatrix) =>
  build(A.re[0].length, A.re.length, (i, j) => [A.re[j][i], -A.im[j][i]]);

export function product(A: ComplexMatrix, B: ComplexMatrix): ComplexMatrix {
  return build(A.re.length, B.re[0].length, (i, j) => {
    let [re, im] = [0, 0];
    for (let l = 0; l < B.re.length; l++) {
      re += A.re[i][l] * B.re[l][j] - A.im[i][l] * B.im[l][j];
      im += A.re[i][l] * B.im[l][j] + A.im[i][l] * B.re[l][j];
    }
    return [re, im];
  });
}

/** s A + t B */
export const combine = (s: number, A: ComplexMatrix, t: number, B: ComplexMatrix) =>
  build(A.re.length, A.re[0].length, (i, j) => [
    s * A.re[i][j] + t * B.re[i][j],
    s * A.im[i][j] + t * B.im[i][j],
  ]);

export const scaled = (s: number, A: ComplexMatrix) => combine(s, A, 0, A);

/** ⟨A, B⟩ = Re tr(A^H B) */
export function scalar(A: ComplexMatrix, B: ComplexMatrix): number {
  let sum = 0;
  A.re.forEach((row, i) => row.forEach((x, j) => (sum += x * B.re[i][j] + A.im[i][j] * B.im[i][j])));
  return sum;
}

/** Frobenius norm. */
export const norm = (A: ComplexMatrix) => Math.sqrt(scalar(A, A));

/** |A − B| over |B|. */
export const distance = (A: ComplexMatrix, B: ComplexMatrix) =>
  norm(combine(1, A, -1, B)) / Math.max(norm(B), 1e-300);

/** L lower triangular with L L^H = A. */
export function cholesky(A: ComplexMatrix): ComplexMatrix {
  const n = A.re.length;
  const L = build(n, n, () => [0, 0]);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let [re, im] = [A.re[i][j], A.im[i][j]];
      for (let l = 0; l < j; l++) {
        re -= L.re[i][l] * L.re[j][l] + L.im[i][l] * L.im[j][l];
        im -= L.im[i][l] * L.re[j][l] - L.re[i][l] * L.im[j][l];
      }
      if (i === j) L.re[j][j] = Math.sqrt(re);
      else [L.re[i][j], L.im[i][j]] = [re / L.re[j][j], im / L.re[j][j]];
    }
  }
  return L;
}

/** Coordinates of a Hermitian matrix: the diagonal, √2 Re A_ij for i < j by rows, then (complex) √2 Im A_ij. */
export function coordinates(A: ComplexMatrix, field: NumberField): number[] {
  const n = A.re.length;
  const above = (plane: number[][]) => plane.flatMap((row, i) => row.slice(i + 1).map((x) => Math.SQRT2 * x));
  const diagonalOf = Array.from({ length: n }, (_, i) => A.re[i][i]);
  return [...diagonalOf, ...above(A.re), ...(field === 'complex' ? above(A.im) : [])];
}

/** Coordinates of any matrix: its planes, by rows. */
export const planes = (A: ComplexMatrix, field: NumberField) => [
  ...A.re.flat(),
  ...(field === 'complex' ? A.im.flat() : []),
];

export const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);

/** Smallest step of a five-point rule that neither rounding nor curvature spoils here. */
const step = 1e-3;
/** f'(0) by the central five-point rule. */
export function slope(f: (t: number) => number): number {
  return (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * step);
}
