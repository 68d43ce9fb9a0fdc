// The superposed signal x = x_c + x_s: sensing sees R_s alone, and the rate counts it as interference,
//
//   minimise f(R_s)  subject to  c(R_c + R_s) − c(R_s) ≥ Γ',  Tr(R_c + R_s) = 1,  R_c, R_s ⪰ 0,   c = log det(I + F).
//
// The rate is a difference of concave functions, so the feasible set is not convex. The end is a stationary point, from
// several starts the best of them, and no more is claimed: lower bounds come from interference.ts and from the reused
// optimum. superposed-barrier.ts walks from full covariances to low rank, superposed-rank.ts with superposed-face.ts
// finishes there, superposed-measure.ts says how far from stationary a pair is, and superposed-point.ts keeps the best.

import { at, copy, get, set, zero } from '../../memory';
import { planes } from '../../field';
import { multiplyNH } from '../../linalg/dense';
import { choleskyLower } from '../../linalg/cholesky';
import { r } from '../../model/channel';
import { complexNormals } from '../../random/normal';
import { A, B, barrierSteps, follow, takeBarrier } from './barrier';
import { STATIONARY_GAP, takeMeasure } from './measure';
import { share, superposedRate, takePair } from './pair';
import { communication, gain, pc, ps, sensing, takePoint } from './point';
import { finish, finishByWay, newtonSteps, takeRanks } from './rank';

/** Random starts where no other ends at a stationary point. */
const SCATTERED: i32 = 24;

/** Takes all buffers; they live until the caller releases them. */
export function takeSuperposed<T>(): void {
  takePair<T>();
  takeMeasure<T>();
  takePoint<T>();
  takeRanks<T>();
  takeBarrier<T>();
}

/** Newton steps of both methods. */
export function superposedSteps(): i32 {
  return barrierSteps + newtonSteps;
}

/** Lower Cholesky factor of weight·V V^H + (1 − weight) I/r, V r×columns of trace 1, or of I/r. */
function blend<T>(out: usize, v: usize, columns: i32, weight: f64): void {
  if (columns > 0) multiplyNH<T>(out, v, v, r, columns, r);
  else zero(out, r * r * planes<T>());
  for (let i = 0; i < r * r * planes<T>(); i++) set(out, i, weight * get(out, i));
  const rest = (columns > 0 ? 1 - weight : 1) / <f64>r;
  for (let i = 0; i < r; i++) set(out, i * r + i, get(out, i * r + i) + rest);
  choleskyLower<T>(out, r);
}

/**
 * Starts from the shape of V (r×columns, trace 1; the identity where columns is 0) for R_s and that of the rate-maximal
 * covariance for R_c, and follows the barrier down. The best point over all starts is kept.
 */
export function descend<T>(v: usize, columns: i32, maxV: usize, maxRank: i32, maxRate: f64, rateFloor: f64): void {
  blend<T>(B, v, columns, 0.9);
  for (let mixed: f64 = 0.5; mixed > 1e-14; mixed *= 0.5) {
    blend<T>(A, maxV, maxRank, 1 - mixed);
    if (superposedRate<T>(A, r, B, 0) >= 0.5 * (rateFloor + maxRate)) break;
  }
  if (!share<T>(A, r, B, r, rateFloor, 0.5)) return;
  follow<T>(rateFloor);
}

/**
 * Starts on faces: R_s of rank one along each column of V (r×columns) in turn, as for given powers q a sensing signal
 * of rank one interferes least; R_c near the rate-maximal covariance.
 */
export function descendAlong<T>(
  v: usize, columns: i32, maxV: usize, maxRank: i32, maxRate: f64, rateFloor: f64,
): void {
  for (let j = 0; j < columns; j++) {
    const mixed = 0.1 * (1 - rateFloor / maxRate);
    blend<T>(A, maxV, maxRank, 1 - mixed);
    for (let i = 0; i < r * planes<T>(); i++) set(B, i, get(v, i * columns + j));
    if (share<T>(A, r, B, 1, rateFloor, 0.5)) finish<T>(A, r, B, 1, rateFloor);
  }
}

/** Once more from the point found, by way of a floor nearer to each end. */
export function wander<T>(maxRate: f64, rateFloor: f64): void {
  if (pc == 0 || ps == 0) return;
  for (let turn = 0; turn < 2; turn++) {
    const there = 0.5 * (rateFloor + (turn == 0 ? maxRate : 0));
    finishByWay<T>(communication, pc, sensing, ps, there, rateFloor);
  }
}

/** From random shapes of rank one and two for R_s, beside the rate-maximal covariance, until one is stationary. */
export function scatter<T>(maxV: usize, maxRank: i32, rateFloor: f64): void {
  for (let start = 0; start < SCATTERED && !(gain <= STATIONARY_GAP); start++) {
    const columns = min(r, 1 + (start & 1)), count = r * columns;
    copy(A, maxV, r * maxRank * planes<T>());
    complexNormals(B, at(B, count), count, 0, 0, start, 0, 0, 0);
    if (share<T>(A, maxRank, B, columns, rateFloor, 0.5)) finish<T>(A, maxRank, B, columns, rateFloor);
  }
}
