/** The localization chain (10)–(13) undoes the geometry. */
import { expect, test } from 'vitest';
import type { Vector2 } from '../../bindings/types.js';
import { Probes } from '../support/probes.js';
import { complete, seeded } from '../verify/helpers.js';

const lightSpeed = 299_792_458;

test('delay and angle of arrival give the place back, for arrays in any direction', () => {
  const random = seeded(4);
  const probes = new Probes();
  const within = (size: number): Vector2 => [size * (random() - 0.5), size * (random() - 0.5)];
  for (let trial = 0; trial < 200; trial++) {
    const [device, transmitter, receiver] = [within(6), within(4), within(4)];
    const orientation = 360 * random();
    const scenario = complete({
      transmitter: { position: transmitter, orientation: 360 * random() },
      receiver: { position: receiver, orientation },
      devices: [{ position: device }],
    });
    expect(probes.load(scenario, 'decoupled', 'delay', 'complex')).toBe(0);
    const distance = (a: Vector2, b: Vector2) => Math.hypot(a[0] - b[0], a[1] - b[1]);
    const path = distance(device, transmitter) + distance(device, receiver);
    // angles count from the axis turned by −90°
    const broadside = ((orientation - 90) * Math.PI) / 180;
    const phi = Math.atan2(device[1] - receiver[1], device[0] - receiver[0]) - broadside;
    // between the arrays a place is determined badly
    if (path < 1.05 * distance(transmitter, receiver)) continue;
    expect(probes.call.locate(path / lightSpeed, Math.sin(phi), Math.cos(phi))).toBe(1);
    expect(probes.call.locatedX()).toBeCloseTo(device[0], 9);
    expect(probes.call.locatedY()).toBeCloseTo(device[1], 9);
  }
});

test('a delay shorter than the direct path has no place', () => {
  const probes = new Probes();
  probes.load(complete({ devices: [{ position: [1, 1] }] }), 'decoupled', 'delay', 'complex');
  expect(probes.call.locate(2.49 / lightSpeed, 0, 1)).toBe(0);
  expect([probes.call.locatedX(), probes.call.locatedY()]).toEqual([2, -1.5]);
  expect(probes.call.locate(2.51 / lightSpeed, 0, 1)).toBe(1);
});
