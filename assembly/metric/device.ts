// The covariance bound of one device's delay and directions where it is alone, at q_l = 1 W: `printed` as (22) has it,
// otherwise the inverse of the device's own block of the Fisher information, which is q_l times a constant matrix.

import { at, get, mark, release, set, take } from '../memory';
import { dot } from '../linalg/lanes';
import { invert } from '../linalg/cholesky';
import { L, Mr, PRINTED, fidelity, hasAngle, phaseSlope, symbolDuration, xi } from '../model/scenario';
import { bandwidth, edge } from '../model/pulse';
import { aimAt } from './aim';
import { DELAYS, KINDS, SECOND, hasParameter, orderOf, vectorOf } from './parameters';

/** 3×3 a device. */
let alone: usize = 0;

/** Computes them for the scenario that was read last. */
export function prepareDevices(): void {
  alone = take(9 * L);
  for (let i = 0; i < 9 * L; i++) set(alone, i, NaN);
  for (let l = 0; l < L; l++) {
    if (fidelity == PRINTED) printed(l, at(alone, 9 * l));
    else decoupled(l, at(alone, 9 * l));
  }
}

/** 3×3 over delay and directions, s and rad, times W; NaN where unobservable. q_l as c_l is kept. */
export function covarianceAlone(l: i32): usize {
  return at(alone, 9 * l);
}

/** κ_l: the device's part of the objective is κ_l/q_l. */
export function kappaOf(l: i32): f64 {
  return aimAt(l, covarianceAlone(l));
}

/** (26)–(27): the information of (τ, φ) is ξ q [[a, b k],[b k, d k²]], k = k_l. */
function printed(l: i32, out: usize): void {
  const s0 = <f64>Mr, s1 = (s0 * (s0 - 1)) / 2, s2 = ((s0 - 1) * s0 * (2 * s0 - 1)) / 6;
  // ε_g = Δt, F̄² = bandwidth/Δt²
  const a = (bandwidth / symbolDuration) * s0, d = symbolDuration * s2, b = edge * s1;
  const x = get(xi, l), k = get(phaseSlope, l), determinant = a * d - b * b;
  // for one antenna (26) is 0/0 and decoupled what is left of it; at endfire its k cancels
  set(out, 0, Mr == 1 ? 1 / (a * x) : d / determinant / x);
  if (k == 0) return;
  set(out, 4, a / (determinant * k * k) / x);
  set(out, 1, -b / (determinant * k) / x);
  set(out, 3, get(out, 1));
}

/** The block is ξ q ρ_ab Re{v_a^H v_b}, at a delay of 0. */
function decoupled(l: i32, out: usize): void {
  const scope = mark(), vectors = take(2 * Mr * KINDS), kinds = take(KINDS);
  let n = 0;
  for (let kind = 0; kind < KINDS; kind++) {
    if (!hasParameter(l, kind)) continue;
    const v = at(vectors, 2 * Mr * n);
    vectorOf(l, kind, v, at(v, Mr));
    set(kinds, n++, kind);
  }
  const block = take(n * n), inverse = take(n * n), unit = take(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const orders = orderOf(<i32>get(kinds, a)) + orderOf(<i32>get(kinds, b));
      const pulse = orders == 2 ? bandwidth / symbolDuration : orders == 1 ? edge : symbolDuration;
      set(block, a * n + b, get(xi, l) * pulse * dot(2 * Mr, at(vectors, 2 * Mr * a), at(vectors, 2 * Mr * b)));
    }
    set(unit, a, 1 / Math.sqrt(get(block, a * n + a)));
  }
  // to a unit diagonal: seconds and radians are far apart
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) set(block, a * n + b, get(unit, a) * get(block, a * n + b) * get(unit, b));
  }
  invert<f64>(block, inverse, n);
  const whole = hasAngle(l);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const i = <i32>get(kinds, a), j = <i32>get(kinds, b);
      if (i > SECOND || j > SECOND || (!whole && (i != DELAYS || j != DELAYS))) continue;
      set(out, 3 * i + j, get(unit, a) * get(inverse, a * n + b) * get(unit, b));
    }
  }
  release(scope);
}
