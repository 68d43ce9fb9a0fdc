/** From an entered folder to its results: what is missing is computed, then everything is assembled. */

import { access, constants } from 'node:fs/promises';
import { rowStatuses } from '../../core/columns.js';
import { InputError } from '../../input/errors.js';
import { chunkRange } from '../../monte-carlo/plan.js';
import type { MonteCarloOptions } from '../../monte-carlo/run.js';
import type { Summary } from '../../monte-carlo/summary.js';
import type { DrawBatch, Experiment } from '../../monte-carlo/types.js';
import { CommandError, exit, isSystemError, reason } from '../io.js';
import type { Activity } from '../progress.js';
import { assemble, inOrder } from './assemble.js';
import { hasLeftovers, type RunFolder } from './folder.js';
import { damagedFiles, readManifest, recordOf, type Manifest } from './manifest.js';
import { differences, type RunRecord } from './record.js';
import { restoreChunks } from './restore.js';
import { shardRange } from './shard.js';
import { readSummary } from './summary-file.js';

/** `monteCarlo` of the package, or of a test. */
export type MonteCarlo = (
  experiment: Experiment,
  options: Pick<MonteCarloOptions, 'chunks' | 'workers' | 'signal' | 'stop'>,
) => AsyncIterable<DrawBatch>;

export interface RunOptions {
  monteCarlo: MonteCarlo;
  workers?: number;
  /** Asks to stop: the chunks in hand are finished. */
  stop: AbortSignal;
  /** Stops at once. */
  abort: AbortSignal;
  /** Says something that is neither a result nor an error. */
  notice: (text: string) => void;
  /** Called as it goes on: with how many draws of how many, and with the rows that are unsolved where it computes. */
  onProgress: (activity: Activity, done: number, total: number, unsolved?: number) => void;
}

/** How far a run has come. */
export interface RunState {
  /** Of the shard, as far as they are there. */
  draws: number;
  total: number;
  unsolved: number;
  /** Only of a whole run that is finished. */
  summary: Summary | null;
}

/**
 * Finishes the run of a folder, or as much of it as there is time for.
 *
 * @throws CommandError 3 where something cannot be read or written or is damaged, 70 where a chunk cannot be computed,
 *   and what `stop` is aborted with where that comes while chunks are looked at or put together; all chunks written so
 *   far stay
 * @throws InputError where no draw could be computed
 */
export async function finishRun(folder: RunFolder, options: RunOptions): Promise<RunState> {
  const { record, plan } = folder;
  const { experiment } = record;
  const whole = record.shard === undefined;
  const { stop, abort } = options;
  const finished = whole && (await finishedState(folder, options.notice, stop));
  if (finished) return finished;

  const { from, to } = shardRange(record.shard, plan.chunks);
  const drawsOf = (chunk: number) => chunkRange(experiment, plan, chunk).count;
  const state: RunState = { draws: 0, total: 0, unsolved: 0, summary: null };
  for (let chunk = from; chunk < to; chunk++) state.total += drawsOf(chunk);
  const missing: number[] = [];
  const present = await folder.present();
  let looked = 0;
  for (let chunk = from; chunk < to; chunk++) {
    looked += drawsOf(chunk);
    const batch = present.has(chunk) ? await folder.read(chunk) : null;
    if (batch === null) {
      missing.push(chunk);
      continue;
    }
    stop.throwIfAborted();
    abort.throwIfAborted();
    count(state, batch);
    options.onProgress('reading', looked, state.total);
  }

  const report = () => options.onProgress('solving', state.draws, state.total, state.unsolved);
  report();
  if (missing.length > 0) {
    const { workers } = options;
    const batches = options.monteCarlo(experiment, { chunks: missing, workers, stop, signal: abort });
    try {
      for await (const batch of batches) {
        await folder.write(batch);
        count(state, batch);
        report();
      }
    } catch (error) {
      throw endedBy(error, `${state.draws} draws`);
    }
  }
  if (!whole || state.draws < state.total) return state;

  const batches = inOrder(plan.chunks, (chunk) => {
    abort.throwIfAborted();
    stop.throwIfAborted();
    options.onProgress('assembling', chunkRange(experiment, plan, chunk).first, state.total);
    return folder.read(chunk);
  });
  state.summary = await assemble(folder.path, record, batches);
  await folder.removeChunks(stop);
  return state;
}

/** What ended the work before its end, with words about what is done. */
export function endedBy(error: unknown, done: string): Error {
  if (error instanceof CommandError || error instanceof InputError) return error;
  return new CommandError(
    isSystemError(error) ? exit.inputOutput : exit.internal,
    `${reason(error)}; the ${done} that are done are kept, and --resume goes on from there`,
    { cause: error },
  );
}

function count(state: RunState, batch: DrawBatch): void {
  state.draws += batch.count;
  state.unsolved += batch.draws.status.filter((status) => rowStatuses[status] === 'unsolved').length;
}

/** The state of a run that has been finished before; where it is to be extended, its draws become chunks again. */
async function finishedState(
  folder: RunFolder,
  notice: (text: string) => void,
  signal: AbortSignal,
): Promise<RunState | null> {
  const { finished, record, path } = folder;
  if (finished === null) return null;
  const damaged = await damagedFiles(path, finished, signal);
  const { draws } = record.experiment;
  if (damaged.length > 0) {
    // An extension that was stopped while its files replaced the old ones: the chunks are still there.
    if (finished.experiment.draws === draws)
      notice(`${damaged.join(', ')} in ${path} changed since the run was finished; it is computed again`);
    return null;
  }
  if (finished.experiment.draws < draws) {
    await restoreChunks(folder, finished, signal);
    return null;
  }
  await folder.removeChunks(signal);
  return stateOf(path, finished);
}

/**
 * The state of a folder whose run is finished and whole, with nothing left to do: no lock is needed to say so, and
 * nothing is written, so that it may be anybody's, on a file system that is only read. Else null.
 */
export async function finishedBefore(
  path: string,
  record: RunRecord,
  signal: AbortSignal,
): Promise<RunState | null> {
  const manifest = await readManifest(path);
  if (manifest === null || manifest.experiment.draws !== record.experiment.draws) return null;
  if (record.shard !== undefined || differences(recordOf(manifest), record).length > 0) return null;
  const canTidy = await access(path, constants.W_OK).then(() => true, () => false); // prettier-ignore
  if (canTidy && (await hasLeftovers(path))) return null;
  if ((await damagedFiles(path, manifest, signal)).length > 0) return null;
  return stateOf(path, manifest);
}

async function stateOf(path: string, { experiment }: Manifest): Promise<RunState> {
  const { draws } = experiment;
  const summary = await readSummary(path, experiment);
  return { draws, total: draws, unsolved: unsolvedRows(summary), summary };
}

/** Rows of a run that are unsolved. */
export function unsolvedRows({ entries }: Summary): number {
  return entries.reduce((sum, { counts }) => sum + counts.unsolved, 0);
}
