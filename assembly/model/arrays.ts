// The two arrays. Element m stands at p_m = Σ_k c_mk s_k e_k from the array's position: unit vectors e_k, orthogonal to
// each other, lengths s_k in wavelengths, coordinates c_mk. A line has one such axis, a circle two and a grid two. For
// the unit vector u towards a device, with the phases ψ_k = 2π s_k (u·e_k), element m of the steering vector is
// exp(j Σ_k ψ_k c_mk) (general.md, section 1; for a line (5), (8)).

import { CIRCLE, ELEMENTS, GRID, LINE } from '../abi';
import { isComplex } from '../field';
import { at, get, set, take } from '../memory';
import { exactCosine, exactSine, rest } from './exact';
import { TWO_PI } from './units';
import { next, nextOfTail } from './input';

export const TRANSMITTER = 0;
export const RECEIVER = 1;

/** Position x, y, z of both arrays, m, and unit vectors e_k and lengths s_k, three of each. */
const origins = memory.data(2 * 3 * 8, 16);
const axes = memory.data(2 * 9 * 8, 16);
/** What is left of the e_k's digits (exact.ts): axes in the plane are known to twice as many. */
const rests = memory.data(2 * 9 * 8, 16);
const lengths = memory.data(2 * 3 * 8, 16);
/** Centre of symmetry, c_k. */
const centres = memory.data(2 * 3 * 8, 16);
/** Kind, antennas, axes, and whether each element has its mirror image. */
const numbers = memory.data(2 * 4 * 8, 16);
/** Root of Σ_m |2π p_m|²: what a derivative of the steering vector is at most. */
const extents = memory.data(2 * 8, 16);
/** c_mk by rows; and the mirror element of m. */
let coordinatesT: usize = 0;
let coordinatesR: usize = 0;
let mirrorT: usize = 0;
let mirrorR: usize = 0;

@inline
function coordinates(side: i32): usize {
  return side == TRANSMITTER ? coordinatesT : coordinatesR;
}
@inline
function mirrors(side: i32): usize {
  return side == TRANSMITTER ? mirrorT : mirrorR;
}

export function antennas(side: i32): i32 {
  return <i32>get(numbers, 4 * side + 1);
}
export function axisCount(side: i32): i32 {
  return <i32>get(numbers, 4 * side + 2);
}
export function isLine(side: i32): bool {
  return get(numbers, 4 * side) == LINE;
}
export function isElements(side: i32): bool {
  return get(numbers, 4 * side) == ELEMENTS;
}
/** Of a symmetric array: the element that is m's mirror image. */
export function mirrorOf(side: i32, m: i32): i32 {
  return <i32>get(mirrors(side), m);
}
export function isSymmetric(side: i32): bool {
  return get(numbers, 4 * side + 3) != 0;
}
/** x, y, z, m. */
export function originOf(side: i32): usize {
  return at(origins, 3 * side);
}
/** e_k, three numbers each. */
export function axesOf(side: i32): usize {
  return at(axes, 9 * side);
}
/** What is left of them, likewise. */
export function axisRests(side: i32): usize {
  return at(rests, 9 * side);
}
/** Of a line: distance of its elements, wavelengths. */
export function spacingOf(side: i32): f64 {
  return get(lengths, 3 * side);
}
export function extentOf(side: i32): f64 {
  return get(extents, side);
}

/** Reads the head's numbers of an array, whose elements in the tail are read by `readElements`. */
export function readArray(side: i32): void {
  for (let i = 0; i < 3; i++) set(origins, 3 * side + i, next());
  const kind = <i32>next(), M = <i32>next(), first = next(), second = next(), columns = <i32>next(), turn = next();
  set(numbers, 4 * side, kind);
  set(numbers, 4 * side + 1, M);
  const e = axesOf(side), er = axisRests(side), s = at(lengths, 3 * side);
  for (let i = 0; i < 9; i++) {
    set(e, i, 0);
    set(er, i, 0);
  }
  const c = take(3 * M);
  if (side == TRANSMITTER) coordinatesT = c;
  else coordinatesR = c;
  const cosine = exactCosine(turn), cosineRest = rest, sine = exactSine(turn), sineRest = rest;
  set(e, 0, cosine);
  set(e, 1, sine);
  set(er, 0, cosineRest);
  set(er, 1, sineRest);
  set(s, 0, first);
  if (kind == LINE) {
    set(numbers, 4 * side + 2, 1);
    for (let m = 0; m < M; m++) set(c, m, m);
  } else if (kind == CIRCLE) {
    set(numbers, 4 * side + 2, 2);
    set(e, 3, -sine);
    set(e, 4, cosine);
    set(er, 3, -sineRest);
    set(er, 4, cosineRest);
    set(s, 1, first);
    for (let m = 0; m < M; m++) {
      // opposite elements are opposite to the last bit
      const half = M >> 1, opposite = M % 2 == 0 && m >= half;
      set(c, 2 * m, opposite ? -get(c, 2 * (m - half)) : exactCosine((360 * <f64>m) / <f64>M));
      set(c, 2 * m + 1, opposite ? -get(c, 2 * (m - half) + 1) : exactSine((360 * <f64>m) / <f64>M));
    }
  } else if (kind == GRID) {
    set(numbers, 4 * side + 2, 2);
    set(e, 5, 1);
    set(s, 1, second);
    const rows = M / columns;
    for (let m = 0; m < M; m++) {
      set(c, 2 * m, <f64>(m % columns) - <f64>(columns - 1) / 2);
      set(c, 2 * m + 1, <f64>(m / columns) - <f64>(rows - 1) / 2);
    }
  }
}

