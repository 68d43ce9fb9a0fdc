// A transmit covariance in use: what it radiates, how well it locates, and the waveforms that have it. The design is a
// factor F with R = F F^H, M_t×k complex planes, √W, on the antennas (phases from element 0).
//
//   load(fidelity, DELAY, 1), then
//   factorInput(k)               → where the caller writes F; or
//   hermitianInput(), spectrum(), factorize() → where it writes R (W); where the smallest and the largest eigenvalue
//                                  of R stand; the rank of the positive semidefinite matrix that R is taken for
//   room(n)                      → room for n f64 that stays
//   beampattern(angles, n, out), radiation(pairs, n, out), powerAt(points, n, out), positionErrors()
//   beamform(), seedSymbols(…), whiten(…), excite(…), covarianceError(…)

import { at, copy, get, set, take, zero } from './memory';
import { Complex } from './field';
import { multiply, multiplyNH } from './linalg/dense';
import { axpy, dot, scale } from './linalg/lanes';
import { choleskyLower } from './linalg/cholesky';
import { descending, semidefiniteEigen } from './linalg/jacobi';
import {
  TRANSMITTER, axesOf, isElements, isLine, originOf, phasesOf, spacingOf, steer,
} from './model/arrays';
import { length } from './model/geometry';
import { L, Mt, pathGain, power } from './model/scenario';
import { full } from './model/channel';
import { exactCosine, exactSine } from './model/exact';
import { TWO_PI } from './model/units';
import { turnTo } from './metric/evaluation';
import { evaluationOf } from './metric/objective';
import { illuminate, locate, reportBounds } from './metric/report';
import { complexNormals } from './random/normal';
import { keepStreams } from './streams';

/** Eigenvalues below this share of the largest are rounding of the covariance's entries. */
const ROUNDING: f64 = 1e-14;

let factor: usize = 0;
let columns: i32 = 0;

/** Room for `count` f64 until the next load. */
export function room(count: i32): usize {
  return take(count);
}

/** Where F is to be written: M_t×k, real parts, then imaginary parts. */
export function factorInput(k: i32): usize {
  columns = k;
  factor = take(2 * Mt * k);
  return factor;
}

let hermitian: usize = 0;

/** Where R is to be written: M_t×M_t, real parts, then imaginary parts. */
export function hermitianInput(): usize {
  hermitian = take(2 * Mt * Mt);
  return hermitian;
}

let values: usize = 0;
let vectors: usize = 0;

/** The smallest and the largest eigenvalue of the Hermitian matrix given, W. */
export function spectrum(): usize {
  values = take(Mt);
  vectors = take(2 * Mt * Mt);
  return semidefiniteEigen<Complex>(hermitian, Mt, values, vectors);
}

/** F = U √Λ of the last spectrum, strongest first; its rank. */
export function factorize(): i32 {
  const order = take(Mt);
  descending(values, Mt, order);
  const largest = get(values, <i32>get(order, 0));
  let rank = 0;
  while (rank < Mt && get(values, <i32>get(order, rank)) > ROUNDING * largest) rank++;
  factorInput(rank);
  for (let j = 0; j < rank; j++) {
    const from = <i32>get(order, j), root = Math.sqrt(get(values, from));
    for (let i = 0; i < 2 * Mt; i++) set(factor, i * rank + j, root * get(vectors, i * Mt + from));
  }
  return rank;
}

/** a^T R a^*, W, of the steering vector with the phases ψ; row: room for it. */
function radiated(psi: usize, row: usize): f64 {
  steer(TRANSMITTER, psi, row, at(row, Mt));
  return illuminate(row, Mt, factor, columns);
}

/**
 * The same in the plane at `count` angles in degrees: from a line's broadside, for other arrays from the broadside of
 * the axis that their orientation gives (+x where elements are given).
 */
export function beampattern(angles: usize, count: i32, out: usize): void {
  const row = take(2 * Mt), psi = take(3), u = take(3), e = axesOf(TRANSMITTER), elements = isElements(TRANSMITTER);
  // the axis a = (x, y), broadside (y, −x)
  const x = elements ? 0 : get(e, 0), y = elements ? 1 : get(e, 1);
  zero(psi, 3);
  for (let i = 0; i < count; i++) {
    const sine = exactSine(get(angles, i)), cosine = exactCosine(get(angles, i));
    set(u, 0, sine * x + cosine * y);
    set(u, 1, sine * y - cosine * x);
    set(u, 2, 0);
    if (isLine(TRANSMITTER)) set(psi, 0, TWO_PI * spacingOf(TRANSMITTER) * sine);
    else phasesOf(TRANSMITTER, u, psi);
    set(out, i, radiated(psi, row));
  }
}

/** The same in space: `count` pairs of azimuth, from +x, and elevation, from the level, in degrees. */
export function radiation(pairs: usize, count: i32, out: usize): void {
  const row = take(2 * Mt), psi = take(3), u = take(3);
  for (let i = 0; i < count; i++) {
    const azimuth = get(pairs, 2 * i), elevation = get(pairs, 2 * i + 1), level = exactCosine(elevation);
    set(u, 0, level * exactCosine(azimuth));
    set(u, 1, level * exactSine(azimuth));
    set(u, 2, exactSine(elevation));
    phasesOf(TRANSMITTER, u, psi);
    set(out, i, radiated(psi, row));
  }
}

