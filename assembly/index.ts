// The exports. The hot ABI is plain: numbers in, a pointer to a record of f64 out.
//
//   input(length)                → the input block (layout in model/input.ts), to be filled by the caller
//   load(fidelity, objective, field) → 0, or why the model refuses; refusedAt()/refusedCount() name the devices
//   extremes(), largestRate()    → the extremes record
//   floorAt(t)                   → the rate floor at a fraction t of the curve
//   point(Γ), pointAtBound(Ψ)    → the point record (record.ts); detail() then lays out factor and certificate,
//                                  superposedDetail() those of a superposed signal (superposed.ts)
//   batchRoom(), solve…()        → many scenarios at once (batch.ts, compiled beside this file)
//   givenInput(n), …             → what covariances of the caller's achieve (given.ts)

import { at, clearArena, copy, get, mark, release, resetArena, set, take } from './memory';
import { Complex, Real, planes } from './field';
import { multiplyNH } from './linalg/dense';
import {
  DETAIL, DETAIL_COVARIANCE, DETAIL_DUAL, DETAIL_FACTOR, DETAIL_K, DETAIL_PRICES, DETAIL_RANK, DETAIL_SHARES,
  WORST_DEVICE,
} from './abi';
import { ACCEPTED, refused, refusedCount as count } from './model/refusal';
import * as scenario from './model/scenario';
import { r, span, toAntennas } from './model/channel';
import { limitWatts, limits as givenLimits } from './model/given-limits';
import * as limits from './model/limits';
import { reportLimits } from './metric/radiated';
import { Evaluation, turnTo } from './metric/evaluation';
import { couplesDevices, evaluationOf, objectiveScale, outputObjectiveDual } from './metric/objective';
import * as report from './metric/report';
import { prepare } from './solver/prepare';
import * as best from './solver/proof/candidate';
import * as curve from './solver/curve/curve';
import * as ends from './solver/curve/ends';
import * as inverse from './solver/curve/inverse';
import { steps } from './solver/steps';
import { outputK } from './dual';
import { keepStreams } from './streams';
import * as superposed from './solver/superposed/superposed';
import { LN2 } from './model/units';
import * as simulation from './simulate/trials';
import {
  DEVICES, GAP, ITERATIONS, LOWER_BOUND, MU, RANK, RATE, SLOPE, STATUS, putBounds,
} from './record';

let inputBlock: usize = 0;
let complex: bool = false;
let record: usize = 0;
let extremesRecord: usize = 0;
let antennas: usize = 0;
let scratch: usize = 0;
/** The covariance of the last point. */
let shown: Evaluation = changetype<Evaluation>(0);
let detailRecord: usize = 0;
let reportedRank: i32 = 0;
/** Where the arena stands after load: what detail() takes goes back there. */
let loaded: usize = 0;

/** Forgets the scenario before; room for an input block of so many f64 (model/input.ts). */
export function input(length: i32): usize {
  clearArena();
  inputBlock = take(length);
  return inputBlock;
}

/** fidelity, objective, over: codes of abi.ts. field: 0 the smallest that serves, 1 complex. ACCEPTED or the reason. */
export function load(fidelity: i32, objective: i32, over: i32, field: i32): i32 {
  const why = scenario.readScenario(inputBlock, <i32>get(inputBlock, 1), fidelity, objective, over == WORST_DEVICE);
  if (why != ACCEPTED) return why;
  const antennasThemselves = field == 1 || !scenario.isReal() || !limits.areSymmetric();
  complex = antennasThemselves || couplesDevices();
  takeRecords();
  // limits on antennas are not those on their mirror images where devices are coupled
  const refusal = complex ? prepare<Complex>(!antennasThemselves && givenLimits == 0) : prepare<Real>(true);
  if (refusal == ACCEPTED) shown = complex ? evaluationOf<Complex>(r) : evaluationOf<Real>(r);
  loaded = mark();
  return refusal;
}

/** The same for a block that is kept below the arena (batch.ts). */
export function loadAt(block: usize, fidelity: i32, objective: i32, over: i32): i32 {
  resetArena();
  inputBlock = block;
  return load(fidelity, objective, over, 0);
}

/** What the calls below answer with. */
function takeRecords(): void {
  record = take(recordLength());
  extremesRecord = take(3);
  detailRecord = take(DETAIL);
  antennas = take(2 * scenario.Mt * scenario.Mt);
  scratch = take(2 * scenario.Mt * scenario.Mt);
}

function recordLength(): i32 {
  return DEVICES + 3 * scenario.given + 3 * givenLimits;
}

