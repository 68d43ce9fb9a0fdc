/** Scenes that were hard once, by the files of test/hard. */
import { readFileSync } from 'node:fs';
import type { Fidelity, Objective, Over, ScenarioInput, Solver } from 'isabc';

interface Hard {
  name: string;
  fidelity: Fidelity;
  objective: Objective;
  over?: Over;
  /** Floors that failed, by their share of the way from the free to the largest rate. */
  shares: number[];
  /** The curve is level to rounding, so that no bound tells its rate. */
  level?: boolean;
  /** As level as that, but what bounds ask for is found all the same. */
  known?: boolean;
  scenario: ScenarioInput;
}

export const hardCases = (file: string) =>
  JSON.parse(readFileSync(new URL(`../hard/${file}`, import.meta.url), 'utf8')) as Hard[];

/** How a case is asked for, its ends, and its floors as rates. */
export function asked(solver: Solver, { fidelity, objective, over = 'sum', shares, scenario }: Hard) {
  const options = { fidelity, objective, over, covariance: true };
  const { freeRate, maxRate, maxRateBound } = solver.tradeoff(scenario, { ...options, points: 1 });
  const rates = shares.map((t) => freeRate! + t * (maxRate! - freeRate!));
  return { scenario, options, freeRate: freeRate!, maxRate: maxRate!, maxRateBound: maxRateBound!, rates };
}
