// The superposed signal's exports: a point, its record and its detail. record.ts says what a record has; here one
// number more follows the devices: what the point leaves to gain, relative; infinite where there is no pair.

import {
  DETAIL, DETAIL_COVARIANCE, DETAIL_DUAL, DETAIL_FACTOR, DETAIL_K, DETAIL_POWERS, DETAIL_RANK, DETAIL_SENSING,
  STATIONARY,
} from '../../abi';
import { at, copy, get, mark, release, set, take } from '../../memory';
import { Complex, planes } from '../../field';
import { multiplyNH } from '../../linalg/dense';
import * as scenario from '../../model/scenario';
import { r, span, toAntennas } from '../../model/channel';
import { turnTo } from '../../metric/evaluation';
import { evaluateObjective, evaluationOf, objectiveScale, outputObjectiveDual } from '../../metric/objective';
import * as report from '../../metric/report';
import * as best from '../proof/candidate';
import { isLargest } from '../proof/status';
import * as curve from '../curve/curve';
import * as ends from '../curve/ends';
import { resetSteps, steps } from '../steps';
import { prepareSearch, solveFloor, takeSuperposed } from './search';
import { newtonSteps } from './rank';
import { STATIONARY_GAP, measure } from './measure';
import { sensed, superposedRate } from './pair';
import * as pair from './point';
import { improvePowers, interferenceBound, powers, takeInterference } from './interference';
import { outputK } from '../../dual';
import { keepStreams } from '../../streams';
import {
  DEVICES, GAP, ITERATIONS, LOWER_BOUND, MU, RANK, RATE, SLOPE, STATUS, putBounds,
} from '../../record';
import { LN2 } from '../../model/units';

/** For the crossing of two bounds: certificates at most, by how much of the bound the last has to have gained, */
const CERTIFICATES: i32 = 6;
const CROSSED: f64 = 1e-3;
/** powers for each at most, what one of them leaves of the way to Γ' at least, and halvings of the interval. */
const REFINEMENTS: i32 = 6;
const NEARER: f64 = 0.25;
const HALVINGS: i32 = 60;

/** Where the arena stands after load: a point's buffers start there, and last until the next one. */
let base: usize = 0;
let record: usize = 0;
let lower: f64 = 0;
let iterations: i32 = 0;
let hasRelaxation: bool = false;
/** Streams of the reported pair. */
let pc: i32 = 0;
let ps: i32 = 0;

export function prepareSuperposed<T>(): void {
  prepareSearch<T>();
  base = mark();
}

/** The point at a rate floor in bps/Hz: the record. */
export function superposedPoint<T>(rateFloor: f64): usize {
  release(base);
  record = take(DEVICES + 3 * scenario.given + 1);
  takeSuperposed<T>();
  takeInterference<T>();
  const status = solve<T>(rateFloor * (scenario.symbolCount * LN2));
  write<T>(status);
  return record;
}

function solve<T>(floor: f64): i32 {
  resetSteps();
  curve.solveFree<T>();
  curve.solveMaxRate<T>();
  iterations = steps;
  if (floor > ends.maxRateBound) return curve.INFEASIBLE;
  if (isLargest(floor, ends.maxRate)) {
    copy(pair.communication, ends.maxV, r * ends.maxRank * planes<T>());
    pair.setBoundary(ends.maxRank, ends.maxRate);
    return curve.BOUNDARY;
  }
  relax<T>(floor);
  if (scenario.L == 1) return alone<T>(floor);
  const reused = take(r * r * planes<T>()), rank = best.p;
  copy(reused, best.V, r * rank * planes<T>());
  if (hasRelaxation) tighten<T>(floor);
  pair.setLower(lower);
  // all power to sensing: what floor 0 leaves to be done
  if (floor == 0) {
    measure<T>(ends.freeV, 0, ends.freeV, ends.freeRank, 0);
    pair.offer<T>(ends.freeV, 0, ends.freeV, ends.freeRank, 0);
  } else {
    solveFloor<T>(floor, reused, rank);
  }
  iterations += newtonSteps;
  return hasRelaxation && pair.gain <= STATIONARY_GAP ? STATIONARY : curve.UNSOLVED;
}

