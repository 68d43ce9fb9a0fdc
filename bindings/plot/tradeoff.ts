/** Trade-off curves: the smallest bound at each rate floor, with the free rate, the largest rate and the region (32). */

import type { Bounds, Objective, Point, Result } from '../types.js';
import { note, region, rule } from './annotations.js';
import { chart } from './chart.js';
import { band, line, markers } from './layers.js';
import type { Layer, Quantity, Spec, XY } from './spec.js';

/** A curve with a name for the legend. */
export interface NamedResult {
  name: string;
  result: Result;
}

/** What each objective is called on an axis, its unit, and where it stands in a point. */
export const bounds: Record<Objective, { label: string; unit: string; key: keyof Bounds }> = {
  sum: { label: 'smallest total CRB', unit: 's² + rad²', key: 'total' },
  delay: { label: 'smallest CRB of delay', unit: 's²', key: 'delay' },
  angle: { label: 'smallest CRB of angle', unit: 'rad²', key: 'angle' },
  position: { label: 'smallest squared position error bound', unit: 'm²', key: 'position' },
};

export const rateFloor: Quantity = { label: 'rate floor', unit: 'bps/Hz' };

export interface TradeoffFigureOptions {
  /** Default: "Rate against localization". */
  title?: string;
  /** Second line; default: fidelity and number of devices where all curves share them. */
  subtitle?: string;
}

/**
 * One curve with its achievable region, or several in one chart. Between two points a curve is drawn as their slopes
 * say, which are part of the certificates.
 *
 * @param curves results of one objective, with `freeRate` and `maxRate`; points that are not optimal are left out
 */
export function tradeoffFigure(curves: readonly NamedResult[], options: TradeoffFigureOptions = {}): Spec {
  const { label, unit } = bounds[curves[0].result.objective];
  const drawn = curves.map(({ name, result }) => ({ name, result, path: pathOf(result) }));
  const layers = drawn.length === 1 ? alone(drawn[0]) : drawn.flatMap(together);
  const subtitle = [
    options.subtitle ?? facts(curves.map(({ result }) => result)),
    ...(drawn.length === 1 ? [] : ['open circle: free rate; dot: largest rate']),
  ].join(' · ');
  return chart({
    title: options.title ?? 'Rate against localization',
    subtitle,
    description: drawn.map(describe).join(' '),
    x: { ...rateFloor, domain: [0, axisEnd(drawn)] },
    y: { label, unit },
    layers,
  });
}

interface Drawn extends NamedResult {
  path: XY[];
}

/** The right end of the axis: a little beyond the largest of the largest rates. */
function axisEnd(curves: readonly Drawn[]): number {
  const rates = curves.flatMap(({ result, path }) => [result.maxRate ?? 0, ...path.map(({ x }) => x ?? 0)]);
  const largest = Math.max(...rates);
  const step = 10 ** Math.floor(Math.log10(largest)) / 2;
  return Math.ceil((1.02 * largest) / step) * step;
}

function alone({ result, path }: Drawn): Layer[] {
  const { freeRate, maxRate } = result;
  const corner = path.at(-1);
  const achievable = path.map(({ x, y }) => ({ x, low: y, high: Infinity }));
  return [
    band(achievable, { like: 'curve', opacity: 0.1 }),
    ...(maxRate === null ? [] : [region({ x: [maxRate, undefined] }, { label: 'out of reach' })]),
    ...(freeRate === null
      ? []
      : [rule({ x: freeRate }, { label: `free rate ${digits(freeRate)}`, side: 'left' })]),
    ...(maxRate === null
      ? []
      : [rule({ x: maxRate }, { label: `largest rate ${digits(maxRate)}`, side: 'left' })]),
    line(path, { like: 'curve' }),
    markers(optimal(result), { like: 'curve', size: 16 }),
    ...(corner?.y == null || path[0].y == null
      ? []
      : [note({ x: 0, y: Math.sqrt(corner.y * path[0].y) }, 'achievable region (32)', { dx: 14 })]),
  ];
}

