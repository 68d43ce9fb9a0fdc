/** What each status claims about a point, checked. */
import type { Certificate } from '../types.js';
import { objectiveAt } from './bounds.js';
import { lowerBound } from './certificate.js';
import { agree, missing, show, type AddCheck, type Context } from './checks.js';
import { objectiveColumns } from './coupled.js';
import { readDesign, type Design } from './covariance.js';
import { checkLimits, readPrices } from './limits.js';
import type { Model } from './model.js';
import { rateOf } from './rate.js';
import {
  FieldError,
  readInteger,
  readNumber,
  readNumbers,
  readObject,
  readRows,
  readTriangular,
} from './read.js';
import { checkReported } from './reported.js';
import { roundingOf } from './rounding.js';

type Fields = Record<string, unknown>;

/** Feasible, its numbers right, and within 1e-8 of a lower bound that its dual variables prove. */
export function checkOptimal(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  const { model, shaken, fidelity, objective } = context;
  const design = readDesign(context, point, path);
  if (design === null) return check('covariance', false, missing);
  if (point.certificate === undefined) return check('certificate', false, missing);
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);

  const rate = checkDesign(context, point, path, design, check);
  checkLimits(model, point, path, design.V, certificate.limits ?? null, check);
  const crb = objectiveAt(model, design.V, fidelity, objective, context.over);
  if (!Number.isFinite(crb)) throw new FieldError(`${path}.crb: the objective is unobservable`);

  const slope = readNumber(point.slope, `${path}.slope`, 0);
  const dual = certificate.mu * model.symbolCount * Math.LN2;
  check('slope', agree(slope, dual, 1e-9), `mu·N·ln 2 = ${show(dual)}, reported ${show(slope)}`);

  const short = Math.max(0, rateFloor - rate - design.rateAllowance);
  const { freeRate } = context;
  if (freeRate !== null && certificate.mu === 0 && rateFloor <= freeRate) {
    // every such floor is answered by the free optimum
    const same = agree(rate, freeRate, 1e-9, design.rateAllowance);
    check('freeRate', same, `rate ${show(rate)} of the free optimum, reported ${show(freeRate)}`);
  }
  const feasible = short <= 1e-10 * rateFloor && dual * short <= 1e-9 * crb;
  check('rateFloor', feasible, `rate ${show(rate)} for a floor of ${show(rateFloor)}${allowed(design)}`);

  const bound = lowerBound(model, fidelity, objective, rateFloor, certificate);
  const reported = readNumber(point.lowerBound, `${path}.lowerBound`);
  const again = (other: Model) => lowerBound(other, fidelity, objective, rateFloor, certificate);
  const rounding = design.boundAllowance + roundingOf(shaken, bound, again) / crb;
  const tolerance = 1e-8 + rounding;
  // rounding moves a coupled bound by 1e-16 over the smallest eigenvalue of the scaled J, which may be 1e-7
  const agreement = fidelity === 'coupled' ? tolerance : 2e-9 + rounding;
  const close = Math.abs(bound - reported) <= agreement * crb;
  check('lowerBound', close, `recomputed ${show(bound)}, reported ${show(reported)}`);

  // The objective at R and a bound that holds for every R: nothing can be better by more than this. Where rounding
  // weakens a device's echo the objective follows and the bound need not, as its largest eigenvalue is a multiple one.
  const gap = (crb - bound) / crb;
  const claimed = readNumber(point.gap, `${path}.gap`);
  const attained = (other: Model) => objectiveAt(other, design.V, fidelity, objective, context.over);
  const open = roundingOf(shaken, crb, attained) / crb;
  const small = Math.abs(gap) <= tolerance + open && Math.abs(claimed - gap) <= agreement + open;
  check('gap', small, `recomputed ${show(gap)}, reported ${show(claimed)}`);
}

