// Whether double precision holds the numbers at all: their range, and the digits of the rate. The columns ω_l of Ω
// (rate.ts) carry the angles' rounding, a relative u = 2^-53 and more. To first order that moves
// log det(I + F), F = Ω^H Ω, by
//
//   2 Re tr(T Ω^H dΩ) ≤ 2 u Σ_l |ω_l| |(Ω T)_l|,   T = (I + F)^-1,   |(Ω T)_l|² = (T F T)_ll = T_ll − (T²)_ll:
//
// little where devices lie apart, little where they lie in one direction, much for a tight cluster at high SNR, whose
// small singular values are differences of large columns.

import { get, mark, release, set, take } from '../memory';
import { isComplex, planes } from '../field';
import { multiplyNH } from '../linalg/dense';
import { ACCEPTED, TOO_WEAK, UNRESOLVED, refuse, refuseAlso, refuseShares } from '../model/refusal';
import { L, Mr, Mt, activeIndex, symbolCount, weight, xi } from '../model/scenario';
import { LN2 } from '../model/units';
import { full } from '../model/channel';
import { objectiveScale } from './objective';
import { evaluateRate, evaluationOfRate } from './rate';

/** What rates must be right to, relatively. */
const ACCURACY: f64 = 1e-10;
const UNIT_ROUNDOFF: f64 = 1.1102230246251565e-16;

/**
 * Whether the weights alone show that the rate is held: |(Ω T)_l| ≤ min(½, |ω_l|), and at R = P0 I/M_t log det(I + F)
 * is at least log(1 + |ω_l|²) of any device. So it is in all but extreme scenes.
 */
function isClear(): bool {
  let error: f64 = 0, largest: f64 = 0;
  for (let l = 0; l < L; l++) {
    const size = get(weight, l) * Math.sqrt(<f64>Mr);
    error += 2 * UNIT_ROUNDOFF * size * Math.min(0.5, size);
    largest = Math.max(largest, size);
  }
  return error < ACCURACY * NativeMath.log1p(largest * largest);
}

/** A slope of the curve's own scale that leaves room for the far steeper ones towards the largest rate. */
const STEEPEST: f64 = 1e290;

/** Devices up to so many times as loud as the weakest are named with it. */
const AMONG: f64 = 10;

/**
 * Whether the slope, objective per bps/Hz, is in f64's range: that of the bound to the rate, which falls as its square
 * with the echoes. Else the refusal of the devices with the weakest.
 */
function checkRange(): i32 {
  let loudest: f64 = 0, weakest = get(xi, 0), why = ACCEPTED;
  for (let l = 0; l < L; l++) {
    loudest = Math.max(loudest, get(weight, l) * get(weight, l));
    weakest = Math.min(weakest, get(xi, l));
  }
  // the rate at R = P0 I/M_t is at least that of the loudest device alone
  const nats = NativeMath.log1p(loudest * <f64>Mr) / (symbolCount * LN2);
  if (objectiveScale < STEEPEST * nats) return ACCEPTED;
  for (let l = 0; l < L; l++) {
    if (get(xi, l) > AMONG * weakest) continue;
    const i = <i32>get(activeIndex, l);
    if (why == ACCEPTED) why = refuse(TOO_WEAK, i);
    else refuseAlso(i);
  }
  return why;
}

/**
 * ACCEPTED, or the refusal of the devices that leave the rate open at R = P0 I/M_t, or whose echoes are out of range;
 * after prepareObjective.
 */
export function checkResolution<T>(): i32 {
  const range = checkRange();
  if (range != ACCEPTED || isClear()) return range;
  const scope = mark();
  const even = evaluationOfRate<T>(Mt), inverse = take(L * L * planes<T>()), share = take(L);
  const root = 1 / Math.sqrt(<f64>Mt);
  for (let i = 0; i < L * Mt * planes<T>(); i++) set(even.y, i, root * get(full, i));
  even.p = Mt;
  const nats = evaluateRate<T>(even);
  multiplyNH<T>(inverse, even.K, even.K, L, L, L);
  let error: f64 = 0;
  for (let l = 0; l < L; l++) {
    let left = get(inverse, l * L + l);
    for (let j = 0; j < L; j++) {
      const re = get(inverse, l * L + j);
      left -= re * re;
      if (isComplex<T>()) {
        const im = get(inverse, (L + l) * L + j);
        left -= im * im;
      }
    }
    // |ω_l| = w_l √M_r, as |c_l|² = M_t
    const part = 2 * UNIT_ROUNDOFF * get(weight, l) * Math.sqrt(<f64>Mr * Math.max(left, 0));
    set(share, l, part);
    error += part;
  }
  const why = error > ACCURACY * nats ? refuseShares(UNRESOLVED, share, activeIndex, L) : ACCEPTED;
  release(scope);
  return why;
}
