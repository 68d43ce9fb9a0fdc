/** What a run must survive: kill -9 at any moment, a full disk, folders that cannot be written. */

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliFile, Folder, runBuilt } from '../support/cli.js';
import { smallExperiment } from '../support/small-experiment.js';
import { uniform } from '../support/synthetic-draws.js';

let folder: Folder;
let experiment: string;
beforeEach(() => {
  folder = new Folder();
  experiment = folder.put('experiment.json', { ...smallExperiment, draws: 1200 });
});
afterEach(() => folder.remove());

const args = (out: string, ...more: string[]) => ['montecarlo', experiment, '--out', out, ...more];
const contents = (path: string) =>
  Object.fromEntries(
    readdirSync(path)
      .sort()
      .map((name) => [name, readFileSync(join(path, name)).toString('base64')]),
  );

/** Runs a command line and kills it after a while; false where it was done before. */
async function killed(commandLine: string[], after: number): Promise<boolean> {
  const child = spawn(process.execPath, [cliFile, ...commandLine], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([ended, sleep(after)]);
  if (child.exitCode !== null) return false;
  child.kill('SIGKILL');
  await ended;
  return true;
}

test('kill -9 at 20 random moments, with resumes, leaves the bytes of a run in one piece', async () => {
  const start = performance.now();
  expect((await runBuilt(args(folder.file('run')))).status).toBe(0);
  const duration = performance.now() - start;
  const expected = contents(folder.file('run'));

  const random = uniform(20);
  let kills = 0;
  for (let run = 0; kills < 20; run++) {
    // Each run is killed until it is done, the first time anywhere, then mostly near its end.
    const out = folder.file(`run-${run}`);
    for (let share = random(); await killed(args(out, '--resume'), share * duration); share = random()) {
      kills++;
      if (kills >= 20) break;
    }
    const { status } = await runBuilt(args(out, '--resume', '--workers', String(1 + (run % 3))));
    expect(status).toBe(0);
    expect(contents(out)).toEqual(expected);
  }
});

test('kill -9 of the assembling pass and of a merge', async () => {
  const out = folder.file('run');
  for (const i of [1, 2]) await runBuilt(args(folder.file(`s${i}`), '--shard', `${i}/2`));
  const merge = ['merge', folder.file('s1'), folder.file('s2'), '--out', out];
  const start = performance.now();
  expect((await runBuilt([...merge.slice(0, -1), folder.file('whole')])).status).toBe(0);
  const duration = performance.now() - start;
  const random = uniform(21);
  for (let i = 0; i < 10; i++) await killed(merge, random() * duration);
  expect((await runBuilt(merge)).status).toBe(0);
  expect(contents(out)).toEqual(contents(folder.file('whole')));
});

const root = process.platform === 'linux' && process.getuid?.() === 0;
if (!root && process.env.CI) throw new Error('CI must run these tests as root');

/** Mounts a tiny file system; null where that is not allowed even to root, as in most containers. */
function mountTiny(path: string, size: string): boolean {
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'pipe' });
    return true;
  } catch (error) {
    if (process.env.CI) throw error;
    return false;
  }
}

test.skipIf(!root)(
  'a full disk stops the run with all it has; more room, and it goes on',
  async (context) => {
    const disk = folder.file('disk');
    if (!mountTiny(disk, '1m')) return context.skip('cannot mount a tmpfs here');
    try {
      const out = join(disk, 'run');
      const { status, stderr, stdout } = await runBuilt(args(out));
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(/^isabc: cannot write .*: no space left\n$/);
      const left = readdirSync(out);
      expect(left).toEqual(['chunks']); // no temporary file, no lock
      const chunks = readdirSync(join(out, 'chunks')).filter((name) => name.endsWith('.chunk'));
      expect(chunks.length).toBeGreaterThan(0);

      execFileSync('mount', ['-o', 'remount,size=64m', disk]);
      expect((await runBuilt(args(out, '--resume'))).status).toBe(0);
      expect((await runBuilt(args(folder.file('elsewhere')))).status).toBe(0);
      expect(contents(out)).toEqual(contents(folder.file('elsewhere')));
    } finally {
      execFileSync('umount', [disk]);
    }
  },
);

test.skipIf(!root)('a disk that is full when the files are assembled loses nothing', async (context) => {
  const disk = folder.file('disk');
  if (!mountTiny(disk, '64m')) return context.skip('cannot mount a tmpfs here');
  try {
    const out = join(disk, 'run');
    await runBuilt(args(out, '--shard', '1/1'));
    const record = join(out, 'chunks', 'run.json');
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, text.replace(/,?\s*"shard": "1\/1"/, '')); // all chunks are there, the pass is not done
    const used = Number(execFileSync('du', ['-sk', disk], { encoding: 'utf8' }).split('\t')[0]);
    execFileSync('mount', ['-o', `remount,size=${used + 64}k`, disk]);
    const { status, stderr } = await runBuilt(args(out, '--resume'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/^isabc: cannot write .*draws.parquet: no space left\n$/);
    expect(readdirSync(out)).toEqual(['chunks']);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    expect((await runBuilt(args(out, '--resume'))).status).toBe(0);
    expect((await runBuilt(args(folder.file('elsewhere')))).status).toBe(0);
    expect(contents(out)).toEqual(contents(folder.file('elsewhere')));
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('an unwritable folder is named', async () => {
  const place = folder.file('place');
  mkdirSync(place);
  // Root may write anywhere but in /proc.
  if (root) {
    const { status, stderr } = await runBuilt(args('/proc/run'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/^isabc: cannot write \/proc\/run: /);
    return;
  }
  chmodSync(place, 0o555);
  const { status, stderr } = await runBuilt(args(join(place, 'run')));
  expect(status).toBe(3);
  expect(stderr).toBe(`isabc: cannot write ${join(place, 'run')}: permission denied\n`);
});
