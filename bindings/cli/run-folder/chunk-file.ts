/**
 * A batch of draws as bytes, for as long as a run is under way:
 *
 *     length of the header as a 32-bit number, header (JSON), padding to 8; the columns, each padded to 8; SHA-256
 *
 * all little-endian, as the columns are in memory.
 */

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { InputError } from '../../input/errors.js';
import { list, numberIn, oneOf, parse, strictObject } from '../../input/rules.js';
import { isPrintable } from '../../input/text.js';
import type { DrawBatch } from '../../monte-carlo/types.js';
import { objectives, overs } from '../../types.js';
import { hashRule } from './record.js';

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
  over: DrawBatch['over'];
  reasons: string[];
  columns: { table: (typeof tables)[number]; name: string; type: ColumnType; length: number }[];
}

/** Reasons of a chunk: a row has one at most, and a chunk a few million rows. */
const maxReasons = 4096 * 1000;
const integer = numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
const text = v.custom<string>(
  (value) => typeof value === 'string' && value.length <= 1000 && isPrintable(value),
  'must be a text of at most 1000 characters on one line',
);
const column = strictObject(
  {
    table: oneOf(tables),
    name: text,
    type: oneOf(Object.keys(columnTypes) as ColumnType[]),
    length: integer,
  },
  'must be {"table", "name", "type", "length"}',
);
const header = strictObject(
  {
    run: hashRule,
    chunk: integer,
    first: integer,
    count: integer,
    objective: oneOf(objectives),
    over: oneOf(overs),
    reasons: list(text, 1, maxReasons, 'must be an array of one or more reasons'),
    columns: list(column, 1, 100, 'must be an array of 1 to 100 columns'),
  },
  'must be an object with run, chunk, first, count, objective, over, reasons and columns',
) as v.GenericSchema<unknown, Header>;

const digestLength = 32;
const padded = (length: number) => Math.ceil(length / 8) * 8;

/** @param run identifies experiment and core, so that no chunk of another run is taken for one of this */
export function encodeChunk(batch: DrawBatch, run: string): Uint8Array {
  const { chunk, first, count, objective, over, reasons } = batch;
  const columns = tables.flatMap((table) =>
    Object.entries(batch[table] as Record<string, Column>).map(([name, column]) => ({ table, name, column })),
  );
  const head: Header = {
    run,
    chunk,
    first,
    count,
    objective,
    over,
    reasons,
    columns: columns.map(({ table, name, column }) => {
      return { table, name, type: column.constructor.name as ColumnType, length: column.length };
    }),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
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

/**
 * The batch of a chunk's bytes, or null where they are not what was written, or of another run.
 *
 * @throws InputError where the digest is right and the header is none: somebody made it so
 */
export function decodeChunk(bytes: Uint8Array, run: string): DrawBatch | null {
  const length = bytes.length - digestLength;
  if (length < 4 || !digest(bytes.subarray(0, length)).equals(bytes.subarray(length))) return null;
  const textLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const {
    run: found,
    columns,
    ...rest
  } = parse(header, headerOf(bytes.subarray(4, length), textLength), 'header');
  if (found !== run) return null;
  const batch = { ...rest, draws: {}, swept: {}, placements: {} };
  let at = padded(4 + textLength);
  columns.forEach(({ table, name, type, length: count }, i) => {
    const constructor = columnTypes[type];
    const size = count * constructor.BYTES_PER_ELEMENT;
    if (!(at + padded(size) <= length)) {
      const message = `is more than the ${Math.max(0, length - at)} bytes that are left of the file`;
      throw new InputError([{ path: `columns[${i}].length`, value: count, message }]);
    }
    if (Object.hasOwn(batch[table], name))
      throw new InputError([{ path: `columns[${i}].name`, value: name, message: 'is there already' }]);
    const copy = new ArrayBuffer(size); // aligned, and free of the file's buffer
    new Uint8Array(copy).set(bytes.subarray(at, at + size));
    // no setter of an object's prototype is called by `__proto__`
    Object.defineProperty(batch[table], name, { value: new constructor(copy), enumerable: true });
    at += padded(size);
  });
  return batch as unknown as DrawBatch;
}

function headerOf(bytes: Uint8Array, length: number): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)));
  } catch {
    return undefined;
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
