/**
 * The primal-dual interior-point method over X ⪰ 0 (assembly/solver/interior/step.ts, problem.ts, newton.ts) with the trace as
 * the only equality, in the leading directions of the span: how a cold start finds the face.
 */
import { axpy, buffer, choleskyUpper, copy, dot, gramUpper, multiply, multiplyTN, solveUpper, solveUpperT } from './dense.js'; // prettier-ignore
import type { Bound } from './bound.js';
import { Pair, toCoordinates } from './pair.js';
import type { Problem } from './problem.js';
import type { Rate } from './rate.js';

const DECREMENT = 30;
const STRAY = 1e4;
/** Below this τ the Newton system is solved a second time, for what rounding left of it. */
const LATE = 1e-3;

export class Interior {
  readonly #problem: Problem;
  readonly #rate: Rate;
  readonly #bound: Bound;
  readonly pair: Pair;
  /** C in the leading directions, L×k, and in the coordinates of G. */
  readonly #c: Float64Array;
  readonly #cg: Float64Array;
  readonly #y: Float64Array;
  readonly #products: Float64Array;
  readonly #g: Float64Array;
  readonly #square: Float64Array;
  readonly #trial: Float64Array;
  readonly #n: number;
  readonly #rows: Float64Array;
  #rowCount = 0;
  readonly #H: Float64Array;
  readonly #residual: Float64Array;
  readonly #rateGradient: Float64Array;
  /** The trace's row in the coordinates of G, and the rate's less its multiple of it: `shared`. */
  readonly #trace: Float64Array;
  readonly #border: Float64Array;
  readonly #traceSolved: Float64Array;
  readonly #borderSolved: Float64Array;
  #shared = 0;
  /** The Schur complement's factor: [[s00, s01], [0, s11]]. */
  #s00 = 0;
  #s01 = 0;
  #s11 = 0;
  readonly #dx: Float64Array;
  readonly #ds: Float64Array;
  readonly #rhs: Float64Array;
  readonly #left: Float64Array;
  #dnu = 0;
  #dborder = 0;
  #dmu = 0;
  #dslack = 0;
  #maximiseRate = false;
  #constrained = false;
  #floor = 0;
  rateUnit = 1;
  rateValue = 0;
  #value = 0;
  #trialValue = 0;
  #nu = 0;
  #level = 0;
  #mu = 0;
  #slack = 0;
  #slackError = 0;
  #penalty = 0;
  tau = 0;
  barrier = 0;
  #settled = true;
  #longestPrimal = 0;
  #longestDual = 0;

