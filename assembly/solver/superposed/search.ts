// The superposed signal x = x_c + x_s: sensing sees R_s alone, and the rate counts it as interference,
//
//   minimise f(R_s)  subject to  c(R_c + R_s) − c(R_s) ≥ Γ',  Tr(R_c + R_s) = 1,  R_c, R_s ⪰ 0,   c = log det(I + F).
//
// The rate is a difference of concave functions, so the feasible set is not convex, and nothing that rests on convexity
// holds: above all not that some optimal pair is real where the steering vectors are. (From a real pair no step of
// Newton's leads to a complex one, as the gradient is real there.) So the problem is complex whatever the arrays are,
// and starts are of both kinds. The end is a stationary point, of several the best, and no more is claimed.
//
// Each start takes a few Newton steps on low ranks (face.ts); the most promising are finished (rank.ts).

import { at, copy, get, set, take, zero } from '../../memory';
import { planes } from '../../field';
import { L } from '../../model/scenario';
import { followAll, followLeading, leading, r, span, transmitPhase } from '../../model/channel';
import { couplesDevices } from '../../metric/objective';
import { complexNormals } from '../../random/normal';
import * as ends from '../curve/ends';
import { objectiveAfter, polish } from './face';
import { measure, takeMeasure } from './measure';
import { share, takePair, trace } from './pair';
import { communication, isSound, offer, pc, ps, sensing, takePoint } from './point';
import * as reached from './rank';
import { takeSlopes } from './slopes';
import { countNewton, finish, takeRanks } from './rank';
import * as list from './candidates';
import { count, factorC, factorS, rankC, rankS, takeCandidates, valueOf } from './candidates';

/**
 * Random starts, every other one real, in scenes of up to FEW devices, in larger ones, where each costs far more, and
 * where devices are coupled. R_s has rank one, or where devices are coupled up to two.
 */
const RANDOM: i32 = 8;
const RANDOM_LARGE: i32 = 4;
const RANDOM_COUPLED: i32 = 12;
const FEW: i32 = 6;
/**
 * There are many points to end in, and the best are near good ones far more often than near any: of FEW devices, in
 * rounds, so many starts around the R_s of the NEAREST best, with CHANGE of its power in what each column changes by.
 */
const ROUNDS: i32 = 2;
const AROUND: i32 = 4;
const ROUNDS_COUPLED: i32 = 3;
const AROUND_COUPLED: i32 = 8;
const NEAREST: i32 = 2;
const CHANGE: f64 = 0.25;
/** So many more, of any rank, where no start has ended at a stationary point. */
const SCATTERED: i32 = 16;
/**
 * Newton steps of a start before it is judged, unless one promises less than SHOWN of f. Where devices are coupled
 * there are far more points to end in, and the start that leads early seldom ends in the best.
 */
const TRIAL: i32 = 3;
const TRIAL_COUPLED: i32 = 12;
const SHOWN: f64 = 1e-3;
/** The share of R_s from which a start's is sought. */
const HALF: f64 = 0.5;
/** So many of the trials go on, as long as they may become the best. Of FEW coupled devices all: values say little. */
const BEST: i32 = 3;
const BEST_COUPLED: i32 = 4;
/**
 * Of those that went on, so many are finished in all directions: the second where it is within this of the first, or
 * the first has not become stationary.
 */
const FINISHED: i32 = 2;
const CLOSE: f64 = 0.01;

let floor: f64 = 0;
let a: usize = 0; // the start at hand, r×r
let b: usize = 0;
let normals: usize = 0; // L complex

/** The pair at the floor solved last, nats: factors r×lastP and r×lastQ. 0 columns: of none. */
let lastFloor: f64 = 0;
let lastA: usize = 0;
let lastB: usize = 0;
let lastP: i32 = 0;
let lastQ: i32 = 0;

/** For the scenario just loaded, of which no floor is solved. */
export function prepareSearch<T>(): void {
  lastA = take(r * r * planes<T>());
  lastB = take(r * r * planes<T>());
  lastP = 0;
  lastQ = 0;
}

