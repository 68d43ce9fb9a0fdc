/**
 * Reads a result as it came from a file, trusting nothing in it: each reader returns the value with the shape it
 * promises or throws a FieldError that names the field. Not the validation that users of `tradeoff` meet (that one
 * collects every issue and fills in defaults); only as much as the arithmetic here needs in order to be safe.
 */
import { fidelities, objectives, signals, unknowns } from '../types.js';
import type {
  ArrayGeometry,
  ComplexMatrix,
  ComplexVector,
  Device,
  Fidelity,
  Objective,
  Position,
  Pulse,
  Scenario,
} from '../types.js';

export class FieldError extends Error {}

type Fields = Record<string, unknown>;

/** With fields of these names only, where they are given. */
export function readObject(value: unknown, path: string, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldError(`${path}: must be an object`);
  }
  const unknown = known && Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new FieldError(`${path}.${unknown}: has no place here`);
  return value as Fields;
}

export function readNumber(value: unknown, path: string, min = -Infinity, max = Infinity): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new FieldError(`${path}: must be a finite number`);
  if (value < min || value > max) throw new FieldError(`${path}: ${value} is out of range`);
  return value;
}

export function readInteger(value: unknown, path: string, min: number, max: number): number {
  const number = readNumber(value, path, min, max);
  if (!Number.isInteger(number)) throw new FieldError(`${path}: must be an integer`);
  return number;
}

export function readNullable(value: unknown, path: string): number | null {
  return value === null ? null : readNumber(value, path);
}

export function readList(value: unknown, path: string, min = 0, max = Infinity): unknown[] {
  if (!Array.isArray(value)) throw new FieldError(`${path}: must be a list`);
  if (value.length < min || value.length > max) throw new FieldError(`${path}: has ${value.length} entries`);
  return value;
}

export function readNumbers(value: unknown, path: string, length: number): number[] {
  return readList(value, path, length, length).map((entry, i) => readNumber(entry, `${path}[${i}]`));
}

export function readRows(value: unknown, path: string, rows: number, columns: number): number[][] {
  return readList(value, path, rows, rows).map((row, i) => readNumbers(row, `${path}[${i}]`, columns));
}

/** rows×columns, or with any number of columns from 1 to 64 where none is given. */
export function readComplex(value: unknown, path: string, rows: number, columns?: number): ComplexMatrix {
  const fields = readObject(value, path, ['re', 'im']);
  const width =
    columns ?? readList(readList(fields.re, `${path}.re`, rows, rows)[0], `${path}.re[0]`, 1, 64).length;
  return {
    re: readRows(fields.re, `${path}.re`, rows, width),
    im: readRows(fields.im, `${path}.im`, rows, width),
  };
}

/** K of a certificate: triangular (either way) with a positive diagonal, so that Z = K K^H ≻ 0. */
export function readTriangular(value: unknown, path: string, size: number): ComplexMatrix {
  const K = readComplex(value, path, size, size);
  const filled = (below: boolean) =>
    K.re.some((row, i) => row.some((x, j) => (below ? j < i : j > i) && (x !== 0 || K.im[i][j] !== 0)));
  if (filled(true) && filled(false)) throw new FieldError(`${path}: must be triangular`);
  for (let i = 0; i < size; i++) {
    if (!(K.re[i][i] > 0) || K.im[i][i] !== 0)
      throw new FieldError(`${path}.re[${i}][${i}]: must be positive`);
  }
  return K;
}

export function readFidelity(value: unknown): Fidelity {
  return readOneOf(value, 'fidelity', fidelities);
}

export function readObjective(value: unknown): Objective {
  return readOneOf(value, 'objective', objectives);
}

function readOneOf<T extends string>(value: unknown, path: string, names: readonly T[]): T {
  if (!names.includes(value as T)) throw new FieldError(`${path}: must be one of ${names.join(', ')}`);
  return value as T;
}

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
];

/** A completed scenario. */
export function readScenario(value: unknown): Scenario {
  const fields = readObject(value, 'scenario', scenarioFields);
  const number = (key: string, min?: number, max?: number) =>
    readNumber(fields[key], `scenario.${key}`, min, max);
  const pathLoss = readObject(fields.pathLoss, 'scenario.pathLoss', ['referenceDb', 'exponent']);
  return {
    transmitter: readArray(fields.transmitter, 'scenario.transmitter'),
    receiver: readArray(fields.receiver, 'scenario.receiver'),
    devices: readList(fields.devices, 'scenario.devices', 1, 32).map((entry, i) =>
      readDevice(entry, `scenario.devices[${i}]`),
    ),
    unknown: fields.unknown === undefined ? 'none' : readOneOf(fields.unknown, 'scenario.unknown', unknowns),
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
  };
}

function readDevice(value: unknown, path: string): Device {
  const fields = readObject(value, path, ['position', 'symbol', 'name', 'channel', 'weight', 'prior']);
  const device: Device = {
    position: readPosition(fields.position, `${path}.position`),
    symbol: readNumber(fields.symbol, `${path}.symbol`, 0, 1),
  };
  if (fields.weight !== undefined)
    device.weight = readNumber(fields.weight, `${path}.weight`, Number.MIN_VALUE);
  if (fields.prior !== undefined) device.prior = readNumber(fields.prior, `${path}.prior`, Number.MIN_VALUE);
  if (fields.channel !== undefined) {
    const channel = readObject(fields.channel, `${path}.channel`, ['transmit', 'receive', 'slopes']);
    device.channel = {};
    for (const key of ['transmit', 'receive'] as const) {
      if (channel[key] !== undefined)
        device.channel[key] = readVector(channel[key], `${path}.channel.${key}`);
    }
    if (channel.slopes !== undefined)
      device.channel.slopes = readList(channel.slopes, `${path}.channel.slopes`, 1, 2).map((slope, i) =>
        readVector(slope, `${path}.channel.slopes[${i}]`),
      );
  }
  return device;
}

function readVector(value: unknown, path: string): ComplexVector {
  const { re, im } = readObject(value, path, ['re', 'im']);
  const length = readList(re, `${path}.re`, 1, 64).length;
  return { re: readNumbers(re, `${path}.re`, length), im: readNumbers(im, `${path}.im`, length) };
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

function readArray(value: unknown, path: string): ArrayGeometry {
  const { elements: given, shape = 'line' } = readObject(value, path);
  const kind = given === undefined ? String(shape) : 'elements';
  if (!Object.hasOwn(arrayFields, kind)) throw new FieldError(`${path}.shape: must be line, circle or grid`);
  const fields = readObject(value, path, arrayFields[kind]);
  const position = readPosition(fields.position, `${path}.position`);
  if (fields.elements !== undefined) {
    const elements = readList(fields.elements, `${path}.elements`, 1, 64);
    return {
      position,
      elements: elements.map((element, i) => readPosition(element, `${path}.elements[${i}]`)),
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
    return { shape: 'grid', position, rows: count('rows'), columns: count('columns'), spacing, orientation };
  }
  return { position, antennas: count('antennas'), spacing: length('spacing'), orientation };
}

function readPosition(value: unknown, path: string): Position {
  const length = readList(value, path, 2, 3).length;
  return readNumbers(value, path, length) as Position;
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