/** The floor lies between the largest attained rate and its bound: neither reachable nor refutable. */
export function checkBoundary(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  const { attainedRate, rateBound } = context;
  if (attainedRate === null || rateBound === null) return check('maxRateFactor', false, missing);
  const design = readDesign(context, point, path);
  if (design === null) return check('covariance', false, missing);
  // The last factors are for rounding: these comparisons were first made with the core's own numbers.
  const inside = rateFloor >= attainedRate * (1 - 1e-9) * (1 - 1e-12) && rateFloor <= rateBound * (1 + 1e-10);
  check('rateFloor', inside, `${show(rateFloor)} between ${show(attainedRate)} and ${show(rateBound)}`);
  const rate = checkDesign(context, point, path, design, check);
  checkLimits(context.model, point, path, design.V, null, check);
  const largest = rate + design.rateAllowance >= attainedRate * (1 - 1e-9);
  check('maxRate', largest, `rate ${show(rate)}${allowed(design)} of at most ${show(attainedRate)}`);
  expectNull(point, ['slope', 'lowerBound', 'gap'], check);
}

/** The floor is beyond what any covariance can reach. */
export function checkInfeasible(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  if (context.excluded) return expectNull(point, nothing, check);
  if (context.rateBound === null) return check('maxRateCertificate', false, missing);
  const detail = `${show(rateFloor)} against ${show(context.rateBound)}, which no covariance exceeds`;
  check('rateFloor', rateFloor > context.rateBound * (1 - 1e-12), detail);
  expectNull(point, nothing, check);
}

/** What is null where no covariance reaches a floor. */
const nothing = [
  'crb',
  'rmse',
  'devices',
  'value',
  'rate',
  'slope',
  'lowerBound',
  'gap',
  'lmi',
  'rank',
  'realizable',
];

/**
 * Where a bound Ψ was asked for. optimal: the point keeps within it, and rateBound follows from its own certificate,
 * whose lower bound is linear in the floor. boundary: the largest rate keeps within it.
 */
export function checkBound(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  const { model, fidelity, objective, rateBound: most } = context;
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  const crb = readNumber(point.value, `${path}.value`, 0);
  check('bound', crb <= bound * (1 + 1e-8), `${objective} ${show(crb)} within ${show(bound)}`);
  if (most === null) return check('maxRateCertificate', false, missing);
  let own = most;
  let open = 0; // what a lower bound that agrees as checkOptimal asks may be off, as a rate
  if (point.status === 'optimal') {
    const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
    const slope = certificate.mu * model.symbolCount * Math.LN2;
    const low = lowerBound(model, fidelity, objective, rateFloor, certificate);
    if (slope > 0) {
      own = Math.min(most, Math.max(rateFloor, rateFloor + (bound - low) / slope));
      open = ((fidelity === 'coupled' ? 1e-8 : 2e-9) * crb) / slope;
    }
  }
  const reported = readNumber(point.rateBound, `${path}.rateBound`, 0);
  check('rateBound', agree(own, reported, 1e-8, open), `recomputed ${show(own)}, reported ${show(reported)}`);
  const near = own - rateFloor <= 1e-6 * own;
  check('width', near, `the largest rate lies between ${show(rateFloor)} and ${show(own)}`);
}

/** The bound is below what any covariance can reach, at any rate: its lower bound says so. */
export function checkBoundInfeasible(context: Context, point: Fields, path: string, check: AddCheck): void {
  const { model, fidelity, objective } = context;
  if (context.excluded) return expectNull(point, [...nothing, 'rateBound'], check);
  if (point.certificate === undefined) return check('certificate', false, missing);
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
  const low = lowerBound(model, fidelity, objective, 0, certificate);
  const reported = readNumber(point.lowerBound, `${path}.lowerBound`);
  const close = Math.abs(low - reported) <= 2e-9 * low;
  check('lowerBound', close, `recomputed ${show(low)}, reported ${show(reported)}`);
  check(
    'bound',
    bound < low * (1 + 1e-12),
    `${show(bound)} below ${show(low)}, which every covariance exceeds`,
  );
  check('rateFloor', point.rateFloor === 0, `${show(point.rateFloor as number)}: must be 0`);
  expectNull(point, ['rateBound', ...nothing.filter((key) => key !== 'lowerBound')], check);
}

