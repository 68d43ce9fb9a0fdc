// What a covariance gives in SI units: rate, bounds of every device, and the LMI blocks (42)–(43) as a check.

import { LEAST_LMI, POSITION_ERROR } from '../abi';
import { at, get, mark, release, set, take, zero } from '../memory';
import { axpy, dot } from '../linalg/lanes';
import { descending, eigen } from '../linalg/jacobi';
import {
  L, Mr, Mt, PRINTED, activeIndex, directions, fidelity, given, hasAngle, isPapers, jacobian, phaseSlope,
  power, symbolDuration, worst, xi,
} from '../model/scenario';
import { receiveVector, transmitVector } from '../model/propagation';
import { bandwidth, edge } from '../model/pulse';
import { LIGHT_SPEED } from '../model/units';
import { Evaluation } from './evaluation';
import { couplesDevices, deviceCovariance, evaluateCovariances, partByCovariance } from './objective';
import { complementRounding, prepareSchur, smallestComplement } from './schur';

/** Sums over devices, NaN where a part is unobservable: s² + rad², s², rad², m². */
export let total: f64 = 0;
export let totalDelay: f64 = 0;
export let totalAngle: f64 = 0;
export let totalPosition: f64 = 0;
/** The objective that was asked for: of all devices by their weights, or of the worst of them. */
export let value: f64 = 0;
/** delay, angle, position of each device given; NaN where unobservable or silent. */
export let deviceBounds: usize = 0;
/** Covariance of delay and directions of each device given, 3×3; NaN where there is none. */
let covariances: usize = 0;
/** Smallest scaled eigenvalue of the LMI blocks, or complement of schur.ts; NaN where there is none (M_r = 1). */
export let lmi: f64 = 0;

/** c V, p complex. */
let echo: usize = 0;

export function prepareReport(): void {
  deviceBounds = take(3 * given);
  covariances = take(9 * given);
  echo = take(2 * Mt);
  if (!blocksApply()) prepareSchur(Mt);
}

/** Whether (42)–(43) are the check; where not, the complement of schur.ts is. */
function blocksApply(): bool {
  return !couplesDevices() && isPapers();
}

/**
 * c V for a channel c (M_t complex, its planes `plane` apart) and V on the antennas (M_t×p complex planes):
 * p complex numbers into `echo`. Returns the sum of their squares, c V V^H c^H.
 */
export function illuminate(row: usize, plane: i32, v: usize, p: i32): f64 {
  const vi = at(v, Mt * p);
  zero(echo, 2 * p);
  for (let m = 0; m < Mt; m++) {
    const a = get(row, m), b = get(row, plane + m);
    axpy(p, a, at(v, m * p), echo);
    axpy(p, -b, at(vi, m * p), echo);
    axpy(p, a, at(vi, m * p), at(echo, p));
    axpy(p, b, at(v, m * p), at(echo, p));
  }
  return dot(2 * p, echo, echo);
}

/** The share of the most power a direction can have, M_t Tr R, and of M_t, that rounding of R's entries puts there. */
const OF_ROUNDING: f64 = 4.5e-16;

/**
 * Bounds and their check at R = P0 V V^H: v on the antennas (M_t×p complex planes), e to be evaluated, with Y = C V.
 * anyhow: V is a caller's, which may leave devices dark, or, coupled, indistinct: what is not seen then has no bound.
 */
export function reportBounds(v: usize, e: Evaluation, anyhow: bool): void {
  const p = e.p;
  for (let i = 0; i < 3 * given; i++) set(deviceBounds, i, NaN);
  for (let i = 0; i < 9 * given; i++) set(covariances, i, NaN);
  totalDelay = 0; totalAngle = 0; totalPosition = 0; value = 0;
  const dark = anyhow ? OF_ROUNDING * <f64>(Mt * Mt) * dot(2 * Mt * p, v, v) : 0;
  evaluateCovariances(e, anyhow, dark);
  let smallest = Infinity;
  for (let l = 0; l < L; l++) {
    const device = <i32>get(activeIndex, l), to = at(deviceBounds, 3 * device), c = at(covariances, 9 * device);
    const share = illuminate(transmitVector(l), Mt, v, p);
    if (anyhow && share <= dark) {
      totalDelay = NaN; totalAngle = NaN; totalPosition = NaN; value = NaN;
      continue;
    }
    deviceCovariance(e, l, share * power, c);
    set(to, 0, get(c, 0));
    if (hasAngle(l)) {
      set(to, 1, directions == 2 ? get(c, 4) + get(c, 8) : get(c, 4));
      set(to, 2, positionOf(l, c));
    }
    if (blocksApply() && Mr > 1) smallest = Math.min(smallest, smallestOfBlocks(l, p, to));
    totalDelay += get(to, 0);
    totalAngle += get(to, 1);
    totalPosition += get(to, 2);
    const part = partByCovariance(l, c);
    value = worst ? Math.max(value, part) : value + part;
  }
  total = totalDelay + totalAngle;
  if (Mr == 1) lmi = NaN;
  else if (!blocksApply()) lmi = smallestComplement(v, p, deviceBounds, activeIndex);
  else lmi = smallest < Infinity ? smallest : NaN;
}

/** Whether a bound is too good to be true by more than rounding. */
export function isTooGood(): bool {
  if (!(lmi < LEAST_LMI)) return false;
  return blocksApply() || lmi < complementRounding();
}

