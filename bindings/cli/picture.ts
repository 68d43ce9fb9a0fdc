/** Pictures of the commands: SVG or PNG by the name of the file. */

import type { Spec } from '../plot/spec.js';
import { CommandError, exit, type Output } from './io.js';
import { watched } from './progress.js';
import type { World } from './run.js';

/** Refuses a name that says neither SVG nor PNG, before anything is computed. */
export function checkPicture(option: string, file: string | undefined): void {
  if (file === undefined || file === '-' || /\.(svg|png)$/i.test(file)) return;
  throw new CommandError(
    exit.badInput,
    `${option} ${file}: the name must end in .svg or .png (or be -, for SVG)`,
  );
}

/** A figure as an output; `-` gets SVG. */
export async function picture(file: string, spec: Spec, world: World): Promise<Output> {
  const { renderPng, renderSvg } = await world.loadPlot();
  const text = await watched(`drawing ${file}`, world, () => {
    const svg = renderSvg(spec);
    return /\.png$/i.test(file) ? renderPng(svg) : svg;
  });
  return { file, text };
}
