/** A factor V with its values and what the certificate says of it; the best one is kept. */
import { buffer, copy, dot, multiply } from './dense.js';
import type { Bound } from './bound.js';
import { ExtremeEigenvalue } from './eigen.js';
import type { Problem } from './problem.js';
import type { Rate } from './rate.js';

/** Gap within which a point is optimal, and within which nothing more is tried. */
export const OPTIMAL_GAP = 1e-8;
export const TIGHT_GAP = 1e-11;
/** A gap beyond this has slipped too far for another μ to close it. */
const SLIPPED = 1e-3;
/** First and last factor by which μ moves while the bound rises. */
const NARROW = 1.001;
const WIDE = 100;

export class Candidate {
  readonly #problem: Problem;
  readonly #rate: Rate;
  readonly #bound: Bound;
  readonly #extreme: ExtremeEigenvalue;
  readonly V: Float64Array;
  p = 0;
  mu = 0;
  value = 0;
  rate = 0;
  bound = 0;
  gap = Infinity;
  readonly #scaled: Float64Array;
  readonly #y: Float64Array;
  readonly #products: Float64Array;
  readonly #vectors: Float64Array;
  readonly #objectivePart: Float64Array;
  readonly #ratePart: Float64Array;
  readonly #trial: Float64Array;
  #value = 0;
  #constantPart = 0;
  #psi = 0;
  #bestMu = 0;

  constructor(problem: Problem, rate: Rate, bound: Bound) {
    const { L, M, r, receiveColumns, full } = problem;
    this.#problem = problem;
    this.#rate = rate;
    this.#bound = bound;
    this.#extreme = new ExtremeEigenvalue(M);
    this.V = buffer(r * r);
    this.#scaled = buffer(r * r);
    this.#y = buffer(L * r);
    this.#products = buffer(L * receiveColumns * M);
    this.#vectors = buffer(L * receiveColumns * M);
    this.#objectivePart = buffer(M * M);
    this.#ratePart = buffer(M * M);
    this.#trial = buffer(M * M);
    rate.products(full, M, this.#products);
  }

  forget(): void {
    this.gap = Infinity;
    this.bound = 0;
  }

  /** v (r×size) at trace 1: returns the rate in nats; the bound too where asked for. */
  #evaluate(v: Float64Array, size: number, withBound: boolean): number {
    const { r, L, span } = this.#problem;
    const trace = dot(r * size, v, 0, v, 0);
    const s = Math.abs(trace - 1) < 1e-14 ? 1 : 1 / Math.sqrt(trace);
    for (let i = 0; i < r * size; i++) this.#scaled[i] = s * v[i];
    multiply(this.#y, span, this.#scaled, L, r, size);
    const nats = this.#rate.evaluate(this.#y, size);
    if (withBound) this.#value = this.#bound.evaluate(this.#y, size);
    return nats;
  }

  rateAt(v: Float64Array, size: number): number {
    return this.#evaluate(v, size, false);
  }

  #takeRateDual(nats: number): void {
    const M = this.#problem.M;
    this.#psi = this.#rate.psi(nats);
    this.#rate.vectors(this.#products, M, this.#vectors);
    this.#rate.gradient(this.#vectors, M, 1, this.#ratePart);
  }

  #takeBoundDual(): void {
    const { L, M, full, kappa } = this.#problem;
    this.#constantPart = 0;
    for (let l = 0; l < L; l++) this.#constantPart += (2 * kappa[l]) / this.#bound.q[l];
    this.#bound.gradient(full, M, -1, this.#objectivePart);
  }

  /** `guess`: where the bound may lie. */
  #lowerBound(mu: number, floor: number, guess: number): number {
    const M = this.#problem.M;
    const linear = this.#constantPart + mu * (floor + this.#psi);
    for (let i = 0; i < M * M; i++) this.#trial[i] = this.#objectivePart[i] + mu * this.#ratePart[i];
    return linear - this.#extreme.largest(this.#trial, M, linear - guess);
  }

  /** The largest bound over μ from that at `mu` on: uphill by growing factors, then golden section. */
  #improveMu(mu: number, floor: number, bound: number): number {
    this.#bestMu = mu;
    let best = bound;
    let low = mu / NARROW;
    let high = mu * NARROW;
    const below = this.#lowerBound(low, floor, best);
    const above = this.#lowerBound(high, floor, best);
    for (let factor = NARROW, value = above; value > best && factor < WIDE; factor *= factor) {
      best = value;
      low = this.#bestMu;
      this.#bestMu = high;
      high *= factor * factor;
      value = this.#lowerBound(high, floor, best);
    }
    for (let factor = NARROW, value = below; value > best && factor < WIDE; factor *= factor) {
      best = value;
      high = this.#bestMu;
      this.#bestMu = low;
      low /= factor * factor;
      value = this.#lowerBound(low, floor, best);
    }
    const golden = 0.6180339887498949;
    let a = high - golden * (high - low);
    let b = low + golden * (high - low);
    let fa = this.#lowerBound(a, floor, best);
    let fb = this.#lowerBound(b, floor, best);
    for (let step = 0; step < 60 && high - low > 1e-15 * high; step++) {
      if (fa > best) [best, this.#bestMu] = [fa, a];
      if (fb > best) [best, this.#bestMu] = [fb, b];
      if (fa > fb) {
        high = b;
        b = a;
        fb = fa;
        a = high - golden * (high - low);
        fa = this.#lowerBound(a, floor, best);
      } else {
        low = a;
        a = b;
        fa = fb;
        b = low + golden * (high - low);
        fb = this.#lowerBound(b, floor, best);
      }
    }
    return best;
  }

  /** Offers V with multiplier μ at the floor (nats); returns its gap, +∞ where it is infeasible. */
  offer(v: Float64Array, size: number, multiplier: number, floor: number): number {
    const nats = this.#evaluate(v, size, true);
    const f = this.#value;
    const short = floor - nats;
    const meets = short <= 0 || (short <= 1e-11 * floor && multiplier * short <= 1e-10 * f);
    if (!(f > 0) || !(f < Infinity) || !(multiplier >= 0) || !meets) return Infinity;
    this.#takeRateDual(nats);
    this.#takeBoundDual();
    let mu = multiplier;
    let low = this.#lowerBound(mu, floor, f);
    const slip = Math.abs(f - low);
    if (multiplier > 0 && slip > TIGHT_GAP * f && slip < SLIPPED * f) {
      low = this.#improveMu(mu, floor, low);
      mu = this.#bestMu;
    }
    const gap = Math.abs(f - low) / f;
    if (gap < this.gap) this.#keep(size, mu, f, nats, low, gap);
    return gap;
  }

  /** The same for the largest rate: `bound` is its upper bound. */
  offerRate(v: Float64Array, size: number): number {
    const M = this.#problem.M;
    const nats = this.#evaluate(v, size, false);
    this.#takeRateDual(nats);
    copy(M * M, this.#ratePart, 0, this.#trial, 0);
    const high = this.#extreme.largest(this.#trial, M, nats + this.#psi) - this.#psi;
    const gap = Math.abs(high - nats) / nats;
    if (gap < this.gap) this.#keep(size, 0, -nats, nats, high, gap);
    return gap;
  }

  #keep(size: number, mu: number, value: number, rate: number, bound: number, gap: number): void {
    copy(this.#problem.r * size, this.#scaled, 0, this.V, 0);
    this.p = size;
    this.mu = mu;
    this.value = value;
    this.rate = rate;
    this.bound = bound;
    this.gap = gap;
  }
}
