/** Signals while something long is computed: answered at once, though one end of the curve takes a minute and more. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { batchAsync, evaluateAsync, loadSolver, simulateAsync, tradeoffAsync } from 'isabc';
import { afterAll, expect, test } from 'vitest';
import { cliFile, Folder, root } from '../support/cli.js';

/** 32 devices between arrays of 64 antennas. */
const slow = join(root, 'test/hard/slow-coupled.json');
const scenario = JSON.parse(readFileSync(slow, 'utf8'));
const folder = new Folder();
afterAll(() => folder.remove());
const identity = (size: number, scale: number) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? scale : 0)));
const powerless = { re: identity(64, 1e-5), im: identity(64, 0) };
folder.put('R.json', powerless);

test.each([
  ['SIGINT', 130, ['tradeoff', slow]],
  ['SIGTERM', 143, ['tradeoff', slow, '--rates', '1', '--no-extremes', '--csv', folder.file('x.csv')]],
  ['SIGINT', 130, ['evaluate', slow, '--covariance', folder.file('R.json')]],
  ['SIGTERM', 143, ['beam', slow, '--plot', folder.file('x.svg')]],
  ['SIGINT', 130, ['beamform', slow, '--rate', '1']],
  ['SIGTERM', 143, ['simulate', slow, '--rate', '1']],
] as const)('%s ends with %d: %j', async (signal, status, args) => {
  const child = spawn(process.execPath, [cliFile, ...args, '--fidelity', 'coupled'], { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  await sleep(2500); // computes by now
  expect(child.exitCode).toBe(null);
  const asked = performance.now();
  child.kill(signal);
  expect(await ended).toBe(status);
  expect(performance.now() - asked).toBeLessThan(2000);
  expect(folder.names()).toEqual(['R.json']);
});

test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
  ['tradeoffAsync', (signal) => tradeoffAsync(scenario, { fidelity: 'coupled', signal })],
  ['evaluateAsync', (signal) => evaluateAsync(scenario, powerless, { fidelity: 'coupled', signal })],
  ['batchAsync', (signal) => batchAsync([scenario], { fidelity: 'coupled', signal })],
  ['simulateAsync', (signal) => simulateAsync(scenario, { rate: 1, fidelity: 'coupled', signal })],
])('%s leaves its thread free, and can be cancelled', async (_, start) => {
  const controller = new AbortController();
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  const failed = start(controller.signal).catch((error: unknown) => error);
  try {
    await sleep(1500);
    expect(ticks).toBeGreaterThan(20);
    const asked = performance.now();
    controller.abort(new Error('enough'));
    expect(await failed).toMatchObject({ message: 'enough' });
    expect(performance.now() - asked).toBeLessThan(1000);
  } finally {
    clearInterval(ticking);
  }
});

test('what comes from a worker is what comes from here', async () => {
  const solver = await loadSolver();
  const two = { devices: [{ position: [1.5, -0.5] }, { position: [1, 0.5] }] };
  const covariance = { re: identity(8, 0.125), im: identity(8, 0) };
  expect(await evaluateAsync(two, covariance)).toEqual(solver.evaluate(two, covariance));
  expect(await batchAsync([two], { points: 2 })).toEqual(solver.batch([two], { points: 2 }));
  const heard: number[] = [];
  const options = { rate: 0.1, trials: 3 };
  const report = await simulateAsync(two, { ...options, onTrial: (done) => heard.push(done) });
  expect(report).toEqual(solver.simulate(two, options));
  expect(heard).toEqual([1, 2, 3]);
});
