/** isabc montecarlo and isabc merge over made-up results: what the folder holds, and when it is refused. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MonteCarlo } from '../../bindings/cli/run-folder/run.js';
import type { Manifest } from '../../bindings/cli/run-folder/manifest.js';
import { shardOf, shardRange } from '../../bindings/cli/run-folder/shard.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { chunkPlan } from '../../bindings/monte-carlo/plan.js';
import { summarize, type Summary } from '../../bindings/monte-carlo/summary.js';
import { InputError } from '../../bindings/input/errors.js';
import { formatJson } from '../../bindings/solver/format.js';
import { Folder, runHere, syntheticRun } from '../support/cli.js';
import { syntheticChunk } from '../support/synthetic-draws.js';

const input = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  symbols: { alphabet: [0, 0.5, 1] },
  draws: 300,
  fidelity: 'coupled', // for small chunks: 64 draws
};
const chunks = chunkPlan(parseExperiment(input)).chunks; // 5

let folder: Folder;
let experiment: string;
beforeEach(() => {
  folder = new Folder();
  experiment = folder.put('experiment.json', input);
});
afterEach(() => folder.remove());

type Extra = Parameters<typeof runHere>[1];
const montecarlo = (out: string, args: string[] = [], extra: Extra = {}) =>
  runHere(['montecarlo', experiment, '--out', folder.file(out), ...args], extra);
const merge = (out: string, ...shards: string[]) =>
  runHere(['merge', ...shards.map((name) => folder.file(name)), '--out', folder.file(out)]);

/** Hashes by name of all that is in a folder. */
function hashes(out: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder.file(out))
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder.file(out), name)))
          .digest('hex'),
      ]),
  );
}

/** A pool that counts what it is asked for, and fails at a call of its own choice. */
function recorded(failAt = Infinity): { solved: number[]; monteCarlo: MonteCarlo } {
  const solved: number[] = [];
  async function* monteCarlo(...[about, options]: Parameters<MonteCarlo>) {
    for await (const batch of syntheticRun(about, options)) {
      if (solved.length === failAt) throw new Error('the power is gone');
      solved.push(batch.chunk);
      yield batch;
    }
  }
  return { solved, monteCarlo };
}

const files = ['draws.parquet', 'manifest.json', 'placements.parquet', 'summary.json'];

