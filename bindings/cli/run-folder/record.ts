/** What a folder is about: the experiment, the core that computes it, and how the results are to be kept. */

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { show, type InputIssue } from '../../input/errors.js';
import { check, flag, isObject, oneOf, strictObject } from '../../input/rules.js';
import { checkExperiment } from '../../monte-carlo/experiment.js';
import { chunkPlan } from '../../monte-carlo/plan.js';
import type { Experiment } from '../../monte-carlo/types.js';
import { sha256Pattern } from './json-file.js';
import { checkShard, shardRange } from './shard.js';
import { formats, type Format } from './table-file.js';

export interface RunRecord {
  schemaVersion: 1;
  /** Version of the package, which cuts the draws into chunks and sums them up. */
  version: string;
  /** Hash of the .wasm. */
  core: string;
  experiment: Experiment;
  format: Format;
  placements: boolean;
  /** `3/6`: the folder holds the third of six parts, as chunks. */
  shard?: string;
}

/** The most chunks, of up to a second each, in one folder: months of work, and as many files. */
const maxChunks = 10_000_000;

/** The largest run.json or manifest.json: nearly all of it is swept values and alphabets. */
export const recordBytes = 64e6;

export const hashRule = v.custom<string>(
  (value) => typeof value === 'string' && sha256Pattern.test(value),
  'must be a SHA-256 in hexadecimal',
);
export const versionRule = v.custom<string>(
  (value) => typeof value === 'string' && /^[\w.+-]{1,100}$/.test(value),
  'must be the version of a package',
);
const rule = () =>
  strictObject(
    {
      schemaVersion: v.literal(1, 'must be 1'),
      version: versionRule,
      core: hashRule,
      experiment: v.unknown(),
      format: oneOf(formats),
      placements: flag,
      shard: v.optional(v.string('must be I/N, integers with 1 ≤ I ≤ N')),
    },
    'must be an object with schemaVersion, version, core, experiment, format, placements and perhaps shard',
  );

/** Judges run.json. */
export function checkRecord(value: unknown): { output: RunRecord; issues: InputIssue[] } {
  const { output, issues } = check(rule(), value, 'the record');
  if (issues.length > 0) return { output: output as RunRecord, issues };
  const experiment = checkOwnExperiment(output.experiment);
  const shard = checkShard(output.shard, 'shard');
  const record = { ...output, experiment: experiment.output } as RunRecord;
  const wrong = [...experiment.issues, ...shard];
  return { output: record, issues: wrong.length > 0 ? wrong : chunkIssues(record, 'experiment.draws') };
}

/** The experiment inside of another file. */
export function checkOwnExperiment(value: unknown): { output: Experiment; issues: InputIssue[] } {
  const { output, issues } = checkExperiment(value);
  const inside = (path: string) => (path === 'experiment' ? path : `experiment.${path}`);
  const wrong = issues.map((issue) => ({ ...issue, path: inside(issue.path) }));
  if (wrong.length > 0) return { output, issues: wrong };
  // it was written with every default filled in
  for (const sentence of changes(value, output, 'experiment')) {
    const [path] = sentence.split(':');
    wrong.push({ path, value: undefined, message: 'must be as in a completed experiment' });
  }
  return { output, issues: wrong };
}

/** More chunks than a folder should hold. */
export function chunkIssues({ experiment, shard }: RunRecord, path: string): InputIssue[] {
  const { from, to } = shardRange(shard, chunkPlan(experiment).chunks);
  if (to - from <= maxChunks) return [];
  const message = `makes ${to - from} chunks in one folder, of at most ${maxChunks}: use --shard`;
  return [{ path, value: experiment.draws, message }];
}

/** Names a run, however many draws it has: experiment, core and version, and what its chunks contain. */
export function runIdentity({ core, version, experiment, placements }: RunRecord): string {
  return sha256(canonical({ core, version, experiment: { ...experiment, draws: 0 }, placements }));
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

/** What differs between two values, a sentence a field; draws, of which a run may get more, are passed over. */
export function* changes(there: unknown, here: unknown, path: string): Generator<string> {
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
