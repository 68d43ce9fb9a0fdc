/** isabc simulate: do estimators reach the bound? */

import { formatJson } from '../solver/format.js';
import { formatSimulation } from '../simulate/format.js';
import { defaultTrials } from '../simulate/options.js';
import { simulationTask } from '../solver/checked.js';
import type { SimulateOptions, Simulation } from '../simulate/types.js';
import type { ScenarioInput } from '../types.js';
import { checkWritable, exit, readJson, say, writeOutputs } from './io.js';
import { addModelOptions, number, type AddCommand } from './options.js';
import { Progress } from './progress.js';
import type { World } from './run.js';

interface Options extends SimulateOptions {
  json?: string;
}

const help = `
Each trial sends new random symbols with the optimal covariance, adds clutter and noise, and estimates all delays
and angles jointly by maximum likelihood. Without --json a table goes to standard output.

Examples:
  isabc simulate scenario.json --rate 0
  isabc simulate scenario.json --rate 0.2 --fidelity coupled --trials 2000 --seed 7 --json report.json`;

export const simulateCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('simulate')
    .summary('estimate delays and angles from simulated samples, and compare with the bounds')
    .description(
      'Simulates received samples and a maximum-likelihood receiver, and compares its errors with the three bounds.',
    )
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .requiredOption('--rate <floor>', 'rate floor of the covariance that is sent, bps/Hz', number)
    .option('--trials <n>', `number of slots, 2 to 10000000 (default: ${defaultTrials})`, number)
    .option('--seed <n>', 'seed of the random numbers (default: 1)', number);
  addModelOptions(command)
    .option('--samples <k>', 'samples a symbol (default: the fewest that keep the bound)', number)
    .option('--json <file>', 'write the report as JSON; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await simulate(file, options, world)));
};

async function simulate(file: string, { json, ...options }: Options, world: World): Promise<number> {
  const scenario = (await readJson(file, world)) as ScenarioInput;
  const result = await compute(scenario, options, world, () => checkWritable([json]));
  const text = json === undefined ? formatSimulation(result) : formatJson(result);
  await writeOutputs([{ file: json ?? '-', text }], world);
  if (result.status !== 'unsolved') return exit.done;
  await say(world.stderr, 'the covariance at this rate is unsolved');
  return exit.notCertified;
}

/** In a worker, with progress on a terminal. */
async function compute(
  scenario: ScenarioInput,
  options: SimulateOptions,
  world: World,
  validated: () => Promise<void>,
): Promise<Simulation> {
  const total = options.trials ?? defaultTrials;
  simulationTask(scenario, options); // all that is wrong with them comes before what is wrong with the files
  await validated();
  let trials = 0;
  const progress = new Progress(world.stderr);
  progress.watch(() => `${trials} of ${total} trials`);
  try {
    return await world.inWorker.simulate(scenario, { ...options, onTrial: (done) => (trials = done) });
  } finally {
    progress.clear();
  }
}
