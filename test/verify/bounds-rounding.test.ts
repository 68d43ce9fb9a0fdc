/** What the verifier allows for in each bound: the truth lies within it, and a wrong number does not. */
import { readFileSync } from 'node:fs';
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix, DeviceBounds, Point, Scenario, ScenarioInput } from 'isabc';
import { boundsOf, model } from '../../bindings/verify/index.js';
import { boundsRounding } from '../../bindings/verify/bounds-rounding.js';
import type { Context } from '../../bindings/verify/checks.js';
import { shakenModels } from '../../bindings/verify/rounding.js';
import { exactCovariance } from '../support/exact-bounds.js';

const solver = await loadSolver();
const hard = JSON.parse(readFileSync(new URL('../hard/cases.json', import.meta.url), 'utf8')) as {
  name: string;
  scenario: ScenarioInput;
}[];

/** Twelve devices of which two are 1e3 times harder to tell apart than the others. Case 54920 of the fuzz, seed 1. */
const cluster = hard.find(({ name }) => name.startsWith('coupled, two devices far harder'))!.scenario;
/** At the largest rate three of the four get 1e-11 of the power. Case 11140 of the fuzz, seed 1. */
const shadowed: ScenarioInput = {
  transmitter: {
    position: [7.88066892012376, -6.754863982810313],
    antennas: 11,
    orientation: -21.795703461393714,
  },
  receiver: {
    position: [0.8488554293856065, 0.26009276367265954],
    antennas: 9,
    orientation: 124.91157277487218,
  },
  devices: [
    { position: [4.877822650378718, -14.26414831124685], symbol: 1 },
    { position: [6.292284821506119, -14.689511032422999], symbol: 0.25 },
    { position: [7.807250232601639, -15.6661631187762], symbol: 0.4020845214888391 },
    { position: [10.177042304641375, -18.289001422533595], symbol: 1 },
  ],
  pulse: 'cosine',
  symbolDuration: 1e-8,
  symbolCount: 16,
  powerDbm: 39.8613251093775,
  noiseDbm: -41.67164874728769,
  clutterDbm: -67.57716171210632,
};
const pair: ScenarioInput = {
  devices: [{ position: [1.2, -0.4] }, { position: [1.6, 0.1], symbol: 0.5 }],
};

/** The points of a scene at shares of the largest rate; 1: the boundary. */
function solved(scenario: ScenarioInput, shares: number[]) {
  const options = { fidelity: 'coupled', covariance: true } as const;
  const { maxRate } = solver.tradeoff(scenario, { ...options, points: 1 });
  return solver.tradeoff(scenario, { ...options, rates: shares.map((t) => t * maxRate!) });
}

const keys = ['delay', 'angle', 'position'] as const;

describe.each([
  ['two devices apart', pair, [0.5], 1e-12],
  ['two far harder to tell apart', cluster, [0.5], 1e-6],
  ['three in a null of the beam', shadowed, [0.5, 1], 1e-7],
] as const)('%s', (_, scenario, shares, largest) => {
  const result = solved({ ...scenario, pulse: 'cosine' }, [...shares]);
  const context = (scene: Scenario) =>
    ({ model: model(scene), shaken: shakenModels(scene), fidelity: 'coupled' }) as unknown as Context;
  const { model: ours, shaken, fidelity } = context(result.scenario);
  const rounding = (factor: ComplexMatrix) =>
    boundsRounding({ model: ours, shaken, fidelity } as Context, factor);

  test('both programs are within the allowance of the bounds in 60 digits', () => {
    for (const { factor, devices } of result.points) {
      const own = boundsOf(ours, factor!, 'coupled').devices;
      const open = rounding(factor!).devices;
      const exact = exactDevices(result.scenario, factor!);
      ours.devices.forEach(({ index }, l) => {
        for (const key of keys) {
          // a few roundings of the scale that all entries share come on top
          const most = open[index]![key]! + 1e-13 * exact[l][key]!;
          expect(Math.abs(own[index]![key]! - exact[l][key]!)).toBeLessThan(most);
          expect(Math.abs(devices![index]![key]! - exact[l][key]!)).toBeLessThan(most);
          expect(open[index]![key]! / exact[l][key]!).toBeLessThan(largest);
        }
      });
    }
  });

  /** G C G^T and its parts for each device, rounded at the end only. */
  function exactDevices(scene: Scenario, factor: ComplexMatrix): DeviceBounds[] {
    const active = scene.devices.filter(({ symbol }) => symbol > 0);
    const C = exactCovariance({ ...scene, devices: active }, factor);
    return ours.devices.map(({ toPlace }, l) => {
      const [tau, phi] = [l, l + ours.devices.length];
      const position = toPlace!
        .map(([g, h]) =>
          C[tau][tau]
            .times(g * g)
            .plus(C[tau][phi].times(2 * g * h))
            .plus(C[phi][phi].times(h * h)),
        )
        .reduce((a, b) => a.plus(b));
      return { delay: C[tau][tau].toNumber(), angle: C[phi][phi].toNumber(), position: position.toNumber() };
    });
  }
});

test('each device has its own conditioning', () => {
  const { scenario, points } = solved(cluster, [0.5]);
  const context = { model: model(scenario), shaken: shakenModels(scenario), fidelity: 'coupled' };
  const open = boundsRounding(context as unknown as Context, points[0].factor!).devices;
  const share = (l: number) => open[l]!.delay! / points[0].devices![l]!.delay!;
  expect(share(1)).toBeGreaterThan(1e-8);
  expect(share(4)).toBeLessThan(share(1) / 50);
});

describe('a result with such devices', () => {
  const tampered = (scenario: ScenarioInput, share: number, change: (point: Point) => void) => {
    const result = solved(scenario, [share]);
    change(result.points[0]);
    const { points } = verifyResult(result);
    return points[0].checks.filter(({ ok }) => !ok).map(({ name }) => name);
  };

  test.each([
    ['cluster', cluster, 0.5],
    ['null of the beam', shadowed, 1],
  ] as const)('%s: is verified as it is', (_, scenario, share) => {
    expect(tampered(scenario, share, () => {})).toEqual([]);
  });

  test.each([
    ['cluster, a device that is easy to tell apart', cluster, 0.5, 4, 3e-8],
    ['cluster, one that is not', cluster, 0.5, 1, 3e-6],
    ['null of the beam, the device that is lit', shadowed, 1, 0, 5e-8],
    ['null of the beam, one that is not', shadowed, 1, 1, 3e-7],
  ] as const)('%s: not if its delay is off', (_, scenario, share, device, error) => {
    expect(tampered(scenario, share, ({ devices }) => (devices![device]!.delay! *= 1 + error))).toContain(
      'crb',
    );
    expect(tampered(scenario, share, ({ devices }) => (devices![device]!.delay! *= 1 - error))).toContain(
      'crb',
    );
  });
});
