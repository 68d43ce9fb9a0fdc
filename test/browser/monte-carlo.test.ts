import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monteCarlo, type DrawBatch, type ExperimentInput } from 'isabc';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launch, root, serve, skipped } from '../support/browser.js';

/** Batches with their columns as lists: JSON keeps every bit, and makes null of NaN. */
const text = `(batches) => JSON.stringify(batches, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v) : v))`;
const textOf = (0, eval)(text) as (batches: DrawBatch[]) => string;

/** A page that runs experiments with the package in `folder`. */
const page = (folder: string) => `<!doctype html><title>isabc</title><script type="module">
  import { monteCarlo, tradeoffAsync } from '/${folder}/index.js';
  globalThis.run = async (experiment, workers) => {
    const batches = [];
    for await (const batch of monteCarlo(experiment, { workers })) batches.push(batch);
    return (${text})(batches);
  };
  globalThis.aborted = async (experiment, scenario) => {
    const controller = new AbortController();
    const { signal } = controller;
    const reasons = [];
    const run = monteCarlo(experiment, { workers: 2, signal });
    await run.next();
    const curve = tradeoffAsync(scenario, {
      points: 1000, signal, onPoint: () => controller.abort('enough'),
    });
    await curve.catch((reason) => reasons.push(reason));
    await run.next().catch((reason) => reasons.push(reason));
    return reasons;
  };
</script>`;

const disc = { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 } as const;
const experiments: Record<string, ExperimentInput> = {
  printed: {
    scenario: {},
    placement: structuredClone(disc) as never,
    symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
    draws: 1500,
  },
  'coupled, swept, on a ring, with a sampled pulse': {
    scenario: { pulse: { samples: [1, 0.95, 0.85, 0.7, 0.5, 0.35, 0.2, 0.1] } },
    placement: { shape: 'ring', center: [1.5, -0.5], inner: 0.2, outer: 0.6, count: 2 },
    draws: 80,
    seed: 2 ** 53 - 1,
    fidelity: 'coupled',
    objective: 'position',
    rates: [0.02, 0.05],
    sweep: { powerDbm: [17.3, 30], 'receiver.orientation': [90, 61.7] },
  },
};

describe.skipIf(skipped)('Monte Carlo in Chromium', () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  const site = mkdtempSync(join(tmpdir(), 'isabc-site-'));

  beforeAll(async () => {
    writeFileSync(join(site, 'index.html'), page('dist'));
    writeFileSync(join(site, 'lacking.html'), page('lacking'));
    symlinkSync(join(root, 'dist'), join(site, 'dist'));
    // a host that forgot the worker
    mkdirSync(join(site, 'lacking'));
    for (const file of ['index.js', 'isabc.wasm'])
      copyFileSync(join(root, 'dist', file), join(site, 'lacking', file));
    ({ server, address } = await serve(site));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(site, { recursive: true, force: true });
  });

  async function open(path: string): Promise<Page> {
    const tab = await browser.newPage();
    await tab.goto(address + path);
    await tab.waitForFunction('globalThis.run', undefined, { timeout: 30_000 });
    return tab;
  }

  it.each(Object.entries(experiments))('has the bits of Node: %s', async (_, experiment) => {
    const expected: DrawBatch[] = [];
    for await (const batch of monteCarlo(experiment, { workers: 1 })) expected.push(batch);
    expect(expected.length).toBeGreaterThan(1);
    const tab = await open('');
    const got = await tab.evaluate<string>(`run(${JSON.stringify(experiment)}, 2)`);
    expect(got).toBe(textOf(expected));
  });

  it('stops when it is told to', async () => {
    const tab = await open('');
    const endless = { ...experiments.printed, draws: 2 ** 40 };
    const devices = Array.from({ length: 9 }, (_, i) => ({ position: [1 + 0.1 * i, -0.9 + 0.1 * (i % 5)] }));
    const call = `aborted(${JSON.stringify(endless)}, ${JSON.stringify({ devices })})`;
    expect(await tab.evaluate(call)).toEqual(['enough', 'enough']);
    // the browser takes its time to say that a worker has ended
    await vi.waitFor(() => expect(tab.workers()).toEqual([]), { timeout: 20_000 });
  });

  it('says so where the worker is not to be had', async () => {
    const tab = await open('lacking.html');
    const call = `run(${JSON.stringify(experiments.printed)}, 2).catch((error) => error.message)`;
    expect(await tab.evaluate(call)).toBe('cannot start a worker: its file could not be loaded');
  });
});
