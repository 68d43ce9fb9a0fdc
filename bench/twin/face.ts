/**
 * Newton's method on the face R = V V^T of fixed rank for (∇f − μ∇c + λI)V = 0, tr V V^T = 1, c(V) = floor; a factored
 * Hessian serves for several steps, with Broyden's corrections (assembly/solver/face/newton.ts).
 */
import { axpy, buffer, choleskyLower, choleskyUpper, copy, dot, gramUpper, leadingColumns, multiply, scale, solveUpper, solveUpperT } from './dense.js'; // prettier-ignore
import type { Bound } from './bound.js';
import { eigen } from './eigen.js';
import type { Problem } from './problem.js';
import type { Rate } from './rate.js';

/** What is solved. */
export const FREE = 0;
export const FLOOR = 1;
export const RATE = 2;

const CHORDS = 8;
const CHORD = 0.15;
const ROUNDING = 1e-15;
const SMALL = 1e-11;
const STALLED = 0.3;
const CERTAIN = 1e-9;

export class Face {
  readonly #problem: Problem;
  readonly #rate: Rate;
  readonly #bound: Bound;
  readonly V: Float64Array;
  p = 0;
  lambda = 0;
  mu = 0;
  steps = 0;
  #value = 0;
  #nats = 0;
  readonly #y: Float64Array;
  readonly #g: Float64Array;
  readonly #products: Float64Array;
  readonly #S: Float64Array;
  readonly #clipped: Float64Array;
  readonly #objectiveForce: Float64Array;
  readonly #rateForce: Float64Array;
  readonly #step: Float64Array;
  readonly #rows: Float64Array;
  readonly #H: Float64Array;
  readonly #traceNormal: Float64Array;
  readonly #rateNormal: Float64Array;
  readonly #traceSolved: Float64Array;
  readonly #rateSolved: Float64Array;
  readonly #chordSteps: Float64Array;
  readonly #vectors: Float64Array;
  readonly #values: Float64Array;
  #traceNorm = 0;
  #rateNorm = 0;
  #along = 0;
  #weight = 0;
  #dLambda = 0;
  #dMu = 0;
  #chords = 0;
  /** The factored Hessian is of this kind of problem and rank; 0: of none. */
  #factoredWhich = FREE;
  #factoredRank = 0;

