/**
 * Samples, likelihood and its derivatives against (9) written out sample by sample. The generator is shared, so that
 * both sides have the same symbols and the same noise; everything after it is independent.
 */
import { describe, expect, test } from 'vitest';
import type { LineArray, Scenario, ScenarioInput } from '../../bindings/types.js';
import { model } from '../../bindings/verify/index.js';
import { Probes } from '../support/probes.js';
import { complete, randomDesign, seeded } from '../verify/helpers.js';

type Complex = [number, number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const plus = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];

const STREAM = 0x7369676e;
const shapes: Record<string, (u: number) => number> = {
  cosine: (u) => Math.SQRT2 * Math.cos((Math.PI * u) / 2),
  ramp: (u) => Math.sqrt(3) * (1 - u),
};

const two: ScenarioInput = {
  transmitter: { antennas: 3 },
  receiver: { antennas: 4, orientation: 70 },
  devices: [{ position: [1.2, -0.4] }, { position: [1.7, 0.3], symbol: 0.6 }],
  symbolCount: 6,
};
const circle = { shape: 'circle', antennas: 5, radius: 0.6 } as const;
const scenes: Record<string, ScenarioInput> = {
  'one device': { ...two, devices: [two.devices[0]], symbolCount: 4 },
  'two devices, ramp': { ...two, pulse: 'ramp' },
  'delays several symbols apart': { ...two, symbolDuration: 1e-9 },
  'more than half a wavelength between antennas': {
    ...two,
    receiver: { ...(two.receiver as LineArray), spacing: 0.8 },
  },
  'amplitudes unknown, circle': { ...two, receiver: circle, unknown: 'amplitudes' },
  'reflections unknown': { ...two, unknown: 'reflections' },
  'reflections unknown, elements': {
    ...two,
    receiver: { position: [1.9, -1.2], elements: [[0.3, 0], [-0.2, 0.4], [0, 1], [0.7, -0.1]] },
    unknown: 'reflections',
  },
  'reflections unknown, grid in space': {
    ...two,
    transmitter: { antennas: 3, position: [0, 0, 0] },
    receiver: { shape: 'grid', rows: 2, columns: 3, spacing: 0.5, position: [2, -1.5, 0.4] },
    devices: [{ position: [1.2, -0.4, 0.2] }, { position: [1.7, 0.3, -0.3], symbol: 0.6 }],
    unknown: 'reflections',
  },
}; // prettier-ignore

/** Degrees by which true phases may differ from the model's. */
const spread = 40;

