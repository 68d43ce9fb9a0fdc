/** isabc batch: scenarios of one's own, one a line, in a folder, whatever happens on the way. */

import { rowStatuses } from '../core/columns.js';
import { InputError, type InputIssue } from '../input/errors.js';
import type { batches as Batches } from '../index.js';
import { checkBatchOptions } from '../solver/batch.js';
import {
  BatchFolder,
  batchFormats,
  resultsName,
  type BatchFormat,
  type BatchRecord,
} from './batch-folder/folder.js';
import { groupsOf, survey } from './batch-folder/input.js';
import { batchBlock } from './batch-folder/rows.js';
import { Interruption } from './interruption.js';
import { CommandError, exit, isSystemError, print, reason } from './io.js';
import { reportUnsolved } from './montecarlo.js';
import { addModelOptions, number, numbers, type AddCommand, type ModelOptions } from './options.js';
import { Progress, watched } from './progress.js';
import type { Block } from './run-folder/tables.js';
import type { World } from './run.js';

/** `batches` of the package, or of a test. */
export type BatchesFunction = typeof Batches;

interface Options extends ModelOptions {
  out: string;
  fractions?: number[];
  rates?: number[];
  workers?: number;
  format: string;
  resume: boolean;
  wait: boolean;
}

const help = `
Each line of the file is a scenario in JSON; blank lines are passed over. All lines are checked before anything is
solved. The folder ends with results, a row a scenario (counted from 0) and floor, and manifest.json: the same bytes for
any number of workers, and however often the run was stopped. A scenario that the model refuses has rows of status
refused, with the reason. Ctrl-C finishes the groups in hand; --resume goes on after that, and after anything worse.

Examples:
  isabc batch places.ndjson --out results
  isabc batch places.ndjson --out results --rates 0.2,0.4 --fidelity printed --format ndjson --resume`;

const howToGoOn = 'the same command with --resume goes on from there';

export const batchCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('batch')
    .summary('solve many scenarios of your own')
    .description('Solves the scenarios of a file, one a line: a row for each of them and rate floor.')
    .argument('<file>', 'scenarios, a line of JSON each')
    .requiredOption('--out <folder>', 'folder for the results; absent or empty, unless --resume is given')
    .option(
      '--fractions <list>',
      'rate floors as shares of the way from the free to the largest rate (default: 0,0.5,0.9)',
      numbers,
    )
    .option('--rates <list>', 'rate floors in bps/Hz instead', numbers);
  addModelOptions(command)
    .option(
      '--workers <n>',
      'number of threads that compute (default: what the machine runs at once)',
      number,
    )
    .option('--format <name>', 'format of the results: parquet or ndjson', 'parquet')
    .option('--resume', 'go on with the batch in the folder, or start it where there is none', false)
    .option('--wait', 'wait while another process is at work in the folder, instead of giving up', false)
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await batch(file, options, world)));
};

