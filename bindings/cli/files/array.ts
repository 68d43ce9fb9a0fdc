/** Arrays as NumPy and MATLAB keep them, and what is said of a file that holds none. */

import type { ComplexMatrix } from '../../types.js';

/** Numbers in any number of dimensions, the last one fastest. */
export interface NumericArray {
  shape: number[];
  re: Float64Array;
  /** null: all real. */
  im: Float64Array | null;
}

/** Words, one dimension. */
export interface TextArray {
  text: string[];
}

/** What a file of arrays holds: those that were asked for, and the names of all. */
export interface ArrayFile {
  arrays: Map<string, NumericArray>;
  names: string[];
}

/** The most numbers that an array of a file may have: 128 MiB of doubles. What the model takes is far below it. */
export const mostNumbers = 0x1000000;

/** A file that is not what its name says, or holds what cannot be read; the message is the end of a sentence. */
export class FormatError extends Error {}

/** The number of entries of a shape. */
export function sizeOf(shape: readonly number[]): number {
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length > 8 || !shape.every((length) => Number.isSafeInteger(length) && length >= 0))
    throw new FormatError(`has an array of impossible shape ${shape.join('×')}`);
  if (!(size <= mostNumbers))
    throw new FormatError(`has an array of ${shape.join('×')} numbers, more than the ${mostNumbers} allowed`);
  return size;
}

/** Entries from column-major order (the first dimension fastest) to row-major order. */
export function toRowMajor(data: Float64Array, shape: readonly number[]): Float64Array {
  return reordered(data, shape, (from, to, at) => (to[at.row] = from[at.column]));
}

/** And back. */
export function toColumnMajor(data: Float64Array, shape: readonly number[]): Float64Array {
  return reordered(data, shape, (from, to, at) => (to[at.column] = from[at.row]));
}

/** Visits all entries in row-major order, with their places in both orders. */
function reordered(
  data: Float64Array,
  shape: readonly number[],
  move: (from: Float64Array, to: Float64Array, at: { row: number; column: number }) => void,
): Float64Array {
  const strides: number[] = [];
  shape.reduce((stride, length, k) => ((strides[k] = stride), stride * length), 1);
  const index = new Array<number>(shape.length).fill(0);
  const result = new Float64Array(data.length);
  const at = { row: 0, column: 0 };
  for (; at.row < data.length; at.row++) {
    move(data, result, at);
    for (let k = shape.length - 1; k >= 0; k--) {
      at.column += strides[k];
      if (++index[k] < shape[k]) break;
      at.column -= strides[k] * shape[k];
      index[k] = 0;
    }
  }
  return result;
}

/** Rows of a plane of numbers. */
export function rowsOf(data: ArrayLike<number>, [rows, columns]: readonly number[]): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => data[i * columns + j]),
  );
}

/** An array of two dimensions as a matrix. */
export function toMatrix({ shape, re, im }: NumericArray): ComplexMatrix {
  if (shape.length !== 2)
    throw new FormatError(
      `has an array of ${shape.length} dimensions (${shape.join('×')}) where a matrix is needed`,
    );
  return { re: rowsOf(re, shape), im: rowsOf(im ?? new Float64Array(re.length), shape) };
}
