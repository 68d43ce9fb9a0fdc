/** A figure's specification as SVG: no canvas, no document, no network, and the same bytes for the same figure. */

import { parse, resetSVGDefIds, SVGStringRenderer, textMetrics, View, type SceneGroup } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { textWidth } from './font.js';
import type { Spec } from './spec.js';
import { config, inks, type Theme } from './theme.js';

export interface SvgOptions {
  /** Colours; default `light`, for paper. */
  theme?: Theme;
}

// Vega measures by a canvas where there is one and guesses elsewhere; this measures by the font itself, everywhere.
textMetrics.width = (item, text) => textWidth(String(text ?? item.text ?? ''), item.fontSize ?? 11);

/**
 * Draws a figure.
 *
 * @param spec from `chart`, `panels` or a figure function; any vega-lite specification whose data is inside
 * @returns an SVG document with `<title>` and `<desc>`, which a page can take in as it is
 */
export function renderSvg(spec: Spec, { theme = 'light' }: SvgOptions = {}): string {
  const { spec: vega } = compile(spec as unknown as TopLevelSpec, {
    config: config(theme),
    logger: silent,
  });
  const view = new View(parse(vega, undefined, { ast: true }), {
    renderer: 'none',
    // Expressions are interpreted, not compiled, so that a strict content security policy is no obstacle.
    expr: expressionInterpreter,
    logger: silent,
  });
  try {
    view.run();
    resetSVGDefIds();
    const renderer = new SVGStringRenderer(view.loader());
    // What View.toSVG does, at once instead of after a turn of the event loop, so that pictures never interleave.
    const [x, y] = view.origin();
    const { left, right, top, bottom } = view.padding() as Padding;
    const [width, height] = [view._viewWidth + left + right, view._viewHeight + top + bottom];
    renderer.initialize(null, width, height, [left + x, top + y], 1);
    renderer.background(inks[theme].background);
    renderer.render((view.scenegraph() as unknown as { root: SceneGroup }).root);
    return finish(renderer.svg(), spec);
  } finally {
    view.finalize();
  }
}

interface Padding {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Vega and vega-lite warn on the console; a figure function that gives cause to is caught by the tests instead. */
const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as never;

/** Adds title and description, and rounds coordinates to what can be seen: engines differ in a sine's last digit. */
function finish(svg: string, { title, description }: Spec): string {
  const heading = typeof title === 'object' && title !== null ? (title as { text?: unknown }).text : title;
  const words = [
    heading === undefined ? '' : `<title>${escape(String(heading))}</title>`,
    description === undefined ? '' : `<desc>${escape(String(description))}</desc>`,
  ].join('');
  return svg
    .replace(unfit, '\ufffd')
    .replace(/ (?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d*\.\d{3,}(?:e[+-]?\d+)?|-?\d+(?:\.\d+)?e-\d+/g, rounded),
    )
    .replace(/^(<svg [^>]*)>/, `$1 role="img">${words}`);
}

const rounded = (number: string): string => String(Math.round(Number(number) * 1000) / 1000 + 0);

/** What XML cannot hold, not even escaped: names of series and places may come from anywhere. */
const unfit = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escape = (text: string): string =>
  text
    .replace(unfit, '\ufffd')
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
