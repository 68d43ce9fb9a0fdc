/** Matrices from files of other programs: .npy, .npz, .mat and .csv, by the name of the file; any other is JSON. */

import { extname } from 'node:path';
import { InputError } from '../input/errors.js';
import { FormatError, toMatrix, type ArrayFile, type NumericArray } from './files/array.js';
import { readCsvMatrix } from './files/csv.js';
import { readMat } from './files/mat.js';
import { readNpy } from './files/npy.js';
import { readNpz } from './files/npz.js';
import { readBytes, readJson, type Streams } from './io.js';

/** How the formats with several arrays are read. */
const archives: Record<string, (bytes: Uint8Array, wanted: readonly string[]) => ArrayFile> = {
  '.npz': readNpz,
  '.mat': readMat,
};
/** And those with one. */
const singles: Record<string, (bytes: Uint8Array) => NumericArray> = {
  '.npy': readNpy,
  '.csv': (bytes) => readCsvMatrix(textOf(bytes)),
};

/** What the covariance is called where a file holds several arrays. */
export const covarianceNames = ['covariance', 'R'];

/** The text of a file, UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError('is not UTF-8 text');
  }
}

/** Turns what is wrong with a file into an InputError that names the option and the file. */
export function naming<T>(option: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new InputError([{ path: option, value: file, message: error.message }]);
  }
}

/**
 * The arrays with some names in a .npz or .mat file.
 *
 * @returns null where the file is of another kind
 * @throws InputError under the option's name
 */
export async function readArrays(
  file: string,
  option: string,
  wanted: readonly string[],
  streams: Streams,
): Promise<ArrayFile | null> {
  const read = archives[extname(file).toLowerCase()];
  if (read === undefined) return null;
  const bytes = await readBytes(file, streams);
  return naming(option, file, () => read(bytes, wanted));
}

/**
 * A matrix that an option names: {re, im} from arrays, from JSON whatever stands there, nested arrays made {re, im}.
 * What it must be, the validation says.
 *
 * @param names of the array where a file holds several; the first that is there is taken
 * @throws InputError under the option's name
 */
export async function readMatrix(
  file: string,
  option: string,
  names: readonly string[],
  streams: Streams,
): Promise<unknown> {
  const archive = await readArrays(file, option, names, streams);
  if (archive !== null) {
    const found = names.find((name) => archive.arrays.has(name));
    return naming(option, file, () => {
      if (found === undefined)
        throw new FormatError(`has no array named ${names.join(' or ')}${listed(archive.names)}`);
      return toMatrix(archive.arrays.get(found)!);
    });
  }
  const read = singles[extname(file).toLowerCase()];
  if (read !== undefined) {
    const bytes = await readBytes(file, streams);
    return naming(option, file, () => toMatrix(read(bytes)));
  }
  const value = await readJson(file, streams);
  return Array.isArray(value) ? fromNested(value) : value;
}

/** `: it has a, b`, the first few. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 40)));
  return `: it has ${shown.join(', ') || 'none'}${names.length > 10 ? ', …' : ''}`;
}

/** Rows of numbers, or of pairs [re, im]; anything else stays where it is, for the validation to name. */
function fromNested(rows: unknown[]): { re: unknown[]; im: unknown[] } {
  const isPair = (entry: unknown): entry is unknown[] => Array.isArray(entry) && entry.length === 2;
  const plane = (part: (entry: unknown) => unknown) =>
    rows.map((row) => (Array.isArray(row) ? row.map(part) : row));
  return {
    re: plane((entry) => (isPair(entry) ? entry[0] : entry)),
    im: plane((entry) => (isPair(entry) ? entry[1] : 0)),
  };
}
