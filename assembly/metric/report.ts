// What a covariance gives in SI units: rate, bounds of every device, and the LMI blocks (42)–(43) as a check.

import { at, get, set, take, zero } from '../memory';
import { axpy, dot } from '../linalg/dense';
import {
  COUPLED, L, Mr, Mt, PRINTED, activeIndex, boundConstants, fidelity, given, hasAngle, jacobian,
  phaseSlope, power, sineR, sineT, spacingR, spacingT, symbolDuration, xi,
} from '../model/scenario';
import { bandwidth, edge } from '../model/pulse';
import { TWO_PI } from '../model/units';
import * as coupled from './coupled';

/** Sums over devices, NaN where a part is unobservable: s² + rad², s², rad², m². */
export let total: f64 = 0;
export let totalDelay: f64 = 0;
export let totalAngle: f64 = 0;
export let totalPosition: f64 = 0;
/** delay, angle, position of each device given; NaN where unobservable or silent. */
export let deviceBounds: usize = 0;
/** Smallest scaled eigenvalue of the LMI blocks; NaN for coupled and M_r = 1. */
export let lmi: f64 = 0;

let constants: usize = 0;
/** a_t^T V, p complex. */
let echo: usize = 0;

export function prepareReport(): void {
  deviceBounds = take(3 * given);
  constants = take(3);
  echo = take(2 * Mt);
}

/** a_t,l^T V for V on the antennas (M_t×p complex planes): p complex numbers into `echo`. */
function illuminate(l: i32, v: usize, p: i32): void {
  const vi = at(v, Mt * p), psi = TWO_PI * spacingT * get(sineT, l);
  zero(echo, 2 * p);
  for (let m = 0; m < Mt; m++) {
    const a = NativeMath.cos(psi * <f64>m), b = NativeMath.sin(psi * <f64>m);
    axpy(p, a, at(v, m * p), echo);
    axpy(p, -b, at(vi, m * p), echo);
    axpy(p, a, at(vi, m * p), at(echo, p));
    axpy(p, b, at(v, m * p), at(echo, p));
  }
}

/**
 * Bounds and the LMI check at R = P0 V V^H: v on the antennas (M_t×p complex planes), and for `coupled` y = C V too.
 */
export function reportBounds(v: usize, y: usize, p: i32): void {
  for (let i = 0; i < 3 * given; i++) set(deviceBounds, i, NaN);
  totalDelay = 0; totalAngle = 0; totalPosition = 0;
  if (fidelity == COUPLED) coupled.evaluateCoupled(y, p);
  let smallest = Infinity, angles = L;
  for (let l = 0; l < L; l++) {
    const to = at(deviceBounds, 3 * <i32>get(activeIndex, l));
    if (fidelity == COUPLED) {
      const tau = coupled.covarianceOf(l, l);
      set(to, 0, tau);
      if (hasAngle(l)) {
        const a = angles++, phi = coupled.covarianceOf(a, a), cross = coupled.covarianceOf(l, a);
        const j = at(jacobian, 4 * l), xt = get(j, 0), xp = get(j, 1), yt = get(j, 2), yp = get(j, 3);
        set(to, 1, phi);
        set(to, 2, (xt * xt + yt * yt) * tau + 2 * (xt * xp + yt * yp) * cross + (xp * xp + yp * yp) * phi);
      }
    } else {
      illuminate(l, v, p);
      boundConstants(l, constants);
      const watts = dot(2 * p, echo, echo) * power;
      for (let i = 0; i < 3; i++) set(to, i, get(constants, i) / watts);
      if (Mr > 1) smallest = Math.min(smallest, smallestOfBlocks(l, p, to));
    }
    totalDelay += get(to, 0);
    totalAngle += get(to, 1);
    totalPosition += get(to, 2);
  }
  total = totalDelay + totalAngle;
  lmi = fidelity == COUPLED || Mr == 1 ? NaN : smallest;
}

/**
 * Smallest scaled eigenvalue of device l's blocks (42) and (43), from the echoes of `illuminate` and the bounds as
 * reported (`to`): f, g, h are traces of H_l R H_l^H and Λ, entry by entry of H_l V, ω_l = 1/CRB(τ_l),
 * ν_l = 1/CRB(φ_l), each block scaled by diag(ε_g F̄² f, ε_g h)^-1/2 on both sides.
 */
function smallestOfBlocks(l: i32, p: i32, to: usize): f64 {
  const chi = TWO_PI * spacingR * get(sineR, l);
  let f: f64 = 0, g: f64 = 0, h: f64 = 0;
  for (let m = 0; m < Mr; m++) {
    const a = NativeMath.cos(chi * <f64>m), b = NativeMath.sin(chi * <f64>m);
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
