/** isabc montecarlo: an experiment's draws in a folder, whatever happens on the way. */

import { InputError, type InputIssue } from '../input/errors.js';
import { boundWords } from '../solver/bound-words.js';
import { formatSummary } from '../monte-carlo/format-summary.js';
import { checkExperiment } from '../monte-carlo/experiment.js';
import { isObject } from '../input/rules.js';
import { howToGoOn, Interruption } from './interruption.js';
import { CommandError, exit, print, readJson, say } from './io.js';
import { folderIssues, number, type AddCommand } from './options.js';
import { assign, type Assignment } from './assignment.js';
import { plotRun } from './plot.js';
import { DrawProgress } from './progress.js';
import { RunFolder } from './run-folder/folder.js';
import { chunkIssues, type RunRecord } from './run-folder/record.js';
import { finishedBefore, finishRun, type RunState } from './run-folder/run.js';
import { checkShard } from './run-folder/shard.js';
import { formats, type Format } from './run-folder/table-file.js';
import { experimentWarnings, warn } from './warn.js';
import type { World } from './world.js';
import { addSet } from './scenario-file.js';

export interface MonteCarloOptions {
  out: string;
  draws?: number;
  seed?: number;
  workers?: number;
  format: string;
  placements: boolean;
  resume: boolean;
  wait: boolean;
  shard?: string;
  plot?: string;
  set?: Assignment[];
}

const help = `
The folder ends with draws, placements, summary.json and manifest.json: the same bytes for any number of workers,
and however often the run was stopped. Ctrl-C finishes the chunks in hand; --resume goes on after that, and after
anything worse. A run whose --draws has grown is extended.

Examples:
  isabc montecarlo experiment.json --out run
  isabc montecarlo experiment.json --out run --draws 1000000 --resume
  isabc montecarlo experiment.json --out shard-2 --shard 2/6 --resume    (then: isabc merge shard-* --out run)`;

export const montecarloCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('montecarlo')
    .summary('solve the random placements of an experiment')
    .description('Solves the random placements of an experiment: one row a draw and rate floor.')
    .argument('<experiment>', 'experiment, a JSON file (see experiment.schema.json); - for standard input')
    .requiredOption('--out <folder>', 'folder for the results; absent or empty, unless --resume is given')
    .option('--draws <n>', 'number of draws, instead of the one in the experiment', number)
    .option('--seed <s>', 'seed, instead of the one in the experiment', number);
  addSet(command)
    .option(
      '--workers <n>',
      'number of threads that compute (default: what the machine runs at once)',
      number,
    )
    .option('--format <name>', 'format of draws and placements: parquet or csv', 'parquet')
    .option('--no-placements', 'leave out the placements')
    .option('--resume', 'go on with the run in the folder, or start it where there is none', false)
    .option('--wait', 'wait while another process is at work in the folder, instead of giving up', false)
    .option('--shard <I/N>', 'only the I-th of N parts, for isabc merge')
    .option('--plot <folder>', 'draw the finished run into a folder, as isabc plot does')
    .addHelpText('after', help)
    .action(async (file: string, options: MonteCarloOptions) => {
      const experiment = assign(await readJson(file, world), options.set ?? []);
      done(await montecarlo(experiment, options, world));
    });
};

/** Runs an experiment in a folder, or goes on with it; the words of the summary go to standard output. */
export async function montecarlo(
  experiment: unknown,
  options: MonteCarloOptions,
  world: World,
): Promise<number> {
  const record = recordOf(experiment, options);
  await warn(experimentWarnings(record.experiment), world); // before what may take a day
  return runRecord(record, options, world);
}

/** The same of a record. */
export async function runRecord(
  record: RunRecord,
  options: MonteCarloOptions,
  world: World,
): Promise<number> {
  const { out, resume, wait, workers } = options;
  const interruption = Interruption.ofPieces(world, 'chunks');
  const lost = new AbortController();
  const progress = new DrawProgress(world.stderr);
  const stop = interruption.signal;
  try {
    const notice = (text: string) => void say(world.stderr, text);
    const onLost = (why: string) =>
      lost.abort(new CommandError(exit.inputOutput, `the lock of ${out} is lost: ${why}`));
    let state = resume ? await finishedBefore(out, record, stop) : null;
    if (state === null) {
      const folder = await RunFolder.open(out, record, { resume, wait, onLost, notice, signal: stop });
      try {
        state = await finishRun(folder, {
          monteCarlo: world.monteCarlo,
          workers,
          stop,
          abort: lost.signal,
          notice,
          onProgress: (...counts) => progress.show(...counts),
        });
      } catch (error) {
        progress.clear();
        await (error instanceof InputError ? folder.abandon() : folder.release());
        throw error;
      }
      progress.clear();
      await folder.release();
    }
    const status = await report(state, record, interruption.status, out, world);
    if (options.plot === undefined || state.summary === null) return status;
    return (await plotRun(out, options.plot, 'svg', world)) || status;
  } finally {
    interruption.end();
  }
}

/** Experiment and options, completed. Throws InputError naming all that is wrong with either. */
export function recordOf(input: unknown, options: MonteCarloOptions): RunRecord {
  const { out, draws, seed, workers, format, placements, shard, plot } = options;
  const given = { ...(draws !== undefined && { draws }), ...(seed !== undefined && { seed }) };
  const { output, issues } = checkExperiment(isObject(input) ? { ...input, ...given } : input);
  const wrong: InputIssue[] = [...issues, ...checkShard(shard, '--shard')];
  const record: RunRecord = {
    schemaVersion: 1,
    version: __VERSION__,
    core: __CORE_HASH__,
    experiment: output,
    format: format as Format,
    placements,
    ...(shard !== undefined && { shard }),
  };
  if (wrong.length === 0) wrong.push(...chunkIssues(record, 'draws'));
  if (shard !== undefined && plot !== undefined)
    wrong.push({
      path: '--plot',
      value: plot,
      message: 'goes with whole runs: isabc plot draws merged shards',
    });
  wrong.push(...folderIssues({ out, format, workers }, formats));
  if (wrong.length > 0) throw new InputError(wrong);
  return record;
}

/** Says how a run ended, and with which status to exit. */
async function report(
  { draws, total, unsolved, summary }: RunState,
  { shard, experiment: { scenario, fidelity } }: RunRecord,
  interrupted: number | null,
  out: string,
  world: World,
): Promise<number> {
  if (draws < total) {
    await say(world.stderr, `stopped after ${draws} of ${total} draws; ${howToGoOn}`);
    return interrupted ?? exit.internal;
  }
  if (summary !== null) await print(world.stdout, formatSummary(summary, boundWords(scenario, fidelity)));
  else await print(world.stdout, `shard ${shard}: ${draws} draws in ${out}, for isabc merge\n`);
  return reportUnsolved(unsolved, world);
}

/** The exit status of results with so many unsolved rows. */
export async function reportUnsolved(unsolved: number, { stderr }: World): Promise<number> {
  if (unsolved === 0) return exit.done;
  await say(stderr, `${unsolved} rows are unsolved`);
  return exit.notCertified;
}
