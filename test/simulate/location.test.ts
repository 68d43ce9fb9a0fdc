/** The localization chain (10)–(13) undoes the geometry, in the plane and in space. */
import { expect, test } from 'vitest';
import type { Position } from '../../bindings/types.js';
import { Probes } from '../support/probes.js';
import { complete, seeded } from '../verify/helpers.js';

const lightSpeed = 299_792_458;

/** `locate` for a delay and a direction; the place where there is one. */
function locate(probes: Probes, delay: number, direction: readonly number[]): number[] | null {
  return probes.scoped(() => {
    const u = probes.room(3);
    new Float64Array(probes.call.memory.buffer, u, 3).set([...direction, 0].slice(0, 3));
    const exists = probes.call.locate(delay, u) === 1;
    return exists ? probes.values(probes.call.locatedAt(), 3) : null;
  });
}

test.each([2, 3])('delay and direction of arrival give the place back, in %i dimensions', (dimensions) => {
  const random = seeded(4);
  const probes = new Probes();
  const within = (size: number) =>
    Array.from({ length: dimensions }, () => size * (random() - 0.5)) as unknown as Position;
  for (let trial = 0; trial < 200; trial++) {
    const [device, transmitter, receiver] = [within(6), within(4), within(4)];
    const scenario = complete({
      transmitter: { position: transmitter, orientation: 360 * random() },
      receiver: { position: receiver, orientation: 360 * random() },
      devices: [{ position: device }],
    });
    expect(probes.load(scenario, 'decoupled', 'delay', 'complex')).toBe(0);
    const between = (a: Position, b: Position) => b.map((x, i) => x - a[i]);
    const distance = (a: Position, b: Position) => Math.hypot(...between(a, b));
    const path = distance(device, transmitter) + distance(device, receiver);
    // between the arrays a place is determined badly
    if (path < 1.05 * distance(transmitter, receiver)) continue;
    const direction = between(receiver, device).map((x) => x / distance(receiver, device));
    const found = locate(probes, path / lightSpeed, direction);
    device.forEach((x, i) => expect(found![i]).toBeCloseTo(x, 9));
  }
});

test('a delay shorter than the direct path has no place', () => {
  const probes = new Probes();
  probes.load(complete({ devices: [{ position: [1, 1] }] }), 'decoupled', 'delay', 'complex');
  expect(locate(probes, 2.49 / lightSpeed, [-1, 0])).toBeNull();
  expect(probes.values(probes.call.locatedAt(), 3)).toEqual([2, -1.5, 0]);
  expect(locate(probes, 2.51 / lightSpeed, [-1, 0])).not.toBeNull();
});