/** η(d) a^T R a^*, W: what a device at each of `count` points (x, y, z) would receive (4). NaN on the transmitter. */
export function powerAt(points: usize, count: i32, out: usize): void {
  const row = take(2 * Mt), psi = take(3), u = take(3), o = originOf(TRANSMITTER);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) set(u, k, get(points, 3 * i + k) - get(o, k));
    const d = length(get(u, 0), get(u, 1), get(u, 2));
    for (let k = 0; k < 3; k++) set(u, k, get(u, k) / d);
    phasesOf(TRANSMITTER, u, psi);
    const watts = radiated(psi, row) * pathGain(d);
    set(out, i, watts < Infinity ? watts : NaN);
  }
}

/** The position covariance of every device given: report.ts says which numbers. */
export function positionErrors(): usize {
  const v = take(2 * Mt * columns), e = evaluationOf<Complex>(columns), root = Math.sqrt(power);
  for (let i = 0; i < 2 * Mt * columns; i++) set(v, i, get(factor, i) / root);
  turnTo<Complex>(e, full, Mt, v, columns);
  reportBounds(v, e, true);
  return locate();
}
export { axisAngle } from './metric/report';

/** W = F Ω, Ω unitary, with orthogonal columns by falling power, of the streams that count. Replaces F; the rank. */
export function beamform(): i32 {
  const w = take(2 * Mt * columns);
  copy(w, factor, 2 * Mt * columns);
  factor = w;
  columns = keepStreams<Complex>(w, full, Mt, columns, false, true);
  return columns;
}

/** W of the last beamform: M_t×rank complex planes, √W. */
export function beamformer(): usize {
  return factor;
}

/** Power of stream j, W. */
export function streamPower(j: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < 2 * Mt; i++) sum += get(factor, i * columns + j) * get(factor, i * columns + j);
  return sum;
}

/** The counter words that set these symbols apart from all other uses of the generator (random/normal.ts). */
const FOR_EXCITATION: u32 = 0x45584349;

/** Independent circular complex normals of unit variance into s (rows×n): row k of the symbols under the seed. */
export function seedSymbols(s: usize, rows: i32, n: i32, seed: f64): void {
  const key0 = <u32>(<u64>seed), key1 = <u32>((<u64>seed) >>> 32);
  for (let k = 0; k < rows; k++) {
    complexNormals(at(s, k * n), at(s, (rows + k) * n), n, 0, FOR_EXCITATION, <u32>k, 0, key0, key1);
  }
}

/** What is left of a row of symbols besides those before it, relative, at least; less is rounding. */
const DEPENDENT: f64 = 1e-7;

/**
 * s (rows×n) ← L^-1 s with L L^H = s s^H/n, so that s s^H/n = I; three times, as each pass leaves the rounding of a
 * matrix that is better conditioned than the last. Returns 0 where the rows are linearly dependent.
 */
export function whiten(s: usize, rows: i32, n: i32): i32 {
  const g = take(2 * rows * rows), gi = at(g, rows * rows), si = at(s, rows * n), norms = take(rows);
  for (let pass = 0; pass < 3; pass++) {
    sampleCovariance(g, s, rows, n);
    for (let i = 0; i < rows; i++) set(norms, i, Math.sqrt(get(g, i * rows + i)));
    if (!choleskyLower<Complex>(g, rows)) return 0;
    for (let i = 0; i < rows; i++) {
      if (!(get(g, i * rows + i) > DEPENDENT * get(norms, i))) return 0;
      for (let j = 0; j < i; j++) {
        const re = get(g, i * rows + j), im = get(gi, i * rows + j);
        axpy(n, -re, at(s, j * n), at(s, i * n));
        axpy(n, im, at(si, j * n), at(s, i * n));
        axpy(n, -re, at(si, j * n), at(si, i * n));
        axpy(n, -im, at(s, j * n), at(si, i * n));
      }
      const inverse = 1 / get(g, i * rows + i);
      scale(n, inverse, at(s, i * n));
      scale(n, inverse, at(si, i * n));
    }
  }
  return 1;
}

/** g (rows×rows) = x x^H/n, x rows×n. */
function sampleCovariance(g: usize, x: usize, rows: i32, n: i32): void {
  multiplyNH<Complex>(g, x, x, rows, n, rows);
  scale(2 * rows * rows, 1 / <f64>n, g);
}

/** X = W s (M_t×n), W of the last beamform, s rank×n. */
export function excite(s: usize, n: i32, out: usize): void {
  multiply<Complex>(out, factor, s, Mt, columns, n);
}

/** ‖x x^H/n − R‖/‖R‖ in the Frobenius norm, x M_t×n and R = f f^H, f M_t×k. n = 1 divides by nothing. */
export function covarianceError(x: usize, width: i32, n: i32, f: usize, k: i32): f64 {
  const wanted = take(2 * Mt * Mt), found = take(2 * Mt * Mt), size = 2 * Mt * Mt;
  multiplyNH<Complex>(wanted, f, f, Mt, k, Mt);
  multiplyNH<Complex>(found, x, x, Mt, width, Mt);
  scale(size, 1 / <f64>n, found);
  axpy(size, -1, wanted, found);
  return Math.sqrt(dot(size, found, found) / dot(size, wanted, wanted));
}