/** Entry (i, j) of G C G^T, m². */
function placeCovariance(l: i32, c: usize, i: i32, j: i32): f64 {
  const g = at(jacobian, 9 * l);
  let sum: f64 = 0;
  for (let a = 0; a <= directions; a++) {
    for (let b = 0; b <= directions; b++) sum += get(g, 3 * i + a) * get(c, 3 * a + b) * get(g, 3 * j + b);
  }
  return sum;
}

function positionOf(l: i32, c: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i <= directions; i++) sum += placeCovariance(l, c, i, i);
  return sum;
}

/**
 * The position error of each device given, after reportBounds, POSITION_ERROR numbers each: the covariance G C G^T
 * of its place, 3×3 by rows, m²; the semi-axes of the ellipse or ellipsoid of one standard deviation, m, the longest
 * first; and their directions, unit vectors, one after the other. In the plane what belongs to z is 0. NaN where the
 * place is unobservable or the device silent.
 */
export function locate(): usize {
  const n = 1 + directions, out = take(POSITION_ERROR * given), scope = mark();
  const values = take(3), vectors = take(9), order = take(3), place = take(9);
  for (let i = 0; i < POSITION_ERROR * given; i++) set(out, i, NaN);
  for (let l = 0; l < L; l++) {
    const device = <i32>get(activeIndex, l), to = at(out, POSITION_ERROR * device), c = at(covariances, 9 * device);
    // the trace is NaN where anything of it is
    if (!hasAngle(l) || !(get(deviceBounds, 3 * device + 2) > 0)) continue;
    zero(to, POSITION_ERROR);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = placeCovariance(l, c, min(i, j), max(i, j));
        set(to, 3 * i + j, value);
        set(place, n * i + j, value);
      }
    }
    eigen<f64>(place, n, values, vectors);
    descending(values, n, order);
    for (let k = 0; k < n; k++) {
      const e = <i32>get(order, k);
      set(to, 9 + k, Math.sqrt(Math.max(get(values, e), 0)));
      for (let i = 0; i < n; i++) set(to, 12 + 3 * k + i, get(vectors, n * i + e));
    }
    if (directions == 1) flatten(l, c, to);
  }
  release(scope);
  return out;
}

/** In the plane: an axis exactly, and the smaller eigenvalue by the determinants, which do not cancel. */
function flatten(l: i32, c: usize, to: usize): void {
  // |G|² by what its columns are (geometry.ts)
  const g = at(jacobian, 9 * l), xx = get(to, 0), xy = get(to, 1), yy = get(to, 4), half = (xx - yy) / 2;
  const largest = (xx + yy) / 2 + Math.sqrt(half * half + xy * xy);
  const xt = get(g, 0), xp = get(g, 1), yt = get(g, 3), yp = get(g, 4);
  const determinant = 0.5 * LIGHT_SPEED * Math.sqrt(xt * xt + yt * yt) * (xp * xp + yp * yp);
  const smallest = (determinant * (get(c, 0) * get(c, 4) - get(c, 1) * get(c, 1))) / largest;
  set(to, 9, Math.sqrt(largest));
  set(to, 10, Math.sqrt(smallest));
  set(to, 15, get(to, 13)); // across the first
  set(to, 16, -get(to, 12));
}

/** Of the plane's longer axis: its angle in rad from +x, in (−π/2, π/2]. */
export function axisAngle(xx: f64, xy: f64, yy: f64): f64 {
  return NativeMath.atan2(xy, (xx - yy) / 2) / 2;
}

/**
 * Smallest scaled eigenvalue of device l's blocks (42) and (43), from the echoes of `illuminate` and the bounds as
 * reported (`to`): f, g, h are traces of H_l R H_l^H and Λ, entry by entry of H_l V, ω_l = 1/CRB(τ_l),
 * ν_l = 1/CRB(φ_l), each block scaled by diag(ε_g F̄² f, ε_g h)^-1/2 on both sides.
 */
function smallestOfBlocks(l: i32, p: i32, to: usize): f64 {
  const row = receiveVector(l);
  let f: f64 = 0, g: f64 = 0, h: f64 = 0;
  for (let m = 0; m < Mr; m++) {
    const a = get(row, m), b = get(row, Mr + m);
    for (let i = 0; i < p; i++) {
      const re = get(echo, i), im = get(echo, p + i);
      const hr = a * re - b * im, hm = a * im + b * re, square = hr * hr + hm * hm;
      f += square;
      g += <f64>m * square;
      h += <f64>m * <f64>m * square;
    }
  }
  // over ξ, in W: [ε_g F̄² f − ω/ξ, ε_ġ g; ·, ε_g h] and [ε_g h − c ν/ξ, ε_ġ g; ·, ε_g F̄² f]
  const ff = (bandwidth / symbolDuration) * f * power, hh = symbolDuration * h * power;
  const cross = (fidelity == PRINTED ? Math.abs(edge) * g * power : 0) / Math.sqrt(ff * hh);
  const omega = 1 / (get(to, 0) * get(xi, l)) / ff;
  const first = smallestOfBlock(1 - omega, cross);
  if (!hasAngle(l)) return first;
  const k = get(phaseSlope, l);
  const nu = 1 / (get(to, 1) * k * k * get(xi, l)) / hh;
  return Math.min(first, smallestOfBlock(1 - nu, cross));
}

/** Smallest eigenvalue of [[a, b],[b, 1]], as determinant over the largest one where that cancels less. */
function smallestOfBlock(a: f64, b: f64): f64 {
  const half = (1 + a) / 2, radius = Math.sqrt((1 - a) * (1 - a) / 4 + b * b);
  const largest = half + radius;
  return (a - b * b) / largest;
}
