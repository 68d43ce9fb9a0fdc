/** isabc merge: from the shards of a run to its results. */

import { resolve } from 'node:path';
import { boundWords } from '../solver/bound-words.js';
import { formatSummary } from '../monte-carlo/format-summary.js';
import type { Summary } from '../monte-carlo/summary.js';
import { Interruption } from './interruption.js';
import { CommandError, exit, print, say } from './io.js';
import { reportUnsolved } from './montecarlo.js';
import type { AddCommand } from './options.js';
import { DrawProgress, type Activity } from './progress.js';
import { assemble, inOrder } from './run-folder/assemble.js';
import { RunFolder } from './run-folder/folder.js';
import { locateChunks, openShards } from './run-folder/gather.js';
import { finishedBefore, unsolvedRows } from './run-folder/run.js';
import type { World } from './world.js';

const help = `
The results are those of one run of the whole experiment, byte for byte. The shards stay as they are. Where something
is missing, it is named, and nothing is written. What was stopped may be repeated.

Example:
  isabc merge shard-1 shard-2 shard-3 --out run`;

export const mergeCommand: AddCommand = (program, world, done) => {
  program
    .command('merge')
    .summary('put the shards of a Monte Carlo run together')
    .description('Puts the shards of a Monte Carlo run together, in any order.')
    .argument('<folders...>', 'folders of isabc montecarlo … --shard I/N')
    .requiredOption('--out <folder>', 'folder for the results, absent or empty')
    .addHelpText('after', help)
    .action(async (folders: string[], { out }: { out: string }) => done(await merge(folders, out, world)));
};

async function merge(folders: string[], out: string, world: World): Promise<number> {
  if (folders.some((folder) => resolve(folder) === resolve(out)))
    throw new CommandError(exit.badInput, `${out} cannot be a shard and the result`);
  const stores = await openShards(folders);
  const { shard: _, ...record } = stores[0].record;
  const { plan } = stores[0];
  const { draws, scenario, fidelity } = record.experiment;
  const progress = new DrawProgress(world.stderr);
  const interruption = new Interruption(world, 'stopping', 'interrupted; the same command begins again');
  const { signal } = interruption;
  const lost = new AbortController();
  /** Before each chunk. */
  const show = (activity: Activity) => (chunk: number) => {
    signal.throwIfAborted();
    lost.signal.throwIfAborted();
    progress.show(activity, chunk * plan.size, draws);
  };
  const report = async (summary: Summary) => {
    progress.clear();
    await print(world.stdout, formatSummary(summary, boundWords(scenario, fidelity)));
    return reportUnsolved(unsolvedRows(summary), world);
  };
  try {
    const places = await locateChunks(stores, show('reading'));
    const before = await finishedBefore(out, record, signal);
    if (before?.summary) return await report(before.summary);
    const notice = (text: string) => void say(world.stderr, text);
    const onLost = (why: string) =>
      lost.abort(new CommandError(exit.inputOutput, `the lock of ${out} is lost: ${why}`));
    const folder = await RunFolder.open(out, record, { resume: true, wait: false, onLost, notice, signal });
    try {
      const assembling = show('assembling');
      const batches = inOrder(places.length, (chunk) => {
        assembling(chunk);
        return places[chunk].read(chunk);
      });
      const summary = await assemble(out, record, batches);
      await folder.removeChunks(signal);
      return await report(summary);
    } finally {
      await folder.release();
    }
  } finally {
    progress.clear();
    interruption.end();
  }
}
