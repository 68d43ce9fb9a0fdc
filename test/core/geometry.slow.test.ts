/** Where a device is hardly seen: beside the segment between the arrays, beside the receiver's endfire. */
import type { Decimal } from 'decimal.js';
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { ScenarioInput, TradeoffOptions, Vector2 } from 'isabc';
import { D, pi } from '../support/exact-rate.js';
import { relative } from '../support/fixtures.js';
import { Probes } from '../support/probes.js';

const solver = await loadSolver();
const { call } = new Probes();

/** x as it is: a Decimal made of a number has the digits that it prints with. */
function exactly(x: number): Decimal {
  let halvings = 0;
  for (; !Number.isInteger(x); x *= 2) halvings++;
  return new D(x).div(new D(2).pow(halvings));
}

/** A device among others, with verified bounds. */
function boundsAt(position: Vector2, scenario: Partial<ScenarioInput>, options: TradeoffOptions) {
  const devices = [{ position }, { position: [1.7, 0.9] as Vector2 }, { position: [0.4, -0.9] as Vector2 }];
  const result = solver.tradeoff({ devices, ...scenario }, { points: 3, covariance: true, ...options });
  expect(result.points.map(({ status }) => status)).toEqual(['optimal', 'optimal', 'optimal']);
  expect(verifyResult(result).points.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))).toEqual([]);
  return result.points[1].devices![0]!;
}

/** G of (x, y) to (τ, φ) by rows, the inverse of [(u_T+u_R)^T/c; n^T/d_R], in 60 digits. */
function exactJacobian(position: Vector2, transmitter: Vector2, receiver: Vector2): Decimal[][] {
  const [toT, toR] = [transmitter, receiver].map((from) =>
    position.map((x, i) => exactly(x).minus(exactly(from[i]))),
  );
  const [dT, dR] = [toT, toR].map(([x, y]) => x.pow(2).plus(y.pow(2)).sqrt());
  const [a, b] = toT.map((x, i) => x.div(dT).plus(toR[i].div(dR)).div(299792458));
  const [c, d] = [toR[1].negated(), toR[0]].map((x) => x.div(dR).div(dR));
  const determinant = a.times(d).minus(b.times(c));
  return [[d.div(determinant), b.negated().div(determinant)], [c.negated().div(determinant), a.div(determinant)]]; // prettier-ignore
}

describe('beside the segment between the arrays', () => {
  const pairs: [Vector2, Vector2][] = [
    [[0, 0], [2, -1.5]],
    [[-0.3, 1.7], [3.1, 0.9]],
    [[17.3, -4.1], [21.9, 3.3]],
  ]; // prettier-ignore
  const offsets = [1e-3, 1e-6, 1e-7, 3e-8, 1e-8, 3e-9, -1e-8, -1e-6];
  const cases = pairs.flatMap((arrays) =>
    [0.3, 0.5, 0.9].flatMap((t) => offsets.map((offset) => ({ arrays, t, offset }))),
  );
  test.each(cases)('$arrays at $t, $offset off', ({ arrays: [from, to], t, offset }) => {
    const along = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(...along);
    const at = (i: number) => from[i] + t * along[i] + ((i === 0 ? -1 : 1) * offset * along[1 - i]) / length;
    const position: Vector2 = [at(0), at(1)];
    const scenario = { transmitter: { position: from }, receiver: { position: to } };
    const G = exactJacobian(position, from, to);
    for (const objective of ['position', 'delay'] as const) {
      const bounds = boundsAt(position, scenario, { fidelity: 'decoupled', objective });
      const expected = G.reduce(
        (sum, [g, h]) => sum.plus(g.pow(2).times(bounds.delay!)).plus(h.pow(2).times(bounds.angle!)),
        new D(0),
      );
      expect(relative(bounds.position!, expected.toNumber())).toBeLessThan(1e-13);
    }
    boundsAt(position, scenario, { fidelity: 'printed', objective: 'position' });
    boundsAt(position, scenario, { fidelity: 'coupled', objective: 'delay' });
  });

  test('both semi-axes of the error keep their digits', () => {
    const position: Vector2 = [1 + 0.6e-7, -0.75 + 0.8e-7];
    const scenario = { devices: [{ position }, { position: [1.7, 0.9] as Vector2 }] };
    const result = solver.tradeoff(scenario, { rates: [0], fidelity: 'decoupled', covariance: true });
    const [error] = solver.positionErrors(scenario, result.points[0], { fidelity: 'decoupled' });
    const { delay, angle } = result.points[0].devices![0]!;
    const [[a, b], [c, d]] = exactJacobian(position, [0, 0], [2, -1.5]);
    const area = a.times(d).minus(b.times(c)).abs().times(new D(delay!).times(angle!).sqrt());
    expect(relative(error!.semiAxes[0] * error!.semiAxes[1], area.toNumber())).toBeLessThan(1e-10);
  });
});

describe("beside the receiver's endfire", () => {
  // the axis of an array turned by a number of degrees whose sine is none of f64's
  const cases = [90, 37, 123.456, -71.3, 211].flatMap((orientation) =>
    [1e-3, 1e-6, 1e-7, 1e-8, 3e-9].map((offset) => ({ orientation, offset })),
  );
  test.each(cases)('$orientation° turned, $offset off', ({ orientation, offset }) => {
    const receiver: Vector2 = [2, -1.5];
    const turn = (orientation * Math.PI) / 180;
    const position: Vector2 = [
      receiver[0] + 0.75 * (Math.cos(turn) - offset * Math.sin(turn)),
      receiver[1] + 0.75 * (Math.sin(turn) + offset * Math.cos(turn)),
    ];
    const [x, y] = position.map((at, i) => exactly(at).minus(exactly(receiver[i])));
    const exact = pi.times(exactly(orientation)).div(180);
    const cosine = x
      .times(exact.sin())
      .minus(y.times(exact.cos()))
      .div(x.pow(2).plus(y.pow(2)).sqrt());
    for (const objective of ['angle', 'delay'] as const) {
      const bounds = boundsAt(position, { receiver: { position: receiver, orientation } }, { fidelity: 'decoupled', objective }); // prettier-ignore
      // CRB(φ)/CRB(τ) = F̄² S0/(S2 k²), eight antennas half a wavelength apart
      const k2 = pi.times(cosine).pow(2);
      const expected = pi.div(2).div(5e-7).pow(2).times(8).div(140).div(k2);
      expect(relative(bounds.angle! / bounds.delay!, expected.toNumber())).toBeLessThan(1e-13);
    }
    boundsAt(position, { receiver: { position: receiver, orientation } }, { fidelity: 'coupled' });
  });
});

test('sine and cosine of degrees to 30 digits, exact at quarter turns', () => {
  const degrees = [0, 1, 30, 37.5, 44.9, 45, 45.1, 60, 89.9999, 90, 91, 135, 135.1, 170, 180, 225, 269, 270, 315.5, 359, 360, 361, 723.25, 1e-12, 1e6 + 0.1]; // prettier-ignore
  for (const x of degrees.flatMap((d) => [d, -d])) {
    const exact = pi.times(exactly(x)).div(180);
    for (const [found, expected] of [
      [call.exactCosine, exact.cos()],
      [call.exactSine, exact.sin()],
    ] as const) {
      const hi = found(x);
      const error = exactly(hi).plus(exactly(call.exactRest())).minus(expected).abs();
      expect(error.toNumber(), String(x)).toBeLessThanOrEqual(1e-30 * Math.abs(hi) + 1e-55);
    }
  }
});
