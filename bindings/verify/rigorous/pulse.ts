/**
 * The pulse g on [0, 1] in u = t/Δt, scaled to energy 1, and its correlations over the overlap of two copies. The jumps
 * at the ends are left out of ġ, as everywhere.
 */
import type { Pulse } from '../../types.js';
import {
  add,
  divide,
  exact,
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
  if (typeof pulse === 'object') throw new NotProved('scenario.pulse: sampled pulses are not covered');
  const within = pulse === 'cosine' ? cosine : ofPolynomial(pulse === 'sinc' ? sinc() : ramp);
  const at = within(zero);
  const correlations = (delay: Ball): Correlations => {
    const inside = upper(delay) < 1 && lower(delay) > -1;
    if (inside) return within(delay);
    if (lower(delay) >= 1 || upper(delay) <= -1) return nothing;
    throw new NotProved('scenario.devices: two delays are one symbol apart to the last digit');
  };
  return { bandwidth: at[1][1], edge: at[1][0], correlations };
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
  const derivative = coefficients.slice(1).map((c, k) => multiply(c, exact(k + 1)));
  const orders = [coefficients, derivative];
  const errors = [error, slopeError];
  const sizes = orders.map((list) => list.reduce((total, c) => total + magnitude(c), 0) * (1 + 1e-12));
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
  return (delay) => {
    const [gg, gd, dg, dd] = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ].map(([a, b]) => divide(between(a, b, delay), energy));
    return [
      [gg, gd],
      [dg, dd],
    ];
  };
}

/** P(u + s) as a polynomial in u. */
function shifted(coefficients: readonly Ball[], s: Ball): Ball[] {
  const list = [...coefficients];
  if (s.h === 0 && s.l === 0 && s.r === 0) return list;
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

/** ∫₀^x P */
function integral(coefficients: readonly Ball[], x: Ball): Ball {
  return multiply(x, polynomial(coefficients.map((c, k) => divide(c, exact(k + 1))), x)); // prettier-ignore
}
