/** From the files of a finished run back to chunks, so that it can be extended. */

import { join } from 'node:path';
import { chunkRange, deviceCount } from '../../monte-carlo/plan.js';
import { combinationCount } from '../../monte-carlo/sweep.js';
import { wrongColumn } from './chunk-check.js';
import type { ChunkStore } from './folder.js';
import { damagedBy } from './json-file.js';
import { drawsName, placementsName, type Manifest } from './manifest.js';
import { damaged } from './plain-file.js';
import { readTable } from './table-file.js';
import {
  batchOf,
  drawColumns,
  placementColumns,
  type Block,
  type TableColumn,
  type Values,
} from './tables.js';

/**
 * Writes the whole chunks of a finished run into the store of its extension; a last one that is not whole is lost.
 *
 * @throws CommandError 3 where the tables are not those of the run, whatever their hashes; what `signal` is aborted with
 */
export async function restoreChunks(
  store: ChunkStore,
  finished: Manifest,
  signal: AbortSignal,
): Promise<void> {
  const { experiment, format, placements } = store.record;
  const { sweep, fractions, rates, placement } = experiment;
  const rowsPerDraw = combinationCount(sweep) * (fractions ?? rates)!.length;
  const devices = deviceCount(placement);
  const rows = (name: string, columns: TableColumn[]) =>
    new Rows(join(store.path, name), readTable(format, join(store.path, name), columns));

  const ranges = [];
  const present = await store.present();
  let complete = true;
  for (let chunk = 0; ; chunk++) {
    const range = { chunk, ...chunkRange(experiment, store.plan, chunk) };
    if (range.first + range.count > finished.experiment.draws) break;
    ranges.push(range);
    signal.throwIfAborted();
    complete &&= present.has(chunk) && (await store.read(chunk)) !== null;
  }
  if (complete) return;

  const draws = rows(drawsName(format), drawColumns(experiment));
  const placed = placements ? rows(placementsName(format), placementColumns(experiment)) : null;
  try {
    for (const range of ranges) {
      signal.throwIfAborted();
      const drawRows = await draws.take(range.count * rowsPerDraw);
      const placementRows = placed && (await placed.take(range.count * devices));
      const batch = batchOf(experiment, range, drawRows, placementRows);
      const issue = wrongColumn(batch, store.record);
      if (issue !== null) throw damagedBy(join(store.path, drawsName(format)), [issue]);
      await store.write(batch);
    }
  } finally {
    await draws.close();
    await placed?.close();
  }
}

/** Rows of a table in blocks of one's own size. */
class Rows {
  readonly #blocks: AsyncGenerator<Block>;
  readonly #file: string;
  #block: Block = [];
  #at = 0;

  constructor(file: string, blocks: AsyncGenerator<Block>) {
    this.#file = file;
    this.#blocks = blocks;
  }

  async take(rows: number): Promise<Block> {
    const parts: Block[] = [];
    for (let missing = rows; missing > 0;) {
      if (!(await this.#fill())) throw damaged(this.#file, 'it ends too early');
      const end = Math.min(this.#block[0].length, this.#at + missing);
      parts.push(this.#block.map((values) => slice(values, this.#at, end)));
      missing -= end - this.#at;
      this.#at = end;
    }
    return parts[0].map((_, column) => parts.flatMap((part) => [...(part[column] as number[])]));
  }

  async close(): Promise<void> {
    await this.#blocks.return(undefined);
  }

  /** Makes sure that a row is at hand; false at the end of the table. */
  async #fill(): Promise<boolean> {
    if (this.#block.length > 0 && this.#at < this.#block[0].length) return true;
    const next = await this.#blocks.next();
    if (next.done) return false;
    this.#block = next.value;
    this.#at = 0;
    return true;
  }
}

function slice(values: Values, from: number, to: number): Values {
  return Array.prototype.slice.call(values, from, to) as Values;
}
