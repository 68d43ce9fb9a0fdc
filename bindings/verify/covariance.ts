/** Takes a point's covariance as a factor V, R = V V^H, and says how much of the rate its rounding leaves open. */
import type { ComplexMatrix } from '../types.js';
import { hermitianEigen, largestEntry, outerProduct, unitRoundoff } from './linalg.js';
import type { Model } from './model.js';
import { directedPowers, rateAdjoint, rateDual } from './rate.js';
import { FieldError, readComplex, readObject } from './read.js';

export interface Design {
  /** M_t×p, sqrt(W) */
  V: ComplexMatrix;
  source: 'factor' | 'covariance';
  /** Tr R, W */
  power: number;
  /** How negative R's smallest eigenvalue is relative to its largest entry; 0 from a factor. */
  indefinite: number;
  /** Rate that R's rounding leaves undetermined, bps/Hz; 0 from a factor. */
  rateAllowance: number;
  /** The same for the bounds, relative; 0 from a factor. */
  boundAllowance: number;
}

/** null where the point carries neither. Throws a FieldError where what it carries cannot be read, or disagrees. */
export function readDesign(model: Model, point: Record<string, unknown>, path: string): Design | null {
  const size = model.transmitAntennas;
  const R = point.covariance === undefined ? null : hermitian(point.covariance, `${path}.covariance`, size);
  if (point.factor !== undefined) {
    const V = readComplex(point.factor, `${path}.factor`, size);
    if (R !== null) compare(R, outerProduct(V), path);
    return { V, source: 'factor', power: squares(V), indefinite: 0, rateAllowance: 0, boundAllowance: 0 };
  }
  return R === null ? null : fromCovariance(model, R);
}

/** V from the eigenvectors of R, negative eigenvalues taken as 0. */
function fromCovariance(model: Model, R: ComplexMatrix): Design {
  const { values, vectors } = hermitianEigen(R);
  const root = (row: number[]) => row.map((x, k) => x * Math.sqrt(Math.max(0, values[k])));
  const V = { re: vectors.re.map(root), im: vectors.im.map(root) };
  const power = R.re.reduce((sum, row, i) => sum + row[i], 0);
  return {
    V,
    source: 'covariance',
    power,
    indefinite: Math.max(0, -Math.min(...values)) / largestEntry(R),
    ...allowances(model, R, V),
  };
}

/**
 * Each entry of R was rounded once, and the eigenvectors add a few roundings more: V V^H may differ from the R that
 * was meant by a Hermitian E with ‖E‖ ≤ 8 M_t u max|R|, u = 2^-53. To first order that moves the log det by
 * ⟨F*(Z), E⟩ ≤ ‖E‖ tr F*(Z), Z = (I + (N/σ²)F)^-1. At thermal noise, where R is nearly of rank one and (N/σ²)F is 1e10
 * and more, that is about 1e-8 bps/Hz: the entries of R simply do not hold the rate better than that, its factor does.
 * A device's q_l moves by at most M_t ‖E‖.
 */
function allowances(model: Model, R: ComplexMatrix, V: ComplexMatrix) {
  const error = 8 * model.transmitAntennas * unitRoundoff * largestEntry(R);
  const gradient = rateAdjoint(model, rateDual(model, V));
  const trace = gradient.re.reduce((sum, row, i) => sum + row[i], 0);
  const weakest = Math.min(...directedPowers(model, V));
  return {
    rateAllowance: (error * trace) / (model.symbolCount * Math.LN2),
    boundAllowance: (error * model.transmitAntennas) / weakest,
  };
}

/** R by entries; as R^H = R must hold to the last bit or nearly, a relative 1e-12 is allowed. */
function hermitian(value: unknown, path: string, size: number): ComplexMatrix {
  const R = readComplex(readObject(value, path), path, size, size);
  const largest = largestEntry(R);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const skew = Math.hypot(R.re[i][j] - R.re[j][i], R.im[i][j] + R.im[j][i]);
      if (!(skew <= 1e-12 * largest)) throw new FieldError(`${path}: not Hermitian at [${i}][${j}]`);
    }
  }
  return R;
}

function compare(R: ComplexMatrix, product: ComplexMatrix, path: string): void {
  const largest = largestEntry(product);
  R.re.forEach((row, i) =>
    row.forEach((x, j) => {
      const error = Math.hypot(x - product.re[i][j], R.im[i][j] - product.im[i][j]);
      if (!(error <= 1e-12 * largest)) {
        throw new FieldError(`${path}.covariance: entry [${i}][${j}] is not that of factor·factor^H`);
      }
    }),
  );
}

function squares(V: ComplexMatrix): number {
  const sum = (plane: number[][]) => plane.reduce((s, row) => row.reduce((t, x) => t + x * x, s), 0);
  return sum(V.re) + sum(V.im);
}
