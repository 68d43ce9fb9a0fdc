// What a covariance gives in SI units: rate, bounds of every device, and the LMI blocks (42)–(43) as a check.

import { at, get, set, take, zero } from '../memory';
import { axpy, dot } from '../linalg/lanes';
import {
  COUPLED, DELAY, L, Mr, Mt, PRINTED, SUM, activeIndex, boundConstants, fidelity, given, hasAngle, importance,
  jacobian, objective, phaseSlope, power, sineR, sineT, spacingR, spacingT, symbolDuration, worst, xi,
} from '../model/scenario';
import { bandwidth, edge } from '../model/pulse';
import { LIGHT_SPEED, TWO_PI } from '../model/units';
import * as fisher from './fisher';

/** Sums over devices, NaN where a part is unobservable: s² + rad², s², rad², m². */
export let total: f64 = 0;
export let totalDelay: f64 = 0;
export let totalAngle: f64 = 0;
export let totalPosition: f64 = 0;
/** The objective that was asked for: of all devices by their weights, or of the worst of them. */
export let value: f64 = 0;
/** delay, angle, position of each device given; NaN where unobservable or silent. */
export let deviceBounds: usize = 0;
/** Covariance of delay and angle of each device given, s·rad; NaN where there is none. */
let deviceCross: usize = 0;
/** Smallest scaled eigenvalue of the LMI blocks; NaN for coupled, M_r = 1, and where no device has a bound. */
export let lmi: f64 = 0;

let constants: usize = 0;
/** Steering vectors from their definition (5), (8), element 0 first: L×M_t and L×M_r, complex planes. */
let transmit: usize = 0;
let receive: usize = 0;
/** a_t^T V, p complex. */
let echo: usize = 0;

export function prepareReport(): void {
  deviceBounds = take(3 * given);
  deviceCross = take(given);
  constants = take(4);
  echo = take(2 * Mt);
  transmit = take(2 * L * Mt);
  receive = take(2 * L * Mr);
  for (let l = 0; l < L; l++) {
    steer(at(transmit, l * Mt), L * Mt, Mt, TWO_PI * spacingT * get(sineT, l));
    steer(at(receive, l * Mr), L * Mr, Mr, TWO_PI * spacingR * get(sineR, l));
  }
}

/** e^{jψm}, m < M; the imaginary parts `plane` further on. */
export function steer(row: usize, plane: i32, M: i32, psi: f64): void {
  for (let m = 0; m < M; m++) {
    set(row, m, NativeMath.cos(psi * <f64>m));
    set(row, plane + m, NativeMath.sin(psi * <f64>m));
  }
}

/**
 * a_t^T V for a steering vector (M_t complex, its planes `plane` apart) and V on the antennas (M_t×p complex planes):
 * p complex numbers into `echo`. Returns the sum of their squares, a_t^T V V^H a_t^*.
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
 * Bounds and the LMI check at R = P0 V V^H: v on the antennas (M_t×p complex planes), and for `coupled` y = C V too.
 * anyhow: V is a caller's, which may leave devices dark, or, coupled, indistinct: what is not seen then has no bound.
 */
