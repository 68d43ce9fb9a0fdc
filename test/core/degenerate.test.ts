/** Scenes in which something cannot be seen: each gets an answer with nulls, or an error that names it. */
import { InputError, loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, InputIssue, Objective, Result, ScenarioInput, TradeoffOptions, Vector2 } from 'isabc';
import { relative } from '../support/fixtures.js';

const solver = await loadSolver();
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
const objectives: Objective[] = ['sum', 'delay', 'angle', 'position'];

// The default arrays: transmitter at the origin, receiver at (2, −1.5), both along y.
const good: Vector2[] = [[1.2, -0.3], [1.7, -0.6]]; // prettier-ignore
const endfire: Vector2 = [2, 0.75];
const between: Vector2 = [1, -0.75];
const scene = (...positions: Vector2[]): ScenarioInput => ({
  devices: positions.map((position) => ({ position })),
});

const solve = (scenario: ScenarioInput, options: TradeoffOptions = {}): Result =>
  solver.tradeoff(scenario, { points: 2, ...options });
function issues(scenario: ScenarioInput, options: TradeoffOptions = {}): readonly InputIssue[] {
  try {
    solve(scenario, options);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).issues;
  }
  return expect.unreachable('it was accepted');
}
const everyOptions = fidelities.flatMap((fidelity) =>
  objectives.map((objective) => ({ fidelity, objective })),
);
const allOptimal = (result: Result) =>
  expect(result.points.map(({ status }) => status)).toEqual(result.points.map(() => 'optimal'));

describe('beyond double precision', () => {
  test.each([
    { pathLoss: { referenceDb: -1500 } },
    { pathLoss: { referenceDb: -1e308 } },
    { symbolDuration: 1e-320 },
  ])('%o is an error that names the device', (odd) => {
    const [issue] = issues({ ...scene(...good), ...odd });
    expect(issue.path).toBe('devices[0]');
    expect(issue.message).toContain('double precision');
  });
});

describe('echoes far below the noise', () => {
  const devices = [
    { position: good[0] },
    { position: [1, 0.5] as Vector2 },
    { position: good[1], symbol: 0.5 },
  ];
  test.each(everyOptions)(
    'scale: rate with the reflection, bound against it, $fidelity $objective',
    (options) => {
      const at = (reflection: number) => {
        const result = solve({ devices, reflection }, { ...options, points: 3, covariance: true });
        allOptimal(result);
        expect(verifyResult(result).verified).toBe(true);
        return result;
      };
      const from = at(1e-20);
      for (const by of [1e-60, 1e-100, 1e-125]) {
        const to = at(1e-20 * by);
        expect(relative(to.maxRate! / by, from.maxRate!)).toBeLessThan(1e-12);
        expect(relative(to.freeRate! / by, from.freeRate!)).toBeLessThan(1e-12);
        to.points.forEach(({ crb }, i) => {
          for (const key of ['total', 'delay', 'angle', 'position'] as const)
            expect(relative(crb![key]! * by, from.points[i].crb![key]!)).toBeLessThan(1e-7);
        });
      }
    },
  );

  test('are refused where the slope of the curve is beyond double precision', () => {
    for (const reflection of [1e-160, 1e-200, 1e-290]) {
      const found = issues({ devices, reflection });
      expect(found.map(({ path }) => path)).toContain('devices[2]');
      expect(found[0].message).toContain('too weak for double precision');
    }
  });
});

