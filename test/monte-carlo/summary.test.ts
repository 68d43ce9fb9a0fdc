import { formatSummary, loadSolver, monteCarlo } from 'isabc';
import { describe, expect, test } from 'vitest';
import { rowStatuses } from '../../bindings/core/columns.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { Histogram, quantileError } from '../../bindings/monte-carlo/histogram.js';
import { chunkPlan } from '../../bindings/monte-carlo/plan.js';
import { summarize, type Distribution } from '../../bindings/monte-carlo/summary.js';
import type { DrawBatch, ExperimentInput } from '../../bindings/monte-carlo/types.js';
import { syntheticChunk, uniform } from '../support/synthetic-draws.js';

const input: ExperimentInput = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  draws: 3000,
  fractions: [0, 0.5],
  sweep: { powerDbm: [10, 20] },
};

function batches(overrides: Partial<ExperimentInput> = {}): DrawBatch[] {
  const experiment = parseExperiment({ ...input, ...overrides });
  return Array.from({ length: chunkPlan(experiment).chunks }, (_, i) => syntheticChunk(experiment, i));
}

/** Of all rows of entry k (of n a draw): values of a column with their statuses. */
function rowsOf(
  all: DrawBatch[],
  k: number,
  n: number,
  column: 'maxRate' | 'total' | 'position' | 'lowerBound',
) {
  return all.flatMap(({ draws }) =>
    [...draws[column]]
      .map((value, row) => ({ value, status: rowStatuses[draws.status[row]] }))
      .filter((_, row) => row % n === k),
  );
}

/** Rows whose bounds count. */
const isSolved = ({ status }: { status: string }) => status === 'optimal' || status === 'stationary';

