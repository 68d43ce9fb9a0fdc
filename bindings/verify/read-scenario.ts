/** Reads the completed scenario of a result, as read.ts does: the shape that is promised, or a FieldError. */
import { signals, unknowns } from '../types.js';
import type { ArrayGeometry, ComplexVector, Device, Limits, Position, Pulse, Scenario } from '../types.js';
import { elementsOf } from './geometry.js';
import { givenLimits, placeKeys } from './rigorous/limits.js';
import {
  FieldError,
  readInteger,
  readList,
  readNullable,
  readNumber,
  readNumbers,
  readObject,
  readOneOf,
} from './read.js';

const scenarioFields = [
  'transmitter',
  'receiver',
  'devices',
  'unknown',
  'fading',
  'signal',
  'pulse',
  'symbolDuration',
  'symbolCount',
  'reflection',
  'pathLoss',
  'powerDbm',
  'clutterDbm',
  'noiseDbm',
  'limits',
];

/** A completed scenario. */
export function readScenario(value: unknown): Scenario {
  const fields = readObject(value, 'scenario', scenarioFields);
  const number = (key: string, min?: number, max?: number) =>
    readNumber(fields[key], `scenario.${key}`, min, max);
  // all places have as many coordinates as the transmitter's
  const { position } = readObject(fields.transmitter, 'scenario.transmitter');
  const coordinates = readList(position, 'scenario.transmitter.position', 2, 3).length;
  const transmitter = readArray(fields.transmitter, 'scenario.transmitter', coordinates);
  const receiver = readArray(fields.receiver, 'scenario.receiver', coordinates);
  const antennas = { transmit: elementsOf(transmitter).length, receive: elementsOf(receiver).length };
  const pathLoss = readObject(fields.pathLoss, 'scenario.pathLoss', ['referenceDb', 'exponent']);
  return {
    transmitter,
    receiver,
    devices: readList(fields.devices, 'scenario.devices', 1, 32).map((entry, i) =>
      readDevice(entry, `scenario.devices[${i}]`, coordinates, antennas),
    ),
    unknown: readOneOf(fields.unknown, 'scenario.unknown', unknowns),
    ...(fields.fading !== undefined && { fading: readFading(fields.fading) }),
    signal: readOneOf(fields.signal, 'scenario.signal', signals),
    pulse: readPulse(fields.pulse),
    symbolDuration: number('symbolDuration', Number.MIN_VALUE),
    symbolCount: readInteger(fields.symbolCount, 'scenario.symbolCount', 1, Number.MAX_SAFE_INTEGER),
    reflection: number('reflection', Number.MIN_VALUE, 1),
    pathLoss: {
      referenceDb: readNumber(pathLoss.referenceDb, 'scenario.pathLoss.referenceDb'),
      exponent: readNumber(pathLoss.exponent, 'scenario.pathLoss.exponent', 0),
    },
    powerDbm: number('powerDbm', -300, 300),
    clutterDbm: fields.clutterDbm === null ? null : number('clutterDbm', -300, 300),
    noiseDbm: number('noiseDbm', -300, 300),
    ...(fields.limits !== undefined && {
      limits: readLimits(fields.limits, coordinates, antennas.transmit),
    }),
  };
}

function readDevice(
  value: unknown,
  path: string,
  coordinates: number,
  antennas: { transmit: number; receive: number },
): Device {
  const fields = readObject(value, path, [
    'position',
    'symbol',
    'name',
    'channel',
    'weight',
    'prior',
    'sensitivityDbm',
  ]);
  const device: Device = {
    position: readPosition(fields.position, `${path}.position`, coordinates),
    symbol: readNumber(fields.symbol, `${path}.symbol`, 0, 1),
  };
  if (fields.weight !== undefined)
    device.weight = readNumber(fields.weight, `${path}.weight`, Number.MIN_VALUE);
  if (fields.prior !== undefined) device.prior = readNumber(fields.prior, `${path}.prior`, Number.MIN_VALUE);
  if (fields.sensitivityDbm !== undefined)
    device.sensitivityDbm = readNumber(fields.sensitivityDbm, `${path}.sensitivityDbm`, -300, 300);
  if (fields.channel !== undefined) {
    const channel = readObject(fields.channel, `${path}.channel`, ['transmit', 'receive', 'slopes']);
    device.channel = {};
    for (const key of ['transmit', 'receive'] as const) {
      if (channel[key] !== undefined)
        device.channel[key] = readVector(channel[key], `${path}.channel.${key}`, antennas[key]);
    }
    if (channel.slopes !== undefined)
      device.channel.slopes = readList(
        channel.slopes,
        `${path}.channel.slopes`,
        coordinates - 1,
        coordinates - 1,
      ).map((slope, i) => readVector(slope, `${path}.channel.slopes[${i}]`, antennas.receive));
  }
  return device;
}

