/**
 * The core's way from a scenario to certified points, once more in plain TypeScript: the fair opponent of the
 * WebAssembly. The same algorithm with the same reductions, tolerances and stopping rules, for `printed` and
 * `decoupled` sums; what it leaves out are the core's last resorts: a curve that needs one is not `certified`.
 */
import { buffer, copy, leadingColumns } from './dense.js';
import { Bound } from './bound.js';
import { Candidate, OPTIMAL_GAP, TIGHT_GAP } from './candidate.js';
import { descending, orthogonalizeRows } from './eigen.js';
import { Face, FLOOR, FREE, RATE } from './face.js';
import { Interior } from './interior.js';
import type { Problem } from './problem.js';
import { Rate } from './rate.js';
import { Settle } from './settle.js';

/** maxRateBound may lie this much above maxRate, relatively. */
const RATE_GAP = 1e-9;
/** Interior-point steps of a cold start, tries of the face Newton, and the τ from which it is tried. */
const MOST = 40;
const TRIES = 3;
const READY = 3e-3;
/** Part of the power from which an eigenvalue is taken to stay. */
const PRESENT = 1e-3;
/** Points that the extrapolation runs through; how many make the last Hessian serve; mixes of the ends tried. */
const ORDER = 4;
const SMOOTH = 3;
const MIXES = 6;

export interface TwinCurve {
  /** bps/Hz */
  maxRate: number;
  freeRate: number;
  /** s² + rad², and the rate, bps/Hz, one a floor. */
  total: Float64Array;
  rate: Float64Array;
  gap: Float64Array;
  /** Newton steps of both methods, extremes included. */
  steps: number;
  /** Whether every point is. */
  certified: boolean;
}

export class Twin {
  readonly #problem: Problem;
  readonly #best: Candidate;
  readonly #face: Face;
  readonly #interior: Interior;
  readonly #settle: Settle;
  readonly #factor: Float64Array;
  readonly #maxV: Float64Array;
  #maxRank = 0;
  #maxRate = 0;
  readonly #freeV: Float64Array;
  #freeRank = 0;
  #freeRate = 0;
  #interiorSteps = 0;
  /** The last points of one rank and one continuous choice of V, newest first. */
  #known = 0;
  #rank = 0;
  readonly #floors = new Float64Array(ORDER);
  readonly #factors: Float64Array;
  readonly #mixed: Float64Array;
  readonly #mixRows: Float64Array;
  readonly #sizes: Float64Array;
  readonly #order: Int32Array;

  constructor(problem: Problem) {
    const { r } = problem;
    const rate = new Rate(problem);
    const bound = new Bound(problem);
    this.#problem = problem;
    this.#best = new Candidate(problem, rate, bound);
    this.#face = new Face(problem, rate, bound);
    this.#interior = new Interior(problem, rate, bound);
    this.#settle = new Settle(problem, rate, bound, this.#face, this.#best);
    this.#factor = buffer(problem.leading ** 2);
    this.#maxV = buffer(r * r);
    this.#freeV = buffer(r * r);
    this.#factors = buffer(ORDER * r * r);
    this.#mixed = buffer(r * r);
    this.#mixRows = buffer(2 * r * r);
    this.#sizes = new Float64Array(2 * r);
    this.#order = new Int32Array(2 * r);
  }

  /** The curve at floors 0.999·k/(points − 1) of the way from the free to the largest rate. */
  curve(points: number): TwinCurve {
    const { unit, nats } = this.#problem;
    const best = this.#best;
    this.#known = 0;
    this.#settle.steps = 0;
    this.#interiorSteps = 0;
    const total = new Float64Array(points);
    const rate = new Float64Array(points);
    const gap = new Float64Array(points).fill(Infinity);
    // a free face of rank 3 and more need not be unique, and the core looks for its largest rate then
    let certified = this.#solveFree() && this.#freeRank < 3 && this.#solveMaxRate();
    for (let k = 0; k < points && certified; k++) {
      const floor = this.#freeRate + ((0.999 * k) / (points - 1)) * (this.#maxRate - this.#freeRate);
      certified = this.#solvePoint(floor);
      total[k] = best.value * unit;
      rate[k] = best.rate / nats;
      gap[k] = best.gap;
    }
    return {
      maxRate: this.#maxRate / nats,
      freeRate: this.#freeRate / nats,
      ...{ total, rate, gap, certified },
      steps: this.#interiorSteps + this.#settle.steps,
    };
  }

  #solveMaxRate(): boolean {
    const best = this.#best;
    this.#coldStart(RATE, 0);
    this.#maxRate = best.rate;
    this.#maxRank = best.p;
    copy(this.#problem.r * best.p, best.V, 0, this.#maxV, 0);
    return best.gap <= RATE_GAP;
  }

  #solveFree(): boolean {
    const best = this.#best;
    this.#coldStart(FREE, 0);
    this.#freeRate = best.rate;
    this.#freeRank = best.p;
    copy(this.#problem.r * best.p, best.V, 0, this.#freeV, 0);
    return best.gap <= OPTIMAL_GAP;
  }

