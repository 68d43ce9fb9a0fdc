/** A check: what is compared, whether it holds, and the numbers behind it. */
import type { Fidelity, Objective, Over } from '../types.js';
import type { Model } from './model.js';

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
}

export const missing = 'not in the result: make it with --covariance (covariance: true)';

/** Agreement relative to the larger of the two; 0 agrees with 0. */
export function agree(a: number, b: number, relative: number, absolute = 0): boolean {
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b)) + absolute;
}

export function show(value: number | null): string {
  return value === null ? 'null' : String(Number(value.toPrecision(12)));
}
