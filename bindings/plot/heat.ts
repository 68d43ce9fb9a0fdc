/** A quantity over the plane in steps of colour, with the bar that explains them. */

import type { Layer, Spec, Style } from './spec.js';
import { field } from './layers.js';

/** Values on a grid: one row a y, one number an x; both evenly spaced and ascending. null is left blank. */
export interface Grid {
  x: readonly number[];
  y: readonly number[];
  values: readonly (readonly (number | null)[])[];
}

export interface HeatOptions {
  /** Edges of the steps, ascending; values beyond the ends have the ends' colours. */
  edges: readonly number[];
  /** Over the bar: quantity and unit. */
  label: string;
  /** Default true. */
  bar?: boolean;
}

/** Cells of the grid in one colour a step, from pale to dark blue. Neighbours of a step are drawn as one. */
export function heat(grid: Grid, { edges, label, bar = true }: HeatOptions): Layer {
  const half = { x: spacing(grid.x) / 2, y: spacing(grid.y) / 2 };
  const ends = (list: readonly number[], h: number) => [list[0] - h, list[list.length - 1] + h];
  const steps = edges.length - 1;
  const stepOf = (value: number) => {
    const above = edges.findIndex((edge) => edge > value);
    return Math.min(steps - 1, Math.max(0, (above < 0 ? edges.length : above) - 1));
  };
  return {
    swatch: null,
    extent: { x: ends(grid.x, half.x), y: ends(grid.y, half.y) },
    draw: (style) => [...runs(grid, half, stepOf, steps), ...(bar ? colorBar(edges, label, style) : [])],
  };
}

const spacing = (list: readonly number[]): number => (list.length > 1 ? list[1] - list[0] : 1);

/** One layer a step, of rectangles as long as the step goes on. */
function runs(
  { x, y, values }: Grid,
  half: { x: number; y: number },
  stepOf: (value: number) => number,
  steps: number,
): Spec[] {
  const boxes = Array.from({ length: steps }, (): object[] => []);
  values.forEach((row, j) => {
    for (let i = 0; i < row.length;) {
      const value = row[i];
      const step = value === null ? -1 : stepOf(value);
      let end = i + 1;
      while (end < row.length && (row[end] === null ? -1 : stepOf(row[end] as number)) === step) end++;
      if (step >= 0) {
        boxes[step].push({
          x0: x[i] - half.x,
          x1: x[end - 1] + half.x,
          y0: y[j] - half.y,
          y1: y[j] + half.y,
        });
      }
      i = end;
    }
  });
  const encoding = { x: field('x0'), x2: { field: 'x1' }, y: field('y0'), y2: { field: 'y1' } };
  return boxes.flatMap((box, step) => {
    if (box.length === 0) return [];
    const ink = shade(step, steps);
    // a hairline of the same colour closes the seams between rectangles
    const mark = { type: 'rect', clip: true, fill: ink, stroke: ink, strokeWidth: 0.4 };
    return [{ data: { values: box }, mark, encoding }];
  });
}

/** The steps as a bar right of the plot, with the values of their edges. */
function colorBar(edges: readonly number[], label: string, { width, height }: Style): Spec[] {
  const steps = edges.length - 1;
  const left = width + 18;
  const every = Math.ceil(steps / 8);
  const one = (mark: Spec): Spec => ({ data: { values: [{}] }, mark, encoding: {} });
  const at = (edge: number) => height - (edge / steps) * height;
  const boxes = Array.from({ length: steps }, (_, step) =>
    one({
      type: 'rect',
      x: left,
      x2: left + 14,
      y: at(step + 1),
      y2: at(step),
      fill: shade(step, steps),
      stroke: null,
    }),
  );
  const labels = edges.flatMap((edge, i) => {
    if (i % every !== 0) return [];
    // the ends stay beside the bar, so that the plot takes no more room than without it
    const baseline = i === 0 ? 'bottom' : i === steps ? 'top' : 'middle';
    const text = String(edge).replace('-', '−');
    return [one({ type: 'text', text, x: left + 20, y: at(i), align: 'left', baseline })];
  });
  const turned = { type: 'text', text: label, x: left + 62, y: height / 2, angle: 270, align: 'center' };
  return [...boxes, ...labels, one({ ...turned, baseline: 'middle' })];
}

/** From nearly white to dark blue, evenly. */
const ramp = [
  '#f7fbff',
  '#deebf7',
  '#c6dbef',
  '#9ecae1',
  '#6baed6',
  '#4292c6',
  '#2171b5',
  '#08519c',
  '#08306b',
];

function shade(step: number, steps: number): string {
  const place = steps === 1 ? 0 : (step / (steps - 1)) * (ramp.length - 1);
  const low = Math.min(ramp.length - 2, Math.floor(place));
  const channel = (color: string, i: number) => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => {
    const [a, b] = [channel(ramp[low], i), channel(ramp[low + 1], i)];
    return Math.round(a + (place - low) * (b - a))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
