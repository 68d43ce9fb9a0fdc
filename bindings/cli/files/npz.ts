/** NumPy's .npz: arrays by name, a zip archive of .npy files. */

import { unzipSync, zipSync } from 'fflate';
import { FormatError, mostNumbers, type ArrayFile, type NumericArray, type TextArray } from './array.js';
import { readNpy, writeNpy } from './npy.js';

/** Complex doubles, and a header; of deflated data 1032 times their size is the most that can come. */
const mostBytes = 16 * mostNumbers + 65536;

/**
 * The arrays with the given names, where they are there; the others are not unpacked.
 *
 * @throws FormatError
 */
export function readNpz(bytes: Uint8Array, wanted: readonly string[]): ArrayFile {
  const names: string[] = [];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        const array = name.replace(/\.npy$/, '');
        if (array === name || names.includes(array)) return false;
        names.push(array);
        if (!wanted.includes(array)) return false;
        // Room is made for what the archive says, before it is unpacked.
        if (originalSize > Math.min(mostBytes, 1032 * size + 64))
          throw new FormatError(
            `says that ${array} has ${originalSize} bytes: too many to be true, or to be taken`,
          );
        return true;
      },
    });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError('is no .npz file (a zip archive of .npy files), or not whole');
  }
  const arrays = new Map<string, NumericArray>();
  for (const [name, content] of Object.entries(files)) {
    const array = name.replace(/\.npy$/, '');
    try {
      arrays.set(array, readNpy(content));
    } catch (error) {
      if (error instanceof FormatError) throw new FormatError(`has ${name}, which ${error.message}`);
      throw error;
    }
  }
  return { arrays, names };
}

/** The same arrays give the same bytes: no time is written. */
export function writeNpz(arrays: Record<string, NumericArray | TextArray>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { mtime: '1980-01-01T00:00:00', level: 6 });
}