/** R ⪰ 0, its power, and the rate, bounds and LMI blocks that were reported for it. Returns the recomputed rate. */
function checkDesign(context: Context, point: Fields, path: string, design: Design, check: AddCheck): number {
  const { model } = context;
  check(
    'power',
    design.power <= model.power * (1 + 1e-12),
    `Tr R = ${show(design.power)} of ${show(model.power)} W`,
  );
  const semidefinite = design.indefinite <= 1e-12;
  check('definite', semidefinite, `R from its ${design.source}, negative by ${show(design.indefinite)}`);

  const rate = rateOf(model, design.V);
  const reportedRate = readNumber(point.rate, `${path}.rate`, 0);
  const sameRate = agree(rate, reportedRate, 1e-9, design.rateAllowance);
  check('rate', sameRate, `recomputed ${show(rate)}, reported ${show(reportedRate)}${allowed(design)}`);

  checkReported(context, point, path, design.V, check, design.boundAllowance);

  const rank = readInteger(point.rank, `${path}.rank`, 1, model.transmitAntennas);
  const columns = design.V.re[0].length;
  const counted = design.source === 'factor' ? rank === columns : rank >= design.rank;
  check(
    'rank',
    counted,
    `${design.source === 'factor' ? columns : `at least ${design.rank}`}, reported ${rank}`,
  );
  const realizable = point.realizable === rank <= model.symbolCount;
  check(
    'realizable',
    realizable,
    `rank ${rank}, ${model.symbolCount} symbols, reported ${String(point.realizable)}`,
  );
  return rate;
}

function allowed({ rateAllowance, source }: Design): string {
  const what = source === 'covariance' ? "the rounding of R's entries" : 'rounding';
  return rateAllowance > 0 ? ` (± ${show(rateAllowance)}: ${what})` : '';
}

export function expectNull(point: Fields, keys: string[], check: AddCheck): void {
  const filled = keys.filter((key) => point[key] !== null);
  check(
    'nulls',
    filled.length === 0,
    filled.length === 0 ? 'as they must be' : `${filled.join(', ')}: must be null`,
  );
}

export function readCertificate(
  { model, fidelity, objective, over, superposed }: Context,
  value: unknown,
  path: string,
): Certificate {
  const names = ['mu', 'K', fidelity === 'coupled' ? 'Y' : 'y', ...(superposed ? ['powers'] : [])];
  if (model.limits.length > 0) names.push('limits');
  if (over === 'worst') names.push('shares');
  const fields = readObject(value, path, names);
  const L = model.devices.length;
  const mu = readNumber(fields.mu, `${path}.mu`, 0);
  const K = readTriangular(fields.K, `${path}.K`, L);
  const more: Pick<Certificate, 'limits' | 'shares'> = {};
  if (model.limits.length > 0) more.limits = readPrices(model, fields.limits, `${path}.limits`);
  if (over === 'worst') more.shares = readShares(fields.shares, `${path}.shares`, L);
  if (fidelity !== 'coupled') return { mu, K, y: readNumbers(fields.y, `${path}.y`, L), ...more };
  const B = objectiveColumns(model, objective);
  return { mu, K, Y: readRows(fields.Y, `${path}.Y`, B.length, B[0].length), ...more };
}

/** ≥ 0, sum 1: only then is the weighted sum no more than the worst part. */
function readShares(value: unknown, path: string, count: number): number[] {
  const shares = readNumbers(value, path, count);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.some((share) => share < 0) || Math.abs(sum - 1) > 1e-12)
    throw new FieldError(`${path}: must be ≥ 0, and 1 together`);
  return shares;
}
