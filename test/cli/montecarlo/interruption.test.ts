/** Signals to isabc montecarlo. */

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MonteCarlo } from '../../../bindings/cli/run-folder/run.js';
import { runHere, syntheticRun } from '../../support/cli.js';
import { recorded, useRuns } from '../../support/runs.js';
import { syntheticChunk } from '../../support/synthetic-draws.js';

const runs = useRuns();

describe('interruption', () => {
  /** A pool of two that is interrupted with three chunks handed out. */
  async function interrupted(args: string[] = []) {
    let handler: ((status: number) => void) | null = null;
    const handedOut: number[] = [];
    const monteCarlo: MonteCarlo = async function* (about, options) {
      const hand: number[] = [];
      for (const chunk of options.chunks!) {
        if (options.stop!.aborted) break;
        handedOut.push(chunk);
        hand.push(chunk);
        if (handedOut.length === 3) handler!(143);
        if (hand.length === 2) yield syntheticChunk(about, hand.shift()!);
      }
      for (const chunk of hand) yield syntheticChunk(about, chunk);
    };
    const outcome = await runs.montecarlo('run', args, {
      monteCarlo,
      onInterrupt: (next) => (handler = next),
    });
    expect(handler).toBeNull();
    return { outcome, handedOut };
  }

  test('finishes the chunks in hand and says how to go on', async () => {
    const { outcome, handedOut } = await interrupted();
    expect(handedOut).toEqual([0, 1, 2]);
    expect(outcome).toEqual({
      status: 143,
      stdout: '',
      stderr:
        'isabc: finishing the chunks in hand; once more to stop at once\n' +
        'isabc: stopped after 192 of 300 draws; the same command with --resume goes on from there\n',
    });
    expect(readdirSync(runs.path('run'))).toEqual(['chunks']);
    const pool = recorded();
    await runs.montecarlo('run', ['--resume'], pool);
    expect(pool.solved).toEqual([3, 4]);
    await runs.montecarlo('other');
    expect(runs.hashes('run')).toEqual(runs.hashes('other'));
  });

  test('is heard while chunks are looked at', async () => {
    await runs.montecarlo('run', [], recorded(4));
    const pool = recorded();
    const { status, stderr } = await runs.montecarlo('run', ['--resume'], {
      ...pool,
      onInterrupt: (handler) => void setImmediate(() => handler?.(138)),
    });
    expect(status).toBe(138);
    expect(stderr).toContain('interrupted; the same command with --resume goes on from there');
    expect(pool.solved).toEqual([]);
    expect(readdirSync(runs.path('run'))).toEqual(['chunks']);
  });

  test('is heard while shards are looked at and put together', async () => {
    await runs.montecarlo('s1', ['--shard', '1/1']);
    for (const delay of [0, 5, 20]) {
      const args = ['merge', runs.path('s1'), '--out', runs.path('merged')];
      const onInterrupt = (handler: ((status: number) => void) | null) =>
        void setTimeout(() => handler?.(129), delay);
      const { status } = await runHere(args, { onInterrupt });
      expect([129, 2]).toContain(status); // it may have been done before
      if (delay === 0) expect(status).toBe(129);
    }
    expect((await runs.merge('merged', 's1')).status).toBe(2);
    await runs.montecarlo('run');
    expect(runs.hashes('merged')).toEqual(runs.hashes('run'));
  });

  test('stops the assembling pass, which begins again', async () => {
    let handler: ((status: number) => void) | null = null;
    const monteCarlo: MonteCarlo = async function* (about, options) {
      yield* syntheticRun(about, options);
      handler!(130);
    };
    const onInterrupt = (next: typeof handler) => (handler = next);
    const { status, stderr } = await runs.montecarlo('run', [], { monteCarlo, onInterrupt });
    expect(status).toBe(130);
    expect(stderr).toContain('interrupted; the same command with --resume goes on from there');
    expect(readdirSync(runs.path('run'))).toEqual(['chunks']);
    const pool = recorded();
    expect((await runs.montecarlo('run', ['--resume'], pool)).status).toBe(2);
    expect(pool.solved).toEqual([]);
  });
});
