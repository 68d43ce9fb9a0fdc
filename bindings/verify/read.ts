/**
 * Reads a result as it came from a file, trusting nothing in it: each reader returns the value with the shape it
 * promises or throws a FieldError that names the field. Not the validation that users of `tradeoff` meet (that one
 * collects every issue and fills in defaults); only as much as the arithmetic here needs in order to be safe.
 */
import { fidelities, objectives, overs } from '../types.js';
import type { ComplexMatrix, Fidelity, Objective, Over } from '../types.js';

export class FieldError extends Error {}

type Fields = Record<string, unknown>;

/** What a file says where it should not: enough of it to know it again. */
export const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);

/** With fields of these names only, where they are given. */
export function readObject(value: unknown, path: string, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldError(`${path}: must be an object`);
  }
  const unknown = known && Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new FieldError(`${path}.${shortened(unknown)}: has no place here`);
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

export function readOneOf<T extends string>(value: unknown, path: string, names: readonly T[]): T {
  if (!names.includes(value as T)) throw new FieldError(`${path}: must be one of ${names.join(', ')}`);
  return value as T;
}
