/** isabc batch: the numbers of `solver.batch`, the same bytes whatever happens, and clear words for bad lines. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batches, loadSolver, rowStatuses, type ScenarioInput } from 'isabc';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchColumns } from '../../bindings/cli/batch-folder/rows.js';
import { readParquet } from '../../bindings/cli/run-folder/parquet.js';
import { Folder, runHere } from '../support/cli.js';

let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

/** Of one to three devices; the last stands on the receiver, and is refused. */
const scenarios: ScenarioInput[] = [
  ...Array.from({ length: 700 }, (_, i) => ({
    devices: Array.from({ length: 1 + (i % 3) }, (_, l) => ({
      position: [0.6 + 0.0013 * i, -0.3 - 0.21 * l] as [number, number],
    })),
  })),
  { devices: [{ position: [2, -1.5] }] },
];
const put = (lines: readonly unknown[] = scenarios) =>
  folder.put('places.ndjson', `${lines.map((line) => JSON.stringify(line)).join('\n\n')}\n`);
const run = (...args: string[]) =>
  runHere([
    'batch',
    folder.file('places.ndjson'),
    '--out',
    folder.file('out'),
    '--fidelity',
    'printed',
    ...args,
  ]);
const bytes = (name: string) => readFileSync(join(folder.file('out'), name));

test('rows are those of solver.batch, in Parquet and in NDJSON', async () => {
  put();
  const { status, stdout, stderr } = await run('--format', 'ndjson', '--fractions', '0,0.8');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^701 scenarios, 1402 rows: 1400 optimal, 2 refused; results\.ndjson in /);
  const batch = (await loadSolver()).batch(scenarios, { fidelity: 'printed', fractions: [0, 0.8] });
  const rows = bytes('results.ndjson').toString().trimEnd().split('\n');
  expect(rows).toHaveLength(batch.rows);
  rows.forEach((line, row) => {
    const { scenario, floor, status, reason, ...numbers } = JSON.parse(line) as Record<string, never>;
    expect([scenario, floor]).toEqual([batch.scenario[row], batch.floor[row]]);
    expect([status, reason ?? '']).toEqual([
      rowStatuses[batch.status[row]],
      batch.reasons[batch.reason[row]],
    ]);
    for (const [name, value] of Object.entries(numbers))
      expect(value ?? NaN, name).toBe((batch as unknown as Record<string, Float64Array>)[name][row]);
  });
  expect((await runHere(['batch', folder.file('places.ndjson'), '--out', folder.file('table'), '--fidelity', 'printed', '--fractions', '0,0.8'])).status).toBe(0); // prettier-ignore
  let row = 0;
  const total = batchColumns.findIndex(({ name }) => name === 'total');
  for await (const block of readParquet(join(folder.file('table'), 'results.parquet'), batchColumns))
    for (const value of block[total] as Float64Array) expect(value).toBe(batch.total[row++]);
  expect(row).toBe(batch.rows);
});

test('the same bytes for any number of workers, after a stop, and after damage to what was kept', async () => {
  put();
  await run('--workers', '2');
  const [results, manifest] = [bytes('results.parquet'), bytes('manifest.json')];
  const args = [
    'batch',
    folder.file('places.ndjson'),
    '--out',
    folder.file('other'),
    '--fidelity',
    'printed',
  ];
  let stop: ((status: number) => void) | null = null;
  const onInterrupt = (handler: typeof stop) => void (stop = handler);
  const isTTY = true;
  const first = runHere([...args, '--workers', '1'], { onInterrupt, isTTY });
  const chunks = join(folder.file('other'), 'chunks');
  const groups = () =>
    existsSync(chunks) ? readdirSync(chunks).filter((name) => /^\d+\.json$/.test(name)) : [];
  while (groups().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop!(143);
  const stopped = await first;
  if (groups().length > 0) {
    expect(stopped.status).toBe(143);
    expect(stopped.stderr).toContain('--resume goes on from there');
    const kept = join(chunks, groups()[0]);
    writeFileSync(
      kept,
      readFileSync(kept, 'utf8').replace(/\d(?=[,\]])/, (d) => String((Number(d) + 1) % 10)),
    );
  }
  expect((await runHere([...args, '--resume'])).status).toBe(0);
  expect(readFileSync(join(folder.file('other'), 'results.parquet')).equals(results)).toBe(true);
  expect(readFileSync(join(folder.file('other'), 'manifest.json')).equals(manifest)).toBe(true);
  expect(existsSync(chunks)).toBe(false);
  // finished: it is said again, and nothing is solved
  expect((await runHere([...args, '--resume'])).stdout).toContain('701 scenarios');
});

test('every bad line is named, and no folder is made', async () => {
  folder.put(
    'places.ndjson',
    '{"devices": [{"position": [1, -1]}]}\n{"devices": []}\n\n{oops\n{"devices": [{"position": [1, -1]}], "noiseDbm": "x"}\n',
  );
  const { status, stderr } = await run();
  expect(status).toBe(1);
  expect(stderr).toContain('line 2: devices = []: must be');
  expect(stderr).toContain('line 4 = "{oops": ');
  expect(stderr).toContain('line 5: noiseDbm = "x": must be a number');
  expect(existsSync(folder.file('out'))).toBe(false);
});

test.each([
  [[], '', 'must have a scenario on each line'],
  [['--fractions', '0.5', '--rates', '1'], '{}', 'cannot be given together'],
  [['--format', 'csv'], '{}', '--format = "csv": must be "parquet" or "ndjson"'],
  [['--workers', '0'], '{}', '--workers = 0: must be an integer'],
])('%j is refused', async (args, text, says) => {
  folder.put('places.ndjson', text);
  const { status, stderr } = await run(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(says);
});

test('standard input is refused, since the file is read twice', async () => {
  const { status, stderr } = await runHere(['batch', '-', '--out', folder.file('out')]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('read twice') as string });
});

test('a folder of another batch, and one of something else, are left alone', async () => {
  put(scenarios.slice(0, 3));
  await run();
  expect((await run()).stderr).toContain('--resume goes on with the batch in it');
  const other = await run('--resume', '--rates', '0.1');
  expect(other.status).toBe(1);
  expect(other.stderr).toContain('rates: nothing there, [0.1] here');
  put(scenarios.slice(0, 4));
  expect((await run('--resume')).stderr).toContain('scenarios: 3 there, 4 here');
  const { status, stderr } = await runHere([
    'batch',
    folder.file('places.ndjson'),
    '--out',
    folder.path,
    '--resume',
  ]);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('holds no batch') as string,
  });
});

test('batches: groups come back in order, a bad one names its field, an abort ends the workers', async () => {
  const solver = await loadSolver();
  const groups = [scenarios.slice(0, 5), scenarios.slice(5, 6), scenarios.slice(6, 30)];
  let next = 0;
  for await (const batch of batches(groups, { rates: [0.1], workers: 2 }))
    expect(batch).toEqual(solver.batch(groups[next++], { rates: [0.1] }));
  expect(next).toBe(3);
  const consume = async (...args: Parameters<typeof batches>) => {
    for await (const _ of batches(...args));
  };
  await expect(consume([[{ devices: [] }]])).rejects.toThrow('scenarios[0].devices');
  await expect(consume([], { workers: 0 })).rejects.toThrow('workers = 0');
  const abort = new AbortController();
  const endless = (function* () {
    for (;;) yield groups[2];
  })();
  setTimeout(() => abort.abort(new Error('enough')), 300);
  await expect(consume(endless, { workers: 1, signal: abort.signal })).rejects.toThrow('enough');
});
