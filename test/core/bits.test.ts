/**
 * The last bit of what is solved without limits: what comes into the solver for limits, the worst device or anything
 * else must not move it. Where a change is meant to, `npx vitest run test/core/bits.test.ts -u` writes
 * test/golden/bits.txt anew, and the commit says why.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadSolver } from 'isabc';
import { expect, test } from 'vitest';
import type { Fidelity, Objective, Result, ScenarioInput } from 'isabc';

const scenes = [
  'few-devices',
  'scenario-2',
  'scenario-2-thermal',
  'turned-arrays',
  'general/circle',
  'general/space',
  'general/own-channels',
  'limits/weights',
  'general/unknown-reflections',
  'general/unknown-amplitudes-position',
];
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
const objectives: Objective[] = ['sum', 'delay', 'angle', 'position'];
const solver = await loadSolver();

const read = (name: string) => {
  const { scenario } = JSON.parse(
    readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'),
  ) as { scenario: ScenarioInput };
  return scenario;
};

/** The doubles of a result: ends, and of each point value, rate, slope, bound, factor and certificate. */
function bitsOf({ maxRate, maxRateBound, freeRate, points }: Result): string {
  const numbers = [
    maxRate!,
    maxRateBound!,
    freeRate!,
    ...points.flatMap(({ value, rate, slope, lowerBound, rank, factor, certificate }) => [
      ...[value!, rate!, slope ?? NaN, lowerBound ?? NaN, rank!],
      ...[factor!.re, factor!.im, certificate?.K.re ?? []].flat(2),
    ]),
  ];
  return createHash('sha256')
    .update(new Uint8Array(Float64Array.from(numbers).buffer))
    .digest('hex')
    .slice(0, 16);
}

test('every scene, fidelity and objective without limits, to the last bit', async () => {
  const lines = scenes.flatMap((name) => {
    const scenario = read(name);
    return fidelities.flatMap((fidelity) => {
      // what the scene does not have under this bound is refused, by name
      const asked = objectives.flatMap((objective) => {
        try {
          const options = { fidelity, objective, points: 4, covariance: true };
          return [`${objective} ${bitsOf(solver.tradeoff(scenario, options))}`];
        } catch {
          return [];
        }
      });
      return asked.map((line) => `${name} ${fidelity} ${line}\n`);
    });
  });
  expect(lines.length).toBeGreaterThan(80);
  await expect(lines.join('')).toMatchFileSnapshot('../golden/bits.txt');
});