export function refusedAt(): usize {
  return refused;
}
export function refusedCount(): i32 {
  return count;
}
/** Number of devices that are not silent, and their indices. */
export function activeCount(): i32 {
  return scenario.L;
}
export function activeAt(): usize {
  return scenario.activeIndex;
}

/** nats of log det → bps/Hz */
function bitsOf(nats: f64): f64 {
  return nats / (scenario.symbolCount * LN2);
}

/** Whether the limits are proved to exclude each other; the extremes are NaN then, and every point is infeasible. */
export function limitsExcluded(): i32 {
  return ends.excluded ? 1 : 0;
}

/** The multipliers that prove it, one a limit, 1/W. */
export function exclusionPrices(): usize {
  release(loaded);
  return outputPrices(ends.exclusionPrices, 1);
}

/** Prices per unit of each limit as the solver has it, to one a limit as given and W, times `scale`. */
function outputPrices(nu: usize, scale: f64): usize {
  const out = take(givenLimits);
  for (let i = 0; i < givenLimits; i++) {
    const price = get(limits.share, i) * get(nu, <i32>get(limits.merged, i));
    set(out, i, (scale * price) / get(limitWatts, i));
  }
  return out;
}

/**
 * maxRate, maxRateBound in bps/Hz; freeRate NaN. Superposed: the largest rate is the reused one, with R_s = 0; the
 * smallest bound takes all the power for R_s, so that the free rate is 0.
 */
export function largestRate(): usize {
  if (complex) curve.solveMaxRate<Complex>();
  else curve.solveMaxRate<Real>();
  set(extremesRecord, 0, ends.maxKnown ? bitsOf(ends.maxRate) : NaN);
  set(extremesRecord, 1, ends.maxKnown ? bitsOf(ends.maxRateBound) : NaN);
  set(extremesRecord, 2, scenario.superposed ? 0 : ends.freeKnown ? bitsOf(ends.freeRate) : NaN);
  return extremesRecord;
}
export function largestRateKnown(): i32 {
  return ends.maxKnown ? 1 : 0;
}

/** maxRate, maxRateBound, freeRate in bps/Hz. */
export function extremes(): usize {
  if (complex) curve.solveFree<Complex>();
  else curve.solveFree<Real>();
  return largestRate();
}

/**
 * The rate floor, bps/Hz, at a fraction t of the way along the curve: start + t·(maxRate − start), where start is
 * freeRate, or 0 where the curve is flat.
 */
export function floorAt(t: f64): f64 {
  const ends = extremes(), maxRate = get(ends, 0), freeRate = get(ends, 2);
  const start = maxRate - freeRate <= 1e-6 * maxRate ? 0 : freeRate;
  return start + t * (maxRate - start);
}

/** The certified optimum at a rate floor in bps/Hz; of a superposed signal its point. */
export function point(rateFloor: f64): usize {
  if (scenario.superposed) {
    return complex ? superposed.superposedPoint<Complex>(rateFloor) : superposed.superposedPoint<Real>(rateFloor);
  }
  const floor = rateFloor * (scenario.symbolCount * LN2);
  const status = complex ? curve.solvePoint<Complex>(floor) : curve.solvePoint<Real>(floor);
  if (complex) writeRecord<Complex>(status);
  else writeRecord<Real>(status);
  return record;
}

/** Factors and certificate of the last point of a superposed signal. */
export function superposedDetail(): usize {
  return complex ? superposed.superposedDetail<Complex>() : superposed.superposedDetail<Real>();
}

/** One device under the superposed signal: the rate floor, bps/Hz, at which the objective is `bound`; −1: at none. */
export function superposedFloor(bound: f64): f64 {
  return superposed.floorAtBound(bound / objectiveScale);
}

/** The point with the largest rate whose objective stays at or below `bound`, in its SI unit. */
export function pointAtBound(bound: f64): usize {
  const psi = bound / objectiveScale;
  const status = complex ? inverse.solveBound<Complex>(psi) : inverse.solveBound<Real>(psi);
  if (complex) writeRecord<Complex>(status);
  else writeRecord<Real>(status);
  set(record, ITERATIONS, <f64>inverse.iterations);
  return record;
}
/** Of the last pointAtBound, bps/Hz: its rate floor, and the certified upper bound of every rate within the bound. */
export function foundFloor(): f64 {
  return bitsOf(inverse.floor);
}
export function foundRateBound(): f64 {
  return bitsOf(inverse.rateBound);
}

