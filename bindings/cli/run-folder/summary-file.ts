/** summary.json, read back: by the hash in the manifest it is the file that was written; this is what may stand in it. */

import { join } from 'node:path';
import * as v from 'valibot';
import { rowStatuses } from '../../core/columns.js';
import type { InputIssue } from '../../input/errors.js';
import { check, list, numberIn, oneOf, strictObject } from '../../input/rules.js';
import { combinationCount, combinations, sweptPaths } from '../../monte-carlo/sweep.js';
import type { Summary } from '../../monte-carlo/summary.js';
import type { Experiment } from '../../monte-carlo/types.js';
import { objectives } from '../../types.js';
import { damaged } from './plain-file.js';
import { readJsonFile, type Judge } from './json-file.js';
import { summaryName } from './manifest.js';

/** The largest summary.json: ten thousand entries of some ten kilobytes. */
const summaryBytes = 400e6;

const integer = numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
const finite = numberIn({});
const atLeast0 = numberIn({ min: 0 });

const orNull = <T>(schema: v.GenericSchema<unknown, T>) => v.nullable(schema);
const objectOf = (keys: readonly string[], schema: v.GenericSchema) =>
  strictObject(
    Object.fromEntries(keys.map((key) => [key, schema])),
    `must be an object with ${keys.join(', ')}`,
  );

const distribution = strictObject(
  {
    count: integer,
    mean: atLeast0,
    q05: atLeast0,
    q25: atLeast0,
    q50: atLeast0,
    q75: atLeast0,
    q95: atLeast0,
  },
  'must be an object with count, mean and quantiles, or null',
);
const hundredAndOne = (item: v.GenericSchema) => list(item, 101, 101, 'must be an array of 101 numbers');
const outageCurve = strictObject(
  {
    count: integer,
    abscissae: hundredAndOne(atLeast0),
    probability: hundredAndOne(numberIn({ min: 0, max: 1 })),
  },
  'must be an object with count, abscissae and probability, or null',
);
const columns = ['maxRate', 'total', 'delay', 'angle', 'position', 'lowerBound'] as const;

const entryOf = ({ sweep, fractions, over }: Experiment) =>
  strictObject(
    {
      sweep: objectOf(sweptPaths(sweep), finite),
      floor: integer,
      fraction: fractions === undefined ? v.null('must be null') : finite,
      rateFloor: fractions === undefined ? finite : v.null('must be null'),
      counts: objectOf(rowStatuses, integer),
      ...Object.fromEntries(columns.map((name) => [name, orNull(distribution)])),
      ...(over === 'worst' && { value: orNull(distribution) }),
      outage: strictObject(
        { rate: orNull(outageCurve), bound: orNull(outageCurve) },
        'must be an object with rate and bound',
      ),
    },
    'must be an entry of a summary',
  );

/** Judges the summary of an experiment. */
function judge(experiment: Experiment): Judge<Summary> {
  const { draws, objective, over, sweep, fractions, rates } = experiment;
  const rows = combinationCount(sweep) * (fractions ?? rates)!.length;
  const rule = strictObject(
    {
      schemaVersion: v.literal(1, 'must be 1'),
      draws: v.literal(draws, `must be ${draws}`),
      objective: oneOf(objectives),
      ...(over === 'worst' && { over: v.literal('worst', 'must be "worst"') }),
      quantileError: numberIn({ min: 0, max: 1 }),
      entries: list(entryOf(experiment), rows, rows, `must be an array of ${rows} entries`),
    },
    'must be an object with schemaVersion, draws, objective, quantileError and entries',
  ) as v.GenericSchema<unknown, Summary>;
  return (value) => {
    const { output, issues } = check(rule, value, 'the summary');
    return { output, issues: issues.length > 0 ? issues : contradictions(output, experiment, objective) };
  };
}

/** What says something else than the experiment. */
function contradictions(summary: Summary, experiment: Experiment, objective: string): InputIssue[] {
  const issues: InputIssue[] = [];
  const refuse = (path: string, value: unknown, expected: unknown) =>
    issues.push({ path, value, message: `must be ${JSON.stringify(expected)}` });
  if (summary.objective !== objective) refuse('objective', summary.objective, objective);
  const floors = (experiment.fractions ?? experiment.rates)!;
  const all = combinations(experiment);
  const paths = sweptPaths(experiment.sweep);
  summary.entries.forEach((entry, i) => {
    const floor = i % floors.length;
    const { values } = all[Math.floor(i / floors.length)];
    if (entry.floor !== floor) refuse(`entries[${i}].floor`, entry.floor, floor);
    const key = experiment.fractions === undefined ? 'rateFloor' : 'fraction';
    if (entry[key] !== floors[floor]) refuse(`entries[${i}].${key}`, entry[key], floors[floor]);
    paths.forEach((path, k) => {
      if (entry.sweep[path] !== values[k])
        refuse(`entries[${i}].sweep["${path}"]`, entry.sweep[path], values[k]);
    });
    const rows = Object.values(entry.counts).reduce((sum, count) => sum + count, 0);
    if (rows !== experiment.draws)
      refuse(`entries[${i}].counts`, entry.counts, `${experiment.draws} in all of ${rowStatuses.join(', ')}`);
  });
  return issues;
}

/** The summary in the folder of a finished run. Throws CommandError 3 where there is none, or one that is damaged. */
export async function readSummary(folder: string, experiment: Experiment): Promise<Summary> {
  const file = join(folder, summaryName);
  const summary = await readJsonFile(file, summaryBytes, judge(experiment));
  if (summary === null) throw damaged(file, 'it is missing');
  return summary;
}
