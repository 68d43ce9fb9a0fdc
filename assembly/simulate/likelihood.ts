// The log-likelihood of delays and directions, up to a constant and a sign: with noise of unit variance,
//   Λ = |y|² − |y − Σ z_l μ_l|² = 2 Re Σ conj(z_l) ⟨μ_l, y⟩ − Σ_pq Re conj(z_p) z_q ⟨μ_p, μ_q⟩,  ⟨x, y⟩ = Σ conj(x) y,
// its gradient 2 Re ⟨∂m, y − Σ z μ⟩, ∂m_a = z_l ∂_a μ_l, and the information 2 Re ⟨∂m, ∂m⟩, from the statistics of
// signal.ts. The unknowns of device l are v_l, when its echo comes (symbols), and the turns of its direction (rad):
//   ∂μ/∂v: −dg/du in place of g;   along tangent i: d_i in place of the steering vector.
//
// z_l is 1, or what the receiver does not know of the reflection: its amplitude (z_l real) or phase too. For given
// delays and directions the most likely z solves a linear system, and is put in: Λ is then the likelihood's maximum
// over z, has the gradient above (z moves, but Λ does not with it), and its information is what is left of ∂m besides
// what z could do as well, the Schur complement.

import { at, get, set, take, zero } from '../memory';
import { dot } from '../linalg/lanes';
import { choleskyUpper, solveUpper, solveUpperT } from '../linalg/cholesky';
import { L, Mr, directions, hasDirection, unknown } from '../model/scenario';
import { lookTowards } from './heading';
import { K, pulseAt, shifts } from './sampling';
import { lagCount, lags, statistics, statisticsSize } from './signal';

/** v_l, and from L on the unit vectors u_l. */
export let unknowns: usize = 0;
export const DELAY = 0;
/** Number of unknowns that are free, all delays and then the directions that are observable, first ones first. */
export let freedom: i32 = 0;
/** Device of unknown a, and its kind: DELAY, or 1 + i for a turn along tangent i. */
let owners: usize = 0;
let kinds: usize = 0;
export let gradient: usize = 0;
/** freedom×freedom, symmetric. */
export let information: usize = 0;
/** z_l, complex planes; 1 until `logLikelihood` finds others. */
export let coefficients: usize = 0;

/** g, dg/du and d at the samples, L×K each; of each device steering vector and derivatives, 3 × 2·M_r. */
let g: usize = 0;
let slope: usize = 0;
let place: usize = 0;
let vectors: usize = 0;
/** Σ_i x_pi y_qi r_pq: for x, y of g and its slope, complex. */
let pair: usize = 0;
/** Γ = ⟨x, y⟩ of x, y from μ_l, l < L, then ∂_a μ, and β = ⟨x, y⟩ with the samples y: complex planes of size². */
let size: i32 = 0;
let gram: usize = 0;
let seen: usize = 0;
/** Of one device, antenna by antenna: Σ_i g T, then Σ_i slope T, 2·M_r each. */
let heard: usize = 0;
/** The real parameters of z: ⟨·,·⟩ among them as U^T U, with what moves with an unknown, and their solution. */
let nuisances: i32 = 0;
let factor: usize = 0;
let cross: usize = 0;
let solution: usize = 0;

export function prepareLikelihood(): void {
  unknowns = take(4 * L);
  owners = take(3 * L);
  kinds = take(3 * L);
  freedom = 0;
  for (let kind = DELAY; kind <= directions; kind++) {
    for (let l = 0; l < L; l++) {
      if (kind != DELAY && !hasDirection(l, kind - 1)) continue;
      set(owners, freedom, <f64>l);
      set(kinds, freedom++, <f64>kind);
    }
  }
  size = L + freedom;
  nuisances = unknown * L;
  gradient = take(freedom);
  information = take(freedom * freedom);
  coefficients = take(2 * L);
  g = take(L * K);
  slope = take(L * K);
  place = take(L * K);
  vectors = take(6 * Mr * L);
  pair = take(8);
  gram = take(2 * size * size);
  seen = take(2 * size);
  heard = take(4 * Mr);
  factor = take(nuisances * nuisances);
  cross = take(freedom * nuisances);
  solution = take(nuisances);
  for (let l = 0; l < L; l++) {
    set(coefficients, l, 1);
    set(coefficients, L + l, 0);
  }
}