describe.each(Object.entries(scenes))('%s', (_, input) => {
  const scenario = complete(input);
  const scene = model(scenario);
  const { devices, symbolCount: N, symbolDuration } = scene;
  const { unknown } = scenario;
  const Mr = scene.receiveAntennas;
  const V = randomDesign(scene, seeded(3), 2);
  const p = V.re[0].length;
  const probes = new Probes();
  const { call } = probes;
  expect(probes.load(scenario, 'coupled', 'delay', 'complex')).toBe(0);
  const factor = call.simulationFactor(p);
  new Float64Array(call.memory.buffer, factor, 2 * 3 * p).set([...V.re.flat(), ...V.im.flat()]);
  const [K, offset] = probes.values(call.prepareTrials(factor, p, 5, spread, 42, 7), 4);
  const slots = N + call.samplingShifts() - 1;
  call.receive(9, 42, 7);

  const normals = (count: number, from: number, purpose: number): Complex[] =>
    probes.scoped(() => {
      const [re, im] = [probes.room(count), probes.room(count)];
      call.complexNormals(re, im, count, from, purpose, 9, STREAM, 42, 7);
      const [x, y] = [probes.values(re, count), probes.values(im, count)];
      return x.map((value, i): Complex => [value, y[i]]);
    });
  // Symbols: normal deviates with rows made orthonormal, times √N.
  const w = Array.from({ length: p }, (_, j) => normals(p * N, 0, 0).slice(j * N, (j + 1) * N));
  w.forEach((row, a) => {
    for (let twice = 0; twice < 2; twice++) {
      for (let b = 0; b < a; b++) {
        const along = w[b].reduce<Complex>((sum, [x, y], k) => plus(sum, times([x, -y], row[k])), [0, 0]);
        row.forEach((z, k) => (row[k] = plus(z, times([-along[0] / N, -along[1] / N], w[b][k]))));
      }
      const norm = Math.sqrt(row.reduce((sum, [x, y]) => sum + x * x + y * y, 0) / N);
      row.forEach(([x, y], k) => (row[k] = [x / norm, y / norm]));
    }
  });
  // x_k = V w_k, what each device makes of it, and the noise, all in W^½ of one sample's noise.
  const level = Math.sqrt(K * scene.noise);
  const streams = devices.map(({ amplitude, transmit }) =>
    Array.from({ length: N }, (_, k): Complex => {
      let sum: Complex = [0, 0];
      for (let j = 0; j < p; j++) {
        let gain: Complex = [0, 0];
        transmit.re.forEach(
          (re, m) => (gain = plus(gain, times([re, transmit.im[m]], [V.re[m][j], V.im[m][j]]))),
        );
        sum = plus(sum, times(gain, w[j][k]));
      }
      return [(amplitude * sum[0]) / level, (amplitude * sum[1]) / level];
    }),
  );
  const origin = call.samplingOrigin();
  const elements = elementsOf(scenario);
  const receiver = [...scenario.receiver.position, 0].slice(0, 3);
  const directions = scenario.devices[0].position.length - 1;
  type Vector = readonly number[];
  const inner = (a: Vector, b: Vector) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  /** Delays (symbols since the origin), and directions as unit vectors. */
  interface Place {
    v: number;
    u: Vector;
  }
  /** The echo of each device at such places; of known reflections. */
  const echoes = (places: readonly Place[]): Complex[][] =>
    places.map(({ v, u }, l) => {
      const out: Complex[] = [];
      for (let slot = 0; slot < slots; slot++) {
        for (let i = 0; i < K; i++) {
          for (let m = 0; m < Mr; m++) {
            const phase = 2 * Math.PI * inner(elements[m], u);
            const k = Math.floor(slot + (i + offset) / K - v);
            const g = shapes[scenario.pulse as string](slot + (i + offset) / K - v - k);
            const stream: Complex = k >= 0 && k < N ? streams[l][k] : [0, 0];
            out.push(times([g * Math.cos(phase), g * Math.sin(phase)], stream));
          }
        }
      }
      return out;
    });
  const truth = devices.map(({ delay }, l): Place => {
    const to = [...scenario.devices[l].position, 0].slice(0, 3).map((x, i) => x - receiver[i]);
    return { v: delay / symbolDuration - origin, u: to.map((x) => x / Math.hypot(...to)) };
  });
  const turns = probes.values(call.reflectionTurnsAt(), 2 * devices.length);
  const y = echoes(truth)
    .map((echo, l) => echo.map((z) => times([turns[l], turns[devices.length + l]], z)))
    .reduce((sum, echo) => sum.map((z, n) => plus(z, echo[n])));
  for (let slot = 0; slot < slots; slot++) {
    normals(K * Mr, slot * K * Mr, 1).forEach(
      (z, i) => (y[slot * K * Mr + i] = plus(y[slot * K * Mr + i], z)),
    );
  }
  /** Re ⟨a, b⟩ */
  const product = (a: readonly Complex[], b: readonly Complex[]) =>
    a.reduce((sum, [re, im], n) => sum + re * b[n][0] + im * b[n][1], 0);
  const energy = (z: readonly Complex[]) => product(z, z);
  const turned = (z: readonly Complex[]) => z.map(([re, im]): Complex => [-im, re]);
  const less = (a: readonly Complex[], s: number, b: readonly Complex[]) =>
    a.map(([re, im], n): Complex => [re - s * b[n][0], im - s * b[n][1]]);
  /** What is left of `z` besides all that unknown reflections could do (Gram–Schmidt, twice). */
  const without = (z: Complex[], places: readonly Place[]): Complex[] => {
    if (unknown === 'none') return z;
    const spans = echoes(places).flatMap((echo) =>
      unknown === 'amplitudes' ? [echo] : [echo, turned(echo)],
    );
    const basis: Complex[][] = [];
    const rest = (x: Complex[]) => {
      for (let twice = 0; twice < 2; twice++) for (const b of basis) x = less(x, product(b, x), b);
      return x;
    };
    for (const span of spans) {
      const left = rest(span);
      const size = Math.sqrt(energy(left));
      basis.push(left.map(([re, im]): Complex => [re / size, im / size]));
    }
    return rest(z);
  };
  const total = (places: readonly Place[]) =>
    echoes(places).reduce((sum, echo) => sum.map((z, n) => plus(z, echo[n])));
  /** |y|² − |y − Σ z μ|² of the likeliest z. */
  const naive = (places: readonly Place[]) =>
    energy(y) - energy(unknown === 'none' ? less(y, 1, total(places)) : without(y, places));
  const core = (places: readonly Place[]) => {
    call.startAtTruth();
    const flat = [...places.map(({ v }) => v), ...places.flatMap(({ u }) => u)];
    new Float64Array(call.memory.buffer, call.unknownsAt(), flat.length).set(flat);
    return call.logLikelihood();
  };
  /** Tangents of u: in the plane u turned by +90°, in space azimuth and elevation. */
  const tangents = ([x, y, z]: Vector): Vector[] => {
    const level = Math.hypot(x, y);
    if (directions === 1) return [[-y, x, 0]];
    return [[-y / level, x / level, 0], [(-z * x) / level, (-z * y) / level, level]]; // prettier-ignore
  };
  /** The places with unknown a moved: all delays, then first and second directions. */
  const moved = (places: readonly Place[], a: number, by: number) =>
    places.map(({ v, u }, l): Place => {
      if (a % places.length !== l) return { v, u };
      if (a < places.length) return { v: v + by, u };
      const e = tangents(u)[Math.floor(a / places.length) - 1];
      return { v, u: u.map((x, i) => x * Math.cos(by) + e[i] * Math.sin(by)) };
    });
  const random = seeded(17);
  let elsewhere = truth;
  for (let a = 0; a < (1 + directions) * truth.length; a++)
    elsewhere = moved(elsewhere, a, a < truth.length ? 0.05 * random() : 0.3 * (random() - 0.5));

  test('the samples have the energy of (9)', () => {
    expect(call.sampleEnergy() / energy(y)).toBeCloseTo(1, 11);
  });

  test('likelihood at the truth and elsewhere', () => {
    for (const places of [truth, elsewhere]) {
      expect(Math.abs(core(places) - naive(places)) / energy(y)).toBeLessThan(1e-11);
    }
  });

  test('gradient and information by differences', () => {
    core(elsewhere);
    const n = (1 + directions) * truth.length;
    const gradient = probes.values(call.likelihoodGradientAt(), n);
    const information = probes.values(call.likelihoodInformationAt(), n * n);
    const coefficients = probes.values(call.coefficientsAt(), 2 * truth.length);
    const h = 1e-5;
    /** What moves with each unknown, and what unknown reflections leave of that. */
    const slopes = gradient.map((_, a) => {
      const l = a % truth.length;
      const [after, before] = [h, -h].map((by) => echoes(moved(elsewhere, a, by))[l]);
      return less(after, 1, before).map(([re, im]) =>
        times([coefficients[l], coefficients[truth.length + l]], [re / (2 * h), im / (2 * h)]),
      );
    });
    const left = slopes.map((slope) => without(slope, elsewhere));
    for (let a = 0; a < n; a++) {
      const expected = (naive(moved(elsewhere, a, h)) - naive(moved(elsewhere, a, -h))) / (2 * h);
      const size = Math.sqrt(2 * energy(slopes[a]));
      expect(Math.abs(gradient[a] - expected) / (size * Math.sqrt(energy(y)))).toBeLessThan(1e-7);
      for (let b = 0; b < n; b++) {
        const scale = size * Math.sqrt(2 * energy(slopes[b]));
        expect(Math.abs(information[a * n + b] - 2 * product(left[a], slopes[b])) / scale).toBeLessThan(1e-7);
      }
    }
  });
});

