/**
 * The pulse g on [0, 1] in u = t/Δt, scaled to energy 1, and its correlations over the overlap of two copies. The jumps
 * at the ends are left out of ġ, as everywhere.
 */
import type { Pulse } from '../../types.js';
import {
  add,
  divide,
  exact,
  isZero,
  magnitude,
  multiply,
  negate,
  one,
  scale,
  square,
  subtract,
  upper,
  lower,
  widen,
  zero,
  type Ball,
} from './ball.js';
import { cosSin, inverseFactorials, pi, polynomial } from './elementary.js';
import { NotProved } from './not-proved.js';

/** ρ_ab(δ) = ∫ g^(a)(u) g^(b)(u + δ) du, by the orders of the derivatives: [[gg, gġ], [ġg, ġġ]]. */
export type Correlations = [[Ball, Ball], [Ball, Ball]];

export interface PulseModel {
  /** F̄² Δt² = ρ_ġġ(0). */
  bandwidth: Ball;
  /** ε_ġ = ρ_ġg(0). */
  edge: Ball;
  /** δ in symbol durations. */
  correlations(delay: Ball): Correlations;
}

export function pulseModel(pulse: Pulse): PulseModel {
  const within = shapes(pulse);
  const at = within(zero);
  const correlations = (delay: Ball): Correlations => {
    const inside = upper(delay) < 1 && lower(delay) > -1;
    if (inside) return within(delay);
    if (lower(delay) >= 1 || upper(delay) <= -1) return nothing;
    throw new NotProved('scenario.devices: two delays are one symbol apart to the last digit');
  };
  return { bandwidth: at[1][1], edge: at[1][0], correlations };
}

function shapes(pulse: Pulse): (delay: Ball) => Correlations {
  if (typeof pulse === 'object') return ofSpline(pulse.samples);
  return pulse === 'cosine' ? cosine : ofPolynomial(pulse === 'sinc' ? sinc() : ramp);
}

const nothing: Correlations = [
  [zero, zero],
  [zero, zero],
];

/**
 * g = √2 cos(πu/2). By 2 cos a cos b = cos(a − b) + cos(a + b) and the like, over the overlap of length 1 − |δ|:
 * ρ_gg = (1 − |δ|) cos(πδ/2), ρ_ġġ = (π/2)² ρ_gg, and with t = (π/2)(1 − |δ|) sin(πδ/2) of either sign
 * ρ_gġ = −cos(πδ/2) − t, ρ_ġg = −cos(πδ/2) + t.
 */
function cosine(delay: Ball): Correlations {
  const half = scale(pi, 0.5);
  const { cos, sin } = cosSin(multiply(half, delay));
  // where the ball has both signs, 1 − δ has every 1 − |δ| in it
  const overlap = delay.h < 0 ? add(one, delay) : subtract(one, delay);
  const gg = multiply(overlap, cos);
  const turn = multiply(multiply(half, overlap), sin);
  return [
    [gg, negate(add(cos, turn))],
    [subtract(turn, cos), multiply(square(half), gg)],
  ];
}

/** g to within `error` and ġ to within `slopeError` on [0, 1], up to a factor. */
interface Shape {
  coefficients: Ball[];
  error: number;
  slopeError: number;
}

const ramp: Shape = { coefficients: [one, negate(one)], error: 0, slopeError: 0 };

/**
 * sin(πu)/(πu) = Σ (−1)^k (πu)^2k/(2k+1)!: the terms alternate, and fall from k = 2 on, so that what is left out after
 * k = 20 is at most the next one, and in the derivative 42 times that.
 */
function sinc(): Shape {
  const square_ = negate(square(pi));
  const coefficients: Ball[] = [];
  let factor = one;
  for (let k = 0; k <= 20; k++) {
    coefficients[2 * k] = multiply(factor, inverseFactorials[2 * k + 1]);
    if (k < 20) coefficients[2 * k + 1] = zero;
    factor = multiply(factor, square_);
  }
  const error = magnitude(multiply(factor, inverseFactorials[43]));
  return { coefficients, error, slopeError: 43 * error };
}

/** The correlations of a polynomial, divided by its energy. */
function ofPolynomial({ coefficients, error, slopeError }: Shape): (delay: Ball) => Correlations {
  const orders = [coefficients, derivativeOf(coefficients)];
  const errors = [error, slopeError];
  const sizes = orders.map(sizeOf);
  const between = (a: number, b: number, delay: Ball) => {
    // ∫ f(u) g(u + δ) over the overlap: for δ ≥ 0 u runs from 0, for δ < 0 u + δ does
    const forwards = delay.h >= 0;
    const size = forwards ? delay : negate(delay);
    const [still, moved] = forwards ? [orders[a], orders[b]] : [orders[b], orders[a]];
    const value = integral(productOf(still, shifted(moved, size)), subtract(one, size));
    // both factors are off by their errors, over at most the unit interval
    const off = errors[a] * (sizes[b] + errors[b]) + errors[b] * sizes[a];
    // of the other sign than assumed: then the integral above has two ends too much, each |δ| long
    const most = lower(size) >= 0 ? 0 : magnitude(size);
    if (most > 1e-6) throw new NotProved('scenario.devices: the sign of a difference of delays is unknown');
    return widen(value, (off + 4 * most * sizes[a] * sizes[b]) * (1 + 1e-12));
  };
  const energy = between(0, 0, zero);
  const at = (a: number, b: number, delay: Ball) => divide(between(a, b, delay), energy);
  return (delay) => [
    [at(0, 0, delay), at(0, 1, delay)],
    [at(1, 0, delay), at(1, 1, delay)],
  ];
}

