/**
 * The folder of isabc batch. While it is under way:
 *
 *     chunks/run.json       what is being solved
 *     chunks/00000012.json  the rows of a group of scenarios
 *     lock                  see run-folder/lock.ts
 *
 * and at the end `results` and `manifest.json` instead. As with an experiment's folder every file is written whole,
 * and nothing that is read is believed before it is checked.
 */

import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { check, numberIn, oneOf, strictObject } from '../../input/rules.js';
import { formatJson } from '../../solver/format.js';
import { fidelities, objectives, overs, type Fidelity, type Objective, type Over } from '../../types.js';
import { CommandError, exit, guarded, reading } from '../io.js';
import { isLeftover, refuseDifferent, type OpenOptions } from '../run-folder/folder.js';
import { byRule, readJsonFile, type Judge } from '../run-folder/json-file.js';
import { Lock, lockName } from '../run-folder/lock.js';
import { damagedFiles } from '../run-folder/manifest.js';
import { isFolder } from '../run-folder/plain-file.js';
import { changes, hashRule, versionRule } from '../run-folder/record.js';
import { ParquetTable } from '../run-folder/parquet.js';
import type { Block } from '../run-folder/tables.js';
import { makeFolder, sweepTemporaries, syncFolder, WholeFile, writeWhole } from '../whole-file.js';
import { batchColumns, checkRows, encodeRows, NdjsonTable } from './rows.js';

export const batchFormats = ['parquet', 'ndjson'] as const;
export type BatchFormat = (typeof batchFormats)[number];

/** What a folder is about. */
export interface BatchRecord {
  schemaVersion: 1;
  version: string;
  /** Hash of the .wasm. */
  core: string;
  /** SHA-256 of the scenarios' file. */
  input: string;
  scenarios: number;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  fractions?: number[];
  rates?: number[];
  format: BatchFormat;
}

interface BatchManifest extends BatchRecord {
  files: Record<string, { bytes: number; sha256: string }>;
  /** Rows by status. */
  counts: Record<string, number>;
}

const integer = numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
const fields = {
  schemaVersion: v.literal(1, 'must be 1'),
  version: versionRule,
  core: hashRule,
  input: hashRule,
  scenarios: integer,
  fidelity: oneOf(fidelities),
  objective: oneOf(objectives),
  over: oneOf(overs),
  fractions: v.optional(v.array(v.number(), 'must be an array of numbers')),
  rates: v.optional(v.array(v.number(), 'must be an array of numbers')),
  format: oneOf(batchFormats),
};
const judgeRecord = byRule(
  strictObject(fields, 'must be the record of a batch'),
  'the record',
) as Judge<BatchRecord>;
const file = strictObject({ bytes: integer, sha256: hashRule }, 'must be {"bytes", "sha256"}');
const judgeManifest: Judge<BatchManifest> = (value) => {
  const names = batchFormats.map((format) => [resultsName(format), v.optional(file)] as const);
  const rule = strictObject(
    {
      ...fields,
      files: strictObject(Object.fromEntries(names), 'must be an object of {"bytes", "sha256"} by name'),
      counts: v.record(v.string(), integer, 'must be an object of counts by status'),
    },
    'must be the manifest of a batch',
  );
  const { output, issues } = check(rule, value, 'the manifest');
  const manifest = output as BatchManifest;
  if (issues.length === 0 && Object.keys(manifest.files).join() !== resultsName(manifest.format))
    issues.push({ path: 'files', value: manifest.files, message: `must be ${resultsName(manifest.format)}` });
  return { output: manifest, issues };
};

export const resultsName = (format: BatchFormat): string => `results.${format}`;
const manifestName = 'manifest.json';
const chunksName = 'chunks';
/** The largest record: nearly all of it is floors. */
const recordBytes = 64e6;
const chunkBytes = 1e9;

/** A folder that this process holds the lock of. */
export class BatchFolder {
  readonly #path: string;
  readonly #record: BatchRecord;
  readonly #run: string;
  readonly #lock: Lock;
  /** Rows by status, where the batch was finished before. */
  readonly finished: Record<string, number> | null;