/** Positions of the receiver's elements, wavelengths, written out. */
function elementsOf({ receiver }: Scenario): number[][] {
  if ('elements' in receiver) return receiver.elements.map((p) => [...p, 0].slice(0, 3));
  const turn = (receiver.orientation * Math.PI) / 180;
  const at = (along: number, across: number, up = 0) => [
    along * Math.cos(turn) - across * Math.sin(turn),
    along * Math.sin(turn) + across * Math.cos(turn),
    up,
  ];
  if (receiver.shape === 'circle') {
    const { antennas, radius } = receiver;
    const angle = (m: number) => (2 * Math.PI * m) / antennas;
    return Array.from({ length: antennas }, (_, m) =>
      at(radius * Math.cos(angle(m)), radius * Math.sin(angle(m))),
    );
  }
  if (receiver.shape === 'grid') {
    const { rows, columns, spacing } = receiver;
    const [level, upright] = typeof spacing === 'number' ? [spacing, spacing] : spacing;
    return Array.from({ length: rows * columns }, (_, m) =>
      at(
        level * ((m % columns) - (columns - 1) / 2),
        0,
        upright * (Math.floor(m / columns) - (rows - 1) / 2),
      ),
    );
  }
  return Array.from({ length: receiver.antennas }, (_, m) => at(m * receiver.spacing, 0));
}
