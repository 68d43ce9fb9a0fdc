/** Tables as Parquet: written in row groups of a fixed number of rows, read back row group by row group. */

import { open } from 'node:fs/promises';
import { parquetMetadataAsync, parquetRead, type AsyncBuffer } from 'hyparquet';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { WholeFile } from '../whole-file.js';
import type { Block, ColumnKind, TableColumn, Values } from './tables.js';
import type { TableWriter } from './table-file.js';

/** Rows a group, whatever the chunks: a few megabytes to hold while one is written or read. */
const groupRows = 65_536;

const types = { int64: 'INT64', double: 'DOUBLE', text: 'STRING' } as const;

export class ParquetTable implements TableWriter {
  readonly #file: WholeFile;
  readonly #columns: readonly TableColumn[];
  readonly #bytes = new ByteWriter();
  readonly #parquet: ParquetWriter;
  /** The group in the making, by column. */
  #group: (number | bigint | string | null)[][];

  constructor(file: WholeFile, columns: readonly TableColumn[]) {
    this.#file = file;
    this.#columns = columns;
    this.#group = columns.map(() => []);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: columns.map((column) => ({ ...about(column), data: [] })) }),
      createdBy: 'isabc',
    });
  }

  async write(block: Block): Promise<void> {
    const rows = block[0].length;
    for (let from = 0; from < rows;) {
      const to = Math.min(rows, from + groupRows - this.#group[0].length);
      block.forEach((values, i) => append(this.#group[i], values, this.#columns[i].kind, from, to));
      if (this.#group[0].length === groupRows) await this.#flush();
      from = to;
    }
  }

  async finish(): Promise<void> {
    if (this.#group[0].length > 0) await this.#flush();
    await this.#parquet.finish();
    await this.#drain();
    await this.#file.finish();
  }

  async #flush(): Promise<void> {
    const columnData = this.#columns.map((column, i) => ({ ...about(column), data: this.#group[i] }));
    await this.#parquet.write({ columnData, rowGroupSize: groupRows });
    this.#group = this.#columns.map(() => []);
    await this.#drain();
  }

  /** Moves what is encoded into the file. */
  async #drain(): Promise<void> {
    await this.#file.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}

function about({ name, kind }: TableColumn) {
  return { name, type: types[kind], nullable: kind !== 'int64' };
}

function append(
  column: (number | bigint | string | null)[],
  values: Values,
  kind: ColumnKind,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (typeof value !== 'number') column.push(value);
    else if (kind === 'int64') column.push(BigInt(value));
    else column.push(Number.isNaN(value) ? null : value);
  }
}

/** The rows of a file in the order they were written. */
export async function* readParquet(path: string, columns: readonly TableColumn[]): AsyncGenerator<Block> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows);
      const block = columns.map(() => [] as unknown[]);
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        onChunk({ columnName, columnData, rowStart: at }) {
          const values = block[columns.findIndex(({ name }) => name === columnName)];
          for (let i = 0; i < columnData.length; i++) values[at - rowStart + i] = columnData[i];
        },
      });
      yield block.map((values, i) => decoded(values, columns[i].kind));
      rowStart = rowEnd;
    }
  } finally {
    await handle.close();
  }
}

function decoded(values: unknown[], kind: ColumnKind): Values {
  if (kind === 'text') return values as (string | null)[];
  return Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
}
