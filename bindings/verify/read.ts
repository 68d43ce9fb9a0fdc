/**
 * Reads a result as it came from a file, trusting nothing in it: each reader returns the value with the shape it
 * promises or throws a FieldError that names the field. Not the validation that users of `tradeoff` meet (that one
 * collects every issue and fills in defaults); only as much as the arithmetic here needs in order to be safe.
 */
import { fidelities, objectives, overs, signals } from '../types.js';
import type {
  ArrayGeometry,
  ComplexMatrix,
  Fidelity,
  Limits,
  Objective,
  Over,
  Pulse,
  Scenario,
  Vector2,
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

export function readOver(value: unknown): Over {
  return readOneOf(value, 'over', overs);
}

function readOneOf<T extends string>(value: unknown, path: string, names: readonly T[]): T {
  if (!names.includes(value as T)) throw new FieldError(`${path}: must be one of ${names.join(', ')}`);
  return value as T;
}

const scenarioFields = [
  'transmitter',
  'receiver',
  'devices',
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
  const pathLoss = readObject(fields.pathLoss, 'scenario.pathLoss', ['referenceDb', 'exponent']);
  return {
    transmitter: readArray(fields.transmitter, 'scenario.transmitter'),
    receiver: readArray(fields.receiver, 'scenario.receiver'),
    devices: readList(fields.devices, 'scenario.devices', 1, 32).map((entry, i) => {
      const device = readObject(entry, `scenario.devices[${i}]`, [
        'position',
        'symbol',
        'name',
        'weight',
        'sensitivityDbm',
      ]);
      const optional = (key: 'weight' | 'sensitivityDbm', min: number) =>
        device[key] === undefined
          ? {}
          : { [key]: readNumber(device[key], `scenario.devices[${i}].${key}`, min) };
      return {
        position: readVector(device.position, `scenario.devices[${i}].position`),
        symbol: readNumber(device.symbol, `scenario.devices[${i}].symbol`, 0, 1),
        ...optional('weight', Number.MIN_VALUE),
        ...optional('sensitivityDbm', -300),
      };
    }),
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
    ...(fields.limits !== undefined && { limits: readLimits(fields.limits) }),
  };
}

function readLimits(value: unknown): Limits {
  const at = 'scenario.limits';
  const fields = readObject(value, at, ['antennaDbm', 'sensitivityDbm', 'quiet']);
  const level = (entry: unknown, path: string) => readNumber(entry, path, -300, 300);
  const { antennaDbm, sensitivityDbm, quiet } = fields;
  const limits: Limits = {};
  if (Array.isArray(antennaDbm))
    limits.antennaDbm = antennaDbm.map((dBm, m) =>
      dBm === null ? null : level(dBm, `${at}.antennaDbm[${m}]`),
    );
  else if (antennaDbm !== undefined) limits.antennaDbm = level(antennaDbm, `${at}.antennaDbm`);
  if (sensitivityDbm !== undefined) limits.sensitivityDbm = level(sensitivityDbm, `${at}.sensitivityDbm`);
  if (quiet !== undefined) {
    limits.quiet = readList(quiet, `${at}.quiet`, 1).map((entry, i) => {
      const path = `${at}.quiet[${i}]`;
      const where = readObject(entry, path, ['direction', 'position', 'limitDbm']);
      const limitDbm = level(where.limitDbm, `${path}.limitDbm`);
      return where.position === undefined
        ? { direction: readNumber(where.direction, `${path}.direction`, -90, 90), limitDbm }
        : { position: readVector(where.position, `${path}.position`), limitDbm };
    });
  }
  return limits;
}

function readArray(value: unknown, path: string): ArrayGeometry {
  const fields = readObject(value, path, ['position', 'antennas', 'spacing', 'orientation']);
  return {
    position: readVector(fields.position, `${path}.position`),
    antennas: readInteger(fields.antennas, `${path}.antennas`, 1, 64),
    spacing: readNumber(fields.spacing, `${path}.spacing`, Number.MIN_VALUE),
    orientation: readNumber(fields.orientation, `${path}.orientation`),
  };
}

function readVector(value: unknown, path: string): Vector2 {
  return readNumbers(value, path, 2) as Vector2;
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