/** Reads what elements are given, coordinates of 2 or 3; then looks for symmetry. */
export function readElements(side: i32, dimensions: i32): void {
  const M = antennas(side), c = coordinates(side);
  if (isElements(side)) {
    const e = axesOf(side), from = nextOfTail(dimensions * M);
    for (let i = 0; i < 9; i++) set(axisRests(side), i, 0);
    for (let k = 0; k < dimensions; k++) {
      for (let i = 0; i < 3; i++) set(e, 3 * k + i, i == k ? 1 : 0);
      set(lengths, 3 * side + k, 1);
    }
    for (let i = 0; i < dimensions * M; i++) set(c, i, get(from, i));
    set(numbers, 4 * side + 2, dimensions);
  }
  const K = axisCount(side);
  let sum: f64 = 0;
  for (let m = 0; m < M; m++) {
    for (let k = 0; k < K; k++) {
      const p = TWO_PI * get(lengths, 3 * side + k) * get(c, m * K + k);
      sum += p * p;
    }
  }
  set(extents, side, Math.sqrt(sum));
  const mirror = take(M);
  if (side == TRANSMITTER) mirrorT = mirror;
  else mirrorR = mirror;
  set(numbers, 4 * side + 3, findMirrors(side) ? 1 : 0);
}

/** How far, of the array's size, an element may be from where its mirror image belongs: rounding. */
const MIRRORED: f64 = 1e-15;

/** Pairs each element with its image in the centre of all; false where one has none. */
function findMirrors(side: i32): bool {
  const M = antennas(side), K = axisCount(side), c = coordinates(side), mirror = mirrors(side);
  const centre = at(centres, 3 * side);
  if (isLine(side)) {
    set(centre, 0, <f64>(M - 1) / 2);
    for (let m = 0; m < M; m++) set(mirror, m, <f64>(M - 1 - m));
    return true;
  }
  let size: f64 = 0;
  for (let k = 0; k < K; k++) {
    let sum: f64 = 0;
    for (let m = 0; m < M; m++) {
      sum += get(c, m * K + k);
      size = Math.max(size, Math.abs(get(c, m * K + k)));
    }
    set(centre, k, isElements(side) ? sum / <f64>M : 0);
  }
  for (let m = 0; m < M; m++) set(mirror, m, -1);
  for (let a = 0; a < M; a++) {
    if (get(mirror, a) >= 0) continue;
    // an element at the centre is its own image
    for (let b = a; b < M; b++) {
      if (get(mirror, b) >= 0) continue;
      let apart: f64 = 0;
      for (let k = 0; k < K; k++) {
        apart = Math.max(apart, Math.abs(get(c, a * K + k) + get(c, b * K + k) - 2 * get(centre, k)));
      }
      if (apart > MIRRORED * size) continue;
      set(mirror, a, <f64>b);
      set(mirror, b, <f64>a);
      break;
    }
    if (get(mirror, a) < 0) return false;
  }
  return true;
}

/** ψ_k towards u into `out`, three numbers: those of axes that the array lacks are 0. */
export function phasesOf(side: i32, u: usize, out: usize): void {
  const K = axisCount(side);
  for (let k = 0; k < 3; k++) set(out, k, k < K ? TWO_PI * get(lengths, 3 * side + k) * along(side, k, u) : 0);
}

