import { describe, expect, test } from 'vitest';
import { evenFractions } from '../bindings/solver/curve.js';
import { InputError } from '../bindings/input/errors.js';
import { formatCsv, formatJson } from '../bindings/solver/format.js';
import { Solver } from '../bindings/solver/solver.js';
import type { TradeoffOptions } from '../bindings/types.js';
import { FakeCore } from './support/fake-core.js';

const scenario = { devices: [{ position: [1.5, -0.5] as [number, number] }] };
const curve = (options: TradeoffOptions, core = new FakeCore()) =>
  new Solver(core).tradeoff(scenario, options);

test('even fractions go from 0 to 0.999; a single one is 0', () => {
  expect(evenFractions(3)).toEqual([0, 0.4995, 0.999]);
  expect(evenFractions(1)).toEqual([0]);
});

describe('tradeoff', () => {
  test('has 21 points unless told, and knows its extremes', () => {
    const result = curve({});
    expect(result.points).toHaveLength(21);
    expect(result).toMatchObject({
      schemaVersion: 1,
      maxRate: 1,
      maxRateBound: 1,
      freeRate: 0.25,
      silent: [],
    });
    expect(result.core).toMatch(/^[0-9a-f]{64}$/);
    expect(result.maxRateFactor).toBeUndefined();
    expect(result.points[0].factor).toBeUndefined();
  });

  test('ends that were not found are null, never NaN', () => {
    const { maxRate, maxRateBound, freeRate, maxRateFactor, points } = curve(
      { rates: [0.5], covariance: true },
      new FakeCore(NaN, NaN),
    );
    expect([maxRate, maxRateBound, freeRate, maxRateFactor]).toEqual([null, null, null, undefined]);
    expect(points).toHaveLength(1);
  });

  test('carries factors and certificates on request', () => {
    const result = curve({ rates: [0.5], covariance: true });
    expect(result.maxRateFactor).toBeDefined();
    expect(result.maxRateCertificate).toBeDefined();
    expect(result.points[0].certificate).toBeDefined();
  });

  test('leaves the extremes out', () => {
    const core = new FakeCore();
    const result = curve({ rates: [0.5, 0.75], extremes: false, covariance: true }, core);
    expect(result).toMatchObject({ maxRate: null, maxRateBound: null, freeRate: null });
    expect(result.maxRateFactor).toBeUndefined();
    expect(core.calls).toEqual(['load', 'point', 'point']);
  });

  test.each([
    [1, 'boundary'],
    [2, 'infeasible'],
  ])('but gives the largest rate where a floor of %d is %s', (floor, status) => {
    const result = curve({ rates: [0.5, floor], extremes: false, covariance: true });
    expect(result.points[1].status).toBe(status);
    expect(result).toMatchObject({ maxRate: 1, maxRateBound: 1, freeRate: null });
    expect(result.maxRateFactor).toBeDefined();
    expect(curve({ rates: [floor], extremes: false }).maxRateFactor).toBeUndefined();
  });

  test('names what is wrong with scenario and options together, and computes nothing', () => {
    const core = new FakeCore();
    const call = () =>
      new Solver(core).tradeoff({ devices: [{ position: [1, NaN] }] }, {
        points: 0,
        rates: [1],
        x: 1,
      } as TradeoffOptions);
    expect(call).toThrow(InputError);
    expect(call).toThrow(/devices\[0\]\.position\[1\] = NaN[^]*points = 0[^]*x = 1/);
    expect(core.calls).toEqual([]);
  });

  test('yields point by point, and notices when the solver is used in between', () => {
    const solver = new Solver(new FakeCore());
    const points = solver.points(scenario, { points: 3 });
    expect(points.next().value).toMatchObject({ index: 0, point: { rateFloor: 0.25 } });
    solver.tradeoff(scenario, { points: 1 });
    expect(() => points.next()).toThrow('used for something else');
  });
});

describe('formats', () => {
  test('CSV numbers read back to the same double', () => {
    const core = new FakeCore(1 / 3 + 1e-3, 1e-13 / 7);
    const result = curve({ points: 7 }, core);
    const rows = formatCsv(result).trimEnd().split('\n').slice(1);
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(
      result.points.map(({ rateFloor }) => rateFloor),
    );
  });

  test('JSON reads back to the same value', () => {
    const result = curve({ points: 2, covariance: true });
    expect(JSON.parse(formatJson(result))).toEqual(result);
    const odd = { a: [], b: {}, c: [{}, [1, [2]]], d: null, e: undefined, 'f"': '\n', g: [null, 'x', true] };
    expect(JSON.parse(formatJson(odd))).toEqual({ ...odd, e: undefined });
  });
});