export function reportBounds(v: usize, y: usize, p: i32, anyhow: bool): void {
  for (let i = 0; i < 3 * given; i++) set(deviceBounds, i, NaN);
  for (let i = 0; i < given; i++) set(deviceCross, i, NaN);
  totalDelay = 0; totalAngle = 0; totalPosition = 0; value = 0;
  const dark = anyhow ? OF_ROUNDING * <f64>(Mt * Mt) * dot(2 * Mt * p, v, v) : 0;
  if (fidelity == COUPLED) {
    if (anyhow) fisher.evaluateAnyhow(y, p, dark);
    else fisher.evaluateCoupled(y, p);
  }
  let smallest = Infinity, angles = L;
  for (let l = 0; l < L; l++) {
    const to = at(deviceBounds, 3 * <i32>get(activeIndex, l));
    if (fidelity == COUPLED) {
      const tau = fisher.covarianceOf(l, l);
      set(to, 0, tau);
      if (hasAngle(l)) {
        const a = angles++, phi = fisher.covarianceOf(a, a), cross = fisher.covarianceOf(l, a);
        const j = at(jacobian, 4 * l), xt = get(j, 0), xp = get(j, 1), yt = get(j, 2), yp = get(j, 3);
        set(to, 1, phi);
        set(deviceCross, <i32>get(activeIndex, l), cross);
        set(to, 2, (xt * xt + yt * yt) * tau + 2 * (xt * xp + yt * yp) * cross + (xp * xp + yp * yp) * phi);
      }
    } else {
      const share = illuminate(at(transmit, l * Mt), L * Mt, v, p);
      if (anyhow && share <= dark) {
        totalDelay = NaN; totalAngle = NaN; totalPosition = NaN;
        continue;
      }
      const watts = share * power;
      boundConstants(l, constants);
      for (let i = 0; i < 3; i++) set(to, i, get(constants, i) / watts);
      set(deviceCross, <i32>get(activeIndex, l), get(constants, 3) / watts);
      if (Mr > 1) smallest = Math.min(smallest, smallestOfBlocks(l, p, to));
    }
    const part = objective == SUM ? get(to, 0) + get(to, 1) : get(to, objective - DELAY);
    value = worst ? Math.max(value, get(importance, l) * part) : value + get(importance, l) * part;
    totalDelay += get(to, 0);
    totalAngle += get(to, 1);
    totalPosition += get(to, 2);
  }
  total = totalDelay + totalAngle;
  lmi = smallest < Infinity ? smallest : NaN;
}

/**
 * The position error of each device given, after reportBounds, six numbers each: the covariance G C G^T of (x, y) as
 * xx, xy, yy in m², its semi-axes in m (standard deviations), and the angle of the longer one in rad from +x, in
 * (−π/2, π/2]. NaN where unobservable or silent.
 */
export function locate(): usize {
  const out = take(6 * given);
  for (let i = 0; i < 6 * given; i++) set(out, i, NaN);
  for (let l = 0; l < L; l++) {
    const device = <i32>get(activeIndex, l), j = at(jacobian, 4 * l), to = at(out, 6 * device);
    const tau = get(deviceBounds, 3 * device), phi = get(deviceBounds, 3 * device + 1);
    const cross = get(deviceCross, device);
    const xt = get(j, 0), xp = get(j, 1), yt = get(j, 2), yp = get(j, 3);
    const xx = xt * xt * tau + 2 * xt * xp * cross + xp * xp * phi;
    const xy = xt * yt * tau + (xt * yp + xp * yt) * cross + xp * yp * phi;
    const yy = yt * yt * tau + 2 * yt * yp * cross + yp * yp * phi;
    const difference = (xx - yy) / 2, largest = (xx + yy) / 2 + Math.sqrt(difference * difference + xy * xy);
    // the smaller eigenvalue by the determinants, which do not cancel: |G|² by what its columns are (scenario.ts)
    const determinant = 0.5 * LIGHT_SPEED * Math.sqrt(xt * xt + yt * yt) * (xp * xp + yp * yp);
    const smallest = (determinant * (tau * phi - cross * cross)) / largest;
    set(to, 0, xx);
    set(to, 1, xy);
    set(to, 2, yy);
    set(to, 3, Math.sqrt(largest));
    set(to, 4, Math.sqrt(smallest));
    set(to, 5, NativeMath.atan2(xy, difference) / 2);
  }
  return out;
}

/**
 * Smallest scaled eigenvalue of device l's blocks (42) and (43), from the echoes of `illuminate` and the bounds as
 * reported (`to`): f, g, h are traces of H_l R H_l^H and Λ, entry by entry of H_l V, ω_l = 1/CRB(τ_l),
 * ν_l = 1/CRB(φ_l), each block scaled by diag(ε_g F̄² f, ε_g h)^-1/2 on both sides.
 */
function smallestOfBlocks(l: i32, p: i32, to: usize): f64 {
  const row = at(receive, l * Mr);
  let f: f64 = 0, g: f64 = 0, h: f64 = 0;
  for (let m = 0; m < Mr; m++) {
    const a = get(row, m), b = get(row, L * Mr + m);
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
