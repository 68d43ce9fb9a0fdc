/** The formats that a run's tables come in. */

import type { WholeFile } from '../whole-file.js';
import { CsvTable, readCsv } from './csv.js';
import { ParquetTable, readParquet } from './parquet.js';
import type { Block, TableColumn, TableWriter } from './tables.js';

export const formats = ['parquet', 'csv'] as const;
export type Format = (typeof formats)[number];

export function tableWriter(format: Format, file: WholeFile, columns: readonly TableColumn[]): TableWriter {
  return format === 'csv' ? new CsvTable(file, columns) : new ParquetTable(file, columns);
}

/** Rows of a table, in order, in blocks of any size. */
export function readTable(
  format: Format,
  path: string,
  columns: readonly TableColumn[],
): AsyncGenerator<Block> {
  return format === 'csv' ? readCsv(path, columns) : readParquet(path, columns);
}
