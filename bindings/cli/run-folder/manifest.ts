/** manifest.json: what a finished run is, and by which hashes its files are known. It is written last. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { InputIssue } from '../../input/errors.js';
import { check, numberIn, strictObject } from '../../input/rules.js';
import type { Experiment } from '../../monte-carlo/types.js';
import { CommandError, exit, reason } from '../io.js';
import { readJsonFile } from './json-file.js';
import { openPlain } from './plain-file.js';
import {
  checkOwnExperiment,
  experimentHash,
  hashRule,
  recordBytes,
  versionRule,
  type RunRecord,
} from './record.js';
import { formats, type Format } from './table-file.js';

export const manifestName = 'manifest.json';
export const summaryName = 'summary.json';
export const drawsName = (format: Format) => `draws.${format}`;
export const placementsName = (format: Format) => `placements.${format}`;

/** No time and no path is in it, so that the same run gives the same bytes. */
export interface Manifest {
  schemaVersion: 1;
  /** Version of the package. */
  version: string;
  /** Hash of the .wasm. */
  core: string;
  /** SHA-256 of the experiment as JSON with sorted keys and without spaces. */
  experimentHash: string;
  /** Completed with defaults. */
  experiment: Experiment;
  files: Record<string, { bytes: number; sha256: string }>;
}

const file = () =>
  strictObject(
    { bytes: numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), sha256: hashRule },
    'must be {"bytes", "sha256"}',
  );
const rule = () =>
  strictObject(
    {
      schemaVersion: v.literal(1, 'must be 1'),
      version: versionRule,
      core: hashRule,
      experimentHash: hashRule,
      experiment: v.unknown(),
      files: strictObject(
        {
          ...Object.fromEntries(
            formats.flatMap((format) => [
              [drawsName(format), v.optional(file())],
              [placementsName(format), v.optional(file())],
            ]),
          ),
          [summaryName]: file(),
        },
        `must be an object of {"bytes", "sha256"} by name: ${summaryName}, draws and placements`,
      ),
    },
    'must be an object with schemaVersion, version, core, experimentHash, experiment and files',
  );

/** Judges manifest.json. */
function checkManifest(value: unknown): { output: Manifest; issues: InputIssue[] } {
  const { output, issues } = check(rule(), value, 'the manifest');
  if (issues.length > 0) return { output: output as Manifest, issues };
  const experiment = checkOwnExperiment(output.experiment);
  const manifest = { ...output, experiment: experiment.output } as Manifest;
  if (experiment.issues.length > 0) return { output: manifest, issues: experiment.issues };
  const { format, placements } = recordOf(manifest);
  const names = [drawsName(format), ...(placements ? [placementsName(format)] : []), summaryName];
  if (Object.keys(manifest.files).sort().join() !== names.sort().join()) {
    const message = `must be ${summaryName}, draws and perhaps placements, of one format`;
    issues.push({ path: 'files', value: Object.keys(manifest.files), message });
  }
  if (manifest.experimentHash !== experimentHash(manifest.experiment)) {
    const message = 'must be the hash of the experiment beside it';
    issues.push({ path: 'experimentHash', value: manifest.experimentHash, message });
  }
  return { output: manifest, issues };
}

/** The manifest of a folder, null where no run is finished there. Throws CommandError 3 where it is damaged. */
export function readManifest(folder: string): Promise<Manifest | null> {
  return readJsonFile(join(folder, manifestName), recordBytes, checkManifest);
}

export function manifestOf({ core, version, experiment }: RunRecord, files: Manifest['files']): Manifest {
  return {
    schemaVersion: 1,
    version,
    core,
    experimentHash: experimentHash(experiment),
    experiment,
    files,
  };
}

/** The record of a finished run. */
export function recordOf({ core, version, experiment, files }: Manifest): RunRecord {
  const format = drawsName('csv') in files ? 'csv' : 'parquet';
  return { schemaVersion: 1, version, core, experiment, format, placements: placementsName(format) in files };
}

/**
 * Names of the files in a folder that are not what its manifest says, or not there.
 *
 * @throws CommandError 3 where one is no plain file, or cannot be read; what `signal` is aborted with
 */
export async function damagedFiles(
  folder: string,
  { files }: Pick<Manifest, 'files'>,
  signal?: AbortSignal,
): Promise<string[]> {
  const damaged: string[] = [];
  for (const [name, { bytes, sha256 }] of Object.entries(files))
    if (!(await isWhole(join(folder, name), bytes, sha256, signal))) damaged.push(name);
  return damaged;
}

async function isWhole(
  path: string,
  bytes: number,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const handle = await openPlain(path);
  if (handle === null) return false;
  try {
    if ((await handle.stat()).size !== bytes) return false;
    const hash = createHash('sha256');
    const block = Buffer.alloc(1 << 20);
    for (let left = bytes; left > 0;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(block, 0, Math.min(left, block.length));
      if (bytesRead === 0) return false;
      hash.update(block.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return hash.digest('hex') === sha256;
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(exit.inputOutput, `cannot read ${path}: ${reason(error)}`, { cause: error });
  } finally {
    await handle.close();
  }
}