export function ownerOf(a: i32): i32 {
  return <i32>get(owners, a);
}
export function kindOf(a: i32): i32 {
  return <i32>get(kinds, a);
}
/** u_l */
export function headingOf(l: i32): usize {
  return at(unknowns, L + 3 * l);
}

@inline
function vectorOf(l: i32, i: i32): usize {
  return at(vectors, 2 * Mr * (3 * l + i));
}
/** Device, order of the pulse's derivative, and vector of row x of Γ. */
@inline
function deviceAt(x: i32): i32 {
  return x < L ? x : ownerOf(x - L);
}
@inline
function orderAt(x: i32): i32 {
  return x >= L && kindOf(x - L) == DELAY ? 1 : 0;
}
@inline
function vectorAt(x: i32): usize {
  return vectorOf(deviceAt(x), x < L ? 0 : kindOf(x - L));
}

/** Fills `pair`: g·g, g·slope_q, slope_p·g, slope·slope, complex, of ⟨μ_p, μ_q⟩ without the arrays. */
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

/** Γ at `unknowns`. */
function correlate(): void {
  const n = size, gi = at(gram, n * n);
  for (let l = 0; l < L; l++) {
    pulseAt(get(unknowns, l), at(g, l * K), at(slope, l * K), at(place, l * K));
    lookTowards(headingOf(l), vectorOf(l, 0));
  }
  for (let p = 0; p < L; p++) {
    for (let q = p; q < L; q++) {
      correlatePulses(p, q);
      for (let x = p; x < n; x++) {
        if (deviceAt(x) != p) continue;
        const a = vectorAt(x), ai = at(a, Mr), ox = orderAt(x);
        for (let y = q; y < n; y++) {
          if (deviceAt(y) != q) continue;
          const b = vectorAt(y), bi = at(b, Mr), oy = orderAt(y), at2 = 2 * (2 * ox + oy);
          const re = dot(Mr, a, b) + dot(Mr, ai, bi), im = dot(Mr, a, bi) - dot(Mr, ai, b);
          const sign: f64 = ox == oy ? 1 : -1, pr = sign * get(pair, at2), pi = sign * get(pair, at2 + 1);
          const zr = pr * re - pi * im, zi = pr * im + pi * re;
          set(gram, x * n + y, zr);
          set(gi, x * n + y, zi);
          set(gram, y * n + x, zr);
          set(gi, y * n + x, -zi);
        }
      }
    }
  }
}

/** β at `unknowns`, after `correlate`. */
function listen(): void {
  const n = K * Mr, ti = at(statistics, statisticsSize()), later = at(heard, 2 * Mr);
  for (let l = 0; l < L; l++) {
    zero(heard, 4 * Mr);
    for (let i = 0; i < K; i++) {
      const from = (l * shifts + <i32>get(place, l * K + i)) * n + i * Mr;
      const a = get(g, l * K + i), b = get(slope, l * K + i);
      for (let m = 0; m < Mr; m++) {
        const re = get(statistics, from + m), im = get(ti, from + m);
        set(heard, m, get(heard, m) + a * re);
        set(heard, Mr + m, get(heard, Mr + m) + a * im);
        set(later, m, get(later, m) - b * re);
        set(later, Mr + m, get(later, Mr + m) - b * im);
      }
    }
    for (let x = l; x < size; x++) {
      if (deviceAt(x) != l) continue;
      const a = vectorAt(x), ai = at(a, Mr), z = orderAt(x) == 1 ? later : heard, zi = at(z, Mr);
      set(seen, x, dot(Mr, a, z) + dot(Mr, ai, zi));
      set(seen, size + x, dot(Mr, a, zi) - dot(Mr, ai, z));
    }
  }
}

