/**
 * How far apart two right programs may be in a bound: what computing it in double precision leaves open, u = 2^-53.
 *
 * Beams. An entry of a_t is off by its phase's rounding, and a_t^T V sums M_t terms: b_l = V^H a_t,l^* is off by a vector
 * of at most η ‖a_t‖ ‖V‖, η = (2π·spacing·(M_t−1) + M_t + 4) u. That is β_l = η sqrt(M_t Tr R/q_l) of its length sqrt(q_l):
 * much for a device in a null of the beam. Bounds that are κ/q_l are off by 2β_l of themselves.
 *
 * Coupled. A bound is v = g^T J^-1 g, and dJ moves it by −x^T dJ x, x = J^-1 g. J is a Gram matrix of signals, one for
 * each unknown p, of length sqrt(J_pp):
 *  - beams off by β_p move these signals: ‖Σ x_p dσ_p‖ ≤ t = Σ β_p sqrt(J_pp) |x_p| beside ‖Σ x_p σ_p‖ = sqrt(v), and v
 *    by 2 t sqrt(v);
 *  - the sums of an entry, over antennas, nodes of the pulse's quadrature and columns of V, are each right to their
 *    number of terms times u of their Cauchy–Schwarz bound, so that |dJ_pq| ≤ ε sqrt(J_pp J_qq), and v moves by ε s²,
 *    s = Σ sqrt(J_pp) |x_p|. A Cholesky factor of n unknowns is exact for a J that is off in the same way by (n + 1) u.
 * s²/v is 1 for a device on its own and up to n over the smallest eigenvalue of the scaled J for those that are hard to
 * tell apart: each device has its own conditioning. (Inverting the triangle costs n u over the square root of that
 * eigenvalue, for which the 1e-8 of every comparison has room.)
 *
 * Both programs round, so each of these counts twice. The sines and delays themselves are off by the same in all
 * entries that they appear in: that is what the shaken models show (rounding.ts).
 */
import type { ComplexMatrix, DeviceBounds } from '../types.js';
import { boundsOf, ownPlaces, totalled, type BoundsAt } from './bounds.js';
import type { Context } from './checks.js';
import { fisher, parameters } from './coupled.js';
import { invertPositive, squaredNorm, squares, unitRoundoff } from './linalg.js';
import type { Model } from './model.js';
import { directedPowers } from './rate.js';
import { roundingOf } from './rounding.js';

/** For every bound at R = V V^H, V: M_t×p in sqrt(W), what rounding leaves open of it, in its own unit. */
export function boundsRounding({ model, shaken, fidelity }: Context, V: ComplexMatrix): BoundsAt {
  const own = boundsOf(model, V, fidelity);
  const others = shaken.map((other) => boundsOf(other, V, fidelity));
  const beams = beamRounding(model, V);
  const arithmetic =
    fidelity === 'coupled' || (fidelity === 'decoupled' && !model.papers)
      ? informationRounding(model, V, beams, fidelity === 'coupled')
      : separateRounding(model, own, beams);
  const active = model.devices.map(({ index }, l) => {
    const part = (key: keyof DeviceBounds) => {
      const value = own.devices[index]![key];
      if (value === null) return null;
      return 2 * arithmetic[l][key]! + roundingOf(others, value, (other) => other.devices[index]![key]!);
    };
    return { delay: part('delay'), angle: part('angle'), position: part('position') };
  });
  return totalled(model, active);
}

/** β_l for each device that is not silent. */
function beamRounding(model: Model, V: ComplexMatrix): number[] {
  const { transmitAntennas, transmitPhase } = model;
  const entry = (transmitPhase + transmitAntennas + 4) * unitRoundoff;
  const power = squares(V);
  return directedPowers(model, V).map(
    (q, l) => entry * Math.sqrt((squaredNorm(model.devices[l].transmit) * power) / q),
  );
}

function separateRounding(model: Model, own: BoundsAt, beams: number[]): DeviceBounds[] {
  return model.devices.map(({ index }, l) => {
    const part = (value: number | null) => (value === null ? null : 2 * beams[l] * value);
    const { delay, angle, position } = own.devices[index]!;
    return { delay: part(delay), angle: part(angle), position: part(position) };
  });
}

function informationRounding(
  model: Model,
  V: ComplexMatrix,
  beams: number[],
  coupled: boolean,
): DeviceBounds[] {
  const rows = parameters(model);
  const J = fisher(model, V, coupled);
  const inverse = invertPositive(J)!;
  const lengths = J.map((row, p) => Math.sqrt(row[p]));
  const { receiveAntennas, receivePhase, pulse } = model;
  const columns = V.re[0].length;
  // the phases of both steering vectors; the sums over antennas, nodes and columns; Cholesky; products in between
  const roundings = 2 * receivePhase + receiveAntennas + pulse.terms + columns + (rows.length + 1) + 16;
  const entry = roundings * unitRoundoff;
  /** What rounding moves g^T J^-1 g by; x = J^-1 g. */
  const moved = (x: number[], value: number) => {
    let s = 0;
    let t = 0;
    x.forEach((x_p, p) => {
      s += lengths[p] * Math.abs(x_p);
      t += beams[rows[p].device] * lengths[p] * Math.abs(x_p);
    });
    return entry * s * s + 2 * t * Math.sqrt(value);
  };
  return ownPlaces(model).map((places, l) => {
    const { toPlace } = model.devices[l];
    /** That of Σ g^T J^-1 g over columns g on the device's delay and directions. */
    const of = (columns: number[][]) =>
      columns.reduce((sum, g) => {
        const x = rows.map((_, p) => g.reduce((s, value, i) => s + value * inverse[places[i]][p], 0));
        return sum + moved(x, g.reduce((s, value, i) => s + value * x[places[i]], 0)); // prettier-ignore
      }, 0);
    const units = places.map((_, i) => places.map((__, j) => (i === j ? 1 : 0)));
    const delay = of(units.slice(0, 1));
    if (places.length === 1) return { delay, angle: null, position: null };
    return { delay, angle: of(units.slice(1)), position: toPlace === null ? null : of(toPlace) };
  });
}