function together({ name, result: { freeRate, maxRate }, path }: Drawn): Layer[] {
  const start = path.find(({ x }) => x !== null && freeRate !== null && x >= freeRate * (1 - 1e-9));
  const last = path.at(-1);
  // up to the largest rate the curve is as good as upright
  const end = last !== undefined && maxRate !== null ? [{ x: maxRate, y: last.y }] : [];
  return [
    line(path, { name }),
    markers(end, { like: name, shape: 'circle' }),
    ...(start === undefined
      ? []
      : [markers([start], { like: name, shape: 'circle', filled: false, size: 60 })]),
  ];
}

/** The optimal points by their floors. */
function optimal({ objective, points }: Result): (XY & { x: number; y: number; slope: number })[] {
  const { key } = bounds[objective];
  return points
    .flatMap((point: Point) => {
      const y = point.crb?.[key];
      if (point.status !== 'optimal' || y == null) return [];
      return [{ x: point.rateFloor, y, slope: point.slope ?? 0 }];
    })
    .sort((a, b) => a.x - b.x);
}

/** The curve from rate 0 on, densely enough to look smooth. */
function pathOf(result: Result): XY[] {
  const points = optimal(result);
  if (points.length === 0) return [];
  const { freeRate } = result;
  const [first] = points;
  const level = freeRate !== null && first.x <= freeRate * (1 + 1e-9) && first.x > 0;
  const path: XY[] = level ? [{ x: 0, y: first.y }] : [];
  points.forEach((b, i) => {
    if (i > 0) path.push(...between(points[i - 1], b));
    path.push({ x: b.x, y: b.y });
  });
  return path;
}

type Tangent = { x: number; y: number; slope: number };

/** Seven points from a to b on the parabola with both their slopes: its control point is where the tangents meet. */
function between(a: Tangent, b: Tangent): XY[] {
  const bend = b.slope - a.slope;
  const meet = bend > 0 ? (a.y - b.y + b.slope * b.x - a.slope * a.x) / bend : a.x;
  const cx = Math.min(Math.max(meet, a.x), b.x);
  const cy = a.y + a.slope * (cx - a.x);
  return Array.from({ length: 7 }, (_, i) => {
    const t = (i + 1) / 8;
    const s = 1 - t;
    return { x: s * s * a.x + 2 * s * t * cx + t * t * b.x, y: s * s * a.y + 2 * s * t * cy + t * t * b.y };
  });
}

/** What all curves have in common: fidelity, number of devices. */
function facts(results: readonly Result[]): string {
  const shared = <T>(of: (result: Result) => T): T | undefined =>
    results.every((result) => of(result) === of(results[0])) ? of(results[0]) : undefined;
  const fidelity = shared((result) => result.fidelity);
  const devices = shared((result) => result.scenario.devices.length);
  const power = shared((result) => result.scenario.powerDbm);
  return [
    ...(fidelity === undefined ? [] : [`fidelity ${fidelity}`]),
    ...(devices === undefined ? [] : [`${devices} ${devices === 1 ? 'device' : 'devices'}`]),
    ...(power === undefined ? [] : [`${power} dBm`]),
  ].join(', ');
}

function describe({ name, result, path }: Drawn): string {
  const { label, unit } = bounds[result.objective];
  const [first, last] = [path[0], path.at(-1)];
  if (first?.y == null || last?.y == null) return `${name}: no optimal point.`;
  const free = result.freeRate === null ? '' : ` up to the free rate, ${digits(result.freeRate)} bps/Hz`;
  const end = result.maxRate === null ? '' : `; the largest rate is ${digits(result.maxRate)} bps/Hz`;
  return (
    `${name}: ${label} ${first.y.toPrecision(3)} ${unit}${free}, ` +
    `rising to ${last.y.toPrecision(3)} at ${digits(last.x ?? 0)} bps/Hz${end}.`
  );
}

const digits = (rate: number): string => rate.toPrecision(3);
