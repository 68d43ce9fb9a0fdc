/** What must not matter in the general model: where space is turned, who is called first, phases nobody knows. */
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import type {
  ArrayGeometry,
  ComplexVector,
  Device,
  Fidelity,
  Objective,
  Position,
  Scenario,
  ScenarioInput,
  Unknown,
} from '../../bindings/types.js';
import { parseScenario } from '../../bindings/input/scenario.js';
import { relative } from '../support/fixtures.js';
import { seeded } from '../verify/helpers.js';

const solver = await loadSolver();
const random = seeded(11);
const vector = (M: number): ComplexVector => ({
  re: Array.from({ length: M }, () => random() - 0.5),
  im: Array.from({ length: M }, () => random() - 0.5),
});

/** Elements of a circle, a grid or a line tilted in space, so that every turn of it can be said. */
const elements = (count: number, place: (m: number) => Position) =>
  Array.from({ length: count }, (_, m) => place(m));
const ring: Position[] = elements(5, (m) => [
  0.6 * Math.cos(1.2566 * m),
  0.6 * Math.sin(1.2566 * m),
  0.2 * (m % 2),
]);
const grid: Position[] = elements(6, (m) => [0.5 * (m % 3), 0.1 * m, 0.5 * Math.floor(m / 3)]);

const space = parseScenario({
  transmitter: { position: [0, 0, 0.2], elements: ring },
  receiver: { position: [2, -1.5, 0], elements: grid },
  devices: [
    { position: [1.5, -0.5, 0.8], symbol: 0.75 },
    { position: [1.1, 0.4, -0.5], weight: 2 },
    { position: [0.3, -1.2, 0.4], symbol: 0.5, channel: { transmit: vector(5) } },
  ],
});

type Asked = { fidelity: Fidelity; objective: Objective };

/** Value, slope and bounds of each device at three floors of the curve. */
function answers(scenario: ScenarioInput, { fidelity, objective }: Asked) {
  const { maxRate, freeRate } = solver.tradeoff(scenario, { fidelity, objective, rates: [0] });
  const rates = [0.2, 0.7, 0.97].map((t) => freeRate! + t * (maxRate! - freeRate!));
  const { points } = solver.tradeoff(scenario, { fidelity, objective, rates });
  expect(points.map(({ status }) => status)).toEqual(['optimal', 'optimal', 'optimal']);
  return { maxRate, points };
}

function expectSame(after: ScenarioInput, before: ScenarioInput, asked: Asked): void {
  const [a, b] = [answers(after, asked), answers(before, asked)];
  expect(relative(a.maxRate!, b.maxRate!)).toBeLessThan(1e-9);
  a.points.forEach(({ value, lowerBound, slope }, i) => {
    expect(relative(value!, b.points[i].value!)).toBeLessThan(2e-8);
    expect(relative(lowerBound!, b.points[i].lowerBound!)).toBeLessThan(2e-8);
    expect(relative(slope!, b.points[i].slope!)).toBeLessThan(1e-5);
  });
}

const asked: Asked[] = [
  { fidelity: 'decoupled', objective: 'sum' },
  { fidelity: 'coupled', objective: 'position' },
];
const unknowns: Unknown[] = ['none', 'reflections'];
const each = asked.flatMap((ask) => unknowns.map((unknown) => ({ ...ask, unknown })));

/** A turn of space by three angles; the azimuth and elevation of every device change with it, their sum does not. */
function turned(scenario: Scenario, [x, y, z]: readonly number[]): Scenario {
  const about =
    (angle: number, [i, j]: [number, number]) =>
    (p: Position): Position => {
      const q = [...p] as Position;
      q[i] = Math.cos(angle) * p[i]! - Math.sin(angle) * p[j]!;
      q[j] = Math.sin(angle) * p[i]! + Math.cos(angle) * p[j]!;
      return q;
    };
  const turn = (p: Position) => about(z, [0, 1])(about(y, [2, 0])(about(x, [1, 2])(p)));
  const array = (a: ArrayGeometry): ArrayGeometry =>
    'elements' in a ? { position: turn(a.position), elements: a.elements.map(turn) } : a;
  return {
    ...scenario,
    transmitter: array(scenario.transmitter),
    receiver: array(scenario.receiver),
    devices: scenario.devices.map((device) => ({ ...device, position: turn(device.position) })),
  };
}

