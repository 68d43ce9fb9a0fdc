/** manifest.json: what a finished run is, and by which hashes its files are known. It is written last. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, exit, reason } from '../io.js';
import type { Experiment } from '../../monte-carlo/types.js';
import { experimentHash, type RunRecord } from './record.js';
import type { Format } from './table-file.js';

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

export function manifestOf({ core, experiment }: RunRecord, files: Manifest['files']): Manifest {
  return {
    schemaVersion: 1,
    version: __VERSION__,
    core,
    experimentHash: experimentHash(experiment),
    experiment,
    files,
  };
}

/** The record of a finished run. */
export function recordOf({ core, experiment, files }: Manifest): RunRecord {
  const format = drawsName('csv') in files ? 'csv' : 'parquet';
  return { schemaVersion: 1, core, experiment, format, placements: placementsName(format) in files };
}

/** Names of the files in a folder that are not what its manifest says, or not there. */
export async function damagedFiles(folder: string, { files }: Manifest): Promise<string[]> {
  const damaged: string[] = [];
  for (const [name, { sha256 }] of Object.entries(files)) {
    const found = await hashOf(join(folder, name)).catch(() => null);
    if (found !== sha256) damaged.push(name);
  }
  return damaged;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Uint8Array);
  return hash.digest('hex');
}

/** A file's JSON; null where there is no such file. */
export async function readJsonFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CommandError(exit.inputOutput, `cannot read ${file}: ${reason(error)}`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(exit.inputOutput, `${file} is damaged: ${reason(error)}`, { cause: error });
  }
}
