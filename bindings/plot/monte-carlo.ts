/** A Monte Carlo run in pictures: bands of the curve over the placements, outage curves, the largest rates. */

import { minimised, type OutageCurve, type Summary, type SummaryEntry } from '../monte-carlo/summary.js';
import { overWords } from '../solver/bound-words.js';
import { boundOf } from '../types.js';
import { decimal } from './axis.js';
import { quantileBands } from './bands.js';
import { chart } from './chart.js';
import { bars, line, markers } from './layers.js';
import type { FigureOptions, Layer, Spec, XY } from './spec.js';
import { rateFloor } from './tradeoff.js';

/** How many draws have their largest rate in each bin, for one combination of swept values. */
export interface RateHistogram {
  /** What `combinationName` says; empty without a sweep. */
  name: string;
  /** Edges in bps/Hz, and draws. */
  bins: { x0: number; x1: number; y: number }[];
}

/** Of more lines than this, some are left out, evenly: nobody can tell them apart. */
const most = 7;

/** "powerDbm 20, receiver.antennas 8"; empty without a sweep. */
export function combinationName(sweep: SummaryEntry['sweep']): string {
  return Object.entries(sweep)
    .map(([path, value]) => `${path} ${value}`)
    .join(', ');
}

/** The entries of each combination, in order, by its name, with how many draws its limits exclude. */
function combinations({ entries }: Summary): [string, SummaryEntry[]][] {
  const found = new Map<string, SummaryEntry[]>();
  for (const entry of entries) {
    const name = combinationName(entry.sweep);
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  const named = [...found].map(([name, list]): [string, SummaryEntry[]] => {
    const count = excludedIn(list[0]);
    return [name === '' || count === 0 ? name : `${name} (${count} excluded)`, list];
  });
  return thinned(named);
}

/** Draws whose limits exclude each other: they have no largest rate, and count in its outage. */
function excludedIn({ maxRate, outage, counts }: SummaryEntry): number {
  return maxRate === null || outage.rate === null ? counts.infeasible : outage.rate.count - maxRate.count;
}

function thinned<T>(list: readonly T[]): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]);
}

/** What was minimised, as the axes say it. */
function valueOf({ objective, over }: Summary): { label: string; unit: string } {
  const { label, unit } = boundOf[objective];
  return { label: overWords(label, over), unit };
}

function drawn({ draws, entries }: Summary): string {
  const excluded = Object.keys(entries[0].sweep).length === 0 ? excludedIn(entries[0]) : 0;
  return (
    `${draws} ${draws === 1 ? 'draw' : 'draws'}` +
    (excluded === 0 ? '' : `, of which limits exclude ${excluded}`)
  );
}

/**
 * The bound over the floors: median, quartiles and 5 to 95 % of the optimal and stationary rows, for each combination;
 * of stationary ones also the median of what is proved.
 */
export function bandsFigure(summary: Summary, options: FigureOptions = {}): Spec {
  const { label, unit } = valueOf(summary);
  const groups = combinations(summary);
  const byFraction = summary.entries[0].fraction !== null;
  const proved = summary.entries.some(({ counts }) => counts.stationary > 0);
  const layers = groups.flatMap(([name, entries]): Layer[] => {
    const rows = entries
      .map((entry) => {
        const of = minimised(summary, entry);
        const quantile = (level: 'q05' | 'q25' | 'q50' | 'q75' | 'q95') => of?.[level] ?? null;
        return {
          x: (entry.fraction ?? entry.rateFloor)!,
          q05: quantile('q05'),
          q25: quantile('q25'),
          q50: quantile('q50'),
          q75: quantile('q75'),
          q95: quantile('q95'),
        };
      })
      .sort((a, b) => a.x - b.x);
    const bands = quantileBands(rows, name === '' ? {} : { name });
    if (entries.every(({ counts }) => counts.stationary === 0)) return bands;
    const proved = entries.map(({ fraction, rateFloor: floor, lowerBound }) => ({
      x: (fraction ?? floor)!,
      y: lowerBound?.q50 ?? null,
    }));
    const like = name === '' ? 'median' : name;
    return [...bands, markers(proved, { like, shape: 'stroke', size: 160 })];
  });
  return chart({
    ...options,
    title: options.title ?? 'The curve over random placements',
    subtitle:
      options.subtitle ??
      `${drawn(summary)} · line: median; bands: quartiles and 5–95 %${proved ? '; strokes: median of the lower bounds' : ''}`,
    description: groups
      .map(([name, entries]) => {
        const [first, last] = [entries[0], entries[entries.length - 1]].map((entry) =>
          minimised(summary, entry),
        );
        const digits = (value: number | undefined) => value?.toPrecision(3) ?? 'unknown';
        return `${name || 'All draws'}: the median goes from ${digits(first?.q50)} to ${digits(last?.q50)} ${unit}.`;
      })
      .join(' '),
    x: byFraction
      ? { label: 'rate floor as a share of the way from the free to the largest rate', domain: [0, 1] }
      : { ...rateFloor, scale: 'linear' },
    y: { label, unit },
    layers,
  });
}

