/** Quantiles over placements or trials: two bands and a line of one colour. */

import { band, line } from './layers.js';
import type { Layer, SeriesOptions } from './spec.js';

/** Quantiles at an x; null where there are none. */
export interface Quantiles {
  x: number;
  q05: number | null;
  q25: number | null;
  q50: number | null;
  q75: number | null;
  q95: number | null;
}

/**
 * The bands from 5 to 95 % and between the quartiles, and the median as a line.
 *
 * @param name in the legend, for the line; without one the legend explains line and bands instead
 */
export function quantileBands(rows: readonly Quantiles[], { name, color }: SeriesOptions = {}): Layer[] {
  const names = name === undefined ? ['5–95 %', 'quartiles', 'median'] : [undefined, undefined, name];
  const of = (i: number) => ({ name: names[i], like: name ?? 'median', color });
  return [
    band(
      rows.map(({ x, q05, q95 }) => ({ x, low: q05, high: q95 })),
      { ...of(0), opacity: 0.16 },
    ),
    band(
      rows.map(({ x, q25, q75 }) => ({ x, low: q25, high: q75 })),
      { ...of(1), opacity: 0.3 },
    ),
    line(
      rows.map(({ x, q50 }) => ({ x, y: q50 })),
      of(2),
    ),
  ];
}