describe('a run', () => {
  test('ends with four files, the summary being that of summarize', async () => {
    const { status, stderr, stdout } = await montecarlo('run');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'isabc: 21 rows are unsolved\n' });
    expect(stdout).toMatch(/^draws +300\nobjective +sum\n/);
    const found = hashes('run');
    expect(Object.keys(found)).toEqual(files);
    const about = parseExperiment(input);
    const batches = Array.from({ length: chunks }, (_, i) => syntheticChunk(about, i));
    const summary = readFileSync(join(folder.file('run'), 'summary.json'), 'utf8');
    expect(summary).toBe(formatJson(await summarize(batches)));

    const manifest = JSON.parse(readFileSync(join(folder.file('run'), 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.experiment).toEqual(about);
    for (const [name, { sha256 }] of Object.entries(manifest.files)) expect(found[name]).toBe(sha256);
    expect(Object.keys(manifest.files).sort()).toEqual(files.filter((name) => name !== 'manifest.json'));
  });

  test('its bytes do not depend on the order in which chunks arrive', async () => {
    await montecarlo('run');
    async function* backwards(...[about, options]: Parameters<MonteCarlo>) {
      yield* syntheticRun(about, { chunks: [...options.chunks!].reverse() });
    }
    await montecarlo('other', [], { monteCarlo: backwards });
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('its bytes do not depend on how its folder is named', async () => {
    await montecarlo('run');
    const found = hashes('run');
    for (const out of [`${folder.path}/./one/`, `${folder.path}//two`, `${folder.path}/run/../three`]) {
      const args = ['montecarlo', experiment, '--out', out];
      expect((await runHere(args)).status).toBe(2);
      const pool = recorded();
      expect((await runHere([...args, '--resume'], pool)).status).toBe(2);
      expect(pool.solved).toEqual([]);
    }
    for (const name of ['one', 'two', 'three']) expect(hashes(name)).toEqual(found);
  });

  test('--draws, --seed and --no-placements', async () => {
    await montecarlo('run', ['--draws', '30', '--seed', '7', '--no-placements', '--workers', '3']);
    expect(Object.keys(hashes('run'))).toEqual(files.filter((name) => !name.startsWith('placements')));
    const manifest = JSON.parse(readFileSync(join(folder.file('run'), 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.experiment).toMatchObject({ draws: 30, seed: 7 });
  });

  test('every bad option is named together with every bad field', async () => {
    folder.put('experiment.json', { ...input, scenario: { power: 1 } });
    const args = ['--out', '', '--draws', 'x', '--format', 'xls', '--workers', '0', '--shard', '3/2'];
    const { status, stderr, stdout } = await montecarlo('run', args);
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
    expect(folder.names()).toEqual(['experiment.json']);
  });

  test('of more chunks than a folder should hold, or of a shard with pictures, is refused', async () => {
    const { status, stderr } = await montecarlo('run', ['--draws', '1e12']);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'draws = 1000000000000: makes 15625000000 chunks in one folder, of at most 10000000: use --shard',
    );
    const shard = await montecarlo('run', ['--shard', '1/2', '--plot', folder.file('pictures')]);
    expect(shard.status).toBe(1);
    expect(shard.stderr).toMatch(/--plot = ".*pictures": goes with whole runs/);
    expect(folder.names()).toEqual(['experiment.json']);
  });

  test('progress goes to a terminal only', async () => {
    const slowly: MonteCarlo = async function* (about, options) {
      for await (const batch of syntheticRun(about, options)) {
        await new Promise((resolve) => setTimeout(resolve, 110)); // more than the counter's interval
        yield batch;
      }
    };
    const { stderr } = await montecarlo('run', [], { isTTY: true, monteCarlo: slowly });
    expect(stderr).toMatch(/\r128 of 300 draws, [\d.e+]+ draws\/s, \d+ s left, \d+ points unsolved/);
    expect((await montecarlo('pipe', [], { monteCarlo: slowly })).stderr).not.toContain('\r');
  });
});

describe('--resume', () => {
  test('starts afresh where there is nothing', async () => {
    await montecarlo('run');
    await montecarlo('new', ['--resume']);
    mkdirSync(folder.file('empty'));
    await montecarlo('empty', ['--resume']);
    expect(hashes('new')).toEqual(hashes('run'));
    expect(hashes('empty')).toEqual(hashes('run'));
  });

  test('is needed where there is something', async () => {
    mkdirSync(folder.file('run'));
    writeFileSync(join(folder.file('run'), 'thesis.tex'), 'x');
    const { status, stderr } = await montecarlo('run');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `isabc: ${folder.file('run')} is not empty: choose another --out\n`,
    });
    expect((await montecarlo('run', ['--resume'])).stderr).toContain(
      'holds no run to go on with, but other files',
    );
    expect(readdirSync(folder.file('run'))).toEqual(['thesis.tex']);
  });

  test('computes only what is missing', async () => {
    await montecarlo('run');
    const first = recorded(2);
    expect(await montecarlo('other', [], first)).toEqual({
      status: 70,
      stdout: '',
      stderr:
        'isabc: the power is gone; the 128 draws that are done are kept, and --resume goes on from there\n',
    });
    expect((await montecarlo('other')).stderr).toContain('--resume goes on with the run in it');
    const second = recorded();
    await montecarlo('other', ['--resume'], second);
    expect([...first.solved, ...second.solved]).toEqual([0, 1, 2, 3, 4]);
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('has nothing to do in a finished run', async () => {
    const before = await montecarlo('run');
    const found = hashes('run');
    const pool = recorded();
    expect(await montecarlo('run', ['--resume'], pool)).toEqual(before);
    expect(pool.solved).toEqual([]);
    expect(hashes('run')).toEqual(found);
  });

  test.each(['parquet', 'csv'])('extends a run whose draws have grown (%s)', async (format) => {
    await montecarlo('run', ['--draws', '500', '--format', format]);
    await montecarlo('other', ['--format', format]);
    const pool = recorded();
    await montecarlo('other', ['--draws', '500', '--format', format, '--resume'], pool);
    expect(pool.solved).toEqual([4, 5, 6, 7]); // the last chunk of 300 draws was not whole
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('extends a run without placements, with a sweep, and one that is under way', async () => {
    folder.put('experiment.json', { ...input, sweep: { powerDbm: [10, 20], 'receiver.antennas': [4, 8] } });
    await montecarlo('run', ['--draws', '500', '--no-placements']);
    await montecarlo('other', ['--no-placements']);
    const pool = recorded(3);
    await montecarlo('other', ['--draws', '440', '--no-placements', '--resume'], pool);
    await montecarlo('other', ['--draws', '500', '--no-placements', '--resume']);
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('refuses another experiment, fewer draws, other options, another shard; and says what differs', async () => {
    await montecarlo('run');
    const found = hashes('run');
    const args = ['--resume', '--seed', '2', '--draws', '40', '--no-placements', '--format', 'csv'];
    expect(await montecarlo('run', args)).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        `isabc: ${folder.file('run')} holds another run:`,
        '  experiment.seed: 1 there, 2 here',
        '  format: "parquet" there, "csv" here',
        '  placements: true there, false here',
        '  experiment.draws: 300 there, 40 here, and a run only grows',
        '',
      ].join('\n'),
    });
    folder.put('experiment.json', { ...input, scenario: { powerDbm: 20 }, rates: [0.1] });
    const other = await montecarlo('run', ['--resume', '--shard', '1/2']);
    expect(other.stderr).toContain('experiment.scenario.powerDbm: 30 there, 20 here');
    expect(other.stderr).toContain('experiment.fractions: [0,0.5,0.9] there, nothing here');
    expect(other.stderr).toContain('shard: nothing there, "1/2" here');
    expect(hashes('run')).toEqual(found);
  });

  test('refuses another core', async () => {
    await montecarlo('run', [], recorded(1));
    const record = join(folder.file('run'), 'chunks', 'run.json');
    writeFileSync(record, readFileSync(record, 'utf8').replace(/"core": "[^"]*"/, '"core": "other"'));
    const { status, stderr } = await montecarlo('run', ['--resume']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/ {2}core: "other" there, "[0-9a-f]+" here/);
  });
});

describe('interruption', () => {
  /** A pool of two that is interrupted with three chunks handed out. */
  async function interrupted(args: string[] = []) {
    let handler: ((status: number) => void) | null = null;
    const handedOut: number[] = [];
    const monteCarlo: MonteCarlo = async function* (about, options) {
      const hand: number[] = [];
      for (const chunk of options.chunks!) {
        if (options.stop!.aborted) break;
        handedOut.push(chunk);
        hand.push(chunk);
        if (handedOut.length === 3) handler!(143);
        if (hand.length === 2) yield syntheticChunk(about, hand.shift()!);
      }
      for (const chunk of hand) yield syntheticChunk(about, chunk);
    };
    const outcome = await montecarlo('run', args, { monteCarlo, onInterrupt: (next) => (handler = next) });
    expect(handler).toBeNull();
    return { outcome, handedOut };
  }

  test('finishes the chunks in hand and says how to go on', async () => {
    const { outcome, handedOut } = await interrupted();
    expect(handedOut).toEqual([0, 1, 2]);
    expect(outcome).toEqual({
      status: 143,
      stdout: '',
      stderr:
        'isabc: finishing the chunks in hand; once more to stop at once\n' +
        'isabc: stopped after 192 of 300 draws; the same command with --resume goes on from there\n',
    });
    expect(readdirSync(folder.file('run'))).toEqual(['chunks']);
    const pool = recorded();
    await montecarlo('run', ['--resume'], pool);
    expect(pool.solved).toEqual([3, 4]);
    await montecarlo('other');
    expect(hashes('run')).toEqual(hashes('other'));
  });

  test('stops the assembling pass, which begins again', async () => {
    let handler: ((status: number) => void) | null = null;
    const monteCarlo: MonteCarlo = async function* (about, options) {
      yield* syntheticRun(about, options);
      handler!(130);
    };
    const onInterrupt = (next: typeof handler) => (handler = next);
    const { status, stderr } = await montecarlo('run', [], { monteCarlo, onInterrupt });
    expect(status).toBe(130);
    expect(stderr).toContain('interrupted; the same command with --resume goes on from there');
    expect(readdirSync(folder.file('run'))).toEqual(['chunks']);
    const pool = recorded();
    expect((await montecarlo('run', ['--resume'], pool)).status).toBe(2);
    expect(pool.solved).toEqual([]);
  });
});

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
    await montecarlo('run');
    const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
    for (const [i, name] of names.entries()) {
      const { stdout } = await montecarlo(name, ['--shard', `${i + 1}/${count}`]);
      expect(stdout).toMatch(new RegExp(`^shard ${i + 1}/${count}: \\d+ draws in .*, for isabc merge\n$`));
      expect(readdirSync(folder.file(name))).toEqual(['chunks']);
    }
    const { status, stderr } = await merge('merged', ...names.reverse());
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'isabc: 21 rows are unsolved\n' });
    expect(hashes('merged')).toEqual(hashes('run'));
    expect((await merge('merged', ...names)).status).toBe(2); // a second time, as a requeued job may
    expect(hashes('merged')).toEqual(hashes('run'));
  });

  test('that are missing or unfinished are named, and nothing is written', async () => {
    await montecarlo('s1', ['--shard', '1/3']);
    await montecarlo('s3', ['--shard', '3/3'], recorded(1));
    const { status, stderr } = await merge('merged', 's1', 's3');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: [
        'isabc: draws 64 to 191 are missing (shard 2/3)',
        '  draws 256 to 299 are missing (shard 3/3)',
        '  isabc montecarlo with --resume completes a shard',
        '',
      ].join('\n'),
    });
    expect(folder.names()).toEqual(['experiment.json', 's1', 's3']);
  });

  test('a damaged chunk is named, and taken from elsewhere where it is twice', async () => {
    await montecarlo('run');
    await montecarlo('s1', ['--shard', '1/2']);
    await montecarlo('s2', ['--shard', '2/2']);
    await montecarlo('again', ['--shard', '2/2']);
    const file = join(folder.file('s2'), 'chunks', '00000003.chunk');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    const { status, stderr } = await merge('merged', 's1', 's2');
    expect(status).toBe(1);
    expect(stderr).toContain('draws 192 to 255 are missing (shard 2/2)');
    expect(stderr).toContain(`${file} is damaged`);
    await merge('merged', 's1', 's2', 'again');
    expect(hashes('merged')).toEqual(hashes('run'));
  });

  test('of different runs are refused', async () => {
    await montecarlo('s1', ['--shard', '1/2']);
    await montecarlo('s2', ['--shard', '2/2', '--seed', '5', '--draws', '250']);
    const { status, stderr } = await merge('merged', 's1', 's2');
    expect(status).toBe(1);
    expect(stderr).toContain('not shards of one run');
    expect(stderr).toContain('experiment.seed: 5 there, 1 here');
    expect(stderr).toContain('experiment.draws: 250 there, 300 here');
  });

  test('what is no shard is refused', async () => {
    await montecarlo('s1', ['--shard', '1/1']);
    mkdirSync(folder.file('empty'));
    expect((await merge('merged', 's1', 'empty')).stderr).toContain('empty holds no shard of a run');
    expect((await merge('s1', 's1')).stderr).toContain('cannot be a shard and the result');
    await merge('merged', 's1');
    expect((await merge('other', 's1', 'merged')).stderr).toContain('holds a finished run');
    await montecarlo('different', ['--seed', '9']);
    const { status, stderr } = await merge('different', 's1');
    expect(status).toBe(1);
    expect(stderr).toContain('experiment.seed: 9 there, 1 here');
  });
});

