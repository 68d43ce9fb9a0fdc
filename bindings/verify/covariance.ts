/** Takes a point's covariance as a factor V, R = V V^H, and says how much of the rate its rounding leaves open. */
import type { ComplexMatrix } from '../types.js';
import type { Context } from './checks.js';
import { fisher, informationAdjoint } from './coupled.js';
import {
  hermitianEigen,
  invertPositive,
  largestEntry,
  outerProduct,
  squaredNorm,
  squares,
  unitRoundoff,
} from './linalg.js';
import { directedPowers, rateAdjoint, rateDual, rateOf } from './rate.js';
import { FieldError, readComplex, readObject } from './read.js';
import { roundingOf } from './rounding.js';

export interface Design {
  /** M_t×p, sqrt(W) */
  V: ComplexMatrix;
  source: 'factor' | 'covariance';
  /** Tr R, W */
  power: number;
  /** How negative R's smallest eigenvalue is relative to its largest entry; 0 from a factor. */
  indefinite: number;
  /** How many columns count, at least: eigenvalues of R beyond the rounding of its entries; of a factor, its columns. */
  rank: number;
  /** Rate that rounding leaves undetermined, bps/Hz: that of the model (rounding.ts) and that of R's entries. */
  rateAllowance: number;
  /** What the rounding of R's entries does to the bounds, relative; 0 from a factor. */
  boundAllowance: number;
}

/** null where the point carries neither. Throws a FieldError where what it carries cannot be read, or disagrees. */
export function readDesign(context: Context, point: Record<string, unknown>, path: string): Design | null {
  const size = context.model.transmitAntennas;
  const R = point.covariance === undefined ? null : hermitian(point.covariance, `${path}.covariance`, size);
  if (point.factor !== undefined) {
    const V = readComplex(point.factor, `${path}.factor`, size);
    if (R !== null) requireProduct(R, V, `${path}.covariance`);
    const rateAllowance = rateRounding(context, V);
    const rank = V.re[0].length;
    return { V, source: 'factor', power: squares(V), indefinite: 0, rank, rateAllowance, boundAllowance: 0 };
  }
  return R === null ? null : fromCovariance(context, R);
}

function rateRounding({ model, shaken }: Context, V: ComplexMatrix): number {
  return roundingOf(shaken, rateOf(model, V), (other) => rateOf(other, V));
}

/** V from the eigenvectors of R, negative eigenvalues taken as 0. */
function fromCovariance(context: Context, R: ComplexMatrix): Design {
  const { values, vectors } = hermitianEigen(R);
  const root = (row: number[]) => row.map((x, k) => x * Math.sqrt(Math.max(0, values[k])));
  const V = { re: vectors.re.map(root), im: vectors.im.map(root) };
  const power = R.re.reduce((sum, row, i) => sum + row[i], 0);
  return {
    V,
    source: 'covariance',
    power,
    indefinite: Math.max(0, -Math.min(...values)) / largestEntry(R),
    rank: values.filter((value) => value > 1e-12 * power).length,
    ...allowances(context, R, V),
  };
}

/**
 * Each entry of R was rounded once, and the eigenvectors add a few roundings more: V V^H may differ from the R that
 * was meant by a Hermitian E with ‖E‖ ≤ 8 M_t u max|R|, u = 2^-53. To first order that moves the log det by
 * ⟨F*(Z), E⟩ ≤ ‖E‖ tr F*(Z), Z = (I + (N/σ²)F)^-1. At thermal noise, where R is nearly of rank one and (N/σ²)F is 1e10
 * and more, that is about 1e-8 bps/Hz: the entries of R simply do not hold the rate better than that, its factor does.
 * A device's q_l moves by at most |c_l|² ‖E‖. Coupled, dJ moves every v^T J^-1 v by at most tr(J^-1 dJ) of itself, which is
 * ⟨A, E⟩ ≤ ‖E‖ tr A with A the adjoint of J at J^-1: much where J is ill-conditioned.
 */
function allowances(context: Context, R: ComplexMatrix, V: ComplexMatrix) {
  const { model } = context;
  const error = 8 * model.transmitAntennas * unitRoundoff * largestEntry(R);
  const rate = error * trace(rateAdjoint(model, rateDual(model, V)));
  const lit = directedPowers(model, V);
  let bound = Math.max(...model.devices.map(({ transmit }, l) => (error * squaredNorm(transmit)) / lit[l]));
  if (context.fidelity === 'coupled') {
    const inverse = invertPositive(fisher(model, V));
    bound = inverse === null ? Infinity : error * trace(informationAdjoint(model, inverse));
  }
  return {
    rateAllowance: rate / (model.symbolCount * Math.LN2) + rateRounding(context, V),
    boundAllowance: bound,
  };
}

function trace(A: ComplexMatrix): number {
  return A.re.reduce((sum, row, i) => sum + row[i], 0);
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

/** That R (M_t×M_t) is V V^H. */
export function requireProduct(R: ComplexMatrix, V: ComplexMatrix, path: string): void {
  const product = outerProduct(V);
  const largest = largestEntry(product);
  R.re.forEach((row, i) =>
    row.forEach((x, j) => {
      if (!(Math.hypot(x - product.re[i][j], R.im[i][j] - product.im[i][j]) <= 1e-12 * largest))
        throw new FieldError(`${path}: entry [${i}][${j}] is not that of factor·factor^H`);
    }),
  );
}
