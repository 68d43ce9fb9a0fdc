/** Tables as CSV (RFC 4180): a line of names, then one line a row; null is empty. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { csvText } from '../../input/text.js';
import type { WholeFile } from '../whole-file.js';
import type { Block, TableColumn } from './tables.js';
import type { TableWriter } from './table-file.js';

export class CsvTable implements TableWriter {
  readonly #file: WholeFile;
  #head: string;

  constructor(file: WholeFile, columns: readonly TableColumn[]) {
    this.#file = file;
    this.#head = columns.map(({ name }) => name).join(',') + '\n';
  }

  async write(block: Block): Promise<void> {
    const lines: string[] = [];
    for (let row = 0; row < block[0].length; row++)
      lines.push(block.map((values) => cell(values[row])).join(',') + '\n');
    await this.#file.write(this.#head + lines.join(''));
    this.#head = '';
  }

  async finish(): Promise<void> {
    await this.#file.write(this.#head);
    await this.#file.finish();
  }
}

/** Numbers are the shortest decimals that read back to the same double. */
function cell(value: number | string | null): string {
  if (value === null || Number.isNaN(value)) return '';
  return typeof value === 'string' ? csvText(value) : String(value);
}

/** Lines to hold at a time when a file is read back. */
const blockRows = 16_384;

/** The rows of a file in the order they were written. */
export async function* readCsv(path: string, columns: readonly TableColumn[]): AsyncGenerator<Block> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  let rows: string[][] = [];
  const block = (): Block =>
    columns.map(({ kind }, i) =>
      kind === 'text'
        ? rows.map((cells) => (cells[i] === '' ? null : cells[i]))
        : Float64Array.from(rows, (cells) => (cells[i] === '' ? NaN : Number(cells[i]))),
    );
  let head = true;
  for await (const line of lines) {
    if (head) head = false;
    else rows.push(cells(line));
    if (rows.length < blockRows) continue;
    yield block();
    rows = [];
  }
  if (rows.length > 0) yield block();
}

function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
