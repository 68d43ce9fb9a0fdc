/** What each status claims about a point, checked. */
import type { Certificate } from '../types.js';
import { objectiveAt } from './bounds.js';
import { lowerBound } from './certificate.js';
import {
  checkBelow,
  checkLargest,
  checkPower,
  checkRank,
  compare,
  expectNull,
  missing,
  reported,
  show,
  type Claim,
} from './checks.js';
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

/** Feasible, its numbers right, and within 1e-8 of a lower bound that its dual variables prove. */
export function checkOptimal(claim: Claim): void {
  const { context, point, path, rateFloor, check } = claim;
  const { model, shaken, fidelity, objective, freeRate } = context;
  const design = readDesign(context, point, path);
  if (design === null) return check('covariance', false, missing);
  if (point.certificate === undefined) return check('certificate', false, missing);
  const certificate = readCertificate(claim);

  const rate = checkDesign(claim, design);
  checkLimits(claim, design.V, certificate.limits ?? null);
  const crb = objectiveAt(model, design.V, fidelity, objective, context.over);
  if (!Number.isFinite(crb)) throw new FieldError(`${path}.crb: the objective is unobservable`);

  const dual = certificate.mu * model.symbolCount * Math.LN2;
  compare(check, 'slope', dual, reported(claim, 'slope', 0), 1e-9);

  const short = Math.max(0, rateFloor - rate - design.rateAllowance);
  if (freeRate !== null && certificate.mu === 0 && rateFloor <= freeRate) {
    // every such floor is answered by the free optimum
    compare(check, 'freeRate', rate, freeRate, 1e-9, design.rateAllowance, ' of the free optimum');
  }
  const feasible = short <= 1e-10 * rateFloor && dual * short <= 1e-9 * crb;
  check('rateFloor', feasible, `rate ${show(rate)} for a floor of ${show(rateFloor)}${allowed(design)}`);

  const again = (other: Model) => lowerBound(other, fidelity, objective, rateFloor, certificate);
  const bound = again(model);
  const rounding = design.boundAllowance + roundingOf(shaken, bound, again) / crb;
  const tolerance = 1e-8 + rounding;
  // rounding moves a coupled bound by 1e-16 over the smallest eigenvalue of the scaled J, which may be 1e-7
  const agreement = fidelity === 'coupled' ? tolerance : 2e-9 + rounding;
  compare(check, 'lowerBound', bound, reported(claim, 'lowerBound'), 0, agreement * crb);

  // The objective at R and a bound that holds for every R: nothing can be better by more than this. Where rounding
  // weakens a device's echo the objective follows and the bound need not, as its largest eigenvalue is a multiple one.
  const gap = (crb - bound) / crb;
  const claimed = reported(claim, 'gap');
  const attained = (other: Model) => objectiveAt(other, design.V, fidelity, objective, context.over);
  const open = roundingOf(shaken, crb, attained) / crb;
  const small = Math.abs(gap) <= tolerance + open && Math.abs(claimed - gap) <= agreement + open;
  check('gap', small, `recomputed ${show(gap)}, reported ${show(claimed)}`);
}

/** The largest rate, which is all that is known of a floor there. */
export function checkBoundary(claim: Claim): void {
  const { context, point, path, check } = claim;
  const design = readDesign(context, point, path);
  if (design === null) return check('covariance', false, missing);
  const rate = checkDesign(claim, design);
  checkLargest(claim, rate, design.rateAllowance, allowed(design));
  checkLimits(claim, design.V, null);
  expectNull(claim, ['slope', 'lowerBound', 'gap']);
}

