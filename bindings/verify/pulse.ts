/**
 * The transmit pulse g on [0, Δt], scaled to energy Δt: its constants in (21)–(23) and its correlations, which the
 * coupled Fisher information needs. Every integral, named pulse or sampled, is a quadrature: no closed form is used
 * here that could be mistyped alike in the core. The jump of g at t = 0 and t = Δt is left out of ġ, as in the paper.
 */
import type { Pulse } from '../types.js';
import { gaussLegendre, integrate, type QuadratureRule } from './quadrature.js';
import { notAKnotSpline, type Curve } from './spline.js';

/** Correlations of two copies of the pulse a delay δ apart, over their overlap; zero for |δ| ≥ Δt. */
export interface Correlations {
  /** ρ_gg = ∫ g(t+δ) g(t) dt, s */
  gg: number;
  /** ρ_gġ = ∫ g(t+δ) ġ(t) dt */
  gd: number;
  /** ρ_ġġ = ∫ ġ(t+δ) ġ(t) dt, 1/s */
  dd: number;
}

export interface PulseModel {
  /** ε_g = Δt, s */
  energy: number;
  /** F̄², mean square bandwidth, 1/s² */
  bandwidth: number;
  /** ε_ġ = ∫ ġ g dt, dimensionless */
  edge: number;
  /** How many terms the sum of a correlation's quadrature may have, one after the other. */
  terms: number;
  correlations(delay: number): Correlations;
}

/** A pulse over u = t/Δt in [0, 1] that is smooth on each of `pieces` equal intervals. */
interface Shape extends Curve {
  pieces: number;
  rule: QuadratureRule;
}

/** Throws where the pulse carries no energy or no delay information. */
export function pulseModel(pulse: Pulse, symbolDuration: number): PulseModel {
  const shape = unitEnergy(shapeOf(pulse));
  const { dd, gd } = correlate(shape, 0);
  // Rounding leaves a constant sampled pulse a bandwidth of about 1e-25.
  if (!(dd > 1e-18)) throw new Error('pulse: constant, so that it carries no delay information');
  return {
    energy: symbolDuration,
    bandwidth: dd / (symbolDuration * symbolDuration),
    edge: gd,
    // a rule's nodes, then the pieces between the knots of both copies
    terms: shape.rule.nodes.length + 2 * shape.pieces,
    correlations(delay) {
      const unit = correlate(shape, delay / symbolDuration);
      return { gg: unit.gg * symbolDuration, gd: unit.gd, dd: unit.dd / symbolDuration };
    },
  };
}

function shapeOf(pulse: Pulse): Shape {
  if (typeof pulse === 'object') {
    // Four nodes are exact for products of two cubics.
    return { ...notAKnotSpline(pulse.samples), pieces: pulse.samples.length - 1, rule: gaussLegendre(4) };
  }
  // 32 nodes give the analytic named pulses to rounding.
  return { ...namedCurves[pulse], pieces: 1, rule: gaussLegendre(32) };
}

/** The three pulses of the paper, up to their scale. */
const namedCurves: Record<'cosine' | 'sinc' | 'ramp', Curve> = {
  cosine: {
    value: (u) => Math.cos((Math.PI * u) / 2),
    slope: (u) => (-Math.PI / 2) * Math.sin((Math.PI * u) / 2),
  },
  sinc: {
    value: (u) => (u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u)),
    slope: (u) => Math.PI * sincSlope(Math.PI * u),
  },
  ramp: { value: (u) => 1 - u, slope: () => -1 },
};

/** d/dx sin(x)/x; by its series for small x, where (x cos x − sin x)/x² cancels. */
function sincSlope(x: number): number {
  if (Math.abs(x) > 1) return (x * Math.cos(x) - Math.sin(x)) / (x * x);
  let term = -x / 3;
  let sum = term;
  for (let k = 2; k <= 12; k++) {
    term *= (-x * x * k) / ((k - 1) * 2 * k * (2 * k + 1));
    sum += term;
  }
  return sum;
}

function unitEnergy(shape: Shape): Shape {
  const scale = 1 / Math.sqrt(correlate(shape, 0).gg);
  if (!Number.isFinite(scale)) throw new Error('pulse: zero, or not finite');
  return { ...shape, value: (u) => scale * shape.value(u), slope: (u) => scale * shape.slope(u) };
}

/** The three correlations over u, at a delay in units of Δt. */
function correlate(shape: Shape, delay: number): Correlations {
  if (Math.abs(delay) >= 1) return { gg: 0, gd: 0, dd: 0 };
  const breakpoints = overlap(shape.pieces, delay);
  const over = (f: (u: number) => number) => integrate(f, breakpoints, shape.rule);
  return {
    gg: over((u) => shape.value(u + delay) * shape.value(u)),
    gd: over((u) => shape.value(u + delay) * shape.slope(u)),
    dd: over((u) => shape.slope(u + delay) * shape.slope(u)),
  };
}

/** Where u and u + delay both lie in [0, 1], cut at the knots of either. */
function overlap(pieces: number, delay: number): number[] {
  const from = Math.max(0, -delay);
  const to = Math.min(1, 1 - delay);
  const points = [from, to];
  for (let i = 0; i <= pieces; i++) points.push(i / pieces, i / pieces - delay);
  return points.filter((u) => u >= from && u <= to).sort((a, b) => a - b);
}
