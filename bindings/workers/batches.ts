/** Groups of scenarios of one's own in the pool, as many as there are: a stream in, a stream of columns out. */

import * as v from 'valibot';
import type { HostSignal } from '../core/host-types.js';
import { compile, type LoadOptions } from '../core/load.js';
import { InputError } from '../input/errors.js';
import { abortSignal, check, numberIn } from '../input/rules.js';
import type { Batch, BatchOptions } from '../solver/batch.js';
import { batchTask } from '../solver/checked.js';
import type { Task } from '../solver/tasks.js';
import type { ScenarioInput } from '../types.js';
import { defaultWorkers, type Platform } from './platform.js';
import { Pool } from './pool.js';

export interface BatchesOptions extends BatchOptions, LoadOptions {
  /** Number of workers, 1 to 1024. Default: as many as the machine has room for. Results do not depend on it. */
  workers?: number;
  /** Ends the workers at once; the loop throws the signal's reason. */
  signal?: HostSignal;
}

/** Scenarios that are solved together. */
export type ScenarioGroups = Iterable<readonly ScenarioInput[]> | AsyncIterable<readonly ScenarioInput[]>;

/** Groups a worker that are read and solved ahead of the consumer, the one in hand among them. */
const ahead = 2;

const own = v.object({
  workers: v.optional(numberIn({ min: 1, max: 1024, integer: true })),
  signal: v.optional(abortSignal),
});

export async function* runBatches(
  platform: Platform,
  groups: ScenarioGroups,
  { workers: wanted, signal, wasm, ...options }: BatchesOptions,
): AsyncGenerator<Batch, void, undefined> {
  const { issues } = check(own, { workers: wanted, signal }, 'options');
  if (issues.length > 0) throw new InputError(issues);
  signal?.throwIfAborted();
  const workers = wanted ?? (await defaultWorkers());
  const module = await compile(wasm ?? platform.wasm());
  signal?.throwIfAborted();
  const numbers = new Map<Task, number>();
  const pool = new Pool<Task, Batch>(
    platform.startWorker,
    { module, job: { kind: 'tasks' } },
    workers,
    (task) => `group ${numbers.get(task)}`,
  );
  const abort = () => pool.close(signal!.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const pending: Promise<Batch>[] = [];
  try {
    let next = 0;
    for await (const group of groups) {
      const task = batchTask(group, options);
      numbers.set(task, next++);
      const batch = pool.run(task).finally(() => numbers.delete(task));
      batch.catch(() => {}); // heard of when its turn comes
      pending.push(batch);
      if (pending.length >= ahead * workers) yield await pending.shift()!;
      signal?.throwIfAborted();
    }
    for (const batch of pending.splice(0)) {
      yield await batch;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    pool.close(null);
  }
}
