/** --channels: the devices' own channels from arrays of other programs (general.md, section 2). */

import { extname } from 'node:path';
import * as v from 'valibot';
import { antennaCount, array } from '../input/arrays.js';
import { isObject } from '../input/rules.js';
import type { ArrayGeometry, ComplexVector } from '../types.js';
import { listed, naming, readArrays } from './arrays.js';
import { FormatError, type NumericArray } from './files/array.js';
import { readNested } from './files/nested.js';
import { readJson, type Streams } from './io.js';

/** Arrays of a file by name, with the number of their dimensions. */
const dimensions = { transmit: 2, receive: 2, slopes: 3 };
type Name = keyof typeof dimensions;
const names = Object.keys(dimensions) as Name[];

/** How an option names them in its help. */
export const channelArrays = 'transmit (L×M_t), receive (L×M_r), slopes (L×directions×M_r)';

/**
 * A scenario whose devices have the channels of a file; parts that the file leaves out stay as they are. A scenario
 * that cannot have any is left for the validation.
 *
 * @throws InputError under `channels`
 */
export async function withChannels(scenario: unknown, file: string, streams: Streams): Promise<unknown> {
  const arrays = await readChannels(file, streams);
  if (!isObject(scenario) || !Array.isArray(scenario.devices)) return scenario;
  const devices: unknown[] = scenario.devices;
  naming('channels', file, () => {
    for (const [name, array] of arrays) check(name, array, lengthsOf(scenario, devices)[name]);
  });
  return {
    ...scenario,
    devices: devices.map((device, i) =>
      isObject(device) ? { ...device, channel: { ...own(device.channel), ...channelOf(arrays, i) } } : device,
    ),
  };
}

/** What a device says of its channel itself; anything else than an object gives way. */
const own = (channel: unknown): object => (isObject(channel) ? channel : {});

async function readChannels(file: string, streams: Streams): Promise<Map<Name, NumericArray>> {
  const archive = await readArrays(file, 'channels', names, streams);
  const json = archive === null ? await readJson(file, streams) : null;
  return naming('channels', file, () => {
    if (archive === null && !isObject(json))
      throw new FormatError(
        `must be a .npz or .mat file${extname(file) ? '' : ' by its name'}, or JSON with any of ${channelArrays}`,
      );
    const present = archive === null ? Object.keys(json as object) : archive.names;
    const arrays = new Map<Name, NumericArray>();
    for (const name of names) {
      if (!present.includes(name)) continue;
      const array =
        archive === null
          ? readNested((json as Record<Name, unknown>)[name], name, dimensions[name])
          : archive.arrays.get(name)!;
      arrays.set(name, array);
    }
    if (arrays.size === 0)
      throw new FormatError(`has no array named transmit, receive or slopes${listed(present)}`);
    return arrays;
  });
}

/** The shapes that a scenario asks for; null where it does not say, for the validation to name. */
function lengthsOf(
  scenario: Record<string, unknown>,
  devices: readonly unknown[],
): Record<Name, (number | null)[]> {
  const count = (side: unknown): number | null => {
    const parsed = v.safeParse(array([0, 0]), side);
    return parsed.success ? antennaCount(parsed.output as ArrayGeometry) : null;
  };
  const [first] = devices;
  const place = isObject(first) && Array.isArray(first.position) ? first.position.length : null;
  const directions = place === 2 || place === 3 ? place - 1 : null;
  const receive = count(scenario.receiver);
  return {
    transmit: [devices.length, count(scenario.transmitter)],
    receive: [devices.length, receive],
    slopes: [devices.length, directions, receive],
  };
}

const letters: Record<Name, string> = {
  transmit: 'devices×transmit antennas',
  receive: 'devices×receive antennas',
  slopes: 'devices×directions×receive antennas',
};

function check(name: Name, { shape, re, im }: NumericArray, wanted: readonly (number | null)[]): void {
  // MATLAB has no dimensions of 1 at the end beyond the second.
  const length = (k: number): number => shape[k] ?? 1;
  const fits =
    shape.slice(wanted.length).every((extra) => extra === 1) &&
    wanted.every((count, k) => count === null || length(k) === count);
  if (!fits) {
    const asked = wanted.map((count) => count ?? '?').join('×');
    throw new FormatError(
      `has ${name} as an array of ${shape.join('×') || 'one number'} where ${asked} are needed (${letters[name]})`,
    );
  }
  const bad = re.findIndex((value, i) => !Number.isFinite(value) || !Number.isFinite(im?.[i] ?? 0));
  if (bad < 0) return;
  const value = Number.isFinite(re[bad]) ? im![bad] : re[bad];
  const index = wanted.map((_, k) => {
    const step = shape.slice(k + 1).reduce((product, count) => product * count, 1);
    return `[${Math.floor(bad / step) % length(k)}]`;
  });
  throw new FormatError(`has ${value} at ${name}${index.join('')}, where a finite number is needed`);
}

/** devices[i].channel of what a file has. */
function channelOf(arrays: ReadonlyMap<Name, NumericArray>, i: number): Record<string, unknown> {
  const entries = Array.from(arrays, ([name, { shape, re, im }]) => {
    const size = re.length / shape[0];
    const vector = (from: number, to: number): ComplexVector => ({
      re: Array.from(re.subarray(from, to)),
      im: im === null ? new Array<number>(to - from).fill(0) : Array.from(im.subarray(from, to)),
    });
    if (name !== 'slopes') return [name, vector(i * size, (i + 1) * size)] as const;
    const directions = shape[1] ?? 1;
    const length = size / directions;
    return [
      name,
      Array.from({ length: directions }, (_, k) =>
        vector(i * size + k * length, i * size + (k + 1) * length),
      ),
    ] as const;
  });
  return Object.fromEntries(entries);
}
