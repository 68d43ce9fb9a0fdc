/** The face Newton from a start whose rank need not be right (assembly/solver/face/settle.ts). */
import { buffer, copy, multiply } from './dense.js';
import type { Bound } from './bound.js';
import type { Candidate } from './candidate.js';
import { descending, orthogonalizeRows } from './eigen.js';
import { type Face, FLOOR, FREE, RATE } from './face.js';
import type { Problem } from './problem.js';
import type { Rate } from './rate.js';

const MOST = 12;
const TURNS = 4;
const VANISHED = 1e-6;
const OVERSHOOT = 3;

export class Settle {
  readonly #problem: Problem;
  readonly #rate: Rate;
  readonly #bound: Bound;
  readonly #face: Face;
  readonly #best: Candidate;
  /** Where the caller puts the factor to start from, r×columns. */
  readonly start: Float64Array;
  /** Whether the last call kept the rank and the columns that it was given. */
  atOnce = false;
  /** Newton steps so far. */
  steps = 0;
  readonly #direction: Float64Array;
  readonly #rows: Float64Array;
  readonly #sizes: Float64Array;
  readonly #order: Int32Array;
  readonly #cu: Float64Array;
  readonly #products: Float64Array;
  readonly #g: Float64Array;
  readonly #gram: Float64Array;

  constructor(problem: Problem, rate: Rate, bound: Bound, face: Face, best: Candidate) {
    const { L, r, receiveColumns } = problem;
    this.#problem = problem;
    this.#rate = rate;
    this.#bound = bound;
    this.#face = face;
    this.#best = best;
    this.start = buffer(r * r);
    this.#direction = buffer(r);
    this.#rows = buffer(r * r);
    this.#sizes = new Float64Array(r);
    this.#order = new Int32Array(r);
    this.#cu = buffer(L);
    this.#products = buffer(L * receiveColumns);
    this.#g = buffer(L * receiveColumns);
    this.#gram = buffer(rate.rowCount + L);
  }

  /** From `start` to a candidate with at most this gap; false where that is not reached. reuse: as for Face.solve. */
  run(which: number, floor: number, rateUnit: number, columns: number, gap: number, reuse: boolean): boolean {
    const face = this.#face;
    const best = this.#best;
    for (let turn = 0; turn < TURNS; turn++) {
      this.atOnce = turn === 0;
      face.set(this.start, columns, columns, 1, 0);
      const converged = face.solve(which, floor, rateUnit, MOST, reuse && this.atOnce);
      this.steps += face.steps;
      if (!converged) return false;
      const reached =
        which === RATE
          ? best.offerRate(face.V, face.p)
          : best.offer(face.V, face.p, which === FLOOR ? face.mu : 0, floor);
      if (reached <= gap) return true;
      columns = turn === 0 ? this.#withoutVanished() : face.p;
      if (columns === face.p) columns = this.#widen(which, rateUnit);
      if (columns === 0) return false;
    }
    return false;
  }

  /** `start` ← the face's columns that are more than rounding, orthogonal. */
  #withoutVanished(): number {
    const { p, V } = this.#face;
    const r = this.#problem.r;
    const rows = this.#rows;
    for (let i = 0; i < r; i++) for (let j = 0; j < p; j++) rows[j * r + i] = V[i * p + j];
    orthogonalizeRows(rows, p, r, null, this.#sizes);
    descending(this.#sizes, p, this.#order);
    let kept = p;
    while (kept > 1 && this.#sizes[this.#order[kept - 1]] < VANISHED) kept--;
    for (let j = 0; j < kept; j++) {
      const from = this.#order[j] * r;
      for (let i = 0; i < r; i++) this.start[i * kept + j] = rows[from + i];
    }
    return kept;
  }

  /** `start` ← the face's V with the direction in which the Lagrangian falls; 0 where there is none. */
  #widen(which: number, rateUnit: number): number {
    const { p, V, mu } = this.#face;
    const r = this.#problem.r;
    if (p === r) return 0;
    const fall = -this.#face.descentDirection(which, rateUnit, this.#direction);
    if (!(fall > 0)) return 0;
    const rateWeight = which === RATE ? rateUnit : which === FLOOR ? Math.max(mu, 0) : 0;
    const size = Math.min(1, Math.sqrt((OVERSHOOT * fall) / this.#curvature(which, rateWeight)));
    for (let i = 0; i < r; i++) {
      copy(p, V, i * p, this.start, i * (p + 1));
      this.start[i * (p + 1) + p] = size * this.#direction[i];
    }
    return p + 1;
  }

  /** Second derivative of the Lagrangian along u u^T. */
  #curvature(which: number, rateWeight: number): number {
    const { L, r, span } = this.#problem;
    const rows = this.#gram;
    let sum = 0;
    multiply(this.#cu, span, this.#direction, L, r, 1);
    if (which !== FREE) {
      this.#rate.products(this.#cu, 1, this.#products);
      this.#rate.vectors(this.#products, 1, this.#g);
      this.#rate.rows(this.#g, 1, Math.sqrt(rateWeight), rows);
      for (let i = 0; i < this.#rate.rowCount; i++) sum += rows[i] * rows[i];
    }
    if (which !== RATE) {
      this.#bound.rows(this.#cu, 1, rows, 0);
      for (let l = 0; l < L; l++) sum += rows[l] * rows[l];
    }
    return sum;
  }
}
