/** Groups of scenarios of one's own in the pool, as many as there are: a stream in, a stream of columns out. */

import * as v from 'valibot';
import type { HostSignal } from '../core/host-types.js';
import type { LoadOptions } from '../core/load.js';
import { InputError } from '../input/errors.js';
import { abortSignal, check, numberIn } from '../input/rules.js';
import type { Batch, BatchOptions } from '../solver/batch.js';
import { batchTask } from '../solver/checked.js';
import type { Task } from '../solver/tasks.js';
import type { ScenarioInput } from '../types.js';
import type { Platform } from './platform.js';
import { openPool } from './pool.js';

export interface BatchesOptions extends BatchOptions, LoadOptions {
  /** Number of workers, 1 to 1024. Default: as many as the machine has room for. Results do not depend on it. */
  workers?: number;
  /** Ends the workers at once; the loop throws the signal's reason. */
  signal?: HostSignal;
}

/** Scenarios that are solved together. */
export type ScenarioGroups = Iterable<readonly ScenarioInput[]> | AsyncIterable<readonly ScenarioInput[]>;

const own = v.object({
  workers: v.optional(numberIn({ min: 1, max: 1024, integer: true })),
  signal: v.optional(abortSignal),
});

export async function* runBatches(
  platform: Platform,
  groups: ScenarioGroups,
  { workers, signal, wasm, ...options }: BatchesOptions,
): AsyncGenerator<Batch, void, undefined> {
  const { issues } = check(own, { workers, signal }, 'options');
  if (issues.length > 0) throw new InputError(issues);
  const numbers = new Map<Task, number>();
  const pool = await openPool<Task, Batch>(
    platform,
    { kind: 'tasks' },
    { workers, signal, wasm },
    (task) => `group ${numbers.get(task)}`,
  );
  const tasks = async function* (): AsyncGenerator<Task> {
    let number = 0;
    for await (const group of groups) {
      const task = batchTask(group, options);
      numbers.set(task, number++);
      yield task;
    }
  };
  yield* pool.stream(tasks());
}
