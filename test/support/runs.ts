/** Folders of runs over made-up results, for tests of what they hold and when they are refused. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { MonteCarlo } from '../../bindings/cli/run-folder/run.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { chunkPlan } from '../../bindings/monte-carlo/plan.js';
import { Folder, runHere, syntheticRun, type Outcome } from './cli.js';

/** An experiment of five chunks of 64 draws, the last one shorter. */
export const input = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  symbols: { alphabet: [0, 0.5, 1] },
  draws: 300,
  fidelity: 'coupled', // for small chunks
};
export const chunks = chunkPlan(parseExperiment(input)).chunks;

/** What a finished run holds. */
export const files = ['draws.parquet', 'manifest.json', 'placements.parquet', 'summary.json'];

type Extra = Parameters<typeof runHere>[1];

/** A folder for runs, made anew for each test of the file that calls `useRuns`. */
export class Runs {
  folder!: Folder;
  experiment!: string;

  path(...names: string[]): string {
    return join(this.folder.path, ...names);
  }

  montecarlo(out: string, args: string[] = [], extra: Extra = {}): Promise<Outcome> {
    return runHere(['montecarlo', this.experiment, '--out', this.path(out), ...args], extra);
  }

  merge(out: string, ...shards: string[]): Promise<Outcome> {
    return runHere(['merge', ...shards.map((name) => this.path(name)), '--out', this.path(out)]);
  }

  plot(out: string): Promise<Outcome> {
    return runHere(['plot', this.path(out), '--out', this.path('pictures')]);
  }

  chunk(out: string, i: number): string {
    return this.path(out, 'chunks', `${String(i).padStart(8, '0')}.chunk`);
  }

  /** Hashes by name of all that is in a folder. */
  hashes(out: string): Record<string, string> {
    return Object.fromEntries(
      readdirSync(this.path(out))
        .sort()
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(this.path(out, name)))
            .digest('hex'),
        ]),
    );
  }
}

/** Runs for the tests of a file. */
export function useRuns(): Runs {
  const runs = new Runs();
  beforeEach(() => {
    runs.folder = new Folder();
    runs.experiment = runs.folder.put('experiment.json', input);
  });
  afterEach(() => runs.folder.remove());
  return runs;
}

/** A pool that counts what it is asked for, and fails at a call of its own choice. */
export function recorded(failAt = Infinity): { solved: number[]; monteCarlo: MonteCarlo } {
  const solved: number[] = [];
  async function* monteCarlo(...[about, options]: Parameters<MonteCarlo>) {
    for await (const batch of syntheticRun(about, options)) {
      if (solved.length === failAt) throw new Error('the power is gone');
      solved.push(batch.chunk);
      yield batch;
    }
  }
  return { solved, monteCarlo };
}
