// The log-likelihood of delays and angles, up to a constant and a sign: with noise of unit variance,
//   Λ = |y|² − |y − Σ μ_l|² = 2 Re Σ ⟨μ_l, y⟩ − Σ_pq Re ⟨μ_p, μ_q⟩,   ⟨x, y⟩ = Σ conj(x) y,
// its gradient 2 Re ⟨∂μ, y − Σ μ⟩ and the information 2 Re ⟨∂μ, ∂μ⟩, from the statistics of signal.ts. The unknowns of
// device l are v_l, when its echo comes (symbols), and ψ_l = 2π·spacing·sin φ_l, its phase from antenna to antenna:
//   ∂μ/∂v: −dg/du in place of g;   ∂μ/∂ψ: j m a_m in place of a_m.

import { at, get, set, take, zero } from '../memory';
import { L, Mr, hasAngle } from '../model/scenario';
import { K, pulseAt, shifts } from './sampling';
import { lagCount, lags, statistics, statisticsSize } from './signal';

/** v_l, then ψ_l. */
export let unknowns: usize = 0;
/** Number of unknowns that are free, all delays and then the angles that are observable; the index of each. */
export let freedom: i32 = 0;
export let unknownAt: usize = 0;
/** The place of ψ_l among the free ones, or −1. */
let angleAt: usize = 0;
export let gradient: usize = 0;
/** freedom×freedom, symmetric. */
export let information: usize = 0;

/** g, dg/du and d at the samples, L×K each; a_r, L×M_r complex planes. */
let g: usize = 0;
let slope: usize = 0;
let place: usize = 0;
let steering: usize = 0;
/** Σ_i x_pi y_qi r_pq: for x, y of g and its slope. */
let pair: usize = 0;
/** Σ_m m^n conj(a_pm) a_qm for n = 0, 1, 2, complex. */
let array: usize = 0;

export function prepareLikelihood(): void {
  unknowns = take(2 * L);
  unknownAt = take(2 * L);
  angleAt = take(L);
  gradient = take(2 * L);
  information = take(4 * L * L);
  g = take(L * K);
  slope = take(L * K);
  place = take(L * K);
  steering = take(2 * L * Mr);
  pair = take(8);
  array = take(6);
  freedom = L;
  for (let l = 0; l < L; l++) {
    set(unknownAt, l, <f64>l);
    set(angleAt, l, hasAngle(l) ? <f64>freedom : -1);
    if (hasAngle(l)) set(unknownAt, freedom++, <f64>(L + l));
  }
}

/** Pulse and steering of device l where `unknowns` has it. */
function settle(l: i32): void {
  pulseAt(get(unknowns, l), at(g, l * K), at(slope, l * K), at(place, l * K));
  const psi = get(unknowns, L + l);
  for (let m = 0; m < Mr; m++) {
    set(steering, l * Mr + m, NativeMath.cos(psi * <f64>m));
    set(steering, (L + l) * Mr + m, NativeMath.sin(psi * <f64>m));
  }
}

/** Fills `pair`: gg, g·slope_q, slope_p·g, slope·slope, complex, of ⟨μ_p, μ_q⟩ without the arrays. */
function correlatePulses(p: i32, q: i32): void {
  const count = lagCount(), from = (p * L + q) * count + shifts - 1, li = at(lags, L * L * count);
  zero(pair, 8);
  // samples with the same lag are added before they meet it
  let gg: f64 = 0, gs: f64 = 0, sg: f64 = 0, ss: f64 = 0;
  let lag = <i32>(get(place, p * K) - get(place, q * K));
  for (let i = 0; i <= K; i++) {
    const next = i < K ? <i32>(get(place, p * K + i) - get(place, q * K + i)) : shifts;
    if (next != lag) {
      const re = get(lags, from + lag), im = get(li, from + lag);
      accumulate(0, gg, re, im);
      accumulate(2, gs, re, im);
      accumulate(4, sg, re, im);
      accumulate(6, ss, re, im);
      gg = 0; gs = 0; sg = 0; ss = 0;
      lag = next;
    }
    if (i == K) break;
    const a = get(g, p * K + i), b = get(slope, p * K + i), c = get(g, q * K + i), d = get(slope, q * K + i);
    gg += a * c;
    gs += a * d;
    sg += b * c;
    ss += b * d;
  }
}

