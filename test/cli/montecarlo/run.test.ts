/** isabc montecarlo over made-up results: what the folder of a run holds. */

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MonteCarlo } from '../../../bindings/cli/run-folder/run.js';
import type { Manifest } from '../../../bindings/cli/run-folder/manifest.js';
import { InputError } from '../../../bindings/input/errors.js';
import { parseExperiment } from '../../../bindings/monte-carlo/experiment.js';
import { summarize, type Summary } from '../../../bindings/monte-carlo/summary.js';
import { formatJson } from '../../../bindings/solver/format.js';
import { runHere, syntheticRun } from '../../support/cli.js';
import { chunks, files, input, recorded, useRuns } from '../../support/runs.js';
import { syntheticChunk } from '../../support/synthetic-draws.js';

const runs = useRuns();

describe('a run', () => {
  test('ends with four files, the summary being that of summarize', async () => {
    const { status, stderr, stdout } = await runs.montecarlo('run');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'isabc: 21 rows are unsolved\n' });
    expect(stdout).toMatch(
      /^draws +300\nfidelity +coupled bound; symbols known; reflections known\nobjective +sum\n/,
    );
    const found = runs.hashes('run');
    expect(Object.keys(found)).toEqual(files);
    const about = parseExperiment(input);
    const batches = Array.from({ length: chunks }, (_, i) => syntheticChunk(about, i));
    const summary = readFileSync(runs.path('run', 'summary.json'), 'utf8');
    expect(summary).toBe(formatJson(await summarize(batches)));

    const manifest = JSON.parse(readFileSync(runs.path('run', 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.experiment).toEqual(about);
    for (const [name, { sha256 }] of Object.entries(manifest.files)) expect(found[name]).toBe(sha256);
    expect(Object.keys(manifest.files).sort()).toEqual(files.filter((name) => name !== 'manifest.json'));
  });

  test('its bytes do not depend on the order in which chunks arrive', async () => {
    await runs.montecarlo('run');
    async function* backwards(...[about, options]: Parameters<MonteCarlo>) {
      yield* syntheticRun(about, { chunks: [...options.chunks!].reverse() });
    }
    await runs.montecarlo('other', [], { monteCarlo: backwards });
    expect(runs.hashes('other')).toEqual(runs.hashes('run'));
  });

  test('its bytes do not depend on how its folder is named', async () => {
    await runs.montecarlo('run');
    const found = runs.hashes('run');
    for (const out of [
      `${runs.folder.path}/./one/`,
      `${runs.folder.path}//two`,
      `${runs.folder.path}/run/../three`,
    ]) {
      const args = ['montecarlo', runs.experiment, '--out', out];
      expect((await runHere(args)).status).toBe(2);
      const pool = recorded();
      expect((await runHere([...args, '--resume'], pool)).status).toBe(2);
      expect(pool.solved).toEqual([]);
    }
    for (const name of ['one', 'two', 'three']) expect(runs.hashes(name)).toEqual(found);
  });

  test('--draws, --seed and --no-placements', async () => {
    await runs.montecarlo('run', ['--draws', '30', '--seed', '7', '--no-placements', '--workers', '3']);
    expect(Object.keys(runs.hashes('run'))).toEqual(files.filter((name) => !name.startsWith('placements')));
    const manifest = JSON.parse(readFileSync(runs.path('run', 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.experiment).toMatchObject({ draws: 30, seed: 7 });
  });

  test('every bad option is named together with every bad field', async () => {
    runs.folder.put('experiment.json', { ...input, scenario: { power: 1 } });
    const args = ['--out', '', '--draws', 'x', '--format', 'xls', '--workers', '0', '--shard', '3/2'];
    const { status, stderr, stdout } = await runs.montecarlo('run', args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const part of [
      'scenario.power',
      'draws = "x"',
      '--out = ""',
      '--format = "xls"',
      '--workers = 0',
      '--shard = "3/2"',
    ])
      expect(stderr).toContain(part);
    expect(runs.folder.names()).toEqual(['experiment.json']);
  });

  test('of more chunks than a folder should hold, or of a shard with pictures, is refused', async () => {
    const { status, stderr } = await runs.montecarlo('run', ['--draws', '1e12']);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'draws = 1000000000000: makes 15625000000 chunks in one folder, of at most 10000000: use --shard',
    );
    const shard = await runs.montecarlo('run', ['--shard', '1/2', '--plot', runs.path('pictures')]);
    expect(shard.status).toBe(1);
    expect(shard.stderr).toMatch(/--plot = ".*pictures": goes with whole runs/);
    expect(runs.folder.names()).toEqual(['experiment.json']);
  });

  test('progress goes to a terminal only', async () => {
    const slowly: MonteCarlo = async function* (about, options) {
      for await (const batch of syntheticRun(about, options)) {
        await new Promise((resolve) => setTimeout(resolve, 110)); // more than the counter's interval
        yield batch;
      }
    };
    const { stderr } = await runs.montecarlo('run', [], { isTTY: true, monteCarlo: slowly });
    expect(stderr).toMatch(/\r128 of 300 draws, [\d.e+]+ draws\/s, \d+ s left, \d+ points unsolved/);
    expect((await runs.montecarlo('pipe', [], { monteCarlo: slowly })).stderr).not.toContain('\r');
  });
});

test('an experiment of which no draw can be computed leaves nothing behind', async () => {
  const monteCarlo: MonteCarlo = async function* () {
    yield* [];
    throw new InputError([{ path: 'scenario.pulse', value: 'flat', message: 'has no energy' }]);
  };
  const { status, stderr } = await runs.montecarlo('run', [], { monteCarlo });
  expect(status).toBe(1);
  expect(stderr).toContain('scenario.pulse = "flat": has no energy');
  mkdirSync(runs.path('empty'));
  await runs.montecarlo('empty', ['--resume'], { monteCarlo });
  expect(runs.folder.names()).toEqual(['empty', 'experiment.json']);
  expect(readdirSync(runs.path('empty'))).toEqual([]);
});

test('summary.json counts what the rows say', async () => {
  await runs.montecarlo('run', ['--draws', '100']);
  const summary = JSON.parse(readFileSync(runs.path('run', 'summary.json'), 'utf8')) as Summary;
  for (const { counts } of summary.entries) expect(Object.values(counts).reduce((a, b) => a + b)).toBe(100);
});
