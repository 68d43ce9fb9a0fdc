/** isabc beamform: beamformers and an excitation block that have the optimal, or a given, covariance. */

import { parseScenario } from '../input/scenario.js';
import { warningsOf } from '../input/warnings.js';
import { align, formatBeamformingCsv, formatJson } from '../solver/format.js';
import type { BeamformOptions, Beamforming, ComplexMatrix, Design } from '../types.js';
import { covarianceNames, readMatrix } from './arrays.js';
import { designAt } from './designs.js';
import { checkDistinct, checkWritable, CommandError, exit, writeOutputs, type Output } from './io.js';
import { addModelOptions, number, numbers, oneRate, type AddCommand, type ModelOptions } from './options.js';
import { watched } from './progress.js';
import { warn } from './warn.js';
import type { World } from './world.js';
import { addScenarioOptions, readScenario, scenarioOptions, type ScenarioOptions } from './scenario-file.js';

interface Options extends ModelOptions, ScenarioOptions {
  rates?: number[];
  covariance?: string;
  seed?: number;
  symbols?: string;
  excitation: boolean;
  json?: string;
  csv?: string;
}

const help = `
The covariance is the optimal one at --rates, or your own, as isabc evaluate takes it. W has a column a stream, and W W^H is the covariance R. The excitation X = W S has symbolCount N
columns, and (1/N) X X^H = R, the paper's (3); its symbols S come from the seed, or from --symbols, {"re", "im"} with a
row a stream and N columns (or an array "symbols" or "S" of numbers, like the covariance), and are whitened so that (1/N) S S^H = I. Of a superposed signal the first streams are
those of x_c and the others those of x_s; your own covariances are {"communication", "sensing"}. CSV has a line an entry:
matrix,row,column,re,im with matrix "beamformer", "excitation" or "symbols". Without --json and --csv a summary goes
to standard output.

Examples:
  isabc beamform scenario.json --rates 0.7
  isabc beamform scenario.json --rates 0.7 --seed 7 --json waveform.json --csv waveform.csv
  isabc beamform scenario.json --covariance R.json --symbols qpsk.json --json -`;

export const beamformCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('beamform')
    .summary('make waveforms that have a covariance')
    .description('Makes beamformers and an excitation block that have the optimal, or a given, covariance.')
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .option('--rates <floor>', 'the rate floor of the optimum, bps/Hz', numbers)
    .option('--covariance <file>', 'a covariance of your own instead: .npy, .npz, .mat, .csv or JSON');
  addScenarioOptions(addModelOptions(command))
    .option('--seed <s>', 'seed of the symbols, an integer ≥ 0 (default: 1)', number)
    .option('--symbols <file>', 'symbols of your own instead, in a file of the same kinds')
    .option('--no-excitation', 'beamformers only')
    .option('--json <file>', 'write everything as JSON; - for standard output')
    .option('--csv <file>', 'write one line an entry as CSV; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await beamform(file, options, world)));
};

async function beamform(file: string, options: Options, world: World): Promise<number> {
  const { rates, covariance, seed, symbols, excitation, json, csv, ...others } = options;
  const { source, rest: model } = scenarioOptions(others);
  const rate = oneRate(rates);
  checkDistinct([
    { option: '--json', file: json },
    { option: '--csv', file: csv },
  ]);
  if ((rate === undefined) === (covariance === undefined))
    throw new CommandError(exit.badInput, 'one of --rates and --covariance is needed, and not both');
  if (seed !== undefined && symbols !== undefined)
    throw new CommandError(exit.badInput, '--seed and --symbols cannot be given together');
  if ([file, covariance, symbols].filter((name) => name === '-').length > 1)
    throw new CommandError(exit.badInput, 'only one file can come from standard input');
  const scenario = await readScenario(file, source, world);
  const own = await optional(covariance, (name) => readMatrix(name, 'covariance', covarianceNames, world));
  const given = await optional(symbols, (name) => readMatrix(name, 'symbols', ['symbols', 'S'], world));
  await checkWritable([json, csv]);

  const solver = await world.loadSolver();
  const optimum = () => designAt(solver, scenario, rate!, model);
  const design = (own as Design | undefined) ?? (await watched('the design', world, optimum));
  const task: BeamformOptions = {
    excitation,
    ...(seed === undefined ? {} : { seed }),
    ...(given === undefined ? {} : { symbols: given as ComplexMatrix }),
  };
  const made = solver.beamform(scenario, design, task);

  const outputs: Output[] = [];
  if (json !== undefined) outputs.push({ file: json, text: formatJson(made) });
  if (csv !== undefined) outputs.push({ file: csv, text: formatBeamformingCsv(made) });
  if (outputs.length === 0) outputs.push({ file: '-', text: summary(made) });
  await writeOutputs(outputs, world);
  await warn(warningsOf(parseScenario(scenario)), world);
  return exit.done;
}

async function optional<T>(
  file: string | undefined,
  read: (file: string) => Promise<T>,
): Promise<T | undefined> {
  return file === undefined ? undefined : read(file);
}

function summary({ rank, streams, streamPowers, excitation, error }: Beamforming): string {
  const watts = (from?: number, to?: number) => {
    const powers = streamPowers.slice(from, to).map((power) => power.toPrecision(6));
    return powers.length === 0 ? 'none' : `${powers.join(', ')} W`;
  };
  const facts = [
    ['rank', String(rank)],
    ...(streams === undefined
      ? [['streams', watts()]]
      : [
          ['streams of x_c', watts(0, streams.communication)],
          ['streams of x_s', watts(streams.communication)],
        ]),
    ['W W^H = R to', `${error.beamformer.toExponential(1)} relative`],
  ];
  if (excitation !== null) {
    facts.push(['symbols', String(excitation.re[0].length)]);
    facts.push(['(1/N) X X^H = R to', `${error.excitation?.toExponential(1)} relative`]);
  }
  return [...align(facts, [0, 1]), ''].join('\n');
}
