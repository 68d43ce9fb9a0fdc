/** Batches against curves: the same numbers, row by row. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowStatuses } from '../../bindings/core/columns.js';
import { Core } from '../../bindings/core/core.js';
import { InputError } from '../../bindings/input/errors.js';
import { Solver } from '../../bindings/solver/solver.js';
import type { Batch, BatchOptions } from '../../bindings/solver/batch.js';
import type { Result, ScenarioInput, TradeoffOptions } from '../../bindings/types.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)));
const solver = () => new Solver(new Core(module));

const samples = Array.from({ length: 12 }, (_, i) => 1 - i / 20);
/** Of different shapes, so that a buffer left over from one would show in another. */
const scenarios: ScenarioInput[] = [
  { devices: [{ position: [1.5, -0.5] }, { position: [1.2, -0.2], symbol: 0.5 }, { position: [1.7, -0.8] }] },
  { devices: [{ position: [1.5, -0.5] }] },
  {
    devices: [{ position: [1.4, -0.6] }, { position: [1.1, -0.9], symbol: 0 }, { position: [1.9, -0.2] }],
    pulse: { samples },
    receiver: { antennas: 4 },
    clutterDbm: null,
  },
  { devices: Array.from({ length: 5 }, (_, i) => ({ position: [1 + 0.2 * i, -0.35 - 0.1 * i * i] })) },
];

/** What a row must be, from the result of a curve; NaN for null. */
function rowsOf(result: Result): Record<string, number | string>[] {
  const number = (x: number | null) => x ?? NaN;
  return result.points.map((point) => ({
    rateFloor: point.rateFloor,
    status: point.status,
    reason: point.reason ?? '',
    maxRate: number(result.maxRate),
    maxRateBound: number(result.maxRateBound),
    freeRate: number(result.freeRate),
    ...Object.fromEntries(
      (['total', 'delay', 'angle', 'position'] as const).map((key) => [
        key,
        number(point.crb?.[key] ?? null),
      ]),
    ),
    rate: number(point.rate),
    slope: number(point.slope),
    lowerBound: number(point.lowerBound),
    gap: number(point.gap),
    lmi: number(point.lmi),
    iterations: point.iterations,
    rank: number(point.rank),
    stationarity: number(point.stationarity ?? null),
  }));
}

function rowsOfBatch(batch: Batch): Record<string, number | string>[] {
  const { rows, scenario: _, floor: __, fraction: ___, status, reason, reasons, ...numbers } = batch;
  return Array.from({ length: rows }, (_____, row) => ({
    ...Object.fromEntries(Object.entries(numbers).map(([name, column]) => [name, column[row]])),
    status: rowStatuses[status[row]],
    reason: reasons[reason[row]],
  }));
}

const tasks: TradeoffOptions[] = [
  { points: 4 },
  { rates: [0.1, 5, 0.1, 0.3] },
  { rates: [0.05], extremes: false },
  { rates: [0.05, 7], extremes: false },
  { points: 3, fidelity: 'decoupled', objective: 'position' },
  { points: 2, fidelity: 'coupled', objective: 'delay' },
];

test.each<BatchOptions>([
  { fractions: [0, 0.5, 0.999] },
  { rates: [0.05, 7], extremes: false },
  { fractions: [0.3], fidelity: 'coupled', objective: 'position' },
])('so has one of superposed signals, among others: %j', (options) => {
  const mixed = scenarios.flatMap((scenario): ScenarioInput[] => [
    { ...scenario, signal: 'superposed' },
    scenario,
  ]);
  const batch = solver().batch(mixed, options);
  const expected = mixed.flatMap((scenario, i) => {
    const { fractions, ...rest } = options;
    const floors = batch.rateFloor.slice(
      (i * batch.rows) / mixed.length,
      ((i + 1) * batch.rows) / mixed.length,
    );
    return rowsOf(
      solver().tradeoff(scenario, fractions === undefined ? rest : { ...rest, rates: [...floors] }),
    );
  });
  expect(rowsOfBatch(batch)).toEqual(expected);
  const found = new Set(rowsOfBatch(batch).map(({ status }) => status));
  expect(found).toContain('stationary');
  expect(found).not.toContain('unsolved');
  if (options.fractions === undefined) return;
  // the free rate of a superposed signal is 0
  const first = solver().batch([mixed[0]], { fractions: [0.5] });
  expect(first.rateFloor[0]).toBe(0.5 * first.maxRate[0]);
});

test.each(tasks)('a batch has the bits of curves: %j', (options) => {
  const batch = solver().batch(scenarios, options as BatchOptions);
  const expected = scenarios.flatMap((scenario) => rowsOf(solver().tradeoff(scenario, options)));
  expect(rowsOfBatch(batch)).toEqual(expected);
  const floors = batch.rows / scenarios.length;
  expect([...batch.scenario]).toEqual(scenarios.flatMap((_, i) => Array(floors).fill(i)));
  expect([...batch.floor]).toEqual(scenarios.flatMap(() => Array.from({ length: floors }, (_, k) => k)));
});