/**
 * The not-a-knot cubic spline through y_0 … y_m, in x = m u. Its second derivatives M_i solve
 * M_(i−1) + 4 M_i + M_(i+1) = 6 (y_(i−1) − 2 y_i + y_(i+1)), and as its third derivative has no jump at the second knot
 * from either end, M_0 = 2 M_1 − M_2: then 6 M_1 is the right-hand side, and the rest is tridiagonal.
 */
function splinePieces(samples: readonly number[]): Ball[][] {
  const y = samples.map(exact);
  const m = y.length - 1;
  const bend = (i: number) =>
    multiply(exact(6), add(subtract(y[i - 1], scale(y[i], 2)), y[i + 1])); // prettier-ignore
  const second = new Array<Ball>(m + 1).fill(zero);
  second[1] = divide(bend(1), exact(6));
  second[m - 1] = divide(bend(m - 1), exact(6));
  // forwards: M_i = a_i − b_i M_(i+1)
  const a: Ball[] = [];
  const b: Ball[] = [];
  [a[1], b[1]] = [second[1], zero];
  for (let i = 2; i < m - 1; i++) {
    b[i] = divide(one, subtract(exact(4), b[i - 1]));
    a[i] = multiply(subtract(bend(i), a[i - 1]), b[i]);
  }
  for (let i = m - 2; i > 1; i--) second[i] = subtract(a[i], multiply(b[i], second[i + 1]));
  second[0] = subtract(scale(second[1], 2), second[2]);
  second[m] = subtract(scale(second[m - 1], 2), second[m - 2]);
  const sixth = divide(one, exact(6));
  return Array.from({ length: m }, (_, i) => {
    const rise = subtract(y[i + 1], y[i]);
    const sag = multiply(add(scale(second[i], 2), second[i + 1]), sixth);
    const twist = multiply(subtract(second[i + 1], second[i]), sixth);
    return [y[i], subtract(rise, sag), scale(second[i], 0.5), twist];
  });
}

/** The correlations of a spline: sums over its pieces and those that lie over them in the other copy, two a piece. */
function ofSpline(samples: readonly number[]): (delay: Ball) => Correlations {
  const value = splinePieces(samples);
  const orders = [value, value.map(derivativeOf)];
  const m = value.length;
  const sizes = orders.map((pieces) => Math.max(...pieces.map(sizeOf)));
  /** ∫ f(x) g(x + D) dx for D ≥ 0: x = i + t, x + D = i + k + (t + f), in piece i + k until t = 1 − f, then in the next. */
  const ahead = (f: Ball[][], g: Ball[][], D: Ball) => {
    const k = Math.max(0, Math.floor(D.h));
    const part = subtract(D, exact(k));
    const left = subtract(one, part);
    const whole = isZero(part);
    let total = zero;
    for (let i = 0; i + k < m; i++) {
      total = add(total, integral(productOf(f[i], shifted(g[i + k], part)), left));
      if (whole || i + k + 1 >= m) continue;
      total = add(total, integral(productOf(shifted(f[i], left), g[i + k + 1]), part));
    }
    return total;
  };
  const between = (a: number, b: number, delay: Ball) => {
    const D = multiply(exact(m), delay);
    const forwards = D.h >= 0;
    const size = forwards ? D : negate(D);
    const value_ = forwards ? ahead(orders[a], orders[b], size) : ahead(orders[b], orders[a], size);
    // where D may lie on the other side of a knot, two ends of each piece have the neighbour's polynomial
    const k = Math.max(0, Math.floor(size.h));
    const past = Math.max(0, k - lower(size), upper(size) - (k + 1));
    if (past > 1e-6) throw new NotProved('scenario.devices: a difference of delays is known too roughly');
    return widen(value_, 64 * m * past * sizes[a] * sizes[b] * (1 + 1e-12));
  };
  const energy = between(0, 0, zero);
  const factors = [
    divide(one, energy),
    divide(exact(m), energy),
    divide(multiply(exact(m), exact(m)), energy),
  ];
  const at = (a: number, b: number, delay: Ball) => multiply(between(a, b, delay), factors[a + b]);
  return (delay) => [
    [at(0, 0, delay), at(0, 1, delay)],
    [at(1, 0, delay), at(1, 1, delay)],
  ];
}

function derivativeOf(coefficients: readonly Ball[]): Ball[] {
  return coefficients.slice(1).map((c, k) => multiply(c, exact(k + 1)));
}

/** No value of the polynomial on [0, 1] is larger in magnitude. */
function sizeOf(coefficients: readonly Ball[]): number {
  return coefficients.reduce((total, c) => total + magnitude(c), 0) * (1 + 1e-12);
}

/** P(u + s) as a polynomial in u. */
function shifted(coefficients: readonly Ball[], s: Ball): Ball[] {
  const list = [...coefficients];
  if (isZero(s)) return list;
  for (let i = 0; i < list.length - 1; i++) {
    for (let k = list.length - 2; k >= i; k--) list[k] = add(list[k], multiply(s, list[k + 1]));
  }
  return list;
}

function productOf(a: readonly Ball[], b: readonly Ball[]): Ball[] {
  const list = new Array<Ball>(a.length + b.length - 1).fill(zero);
  a.forEach((x, i) => {
    if (x !== zero) b.forEach((y, j) => (list[i + j] = add(list[i + j], multiply(x, y))));
  });
  return list;
}

/** 1/(k + 1) */
const inverses = Array.from({ length: 128 }, (_, k) => divide(one, exact(k + 1)));

/** ∫₀^x P */
function integral(coefficients: readonly Ball[], x: Ball): Ball {
  return multiply(x, polynomial(coefficients.map((c, k) => (c === zero ? zero : multiply(c, inverses[k]))), x)); // prettier-ignore
}
