// The parameters that Fisher information is about (general.md, section 3): of each device its delay, its directions
// and, where the receiver does not know them, amplitude and phase of its echo. A parameter is the order of the pulse's
// derivative that moves with it and a receive vector: delay (1, −h), direction (0, d), amplitude (0, h), phase
// (0, j h).

import { get, set } from '../memory';
import {
  AMPLITUDES, Mr, REFLECTIONS, delay, directions, hasDirection, seesDirections, symbolDuration, unknown,
} from '../model/scenario';
import { receiveVector, slopeVector } from '../model/propagation';
import { SLOPE_SLOPE, VALUE_SLOPE, VALUE_VALUE, correlation } from '../model/pulse';

/** Kinds, in the order in which they have their rows. */
export const DELAYS = 0;
export const FIRST = 1; // the first direction
export const SECOND = 2;
export const AMPLITUDE = 3;
export const PHASE = 4;
export const KINDS = 5;

/** Whether device l has a parameter of a kind. */
export function hasParameter(l: i32, kind: i32): bool {
  if (kind == DELAYS) return true;
  if (kind == AMPLITUDE) return unknown >= AMPLITUDES;
  if (kind == PHASE) return unknown == REFLECTIONS;
  return kind <= directions && hasDirection(l, kind - 1);
}

/** Where the rows of a kind begin in a certificate's Y, in devices; for AMPLITUDE and PHASE after all directions. */
export function groupOf(kind: i32): i32 {
  return kind <= SECOND ? kind : kind - SECOND + seenDirections();
}
/** Kinds of rows in a certificate's Y: directions only where one may be observable. */
export function groupCount(): i32 {
  return 1 + seenDirections() + unknown;
}
function seenDirections(): i32 {
  return seesDirections() ? directions : 0;
}

export function orderOf(kind: i32): i32 {
  return kind == DELAYS ? 1 : 0;
}

/** The receive vector v into M_r real parts and, from `im` on, imaginary parts. */
export function vectorOf(l: i32, kind: i32, re: usize, im: usize): void {
  const direction = kind == FIRST || kind == SECOND;
  const from = direction ? slopeVector(l, kind - FIRST) : receiveVector(l);
  for (let m = 0; m < Mr; m++) {
    const x = get(from, m), y = get(from, Mr + m);
    set(re, m, kind == DELAYS ? -x : kind == PHASE ? -y : x);
    set(im, m, kind == DELAYS ? -y : kind == PHASE ? x : y);
  }
}

/**
 * ρ_ab = ∫ g^(o_a)(t) g^(o_b)(t+δ) dt over the overlap, δ = τ_p − τ_q, for a of device p and b of device q: in s for
 * two values, 1/s for two slopes.
 */
export function pulseCorrelation(p: i32, q: i32, orderA: i32, orderB: i32): f64 {
  const delta = (get(delay, p) - get(delay, q)) / symbolDuration;
  if (orderA == 1 && orderB == 1) return correlation(delta, SLOPE_SLOPE) / symbolDuration;
  if (orderA == 0 && orderB == 0) return correlation(delta, VALUE_VALUE) * symbolDuration;
  return correlation(orderA == 1 ? delta : -delta, VALUE_SLOPE);
}
