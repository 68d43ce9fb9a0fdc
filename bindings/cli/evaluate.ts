/** isabc evaluate: a covariance of the caller's own beside the certified optimum. */

import { defaultFidelity } from '../input/options.js';
import { parseScenario } from '../input/scenario.js';
import { boundWords } from '../solver/bound-words.js';
import { formatEvaluation, formatJson } from '../solver/format.js';
import type { Design, EvaluateOptions } from '../types.js';
import { covarianceNames, readMatrix } from './arrays.js';
import { CommandError, checkWritable, exit, say, writeOutputs } from './io.js';
import { addModelOptions, numbers, oneRate, type AddCommand, type ModelOptions } from './options.js';
import { watched } from './progress.js';
import { keptTable } from './limit-tables.js';
import { warn } from './warn.js';
import type { World } from './world.js';
import { addScenarioOptions, readScenario, scenarioOptions, type ScenarioOptions } from './scenario-file.js';

interface Options extends ModelOptions, ScenarioOptions {
  covariance: string;
  rates?: number[];
  json?: string;
}

const help = `
The covariance is in W, one row a transmit antenna: a matrix in a .npy or .csv file, the array "covariance" or "R" of a
.npz or .mat file, or in a JSON file nested lists, {"re": [[…]], "im": [[…]]} or a point of a result that was made with
--covariance; of a superposed signal {"communication", "sensing"}, one such matrix each, or a point. Without --json a
summary goes to standard output.

Examples:
  isabc evaluate scenario.json --covariance R.npy
  isabc evaluate scenario.json --covariance R.json --objective position --rates 0.2 --json -`;

export const evaluateCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('evaluate')
    .summary('compare a covariance with the certified optimum')
    .description(
      'Computes rate, power and bounds of a covariance, and how far they are from the certified optimum.',
    )
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .requiredOption(
      '--covariance <file>',
      'the covariance, .npy, .npz, .mat, .csv or JSON; - for JSON on standard input',
    );
  addScenarioOptions(addModelOptions(command))
    .option(
      '--rates <floor>',
      "one rate floor of the optimum, bps/Hz (default: the covariance's own rate)",
      numbers,
    )
    .option('--json <file>', 'write the evaluation as JSON; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await evaluate(file, options, world)));
};

async function evaluate(
  file: string,
  { covariance, json, rates, ...options }: Options,
  world: World,
): Promise<number> {
  if (file === '-' && covariance === '-') {
    throw new CommandError(
      exit.badInput,
      'the scenario and --covariance cannot both come from standard input',
    );
  }
  const { source, rest: model } = scenarioOptions(options);
  const rate = oneRate(rates);
  const scenario = await readScenario(file, source, world);
  const matrix = (await readMatrix(covariance, 'covariance', covarianceNames, world)) as Design;
  await checkWritable([json]);
  const solver = await world.loadSolver();
  const task: EvaluateOptions = rate === undefined ? model : { ...model, rate };
  const evaluation = await watched('the certified optimum', world, () =>
    solver.evaluate(scenario, matrix, task),
  );

  const summary = (): string => {
    const whole = parseScenario(scenario);
    const bound = boundWords(whole, model.fidelity ?? defaultFidelity);
    return formatEvaluation(evaluation, bound) + keptTable(whole, evaluation);
  };
  const text = json === undefined ? summary() : formatJson(evaluation);
  await writeOutputs([{ file: json ?? '-', text }], world);
  await warn(evaluation.warnings ?? [], world);
  if (evaluation.optimum.status !== 'unsolved') return exit.done;
  await say(world.stderr, 'the optimum to compare with is unsolved');
  return exit.notCertified;
}
