/**
 * The one pass from chunks to the files of a finished run: tables and summary in the order of the draws, then the
 * manifest, which makes them valid. Stopped anywhere, it leaves the chunks, and begins again.
 */

import { basename, join } from 'node:path';
import { formatJson } from '../../solver/format.js';
import { Summarizer, type Summary } from '../../monte-carlo/summary.js';
import type { DrawBatch } from '../../monte-carlo/types.js';
import { CommandError, exit, guarded } from '../io.js';
import { syncFolder, WholeFile, writeWhole } from '../whole-file.js';
import { drawsName, manifestName, manifestOf, placementsName, summaryName } from './manifest.js';
import type { RunRecord } from './record.js';
import { tableWriter } from './table-file.js';
import {
  drawBlock,
  drawColumns,
  placementBlock,
  placementColumns,
  type Block,
  type TableWriter,
} from './tables.js';

/**
 * Writes the four files.
 *
 * @param path folder, locked
 * @param batches all chunks in order
 * @throws CommandError 3 where a file cannot be written
 */
export async function assemble(
  path: string,
  record: RunRecord,
  batches: AsyncIterable<DrawBatch>,
): Promise<Summary> {
  const { format, placements, experiment } = record;
  const files: WholeFile[] = [];
  const create = (name: string) =>
    guarded(join(path, name), async () => {
      const file = await WholeFile.create(join(path, name));
      files.push(file);
      return file;
    });
  try {
    const tables: { writer: TableWriter; file: WholeFile; block: (batch: DrawBatch) => Block }[] = [];
    const draws = await create(drawsName(format));
    tables.push({
      writer: tableWriter(format, draws, drawColumns(experiment)),
      file: draws,
      block: drawBlock,
    });
    if (placements) {
      const file = await create(placementsName(format));
      tables.push({
        writer: tableWriter(format, file, placementColumns(experiment)),
        file,
        block: placementBlock,
      });
    }
    const summarizer = new Summarizer();
    for await (const batch of batches) {
      for (const { writer, file, block } of tables)
        await guarded(file.target, () => writer.write(block(batch)));
      summarizer.add(batch);
    }
    for (const { writer, file } of tables) await guarded(file.target, () => writer.finish());
    const summary = summarizer.summary();
    const summaryFile = await create(summaryName);
    await guarded(summaryFile.target, async () => {
      await summaryFile.write(formatJson(summary));
      await summaryFile.finish();
    });
    await publish(path, record, files);
    return summary;
  } finally {
    for (const file of files) await file.discard();
  }
}

async function publish(path: string, record: RunRecord, files: readonly WholeFile[]): Promise<void> {
  const about = files.map(
    (file) => [basename(file.target), { bytes: file.bytes, sha256: file.sha256() }] as const,
  );
  for (const file of files) await guarded(file.target, () => file.publish());
  await syncFolder(path);
  const manifest = join(path, manifestName);
  await guarded(manifest, () =>
    writeWhole(manifest, formatJson(manifestOf(record, Object.fromEntries(about)))),
  );
}

/** The chunks of a run in order; `read` gives null where there is none any more. */
export async function* inOrder(
  chunks: number,
  read: (chunk: number) => Promise<DrawBatch | null>,
): AsyncGenerator<DrawBatch> {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const batch = await read(chunk);
    if (batch === null)
      throw new CommandError(exit.inputOutput, `chunk ${chunk} has been damaged or removed meanwhile`);
    yield batch;
  }
}
