/** What a Monte Carlo run says on the whole: counts, means, quantiles and outage curves, in memory that stays flat. */

import { rowStatuses, type RowStatus } from '../core/columns.js';
import { binOf, edge, Histogram, quantileError } from './histogram.js';
import type { DrawBatch, SweepPath } from './types.js';
import { boundOf, type Objective } from '../types.js';

const levels = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 } as const;

/** A column in a few numbers. */
export type Distribution = {
  /** How many rows have a value. The mean is their sum, taken in draw order, by this. */
  count: number;
  mean: number;
} & Record<keyof typeof levels, number>;

/** A share of the draws as a function of a threshold. */
export interface OutageCurve {
  /** How many draws the share is of. */
  count: number;
  /** 101 thresholds, ascending. */
  abscissae: number[];
  probability: number[];
}

/** One combination of swept values at one rate floor. */
export interface SummaryEntry {
  /** The swept values by path; empty without a sweep. */
  sweep: Partial<Record<SweepPath, number>>;
  /** Index of the floor. */
  floor: number;
  /** The t of the floor; null where floors were given as rates. */
  fraction: number | null;
  /** bps/Hz; null where floors were given as fractions. */
  rateFloor: number | null;
  /** Rows by status. */
  counts: Record<RowStatus, number>;
  /** Largest rate, bps/Hz, of the rows that have one, whatever their status; null where none has. */
  maxRate: Distribution | null;
  /**
   * The bounds of the `optimal` rows and, of superposed signals, of the `stationary` ones; null where there is none.
   * s² + rad², s², rad², m².
   */
  total: Distribution | null;
  delay: Distribution | null;
  angle: Distribution | null;
  position: Distribution | null;
  /** Only over the worst device: of its bound, which was minimised; in the same rows. */
  value?: Distribution | null;
  /** Certified lower bounds of the objective in the same rows: what is proved of `stationary` ones. */
  lowerBound: Distribution | null;
  outage: {
    /**
     * P(maxRate < Γ) over Γ in bps/Hz among the rows that have a maxRate, and those whose limits exclude each other,
     * which fall short of every Γ; null where none has one.
     */
    rate: OutageCurve | null;
    /** P(objective's bound > Ψ, or the row is in none of these) over Ψ; null where none is. */
    bound: OutageCurve | null;
  };
}

export interface Summary {
  schemaVersion: 1;
  /** Number of draws. */
  draws: number;
  objective: Objective;
  /** Only of the worst device, whose bound `value` and `outage.bound` are then of. */
  over?: 'worst';
  /** Quantiles are this exact, relative: they come from a logarithmic histogram. */
  quantileError: number;
  /** In the order of the rows: combinations, then floors. */
  entries: SummaryEntry[];
}

/**
 * The summary of a run.
 *
 * @param batches what `monteCarlo` yields, in its order; memory does not grow with their number
 * @throws Error where there is no batch, or where they do not follow each other from draw 0 on
 */
export async function summarize(batches: AsyncIterable<DrawBatch> | Iterable<DrawBatch>): Promise<Summary> {
  const summarizer = new Summarizer();
  for await (const batch of batches) summarizer.add(batch);
  return summarizer.summary();
}

/** The bound that was minimised, in the rows of an entry. */
export function minimised({ objective, over }: Summary, entry: SummaryEntry): Distribution | null {
  return over === 'worst' ? (entry.value ?? null) : entry[boundOf[objective].key];
}

/** `summarize` one batch at a time. */
export class Summarizer {
  #draws = 0;
  #objective: Objective = 'sum';
  #worst = false;
  #entries: Entry[] = [];

