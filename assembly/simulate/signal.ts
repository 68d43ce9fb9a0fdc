// The excitation (1), the received samples (9) and their sufficient statistics.
//
// Samples are divided by the root of the noise variance Kσ² of one sample, so that noise has unit variance. What
// device l returns of symbol k, before pulse and receive steering, then is the number
//   b_lk = A_l c_l V w_k,   A_l = s_l α_l sqrt(P0/(Kσ²)),   R = P0 V V^H,
// with w_k complex normal symbols, made so that (1/N) Σ w_k w_k^H = I exactly, as (2) has it. Delays and angles enter
// the likelihood of the samples y through
//   T_l[d, i, m] = Σ_k conj(b_lk) y[k + d, i, m]   and   r_pq[e] = Σ_k conj(b_pk) b_q,k+e
// alone, and so do unknown reflections: nothing is lost by keeping these in place of the samples. i counts the samples
// of a slot, m the antennas.

import { at, get, mark, release, set, take, zero } from '../memory';
import { Complex } from '../field';
import { multiply } from '../linalg/dense';
import { addProduct, dot, scale } from '../linalg/lanes';
import { complexNormals } from '../random/normal';
import { philox, uniform, word0, word1 } from '../random/philox';
import { L, Mr, Mt, symbolCount, weight } from '../model/scenario';
import { full } from '../model/channel';
import { receiveVector } from '../model/propagation';
import { K, arrival, endOfRun, pulseAt, shifts } from './sampling';

const SYMBOLS: u32 = 0;
const NOISE: u32 = 1;
const PHASES: u32 = 2;
/** Keeps these random numbers apart from others under the same key. */
const STREAM: u32 = 0x7369676e;

/** T: planes of L × shifts × K × M_r. */
export let statistics: usize = 0;
/** r_pq[e], complex planes of L × L × (2·shifts − 1), e from −(shifts − 1) on. */
export let lags: usize = 0;
/** Σ |y|², and over how many samples. */
export let energy: f64 = 0;
export let sampleCount: f64 = 0;

let N: i32 = 0;
let p: i32 = 0;
/** A_l c_l V: L×p complex planes. */
let gains: usize = 0;
/** What reflections turn phases by in a trial, e^{jφ_l}, complex planes; φ_l uniform within ±spread (rad). */
export let turns: usize = 0;
let spread: f64 = 0;
/** w (p×N) and b (L×N), complex planes. */
let symbols: usize = 0;
let streams: usize = 0;
/** The samples of one slot, K×M_r complex planes. */
let slot: usize = 0;
/** g at the samples times a_r, L × K × M_r complex planes, and d of each sample, L × K. */
let echoes: usize = 0;
let places: usize = 0;

/** Entries of T, and of r. */
export function statisticsSize(): i32 {
  return L * shifts * K * Mr;
}
export function lagCount(): i32 {
  return 2 * shifts - 1;
}

/** For the factor v on the antennas (M_t×columns, R = P0 V V^H) and the sampling as it stands. */
export function prepareSignal(v: usize, columns: i32): void {
  N = <i32>symbolCount;
  p = columns;
  gains = take(2 * L * p);
  multiply<Complex>(gains, full, v, L, Mt, p);
  for (let l = 0; l < L; l++) {
    // weight = s α sqrt(N P0/σ²)
    const amplitude = get(weight, l) / Math.sqrt(symbolCount * <f64>K);
    scale(p, amplitude, at(gains, l * p));
    scale(p, amplitude, at(gains, (L + l) * p));
  }
  lags = take(2 * L * L * lagCount());
}

/** Room for the samples, once their number is settled; the true phases of reflections lie within ±`phases`, rad. */
export function prepareSamples(phases: f64): void {
  spread = phases;
  turns = take(2 * L);
  symbols = take(2 * p * N);
  streams = take(2 * L * N);
  slot = take(2 * K * Mr);
  echoes = take(2 * L * K * Mr);
  places = take(L * K);
  statistics = take(2 * statisticsSize());
  const n = K * Mr, scope = mark();
  const g = take(K), slope = take(K);
  for (let l = 0; l < L; l++) {
    pulseAt(arrival(l), g, slope, at(places, l * K));
    const h = receiveVector(l);
    for (let m = 0; m < Mr; m++) {
      const re = get(h, m), im = get(h, Mr + m);
      for (let i = 0; i < K; i++) {
        set(echoes, l * n + i * Mr + m, get(g, i) * re);
        set(echoes, (L + l) * n + i * Mr + m, get(g, i) * im);
      }
    }
  }
  release(scope);
}

/** Expected Σ_k conj(b_pk) b_qk: its real or imaginary part. */
export function correlation(a: i32, b: i32, imaginary: bool): f64 {
  const gi = at(gains, L * p);
  const ar = at(gains, a * p), ai = at(gi, a * p), br = at(gains, b * p), bi = at(gi, b * p);
  return symbolCount * (imaginary ? dot(p, ar, bi) - dot(p, ai, br) : dot(p, ar, br) + dot(p, ai, bi));
}

