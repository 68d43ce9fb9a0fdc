/** Files that NumPy and SciPy have written (test/cli/files/fixtures/make.py), and what is no such file. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { FormatError, rowsOf, toMatrix, type NumericArray } from '../../../bindings/cli/files/array.js';
import { readCsvMatrix, readCsvTable } from '../../../bindings/cli/files/csv.js';
import { readMat, writeMat } from '../../../bindings/cli/files/mat.js';
import { readNpy, writeNpy } from '../../../bindings/cli/files/npy.js';
import { readNpz, writeNpz } from '../../../bindings/cli/files/npz.js';
import { root } from '../../support/cli.js';

const folder = join(root, 'test/cli/files/fixtures');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

const R = {
  re: [
    [1, 0.5, 0],
    [0.5, 2, -1],
    [0, -1, 3.5],
  ],
  im: [
    [0, -0.25, 0.125],
    [0.25, 0, 0],
    [-0.125, 0, 0],
  ],
};
const zero = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
];
/** −0 is 0. */
const plain = (array: NumericArray) => JSON.parse(JSON.stringify(toMatrix(array))) as unknown;
const upTo24 = Float64Array.from({ length: 24 }, (_, i) => i);

describe('.npy', () => {
  test('complex, in either order and width, big-endian, integers', () => {
    expect(plain(readNpy(bytesOf('complex.npy')))).toEqual(R);
    expect(plain(readNpy(bytesOf('fortran.npy')))).toEqual(R);
    expect(plain(readNpy(bytesOf('big-endian.npy')))).toEqual({ re: R.re, im: zero });
    const { shape, re, im } = readNpy(bytesOf('integers.npy'));
    expect(rowsOf(re, shape)).toEqual([
      [1, -2, 3],
      [400, 5, -600],
    ]);
    expect(im).toBeNull();
    expect(readNpy(bytesOf('three.npy'))).toEqual({ shape: [2, 3, 4], re: upTo24, im: null });
  });

  test('is written as NumPy writes it, to the byte', () => {
    for (const name of ['complex.npy', 'three.npy', 'integers.npy']) {
      const array = readNpy(bytesOf(name));
      const written = writeNpy(array);
      expect(readNpy(written)).toEqual(array);
      if (name !== 'integers.npy') expect(Buffer.compare(written, bytesOf(name))).toBe(0);
    }
    const words = { text: ['optimal', 'infeasible', 'größte'] };
    expect(Buffer.compare(writeNpy(words), bytesOf('words.npy'))).toBe(0);
  });

  test.each([
    ['objects.npy', /type "\|O"/],
    ['words.npy', /type "<U10"/],
  ])('%s is refused with a reason', (name, reason) => {
    expect(() => readNpy(bytesOf(name))).toThrow(reason);
  });

  test('a header that promises too much is refused before room is made', () => {
    const text = new TextDecoder('latin1')
      .decode(bytesOf('complex.npy'))
      .replace('(3, 3), }', '(9999999, 9999999), }');
    expect(() => readNpy(Uint8Array.from(text, (c) => c.charCodeAt(0)))).toThrow(/more than the/);
  });
});

describe('.npz', () => {
  test.each(['stored.npz', 'compressed.npz'])(
    '%s: arrays by name; what is not wanted is not looked at',
    (name) => {
      const { arrays, names } = readNpz(bytesOf(name), ['R', 'three', 'absent']);
      expect(names).toEqual(['R', 'three', 'things']);
      expect([...arrays.keys()]).toEqual(['R', 'three']);
      expect(plain(arrays.get('R')!)).toEqual(R);
      expect(() => readNpz(bytesOf(name), ['things'])).toThrow(/has things\.npy, which has entries of type/);
    },
  );

  test('is read back, and the same arrays give the same bytes', () => {
    const R = readNpy(bytesOf('complex.npy'));
    const bytes = writeNpz({ R, status: { text: ['optimal'] } });
    expect(readNpz(bytes, ['R']).arrays.get('R')).toEqual(R);
    expect(Buffer.compare(bytes, writeNpz({ R, status: { text: ['optimal'] } }))).toBe(0);
  });

  test('a bomb does not go off', () => {
    const size = 1 << 20;
    const bomb = (declared: number): Uint8Array => {
      const bytes = zipSync({ 'R.npy': new Uint8Array(size) });
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = 0; at + 4 <= bytes.length; at++)
        if (view.getUint32(at, true) === size) view.setUint32(at, declared, true);
      return bytes;
    };
    expect(() => readNpz(bomb(0x7fffffff), ['R'])).toThrow(/too many/); // before room is made
    expect(() => readNpz(bomb(1000), ['R'])).toThrow(FormatError); // no more than declared is unpacked
  });
});

