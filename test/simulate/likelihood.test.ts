/**
 * Samples, likelihood and its derivatives against (9) written out sample by sample. The generator is shared, so that
 * both sides have the same symbols and the same noise; everything after it is independent.
 */
import { describe, expect, test } from 'vitest';
import type { LineArray, ScenarioInput } from '../../bindings/types.js';
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
const scenes: Record<string, ScenarioInput> = {
  'one device': { ...two, devices: [two.devices[0]], symbolCount: 4 },
  'two devices, ramp': { ...two, pulse: 'ramp' },
  'delays several symbols apart': { ...two, symbolDuration: 1e-9 },
  'more than half a wavelength between antennas': {
    ...two,
    receiver: { ...(two.receiver as LineArray), spacing: 0.8 },
  },
};

describe.each(Object.entries(scenes))('%s', (_, input) => {
  const scenario = complete(input);
  const scene = model(scenario);
  const { devices, symbolCount: N, symbolDuration } = scene;
  const Mr = scene.receiveAntennas;
  const V = randomDesign(scene, seeded(3), 2);
  const p = V.re[0].length;
  const probes = new Probes();
  const { call } = probes;
  expect(probes.load(scenario, 'coupled', 'delay', 'complex')).toBe(0);
  const factor = call.simulationFactor(p);
  new Float64Array(call.memory.buffer, factor, 2 * 3 * p).set([...V.re.flat(), ...V.im.flat()]);
  const [K, offset] = probes.values(call.prepareTrials(factor, p, 5, 42, 7), 4);
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
  /** Σ μ_l at v (symbols since the origin) and ψ, by slot, sample and antenna. */
  const mean = (unknowns: readonly number[]): Complex[] => {
    const out: Complex[] = [];
    for (let slot = 0; slot < slots; slot++) {
      for (let i = 0; i < K; i++) {
        for (let m = 0; m < Mr; m++) {
          let sum: Complex = [0, 0];
          devices.forEach((_, l) => {
            const psi = unknowns[devices.length + l];
            for (let k = 0; k < N; k++) {
              const u = slot + (i + offset) / K - k - unknowns[l];
              if (u < 0 || u >= 1) continue;
              const g = shapes[scenario.pulse as string](u);
              const steering: Complex = [g * Math.cos(psi * m), g * Math.sin(psi * m)];
              sum = plus(sum, times(steering, streams[l][k]));
            }
          });
          out.push(sum);
        }
      }
    }
    return out;
  };
  const truth = [
    ...devices.map(({ delay }) => delay / symbolDuration - origin),
    // Above half a wavelength 2π more or less is the same array response.
    ...devices.map(({ receive }) => Math.atan2(receive.im[1], receive.re[1])),
  ];
  const y = mean(truth);
  for (let slot = 0; slot < slots; slot++) {
    normals(K * Mr, slot * K * Mr, 1).forEach(
      (z, i) => (y[slot * K * Mr + i] = plus(y[slot * K * Mr + i], z)),
    );
  }
  const energy = (z: readonly Complex[]) => z.reduce((sum, [re, im]) => sum + re * re + im * im, 0);
  /** |y|² − |y − Σ μ|² */
  const naive = (unknowns: readonly number[]) => {
    const at = mean(unknowns);
    return energy(y) - energy(y.map(([re, im], n): Complex => [re - at[n][0], im - at[n][1]]));
  };
  const core = (unknowns: readonly number[]) => {
    call.startAtTruth();
    new Float64Array(call.memory.buffer, call.unknownsAt(), unknowns.length).set(unknowns);
    return call.logLikelihood();
  };
  const random = seeded(17);
  const elsewhere = truth.map((x, i) => (i < devices.length ? x + 0.05 * random() : x + random() - 0.5));

  test('the samples have the energy of (9)', () => {
    expect(call.sampleEnergy() / energy(y)).toBeCloseTo(1, 11);
  });

  test('likelihood at the truth and elsewhere', () => {
    for (const unknowns of [truth, elsewhere]) {
      expect(Math.abs(core(unknowns) - naive(unknowns)) / energy(y)).toBeLessThan(1e-11);
    }
  });

  test('gradient and information by differences', () => {
    core(elsewhere);
    const n = truth.length;
    const gradient = probes.values(call.likelihoodGradientAt(), n);
    const information = probes.values(call.likelihoodInformationAt(), n * n);
    const h = 1e-5;
    const moved = (a: number, by: number) => elsewhere.map((x, i) => (i === a ? x + by : x));
    const slopes = elsewhere.map((_, a) => {
      const [after, before] = [mean(moved(a, h)), mean(moved(a, -h))];
      return after.map(([re, im], i): Complex => [
        (re - before[i][0]) / (2 * h),
        (im - before[i][1]) / (2 * h),
      ]);
    });
    for (let a = 0; a < n; a++) {
      const expected = (naive(moved(a, h)) - naive(moved(a, -h))) / (2 * h);
      const scale = Math.sqrt(information[a * n + a] * energy(y));
      expect(Math.abs(gradient[a] - expected) / scale).toBeLessThan(1e-7);
      for (let b = 0; b < n; b++) {
        const product = slopes[a].reduce(
          (sum, [re, im], i) => sum + 2 * (re * slopes[b][i][0] + im * slopes[b][i][1]),
          0,
        );
        const size = Math.sqrt(information[a * n + a] * information[b * n + b]);
        expect(Math.abs(information[a * n + b] - product) / size).toBeLessThan(1e-7);
      }
    }
  });
});
