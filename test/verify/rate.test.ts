import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { ComplexMatrix, Scenario } from '../../bindings/types.js';
import { model, rateAdjoint, rateOf, type Model } from '../../bindings/verify/index.js';
import { outerProduct, zeroMatrix } from '../../bindings/verify/linalg.js';
import { exactRate } from '../support/exact-rate.js';
import { complete, fixture, matchedBeam, randomDesign, randomTriangular, seeded } from './helpers.js';

const three = complete(fixture('coupled-three').scenario);

/** (N/σ²)F from its definition in section 2, R by entries. */
function rateMatrix({ devices, symbolCount, noise }: Model, R: ComplexMatrix): ComplexMatrix {
  const F = zeroMatrix(devices.length, devices.length);
  devices.forEach((first, i) =>
    devices.forEach((second, j) => {
      let [qr, qi, gr, gi] = [0, 0, 0, 0];
      const a = second.transmit;
      const b = first.transmit;
      a.re.forEach((_, m) =>
        b.re.forEach((_, n) => {
          // a_m R_mn b_n^*
          const re = a.re[m] * b.re[n] + a.im[m] * b.im[n];
          const im = a.im[m] * b.re[n] - a.re[m] * b.im[n];
          qr += R.re[m][n] * re - R.im[m][n] * im;
          qi += R.re[m][n] * im + R.im[m][n] * re;
        }),
      );
      first.receive.re.forEach((x, m) => {
        gr += x * second.receive.re[m] + first.receive.im[m] * second.receive.im[m];
        gi += x * second.receive.im[m] - first.receive.im[m] * second.receive.re[m];
      });
      const scale = (symbolCount / noise) * first.amplitude * second.amplitude;
      F.re[i][j] = scale * (gr * qr - gi * qi);
      F.im[i][j] = scale * (gr * qi + gi * qr);
    }),
  );
  return F;
}

test('the rate is that of a plain determinant at moderate SNR', () => {
  const random = seeded(1);
  for (const name of ['coupled-three', 'few-devices', 'turned-arrays', 'scenario-2']) {
    const scene = model(complete({ ...fixture(name).scenario, noiseDbm: -40 }));
    const V = randomDesign(scene, random, 3);
    const F = rateMatrix(scene, outerProduct(V));
    const bits = Math.log2(determinant(F)) / scene.symbolCount;
    expect(Math.abs(rateOf(scene, V) / bits - 1)).toBeLessThan(1e-11);
  }
});

test('tr(Z (N/σ²)F(R)) = ⟨F*(Z), R⟩', () => {
  const random = seeded(2);
  const scene = model(three);
  for (let trial = 0; trial < 50; trial++) {
    const K = randomTriangular(random, 3);
    const R = outerProduct(randomDesign(scene, random, 1 + (trial % 8)));
    const direct = traceOfProduct(outerProduct(K), rateMatrix(scene, R));
    expect(Math.abs(traceOfProduct(rateAdjoint(scene, K), R) / direct - 1)).toBeLessThan(1e-12);
  }
});

test('the rate is concave', () => {
  const random = seeded(3);
  const scene = model(complete({ ...fixture('few-devices').scenario, noiseDbm: -50 }));
  for (let trial = 0; trial < 100; trial++) {
    const [A, B] = [randomDesign(scene, random, 1), randomDesign(scene, random, 4)];
    const t = random();
    // t A A^H + (1−t) B B^H has the factor [√t A, √(1−t) B]
    const join = (a: number[][], b: number[][]) =>
      a.map((row, i) => [...row.map((x) => Math.sqrt(t) * x), ...b[i].map((x) => Math.sqrt(1 - t) * x)]);
    const middle = rateOf(scene, { re: join(A.re, B.re), im: join(A.im, B.im) });
    expect(middle).toBeGreaterThanOrEqual(t * rateOf(scene, A) + (1 - t) * rateOf(scene, B) - 1e-12);
  }
});

const nine = fixture('scenario-2-thermal').scenario;
const cases: [string, Scenario][] = [
  ['−100 dB', complete({ ...nine, noiseDbm: 85 })],
  ['moderate', complete({ ...nine, noiseDbm: -60 })],
  ['thermal noise', complete(nine)],
  ['−120 dBm, 50 dBm sent', complete({ ...nine, noiseDbm: -120, powerDbm: 50 })],
];
for (const [name, scenario] of cases) {
  test(`the rate at ${name} against 40 digits, to 1e-10`, () => {
    const scene = model(scenario);
    const random = seeded(4);
    for (const V of [randomDesign(scene, random, 3), matchedBeam(scene)]) {
      const exact = exactRate(scenario, V);
      expect(Math.abs(new Decimal(rateOf(scene, V)).div(exact).minus(1).toNumber())).toBeLessThan(1e-10);
    }
  });
}

/** det(I + F), F Hermitian, by elimination in plain complex arithmetic. */
function determinant(F: ComplexMatrix): number {
  const re = F.re.map((row, i) => row.map((x, j) => x + (i === j ? 1 : 0)));
  const im = F.im.map((row) => [...row]);
  let product = 1;
  for (let k = 0; k < re.length; k++) {
    product *= re[k][k];
    for (let i = k + 1; i < re.length; i++) {
      const [fr, fi] = [re[i][k] / re[k][k], im[i][k] / re[k][k]];
      for (let j = k; j < re.length; j++) {
        [re[i][j], im[i][j]] = [
          re[i][j] - fr * re[k][j] + fi * im[k][j],
          im[i][j] - fr * im[k][j] - fi * re[k][j],
        ];
      }
    }
  }
  return product;
}

/** Re tr(A B) */
function traceOfProduct(A: ComplexMatrix, B: ComplexMatrix): number {
  let sum = 0;
  A.re.forEach((row, i) => row.forEach((x, j) => (sum += x * B.re[j][i] - A.im[i][j] * B.im[j][i])));
  return sum;
}
