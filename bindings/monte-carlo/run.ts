/** Runs an experiment: chunks out to workers, batches back in draw order. */

import * as v from 'valibot';
import { rowStatuses } from '../core/columns.js';
import { InputError } from '../input/errors.js';
import type { HostSignal } from '../core/host-types.js';
import type { LoadOptions } from '../core/load.js';
import { abortSignal, callback, check, numberIn, strictObject } from '../input/rules.js';
import type { Platform } from '../workers/platform.js';
import { openPool } from '../workers/pool.js';
import { checkExperiment } from './experiment.js';
import { chunkPlan, chunkRange } from './plan.js';
import type { DrawBatch, ExperimentInput } from './types.js';

/** How far a run has come. */
export interface MonteCarloProgress {
  /** Draws that are computed, and how many there will be in this run. */
  draws: number;
  totalDraws: number;
  /** Rows so far, and how many of them are `unsolved`. */
  rows: number;
  unsolved: number;
}

export interface MonteCarloOptions extends LoadOptions {
  /** Number of workers, 1 to 1024. Default: as many as the machine has room for. Results do not depend on it. */
  workers?: number;
  /** Ends the workers at once; the loop throws the signal's reason. */
  signal?: HostSignal;
  /** Once it is aborted, no more chunks are begun: those in hand still come, then the loop ends. */
  stop?: HostSignal;
  /** Called when a chunk is computed. An error it throws ends the run. */
  onProgress?: (progress: MonteCarloProgress) => void;
  /** Which chunks of the plan (see `chunkPlan`) to compute, in this order. Default: all. */
  chunks?: readonly number[];
}

const optionRules = (chunks: number) =>
  strictObject(
    {
      workers: v.optional(numberIn({ min: 1, max: 1024, integer: true })),
      signal: v.optional(abortSignal),
      stop: v.optional(abortSignal),
      onProgress: v.optional(callback),
      chunks: v.optional(
        v.array(numberIn({ min: 0, max: chunks - 1, integer: true }), 'must be an array of chunks'),
      ),
      wasm: v.optional(v.any()),
    },
    'must be an object with any of workers, signal, stop, onProgress, chunks, wasm',
  );

export async function* runMonteCarlo(
  platform: Platform,
  input: ExperimentInput,
  options: MonteCarloOptions,
): AsyncGenerator<DrawBatch, void, undefined> {
  const { output: experiment, issues } = checkExperiment(input);
  if (issues.length > 0) throw new InputError(issues);
  const plan = chunkPlan(experiment);
  const checked = check(optionRules(plan.chunks), options, 'options');
  if (checked.issues.length > 0) throw new InputError(checked.issues);
  const { stop, onProgress } = options;
  const range = (chunk: number) => chunkRange(experiment, plan, chunk);
  const pool = await openPool<number, DrawBatch>(
    platform,
    { kind: 'draws', experiment },
    options,
    (chunk) => {
      const { first, count } = range(chunk);
      return `draws ${first} to ${first + count - 1}`;
    },
  );
  const total = options.chunks?.length ?? plan.chunks;
  const progress: MonteCarloProgress = { draws: 0, totalDraws: 0, rows: 0, unsolved: 0 };
  progress.totalDraws = options.chunks
    ? options.chunks.reduce((sum, chunk) => sum + range(chunk).count, 0)
    : experiment.draws;
  const chunks = function* (): Generator<number> {
    for (let i = 0; i < total && !stop?.aborted; i++) yield options.chunks?.[i] ?? i;
  };
  yield* pool.stream(chunks(), (batch) => {
    progress.draws += batch.count;
    progress.rows += batch.draws.status.length;
    progress.unsolved += batch.draws.status.reduce((sum, code) => sum + (code === unsolved ? 1 : 0), 0);
    onProgress?.({ ...progress });
  });
}

const unsolved = rowStatuses.indexOf('unsolved');
