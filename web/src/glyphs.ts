/** The shapes of the scene: arrays, devices, the grid behind them. */
import type { ArrayGeometry } from 'isabc';
import { elementsOf } from './arrays.js';
import { roundStep } from './axis.js';
import { px, svg } from './dom.js';
import type { Box, Offset } from './labels.js';
import { minus } from './names.js';
import { toMetres, toPixels, type Plane } from './plane.js';

/**
 * An array as dots, seen from above. Its spacing is in wavelengths, of which the scene knows no length, so the size of
 * the symbol says nothing.
 */
export function arrayGlyph(array: ArrayGeometry, label: string, offset: Offset | null): SVGElement[] {
  const elements = elementsOf(array);
  const reach = Math.max(...elements.flatMap(([x, y]) => [Math.abs(x), Math.abs(y)]));
  const scale = Math.min(5 / closest(elements), 26 / reach);
  const dots = elements.map(([x, y]) =>
    svg('circle', { class: 'antenna', cx: px(x * scale), cy: px(-y * scale), r: 2.2 }),
  );
  return [svg('circle', { class: 'body', r: 8 }), ...dots, ...name('name', label, offset)];
}

/** The smallest distance from the first element to another, seen from above; Infinity where there is none. */
function closest([first, ...others]: readonly (readonly number[])[]): number {
  const distances = others.map(([x, y]) => Math.hypot(x - first[0], y - first[1]));
  return Math.min(...distances.filter((distance) => distance > 0));
}

/** A device: the stronger its symbol, the fuller. */
export function deviceGlyph(symbol: number, label: string, offset: Offset | null): SVGElement[] {
  const within = offset !== null && Math.hypot(offset.dx, offset.dy) < 1;
  return [
    svg('circle', { class: 'body', r: 10.5 }),
    svg('circle', { class: 'fill', r: 10.5, 'fill-opacity': px(0.15 + 0.85 * symbol) }),
    ...name(within && symbol > 0.45 ? 'number full' : 'number', label, offset),
  ];
}

/** A label at its place, tied to what it names where it is far from it. */
function name(kind: string, words: string, offset: Offset | null): SVGElement[] {
  if (offset === null) return [];
  const { dx, dy } = offset;
  const label = svg('text', { class: kind, x: px(dx), y: px(dy + 4), 'text-anchor': 'middle' }, words);
  const far = Math.hypot(dx, dy);
  if (far < 30) return [label];
  const end = (far - 9) / far;
  return [svg('path', { class: 'leader', d: `M0 0L${px(dx * end)} ${px(dy * end)}` }), label];
}

interface Tick {
  value: number;
  label: string;
  /** Where its line is, and where its label. */
  at: number;
  x: number;
  y: number;
  anchor: 'start' | 'middle';
}

/** Round metres along both axes; labels along the lower and the left edge, where there is room for them. */
function ticks(plane: Plane): { columns: Tick[]; rows: Tick[] } {
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
  return {
    columns: values(left, right).map((value) => {
      const { x } = toPixels(plane, [value, 0]);
      const shown = x > 62 && x < width - 18;
      return { value, label: shown ? label(value) : '', at: x, x, y: height - 6, anchor: 'middle' };
    }),
    rows: values(bottom, top).map((value) => {
      const { y } = toPixels(plane, [0, value]);
      const shown = y > 14 && y < height - 24;
      return { value, label: shown ? label(value) : '', at: y, x: 6, y: y + 4, anchor: 'start' };
    }),
  };
}

/** Lines at round metres, and their labels. */
export function grid(plane: Plane): SVGElement[] {
  const { width, height } = plane;
  const { columns, rows } = ticks(plane);
  const d =
    columns.map(({ at }) => `M${px(at)} 0V${px(height)}`).join('') +
    rows.map(({ at }) => `M0 ${px(at)}H${px(width)}`).join('');
  return [
    svg('path', { class: 'grid', d }),
    ...[...columns, ...rows]
      .filter(({ label }) => label !== '')
      .map(({ label, x, y, anchor }) =>
        svg('text', { class: 'label', x: px(x), y: px(y), 'text-anchor': anchor }, label),
      ),
    svg('text', { class: 'title', x: 6, y: px(height - 6) }, 'metres'),
  ];
}

/** The room that the grid's labels take. */
export function gridBoxes(plane: Plane): Box[] {
  const { columns, rows } = ticks(plane);
  const box = ({ label, x, y, anchor }: Pick<Tick, 'label' | 'x' | 'y' | 'anchor'>): Box => {
    const halfWidth = labelWidth(label) / 2;
    return { x: anchor === 'start' ? x + halfWidth : x, y: y - 4, halfWidth, halfHeight: 7 };
  };
  const unit = { label: 'metres', x: 6, y: plane.height - 6, anchor: 'start' } as const;
  return [unit, ...columns, ...rows].filter(({ label }) => label !== '').map(box);
}

/** An upper estimate of a label's width, px. */
export function labelWidth(label: string): number {
  return 7.5 * label.length;
}
