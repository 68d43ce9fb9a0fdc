/** isabc simulate: do estimators reach the bound? */

import { formatJson } from '../solver/format.js';
import { formatSimulation } from '../simulate/format.js';
import { defaultTrials } from '../simulate/options.js';
import type { SimulateOptions, Simulation } from '../simulate/types.js';
import { InputError } from '../input/errors.js';
import { warningsOf } from '../input/warnings.js';
import { excluded } from '../simulate/simulation.js';
import { mostlyMissed } from '../simulate/warnings.js';
import type { ScenarioInput } from '../types.js';
import { refuseExcluded } from './exclusion.js';
import { checkWritable, exit, say, writeOutputs } from './io.js';
import { addModelOptions, number, numbers, oneRate, type AddCommand } from './options.js';
import { Progress } from './progress.js';
import { warn } from './warn.js';
import type { World } from './world.js';
import { addScenarioOptions, readScenario, scenarioOptions, type ScenarioOptions } from './scenario-file.js';

interface Options extends Omit<SimulateOptions, 'rate'>, ScenarioOptions {
  rates: number[];
  json?: string;
}

const help = `
Each trial sends new random symbols with the optimal covariance, adds clutter and noise, and estimates all delays
and directions jointly by maximum likelihood, and what the scenario's "unknown" says of the reflections. Without --json a table goes to standard output.

Examples:
  isabc simulate scenario.json --rates 0
  isabc simulate scenario.json --rates 0.2 --fidelity coupled --trials 2000 --seed 7 --json report.json`;

export const simulateCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('simulate')
    .summary('estimate delays and angles from simulated samples, and compare with the bounds')
    .description(
      'Simulates received samples and a maximum-likelihood receiver, and compares its errors with the three bounds.',
    )
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .requiredOption('--rates <floor>', 'rate floor of the covariance that is sent, bps/Hz', numbers)
    .option('--trials <n>', `number of slots, 2 to 10000000 (default: ${defaultTrials})`, number)
    .option('--seed <n>', 'seed of the random numbers (default: 1)', number);
  addScenarioOptions(addModelOptions(command))
    .option('--samples <k>', 'samples a symbol (default: the fewest that keep the bound)', number)
    .option(
      '--phase-spread <degrees>',
      "true phases of the reflections within ± this of the model's, 0 to 180 (default: 0)",
      number,
    )
    .option('--json <file>', 'write the report as JSON; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await simulate(file, options, world)));
};

async function simulate(file: string, { json, rates, ...others }: Options, world: World): Promise<number> {
  const { source, rest: options } = scenarioOptions(others);
  const rate = oneRate(rates)!;
  const scenario = await readScenario(file, source, world);
  const result = await compute(scenario, { rate, ...options }, world, () => checkWritable([json]));
  const text = json === undefined ? formatSimulation(result) : formatJson(result);
  const failed = mostlyMissed(result);
  if (failed) await say(world.stderr, result.warnings[0]);
  await writeOutputs([{ file: json ?? '-', text }], world);
  await warn(warningsOf(result.scenario, result.rate), world);
  if (result.status === 'unsolved') await say(world.stderr, 'the covariance at this rate is unsolved');
  return failed || result.status === 'unsolved' ? exit.notCertified : exit.done;
}

/** Trial by trial, with progress on a terminal, and open to signals in between. */
async function compute(
  scenario: ScenarioInput,
  options: SimulateOptions,
  world: World,
  validated: () => Promise<void>,
): Promise<Simulation> {
  const solver = await world.loadSolver();
  const total = options.trials ?? defaultTrials;
  const steps = solver.trials(scenario, options);
  const first = () => {
    try {
      return steps.next();
    } catch (error) {
      if (error instanceof InputError && error.issues[0].message === excluded) {
        // which ones do
        const { rate, fidelity, objective, over } = options;
        const asked = { rates: [rate], extremes: false, fidelity, objective, over };
        refuseExcluded(solver.tradeoff(scenario, asked));
      }
      throw error;
    }
  };
  const progress = new Progress(world.stderr);
  progress.begin(() => `0 of ${total} trials`);
  try {
    let step = first(); // input is validated before the first trial
    await validated();
    while (!step.done) {
      const done = step.value;
      progress.show(() => `${done} of ${total} trials`);
      await new Promise((resolve) => setImmediate(resolve));
      step = steps.next();
    }
    return step.value;
  } finally {
    progress.clear();
  }
}
