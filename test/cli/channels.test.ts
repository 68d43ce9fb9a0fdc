/** --channels: what other programs have as arrays is what would stand in the scenario, to the last bit. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NumericArray } from '../../bindings/cli/files/array.js';
import { writeMat } from '../../bindings/cli/files/mat.js';
import { writeNpy } from '../../bindings/cli/files/npy.js';
import { writeNpz } from '../../bindings/cli/files/npz.js';
import { warningsOf } from '../../bindings/input/warnings.js';
import { parseScenario } from '../../bindings/input/scenario.js';
import type { Result } from '../../bindings/types.js';
import { Folder, runBuilt, runHere } from '../support/cli.js';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

/** Numbers without a pattern; the same for the same shape and seed. */
function numbers(shape: number[], seed: number): NumericArray {
  const count = shape.reduce((product, length) => product * length, 1);
  const part = (phase: number) =>
    Float64Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed + phase));
  return { shape, re: part(0), im: part(1) };
}
const real = ({ shape, re }: NumericArray): NumericArray => ({ shape, re, im: null });

const arrays = { transmit: numbers([2, 3], 1), receive: numbers([2, 4], 2), slopes: numbers([2, 1, 4], 3) };
type Arrays = Partial<Record<keyof typeof arrays, NumericArray>>;

const scene = {
  transmitter: { antennas: 3 },
  receiver: { antennas: 4 },
  devices: [{ position: [1.5, -0.5] }, { position: [1.2, -0.3], symbol: 0.5 }],
};
/** An entry of an array, by its own formula: row-major. */
const at = ({ shape, re, im }: NumericArray, ...index: number[]) => {
  const place = index.reduce((sum, i, k) => sum * shape[k] + i, 0);
  return { re: re[place], im: im?.[place] ?? 0 };
};
const vector = (array: NumericArray, length: number, ...index: number[]) => {
  const entries = Array.from({ length }, (_, m) => at(array, ...index, m));
  return { re: entries.map(({ re }) => re), im: entries.map(({ im }) => im) };
};
/** The scene with the channels written into it. */
const inline = (
  { transmit, receive, slopes }: Arrays,
  directions = 1,
  devices: object[] = scene.devices,
) => ({
  ...scene,
  devices: devices.map((device, l) => ({
    ...device,
    channel: {
      ...(transmit && { transmit: vector(transmit, 3, l) }),
      ...(receive && { receive: vector(receive, 4, l) }),
      ...(slopes && { slopes: Array.from({ length: directions }, (_, k) => vector(slopes, 4, l, k)) }),
    },
  })),
});
/** Nested lists of one plane of an array. */
const nested = ({ shape }: NumericArray, leaf: (place: number) => unknown): unknown => {
  const level = (k: number, place: number): unknown =>
    k === shape.length
      ? leaf(place)
      : Array.from({ length: shape[k] }, (_, i) => level(k + 1, place * shape[k] + i));
  return level(0, 0);
};
const mapped = (set: Arrays, write: (array: NumericArray) => unknown) =>
  Object.fromEntries(Object.entries(set).map(([name, array]) => [name, write(array)]));
const planes = (set: Arrays) =>
  mapped(set, (array) => ({
    re: nested(array, (place) => array.re[place]),
    ...(array.im && { im: nested(array, (place) => array.im![place]) }),
  }));
const pairs = (set: Arrays) =>
  mapped(set, (array) => nested(array, (place) => [array.re[place], array.im![place]]));

