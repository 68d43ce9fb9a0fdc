/** The shapes of the scene: arrays, devices, the grid behind them. */
import { antennaCount, orientationOf, type ArrayGeometry } from 'isabc';
import { roundStep } from './axis.js';
import { px, svg } from './dom.js';
import { minus } from './names.js';
import { toMetres, toPixels, type Plane } from './plane.js';

/**
 * An array as a row of dots along its axis, from element 0 on. Its spacing is in wavelengths, of which the scene knows
 * no length, so the size of the symbol says nothing.
 */
export function arrayGlyph(array: ArrayGeometry, label: string): SVGElement[] {
  const antennas = antennaCount(array);
  const turn = (orientationOf(array) * Math.PI) / 180;
  const gap = Math.min(5, 30 / antennas);
  const dots = Array.from({ length: antennas }, (_, m) =>
    svg('circle', {
      class: 'antenna',
      cx: px(m * gap * Math.cos(turn)),
      cy: px(-m * gap * Math.sin(turn)),
      r: 2.2,
    }),
  );
  const words = svg('text', { class: 'name', y: 27, 'text-anchor': 'middle' }, label);
  return [svg('circle', { class: 'body', r: 8 }), ...dots, words];
}

/** A device: the stronger its symbol, the fuller. */
export function deviceGlyph(symbol: number, label: string): SVGElement[] {
  return [
    svg('circle', { class: 'body', r: 10.5 }),
    svg('circle', { class: 'fill', r: 10.5, 'fill-opacity': px(0.15 + 0.85 * symbol) }),
    svg('text', { class: symbol > 0.45 ? 'number full' : 'number', y: 4, 'text-anchor': 'middle' }, label),
  ];
}

/** Lines at round metres, and their labels along the lower and the left edge. */
export function grid(plane: Plane): SVGElement[] {
  const { width, height, scale } = plane;
  const step = roundStep(80 / scale);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const [left, top] = toMetres(plane, 0, 0);
  const [right, bottom] = toMetres(plane, width, height);
  const values = (from: number, to: number): number[] =>
    Array.from(
      { length: Math.floor(to / step) - Math.ceil(from / step) + 1 },
      (_, i) => (Math.ceil(from / step) + i) * step,
    );
  const label = (value: number): string => minus(value.toFixed(decimals)).replace(/^−(0(\.0+)?)$/, '$1');
  const columns = values(left, right).map((value) => ({ value, x: toPixels(plane, [value, 0]).x }));
  const rows = values(bottom, top).map((value) => ({ value, y: toPixels(plane, [0, value]).y }));
  const d =
    columns.map(({ x }) => `M${px(x)} 0V${px(height)}`).join('') +
    rows.map(({ y }) => `M0 ${px(y)}H${px(width)}`).join('');
  return [
    svg('path', { class: 'grid', d }),
    ...columns
      .filter(({ x }) => x > 50 && x < width - 12)
      .map(({ value, x }) =>
        svg('text', { class: 'label', x: px(x), y: px(height - 6), 'text-anchor': 'middle' }, label(value)),
      ),
    ...rows
      .filter(({ y }) => y > 14 && y < height - 24)
      .map(({ value, y }) => svg('text', { class: 'label', x: 6, y: px(y + 4) }, label(value))),
    svg('text', { class: 'title', x: 6, y: px(height - 6) }, 'metres'),
  ];
}
