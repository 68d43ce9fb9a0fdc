/** Input larger than anybody means: refused at once, in an error that stays short. */

import { describe, expect, test } from 'vitest';
import { InputError } from '../bindings/input/errors.js';
import { parseTradeoffOptions } from '../bindings/input/options.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { parseExperiment } from '../bindings/monte-carlo/experiment.js';
import { checkBatchOptions, checkScenarios } from '../bindings/solver/batch.js';
import { Solver } from '../bindings/solver/solver.js';
import { FakeCore } from './support/fake-core.js';

function refusal(call: () => unknown): InputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const devices = [{ position: [1.5, -0.5] }];
const bad = { position: ['x', {}], symbol: 7, colour: 'red' };
const many = (item: unknown, count: number) => Array<unknown>(count).fill(item);
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

const million = 1_000_000;
/** A list that counts how often it is asked for an item: to show a value, a few are. */
let looks = 0;
const endless = (item: unknown) =>
  new Proxy(many(item, million + 1), {
    get(list, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
      return Reflect.get(list, key) as unknown;
    },
  });
const oversized: Record<string, () => unknown> = {
  devices: () => parseScenario({ devices: endless(bad) }),
  'pulse samples': () => parseScenario({ devices, pulse: { samples: endless('x') } }),
  'a position': () => parseScenario({ devices: [{ position: endless('x') }] }),
  'rate floors': () => parseTradeoffOptions({ rates: endless('x') }),
  bounds: () => parseTradeoffOptions({ bounds: endless('x') }),
  'given positions': () =>
    parseExperiment({ scenario: {}, draws: 1, placement: { shape: 'given', positions: endless('x') } }),
  'swept values': () =>
    parseExperiment({
      scenario: {},
      draws: 1,
      placement: { shape: 'given', positions: [[1, 1]] },
      sweep: { powerDbm: endless('x') },
    }),
  'fractions of a batch': () => {
    throw new InputError(checkBatchOptions({ fractions: endless('x') }).issues);
  },
  'scenarios of a batch': () => {
    throw new InputError(checkScenarios(endless(bad)).issues);
  },
};

test.each(Object.entries(oversized))('%s without end: one issue, and no look at the items', (_, call) => {
  looks = 0;
  const error = refusal(call);
  expect(error.issues).toHaveLength(1);
  expect(error.message.length).toBeLessThan(500);
  expect(looks).toBeLessThan(100);
});

describe('at most a hundred issues are named', () => {
  test('and how many there are more', () => {
    const error = refusal(() => parseScenario({ devices: many(bad, 32) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message).toMatch(/\n {2}… and 28 more$/); // four of each device
    expect(error.message.split('\n')).toHaveLength(102);
  });

  test('of unknown keys as well, without end', () => {
    const error = refusal(() => parseScenario({ devices: many(keys(5000), 32) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message.length).toBeLessThan(50_000);
  });

  test('and a hundred are all named', () => {
    const error = refusal(() => parseScenario({ devices: many(bad, 25) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message).not.toContain('more');
  });
});

test('a result that memory would not hold is refused before it is computed', () => {
  const solver = new Solver(new FakeCore());
  const scenario = { devices: many(devices[0], 1) as typeof devices as never, transmitter: { antennas: 64 } };
  const error = refusal(() => solver.tradeoff(scenario, { points: 100_000, covariance: true }));
  expect(error.issues).toMatchObject([{ path: 'points', value: 100_000 }]);
  expect(error.message).toContain('at most 6101 points at a time');
});

test('keys without end: their beginnings are shown', () => {
  const long = 'k'.repeat(million);
  const error = refusal(() =>
    parseScenario({ devices: many({ position: [1, 1], [long]: 1 }, 32), [long]: 1, [`${long} `]: 1 }),
  );
  expect(error.issues).toHaveLength(34);
  expect(error.message.length).toBeLessThan(20_000);
});