describe('silent devices', () => {
  const loud = scene(...good);
  test.each(fidelities)('are left out of everything, %s', (fidelity) => {
    for (const symbol of [0, 1e-160]) {
      const mixed = {
        devices: [loud.devices[0], { position: [0.5, 0.5] as Vector2, symbol }, loud.devices[1]],
      };
      const [with_, without] = [mixed, loud].map((s) => solve(s, { fidelity, covariance: true }));
      expect(with_.silent).toEqual([1]);
      expect([with_.maxRate, with_.freeRate]).toEqual([without.maxRate, without.freeRate]);
      with_.points.forEach((point, i) => {
        const other = without.points[i];
        expect(point.crb).toEqual(other.crb);
        expect(point.certificate).toEqual(other.certificate);
        expect(point.devices).toEqual([other.devices![0], null, other.devices![1]]);
      });
    }
  });

  test('may lie where no other could', () => {
    const devices = [
      ...loud.devices,
      { position: [0, 0] as Vector2, symbol: 0 },
      { position: endfire, symbol: 0 },
    ];
    expect(solve({ devices }).silent).toEqual([2, 3]);
  });

  test('do not count for the size of the scene, whatever their distance', () => {
    for (const symbol of [0, 1e-160]) {
      for (const position of [
        [1e9, 0],
        [-3e9, 1e12],
      ] as Vector2[]) {
        // prettier-ignore
        for (const fidelity of fidelities) {
          const devices = [...loud.devices, { position, symbol }];
          expect(solve({ devices }, { fidelity }).points).toEqual([
            ...solve(loud, { fidelity }).points.map((point) => ({ ...point, devices: [...point.devices!, null] })),
          ]);
        }
      }
    }
  });

  test('may not be all', () => {
    for (const symbol of [0, 1e-160]) {
      const [issue] = issues({ devices: loud.devices.map((device) => ({ ...device, symbol })) });
      expect(issue.path).toBe('devices');
      expect(issue.message).toContain('silent');
    }
  });
});

describe('a device on an array', () => {
  const arrays: [string, Vector2][] = [['transmitter', [0, 0]], ['receiver', [2, -1.5]]]; // prettier-ignore
  test.each(arrays)('is refused, %s', (array, [x, y]) => {
    for (const options of everyOptions) {
      for (const offset of [0, 1e-9]) {
        // the scene is 2.5 m across
        const found = issues(scene(...good, [x + offset, y + offset]), options);
        expect(found.map(({ path }) => path)).toEqual(['devices[2].position']);
        expect(found[0].message).toContain(`on the ${array}`);
        expect(found[0].value).toEqual([x + offset, y + offset]);
      }
    }
    allOptimal(solve(scene(...good, [x - 1e-5, y])));
  });
});

describe("a device at the receiver's endfire", () => {
  test.each(everyOptions)('$fidelity $objective', (options) => {
    const scenario = scene(good[0], endfire, good[1]);
    if (options.objective !== 'delay') {
      const [issue] = issues(scenario, options);
      expect(issue.path).toBe('devices[1].position');
      expect(issue.message).toMatch(/endfire.*angle/);
      return;
    }
    const result = solve(scenario, options);
    allOptimal(result);
    for (const { crb, devices } of result.points) {
      expect(crb).toEqual({ total: null, delay: expect.any(Number), angle: null, position: null });
      expect(devices![1]).toEqual({ delay: expect.any(Number), angle: null, position: null });
      expect(Object.values(devices![0]!)).not.toContain(null);
    }
  });

  test('is told from one nearly there', () => {
    allOptimal(solve(scene(...good, [2 + 1e-6, 0.75])));
  });

  test('follows the array as it turns', () => {
    const turned = { ...scene(good[0], [1, -1.5]), receiver: { orientation: 180 } };
    expect(issues(turned)[0].path).toBe('devices[1].position');
    allOptimal(solve(scene(good[0], [1, -1.5])));
  });
});

describe('one receive antenna', () => {
  const scenario = { ...scene(...good), receiver: { antennas: 1 } };
  test.each(everyOptions)('$fidelity $objective', (options) => {
    if (options.objective !== 'delay') {
      const [issue] = issues(scenario, options);
      expect(issue).toMatchObject({ path: 'receiver.antennas', value: 1 });
      expect(issue.message).toContain('no angle');
      return;
    }
    const result = solve(scenario, { ...options, covariance: true });
    allOptimal(result);
    for (const { crb, devices, lmi, certificate } of result.points) {
      expect(crb).toEqual({ total: null, delay: expect.any(Number), angle: null, position: null });
      expect(devices).toEqual(good.map(() => ({ delay: expect.any(Number), angle: null, position: null })));
      expect(lmi).toBeNull();
      if (options.fidelity === 'coupled') expect(certificate!.Y).toHaveLength(2);
    }
  });

  test('printed is then the decoupled bound', () => {
    const [printed, decoupled] = (['printed', 'decoupled'] as const).map(
      (fidelity) => solve(scenario, { fidelity, objective: 'delay' }).points[1].crb!.delay!,
    );
    expect(relative(printed, decoupled)).toBeLessThan(1e-12);
  });
});

