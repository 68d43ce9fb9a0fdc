/** Complex normal deviates: their moments, their tail, and that a counter decides alone. */
import { expect, test } from 'vitest';
import { Probes } from '../support/probes.js';

const probes = new Probes();
const count = 200_000;
function draw(from: number, n = count, purpose = 0, trial = 0, key = 1): number[][] {
  return probes.scoped(() => {
    const [re, im] = [probes.room(n), probes.room(n)];
    probes.call.complexNormals(re, im, n, from, purpose, trial, 5, key, 0);
    return [probes.values(re, n), probes.values(im, n)];
  });
}
const mean = (values: readonly number[], f: (x: number, i: number) => number) =>
  values.reduce((sum, x, i) => sum + f(x, i), 0) / values.length;

test('moments of two independent normals of variance 1/2, within five standard errors', () => {
  const [re, im] = draw(0);
  const within = (value: number, expected: number, deviation: number) =>
    expect(Math.abs(value - expected)).toBeLessThan((5 * deviation) / Math.sqrt(count));
  for (const part of [re, im]) {
    within(
      mean(part, (x) => x),
      0,
      Math.sqrt(1 / 2),
    );
    within(
      mean(part, (x) => x * x),
      1 / 2,
      Math.sqrt(1 / 2),
    );
    within(
      mean(part, (x) => x ** 3),
      0,
      Math.sqrt(15 / 8),
    );
    within(
      mean(part, (x) => x ** 4),
      3 / 4,
      Math.sqrt(105 / 16 - 9 / 16),
    );
    // neighbours have nothing to do with each other
    within(
      mean(part, (x, i) => x * part[(i + 1) % count]),
      0,
      1 / 2,
    );
  }
  within(
    mean(re, (x, i) => x * im[i]),
    0,
    1 / 2,
  );
  // P(|z|² > 9) = e⁻⁹, of 1.2e-4: 25 in 200,000
  const far = mean(re, (x, i) => (x * x + im[i] * im[i] > 9 ? 1 : 0));
  within(far, Math.exp(-9), Math.exp(-4.5));
});

test('a deviate depends on its counter and the key alone', () => {
  const [re, im] = draw(0, 10);
  const [later] = draw(7, 3);
  expect(later).toEqual(re.slice(7));
  expect(new Set([...re, ...im]).size).toBe(20);
  for (const other of [draw(0, 10, 1), draw(0, 10, 0, 1), draw(0, 10, 0, 0, 2)])
    expect(other[0].some((x) => re.includes(x))).toBe(false);
});