const put = (name: string, bytes: Uint8Array): string => {
  writeFileSync(folder.file(name), bytes);
  return folder.file(name);
};
const files = (set: Arrays): string[] => [
  put('channels.npz', writeNpz({ ...set, positions: numbers([7], 9) })),
  put('channels.mat', writeMat({ other: numbers([2, 2], 8), ...set })),
  folder.put('channels.json', planes(set)),
];
/** The completed scenario of a curve. */
async function completed(scenario: object, ...args: string[]) {
  const input = folder.put('scenario.json', scenario);
  const { status, stdout, stderr } = await runHere([
    ...['tradeoff', input, '--points', '1', '--json', '-'],
    ...args,
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as Result).scenario;
}

describe('channels of a file', () => {
  test.each<[string, Arrays]>([
    ['all of them', arrays],
    ['transmit alone', { transmit: arrays.transmit }],
    ['receive alone', { receive: arrays.receive }],
    ['slopes alone', { slopes: arrays.slopes }],
    ['real ones', { transmit: real(arrays.transmit), slopes: real(arrays.slopes) }],
  ])('%s are those of the scenario', async (_, set) => {
    const expected = await completed(inline(set));
    expect(expected.devices[1].channel).toEqual(inline(set).devices[1].channel);
    for (const file of files(set)) expect(await completed(scene, '--channels', file)).toEqual(expected);
  });

  test('nested lists may have pairs', async () => {
    const file = folder.put('channels.json', pairs(arrays));
    expect(await completed(scene, '--channels', file)).toEqual(await completed(inline(arrays)));
  });

  test('in space there are two slopes a device', async () => {
    const set = { receive: arrays.receive, slopes: numbers([2, 2, 4], 4) };
    const devices = [{ position: [1.5, -0.5, 0.2] }, { position: [1.2, -0.3, 1] }];
    const receiver = { shape: 'grid', rows: 2, columns: 2, position: [2, -1.5, 1] };
    const expected = await completed({ ...inline(set, 2, devices), receiver });
    for (const file of files(set))
      expect(await completed({ ...scene, devices, receiver }, '--channels', file)).toEqual(expected);
  });

  test('go to the devices of --devices, after --set', async () => {
    const tags = folder.put('tags.csv', 'x,y,name\n1.5,-0.5,a\n1.2,-0.3,b\n');
    const [file] = files(arrays);
    const given = await completed(
      { transmitter: { antennas: 5 }, devices: [] },
      ...['--devices', tags, '--channels', file],
      ...['--set', 'transmitter.antennas=3', '--set', 'receiver.antennas=4'],
    );
    const devices = [
      { position: [1.5, -0.5], name: 'a' },
      { position: [1.2, -0.3], name: 'b' },
    ];
    expect(given).toEqual(await completed(inline(arrays, 1, devices)));
  });

  test('leave alone what the file has not', async () => {
    const before = inline({ receive: arrays.receive, transmit: numbers([2, 3], 5) });
    const [file] = files({ transmit: arrays.transmit, slopes: arrays.slopes });
    expect(await completed(before, '--channels', file)).toEqual(await completed(inline(arrays)));
  });

  test('one receive antenna, as MATLAB keeps it', async () => {
    const set = { receive: numbers([2, 1], 6), slopes: numbers([2, 1, 1], 7) };
    const receiver = { antennas: 1 };
    // MATLAB drops dimensions of 1 at the end
    const file = put('one.mat', writeMat({ ...set, slopes: { ...set.slopes, shape: [2, 1] } }));
    const args = ['--channels', file, '--objective', 'delay'];
    const { devices } = await completed({ ...scene, receiver }, ...args);
    const [{ channel }] = devices;
    expect(channel?.receive).toEqual({ re: [set.receive.re[0]], im: [set.receive.im![0]] });
    expect(channel?.slopes).toEqual([{ re: [set.slopes.re[0]], im: [set.slopes.im![0]] }]);
  });
});

test('the curve of the built program is the same, bit for bit', async () => {
  const args = ['--points', '3', '--covariance', '--json', '-'];
  const curve = async (scenario: object, ...more: string[]) => {
    const { status, stdout, stderr } = await runBuilt(
      ['tradeoff', '-', ...args, ...more],
      JSON.stringify(scenario),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };
  const expected = await curve(inline(arrays));
  expect((JSON.parse(expected) as Result).points.map(({ status }) => status)).toEqual(
    Array(3).fill('optimal'),
  );
  expect(await curve(scene)).not.toBe(expected);
  for (const file of files(arrays)) expect(await curve(scene, '--channels', file)).toBe(expected);
});

test('every command that reads a scenario takes them', async () => {
  const input = folder.put('scenario.json', scene);
  const file = put('wrong.npz', writeNpz({ transmit: numbers([2, 7], 1) }));
  for (const command of [
    ['beam'],
    ['beamform', '--rates', '0.3'],
    ['simulate', '--rates', '0'],
    ['tradeoff'],
    ['evaluate', '--covariance', input],
  ]) {
    const { status, stdout, stderr } = await runHere([...command, input, '--channels', file]);
    expect({ command, status, stdout }).toEqual({ command, status: 1, stdout: '' });
    expect(stderr).toMatch(/wrong\.npz": has transmit as an array of 2×7 where 2×3 are needed/);
  }
});

describe('what cannot be taken', () => {
  const changed = (array: NumericArray, at: number, value: number): NumericArray => {
    const im = Float64Array.from(array.im!);
    im[at] = value;
    return { ...array, im };
  };
  const reshaped = (array: NumericArray, ...shape: number[]) => ({ ...array, shape });
  const npz = (set: Record<string, NumericArray | { text: string[] }>) => put('c.npz', writeNpz(set));
  const json = (value: unknown) => folder.put('c.json', value);

  test.each<[string, () => string, RegExp]>([
    [
      'no array of the names',
      () => npz({ H: arrays.transmit }),
      /c\.npz": has no array named transmit, receive or slopes: it has "H"/,
    ],
    ['no array at all', () => json({}), /has no array named .*: it has none/],
    [
      'too few devices',
      () => npz({ transmit: numbers([1, 3], 1) }),
      /has transmit as an array of 1×3 where 2×3 are needed \(devices×transmit antennas\)/,
    ],
    [
      'a transposed array',
      () => npz({ receive: reshaped(arrays.receive, 4, 2) }),
      /has receive as an array of 4×2 where 2×4 are needed/,
    ],
    [
      'one long vector',
      () => npz({ transmit: reshaped(arrays.transmit, 6) }),
      /has transmit as an array of 6 where 2×3/,
    ],
    [
      'a single number',
      () => npz({ transmit: numbers([], 1) }),
      /has transmit as an array of one number where 2×3/,
    ],
    [
      'too many dimensions',
      () => npz({ transmit: numbers([2, 3, 2], 1) }),
      /has transmit as an array of 2×3×2 where 2×3/,
    ],
    [
      'slopes without directions',
      () => npz({ slopes: reshaped(arrays.slopes, 2, 4) }),
      /has slopes as an array of 2×4 where 2×1×4 are needed/,
    ],
    [
      'slopes of space',
      () => npz({ slopes: numbers([2, 2, 4], 1) }),
      /has slopes as an array of 2×2×4 where 2×1×4/,
    ],
    [
      'NaN',
      () => npz({ transmit: arrays.transmit, receive: changed(arrays.receive, 6, NaN) }),
      /has NaN at receive\[1\]\[2\], where a finite number is needed/,
    ],
    [
      'infinity',
      () => npz({ slopes: changed(arrays.slopes, 5, -Infinity) }),
      /has -Infinity at slopes\[1\]\[0\]\[1\]/,
    ],
    [
      'numbers beyond all scale',
      () => npz({ transmit: changed(arrays.transmit, 4, 1e99) }),
      /devices\[1\]\.channel\.transmit\.im\[1\] = 1e\+99/,
    ],
    [
      'words',
      () => npz({ transmit: { text: ['a', 'b'] } }),
      /has transmit\.npy, which has entries of type "<U1"/,
    ],
    [
      'words of MATLAB',
      () => put('c.mat', writeMat({ transmit: { text: ['ab', 'cd'] } })),
      /has transmit as a text/,
    ],
    ['.npy under the name of .npz', () => put('c.npz', writeNpy(arrays.transmit)), /is no \.npz file/],
    ['half a file', () => put('c.mat', writeMat(arrays).subarray(0, 200)), /not whole/],
    ['a list', () => json([1, 2]), /c\.json": must be a \.npz or \.mat file, or JSON with any of transmit/],
    [
      'a string in lists',
      () =>
        json({
          transmit: [
            [1, 2, 3],
            [1, 'x', 3],
          ],
        }),
      /has "x" at transmit\[1\]\[1\], where a number is needed/,
    ],
    [
      'null in lists',
      () =>
        json({
          transmit: {
            re: [
              [1, 2, null],
              [1, 2, 3],
            ],
          },
        }),
      /has null at transmit\.re\[0\]\[2\]/,
    ],
    [
      'a ragged list',
      () =>
        json({
          transmit: [
            [1, 2, 3],
            [1, 2],
          ],
        }),
      /has \[1,2\] at transmit\[1\], where a list of 3 is needed/,
    ],
    [
      'lists in lists of numbers',
      () =>
        json({
          transmit: [
            [1, 2, 3],
            [1, [2], 3],
          ],
        }),
      /has \[2\] at transmit\[1\]\[1\]/,
    ],
    [
      'parts that differ in shape',
      () => json({ transmit: { re: [[1, 2, 3]], im: [[1, 2]] } }),
      /has transmit\.re as an array of 1×3 and transmit\.im of 1×2/,
    ],
    [
      'other keys',
      () => json({ transmit: { re: [[1]], abs: 1 } }),
      /has transmit as an object that is not \{"re", "im"\}/,
    ],
    ['triples', () => json({ transmit: [[[1, 2, 3]]] }), /has transmit with entries that are not pairs/],
    ['a string', () => json({ receive: 'none' }), /has receive as "none", where 2 nested lists are needed/],
    [
      'the wrong dimensions',
      () => json({ transmit: { re: [1, 2] } }),
      /has transmit\.re as \[1,2\], where 2 nested lists/,
    ],
  ])('%s', async (_, file, reason) => {
    // prettier-ignore
    const input = folder.put('scenario.json', scene);
    const { status, stdout, stderr } = await runHere(['tradeoff', input, '--channels', file()]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(reason);
  });

  test('a file that is not there is an error of reading', async () => {
    const input = folder.put('scenario.json', scene);
    for (const name of ['no.npz', 'no.mat', 'no.json'])
      expect((await runHere(['tradeoff', input, '--channels', folder.file(name)])).status).toBe(3);
  });

  test.each<[string, unknown, RegExp]>([
    ['no devices', { ...scene, devices: 3 }, /devices = 3/],
    ['a list', [], /scenario = \[\]/],
    ['a device that is none', { ...scene, devices: [7, scene.devices[1]] }, /devices\[0\] = 7/],
    [
      'an array that is none',
      { ...scene, transmitter: { antennas: 'many' } },
      /transmitter\.antennas = "many"/,
    ],
    ['a place that is none', { ...scene, devices: [{}, {}] }, /devices\[0\]\.position is missing/],
  ])('a scenario with %s is refused as ever', async (_, scenario, reason) => {
    const [file] = files(arrays);
    const { status, stderr } = await runHere([
      'tradeoff',
      folder.put('s.json', scenario),
      '--channels',
      file,
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(reason);
  });
});

test('a channel with path loss in it and without slopes is named as a slip', () => {
  const warned = (channel: object) =>
    warningsOf(parseScenario({ ...scene, devices: [{ position: [1.5, -0.5], channel }] }));
  const of = (size: number) => ({ re: [size, 0, -size, 0], im: [0, size, 0, -size] });
  expect(warned({ receive: of(1e-4), transmit: { re: [1e-4, 0, 0], im: [0, 0, 0] } })).toEqual([
    {
      path: 'devices[0].channel.receive',
      value: expect.closeTo(1e-4, 12) as number,
      message: expect.any(String) as string,
    },
  ]);
  expect(warned({ receive: of(100) })).toHaveLength(1);
  expect(warned({ receive: of(1e-4), slopes: [of(3e-4)] })).toEqual([]);
  for (const size of [0, 0.2, 1, 5]) expect(warned({ receive: of(size) })).toEqual([]);
});
