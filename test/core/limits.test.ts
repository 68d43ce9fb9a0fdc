/** Limits, weights and the worst device, against optima that nothing here has computed; each verified. */
import { readFileSync } from 'node:fs';
import { loadSolver, monteCarlo, summarize, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type {
  ExperimentInput,
  Fidelity,
  Objective,
  Over,
  Result,
  ScenarioInput,
  TradeoffOptions,
} from 'isabc';
import { scenarioTwo } from '../../bench/placements.js';
import { Random } from '../../bench/random.js';
import { relative } from '../support/fixtures.js';

interface General {
  scenario: ScenarioInput;
  expected: {
    fidelity: Fidelity;
    objective: Objective;
    over: Over;
    maxRate: number;
    freeValue: number;
    points: { rateFloor: number; value: number }[];
  };
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/limits/${name}.json`, import.meta.url), 'utf8')) as General;
const solver = await loadSolver();
const optionsOf = ({ fidelity, objective, over }: General['expected']): TradeoffOptions => ({
  fidelity,
  objective,
  over,
  covariance: true,
});
const failures = (result: Result) => {
  const { points, maxRate } = verifyResult(result);
  return [...points, ...(maxRate ? [maxRate] : [])].flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
};

describe.each(['antenna-limit', 'sensitivity', 'quiet', 'weights', 'worst', 'worst-coupled'])(
  '%s',
  (name) => {
    const { scenario, expected } = read(name);
    const asked = [{ rateFloor: 0, value: expected.freeValue }, ...expected.points];
    const rates = asked.map(({ rateFloor }) => rateFloor);

    test.each([true, false])('is the reference, certified and verified; extremes: %s', (extremes) => {
      const result = solver.tradeoff(scenario, { ...optionsOf(expected), rates, extremes });
      if (extremes) expect(relative(result.maxRate!, expected.maxRate)).toBeLessThan(1e-9);
      result.points.forEach((point, i) => {
        expect(point.status).toBe('optimal');
        expect(relative(point.value!, asked[i].value)).toBeLessThan(1e-9);
        const { antenna = [], sensitivity = [], quiet = [] } = point.limits ?? {};
        for (const { power, limit } of [...antenna, ...quiet])
          expect(power).toBeLessThanOrEqual(limit * (1 + 1e-9));
        for (const { power, limit } of sensitivity) expect(power).toBeGreaterThanOrEqual(limit * (1 - 1e-9));
      });
      expect(failures(result)).toEqual([]);
    });

    test('a price, a share or a multiplier that is not its own proves less', () => {
      const result = solver.tradeoff(scenario, { ...optionsOf(expected), rates });
      const { certificate } = result.points.at(-1)!;
      const wrong = [certificate!.limits, certificate!.shares].find((list) => list?.some((x) => x > 0));
      if (wrong === undefined) return;
      const at = wrong.findIndex((x) => x > 0);
      wrong[at] *= 0.9;
      expect(failures(result).length).toBeGreaterThan(0);
    });
  },
);

test('a price is what one watt more of the limit is worth', () => {
  const { scenario, expected } = read('quiet');
  const at = (limitDbm: number) => {
    const quiet = scenario.limits!.quiet!.map((one, i) => (i === 0 ? { ...one, limitDbm } : one));
    const input = { ...scenario, limits: { ...scenario.limits, quiet } };
    const rates = [expected.points[1].rateFloor];
    return solver.tradeoff(input, { ...optionsOf(expected), rates }).points[0];
  };
  const [below, here, above] = [9.999, 10, 10.001].map(at);
  const watts = (point: typeof here) => point.limits!.quiet[0].limit;
  const slope = (above.value! - below.value!) / (watts(above) - watts(below));
  expect(relative(-slope, here.limits!.quiet[0].price!)).toBeLessThan(1e-5);
});

test('so is that of every limit of a scene with limits of all kinds', () => {
  const text = readFileSync(new URL('../../examples/limits.json', import.meta.url), 'utf8');
  const scene = JSON.parse(text) as ScenarioInput;
  const at = (change: (scene: ScenarioInput) => void) => {
    const changed = structuredClone(scene);
    change(changed);
    const options = { objective: 'position', rates: [0.437], extremes: false } as const;
    return solver.tradeoff(changed, options).points[0];
  };
  const here = at(() => {});
  const step = 1e-3; // dB
  const kinds: ['antenna' | 'sensitivity' | 'quiet', number, (scene: ScenarioInput, by: number) => void][] = [
    ['antenna', 6, ({ limits }, by) => (limits!.antennaDbm = Array.from({ length: 8 }, (_, m) => (m === 6 ? 22 + by : 22)))],
    ['sensitivity', 1, ({ devices }, by) => (devices[1].sensitivityDbm = -2 + by)],
    ['quiet', 0, ({ limits }, by) => (limits!.quiet![0].limitDbm += by)],
  ]; // prettier-ignore
  for (const [kind, index, change] of kinds) {
    const [below, above] = [-step, step].map((by) => at((changed) => change(changed, by)));
    const watts = (point: typeof here) => point.limits![kind][index].limit;
    const slope = (above.value! - below.value!) / (watts(above) - watts(below));
    // more of what has to arrive is no looser, but tighter
    const sign = kind === 'sensitivity' ? -1 : 1;
    expect(relative(-sign * slope, here.limits![kind][index].price!)).toBeLessThan(1e-4);
  }
});

test.each(['none', 'amplitudes', 'reflections'] as const)(
  'every fidelity, objective and way to sum within limits of all kinds and with weights, unknown: %s',
  (unknown) => {
    const text = readFileSync(new URL('../../examples/limits.json', import.meta.url), 'utf8');
    const { devices, ...scene } = JSON.parse(text) as ScenarioInput;
    const weighted = devices.map((device, i) => ({ ...device, weight: 1 + i }));
    for (const fidelity of ['printed', 'decoupled', 'coupled'] as const) {
      if (fidelity === 'printed' && unknown !== 'none') continue;
      for (const objective of ['sum', 'delay', 'angle', 'position'] as const) {
        for (const over of ['sum', 'worst'] as const) {
          const options = { fidelity, objective, over, points: 3, covariance: true };
          const result = solver.tradeoff({ ...scene, devices: weighted, unknown }, options);
          expect(result.points.map(({ status }) => status)).toEqual(['optimal', 'optimal', 'optimal']);
          expect(failures(result)).toEqual([]);
        }
      }
    }
  },
);

test('limits that exclude each other are proved to, at every floor and bound, and the proof is verified', () => {
  const { scenario, expected } = read('limits-infeasible');
  for (const floors of [{ points: 3 }, { rates: [0, 1], extremes: false }, { bounds: [1] }]) {
    const result = solver.tradeoff(scenario, { ...optionsOf(expected), ...floors });
    expect([result.maxRate, result.maxRateBound, result.freeRate]).toEqual([null, null, null]);
    for (const { status } of result.points) expect(status).toBe('infeasible');
    expect(result.limitsCertificate!.limits).toHaveLength(4);
    expect(failures(result)).toEqual([]);
    result.limitsCertificate!.limits.fill(0);
    expect(failures(result).length).toBeGreaterThan(0);
  }
});

test('limits that bind nothing change nothing', () => {
  const { scenario, expected } = read('weights');
  const options = { ...optionsOf(expected), points: 5 };
  const without = solver.tradeoff(scenario, options);
  const limits = { antennaDbm: 60, sensitivityDbm: -80, quiet: [{ direction: 10, limitDbm: 60 }] };
  const within = solver.tradeoff({ ...scenario, limits }, options);
  within.points.forEach((point, i) => {
    expect(relative(point.value!, without.points[i].value!)).toBeLessThan(1e-9);
    for (const { price } of Object.values(point.limits!).flat() as { price: number }[]) expect(price).toBe(0);
  });
});

test('antenna limits that add up to the power have prices of which none is unique, and curves are followed all the same', () => {
  const random = new Random(1);
  const steps = Array.from({ length: 6 }, () => {
    const scenario = { ...scenarioTwo(random, 8), limits: { antennaDbm: 30 - 10 * Math.log10(8) } };
    const { points } = solver.tradeoff(scenario, { points: 6, fidelity: 'coupled' });
    expect(points.map(({ status }) => status)).toEqual(points.map(() => 'optimal'));
    return points.reduce((sum, { iterations }) => sum + iterations, 0);
  });
  // with the wrong one taken off the list of active limits a curve took over 1,000
  expect(Math.max(...steps)).toBeLessThan(200);
});

test('the order of the devices does not matter, nor does the field', () => {
  const { scenario, expected } = read('worst');
  const rates = expected.points.map(({ rateFloor }) => rateFloor);
  const turned = { ...scenario, devices: [...scenario.devices].reverse() };
  const limits = { antennaDbm: [26, 22, 24, 24, 22, 26.0001] };
  const straight = { antennaDbm: [26, 22, 24, 24, 22, 26] };
  const values = (input: ScenarioInput) =>
    solver
      .tradeoff(input, { ...optionsOf(expected), rates, extremes: false })
      .points.map(({ value }) => value!);
  values(turned).forEach((value, i) => expect(relative(value, expected.points[i].value)).toBeLessThan(1e-9));
  // limits that differ in one antenna by 2e-5 have to be solved in the complex field
  const [real, complex] = [straight, limits].map((one) => values({ ...scenario, limits: one }));
  real.forEach((value, i) => expect(relative(value, complex[i])).toBeLessThan(1e-4));
});

test('a superposed signal takes none of it, by name', () => {
  const { scenario } = read('quiet');
  const superposed = { ...scenario, signal: 'superposed' } as const;
  expect(() => solver.tradeoff(superposed)).toThrow('limits');
  const { limits: _, ...rest } = superposed;
  expect(() => solver.tradeoff(rest, { over: 'worst' })).toThrow('over');
});

test('no limits, empty ones and none at all are the same to the last bit', () => {
  const { scenario, expected } = read('weights');
  const options = { ...optionsOf(expected), points: 5 };
  const { points } = solver.tradeoff(scenario, options);
  expect(solver.tradeoff({ ...scenario, limits: {} }, options).points).toEqual(points);
});

test('draws that limits exclude are infeasible, counted, and fall short of every rate', async () => {
  const experiment: ExperimentInput = {
    scenario: { limits: {} },
    placement: { shape: 'disc', center: [1.4, -0.8], radius: 0.6, count: 3 },
    draws: 40,
    seed: 3,
    fidelity: 'decoupled',
    fractions: [0],
    sweep: { 'limits.sensitivityDbm': [-20, 0, 20] },
  };
  const { entries } = await summarize(monteCarlo(experiment, { workers: 1 }));
  expect(entries.map(({ counts }) => counts.infeasible)).toEqual([0, 18, 40]);
  expect(entries.map(({ counts }) => counts.optimal)).toEqual([40, 22, 0]);
  const [all, some, none] = entries.map(({ outage }) => outage);
  expect(all.rate!.probability[0]).toBe(0);
  expect(some.rate!.count).toBe(40);
  expect(some.rate!.probability[0]).toBe(18 / 40);
  expect(some.bound!.probability.at(-1)).toBe(18 / 40);
  expect(none.rate).toBeNull();
});
