/** isabc tradeoff: from scenarios to their certified curves. */

import { formatCsv, formatTable, jsonPieces } from '../solver/format.js';
import { defaultPoints } from '../input/options.js';
import { csvText } from '../input/text.js';
import type { NamedResult } from '../plot/tradeoff.js';
import type { Result, ScenarioInput, TradeoffOptions } from '../types.js';
import { comparison, readCurves, type Comparison } from './curves.js';
import { exclusionWords } from './exclusion.js';
import { checkDistinct, checkWritable, CommandError, exit, say, writeOutputs, type Output } from './io.js';
import { addModelOptions, number, numbers, type AddCommand, type ModelOptions } from './options.js';
import { addPictureOptions, checkPicture, picture, pictureOptions, type PictureOptions } from './picture.js';
import { pricesTable } from './limit-tables.js';
import { arrayFormats } from './result-arrays.js';
import { Progress } from './progress.js';
import type { World } from './world.js';
import { addScenarioOptions, scenarioOptions, type ScenarioOptions } from './scenario-file.js';
import { warn } from './warn.js';

interface Options extends ModelOptions, ScenarioOptions, PictureOptions {
  rates?: number[];
  points?: number;
  bounds?: number[];
  covariance?: boolean;
  extremes: boolean;
  compare?: Comparison;
  json?: string;
  csv?: string;
  mat?: string;
  npz?: string;
  plot?: string;
  prices?: string;
}

const help = `
The result goes to standard output as a table, unless it is written with --json or --csv. Several scenarios, or
--compare, make several curves: one figure; a table each; with --json an array of {"name", "result"}; with --csv a
first column "curve". The figure marks the free rate, the largest rate and, of a single curve, the achievable
region (32) of the paper.

Examples:
  isabc tradeoff scenario.json
  isabc tradeoff scenario.json --points 51 --csv curve.csv
  isabc tradeoff scenario.json --bounds 1e-6,1e-5
  isabc tradeoff scenario.json --rates 0:0.05:0.8 --devices tags.csv --set noiseDbm=-80
  isabc tradeoff scenario.json --rates 0.1,0.2 --covariance --json result.json
  isabc tradeoff - --fidelity coupled --objective position --json - < scenario.json
  isabc tradeoff scenario.json --covariance --npz curve.npz
  isabc tradeoff scenario.json --plot curve.svg
  isabc tradeoff scenario.json --plot curve.pdf --title '' --width 330
  isabc tradeoff scenario.json --compare fidelity=printed,decoupled,coupled --plot fidelities.png
  isabc tradeoff scenario.json --compare powerDbm=10,20,30 --plot powers.svg
  isabc tradeoff limited.json --compare limits.sensitivityDbm=-20,-10,-5 --plot surface.svg
  isabc tradeoff limited.json --prices prices.svg
  isabc tradeoff scenario.json --compare signal=reused,superposed --plot signals.svg
  isabc tradeoff near.json far.json --compare pulse=cosine,sinc,ramp --plot pulses.svg`;

export const tradeoffCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('tradeoff')
    .summary('compute the certified trade-off curve of a scenario')
    .description(
      'Computes the certified trade-off curve of a scenario: the smallest bound at each rate floor.',
    )
    .argument('<scenario...>', 'scenarios, JSON files (see scenario.schema.json); - for standard input')
    .option(
      '--rates <list>',
      'rate floors in bps/Hz with commas between them, in any order; ranges as START:STEP:END',
      numbers,
    )
    .option('--points <n>', `number of evenly spaced floors, 1 to 100000 (default: ${defaultPoints})`, number)
    .option(
      '--bounds <list>',
      "bounds in the objective's unit: the largest rate within each, instead of a bound at each rate",
      numbers,
    );
  addScenarioOptions(addModelOptions(command))
    .option(
      '--compare <key=values>',
      'a curve for each value of fidelity, pulse, signal or a number of the scenario such as receiver.antennas',
      comparison,
    )
    .option('--covariance', 'add covariance, factor and certificate to every point, as verify needs them')
    .option('--no-extremes', 'with --rates: leave out the largest and the free rate')
    .option('--json <file>', 'write the result as JSON; - for standard output')
    .option('--csv <file>', 'write one line a point as CSV; - for standard output')
    .option('--mat <file>', 'write the result as arrays for MATLAB; with --covariance the covariances too')
    .option('--npz <file>', 'write the result as arrays for NumPy; likewise')
    .option(
      '--plot <file>',
      'draw the curve, as .svg, .png, .pdf or .tex by the name; - for SVG on standard output',
    )
    .option('--prices <file>', 'draw what each limit costs along the curve; likewise');
  addPictureOptions(command)
    .addHelpText('after', help)
    .action(async (files: string[], options: Options) => done(await tradeoff(files, options, world)));
};