/** The reused optimum, a bound from below: R_c + R_s has at least the rate that R_s leaves, and at most its bound. */
function relax<T>(floor: f64): void {
  curve.solvePoint<T>(floor);
  iterations += steps;
  // where that failed, the free optimum is a bound all the same
  if (!(best.gap < Infinity)) curve.solvePoint<T>(0);
  hasRelaxation = best.gap < Infinity;
  lower = hasRelaxation ? Math.max(0, best.bound) : 0;
}

/**
 * Two bounds at once. Of a pair with t = c(R_c + R_s), from Γ' to c_max, the reused signal's bound at the floor t
 * holds, which rises with t, and the interference's, which falls: no pair is below where the two cross. A certificate
 * at t̂ bounds the first by its line φ + μ (t − t̂), powers found for t = u the second. Where these meet,
 * powers and a certificate of that t bring both closer. `best` and `powers` end as those of the reported bound.
 */
function tighten<T>(floor: f64): void {
  const most = ends.maxRateBound;
  let certified = floor, bounded = most;
  improvePowers<T>(most - floor);
  for (let k = 0; ; k++) {
    let t = meeting(floor, most, certified);
    for (let j = 0; j < REFINEMENTS && t < bounded; j++) {
      // far from u the second says little
      bounded = Math.max(t, floor + NEARER * (bounded - floor));
      improvePowers<T>(bounded - floor);
      t = meeting(floor, most, certified);
    }
    const value = Math.max(line(t, certified), interferenceBound(t - floor));
    // of a floor below the free rate the line is level, and says nothing of what a certificate further on gains
    const better = value > lower * (1 + CROSSED) || k == 0;
    lower = value;
    if (!better || k >= CERTIFICATES || t == floor || isLargest(t, ends.maxRate)) return;
    const status = curve.solvePoint<T>(t);
    iterations += steps;
    certified = t;
    if (status != curve.OPTIMAL) {
      relax<T>(floor);
      certified = floor;
      k = CERTIFICATES;
    }
  }
}

/** What the certificate kept in `best`, of the floor `certified`, says of floor t. */
function line(t: f64, certified: f64): f64 {
  return best.bound + best.kept.mu * (t - certified);
}

/** The t in [floor, most] where the certificate's line and the interference's bound meet; an end where they do not. */
function meeting(floor: f64, most: f64, certified: f64): f64 {
  let low = floor, high = most;
  for (let k = 0; k < HALVINGS; k++) {
    const t = 0.5 * (low + high);
    if (line(t, certified) < interferenceBound(t - floor)) low = t;
    else high = t;
  }
  // an end, where all halvings went one way
  return high == most ? most : low == floor ? floor : low;
}

/** x of the one device. */
function signalOfOne(): f64 {
  const w = get(scenario.weight, 0);
  return w * w * <f64>scenario.Mr * <f64>scenario.Mt;
}

/** The rate floor at which one device's objective (normalised, 1/M_t at full power) is ψ; −1 where ψ is below that. */
export function floorAtBound(psi: f64): f64 {
  const share = 1 / (psi * <f64>scenario.Mt), x = signalOfOne();
  if (!(share <= 1)) return -1;
  return (NativeMath.log1p(x) - NativeMath.log1p(x * share)) / (scenario.symbolCount * LN2);
}

/**
 * One device: C = (1/N) log2 (1 + x)/(1 + x P_s/P0) falls in P_s and the bound ∝ 1/P_s falls too, so the floor is met
 * with equality: P_s/P0 = ((1 + x) 2^(−NΓ) − 1)/x, x = N s²α² M_r M_t P0/σ², and nothing is better.
 */
