/** From the files of a finished run back to chunks, so that it can be extended. */

import { join } from 'node:path';
import { chunkRange } from '../../monte-carlo/plan.js';
import { combinationCount } from '../../monte-carlo/sweep.js';
import type { ChunkStore } from './folder.js';
import { drawsName, placementsName, type Manifest } from './manifest.js';
import { readTable } from './table-file.js';
import {
  batchOf,
  drawColumns,
  placementColumns,
  type Block,
  type TableColumn,
  type Values,
} from './tables.js';

/** Writes the whole chunks of a finished run into the store of its extension; a last one that is not whole is lost. */
export async function restoreChunks(store: ChunkStore, finished: Manifest): Promise<void> {
  const { experiment, format, placements } = store.record;
  const { sweep, fractions, rates, placement } = experiment;
  const rowsPerDraw = combinationCount(sweep) * (fractions ?? rates)!.length;
  const devices = placement.shape === 'given' ? placement.positions.length : placement.count;
  const rows = (name: string, columns: TableColumn[]) =>
    new Rows(readTable(format, join(store.path, name), columns));

  const ranges = [];
  let complete = true;
  for (let chunk = 0; ; chunk++) {
    const range = { chunk, ...chunkRange(experiment, store.plan, chunk) };
    if (range.first + range.count > finished.experiment.draws) break;
    ranges.push(range);
    complete &&= (await store.read(chunk)) !== null;
  }
  if (complete) return;

  const draws = rows(drawsName(format), drawColumns(experiment));
  const placed = placements ? rows(placementsName(format), placementColumns) : null;
  for (const range of ranges) {
    const drawRows = await draws.take(range.count * rowsPerDraw);
    const placementRows = placed && (await placed.take(range.count * devices));
    await store.write(batchOf(experiment, range, drawRows, placementRows));
  }
  await draws.close();
  await placed?.close();
}

/** Rows of a table in blocks of one's own size. */
class Rows {
  readonly #blocks: AsyncGenerator<Block>;
  #block: Block = [];
  #at = 0;

  constructor(blocks: AsyncGenerator<Block>) {
    this.#blocks = blocks;
  }

  async take(rows: number): Promise<Block> {
    const parts: Block[] = [];
    for (let missing = rows; missing > 0;) {
      if (!(await this.#fill())) throw new Error('the table ends too early');
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