async function tradeoff(
  files: string[],
  { json, csv, mat, npz, plot, prices, compare, ...others }: Options,
  world: World,
): Promise<number> {
  checkDistinct([
    { option: '--json', file: json },
    { option: '--csv', file: csv },
    { option: '--mat', file: mat },
    { option: '--npz', file: npz },
    { option: '--plot', file: plot },
    { option: '--prices', file: prices },
  ]);
  checkPicture('--plot', plot);
  checkPicture('--prices', prices);
  const { figure, rest } = pictureOptions(others);
  const { source, rest: options } = scenarioOptions(rest);
  const curves = await readCurves(files, compare, options, source, world);
  for (const [option, file] of Object.entries({ '--mat': mat, '--npz': npz, '--prices': prices })) {
    if (file !== undefined && curves.length > 1)
      throw new CommandError(exit.badInput, `${option} takes one curve, and these are ${curves.length}`);
  }
  const results: NamedResult[] = [];
  for (const curve of curves) {
    const validated = () => checkWritable(results.length === 0 ? [json, csv, mat, npz, plot, prices] : []);
    results.push({
      name: curve.name,
      result: await compute(curve.scenario, curve.options, world, validated),
    });
  }

  const outputs: Output[] = [];
  const one = curves.length === 1 ? results[0].result : null;
  if (json !== undefined) outputs.push({ file: json, text: jsonPieces(one ?? results) });
  if (csv !== undefined) outputs.push({ file: csv, text: one ? formatCsv(one) : csvOf(results) });
  if (mat !== undefined) outputs.push({ file: mat, text: arrayFormats.mat(results[0].result) });
  if (npz !== undefined) outputs.push({ file: npz, text: arrayFormats.npz(results[0].result) });
  if (plot !== undefined) {
    const { tradeoffFigure } = await world.loadPlot();
    outputs.push(await picture(plot, tradeoffFigure(results, figure), world));
  }
  if (prices !== undefined) {
    const { pricesFigure } = await world.loadPlot();
    outputs.push(await picture(prices, pricesFigure(results[0].result, figure), world));
  }
  if (json === undefined && csv === undefined && ![mat, npz, plot, prices].includes('-'))
    outputs.push({ file: '-', text: one ? tableOf(one) : tablesOf(results) });
  await writeOutputs(outputs, world);

  for (const { result } of results) await warn(result.warnings ?? [], world);
  const points = results.flatMap(({ result }) => result.points);
  const unsolved = points.filter(({ status }) => status === 'unsolved').length;
  if (unsolved === 0) return exit.done;
  await say(world.stderr, `${unsolved} of ${points.length} points are unsolved`);
  return exit.notCertified;
}

/** One CSV of several curves: their names come first, and columns that a curve does not have are empty. */
function csvOf(results: readonly NamedResult[]): string {
  const tables = results.map(({ name, result }) => {
    const [head, ...rows] = formatCsv(result)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    return { name, head, rows };
  });
  const columns = [...new Set(tables.flatMap(({ head }) => head))];
  const lines = tables.flatMap(({ name, head, rows }) =>
    rows.map((row) => [csvText(name), ...columns.map((column) => row[head.indexOf(column)] ?? '')].join(',')),
  );
  return [['curve', ...columns].join(','), ...lines, ''].join('\n');
}

function tableOf(result: Result): string {
  const why = exclusionWords(result);
  return formatTable(result) + (why === null ? pricesTable(result) : `${why}\n`);
}

const tablesOf = (results: readonly NamedResult[]): string =>
  results.map(({ name, result }) => `${name}\n\n${tableOf(result)}`).join('\n');

/** The curve point by point, with progress on a terminal, and open to signals between points. */
async function compute(
  scenario: ScenarioInput,
  options: TradeoffOptions,
  world: World,
  validated: () => Promise<void>,
): Promise<Result> {
  const solver = await world.loadSolver();
  const steps = solver.points(scenario, options);
  const total = (options.rates ?? options.bounds)?.length ?? options.points ?? defaultPoints;
  const progress = new Progress(world.stderr);
  progress.begin(() => `0 of ${total} points`);
  try {
    let step = steps.next(); // input is validated before the first point
    await validated();
    for (let count = 1; !step.done; count++) {
      progress.show(() => `${count} of ${total} points`);
      await new Promise((resolve) => setImmediate(resolve));
      step = steps.next();
    }
    return step.value;
  } finally {
    progress.clear();
  }
}
