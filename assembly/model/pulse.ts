// The pulse g on [0, Δt], in u = t/Δt and with ∫ g² du = 1 (energy Δt). Times Δt come in at the callers.

import { COSINE, RAMP, SAMPLED, SINC } from '../abi';
import { get, set, take } from '../memory';

/** ∫₀^π sin²x/x² dx */
const SINC_AREA: f64 = 1.4181515761326289;
/** Gauss–Legendre nodes a smooth piece: 20 give the named pulses to rounding, 4 are exact for spline times spline. */
const SMOOTH_NODES = 20;
const SPLINE_NODES = 4;

let kind: i32 = COSINE;
/**
 * The spline through samples at u = i·h: the first one, how far each is above it, and the second derivatives. Of a
 * nearly constant pulse that keeps the digits of what varies, on which the delay depends.
 */
let count: i32 = 0;
let first: f64 = 0;
let above: usize = 0;
let curvatures: usize = 0;
/** The Gauss–Legendre rule in use: nodes, then weights. Both rules are computed once and stay. */
let nodeCount: i32 = SMOOTH_NODES;
let nodes: usize = 0;
const smoothRule = memory.data(2 * SMOOTH_NODES * 8, 16);
const splineRule = memory.data(2 * SPLINE_NODES * 8, 16);

/** Mean square bandwidth: F̄²·Δt² = ∫ ġ² du. */
export let bandwidth: f64 = 0;
/** ε_ġ = ∫ ġ g du = (g(1)² − g(0)²)/2. */
export let edge: f64 = 0;

/** Nodes in (−1, 1) and weights of the Gauss–Legendre rule, by Newton on the Legendre polynomial. */
function gaussLegendre(n: i32, p: usize): void {
  for (let i = 0; i < n; i++) {
    let x = NativeMath.cos((Math.PI * (<f64>i + 0.75)) / (<f64>n + 0.5));
    let derivative: f64 = 1;
    for (let step = 0; step < 20; step++) {
      let previous: f64 = 1, value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * <f64>k - 1) * x * value - (<f64>k - 1) * previous) / <f64>k;
        previous = value;
        value = next;
      }
      derivative = (<f64>n * (x * value - previous)) / (x * x - 1);
      const dx = value / derivative;
      x -= dx;
      if (Math.abs(dx) < 1e-16) break;
    }
    set(p, i, x);
    set(p, n + i, 2 / ((1 - x * x) * derivative * derivative));
  }
}

/** g(u) for u in [0, 1]; outside, the continuation of the nearest piece. */
export function value(u: f64): f64 {
  if (kind == COSINE) return Math.SQRT2 * NativeMath.cos((Math.PI * u) / 2);
  if (kind == RAMP) return NativeMath.sqrt(3) * (1 - u);
  if (kind == SINC) {
    const x = Math.PI * u, c = NativeMath.sqrt(Math.PI / SINC_AREA);
    return x < 1e-4 ? c * (1 - (x * x) / 6) : (c * NativeMath.sin(x)) / x;
  }
  const intervals = count - 1, h = 1 / <f64>intervals;
  const i = max(0, min(intervals - 1, <i32>Math.floor(u * <f64>intervals)));
  const b = u * <f64>intervals - <f64>i, a = 1 - b;
  return (
    first + a * get(above, i) + b * get(above, i + 1) +
    ((a * a * a - a) * get(curvatures, i) + (b * b * b - b) * get(curvatures, i + 1)) * (h * h / 6)
  );
}

/** dg/du */
export function derivative(u: f64): f64 {
  if (kind == COSINE) return (-Math.SQRT2 * (Math.PI / 2)) * NativeMath.sin((Math.PI * u) / 2);
  if (kind == RAMP) return -NativeMath.sqrt(3);
  if (kind == SINC) {
    const x = Math.PI * u, c = NativeMath.sqrt(Math.PI / SINC_AREA) * Math.PI;
    // (x cos x − sin x)/x², by its series where that cancels
    if (x < 0.1) {
      const s = x * x;
      return -c * x * (1.0 / 3 - s * (1.0 / 30 - s * (1.0 / 840 - s * (1.0 / 45360 - s / 3991680))));
    }
    return (c * (x * NativeMath.cos(x) - NativeMath.sin(x))) / (x * x);
  }
  const intervals = count - 1, h = 1 / <f64>intervals;
  const i = max(0, min(intervals - 1, <i32>Math.floor(u * <f64>intervals)));
  const b = u * <f64>intervals - <f64>i, a = 1 - b;
  return (
    (get(above, i + 1) - get(above, i)) * <f64>intervals +
    ((3 * b * b - 1) * get(curvatures, i + 1) - (3 * a * a - 1) * get(curvatures, i)) * (h / 6)
  );
}

