/** Charts of layers over two axes, and several charts as one figure. */

import { axisInfo, axisSpec } from './axis.js';
import { legend } from './legend.js';
import type { ChartMeta, Entry, Layer, Quantity, SeriesStyle, Spec } from './spec.js';
import { cycle, dashes, palette, shapes } from './theme.js';

export interface ChartOptions {
  title?: string;
  /** Second line, smaller: what was held fixed, settings, counts. */
  subtitle?: string;
  /** What the chart shows, in a sentence with its main numbers, for those who cannot see it. */
  description?: string;
  x: Quantity;
  y: Quantity;
  /** From back to front. */
  layers: readonly Layer[];
  /** Of the plot between the axes, px; default 560, and a height of 17/28 of the width. */
  width?: number;
  height?: number;
  /** One unit of x as long as one of y: a plane. The height follows from the width then. */
  equal?: boolean;
  /** Names in the order of their colours; default: as they come in the layers. Fix it where charts are compared. */
  series?: readonly string[];
  /** Default true. */
  legend?: boolean;
}

/** A chart. Series get colour, dash and shape by their names' order, axes their range from what the layers hold. */
export function chart(options: ChartOptions): Spec {
  const { title, subtitle, description, x, y, layers, width = 560, equal = false } = options;
  const { legend: showLegend = true } = options;
  const values = (axis: 'x' | 'y') => layers.flatMap((layer) => layer.extent[axis]);
  const info = { x: axisInfo(x, values('x')), y: axisInfo(y, values('y')) };
  const span = ({ domain: [low, high] }: { domain: readonly [number, number] }) => high - low;
  const height = equal
    ? Math.round((width * span(info.y)) / span(info.x))
    : (options.height ?? Math.round((width * 340) / 560));
  const axes = { x: axisSpec(x, info.x), y: axisSpec(y, info.y) };
  const styleOf = styles(layers, options.series ?? []);
  const frame = { ...info, width, height };

  const drawn = layers.flatMap((layer) =>
    layer.draw({ ...styleOf(layer), ...frame }).map((spec) => onAxes(spec, axes)),
  );
  const explained = showLegend ? entries(layers, styleOf) : [];
  const marks = legend(explained, width, height);
  const usermeta: ChartMeta = {
    x: { ...x, ...info.x },
    y: { ...y, ...info.y },
    legend: explained,
    legendMarks: marks.length,
  };
  return {
    ...heading({ title, subtitle, description }),
    width,
    height,
    layer: [...drawn, ...marks],
    usermeta,
  };
}

/** What layers of one name share. Colours are counted over all names, dashes over those with lines, and so on. */
function styles(layers: readonly Layer[], series: readonly string[]): (layer: Layer) => SeriesStyle {
  const key = ({ like, name }: Layer) => like ?? name;
  const named = (swatch?: Layer['swatch']) => {
    const chosen = layers.filter((layer) => swatch === undefined || layer.swatch === swatch);
    return [...new Set([...series, ...chosen.flatMap((layer) => key(layer) ?? [])])];
  };
  const order = { all: named(), line: named('line'), marker: named('marker') };
  const place = (names: readonly string[], layer: Layer) => Math.max(0, names.indexOf(key(layer) ?? ''));
  return (layer) => ({
    color: layer.color ?? cycle(palette, place(order.all, layer)),
    dash: layer.dash ?? cycle(dashes, place(order.line, layer)),
    shape: layer.shape ?? cycle(shapes, place(order.marker, layer)),
  });
}

/** One entry a name, in the order of the layers: a line where the name has one, else the swatch of its first layer. */
function entries(layers: readonly Layer[], styleOf: (layer: Layer) => SeriesStyle): Entry[] {
  const names = new Set(layers.flatMap(({ name }) => name ?? []));
  return [...names].flatMap((name) => {
    const own = layers.filter((layer) => layer.name === name && layer.swatch !== null);
    const layer = own.find(({ swatch }) => swatch === 'line') ?? own[0];
    if (layer?.swatch == null) return [];
    return [{ name, swatch: layer.swatch, opacity: layer.opacity ?? 1, ...styleOf(layer) }];
  });
}

function heading({ title, subtitle, description }: Pick<ChartOptions, 'title' | 'subtitle' | 'description'>) {
  return {
    ...(title === undefined || title === ''
      ? {}
      : { title: { text: title, ...(subtitle === undefined ? {} : { subtitle }) } }),
    ...(description === undefined ? {} : { description }),
  };
}

/** Gives the positions of a layer their scale and axis. */
function onAxes(spec: Spec, axes: Record<'x' | 'y', ReturnType<typeof axisSpec>>): Spec {
  const encoding = { ...(spec.encoding as Record<string, object> | undefined) };
  for (const channel of ['x', 'y'] as const) {
    if (channel in encoding) encoding[channel] = { ...encoding[channel], ...axes[channel] };
  }
  return { ...spec, encoding };
}

export interface PanelsOptions {
  title?: string;
  subtitle?: string;
  description?: string;
  /** Charts in a row; default 2. */
  columns?: number;
}

/** Several charts as one figure, row by row. Give their charts the same `series`, so that colours mean the same. */
export function panels(charts: readonly Spec[], options: PanelsOptions = {}): Spec {
  const { title, subtitle, description, columns = 2 } = options;
  return {
    ...heading({ title, subtitle, description }),
    concat: charts,
    columns,
    spacing: 36,
  };
}
