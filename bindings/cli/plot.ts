/** isabc plot: the folder of a Monte Carlo run in pictures. */

import { join } from 'node:path';
import type { RateHistogram } from '../plot/monte-carlo.js';
import type { FigureOptions } from '../plot/spec.js';
import { combinationCount } from '../monte-carlo/sweep.js';
import type { Summary } from '../monte-carlo/summary.js';
import { CommandError, exit, guarded, print, writeOutputs } from './io.js';
import type { AddCommand } from './options.js';
import {
  addPictureOptions,
  checkFormat,
  picture,
  pictureOptions,
  type PictureFormat,
  type PictureOptions,
} from './picture.js';
import {
  damagedFiles,
  drawsName,
  manifestName,
  readManifest,
  recordOf,
  type Manifest,
} from './run-folder/manifest.js';
import { damaged, isFolder } from './run-folder/plain-file.js';
import { readSummary } from './run-folder/summary-file.js';
import { readTable } from './run-folder/table-file.js';
import { drawColumns } from './run-folder/tables.js';
import type { World } from './world.js';
import { makeFolder } from './whole-file.js';

interface Options extends PictureOptions {
  out?: string;
  format: string;
}

const help = `
Makes four pictures: curve (median, quartiles and 5 to 95 % of the bound over the rate floors), outage-rate and
outage-bound (how often a rate or a bound is missed), and max-rate (a histogram of the largest rates).

Example:
  isabc plot run --out figures --format png`;

export const plotCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('plot')
    .summary('draw the results of a Monte Carlo run')
    .description('Draws the results of a Monte Carlo run.')
    .argument('<folder>', 'folder of isabc montecarlo or isabc merge')
    .option('--out <folder>', 'folder for the pictures (default: figures, inside the folder)')
    .option('--format <name>', 'svg, png, pdf or tex', 'svg');
  addPictureOptions(command)
    .addHelpText('after', help)
    .action(async (folder: string, options: Options) => {
      const { figure, rest } = pictureOptions(options);
      const { out, format } = rest;
      const inside = join(folder, 'figures');
      const checked = checkFormat(format);
      if (out === undefined) await isFolder(inside); // and no link to anywhere else
      done(await plotRun(folder, out ?? inside, checked, world, figure));
    });
};

/** Draws a finished run into a folder, which is made where it is not there. */
export async function plotRun(
  folder: string,
  out: string,
  format: PictureFormat,
  world: World,
  options: FigureOptions = {},
): Promise<number> {
  const manifest = await readManifest(folder);
  if (manifest === null)
    throw new CommandError(exit.badInput, `${folder} is no finished run: it has no ${manifestName}`);
  const [file] = await damagedFiles(folder, manifest);
  if (file !== undefined)
    throw damaged(join(folder, file), 'it has other bytes or another sha256 than the manifest says');
  const summary = await readSummary(folder, manifest.experiment);
  const plot = await world.loadPlot();
  const figures = {
    curve: plot.bandsFigure(summary, options),
    'outage-rate': plot.rateOutageFigure(summary, options),
    'outage-bound': plot.boundOutageFigure(summary, options),
    'max-rate': plot.maxRateFigure(
      await rateHistograms(folder, manifest, summary, plot.combinationName),
      summary,
      options,
    ),
  };
  await guarded(out, () => makeFolder(out));
  const outputs = [];
  for (const [name, spec] of Object.entries(figures))
    outputs.push({
      ...(await picture(join(out, `${name}.${format}`), spec, world)),
      replacesLinks: true,
    });
  await writeOutputs(outputs, world);
  await print(world.stdout, outputs.map(({ file }) => `${file}\n`).join(''));
  return exit.done;
}

/** Bins of the largest rates. */
const binCount = 40;

/** Largest rates by combination in common bins, counted in one pass over the draws. */
async function rateHistograms(
  folder: string,
  manifest: Manifest,
  summary: Summary,
  nameOf: (sweep: Summary['entries'][number]['sweep']) => string,
): Promise<RateHistogram[]> {
  const { experiment, format } = recordOf(manifest);
  const curves = summary.entries.flatMap(({ outage }) => outage.rate ?? []);
  if (curves.length === 0) return [{ name: '', bins: [] }];
  // from the last threshold that no draw with a rate is below to the first that all are below
  const low = Math.min(
    ...curves.map(({ abscissae, probability }) => abscissae[probability.lastIndexOf(probability[0])]),
  );
  const high = Math.max(...curves.map(({ abscissae }) => abscissae[abscissae.length - 1]));
  const step = (high - low) / binCount;

  const floors = (experiment.fractions ?? experiment.rates)!.length;
  const counts = Array.from({ length: combinationCount(experiment.sweep) }, () => new Float64Array(binCount));
  const columns = drawColumns(experiment);
  const rate = columns.findIndex(({ name }) => name === 'maxRate');
  let row = 0;
  for await (const block of readTable(format, join(folder, drawsName(format)), columns)) {
    const rates = block[rate] as ArrayLike<number>;
    for (let i = 0; i < rates.length; i++, row++) {
      // the floors of one draw and combination follow each other, and have the same largest rate
      if (row % floors !== 0 || Number.isNaN(rates[i])) continue;
      const bin = Math.min(binCount - 1, Math.max(0, Math.floor((rates[i] - low) / step)));
      counts[(row / floors) % counts.length][bin]++;
    }
  }
  return counts.map((bins, combination) => ({
    name: nameOf(summary.entries[combination * floors].sweep),
    bins: Array.from(bins, (y, i) => ({ x0: low + i * step, x1: low + (i + 1) * step, y })),
  }));
}
