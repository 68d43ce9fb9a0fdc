/** The table of isabc batch: a row a scenario and floor, and how it is kept in the meantime. */

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { rowStatuses } from '../../core/columns.js';
import type { InputIssue } from '../../input/errors.js';
import { check, numberIn, strictObject } from '../../input/rules.js';
import type { Batch } from '../../solver/batch.js';
import { hashRule } from '../run-folder/record.js';
import type { Block, TableColumn, TableWriter } from '../run-folder/tables.js';
import type { WholeFile } from '../whole-file.js';

/** What a row says of its point, as doubles. */
const resultColumns = [
  'fraction', 'rateFloor', 'maxRate', 'maxRateBound', 'freeRate', 'total', 'delay', 'angle', 'position', 'rate',
  'slope', 'lowerBound', 'gap', 'lmi', 'iterations', 'rank', 'stationarity',
] as const; // prettier-ignore

export const batchColumns: TableColumn[] = [
  { name: 'scenario', kind: 'int64' },
  { name: 'floor', kind: 'int64' },
  { name: 'status', kind: 'text' },
  { name: 'reason', kind: 'text' },
  ...resultColumns.map((name) => ({ name, kind: 'double' }) as const),
];

export const statusColumn = batchColumns.findIndex(({ name }) => name === 'status');

/** The rows of a group whose first scenario is the `first` of all. */
export function batchBlock(batch: Batch, first: number): Block {
  return [
    Array.from(batch.scenario, (index) => first + index),
    batch.floor,
    Array.from(batch.status, (status) => rowStatuses[status]),
    Array.from(batch.reason, (code) => (code === 0 ? null : batch.reasons[code])),
    ...resultColumns.map((name) => batch[name]),
  ];
}

/** A group's rows as JSON, whose doubles read back to the same bits, with a digest of them. */
export function encodeRows(run: string, group: number, block: Block): string {
  const columns = block.map((values) =>
    Array.from(values as ArrayLike<number | string | null>, (value) =>
      typeof value === 'number' && Number.isNaN(value) ? null : value,
    ),
  );
  return JSON.stringify({ run, group, sha256: digest(columns), columns });
}

const digest = (columns: unknown): string =>
  createHash('sha256').update(JSON.stringify(columns)).digest('hex');

const rule = strictObject(
  {
    run: hashRule,
    group: numberIn({ min: 0, integer: true }),
    sha256: hashRule,
    columns: v.array(v.array(v.union([v.number(), v.string(), v.null()])), 'must be an array of columns'),
  },
  'must be an object with run, group, sha256 and columns',
);

/** Judges a group's file: null where it is of another run or group, or has changed since it was written. */
export function checkRows(run: string, group: number, rows: number) {
  return (value: unknown): { output: Block | null; issues: InputIssue[] } => {
    const { output, issues } = check(rule, value, 'it');
    if (issues.length > 0) return { output: null, issues };
    const { columns } = output;
    const own = output.run === run && output.group === group && output.sha256 === digest(columns);
    if (!own) return { output: null, issues };
    columns.forEach((values, i) => {
      const { name, kind } = batchColumns[i] ?? { name: `columns[${i}]`, kind: 'double' };
      const type = kind === 'text' ? 'string' : 'number';
      if (values.length === rows && values.every((one) => one === null || typeof one === type)) return;
      issues.push({ path: name, value: values, message: `must be ${rows} values, each a ${type} or null` });
    });
    if (columns.length !== batchColumns.length)
      issues.push({ path: 'columns', value: columns.length, message: `must be ${batchColumns.length}` });
    if (issues.length > 0) return { output: null, issues };
    const block = columns.map((values, i) =>
      batchColumns[i].kind === 'text'
        ? (values as (string | null)[])
        : Float64Array.from(values, (one) => (one === null ? NaN : Number(one))),
    );
    return { output: block, issues };
  };
}

/** A table as lines of JSON, an object a row. */
export class NdjsonTable implements TableWriter {
  readonly #file: WholeFile;

  constructor(file: WholeFile) {
    this.#file = file;
  }

  async write(block: Block): Promise<void> {
    const lines: string[] = [];
    for (let row = 0; row < block[0].length; row++) {
      const entries = batchColumns.map(({ name }, i) => {
        const value = block[i][row];
        return [name, typeof value === 'number' && Number.isNaN(value) ? null : value] as const;
      });
      lines.push(`${JSON.stringify(Object.fromEntries(entries))}\n`);
    }
    await this.#file.write(lines.join(''));
  }

  async finish(): Promise<void> {
    await this.#file.finish();
  }
}
