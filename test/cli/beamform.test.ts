/** isabc beamform, over the real core. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../bindings/cli/files/npy.js';
import type { Beamforming } from '../../bindings/types.js';
import { Folder, runBuilt } from '../support/cli.js';

const scenario = 'examples/scenario-2.json';
let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

test('beamform says what it made', async () => {
  const { status, stdout, stderr } = await runBuilt([
    'beamform',
    scenario,
    '--rate',
    '0.7',
    '--fidelity',
    'printed',
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^rank +3\nstreams +0\.98\d+, 0\.0\d+, 0\.0\d+ W\nW W\^H = R to +(0\.0e\+0|\d\.\de-1[4-6]) relative\n/,
  );
  expect(stdout).toMatch(/symbols +128\n\(1\/N\) X X\^H = R to +\d\.\de-1[456] relative\n$/);
});

test('a covariance comes from NumPy as from JSON', async () => {
  const R = { re: [[1, 0.5], [0.5, 2]], im: [[0, -0.25], [0.25, 0]] }; // prettier-ignore
  const array = { shape: [2, 2], re: Float64Array.from(R.re.flat()), im: Float64Array.from(R.im.flat()) };
  writeFileSync(folder.file('R.npy'), writeNpy(array));
  const outputs = [folder.put('R.json', R), folder.file('R.npy')].map((file) =>
    runBuilt(['beamform', scenario, '--set', 'transmitter.antennas=2', '--covariance', file, '--json', '-']),
  );
  const [json, npy] = await Promise.all(outputs);
  expect(json.status).toBe(0);
  expect(npy).toEqual(json);
});

test('JSON and CSV have the same numbers, and a seed makes the same again', async () => {
  const [json, csv] = [folder.file('w.json'), folder.file('w.csv')];
  const { stdout } = await runBuilt([
    'beamform',
    scenario,
    '--rate',
    '0.7',
    '--seed',
    '9',
    '--json',
    json,
    '--csv',
    csv,
  ]);
  expect(stdout).toBe('');
  const made = JSON.parse(readFileSync(json, 'utf8')) as Beamforming;
  const [head, ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\n');
  expect(head).toBe('matrix,row,column,re,im');
  expect(rows).toHaveLength(8 * 3 + 8 * 128 + 3 * 128);
  for (const row of rows) {
    const [name, i, j, re, im] = row.split(',');
    const matrix = made[name as 'beamformer' | 'excitation' | 'symbols']!;
    expect([matrix.re[+i][+j], matrix.im[+i][+j]]).toEqual([Number(re), Number(im)]);
  }
  const again = await runBuilt(['beamform', scenario, '--rate', '0.7', '--seed', '9', '--json', '-']);
  expect(again.stdout).toBe(readFileSync(json, 'utf8'));
  // its own covariance and symbols, read back, give the same covariance
  const own = [
    '--covariance',
    folder.put('R.json', covarianceOf(made)),
    '--symbols',
    folder.put('S.json', made.symbols),
  ];
  const back = await runBuilt(['beamform', scenario, ...own, '--json', '-']);
  const { rank, streamPowers } = JSON.parse(back.stdout) as Beamforming;
  expect(rank).toBe(3);
  streamPowers.forEach((power, i) => expect(power / made.streamPowers[i]).toBeCloseTo(1, 9));
});

function covarianceOf({ beamformer: { re, im } }: Beamforming) {
  const entry = (i: number, j: number) => ({
    re: re[i].reduce((sum, x, k) => sum + x * re[j][k] + im[i][k] * im[j][k], 0),
    im: re[i].reduce((sum, x, k) => sum + im[i][k] * re[j][k] - x * im[j][k], 0),
  });
  const plane = (part: 're' | 'im') => re.map((_, i) => re.map((_, j) => entry(i, j)[part]));
  return { re: plane('re'), im: plane('im') };
}

test.each([
  [['--rate', '5'], 1, 'rate = 5: must be at most 0.890'],
  [['--rate', '-1'], 1, 'rates[0] = -1: must be a finite number ≥ 0'],
  [[], 1, 'one of --rates and --covariance is needed'],
  [['--rate', '0.1', '--covariance', 'R.json'], 1, 'one of --rates and --covariance'],
  [['--rate', '0.1', '--seed', '1', '--symbols', 'S.json'], 1, '--seed and --symbols cannot'],
  [['--rate', '0.1', '--seed', '-1'], 1, 'seed = -1: must be an integer from 0 to'],
  [['--rate', '0.1', '--symbols', 'nowhere.json'], 3, 'cannot read nowhere.json'],
])('beamform %j is refused', async (args, code, says) => {
  const { status, stdout, stderr } = await runBuilt(['beamform', scenario, ...args]);
  expect({ status, stdout }).toEqual({ status: code, stdout: '' });
  expect(stderr).toContain(says);
});
