/** Validates what the functions of a design take: the design itself, angles, coordinates, symbols. */

import * as v from 'valibot';
import type { CoreDesign } from '../core/design.js';
import { checkCovariance, isPoint } from '../input/covariance.js';
import type { InputIssue } from '../input/errors.js';
import { fidelity } from '../input/options.js';
import { check, flag, isObject, list, numberIn, oneOf, strictObject } from '../input/rules.js';
import { signalParts, type ComplexMatrix } from '../types.js';

/** Entries of the largest excitation: antennas times symbols. */
export const maxExcitation = 1 << 24;

const angles = (most: number) =>
  list(
    numberIn({ min: -most, max: most, unit: 'degrees' }),
    1,
    100_000,
    'must be an array of 1 to 100000 angles (degrees)',
  );
const coordinate = numberIn({ unit: 'm' });
const coordinates = list(coordinate, 1, 2000, 'must be an array of 1 to 2000 coordinates (m)');

const part = v.optional(oneOf(signalParts));
const beampattern = strictObject(
  { angles: v.optional(angles(180)), elevations: v.optional(angles(90)), part },
  'must be an object with any of angles, elevations, part',
);
const powerMap = strictObject(
  { x: coordinates, y: coordinates, z: v.optional(coordinate), part },
  'must be an object with x and y and, if wanted, z and part',
);
const positionErrors = strictObject({ fidelity }, 'must be an object with a fidelity, if wanted');
const plane = v.array(v.array(v.number()));
const beamform = strictObject(
  {
    excitation: v.optional(flag, true),
    seed: v.optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
    symbols: v.optional(strictObject({ re: plane, im: plane }, 'must be {"re": [[…]], "im": [[…]]}')),
  },
  'must be an object with any of excitation, seed, symbols',
);

export const checkBeampattern = (input: unknown) => check(beampattern, input, 'options');
export const checkPowerMap = (input: unknown) => check(powerMap, input, 'options');
export const checkPositionErrors = (input: unknown) => check(positionErrors, input, 'options');
export const checkBeamform = (input: unknown) => check(beamform, input, 'options');

/** A covariance in W, or a point that carries one; its factor where it has one, which is more exact. */
export function checkDesign(input: unknown, antennas: number): { output: CoreDesign; issues: InputIssue[] } {
  if (isObject(input) && Object.hasOwn(input, 'factor')) {
    const { output, issues } = checkMatrix(input.factor, antennas, undefined, 'factor', '√W');
    return { output: { factor: output }, issues };
  }
  const { output, issues } = checkCovariance(input, antennas);
  return { output: { covariance: output }, issues };
}

/**
 * The two covariances of a superposed signal, R_c and R_s in W, or those of a point that carries them; their factors
 * where it has them. One of the two may be zero.
 */
export function checkPair(
  input: unknown,
  antennas: number,
): { output: [communication: CoreDesign, sensing: CoreDesign]; issues: InputIssue[] } {
  const factors = isObject(input) && Object.hasOwn(input, 'factor');
  const at = factors ? 'factor' : 'covariance';
  const pair = factors || isPoint(input) ? input[at] : input;
  const none: CoreDesign = { factor: emptyFactor(antennas) };
  if (!isObject(pair) || Object.keys(pair).sort().join() !== 'communication,sensing') {
    const message =
      'must be {"communication", "sensing"}, each {"re": [[…]], "im": [[…]]} in W, or a point of a result that was made with covariances: the signal is superposed';
    return { output: [none, none], issues: [{ path: at, value: pair, message }] };
  }
  const checked = (['communication', 'sensing'] as const).map((part) => {
    const path = `${at}.${part}`;
    if (!factors) {
      const { output, issues, asymmetry } = checkCovariance(pair[part], antennas, path);
      if (issues.length > 0 || isZero(output)) return { output: none, issues };
      return { output: { path, covariance: output, asymmetry }, issues };
    }
    const columns = isEmpty(pair[part]) ? 0 : undefined;
    const { output, issues } = checkMatrix(pair[part], antennas, columns, path, '√W');
    if (issues.length > 0 || isZero(output)) return { output: none, issues };
    return { output: { path, factor: output }, issues };
  });
  const [communication, sensing] = checked.map(({ output }) => output);
  const issues = checked.flatMap((part) => part.issues);
  if (issues.length === 0 && communication === none && sensing === none)
    issues.push({ path: at, value: pair, message: 'must not be zero: one of the two needs power' });
  return { output: [communication, sensing], issues };
}

const emptyFactor = (antennas: number): ComplexMatrix => {
  const plane = () => Array.from({ length: antennas }, () => []);
  return { re: plane(), im: plane() };
};

/** Rows without columns: how the solver writes the factor of a signal without power. */
const isEmpty = (input: unknown): boolean =>
  isObject(input) && Array.isArray(input.re) && Array.isArray(input.re[0]) && input.re[0].length === 0;

const isZero = ({ re, im }: ComplexMatrix): boolean => [re, im].flat(2).every((x) => x === 0);

/** A complex matrix of so many rows and columns; where no columns are given, of 1 to as many as rows. */
export function checkMatrix(
  input: unknown,
  rows: number,
  columns: number | undefined,
  path: string,
  unit?: string,
): { output: ComplexMatrix; issues: InputIssue[] } {
  const first = isObject(input) && Array.isArray(input.re) && Array.isArray(input.re[0]) ? input.re[0] : [];
  const width = columns ?? Math.min(Math.max(first.length, 1), rows);
  const in_ = unit === undefined ? '' : ` (${unit})`;
  const message = `must be ${rows} rows of ${width} finite numbers${in_}`;
  const row = list(numberIn({ unit }), width, width, `must be a row of ${width} finite numbers${in_}`);
  const planes = list(row, rows, rows, message);
  const matrix = strictObject({ re: planes, im: planes }, 'must be {"re": [[…]], "im": [[…]]}');
  return check(matrix, input, path, path.split('.'));
}

/** −most, −most + step, …, most degrees. */
export const every = (step: number, most: number): number[] =>
  Array.from({ length: (2 * most) / step + 1 }, (_, i) => i * step - most);

/** Why no excitation of `count` symbols has a covariance of this rank, or the symbols do not fit it. */
export function waveformIssues(
  rank: number,
  count: number,
  antennas: number,
  symbols: ComplexMatrix | undefined,
): InputIssue[] {
  if (count < rank) {
    const message = `must be at least ${rank}, the rank of the covariance: fewer symbols cannot have it`;
    return [{ path: 'symbolCount', value: count, message }];
  }
  if (antennas * count > maxExcitation) {
    const message = `must be at most ${Math.floor(maxExcitation / antennas)} for an excitation of ${antennas} antennas`;
    return [{ path: 'symbolCount', value: count, message }];
  }
  return symbols === undefined ? [] : checkMatrix(symbols, rank, count, 'symbols').issues;
}
