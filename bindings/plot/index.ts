/**
 * Figures of results, as vega-lite specifications and as pictures, in Node and in browsers alike.
 *
 *     import { chart, line, band, markers, …, renderSvg, renderPng } from 'isabc/plot'
 *
 *     const spec = chart({
 *       title: 'Estimator and bound', description: 'The error meets the bound from 10 dB on.',
 *       x: { label: 'SNR', unit: 'dB' },
 *       y: { label: 'position error', unit: 'm' },                // logarithmic where it spans a factor of 30
 *       layers: [
 *         ...quantileBands(rows, { name: 'placements' }),          // [{ x, q05, q25, q50, q75, q95 }, …]
         band(ranges, { name: 'between the two' }),               // [{ x, low, high }, …]
 *         line(bound, { name: 'bound' }),                          // [{ x, y }, …]; null breaks the line
 *         markers(errors, { name: 'maximum likelihood' }),
 *         errorBars(intervals, { name: 'maximum likelihood' }),    // one name: one colour, one entry in the legend
 *         rule({ x: 10 }, { label: 'threshold' }),                 // or { y }
 *         region({ x: [20, undefined] }, { label: 'out of reach' }),
 *       ],
 *     })
 *     const svg = renderSvg(spec)                                  // or (spec, { theme: 'dark' })
 *     const png = await renderPng(svg, { scale: 2 })               // Uint8Array
 *     const tex = renderTex(spec)                                  // for pgfplots, to be read by \input
 *
 * Further layers: `bars` (histograms), `ellipses` (errors in the plane; `equal: true` in the chart), `heat` (a quantity
 * over the plane), `note` (a text). Whole figures: `tradeoffFigure`, `pricesFigure`, `beampatternFigure`, `mapFigure`, and
 * of a Monte Carlo run's summary `bandsFigure`, `rateOutageFigure`, `boundOutageFigure`, `maxRateFigure`.
 * `panels([chart(…), chart(…)], { columns })` puts charts side by side. Nothing here computes a physical quantity:
 * data comes in the units of the axes. All functions are pure; the same specification gives the same bytes. A picture
 * takes some ten milliseconds.
 *
 * @packageDocumentation
 */

export { chart, panels, type ChartOptions, type PanelsOptions } from './chart.js';
export { beampatternFigure, mapFigure, type DesignView } from './beam.js';
export { heat, type Grid, type HeatOptions } from './heat.js';
export {
  note,
  region,
  rule,
  type Ends,
  type NoteOptions,
  type RegionOptions,
  type RuleOptions,
} from './annotations.js';
export { quantileBands, type Quantiles } from './bands.js';
export {
  band,
  bars,
  ellipses,
  errorBars,
  line,
  markers,
  type Ellipse,
  type LineOptions,
  type MarkerOptions,
} from './layers.js';
export {
  bandsFigure,
  boundOutageFigure,
  combinationName,
  maxRateFigure,
  rateOutageFigure,
  type RateHistogram,
} from './monte-carlo.js';
export { renderPng, type PngOptions } from './png.js';
export type {
  AxisInfo,
  ChartMeta,
  Entry,
  Extent,
  FigureOptions,
  Layer,
  Quantity,
  Range,
  SeriesOptions,
  Spec,
  Style,
  XY,
} from './spec.js';
export { pricesFigure, tradeoffFigure, type NamedResult } from './tradeoff.js';
export { renderSvg, type SvgOptions } from './svg.js';
export { renderTex } from './tex.js';
export { palette, type Theme } from './theme.js';