function alone<T>(floor: f64): i32 {
  const x = signalOfOne();
  const left = NativeMath.expm1(NativeMath.log1p(x) - floor), share = floor == 0 ? 1 : Math.min(1, left / x);
  if (!(share > 0)) return curve.UNSOLVED;
  set(pair.communication, 0, Math.sqrt(1 - share));
  set(pair.sensing, 0, Math.sqrt(share));
  if (planes<T>() == 2) {
    set(pair.communication, 1, 0);
    set(pair.sensing, 1, 0);
  }
  const columns = share < 1 ? 1 : 0;
  const nats = superposedRate<T>(pair.communication, columns, pair.sensing, 1);
  const f = evaluateObjective<T>(sensed);
  pair.setAlone(columns, f, nats, (f * (1 + left)) / left);
  // the bound falls in P_s, and no P_s above this one leaves room for the rate
  lower = f;
  set(powers, 0, <f64>scenario.Mt * share);
  return nats >= floor * (1 - best.MET) ? curve.OPTIMAL : curve.UNSOLVED;
}

function write<T>(status: i32): void {
  const devices = DEVICES + 3 * scenario.given;
  for (let i = 0; i <= devices; i++) set(record, i, NaN);
  set(record, STATUS, <f64>status);
  set(record, ITERATIONS, <f64>iterations);
  if (status == curve.INFEASIBLE) return;
  const scale = objectiveScale, bits = scenario.symbolCount * LN2;
  set(record, RATE, pair.rate / bits);
  pc = keepStreams<T>(pair.communication, span, r, pair.pc, false, false);
  ps = keepStreams<T>(pair.sensing, span, r, pair.ps, true, false);
  set(record, RANK, <f64>(pc + ps));
  if (status == curve.BOUNDARY) return;
  set(record, devices, pair.gain);
  if (ps == 0) return;
  const scope = mark();
  const antennas = take(2 * scenario.Mt * ps), scratch = take(2 * scenario.Mt * ps);
  const e = evaluationOf<T>(ps);
  turnTo<T>(e, span, r, pair.sensing, ps);
  toAntennas<T>(antennas, pair.sensing, ps, scratch);
  report.reportBounds(antennas, e, false);
  putBounds(record);
  if (report.isTooGood()) set(record, STATUS, <f64>curve.UNSOLVED);
  set(record, SLOPE, pair.mu * scale * bits);
  const value = report.value;
  set(record, LOWER_BOUND, lower * scale);
  set(record, GAP, (value - lower * scale) / value);
  set(record, MU, best.kept.mu * scale);
  release(scope);
}

/** Factors, covariances and certificate of the last superposed point, SI. K and the dual are the reused optimum's. */
export function superposedDetail<T>(): usize {
  const out = take(DETAIL);
  for (let part = 0; part < 2; part++) {
    const p = part == 0 ? pc : ps, count = 2 * scenario.Mt * p;
    const factor = take(count), scratch = take(count), covariance = take(2 * scenario.Mt * scenario.Mt);
    toAntennas<T>(factor, part == 0 ? pair.communication : pair.sensing, p, scratch);
    const root = Math.sqrt(scenario.power);
    for (let i = 0; i < count; i++) set(factor, i, get(factor, i) * root);
    multiplyNH<Complex>(covariance, factor, factor, scenario.Mt, p, scenario.Mt);
    const own = at(out, part == 0 ? 0 : DETAIL_SENSING);
    set(own, DETAIL_FACTOR, <f64>factor);
    set(own, DETAIL_RANK, <f64>p);
    set(own, DETAIL_COVARIANCE, <f64>covariance);
  }
  const watts = take(scenario.L);
  for (let l = 0; l < scenario.L; l++) {
    const gain = get(scenario.illumination, l);
    set(watts, l, get(powers, l) * scenario.power * gain * gain);
  }
  if (hasRelaxation) {
    set(out, DETAIL_K, <f64>outputK(best.bestK, planes<T>() == 2));
    outputObjectiveDual(best.bestDual, at(out, DETAIL_DUAL));
  }
  set(out, DETAIL_POWERS, <f64>watts);
  return out;
}
