/** Tables as text: matrices of numbers, real or complex, and rows under column names. */

import { parse } from 'csv-parse/sync';
import { FormatError, mostNumbers, type NumericArray } from './array.js';

/** Fields of all lines that are not empty; fields may be quoted, and are separated by commas, semicolons or tabs. */
function fieldsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      comment: '#',
      comment_no_infix: true,
    });
  } catch (error) {
    throw new FormatError(`is no table of fields: ${(error as Error).message}`);
  }
}

const decimal = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const realNumber = new RegExp(`^[+-]?${decimal}$`);
const imaginaryNumber = new RegExp(`^([+-]?)(${decimal})?[ij]$`);
const bothParts = new RegExp(`^([+-]?${decimal})([+-]|\\+-)(${decimal})?[ij]$`);

/** A number as MATLAB's writematrix and NumPy's savetxt write it: 1, -2.5e3, 1+2i, (1-2j), 3j, and (1+-2j) of old. */
function complexNumber(text: string): [re: number, im: number] | null {
  const bare = text.replace(/^\((.*)\)$/, '$1').replace(/\s+/g, '');
  if (realNumber.test(bare)) return [Number(bare), 0];
  const alone = imaginaryNumber.exec(bare);
  if (alone !== null) return [0, Number(`${alone[1]}${alone[2] ?? 1}`)];
  const both = bothParts.exec(bare);
  if (both === null) return null;
  return [Number(both[1]), (both[2] === '+' ? 1 : -1) * Number(both[3] ?? 1)];
}

/**
 * A matrix from lines of numbers, separated by commas, semicolons, tabs or blanks; lines that begin with # are
 * comments.
 *
 * @throws FormatError
 */
export function readCsvMatrix(text: string): NumericArray {
  const rows = fieldsOf(text).map((fields) => (fields.length === 1 ? fields[0].split(/\s+/) : fields));
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new FormatError('has no numbers');
  if (rows.length * columns > mostNumbers) throw new FormatError(`has more than ${mostNumbers} numbers`);
  const re = new Float64Array(rows.length * columns);
  const im = new Float64Array(rows.length * columns);
  rows.forEach((fields, i) => {
    if (fields.length !== columns)
      throw new FormatError(`has ${fields.length} numbers in row ${i + 1} and ${columns} in the first`);
    fields.forEach((field, j) => {
      const value = complexNumber(field);
      if (value === null) {
        const shown = JSON.stringify(field.slice(0, 40));
        throw new FormatError(`has ${shown} in row ${i + 1}, column ${j + 1}, where a number is needed`);
      }
      [re[i * columns + j], im[i * columns + j]] = value;
    });
  });
  return { shape: [rows.length, columns], re, im: im.some((value) => value !== 0) ? im : null };
}

/**
 * The names in the first line, in lower case, and the rows as objects by them, without empty fields. Where the first
 * line has numbers alone, it is a row like the others, and the names are those of `bare`, as many as there are.
 *
 * @throws FormatError for names that are not known, or come twice, and for lines longer than the first
 */
export function readCsvTable(
  text: string,
  known: readonly string[],
  bare: readonly string[],
): { names: string[]; rows: Partial<Record<string, string>>[] } {
  const lines = fieldsOf(text);
  if (lines[0]?.every((field) => realNumber.test(field))) {
    if (lines[0].length > bare.length)
      throw new FormatError(
        `has ${lines[0].length} columns without names: a first line must name them, of ${known.join(', ')}`,
      );
    lines.unshift(bare.slice(0, lines[0].length));
  }
  const [head = [], ...rows] = lines;
  const names = head.map((name) => name.toLowerCase());
  for (const [i, name] of names.entries()) {
    if (!known.includes(name) || names.indexOf(name) !== i) {
      const shown = JSON.stringify(head[i].slice(0, 40));
      throw new FormatError(
        `names a column ${shown} in its first line, which must have each of ${known.join(', ')} once at most`,
      );
    }
  }
  const objects = rows.map((fields, i) => {
    if (fields.length > names.length) throw new FormatError(`has more fields in row ${i + 1} than columns`);
    const row = fields.map((field, k) => [names[k], field]).filter(([, field]) => field !== '');
    return Object.fromEntries(row) as Partial<Record<string, string>>;
  });
  return { names, rows: objects };
}
