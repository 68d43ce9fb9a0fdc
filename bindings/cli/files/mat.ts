/** MATLAB's .mat, level 5 (`save -v6` and `-v7`): matrices by name. Numbers as in "MAT-File Format", MathWorks. */

import { inflateSync } from 'node:zlib';
import {
  FormatError,
  mostNumbers,
  sizeOf,
  toColumnMajor,
  toRowMajor,
  type ArrayFile,
  type NumericArray,
  type TextArray,
} from './array.js';

/** Types of elements that are used here. */
const mi = { int8: 1, uint16: 4, int32: 5, uint32: 6, double: 9, matrix: 14, compressed: 15 } as const;
/** Classes of matrices. */
const mx = { char: 4, double: 6 } as const;
const complexFlag = 0x08;

/** Bytes of a number, and how to read it, by the element's type; MATLAB keeps integers in the smallest that holds them. */
type Reader = (view: DataView, at: number, little: boolean) => number;
const numbers: Partial<Record<number, [bytes: number, read: Reader]>> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  12: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  13: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
};
const classNames = ['', 'cell array', 'structure', 'object', 'text', 'sparse matrix'];

interface Element {
  type: number;
  data: Uint8Array;
  /** Where the next one begins. */
  end: number;
}

/**
 * The matrices with the given names, where they are there.
 *
 * @throws FormatError
 */
export function readMat(bytes: Uint8Array, wanted: readonly string[]): ArrayFile {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 128));
  if (/^MATLAB 7\.3|HDF/.test(start) || start.startsWith('\x89HDF'))
    throw new FormatError('is a MATLAB 7.3 file (HDF5): write it with save(…, "-v7")');
  const order = start.slice(126, 128);
  if (bytes.length < 128 || (order !== 'IM' && order !== 'MI'))
    throw new FormatError('is no MATLAB file of level 5: write it with save(…, "-v7")');
  const file: ArrayFile = { arrays: new Map(), names: [] };
  const little = order === 'IM';
  let room = 16 * mostNumbers;
  for (let at = 128; at < bytes.length;) {
    let { type, data, end } = elementAt(bytes, at, little);
    if (type === mi.compressed) {
      data = inflated(data, room);
      room -= data.length;
      ({ type, data } = elementAt(data, 0, little));
    } else end = padded(end, 128);
    if (type === mi.matrix) readMatrix(data, little, wanted, file);
    at = end;
  }
  return file;
}

function inflated(data: Uint8Array, room: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: room + 65536 });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new FormatError(
      large ? 'holds more data than can be taken' : 'has a compressed part that is damaged',
    );
  }
}

/** Type and length, then the data; up to four bytes of data lie in the second half of the tag. */
function elementAt(bytes: Uint8Array, at: number, little: boolean): Element {
  const broken = new FormatError('ends in the middle of a part: it is not whole');
  if (at + 8 > bytes.length) throw broken;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = view.getUint32(at, little);
  const small = word >>> 16;
  if (small > 4) throw new FormatError('has a part of no known kind');
  const length = small > 0 ? small : view.getUint32(at + 4, little);
  const from = small > 0 ? at + 4 : at + 8;
  if (from + length > bytes.length) throw broken;
  return {
    type: word & 0xffff,
    data: bytes.subarray(from, from + length),
    end: small > 0 ? at + 8 : from + length,
  };
}

/** Parts of a matrix begin at multiples of eight from its own beginning. */
const padded = (end: number, base = 0): number => base + Math.ceil((end - base) / 8) * 8;

function readMatrix(data: Uint8Array, little: boolean, wanted: readonly string[], file: ArrayFile): void {
  let at = 0;
  const next = (): Element => {
    const element = elementAt(data, at, little);
    at = padded(element.end);
    return element;
  };
  const list = ({ type, data }: Element, count?: number): Float64Array => {
    const [size, read] = numbers[type] ?? [0, () => NaN];
    if (size === 0 || (count !== undefined && data.length !== count * size))
      throw new FormatError('has a matrix whose parts do not fit each other');
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Float64Array.from({ length: Math.floor(data.length / size) }, (_, i) =>
      read(view, i * size, little),
    );
  };

  const [flags] = list(next());
  const shape = Array.from(list(next()));
  const name = new TextDecoder('latin1').decode(next().data);
  file.names.push(name);
  if (!wanted.includes(name) || file.arrays.has(name)) return;
  const kind = flags & 0xff;
  if (kind < 6 || kind > 15) {
    const what = classNames[kind] ?? 'thing of another kind';
    throw new FormatError(`has ${name} as a ${what}, where a full matrix of numbers is needed`);
  }
  const size = sizeOf(shape);
  const plane = () => toRowMajor(list(next(), size), shape);
  const re = plane();
  file.arrays.set(name, { shape, re, im: (flags >>> 8) & complexFlag ? plane() : null });
}

/** Arrays as MATLAB would save them with -v6. One dimension becomes a column, words the rows of a text. */
export function writeMat(arrays: Record<string, NumericArray | TextArray>): Uint8Array {
  const header = new Uint8Array(128).fill(0x20, 0, 124);
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, written by isabc'));
  header.set([0x00, 0x01, 0x49, 0x4d], 124); // version 1, little-endian
  return joined([header, ...Object.entries(arrays).map(([name, array]) => matrix(name, array))]);
}

function matrix(name: string, array: NumericArray | TextArray): Uint8Array {
  const parts = (kind: number, flags: number, shape: readonly number[], ...data: Uint8Array[]): Uint8Array =>
    element(
      mi.matrix,
      joined([
        element(mi.uint32, bytesOf(new Uint32Array([kind | (flags << 8), 0]))),
        element(mi.int32, bytesOf(new Int32Array(shape))),
        element(mi.int8, new TextEncoder().encode(name)),
        ...data,
      ]),
    );
  if ('text' in array) {
    const { text } = array;
    const width = Math.max(0, ...text.map(({ length }) => length));
    const codes = new Uint16Array(text.length * width).fill(0x20);
    text.forEach((word, i) => {
      for (let k = 0; k < word.length; k++) codes[k * text.length + i] = word.charCodeAt(k);
    });
    return parts(mx.char, 0, [text.length, width], element(mi.uint16, bytesOf(codes)));
  }
  const { shape, re, im } = array;
  const plane = (data: Float64Array) => element(mi.double, bytesOf(toColumnMajor(data, shape)));
  const dimensions = shape.length === 0 ? [1, 1] : shape.length === 1 ? [shape[0], 1] : shape;
  if (im === null) return parts(mx.double, 0, dimensions, plane(re));
  return parts(mx.double, complexFlag, dimensions, plane(re), plane(im));
}

function element(type: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + padded(data.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  // A matrix counts its padding, and has none of its own.
  view.setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}

/** Memory is little-endian wherever WebAssembly's is looked at through typed arrays. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
