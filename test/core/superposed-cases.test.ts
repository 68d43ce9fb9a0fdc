/** Scenes in which a superposed signal was once answered by a worse pair than there is, or by none. */
import { readFileSync } from 'node:fs';
import { boundOf, loadSolver, rowStatuses, tradeoffAsync, verifyResult } from 'isabc';
import type { ComplexMatrix, Fidelity, Objective, ScenarioInput } from 'isabc';
import { describe, expect, test } from 'vitest';
import { boundsOf, model, rateOf } from '../../bindings/verify/index.js';
import { PairProblem } from '../../bench/superposed/problem.js';
import { multiStart } from '../../bench/superposed/multi-start.js';
import { makeScene } from '../../bench/superposed/scenes.js';
import { relative } from '../support/fixtures.js';
import { complete } from '../verify/helpers.js';

interface Case {
  scenario: ScenarioInput & { signal: 'superposed' };
  fidelity: Fidelity;
  objective: Objective;
  rateFloor: number;
  attained: number;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/superposed/${name}.json`, import.meta.url), 'utf8')) as Case;
const solver = await loadSolver();

describe.each(['three', 'mirror', 'random'])('%s: no real pair is as good as a complex one', (name) => {
  const { scenario, fidelity, objective, rateFloor, attained } = read(name);
  const result = solver.tradeoff(scenario, { fidelity, objective, rates: [rateFloor], covariance: true });
  const [point] = result.points;

  test('attains what a complex pair is known to attain', () => {
    expect(point.status).toBe('stationary');
    expect(point.crb![boundOf[objective].key]!).toBeLessThanOrEqual(attained * (1 + 1e-6));
    expect(verifyResult(result)).toMatchObject({ verified: true });
  });

  // Arrays symmetric about their centre: reversing the antennas and conjugating turns a covariance into one with the
  // same q_l and the same reused rate, and the mean of the two is real in the right basis. Of one signal, concavity
  // makes that mean as good; the difference of two concave functions does not.
  test('its real mean has the same bounds and less than the rate', () => {
    const scene = model(complete(scenario));
    const mean = ({ re, im }: ComplexMatrix) => {
      const M = re.length;
      const other = { re: [...re].reverse(), im: [...im].reverse().map((row) => row.map((x) => -x)) };
      // columns beside each other: the factor of the mean
      const half = (a: number[], b: number[]) => [...a, ...b].map((x) => x * Math.SQRT1_2);
      return {
        re: re.map((row, m) => half(row, other.re[m])),
        im: im.map((row, m) => half(row, other.im[m])),
        M,
      };
    };
    const { communication, sensing } = point.factor!;
    const [c, s] = [mean(communication), mean(sensing)];
    const both = {
      re: c.re.map((row, m) => [...row, ...s.re[m]]),
      im: c.im.map((row, m) => [...row, ...s.im[m]]),
    };
    const before = boundsOf(scene, sensing, fidelity).crb[boundOf[objective].key]!;
    expect(relative(boundsOf(scene, s, fidelity).crb[boundOf[objective].key]!, before)).toBeLessThan(1e-9);
    expect(rateOf(scene, both) - rateOf(scene, s)).toBeLessThan(rateFloor * (1 - 1e-3));
  });
});

describe('a curve never falls', () => {
  const { scenario, fidelity, objective } = read('falls');
  const rates = Array.from({ length: 21 }, (_, k) => 0.1 + 0.01 * k);
  const options = { fidelity, objective, rates };
  const result = solver.tradeoff(scenario, { ...options, covariance: true });
  const values = result.points.map(({ crb }) => crb![boundOf[objective].key]!);

  test('as the floor rises', () => {
    for (let k = 1; k < rates.length; k++) expect(values[k]).toBeGreaterThan(values[k - 1]);
    expect(result.points.every(({ status }) => status === 'stationary')).toBe(true);
    expect(verifyResult(result)).toMatchObject({ verified: true });
  });

  test('whatever the order of the floors, which may repeat', () => {
    const shuffled = [...rates.slice(7), ...rates.slice(0, 7).reverse(), rates[3]];
    const { points } = solver.tradeoff(scenario, { ...options, rates: shuffled });
    for (const { rateFloor, crb, iterations } of points.slice(0, -1)) {
      const k = rates.indexOf(rateFloor);
      expect(crb).toEqual(result.points[k].crb);
      expect(iterations).toBeGreaterThanOrEqual(0);
    }
    expect(points.at(-1)!.crb).toEqual(result.points[3].crb);
  });

  test('and a batch has the same numbers', () => {
    const batch = solver.batch([scenario, scenario], { ...options, rates: [...rates].reverse() });
    for (let k = 0; k < rates.length; k++) {
      for (const row of [rates.length - 1 - k, 2 * rates.length - 1 - k]) {
        expect(rowStatuses[batch.status[row]]).toBe('stationary');
        expect(batch.delay[row]).toBe(result.points[k].crb!.delay);
        expect(batch.slope[row]).toBe(result.points[k].slope);
      }
    }
  });

  test('points come from the highest floor down', async () => {
    const order: number[] = [];
    const onPoint = (_: unknown, index: number) => order.push(index);
    await tradeoffAsync(scenario, { ...options, rates: [0.1, 0.25, 0.2], onPoint });
    expect(order).toEqual([1, 2, 0]);
  });
});

test('at thermal noise', () => {
  const { scenario, fidelity, objective } = read('thermal');
  for (const noiseDbm of [-111, -130, -150]) {
    const scene = { ...scenario, noiseDbm };
    const { maxRate } = solver.tradeoff(scene, { fidelity, objective, points: 1 });
    const floors = [0.9 * maxRate!, 0.999 * maxRate!];
    const result = solver.tradeoff(scene, { fidelity, objective, rates: floors, covariance: true });
    expect(result.points.map(({ status }) => status)).toEqual(floors.map(() => 'stationary'));
    expect(verifyResult(result)).toMatchObject({ verified: true });
  }
});

test('another program with many starts finds nothing better (npm run bench:superposed: 400 scenes)', () => {
  for (const [kind, index] of [
    ['random', 8],
    ['random', 18],
    ['mirror', 3],
    ['mirror', 8],
  ] as const) {
    const { scenario, fidelity, objective, share } = makeScene(kind, 1, index);
    const { maxRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
    const rateFloor = share * maxRate!;
    const [{ crb }] = solver.tradeoff(scenario, { fidelity, objective, rates: [rateFloor] }).points;
    const problem = new PairProblem(complete(scenario), fidelity, objective, rateFloor);
    const best = multiStart(problem, 8, index);
    expect(crb![boundOf[objective].key]!).toBeLessThanOrEqual(best * (1 + 1e-6));
  }
});

test('what many starts found where earlier searches ended in worse pairs, or in one whose bounds are rounding', () => {
  for (const [kind, seed, index, found] of [
    ['random', 2, 168, 842.4031430472824],
    ['random', 2, 181, 0.002088143914080334],
    ['mirror', 2, 40, 0.00030740138110582984],
    ['random', 4, 4, 0.0007156406437447398],
    ['random', 4, 26, 0.03920064266919048],
    ['random', 4, 39, 0.3169447613361588],
    ['random', 4, 91, 14308.45732230463],
    ['random', 6, 376, 0.002214068101195822],
    ['random', 7, 71, 0.010254086652810109],
    ['mirror', 7, 186, 1.1041459287544426e-17],
  ] as const) {
    const { scenario, fidelity, objective, share } = makeScene(kind, seed, index);
    const { maxRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
    const rates = [share * maxRate!];
    const [{ crb, status }] = solver.tradeoff(scenario, { fidelity, objective, rates }).points;
    expect(status).toBe('stationary');
    expect(crb![boundOf[objective].key]!).toBeLessThanOrEqual(found * (1 + 1e-6));
  }
});

test('the multi-start descends along the gradient of what it evaluates', () => {
  for (const fidelity of ['printed', 'coupled'] as const) {
    const { scenario } = makeScene('random', 1, 8);
    const problem = new PairProblem(complete(scenario), fidelity, 'sum', 0.3 * 0.2);
    let state = 7;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
    const [pc, ps] = [2, 2];
    const x = Float64Array.from({ length: 2 * problem.r * (pc + ps) }, random);
    const gradient = new Float64Array(x.length);
    problem.value({ pc, ps, x }, gradient);
    for (const i of [0, 3, x.length - 1]) {
      const at = (h: number) => problem.value({ pc, ps, x: x.map((v, k) => (k === i ? v + h : v)) });
      const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
      expect(relative(gradient[i], slope)).toBeLessThan(1e-4);
    }
  }
});
