/** Shards of a run in several folders: whether they belong together, and whether they are all there. */

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
  const other = stores.find(({ record }) => record.version !== __VERSION__);
  if (other !== undefined) {
    const { path, record } = other;
    const advice = `merge it with version ${record.version}`;
    throw new CommandError(
      exit.badInput,
      `${path} was made by version ${record.version}, not ${__VERSION__}: ${advice}`,
    );
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
  const present: Set<number>[] = [];
  for (const store of stores) present.push(await store.present());
  const places: ChunkStore[] = [];
  const damaged: string[] = [];
  // Only what is there is looked for: a record may speak of more chunks than anybody could count.
  const numbers = [...new Set(present.flatMap((chunks) => [...chunks]))].filter(
    (chunk) => chunk < plan.chunks,
  );
  for (const chunk of numbers.sort((a, b) => a - b)) {
    onProgress(chunk);
    for (const [i, store] of stores.entries()) {
      if (!present[i].has(chunk)) continue;
      if ((await store.read(chunk)) !== null) {
        places[chunk] = store;
        break;
      }
      damaged.push(`${store.file(chunk)} is damaged`);
    }
  }
  const missing = gaps(
    numbers.filter((chunk) => places[chunk] !== undefined),
    plan.chunks,
  );
  if (missing.length === 0) return places;
  const sentences = shortened(missing).map(([from, to]) => {
    const first = chunkRange(record.experiment, plan, from).first;
    const last = chunkRange(record.experiment, plan, to);
    return `draws ${first} to ${last.first + last.count - 1} are missing${shardsOf(stores, from, to)}`;
  });
  const advice = 'isabc montecarlo with --resume completes a shard';
  const more = missing.length > mostNamed ? [`… and ${missing.length - mostNamed} more gaps`] : [];
  throw new CommandError(exit.badInput, [...sentences, ...more, ...shortened(damaged), advice].join('\n  '));
}

/** So many gaps, files and shards are named in an error. */
const mostNamed = 100;
const shortened = <T>(list: readonly T[]): readonly T[] => list.slice(0, mostNamed);

/** What is missing of 0 to count − 1, given what is there in ascending order: each gap by its ends. */
function gaps(there: readonly number[], count: number): [number, number][] {
  const found: [number, number][] = [];
  let next = 0;
  for (const number of [...there, count]) {
    if (number > next) found.push([next, number - 1]);
    next = number + 1;
  }
  return found;
}

/** ` (shards 2/6, 3/6)`: the shards that hold chunks from…to, where all folders agree on how many there are. */
function shardsOf(stores: ChunkStore[], from: number, to: number): string {
  const counts = new Set(stores.map(({ record }) => record.shard?.split('/')[1]));
  const [count] = counts;
  if (counts.size > 1 || count === undefined) return '';
  const [first, last] = [from, to].map((chunk) => shardOf(chunk, stores[0].plan.chunks, Number(count)));
  const names = Array.from(
    { length: Math.min(last - first + 1, mostNamed) },
    (_, i) => `${first + i}/${count}`,
  );
  if (last - first >= mostNamed) names.push('…');
  return ` (${names.length > 1 ? 'shards' : 'shard'} ${names.join(', ')})`;
}
