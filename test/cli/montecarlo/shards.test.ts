/** Shards of a run, and isabc merge. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shardOf, shardRange } from '../../../bindings/cli/run-folder/shard.js';
import { recorded, useRuns } from '../../support/runs.js';

const runs = useRuns();

describe('shards', () => {
  test('hold the chunks of the contract', () => {
    for (const [count, total] of [
      [3, 8],
      [6, 5],
      [1, 1],
      [7, 1000],
      [6, 0],
    ])
      // prettier-ignore
      for (let i = 1; i <= count; i++)
        expect(shardRange(`${i}/${count}`, total)).toEqual({
          from: Math.floor(((i - 1) * total) / count),
          to: Math.floor((i * total) / count),
        });
  });

  test('can be told from a chunk', () => {
    for (const [count, total] of [
      [3, 8],
      [6, 5],
      [1, 1],
      [7, 1000],
      [999_999_999, 4],
    ])
      for (let chunk = 0; chunk < total; chunk++) {
        const { from, to } = shardRange(`${shardOf(chunk, total, count)}/${count}`, total);
        expect(from <= chunk && chunk < to).toBe(true);
      }
  });

  test.each([[3], [7]])('%i of them merged are one run; some may be empty', async (count) => {
    await runs.montecarlo('run');
    const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
    for (const [i, name] of names.entries()) {
      const { stdout } = await runs.montecarlo(name, ['--shard', `${i + 1}/${count}`]);
      expect(stdout).toMatch(new RegExp(`^shard ${i + 1}/${count}: \\d+ draws in .*, for isabc merge\n$`));
      expect(readdirSync(runs.path(name))).toEqual(['chunks']);
    }
    const { status, stderr } = await runs.merge('merged', ...names.reverse());
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'isabc: 21 rows are unsolved\n' });
    expect(runs.hashes('merged')).toEqual(runs.hashes('run'));
    expect((await runs.merge('merged', ...names)).status).toBe(2); // a second time, as a requeued job may
    expect(runs.hashes('merged')).toEqual(runs.hashes('run'));
  });

  test('that are missing or unfinished are named, and nothing is written', async () => {
    await runs.montecarlo('s1', ['--shard', '1/3']);
    await runs.montecarlo('s3', ['--shard', '3/3'], recorded(1));
    const { status, stderr } = await runs.merge('merged', 's1', 's3');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: [
        'isabc: draws 64 to 191 are missing (shard 2/3)',
        '  draws 256 to 299 are missing (shard 3/3)',
        '  isabc montecarlo with --resume completes a shard',
        '',
      ].join('\n'),
    });
    expect(runs.folder.names()).toEqual(['experiment.json', 's1', 's3']);
  });

  test('a damaged chunk is named, and taken from elsewhere where it is twice', async () => {
    await runs.montecarlo('run');
    await runs.montecarlo('s1', ['--shard', '1/2']);
    await runs.montecarlo('s2', ['--shard', '2/2']);
    await runs.montecarlo('again', ['--shard', '2/2']);
    const file = runs.path('s2', 'chunks', '00000003.chunk');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    const { status, stderr } = await runs.merge('merged', 's1', 's2');
    expect(status).toBe(1);
    expect(stderr).toContain('draws 192 to 255 are missing (shard 2/2)');
    expect(stderr).toContain(`${file} is damaged`);
    await runs.merge('merged', 's1', 's2', 'again');
    expect(runs.hashes('merged')).toEqual(runs.hashes('run'));
  });

  test('of different runs are refused', async () => {
    await runs.montecarlo('s1', ['--shard', '1/2']);
    await runs.montecarlo('s2', ['--shard', '2/2', '--seed', '5', '--draws', '250']);
    const { status, stderr } = await runs.merge('merged', 's1', 's2');
    expect(status).toBe(1);
    expect(stderr).toContain('not shards of one run');
    expect(stderr).toContain('experiment.seed: 5 there, 1 here');
    expect(stderr).toContain('experiment.draws: 250 there, 300 here');
  });

  test('what is no shard is refused', async () => {
    await runs.montecarlo('s1', ['--shard', '1/1']);
    mkdirSync(runs.path('empty'));
    expect((await runs.merge('merged', 's1', 'empty')).stderr).toContain('empty holds no shard of a run');
    expect((await runs.merge('s1', 's1')).stderr).toContain('cannot be a shard and the result');
    await runs.merge('merged', 's1');
    expect((await runs.merge('other', 's1', 'merged')).stderr).toContain('holds a finished run');
    await runs.montecarlo('different', ['--seed', '9']);
    const { status, stderr } = await runs.merge('different', 's1');
    expect(status).toBe(1);
    expect(stderr).toContain('experiment.seed: 9 there, 1 here');
  });
});
