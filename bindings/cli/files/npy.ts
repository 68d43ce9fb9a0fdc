/** NumPy's .npy: one array. The format is NEP 1 and `numpy.lib.format`; versions 1 to 3. */

import { FormatError, sizeOf, toRowMajor, type NumericArray, type TextArray } from './array.js';

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/** Bytes of an entry, and how to read the real number at an offset. */
type Reader = (view: DataView, at: number, little: boolean) => number;
const readers: Record<string, [bytes: number, read: Reader]> = {
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  b1: [1, (view, at) => view.getUint8(at)],
};

/** @throws FormatError */
export function readNpy(bytes: Uint8Array): NumericArray {
  const { descr, fortran, shape, start } = readHeader(bytes);
  const [, order, kind, width] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  const complex = kind === 'c';
  const entry = readers[complex ? `f${Number(width) / 2}` : `${kind}${width}`];
  if (entry === undefined)
    throw new FormatError(
      `has entries of type ${JSON.stringify(descr.slice(0, 20))}, which are no numbers that can be read`,
    );
  const [size, read] = entry;
  const count = sizeOf(shape);
  const step = complex ? 2 * size : size;
  if (bytes.length - start !== count * step)
    throw new FormatError(
      `has ${bytes.length - start} bytes of data where ${count * step} are needed: it is not whole`,
    );

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order !== '>';
  const plane = (offset: number): Float64Array => {
    const data = new Float64Array(count);
    for (let i = 0; i < count; i++) data[i] = read(view, start + i * step + offset, little);
    return fortran ? toRowMajor(data, shape) : data;
  };
  return { shape, re: plane(0), im: complex ? plane(size) : null };
}

/** The header is the text of a Python dictionary with these three keys. */
function readHeader(bytes: Uint8Array) {
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw new FormatError('is no .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6] > 1;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (start > bytes.length) throw new FormatError('ends within its header');
  // 64 dimensions at most: no header of numbers is longer
  const text = new TextDecoder().decode(bytes.subarray(0, Math.min(start, 4096)));
  const descr = /'descr': *'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined)
    throw new FormatError('has no header of an array of numbers');
  const lengths = shape.split(',').filter((length) => length.trim() !== '');
  return { descr, fortran: fortran === 'True', shape: lengths.map(Number), start };
}

/** An array as NumPy would save it: doubles, complex doubles or words, little-endian, the last dimension fastest. */
export function writeNpy(array: NumericArray | TextArray): Uint8Array {
  return 'text' in array ? writeWords(array.text) : writeNumbers(array);
}

function writeNumbers({ shape, re, im }: NumericArray): Uint8Array {
  const step = im === null ? 8 : 16;
  const { bytes, view, start } = withHeader(im === null ? '<f8' : '<c16', shape, re.length * step);
  for (let i = 0; i < re.length; i++) {
    view.setFloat64(start + i * step, re[i], true);
    if (im !== null) view.setFloat64(start + i * step + 8, im[i], true);
  }
  return bytes;
}

/** Words have one width, and four bytes a character. */
function writeWords(text: readonly string[]): Uint8Array {
  const words = text.map((word) => Array.from(word, (character) => character.codePointAt(0)!));
  const width = Math.max(1, ...words.map(({ length }) => length));
  const { bytes, view, start } = withHeader(`<U${width}`, [text.length], text.length * width * 4);
  words.forEach((word, i) =>
    word.forEach((code, k) => view.setUint32(start + (i * width + k) * 4, code, true)),
  );
  return bytes;
}

function withHeader(descr: string, shape: readonly number[], dataLength: number) {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Data begin at a multiple of 64.
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + dataLength);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  bytes[6] = 1;
  view.setUint16(8, length - 10, true);
  bytes.set(new TextEncoder().encode(dictionary.padEnd(length - 11) + '\n'), 10);
  return { bytes, view, start: length };
}
