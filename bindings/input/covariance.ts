/** Validates a covariance that a caller brings. */

import { InputError, type InputIssue } from './errors.js';
import { check, isObject, list, numberIn, strictObject } from './rules.js';
import type { ComplexMatrix } from '../types.js';

/** Largest departure from Hermitian symmetry, relative to the largest entry. */
const symmetry = 1e-9;

/**
 * A covariance in W from `{re, im}`, or from a point of a result that carries one. Departures from Hermitian
 * symmetry up to 1e-9 of the largest entry (rounding of whoever wrote the file) are averaged away; whether it is
 * positive semidefinite is seen by the core.
 *
 * @param size M_t, the number of rows and columns it must have
 * @throws InputError with every bad row, entry or pair of entries, under `covariance`
 */
export function parseCovariance(input: unknown, size: number): ComplexMatrix {
  const { output, issues } = checkCovariance(input, size);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}

/** The same without throwing; `path` for one that is elsewhere. */
export function checkCovariance(
  input: unknown,
  size: number,
  path = 'covariance',
): { output: ComplexMatrix; issues: InputIssue[] } {
  const shape = `must be ${size} rows of ${size} finite numbers (W), as the transmitter has ${size} antennas`;
  const row = list(numberIn({ unit: 'W' }), size, size, `must be a row of ${size} finite numbers (W)`);
  const plane = list(row, size, size, shape);
  const matrix = strictObject(
    { re: plane, im: plane },
    'must be {"re": [[…]], "im": [[…]]} in W, or a point of a result that was made with covariances',
  );
  const { output, issues } = check(matrix, isPoint(input) ? input.covariance : input, path, path.split('.'));
  return issues.length > 0 ? { output, issues } : hermitian(output, path);
}

/** Whether this is a point of a result, with its covariance or without. */
export const isPoint = (input: unknown): input is Record<string, unknown> =>
  isObject(input) && (Object.hasOwn(input, 'covariance') || Object.hasOwn(input, 'rateFloor'));

function hermitian({ re, im }: ComplexMatrix, path: string): { output: ComplexMatrix; issues: InputIssue[] } {
  const issues: InputIssue[] = [];
  let largest = 0;
  for (const row of [...re, ...im]) for (const entry of row) largest = Math.max(largest, Math.abs(entry));
  const allowed = symmetry * largest;
  const refuse = (plane: 're' | 'im', i: number, j: number, value: number, expected: string) => {
    const message = `must be ${expected} to within 1e-9 of the largest entry: a covariance is Hermitian`;
    issues.push({ path: `${path}.${plane}[${i}][${j}]`, value, message });
  };
  const output: ComplexMatrix = { re: re.map((row) => [...row]), im: im.map((row) => [...row]) };
  for (let i = 0; i < re.length; i++) {
    if (!(Math.abs(im[i][i]) <= allowed)) refuse('im', i, i, im[i][i], '0');
    output.im[i][i] = 0;
    for (let j = 0; j < i; j++) {
      if (!(Math.abs(re[i][j] - re[j][i]) <= allowed))
        refuse('re', i, j, re[i][j], `re[${j}][${i}] = ${re[j][i]}`);
      if (!(Math.abs(im[i][j] + im[j][i]) <= allowed))
        refuse('im', i, j, im[i][j], `−im[${j}][${i}] = ${-im[j][i]}`);
      output.re[i][j] = output.re[j][i] = mean(re[i][j], re[j][i]);
      output.im[i][j] = mean(im[i][j], -im[j][i]);
      output.im[j][i] = -output.im[i][j];
    }
  }
  return { output, issues };
}

/** Exact where both are the same, and without overflow. */
function mean(a: number, b: number): number {
  return a === b ? a : 0.5 * a + 0.5 * b;
}
