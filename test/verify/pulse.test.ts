import { expect, test } from 'vitest';
import { pulseModel } from '../../bindings/verify/index.js';

const duration = 5e-7;
const area = 1.4181515761326289; // a = ∫₀^π sin²x/x² dx

/** model.md section 1: F̄²Δt² and ε_ġ. */
const constants = {
  cosine: [(Math.PI / 2) ** 2, -1],
  sinc: [2.55144385746, -Math.PI / (2 * area)],
  ramp: [3, -1.5],
} as const;

const curves = {
  cosine: (u: number) => Math.cos((Math.PI * u) / 2),
  sinc: (u: number) => (u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u)),
  ramp: (u: number) => 1 - u,
};

const sampled = (curve: (u: number) => number, count: number, scale = 1) => ({
  samples: Array.from({ length: count }, (_, i) => scale * curve(i / (count - 1))),
});

for (const name of ['cosine', 'sinc', 'ramp'] as const) {
  const [bandwidth, edge] = constants[name];

  test(`${name}: constants by name`, () => {
    const pulse = pulseModel(name, duration);
    expect(pulse.energy).toBe(duration);
    expect(Math.abs(pulse.bandwidth * duration ** 2 - bandwidth)).toBeLessThan(1e-11);
    expect(Math.abs(pulse.edge - edge)).toBeLessThan(1e-14);
  });

  test(`${name}: constants from 64 samples, at any scale, to 1e-6`, () => {
    const pulse = pulseModel(sampled(curves[name], 64, 17), duration);
    expect(Math.abs(pulse.bandwidth * duration ** 2 - bandwidth)).toBeLessThan(1e-6);
    expect(Math.abs(pulse.edge - edge)).toBeLessThan(1e-6);
    expect(Math.abs(pulse.correlations(0).gg / duration - 1)).toBeLessThan(1e-14);
  });

  test(`${name}: correlations of named and sampled pulse agree, and are symmetric`, () => {
    const exact = pulseModel(name, duration);
    const spline = pulseModel(sampled(curves[name], 64), duration);
    for (const share of [-0.93, -0.4, -1e-3, 0, 2e-4, 0.31, 0.9999]) {
      const a = exact.correlations(share * duration);
      const b = spline.correlations(share * duration);
      expect(Math.abs(a.gg - b.gg) / duration).toBeLessThan(1e-6);
      expect(Math.abs(a.gd - b.gd)).toBeLessThan(1e-6);
      expect(Math.abs(a.dd - b.dd) * duration).toBeLessThan(1e-5);
      const mirrored = exact.correlations(-share * duration);
      expect(Math.abs(a.gg - mirrored.gg) / duration).toBeLessThan(1e-14);
      expect(Math.abs(a.dd - mirrored.dd) * duration).toBeLessThan(1e-13);
    }
  });
}

test('cosine: correlations against the closed forms', () => {
  for (const pulse of [pulseModel('cosine', duration), pulseModel(sampled(curves.cosine, 64), duration)]) {
    const tolerance = pulse.bandwidth * duration ** 2 - (Math.PI / 2) ** 2 === 0 ? 1e-13 : 1e-6;
    for (let share = -0.999; share < 1; share += 0.037) {
      const u = Math.abs(share);
      const { gg, gd, dd } = pulse.correlations(share * duration);
      const cosine = Math.cos((Math.PI * u) / 2);
      const sine = Math.sin((Math.PI * u) / 2);
      expect(Math.abs(gg / duration - (1 - u) * cosine)).toBeLessThan(tolerance);
      expect(Math.abs(dd * duration - (Math.PI / 2) ** 2 * (1 - u) * cosine)).toBeLessThan(tolerance);
      const cross = -cosine + Math.sign(share) * (Math.PI / 2) * (1 - u) * sine;
      expect(Math.abs(gd - cross)).toBeLessThan(tolerance);
    }
  }
});

test('nothing overlaps from a whole symbol on', () => {
  for (const share of [-3, -1, 1, 1.5]) {
    expect(pulseModel('ramp', duration).correlations(share * duration)).toEqual({ gg: 0, gd: 0, dd: 0 });
  }
});

test('a cubic is its own spline, from 8 samples', () => {
  const cubic = (u: number) => 1 + 2 * u - 5 * u ** 2 + 3 * u ** 3;
  const pulse = pulseModel(sampled(cubic, 8), 1);
  expect(pulse.edge).toBeCloseTo((cubic(1) ** 2 - cubic(0) ** 2) / 2 / squareIntegral(cubic), 12);
});

test('zero and constant pulses are refused', () => {
  expect(() =>
    pulseModel(
      sampled(() => 0, 16),
      duration,
    ),
  ).toThrow(/zero/);
  expect(() =>
    pulseModel(
      sampled(() => 0.3, 16),
      duration,
    ),
  ).toThrow(/constant/);
  expect(() =>
    pulseModel(
      sampled(() => 0.1, 4096),
      duration,
    ),
  ).toThrow(/constant/);
});

/** Composite Simpson with so many points that it is exact to rounding. */
function squareIntegral(f: (u: number) => number): number {
  const n = 2000;
  let sum = 0;
  for (let i = 0; i <= n; i++) sum += (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * f(i / n) ** 2;
  return sum / (3 * n);
}
