/** From an entered folder to its results: what is missing is computed, then everything is assembled. */

import { join } from 'node:path';
import { rowStatuses } from '../../core/columns.js';
import { InputError } from '../../input/errors.js';
import { chunkRange } from '../../monte-carlo/plan.js';
import type { MonteCarloOptions } from '../../monte-carlo/run.js';
import type { Summary } from '../../monte-carlo/summary.js';
import type { DrawBatch, Experiment } from '../../monte-carlo/types.js';
import { CommandError, exit, reason } from '../io.js';
import type { Activity } from '../progress.js';
import { assemble, inOrder } from './assemble.js';
import type { RunFolder } from './folder.js';
import { damagedFiles, readJsonFile, summaryName } from './manifest.js';
import { restoreChunks } from './restore.js';
import { shardRange } from './shard.js';

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
 * @throws CommandError 3 where something cannot be read or written, 70 where a chunk cannot be computed; all chunks
 *   written so far stay
 * @throws InputError where no draw could be computed
 */
export async function finishRun(folder: RunFolder, options: RunOptions): Promise<RunState> {
  const { record, plan } = folder;
  const { experiment } = record;
  const whole = record.shard === undefined;
  const finished = whole && (await finishedState(folder, options.notice));
  if (finished) return finished;

  const { from, to } = shardRange(record.shard, plan.chunks);
  const drawsOf = (chunk: number) => chunkRange(experiment, plan, chunk).count;
  const state: RunState = { draws: 0, total: 0, unsolved: 0, summary: null };
  for (let chunk = from; chunk < to; chunk++) state.total += drawsOf(chunk);
  const missing: number[] = [];
  let looked = 0;
  for (let chunk = from; chunk < to; chunk++) {
    const batch = await folder.read(chunk);
    if (batch === null) missing.push(chunk);
    else count(state, batch);
    options.onProgress('reading', (looked += drawsOf(chunk)), state.total);
  }

  const report = () => options.onProgress('solving', state.draws, state.total, state.unsolved);
  report();
  if (missing.length > 0) {
    const { workers, stop, abort } = options;
    const batches = options.monteCarlo(experiment, { chunks: missing, workers, stop, signal: abort });
    try {
      for await (const batch of batches) {
        await folder.write(batch);
        count(state, batch);
        report();
      }
    } catch (error) {
      if (error instanceof CommandError || error instanceof InputError) throw error;
      throw new CommandError(
        exit.internal,
        `${reason(error)}; the ${state.draws} draws that are done are kept, and --resume goes on from there`,
        { cause: error },
      );
    }
  }
  if (!whole || state.draws < state.total) return state;

  const batches = inOrder(plan.chunks, (chunk) => {
    options.abort.throwIfAborted();
    options.stop.throwIfAborted();
    options.onProgress('assembling', chunkRange(experiment, plan, chunk).first, state.total);
    return folder.read(chunk);
  });
  state.summary = await assemble(folder.path, record, batches);
  await folder.removeChunks();
  return state;
}

function count(state: RunState, batch: DrawBatch): void {
  state.draws += batch.count;
  state.unsolved += batch.draws.status.filter((status) => rowStatuses[status] === 'unsolved').length;
}

/** The state of a run that has been finished before; where it is to be extended, its draws become chunks again. */
export async function finishedState(
  folder: RunFolder,
  notice: (text: string) => void,
): Promise<RunState | null> {
  const { finished, record, path } = folder;
  if (finished === null) return null;
  const damaged = await damagedFiles(path, finished);
  const { draws } = record.experiment;
  if (damaged.length > 0) {
    // An extension that was stopped while its files replaced the old ones: the chunks are still there.
    if (finished.experiment.draws === draws)
      notice(`${damaged.join(', ')} in ${path} changed since the run was finished; it is computed again`);
    return null;
  }
  if (finished.experiment.draws < draws) {
    await restoreChunks(folder, finished);
    return null;
  }
  await folder.removeChunks();
  const summary = (await readJsonFile(join(path, summaryName))) as Summary;
  const unsolved = summary.entries.reduce((sum, { counts }) => sum + counts.unsolved, 0);
  return { draws, total: draws, unsolved, summary };
}