/** The floor is beyond what any covariance can reach. */
export function checkInfeasible(claim: Claim): void {
  const { context, rateFloor, check } = claim;
  if (context.excluded) return expectNull(claim, nothing);
  if (context.rateBound === null) return check('maxRateCertificate', false, missing);
  const detail = `${show(rateFloor)} against ${show(context.rateBound)}, which no covariance exceeds`;
  check('rateFloor', rateFloor > context.rateBound * (1 - 1e-12), detail);
  expectNull(claim, nothing);
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
export function checkBound(claim: Claim): void {
  const { context, point, rateFloor, check } = claim;
  const { model, fidelity, objective, rateBound: most } = context;
  const bound = reported(claim, 'bound', 0);
  const crb = reported(claim, 'value', 0);
  check('bound', crb <= bound * (1 + 1e-8), `${objective} ${show(crb)} within ${show(bound)}`);
  if (most === null) return check('maxRateCertificate', false, missing);
  let own = most;
  let open = 0; // what a lower bound that agrees as checkOptimal asks may be off, as a rate
  if (point.status === 'optimal') {
    const certificate = readCertificate(claim);
    const slope = certificate.mu * model.symbolCount * Math.LN2;
    const low = lowerBound(model, fidelity, objective, rateFloor, certificate);
    if (slope > 0) {
      own = Math.min(most, Math.max(rateFloor, rateFloor + (bound - low) / slope));
      open = ((fidelity === 'coupled' ? 1e-8 : 2e-9) * crb) / slope;
    }
  }
  compare(check, 'rateBound', own, reported(claim, 'rateBound', 0), 1e-8, open);
  const near = own - rateFloor <= 1e-6 * own + open;
  check('width', near, `the largest rate lies between ${show(rateFloor)} and ${show(own)}`);
}

/** The bound is below what any covariance can reach, at any rate: its lower bound says so. */
export function checkBoundInfeasible(claim: Claim): void {
  const { context, point, rateFloor, check } = claim;
  const { model, fidelity, objective } = context;
  if (context.excluded) return expectNull(claim, [...nothing, 'rateBound']);
  if (point.certificate === undefined) return check('certificate', false, missing);
  const low = lowerBound(model, fidelity, objective, 0, readCertificate(claim));
  compare(check, 'lowerBound', low, reported(claim, 'lowerBound'), 0, 2e-9 * low);
  checkBelow(claim, low);
  check('rateFloor', rateFloor === 0, `${show(rateFloor)}: must be 0`);
  expectNull(claim, ['rateBound', ...nothing.filter((key) => key !== 'lowerBound')]);
}

/** R ⪰ 0, its power, and the rate, bounds and LMI blocks that were reported for it. Returns the recomputed rate. */
function checkDesign(claim: Claim, design: Design): number {
  const { context, path, point, check } = claim;
  const { model } = context;
  checkPower(model, design.power, check);
  const semidefinite = design.indefinite <= 1e-12;
  check('definite', semidefinite, `R from its ${design.source}, negative by ${show(design.indefinite)}`);

  const rate = rateOf(model, design.V);
  compare(check, 'rate', rate, reported(claim, 'rate', 0), 1e-9, design.rateAllowance, allowed(design));
  checkReported(claim, design.V, design.boundAllowance);

  const rank = readInteger(point.rank, `${path}.rank`, 1, model.transmitAntennas);
  if (design.source === 'factor') checkRank(claim, rank === design.rank, `${design.rank}`);
  else checkRank(claim, rank >= design.rank, `at least ${design.rank}`);
  return rate;
}

function allowed({ rateAllowance, source }: Design): string {
  const what = source === 'covariance' ? "the rounding of R's entries" : 'rounding';
  return rateAllowance > 0 ? ` (± ${show(rateAllowance)}: ${what})` : '';
}

export function readCertificate({ context, point, path: at }: Claim): Certificate {
  const { model, fidelity, objective, over, superposed } = context;
  const path = `${at}.certificate`;
  const names = ['mu', 'K', fidelity === 'coupled' ? 'Y' : 'y', ...(superposed ? ['powers'] : [])];
  if (model.limits.length > 0) names.push('limits');
  if (over === 'worst') names.push('shares');
  const fields = readObject(point.certificate, path, names);
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
