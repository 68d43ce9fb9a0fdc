import { expect, test } from 'vitest';
import type { Certificate, Fidelity, Objective } from '../../bindings/types.js';
import {
  boundsOf,
  coupledDual,
  directedPowers,
  kappas,
  lowerBound,
  model,
  objectiveOf,
  rateDual,
  rateOf,
  rateUpperBound,
  type Model,
} from '../../bindings/verify/index.js';
import {
  ascend,
  complete,
  fixture,
  matchedBeam,
  normal,
  randomDesign,
  randomTriangular,
  seeded,
} from './helpers.js';

const few = model(complete(fixture('few-devices').scenario));
const three = model(complete(fixture('coupled-three').scenario));
const fidelities = ['printed', 'decoupled', 'coupled'] as const;
const objectives = ['sum', 'delay', 'angle', 'position'] as const;

/** The best dual variables at V V^H. */
function dualAt(
  scene: Model,
  V: ReturnType<typeof matchedBeam>,
  fidelity: Fidelity,
  objective: Objective,
  mu: number,
) {
  const certificate: Certificate = { mu, K: rateDual(scene, V) };
  if (fidelity === 'coupled') certificate.Y = coupledDual(scene, V, objective);
  else {
    const powers = directedPowers(scene, V);
    certificate.y = kappas(scene, fidelity, objective).map((kappa, l) => Math.sqrt(kappa) / powers[l]);
  }
  return certificate;
}

const value = (scene: Model, V: ReturnType<typeof matchedBeam>, fidelity: Fidelity, objective: Objective) =>
  objectiveOf(boundsOf(scene, V, fidelity).crb, objective)!;

for (const fidelity of fidelities) {
  for (const objective of objectives) {
    test(`weak duality, ${fidelity} ${objective}: no dual variables exceed a feasible objective`, () => {
      const random = seeded(11);
      for (const scene of [few, three]) {
        for (let trial = 0; trial < 40; trial++) {
          const V = randomDesign(scene, random, 1 + (trial % 4));
          const crb = value(scene, V, fidelity, objective);
          const rateFloor = rateOf(scene, V) * (trial % 2 === 0 ? 1 : random());
          const near = dualAt(
            scene,
            trial % 3 === 0 ? V : randomDesign(scene, random, 3),
            fidelity,
            objective,
            0,
          );
          near.mu = (crb * Math.exp(3 * normal(random))) / scene.devices.length;
          const noisy = (x: number) => x * (1 + 0.3 * normal(random));
          const certificates: Certificate[] = [
            near,
            { ...near, y: near.y?.map(noisy), Y: near.Y?.map((row) => row.map(noisy)) },
            { ...near, K: randomTriangular(random, scene.devices.length) },
            { ...near, mu: 0 },
          ];
          for (const certificate of certificates) {
            const bound = lowerBound(scene, fidelity, objective, rateFloor, certificate);
            expect(bound).toBeLessThanOrEqual(crb * (1 + 1e-12));
          }
        }
      }
    });
  }
}

test('the upper bound of the rate is never below a rate', () => {
  const random = seeded(12);
  for (let trial = 0; trial < 100; trial++) {
    const rate = rateOf(few, randomDesign(few, random, 1 + (trial % 8)));
    const K = trial % 2 ? randomTriangular(random, 4) : rateDual(few, randomDesign(few, random, 4));
    expect(rateUpperBound(few, K)).toBeGreaterThanOrEqual(rate * (1 - 1e-12));
  }
});

test('one device: the certificate of the matched beam is tight, with and without a multiplier', () => {
  const scene = model(complete(fixture('scenario-1').scenario));
  const V = matchedBeam(scene);
  const rate = rateOf(scene, V);
  for (const fidelity of fidelities) {
    for (const objective of objectives) {
      const crb = value(scene, V, fidelity, objective);
      for (const mu of [0, 0.3 * crb, 5 * crb]) {
        const bound = lowerBound(scene, fidelity, objective, rate, dualAt(scene, V, fidelity, objective, mu));
        expect(Math.abs(bound / crb - 1)).toBeLessThan(1e-12);
      }
    }
  }
  expect(Math.abs(rateUpperBound(scene, rateDual(scene, V)) / rate - 1)).toBeLessThan(1e-12);
});

for (const [name, steps] of [
  ['scenario-1', 50],
  ['few-devices-position', 1500],
  ['few-devices', 1500],
  ['turned-arrays', 1500],
  ['coupled-three', 1500],
  ['coupled-five-position', 1500],
  ['scenario-2', 1500],
  ['scenario-2-decoupled-ramp', 1500],
] as const) {
  test(`${name}: a plain ascent and its lower bound close in on the reference optima`, () => {
    const { scenario, expected } = fixture(name);
    const { fidelity, objective } = expected;
    const scene = model(complete(scenario));

    const fastest = ascend(scene, fidelity, null, 1, steps);
    const rate = rateOf(scene, fastest);
    expect(rate).toBeLessThan(expected.maxRate * (1 + 1e-9));
    expect(rate).toBeGreaterThan(expected.maxRate * (1 - 1e-9));
    const bound = rateUpperBound(scene, rateDual(scene, fastest));
    expect(bound).toBeGreaterThan(expected.maxRate * (1 - 1e-9));
    expect(bound).toBeLessThan(expected.maxRate * (1 + 1e-9));

    const free = objectiveOf(expected.crbFree, objective)!;
    const V = ascend(scene, fidelity, objective, 0, steps);
    const crb = value(scene, V, fidelity, objective);
    expect(crb).toBeGreaterThan(free * (1 - 1e-8));
    expect(crb).toBeLessThan(free * (1 + 1e-8));
    const below = lowerBound(scene, fidelity, objective, 0, dualAt(scene, V, fidelity, objective, 0));
    expect(below).toBeLessThan(free * (1 + 1e-8));
    expect(below).toBeGreaterThan(free * (1 - 1e-5));

    // Under the multiplier of some floor: tight at the rate it leads to, and below the reference at other floors.
    const mu = (0.3 * free) / scene.devices.length;
    const W = ascend(scene, fidelity, objective, mu, steps);
    const dual = dualAt(scene, W, fidelity, objective, mu);
    const own = lowerBound(scene, fidelity, objective, rateOf(scene, W), dual);
    expect(own / value(scene, W, fidelity, objective)).toBeGreaterThan(1 - 1e-5);
    for (const point of expected.points) {
      const reference = objectiveOf(point.crb, objective)!;
      expect(lowerBound(scene, fidelity, objective, point.rateFloor, dual)).toBeLessThan(
        reference * (1 + 1e-8),
      );
    }
  });
}
