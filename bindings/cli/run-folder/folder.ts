/**
 * The folder of a run. While it is under way:
 *
 *     chunks/run.json        what is being run
 *     chunks/00000012.chunk  the draws of a chunk
 *     lock                   see lock.ts
 *
 * and at the end the four files of `assemble.ts` instead, or for a shard still the chunks. Every file is written
 * whole, so whatever stops a run leaves a folder that it can go on in.
 */

import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkPlan, chunkRange, type ChunkPlan } from '../../monte-carlo/plan.js';
import type { DrawBatch } from '../../monte-carlo/types.js';
import { formatJson } from '../../solver/format.js';
import { CommandError, exit, guarded } from '../io.js';
import { makeFolder, sweepTemporaries, syncFolder, writeWhole } from '../whole-file.js';
import { decodeChunk, encodeChunk } from './chunk-file.js';
import { Lock, lockName } from './lock.js';
import { manifestName, readJsonFile, recordOf, type Manifest } from './manifest.js';
import { differences, runIdentity, type RunRecord } from './record.js';
import { noPlacements } from './tables.js';

const chunksName = 'chunks';
const recordName = 'run.json';

export interface OpenOptions {
  /** Whether to go on with what is there; otherwise the folder must be absent or empty. */
  resume: boolean;
  /** Whether to wait for another process that is at it. */
  wait: boolean;
  /** Called when the folder is no longer this process's own. */
  onLost: () => void;
  /** Ends the waiting. */
  signal: AbortSignal;
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

  /** A chunk, or null where there is none: no file, a damaged one, or one with other draws. */
  async read(chunk: number): Promise<DrawBatch | null> {
    const bytes = await readFile(this.file(chunk)).catch(() => null);
    const batch = bytes === null ? null : decodeChunk(bytes, this.#identity);
    const { first, count } = chunkRange(this.record.experiment, this.plan, chunk);
    return batch?.chunk === chunk && batch.first === first && batch.count === count ? batch : null;
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
   *   process is at it, or where it cannot be written
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

  /** Removes the chunks of a run that is finished. */
  async removeChunks(): Promise<void> {
    await rm(join(this.path, chunksName), { recursive: true, force: true });
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

interface Entered {
  finished: Manifest | null;
  empty: boolean;
}

/** Makes the folder ready for a run. */
async function enter(path: string, record: RunRecord, resume: boolean): Promise<Entered> {
  const chunks = join(path, chunksName);
  const { there, finished } = await readRecords(path);
  const names = (await readdir(path)).filter((name) => name !== lockName);
  if (names.length > 0 && !resume) {
    const advice = there === null ? 'choose another --out' : '--resume goes on with the run in it';
    throw new CommandError(exit.badInput, `${path} is not empty: ${advice}`);
  }
  if (there !== null) {
    refuseOther(path, there, record);
    if (finished !== null) refuseOther(path, recordOf(finished), record);
  } else if (names.some((name) => name !== chunksName))
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
  const finished = (await readJsonFile(join(path, manifestName))) as Manifest | null;
  const underWay = (await readJsonFile(join(path, chunksName, recordName))) as RunRecord | null;
  return { there: underWay ?? (finished && recordOf(finished)), finished };
}

function refuseOther(path: string, there: RunRecord, here: RunRecord): void {
  const sentences = differences(there, here);
  if (sentences.length === 0) return;
  throw new CommandError(
    exit.badInput,
    [`${path} holds another run:`, ...sentences.map((sentence) => `  ${sentence}`)].join('\n'),
  );
}