/** Not-a-knot cubic spline through the samples: second derivatives by one tridiagonal elimination. */
function fitSpline(): void {
  const n = count, m = curvatures;
  const scratch = take(n);
  const h2 = 1 / (<f64>(n - 1) * <f64>(n - 1));
  for (let i = 1; i < n - 1; i++) {
    set(m, i, (6 * (get(above, i - 1) - 2 * get(above, i) + get(above, i + 1))) / h2);
  }
  // M_0 = 2M_1 − M_2 turns the first equation into 6M_1 = rhs, and likewise at the end
  set(m, 1, get(m, 1) / 6);
  set(m, n - 2, get(m, n - 2) / 6);
  set(m, 2, get(m, 2) - get(m, 1));
  set(m, n - 3, get(m, n - 3) - get(m, n - 2));
  set(scratch, 2, 4);
  for (let i = 3; i <= n - 3; i++) {
    const factor = 1 / get(scratch, i - 1);
    set(scratch, i, 4 - factor);
    set(m, i, get(m, i) - factor * get(m, i - 1));
  }
  set(m, n - 3, get(m, n - 3) / get(scratch, n - 3));
  for (let i = n - 4; i >= 2; i--) set(m, i, (get(m, i) - get(m, i + 1)) / get(scratch, i));
  set(m, 0, 2 * get(m, 1) - get(m, 2));
  set(m, n - 1, 2 * get(m, n - 2) - get(m, n - 3));
}

export const PULSE_OK = 0;
export const PULSE_ZERO = 1;
export const PULSE_CONSTANT = 2;

/** Sets the pulse; `data` holds n samples for SAMPLED (8 to 4096 of them). Returns PULSE_OK, _ZERO or _CONSTANT. */
export function setPulse(which: i32, data: usize, n: i32): i32 {
  kind = which;
  nodeCount = kind == SAMPLED ? SPLINE_NODES : SMOOTH_NODES;
  nodes = kind == SAMPLED ? splineRule : smoothRule;
  if (get(nodes, 0) == 0) gaussLegendre(nodeCount, nodes);
  if (kind == SAMPLED) {
    count = n;
    above = take(n);
    curvatures = take(n);
    let largest: f64 = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(get(data, i)));
    if (largest == 0) return PULSE_ZERO;
    first = get(data, 0) / largest;
    for (let i = 0; i < n; i++) set(above, i, (get(data, i) - get(data, 0)) / largest);
    fitSpline();
    const scale = 1 / Math.sqrt(correlation(0, VALUE_VALUE));
    first *= scale;
    for (let i = 0; i < n; i++) {
      set(above, i, get(above, i) * scale);
      set(curvatures, i, get(curvatures, i) * scale);
    }
  }
  bandwidth = correlation(0, SLOPE_SLOPE);
  const start = value(0), rise = kind == SAMPLED ? get(above, count - 1) : value(1) - start;
  edge = (rise * (2 * start + rise)) / 2;
  return bandwidth > 1e-18 ? PULSE_OK : PULSE_CONSTANT;
}

export const VALUE_VALUE = 0;
export const VALUE_SLOPE = 1;
export const SLOPE_SLOPE = 2;

/**
 * Pulse correlations over the overlap of the two pulses, δ in symbol durations:
 * VALUE_VALUE ∫ g(u+δ) g(u) du = ρ_gg/Δt, VALUE_SLOPE ∫ g(u+δ) ġ(u) du = ρ_gġ, SLOPE_SLOPE ∫ ġ(u+δ) ġ(u) du = ρ_ġġ·Δt.
 * Zero for |δ| ≥ 1. The half cosine in closed form; else Gauss–Legendre on each smooth piece, exact for the spline.
 */
export function correlation(delta: f64, which: i32): f64 {
  const from = Math.max(0, -delta), to = Math.min(1, 1 - delta);
  if (!(to > from)) return 0;
  if (kind == COSINE) return cosineCorrelation(delta, which);
  if (kind != SAMPLED) return integrate(from, to, delta, which);
  // breakpoints of both splines: u = i·h and u = i·h − δ
  const intervals = count - 1;
  const h = 1 / <f64>intervals;
  const shift = delta * <f64>intervals;
  const fraction = Math.ceil(shift) - shift; // the other grid's offset within a cell
  let sum: f64 = 0;
  for (let i = 0; i < intervals; i++) {
    const a = <f64>i * h, b = (<f64>i + fraction) * h, c = <f64>(i + 1) * h;
    if (c <= from || a >= to) continue;
    const x0 = Math.max(a, from), x1 = Math.min(Math.max(b, from), to), x2 = Math.min(c, to);
    if (x1 > x0) sum += integrate(x0, x1, delta, which);
    if (x2 > Math.max(x1, x0)) sum += integrate(Math.max(x1, x0), x2, delta, which);
  }
  return sum;
}

/** Of √2 cos(πu/2), |δ| < 1: products as sums of cosines or sines of πδ/2 = x and of πu + x. */
function cosineCorrelation(delta: f64, which: i32): f64 {
  const x = (Math.PI / 2) * delta, overlap = 1 - Math.abs(delta), c = NativeMath.cos(x);
  if (which == VALUE_VALUE) return overlap * c;
  if (which == SLOPE_SLOPE) return (Math.PI / 2) * (Math.PI / 2) * overlap * c;
  return (Math.PI / 2) * overlap * NativeMath.sin(x) - c;
}

function integrate(from: f64, to: f64, delta: f64, which: i32): f64 {
  const half = (to - from) / 2, middle = (from + to) / 2;
  let sum: f64 = 0;
  for (let k = 0; k < nodeCount; k++) {
    const u = middle + half * get(nodes, k);
    const x = which == SLOPE_SLOPE ? derivative(u + delta) : value(u + delta);
    const y = which == VALUE_VALUE ? value(u) : derivative(u);
    sum += get(nodes, nodeCount + k) * x * y;
  }
  return sum * half;
}
