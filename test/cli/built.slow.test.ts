/** The built command line over the real core, in processes of its own. */

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundOf, type Bounds, type Evaluation, type Objective } from '../../bindings/types.js';
import type { Result, ScenarioInput } from '../../bindings/types.js';
import { cliFile, Folder, root, runBuilt } from '../support/cli.js';

let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const ajv = new Ajv2020({ strict: true });
const isResult = ajv.compile(json(`${root}/dist/schemas/result.schema.json`) as object);

interface Fixture {
  scenario: ScenarioInput;
  expected: {
    fidelity: string;
    objective: Objective;
    maxRate: number;
    freeRate: number;
    crbFree: Bounds;
    points: { rateFloor: number; crb: Bounds }[];
  };
}

const bound = (crb: Bounds | null, objective: Objective) => crb?.[boundOf[objective].key] ?? NaN;

/** Relative agreement to 1e-6. */
function expectClose(value: number | null, expected: number, what: string): void {
  expect(Math.abs((value ?? NaN) / expected - 1), `${what}: ${value} for ${expected}`).toBeLessThan(1e-6);
}

describe('the reference optima', () => {
  test.each(readdirSync(`${root}/test/fixtures`).filter((name) => name.endsWith('.json')))(
    '%s',
    async (name) => {
      const { scenario, expected } = json(`${root}/test/fixtures/${name}`) as Fixture;
      const { fidelity, objective, points, maxRate, freeRate, crbFree } = expected;
      const floors = [0, ...points.map(({ rateFloor }) => rateFloor), maxRate * 1.01];
      const choice = ['--fidelity', fidelity, '--objective', objective, '--rates', floors.join(',')];
      const { status, stdout, stderr } = await runBuilt(
        ['tradeoff', '-', ...choice, '--covariance', '--json', '-'],
        JSON.stringify(scenario),
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const result = JSON.parse(stdout) as Result;
      expect(isResult(result), ajv.errorsText(isResult.errors)).toBe(true);
      expectClose(result.maxRate, maxRate, 'maxRate');
      expectClose(result.freeRate, freeRate, 'freeRate');
      expect(result.points.map((point) => point.status)).toEqual([
        ...points.map(() => 'optimal'),
        'optimal',
        'infeasible',
      ]);
      [crbFree, ...points.map(({ crb }) => crb)].forEach((crb, i) => {
        expectClose(
          bound(result.points[i].crb, objective),
          bound(crb, objective),
          `objective at ${floors[i]}`,
        );
      });

      const verdict = await runBuilt(['verify', '-'], stdout);
      expect(verdict.stdout).toContain('verified: all 5 points');
      expect(verdict.status).toBe(0);
    },
  );
});

describe('verify', () => {
  const make = async () => {
    const rates = ['--rates', '0.1', '--fidelity', 'printed', '--covariance', '--json', '-'];
    const { stdout } = await runBuilt(['tradeoff', 'examples/scenario-1.json', ...rates]);
    return JSON.parse(stdout) as Result;
  };

  test('notices a bound too good to be true', async () => {
    const result = await make();
    const crb = result.points[0].crb!;
    crb.angle = crb.angle! * 0.999;
    const { status, stdout, stderr } = await runBuilt(['verify', folder.put('spoilt.json', result)]);
    expect(stdout).toMatch(/points\[0\] .*NOT verified/);
    expect(stdout).toContain('NOT verified: 0 of 1 points are');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'isabc: not verified\n' });
  });

  test('--rigorous prints what each optimum is shown to lie between', async () => {
    const result = await make();
    const file = folder.put('r.json', result);
    const { status, stdout, stderr } = await runBuilt(['verify', '--rigorous', file]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [, low, high] = /^points\[0\] +optimal +proved: between (\S+) and (\S+), width/m.exec(stdout)!;
    expect(Number(low)).toBeLessThanOrEqual(Number(high));
    expect(Number(low) / result.points[0].lowerBound!).toBeCloseTo(1, 9);
    expect(stdout).toContain('proved: all 1 points');

    result.points[0].certificate!.y![0] *= 1.01;
    const spoilt = await runBuilt(['verify', '--rigorous', folder.put('r.json', result)]);
    expect(spoilt.stdout).toMatch(/^points\[0\] +optimal +not proved: width: between/m);
    expect({ status: spoilt.status, stderr: spoilt.stderr }).toEqual({
      status: 2,
      stderr: 'isabc: not verified, not proved\n',
    });
  });

  test('says what a result without covariances lacks', async () => {
    const result = await make();
    for (const key of ['covariance', 'factor', 'certificate'] as const) delete result.points[0][key];
    const { status, stdout } = await runBuilt(['verify', '-'], JSON.stringify(result));
    expect(stdout).toContain('--covariance');
    expect(status).toBe(2);
  });
});

