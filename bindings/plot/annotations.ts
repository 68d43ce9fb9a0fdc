/** Layers that explain: rules, shaded regions and texts. They have no entry in the legend. */

import { textWidth } from './font.js';
import { field, xy } from './layers.js';
import type { Layer } from './spec.js';
import { fontSizes } from './theme.js';

export interface RuleOptions {
  /** Written beside the rule: at the top of an upright one, at the right end of a level one. */
  label?: string;
  /** Default: a grey of the theme. */
  color?: string;
  /** Default dashed. */
  dash?: readonly number[];
  /** The side of an upright rule that the label stands on; default: right, or left near the right edge. */
  side?: 'left' | 'right';
  /** Lines down from the top, so that the labels of neighbours do not meet; default 0. */
  row?: number;
}

/** An upright rule at x, or a level one at y. */
export function rule(
  at: { x: number } | { y: number },
  { label, color, dash = [5, 4], side, row = 0 }: RuleOptions = {},
): Layer {
  const upright = 'x' in at;
  const ink = color === undefined ? {} : { color };
  const encoding = upright
    ? { x: { datum: at.x, type: 'quantitative' } }
    : { y: { datum: at.y, type: 'quantitative' } };
  return {
    swatch: null,
    extent: { x: upright ? [at.x] : [], y: upright ? [] : [at.y] },
    draw: ({ x: { log, domain }, width }) => {
      const mark = { type: 'rule', clip: true, strokeDash: dash, strokeWidth: 1.3, ...ink };
      const drawn = { data: once, mark, encoding };
      if (label === undefined) return [drawn];
      const text = { type: 'text', text: label, ...ink };
      if (!upright) {
        return [
          drawn,
          {
            data: once,
            mark: { ...text, x: width, dx: -5, dy: -4, align: 'right', baseline: 'bottom' },
            encoding,
          },
        ];
      }
      const room = width * (1 - share(at.x, domain, log));
      const right = side === undefined ? room > textWidth(label, fontSizes.label) + 10 : side === 'right';
      const beside = {
        y: 9 + 16 * row,
        dx: right ? 5 : -5,
        align: right ? 'left' : 'right',
        baseline: 'middle',
      };
      return [drawn, { data: once, mark: { ...text, ...beside }, encoding }];
    },
  };
}

/** Where a value lies on an axis, from 0 to 1. */
function share(value: number, [low, high]: readonly [number, number], log: boolean): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** Ends of a region; one that is left out is the plot's edge. */
export type Ends = readonly [number | undefined, number | undefined];

export interface RegionOptions {
  /** In the middle, turned where the region is narrower than the text. */
  label?: string;
  color?: string;
  opacity?: number;
}

/** A shaded part of the plot: between two x, two y, or both. */
export function region(
  { x = [undefined, undefined], y = [undefined, undefined] }: { x?: Ends; y?: Ends },
  { color = '#9a9a9a', opacity = 0.3, label }: RegionOptions = {},
): Layer {
  const known = (ends: Ends) => ends.filter((end) => end !== undefined);
  return {
    swatch: null,
    extent: { x: known(x), y: known(y) },
    draw: ({ x: across, y: up, width }) => {
      const [x0, x1] = [x[0] ?? across.domain[0], x[1] ?? across.domain[1]];
      const [y0, y1] = [y[0] ?? up.domain[0], y[1] ?? up.domain[1]];
      const mark = { type: 'rect', clip: true, color, opacity, stroke: null };
      const encoding = { x: field('x0'), x2: { field: 'x1' }, y: field('y0'), y2: { field: 'y1' } };
      const box = { data: { values: [{ x0, x1, y0, y1 }] }, mark, encoding };
      if (label === undefined) return [box];
      const wide = width * (share(x1, across.domain, across.log) - share(x0, across.domain, across.log));
      const angle = wide > textWidth(label, fontSizes.label) + 8 ? 0 : 270;
      const middle = (a: number, b: number, log: boolean) => (log ? Math.sqrt(a * b) : (a + b) / 2);
      const center = { x: middle(x0, x1, across.log), y: middle(y0, y1, up.log) };
      return [box, { data: { values: [center] }, mark: { type: 'text', text: label, angle }, encoding: xy }];
    },
  };
}

export interface NoteOptions {
  align?: 'left' | 'center' | 'right';
  /** Shift in px, to the right and down. */
  dx?: number;
  dy?: number;
  color?: string;
}

/** A text at a point. */
export function note(
  { x, y }: { x: number; y: number },
  text: string,
  { align = 'left', dx = 0, dy = 0, color }: NoteOptions = {},
): Layer {
  const ink = color === undefined ? {} : { color };
  const mark = { type: 'text', text, align, dx, dy, baseline: 'middle', ...ink };
  return {
    swatch: null,
    extent: { x: [x], y: [y] },
    draw: () => [{ data: { values: [{ x, y }] }, mark, encoding: xy }],
  };
}

/** Data for a mark that is drawn once. */
const once = { values: [{}] };