/** The share of the draws whose largest rate is below a rate, one line a combination. */
export function rateOutageFigure(summary: Summary, options: FigureOptions = {}): Spec {
  const curves = combinations(summary).flatMap(([name, [entry]]) =>
    entry.outage.rate === null ? [] : [{ name, curve: entry.outage.rate }],
  );
  return outageFigure(curves, {
    ...options,
    title: options.title ?? 'Outage of the rate',
    subtitle: options.subtitle ?? drawn(summary),
    x: { label: 'rate Γ', unit: 'bps/Hz' },
    y: 'P(largest rate < Γ)',
  });
}

/**
 * The share of the draws whose bound is above a threshold, or that have no optimum: one line a floor, or, for a sweep,
 * one a combination at its first and at its last floor.
 */
export function boundOutageFigure(summary: Summary, options: FigureOptions = {}): Spec {
  const { label, unit } = valueOf(summary);
  const groups = combinations(summary);
  const floorName = ({ fraction, rateFloor: floor }: SummaryEntry) =>
    fraction === null ? `floor ${floor} bps/Hz` : `t = ${fraction}`;
  const lines =
    groups.length === 1
      ? thinned(groups[0][1]).map((entry) => ({ name: floorName(entry), entry }))
      : groups.flatMap(([name, entries]) =>
          [...new Set([entries[0], entries[entries.length - 1]])].map((entry) => ({
            name: `${name}, ${floorName(entry)}`,
            entry,
          })),
        );
  const curves = thinned(lines).flatMap(({ name, entry }) =>
    entry.outage.bound === null ? [] : [{ name, curve: entry.outage.bound }],
  );
  return outageFigure(curves, {
    ...options,
    title: options.title ?? 'Outage of the bound',
    subtitle: options.subtitle ?? `${drawn(summary)} · t: share of the way from the free to the largest rate`,
    x: { label: `${label} Ψ`, unit },
    y: 'P(bound > Ψ or no optimum)',
  });
}

function outageFigure(
  curves: readonly { name: string; curve: OutageCurve }[],
  { title, subtitle, width, x, y }: FigureOptions & { x: { label: string; unit: string }; y: string },
): Spec {
  const positive = curves.flatMap(({ curve }) => curve.probability.filter((p) => p > 0));
  const smallest = Math.min(1, ...positive);
  const path = ({ abscissae, probability }: OutageCurve): XY[] =>
    abscissae.map((at, i) => ({ x: at, y: probability[i] }));
  return chart({
    title,
    subtitle,
    width,
    description: curves
      .map(({ name, curve: { abscissae, probability } }) => {
        const half = probability.findIndex((p, i) => i > 0 && p >= 0.5 !== probability[i - 1] >= 0.5);
        return `${name || 'All draws'}: one half at ${abscissae[Math.max(0, half)].toPrecision(3)} ${x.unit}.`;
      })
      .join(' '),
    x,
    y: {
      label: y,
      ...(smallest < 0.02
        ? { scale: 'log', domain: [decimal(1, Math.floor(Math.log10(smallest))), 1] }
        : { scale: 'linear', domain: [0, 1] }),
    },
    layers:
      curves.length === 0
        ? [line([])] // axes, and nothing between them
        : curves.map(({ name, curve }) => line(path(curve), name === '' ? {} : { name })),
  });
}

/** How the largest rates of the draws are spread: bars, or, for a sweep, one outline a combination. */
export function maxRateFigure(
  histograms: readonly RateHistogram[],
  summary: Summary,
  options: FigureOptions = {},
): Spec {
  const shown = thinned(histograms);
  return chart({
    ...options,
    title: options.title ?? 'Largest rates of the draws',
    subtitle: options.subtitle ?? drawn(summary),
    description: shown
      .map(({ name, bins }) => {
        if (bins.every(({ y }) => y === 0)) return `${name || 'All draws'}: none has a rate.`;
        const fullest = bins.reduce((best, bin) => (bin.y > best.y ? bin : best));
        return (
          `${name || 'All draws'}: most often from ${fullest.x0.toPrecision(3)} to ` +
          `${fullest.x1.toPrecision(3)} bps/Hz.`
        );
      })
      .join(' '),
    x: { label: 'largest rate', unit: 'bps/Hz', scale: 'linear' },
    y: { label: 'draws in a bin', scale: 'linear' },
    layers:
      shown.length === 1
        ? [bars(shown[0].bins)]
        : shown.map(({ name, bins }) => line(outline(bins), { name, interpolate: 'step-after' })),
  });
}

/** From the foot of the first bin over all tops to the foot of the last. */
function outline(bins: RateHistogram['bins']): XY[] {
  const last = bins[bins.length - 1];
  return [
    { x: bins[0].x0, y: 0 },
    ...bins.map(({ x0, y }) => ({ x: x0, y })),
    { x: last.x1, y: last.y },
    { x: last.x1, y: 0 },
  ];
}
