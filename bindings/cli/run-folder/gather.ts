/** Shards of a run in several folders: whether they belong together, and whether they are all there. */

import { access } from 'node:fs/promises';
import { chunkRange } from '../../monte-carlo/plan.js';
import { CommandError, exit } from '../io.js';
import { ChunkStore, readRecords } from './folder.js';
import { differences, type RunRecord } from './record.js';
import { shardOf } from './shard.js';

/** The shards in some folders. Throws CommandError 1 where a folder holds none, or they are not of one run. */
export async function openShards(folders: string[]): Promise<ChunkStore[]> {
  const stores: ChunkStore[] = [];
  for (const folder of folders) {
    const { there, finished } = await readRecords(folder);
    if (there === null) throw new CommandError(exit.badInput, `${folder} holds no shard of a run`);
    if (finished !== null)
      throw new CommandError(exit.badInput, `${folder} holds a finished run, and no shard of one`);
    stores.push(new ChunkStore(folder, there));
  }
  const [first, ...others] = stores;
  const issues = others.flatMap(({ path, record }) => {
    const sentences = differences(withoutShard(record), withoutShard(first.record));
    const draws = [record, first.record].map(({ experiment }) => experiment.draws);
    if (draws[0] < draws[1]) sentences.push(`experiment.draws: ${draws[0]} there, ${draws[1]} here`);
    return sentences.map((sentence) => `  ${path} (there) and ${first.path} (here): ${sentence}`);
  });
  if (issues.length === 0) return stores;
  throw new CommandError(exit.badInput, ['these are not shards of one run:', ...issues].join('\n'));
}

function withoutShard({ shard: _, ...record }: RunRecord): RunRecord {
  return record;
}

/**
 * Which store to read each chunk from.
 *
 * @param onProgress called with each chunk that is looked for
 * @throws CommandError 1 that names what is missing or damaged
 */
export async function locateChunks(
  stores: ChunkStore[],
  onProgress: (chunk: number) => void,
): Promise<ChunkStore[]> {
  const { plan, record } = stores[0];
  const places: ChunkStore[] = [];
  const missing: number[] = [];
  const damaged: string[] = [];
  for (let chunk = 0; chunk < plan.chunks; chunk++) {
    onProgress(chunk);
    for (const store of stores) {
      if ((await store.read(chunk)) !== null) {
        places[chunk] = store;
        break;
      }
      const file = store.file(chunk);
      await access(file).then(() => damaged.push(`${file} is damaged`), () => {}); // prettier-ignore
    }
    if (places[chunk] === undefined) missing.push(chunk);
  }
  if (missing.length === 0) return places;
  const sentences = ranges(missing).map(([from, to]) => {
    const first = chunkRange(record.experiment, plan, from).first;
    const last = chunkRange(record.experiment, plan, to);
    return `draws ${first} to ${last.first + last.count - 1} are missing${shardsOf(stores, from, to)}`;
  });
  const advice = 'isabc montecarlo with --resume completes a shard';
  throw new CommandError(exit.badInput, [...sentences, ...damaged, advice].join('\n  '));
}

/** Runs of consecutive numbers, each by its ends. */
function ranges(numbers: number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** ` (shards 2/6, 3/6)`: the shards that hold chunks from…to, where all folders agree on how many there are. */
function shardsOf(stores: ChunkStore[], from: number, to: number): string {
  const counts = new Set(stores.map(({ record }) => record.shard?.split('/')[1]));
  const [count] = counts;
  if (counts.size > 1 || count === undefined) return '';
  const names = new Set<string>();
  for (let chunk = from; chunk <= to; chunk++)
    names.add(`${shardOf(chunk, stores[0].plan.chunks, Number(count))}/${count}`);
  return ` (${names.size > 1 ? 'shards' : 'shard'} ${[...names].join(', ')})`;
}