  constructor(problem: Problem, rate: Rate, bound: Bound) {
    const { L, r, leading: k, receiveColumns, span } = problem;
    const n = (k * (k + 1)) / 2;
    this.#problem = problem;
    this.#rate = rate;
    this.#bound = bound;
    this.pair = new Pair(k);
    this.#c = buffer(L * k);
    for (let l = 0; l < L; l++) copy(k, span, l * r, this.#c, l * k);
    this.#cg = buffer(L * k);
    this.#y = buffer(L * k);
    this.#products = buffer(L * receiveColumns * k);
    this.#g = buffer(L * receiveColumns * k);
    this.#square = buffer(k * k);
    this.#trial = buffer(k * k);
    this.#n = n;
    this.#rows = buffer((rate.rowCount + L) * n);
    this.#H = buffer(n * n);
    this.#residual = buffer(n);
    this.#rateGradient = buffer(n);
    this.#trace = buffer(n);
    this.#border = buffer(n);
    this.#traceSolved = buffer(n);
    this.#borderSolved = buffer(n);
    this.#dx = buffer(n);
    this.#ds = buffer(n);
    this.#rhs = buffer(n);
    this.#left = buffer(n);
  }

  /** Starts at X = I/k. */
  start(rateAlone: boolean): void {
    const k = this.#problem.leading;
    const { d } = this.pair;
    this.barrier = 1 / k;
    this.pair.start(k, 1 / k, this.barrier);
    this.#maximiseRate = rateAlone;
    this.#constrained = false;
    this.rateUnit = 1;
    this.#settled = true;
    this.#transformTrace();
    this.#level = 0;
    this.#level = -this.#traceGap();
    this.#nu = 0;
    this.#evaluate();
    let inner = 0;
    for (let i = 0; i < k; i++) inner += this.#rateGradient[i] * d[i];
    this.rateUnit = 1 / inner;
    for (let i = 0; i < this.#n; i++) this.#rateGradient[i] *= this.rateUnit;
    if (rateAlone) this.#value = -this.rateUnit * this.rateValue;
    this.#mu = 0;
  }

  /** Turns a maximisation of the rate into the problem with a floor (nats), which the iterate meets. */
  constrain(floor: number): void {
    this.#maximiseRate = false;
    this.#constrained = true;
    this.#floor = floor;
    this.#slack = this.rateUnit * (this.rateValue - floor);
    this.#slackError = 0;
    this.#evaluate();
    this.barrier = this.#value / this.pair.k;
    this.pair.centre(this.barrier);
    this.#nu = 0;
    this.#mu = this.barrier / this.#slack;
    this.#settled = true;
    this.#evaluate();
  }

  /** Evaluates the iterate again, after the terms have been evaluated elsewhere. */
  refresh(): void {
    this.#evaluate();
  }

  #evaluate(): void {
    const L = this.#problem.L;
    const { k, G, d } = this.pair;
    multiply(this.#cg, this.#c, G, L, k, k);
    for (let l = 0; l < L; l++)
      for (let i = 0; i < k; i++) this.#y[l * k + i] = this.#cg[l * k + i] * Math.sqrt(d[i]);
    this.rateValue = this.#rate.evaluate(this.#y, k);
    this.#rate.products(this.#cg, k, this.#products);
    this.#rate.vectors(this.#products, k, this.#g);
    this.#rate.gradient(this.#g, k, this.rateUnit, this.#square);
    toCoordinates(this.#square, k, this.#rateGradient);
    this.#value = this.#maximiseRate ? -this.rateUnit * this.rateValue : this.#bound.evaluate(this.#y, k);
  }

  #transformTrace(): void {
    const { k, G } = this.pair;
    multiplyTN(this.#square, G, G, k, k, k);
    toCoordinates(this.#square, k, this.#trace);
  }

  #traceGap(): number {
    let gap = this.#level;
    for (let i = 0; i < this.pair.k; i++) gap -= this.#trace[i] * this.pair.d[i];
    return gap;
  }

  /** Builds and factors the Newton system. */
  #factor(): boolean {
    const { k } = this.pair;
    const n = this.#n;
    const H = this.#H;
    if (this.#maximiseRate) for (let i = 0; i < n; i++) this.#residual[i] = -this.#rateGradient[i];
    else {
      this.#bound.gradient(this.#cg, k, 1, this.#square);
      toCoordinates(this.#square, k, this.#residual);
    }
    this.#rowCount = 0;
    const rateWeight = this.#maximiseRate ? this.rateUnit : this.#constrained ? this.#mu * this.rateUnit : 0;
    if (rateWeight > 0) {
      this.#rate.rows(this.#g, k, Math.sqrt(rateWeight), this.#rows);
      this.#rowCount += this.#rate.rowCount;
    }
    if (!this.#maximiseRate) {
      this.#bound.rows(this.#cg, k, this.#rows, this.#rowCount * n);
      this.#rowCount += this.#problem.L;
    }
    gramUpper(n, this.#rowCount, 1, this.#rows, 0, H, false);
    for (let i = 0; i < n; i++) H[i * n + i] += 1;
    if (!choleskyUpper(H, n, 1e-15)) return false;
    copy(n, this.#trace, 0, this.#traceSolved, 0);
    solveUpperT(H, n, this.#traceSolved, 0);
    this.#s00 = Math.sqrt(dot(n, this.#traceSolved, 0, this.#traceSolved, 0));
    if (this.#constrained) {
      this.#shared = dot(n, this.#rateGradient, 0, this.#trace, 0) / dot(n, this.#trace, 0, this.#trace, 0);
      copy(n, this.#rateGradient, 0, this.#border, 0);
      axpy(n, -this.#shared, this.#trace, 0, this.#border, 0);
      copy(n, this.#border, 0, this.#borderSolved, 0);
      solveUpperT(H, n, this.#borderSolved, 0);
      this.#s01 = dot(n, this.#traceSolved, 0, this.#borderSolved, 0) / this.#s00;
      const corner = dot(n, this.#borderSolved, 0, this.#borderSolved, 0) + this.#slack / this.#mu;
      const pivot = corner - this.#s01 * this.#s01;
      if (!(pivot > 1e-13 * corner)) return false;
      this.#s11 = Math.sqrt(pivot);
      solveUpper(H, n, this.#borderSolved, 0);
    }
    solveUpper(H, n, this.#traceSolved, 0);
    return true;
  }

  /** The step that aims at complementarity τ. */
  #solve(tau: number): void {
    const { k, d } = this.pair;
    const n = this.#n;
    const rhs = this.#rhs;
    const dx = this.#dx;
    for (let i = 0; i < n; i++) rhs[i] = -this.#residual[i];
    for (let i = 0; i < k; i++) rhs[i] += tau / d[i];
    axpy(n, -this.#nu, this.#trace, 0, rhs, 0);
    if (this.#constrained) axpy(n, this.#mu, this.#rateGradient, 0, rhs, 0);
    const goal = this.#traceGap();
    const room = this.#constrained
      ? tau / this.#mu - this.#slack - this.#slackError - this.#shared * goal
      : 0;
    dx.fill(0, 0, n);
    this.#dnu = 0;
    this.#dborder = 0;
    this.#improve(goal, room, false);
    if (this.tau < LATE) this.#improve(goal, room, true);
    if (this.#constrained) {
      this.#dmu = -this.#dborder;
      this.#dnu += this.#shared * this.#dmu;
      this.#dslack = (tau - this.#slack * (this.#mu + this.#dmu)) / this.#mu;
    }
    for (let i = 0; i < n; i++) this.#ds[i] = -dx[i];
    for (let i = 0; i < k; i++) this.#ds[i] += tau / d[i] - d[i];
  }

  /** Adds to dX, dν the solution for what they miss. */
  #improve(goal: number, room: number, again: boolean): void {
    const n = this.#n;
    const dx = this.#dx;
    const left = this.#left;
    copy(n, this.#rhs, 0, left, 0);
    let missing = goal;
    let missingRoom = room;
    if (again) {
      axpy(n, -1, dx, 0, left, 0);
      for (let row = 0; row < this.#rowCount; row++)
        axpy(n, -dot(n, this.#rows, row * n, dx, 0), this.#rows, row * n, left, 0);
      axpy(n, -this.#dnu, this.#trace, 0, left, 0);
      missing -= dot(n, this.#trace, 0, dx, 0);
      if (this.#constrained) {
        axpy(n, -this.#dborder, this.#border, 0, left, 0);
        missingRoom += (this.#slack / this.#mu) * this.#dborder - dot(n, this.#border, 0, dx, 0);
      }
    }
    solveUpperT(this.#H, n, left, 0);
    solveUpper(this.#H, n, left, 0);
    let x = (dot(n, this.#trace, 0, left, 0) - missing) / this.#s00;
    if (this.#constrained) {
      const y = (dot(n, this.#border, 0, left, 0) - missingRoom - this.#s01 * x) / (this.#s11 * this.#s11);
      x -= this.#s01 * y;
      axpy(n, -y, this.#borderSolved, 0, left, 0);
      this.#dborder += y;
    }
    x /= this.#s00;
    axpy(n, -x, this.#traceSolved, 0, left, 0);
    this.#dnu += x;
    axpy(n, 1, left, 0, dx, 0);
  }

  #stepLength(): number {
    let primal = this.pair.relativeDescent(this.#dx);
    let dual = this.pair.relativeDescent(this.#ds);
    if (this.#constrained) {
      primal = Math.min(primal, this.#dslack / this.#slack);
      dual = Math.min(dual, this.#dmu / this.#mu);
    }
    this.#longestPrimal = primal < 0 ? -1 / primal : 1e9;
    this.#longestDual = dual < 0 ? -1 / dual : 1e9;
    return Math.min(this.#longestPrimal, this.#longestDual);
  }

  #barrierSlope(): number {
    const { k, d } = this.pair;
    let slope = dot(this.#n, this.#residual, 0, this.#dx, 0);
    for (let i = 0; i < k; i++) slope -= (this.barrier / d[i]) * this.#dx[i];
    if (this.#constrained) {
      this.#penalty = 1.5 * Math.max(this.#mu, Math.abs(this.#mu + this.#dmu));
      slope -= (this.barrier / this.#slack) * this.#dslack + this.#penalty * Math.abs(this.#slackError);
    }
    return slope;
  }

  #barrierChange(alpha: number, before: number): number {
    const { k } = this.pair;
    const L = this.#problem.L;
    const logDet = this.pair.trial(this.#dx, alpha, this.#trial);
    if (Number.isNaN(logDet)) return Infinity;
    multiply(this.#y, this.#cg, this.#trial, L, k, k);
    const nats = this.#maximiseRate || this.#constrained ? this.#rate.evaluate(this.#y, k) : 0;
    this.#trialValue = this.#maximiseRate ? -this.rateUnit * nats : this.#bound.evaluate(this.#y, k);
    let change = -this.barrier * logDet;
    if (this.#constrained) {
      const s = this.#slack + alpha * this.#dslack;
      const error = this.rateUnit * (nats - this.#floor) - s;
      if (!(s > 0)) return Infinity;
      change -= this.barrier * Math.log((error > 0 ? s + error : s) / this.#slack);
      change += this.#penalty * ((error < 0 ? -error : 0) - Math.abs(this.#slackError));
    }
    return change + this.#trialValue - before;
  }

  /** One Newton step. False where the linear algebra fails or no step descends. */
  step(): boolean {
    const { k, d } = this.pair;
    this.#transformTrace();
    let tau = dot(k, d, 0, d, 0);
    if (this.#constrained) tau += this.#mu * this.#slack;
    this.tau = tau /= k + (this.#constrained ? 1 : 0);
    if (!this.#factor()) return false;
    if (this.#settled) {
      this.#solve(this.barrier);
      this.#settled = -this.#barrierSlope() <= DECREMENT * this.barrier;
    }
    if (this.#settled) {
      this.#solve(0);
      const left = 1 - Math.min(1, this.#stepLength());
      this.barrier = tau * Math.max(0.01, Math.min(0.5, left * left));
    }
    this.#solve(this.barrier);
    this.#stepLength();
    const damping = 1 - Math.min(0.1, Math.max(1e-3, Math.sqrt(tau)));
    const slope = this.#barrierSlope();
    const before = this.#value;
    let alpha = Math.min(1, damping * this.#longestPrimal);
    while (true) {
      if (!(alpha > 1e-10)) return false;
      if (this.#barrierChange(alpha, before) <= 1e-4 * alpha * slope + 1e-14 * Math.abs(before)) break;
      alpha *= alpha > 0.4 ? 0.7 : 0.5;
    }
    this.#settled = alpha > 0.3;
    return this.#advance(alpha, Math.min(1, damping * this.#longestDual));
  }

  #advance(alpha: number, beta: number): boolean {
    if (!this.pair.move(this.#dx, alpha, this.#ds, beta)) return false;
    const stray = this.#settled ? STRAY : 1;
    this.pair.hold(this.barrier, stray);
    this.#nu += beta * this.#dnu;
    this.#mu += beta * this.#dmu;
    this.#evaluate();
    if (this.#constrained) {
      const room = this.rateUnit * (this.rateValue - this.#floor);
      this.#slack = Math.max(this.#slack + alpha * this.#dslack, room);
      this.#slackError = room - this.#slack;
      const centred = this.barrier / this.#slack;
      this.#mu = Math.min(Math.max(this.#mu, centred / (stray * stray)), centred * stray * stray);
    }
    return true;
  }
}
