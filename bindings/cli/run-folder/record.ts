/** What a folder is about: the experiment, the core that computes it, and how the results are to be kept. */

import { createHash } from 'node:crypto';
import { show } from '../../input/errors.js';
import { isObject } from '../../input/rules.js';
import type { Experiment } from '../../monte-carlo/types.js';
import type { Format } from './table-file.js';

export interface RunRecord {
  schemaVersion: 1;
  /** Hash of the .wasm. */
  core: string;
  experiment: Experiment;
  format: Format;
  placements: boolean;
  /** `3/6`: the folder holds the third of six parts, as chunks. */
  shard?: string;
}

/** Names a run, however many draws it has: experiment and core, and what its chunks contain. */
export function runIdentity({ core, experiment, placements }: RunRecord): string {
  return sha256(canonical({ core, experiment: { ...experiment, draws: 0 }, placements }));
}

export function experimentHash(experiment: Experiment): string {
  return sha256(canonical(experiment));
}

/**
 * What differs between the run that a folder holds and the one that is asked for, one sentence a field; empty where
 * this is that run, or that run with more draws.
 */
export function differences(there: RunRecord, here: RunRecord): string[] {
  const sentences = [...changes(there, here, '')];
  const before = there.experiment.draws;
  const draws = here.experiment.draws;
  if (draws < before)
    sentences.push(`experiment.draws: ${before} there, ${draws} here, and a run only grows`);
  return sentences;
}

function* changes(there: unknown, here: unknown, path: string): Generator<string> {
  if (path === 'experiment.draws') return;
  if (isObject(there) && isObject(here)) {
    const prefix = path === '' ? '' : `${path}.`;
    for (const key of new Set([...Object.keys(there), ...Object.keys(here)]))
      yield* changes(there[key], here[key], prefix + key);
  } else if (canonical(there) !== canonical(here)) {
    const word = (value: unknown) => (value === undefined ? 'nothing' : show(value));
    yield `${path}: ${word(there)} there, ${word(here)} here`;
  }
}

/** JSON with the keys of objects in alphabetical order. */
function canonical(value: unknown): string {
  const sorted = (_key: string, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item;
  return JSON.stringify(value, sorted) ?? '';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
