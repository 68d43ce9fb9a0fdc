/** Pictures of the commands: SVG, PNG, PDF or TeX by the name of the file. */

import type { Command } from 'commander';
import { InputError } from '../input/errors.js';
import type { FigureOptions, Spec } from '../plot/spec.js';
import { CommandError, exit, type Output } from './io.js';
import { watched } from './progress.js';
import { number } from './options.js';
import type { World } from './world.js';

/** What a file's name may end in. */
export const pictureFormats = ['svg', 'png', 'pdf', 'tex'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** As typed. */
export interface PictureOptions {
  title?: string;
  width?: number;
}

/** --title and --width. */
export function addPictureOptions(command: Command): Command {
  return command
    .option('--title <text>', "title of the picture, in place of its own; '' for none, nor a second line")
    .option(
      '--width <px>',
      'of the plot between the axes, 96 px an inch (default: 560, of a map 330)',
      number,
    );
}

/** Splits --title and --width off, and checks them: a plot of 100 to 4000 px. */
export function pictureOptions<T extends PictureOptions>({ title, width, ...rest }: T) {
  if (width !== undefined && !(width >= 100 && width <= 4000))
    throw new InputError([
      { path: '--width', value: width, message: 'must be a number from 100 to 4000 (px)' },
    ]);
  const figure: FigureOptions = {
    ...(title === undefined ? {} : { title }),
    ...(width === undefined ? {} : { width }),
  };
  return { figure, rest };
}

function formatOf(file: string): PictureFormat | undefined {
  const ending = file === '-' ? 'svg' : /\.([^.]*)$/.exec(file)?.[1].toLowerCase();
  return pictureFormats.find((format) => format === ending);
}

/** The value of a --format, of commands that name their pictures themselves. */
export function checkFormat(name: string): PictureFormat {
  const format = pictureFormats.find((one) => one === name);
  if (format !== undefined) return format;
  throw new CommandError(exit.badInput, `--format ${name}: must be ${pictureFormats.join(', ')}`);
}

/** Refuses a name that says none of the formats, before anything is computed. */
export function checkPicture(option: string, file: string | undefined): void {
  if (file === undefined || formatOf(file) !== undefined) return;
  throw new CommandError(
    exit.badInput,
    `${option} ${file}: the name must end in .svg, .png, .pdf or .tex (or be -, for SVG)`,
  );
}

/** A figure as an output; `-` gets SVG. */
export async function picture(file: string, spec: Spec, world: World): Promise<Output> {
  const { renderPng, renderSvg, renderTex } = await world.loadPlot();
  const format = formatOf(file);
  const text = await watched(`drawing ${file}`, world, async () => {
    if (format === 'tex') return renderTex(spec);
    const svg = renderSvg(spec);
    if (format === 'png') return renderPng(svg);
    return format === 'pdf' ? (await world.loadPdf()).renderPdf(svg) : svg;
  });
  return { file, text };
}
