/** Curves in a worker. */
import { InputError, loadSolver, tradeoffAsync, type Point } from 'isabc';
import * as inline from 'isabc/inline';
import { expect, test } from 'vitest';
import { runTradeoff } from '../bindings/workers/solve-async.js';
import { watchedPlatform } from './support/threads.js';

const scenario = {
  devices: [
    { position: [1.5, -0.5] as [number, number] },
    { position: [1.2, -0.2] as [number, number], symbol: 0.5 },
  ],
};
const options = { points: 5, covariance: true };
const expected = (await loadSolver()).tradeoff(scenario, options);
/** A curve of minutes. */
const long = {
  devices: Array.from({ length: 12 }, (_, i) => ({
    position: [1 + 0.07 * i, -0.9 + 0.1 * (i % 5)] as [number, number],
  })),
};

test('is the result of tradeoff, and its points come in order', async () => {
  const points: Point[] = [];
  const onPoint = (point: Point, index: number) => {
    expect(index).toBe(points.length);
    points.push(point);
  };
  expect(await tradeoffAsync(scenario, { ...options, onPoint })).toEqual(expected);
  expect(points).toEqual(expected.points);
  expect(await inline.tradeoffAsync(scenario, options)).toEqual(expected);
});

test('takes a superposed signal', async () => {
  const superposed = { ...scenario, signal: 'superposed' as const };
  const result = await tradeoffAsync(superposed, options);
  expect(result).toEqual((await loadSolver()).tradeoff(superposed, options));
  expect(result.points[2].status).toBe('stationary');
  expect(result.points[2].covariance!.sensing.re).toHaveLength(8);
});

test('abort rejects with the reason at once', async () => {
  const controller = new AbortController();
  const onPoint = () => controller.abort(new Error('enough'));
  const run = tradeoffAsync(long, { points: 1000, fidelity: 'coupled', signal: controller.signal, onPoint });
  await expect(run).rejects.toThrow('enough');
  await expect(tradeoffAsync(scenario, { signal: controller.signal })).rejects.toThrow('enough');
});

test('an error of the caller ends it', async () => {
  const onPoint = () => {
    throw new Error('my own');
  };
  await expect(tradeoffAsync(scenario, { onPoint })).rejects.toThrow('my own');
});

test('bad input is refused, what only the model sees too', async () => {
  const bad = tradeoffAsync({ devices: [] }, { points: 0 });
  await expect(bad).rejects.toMatchObject({ issues: [{ path: 'devices' }, { path: 'points' }] });
  const onArray = await tradeoffAsync({ devices: [{ position: [0, 0] }] }).catch((e: unknown) => e);
  expect(onArray).toBeInstanceOf(InputError);
  expect((onArray as InputError).issues).toMatchObject([{ path: 'devices[0].position', value: [0, 0] }]);
});

test('a worker that dies is replaced, and no point is told twice', async () => {
  let heard = 0;
  const platform = watchedPlatform((worker, { type }) => {
    if (type !== 'event' || ++heard !== 3) return true;
    worker.kill();
    return false;
  });
  const indices: number[] = [];
  const result = await runTradeoff(platform, scenario, {
    ...options,
    onPoint: (_, index) => indices.push(index),
  });
  expect(result.points).toEqual(expected.points);
  expect(indices).toEqual([0, 1, 2, 3, 4]);
  expect(platform.workers).toHaveLength(2);
});

test.each([{ signal: {} }, { signal: 5 }, { signal: null }, { onPoint: 'me' }, { onPoint: {} }])(
  'refuses %o with an InputError',
  async (options) => {
    const refused = await tradeoffAsync(scenario, options as never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as InputError).issues.map(({ path }) => path)).toEqual(Object.keys(options));
  },
);