/** Takes all other buffers; they live until the caller releases them. */
export function takeSuperposed<T>(): void {
  const size = r * r * planes<T>();
  takePair<T>();
  takeSlopes<T>();
  takeMeasure<T>();
  takePoint<T>();
  takeRanks<T>();
  takeCandidates<T>();
  a = take(size); b = take(size); normals = take(2 * L);
}

/**
 * The best pair at a floor, into point.ts. `reused` (r×rank) is the optimum of the reused signal at this floor. The
 * pair of the floor before is a start too, so that floors solved from the highest down give a curve that never falls:
 * what is feasible at one of them has power to spare for R_s at the next.
 */
export function solveFloor<T>(rateFloor: f64, reused: usize, rank: i32): void {
  floor = rateFloor;
  if (lastQ > 0) finishLast<T>();
  if (lastQ == 0 || lastFloor != floor) search<T>(reused, rank);
  lastFloor = floor;
  lastP = pc;
  lastQ = ps;
  copy(lastA, communication, r * pc * planes<T>());
  copy(lastB, sensing, r * ps * planes<T>());
}

function finishLast<T>(): void {
  copy(a, lastA, r * lastP * planes<T>());
  copy(b, lastB, r * lastQ * planes<T>());
  if (lastFloor == floor) {
    measure<T>(a, lastP, b, lastQ, floor);
    offer<T>(a, lastP, b, lastQ, floor);
  } else if (share<T>(a, lastP, b, lastQ, floor, trace<T>(b, lastQ))) {
    finish<T>(a, lastP, b, lastQ, floor, true);
  }
}

/** From every start. */
function search<T>(reused: usize, rank: i32): void {
  list.forget(list.TRIALS);
  list.forget(list.FINISHED);
  const all = r, coupled = couplesDevices(), few = L <= FEW, everyone = coupled && few;
  const random = coupled ? RANDOM_COUPLED : few ? RANDOM : RANDOM_LARGE;
  // in the few directions that carry nearly all power, as long as only the valley is sought
  followLeading();
  begin<T>(reused, all, rank);
  if (rank > 1 && !coupled) for (let j = 0; j < rank; j++) beginColumn<T>(reused, all, rank, j);
  if (floor > ends.freeRate) begin<T>(ends.freeV, all, ends.freeRank);
  begin<T>(ends.maxV, all, ends.maxRank);
  for (let start = 0; start < random; start++) beginRandom<T>(start, all, coupled ? 2 : 1);
  goOn<T>(everyone);
  const rounds = !few ? 0 : coupled ? ROUNDS_COUPLED : ROUNDS, around = coupled ? AROUND_COUPLED : AROUND;
  for (let start = random; start < random + rounds * around && count(list.FINISHED) > 0; start += around) {
    const near = min(NEAREST, count(list.FINISHED));
    list.forget(list.TRIALS);
    for (let k = 0; k < around; k++) beginAround<T>(k % near, start + k, all);
    goOn<T>(everyone);
  }
  followAll();
  for (let i = 0; i < min(FINISHED, count(list.FINISHED)); i++) {
    const close = valueOf(list.FINISHED, i) <= valueOf(list.FINISHED, 0) * (1 + CLOSE);
    if (close || !isSound) finishAll<T>(list.FINISHED, i);
  }
  for (let start = random; start < random + SCATTERED && !isSound; start++) {
    list.forget(list.TRIALS);
    beginRandom<T>(start, r, 4);
    if (count(list.TRIALS) == 0) continue;
    const p = rankC(list.TRIALS, 0), q = rankS(list.TRIALS, 0);
    finish<T>(factorC(list.TRIALS, 0), p, factorS(list.TRIALS, 0), q, floor, true);
  }
}

/** Finishes every trial, or of the best those that may become the best; what differs is the list FINISHED. */
function goOn<T>(everyone: bool): void {
  // where steps cost most, pairs are told apart before one of them is finished in all directions
  const rough = L > FEW && !couplesDevices();
  const trials = count(list.TRIALS), best = couplesDevices() ? BEST_COUPLED : BEST;
  const most = everyone ? trials : min(best, trials);
  for (let i = 0; i < most; i++) {
    const b = factorS(list.TRIALS, i), q = rankS(list.TRIALS, i);
    if (list.hasLike<T>(list.FINISHED, b, q)) continue;
    const target = !everyone && count(list.FINISHED) > 0 ? valueOf(list.FINISHED, 0) : Infinity;
    finish<T>(factorC(list.TRIALS, i), rankC(list.TRIALS, i), b, q, floor, false, target, rough);
    const f = objectiveAfter<T>(reached.b, reached.q);
    list.keep<T>(list.FINISHED, f, reached.a, reached.p, reached.b, reached.q);
  }
}

