/** Runs over workers: the same bits for any number of them, and what happens when things go wrong. */
import { readFileSync } from 'node:fs';
import { monteCarlo, type InputError } from 'isabc';
import * as inline from 'isabc/inline';
import { describe, expect, test, vi } from 'vitest';
import { rowStatuses } from '../../bindings/core/columns.js';
import { Core } from '../../bindings/core/core.js';
import { ChunkSolver } from '../../bindings/monte-carlo/chunk.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { runMonteCarlo, type MonteCarloProgress } from '../../bindings/monte-carlo/run.js';
import type { DrawBatch, ExperimentInput } from '../../bindings/monte-carlo/types.js';
import { startThread } from '../../bindings/workers/handle.js';
import { watchedPlatform } from '../support/threads.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)));

/** 14 chunks of 64 draws and a shorter one. */
const experiment: ExperimentInput = {
  scenario: { transmitter: { antennas: 3 }, receiver: { antennas: 3 } },
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 },
  symbols: { alphabet: [0, 0.5, 1] },
  draws: 900,
  fidelity: 'coupled',
  fractions: [0, 0.5, 0.9],
};
const endless = { ...experiment, draws: 2 ** 40 };
const collect = async (run: AsyncIterable<DrawBatch>) => {
  const batches: DrawBatch[] = [];
  for await (const batch of run) batches.push(batch);
  return batches;
};

const alone = (() => {
  const solver = new ChunkSolver(new Core(module), parseExperiment(experiment));
  return Array.from({ length: solver.plan.chunks }, (_, i) => solver.solve(i));
})();

test('the experiment has several chunks', () => {
  expect(alone.map(({ first }) => first)).toEqual(Array.from({ length: 15 }, (_, i) => 64 * i));
  expect(alone.at(-1)!.count).toBe(4);
});

test.each([1, 2, 5])('%d workers give the bits of none', async (workers) => {
  expect(await collect(monteCarlo(experiment, { workers }))).toEqual(alone);
});

test('so do they for superposed signals', async () => {
  const superposed: ExperimentInput = {
    ...experiment,
    scenario: { ...experiment.scenario, signal: 'superposed', clutterDbm: -30, noiseDbm: -30 },
    draws: 12,
  };
  const solver = new ChunkSolver(new Core(module), parseExperiment(superposed));
  const expected = Array.from({ length: solver.plan.chunks }, (_, i) => solver.solve(i));
  expect(expected.length).toBeGreaterThan(5);
  const statuses = expected.flatMap(({ draws }) => Array.from(draws.status, (code) => rowStatuses[code]));
  // a draw with one active device has a closed form
  expect(new Set(statuses)).toEqual(new Set(['optimal', 'stationary', 'silent']));
  for (const workers of [1, 3]) expect(await collect(monteCarlo(superposed, { workers }))).toEqual(expected);
});

test('so do the workers that isabc/inline carries', async () => {
  expect(await collect(inline.monteCarlo(experiment, { workers: 2 }))).toEqual(alone);
});

test('so does the default number of them, and a given .wasm', async () => {
  expect(await collect(monteCarlo(experiment, { wasm: module }))).toEqual(alone);
});

test('some chunks are computed where only they are asked for, in their order', async () => {
  const chunks = [14, 3, 7];
  const batches = await collect(monteCarlo(experiment, { workers: 2, chunks }));
  expect(batches).toEqual(chunks.map((i) => alone[i]));
});

test('columns own their memory', async () => {
  for await (const { draws, swept, placements } of monteCarlo(experiment, { workers: 1, chunks: [0] })) {
    for (const column of [draws, swept, placements].flatMap((columns) => Object.values(columns)))
      expect(column.buffer.byteLength).toBe(column.byteLength);
    expect(draws.total.buffer).not.toBe(draws.rate.buffer);
  }
});

test('progress says how far it is', async () => {
  const heard: MonteCarloProgress[] = [];
  await collect(monteCarlo(experiment, { workers: 2, onProgress: (progress) => heard.push(progress) }));
  expect(heard).toHaveLength(15);
  expect(heard.at(-1)).toEqual({ draws: 900, totalDraws: 900, rows: 2700, unsolved: 0 });
  expect(heard.map(({ draws }) => draws)).toEqual([...heard.map(({ draws }) => draws)].sort((a, b) => a - b));
});

test('an error in onProgress ends the run', async () => {
  const onProgress = () => {
    throw new Error('no more');
  };
  await expect(collect(monteCarlo(experiment, { workers: 2, onProgress }))).rejects.toThrow('no more');
});