test('a batch does not depend on how it is cut', () => {
  const one = solver();
  const whole = one.batch(scenarios, { points: 3 });
  const parts = scenarios.map((scenario) => one.batch([scenario], { points: 3 }));
  expect(parts.flatMap(rowsOfBatch)).toEqual(rowsOfBatch(whole));
});

test('a batch larger than a crossing is solved whole', () => {
  // 255 such pulses fill one
  const long = { samples: Array.from({ length: 4096 }, (_, i) => 1 - i / 8192) };
  const many = Array.from({ length: 300 }, (_, i) => ({ ...scenarios[i === 299 ? 0 : 1], pulse: long }));
  const options = { rates: [0], extremes: false };
  const rows = rowsOfBatch(solver().batch(many, options));
  const [first, last] = rowsOfBatch(solver().batch([many[0], many[299]], options));
  expect(rows).toEqual([...Array(299).fill(first), last]);
});

describe('fractions', () => {
  test('are floors between the free and the largest rate', () => {
    const batch = solver().batch(scenarios.slice(0, 1), { fractions: [0, 0.5, 0.9] });
    const [maxRate] = batch.maxRate;
    const [freeRate] = batch.freeRate;
    expect([...batch.rateFloor]).toEqual([0, 0.5, 0.9].map((t) => freeRate + t * (maxRate - freeRate)));
    expect([...batch.fraction]).toEqual([0, 0.5, 0.9]);
  });

  test('start from 0 where the curve is flat', () => {
    const { maxRate, freeRate, rateFloor } = solver().batch([scenarios[1]], { fractions: [0, 0.5] });
    expect(maxRate[0] - freeRate[0]).toBeLessThanOrEqual(1e-6 * maxRate[0]);
    expect([...rateFloor]).toEqual([0, 0.5 * maxRate[0]]);
  });

  test('are those of even points', () => {
    const even = [0, 1, 2, 3].map((k) => (0.999 * k) / 3);
    expect(solver().batch(scenarios, { points: 4 })).toEqual(solver().batch(scenarios, { fractions: even }));
    expect(solver().batch(scenarios.slice(1, 2)).rows).toBe(21);
  });
});

describe('scenarios that the model refuses', () => {
  const refused: ScenarioInput[] = [
    scenarios[1],
    { devices: [{ position: [1, 1] }, { position: [0, 0] }] },
    { devices: [{ position: [1, 1], symbol: 0 }] },
    { devices: [{ position: [2, -1.5] }] },
  ];

  test('are rows with the reason, and the others are solved', () => {
    const batch = solver().batch(refused, { rates: [0.05, 0.1] });
    const rows = rowsOfBatch(batch);
    expect(rows.map(({ status }) => status)).toEqual([
      ...['optimal', 'optimal'],
      ...['refused', 'refused'],
      ...['silent', 'silent'],
      ...['refused', 'refused'],
    ]);
    expect(rows[2].reason).toMatch(/^devices\[1\]\.position lies on the transmitter/);
    expect(rows[4].reason).toBe('');
    expect(rows[6].reason).toMatch(/^devices\[0\]\.position lies on the receiver/);
    expect(rows.map(({ rateFloor }) => rateFloor)).toEqual([0.05, 0.1, 0.05, 0.1, 0.05, 0.1, 0.05, 0.1]);
    for (const row of rows.slice(2)) expect(row.total).toBeNaN();
    expect(solver().batch(refused, { fractions: [0.5] }).rateFloor[1]).toBeNaN();
  });

  test('name both devices of a pair, and those that cannot be told apart', () => {
    const pair = { devices: [{ position: [1, 1] }, { position: [1.5, -1] }, { position: [1, 1] }] };
    const close = { devices: [{ position: [1, 1] }, { position: [1, 1 + 1e-7] }] };
    const batch = solver().batch([pair, close] as ScenarioInput[], { rates: [0], fidelity: 'coupled' });
    const [first, second] = rowsOfBatch(batch);
    expect(first.reason).toMatch(/^devices\[2\]\.position is in the same place as devices\[0\]/);
    expect(second.reason).toMatch(
      /^devices\[0\]\.position cannot be told apart.*; devices\[1\]\.position cannot/,
    );
  });
});

describe('bad input', () => {
  const issues = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      if (error instanceof InputError) return error.issues.map(({ path }) => path);
      throw error;
    }
    return [];
  };
  const good = scenarios[1];
  test.each([
    [[], {}, ['scenarios']],
    [good, {}, ['scenarios']],
    [[good, { devices: [{ position: [1, 'x'] }] }], {}, ['scenarios[1].devices[0].position[1]']],
    [[good], { rates: [0.1], fractions: [0] }, ['fractions']],
    [[good], { points: 0, extremes: false }, ['points', 'extremes']],
    [[good], { fractions: [1] }, ['fractions[0]']],
    [[good], { covariance: true }, ['covariance']],
  ])('%j with %j', (input, options, paths) => {
    expect(issues(() => solver().batch(input as ScenarioInput[], options as BatchOptions))).toEqual(paths);
  });
});

test('a curve in progress notices a batch', () => {
  const one = solver();
  const points = one.points(scenarios[0], { points: 3 });
  points.next();
  one.batch([scenarios[1]], { rates: [0] });
  expect(() => points.next()).toThrow('used for something else');
});
