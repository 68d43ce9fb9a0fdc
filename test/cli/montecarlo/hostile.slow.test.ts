/** Folders that somebody else has been at; `npm run test:crash` goes through more of the damage there is. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { damages, judge, prepare, small } from '../../support/hostile.js';
import { runHere } from '../../support/cli.js';
import { recorded, useRuns } from '../../support/runs.js';

const runs = useRuns();

test(
  'a sample of all damage: the right bytes, or an error that names the place',
  { timeout: 120_000 },
  async () => {
    await prepare(runs);
    const sample = [...damages(runs)].filter((_, i) => i % 24 === 0);
    expect(sample.length).toBeGreaterThan(30);
    const wrong: (string | null)[] = [];
    for (const damage of sample) wrong.push(await judge(runs, damage));
    expect(wrong.filter((sentence) => sentence !== null)).toEqual([]);
  },
);

describe('what has been seen', () => {
  const change = (file: string, changes: object) => {
    const record = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...record, ...changes }));
  };

  test('a format that is a path does not leave the folder of merge', async () => {
    await runs.montecarlo('s1', ['--shard', '1/1']);
    runs.folder.put('precious.txt', 'precious');
    change(runs.path('s1', 'chunks', 'run.json'), { format: 'x/../../precious.txt' });
    const { status, stderr } = await runs.merge('merged', 's1');
    expect(status).toBe(3);
    expect(stderr).toContain(
      'run.json is damaged: format = "x/../../precious.txt": must be "parquet" or "csv"',
    );
    expect(readFileSync(runs.path('precious.txt'), 'utf8')).toBe('precious');
  });

  test('pictures take the place of links, and are not written through them', async () => {
    await runs.montecarlo('run', small);
    const precious = runs.folder.put('precious.svg', 'precious');
    const plot = (...args: string[]) => runHere(['plot', runs.path('run'), ...args]);
    mkdirSync(runs.path('run', 'figures'));
    symlinkSync(precious, runs.path('run', 'figures', 'curve.svg'));
    execFileSync('mkfifo', [runs.path('run', 'figures', 'max-rate.svg')]);
    expect(await plot()).toMatchObject({ status: 0 });
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    for (const name of ['curve.svg', 'max-rate.svg'])
      expect(readFileSync(runs.path('run', 'figures', name), 'utf8')).toMatch(/^<svg/);

    renameSync(runs.path('run', 'figures'), runs.path('elsewhere'));
    symlinkSync(runs.path('elsewhere'), runs.path('run', 'figures'));
    const { status, stderr } = await plot();
    expect(status).toBe(3);
    expect(stderr).toContain('figures is damaged: it is a link, and no folder');
    // where somebody says so, it is their own link
    expect(await plot('--out', runs.path('run', 'figures'))).toMatchObject({ status: 0 });
  });

  test.each([
    [{ experiment: null }, 'experiment = null: must be an experiment'],
    [{ shard: 7 }, 'shard = 7: must be I/N'],
    [{ placements: 1 }, 'placements = 1: must be true or false'],
    [{ version: undefined }, 'version is missing'],
    [{ more: 1 }, 'more = 1: unknown key'],
  ])('run.json with %j', async (changes, says) => {
    await runs.montecarlo('run', small, recorded(1));
    change(runs.path('run', 'chunks', 'run.json'), changes);
    const { status, stderr } = await runs.montecarlo('run', [...small, '--resume']);
    expect(status).toBe(3);
    expect(stderr).toContain(`run.json is damaged: ${says}`);
  });

  test('draws without number end at once', async () => {
    await runs.montecarlo('s1', ['--shard', '1/1']);
    const file = runs.path('s1', 'chunks', 'run.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"draws": 300', '"draws": 1000000000000000'));
    expect(await runs.merge('merged', 's1')).toMatchObject({ status: 3 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"1/1"', '"1/9000000"'));
    const { status, stderr } = await runs.merge('merged', 's1');
    expect(status).toBe(1);
    expect(stderr).toContain('draws 256 to 999999999999999 are missing (shards 1/9000000, 2/9000000, ');
    expect(stderr.length).toBeLessThan(10_000);
  });

  test.each([
    [{ files: null }, 'files = null'],
    [{ files: { '../../dev/zero': { bytes: 0, sha256: '0'.repeat(64) } } }, 'files["../../dev/zero"]'],
    [{ experimentHash: '0'.repeat(64) }, 'experimentHash = '],
  ])('manifest.json with %j', async (changes, says) => {
    await runs.montecarlo('run', small);
    change(runs.path('run', 'manifest.json'), changes);
    for (const outcome of [
      await runs.montecarlo('run', [...small, '--resume']),
      await runs.plot('run'),
      await runs.merge('merged', 'run'),
    ]) {
      expect(outcome.status).toBe(3);
      expect(outcome.stderr).toContain('manifest.json is damaged');
      expect(outcome.stderr).toContain(says);
    }
  });

  test('a list in the place of a record', async () => {
    await runs.montecarlo('run', small, recorded(1));
    writeFileSync(runs.path('run', 'chunks', 'run.json'), '[]');
    const { status, stderr } = await runs.montecarlo('run', [...small, '--resume']);
    expect({ status, stderr }).toMatchObject({ status: 3 });
    expect(stderr).toMatch(/run\.json is damaged: the record = \[\]: must be an object with schemaVersion/);
  });

  test('a pipe in the place of the draws is not waited for', async () => {
    await runs.montecarlo('run', small);
    rmSync(runs.path('run', 'draws.parquet'));
    execFileSync('mkfifo', [runs.path('run', 'draws.parquet')]);
    for (const outcome of [await runs.plot('run'), await runs.montecarlo('run', [...small, '--resume'])]) {
      expect(outcome.status).toBe(3);
      expect(outcome.stderr).toContain('draws.parquet is damaged: it is a pipe, and no file');
    }
  });

  test('chunks that are elsewhere stay there', async () => {
    await runs.montecarlo('run', small, recorded(1));
    renameSync(runs.path('run', 'chunks'), runs.path('elsewhere'));
    symlinkSync(runs.path('elsewhere'), runs.path('run', 'chunks'));
    writeFileSync(runs.path('elsewhere', 'thesis.tex'), 'x');
    const { status, stderr } = await runs.montecarlo('run', [...small, '--resume']);
    expect(status).toBe(3);
    expect(stderr).toContain('chunks is damaged: it is a link, and no folder');
    expect(readFileSync(runs.path('elsewhere', 'thesis.tex'), 'utf8')).toBe('x');
  });

  test('what somebody else has put among the chunks is not removed with them', async () => {
    await runs.montecarlo('run', small, recorded(1));
    writeFileSync(runs.path('run', 'chunks', 'thesis.tex'), 'x');
    expect((await runs.montecarlo('run', [...small, '--resume'])).status).toBe(2);
    expect(readFileSync(runs.path('run', 'chunks', 'thesis.tex'), 'utf8')).toBe('x');
  });

  test('pictures are not made of files that changed', async () => {
    await runs.montecarlo('run', small);
    writeFileSync(runs.path('run', 'draws.parquet'), 'x', { flag: 'a' });
    const { status, stderr } = await runs.plot('run');
    expect(status).toBe(3);
    expect(stderr).toContain(
      'draws.parquet is damaged: it has other bytes or another sha256 than the manifest says',
    );
  });

  test('a lock that is none does not keep anybody waiting', async () => {
    mkdirSync(runs.path('run', 'lock'), { recursive: true });
    expect((await runs.montecarlo('run')).stderr).toContain('lock is damaged: it is a folder, and no file');
    rmSync(runs.path('run', 'lock'), { recursive: true });
    symlinkSync(runs.path('nothing'), runs.path('run', 'lock'));
    const { status, stderr } = await runs.montecarlo('run', ['--wait']);
    expect({ status, stderr: /lock is damaged: it is a link/.test(stderr) }).toEqual({
      status: 3,
      stderr: true,
    });
    rmSync(runs.path('run', 'lock'));
    runs.folder.put('run/lock', { host: 'h', system: '', pid: -1, started: '', beats: 0 });
    expect((await runs.montecarlo('run')).stderr).toContain('lock is damaged: pid = -1: must be an integer');
  });

  test('shards of another version are not put together by this one', async () => {
    await runs.montecarlo('s1', ['--shard', '1/1']);
    change(runs.path('s1', 'chunks', 'run.json'), { version: '9.9.9' });
    const { status, stderr } = await runs.merge('merged', 's1');
    expect(status).toBe(1);
    expect(stderr).toContain('was made by version 9.9.9');
    const resumed = await runs.montecarlo('s1', ['--shard', '1/1', '--resume']);
    expect(resumed.stderr).toContain('version: "9.9.9" there, ');
  });
});