describe.each(each)('$fidelity $objective, unknown: $unknown', ({ unknown, ...ask }) => {
  const scene = { ...space, unknown };

  test.each([[[0, 0, 0.7]], [[0.4, 0, 0]], [[-1.1, 0.9, 2.3]]])('space turned by %j rad', (angles) => {
    expectSame(turned(scene, angles), scene, ask);
  });

  test('devices in another order', () => {
    expectSame({ ...scene, devices: [...scene.devices].reverse() }, scene, ask);
  });

  test('units of weight: the value is multiplied, the rest stays', () => {
    const weighted = scene.devices.map((device) => ({ ...device, weight: 10 * (device.weight ?? 1) }));
    const [a, b] = [answers({ ...scene, devices: weighted }, ask), answers(scene, ask)];
    a.points.forEach(({ value, crb }, i) => {
      expect(relative(value!, 10 * b.points[i].value!)).toBeLessThan(2e-8);
      expect(relative(crb!.delay!, b.points[i].crb!.delay!)).toBeLessThan(1e-3);
    });
  });

  // between devices the phases that echoes have matter, whether the receiver knows them or not
  if (ask.fidelity !== 'decoupled') return;
  test("a phase on any device's channel", () => {
    const turn = ({ re, im }: ComplexVector, x: number): ComplexVector => ({
      re: re.map((a, m) => a * Math.cos(x) - im[m] * Math.sin(x)),
      im: re.map((a, m) => a * Math.sin(x) + im[m] * Math.cos(x)),
    });
    const h = [vector(6), vector(6), vector(6)];
    const slopes = [0, 1, 2].map(() => [vector(6), vector(6)]);
    const own = (phase: (l: number) => number): Device[] =>
      scene.devices.map((device, l) => ({
        ...device,
        channel: {
          ...device.channel,
          receive: turn(h[l], phase(l)),
          slopes: slopes[l].map((d) => turn(d, phase(l))),
        },
      }));
    expectSame({ ...scene, devices: own((l) => 0.9 + 1.7 * l) }, { ...scene, devices: own(() => 0) }, ask);
  });
});

test.each(unknowns)('coupled, unknown: %s: a phase between two devices matters', (unknown) => {
  const channel = (x: number) => ({
    transmit: { re: [Math.cos(x), 0.3, 0, 0, 0.2], im: [Math.sin(x), 0, 0.5, 0, 0] },
  });
  const at = (x: number) =>
    answers(
      {
        ...space,
        unknown,
        devices: space.devices.map((d, l) => (l === 1 ? { ...d, channel: channel(x) } : d)),
      },
      { fidelity: 'coupled', objective: 'position' },
    ).points[0].value!;
  expect(relative(at(1), at(0))).toBeGreaterThan(1e-4);
});

describe('what is known beforehand', () => {
  const places = space.devices.map((device) => ({ ...device, prior: 0.05 }));
  const ask: Asked = { fidelity: 'coupled', objective: 'position' };

  test('no place is worse known than before, nor than without it', () => {
    const [a, b] = [answers({ ...space, devices: places }, ask), answers(space, ask)];
    for (const [i, { devices, value }] of a.points.entries()) {
      for (const device of devices!) expect(device!.position!).toBeLessThanOrEqual(3 * 0.05 ** 2);
      expect(value!).toBeLessThan(b.points[i].value!);
    }
  });

  test('of little worth it changes nothing', () => {
    const vague = space.devices.map((device) => ({ ...device, prior: 1e9 }));
    expectSame({ ...space, devices: vague }, space, ask);
  });

  test('two devices in one place are told apart by it alone', () => {
    const twice = [space.devices[0], space.devices[0]];
    expect(() => solver.tradeoff({ ...space, devices: twice }, ask)).toThrow('same place');
    const { points } = answers(
      { ...space, devices: twice.map((device) => ({ ...device, prior: 0.1 })) },
      ask,
    );
    for (const { devices } of points)
      for (const device of devices!) expect(device!.position!).toBeLessThanOrEqual(3 * 0.1 ** 2);
  });
});

test('a device that the rate-maximal covariance leaves all but dark: the check allows for its rounding', () => {
  const scenario: ScenarioInput = {
    transmitter: { position: [-22.465415559392838, -4.092792441725123], orientation: -102.21816027536988 },
    receiver: { position: [-4.2864358352908845, 18.393301928735553] },
    devices: [
      { position: [-44.73539206380188, 0.7295359923476008] },
      { position: [-50.57591672803097, -5.2018451255579485], symbol: 0.75 },
    ],
    pulse: 'ramp',
    symbolDuration: 1e-6,
    symbolCount: 1000,
    powerDbm: 7.834486234933138,
    noiseDbm: -47.79397497419268,
    clutterDbm: -75.84124621236697,
  };
  const { maxRate } = solver.tradeoff(scenario, { rates: [0], objective: 'position' });
  const { points } = solver.tradeoff(scenario, { rates: [maxRate!], objective: 'position' });
  expect(points[0].status).toBe('boundary');
});
