/** isabc evaluate: a covariance of the caller's own beside the certified optimum. */

import { InputError } from '../input/errors.js';
import { formatEvaluation, formatJson } from '../solver/format.js';
import type { Design, EvaluateOptions, ScenarioInput } from '../types.js';
import { CommandError, checkWritable, exit, readJson, say, writeOutputs } from './io.js';
import { watched } from './progress.js';
import { addModelOptions, numbers, type AddCommand, type ModelOptions } from './options.js';
import type { World } from './run.js';

interface Options extends ModelOptions {
  covariance: string;
  rates?: number[];
  json?: string;
}

const help = `
The covariance is {"re": [[…]], "im": [[…]]} in W, one row a transmit antenna, or a point of a result that was made
with --covariance; of a superposed signal {"communication", "sensing"}, one such matrix each, or a point. Without --json
a summary goes to standard output.

Examples:
  isabc evaluate scenario.json --covariance R.json
  isabc evaluate scenario.json --covariance R.json --objective position --rates 0.2 --json -`;

export const evaluateCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('evaluate')
    .summary('compare a covariance with the certified optimum')
    .description(
      'Computes rate, power and bounds of a covariance, and how far they are from the certified optimum.',
    )
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .requiredOption('--covariance <file>', 'the covariance, a JSON file; - for standard input');
  addModelOptions(command)
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
  { covariance, json, rates, ...model }: Options,
  world: World,
): Promise<number> {
  if (file === '-' && covariance === '-') {
    throw new CommandError(
      exit.badInput,
      'the scenario and --covariance cannot both come from standard input',
    );
  }
  if (rates !== undefined && rates.length !== 1) {
    throw new InputError([{ path: 'rates', value: rates, message: 'must be one rate floor (bps/Hz)' }]);
  }
  const scenario = (await readJson(file, world)) as ScenarioInput;
  const matrix = (await readJson(covariance, world)) as Design;
  await checkWritable([json]);
  const options: EvaluateOptions = rates === undefined ? model : { ...model, rate: rates[0] };
  const evaluation = await watched('the certified optimum', world, () =>
    world.inWorker.evaluate(scenario, matrix, options),
  );

  const text = json === undefined ? formatEvaluation(evaluation) : formatJson(evaluation);
  await writeOutputs([{ file: json ?? '-', text }], world);
  if (evaluation.optimum.status !== 'unsolved') return exit.done;
  await say(world.stderr, 'the optimum to compare with is unsolved');
  return exit.notCertified;
}
