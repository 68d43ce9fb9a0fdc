/** The parts of a run's folder: tables that read back as they were written, and the lock. */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parquetMetadata } from 'hyparquet';
import { decodeChunk, encodeChunk } from '../../bindings/cli/run-folder/chunk-file.js';
import { Lock } from '../../bindings/cli/run-folder/lock.js';
import { formats, readTable, tableWriter, type Format } from '../../bindings/cli/run-folder/table-file.js';
import {
  batchOf,
  drawBlock,
  drawColumns,
  placementBlock,
  placementColumns,
  type Block,
  type TableColumn,
  type Values,
} from '../../bindings/cli/run-folder/tables.js';
import { WholeFile } from '../../bindings/cli/whole-file.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { Folder } from '../support/cli.js';
import { syntheticChunk, uniform } from '../support/synthetic-draws.js';

let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

const experiment = parseExperiment({
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  draws: 150,
  sweep: { powerDbm: [10, 20], 'receiver.position[0]': [2] },
});

/** Writes blocks to a table and gives its path. */
async function written(name: string, format: Format, columns: TableColumn[], blocks: Block[]) {
  const file = await WholeFile.create(folder.file(name));
  const writer = tableWriter(format, file, columns);
  for (const block of blocks) await writer.write(block);
  await writer.finish();
  await file.publish();
  return folder.file(name);
}

/** All rows of a table, by column. */
async function readBack(format: Format, path: string, columns: TableColumn[]): Promise<unknown[][]> {
  const all: unknown[][] = columns.map(() => []);
  for await (const block of readTable(format, path, columns))
    block.forEach((values, i) => all[i].push(...(values as unknown[])));
  return all;
}

describe.each(formats)('a table as %s', (format) => {
  test('reads back as the batch it was', async () => {
    const batch = syntheticChunk(experiment, 0);
    expect(new Set(batch.draws.status).size).toBeGreaterThan(3);
    const columns = drawColumns(experiment);
    const draws = await written('draws', format, columns, [drawBlock(batch)]);
    const placed = await written('placements', format, placementColumns(experiment), [placementBlock(batch)]);
    const rows = (await readBack(format, draws, columns)) as Values[];
    const places = (await readBack(format, placed, placementColumns(experiment))) as Values[];
    expect(batchOf(experiment, batch, rows, places)).toEqual(batch);
  });

  test('has the same bytes however its rows are cut into blocks', async () => {
    const columns: TableColumn[] = [
      { name: 'draw', kind: 'int64' },
      { name: 'x', kind: 'double' },
      { name: 'word', kind: 'text' },
    ];
    const random = uniform(1);
    const rows = 150_000;
    const x = Float64Array.from({ length: rows }, () => (random() < 0.1 ? NaN : random() * 1e-9));
    const words = Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? null : ['a', 'b, "c"'][i % 2]));
    const block = (from: number, to: number): Block => [
      Float64Array.from({ length: to - from }, (_, i) => 2 ** 40 + from + i),
      x.subarray(from, to),
      words.slice(from, to),
    ];
    const cut = (...ends: number[]) => ends.slice(1).map((end, i) => block(ends[i], end));
    const one = await written('one', format, columns, cut(0, rows));
    const other = await written('other', format, columns, cut(0, 1, 65_536, 65_537, 140_000, rows));
    expect(readFileSync(other).equals(readFileSync(one))).toBe(true);
    const back = await readBack(format, one, columns);
    const all = block(0, rows);
    expect(back.map((values, i) => values.every((value, row) => Object.is(value, all[i][row])))).toEqual([
      true,
      true,
      true,
    ]);
    expect(back.map(({ length }) => length)).toEqual([rows, rows, rows]);
    if (format === 'parquet') {
      const { row_groups, created_by } = parquetMetadata(readFileSync(one).buffer as ArrayBuffer);
      expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([65_536, 65_536, 18_928]);
      expect(created_by).toMatch(/^isabc version \d+\.\d+\.\d+ \(build [0-9a-f]+\)$/);
    }
  });
});

describe('a chunk as bytes', () => {
  const batch = syntheticChunk(experiment, 0);
  const [run, another] = ['0'.repeat(64), '1'.repeat(64)];
  const bytes = encodeChunk(batch, run);

  test('comes back', () => {
    expect(decodeChunk(bytes, run)).toEqual(batch);
    expect(decodeChunk(Buffer.concat([Buffer.from('xyz'), bytes]).subarray(3), run)).toEqual(batch);
  });

  test('is refused with any bit changed, cut short, or of another run', () => {
    const random = uniform(3);
    for (let i = 0; i < 40; i++) {
      const changed = bytes.slice();
      changed[Math.floor(random() * bytes.length)] ^= 1 << Math.floor(8 * random());
      expect(decodeChunk(changed, run)).toBeNull();
      expect(decodeChunk(bytes.subarray(0, Math.floor(random() * bytes.length)), run)).toBeNull();
    }
    expect(decodeChunk(bytes, another)).toBeNull();
  });
});

