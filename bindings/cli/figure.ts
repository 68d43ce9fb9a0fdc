/** isabc figure: the paper's figures, drawn under two readings of it. */

import { join } from 'node:path';
import { InputError, type InputIssue } from '../input/errors.js';
import { figureData, type CurveQuantiles, type FigureData } from '../figures/curves.js';
import { figures } from '../figures/definitions.js';
import { figureCsv, figureSpec } from '../figures/picture.js';
import { formatJson } from '../solver/format.js';
import { guarded, print, writeOutputs } from './io.js';
import { reportUnsolved } from './montecarlo.js';
import { number, type AddCommand } from './options.js';
import { checkFormat, picture } from './picture.js';
import { Progress } from './progress.js';
import type { World } from './world.js';
import { makeFolder } from './whole-file.js';

interface Options {
  out: string;
  format: string;
  draws: number;
  seed: number;
}

const help = `
Each figure becomes figure-<id>.svg (or .png, .pdf, .tex: --format), with its data as .csv and .json beside it. The curves come twice: as the paper's
text defines the model (one signal, −60 dBm as 1e-9 W; printed, decoupled and coupled bound), and as its numbers come
out (superposed signals, 1e-6 W, printed bound). docs/paper.md compares the numbers.

Examples:
  isabc figure 6 --out figures
  isabc figure all --out figures --draws 100 --seed 2`;

export const figureCommand: AddCommand = (program, world, done) => {
  program
    .command('figure')
    .summary("draw the paper's figures")
    .description("Draws the paper's figures 5 to 9 under two readings of it, with their data.")
    .argument('<id>', `${figures.map(({ id }) => id).join(', ')} or all`)
    .requiredOption('--out <folder>', 'folder for the files; made where it is missing')
    .option('--format <name>', 'svg, png, pdf or tex', 'svg')
    .option('--draws <n>', 'placements and symbols that Scenario II is drawn over, 1 to 100000', number, 100)
    .option('--seed <n>', 'seed of the draws', number, 1)
    .addHelpText('after', help)
    .action(async (id: string, options: Options) => done(await figure(id, options, world)));
};

async function figure(id: string, { out, draws, seed, ...options }: Options, world: World): Promise<number> {
  const format = checkFormat(options.format);
  const chosen = figures.filter((one) => id === 'all' || one.id === id);
  const issues: InputIssue[] = [];
  const integer = (path: string, value: number, min: number, max: number) => {
    if (Number.isInteger(value) && value >= min && value <= max) return;
    issues.push({ path, value, message: `must be an integer from ${min} to ${max}` });
  };
  const ids = figures.map((one) => one.id).join(', ');
  if (chosen.length === 0) issues.push({ path: 'figure', value: id, message: `must be ${ids} or all` });
  integer('--draws', draws, 1, 100_000);
  integer('--seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (issues.length > 0) throw new InputError(issues);
  await guarded(out, () => makeFolder(out));

  const solver = await world.loadSolver();
  const plot = await world.loadPlot();
  const progress = new Progress(world.stderr);
  let curves = 0;
  let unsolved = 0;
  const { monteCarlo } = world;
  const onCurve = async () => {
    curves++;
    // four panels of three curves each
    progress.show(() => `${curves} of ${12 * chosen.length} curves`);
    await new Promise((resolve) => setImmediate(resolve));
  };
  progress.begin(() => `0 of ${12 * chosen.length} curves`);
  try {
    for (const one of chosen) {
      const data = await figureData(one, { solver, monteCarlo, draws, seed, onCurve });
      unsolved += unsolvedIn(data);
      const name = join(out, `figure-${one.id}`);
      await writeOutputs(
        [
          await picture(`${name}.${format}`, figureSpec(plot, data), world),
          { file: `${name}.csv`, text: figureCsv(data) },
          { file: `${name}.json`, text: formatJson({ version: __VERSION__, core: __CORE_HASH__, ...data }) },
        ],
        world,
      );
    }
  } finally {
    progress.clear();
  }
  await print(world.stdout, `${chosen.map((one) => join(out, `figure-${one.id}.${format}`)).join('\n')}\n`);
  return reportUnsolved(unsolved, world);
}

function unsolvedIn({ curves }: FigureData): number {
  const points = curves.flatMap((curve) => curve.points as (CurveQuantiles | { status: string })[]);
  return points.reduce(
    (sum, point) => sum + ('status' in point ? Number(point.status === 'unsolved') : point.unsolved),
    0,
  );
}
