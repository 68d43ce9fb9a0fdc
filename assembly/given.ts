// What a caller brings, evaluated: one covariance, or the two of a superposed signal, R_c and R_s.
//
//   load(fidelity, objective, 1), then
//   givenInput(n)             → room for n matrices, each of 2·M_t² f64, which the caller fills with
//   givenCovariance(i)        → the i-th a Hermitian matrix in W, made positive semidefinite: where its smallest and
//                               its largest eigenvalue stood before, W; or
//   givenFactor(i, k)         → the i-th a factor M_t×k in √W, k ≤ M_t
//   withinBudget(tolerance)   → what they exceed P0 by, relative: up to the tolerance they are scaled down to it
//   budget()                  → P0, W
//   evaluate()                → the point record of all n: rate, bounds and LMI; their power, W, in MU's place

import { at, copy, get, set, take } from './memory';
import { Complex } from './field';
import { multiply } from './linalg/dense';
import { dot, scale } from './linalg/lanes';
import { semidefiniteEigen } from './linalg/jacobi';
import { limits } from './model/given-limits';
import { L, Mt, given, power, symbolCount } from './model/scenario';
import { full } from './model/channel';
import { turnTo } from './metric/evaluation';
import { evaluationOf } from './metric/objective';
import { evaluateRate, evaluationOfRate } from './metric/rate';
import { reportLimits } from './metric/radiated';
import * as report from './metric/report';
import { DEVICES, MU, RATE, putBounds } from './record';
import { LN2 } from './model/units';

/** V_i with R_i/P0 = V_i V_i^H, M_t×columns, complex planes on the antennas. */
let factors: usize = 0;
let count: i32 = 0;
/** Columns of each, and power, W. */
let columns: usize = 0;
let watts: usize = 0;

@inline
function matrix(i: i32): usize {
  return at(factors, 2 * i * Mt * Mt);
}

export function givenInput(n: i32): usize {
  count = n;
  columns = take(n);
  watts = take(n);
  factors = take(2 * n * Mt * Mt);
  return factors;
}

export function givenCovariance(i: i32): usize {
  const r = matrix(i), values = take(Mt), vectors = take(2 * Mt * Mt);
  const ends = semidefiniteEigen<Complex>(r, Mt, values, vectors);
  let trace: f64 = 0;
  for (let j = 0; j < Mt; j++) {
    const value = get(values, j), s = Math.sqrt(value / power);
    trace += value;
    for (let m = 0; m < 2 * Mt; m++) set(r, m * Mt + j, s * get(vectors, m * Mt + j));
  }
  set(columns, i, <f64>Mt);
  set(watts, i, trace);
  return ends;
}

export function givenFactor(i: i32, k: i32): void {
  const v = matrix(i), size = 2 * Mt * k;
  set(columns, i, <f64>k);
  set(watts, i, dot(size, v, v));
  scale(size, 1 / Math.sqrt(power), v);
}

export function withinBudget(tolerance: f64): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) sum += get(watts, i);
  const excess = (sum - power) / power;
  if (!(excess > 0 && excess <= tolerance)) return excess;
  const share = power / sum;
  for (let i = 0; i < count; i++) {
    scale(2 * Mt * <i32>get(columns, i), Math.sqrt(share), matrix(i));
    set(watts, i, share * get(watts, i));
  }
  return excess;
}

/** P0, W. */
export function budget(): f64 {
  return power;
}

/** The bounds are those of the last one, and so is the interference of two. */
export function evaluate(): usize {
  const devices = DEVICES + 3 * given, record = take(devices + 3 * limits), last = count - 1, v = matrix(last);
  for (let i = 0; i < devices + 3 * limits; i++) set(record, i, NaN);
  const p = <i32>get(columns, last), e = evaluationOf<Complex>(p);
  turnTo<Complex>(e, full, Mt, v, p);
  let nats = p > 0 ? evaluateRate<Complex>(e) : 0, sum = get(watts, last);
  if (count == 2) {
    nats = Math.max(0, rateOfBoth(e.y, p) - nats);
    sum += get(watts, 0);
  }
  set(record, RATE, nats / (symbolCount * LN2));
  set(record, MU, sum);
  if (p == 0) return record; // nothing is sensed
  report.reportBounds(v, e, true);
  putBounds(record);
  reportLimits(v, p, at(record, devices));
  return record;
}

/** log det(I + F) of R_c + R_s, y = C V_s. */
function rateOfBoth(y: usize, p: i32): f64 {
  const q = <i32>get(columns, 0), other = take(2 * L * q), both = evaluationOfRate<Complex>(p + q);
  multiply<Complex>(other, full, matrix(0), L, Mt, q);
  for (let row = 0; row < 2 * L; row++) {
    copy(at(both.y, row * (p + q)), at(other, row * q), q);
    copy(at(both.y, row * (p + q) + q), at(y, row * p), p);
  }
  both.p = p + q;
  return evaluateRate<Complex>(both);
}
