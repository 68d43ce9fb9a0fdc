/** The core's pulses: constants of the named ones, closed forms, and the sampled path. */
import { describe, expect, test } from 'vitest';
import { pulseModel } from '../../bindings/verify/index.js';
import { seeded } from '../support/naive.js';
import { Probes } from '../support/probes.js';

const probes = new Probes();
const { call } = probes;
const [VALUE_VALUE, VALUE_SLOPE, SLOPE_SLOPE] = [0, 1, 2];
const area = 1.4181515761326289; // ∫₀^π sin²x/x² dx

const pulses = {
  cosine: {
    g: (u: number) => Math.SQRT2 * Math.cos((Math.PI * u) / 2),
    bandwidth: (Math.PI / 2) ** 2,
    edge: -1,
  },
  sinc: {
    g: (u: number) => Math.sqrt(Math.PI / area) * (u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u)),
    bandwidth: 2.55144385746,
    edge: -Math.PI / (2 * area),
  },
  ramp: { g: (u: number) => Math.sqrt(3) * (1 - u), bandwidth: 3, edge: -3 / 2 },
};
const names = Object.keys(pulses) as (keyof typeof pulses)[];
const deltas = [-1.2, -1, -0.97, -0.5, -1e-3, -1e-9, 0, 1e-9, 0.013, 0.25, 0.5, 0.75, 0.999, 1, 1.7];

/** The samples of g at n even points, times a factor that the energy takes out again. */
const sample = (g: (u: number) => number, n: number, factor = 1) =>
  Array.from({ length: n }, (_, i) => factor * g(i / (n - 1)));
function setSampled(samples: number[]): number {
  call.reset();
  return call.setPulse(3, probes.put(samples), samples.length);
}
function setNamed(name: keyof typeof pulses): void {
  call.reset();
  expect(call.setPulse(names.indexOf(name), 0, 0)).toBe(0);
}
/** ∫ f over [a, b] by Simpson's rule. */
function simpson(f: (u: number) => number, a: number, b: number, n = 2000): number {
  let sum = f(a) + f(b);
  for (let i = 1; i < n; i++) sum += (i % 2 ? 4 : 2) * f(a + ((b - a) * i) / n);
  return (sum * (b - a)) / (3 * n);
}
/** The correlation of the pulse that is set, from its own values and slopes. */
function correlationBySimpson(delta: number, which: number): number {
  const [from, to] = [Math.max(0, -delta), Math.min(1, 1 - delta)];
  if (to <= from) return 0;
  const first = which === SLOPE_SLOPE ? call.pulseDerivative : call.pulseValue;
  const second = which === VALUE_VALUE ? call.pulseValue : call.pulseDerivative;
  return simpson((u) => first(u + delta) * second(u), from, to);
}

describe.each(names)('%s', (name) => {
  const { g, bandwidth, edge } = pulses[name];

  test('has unit energy and the constants of the table to 1e-9', () => {
    setNamed(name);
    expect(Math.abs(call.pulseBandwidth() / bandwidth - 1)).toBeLessThan(1e-9);
    expect(Math.abs(call.pulseEdge() / edge - 1)).toBeLessThan(1e-9);
    expect(call.pulseCorrelation(0, VALUE_VALUE)).toBeCloseTo(1, 12);
    // ∫ ġ g is the edge, too
    expect(call.pulseCorrelation(0, VALUE_SLOPE)).toBeCloseTo(edge, 12);
  });

  test('has its values and their derivative', () => {
    setNamed(name);
    for (const u of [0, 1e-6, 3e-5, 0.02, 0.0318, 0.0319, 0.1, 0.5, 0.9, 1]) {
      expect(call.pulseValue(u)).toBeCloseTo(g(u), 13);
      const h = 1e-3;
      const slope = (8 * (g(u + h) - g(u - h)) - (g(u + 2 * h) - g(u - 2 * h))) / (12 * h);
      expect(call.pulseDerivative(u)).toBeCloseTo(slope, 9);
    }
  });

  test('has the correlations of its values and slopes', () => {
    setNamed(name);
    for (const which of [VALUE_VALUE, VALUE_SLOPE, SLOPE_SLOPE]) {
      for (const delta of deltas) {
        expect(call.pulseCorrelation(delta, which)).toBeCloseTo(correlationBySimpson(delta, which), 10);
      }
    }
  });

  test('sampled 64 times, whatever the scale, has the same constants to 1e-6', () => {
    for (const factor of [1, -3e-120, 4e130]) {
      expect(setSampled(sample(g, 64, factor))).toBe(0);
      expect(Math.abs(call.pulseBandwidth() / bandwidth - 1)).toBeLessThan(1e-6);
      expect(Math.abs(call.pulseEdge() / edge - 1)).toBeLessThan(1e-6);
      expect(call.pulseCorrelation(0, VALUE_VALUE)).toBeCloseTo(1, 12);
    }
  });

  test('sampled 64 times has the same correlations to 1e-6', () => {
    const each = <T>(take: (delta: number, which: number) => T) =>
      deltas.flatMap((delta) => [VALUE_VALUE, VALUE_SLOPE, SLOPE_SLOPE].map((which) => take(delta, which)));
    setNamed(name);
    const named = each((delta, which) => call.pulseCorrelation(delta, which));
    setSampled(sample(g, 64));
    const sampled = each((delta, which) => call.pulseCorrelation(delta, which));
    named.forEach((value, i) => expect(Math.abs(sampled[i] - value)).toBeLessThan(1e-6 * bandwidth));
  });
});

