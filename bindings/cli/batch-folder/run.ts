/** From an entered folder of isabc batch to its results: what is missing is computed, then everything is assembled. */

import type { BatchTask } from '../../core/batch.js';
import { rowStatuses } from '../../core/columns.js';
import type { batches as Batches } from '../../index.js';
import type { Scenario } from '../../types.js';
import { CommandError, exit } from '../io.js';
import { endedBy } from '../run-folder/run.js';
import type { Block } from '../run-folder/tables.js';
import type { BatchFolder } from './folder.js';
import { groupsOf, type Survey } from './input.js';
import { batchBlock, statusColumn } from './rows.js';

/** `batches` of the package, or of a test. */
export type BatchesFunction = typeof Batches;

export interface RunOptions {
  batches: BatchesFunction;
  input: { file: string; found: Survey; task: BatchTask };
  workers?: number;
  /** Asks to stop: the groups in hand are finished. */
  stop: AbortSignal;
  /** Stops at once. */
  abort: AbortSignal;
  /** Called with the number of scenarios that are done. */
  onProgress: (done: number) => void;
}

/**
 * Finishes a batch, or as much of it as there is time for.
 *
 * @returns rows by status; null where it was asked to stop before the end
 * @throws CommandError 3 where something cannot be read or written or is damaged, 70 where a group cannot be computed,
 *   and what `stop` is aborted with where that comes while groups are looked at or put together; what is done stays
 */
export async function finishBatch(
  folder: BatchFolder,
  { batches, input: { file, found, task }, workers, stop, abort, onProgress }: RunOptions,
): Promise<Record<string, number> | null> {
  const { groups } = found;
  const { extremes: _, ...asked } = task;
  const floors = (task.fractions ?? task.rates!).length;
  const read = (group: number) => folder.read(group, groups[group] * floors);
  /** First scenarios of the groups. */
  const starts = [0];
  for (const size of groups) starts.push(starts[starts.length - 1] + size);
  const missing: number[] = [];
  let solved = 0;
  for (const [group, size] of groups.entries()) {
    stop.throwIfAborted();
    if ((await read(group)) === null) missing.push(group);
    else solved += size;
  }

  const due = async function* (): AsyncGenerator<Scenario[]> {
    for await (const group of groupsOf(file, found, task, missing)) {
      if (stop.aborted) return;
      yield group;
    }
  };
  let next = 0;
  try {
    for await (const rows of batches(due(), { ...asked, workers, signal: abort })) {
      const group = missing[next++];
      await folder.write(group, batchBlock(rows, starts[group]));
      solved += groups[group];
      onProgress(solved);
    }
  } catch (error) {
    throw endedBy(error, `${solved} scenarios`);
  }
  if (next < missing.length) return null;

  const counts = Object.fromEntries(rowStatuses.map((status) => [status, 0]));
  const blocks = async function* (): AsyncGenerator<Block> {
    for (const group of groups.keys()) {
      stop.throwIfAborted();
      const block = await read(group);
      if (block === null)
        throw new CommandError(exit.inputOutput, `group ${group} has been damaged or removed meanwhile`);
      for (const status of block[statusColumn] as string[]) counts[status]++;
      yield block;
    }
  };
  await folder.assemble(blocks(), counts);
  return counts;
}