  private constructor(path: string, record: BatchRecord, lock: Lock, finished: BatchFolder['finished']) {
    this.#path = path;
    this.#record = record;
    this.#run = createHash('sha256').update(JSON.stringify(record)).digest('hex');
    this.#lock = lock;
    this.finished = finished;
  }

  /**
   * Makes or enters a folder.
   *
   * @throws CommandError 1 where it holds something else, or must not hold anything; 3 where another process is at it,
   *   where it cannot be written, or where what it holds is damaged
   */
  static async open(path: string, record: BatchRecord, options: OpenOptions): Promise<BatchFolder> {
    await guarded(path, () => makeFolder(path));
    const lock = await Lock.take(path, options);
    try {
      const finished = await enter(path, record, options.resume);
      return new BatchFolder(path, record, lock, finished);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  #file(group: number): string {
    return join(this.#path, chunksName, `${String(group).padStart(8, '0')}.json`);
  }

  /** A group's rows; null where they are not there, or not as they were written. */
  read(group: number, rows: number): Promise<Block | null> {
    return readJsonFile(this.#file(group), chunkBytes, checkRows(this.#run, group, rows));
  }

  async write(group: number, block: Block): Promise<void> {
    const file = this.#file(group);
    await guarded(file, () => writeWhole(file, encodeRows(this.#run, group, block)));
  }

  /** One pass over all groups in order: the table, then the manifest, which makes it valid; then the chunks go. */
  async assemble(blocks: AsyncIterable<Block>, counts: Record<string, number>): Promise<void> {
    const { format } = this.#record;
    const target = join(this.#path, resultsName(format));
    const file = await guarded(target, () => WholeFile.create(target));
    try {
      const table = format === 'parquet' ? new ParquetTable(file, batchColumns) : new NdjsonTable(file);
      for await (const block of blocks) await guarded(target, () => table.write(block));
      await guarded(target, async () => {
        await table.finish();
        await file.publish();
        await syncFolder(this.#path);
      });
      const about = { [resultsName(format)]: { bytes: file.bytes, sha256: file.sha256() } };
      const manifest = join(this.#path, manifestName);
      await guarded(manifest, () =>
        writeWhole(manifest, formatJson({ ...this.#record, files: about, counts })),
      );
    } finally {
      await file.discard();
    }
    await removeChunks(this.#path);
  }

  async release(): Promise<void> {
    await this.#lock.release();
  }
}

async function removeChunks(path: string): Promise<void> {
  const chunks = join(path, chunksName);
  if (await isFolder(chunks)) await guarded(chunks, () => rm(chunks, { recursive: true }));
}

/** Makes the folder ready; the counts of a batch that is finished, and whole. */
async function enter(
  path: string,
  record: BatchRecord,
  resume: boolean,
): Promise<Record<string, number> | null> {
  const names = (await reading(path, () => readdir(path))).filter((name) => name !== lockName);
  const chunks = join(path, chunksName);
  const manifest = await readJsonFile(join(path, manifestName), recordBytes, judgeManifest);
  const underWay = (await isFolder(chunks))
    ? await readJsonFile(join(chunks, 'run.json'), recordBytes, judgeRecord)
    : null;
  if (names.length > 0 && !resume) {
    const advice = (manifest ?? underWay) ? '--resume goes on with the batch in it' : 'choose another --out';
    throw new CommandError(exit.badInput, `${path} is not empty: ${advice}`);
  }
  if (names.length > 0 && manifest === null && underWay === null && !names.every(isLeftover))
    throw new CommandError(exit.badInput, `${path} holds no batch to go on with, but other files`);
  const refuseOther = (there: BatchRecord) => refuseDifferent(path, 'batch', [...changes(there, record, '')]);
  if (underWay !== null) refuseOther(underWay);
  if (manifest !== null) {
    const { files, counts, ...there } = manifest;
    refuseOther(there);
    if ((await damagedFiles(path, { files })).length === 0) {
      await removeChunks(path);
      return counts;
    }
  }
  await guarded(path, async () => {
    await makeFolder(chunks);
    await syncFolder(path);
    await sweepTemporaries(path);
    await sweepTemporaries(chunks);
    await writeWhole(join(chunks, 'run.json'), formatJson(record));
  });
  return null;
}
