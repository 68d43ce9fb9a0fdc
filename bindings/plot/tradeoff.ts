/** Trade-off curves: the smallest bound at each rate floor, with the free rate, the largest rate and the region (32). */

import { limitsOf } from '../core/limits.js';
import { limitsInOrder } from '../limit-kinds.js';
import { overWords } from '../solver/bound-words.js';
import { boundOf, type Point, type Result } from '../types.js';
import { note, region, rule } from './annotations.js';
import { decimal } from './axis.js';
import { chart } from './chart.js';
import { band, line, markers } from './layers.js';
import type { FigureOptions, Layer, Quantity, Spec, XY } from './spec.js';

/** A curve with a name for the legend. */
export interface NamedResult {
  name: string;
  result: Result;
}

export const rateFloor: Quantity = { label: 'rate floor', unit: 'bps/Hz' };

/**
 * One curve with its achievable region, or several in one chart. Between two points a curve is drawn as their slopes
 * say, which are part of the certificates.
 *
 * @param curves results of one objective, with `freeRate` and `maxRate`; points that are neither optimal nor stationary
 *   are left out. Of stationary ones alone in a chart, what is proved of them is drawn too
 */
export function tradeoffFigure(curves: readonly NamedResult[], options: FigureOptions = {}): Spec {
  const { unit } = boundOf[curves[0].result.objective];
  const drawn = curves.map(({ name, result }) => ({
    name: result.limitsCertificate ? `${name}: ${excluded}` : name,
    result,
    path: pathOf(result),
  }));
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
    y: { label: valueLabel(curves.map(({ result }) => result)), unit },
    layers,
    width: options.width,
  });
}

/** What is minimised: of the devices as they count, or of the one that fares worst. */
function valueLabel(results: readonly Result[]): string {
  const is = (of: (result: Result) => boolean): boolean => results.every(of);
  const { label } = boundOf[results[0].objective];
  const weighted = is(({ scenario }) => scenario.devices.some(({ weight = 1 }) => weight !== 1));
  return overWords(
    weighted ? `${label}, weighted` : label,
    is(({ over }) => over === 'worst') ? 'worst' : 'sum',
  );
}

interface Drawn extends NamedResult {
  path: XY[];
}

/** The right end of the axis: a little beyond the largest of the largest rates. */
function axisEnd(curves: readonly Drawn[]): number {
  const rates = curves.flatMap(({ result, path }) => [result.maxRate ?? 0, ...path.map(({ x }) => x ?? 0)]);
  const largest = Math.max(...rates);
  if (!(largest > 0)) return 1;
  const power = Math.floor(Math.log10(largest));
  return decimal(0.5 * Math.ceil((1.02 * largest) / decimal(0.5, power)), power);
}

/** Of a scenario that has no curve. */
const excluded = 'the limits exclude each other';
const outOfReach = region({ x: [0, undefined] }, { label: `${excluded}: no covariance keeps to them` });

