/** The legend: entries below the plot, in rows that the font's widths fill. */

import { textWidth } from './font.js';
import type { Entry, Spec } from './spec.js';
import { fontSizes } from './theme.js';

/** px: below the axis with its title; between rows; a swatch and the air on both its sides. */
const top = 72;
const rowHeight = 21;
const swatchWidth = 28;
const gap = { swatch: 7, entry: 22 };

/** Marks at places of their own outside the axes. */
export function legend(entries: readonly Entry[], width: number, height: number): Spec[] {
  let [x, row] = [0, 0];
  return entries.flatMap((entry) => {
    const textAt = swatchWidth + gap.swatch;
    const advance = textAt + textWidth(entry.name, fontSizes.label) + gap.entry;
    if (x > 0 && x + advance - gap.entry > width) [x, row] = [0, row + 1];
    const y = height + top + row * rowHeight;
    const label = { type: 'text', text: entry.name, x: x + textAt, y, align: 'left', baseline: 'middle' };
    const marks = [swatch(entry, x, y), label].map((mark) => ({
      data: { values: [{}] },
      mark,
      encoding: {},
    }));
    x += advance;
    return marks;
  });
}

function swatch({ swatch: kind, color, dash, shape, opacity }: Entry, x: number, y: number): Spec {
  const right = x + swatchWidth;
  const middle = { type: 'point', x: (x + right) / 2, y, stroke: color, opacity: 1 };
  switch (kind) {
    case 'line':
      return { ...middle, shape: 'stroke', size: swatchWidth ** 2, strokeDash: dash, strokeWidth: 2.2 };
    case 'band':
      return { type: 'rect', x, x2: right, y: y - 6, y2: y + 6, fill: color, fillOpacity: opacity };
    case 'marker':
      return { ...middle, shape, fill: color, size: 60 };
  }
}