function readVector(value: unknown, path: string, length: number): ComplexVector {
  const { re, im } = readObject(value, path, ['re', 'im']);
  return { re: readNumbers(re, `${path}.re`, length), im: readNumbers(im, `${path}.im`, length) };
}

function readLimits(value: unknown, coordinates: number, transmit: number): Limits {
  const at = 'scenario.limits';
  const level = (entry: unknown, path: string) => readNumber(entry, path, -300, 300);
  const shapes = {
    level,
    levels: (entry: unknown, path: string) =>
      Array.isArray(entry)
        ? readList(entry, path, transmit, transmit).map((dBm, m) =>
            dBm === null ? null : level(dBm, `${path}[${m}]`),
          )
        : level(entry, path),
    places: (entry: unknown, path: string) =>
      readList(entry, path, 1).map((place, i) => readPlace(place, `${path}[${i}]`)),
  };
  const readPlace = (entry: unknown, path: string) => {
    const where = readObject(entry, path, placeKeys);
    const limitDbm = level(where.limitDbm, `${path}.limitDbm`);
    return where.position === undefined
      ? { direction: readNumber(where.direction, `${path}.direction`, -90, 90), limitDbm }
      : { position: readPosition(where.position, `${path}.position`, coordinates), limitDbm };
  };
  const keys = givenLimits.map(({ key }) => key);
  const fields = readObject(value, at, keys);
  const given = givenLimits.filter(({ key }) => fields[key] !== undefined);
  return Object.fromEntries(given.map(({ key, shape }) => [key, shapes[shape](fields[key], `${at}.${key}`)]));
}

function readFading(value: unknown): Scenario['fading'] {
  const { factorDb, seed } = readObject(value, 'scenario.fading', ['factorDb', 'seed']);
  return {
    factorDb: readNullable(factorDb, 'scenario.fading.factorDb'),
    seed: readInteger(seed, 'scenario.fading.seed', 0, Number.MAX_SAFE_INTEGER),
  };
}

/** Fields of an array by its shape. */
const arrayFields: Record<string, string[]> = {
  line: ['position', 'shape', 'antennas', 'spacing', 'orientation'],
  circle: ['position', 'shape', 'antennas', 'radius', 'orientation'],
  grid: ['position', 'shape', 'rows', 'columns', 'spacing', 'orientation'],
  elements: ['position', 'elements'],
};

function readArray(value: unknown, path: string, coordinates: number): ArrayGeometry {
  const { elements: given, shape = 'line' } = readObject(value, path);
  const kind = given === undefined ? String(shape) : 'elements';
  if (!Object.hasOwn(arrayFields, kind)) throw new FieldError(`${path}.shape: must be line, circle or grid`);
  const fields = readObject(value, path, arrayFields[kind]);
  const position = readPosition(fields.position, `${path}.position`, coordinates);
  if (fields.elements !== undefined) {
    const elements = readList(fields.elements, `${path}.elements`, 1, 64);
    return {
      position,
      elements: elements.map((element, i) => readPosition(element, `${path}.elements[${i}]`, coordinates)),
    };
  }
  const orientation = readNumber(fields.orientation, `${path}.orientation`);
  const length = (key: string) => readNumber(fields[key], `${path}.${key}`, Number.MIN_VALUE);
  const count = (key: string) => readInteger(fields[key], `${path}.${key}`, 1, 64);
  if (fields.shape === 'circle')
    return { shape: 'circle', position, antennas: count('antennas'), radius: length('radius'), orientation };
  if (fields.shape === 'grid') {
    const spacing = Array.isArray(fields.spacing)
      ? (readNumbers(fields.spacing, `${path}.spacing`, 2) as [number, number])
      : length('spacing');
    const [rows, columns] = [count('rows'), count('columns')];
    if (rows * columns > 64) throw new FieldError(`${path}.rows: times columns must be at most 64`);
    if (coordinates === 2) throw new FieldError(`${path}.shape: a grid stands in space`);
    return { shape: 'grid', position, rows, columns, spacing, orientation };
  }
  return { position, antennas: count('antennas'), spacing: length('spacing'), orientation };
}

function readPosition(value: unknown, path: string, coordinates: number): Position {
  return readNumbers(value, path, coordinates) as Position;
}

function readPulse(value: unknown): Pulse {
  if (value === 'cosine' || value === 'sinc' || value === 'ramp') return value;
  const samples = readList(
    readObject(value, 'scenario.pulse', ['samples']).samples,
    'scenario.pulse.samples',
    8,
    4096,
  );
  return { samples: readNumbers(samples, 'scenario.pulse.samples', samples.length) };
}