/** p_m, three numbers, wavelengths. */
export function elementOf(side: i32, m: i32, out: usize): void {
  const K = axisCount(side), c = coordinates(side), e = axesOf(side);
  for (let i = 0; i < 3; i++) {
    let sum: f64 = 0;
    for (let k = 0; k < K; k++) sum += get(c, m * K + k) * get(lengths, 3 * side + k) * get(e, 3 * k + i);
    set(out, i, sum);
  }
}

/** s_k, wavelengths. */
export function lengthOf(side: i32, k: i32): f64 {
  return get(lengths, 3 * side + k);
}

/** u·e_k */
export function along(side: i32, k: i32, u: usize): f64 {
  const e = at(axesOf(side), 3 * k);
  return get(u, 0) * get(e, 0) + get(u, 1) * get(e, 1) + get(u, 2) * get(e, 2);
}

/** Σ_k ψ_k c_mk: the phase of element m, or for a tangent's ψ its derivative. */
@inline
function phase(c: usize, K: i32, m: i32, psi: usize): f64 {
  let sum = get(psi, 0) * get(c, m * K);
  for (let k = 1; k < K; k++) sum += get(psi, k) * get(c, m * K + k);
  return sum;
}

/** The steering vector of the phases ψ: M real parts, and the imaginary parts. */
export function steer(side: i32, psi: usize, re: usize, im: usize): void {
  const M = antennas(side), K = axisCount(side), c = coordinates(side);
  for (let m = 0; m < M; m++) {
    NativeMath.sincos(phase(c, K, m, psi));
    set(re, m, NativeMath.sincos_cos);
    set(im, m, NativeMath.sincos_sin);
  }
}

/** Its derivative along a tangent: j (2π p_m·e) a_m, `tangent` the ψ of e; a and out by real, then imaginary parts. */
export function differentiate(side: i32, tangent: usize, a: usize, out: usize): void {
  const M = antennas(side), K = axisCount(side), c = coordinates(side);
  for (let m = 0; m < M; m++) {
    const x = phase(c, K, m, tangent);
    set(out, m, -x * get(a, M + m));
    set(out, M + m, x * get(a, m));
  }
}

/**
 * The steering vector, phases from the centre of a symmetric array, under the unitary map that makes it real: a pair's
 * first place holds √2 cos, its second √2 sin. s times that into `row`.
 */
export function steerReal(side: i32, psi: usize, row: usize, s: f64): void {
  const M = antennas(side), K = axisCount(side), c = coordinates(side), mirror = mirrors(side);
  const centre = at(centres, 3 * side);
  for (let m = 0; m < M; m++) {
    const image = <i32>get(mirror, m);
    if (image < m) continue;
    if (image == m) {
      set(row, m, s);
      continue;
    }
    let x: f64 = 0;
    for (let k = 0; k < K; k++) x += get(psi, k) * (get(centre, k) - get(c, m * K + k));
    NativeMath.sincos(x);
    set(row, m, s * Math.SQRT2 * NativeMath.sincos_cos);
    set(row, image, s * Math.SQRT2 * NativeMath.sincos_sin);
  }
}

/** The way back: M×p of such places, in `from`, to the antennas, complex planes. */
export function fromReal<T>(side: i32, from: usize, p: i32, out: usize): void {
  const M = antennas(side), mirror = mirrors(side), outIm = at(out, M * p), fromIm = at(from, M * p);
  for (let m = 0; m < M; m++) {
    const image = <i32>get(mirror, m);
    if (image < m) continue;
    for (let k = 0; k < p; k++) {
      if (image == m) {
        set(out, m * p + k, get(from, m * p + k));
        set(outIm, m * p + k, isComplex<T>() ? get(fromIm, m * p + k) : 0);
        continue;
      }
      const x = get(from, m * p + k) * Math.SQRT1_2, y = get(from, image * p + k) * Math.SQRT1_2;
      set(out, m * p + k, x);
      set(outIm, m * p + k, y);
      set(out, image * p + k, x);
      set(outIm, image * p + k, -y);
      if (!isComplex<T>()) continue;
      // and j times the same of the imaginary parts
      const u = get(fromIm, m * p + k) * Math.SQRT1_2, v = get(fromIm, image * p + k) * Math.SQRT1_2;
      set(out, m * p + k, x - v);
      set(outIm, m * p + k, y + u);
      set(out, image * p + k, x + v);
      set(outIm, image * p + k, u - y);
    }
  }
}

/** Phase between position and centre: Σ_k ψ_k times the centre's coordinate. */
export function phaseOfCentre(side: i32, psi: usize): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < axisCount(side); k++) sum += get(psi, k) * get(centres, 3 * side + k);
  return sum;
}