/** Finishes pair i of a list of the leading directions in all of them. */
function finishAll<T>(which: i32, i: i32): void {
  const p = rankC(which, i), q = rankS(which, i);
  zero(a, r * p * planes<T>());
  zero(b, r * q * planes<T>());
  rows<T>(a, r, factorC(which, i), leading, p);
  rows<T>(b, r, factorS(which, i), leading, q);
  finish<T>(a, p, b, q, floor, true);
}

/** The first rows of v (of `from` rows, p columns) as those of `out` (of `to` rows). */
function rows<T>(out: usize, to: i32, v: usize, from: i32, p: i32): void {
  for (let plane = 0; plane < planes<T>(); plane++) {
    copy(at(out, plane * to * p), at(v, plane * from * p), min(to, from) * p);
  }
}

/** From the shape v (all×columns) for R_s, and the rate-maximal covariance for R_c. */
function begin<T>(v: usize, all: i32, columns: i32): void {
  rows<T>(b, r, v, all, columns);
  judge<T>(all, columns);
}

function beginColumn<T>(v: usize, all: i32, columns: i32, j: i32): void {
  for (let plane = 0; plane < planes<T>(); plane++) {
    for (let i = 0; i < r; i++) set(b, plane * r + i, get(v, (plane * all + i) * columns + j));
  }
  judge<T>(all, 1);
}

/**
 * R_s with one to `most` columns: normal, or in every other start real: Σ z_l c_l^H, z_l a real normal times the phase
 * between element 0 and the array's centre.
 */
function beginRandom<T>(start: i32, all: i32, most: i32): void {
  const columns = min(r, 1 + ((start >> 1) % most)), half = r * columns;
  for (let j = 0; j < columns; j++) {
    complexNormals(normals, at(normals, L), L, 0, 0, start, j, 0, 0);
    for (let i = 0; i < r; i++) {
      let re = get(normals, i), im = get(normals, L + i);
      if (start & 1) {
        re = 0;
        im = 0;
        for (let l = 0; l < L; l++) {
          const z = get(normals, l), phase = transmitPhase(l);
          const x = z * NativeMath.cos(phase), y = z * NativeMath.sin(phase);
          const c = get(span, l * r + i), d = -get(span, (L + l) * r + i);
          re += x * c - y * d;
          im += x * d + y * c;
        }
      }
      set(b, i * columns + j, re);
      set(b, half + i * columns + j, im);
    }
  }
  judge<T>(all, columns);
}

/** From R_s of pair i of FINISHED, changed. */
function beginAround<T>(i: i32, start: i32, all: i32): void {
  const q = rankS(list.FINISHED, i), v = factorS(list.FINISHED, i), half = r * q;
  const size = Math.sqrt((CHANGE * trace<T>(v, q)) / r);
  for (let j = 0; j < q; j++) {
    complexNormals(normals, at(normals, L), L, 0, 0, start, j, 0, 0);
    for (let k = 0; k < r; k++) {
      const entry = k * q + j;
      set(b, entry, get(v, entry) + size * get(normals, k));
      set(b, half + entry, get(v, half + entry) + size * get(normals, L + k));
    }
  }
  judge<T>(all, q);
}

/** A few steps from b (r×q) beside the rate-maximal covariance. */
function judge<T>(all: i32, q: i32): void {
  const p = ends.maxRank;
  rows<T>(a, r, ends.maxV, all, p);
  if (!share<T>(a, p, b, q, floor, HALF, SHOWN * SHOWN)) return;
  countNewton(polish<T>(a, p, b, q, floor, couplesDevices() ? TRIAL_COUPLED : TRIAL, SHOWN));
  list.keep<T>(list.TRIALS, objectiveAfter<T>(b, q), a, p, b, q);
}
