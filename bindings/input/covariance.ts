/** Validates a covariance that a caller brings. */

import { InputError, type InputIssue } from './errors.js';
import { check, isObject, list, numberIn, strictObject } from './rules.js';
import type { ComplexMatrix } from '../types.js';

/**
 * How far from Hermitian and from positive semidefinite, relative to the largest entry and eigenvalue, a covariance may
 * be, and how far above the budget, relative: what first-order solvers leave (SCS: 4e-7), and no more.
 */
export const solverTolerance = 1e-6;
/** As messages say it. */
export const toleranceText = '1e-6';

/**
 * A covariance in W from `{re, im}`, or from a point of a result that carries one. Departures from Hermitian
 * symmetry up to `solverTolerance` of the largest entry are averaged away; whether it is positive semidefinite is seen
 * by the core.
 *
 * @param size M_t, the number of rows and columns it must have
 * @throws InputError with every bad row and entry, or the pair of entries that is farthest from Hermitian, under
 *   `covariance`
 */
export function parseCovariance(input: unknown, size: number): ComplexMatrix {
  const { output, issues } = checkCovariance(input, size);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}

export interface CheckedCovariance {
  output: ComplexMatrix;
  issues: InputIssue[];
  /** The largest departure from Hermitian symmetry, relative to the largest entry. */
  asymmetry: number;
}

/** The same without throwing; `path` for one that is elsewhere. */
export function checkCovariance(input: unknown, size: number, path = 'covariance'): CheckedCovariance {
  const shape = `must be ${size} rows of ${size} finite numbers (W), as the transmitter has ${size} antennas`;
  const row = list(numberIn({ unit: 'W' }), size, size, `must be a row of ${size} finite numbers (W)`);
  const plane = list(row, size, size, shape);
  const matrix = strictObject(
    { re: plane, im: plane },
    'must be {"re": [[…]], "im": [[…]]} in W, or a point of a result that was made with covariances',
  );
  const { output, issues } = check(matrix, isPoint(input) ? input.covariance : input, path, path.split('.'));
  return issues.length > 0 ? { output, issues, asymmetry: 0 } : hermitian(output, path);
}

/** Whether this is a point of a result, with its covariance or without. */
export const isPoint = (input: unknown): input is Record<string, unknown> =>
  isObject(input) && (Object.hasOwn(input, 'covariance') || Object.hasOwn(input, 'rateFloor'));

function hermitian({ re, im }: ComplexMatrix, path: string): CheckedCovariance {
  let largest = 0;
  for (const row of [...re, ...im]) for (const entry of row) largest = Math.max(largest, Math.abs(entry));
  let departure = 0;
  let worst: InputIssue | null = null;
  const compare = (plane: 're' | 'im', i: number, j: number, value: number, other: number) => {
    if (!(Math.abs(value - other) > departure)) return;
    departure = Math.abs(value - other);
    const twin = i === j ? '0' : `${plane === 'im' ? '−' : ''}${plane}[${j}][${i}] = ${other}`;
    const message = `must be ${twin} to within ${toleranceText} of the largest entry: a covariance is Hermitian`;
    worst = { path: `${path}.${plane}[${i}][${j}]`, value, message };
  };
  const output: ComplexMatrix = { re: re.map((row) => [...row]), im: im.map((row) => [...row]) };
  for (let i = 0; i < re.length; i++) {
    compare('im', i, i, im[i][i], 0);
    output.im[i][i] = 0;
    for (let j = 0; j < i; j++) {
      compare('re', i, j, re[i][j], re[j][i]);
      compare('im', i, j, im[i][j], -im[j][i]);
      output.re[i][j] = output.re[j][i] = mean(re[i][j], re[j][i]);
      output.im[i][j] = mean(im[i][j], -im[j][i]);
      output.im[j][i] = -output.im[i][j];
    }
  }
  const asymmetry = largest > 0 ? departure / largest : 0;
  return { output, asymmetry, issues: worst !== null && asymmetry > solverTolerance ? [worst] : [] };
}

/** Exact where both are the same, and without overflow. */
function mean(a: number, b: number): number {
  return a === b ? a : 0.5 * a + 0.5 * b;
}
