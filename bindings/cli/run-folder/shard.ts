/** Parts of a run: shard I of N holds chunks ⌊(I − 1)K/N⌋ to ⌊IK/N⌋ − 1 of K. */

import type { InputIssue } from '../../input/errors.js';

const pattern = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;

export function checkShard(shard: string | undefined, path: string): InputIssue[] {
  if (shard === undefined) return [];
  const [, index, count] = pattern.exec(shard) ?? [];
  if (index !== undefined && Number(index) <= Number(count)) return [];
  return [{ path, value: shard, message: 'must be I/N, integers with 1 ≤ I ≤ N' }];
}

/** First chunk of a shard, and the one after its last. Everything is in the shard `undefined`. */
export function shardRange(shard: string | undefined, chunks: number): { from: number; to: number } {
  const [, index, count] = pattern.exec(shard ?? '1/1')!.map(Number);
  const start = (i: number) => Number((BigInt(i) * BigInt(chunks)) / BigInt(count)); // may pass 2^53
  return { from: start(index - 1), to: start(index) };
}

/** Which of `count` shards holds a chunk: the first I with ⌊I·chunks/count⌋ > chunk. */
export function shardOf(chunk: number, chunks: number, count: number): number {
  const product = BigInt(chunk + 1) * BigInt(count);
  return Number((product + BigInt(chunks) - 1n) / BigInt(chunks));
}