/** Fills the record from the best candidate. */
function writeRecord<T>(status: i32): void {
  if (!best.isThere()) {
    for (let i = 0; i < recordLength(); i++) set(record, i, NaN);
    set(record, STATUS, <f64>status);
    set(record, ITERATIONS, <f64>steps);
    return;
  }
  const scope = mark(), v = take(r * best.p * planes<T>());
  copy(v, best.V, r * best.p * planes<T>());
  // of the largest rate, and over the worst device, the objective is not that of the sum
  const known = best.value > 0 && !scenario.worst;
  const p = keepStreams<T>(v, span, r, best.p, true, false, known ? best.rate : 0, best.value);
  reportedRank = p;
  turnTo<T>(shown, span, r, v, p);
  toAntennas<T>(antennas, v, p, scratch);
  report.reportBounds(antennas, shown, false);
  putBounds(record);
  const bounds = at(record, DEVICES + 3 * scenario.given), prices = outputPrices(best.kept.prices, objectiveScale);
  reportLimits(antennas, p, bounds);
  for (let i = 0; i < givenLimits; i++) set(bounds, 3 * i + 2, get(prices, i));
  release(scope);
  set(record, STATUS, <f64>status);
  set(record, RATE, bitsOf(best.rate));
  set(record, ITERATIONS, <f64>steps);
  set(record, RANK, <f64>p);
  // of the numbers as reported, whose rounding is not that of the solver's own
  const value = report.value, lowerBound = best.bound * objectiveScale;
  const gap = (value - lowerBound) / value;
  if (status == curve.OPTIMAL && !(Math.abs(gap) <= best.OPTIMAL_GAP)) set(record, STATUS, <f64>curve.UNSOLVED);
  // a bound too good to be true at this very covariance
  if (report.isTooGood()) set(record, STATUS, <f64>curve.UNSOLVED);
  set(record, SLOPE, best.kept.mu * objectiveScale * scenario.symbolCount * LN2);
  set(record, LOWER_BOUND, lowerBound);
  set(record, GAP, gap);
  set(record, MU, best.kept.mu * objectiveScale);
}

/** Factor, covariance and certificate of the last point, SI, and the shares of the worst device. */
export function detail(): usize {
  release(loaded);
  set(detailRecord, DETAIL_FACTOR, <f64>antennas);
  set(detailRecord, DETAIL_RANK, <f64>reportedRank);
  scaleFactor(antennas, reportedRank);
  const covariance = take(2 * scenario.Mt * scenario.Mt);
  multiplyNH<Complex>(covariance, antennas, antennas, scenario.Mt, reportedRank, scenario.Mt);
  set(detailRecord, DETAIL_COVARIANCE, <f64>covariance);
  set(detailRecord, DETAIL_K, <f64>outputK(best.bestK, complex));
  outputObjectiveDual(best.bestDual, at(detailRecord, DETAIL_DUAL));
  set(detailRecord, DETAIL_SHARES, <f64>best.kept.shares); // normalised
  return detailRecord;
}

/** Factor, its columns and K of the largest rate, and the prices of the limits in nats per W. */
export function largestRateDetail(): usize {
  release(loaded);
  const p = ends.maxRank;
  if (complex) toAntennas<Complex>(antennas, ends.maxV, p, scratch);
  else toAntennas<Real>(antennas, ends.maxV, p, scratch);
  scaleFactor(antennas, p);
  set(detailRecord, DETAIL_FACTOR, <f64>antennas);
  set(detailRecord, DETAIL_RANK, <f64>p);
  set(detailRecord, DETAIL_K, <f64>outputK(ends.maxK, complex));
  set(detailRecord, DETAIL_PRICES, <f64>outputPrices(ends.maxTerms.prices, 1));
  return detailRecord;
}

function scaleFactor(v: usize, p: i32): void {
  const root = Math.sqrt(scenario.power);
  for (let i = 0; i < 2 * scenario.Mt * p; i++) set(v, i, get(v, i) * root);
}

export { budget, evaluate, givenCovariance, givenFactor, givenInput, withinBudget } from './given';

/** Bytes of linear memory in use by the engine. */
export function memoryBytes(): i32 {
  return memory.size() << 16;
}

// --- simulation of a scenario that is loaded for COUPLED, over DELAY where angles may be unobservable

/** Room for the factor of a covariance with p columns: M_t×p complex planes, √W. */
export function simulationFactor(p: i32): usize {
  release(loaded);
  return simulation.takeFactor(p);
}
export { prepareTrials, runTrials, summarizeTrials } from './simulate/trials';
