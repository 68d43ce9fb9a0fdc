import { expect, test } from 'vitest';
import type { Pulse } from '../../bindings/types.js';
import { boundsOf, fisher, model, type Model } from '../../bindings/verify/index.js';
import { fisherAdjoint } from '../../bindings/verify/index.js';
import { outerProduct } from '../../bindings/verify/linalg.js';
import { complete, normal, randomDesign, seeded } from './helpers.js';

/** Two devices, few antennas, both delays half a sample off the grid, so that no pulse jump meets a sample. */
function smallScene(pulse: Pulse, samplesApart: number, samplesPerSymbol: number): Model {
  const scene = model(
    complete({
      transmitter: { antennas: 3 },
      receiver: { antennas: 3, orientation: 70 },
      devices: [{ position: [1.2, -0.4] }, { position: [1.7, 0.3], symbol: 0.6 }],
      pulse,
      symbolCount: 3,
    }),
  );
  const step = scene.symbolDuration / samplesPerSymbol;
  scene.devices[0].delay = 4.5 * step;
  scene.devices[1].delay = (4.5 + samplesApart) * step;
  return scene;
}

/** g on [0, Δt] by its formula. */
const value: Record<'cosine' | 'ramp', (u: number) => number> = {
  cosine: (u) => (u < 0 || u > 1 ? 0 : Math.SQRT2 * Math.cos((Math.PI * u) / 2)),
  ramp: (u) => (u < 0 || u > 1 ? 0 : Math.sqrt(3) * (1 - u)),
};

/**
 * The Fisher information of delays and angles from the samples themselves: y[n] = Σ_l s_l α_l a_r(φ_l) a_t^T
 * Σ_k x_k g(t_n − kΔt − τ_l) + e[n], noise Kσ² a sample, derivatives by central differences of the mean. The mean is
 * linear in the symbols x_k, of which E x_k x_k^H = R and different ones are independent, so the expectation is
 * taken exactly: 2/(Kσ²) Σ_n Σ_k Re tr(∂_i M_nk^H ∂_j M_nk R) with the M_r×M_t response M_nk to symbol k.
 */
function simulatedFisher(scene: Model, pulse: 'cosine' | 'ramp', V: number[][][], samplesPerSymbol: number) {
  const { devices, symbolCount: N, symbolDuration } = scene;
  const [vr, vi] = V;
  const columns = vr[0].length;
  const step = symbolDuration / samplesPerSymbol;
  const count = (N + 2) * samplesPerSymbol;
  // beams[l][c] = (a_t,l^T V)_c: the response to symbol k is its outer product with a_r g
  const beams = devices.map(({ transmit: { re, im } }) =>
    Array.from({ length: columns }, (_, c) => [
      re.reduce((s, x, m) => s + x * vr[m][c] - im[m] * vi[m][c], 0),
      re.reduce((s, x, m) => s + x * vi[m][c] + im[m] * vr[m][c], 0),
    ]),
  );
  /** All samples' responses in one list, with one device's delay or angle moved. */
  const mean = (l: number, delayShift: number, angleShift: number) => {
    const { amplitude, delay, wavenumber, receive } = devices[l];
    // sin φ moves by cos φ dφ − sin φ dφ²/2; the second order cancels in the central difference
    const out = new Float64Array(count * N * receive.re.length * columns * 2);
    let at = 0;
    for (let n = 0; n < count; n++) {
      for (let k = 0; k < N; k++) {
        const u = (n * step - k * symbolDuration - delay - delayShift) / symbolDuration;
        const g = amplitude * value[pulse](u);
        for (let m = 0; m < receive.re.length; m++) {
          const [c, s] = [Math.cos(wavenumber * m * angleShift), Math.sin(wavenumber * m * angleShift)];
          const r = g * (receive.re[m] * c - receive.im[m] * s);
          const i = g * (receive.re[m] * s + receive.im[m] * c);
          for (const [x, y] of beams[l]) {
            out[at++] = r * x - i * y;
            out[at++] = r * y + i * x;
          }
        }
      }
    }
    return out;
  };
  const difference = (l: number, delayShift: number, angleShift: number) => {
    const [after, before] = [mean(l, delayShift, angleShift), mean(l, -delayShift, -angleShift)];
    return after.map((x, i) => (x - before[i]) / (2 * (delayShift + angleShift)));
  };
  const delayShift = 1e-2 * step;
  const slopes = [
    ...devices.map((_, l) => difference(l, delayShift, 0)),
    ...devices.map((_, l) => difference(l, 0, 1e-5)),
  ];
  return slopes.map((a) =>
    slopes.map((b) => (a.reduce((s, x, i) => s + x * b[i], 0) * 2) / (samplesPerSymbol * scene.noise)),
  );
}

for (const pulse of ['cosine', 'ramp'] as const) {
  for (const samplesApart of [1, 37, 150, 300]) {
    test(`${pulse}, ${samplesApart}/256 of a symbol apart: J against simulated samples, to 1e-3`, () => {
      const scene = smallScene(pulse, samplesApart, 256);
      const V = randomDesign(scene, seeded(5), 2);
      const J = fisher(scene, V);
      const simulated = simulatedFisher(scene, pulse, [V.re, V.im], 256);
      const scale = J.map((row, i) => Math.sqrt(row[i]));
      J.forEach((row, i) =>
        row.forEach((x, j) => {
          expect(Math.abs(x - simulated[i][j]) / (scale[i] * scale[j])).toBeLessThan(1e-3);
        }),
      );
    });
  }
}

test('delays more than a symbol apart: coupled is decoupled', () => {
  const scene = smallScene('cosine', 300, 256);
  const V = randomDesign(scene, seeded(6), 2);
  const coupled = boundsOf(scene, V, 'coupled').crb;
  const decoupled = boundsOf(scene, V, 'decoupled').crb;
  for (const part of ['total', 'delay', 'angle', 'position'] as const) {
    expect(Math.abs(coupled[part]! / decoupled[part]! - 1)).toBeLessThan(1e-12);
  }
});

test('tr(Y^T J(R) Y) = ⟨A(Y), R⟩', () => {
  const random = seeded(8);
  const scene = smallScene('cosine', 37, 256);
  for (let trial = 0; trial < 20; trial++) {
    const V = randomDesign(scene, random, 2);
    const J = fisher(scene, V);
    const Y = J.map((row, i) => J.map(() => normal(random) / Math.sqrt(row[i])));
    const A = fisherAdjoint(scene, Y);
    const R = outerProduct(V);
    let direct = 0;
    J.forEach((row, i) => row.forEach((x, j) => Y[i].forEach((y, k) => (direct += y * x * Y[j][k]))));
    let adjoint = 0;
    A.re.forEach((row, i) => row.forEach((x, j) => (adjoint += x * R.re[j][i] - A.im[i][j] * R.im[j][i])));
    expect(Math.abs(adjoint / direct - 1)).toBeLessThan(1e-12);
  }
});
