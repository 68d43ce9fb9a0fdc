/** The data of a figure: every curve under every reading and formula of the bound. */
import { rowStatuses } from '../core/columns.js';
import { parseExperiment } from '../monte-carlo/experiment.js';
import { chunkPlan } from '../monte-carlo/plan.js';
import type { DrawBatch, Experiment } from '../monte-carlo/types.js';
import type { Fidelity, Result, ScenarioInput, Status, TradeoffOptions } from '../types.js';
import { ratesOf, type FigureDefinition } from './definitions.js';
import { fidelitiesOf, sceneOf, scenarioOne, scenarioTwo, type Reading, type Setting } from './scenes.js';

/** Scenario I: a point of the curve. */
export interface CurvePoint {
  rateFloor: number;
  status: Status;
  total: number | null;
  lowerBound: number | null;
}

/** Scenario II: quantiles over the draws, null where that many draws cannot reach the rate or are not solved. */
export interface CurveQuantiles {
  rateFloor: number;
  q05: number | null;
  q25: number | null;
  q50: number | null;
  q75: number | null;
  q95: number | null;
  /** Median of the certified lower bounds: of superposed signals, whose bounds are not proved to be the smallest. */
  lowerBound: number | null;
  /** Draws with a bound at this rate, and draws that the solver left unsolved. */
  solved: number;
  unsolved: number;
}

export interface Curve {
  reading: Reading;
  fidelity: Fidelity;
  name: string;
  /** bps/Hz; of Scenario II the median over the draws. */
  maxRate: number;
  points: CurvePoint[] | CurveQuantiles[];
}

export interface FigureData {
  figure: string;
  title: string;
  /** Scenario II only. */
  draws?: number;
  seed?: number;
  curves: Curve[];
}

export interface Means {
  /** A curve; away from this thread, if that is to answer. */
  tradeoff(scenario: ScenarioInput, options: TradeoffOptions): Promise<Result>;
  monteCarlo(experiment: Experiment, options: { chunks: number[] }): AsyncIterable<DrawBatch>;
  draws: number;
  seed: number;
  /** Called after each curve. */
  onCurve: () => void;
}

/** Curves in the order of the panels: by reading, formula and setting. */
export async function figureData(figure: FigureDefinition, means: Means): Promise<FigureData> {
  const curves: Curve[] = [];
  for (const reading of ['text', 'numbers'] as const) {
    for (const fidelity of fidelitiesOf[reading]) {
      for (const setting of figure.settings) {
        const of = { reading, fidelity, name: setting.name };
        curves.push(
          figure.scenario === 1
            ? { ...of, ...(await single(means, reading, fidelity, setting)) }
            : { ...of, ...(await many(means, reading, fidelity, setting)) },
        );
        means.onCurve();
      }
    }
  }
  const { draws, seed } = means;
  return { figure: figure.id, title: figure.title, ...(figure.scenario === 2 && { draws, seed }), curves };
}

type Values = Pick<Curve, 'maxRate' | 'points'>;

async function single(
  { tradeoff }: Means,
  reading: Reading,
  fidelity: Fidelity,
  setting: Setting,
): Promise<Values> {
  const { maxRate, points } = await tradeoff(scenarioOne(reading, setting), { points: 41, fidelity });
  return {
    maxRate: maxRate!,
    points: points.map(({ rateFloor, status, crb, lowerBound }) => ({
      rateFloor,
      status,
      total: crb?.total ?? null,
      lowerBound,
    })),
  };
}

async function many(means: Means, reading: Reading, fidelity: Fidelity, setting: Setting): Promise<Values> {
  const rates = ratesOf[reading];
  const maxRates: number[] = [];
  const totals: number[][] = rates.map(() => []);
  const lower: number[][] = rates.map(() => []);
  const unsolved = rates.map(() => 0);
  for await (const { draws } of batches(means, reading, fidelity, setting)) {
    draws.floor.forEach((floor, row) => {
      if (floor === 0) maxRates.push(orInfinity(draws.maxRate[row], 0));
      totals[floor].push(orInfinity(draws.total[row]));
      lower[floor].push(orInfinity(draws.lowerBound[row]));
      if (rowStatuses[draws.status[row]] === 'unsolved') unsolved[floor]++;
    });
  }
  return {
    maxRate: quantile(maxRates, 0.5) ?? 0,
    points: rates.map((rateFloor, k) => {
      const [q05, q25, q50, q75, q95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantile(totals[k], p));
      const solved = totals[k].filter(Number.isFinite).length;
      const lowerBound = quantile(lower[k], 0.5);
      return { rateFloor, q05, q25, q50, q75, q95, lowerBound, solved, unsolved: unsolved[k] };
    }),
  };
}

/** The draws as the Monte Carlo machinery solves them: the same placements for every curve. */
function batches(
  { monteCarlo, draws, seed }: Means,
  reading: Reading,
  fidelity: Fidelity,
  setting: Setting,
): AsyncIterable<DrawBatch> {
  const experiment = parseExperiment({
    scenario: sceneOf(reading, setting),
    ...scenarioTwo,
    draws,
    seed,
    fidelity,
    rates: [...ratesOf[reading]],
  });
  return monteCarlo(experiment, {
    chunks: Array.from({ length: chunkPlan(experiment).chunks }, (_, i) => i),
  });
}

function orInfinity(value: number, instead = Infinity): number {
  return Number.isNaN(value) ? instead : value;
}

/** Between neighbours in order; null where that is infinite or there are no values. */
export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low], sorted[Math.min(low + 1, sorted.length - 1)]];
  const value = at === low ? a : a + (at - low) * (b - a);
  return Number.isFinite(value) ? value : null;
}
