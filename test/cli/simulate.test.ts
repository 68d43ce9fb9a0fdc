import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Simulation } from '../../bindings/simulate/types.js';
import { FakeCore } from '../support/fake-core.js';
import { valid } from '../support/malformed.js';
import { Folder, runBuilt, runHere } from '../support/cli.js';

let folder: Folder;
let scenario: string;
beforeEach(() => {
  folder = new Folder();
  scenario = folder.put('scenario.json', valid);
});
afterEach(() => folder.remove());

describe('isabc simulate', () => {
  test('prints a table', async () => {
    const { status, stdout, stderr } = await runHere([
      'simulate',
      scenario,
      '--rate',
      '0.5',
      '--trials',
      '3',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('optimal at 0.5000 bps/Hz');
  });

  test('writes the report as JSON, without a table', async () => {
    const args = ['--rate', '0.5', '--seed', '9', '--json', folder.file('report.json')];
    const { status, stdout, stderr } = await runHere(['simulate', scenario, ...args]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    const report = JSON.parse(readFileSync(folder.file('report.json'), 'utf8')) as Simulation;
    expect([report.trials, report.seed, report.rateFloor]).toEqual([1000, 9, 0.5]);
  });

  test('names every bad option, and writes nothing', async () => {
    const args = ['--rate', 'much', '--trials', '1', '--seed', '-1', '--json', folder.file('report.json')];
    const { status, stdout, stderr } = await runHere(['simulate', scenario, ...args]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const name of ['rate = "much"', 'trials = 1', 'seed = -1']) expect(stderr).toContain(name);
    expect(folder.names()).toEqual(['scenario.json']);
  });

  test('needs a rate', async () => {
    const { status, stderr } = await runHere(['simulate', scenario]);
    expect(status).toBe(1);
    expect(stderr).toContain('--rate');
  });

  test('a floor out of reach is bad input, a covariance without proof is exit status 2', async () => {
    const beyond = await runHere(['simulate', scenario, '--rate', '2']);
    expect(beyond.status).toBe(1);
    expect(beyond.stderr).toContain('the largest rate is 1 bps/Hz');
    const core = new FakeCore();
    core.unsolved = [0.5];
    const unsolved = await runHere(['simulate', scenario, '--rate', '0.5', '--trials', '2'], { core });
    expect(unsolved.status).toBe(2);
    expect(unsolved.stderr).toContain('unsolved');
  });

  test('the built one gives the same bytes twice', async () => {
    const args = ['simulate', 'examples/scenario-1.json', '--rate', '0', '--trials', '20', '--json', '-'];
    const first = await runBuilt(args);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain('"missed": 0');
    expect(await runBuilt(args)).toEqual(first);
  });
});
