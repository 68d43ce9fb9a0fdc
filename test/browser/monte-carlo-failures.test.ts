/** What the pool makes of trouble in Chromium: the real worker behind a script that fails when it is told to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monteCarlo, type DrawBatch, type ExperimentInput } from 'isabc';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bitsOf, expectSameBits } from '../support/batch-bits.js';
import { root, skipped } from '../support/browser.js';
import { Site } from '../support/site.js';

/** What goes wrong in a worker: when the first of the chunks is done, or when it is started. */
interface Fault {
  chunks: number[] | 'any' | 'start';
  /** An error that nobody catches; or one that the worker notices, as after a trap of the core. */
  how: 'uncaught' | 'caught';
}

/** In the place of the worker: loads it, and keeps from its owner the result of a chunk that its name dooms. */
const failingWorker = `
import '/dist/worker.js';
const fault = JSON.parse(self.name);
if (fault?.chunks === 'start') throw new Error('will not start');
const post = self.postMessage.bind(self);
self.postMessage = (answer, transfer) => {
  const { type, value } = answer;
  const doomed = type === 'done' && fault && (fault.chunks === 'any' || fault.chunks.includes(value.chunk));
  if (!doomed) return post(answer, transfer);
  if (fault.how === 'caught') throw new Error('unreachable');
  setTimeout(() => { throw new Error('lost'); });
};`;

/** A page that gives each worker its fault and listens to it, with the package in a folder of the site. */
const page = (folder: string, worker: string) => `<!doctype html><title>isabc</title><script type="module">
  import { monteCarlo, tradeoffAsync } from '/${folder}/index.js';
  const bitsOf = ${bitsOf};
  /** Of the workers, in the order of their start; those after them have the last one's. */
  let faults = [];
  /** Workers started, tasks given to them, results from them, workers ended. */
  const watch = { started: 0, tasks: 0, results: 0, ended: 0 };
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      const fault = faults[Math.min(watch.started++, faults.length - 1)] ?? null;
      super(new URL('${worker}', url), { ...options, name: JSON.stringify(fault) });
      this.addEventListener('message', ({ data }) => (watch.results += data.type === 'done' ? 1 : 0));
    }
    postMessage(message, ...more) {
      watch.tasks += typeof message === 'number' ? 1 : 0;
      super.postMessage(message, ...more);
    }
    terminate() {
      watch.ended++;
      super.terminate();
    }
  };
  globalThis.watch = watch;
  globalThis.run = async (experiment, workers, these) => {
    faults = these;
    const batches = [];
    let message = null;
    try {
      for await (const batch of monteCarlo(experiment, { workers })) batches.push(batch);
    } catch (error) {
      message = error.message;
    }
    return { bits: bitsOf(batches), message };
  };
  globalThis.begin = (experiment) => {
    const controller = new AbortController();
    const { signal } = controller;
    Object.assign(globalThis, { controller, batches: monteCarlo(experiment, { workers: 2, signal }) });
  };
  globalThis.curve = (scenario) => {
    const controller = new AbortController();
    const onPoint = () => controller.abort('enough');
    const { signal } = controller;
    return tradeoffAsync(scenario, { points: 1000, signal, onPoint }).catch((reason) => reason);
  };
</script>`;

/** 14 chunks of 64 draws and a shorter one. */
const experiment: ExperimentInput = {
  scenario: { transmitter: { antennas: 3 }, receiver: { antennas: 3 } },
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 },
  symbols: { alphabet: [0, 0.5, 1] },
  draws: 900,
  fidelity: 'coupled',
};
const endless = { ...experiment, draws: 2 ** 40 };
const patient = { timeout: 20_000 };

