/** Numbers in the core's linear memory. */

import type { ComplexMatrix } from '../types.js';

/** What of the .wasm reading and writing needs. */
export interface MemoryExports {
  memory: { readonly buffer: ArrayBuffer };
}

/** `count` f64 at byte offset `pointer`. Made anew at each use: growing memory detaches every older view. */
export const view = ({ memory }: MemoryExports, pointer: number, count: number): Float64Array =>
  new Float64Array(memory.buffer, pointer, count);

/** Real rows, one after the other, copied. */
export function realRows(wasm: MemoryExports, pointer: number, rows: number, columns: number): number[][] {
  const flat = view(wasm, pointer, rows * columns);
  return Array.from({ length: rows }, (_, i) => Array.from(flat.subarray(i * columns, (i + 1) * columns)));
}

/** A complex matrix, whose real parts lie before its imaginary ones, copied. */
export function complexMatrix(
  wasm: MemoryExports,
  pointer: number,
  rows: number,
  columns: number,
): ComplexMatrix {
  return {
    re: realRows(wasm, pointer, rows, columns),
    im: realRows(wasm, pointer + 8 * rows * columns, rows, columns),
  };
}

/** Puts a complex matrix at `pointer`, as {@link complexMatrix} reads it. */
export function writeComplex(wasm: MemoryExports, pointer: number, { re, im }: ComplexMatrix): void {
  const flat = [...re.flat(), ...im.flat()];
  view(wasm, pointer, flat.length).set(flat);
}