test('the cosine against its closed forms', () => {
  const samples = sample(pulses.cosine.g, 64);
  for (const [set, tolerance] of [
    [() => setNamed('cosine'), 1e-13],
    [() => setSampled(samples), 1e-6],
  ] as const) {
    set();
    for (const delta of deltas) {
      const u = Math.abs(delta);
      const [c, s] = [Math.cos((Math.PI * u) / 2), Math.sin((Math.PI * u) / 2)];
      const inside = u < 1 ? 1 : 0;
      const closed = [
        (1 - u) * c,
        -c + Math.sign(delta) * (Math.PI / 2) * (1 - u) * s,
        (Math.PI / 2) ** 2 * (1 - u) * c,
      ];
      closed.forEach((value, which) =>
        expect(Math.abs(call.pulseCorrelation(delta, which) - inside * value)).toBeLessThan(tolerance),
      );
    }
  }
});

describe('the spline', () => {
  test.each([8, 9, 64])('through %d samples of a cubic is that cubic', (n) => {
    const cubic = (u: number) => 1 - 2 * u + 0.5 * u * u + 3 * u ** 3;
    setSampled(sample(cubic, n));
    const scale = cubic(0) / call.pulseValue(0);
    for (let u = 0; u <= 1; u += 1 / 37) {
      expect(scale * call.pulseValue(u)).toBeCloseTo(cubic(u), 12);
      expect(scale * call.pulseDerivative(u)).toBeCloseTo(-2 + u + 9 * u * u, 10);
    }
    // exact for splines: ∫ ġ² over ∫ g²
    const energy = simpson((u) => cubic(u) ** 2, 0, 1);
    const slopes = simpson((u) => (-2 + u + 9 * u * u) ** 2, 0, 1);
    expect(call.pulseBandwidth()).toBeCloseTo(slopes / energy, 9);
    expect(call.pulseEdge()).toBeCloseTo((cubic(1) ** 2 - cubic(0) ** 2) / 2 / energy, 9);
  });

  test('passes through its samples, smoothly', () => {
    const samples = [0, 1, -1, 2, 0.5, 3, 3, -2, 1, 0.25];
    setSampled(samples);
    const scale = samples[1] / call.pulseValue(1 / 9);
    samples.forEach((value, i) => expect(scale * call.pulseValue(i / 9)).toBeCloseTo(value, 12));
    const e = 1e-9;
    for (let i = 1; i < 9; i++) {
      const step = call.pulseDerivative(i / 9 + e) - call.pulseDerivative(i / 9 - e);
      expect(Math.abs(step)).toBeLessThan(1e-5);
    }
  });

  test('of 8 and of 4096 samples correlates as its values do', () => {
    for (const n of [8, 4096]) {
      setSampled(sample((u) => Math.sin(5 * u) + u, n));
      for (const which of [VALUE_VALUE, VALUE_SLOPE, SLOPE_SLOPE]) {
        for (const delta of [-0.61, 0.03, 0.5]) {
          expect(call.pulseCorrelation(delta, which)).toBeCloseTo(correlationBySimpson(delta, which), 4);
        }
      }
    }
  });

  test('refuses zero and constant pulses', () => {
    expect(setSampled(new Array<number>(8).fill(0))).toBe(1);
    expect(setSampled(new Array<number>(8).fill(2.5))).toBe(2);
    expect(setSampled(new Array<number>(64).fill(-1e-30))).toBe(2);
  });
});

test.each([-4, -20, -28, -29])(
  'a pulse that varies by 2^%i of itself keeps the digits of what varies',
  (power) => {
    const next = seeded(3);
    // whole numbers times a power of two: the spline through 1 + them has the slopes of theirs, and no sample is rounded
    const whole = Array.from({ length: 23 }, () => Math.round(9 * next()) - 4.5);
    const slopes = (samples: number[]) => {
      expect(setSampled(samples)).toBe(0);
      const scale = call.pulseValue(0) / samples[0];
      return { squared: call.pulseBandwidth() / scale ** 2, edge: call.pulseEdge() / scale ** 2 };
    };
    const samples = whole.map((x) => 1 + 2 ** power * x);
    const [near, own] = [slopes(samples), slopes(whole)];
    expect(Math.abs(near.squared / 4 ** power / own.squared - 1)).toBeLessThan(1e-14);
    // (g(1)² − g(0)²)/2
    const rise = samples[22] - samples[0];
    expect(Math.abs(near.edge / (rise * (samples[0] + rise / 2)) - 1)).toBeLessThan(1e-14);
    const verified = pulseModel({ samples }, 1);
    setSampled(samples);
    expect(Math.abs(verified.bandwidth / call.pulseBandwidth() - 1)).toBeLessThan(1e-13);
  },
);
