/** Tables as Parquet: written in row groups of a fixed number of rows, read back row group by row group. */

import { parquetMetadataAsync, parquetRead, type AsyncBuffer } from 'hyparquet';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { CommandError, reason } from '../io.js';
import type { WholeFile } from '../whole-file.js';
import { damaged, openPlain } from './plain-file.js';
import type { Block, ColumnKind, TableColumn, TableWriter, Values } from './tables.js';

/** Rows a group, whatever the chunks: a few megabytes to hold while one is written or read. */
const groupRows = 65_536;

const types = { int64: 'INT64', double: 'DOUBLE', text: 'STRING' } as const;

export class ParquetTable implements TableWriter {
  readonly #file: WholeFile;
  readonly #columns: readonly TableColumn[];
  readonly #bytes = new ByteWriter();
  readonly #parquet: ParquetWriter;
  /** The group in the making, by column, and how many rows of it there are. */
  readonly #group: GroupColumn[];
  #rows = 0;

  constructor(file: WholeFile, columns: readonly TableColumn[]) {
    this.#file = file;
    this.#columns = columns;
    this.#group = columns.map(({ kind }) => groupColumn(kind));
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: columns.map((column) => ({ ...about(column), data: [] })) }),
      // the form that readers parse for what they know of a writer's faults
      createdBy: `isabc version ${__VERSION__} (build ${__CORE_HASH__.slice(0, 12)})`,
    });
  }

  async write(block: Block): Promise<void> {
    const rows = block[0].length;
    for (let from = 0; from < rows;) {
      const to = Math.min(rows, from + groupRows - this.#rows);
      block.forEach((values, i) => fill(this.#group[i], this.#rows, values, from, to));
      this.#rows += to - from;
      if (this.#rows === groupRows) await this.#flush();
      from = to;
    }
  }

  async finish(): Promise<void> {
    if (this.#rows > 0) await this.#flush();
    await this.#parquet.finish();
    await this.#drain();
    await this.#file.finish();
  }

  async #flush(): Promise<void> {
    const columnData = this.#columns.map((column, i) => ({
      ...about(column),
      data: withNulls(this.#group[i], this.#rows),
    }));
    await this.#parquet.write({ columnData, rowGroupSize: groupRows });
    this.#rows = 0;
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

/** Plain memory where it can be: of objects, those of a group would be tens of megabytes. */
type GroupColumn = BigInt64Array | Float64Array | (string | null)[];

function groupColumn(kind: ColumnKind): GroupColumn {
  if (kind === 'int64') return new BigInt64Array(groupRows);
  return kind === 'double' ? new Float64Array(groupRows) : new Array<string | null>(groupRows).fill(null);
}

/** Copies values from…to of a block to row `at` of a group. */
function fill(column: GroupColumn, at: number, values: Values, from: number, to: number): void {
  for (let row = from; row < to; row++, at++) {
    const value = values[row];
    column[at] = column instanceof BigInt64Array ? BigInt(value!) : value!;
  }
}

/** The first rows of a column as the library wants them, with null for NaN. */
function withNulls(column: GroupColumn, rows: number): GroupColumn | (number | null)[] {
  const filled = column.slice(0, rows);
  if (!(filled instanceof Float64Array && filled.some(Number.isNaN))) return filled;
  return Array.from(filled, (value) => (Number.isNaN(value) ? null : value));
}

/**
 * The rows of a file in the order they were written.
 *
 * @throws CommandError 3 where it is no table of these columns
 */
export async function* readParquet(path: string, columns: readonly TableColumn[]): AsyncGenerator<Block> {
  const handle = await openPlain(path);
  if (handle === null) throw damaged(path, 'it is missing');
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
    const names = metadata.schema.slice(1).map(({ name }) => name);
    if (names.join() !== columns.map(({ name }) => name).join())
      throw damaged(path, `it has the columns ${names.join(', ')}`);
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      if (num_rows < 1n || num_rows > groupRows)
        throw damaged(path, `it has a group of ${num_rows} rows, and not 1 to ${groupRows}`);
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
      if (block.some((values) => values.length !== rowEnd - rowStart)) throw damaged(path, 'it lacks values');
      yield block.map((values, i) => decoded(values, columns[i].kind));
      rowStart = rowEnd;
    }
  } catch (error) {
    // the library's own errors: the file is not what it says
    throw error instanceof CommandError ? error : damaged(path, reason(error), error);
  } finally {
    await handle.close();
  }
}

function decoded(values: unknown[], kind: ColumnKind): Values {
  if (kind === 'text') return values as (string | null)[];
  return Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
}