  constructor(problem: Problem, rate: Rate, bound: Bound) {
    const { L, r, receiveColumns, span } = problem;
    const size = r * r;
    this.#problem = problem;
    this.#rate = rate;
    this.#bound = bound;
    this.V = buffer(size);
    this.#y = buffer(L * r);
    this.#g = buffer(L * receiveColumns * r);
    this.#products = buffer(L * receiveColumns * r);
    this.#S = buffer(size);
    this.#clipped = buffer(size);
    this.#objectiveForce = buffer(size);
    this.#rateForce = buffer(size);
    this.#step = buffer(size);
    this.#rows = buffer((rate.rowCount + L + size + 2) * size);
    this.#H = buffer(size * size);
    this.#traceNormal = buffer(size);
    this.#rateNormal = buffer(size);
    this.#traceSolved = buffer(size);
    this.#rateSolved = buffer(size);
    this.#chordSteps = buffer(CHORDS * (size + 2));
    this.#vectors = buffer(size);
    this.#values = buffer(r);
    rate.products(span, r, this.#products);
  }

  /** Starts at the first `rank` columns of v (r×columns). */
  set(v: Float64Array, columns: number, rank: number, lambda: number, mu: number): void {
    this.p = rank;
    this.lambda = lambda;
    this.mu = mu;
    leadingColumns(this.V, v, this.#problem.r, columns, rank);
  }

  #evaluate(which: number, rateUnit: number): void {
    const { L, r, span } = this.#problem;
    const p = this.p;
    const size = r * p;
    multiply(this.#y, span, this.V, L, r, p);
    this.#nats = this.#rate.evaluate(this.#y, p);
    this.#value = which === RATE ? -this.#nats : this.#bound.evaluate(this.#y, p);
    if (which !== FREE) {
      this.#rate.innerProducts(p);
      this.#rate.gradientOnFactor(span, r, p, this.#rateForce);
    }
    if (which === RATE) {
      for (let i = 0; i < size; i++) this.#objectiveForce[i] = -rateUnit * this.#rateForce[i];
      return;
    }
    this.#bound.gradientOnFactor(span, this.#y, r, p, this.#objectiveForce);
  }

  #fitMultipliers(which: number, size: number): void {
    const v = this.V;
    const f = this.#objectiveForce;
    const c = this.#rateForce;
    const vv = dot(size, v, 0, v, 0);
    const fv = dot(size, f, 0, v, 0);
    if (which !== FLOOR) {
      this.lambda = -fv / vv;
      return;
    }
    const cc = dot(size, c, 0, c, 0);
    const cv = dot(size, c, 0, v, 0);
    const fc = dot(size, f, 0, c, 0);
    const determinant = cc * vv - cv * cv;
    const fitted = (fc * vv - fv * cv) / determinant;
    if (determinant > 1e-12 * cc * vv && fitted > 0) this.mu = fitted;
    this.lambda = (this.mu * cv - fv) / vv;
  }

  /** S = ∇f − μ∇c + λI; leaves g. */
  #multiplierMatrix(which: number, rateUnit: number): void {
    const { r, span } = this.#problem;
    const S = this.#S;
    const rateWeight = which === RATE ? rateUnit : which === FLOOR ? this.mu : 0;
    if (which !== RATE) this.#bound.gradient(span, r, 1, S);
    if (which !== FREE) {
      this.#rate.vectors(this.#products, r, this.#g);
      this.#rate.gradient(this.#g, r, -rateWeight, this.#clipped);
      if (which === RATE) copy(r * r, this.#clipped, 0, S, 0);
      else axpy(r * r, 1, this.#clipped, 0, S, 0);
    }
    for (let i = 0; i < r; i++) S[i * r + i] += this.lambda;
  }

  /** S without its negative part. */
  #clipNegative(): void {
    const r = this.#problem.r;
    const S = this.#S;
    copy(r * r, S, 0, this.#clipped, 0);
    if (choleskyLower(this.#clipped, r)) return;
    copy(r * r, S, 0, this.#clipped, 0);
    eigen(this.#clipped, r, this.#values, this.#vectors);
    for (let e = 0; e < r; e++) {
      const value = this.#values[e];
      if (value >= 0) continue;
      for (let i = 0; i < r; i++) {
        const a = value * this.#vectors[i * r + e];
        for (let j = 0; j < r; j++) S[i * r + j] -= a * this.#vectors[j * r + e];
      }
    }
  }

  /** The most negative eigenvalue of S, its eigenvector into `out`. */
  descentDirection(which: number, rateUnit: number, out: Float64Array): number {
    const r = this.#problem.r;
    this.#multiplierMatrix(which, rateUnit);
    copy(r * r, this.#S, 0, this.#clipped, 0);
    eigen(this.#clipped, r, this.#values, this.#vectors);
    let lowest = 0;
    for (let i = 1; i < r; i++) if (this.#values[i] < this.#values[lowest]) lowest = i;
    for (let i = 0; i < r; i++) out[i] = this.#vectors[i * r + lowest];
    return this.#values[lowest];
  }

  /** Rows weight·VΩ of the rotations; returns how many. */
  #gaugeRows(at: number): number {
    const r = this.#problem.r;
    const p = this.p;
    const rows = this.#rows;
    let count = 0;
    for (let a = 0; a < p; a++) {
      for (let b = a + 1; b < p; b++) {
        const row = at + count++ * r * p;
        rows.fill(0, row, row + r * p);
        let norm = 0;
        for (let i = 0; i < r; i++) {
          const u = this.V[i * p + a];
          const v = this.V[i * p + b];
          rows[row + i * p + b] = u;
          rows[row + i * p + a] = -v;
          norm += u * u + v * v;
        }
        scale(r * p, this.#weight / Math.sqrt(norm), rows, row);
      }
    }
    return count;
  }

  #factorize(which: number, rateUnit: number, convex: boolean): boolean {
    const { L, r, span } = this.#problem;
    const p = this.p;
    const size = r * p;
    const rows = this.#rows;
    const H = this.#H;
    let count = 0;
    const rateWeight = which === RATE ? rateUnit : which === FLOOR ? Math.max(this.mu, 0) : 0;
    this.#factoredRank = 0;
    this.#multiplierMatrix(which, rateUnit);
    if (rateWeight > 0) {
      this.#rate.rowsOnFactor(this.#g, r, p, Math.sqrt(rateWeight), rows);
      count += this.#rate.rowCount;
    }
    if (which !== RATE) {
      this.#bound.rowsOnFactor(span, this.#y, r, p, rows, count * size);
      count += L;
    }
    this.#weight = Math.sqrt(Math.abs(this.lambda));
    count += this.#gaugeRows(count * size);
    this.#traceNorm = 2 * Math.sqrt(dot(size, this.V, 0, this.V, 0));
    copy(size, this.V, 0, this.#traceNormal, 0);
    scale(size, 2 / this.#traceNorm, this.#traceNormal, 0);
    copy(size, this.#traceNormal, 0, rows, count * size);
    scale(size, this.#weight, rows, count++ * size);
    if (which === FLOOR) {
      const normal = this.#rateNormal;
      const whole = 2 * Math.sqrt(dot(size, this.#rateForce, 0, this.#rateForce, 0));
      this.#along = 2 * dot(size, this.#rateForce, 0, this.#traceNormal, 0);
      copy(size, this.#rateForce, 0, normal, 0);
      scale(size, 2, normal, 0);
      axpy(size, -this.#along, this.#traceNormal, 0, normal, 0);
      this.#rateNorm = Math.sqrt(dot(size, normal, 0, normal, 0));
      if (!(this.#rateNorm > 1e-14 * whole)) return false;
      scale(size, 1 / this.#rateNorm, normal, 0);
      copy(size, normal, 0, rows, count * size);
      scale(size, this.#weight, rows, count++ * size);
    }
    if (convex) this.#clipNegative();
    gramUpper(size, count, 1, rows, 0, H, false);
    // 2 I ⊗ S
    for (let i = 0; i < r; i++) {
      for (let k = i; k < r; k++) {
        const s = 2 * this.#S[i * r + k];
        for (let j = 0; j < p; j++) H[(i * p + j) * size + k * p + j] += s;
      }
    }
    if (!choleskyUpper(H, size, 1e-15)) return convex ? false : this.#factorize(which, rateUnit, true);
    this.#factoredWhich = which;
    this.#factoredRank = p;
    copy(size, this.#traceNormal, 0, this.#traceSolved, 0);
    solveUpperT(H, size, this.#traceSolved, 0);
    if (which === FLOOR) {
      copy(size, this.#rateNormal, 0, this.#rateSolved, 0);
      solveUpperT(H, size, this.#rateSolved, 0);
    }
    return true;
  }

  #newtonStep(which: number, size: number, traceGap: number, rateGap: number): boolean {
    const step = this.#step;
    const t = this.#traceSolved;
    const c = this.#rateSolved;
    const w = this.#weight * this.#weight;
    const bt = traceGap / this.#traceNorm;
    const bc = which === FLOOR ? (rateGap - this.#along * bt) / this.#rateNorm : 0;
    scale(size, -2, step, 0);
    axpy(size, w * bt, this.#traceNormal, 0, step, 0);
    if (which === FLOOR) axpy(size, w * bc, this.#rateNormal, 0, step, 0);
    solveUpperT(this.#H, size, step, 0);
    const tt = dot(size, t, 0, t, 0);
    const t0 = dot(size, t, 0, step, 0) - bt;
    let etaT = t0 / tt;
    this.#dMu = 0;
    if (which === FLOOR) {
      const tc = dot(size, t, 0, c, 0);
      const cc = dot(size, c, 0, c, 0);
      const c0 = dot(size, c, 0, step, 0) - bc;
      const determinant = tt * cc - tc * tc;
      if (!(determinant > 1e-14 * tt * cc)) return false;
      const etaC = (tt * c0 - tc * t0) / determinant;
      etaT = (cc * t0 - tc * c0) / determinant;
      axpy(size, -etaC, c, 0, step, 0);
      this.#dMu = -etaC / this.#rateNorm;
    }
    axpy(size, -etaT, t, 0, step, 0);
    solveUpper(this.#H, size, step, 0);
    this.#dLambda = (etaT + this.#dMu * this.#along) / this.#traceNorm;
    return true;
  }

  #broyden(size: number): void {
    const s = this.#chordSteps;
    const step = this.#step;
    for (let j = 0; j < this.#chords; j++) {
      const at = j * (size + 2);
      const share = dot(size, s, at, step, 0) / dot(size, s, at, s, at);
      if (j + 1 === this.#chords) {
        const factor = 1 / (1 - share);
        if (!(factor > 0.5 && factor < 2)) break;
        scale(size, factor, step, 0);
        this.#dLambda *= factor;
        this.#dMu *= factor;
      } else {
        const next = at + size + 2;
        axpy(size, share, s, next, step, 0);
        this.#dLambda += share * s[next + size];
        this.#dMu += share * s[next + size + 1];
      }
    }
  }

  #advance(size: number): boolean {
    const step = this.#step;
    if (!(dot(size, step, 0, step, 0) < 4)) return false;
    axpy(size, 1, step, 0, this.V, 0);
    this.lambda += this.#dLambda;
    this.mu += this.#dMu;
    if (this.#chords < CHORDS) {
      const at = this.#chords++ * (size + 2);
      copy(size, step, 0, this.#chordSteps, at);
      this.#chordSteps[at + size] = this.#dLambda;
      this.#chordSteps[at + size + 1] = this.#dMu;
    }
    return true;
  }

  /** Newton steps until the conditions hold to rounding; true where they do. reuse: the neighbour's Hessian serves. */
  solve(which: number, floor: number, rateUnit: number, most: number, reuse: boolean): boolean {
    const borrowed = reuse && this.#factoredWhich === which && this.#factoredRank === this.p;
    this.#chords = 0;
    const size = this.#problem.r * this.p;
    const step = this.#step;
    let previous = Infinity;
    let fresh = false;
    this.steps = 0;
    while (true) {
      this.#evaluate(which, rateUnit);
      if (!(Math.abs(this.#value) < Infinity)) return false;
      if (this.steps === 0) this.#fitMultipliers(which, size);
      copy(size, this.#objectiveForce, 0, step, 0);
      if (which === FLOOR) axpy(size, -this.mu, this.#rateForce, 0, step, 0);
      axpy(size, this.lambda, this.V, 0, step, 0);
      const traceGap = 1 - dot(size, this.V, 0, this.V, 0);
      const rateGap = which === FLOOR ? floor - this.#nats : 0;
      const error = Math.max(
        Math.sqrt(dot(size, step, 0, step, 0)) / Math.abs(this.lambda),
        Math.abs(traceGap),
        which === FLOOR ? Math.abs(rateGap) / floor : 0,
      );
      if (!(error < 1e3)) return false;
      const contraction = error / previous;
      if (error < ROUNDING || (error < SMALL && contraction > STALLED)) return true;
      if (this.steps === most || (fresh && this.steps > 3 && contraction > 0.9)) return error < 1e-7;
      previous = error;
      this.steps++;
      fresh = (this.steps === 1 && !borrowed) || !(contraction < CHORD);
      if (fresh) {
        this.#chords = 0;
        if (!this.#factorize(which, rateUnit, false)) return false;
      }
      if (!this.#newtonStep(which, size, traceGap, rateGap)) return false;
      if (!fresh) this.#broyden(size);
      if (!this.#advance(size)) return false;
      const left = this.steps === 1 && borrowed ? CHORD : contraction;
      if (which === FLOOR && error < CERTAIN && error * left < ROUNDING) return true;
    }
  }
}
