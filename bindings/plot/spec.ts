/** What figures are made of: quantities, series of plain numbers, and the specification that comes out. */

/** A vega-lite specification with its data inside: plain JSON, to keep, to change or to draw with `renderSvg`. */
export interface Spec {
  title?: unknown;
  description?: unknown;
  readonly [key: string]: unknown;
}

/** What figure functions take besides their data. */
export interface FigureOptions {
  /** In place of the figure's own; empty: neither title nor second line, as where a caption says it. */
  title?: string;
  /** Second line; default: settings and counts. */
  subtitle?: string;
  /** Of the plot between the axes, px; default 560, of each panel 330. The height keeps its ratio to it. */
  width?: number;
}

/** What an axis shows. */
export interface Quantity {
  label: string;
  /** As it is to be read, such as "bps/Hz" or "s² + rad²"; none for bare numbers. */
  unit?: string;
  /** Default `auto`: logarithmic where all values are positive and span a factor of 30. */
  scale?: 'linear' | 'log' | 'auto';
  /** Ends of the axis; default: just enough for all layers, and a little air on a linear axis. */
  domain?: readonly [number, number];
}

/** A point of a series. Where x or y is null, NaN or infinite, a line is broken and a marker left out. */
export interface XY {
  x: number | null;
  y: number | null;
}

/** A range of y at an x: of a band, or of an error bar. */
export interface Range {
  x: number | null;
  low: number | null;
  high: number | null;
}

/** Settings of a series that are drawn from its place in the chart's list of names where they are left out. */
export interface SeriesOptions {
  /** In the legend; layers of one name share colour, dash and shape, and have one entry. None: not in the legend. */
  name?: string;
  /** The name of a series whose looks this one takes, under a name of its own or none. */
  like?: string;
  /** Any CSS colour. */
  color?: string;
}

/** Extent of a layer's data, as far as the axes have to show it. */
export interface Extent {
  x: readonly number[];
  y: readonly number[];
}

/** How a series looks. */
export interface SeriesStyle {
  color: string;
  dash: readonly number[];
  shape: string;
}

/** What a chart tells a layer when it draws it. */
export interface Style extends SeriesStyle {
  x: AxisInfo;
  y: AxisInfo;
  /** Of the plot between the axes, px. */
  width: number;
  height: number;
}

/** One series as the legend shows it. */
export interface Entry {
  name: string;
  swatch: NonNullable<Layer['swatch']>;
  color: string;
  dash: readonly number[];
  shape: string;
  opacity: number;
}

/** What a chart's marks do not say, for pictures whose text another program sets. vega-lite passes over it. */
export interface ChartMeta {
  x: Quantity & AxisInfo;
  y: Quantity & AxisInfo;
  legend: readonly Entry[];
  /** How many layers at the end draw the legend. */
  legendMarks: number;
}

export interface AxisInfo {
  log: boolean;
  domain: readonly [number, number];
}

/** One layer of a chart; made by the functions of layers.ts. */
export interface Layer extends SeriesOptions {
  /** What the legend shows of it. */
  swatch: 'line' | 'band' | 'marker' | null;
  /** Of its own, in place of those of its series. */
  dash?: readonly number[];
  shape?: string;
  opacity?: number;
  extent: Extent;
  /** vega-lite layers; x and y stand in fields or data that the chart's axes apply to. */
  draw(style: Style): Spec[];
}
