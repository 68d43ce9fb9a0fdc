/** --npz and --mat, read back beside the JSON of the same run. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toMatrix, type NumericArray } from '../../bindings/cli/files/array.js';
import { readMat } from '../../bindings/cli/files/mat.js';
import { readNpz } from '../../bindings/cli/files/npz.js';
import type { Result } from '../../bindings/types.js';
import { Folder, runBuilt, runHere } from '../support/cli.js';

let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

/** Entry `i` along the first dimension. */
function entry({ shape, re, im }: NumericArray, i: number): NumericArray {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  const [from, to] = [i * size, (i + 1) * size];
  return { shape: shape.slice(1), re: re.slice(from, to), im: im?.slice(from, to) ?? null };
}

test('have the numbers of the result', async () => {
  const scenario = folder.put('scenario.json', {
    transmitter: { antennas: 3 },
    devices: [{ position: [1, 1] }, { position: [2, 0], symbol: 0 }, { position: [3, 1] }],
  });
  const files = [folder.file('r.json'), folder.file('r.npz'), folder.file('r.mat')];
  const { status, stdout, stderr } = await runBuilt(
    ['tradeoff', scenario, '--rates', '0.1,1e3', '--covariance', '--json', files[0], '--npz', files[1], '--mat', files[2]],
  ); // prettier-ignore
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  const { points, maxRate } = JSON.parse(readFileSync(files[0], 'utf8')) as Result;
  const wanted = ['rateFloor', 'total', 'rank', 'deviceAngle', 'covariance', 'maxRate'];
  for (const { arrays, names } of [
    readNpz(readFileSync(files[1]), wanted),
    readMat(readFileSync(files[2]), wanted),
  ]) {
    expect(names).toContain('status');
    expect([...arrays.keys()].sort()).toEqual([...wanted].sort());
    const column = (name: string) => Array.from(arrays.get(name)!.re);
    expect(column('rateFloor')).toEqual([0.1, 1000]);
    expect(column('total')).toEqual([points[0].crb!.total, NaN]);
    expect(column('rank')).toEqual([points[0].rank, NaN]);
    expect(column('maxRate')).toEqual([maxRate]);
    const angles = arrays.get('deviceAngle')!;
    expect(angles.shape).toEqual([2, 3]);
    expect(Array.from(entry(angles, 0).re)).toEqual(points[0].devices!.map((device) => device?.angle ?? NaN));
    const covariances = arrays.get('covariance')!;
    expect(covariances.shape).toEqual([2, 3, 3]);
    expect(toMatrix(entry(covariances, 0))).toEqual(points[0].covariance);
    expect(entry(covariances, 1).re.every(Number.isNaN)).toBe(true);
  }
});

test('are of one curve, and go to standard output too', async () => {
  const scenario = folder.put('one.json', { devices: [{ position: [1.5, -0.5] }] });
  const several = ['tradeoff', scenario, '--compare', 'pulse=cosine,sinc', '--npz', folder.file('x.npz')];
  expect(await runHere(several)).toMatchObject({
    status: 1,
    stderr: 'isabc: --npz takes one curve, and these are 2\n',
  });
  const { stdout } = await runHere(['tradeoff', scenario, '--points', '2', '--npz', '-']);
  expect(stdout.slice(0, 2)).toBe('PK');
});
