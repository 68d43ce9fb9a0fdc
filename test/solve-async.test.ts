/** The solver's longer calls in workers: the same answers, this thread free meanwhile, and an end at any moment. */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  batchAsync,
  evaluateAsync,
  loadSolver,
  simulateAsync,
  tradeoffAsync,
  type ScenarioInput,
} from 'isabc';
import { describe, expect, test } from 'vitest';

/** 32 devices between arrays of 64 antennas: a minute a point, and more. */
const slow = JSON.parse(
  readFileSync(new URL('hard/slow-coupled.json', import.meta.url), 'utf8'),
) as ScenarioInput;
const two: ScenarioInput = { devices: [{ position: [1.5, -0.5] }, { position: [1, 0.5] }] };
const identity = (size: number, scale: number) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? scale : 0)));
const covariance = (size: number, scale: number) => ({ re: identity(size, scale), im: identity(size, 0) });

describe('the answers', () => {
  test('are those of the solver', async () => {
    const solver = await loadSolver();
    const R = covariance(8, 0.125);
    expect(await evaluateAsync(two, R)).toEqual(solver.evaluate(two, R));
    expect(await batchAsync([two, two], { points: 2 })).toEqual(solver.batch([two, two], { points: 2 }));
    const heard: number[] = [];
    const options = { rate: 0.1, trials: 3 };
    const report = await simulateAsync(two, { ...options, onTrial: (done) => heard.push(done) });
    expect(report).toEqual(solver.simulate(two, options));
    expect(heard).toEqual([1, 2, 3]);
    const pair: ScenarioInput = { ...two, signal: 'superposed' };
    const parts = { communication: covariance(8, 0.0625), sensing: covariance(8, 0.0625) };
    expect(await evaluateAsync(pair, parts)).toEqual(solver.evaluate(pair, parts));
  });

  test('are refused as the solver refuses them', async () => {
    const bad = { devices: [{ position: [1, 'x'] }] } as unknown as ScenarioInput;
    const signal = 7 as unknown as AbortSignal;
    const onTrial = 'loud' as unknown as () => void;
    for (const refused of [
      evaluateAsync(bad, covariance(8, 1), { signal }),
      batchAsync([bad], { signal }),
      simulateAsync(bad, { rate: 1, signal, onTrial }),
    ]) {
      const { issues } = await refused.then(
        () => ({ issues: [] as { path: string }[] }),
        (error: unknown) => error as { issues: { path: string }[] },
      );
      expect(issues.map(({ path }) => path)).toContain('signal');
      expect(issues.some(({ path }) => path.endsWith('devices[0].position[1]'))).toBe(true);
    }
    await expect(simulateAsync(two, { rate: 0.1, onTrial })).rejects.toThrow('onTrial = "loud"');
    // by the core itself, in the worker
    await expect(simulateAsync(two, { rate: 100 })).rejects.toMatchObject({ issues: [{ path: 'rate' }] });
  });
});

describe('work of a minute', () => {
  test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['tradeoffAsync', (signal) => tradeoffAsync(slow, { fidelity: 'coupled', signal })],
    ['evaluateAsync', (signal) => evaluateAsync(slow, covariance(64, 1e-5), { fidelity: 'coupled', signal })],
    ['batchAsync', (signal) => batchAsync([slow], { fidelity: 'coupled', signal })],
    ['simulateAsync', (signal) => simulateAsync(slow, { rate: 1, fidelity: 'coupled', signal })],
  ])('%s leaves this thread free, and ends when it is told', async (_, start) => {
    const controller = new AbortController();
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const failed = start(controller.signal).catch((error: unknown) => error);
    try {
      await sleep(1500);
      expect(ticks).toBeGreaterThan(10);
      const asked = performance.now();
      controller.abort(new Error('enough'));
      expect(await failed).toMatchObject({ message: 'enough' });
      expect(performance.now() - asked).toBeLessThan(1000);
    } finally {
      clearInterval(ticking);
    }
  });
});