/** r_pq[e] as expected: nothing but at e = 0. */
export function expectLags(): void {
  const count = lagCount(), li = at(lags, L * L * count);
  zero(lags, 2 * L * L * count);
  for (let a = 0; a < L; a++) {
    for (let b = 0; b < L; b++) {
      const to = (a * L + b) * count + shifts - 1;
      set(lags, to, correlation(a, b, false));
      set(li, to, correlation(a, b, true));
    }
  }
}

/** w with orthonormal rows times √N: normal symbols, Gram–Schmidt twice. */
function drawSymbols(trial: u32, key0: u32, key1: u32): void {
  const wi = at(symbols, p * N);
  complexNormals(symbols, wi, p * N, 0, SYMBOLS, trial, STREAM, key0, key1);
  for (let a = 0; a < p; a++) {
    const r = at(symbols, a * N), i = at(wi, a * N);
    for (let twice = 0; twice < 2; twice++) {
      for (let b = 0; b < a; b++) {
        const qr = at(symbols, b * N), qi = at(wi, b * N);
        const re = -(dot(N, qr, r) + dot(N, qi, i)) / symbolCount, im = -(dot(N, qr, i) - dot(N, qi, r)) / symbolCount;
        addProduct(N, re, im, qr, qi, r, i);
      }
      const s = Math.sqrt(symbolCount / (dot(N, r, r) + dot(N, i, i)));
      scale(N, s, r);
      scale(N, s, i);
    }
  }
}

/** r_pq[e] of the symbols drawn. */
function correlateStreams(): void {
  const count = lagCount(), li = at(lags, L * L * count), si = at(streams, L * N);
  for (let a = 0; a < L; a++) {
    for (let b = 0; b < L; b++) {
      for (let e = 1 - shifts; e < shifts; e++) {
        // k and k + e both in [0, N)
        const from = max(0, -e), n = N - abs(e), to = (a * L + b) * count + shifts - 1 + e;
        if (n <= 0) {
          set(lags, to, 0);
          set(li, to, 0);
          continue;
        }
        const ar = at(streams, a * N + from), ai = at(si, a * N + from);
        const br = at(streams, b * N + from + e), bi = at(si, b * N + from + e);
        set(lags, to, dot(n, ar, br) + dot(n, ai, bi));
        set(li, to, dot(n, ar, bi) - dot(n, ai, br));
      }
    }
  }
}

/** What the devices' reflections turn the phases by in a trial. */
function drawPhases(trial: u32, key0: u32, key1: u32): void {
  for (let l = 0; l < L; l++) {
    philox(<u32>l, PHASES, trial, STREAM, key0, key1);
    const phase = spread * (2 * uniform(word0, word1) - 1);
    set(turns, l, NativeMath.cos(phase));
    set(turns, L + l, NativeMath.sin(phase));
  }
}

/** Synthesizes the samples of a trial, slot by slot, into the statistics. */
export function receive(trial: u32, key0: u32, key1: u32): void {
  drawSymbols(trial, key0, key1);
  drawPhases(trial, key0, key1);
  multiply<Complex>(streams, gains, symbols, L, p, N);
  correlateStreams();
  const n = K * Mr, si = at(streams, L * N), yi = at(slot, n), ei = at(echoes, L * n);
  const size = statisticsSize(), ti = at(statistics, size);
  zero(statistics, 2 * size);
  energy = 0;
  sampleCount = <f64>n * <f64>(N + shifts - 1);
  for (let k = 0; k < N + shifts - 1; k++) {
    // clutter and noise: two independent white normal processes are one of the summed variance
    complexNormals(slot, yi, n, <u32>(k * n), NOISE, trial, STREAM, key0, key1);
    for (let l = 0; l < L; l++) {
      const c = get(turns, l), d = get(turns, L + l);
      for (let i = 0; i < K; ) {
        const end = endOfRun(at(places, l * K), i), j = k - <i32>get(places, l * K + i);
        if (j >= 0 && j < N) {
          const x = l * n + i * Mr, br = get(streams, l * N + j), bi = get(si, l * N + j);
          addProduct(
            (end - i) * Mr, c * br - d * bi, c * bi + d * br,
            at(echoes, x), at(ei, x), at(slot, i * Mr), at(yi, i * Mr),
          );
        }
        i = end;
      }
    }
    energy += dot(2 * n, slot, slot);
    for (let l = 0; l < L; l++) {
      for (let d = 0; d < shifts; d++) {
        const j = k - d;
        if (j < 0 || j >= N) continue;
        const to = (l * shifts + d) * n;
        addProduct(
          n, get(streams, l * N + j), -get(si, l * N + j), slot, yi, at(statistics, to), at(ti, to),
        );
      }
    }
  }
}