describe('evaluate', () => {
  const uniform = (x: number) =>
    Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (i === j ? x : 0)));

  test('finds the optimum optimal, and half the power half as good', async () => {
    const out = folder.file('r.json');
    await runBuilt(['tradeoff', 'examples/scenario-1.json', '--rates', '0.1', '--covariance', '--json', out]);
    const point = (json(out) as Result).points[0];
    const evaluate = async (covariance: unknown, ...more: string[]) => {
      const file = folder.put('R.json', covariance);
      const { stdout } = await runBuilt([
        'evaluate',
        'examples/scenario-1.json',
        '--covariance',
        file,
        '--json',
        '-',
        ...more,
      ]);
      return JSON.parse(stdout) as Evaluation;
    };
    const own = await evaluate(point, '--rates', '0.1');
    expect(own.power).toBeCloseTo(1, 12);
    expect(own.crb.total! / point.crb!.total!).toBeCloseTo(1, 9);
    expect(own.optimum.status).toBe('optimal');
    expect(Math.abs(own.excess!)).toBeLessThan(1e-8);

    const { re, im } = point.covariance!;
    const half = (rows: number[][]) => rows.map((row) => row.map((entry) => entry / 2));
    const weak = await evaluate({ re: half(re), im: half(im) });
    expect(weak.power).toBeCloseTo(0.5, 12);
    expect(weak.excess).toBeCloseTo(1, 6);
  });

  test('says what it has put right, and where a covariance has no excess', async () => {
    const file = folder.put('R.json', { re: uniform((1 + 5e-7) / 8), im: uniform(0) });
    const said = async (...more: string[]) =>
      (await runBuilt(['evaluate', 'examples/scenario-1.json', '--covariance', file, ...more])).stdout;
    expect(await said()).toMatch(/^adjusted +scaled to P0: its power was above by 5\.00000e-7 of it$/m);
    folder.put('R.json', { re: uniform(3 / 16), im: uniform(0) });
    expect(await said()).toMatch(/^excess +–: its power, 1\.5\d* W, is above the budget P0 = 1 W$/m);
  });

  test('refuses what is not positive semidefinite', async () => {
    const file = folder.put('R.json', { re: uniform(-1), im: uniform(0) });
    const { status, stdout, stderr } = await runBuilt([
      'evaluate',
      'examples/scenario-1.json',
      '--covariance',
      file,
    ]);
    expect(stderr).toContain('must be positive semidefinite');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('what the model refuses', () => {
  const at = (...positions: [number, number][]) => positions.map((position) => ({ position }));
  const cases: [string, object, string[], string[]][] = [
    [
      'a device on the transmitter',
      { devices: at([1, 1], [0, 0]) },
      [],
      ['devices[1].position = [0,0]', 'transmitter'],
    ],
    [
      'a device on the receiver',
      { devices: at([2, -1.5]) },
      [],
      ['devices[0].position = [2,-1.5]', 'receiver'],
    ],
    ['a device at endfire', { devices: at([1, 1], [2, 3]) }, [], ['devices[1].position = [2,3]', 'endfire']],
    [
      'a device between the arrays',
      { devices: at([1, -0.75]) },
      ['--objective', 'position'],
      ['devices[0].position = [1,-0.75]', 'segment between the arrays'],
    ],
    [
      'one receive antenna',
      { devices: at([1, 1]), receiver: { antennas: 1 } },
      [],
      ['receiver.antennas = 1', 'angle'],
    ],
    ['silence', { devices: [{ position: [1, 1], symbol: 0 }] }, [], ['devices = [0]', 'silent']],
    [
      'coincident devices',
      { devices: at([1, 1], [1.5, 0], [1, 1]) },
      ['--fidelity', 'coupled'],
      ['devices[2].position = [1,1]', 'devices[0]'],
    ],
    [
      'devices too close to be told apart',
      { devices: at([1, 1], [1 + 1e-8, 1]) },
      ['--fidelity', 'coupled'],
      ['devices[1].position', 'told apart'],
    ],
    [
      'a zero pulse',
      { devices: at([1, 1]), pulse: { samples: Array(8).fill(0) } },
      [],
      ['pulse.samples', 'zero'],
    ],
    [
      'a constant pulse',
      { devices: at([1, 1]), pulse: { samples: Array(8).fill(1) } },
      [],
      ['pulse.samples', 'constant'],
    ],
  ];
  test.each(cases)('%s', async (_, scenario, options, says) => {
    const out = folder.file('never.json');
    const args = ['tradeoff', '-', '--points', '2', ...options, '--json', out];
    const { status, stdout, stderr } = await runBuilt(args, JSON.stringify(scenario));
    for (const part of says) expect(stderr).toContain(part);
    expect(stderr).not.toContain('report it');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(folder.names()).not.toContain('never.json');
  });
});

describe('as a process', () => {
  test('the table, help and version', async () => {
    const table = await runBuilt(['tradeoff', 'examples/scenario-1.json', '--points', '2']);
    expect(table.status).toBe(0);
    expect(table.stdout).toContain('maxRate    0.147785 bps/Hz');
    expect((await runBuilt(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runBuilt(['--help'])).stdout).toContain('Usage: isabc');
  });

  test('a closed pipe is quiet', async () => {
    const args = ['tradeoff', 'examples/scenario-1.json', '--points', '2000', '--covariance', '--json', '-'];
    const child = spawn(process.execPath, [cliFile, ...args], { cwd: root });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.concurrent.each(['SIGINT', 'SIGTERM'] as const)('%s leaves nothing', async (signal) => {
    const before = folder.names();
    const args = [
      'tradeoff',
      'examples/scenario-2.json',
      '--points',
      '100000',
      '--json',
      folder.file('big.json'),
    ];
    const child = spawn(process.execPath, [cliFile, ...args], { cwd: root });
    setTimeout(() => child.kill(signal), 2000); // long after the start, and long before the end
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(128 + constants.signals[signal]);
    expect(folder.names()).toEqual(before);
  });

  test('a full device is an output error', async () => {
    const args = ['tradeoff', 'examples/scenario-1.json', '--points', '2', '--json', '/dev/full'];
    const { status, stderr } = await runBuilt(args);
    expect(stderr).toContain('cannot write /dev/full: no space left');
    expect(status).toBe(3);
  });
});
