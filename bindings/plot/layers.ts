/** Layers that show data: plain numbers in the units of the chart's axes. */

import type { AxisInfo, Extent, Layer, Range, SeriesOptions, Spec, Style, XY } from './spec.js';

export interface LineOptions extends SeriesOptions {
  /** Overrides the dash of the series; `[]` is solid. */
  dash?: readonly number[];
  /** px, default 2.2 */
  width?: number;
  /** Between points: straight lines, or constant up to the next point. */
  interpolate?: 'linear' | 'step-after';
}

/** A line through points in the given order; broken where a value is missing, or not positive on a log axis. */
export function line(
  points: readonly XY[],
  { name, like, color, dash, width = 2.2, interpolate = 'linear' }: LineOptions = {},
): Layer {
  return {
    name,
    like,
    color,
    dash,
    swatch: 'line',
    extent: xyExtent(points),
    draw: (style) => {
      let part = 0;
      const values = points.flatMap((point) => {
        if (shown(point.x, style.x.log) && shown(point.y, style.y.log)) {
          return [{ x: point.x, y: point.y, part }];
        }
        part++;
        return [];
      });
      const mark = {
        type: 'line',
        clip: true,
        stroke: style.color,
        strokeDash: style.dash,
        strokeWidth: width,
        interpolate,
      };
      return [
        { data: { values }, mark, encoding: { ...xy, order: { value: null }, detail: { field: 'part' } } },
      ];
    },
  };
}

/** The area between low and high over x, such as two quantiles; a high of Infinity is the plot's upper edge. */
export function band(
  ranges: readonly Range[],
  { name, like, color, opacity = 0.22 }: SeriesOptions & { opacity?: number } = {},
): Layer {
  return {
    name,
    like,
    color,
    opacity,
    swatch: 'band',
    extent: rangeExtent(ranges),
    draw: (style) => {
      const closed = ranges.map((r) => (r.high === Infinity ? { ...r, high: style.y.domain[1] } : r));
      const values = closed.filter((r) => isShownRange(r, style));
      const mark = { type: 'area', clip: true, fill: style.color, fillOpacity: opacity };
      return [{ data: { values }, mark, encoding: { x: xField, y: field('low'), y2: { field: 'high' } } }];
    },
  };
}

export interface MarkerOptions extends SeriesOptions {
  /** Overrides the shape of the series: circle, square, triangle-up, diamond, cross, triangle-down, … */
  shape?: string;
  /** Default true. */
  filled?: boolean;
  /** Area, px²; default 42. */
  size?: number;
}

/** A marker at each point. */
export function markers(
  points: readonly XY[],
  { name, like, color, shape, filled = true, size = 42 }: MarkerOptions = {},
): Layer {
  return {
    name,
    like,
    color,
    shape,
    swatch: 'marker',
    extent: xyExtent(points),
    draw: (style) => {
      // Not clipped, so that a marker on the edge is whole; those outside are left out.
      const values = points.filter((p) => inside(p.x, style.x) && inside(p.y, style.y));
      const ink = filled ? { fill: style.color } : { fill: null, strokeWidth: 1.6 };
      const mark = {
        type: 'point',
        shape: style.shape,
        size,
        stroke: style.color,
        opacity: 1,
      };
      return [
        { data: { values: values.map(({ x, y }) => ({ x, y })) }, mark: { ...mark, ...ink }, encoding: xy },
      ];
    },
  };
}

/** Vertical error bars, such as confidence intervals; add `markers` for the values themselves. */
export function errorBars(ranges: readonly Range[], { name, like, color }: SeriesOptions = {}): Layer {
  return {
    name,
    like,
    color,
    swatch: null,
    extent: rangeExtent(ranges),
    draw: (style) => {
      const values = ranges.filter((r) => isShownRange(r, style) && inside(r.x, style.x));
      const ink = { stroke: style.color, strokeWidth: 1.4 };
      const cap = { type: 'point', shape: 'stroke', size: 50, opacity: 1, ...ink };
      const ends = (['low', 'high'] as const).map((end) => ({
        data: { values: values.filter((r) => inside(r[end], style.y)) },
        mark: cap,
        encoding: { x: xField, y: field(end) },
      }));
      const bar = { x: xField, y: field('low'), y2: { field: 'high' } };
      return [{ data: { values }, mark: { type: 'rule', ...ink }, encoding: bar }, ...ends];
    },
  };
}

/** Bars between x0 and x1, such as a histogram's. They stand on 0, or on the end of a logarithmic axis. */
export function bars(
  data: readonly { x0: number; x1: number; y: number }[],
  { name, like, color, opacity = 0.8 }: SeriesOptions & { opacity?: number } = {},
): Layer {
  return {
    name,
    like,
    color,
    opacity,
    swatch: 'band',
    extent: { x: data.flatMap((bar) => [bar.x0, bar.x1]), y: [0, ...data.map((bar) => bar.y)] },
    draw: (style) => {
      const foot = style.y.log ? style.y.domain[0] : 0;
      const values = data.filter(({ y }) => shown(y, style.y.log)).map((bar) => ({ ...bar, foot }));
      const mark = { type: 'rect', clip: true, fill: style.color, fillOpacity: opacity, stroke: null };
      const encoding = { x: field('x0'), x2: { field: 'x1' }, y: field('foot'), y2: { field: 'y' } };
      return [{ data: { values }, mark, encoding }];
    },
  };
}

/** An ellipse of the plane: semi-axes, and the angle of the first one in radians from +x. */
export interface Ellipse {
  center: readonly [number, number];
  semiAxes: readonly [number, number];
  angle: number;
}

/** Outlines of ellipses, such as errors of positions; exaggerate the semi-axes before, and say so. */
export function ellipses(list: readonly Ellipse[], options: LineOptions = {}): Layer {
  const points = list.flatMap(({ center: [x, y], semiAxes: [a, b], angle }): XY[] => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const outline = Array.from({ length: 65 }, (_, i) => {
      const [u, v] = [a * Math.cos((2 * Math.PI * i) / 64), b * Math.sin((2 * Math.PI * i) / 64)];
      return { x: x + c * u - s * v, y: y + s * u + c * v };
    });
    return [...outline, { x: null, y: null }];
  });
  return line(points, { dash: [], width: 1.7, ...options });
}

export const field = (name: string): Spec => ({ field: name, type: 'quantitative' });
const xField = field('x');
export const xy = { x: xField, y: field('y') };
function shown(value: number | null, log: boolean): value is number {
  return value !== null && Number.isFinite(value) && (!log || value > 0);
}

function inside(value: number | null, { log, domain: [low, high] }: AxisInfo): value is number {
  return shown(value, log) && value >= low && value <= high;
}

function isShownRange({ x, low, high }: Range, style: Style): boolean {
  return shown(x, style.x.log) && shown(low, style.y.log) && shown(high, style.y.log);
}

function xyExtent(points: readonly XY[]): Extent {
  const there = points.filter((p) => shown(p.x, false) && shown(p.y, false));
  return { x: there.map((p) => p.x as number), y: there.map((p) => p.y as number) };
}

function rangeExtent(ranges: readonly Range[]): Extent {
  const finite = (values: (number | null)[]) => values.filter((value) => shown(value, false));
  return { x: finite(ranges.map((r) => r.x)), y: finite(ranges.flatMap((r) => [r.low, r.high])) };
}