/** Linear interpolation between order statistics. */
function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const below = Math.floor(rank);
  return sorted[below] + (rank - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

function expectDistribution(found: Distribution | null, values: number[]): void {
  expect(found!.count).toBe(values.length);
  expect(found!.mean).toBe(values.reduce((a, b) => a + b) / values.length);
  for (const [name, q] of [
    ['q05', 0.05],
    ['q25', 0.25],
    ['q50', 0.5],
    ['q75', 0.75],
    ['q95', 0.95],
  ] as const)
    // prettier-ignore
    expect(Math.abs(found![name] / quantile(values, q) - 1), name).toBeLessThanOrEqual(quantileError);
}

describe('summarize', () => {
  test('counts, means, quantiles and outage are those of the rows', async () => {
    const all = batches();
    expect(all.length).toBeGreaterThan(2);
    const { entries, draws } = await summarize(all);
    expect(draws).toBe(3000);
    expect(entries.map(({ sweep, floor, fraction }) => [sweep.powerDbm, floor, fraction])).toEqual([
      [10, 0, 0],
      [10, 1, 0.5],
      [20, 0, 0],
      [20, 1, 0.5],
    ]);
    entries.forEach((entry, k) => {
      const total = rowsOf(all, k, 4, 'total');
      for (const status of rowStatuses) {
        expect(entry.counts[status]).toBe(total.filter((row) => row.status === status).length);
        expect(entry.counts[status]).toBeGreaterThan(0);
      }
      const solved = total.filter(isSolved).map(({ value }) => value);
      expectDistribution(entry.total, solved);
      expectDistribution(entry.lowerBound, rowsOf(all, k, 4, 'lowerBound').filter(isSolved).map(({ value }) => value)); // prettier-ignore
      const rates = rowsOf(all, k, 4, 'maxRate').flatMap(({ value }) => (Number.isNaN(value) ? [] : [value]));
      expectDistribution(entry.maxRate, rates);

      const { rate, bound } = entry.outage;
      expect([rate!.abscissae.length, bound!.abscissae.length]).toEqual([101, 101]);
      expect([rate!.count, bound!.count]).toEqual([rates.length, 3000]);
      rate!.abscissae.forEach((threshold, i) => {
        const below = rates.filter((value) => value < threshold).length;
        expect(rate!.probability[i]).toBe(below / rates.length);
      });
      bound!.abscissae.forEach((threshold, i) => {
        const within = solved.filter((value) => value <= threshold).length;
        expect(bound!.probability[i]).toBe((3000 - within) / 3000);
      });
      expect(rate!.probability[100]).toBe(1);
      expect(bound!.probability[0]).toBe(1);
      expect(bound!.probability[100]).toBe((3000 - solved.length) / 3000);
    });
  });

  test('outage is of the bound that was minimised', async () => {
    const all = batches({ objective: 'position', draws: 700, sweep: {}, fractions: [0] });
    const [{ outage }] = (await summarize(all)).entries;
    const position = rowsOf(all, 0, 1, 'position').filter(isSolved);
    outage.bound!.abscissae.forEach((threshold, i) => {
      const within = position.filter(({ value }) => value <= threshold).length;
      expect(outage.bound!.probability[i]).toBe((700 - within) / 700);
    });
  });

  test('over the worst device, values and outage are of its bound', async () => {
    const solver = await loadSolver();
    const experiment = parseExperiment({ ...input, draws: 20, over: 'worst', objective: 'angle', sweep: {} });
    const all: DrawBatch[] = [];
    for await (const batch of monteCarlo(experiment, { workers: 1 })) all.push(batch);
    const summary = await summarize(all);
    expect(summary.over).toBe('worst');
    // the same placements, solved one by one
    const place = all[0].placements;
    const values = Array.from({ length: 20 }, (_, draw) => {
      const devices = [0, 1, 2].map((i) => ({
        position: [place.x[3 * draw + i], place.y[3 * draw + i]] as [number, number],
        symbol: place.symbol[3 * draw + i],
      }));
      return solver.tradeoff({ devices }, { points: 1, over: 'worst', objective: 'angle' }).points[0].value!;
    });
    const { value, angle, outage } = summary.entries[0];
    expect(value!.count).toBe(20);
    expect(value!.mean).toBeCloseTo(values.reduce((a, b) => a + b) / 20, 12);
    expect(value!.mean).toBeLessThan(angle!.mean);
    outage.bound!.abscissae.forEach((threshold, i) => {
      const above = values.filter((one) => one > threshold * (1 + 1e-9)).length;
      const near = values.filter((one) => Math.abs(one / threshold - 1) <= 1e-9).length;
      expect(Math.abs(outage.bound!.probability[i] - above / 20)).toBeLessThanOrEqual(near / 20);
    });
    expect(formatSummary(summary)).toMatch(/\nobjective +angle, of the worst device\n/);
  });

  test('floors given as rates', async () => {
    const { entries } = await summarize(batches({ fractions: undefined, rates: [0.2, 0.4], sweep: {} }));
    expect(entries.map(({ fraction, rateFloor }) => [fraction, rateFloor])).toEqual([
      [null, 0.2],
      [null, 0.4],
    ]);
  });

  test('what no row has is null', async () => {
    const [batch] = batches({ draws: 1, sweep: {}, fractions: [0] });
    batch.draws.status.fill(rowStatuses.indexOf('refused'));
    batch.draws.maxRate.fill(NaN);
    const [entry] = (await summarize([batch])).entries;
    expect(entry).toMatchObject({ maxRate: null, total: null, outage: { rate: null, bound: null } });
  });

  test('batches out of order, and none at all, are errors', async () => {
    const [first, second] = batches();
    await expect(summarize([second])).rejects.toThrow('begins with draw 0, not');
    await expect(summarize([first, first])).rejects.toThrow(`begins with draw ${first.count}, not 0`);
    await expect(summarize([])).rejects.toThrow('nothing to summarize');
  });
});

describe('the histogram', () => {
  test('a single value is its own quantiles', () => {
    const histogram = new Histogram('below');
    for (let i = 0; i < 5; i++) histogram.add(0.1);
    expect(histogram.quantiles([0, 0.05, 0.5, 1])).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  test.each(['above', 'below'] as const)('values on edges count %s', (side) => {
    const histogram = new Histogram(side);
    for (const value of [1, 1, 2, 2 ** -30, 2 ** 40]) histogram.add(value);
    const bins = [2 ** -30, 1, 2, 2 ** 40].map((value) => {
      const exact = new Histogram('above');
      exact.add(value);
      return exact.range().first;
    });
    expect(histogram.countsBelow(bins)).toEqual(side === 'above' ? [0, 1, 3, 4] : [1, 3, 4, 5]);
  });

  test('a rate of zero is zero', () => {
    const histogram = new Histogram('above');
    for (const value of [0, -0, 1]) histogram.add(value);
    expect(histogram.quantiles([0.5])).toEqual([0]);
    expect(histogram.count).toBe(3);
  });

  test('memory is bounded, and small enough for sweeps of hundreds', () => {
    const random = uniform(8);
    const before = process.memoryUsage();
    const histograms = Array.from({ length: 200 }, () => new Histogram('below'));
    // over twelve octaves of 1024 bins, all of which are met
    for (let i = 0; i < 15_000; i++) {
      const value = 2 ** (12 * random());
      for (const histogram of histograms) histogram.add(value);
    }
    const after = process.memoryUsage();
    expect(histograms[0].count).toBe(15_000);
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(grown / histograms.length).toBeLessThan(250_000); // 49,152 of counts; garbage of the loop is in it too
  });

  test('quantiles keep their accuracy over forty decades', () => {
    const random = uniform(7);
    const values = Array.from({ length: 2000 }, () => 10 ** (40 * random() - 20));
    const histogram = new Histogram('below');
    for (const value of values) histogram.add(value);
    const levels = [0, 0.01, 0.3, 0.77, 1];
    histogram.quantiles(levels).forEach((found, i) => {
      expect(Math.abs(found / quantile(values, levels[i]) - 1)).toBeLessThanOrEqual(quantileError);
    });
  });
});