async function batch(file: string, options: Options, world: World): Promise<number> {
  const task = taskOf(file, options);
  const { out, resume, wait, workers } = options;
  const interruption = new Interruption(
    world,
    'finishing the groups in hand; once more to stop at once',
    `interrupted; ${howToGoOn}`,
  );
  const stop = interruption.signal;
  const lost = new AbortController();
  const progress = new Progress(world.stderr);
  try {
    const found = await watched(`checking ${file}`, world, () => survey(file, task, stop));
    const { extremes: _, ...asked } = task;
    const record: BatchRecord = {
      schemaVersion: 1,
      version: __VERSION__,
      core: __CORE_HASH__,
      input: found.sha256,
      scenarios: found.scenarios,
      ...(asked as Pick<BatchRecord, 'fidelity' | 'objective' | 'over'>),
      format: options.format as BatchFormat,
    };
    const notice = (text: string) => void world.stderr.write(`isabc: ${text}\n`);
    const onLost = (why: string) =>
      lost.abort(new CommandError(exit.inputOutput, `the lock of ${out} is lost: ${why}`));
    const folder = await BatchFolder.open(out, record, { resume, wait, onLost, notice, signal: stop });
    try {
      const counts = folder.finished ?? (await finish());
      if (counts === null) throw stop.reason;
      return await report(counts, found.scenarios, record.format, out, world);
    } finally {
      progress.clear();
      await folder.release();
    }

    /** Rows by status of the whole; null where it was asked to stop before. */
    async function finish(): Promise<Record<string, number> | null> {
      const { groups, scenarios } = found;
      const floors = (task.fractions ?? task.rates!).length;
      const starts = groups.map((_, group) => groups.slice(0, group).reduce((sum, size) => sum + size, 0));
      const readGroup = (group: number) => folder.read(group, groups[group] * floors);
      const missing: number[] = [];
      let solved = 0;
      for (const [group, size] of groups.entries()) {
        stop.throwIfAborted();
        if ((await readGroup(group)) === null) missing.push(group);
        else solved += size;
      }
      const due = (async function* () {
        for await (const group of groupsOf(file, found, task, missing)) {
          if (stop.aborted) return;
          yield group;
        }
      })();
      const { extremes: __, ...floorsAndAim } = task;
      let next = 0;
      try {
        for await (const rows of world.batches(due, { ...floorsAndAim, workers, signal: lost.signal })) {
          const group = missing[next++];
          await folder.write(group, batchBlock(rows, starts[group]));
          solved += groups[group];
          progress.show(() => `${solved} of ${scenarios} scenarios`);
        }
      } catch (error) {
        if (error instanceof CommandError || error instanceof InputError) throw error;
        throw new CommandError(
          isSystemError(error) ? exit.inputOutput : exit.internal,
          `${reason(error)}; the ${solved} scenarios that are done are kept, and --resume goes on from there`,
          { cause: error },
        );
      }
      if (next < missing.length) return null;
      const counts = Object.fromEntries(rowStatuses.map((status) => [status, 0]));
      const blocks = (async function* (): AsyncGenerator<Block> {
        for (const group of groups.keys()) {
          stop.throwIfAborted();
          const block = await readGroup(group);
          if (block === null)
            throw new CommandError(exit.inputOutput, `group ${group} has been damaged or removed meanwhile`);
          for (const status of block[2] as string[]) counts[status]++;
          yield block;
        }
      })();
      await folder.assemble(blocks, counts);
      return counts;
    }
  } finally {
    interruption.end();
  }
}

/** What the options ask, completed. Throws InputError naming all that is wrong with them. */
function taskOf(file: string, { out, workers, format, resume: _, wait: __, ...asked }: Options) {
  const floors = asked.rates === undefined ? { fractions: [0, 0.5, 0.9], ...asked } : asked;
  const { output, issues } = checkBatchOptions(floors);
  const wrong: InputIssue[] = [...issues];
  if (file === '-') wrong.push({ path: 'file', value: file, message: 'must be a file: it is read twice' });
  if (out === '') wrong.push({ path: '--out', value: out, message: 'must name a folder' });
  if (!batchFormats.some((one) => one === format))
    wrong.push({ path: '--format', value: format, message: 'must be "parquet" or "ndjson"' });
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 1024))
    wrong.push({ path: '--workers', value: workers, message: 'must be an integer from 1 to 1024' });
  if (wrong.length > 0) throw new InputError(wrong);
  return output;
}

async function report(
  counts: Record<string, number>,
  scenarios: number,
  format: BatchFormat,
  out: string,
  world: World,
): Promise<number> {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(counts).flatMap(([status, count]) =>
    count === 0 ? [] : `${count} ${status}`,
  );
  await print(
    world.stdout,
    `${scenarios} scenarios, ${rows} rows: ${parts.join(', ')}; ${resultsName(format)} in ${out}\n`,
  );
  return reportUnsolved(counts.unsolved ?? 0, world);
}
