/** isabc tradeoff: from a scenario to its certified curve. */

import { formatCsv, formatJson, formatTable } from '../format.js';
import { defaultPoints } from '../options.js';
import type { Result, ScenarioInput, TradeoffOptions } from '../types.js';
import { checkDistinct, checkWritable, exit, readJson, write, writeOutputs, type Output } from './io.js';
import { addModelOptions, number, numbers, type AddCommand, type ModelOptions } from './options.js';
import { Progress } from './progress.js';
import type { World } from './run.js';

interface Options extends ModelOptions {
  rates?: number[];
  points?: number;
  bounds?: number[];
  covariance?: boolean;
  extremes: boolean;
  json?: string;
  csv?: string;
}

const help = `
The result goes to standard output as a table, unless it is written with --json or --csv.

Examples:
  isabc tradeoff scenario.json
  isabc tradeoff scenario.json --points 51 --csv curve.csv
  isabc tradeoff scenario.json --bounds 1e-6,1e-5
  isabc tradeoff scenario.json --rates 0.1,0.2 --covariance --json result.json
  isabc tradeoff - --fidelity coupled --objective position --json - < scenario.json`;

export const tradeoffCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('tradeoff')
    .summary('compute the certified trade-off curve of a scenario')
    .description(
      'Computes the certified trade-off curve of a scenario: the smallest bound at each rate floor.',
    )
    .argument('<scenario>', 'scenario, a JSON file (see scenario.schema.json); - for standard input')
    .option('--rates <list>', 'rate floors in bps/Hz with commas between them, in any order', numbers)
    .option('--points <n>', `number of evenly spaced floors, 1 to 100000 (default: ${defaultPoints})`, number)
    .option(
      '--bounds <list>',
      "bounds in the objective's unit: the largest rate within each, instead of a bound at each rate",
      numbers,
    );
  addModelOptions(command)
    .option('--covariance', 'add covariance, factor and certificate to every point, as verify needs them')
    .option('--no-extremes', 'with --rates: leave out the largest and the free rate')
    .option('--json <file>', 'write the result as JSON; - for standard output')
    .option('--csv <file>', 'write one line a point as CSV; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await tradeoff(file, options, world)));
};

async function tradeoff(file: string, { json, csv, ...options }: Options, world: World): Promise<number> {
  checkDistinct([
    { option: '--json', file: json },
    { option: '--csv', file: csv },
  ]);
  const scenario = (await readJson(file, world)) as ScenarioInput;
  const result = await compute(scenario, options, world, () => checkWritable([json, csv]));

  const outputs: Output[] = [];
  if (json !== undefined) outputs.push({ file: json, text: formatJson(result) });
  if (csv !== undefined) outputs.push({ file: csv, text: formatCsv(result) });
  if (outputs.length === 0) outputs.push({ file: '-', text: formatTable(result) });
  await writeOutputs(outputs, world);

  const unsolved = result.points.filter(({ status }) => status === 'unsolved').length;
  if (unsolved === 0) return exit.done;
  await write(world.stderr, `isabc: ${unsolved} of ${result.points.length} points are unsolved\n`);
  return exit.notCertified;
}

/** The curve point by point, with progress on a terminal, and open to signals between points. */
async function compute(
  scenario: ScenarioInput,
  options: TradeoffOptions,
  world: World,
  validated: () => Promise<void>,
): Promise<Result> {
  const solver = await world.loadSolver();
  const steps = solver.points(scenario, options);
  const progress = new Progress(
    world.stderr,
    (options.rates ?? options.bounds)?.length ?? options.points ?? defaultPoints,
  );
  try {
    let step = steps.next(); // input is validated before the first point
    await validated();
    for (let count = 1; !step.done; count++) {
      progress.show(count);
      await new Promise((resolve) => setImmediate(resolve));
      step = steps.next();
    }
    return step.value;
  } finally {
    progress.clear();
  }
}
