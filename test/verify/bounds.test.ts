import { expect, test } from 'vitest';
import type { Fidelity, ScenarioInput } from '../../bindings/types.js';
import { boundsOf, kappas, lmiOf, model, rateOf, type BoundsAt } from '../../bindings/verify/index.js';
import { complete, fixture, matchedBeam, randomDesign, seeded } from './helpers.js';

const parts = ['total', 'delay', 'angle', 'position'] as const;

test('one device: the matched beam has the fixture’s rate and bounds', () => {
  const { scenario, expected } = fixture('scenario-1');
  const scene = model(complete(scenario));
  const V = matchedBeam(scene);
  expect(Math.abs(rateOf(scene, V) / expected.maxRate - 1)).toBeLessThan(1e-11);
  const { crb } = boundsOf(scene, V, expected.fidelity);
  for (const part of parts) expect(Math.abs(crb[part]! / expected.crbFree[part] - 1)).toBeLessThan(1e-9);
});

test('one device: coupled is decoupled, and printed is 1.396 times that', () => {
  const scene = model(complete(fixture('scenario-1').scenario));
  const V = randomDesign(scene, seeded(1), 2);
  const [printed, decoupled, coupled] = (['printed', 'decoupled', 'coupled'] as const).map(
    (fidelity) => boundsOf(scene, V, fidelity).crb,
  );
  for (const part of parts) expect(Math.abs(coupled[part]! / decoupled[part]! - 1)).toBeLessThan(1e-12);
  expect(printed.delay! / decoupled.delay!).toBeCloseTo(1.396, 3);
  expect(printed.angle! / decoupled.angle!).toBeCloseTo(1.396, 3);
});

test('the printed bounds are (26)–(27)', () => {
  const scene = model(complete(fixture('few-devices').scenario));
  const V = randomDesign(scene, seeded(2), 3);
  const { energy, bandwidth, edge } = scene.pulse;
  const { devices } = boundsOf(scene, V, 'printed');
  const unit = kappas(scene, 'decoupled', 'delay');
  scene.devices.forEach((device, l) => {
    const q = unit[l] / boundsOf(scene, V, 'decoupled').devices[l]!.delay!;
    const [f, g, h] = [8 * q, 28 * q, 140 * q];
    const common = energy ** 2 * bandwidth * f * h - edge ** 2 * g ** 2;
    const c = 1 / device.wavenumber ** 2;
    expect(devices[l]!.delay! / ((energy * h) / common / device.xi)).toBeCloseTo(1, 11);
    expect(devices[l]!.angle! / ((energy * bandwidth * f * c) / common / device.xi)).toBeCloseTo(1, 11);
  });
});

test('the Jacobian of the position inverts that of delay and angle', () => {
  for (const scenario of [fixture('few-devices').scenario, fixture('turned-arrays').scenario]) {
    const completed = complete(scenario);
    model(completed).devices.forEach((device, l) => {
      const step = 1e-6;
      const [x, y] = completed.devices[l].position;
      const moved = (dx: number, dy: number) => {
        const devices = completed.devices.map((d, i) =>
          i === l ? { ...d, position: [x + dx, y + dy] as [number, number] } : d,
        );
        const { delay } = model({ ...completed, devices }).devices[l];
        return [
          delay,
          Math.atan2(y + dy - completed.receiver.position[1], x + dx - completed.receiver.position[0]),
        ];
      };
      const column = (dx: number, dy: number) =>
        moved(dx, dy).map((value, i) => (value - moved(-dx, -dy)[i]) / (2 * step));
      const [alongX, alongY] = [column(step, 0), column(0, step)];
      const [[a, b], [c, d]] = device.toPlace!;
      const product = [
        a * alongX[0] + b * alongX[1],
        a * alongY[0] + b * alongY[1],
        c * alongX[0] + d * alongX[1],
        c * alongY[0] + d * alongY[1],
      ];
      product.forEach((value, i) => expect(Math.abs(value - [1, 0, 0, 1][i])).toBeLessThan(1e-6));
    });
  }
});

test('LMI blocks: 0 for right bounds, negative for one that is 1 % too good', () => {
  const scene = model(complete(fixture('few-devices').scenario));
  const V = randomDesign(scene, seeded(3), 2);
  for (const fidelity of ['printed', 'decoupled'] as const) {
    const { devices } = boundsOf(scene, V, fidelity);
    expect(Math.abs(lmiOf(scene, V, fidelity, devices).value!)).toBeLessThan(1e-14);
    for (const part of ['delay', 'angle'] as const) {
      const better = devices.map((d, l) => (l === 2 ? { ...d!, [part]: d![part]! * 0.99 } : d));
      expect(lmiOf(scene, V, fidelity, better).value!).toBeLessThan(-1e-3);
    }
  }
  const { devices } = boundsOf(scene, V, 'coupled');
  expect(Math.abs(lmiOf(scene, V, 'coupled', devices).value!)).toBeLessThan(1e-14);
  const better = devices.map((device) => ({ ...device!, angle: device!.angle! * 0.99 }));
  expect(lmiOf(scene, V, 'coupled', better).value!).toBeCloseTo(-1 / 99, 10);
});

const at = (positions: [number, number][], rest: Partial<ScenarioInput> = {}) =>
  model(complete({ ...rest, devices: positions.map((position) => ({ position })) }));

function bounds(scene: ReturnType<typeof model>, fidelity: Fidelity): BoundsAt {
  return boundsOf(scene, randomDesign(scene, seeded(4), 2), fidelity);
}

test('endfire, one receive antenna, the segment between the arrays: nulls', () => {
  for (const fidelity of ['printed', 'decoupled', 'coupled'] as const) {
    const endfire = bounds(at([[1.2, -0.4], [2, 1]]), fidelity); // prettier-ignore
    expect(endfire.devices[0]!.angle).toBeGreaterThan(0);
    expect(endfire.devices[1]).toMatchObject({ angle: null, position: null });
    expect(endfire.crb).toMatchObject({ total: null, angle: null, position: null });
    expect(endfire.crb.delay).toBeGreaterThan(0);

    const single = bounds(at([[1.2, -0.4], [1.7, 0.3]], { receiver: { antennas: 1 } }), fidelity); // prettier-ignore
    expect(single.crb).toMatchObject({ total: null, angle: null, position: null });
    expect(single.crb.delay).toBeGreaterThan(0);

    const between = bounds(at([[1.2, -0.4], [1, -0.75]]), fidelity); // prettier-ignore
    expect(between.devices[1]).toMatchObject({ position: null });
    expect(between.crb.position).toBeNull();
    expect(between.crb.total).toBeGreaterThan(0);

    const beyond = bounds(at([[1.2, -0.4], [4, -3]]), fidelity); // prettier-ignore
    expect(beyond.crb.position).toBeGreaterThan(0);
  }
});

test('silent devices are left out', () => {
  const { scenario } = fixture('coupled-three');
  const silent = { position: [1.3, 0.2] as [number, number], symbol: 0 };
  const without = model(complete(scenario));
  const scene = model(
    complete({ ...scenario, devices: [scenario.devices[0], silent, ...scenario.devices.slice(1)] }),
  );
  const V = randomDesign(scene, seeded(5), 2);
  expect(scene.silent).toEqual([1]);
  expect(rateOf(scene, V)).toBe(rateOf(without, V));
  for (const fidelity of ['printed', 'decoupled', 'coupled'] as const) {
    const all = boundsOf(scene, V, fidelity);
    expect(all.devices[1]).toBeNull();
    expect(all.crb).toEqual(boundsOf(without, V, fidelity).crb);
  }
});
