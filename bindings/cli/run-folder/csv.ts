/** Tables as CSV (RFC 4180): a line of names, then one line a row; null is empty. */

import { show } from '../../input/errors.js';
import { csvText } from '../../input/text.js';
import type { WholeFile } from '../whole-file.js';
import { damaged, openPlain } from './plain-file.js';
import type { Block, TableColumn, TableWriter } from './tables.js';

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

/** The longest line there can be, in characters: of the columns, or of a reason. */
const longestLine = 100_000;

/**
 * The rows of a file in the order they were written.
 *
 * @throws CommandError 3 where it is no table of these columns
 */
export async function* readCsv(path: string, columns: readonly TableColumn[]): AsyncGenerator<Block> {
  let rows: string[][] = [];
  const numbers = (i: number) =>
    Float64Array.from(rows, (cells) => {
      const value = cells[i] === '' ? NaN : Number(cells[i]);
      if (cells[i] !== '' && Number.isNaN(value)) throw damaged(path, `${show(cells[i])} is no number`);
      return value;
    });
  const block = (): Block =>
    columns.map(({ kind }, i) =>
      kind === 'text' ? rows.map((cells) => (cells[i] === '' ? null : cells[i])) : numbers(i),
    );
  let head = true;
  for await (const line of linesOf(path)) {
    const row = cells(line);
    if (row.length !== columns.length || (head && row.some((name, i) => name !== columns[i].name)))
      throw damaged(path, `${show(line)} is no line of its columns`);
    if (head) head = false;
    else rows.push(row);
    if (rows.length < blockRows) continue;
    yield block();
    rows = [];
  }
  if (rows.length > 0) yield block();
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const handle = await openPlain(path);
  if (handle === null) throw damaged(path, 'it is missing');
  let rest = '';
  for await (const text of handle.createReadStream({ encoding: 'utf8' })) {
    const lines = (rest + (text as string)).split('\n');
    rest = lines.pop()!;
    if (rest.length > longestLine)
      throw damaged(path, `it has a line of more than ${longestLine} characters`);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
