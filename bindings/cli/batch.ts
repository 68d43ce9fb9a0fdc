/** isabc batch: scenarios of one's own, one a line, in a folder, whatever happens on the way. */

import { InputError, type InputIssue } from '../input/errors.js';
import { checkBatchOptions } from '../solver/batch.js';
import {
  BatchFolder,
  batchFormats,
  resultsName,
  type BatchFormat,
  type BatchRecord,
} from './batch-folder/folder.js';
import { survey } from './batch-folder/input.js';
import { finishBatch } from './batch-folder/run.js';
import { Interruption } from './interruption.js';
import { CommandError, exit, print, say } from './io.js';
import { reportUnsolved } from './montecarlo.js';
import {
  addModelOptions,
  folderIssues,
  number,
  numbers,
  type AddCommand,
  type ModelOptions,
} from './options.js';
import { Progress, watched } from './progress.js';
import { warn } from './warn.js';
import type { World } from './world.js';

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
  const interruption = Interruption.ofPieces(world, 'groups');
  const stop = interruption.signal;
  const lost = new AbortController();
  const progress = new Progress(world.stderr);
  try {
    const found = await watched(`checking ${file}`, world, () => survey(file, task, stop));
    const { warnings, warningCount } = found;
    await warn(warnings, world);
    const untold = warningCount - warnings.length;
    if (untold > 0) await say(world.stderr, `warning: ${untold} more of the kind in other lines`);
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
    const notice = (text: string) => void say(world.stderr, text);
    const onLost = (why: string) =>
      lost.abort(new CommandError(exit.inputOutput, `the lock of ${out} is lost: ${why}`));
    const folder = await BatchFolder.open(out, record, { resume, wait, onLost, notice, signal: stop });
    try {
      const counts =
        folder.finished ??
        (await finishBatch(folder, {
          batches: world.batches,
          input: { file, found, task },
          workers,
          stop,
          abort: lost.signal,
          onProgress: (done) => progress.show(() => `${done} of ${found.scenarios} scenarios`),
        }));
      if (counts === null) throw stop.reason;
      return await report(counts, found.scenarios, record.format, out, world);
    } finally {
      progress.clear();
      await folder.release();
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
  wrong.push(...folderIssues({ out, format, workers }, batchFormats));
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