describe('.mat', () => {
  test.each(['plain.mat', 'compressed.mat'])('%s: matrices by name', (name) => {
    const { arrays, names } = readMat(bytesOf(name), ['R', 'three', 'whole']);
    expect(names).toEqual(['R', 'three', 'whole', 'cells', 'structure', 'sparse', 'text']);
    expect(plain(arrays.get('R')!)).toEqual(R);
    expect(arrays.get('three')).toEqual({ shape: [2, 3, 4], re: upTo24, im: null });
    expect(rowsOf(arrays.get('whole')!.re, [2, 2])).toEqual([
      [1, 2],
      [3, 400],
    ]);
  });

  test.each([
    ['cells', 'cell array'],
    ['structure', 'structure'],
    ['sparse', 'sparse matrix'],
    ['text', 'text'],
  ])('%s is refused by what it is', (name, what) => {
    expect(() => readMat(bytesOf('plain.mat'), [name])).toThrow(`has ${name} as a ${what}`);
  });

  test('big-endian, with integers in few bytes, as MATLAB keeps them', () => {
    const header = new Uint8Array(128).fill(0x20);
    header.set([0x01, 0x00, 0x4d, 0x49], 124);
    // miMATRIX of flags, dimensions 2×2, name "R" and column-major data 1 2 3 4, the last two in small elements
    const body = [
      [0, 0, 0, 6, 0, 0, 0, 8, 0, 0, 0, 6, 0, 0, 0, 0],
      [0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 2],
      [0, 1, 0, 1, 0x52, 0, 0, 0],
      [0, 4, 0, 2, 1, 2, 3, 4],
    ].flat();
    const { arrays } = readMat(Uint8Array.from([...header, 0, 0, 0, 14, 0, 0, 0, body.length, ...body]), [
      'R',
    ]);
    expect(rowsOf(arrays.get('R')!.re, [2, 2])).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('is read back', () => {
    const R = readNpy(bytesOf('complex.npy'));
    const three = readNpy(bytesOf('three.npy'));
    const { arrays, names } = readMat(writeMat({ R, three, status: { text: ['a', 'bcd'] } }), ['R', 'three']);
    expect(arrays).toEqual(new Map(Object.entries({ R, three })));
    expect(names).toEqual(['R', 'three', 'status']);
  });

  test('of other levels, with what to do', () => {
    const later = new TextEncoder().encode('MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(200));
    expect(() => readMat(later, [])).toThrow(/7\.3 file \(HDF5\): write it with save/);
    expect(() => readMat(new Uint8Array(300), [])).toThrow(/level 5/);
  });
});

describe('.csv', () => {
  test('as NumPy writes it', () => {
    expect(plain(readCsvMatrix(textOf('complex.csv')))).toEqual(R);
    expect(plain(readCsvMatrix(textOf('blanks.csv')))).toEqual({ re: R.re, im: zero });
  });

  test('as MATLAB and people write it', () => {
    const { shape, re, im } = readCsvMatrix('1+2i;-3.5e-1-.5j;i\n(2);3 + 1e2 j;-2i\n');
    expect(shape).toEqual([2, 3]);
    expect([...re]).toEqual([1, -0.35, 0, 2, 3, 0]);
    expect([...im!]).toEqual([2, -0.5, 1, 0, 100, -2]);
  });

  test.each([
    ['1,2\n3', /1 numbers in row 2 and 2 in the first/],
    ['1,x', /"x" in row 1, column 2/],
    ['1,1--2i', /"1--2i"/],
    ['1,NaN', /"NaN"/],
    ['', /no numbers/],
    ['"1,2', /is no table/],
  ])('%j is refused', (text, reason) => {
    expect(() => readCsvMatrix(text)).toThrow(reason);
  });

  test('tables under names', () => {
    const { names, rows } = readCsvTable('\ufeffX,y,name\n1,2,"a, ""b"""\n3,,\n', ['x', 'y', 'name'], []);
    expect(names).toEqual(['x', 'y', 'name']);
    expect(rows).toEqual([{ x: '1', y: '2', name: 'a, "b"' }, { x: '3' }]);
    expect(() => readCsvTable('x,height\n', ['x'], [])).toThrow(/names a column "height"/);
    expect(() => readCsvTable('x,x\n', ['x'], [])).toThrow(/once at most/);
    expect(() => readCsvTable('x\n1,2\n', ['x'], [])).toThrow(/more fields in row 1/);
    expect(readCsvTable('1,-2e0\n3,4\n', ['x', 'y', 'z'], ['x', 'y', 'z'])).toEqual({
      names: ['x', 'y'],
      rows: [
        { x: '1', y: '-2e0' },
        { x: '3', y: '4' },
      ],
    });
    expect(() => readCsvTable('1,2\n', ['x', 'y'], ['x'])).toThrow(/2 columns without names/);
  });
});

test('no damaged file is more than a FormatError, or a file of its own', () => {
  const wanted = ['R', 'three', 'whole', 'cells', 'text'];
  const readers: Record<string, (bytes: Uint8Array) => unknown> = {
    '.npy': readNpy,
    '.npz': (bytes) => readNpz(bytes, wanted),
    '.mat': (bytes) => readMat(bytes, wanted),
    '.csv': (bytes) => readCsvMatrix(new TextDecoder().decode(bytes)),
  };
  let [tried, refused] = [0, 0];
  for (const name of readdirSync(folder)) {
    const read = readers[extname(name)];
    if (read === undefined) continue;
    const whole = bytesOf(name);
    const attempt = (bytes: Uint8Array) => {
      tried++;
      try {
        read(bytes);
      } catch (error) {
        if (!(error instanceof FormatError)) throw new Error(`${name} makes another error`, { cause: error });
        refused++;
      }
    };
    for (let length = 0; length < whole.length; length += 7) attempt(whole.slice(0, length));
    for (let at = 0; at < whole.length; at += 2)
      attempt(Uint8Array.from(whole).fill(whole[at] ^ (at % 4 ? 0x01 : 0xff), at, at + 1));
  }
  expect(tried).toBeGreaterThan(2500);
  expect(refused).toBeGreaterThan(tried / 4);
});
