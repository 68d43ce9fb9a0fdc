/** A figure of the paper as a drawing: one panel a reading and formula of the bound. Takes the drawing module. */
import type * as Plot from '../plot.js';
import type { Spec } from '../plot/spec.js';
import type { Fidelity } from '../types.js';
import type { Curve, CurvePoint, CurveQuantiles, FigureData } from './curves.js';
import { fidelitiesOf, readingNames, type Reading } from './scenes.js';

export function figureSpec(plot: typeof Plot, { title, draws, seed, curves }: FigureData): Spec {
  const charts = (['text', 'numbers'] as const).flatMap((reading) =>
    fidelitiesOf[reading].map((fidelity) => panel(plot, reading, fidelity, curves)),
  );
  const over =
    draws === undefined
      ? ''
      : `; medians and quartiles over ${draws} draws, seed ${seed}; strokes: median of the proved lower bounds`;
  return plot.panels(charts, {
    title,
    subtitle: `smallest total CRB against the rate floor${over}`,
    description: `${title}, under the two readings of the paper and the formulas of the bound${over}.`,
  });
}

function panel(plot: typeof Plot, reading: Reading, fidelity: Fidelity, curves: readonly Curve[]): Spec {
  const own = curves.filter((curve) => curve.reading === reading && curve.fidelity === fidelity);
  return plot.chart({
    title: `${fidelity} bound`,
    subtitle: readingNames[reading],
    x: { label: 'rate floor', unit: 'bps/Hz' },
    y: { label: 'total CRB', unit: 's² + rad²' },
    layers: own.flatMap(({ name, points }) => layers(plot, name, points, reading === 'numbers')),
    series: own.map(({ name }) => name),
    width: 420,
    height: 280,
  });
}

/** A line; over draws the median, with a band between the quartiles, and where `proved` the lower bounds' median. */
function layers(
  plot: typeof Plot,
  name: string,
  points: CurvePoint[] | CurveQuantiles[],
  proved: boolean,
): Plot.Layer[] {
  if (isCurve(points)) {
    return [
      plot.line(
        points.map(({ rateFloor, total }) => ({ x: rateFloor, y: total })),
        { name },
      ),
    ];
  }
  return [
    plot.band(
      points.map(({ rateFloor, q25, q75 }) => ({ x: rateFloor, low: q25, high: q75 })),
      { like: name, opacity: 0.15 },
    ),
    plot.line(
      points.map(({ rateFloor, q50 }) => ({ x: rateFloor, y: q50 })),
      { name },
    ),
    ...(proved
      ? [
          plot.markers(
            points.map(({ rateFloor, lowerBound }) => ({ x: rateFloor, y: lowerBound })),
            { like: name, shape: 'stroke', size: 90 },
          ),
        ]
      : []),
  ];
}

function isCurve(points: CurvePoint[] | CurveQuantiles[]): points is CurvePoint[] {
  return points.length > 0 && 'status' in points[0];
}

/** The same data as lines of text. */
export function figureCsv({ curves }: FigureData): string {
  const keys = [
    'rateFloor',
    'status',
    'total',
    'lowerBound',
    'q05',
    'q25',
    'q50',
    'q75',
    'q95',
    'solved',
    'unsolved',
  ];
  const rows = curves.flatMap(({ reading, fidelity, name, points }) =>
    points.map((point) => {
      const values = point as unknown as Record<string, string | number | null | undefined>;
      return [reading, fidelity, name.replaceAll(',', ''), ...keys.map((key) => values[key] ?? '')].join(',');
    }),
  );
  return [['reading', 'fidelity', 'curve', ...keys].join(','), ...rows, ''].join('\n');
}