function alone({ result, path }: Drawn): Layer[] {
  const { freeRate, maxRate } = result;
  if (result.limitsCertificate) return [outOfReach];
  // side by side where the two rates are not
  const row = freeRate !== null && maxRate !== null && freeRate > 0.7 * maxRate ? 1 : 0;
  const corner = path.at(-1);
  const achievable = path.map(({ x, y }) => ({ x, low: y, high: Infinity }));
  return [
    band(achievable, { like: 'curve', opacity: 0.1 }),
    ...(maxRate === null ? [] : [region({ x: [maxRate, undefined] }, { label: 'out of reach' })]),
    ...(freeRate === null || freeRate === 0
      ? []
      : [rule({ x: freeRate }, { label: `free rate ${digits(freeRate)}`, side: 'left', row })]),
    ...(maxRate === null
      ? []
      : [rule({ x: maxRate }, { label: `largest rate ${digits(maxRate)}`, side: 'left' })]),
    line(path, { like: 'curve' }),
    markers(solved(result), { like: 'curve', size: 16 }),
    ...lowerBounds(result),
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

/** Of more limits than this the others are left out, and of all what is below this share of the largest. */
const most = 7;
const faint = 1e-4;

/**
 * What each limit costs along a curve: by how much the value falls, relatively, for a limit that is looser by 1 % of
 * itself, to first order, as its price says; of the limits for which that is most.
 */
export function pricesFigure(result: Result, options: FigureOptions = {}): Spec {
  const points = solved(result).map(({ x, point }) => ({
    x,
    shares: limitsInOrder(point.limits ?? { antenna: [], sensitivity: [], quiet: [] }).map(
      ({ limit: { price, limit } }) => ((price ?? 0) * limit) / point.value!,
    ),
  }));
  const lines = limitsOf(result.scenario)
    .map(({ name }, i) => ({ name, path: points.map(({ x, shares }) => ({ x, y: shares[i] })) }))
    .map((one) => ({ ...one, largest: Math.max(0, ...one.path.map(({ y }) => y)) }))
    .filter(({ largest }) => largest > 0);
  const bySize = [...lines].sort((a, b) => b.largest - a.largest);
  const least = faint * (bySize[0]?.largest ?? 0);
  const shown = lines
    .filter((one) => bySize.indexOf(one) < most)
    .map(({ path, ...rest }) => ({
      ...rest,
      path: path.map(({ x, y }) => ({ x, y: y > least ? y : null })),
    }));
  return chart({
    title: options.title ?? 'What the limits cost',
    subtitle: options.subtitle ?? facts([result]),
    description:
      shown.length === 0
        ? `${result.limitsCertificate ? excluded : 'no limit costs anything'}.`
        : shown.map(({ name, largest }) => `${name}: up to ${largest.toPrecision(3)} %.`).join(' '),
    x: { ...rateFloor, scale: 'linear' },
    y: { label: 'what 1 % of a limit is worth', unit: '% of the bound' },
    layers: result.limitsCertificate
      ? [outOfReach]
      : shown.length === 0
        ? [line([])]
        : shown.map(({ name, path }) => line(path, { name })),
    width: options.width,
  });
}

/** The optimal and the stationary points by their floors, with what is minimised, whose slope it is. */
function solved({ objective, points }: Result): (Tangent & { point: Point })[] {
  const { key } = boundOf[objective];
  return points
    .flatMap((point: Point) => {
      const y = point.value ?? point.crb?.[key]; // results of earlier versions have no value
      if (!isSolved(point) || y == null) return [];
      return [{ x: point.rateFloor, y, slope: point.slope ?? 0, point }];
    })
    .sort((a, b) => a.x - b.x);
}

const isSolved = ({ status }: Point): boolean => status === 'optimal' || status === 'stationary';

/** What is proved of stationary points: no pair of covariances is below these marks. */
function lowerBounds({ points }: Result): Layer[] {
  if (points.every(({ status }) => status !== 'stationary')) return [];
  const proved = points.flatMap((point) =>
    isSolved(point) ? [{ x: point.rateFloor, y: point.lowerBound }] : [],
  );
  return [
    line([], { name: 'best pairs found', like: 'curve' }),
    markers(proved, { name: 'proved lower bound', color: '#d55e00', shape: 'stroke', size: 160 }),
  ];
}

/** The curve from rate 0 on, densely enough to look smooth. */
function pathOf(result: Result): XY[] {
  const points = solved(result);
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

/**
 * Seven points from a to b on the parabola with both their slopes: its control point is where the tangents meet. Over a
 * wide range in logarithms, as on the axis; there the tangents may meet nowhere between, and the line is straight.
 */
function between(a: Tangent, b: Tangent): XY[] {
  const wide = a.y > 0 && b.y > 1.5 * a.y;
  const [p, q] = wide ? [logarithmic(a), logarithmic(b)] : [a, b];
  const bend = q.slope - p.slope;
  const meet = bend > 0 ? (p.y - q.y + q.slope * q.x - p.slope * p.x) / bend : wide ? NaN : p.x;
  const straight = wide && !(meet >= p.x && meet <= q.x);
  const cx = straight ? (p.x + q.x) / 2 : Math.min(Math.max(meet, p.x), q.x);
  const cy = straight ? (p.y + q.y) / 2 : p.y + p.slope * (cx - p.x);
  return Array.from({ length: 7 }, (_, i) => {
    const t = (i + 1) / 8;
    const s = 1 - t;
    const y = s * s * p.y + 2 * s * t * cy + t * t * q.y;
    return { x: s * s * p.x + 2 * s * t * cx + t * t * q.x, y: wide ? Math.exp(y) : y };
  });
}

const logarithmic = ({ x, y, slope }: Tangent): Tangent => ({ x, y: Math.log(y), slope: slope / y });

/** What all curves have in common: fidelity, number of devices. */
function facts(results: readonly Result[]): string {
  const shared = <T>(of: (result: Result) => T): T | undefined =>
    results.every((result) => of(result) === of(results[0])) ? of(results[0]) : undefined;
  const fidelity = shared((result) => result.fidelity);
  const devices = shared((result) => result.scenario.devices.length);
  const power = shared((result) => result.scenario.powerDbm);
  const signal = shared((result) => result.scenario.signal);
  const unknown = shared((result) => result.scenario.unknown);
  return [
    ...(fidelity === undefined ? [] : [`fidelity ${fidelity}`]),
    ...(unknown === undefined || unknown === 'none' ? [] : [`${unknown} unknown`]),
    ...(devices === undefined ? [] : [`${devices} ${devices === 1 ? 'device' : 'devices'}`]),
    ...(power === undefined ? [] : [`${power} dBm`]),
    ...(signal === 'superposed' ? ['superposed signal'] : []),
  ].join(', ');
}

function describe({ name, result, path }: Drawn): string {
  const { unit } = boundOf[result.objective];
  const label = valueLabel([result]);
  const [first, last] = [path[0], path.at(-1)];
  if (result.limitsCertificate) return `${name}.`;
  if (first?.y == null || last?.y == null) return `${name}: no point with a bound.`;
  const free = result.freeRate === null ? '' : ` up to the free rate, ${digits(result.freeRate)} bps/Hz`;
  const end = result.maxRate === null ? '' : `; the largest rate is ${digits(result.maxRate)} bps/Hz`;
  return (
    `${name}: ${label} ${first.y.toPrecision(3)} ${unit}${free}, ` +
    `rising to ${last.y.toPrecision(3)} at ${digits(last.x ?? 0)} bps/Hz${end}.`
  );
}

const digits = (rate: number): string => rate.toPrecision(3);
