/**
 * The Fisher information of every kind of array, channel and unknown against samples: y[n] = Σ_l b_l h_l(directions)
 * c_l Σ_k x_k g(t_n − kΔt − τ_l) + e[n], differentiated numerically by each parameter. Different symbols x_k are
 * independent with covariance R, so that the expectation is exact. And what follows from it in closed form.
 */
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../bindings/input/scenario.js';
import type { ComplexMatrix, ScenarioInput, Unknown } from '../../bindings/types.js';
import { boundsOf, fisher, model, type Model } from '../../bindings/verify/index.js';
import { parameters, type Parameter } from '../../bindings/verify/coupled.js';
import type { ComplexVector } from '../../bindings/verify/linalg.js';
import { normal, randomDesign, seeded } from './helpers.js';

type Point = [number, number, number];
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const turn = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
const random = seeded(16);
const vector = (n: number): ComplexVector => ({
  re: range(n).map(() => normal(random)),
  im: range(n).map(() => normal(random)),
});

const plane = [[1.2, -0.4], [1.7, 0.3]] as [number, number][]; // prettier-ignore
const space = [[1.2, -0.4, 0.3], [1.7, 0.3, 0.9]] as Point[]; // prettier-ignore
const anywhere: Point[] = [[0.1, 0.2, 0], [-0.4, 0.3, 0.5], [0.3, -0.6, 0.1], [0.7, 0.1, -0.4]]; // prettier-ignore
const flat = anywhere.map(([x, y]): [number, number] => [x, y]);

/** Receivers with their elements, spelt out anew. */
const arrays: Record<string, { receiver: ScenarioInput['receiver']; elements: Point[]; inSpace: boolean }> = {
  line: {
    receiver: { antennas: 3, orientation: 70 },
    elements: range(3).map((m): Point => [0.5 * m * turn(70)[0], 0.5 * m * turn(70)[1], 0]),
    inSpace: false,
  },
  circle: {
    receiver: { shape: 'circle', antennas: 5, radius: 0.6, orientation: 20 },
    elements: range(5).map((m): Point => [0.6 * turn(20 + 72 * m)[0], 0.6 * turn(20 + 72 * m)[1], 0]),
    inSpace: false,
  },
  'elements in the plane': {
    receiver: { elements: flat },
    elements: flat.map(([x, y]): Point => [x, y, 0]),
    inSpace: false,
  },
  grid: {
    receiver: {
      shape: 'grid',
      rows: 2,
      columns: 2,
      spacing: [0.5, 0.4],
      orientation: 30,
      position: [2, -1.5, 0.2],
    },
    elements: [-1, 1].flatMap((z) =>
      [-1, 1].map((x): Point => [0.25 * x * turn(30)[0], 0.25 * x * turn(30)[1], 0.2 * z]),
    ),
    inSpace: true,
  },
  'elements in space': {
    receiver: { elements: anywhere, position: [2, -1.5, 0.2] },
    elements: anywhere,
    inSpace: true,
  },
};

const channels: Record<
  string,
  (scenario: ScenarioInput, receive: number, directions: number) => ScenarioInput
> = {
  'line of sight': (scenario) => scenario,
  'its own channels': (scenario, receive, directions) => ({
    ...scenario,
    devices: scenario.devices.map((device) => ({
      ...device,
      channel: {
        transmit: vector(3),
        receive: vector(receive),
        slopes: range(directions).map(() => vector(receive)),
      },
    })),
  }),
  fading: (scenario) => ({ ...scenario, fading: { factorDb: 3, seed: 7 } }),
};

const samples = 128;

/** The mean signal's responses to the symbols, with one parameter of one device moved. */
function mean(scene: Model, l: number, V: ComplexMatrix, moved: Parameter['kind'], by: number): number[] {
  const { amplitude, delay, receive, slopes, transmit } = scene.devices[l];
  const [re, im] = [[...receive.re], [...receive.im]];
  if (typeof moved === 'number') {
    // a line of sight turns; its derivative is all that the model says of other channels
    range(re.length).forEach((m) => {
      re[m] += by * slopes[moved].re[m];
      im[m] += by * slopes[moved].im[m];
    });
  }
  const scale = amplitude * (moved === 'amplitude' ? 1 + by : 1);
  const [c, s] = moved === 'phase' ? [Math.cos(by), Math.sin(by)] : [1, 0];
  const beam = range(V.re[0].length).map((k) => [
    transmit.re.reduce((sum, x, m) => sum + x * V.re[m][k] - transmit.im[m] * V.im[m][k], 0),
    transmit.re.reduce((sum, x, m) => sum + x * V.im[m][k] + transmit.im[m] * V.re[m][k], 0),
  ]);
  const out: number[] = [];
  for (let n = 0; n < 4 * samples; n++) {
    for (let k = 0; k < 2; k++) {
      const u = n / samples - k - (delay + (moved === 'delay' ? by : 0)) / scene.symbolDuration;
      const g = u < 0 || u > 1 ? 0 : scale * Math.SQRT2 * Math.cos((Math.PI * u) / 2);
      re.forEach((x, m) => {
        const [a, b] = [g * (x * c - im[m] * s), g * (x * s + im[m] * c)];
        for (const [p, q] of beam) out.push(a * p - b * q, a * q + b * p);
      });
    }
  }
  return out;
}