describe('a device between the arrays', () => {
  test.each(everyOptions)('$fidelity $objective', (options) => {
    const scenario = scene(good[0], between, good[1]);
    if (options.objective === 'position') {
      const [issue] = issues(scenario, options);
      expect(issue.path).toBe('devices[1].position');
      expect(issue.message).toMatch(/between|segment/);
      return;
    }
    const result = solve(scenario, options);
    allOptimal(result);
    for (const { crb, devices } of result.points) {
      expect(crb).toMatchObject({ total: expect.any(Number), position: null });
      expect(devices![1]).toEqual({ delay: expect.any(Number), angle: expect.any(Number), position: null });
      expect(devices![0]!.position).toBeGreaterThan(0);
    }
  });

  test('beyond them on the same line it is seen', () => {
    for (const position of [
      [4, -3],
      [-1, 0.75],
    ] as Vector2[]) {
      const result = solve(scene(good[0], position), { objective: 'position' });
      allOptimal(result);
      expect(result.points[0].devices![1]!.position).toBeGreaterThan(0);
    }
  });
});

describe('devices too close', () => {
  const apart = (distance: number) => scene(good[0], good[1], [good[0][0] + distance, good[0][1]]);

  test('in the same place: fine unless coupled, where both are named', () => {
    for (const options of everyOptions) {
      if (options.fidelity !== 'coupled') allOptimal(solve(apart(0), options));
      else {
        const [issue] = issues(apart(0), options);
        expect(issue.path).toBe('devices[2].position');
        expect(issue.message).toContain('same place as devices[0]');
      }
    }
  });

  test('a micrometre apart: coupled cannot tell them apart, and says which', () => {
    const found = issues(apart(1e-6), { fidelity: 'coupled' });
    expect(found.map(({ path }) => path)).toEqual(['devices[0].position', 'devices[2].position']);
    expect(found[0].message).toContain('cannot be told apart');
    allOptimal(solve(apart(1e-6), { fidelity: 'decoupled' }));
  });

  test('a centimetre apart: told apart', () => {
    allOptimal(solve(apart(1e-2), { fidelity: 'coupled' }));
  });

  test('more unknowns than arrays and pulse identify', () => {
    const devices: Vector2[] = [[1.2, -0.3], [1.7, -0.6], [1.4, -0.9], [1.1, 0.3], [0.8, -0.2], [1.6, 0.1]]; // prettier-ignore
    // smooth at both ends, so that delays of nanoseconds leave one shape in time, seen by two antennas
    const samples = Array.from({ length: 33 }, (_, i) => Math.sin((Math.PI * i) / 32) ** 2);
    const arrays = { transmitter: { antennas: 1 }, receiver: { antennas: 2 } };
    const small = { ...scene(...devices), ...arrays, pulse: { samples } };
    const found = issues(small, { fidelity: 'coupled' });
    expect(found.length).toBeGreaterThan(0);
    for (const { path, message } of found) {
      expect(path).toMatch(/^devices\[[0-5]\]\.position$/);
      expect(message).toContain('cannot be told apart');
    }
    allOptimal(solve(small, { fidelity: 'decoupled' }));
  });
});

describe('pulses', () => {
  const sampled = (samples: number[]) => ({ ...scene(...good), pulse: { samples } });
  test('of no energy', () => {
    const [issue] = issues(sampled(new Array<number>(16).fill(0)));
    expect(issue.path).toBe('pulse.samples');
    expect(issue.message).toContain('zero');
  });
  test('that are constant', () => {
    const [issue] = issues(sampled(new Array<number>(16).fill(0.7)));
    expect(issue.path).toBe('pulse.samples');
    expect(issue.message).toContain('constant');
  });
});

describe('rate floors and numbers', () => {
  test.each([-1, -1e-300, NaN, Infinity])('a floor of %d is an error', (rate) => {
    const [issue] = issues(scene(...good), { points: undefined, rates: [0.1, rate] });
    expect(issue.path).toBe('rates[1]');
    expect(issue.value).toBe(rate);
  });
  test('a number that is none is named by its path, and nothing is computed', () => {
    const broken = scene(...good, [1, NaN]);
    expect(issues(broken).map(({ path }) => path)).toEqual(['devices[2].position[1]']);
  });
  test('no number of a result is ever NaN or infinite', () => {
    const check = (value: unknown): void => {
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
      else if (value && typeof value === 'object') Object.values(value).forEach(check);
    };
    for (const fidelity of fidelities) {
      check(solve(scene(good[0], endfire, between), { fidelity, objective: 'delay', covariance: true }));
    }
  });
});
