/** docs/matlab.md, run by Octave as it stands, but for the program's name and the picture. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Folder, root } from './support/cli.js';

const absent = spawnSync('octave-cli', ['--version']).status !== 0;
if (absent && process.env.CI) throw new Error('CI must run this: octave-cli is missing');
if (absent) console.warn('Skipped: Octave is absent.');

describe.skipIf(absent)('docs/matlab.md', () => {
  const folder = new Folder();
  afterAll(() => folder.remove());

  test('runs, and reads what the page says', { timeout: 120_000 }, () => {
    const page = readFileSync(join(root, 'docs/matlab.md'), 'utf8');
    const blocks = [...page.matchAll(/```matlab\n([^]*?)```/g)].map(([, code]) => code);
    expect(blocks).toHaveLength(2);
    const program = [
      ...blocks,
      `third = squeeze(curve.covariance(3, :, :));`,
      `words = cellstr(curve.status);`,
      `printf('%d %d %s %.15g\\n', size(third), words{3}, real(trace(third)));`,
      `printf('%.15g %.15g\\n', evaluation.excess, curve.position(3));`,
    ]
      .join('\n')
      .replaceAll('npx isabc', `"${process.execPath}" "${join(root, 'dist/cli.js')}"`)
      .replace(/^plot\(.*$/m, ''); // a display is needed
    writeFileSync(folder.file('page.m'), program);
    const { status, stdout, stderr } = spawnSync('octave-cli', ['--no-init-file', 'page.m'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [sizes, numbers] = stdout.trimEnd().split('\n').slice(-2);
    expect(sizes).toMatch(/^8 8 optimal (?:1|0\.99999999\d*|1\.00000000\d*)$/);
    const [excess, position] = numbers.split(' ').map(Number);
    const { excess: own } = JSON.parse(readFileSync(folder.file('evaluation.json'), 'utf8')) as {
      excess: number;
    };
    expect(excess / own).toBeCloseTo(1, 12);
    expect(position).toBeGreaterThan(0);
  });
});