describe('the lock', () => {
  const timing = { beat: 20, stale: 200 };
  const take = (options: Partial<Parameters<typeof Lock.take>[1]> = {}) =>
    Lock.take(folder.path, { onLost: () => {}, timing, ...options });
  const holder = () => JSON.parse(readFileSync(folder.file('lock'), 'utf8')) as Record<string, unknown>;
  const pretend = (changes: Record<string, unknown>) =>
    writeFileSync(folder.file('lock'), JSON.stringify({ ...holder(), ...changes }) + '\n');

  test('keeps a second one out, and is gone when it is released', async () => {
    const lock = await take();
    await expect(take()).rejects.toMatchObject({
      status: 3,
      message: `${folder.path} is in use by process ${process.pid} on ${hostname()}`,
    });
    await lock.release();
    expect(folder.names()).toEqual([]);
    await (await take()).release();
  });

  test('of a process that is gone is taken at once', async () => {
    const lock = await take({ timing: { beat: 1e9, stale: 1e9 } });
    pretend({ started: '1' }); // the pid is in use again
    await (await take({ timing: { beat: 1e9, stale: 1e9 } })).release();
    await lock.release();
    expect(folder.names()).toEqual([]);
  });

  test('of another machine is stale when its beat has stopped, and not before', async () => {
    const lock = await take();
    await lock.release();
    writeFileSync(folder.file('lock'), '{"host":"elsewhere","system":"x","pid":1,"started":"5","beats":0}\n');
    let beats = 0;
    const heart = setInterval(() => {
      const text = `{"host":"elsewhere","system":"x","pid":1,"started":"5","beats":${++beats}}\n`;
      writeFileSync(folder.file('lock'), text);
    }, 20);
    await expect(take()).rejects.toThrow('in use by process 1 on elsewhere');
    clearInterval(heart);
    const start = performance.now();
    const own = await take();
    expect(performance.now() - start).toBeGreaterThanOrEqual(timing.stale);
    expect(holder().host).toBe(hostname());
    await own.release();
  });

  test('whose writer was stopped in the middle is stale after the same time', async () => {
    writeFileSync(folder.file('lock'), '{"host":"elsew');
    await (await take()).release();
  });

  test('is waited for with `wait`, which a signal ends', async () => {
    const lock = await take();
    const second = take({ wait: true });
    const abort = new AbortController();
    const third = take({ wait: true, signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(third).rejects.toThrow('enough');
    await lock.release();
    await (await second).release();
  });

  test('notices that it was taken away, or that the folder is gone', async () => {
    const lost = () => new Promise<string>((resolve) => void take({ onLost: resolve }));
    const stolen = lost();
    await expect.poll(() => folder.names()).toEqual(['lock']);
    pretend({ host: 'elsewhere' });
    await stolen;
    writeFileSync(folder.file('lock'), ''); // in the way of nobody
    await (await take()).release();
    const gone = lost();
    await expect.poll(() => folder.names()).toEqual(['lock']);
    folder.remove();
    await gone;
  });

  test('a beat that fails is no loss, as long as another one follows', async () => {
    const lost: string[] = [];
    const lock = await take({ onLost: (why) => lost.push(why), timing: { beat: 20, stale: 600 } });
    const content = readFileSync(folder.file('lock'));
    for (let i = 0; i < 3; i++) {
      writeFileSync(folder.file('lock'), ''); // says as little as the file of a server that is away
      await sleep(150);
      writeFileSync(folder.file('lock'), content);
      await expect.poll(() => holder().beats).toBeGreaterThan(0);
    }
    expect(lost).toEqual([]);
    await lock.release();
    expect(folder.names()).toEqual([]);
  });

  test('without a beat for as long as makes a lock stale, it is lost', async () => {
    const why = new Promise<string>((resolve) => void take({ onLost: resolve }));
    await expect.poll(() => folder.names()).toEqual(['lock']);
    // again and again: a beat that has read the lock just before puts it right
    const emptied = setInterval(() => writeFileSync(folder.file('lock'), ''), 5);
    expect(await why).toContain('lock is not whole');
    clearInterval(emptied);
  });

  test('of a full disk says what is being waited for', async () => {
    writeFileSync(folder.file('lock'), '');
    const notices: string[] = [];
    await (await take({ notice: (text) => notices.push(text) })).release();
    expect(notices).toEqual([
      expect.stringContaining('lock names no process, as a full disk leaves it: waiting 1 s'),
    ]);
  });

  test('beats', async () => {
    const lock = await take();
    const first = statSync(folder.file('lock')).mtimeMs;
    await expect.poll(() => holder().beats).toBeGreaterThan(2);
    expect(statSync(folder.file('lock')).mtimeMs).toBeGreaterThan(first);
    await lock.release();
  });
});