/**
 * U^T U = Re ⟨·,·⟩ of what z may do: μ_l by its real parts, then, where phases are unknown, j μ_l by its imaginary
 * ones. Devices that cannot be told apart get z = 0 but for one.
 */
function factorNuisances(): void {
  const n = nuisances, gi = at(gram, size * size);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const from = (i % L) * size + (j % L);
      // ⟨x, j y⟩ = j ⟨x, y⟩
      set(factor, i * n + j, i / L == j / L ? get(gram, from) : -get(gi, from));
    }
  }
  choleskyUpper(factor, n, 1e-12);
}

/** The most likely z; returns Λ there. */
function solveCoefficients(): f64 {
  const n = nuisances;
  for (let k = 0; k < n; k++) set(solution, k, get(seen, k < L ? k : size + k - L));
  solveUpperT(factor, n, solution);
  const value = dot(n, solution, solution);
  solveUpper(factor, n, solution);
  for (let k = 0; k < n; k++) set(coefficients, k, get(solution, k));
  return value;
}

/** Λ for z = 1. */
function knownLikelihood(): f64 {
  let value: f64 = 0;
  for (let p = 0; p < L; p++) {
    value += 2 * get(seen, p);
    for (let q = 0; q < L; q++) value -= get(gram, p * size + q);
  }
  return value;
}

/** Re conj(z_l) x, l the device of unknown a. */
@inline
function turned(a: i32, re: f64, im: f64): f64 {
  const l = ownerOf(a);
  return get(coefficients, l) * re + get(coefficients, L + l) * im;
}
@inline
function turnedIm(a: i32, re: f64, im: f64): f64 {
  const l = ownerOf(a);
  return get(coefficients, l) * im - get(coefficients, L + l) * re;
}

/** Information at `unknowns` and the z in hand, from Γ. */
function fillInformation(): void {
  const n = size, k = nuisances, gi = at(gram, n * n);
  for (let a = 0; a < freedom; a++) {
    const row = at(cross, a * k), x = (L + a) * n;
    for (let q = 0; q < k; q++) {
      const re = get(gram, x + (q % L)), im = get(gi, x + (q % L));
      set(row, q, q < L ? turned(a, re, im) : -turnedIm(a, re, im));
    }
    solveUpperT(factor, k, row);
    for (let b = 0; b <= a; b++) {
      const y = ownerOf(b), re = get(gram, x + L + b), im = get(gi, x + L + b);
      // Re conj(z_p) z_q Γ_ab
      const own = get(coefficients, y) * turned(a, re, im) - get(coefficients, L + y) * turnedIm(a, re, im);
      const value = 2 * (own - dot(k, row, at(cross, b * k)));
      set(information, a * freedom + b, value);
      set(information, b * freedom + a, value);
    }
  }
}

/** Information at `unknowns` for z as it is. */
export function inform(): void {
  correlate();
  factorNuisances();
  fillInformation();
}

/** Λ at `unknowns`, with gradient and information, and z where the receiver does not know it. */
export function logLikelihood(): f64 {
  correlate();
  listen();
  factorNuisances();
  const value = nuisances > 0 ? solveCoefficients() : knownLikelihood();
  const n = size, gi = at(gram, n * n);
  for (let a = 0; a < freedom; a++) {
    const x = (L + a) * n;
    let re = get(seen, L + a), im = get(seen, n + L + a);
    for (let q = 0; q < L; q++) {
      const cr = get(coefficients, q), ci = get(coefficients, L + q), zr = get(gram, x + q), zi = get(gi, x + q);
      re -= zr * cr - zi * ci;
      im -= zr * ci + zi * cr;
    }
    set(gradient, a, 2 * turned(a, re, im));
  }
  fillInformation();
  return value;
}
