/** A result as arrays by name, for NumPy and MATLAB: one array a field, the points along its first dimension. */

import { antennaCount } from '../input/arrays.js';
import { limitsOf } from '../core/limits.js';
import { limitsInOrder } from '../limit-kinds.js';
import type { ComplexMatrix, Point, Result, SignalPair } from '../types.js';
import type { NumericArray, TextArray } from './files/array.js';
import { writeMat } from './files/mat.js';
import { writeNpz } from './files/npz.js';

type Arrays = Record<string, NumericArray | TextArray>;

/** Numbers of a point, and of its bounds. */
const scalars = [
  'rateFloor',
  'rate',
  'value',
  'slope',
  'lowerBound',
  'gap',
  'lmi',
  'iterations',
  'rank',
] as const;
const parts = ['delay', 'angle', 'position'] as const;
const bounds = ['total', ...parts] as const;

/**
 * Doubles, NaN for null: `rateFloor`, `rate`, … of shape points, `deviceDelay`, `deviceAngle`, `devicePosition` of
 * points×devices, `rmseDelay` (s), `rmseAngle` (degrees), `rmsePosition` (m) of shape points, and where the result carries them `covariance`, points×M_t×M_t in W (of a superposed signal
 * `covarianceCommunication` and `covarianceSensing`); `status` in words; `maxRate`, `maxRateBound`, `freeRate`. Within
 * limits `limitPower` (W) and `limitPrice` (objective per W) of points×limits, and `limitName` in words; where limits
 * exclude each other the multipliers that prove it, `limitsCertificate` (1/W).
 */
export function resultArrays(result: Result<unknown>): Arrays {
  const { points, scenario, maxRate, maxRateBound, freeRate, limitsCertificate } = result;
  const real = (values: readonly (number | null | undefined)[], shape = [values.length]): NumericArray => ({
    shape,
    re: Float64Array.from(values, (value) => value ?? NaN),
    im: null,
  });
  const { length: devices } = scenario.devices;
  const arrays: Arrays = { status: { text: points.map(({ status }) => status) } };
  for (const key of scalars) arrays[key] = real(points.map((point) => point[key]));
  for (const key of bounds) arrays[key] = real(points.map(({ crb }) => crb?.[key]));
  for (const key of parts) {
    const values = points.flatMap((point) => scenario.devices.map((_, l) => point.devices?.[l]?.[key]));
    arrays[`device${capital(key)}`] = real(values, [points.length, devices]);
  }
  for (const key of parts) arrays[`rmse${capital(key)}`] = real(points.map(({ rmse }) => rmse?.[key]));
  if (points.some(({ bound }) => bound !== undefined))
    for (const key of ['bound', 'rateBound'] as const) arrays[key] = real(points.map((point) => point[key]));
  const names = limitsOf(scenario).map(({ name }) => name);
  if (names.length > 0) {
    arrays.limitName = { text: names };
    for (const key of ['power', 'price'] as const) {
      const values = points.flatMap(({ limits }) =>
        limits ? limitsInOrder(limits).map(({ limit }) => limit[key]) : names.map(() => null),
      );
      arrays[`limit${capital(key)}`] = real(values, [points.length, names.length]);
    }
  }
  if (limitsCertificate) arrays.limitsCertificate = real(limitsCertificate.limits);
  Object.assign(arrays, covariances(points, antennaCount(scenario.transmitter)));
  for (const [key, value] of Object.entries({ maxRate, maxRateBound, freeRate }))
    arrays[key] = real([value], []);
  return arrays;
}

/** The same in the format that a file's option asks for. */
export const arrayFormats = {
  mat: (result: Result<unknown>): Uint8Array => writeMat(resultArrays(result)),
  npz: (result: Result<unknown>): Uint8Array => writeNpz(resultArrays(result)),
};

function covariances(points: readonly Point<unknown>[], antennas: number): Arrays {
  const given = points.map(({ covariance }) => covariance as ComplexMatrix | SignalPair | undefined);
  const one = given.find((covariance) => covariance !== undefined);
  if (one === undefined) return {};
  const stacked = (matrixOf: (index: number) => ComplexMatrix | undefined): NumericArray => {
    const size = antennas * antennas;
    const [re, im] = [0, 1].map(() => new Float64Array(given.length * size).fill(NaN));
    for (let i = 0; i < given.length; i++) {
      const matrix = matrixOf(i);
      if (matrix === undefined) continue; // infeasible
      re.set(matrix.re.flat(), i * size);
      im.set(matrix.im.flat(), i * size);
    }
    return { shape: [given.length, antennas, antennas], re, im };
  };
  if (!('sensing' in one)) return { covariance: stacked((i) => given[i] as ComplexMatrix | undefined) };
  const pairs = given as (SignalPair | undefined)[];
  return {
    covarianceCommunication: stacked((i) => pairs[i]?.communication),
    covarianceSensing: stacked((i) => pairs[i]?.sensing),
  };
}

const capital = (word: string): string => word[0].toUpperCase() + word.slice(1);
