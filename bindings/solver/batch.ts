/** Many scenarios at once: `solver.batch`. */

import * as v from 'valibot';
import type { BatchTask } from '../core/batch.js';
import type { PointColumns } from '../core/columns.js';
import { evenFractions } from './curve.js';
import type { InputIssue } from '../input/errors.js';
import { defaultPoints, fidelity, floors, maxPoints, objective, over } from '../input/options.js';
import { check, flag, isObject, list, numberIn, strictObject } from '../input/rules.js';
import { checkScenario } from '../input/scenario.js';
import type { Fidelity, Objective, Over, Scenario } from '../types.js';

/** Options of a batch: the floors of every scenario (at most one of the three), and what is minimised. */
export interface BatchOptions {
  /** Rate floors, bps/Hz. */
  rates?: readonly number[];
  /** Number of evenly spaced floors, default 21, as for a curve. */
  points?: number;
  /** Floors as fractions of the curve, in [0, 0.999]: see {@link PointColumns.fraction}. */
  fractions?: readonly number[];
  fidelity?: Fidelity;
  objective?: Objective;
  over?: Over;
  /** Compute maxRate and freeRate of every scenario. Default true; false only with `rates`. */
  extremes?: boolean;
}

/**
 * The points of all scenarios as columns: one row a scenario and floor, the floor fastest, NaN for null. The numbers
 * are those of `tradeoff`. A scenario that the model refuses has rows of status `refused`, with the reason.
 */
export interface Batch extends PointColumns {
  rows: number;
  /** Index of the scenario. */
  scenario: Int32Array<ArrayBuffer>;
  /** Certified upper bound of the largest rate, bps/Hz. */
  maxRateBound: Float64Array<ArrayBuffer>;
  /** dObjective/dΓ per bps/Hz. */
  slope: Float64Array<ArrayBuffer>;
  /** Smallest scaled eigenvalue of the LMI blocks (42)–(43). */
  lmi: Float64Array<ArrayBuffer>;
  /** Rank of the covariance; of a superposed signal of both together. */
  rank: Float64Array<ArrayBuffer>;
  /** Of `stationary` rows: what moving power could still gain to first order, relative to the objective. */
  stationarity: Float64Array<ArrayBuffer>;
  /** What the codes in `reason` say. The first, for no reason, is the empty string. */
  reasons: string[];
}

const options = strictObject(
  {
    rates: v.optional(floors(maxPoints)),
    points: v.optional(numberIn({ min: 1, max: maxPoints, integer: true })),
    fractions: v.optional(
      list(
        numberIn({ min: 0, max: 0.999 }),
        1,
        maxPoints,
        `must be an array of one or more fractions, at most ${maxPoints}`,
      ),
    ),
    fidelity,
    objective,
    over,
    extremes: v.optional(flag, true),
  },
  'must be an object with any of rates, points, fractions, fidelity, objective, over, extremes',
);

/** The options of a batch as a task for the core, or all that is wrong with them. */
export function checkBatchOptions(input: unknown): { output: BatchTask; issues: InputIssue[] } {
  const { output, issues } = check(options, input, 'options');
  if (isObject(input)) {
    const given = (['rates', 'points', 'fractions'] as const).filter((key) => input[key] !== undefined);
    for (const key of given.slice(1)) {
      issues.push({ path: key, value: input[key], message: `cannot be given together with ${given[0]}` });
    }
    if (input.extremes === false && input.rates === undefined) {
      issues.push({ path: 'extremes', value: false, message: 'can be false only with rates' });
    }
  }
  if (issues.length > 0) return { output: output as unknown as BatchTask, issues };
  const { rates, points = defaultPoints, fractions = evenFractions(points), ...rest } = output;
  return { output: rates === undefined ? { ...rest, fractions } : { ...rest, rates }, issues };
}

/** The most scenarios of a batch; of more, make several. */
const maxScenarios = 1_000_000;

/** The scenarios of a batch, completed, or all that is wrong with them. */
export function checkScenarios(input: unknown): { output: Scenario[]; issues: InputIssue[] } {
  if (!Array.isArray(input) || input.length === 0 || input.length > maxScenarios) {
    const message = `must be an array of one or more scenarios, at most ${maxScenarios}`;
    return { output: [], issues: [{ path: 'scenarios', value: input, message }] };
  }
  const checked = input.map((scenario, i) => checkScenario(scenario, ['scenarios', i]));
  return {
    output: checked.map(({ output }) => output),
    issues: checked.flatMap(({ issues }) => issues),
  };
}
