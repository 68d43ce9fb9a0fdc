import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, lstatSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csvColumns } from '../../bindings/solver/format.js';
import type { Result } from '../../bindings/types.js';
import { FakeCore } from '../support/fake-core.js';
import { valid } from '../support/malformed.js';
import { Folder, runHere } from '../support/cli.js';

let folder: Folder;
let scenario: string;
beforeEach(() => {
  folder = new Folder();
  scenario = folder.put('scenario.json', valid);
});
afterEach(() => folder.remove());

const read = (name: string) => readFileSync(folder.file(name), 'utf8');

describe('isabc tradeoff', () => {
  test('prints a table', async () => {
    const { status, stdout, stderr } = await runHere(['tradeoff', scenario, '--points', '3']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "fidelity   coupled bound; symbols known; reflections known
      objective  sum
      maxRate    1.00000 bps/Hz
      freeRate   0.250000 bps/Hz, free of cost up to here

         floor  status       rate     total        delay     angle  position  RMSE  RMSE   RMSE       slope       gap  iterations
        bps/Hz             bps/Hz   s²+rad²           s²      rad²        m²    ns     °      m  per bps/Hz  relative
      0.250000  optimal  0.250000  0.500000  2.00000e-18  0.500000  0.125000  1.00  40.0  0.350    0.100000   1.0e-12          12
      0.624625  optimal  0.624625  0.500000  2.00000e-18  0.500000  0.125000  1.00  40.0  0.350    0.100000   1.0e-12          12
      0.999250  optimal  0.999250  0.500000  2.00000e-18  0.500000  0.125000  1.00  40.0  0.350    0.100000   1.0e-12          12
      "
    `);
  });

  test.each([
    [[], false],
    [['--over', 'worst'], true],
    [['--set', 'devices[0].weight=2'], true],
  ])('the table has what is minimised where no column of sums is that: %s', async (more, has) => {
    const { stdout } = await runHere(['tradeoff', scenario, '--points', '3', ...more]);
    expect(/ rate +value +total/.test(stdout)).toBe(has);
  });

  test('writes JSON and CSV whole, without a table', async () => {
    const args = ['--points', '5', '--json', folder.file('r.json'), '--csv', folder.file('r.csv')];
    const { status, stdout, stderr } = await runHere(['tradeoff', scenario, ...args]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(folder.names()).toEqual(['r.csv', 'r.json', 'scenario.json']);
    const result = JSON.parse(read('r.json')) as Result;
    const [head, ...rows] = read('r.csv').trimEnd().split('\n');
    expect(head).toBe(
      'rateFloor,status,rate,total,delay,angle,position,slope,lowerBound,gap,lmi,iterations,rmseDelay,rmseAngle,rmsePosition',
    );
    expect(rows).toHaveLength(5);
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(
      result.points.map((point) => point.rateFloor),
    );
    expect(head.split(',').slice(0, csvColumns.length)).toEqual(csvColumns);
  });

  test('null is empty in CSV', async () => {
    const { stdout } = await runHere(['tradeoff', scenario, '--rates', '2', '--csv', '-']);
    expect(stdout.split('\n')[1]).toBe('2,infeasible,,,,,,,,,,12,,,');
  });

  test('JSON on standard output, CSV in a file', async () => {
    const { stdout } = await runHere(['tradeoff', '-', '--json', '-', '--csv', folder.file('r.csv')], {
      stdin: JSON.stringify(valid),
    });
    expect((JSON.parse(stdout) as Result).points).toHaveLength(21);
    expect(read('r.csv').split('\n')).toHaveLength(23);
  });

  test('answers bounds, with two columns more, and says which no covariance reaches', async () => {
    const args = ['tradeoff', scenario, '--bounds', '0.5,.25'];
    expect((await runHere([...args, '--csv', '-'])).stdout).toMatchInlineSnapshot(`
      "rateFloor,status,rate,total,delay,angle,position,slope,lowerBound,gap,lmi,iterations,bound,rateBound,rmseDelay,rmseAngle,rmsePosition
      1,boundary,1,0.5,2e-18,0.5,0.125,,,,0,12,0.5,1,1e-9,40,0.35
      0,infeasible,,,,,,,0.4,,,12,0.25,,,,
      "
    `);
    const table = (await runHere(args)).stdout;
    expect(table).toMatch(/within +floor/);
    expect(table).toMatch(/\n1 of 2 points infeasible: no covariance reaches a bound of 0.250000\n$/);
    const floors = await runHere(['tradeoff', scenario, '--rates', '0.5,2,3']);
    expect(floors.stdout).toMatch(
      /\n2 of 3 points infeasible: no covariance reaches 2.00000, 3.00000 bps\/Hz\n$/,
    );
  });

  test('keeps order and duplicates of the rates', async () => {
    const { stdout } = await runHere([
      'tradeoff',
      scenario,
      '--rates',
      '.5, 1e-1,.5,0',
      '--json',
      '-',
      '--no-extremes',
    ]);
    const result = JSON.parse(stdout) as Result;
    expect(result.points.map(({ rateFloor }) => rateFloor)).toEqual([0.5, 0.1, 0.5, 0]);
    expect(result.maxRate).toBeNull();
  });

  test('exits 2 where a point is unsolved, and writes all the same', async () => {
    const core = new FakeCore();
    core.unsolved = [0.5];
    const args = ['tradeoff', scenario, '--rates', '0.4,0.5', '--json', folder.file('r.json')];
    const { status, stdout, stderr } = await runHere(args, { core });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'isabc: 1 of 2 points are unsolved\n',
    });
    expect((JSON.parse(read('r.json')) as Result).points[1].reason).toBe('told so');
    const table = await runHere(['tradeoff', scenario, '--rates', '0.5'], { core });
    expect(table.stdout).toContain('at 0.500000 bps/Hz: told so');
  });

  test('shows progress only on a terminal, and takes it away', async () => {
    const core = new FakeCore();
    const point = core.point.bind(core);
    core.point = (...args) => {
      const until = performance.now() + 60;
      while (performance.now() < until);
      return point(...args);
    };
    const args = ['tradeoff', scenario, '--points', '5', '--csv', '-'];
    const terminal = await runHere(args, { core, isTTY: true });
    expect(terminal.stderr).toMatch(/^\r\d of 5 points/);
    expect(terminal.stderr.endsWith('\r\u001b[K')).toBe(true);
    expect((await runHere(args, { core })).stderr).toBe('');
  });

  test('replaces a file, and writes through a link', async () => {
    folder.put('old.json', 'old');
    symlinkSync('old.json', folder.file('link.json'));
    const { status } = await runHere(['tradeoff', scenario, '--json', folder.file('link.json')]);
    expect(status).toBe(0);
    expect(lstatSync(folder.file('link.json')).isSymbolicLink()).toBe(true);
    expect((JSON.parse(read('old.json')) as Result).schemaVersion).toBe(1);
  });

  test('does not rename over what is no regular file', async () => {
    const { status } = await runHere(['tradeoff', scenario, '--json', '/dev/null']);
    expect(status).toBe(0);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('isabc evaluate', () => {
  const matrix = (size: number, entry: number) => {
    const plane = (x: number) =>
      Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? x : 0)));
    return { re: plane(entry), im: plane(0) };
  };

  test('prints a summary, or JSON', async () => {
    const file = folder.put('R.json', matrix(8, 0.125));
    const summary = await runHere(['evaluate', scenario, '--covariance', file]);
    expect({ status: summary.status, stderr: summary.stderr }).toEqual({ status: 0, stderr: '' });
    expect(summary.stdout).toMatchInlineSnapshot(`
      "fidelity  coupled bound; symbols known; reflections known
      rate      0.500000 bps/Hz
      power     1.00000 W
      lmi       0.00000
      excess    0.500000 above the lower bound, relative

                           given  optimum (optimal)
      total             0.600000           0.500000  s²+rad²
      delay          2.00000e-18        2.00000e-18  s²
      angle             0.600000           0.500000  rad²
      position          0.250000           0.125000  m²
      delay RMSE            1.00               1.00  ns, of a device
      angle RMSE            40.0               40.0  °, of a device
      position RMSE        0.350              0.350  m, of a device
      lower bound                          0.400000  of the objective
      "
    `);
    const { stdout } = await runHere(['evaluate', scenario, '--covariance', file, '--json', '-']);
    expect(JSON.parse(stdout)).toMatchObject({
      rate: 0.5,
      power: 1,
      optimum: { lowerBound: 0.4, status: 'optimal' },
    });
  });

  test('takes a point of a result, and a floor', async () => {
    const file = folder.put('R.json', { rateFloor: 0.5, status: 'optimal', covariance: matrix(8, 0.125) });
    const { status, stdout } = await runHere([
      'evaluate',
      scenario,
      '--covariance',
      file,
      '--rates',
      '3',
      '--json',
      '-',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ excess: null, optimum: { status: 'infeasible' } });
  });

  test('exits 2 where the optimum is unsolved', async () => {
    const core = new FakeCore();
    core.unsolved = [0.5];
    const file = folder.put('R.json', matrix(8, 0.125));
    expect((await runHere(['evaluate', scenario, '--covariance', file], { core })).status).toBe(2);
  });
});

describe('input and output errors exit 3, and leave nothing', () => {
  const cases: [string, (f: Folder) => string[], string][] = [
    ['a missing scenario', (f) => ['tradeoff', f.file('none.json')], 'none.json: no such file or folder'],
    ['a missing result', (f) => ['verify', f.file('none.json')], 'none.json: no such file or folder'],
    [
      'a missing covariance',
      (f) => ['evaluate', 'S', '--covariance', f.file('none.json')],
      'none.json: no such file',
    ],
    ['a folder as scenario', (f) => ['tradeoff', f.path], 'it is a folder'],
    [
      'a file as folder',
      (f) => ['tradeoff', f.file('scenario.json/x')],
      'a part of its path is not a folder',
    ],
    ['a folder as output', (f) => ['tradeoff', 'S', '--json', f.path], 'cannot write'],
    ['an output in no folder', (f) => ['tradeoff', 'S', '--csv', f.file('no/x.csv')], 'cannot write'],
    ['an output in a file', (f) => ['tradeoff', 'S', '--csv', f.file('scenario.json/x')], 'cannot write'],
    [
      'one good and one bad output',
      (f) => ['tradeoff', 'S', '--json', f.file('r.json'), '--csv', f.path],
      'cannot write',
    ],
    [
      'a bad output of evaluate',
      (f) => ['evaluate', 'S', '--covariance', 'S', '--json', f.path],
      'cannot write',
    ],
  ];
  test.each(cases)('%s', async (_, args, says) => {
    const outcome = await runHere(args(folder).map((arg) => (arg === 'S' ? scenario : arg)));
    expect(outcome.stderr).toContain(says);
    expect(outcome.stderr).toMatch(/^isabc: cannot (read|write) /);
    expect({ status: outcome.status, stdout: outcome.stdout }).toEqual({ status: 3, stdout: '' });
    expect(folder.names()).toEqual(['scenario.json']);
  });

  test('an unwritable folder', async () => {
    // no mode bits stop root, but nobody may create a file in Linux's /proc
    let target = '/proc';
    if (process.platform !== 'linux') {
      target = folder.file('locked');
      mkdirSync(target);
      chmodSync(target, 0o555);
    }
    const { status, stderr } = await runHere(['tradeoff', scenario, '--json', `${target}/r.json`]);
    expect(stderr).toContain(`${target}/r.json`);
    expect(status).toBe(3);
    expect(existsSync(`${target}/r.json`)).toBe(false);
  });

  test('bad input wins over bad output', async () => {
    const bad = folder.put('bad.json', {});
    expect((await runHere(['tradeoff', bad, '--json', folder.path])).status).toBe(1);
  });

  test('a mistake of the program itself is not called bad input', async () => {
    const core = new FakeCore();
    core.extremes = () => {
      throw new Error('unreachable executed');
    };
    const { status, stdout, stderr } = await runHere(['tradeoff', scenario], { core });
    expect(stderr).toContain('please report it: Error: unreachable executed');
    expect({ status, stdout }).toEqual({ status: 70, stdout: '' });
  });
});

describe('help and version', () => {
  test.each([[['--help']], [['help']]])('%j', async (args) => {
    const { status, stdout, stderr } = await runHere(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of ['tradeoff', 'evaluate', 'verify', 'Exit status: 0 done'])
      expect(stdout).toContain(word);
  });

  test.each(['tradeoff', 'evaluate', 'verify'])('%s --help', async (command) => {
    const { status, stdout, stderr } = await runHere([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Example');
    expect((await runHere(['help', command])).stdout).toBe(stdout);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  test.each(['--version', '-V'])('%s', async (flag) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await runHere([flag])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});
