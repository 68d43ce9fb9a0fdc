/** Signals while something long is computed, read or checked: answered at once, though a single step takes a minute. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliFile, Folder, root, runBuilt } from '../support/cli.js';

/** 32 devices between arrays of 64 antennas. */
const slow = join(root, 'test/hard/slow-coupled.json');
const folder = new Folder();
afterAll(() => folder.remove());
const identity = (scale: number) =>
  Array.from({ length: 64 }, (_, i) => Array.from({ length: 64 }, (_, j) => (i === j ? scale : 0)));
folder.put('R.json', { re: identity(1e-5), im: identity(0) });

/** Longer where the machine is so busy that the program takes more than a quarter of a second to start, ms. */
let patience = 2000;
beforeAll(async () => {
  const scenario: unknown = JSON.parse(readFileSync(slow, 'utf8'));
  const params = { scenario, options: { fidelity: 'coupled' } };
  folder.put('request', `${JSON.stringify({ method: 'tradeoff', params })}\n`);
  // a result that takes long to read and longer to check
  const two = { devices: [{ position: [1.5, -0.5] }, { position: [1, 0.5] }] };
  const few = ['tradeoff', folder.put('two.json', two), '--points', '2', '--covariance'];
  await runBuilt([...few, '--json', folder.file('few.json')]);
  const result = JSON.parse(readFileSync(folder.file('few.json'), 'utf8')) as { points: unknown[] };
  folder.put('many.json', { ...result, points: Array<unknown>(20_000).fill(result.points[1]) });
  const begun = performance.now();
  await runBuilt(['--version']);
  patience = Math.max(2000, 8 * (performance.now() - begun));
}, 60_000);

const coupled = ['--fidelity', 'coupled'];
const csv = folder.file('x.csv');
test.each([
  ['SIGINT', 130, ['tradeoff', slow, ...coupled], 3000],
  ['SIGTERM', 143, ['tradeoff', slow, ...coupled, '--rates', '1', '--no-extremes', '--csv', csv], 2500],
  ['SIGINT', 130, ['evaluate', slow, ...coupled, '--covariance', folder.file('R.json')], 2500],
  ['SIGHUP', 129, ['beam', slow, ...coupled, '--plot', folder.file('x.svg')], 2500],
  ['SIGUSR1', 138, ['beamform', slow, ...coupled, '--rate', '1'], 2500],
  ['SIGUSR2', 140, ['simulate', slow, ...coupled, '--rate', '1'], 2500],
  ['SIGTERM', 143, ['serve'], 2500],
  ['SIGTERM', 143, ['verify', folder.file('many.json')], 600],
  ['SIGTERM', 143, ['verify', folder.file('many.json')], 1200],
  ['SIGINT', 130, ['verify', folder.file('many.json'), '--rigorous'], 2500],
  ['SIGUSR1', 138, ['verify', folder.file('many.json')], 4000],
] as const)('%s ends with %d: %j after %d ms', async (signal, status, args, delay) => {
  const names = folder.names();
  const child = spawn(process.execPath, [cliFile, ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
  if (args[0] === 'serve') child.stdin!.write(readFileSync(folder.file('request')));
  const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(code ?? by)));
  await sleep(delay);
  expect(child.exitCode).toBe(null);
  const asked = performance.now();
  child.kill(signal);
  // in a call that cannot be ended, as where a long text is read, by the signal itself: to a shell the same status
  expect([status, signal]).toContain(await ended);
  expect(performance.now() - asked).toBeLessThan(patience);
  expect(folder.names()).toEqual(names);
});