describe.each(Object.entries(arrays))('%s', (_, { receiver, elements, inSpace }) => {
  const base: ScenarioInput = {
    transmitter: { antennas: 3, ...(inSpace && { position: [0, 0, 0.1] as Point }) },
    receiver,
    devices: inSpace
      ? [{ position: space[0] }, { position: space[1], symbol: 0.6 }]
      : [{ position: plane[0] }, { position: plane[1], symbol: 0.6 }],
    symbolCount: 2,
  };

  test('slopes of the line of sight are derivatives of the steering vector', () => {
    const scenario = parseScenario(base);
    const scene = model(scenario);
    const from = scenario.receiver.position;
    scenario.devices.forEach(({ position }, l) => {
      const d = range(3).map((i) => (position[i] ?? 0) - (from[i] ?? 0));
      const [level, whole] = [Math.hypot(d[0], d[1]), Math.hypot(...d)];
      const [azimuth, elevation] = [Math.atan2(d[1], d[0]), Math.atan2(d[2], level)];
      const steered = (a: number, e: number) =>
        elements.map(
          (p) => 2 * Math.PI * (Math.cos(e) * (p[0] * Math.cos(a) + p[1] * Math.sin(a)) + p[2] * Math.sin(e)),
        );
      const h = 1e-6;
      // an arc of azimuth is shorter by cos(elevation)
      const arcs = [
        (t: number) => steered(azimuth + (t * whole) / level, elevation),
        (t: number) => steered(azimuth, elevation + t),
      ];
      scene.devices[l].slopes.forEach((slope, i) =>
        slope.re.forEach((re, m) => {
          const [after, before] = [arcs[i](h)[m], arcs[i](-h)[m]];
          expect(re).toBeCloseTo((Math.cos(after) - Math.cos(before)) / (2 * h), 7);
          expect(slope.im[m]).toBeCloseTo((Math.sin(after) - Math.sin(before)) / (2 * h), 7);
        }),
      );
    });
  });

  describe.each(Object.entries(channels))('%s', (__, change) => {
    test.each<Unknown>(['none', 'amplitudes', 'reflections'])('unknown: %s, to 1e-3', (unknown) => {
      const scene = model(parseScenario({ ...change(base, elements.length, inSpace ? 2 : 1), unknown }));
      // half a sample off the grid, so that no jump of the pulse meets a sample
      scene.devices[0].delay = (4.5 / samples) * scene.symbolDuration;
      scene.devices[1].delay = (41.5 / samples) * scene.symbolDuration;
      const V = randomDesign(scene, seeded(5), 2);
      const J = fisher(scene, V);
      const slopes = parameters(scene).map(({ device, kind }) => {
        const by = kind === 'delay' ? (1e-2 / samples) * scene.symbolDuration : 1e-5;
        const before = mean(scene, device, V, kind, -by);
        return mean(scene, device, V, kind, by).map((x, i) => (x - before[i]) / (2 * by));
      });
      const expected = (inSpace ? 3 : 2) * 2 + { none: 0, amplitudes: 2, reflections: 4 }[unknown];
      expect(J).toHaveLength(expected);
      J.forEach((row, i) =>
        row.forEach((x, j) => {
          const sum = slopes[i].reduce((total, value, n) => total + value * slopes[j][n], 0);
          const simulated = (2 * sum) / (samples * scene.noise);
          expect(Math.abs(x - simulated) / Math.sqrt(J[i][i] * J[j][j])).toBeLessThan(1e-3);
        }),
      );
    });
  });
});

test('one device that the receiver does not know: 1.68 times the delay, 3.33 times the angle, whatever element 0 is', () => {
  const at = (unknown: Unknown, receiver = {}) => {
    const scene = model(parseScenario({ devices: [{ position: [1.5, -0.5] }], unknown, receiver }));
    return boundsOf(scene, randomDesign(scene, seeded(3), 8), 'coupled').crb;
  };
  const [S0, S1, S2] = [8, 28, 140];
  const known = at('none');
  const unknown = at('reflections');
  expect(unknown.delay! / known.delay!).toBeCloseTo(1 / (1 - 1 / (Math.PI / 2) ** 2), 10);
  expect(unknown.angle! / known.angle!).toBeCloseTo(1 / (1 - (S1 * S1) / (S0 * S2)), 10);
  // the same line, counted from its middle: with known phases another bound, with unknown ones the same
  const elements = range(8).map((m): [number, number] => [0, 0.5 * (m - 3.5)]);
  expect(at('reflections', { elements }).angle! / unknown.angle!).toBeCloseTo(1, 10);
  expect(at('none', { elements }).angle! / known.angle!).toBeGreaterThan(2);
});