  add(batch: DrawBatch): void {
    if (batch.first !== this.#draws)
      throw new Error(`expected the batch that begins with draw ${this.#draws}, not ${batch.first}`);
    if (this.#draws === 0) {
      this.#objective = batch.objective;
      this.#worst = batch.over === 'worst';
      const rows = batch.draws.floor.length / batch.count;
      this.#entries = Array.from({ length: rows }, (_, row) => new Entry(batch, row));
    }
    const rows = this.#entries.length;
    for (let draw = 0, row = 0; draw < batch.count; draw++)
      for (let entry = 0; entry < rows; entry++, row++) this.#entries[entry].add(batch.draws, row);
    this.#draws += batch.count;
  }

  summary(): Summary {
    if (this.#draws === 0) throw new Error('there is nothing to summarize');
    return {
      schemaVersion: 1,
      draws: this.#draws,
      objective: this.#objective,
      ...(this.#worst && { over: 'worst' as const }),
      quantileError,
      entries: this.#entries.map((entry) => entry.summary()),
    };
  }
}

const bounds = ['total', 'delay', 'angle', 'position'] as const;
/** Rows with a bound that is attained and the smallest there is, or that was found. */
const solved = new Set<RowStatus>(['optimal', 'stationary']);

/** What becomes one entry. */
class Entry {
  readonly #about: Pick<SummaryEntry, 'sweep' | 'floor' | 'fraction' | 'rateFloor'>;
  readonly #counts = rowStatuses.map(() => 0);
  readonly #maxRate = new Sample('above');
  readonly #bounds = bounds.map(() => new Sample('below'));
  readonly #lowerBound = new Sample('above');
  /** What was minimised. */
  readonly #value: Sample;
  readonly #worst: boolean;
  /** Rows whose limits exclude each other. */
  #excluded = 0;

  /** @param row of the first draw */
  constructor({ draws, swept, objective, over }: DrawBatch, row: number) {
    const fraction = orNull(draws.fraction[row]);
    this.#about = {
      sweep: Object.fromEntries(Object.entries(swept).map(([path, values]) => [path, values[row]])),
      floor: draws.floor[row],
      fraction,
      rateFloor: fraction === null ? orNull(draws.rateFloor[row]) : null,
    };
    this.#worst = over === 'worst';
    this.#value = this.#worst ? new Sample('below') : this.#bounds[bounds.indexOf(boundOf[objective].key)];
  }

  add(draws: DrawBatch['draws'], row: number): void {
    const status = draws.status[row];
    this.#counts[status]++;
    this.#maxRate.add(draws.maxRate[row]);
    if (rowStatuses[status] === 'infeasible' && Number.isNaN(draws.maxRate[row])) this.#excluded++;
    if (!solved.has(rowStatuses[status])) return;
    for (let i = 0; i < bounds.length; i++) this.#bounds[i].add(draws[bounds[i]][row]);
    // gap = (value − lowerBound)/value
    if (this.#worst) this.#value.add(draws.lowerBound[row] / (1 - draws.gap[row]));
    this.#lowerBound.add(draws.lowerBound[row]);
  }

  summary(): SummaryEntry {
    const [total, delay, angle, position] = this.#bounds.map((sample) => sample.distribution());
    const counts = Object.fromEntries(rowStatuses.map((status, i) => [status, this.#counts[i]]));
    return {
      ...this.#about,
      counts: counts as Record<RowStatus, number>,
      maxRate: this.#maxRate.distribution(),
      total,
      delay,
      angle,
      position,
      ...(this.#worst && { value: this.#value.distribution() }),
      lowerBound: this.#lowerBound.distribution(),
      outage: {
        rate: rateOutage(this.#maxRate.histogram, this.#excluded),
        bound: boundOutage(
          this.#value.histogram,
          this.#counts.reduce((a, b) => a + b),
        ),
      },
    };
  }
}

/** Values of a column: their sum in the order they come, and their histogram. */
class Sample {
  readonly histogram: Histogram;
  #sum = 0;

  constructor(edgesCount: 'below' | 'above') {
    this.histogram = new Histogram(edgesCount);
  }

  /** @param value NaN for none */
  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.#sum += value;
    this.histogram.add(value);
  }

  distribution(): Distribution | null {
    const { count } = this.histogram;
    if (count === 0) return null;
    const [q05, q25, q50, q75, q95] = this.histogram.quantiles(Object.values(levels));
    return { count, mean: this.#sum / count, q05, q25, q50, q75, q95 };
  }
}

const steps = Array.from({ length: 101 }, (_, k) => k / 100);

/** Thresholds evenly spaced from 0 to above the largest value, each moved to the bin edge below it. */
function rateOutage(histogram: Histogram, excluded: number): OutageCurve | null {
  if (histogram.count === 0) return null;
  const top = edge(histogram.range().last + 1);
  const bins = steps.map((step) => binOf(step * top));
  const below = histogram.countsBelow(bins);
  return curve(
    bins,
    below.map((n) => n + excluded),
    histogram.count + excluded,
  );
}

/** Thresholds evenly spaced among the bins from the smallest value to the largest: geometrically, or nearly so. */
function boundOutage(histogram: Histogram, rows: number): OutageCurve | null {
  if (histogram.count === 0) return null;
  const { first, last } = histogram.range();
  const width = Math.max(last + 1 - first, steps.length - 1);
  const bins = steps.map((step) => first + Math.round(step * width));
  return curve(
    bins,
    histogram.countsBelow(bins).map((below) => rows - below),
    rows,
  );
}

function curve(bins: number[], counts: number[], count: number): OutageCurve {
  return { count, abscissae: bins.map(edge), probability: counts.map((n) => n / count) };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
