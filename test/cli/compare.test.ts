/** Several curves in one command, and their pictures. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NamedResult } from '../../bindings/plot/tradeoff.js';
import { antennaCount } from '../../bindings/input/arrays.js';
import { valid } from '../support/malformed.js';
import { Folder, runHere } from '../support/cli.js';
import { marks, texts } from '../plot/svg.js';

let folder: Folder;
let scenario: string;
beforeEach(() => {
  folder = new Folder();
  scenario = folder.put('near.json', valid);
});
afterEach(() => folder.remove());

const tradeoff = (...args: string[]) => runHere(['tradeoff', scenario, '--points', '3', ...args]);

test('--plot draws SVG or PNG by the name, beside the table', async () => {
  const { status, stdout, stderr } = await tradeoff('--plot', folder.file('curve.svg'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('freeRate');
  expect(texts(readFileSync(folder.file('curve.svg'), 'utf8'))).toContain('free rate 0.250');
  await tradeoff('--plot', folder.file('curve.png'));
  expect(readFileSync(folder.file('curve.png')).subarray(1, 4).toString()).toBe('PNG');
});

test('--plot - writes SVG and nothing else to standard output', async () => {
  const { stdout } = await tradeoff('--plot', '-');
  expect(stdout).toMatch(/^<svg .*<\/svg>$/s);
});

test.each([
  ['fidelity=printed,coupled', ['printed', 'coupled']],
  ['pulse=cosine,sinc,ramp', ['cosine', 'sinc', 'ramp']],
  ['signal=reused,superposed', ['reused', 'superposed']],
  ['receiver.antennas=4,8', ['receiver.antennas 4', 'receiver.antennas 8']],
])('--compare %s', async (compare, names) => {
  const files = [
    '--plot',
    folder.file('c.svg'),
    '--json',
    folder.file('c.json'),
    '--csv',
    folder.file('c.csv'),
  ];
  const { status, stdout, stderr } = await tradeoff('--compare', compare, ...files);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  const svg = readFileSync(folder.file('c.svg'), 'utf8');
  expect(marks(svg, 'mark-line')).toHaveLength(names.length);
  expect(texts(svg)).toEqual(expect.arrayContaining(names));
  const results = JSON.parse(readFileSync(folder.file('c.json'), 'utf8')) as NamedResult[];
  expect(results.map(({ name }) => name)).toEqual(names);
  const [key, values] = compare.split('=');
  const found = results.map(({ result }) =>
    key === 'fidelity'
      ? result.fidelity
      : key === 'pulse' || key === 'signal'
        ? result.scenario[key]
        : antennaCount(result.scenario.receiver),
  );
  expect(found.join()).toBe(values);
  const rows = readFileSync(folder.file('c.csv'), 'utf8').trimEnd().split('\n');
  expect(rows[0]).toMatch(/^curve,rateFloor,status,/);
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(names.flatMap((name) => [name, name, name]));
});

test('several scenarios are named by their files, with each value of the comparison', async () => {
  const far = folder.put('far.json', valid);
  const args = ['tradeoff', scenario, far, '--points', '2', '--compare', 'powerDbm=10,20', '--json', '-'];
  const { stdout } = await runHere(args);
  const names = (JSON.parse(stdout) as NamedResult[]).map(({ name }) => name);
  expect(names).toEqual(['near, powerDbm 10', 'near, powerDbm 20', 'far, powerDbm 10', 'far, powerDbm 20']);
  const tables = await runHere(['tradeoff', scenario, far, '--points', '2']);
  expect(tables.stdout).toMatch(/^near\n\nfidelity.*\nfar\n\nfidelity/s);
});

test.each([
  [['--plot', 'curve.gif'], '--plot curve.gif: the name must end in .svg, .png, .pdf or .tex'],
  [['--plot', '-', '--csv', '-'], '--csv and --plot cannot both go to standard output'],
  [
    ['--compare', 'weather=good,bad'],
    'compare = "weather": must be KEY=VALUE,VALUE,… with one of the keys fidelity,',
  ],
  [['--compare', 'pulse'], 'compare = "": must name one or more values of pulse'],
  [['--compare', 'pulse=cosine,square'], 'pulse = "square": must be'],
  [['--compare', 'powerDbm=10,loud'], 'powerDbm = "loud": must be a number'],
  [['--compare', 'fidelity=printed', '--fidelity', 'coupled'], 'cannot be given together'],
])('%j is refused, and nothing is written', async (args, says) => {
  const { status, stdout, stderr } = await tradeoff(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
  expect(folder.names()).toEqual(['near.json']);
});
