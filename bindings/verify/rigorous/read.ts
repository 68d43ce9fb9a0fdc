/** What a result says, read: the shapes that the proofs need, or the first thing that is not as it must be. */
import type { Certificate, ComplexMatrix, Point } from '../../types.js';
import { rowCount } from './fisher.js';
import { NotProved } from './not-proved.js';
import type { Problem } from './problem.js';

export function requireNumber(value: unknown, path: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new NotProved(`${path}: must be a number`);
}

/** rows×columns numbers, or any number of columns of one length. */
function requireRows(value: unknown, path: string, rows: number, columns?: number): void {
  const list = value as number[][];
  const width = columns ?? (Array.isArray(list?.[0]) ? list[0].length : 0);
  const right =
    Array.isArray(list) &&
    list.length === rows &&
    list.every((row) => Array.isArray(row) && row.length === width && row.every(Number.isFinite));
  if (!right || width === 0)
    throw new NotProved(`${path}: must be ${rows} rows of ${columns ?? 'as many'} numbers`);
}

/** Numbers ≥ 0. */
function requireMultipliers(value: unknown, path: string, count: number): void {
  requireRows([value], path, 1, count);
  if ((value as number[]).some((x) => x < 0)) throw new NotProved(`${path}: must not be negative`);
}

export function readComplex(value: unknown, path: string, rows: number, columns?: number): ComplexMatrix {
  const { re, im } = (value ?? {}) as ComplexMatrix;
  requireRows(re, `${path}.re`, rows, columns);
  requireRows(im, `${path}.im`, rows, re[0].length);
  return { re, im };
}

/** log det K K^H is twice the sum of the diagonal's logarithms only where K is triangular. */
function readTriangular(value: unknown, path: string, size: number): ComplexMatrix {
  const K = readComplex(value, path, size, size);
  const filled = (below: boolean) =>
    K.re.some((row, i) => row.some((x, j) => (below ? j < i : j > i) && (x !== 0 || K.im[i][j] !== 0)));
  const positive = K.re.every((row, i) => row[i] > 0 && K.im[i][i] === 0);
  if ((filled(true) && filled(false)) || !positive)
    throw new NotProved(`${path}: must be triangular with a positive diagonal`);
  return K;
}

/** One price a limit; without limits none need be given. */
export function readPrices({ scene: { limits } }: Problem, value: unknown, path: string): number[] {
  if (limits.length === 0) return [];
  requireMultipliers(value, path, limits.length);
  return value as number[];
}

export function readCertificate(problem: Problem, { certificate }: Point): Certificate {
  if (certificate === undefined) throw new NotProved('certificate: is missing');
  const { fidelity, over, scene, B, C } = problem;
  const { mu, y, Y, shares } = certificate;
  requireNumber(mu, 'certificate.mu');
  if (mu < 0) throw new NotProved('certificate.mu: is negative');
  const L = C.length;
  if (fidelity === 'coupled') requireRows(Y, 'certificate.Y', rowCount(scene), B.length);
  else requireRows([y], 'certificate.y', 1, L);
  if (over === 'worst') {
    requireMultipliers(shares, 'certificate.shares', L);
    if (!shares!.some((x) => x > 0)) throw new NotProved('certificate.shares: are all 0');
  }
  return {
    mu,
    y,
    Y,
    K: readTriangular(certificate.K, 'certificate.K', L),
    limits: readPrices(problem, certificate.limits, 'certificate.limits'),
    shares: over === 'worst' ? shares : undefined,
  };
}

/** The upper side's witness of the largest rate, and the prices and K of its bound. */
export function readLargest(problem: Problem, value: unknown): { K: ComplexMatrix; prices: number[] } {
  if (value === undefined || value === null) throw new NotProved('maxRateCertificate: is missing');
  const { K, limits } = value as { K: unknown; limits: unknown };
  return {
    K: readTriangular(K, 'maxRateCertificate.K', problem.C.length),
    prices: readPrices(problem, limits, 'maxRateCertificate.limits'),
  };
}