@inline
function accumulate(to: i32, x: f64, re: f64, im: f64): void {
  set(pair, to, get(pair, to) + x * re);
  set(pair, to + 1, get(pair, to + 1) + x * im);
}

function correlateArrays(p: i32, q: i32): void {
  zero(array, 6);
  for (let m = 0; m < Mr; m++) {
    const a = get(steering, p * Mr + m), b = get(steering, (L + p) * Mr + m);
    const c = get(steering, q * Mr + m), d = get(steering, (L + q) * Mr + m);
    let re = a * c + b * d, im = a * d - b * c;
    for (let n = 0; n < 3; n++) {
      set(array, 2 * n, get(array, 2 * n) + re);
      set(array, 2 * n + 1, get(array, 2 * n + 1) + im);
      re *= <f64>m;
      im *= <f64>m;
    }
  }
}

/** Re and Im of pair entry n times array entry k. */
@inline
function productRe(n: i32, k: i32): f64 {
  return get(pair, n) * get(array, k) - get(pair, n + 1) * get(array, k + 1);
}
@inline
function productIm(n: i32, k: i32): f64 {
  return get(pair, n) * get(array, k + 1) + get(pair, n + 1) * get(array, k);
}

const GG = 0, GS = 2, SG = 4, SS = 6;

/** Information at `unknowns`; returns Σ_pq Re ⟨μ_p, μ_q⟩ and leaves −2 Re ⟨∂μ, Σ μ⟩ in gradient. */
export function inform(): f64 {
  for (let l = 0; l < L; l++) settle(l);
  zero(gradient, freedom);
  let power: f64 = 0;
  for (let p = 0; p < L; p++) {
    const pa = <i32>get(angleAt, p);
    for (let q = 0; q < L; q++) {
      const qa = <i32>get(angleAt, q);
      correlatePulses(p, q);
      correlateArrays(p, q);
      power += productRe(GG, 0);
      set(gradient, p, get(gradient, p) + 2 * productRe(SG, 0));
      set(information, p * freedom + q, 2 * productRe(SS, 0));
      // −j and j turn imaginary parts into real ones
      if (qa >= 0) set(information, p * freedom + qa, 2 * productIm(SG, 2));
      if (pa < 0) continue;
      set(gradient, pa, get(gradient, pa) - 2 * productIm(GG, 2));
      set(information, pa * freedom + q, -2 * productIm(GS, 2));
      if (qa >= 0) set(information, pa * freedom + qa, 2 * productRe(GG, 4));
    }
  }
  return power;
}

/** Λ at `unknowns`, with gradient and information. */
export function logLikelihood(): f64 {
  let value = -inform();
  const n = K * Mr, ti = at(statistics, statisticsSize());
  for (let l = 0; l < L; l++) {
    // Σ_i g T and Σ_i slope T, antenna by antenna, against conj(a_m)
    let level: f64 = 0, delaySlope: f64 = 0, angleSlope: f64 = 0;
    for (let m = 0; m < Mr; m++) {
      let gr: f64 = 0, gi: f64 = 0, sr: f64 = 0, si: f64 = 0;
      for (let i = 0; i < K; i++) {
        const from = (l * shifts + <i32>get(place, l * K + i)) * n + i * Mr + m;
        const re = get(statistics, from), im = get(ti, from), a = get(g, l * K + i), b = get(slope, l * K + i);
        gr += a * re;
        gi += a * im;
        sr += b * re;
        si += b * im;
      }
      const x = get(steering, l * Mr + m), y = get(steering, (L + l) * Mr + m);
      level += x * gr + y * gi;
      delaySlope -= x * sr + y * si;
      // Re(−j m conj(a) z) = m Im(conj(a) z)
      angleSlope += <f64>m * (x * gi - y * gr);
    }
    value += 2 * level;
    set(gradient, l, get(gradient, l) + 2 * delaySlope);
    const angle = <i32>get(angleAt, l);
    if (angle >= 0) set(gradient, angle, get(gradient, angle) + 2 * angleSlope);
  }
  return value;
}