describe('damage', () => {
  test('a damaged chunk is computed again', async () => {
    await montecarlo('run');
    await montecarlo('other', [], recorded(4));
    const file = (i: number) => join(folder.file('other'), 'chunks', `0000000${i}.chunk`);
    const bytes = readFileSync(file(1));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file(1), bytes);
    writeFileSync(file(2), readFileSync(file(2)).subarray(0, 1000));
    writeFileSync(file(3), '');
    const pool = recorded();
    await montecarlo('other', ['--resume'], pool);
    expect(pool.solved).toEqual([1, 2, 3, 4]);
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('a chunk of another run, or of another place, is not taken', async () => {
    await montecarlo('run');
    await montecarlo('seed', ['--seed', '2'], recorded(1));
    await montecarlo('other', [], recorded(2));
    const file = (out: string, i: number) => join(folder.file(out), 'chunks', `0000000${i}.chunk`);
    writeFileSync(file('other', 3), readFileSync(file('other', 1)));
    writeFileSync(file('other', 0), readFileSync(file('seed', 0)));
    const pool = recorded();
    await montecarlo('other', ['--resume'], pool);
    expect(pool.solved).toEqual([0, 2, 3, 4]);
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('a finished run with changed files is computed again, and says so', async () => {
    await montecarlo('run');
    const found = hashes('run');
    const summary = join(folder.file('run'), 'summary.json');
    writeFileSync(summary, readFileSync(summary, 'utf8').replace('"draws": 300', '"draws": 301'));
    rmSync(join(folder.file('run'), 'placements.parquet'));
    const { stderr } = await montecarlo('run', ['--resume']);
    expect(stderr).toMatch(/^isabc: placements.parquet, summary.json in .*run changed since/);
    expect(hashes('run')).toEqual(found);
  });

  test('an extension does not build on changed files', async () => {
    await montecarlo('run', ['--draws', '500']);
    await montecarlo('other');
    const draws = join(folder.file('other'), 'draws.parquet');
    const bytes = readFileSync(draws);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(draws, bytes);
    const pool = recorded();
    await montecarlo('other', ['--draws', '500', '--resume'], pool);
    expect(pool.solved).toHaveLength(8);
    expect(hashes('other')).toEqual(hashes('run'));
  });

  test('a damaged record is an error', async () => {
    await montecarlo('run', [], recorded(1));
    writeFileSync(join(folder.file('run'), 'chunks', 'run.json'), '{"schema');
    const { status, stderr } = await montecarlo('run', ['--resume']);
    expect(status).toBe(3);
    expect(stderr).toContain('run.json is damaged');
  });

  test('a folder that is removed meanwhile is an error, and does not come back', async () => {
    const monteCarlo: MonteCarlo = async function* (about, options) {
      for await (const batch of syntheticRun(about, options)) {
        yield batch;
        rmSync(folder.file('run'), { recursive: true });
      }
    };
    const { status, stderr } = await montecarlo('run', [], { monteCarlo });
    expect(status).toBe(3);
    expect(stderr).toMatch(/cannot write .*00000001.chunk: no such file or folder/);
    expect(existsSync(folder.file('run'))).toBe(false);
  });

  test('a file in the place of the folder is an error', async () => {
    folder.put('run', 'x');
    const { status, stderr } = await montecarlo('run');
    expect(status).toBe(3);
    expect(stderr).toBe(`isabc: cannot write ${folder.file('run')}: there is something else in its place\n`);
  });
});

test('an experiment of which no draw can be computed leaves nothing behind', async () => {
  const monteCarlo: MonteCarlo = async function* () {
    yield* [];
    throw new InputError([{ path: 'scenario.pulse', value: 'flat', message: 'has no energy' }]);
  };
  const { status, stderr } = await montecarlo('run', [], { monteCarlo });
  expect(status).toBe(1);
  expect(stderr).toContain('scenario.pulse = "flat": has no energy');
  mkdirSync(folder.file('empty'));
  await montecarlo('empty', ['--resume'], { monteCarlo });
  expect(folder.names()).toEqual(['empty', 'experiment.json']);
  expect(readdirSync(folder.file('empty'))).toEqual([]);
});

test('leftovers of killed processes go away', async () => {
  await montecarlo('run');
  await montecarlo('other', [], recorded(1));
  const leftover = '.draws.parquet.0123456789ab.tmp';
  writeFileSync(join(folder.file('other'), leftover), 'x');
  writeFileSync(join(folder.file('other'), 'chunks', '.00000001.chunk.0123456789ab.tmp'), 'x');
  await montecarlo('other', ['--resume']);
  expect(hashes('other')).toEqual(hashes('run'));
});

test('summary.json counts what the rows say', async () => {
  await montecarlo('run', ['--draws', '100']);
  const summary = JSON.parse(readFileSync(join(folder.file('run'), 'summary.json'), 'utf8')) as Summary;
  for (const { counts } of summary.entries) expect(Object.values(counts).reduce((a, b) => a + b)).toBe(100);
});
