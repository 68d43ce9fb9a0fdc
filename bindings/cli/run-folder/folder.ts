/**
 * The folder of a run. While it is under way:
 *
 *     chunks/run.json        what is being run
 *     chunks/00000012.chunk  the draws of a chunk
 *     lock                   see lock.ts
 *
 * and at the end the four files of `assemble.ts` instead, or for a shard still the chunks. Every file is written
 * whole, so whatever stops a run leaves a folder that it can go on in; and nothing that is read is believed before it
 * is checked, since the folder may have been anywhere in the meantime.
 */

import { readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../input/errors.js';
import { chunkPlan, chunkRange, type ChunkPlan } from '../../monte-carlo/plan.js';
import type { DrawBatch } from '../../monte-carlo/types.js';
import { formatJson } from '../../solver/format.js';
import { CommandError, exit, guarded, reading } from '../io.js';
import { isTemporary, makeFolder, sweepTemporaries, syncFolder, writeWhole } from '../whole-file.js';
import { wrongColumn } from './chunk-check.js';
import { decodeChunk, encodeChunk } from './chunk-file.js';
import { damagedBy, readJsonFile } from './json-file.js';
import { Lock, lockName } from './lock.js';
import { readManifest, recordOf, type Manifest } from './manifest.js';
import { isFolder, readPlain } from './plain-file.js';
import { checkRecord, differences, recordBytes, runIdentity, type RunRecord } from './record.js';
import { noPlacements } from './tables.js';

const chunksName = 'chunks';
const recordName = 'run.json';
const chunkName = /^(\d{8,15})\.chunk$/;
/** The largest chunk: of a second's work, and a few megabytes nearly always. */
const chunkBytes = 2e9;

export interface OpenOptions {
  /** Whether to go on with what is there; otherwise the folder must be absent or empty. */
  resume: boolean;
  /** Whether to wait for another process that is at it. */
  wait: boolean;
  /** Called, with the reason, when the folder is no longer this process's own. */
  onLost: (why: string) => void;
  /** Called with what is being waited for, where that takes long. */
  notice: (text: string) => void;
  /** Ends the waiting. */
  signal: AbortSignal;
}

/**
 * Whether a name in a folder is of what is not there to stay: chunks, a lock, files half written. (One that waits for
 * the lock may be moving a dead one aside, under a temporary name.)
 */
export const isLeftover = (name: string): boolean =>
  name === chunksName || name === lockName || isTemporary(name);

/** Whether a folder holds what a run that is finished has no need of. */
export async function hasLeftovers(path: string): Promise<boolean> {
  const names = await reading(path, () => readdir(path));
  return names.some(isLeftover);
}

/** Chunks of one run in a folder, to be read by anybody. */
export class ChunkStore {
  readonly path: string;
  readonly record: RunRecord;
  readonly plan: ChunkPlan;
  readonly #identity: string;

  /** @param path of the run's folder */
  constructor(path: string, record: RunRecord) {
    this.path = path;
    this.record = record;
    this.plan = chunkPlan(record.experiment);
    this.#identity = runIdentity(record);
  }

  file(chunk: number): string {
    return join(this.path, chunksName, `${String(chunk).padStart(8, '0')}.chunk`);
  }

  /** Numbers of the chunks that have a file. Throws CommandError 3 where their folder is none. */
  async present(): Promise<Set<number>> {
    const chunks = join(this.path, chunksName);
    const names = (await isFolder(chunks)) ? await reading(chunks, () => readdir(chunks)) : [];
    return new Set(names.flatMap((name) => chunkName.exec(name)?.slice(1).map(Number) ?? []));
  }

  /**
   * A chunk, or null where there is none: no file, one that has been cut short or changed, or one with other draws.
   *
   * @throws CommandError 3 where its digest is right and its contents are not, or where there is no plain file
   */
  async read(chunk: number): Promise<DrawBatch | null> {
    const file = this.file(chunk);
    const bytes = await readPlain(file, chunkBytes);
    if (bytes === null) return null;
    try {
      const batch = decodeChunk(bytes, this.#identity);
      const { first, count } = chunkRange(this.record.experiment, this.plan, chunk);
      if (batch?.chunk !== chunk || batch.first !== first || batch.count !== count) return null;
      const issue = wrongColumn(batch, this.record);
      if (issue !== null) throw new InputError([issue]);
      return batch;
    } catch (error) {
      throw error instanceof InputError ? damagedBy(file, error.issues) : error;
    }
  }

  async write(batch: DrawBatch): Promise<void> {
    const file = this.file(batch.chunk);
    const kept = this.record.placements ? batch : { ...batch, placements: noPlacements };
    await guarded(file, () => writeWhole(file, encodeChunk(kept, this.#identity)));
  }
}

/** A folder that this process holds the lock of. */
export class RunFolder extends ChunkStore {
  /** The finished run that is in the folder, perhaps with fewer draws. */
  readonly finished: Manifest | null;
  readonly #lock: Lock;
  /** What was there before. */
  readonly #found: 'nothing' | 'folder' | 'run';

  private constructor(path: string, record: RunRecord, entered: Entered, lock: Lock, created: boolean) {
    super(path, record);
    this.finished = entered.finished;
    this.#lock = lock;
    this.#found = created ? 'nothing' : entered.empty ? 'folder' : 'run';
  }

  /**
   * Makes or enters the folder of a run.
   *
   * @throws CommandError 1 where the folder holds something else, or where it must not hold anything; 3 where another
   *   process is at it, where it cannot be written, or where what it holds is damaged
   */
  static async open(path: string, record: RunRecord, options: OpenOptions): Promise<RunFolder> {
    const created = await guarded(path, () => makeFolder(path));
    const lock = await Lock.take(path, options);
    try {
      const entered = await enter(path, record, options.resume);
      return new RunFolder(path, record, entered, lock, created !== undefined);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Removes the chunks of a run that is finished; what else somebody has put among them stays. */
  async removeChunks(signal?: AbortSignal): Promise<void> {
    await removeChunks(this.path, signal);
  }

  /** Leaves the folder to others. */
  async release(): Promise<void> {
    await this.#lock.release();
  }

  /** Leaves the folder as it was found, as far as there was no run in it. */
  async abandon(): Promise<void> {
    if (this.#found !== 'run') await this.removeChunks();
    await this.release();
    if (this.#found === 'nothing') await rmdir(this.path);
  }
}

async function removeChunks(path: string, signal?: AbortSignal): Promise<void> {
  const chunks = join(path, chunksName);
  if (!(await isFolder(chunks))) return;
  await guarded(chunks, async () => {
    // the record last: as long as there are chunks, it says of what
    const names = (await readdir(chunks)).filter((name) => chunkName.test(name) || isTemporary(name));
    for (const name of [...names, recordName]) {
      signal?.throwIfAborted();
      await unlink(join(chunks, name)).catch(ignoring('ENOENT'));
    }
    await rmdir(chunks).catch(ignoring('ENOTEMPTY', 'EEXIST', 'ENOENT'));
  });
}

/** Swallows errors with these codes. */
function ignoring(...codes: string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}

interface Entered {
  finished: Manifest | null;
  empty: boolean;
}

/** Makes the folder ready for a run. */
async function enter(path: string, record: RunRecord, resume: boolean): Promise<Entered> {
  const chunks = join(path, chunksName);
  const { there, finished } = await readRecords(path);
  const names = (await reading(path, () => readdir(path))).filter((name) => name !== lockName);
  if (names.length > 0 && !resume) {
    const advice = there === null ? 'choose another --out' : '--resume goes on with the run in it';
    throw new CommandError(exit.badInput, `${path} is not empty: ${advice}`);
  }
  if (there !== null) {
    refuseOther(path, there, record);
    if (finished !== null) refuseOther(path, recordOf(finished), record);
  } else if (!names.every(isLeftover))
    throw new CommandError(exit.badInput, `${path} holds no run to go on with, but other files`);
  await guarded(path, async () => {
    await makeFolder(chunks);
    await syncFolder(path);
    await sweepTemporaries(path);
    await sweepTemporaries(chunks);
    await writeWhole(join(chunks, recordName), formatJson(record));
  });
  return { finished, empty: names.length === 0 };
}

/** What run a folder holds: the one under way, or else the finished one. */
export async function readRecords(
  path: string,
): Promise<{ there: RunRecord | null; finished: Manifest | null }> {
  const finished = await readManifest(path);
  const chunks = join(path, chunksName);
  const underWay = (await isFolder(chunks))
    ? await readJsonFile(join(chunks, recordName), recordBytes, checkRecord)
    : null;
  return { there: underWay ?? (finished && recordOf(finished)), finished };
}

/** Throws CommandError 1 where there is a sentence about what differs from what a folder holds. */
export function refuseDifferent(path: string, what: string, sentences: readonly string[]): void {
  if (sentences.length === 0) return;
  throw new CommandError(
    exit.badInput,
    [`${path} holds another ${what}:`, ...sentences.map((sentence) => `  ${sentence}`)].join('\n'),
  );
}

function refuseOther(path: string, there: RunRecord, here: RunRecord): void {
  refuseDifferent(path, 'run', differences(there, here));
}