describe('bad input', () => {
  const paths = async (input: unknown, options: unknown) => {
    const error: unknown = await collect(monteCarlo(input as never, options as never)).catch((e) => e);
    return (error as InputError).issues.map(({ path }) => path);
  };
  test('is refused before anything is computed', async () => {
    expect(await paths({ ...experiment, draws: 0, seed: 0.5 }, {})).toEqual(['draws', 'seed']);
    expect(await paths(experiment, { workers: 0, signal: 1, more: 1 })).toEqual([
      'workers',
      'signal',
      'more',
    ]);
    expect(await paths(experiment, { chunks: [0, 15] })).toEqual(['chunks[1]']);
  });
  test('that only the model sees is refused by the worker', async () => {
    const pulse = { samples: Array(8).fill(1) as number[] };
    expect(await paths({ ...experiment, scenario: { pulse } }, {})).toEqual(['scenario.pulse.samples']);
  });
});

describe('the consumer', () => {
  test('ends the workers by leaving the loop', async () => {
    const platform = watchedPlatform();
    for await (const batch of runMonteCarlo(platform, endless, { workers: 2 })) if (batch.chunk === 3) break;
    expect(platform.workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  test('is waited for: only a few chunks are computed ahead of it', async () => {
    let done = 0;
    const platform = watchedPlatform((_, { type }) => {
      if (type === 'done') done++;
      return true;
    });
    const run = runMonteCarlo(platform, endless, { workers: 2 });
    await run.next();
    await vi.waitFor(() => expect(done).toBe(4));
    // nothing more is asked for, however long it takes
    const asked = () => platform.workers.flatMap(({ sent }) => sent.slice(1)).length;
    await new Promise((resume) => setTimeout(resume, 200));
    expect([done, asked()]).toEqual([4, 4]);
    await run.next();
    await vi.waitFor(() => expect(done).toBe(5));
    await run.return();
  });
});

describe('abort', () => {
  test('ends the loop with the reason, and the workers at once', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const platform = watchedPlatform();
    const run = collect(runMonteCarlo(platform, endless, { workers: 2, signal: controller.signal }));
    await vi.waitFor(() => expect(platform.workers).toHaveLength(2));
    const before = performance.now();
    controller.abort(reason);
    await expect(run).rejects.toBe(reason);
    expect(performance.now() - before).toBeLessThan(100);
    expect(platform.workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  test('is noticed while the consumer is busy, and before the start', async () => {
    const controller = new AbortController();
    const run = monteCarlo(endless, { workers: 1, signal: controller.signal });
    await run.next();
    controller.abort('stop');
    await expect(run.next()).rejects.toBe('stop');
    await expect(monteCarlo(endless, { signal: controller.signal }).next()).rejects.toBe('stop');
  });
});

describe('a worker that dies', () => {
  test('is replaced, and its chunk computed again', async () => {
    let answers = 0;
    // every fourth result is lost with its worker, that of the first chunk among them
    const platform = watchedPlatform((worker, { type }) => {
      if (type !== 'done' || answers++ % 4 !== 0) return true;
      worker.kill();
      return false;
    });
    expect(await collect(runMonteCarlo(platform, experiment, { workers: 2 }))).toEqual(alone);
    expect(platform.workers.length).toBeGreaterThanOrEqual(2 + 15 / 4);
  });

  test('three times at the same chunk, stops the run with the draws named, after those before it', async () => {
    const platform = watchedPlatform((worker, answer) => {
      if (answer.type !== 'done' || (answer.value as DrawBatch).chunk !== 3) return true;
      worker.kill();
      return false;
    });
    const batches: DrawBatch[] = [];
    const run = async () => {
      for await (const batch of runMonteCarlo(platform, experiment, { workers: 2 })) batches.push(batch);
    };
    await expect(run()).rejects.toThrow(/^draws 192 to 255 failed in 3 workers.*killed by the test/);
    expect(batches).toEqual(alone.slice(0, 3));
  });

  test('or that fails at a chunk without dying, is replaced too', async () => {
    let failures = 0;
    const platform = watchedPlatform();
    const { startWorker } = platform;
    platform.startWorker = (events) =>
      startWorker({
        ...events,
        message: (data) => {
          const fail = (data as { type: string }).type === 'done' && failures++ < 2;
          events.message(fail ? { type: 'failed', error: { message: 'unreachable' } } : data);
        },
      });
    expect(await collect(runMonteCarlo(platform, experiment, { workers: 1 }))).toEqual(alone);
    expect(platform.workers.map(({ terminated }) => terminated)).toEqual([true, true, true]);
  });

  test('before it has started, is an error that says so', async () => {
    const nowhere = new URL('file:///nowhere/worker.js');
    const missing = { ...watchedPlatform(), startWorker: startThread.bind(null, nowhere) };
    const missingRun = collect(runMonteCarlo(missing, experiment, { workers: 2 }));
    await expect(missingRun).rejects.toThrow(/^cannot start a worker: .*nowhere/);
    const forbidden = { ...watchedPlatform(), startWorker: () => Promise.reject(new Error('forbidden')) };
    const run = collect(runMonteCarlo(forbidden, experiment, { workers: 2 }));
    await expect(run).rejects.toThrow('cannot start a worker: forbidden');
  });
});
