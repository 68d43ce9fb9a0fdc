/** Input larger than anybody means: refused at once, in an error that stays short. */

import { describe, expect, test } from 'vitest';
import { InputError } from '../bindings/input/errors.js';
import { parseTradeoffOptions } from '../bindings/input/options.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { parseExperiment } from '../bindings/monte-carlo/experiment.js';
import { checkBatchOptions, checkScenarios } from '../bindings/solver/batch.js';
import { Solver } from '../bindings/solver/solver.js';
import { FakeCore } from './support/fake-core.js';

function refusal(call: () => unknown): { error: InputError; time: number } {
  const start = performance.now();
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return { error, time: performance.now() - start };
    throw error;
  }
  throw new Error('nothing was refused');
}

const devices = [{ position: [1.5, -0.5] }];
const bad = { position: ['x', {}], symbol: 7, colour: 'red' };
const many = (item: unknown, count: number) => Array<unknown>(count).fill(item);
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

const million = 1_000_000;
const oversized: Record<string, () => unknown> = {
  devices: () => parseScenario({ devices: many(bad, million) }),
  'pulse samples': () => parseScenario({ devices, pulse: { samples: many('x', million) } }),
  'a position': () => parseScenario({ devices: [{ position: many('x', million) }] }),
  'rate floors': () => parseTradeoffOptions({ rates: many('x', million) }),
  bounds: () => parseTradeoffOptions({ bounds: many('x', million) }),
  'given positions': () =>
    parseExperiment({ scenario: {}, draws: 1, placement: { shape: 'given', positions: many('x', million) } }),
  'swept values': () =>
    parseExperiment({
      scenario: {},
      draws: 1,
      placement: { shape: 'given', positions: [[1, 1]] },
      sweep: { powerDbm: many('x', million) },
    }),
  'fractions of a batch': () => {
    throw new InputError(checkBatchOptions({ fractions: many('x', million) }).issues);
  },
  'scenarios of a batch': () => {
    throw new InputError(checkScenarios(many(bad, 2 * million)).issues);
  },
};

test.each(Object.entries(oversized))('%s without end: one issue, and no look at the items', (_, call) => {
  const { error, time } = refusal(call);
  expect(error.issues).toHaveLength(1);
  expect(error.message.length).toBeLessThan(500);
  expect(time).toBeLessThan(500); // a few; a look at each item takes seconds
});

describe('at most a hundred issues are named', () => {
  test('and how many there are more', () => {
    const { error } = refusal(() => parseScenario({ devices: many(bad, 32) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message).toMatch(/\n {2}… and 28 more$/); // four of each device
    expect(error.message.split('\n')).toHaveLength(102);
  });

  test('of unknown keys as well, without end', () => {
    const { error, time } = refusal(() => parseScenario({ devices: many(keys(5000), 32) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message.length).toBeLessThan(50_000);
    expect(time).toBeLessThan(3000);
  });

  test('and a hundred are all named', () => {
    const { error } = refusal(() => parseScenario({ devices: many(bad, 25) }));
    expect(error.issues).toHaveLength(100);
    expect(error.message).not.toContain('more');
  });
});

test('a result that memory would not hold is refused before it is computed', () => {
  const solver = new Solver(new FakeCore());
  const scenario = { devices: many(devices[0], 1) as typeof devices as never, transmitter: { antennas: 64 } };
  const { error } = refusal(() => solver.tradeoff(scenario, { points: 100_000, covariance: true }));
  expect(error.issues).toMatchObject([{ path: 'points', value: 100_000 }]);
  expect(error.message).toContain('at most 6101 points at a time');
});
