/** The Parquet files through DuckDB, which is not of our making: every value as it was written. */

import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pythonEnvironment } from '../../bench/peers/environment.js';
import { drawBlock, drawColumns, placementBlock, type Block } from '../../bindings/cli/run-folder/tables.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { chunkPlan } from '../../bindings/monte-carlo/plan.js';
import { Folder, root, runHere } from '../support/cli.js';
import { syntheticChunk } from '../support/synthetic-draws.js';

const python = pythonEnvironment('build/duckdb', 'test/parquet/requirements.txt');
if (python === null && process.env.CI) throw new Error('CI must run this: python3 with venv is missing');

const experiment = parseExperiment({
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  draws: 6000,
  sweep: { powerDbm: [10, 20], 'receiver.position[0]': [2, 3] },
});
const batches = Array.from({ length: chunkPlan(experiment).chunks }, (_, i) => syntheticChunk(experiment, i));

interface Seen {
  columns: [string, string][];
  rows: (string | number | null)[][];
  groups: number[];
}

describe.skipIf(python === null)('DuckDB reads', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = new Folder();
    const file = folder.put('experiment.json', experiment);
    expect((await runHere(['montecarlo', file, '--out', folder.file('run')])).status).toBe(2);
  });
  afterAll(() => folder.remove());

  function read(name: string): Seen {
    const args = [`${root}/test/parquet/read.py`, folder.file(`run/${name}`)];
    return JSON.parse(execFileSync(python!, args, { encoding: 'utf8', maxBuffer: 1 << 29 })) as Seen;
  }

  /** Values of all batches by row, NaN as null. */
  function rowsOf(block: (batch: (typeof batches)[0]) => Block): unknown[][] {
    return batches.flatMap((batch) => {
      const columns = block(batch);
      return Array.from({ length: columns[0].length }, (_, row) =>
        columns.map((values) => {
          const value = values[row];
          return Number.isNaN(value) ? null : value;
        }),
      );
    });
  }

  test('the draws', () => {
    const { columns, rows, groups } = read('draws.parquet');
    const kinds = { int64: 'BIGINT', double: 'DOUBLE', text: 'VARCHAR' };
    expect(columns).toEqual(drawColumns(experiment).map(({ name, kind }) => [name, kinds[kind]]));
    expect(rows).toEqual(rowsOf(drawBlock));
    expect(groups).toEqual([65_536, 6000 * 12 - 65_536]);
  });

  test('the placements', () => {
    const { columns, rows } = read('placements.parquet');
    expect(columns).toEqual([
      ['draw', 'BIGINT'],
      ['device', 'BIGINT'],
      ['x', 'DOUBLE'],
      ['y', 'DOUBLE'],
      ['symbol', 'DOUBLE'],
    ]);
    expect(rows).toEqual(rowsOf(placementBlock));
  });
});