  #solvePoint(floor: number): boolean {
    const best = this.#best;
    if (floor <= this.#freeRate) {
      best.forget();
      best.offer(this.#freeV, this.#freeRank, 0, floor);
      return best.gap <= OPTIMAL_GAP;
    }
    if (this.#follow(floor) || this.#followEnds(floor)) return true;
    if (!this.#coldStart(FLOOR, floor)) return false;
    this.#remember(floor, best.V, best.p, false);
    return true;
  }

  /** The interior-point method in the leading directions until it shows the face, then the face Newton in all. */
  #coldStart(which: number, floor: number): boolean {
    const { r, leading: k } = this.#problem;
    const interior = this.#interior;
    this.#best.forget();
    interior.start(which !== FREE);
    let steps = 0;
    if (which === FLOOR) {
      while (true) {
        const room = interior.rateValue - floor;
        if (room > 0 && room >= (0.5 * k * interior.barrier) / interior.rateUnit) break;
        if (steps === 60 || !interior.step() || interior.tau < 1e-15) return false;
        steps++;
      }
      interior.constrain(floor);
    }
    const unit = interior.rateUnit;
    let tries = 0;
    for (; steps < MOST; steps++) {
      const moved = interior.step();
      this.#interiorSteps++;
      if (interior.tau > READY && moved) continue;
      let columns = interior.pair.factor(this.#factor);
      if (which === FLOOR) while (columns < k && interior.pair.x[columns] > PRESENT) columns++;
      this.#settle.start.fill(0, 0, r * columns);
      leadingColumns(this.#settle.start, this.#factor, k, k, columns);
      if (this.#settle.run(which, floor, unit, columns, TIGHT_GAP, false)) return true;
      if (!moved || ++tries === TRIES) return false;
      interior.refresh();
    }
    return false;
  }

  #remember(floor: number, v: Float64Array, p: number, continuous: boolean): void {
    const r = this.#problem.r;
    const square = r * r;
    if (!continuous || p !== this.#rank) this.#known = 0;
    this.#rank = p;
    for (let i = Math.min(this.#known, ORDER - 1); i > 0; i--) {
      this.#floors[i] = this.#floors[i - 1];
      copy(r * p, this.#factors, (i - 1) * square, this.#factors, i * square);
    }
    this.#floors[0] = floor;
    copy(r * p, v, 0, this.#factors, 0);
    this.#known = Math.min(this.#known + 1, ORDER);
  }

  /** From the points before, extrapolated to the floor. */
  #follow(floor: number): boolean {
    if (this.#known === 0) return false;
    const r = this.#problem.r;
    const size = r * this.#rank;
    const floors = this.#floors;
    const start = this.#settle.start;
    const near = this.#known > 1 && Math.abs(floor - floors[0]) <= 1.5 * Math.abs(floors[0] - floors[1]);
    const count = near ? this.#known : 1;
    start.fill(0, 0, size);
    for (let i = 0; i < count; i++) {
      let s = 1;
      for (let j = 0; j < count; j++) if (j !== i) s *= (floor - floors[j]) / (floors[i] - floors[j]);
      const from = i * r * r;
      for (let e = 0; e < size; e++) start[e] += s * this.#factors[from + e];
    }
    return this.#reach(floor, this.#rank, true);
  }

  /** From the mix of the ends that has the rate asked for, on its leading eigenvectors. */
  #followEnds(floor: number): boolean {
    const r = this.#problem.r;
    const columns = Math.min(r, this.#freeRank + this.#maxRank);
    let low = 0;
    let high = 1;
    let below = this.#freeRate - floor;
    let above = this.#maxRate - floor;
    for (let step = 0; step < MIXES; step++) {
      const share = low - (below * (high - low)) / (above - below);
      this.#mix(share);
      const excess = this.#best.rateAt(this.#mixed, columns) - floor;
      if (Math.abs(excess) < 1e-3 * (this.#maxRate - this.#freeRate)) break;
      if (excess < 0) {
        low = share;
        below = excess;
        above *= 0.5;
      } else {
        high = share;
        above = excess;
        below *= 0.5;
      }
    }
    const leading = Math.min(columns, this.#freeRank + 1);
    leadingColumns(this.#settle.start, this.#mixed, r, columns, leading);
    return this.#reach(floor, leading, false);
  }

  /** Leading eigenvectors of (1−t) R_free + t R_max. */
  #mix(t: number): void {
    const r = this.#problem.r;
    const count = this.#freeRank + this.#maxRank;
    const kept = Math.min(r, count);
    const rows = this.#mixRows;
    for (let j = 0; j < count; j++) {
      const free = j < this.#freeRank;
      const from = free ? this.#freeV : this.#maxV;
      const width = free ? this.#freeRank : this.#maxRank;
      const column = free ? j : j - this.#freeRank;
      const s = Math.sqrt(free ? 1 - t : t);
      for (let i = 0; i < r; i++) rows[j * r + i] = s * from[i * width + column];
    }
    orthogonalizeRows(rows, count, r, null, this.#sizes);
    descending(this.#sizes, count, this.#order);
    for (let j = 0; j < kept; j++) {
      const from = this.#order[j] * r;
      for (let i = 0; i < r; i++) this.#mixed[i * kept + j] = rows[from + i];
    }
  }

  #reach(floor: number, columns: number, continuous: boolean): boolean {
    this.#best.forget();
    if (!this.#settle.run(FLOOR, floor, 1, columns, OPTIMAL_GAP, continuous && this.#known >= SMOOTH))
      return false;
    this.#remember(floor, this.#face.V, this.#face.p, continuous && this.#settle.atOnce);
    return true;
  }
}