describe.skipIf(skipped)('Monte Carlo in Chromium, when', () => {
  const fromPackage = (file: string) => readFileSync(join(root, 'dist', file));
  const site = new Site({
    'index.html': page('dist', '/failing.js'),
    'failing.js': failingWorker,
    // of a host that forgot the worker
    'lacking.html': page('lacking', './worker.js'),
    'lacking/index.js': fromPackage('index.js'),
    'lacking/isabc.wasm': fromPackage('isabc.wasm'),
  });
  const expected: DrawBatch[] = [];
  let tab: Page;

  beforeAll(async () => {
    for await (const batch of monteCarlo(experiment, { workers: 2 })) expected.push(batch);
    expect(expected).toHaveLength(15);
  });
  beforeEach(async () => void (tab = await site.open()));
  afterEach(() => tab.close());

  const run = (workers: number, faults: (Fault | null)[]) =>
    tab.evaluate<{ bits: Record<string, string>; message: string | null }>(
      `run(${JSON.stringify(experiment)}, ${workers}, ${JSON.stringify(faults)})`,
    );
  const begin = (experiment: unknown) => tab.evaluate(`begin(${JSON.stringify(experiment)})`);
  const watch = () =>
    tab.evaluate<{ started: number; tasks: number; results: number; ended: number }>('watch');
  /** No worker is left; the browser takes its time to say so. */
  const allEnded = () => expect.poll(() => tab.workers().length, patient).toBe(0);

  it.each(['uncaught', 'caught'] as const)(
    'workers fail midway (%s), others come in their place and compute their chunks again',
    async (how) => {
      const fault: Fault = { chunks: 'any', how };
      const { bits, message } = await run(2, [fault, fault, null, fault, null]);
      expect(message).toBeNull();
      expectSameBits(bits, expected);
      expect(await watch()).toEqual({ started: 5, tasks: 15 + 3, results: 15, ended: 5 });
      await allEnded();
    },
  );

  it.each([
    ['uncaught', 'Uncaught Error: lost'],
    ['caught', 'unreachable'],
  ] as const)(
    'a chunk fails in three workers (%s), the run stops with its draws named, after those before it',
    async (how, reason) => {
      const { bits, message } = await run(2, [{ chunks: [3], how }]);
      expect(message).toBe(`draws 192 to 255 failed in 3 workers, in the last one because: ${reason}`);
      expectSameBits(bits, expected.slice(0, 3));
      const { started, ended } = await watch();
      expect(ended).toBe(started);
      await allEnded();
    },
  );

  it('no worker starts, it says why', async () => {
    const { bits, message } = await run(2, [{ chunks: 'start', how: 'uncaught' }]);
    expect(message).toBe('cannot start a worker: Uncaught Error: will not start');
    expect(bits).toEqual({});
    await allEnded();
  });

  it('the consumer is slow, only a few chunks are computed ahead of it', async () => {
    await begin(endless);
    await tab.evaluate('batches.next()');
    for (const batch of [1, 2, 3]) {
      await expect.poll(watch, patient).toMatchObject({ tasks: batch + 3, results: batch + 3 });
      await tab.waitForTimeout(300); // nothing more is asked for, however long it takes
      expect(await watch()).toMatchObject({ tasks: batch + 3, results: batch + 3 });
      await tab.evaluate('batches.next()');
    }
    await tab.evaluate('batches.return()');
    await allEnded();
  });

  it('the loop is left, the workers end', async () => {
    await begin(endless);
    const chunks = await tab.evaluate(
      '(async () => { const seen = []; for await (const { chunk } of batches) { seen.push(chunk); if (chunk === 4) break; } return seen; })()',
    );
    expect(chunks).toEqual([0, 1, 2, 3, 4]);
    expect(await watch()).toMatchObject({ started: 2, ended: 2 });
    await allEnded();
  });

  it('it is aborted in the middle of a chunk, it throws the reason and the workers end', async () => {
    const long = {
      // minutes a chunk
      ...endless,
      scenario: { transmitter: { antennas: 16 }, receiver: { antennas: 16 } },
      placement: { ...experiment.placement, count: 12 },
      sweep: { powerDbm: Array.from({ length: 10 }, (_, i) => 20 + i) },
      fractions: Array.from({ length: 1000 }, (_, i) => i / 1001),
    };
    await begin(long);
    const reason = tab.evaluate('batches.next().catch((reason) => reason)');
    await expect.poll(watch, patient).toMatchObject({ tasks: 2, results: 0 });
    await tab.waitForTimeout(300);
    await tab.evaluate("controller.abort('enough')");
    expect(await reason).toBe('enough');
    expect(await watch()).toMatchObject({ started: 2, results: 0, ended: 2 });
    await allEnded();
  });

  it('a curve is aborted, its worker ends', async () => {
    const devices = Array.from({ length: 9 }, (_, i) => ({ position: [1 + 0.1 * i, -0.9 + 0.1 * (i % 5)] }));
    expect(await tab.evaluate(`curve(${JSON.stringify({ devices })})`)).toBe('enough');
    await allEnded();
  });

  it('the worker is not to be had, it says so', async () => {
    const lacking = await site.open('lacking.html');
    const call = `run(${JSON.stringify(experiment)}, 2, [null])`;
    const message = 'cannot start a worker: its file could not be loaded';
    expect(await lacking.evaluate(call)).toEqual({ bits: {}, message });
    await lacking.close();
  });
});
