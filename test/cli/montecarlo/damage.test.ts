/** Folders of runs that time, disks and people have been at. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MonteCarlo } from '../../../bindings/cli/run-folder/run.js';
import { syntheticRun } from '../../support/cli.js';
import { recorded, useRuns } from '../../support/runs.js';

const runs = useRuns();

describe('damage', () => {
  test('a damaged chunk is computed again', async () => {
    await runs.montecarlo('run');
    await runs.montecarlo('other', [], recorded(4));
    const file = (i: number) => runs.path('other', 'chunks', `0000000${i}.chunk`);
    const bytes = readFileSync(file(1));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file(1), bytes);
    writeFileSync(file(2), readFileSync(file(2)).subarray(0, 1000));
    writeFileSync(file(3), '');
    const pool = recorded();
    await runs.montecarlo('other', ['--resume'], pool);
    expect(pool.solved).toEqual([1, 2, 3, 4]);
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('a chunk of another run, or of another place, is not taken', async () => {
    await runs.montecarlo('run');
    await runs.montecarlo('seed', ['--seed', '2'], recorded(1));
    await runs.montecarlo('other', [], recorded(2));
    const file = (out: string, i: number) => runs.path(out, 'chunks', `0000000${i}.chunk`);
    writeFileSync(file('other', 3), readFileSync(file('other', 1)));
    writeFileSync(file('other', 0), readFileSync(file('seed', 0)));
    const pool = recorded();
    await runs.montecarlo('other', ['--resume'], pool);
    expect(pool.solved).toEqual([0, 2, 3, 4]);
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('a finished run with changed files is computed again, and says so', async () => {
    await runs.montecarlo('run');
    const found = runs.hashes('run');
    const summary = runs.path('run', 'summary.json');
    writeFileSync(summary, readFileSync(summary, 'utf8').replace('"draws": 300', '"draws": 301'));
    rmSync(runs.path('run', 'placements.parquet'));
    const { stderr } = await runs.montecarlo('run', ['--resume']);
    expect(stderr).toMatch(/^isabc: placements.parquet, summary.json in .*run changed since/);
    expect(runs.hashes('run')).toEqual(found);
  });

  test('an extension does not build on changed files', async () => {
    await runs.montecarlo('run', ['--draws', '500']);
    await runs.montecarlo('other');
    const draws = runs.path('other', 'draws.parquet');
    const bytes = readFileSync(draws);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(draws, bytes);
    const pool = recorded();
    await runs.montecarlo('other', ['--draws', '500', '--resume'], pool);
    expect(pool.solved).toHaveLength(8);
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('a damaged record is an error', async () => {
    await runs.montecarlo('run', [], recorded(1));
    writeFileSync(runs.path('run', 'chunks', 'run.json'), '{"schema');
    const { status, stderr } = await runs.montecarlo('run', ['--resume']);
    expect(status).toBe(3);
    expect(stderr).toContain('run.json is damaged');
  });

  test('a folder that is removed meanwhile is an error, and does not come back', async () => {
    const monteCarlo: MonteCarlo = async function* (about, options) {
      for await (const batch of syntheticRun(about, options)) {
        yield batch;
        rmSync(runs.path('run'), { recursive: true });
      }
    };
    const { status, stderr } = await runs.montecarlo('run', [], { monteCarlo });
    expect(status).toBe(3);
    expect(stderr).toMatch(/cannot write .*00000001.chunk: no such file or folder/);
    expect(existsSync(runs.path('run'))).toBe(false);
  });

  test('a file in the place of the folder is an error', async () => {
    runs.folder.put('run', 'x');
    const { status, stderr } = await runs.montecarlo('run');
    expect(status).toBe(3);
    expect(stderr).toBe(`isabc: cannot write ${runs.path('run')}: there is something else in its place\n`);
  });
});
