/**
 * A batch of draws as bytes, for as long as a run is under way:
 *
 *     length of the header as a 32-bit number, header (JSON), padding to 8; the columns, each padded to 8; SHA-256
 *
 * all little-endian, as the columns are in memory.
 */

import { createHash } from 'node:crypto';
import type { DrawBatch } from '../../monte-carlo/types.js';

const columnTypes = { Float64Array, Int32Array, Uint32Array, Uint8Array } as const;
type ColumnType = keyof typeof columnTypes;
type Column = InstanceType<(typeof columnTypes)[ColumnType]>;

/** The parts of a batch that are columns. */
const tables = ['draws', 'swept', 'placements'] as const;

interface Header {
  /** What the chunk is a part of: see {@link RunRecord}. */
  run: string;
  chunk: number;
  first: number;
  count: number;
  objective: DrawBatch['objective'];
  reasons: string[];
  columns: { table: (typeof tables)[number]; name: string; type: ColumnType; length: number }[];
}

const digestLength = 32;
const padded = (length: number) => Math.ceil(length / 8) * 8;

/** @param run identifies experiment and core, so that no chunk of another run is taken for one of this */
export function encodeChunk(batch: DrawBatch, run: string): Uint8Array {
  const { chunk, first, count, objective, reasons } = batch;
  const columns = tables.flatMap((table) =>
    Object.entries(batch[table] as Record<string, Column>).map(([name, column]) => ({ table, name, column })),
  );
  const header: Header = {
    run,
    chunk,
    first,
    count,
    objective,
    reasons,
    columns: columns.map(({ table, name, column }) => {
      return { table, name, type: column.constructor.name as ColumnType, length: column.length };
    }),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = padded(4 + text.length);
  const length = columns.reduce((sum, { column }) => sum + padded(column.byteLength), start);
  const bytes = new Uint8Array(length + digestLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = start;
  for (const { column } of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += padded(column.byteLength);
  }
  bytes.set(digest(bytes.subarray(0, length)), length);
  return bytes;
}

/** The batch of a chunk's bytes, or null where they are not what was written, or of another run. */
export function decodeChunk(bytes: Uint8Array, run: string): DrawBatch | null {
  const length = bytes.length - digestLength;
  if (length < 4 || !digest(bytes.subarray(0, length)).equals(bytes.subarray(length))) return null;
  const textLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + textLength))) as Header;
  const { run: found, columns, ...rest } = header;
  if (found !== run) return null;
  const batch = { ...rest, draws: {}, swept: {}, placements: {} };
  let at = padded(4 + textLength);
  for (const { table, name, type, length: count } of columns) {
    const constructor = columnTypes[type];
    const size = count * constructor.BYTES_PER_ELEMENT;
    const copy = new ArrayBuffer(size); // aligned, and free of the file's buffer
    new Uint8Array(copy).set(bytes.subarray(at, at + size));
    (batch[table] as Record<string, Column>)[name] = new constructor(copy);
    at += padded(size);
  }
  return batch as unknown as DrawBatch;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
