/** A check: what is compared, whether it holds, and the numbers behind it. */
import type { Fidelity, Objective, Over } from '../types.js';
import type { Model } from './model.js';
import { readNumber } from './read.js';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

export type AddCheck = (name: string, ok: boolean, detail: string) => void;

/** What the points of one result have in common. */
export interface Context {
  model: Model;
  /** The same with its sines off by rounding, in several ways (rounding.ts). */
  shaken: Model[];
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  superposed: boolean;
  /** As reported, bps/Hz; null where the result names none. */
  freeRate: number | null;
  /** Whether limitsCertificate proves that no covariance keeps to the limits. */
  excluded: boolean;
  /** Recomputed from maxRateFactor, bps/Hz; null where it is not there. */
  attainedRate: number | null;
  /** Recomputed from maxRateCertificate, bps/Hz; null where it is not there. */
  rateBound: number | null;
  /** As reported, which has been held against that: what lower bounds of superposed points are computed from. */
  maxRateBound: number | null;
}

/** A point of a result, as it is checked. */
export interface Claim {
  context: Context;
  point: Record<string, unknown>;
  /** Where the point is in the result. */
  path: string;
  /** bps/Hz */
  rateFloor: number;
  check: AddCheck;
}

/** A number that the point reports. */
export function reported({ point, path }: Claim, key: string, min?: number): number {
  return readNumber(point[key], `${path}.${key}`, min);
}

export const missing = 'not in the result: make it with --covariance (covariance: true)';

/** Agreement relative to the larger of the two; 0 agrees with 0. */
export function agree(a: number, b: number, relative: number, absolute = 0): boolean {
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b)) + absolute;
}

/** That what was recomputed and what was reported agree. */
export function compare(
  check: AddCheck,
  name: string,
  own: number,
  theirs: number,
  relative: number,
  absolute = 0,
  remark = '',
): void {
  const same = agree(own, theirs, relative, absolute);
  check(name, same, `recomputed ${show(own)}, reported ${show(theirs)}${remark}`);
}

export function checkPower({ power: most }: Model, power: number, check: AddCheck): void {
  check('power', power <= most * (1 + 1e-12), `Tr R = ${show(power)} of ${show(most)} W`);
}

/**
 * What a boundary point claims: the floor lies between the largest attained rate and its bound, neither reachable nor
 * refutable, and the point has that rate.
 */
export function checkLargest(
  { context: { attainedRate, rateBound }, rateFloor, check }: Claim,
  rate: number,
  allowance = 0,
  remark = '',
): void {
  if (attainedRate === null || rateBound === null) return check('maxRateFactor', false, missing);
  const least = attainedRate * (1 - 1e-9);
  // The last factors are for rounding: these comparisons were first made with the core's own numbers.
  const inside = rateFloor >= least * (1 - 1e-12) && rateFloor <= rateBound * (1 + 1e-10);
  check('rateFloor', inside, `${show(rateFloor)} between ${show(attainedRate)} and ${show(rateBound)}`);
  check('maxRate', rate + allowance >= least, `rate ${show(rate)}${remark} of at most ${show(attainedRate)}`);
}

/** What the point says of its columns: `counted` if their number is right, which `words` says. */
export function checkRank(
  { context: { model }, point, check }: Claim,
  counted: boolean,
  words: string,
): void {
  const { rank, realizable } = point;
  check('rank', counted, `${words}, reported ${String(rank)}`);
  const right = realizable === (rank as number) <= model.symbolCount;
  check(
    'realizable',
    right,
    `rank ${String(rank)}, ${model.symbolCount} symbols, reported ${String(realizable)}`,
  );
}

/** What an infeasible bound claims: it is below what every covariance exceeds. */
export function checkBelow(claim: Claim, least: number): void {
  const bound = reported(claim, 'bound', 0);
  const below = bound < least * (1 + 1e-12);
  claim.check('bound', below, `${show(bound)} below ${show(least)}, which nothing goes below`);
}

export function expectNull({ point, check }: Claim, keys: readonly string[]): void {
  const filled = keys.filter((key) => point[key] !== null);
  const detail = filled.length === 0 ? 'as they must be' : `${filled.join(', ')}: must be null`;
  check('nulls', filled.length === 0, detail);
}

export function show(value: number | null): string {
  return value === null ? 'null' : String(Number(value.toPrecision(12)));
}
