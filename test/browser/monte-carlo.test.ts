/** Whole Monte Carlo experiments in Chromium: every bit of every column and the summary are those of Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJson, monteCarlo, summarize, type DrawBatch, type ExperimentInput } from 'isabc';
import { beforeAll, describe, expect, it } from 'vitest';
import { bitsOf, expectSameBits } from '../support/batch-bits.js';
import { root, skipped } from '../support/browser.js';
import { Site } from '../support/site.js';
import { smallExperiment } from '../support/small-experiment.js';

/** A page that runs experiments with an entry of the package. */
const page = (entry: string) => `<!doctype html><title>isabc</title><script type="module">
  import { formatJson, monteCarlo, summarize } from '/dist/${entry}.js';
  const bitsOf = ${bitsOf};
  globalThis.run = async (experiment, workers) => {
    const batches = [];
    for await (const batch of monteCarlo(experiment, { workers })) batches.push(batch);
    return { bits: bitsOf(batches), summary: formatJson(await summarize(batches)) };
  };
</script>`;

const experiments: Record<string, ExperimentInput> = {
  printed: {
    scenario: {},
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 },
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
  'silent and refused draws': {
    scenario: {},
    placement: { shape: 'rectangle', min: [1, -1], max: [1.5, 0], count: 1 },
    symbols: { alphabet: [0, 1] },
    draws: 3000,
    objective: 'angle',
    sweep: { powerDbm: [30, 250] },
  },
  superposed: {
    scenario: { signal: 'superposed', clutterDbm: -30, noiseDbm: -30 },
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
    symbols: { alphabet: [0, 0.5, 1] },
    draws: 12,
    sweep: { 'transmitter.antennas': [4, 8] },
  },
  'that of the golden file': smallExperiment,
};

describe.skipIf(skipped).each(Object.entries(experiments))('Chromium and Node: %s', (name, experiment) => {
  const site = new Site({ 'index.html': page('index'), 'inline.html': page('inline') });
  const expected: DrawBatch[] = [];
  let summary: string;

  beforeAll(async () => {
    for await (const batch of monteCarlo(experiment, { workers: 2 })) expected.push(batch);
    summary = formatJson(await summarize(expected));
    expect(expected.length).toBeGreaterThan(1);
    if (name === 'silent and refused draws') expect(summary).toMatch(/"silent": [1-9][^]*"refused": [1-9]/);
  });

  it.each([
    [1, ''],
    [2, ''],
    [5, ''],
    [2, 'inline.html'],
  ])('%i workers, %s', async (workers, path) => {
    const tab = await site.open(path);
    const got = await tab.evaluate<{ bits: Record<string, string>; summary: string }>(
      `run(${JSON.stringify(experiment)}, ${workers})`,
    );
    await tab.close();
    expectSameBits(got.bits, expected);
    expect(got.summary).toBe(summary);
    if (experiment === smallExperiment)
      expect(got.summary).toBe(readFileSync(join(root, 'test/golden/summary.json'), 'utf8'));
  });
});
