// What rate and objective have found at one covariance R/P0 = V V^H, given by Y = C V. Whoever evaluates terms owns
// such a block, or lays one out for as long as it needs it, and asks it for gradients, Hessians and duals: no other
// evaluation changes what it says. The owners that keep theirs:
//
//   interior/problem   the iterate, and the trial that becomes the next one
//   face/point         V of the face Newton
//   proof/certificate  the covariance that has been offered
//   superposed/pair    R = R_c + R_s, and R_s: the rate is the difference of theirs
//   index              the covariance of the last point, for the report
//
// rate.ts lays out a block for the rate, objective.ts one for both terms; each file fills what stands under its name.

import { takeFields } from '../memory';
import { toDevices } from '../model/channel';

@unmanaged
export class Evaluation {
  /** Y, L×p: from the owner, before anything is evaluated. */
  y: usize;
  p: i32;

  // --- rate.ts
  /** Ω by columns, L × (M_q·p). */
  omega: usize;
  /** K, L×L upper triangular, K K^H = (I + F)^-1, and the pivots less one. */
  K: usize;
  pivots: usize;
  /** h_(j,m) = g^H V, (L·M_q)×p, once a derivative on the factor has asked for them. */
  inner: usize;
  hasInner: bool;

  // --- the objective: what device l's part counts in derivatives and dual, 1 or over the worst device its share
  share: usize;

  // --- direct.ts
  /** q_l. */
  q: usize;

  // --- fisher.ts
  /** J, L_J^-1 (lower), J^-1, N = J^-1 B. */
  information: usize;
  inverseFactor: usize;
  inverse: usize;
  solution: usize;
  /** N by the roots of the shares, and whether by those in hand. */
  weighted: usize;
  isWeighted: bool;
}

/** A block without rooms. */
export function takeEvaluation(): Evaluation {
  return changetype<Evaluation>(takeFields(offsetof<Evaluation>()));
}

/** Turns to the covariance of V (k×p), c = C (L×k); nothing has been evaluated there. */
export function turnTo<T>(e: Evaluation, c: usize, k: i32, v: usize, p: i32): void {
  toDevices<T>(e.y, c, k, v, p);
  e.p = p;
}
