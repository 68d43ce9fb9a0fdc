/** isabc montecarlo --resume: what is computed again, extended or refused. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Lock } from '../../../bindings/cli/run-folder/lock.js';
import { input, recorded, useRuns } from '../../support/runs.js';

const runs = useRuns();

describe('--resume', () => {
  test('starts afresh where there is nothing', async () => {
    await runs.montecarlo('run');
    await runs.montecarlo('new', ['--resume']);
    mkdirSync(runs.path('empty'));
    await runs.montecarlo('empty', ['--resume']);
    expect(runs.hashes('new')).toEqual(runs.hashes('run'));
    expect(runs.hashes('empty')).toEqual(runs.hashes('run'));
  });

  test('is needed where there is something', async () => {
    mkdirSync(runs.path('run'));
    writeFileSync(runs.path('run', 'thesis.tex'), 'x');
    const { status, stderr } = await runs.montecarlo('run');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `isabc: ${runs.path('run')} is not empty: choose another --out\n`,
    });
    expect((await runs.montecarlo('run', ['--resume'])).stderr).toContain(
      'holds no run to go on with, but other files',
    );
    expect(readdirSync(runs.path('run'))).toEqual(['thesis.tex']);
  });

  test('computes only what is missing', async () => {
    await runs.montecarlo('run');
    const first = recorded(2);
    expect(await runs.montecarlo('other', [], first)).toEqual({
      status: 70,
      stdout: '',
      stderr:
        'isabc: the power is gone; the 128 draws that are done are kept, and --resume goes on from there\n',
    });
    expect((await runs.montecarlo('other')).stderr).toContain('--resume goes on with the run in it');
    const second = recorded();
    await runs.montecarlo('other', ['--resume'], second);
    expect([...first.solved, ...second.solved]).toEqual([0, 1, 2, 3, 4]);
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('has nothing to do in a finished run', async () => {
    const before = await runs.montecarlo('run');
    const found = runs.hashes('run');
    const pool = recorded();
    expect(await runs.montecarlo('run', ['--resume'], pool)).toEqual(before);
    expect(pool.solved).toEqual([]);
    expect(runs.hashes('run')).toEqual(found);
  });

  test.each(['parquet', 'csv'])('extends a run whose draws have grown (%s)', async (format) => {
    await runs.montecarlo('run', ['--draws', '500', '--format', format]);
    await runs.montecarlo('other', ['--format', format]);
    const pool = recorded();
    await runs.montecarlo('other', ['--draws', '500', '--format', format, '--resume'], pool);
    expect(pool.solved).toEqual([4, 5, 6, 7]); // the last chunk of 300 draws was not whole
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('extends a run without placements, with a sweep, and one that is under way', async () => {
    runs.folder.put('experiment.json', {
      ...input,
      sweep: { powerDbm: [10, 20], 'receiver.antennas': [4, 8] },
    });
    await runs.montecarlo('run', ['--draws', '500', '--no-placements']);
    await runs.montecarlo('other', ['--no-placements']);
    const pool = recorded(3);
    await runs.montecarlo('other', ['--draws', '440', '--no-placements', '--resume'], pool);
    await runs.montecarlo('other', ['--draws', '500', '--no-placements', '--resume']);
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('refuses another experiment, fewer draws, other options, another shard; and says what differs', async () => {
    await runs.montecarlo('run');
    const found = runs.hashes('run');
    const args = ['--resume', '--seed', '2', '--draws', '40', '--no-placements', '--format', 'csv'];
    expect(await runs.montecarlo('run', args)).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        `isabc: ${runs.path('run')} holds another run:`,
        '  experiment.seed: 1 there, 2 here',
        '  format: "parquet" there, "csv" here',
        '  placements: true there, false here',
        '  experiment.draws: 300 there, 40 here, and a run only grows',
        '',
      ].join('\n'),
    });
    runs.folder.put('experiment.json', { ...input, scenario: { powerDbm: 20 }, rates: [0.1] });
    const other = await runs.montecarlo('run', ['--resume', '--shard', '1/2']);
    expect(other.stderr).toContain('experiment.scenario.powerDbm: 30 there, 20 here');
    expect(other.stderr).toContain('experiment.fractions: [0,0.5,0.9] there, nothing here');
    expect(other.stderr).toContain('shard: nothing there, "1/2" here');
    expect(runs.hashes('run')).toEqual(found);
  });

  test('refuses another core', async () => {
    await runs.montecarlo('run', [], recorded(1));
    const record = runs.path('run', 'chunks', 'run.json');
    writeFileSync(
      record,
      readFileSync(record, 'utf8').replace(/"core": "[^"]*"/, `"core": "${'0'.repeat(64)}"`),
    );
    const { status, stderr } = await runs.montecarlo('run', ['--resume']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/ {2}core: "0{64}" there, "[0-9a-f]{64}" here/);
  });
});

test('leftovers of killed processes go away', async () => {
  await runs.montecarlo('run');
  await runs.montecarlo('other', [], recorded(1));
  const leftover = '.draws.parquet.0123456789ab.tmp';
  writeFileSync(runs.path('other', leftover), 'x');
  writeFileSync(runs.path('other', 'chunks', '.00000001.chunk.0123456789ab.tmp'), 'x');
  await runs.montecarlo('other', ['--resume']);
  expect(runs.hashes('other')).toEqual(runs.hashes('run'));
});

test('a finished run is rid of the lock of a process that is gone, and of files half written', async () => {
  await runs.montecarlo('run');
  const found = runs.hashes('run');
  const lock = await Lock.take(runs.path('run'), { onLost: () => {} });
  const text = readFileSync(runs.path('run', 'lock'), 'utf8');
  writeFileSync(runs.path('run', 'lock'), text.replace(/"started":"\d*"/, '"started":"1"'));
  writeFileSync(runs.path('run', '.draws.parquet.0123456789ab.tmp'), 'x');
  const pool = recorded();
  expect((await runs.montecarlo('run', ['--resume'], pool)).status).toBe(2);
  expect(pool.solved).toEqual([]);
  expect(runs.hashes('run')).toEqual(found);
  await lock.release();
});
