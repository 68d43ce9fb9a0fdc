/** Validates the options of a curve and of an evaluation. */

import * as v from 'valibot';
import { antennaCount } from './arrays.js';
import { InputError, type InputIssue } from './errors.js';
import { check, flag, isObject, list, numberIn, oneOf, strictObject } from './rules.js';
import {
  fidelities,
  objectives,
  overs,
  unknowns,
  type Fidelity,
  type Objective,
  type Over,
  type Scenario,
} from '../types.js';

/** Options of a curve with every default filled in; exactly one of `rates`, `points` and `bounds` is there. */
export interface CompleteTradeoffOptions {
  rates?: number[];
  points?: number;
  bounds?: number[];
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  covariance: boolean;
  extremes: boolean;
}

/** Options of an evaluation with every default filled in. */
export interface CompleteEvaluateOptions {
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  rate?: number;
}

/** Points of a curve where neither rates nor points are given. */
export const defaultPoints = 21;

/** The most points of a curve, however they are asked for. */
export const maxPoints = 100_000;

const floor = numberIn({ min: 0, unit: 'bps/Hz' });
/**
 * Rate floors, bps/Hz, one or more of them up to `most`.
 *
 * @internal
 */
export const floors = (most: number) =>
  list(floor, 1, most, `must be an array of one or more rate floors ≥ 0 (bps/Hz), at most ${most}`);
/** The bound that an estimator meets. */
export const defaultFidelity: Fidelity = 'coupled';
/** @internal */
export const fidelity = v.optional(oneOf(fidelities), defaultFidelity);
/** @internal */
export const objective = v.optional(oneOf(objectives), 'sum');
/** @internal */
export const over = v.optional(oneOf(overs), 'sum');

const tradeoff = strictObject(
  {
    rates: v.optional(floors(maxPoints)),
    points: v.optional(numberIn({ min: 1, max: maxPoints, integer: true })),
    bounds: v.optional(
      list(
        numberIn({ above: 0, unit: "the objective's" }),
        1,
        maxPoints,
        `must be an array of one or more bounds > 0 (the objective's unit), at most ${maxPoints}`,
      ),
    ),
    fidelity,
    objective,
    over,
    covariance: v.optional(flag, false),
    extremes: v.optional(flag, true),
  },
  'must be an object with any of rates, points, bounds, fidelity, objective, over, covariance, extremes',
);

const evaluate = strictObject(
  { fidelity, objective, over, rate: v.optional(floor) },
  'must be an object with any of fidelity, objective, over, rate',
);

/**
 * Options of a curve, completed: `points` 21 where neither `rates` nor `bounds` are given, `printed`, `sum`, no covariances, with
 * extremes.
 *
 * @throws InputError for unknown keys and bad values; for two of `rates`, `points` and `bounds`; for `extremes: false`
 *   without `rates`, as evenly spaced floors are spaced by the extremes.
 */
export function parseTradeoffOptions(input: unknown): CompleteTradeoffOptions {
  return orThrow(checkTradeoffOptions(input));
}

/** The same without throwing. */
export function checkTradeoffOptions(input: unknown): {
  output: CompleteTradeoffOptions;
  issues: InputIssue[];
} {
  const { output, issues } = check(tradeoff, input, 'options');
  if (isObject(input)) {
    const { rates, points, bounds, extremes } = input;
    if (rates !== undefined && points !== undefined) {
      issues.push({ path: 'points', value: points, message: 'cannot be given together with rates' });
    }
    if (bounds !== undefined && (rates !== undefined || points !== undefined)) {
      const other = rates !== undefined ? 'rates' : 'points';
      issues.push({ path: 'bounds', value: bounds, message: `cannot be given together with ${other}` });
    }
    if (extremes === false && rates === undefined) {
      issues.push({ path: 'extremes', value: false, message: 'can be false only with rates' });
    }
  }
  if (issues.length > 0) return { output, issues };
  const { rates, points, bounds, ...rest } = output;
  if (rates !== undefined) return { output: { rates, ...rest }, issues };
  if (bounds !== undefined) return { output: { bounds, ...rest }, issues };
  return { output: { points: points ?? defaultPoints, ...rest }, issues };
}

/** Numbers that the matrices of a result may have, 0.8 GB: engines give up at not much more. */
const maxNumbers = 1e8;

/** What would be too large to hold, seen before anything is computed. */
export function checkSize(
  { transmitter, devices, signal, unknown }: Scenario,
  { rates, bounds, points, covariance }: CompleteTradeoffOptions,
): InputIssue[] {
  if (!covariance) return [];
  const count = (rates ?? bounds)?.length ?? points ?? defaultPoints;
  // covariance and factor, of two signals where there are two, and the dual variables K and Y
  const antennas = antennaCount(transmitter);
  const L = devices.length;
  const directions = transmitter.position.length - 1;
  const rows = 1 + directions + unknowns.indexOf(unknown);
  const matrices =
    (signal === 'superposed' ? 8 : 4) * antennas * antennas + (2 + rows * (1 + directions)) * L * L;
  if (count * matrices <= maxNumbers) return [];
  const most = Math.floor(maxNumbers / matrices);
  const message = `makes ${count * matrices} numbers with covariances: at most ${most} points at a time`;
  return [{ path: 'points', value: count, message }];
}

/**
 * Options of an evaluation, completed: `printed`, `sum`, the covariance's own rate as the floor.
 *
 * @throws InputError for unknown keys and bad values.
 */
export function parseEvaluateOptions(input: unknown): CompleteEvaluateOptions {
  return orThrow(checkEvaluateOptions(input));
}

/** The same without throwing. */
export function checkEvaluateOptions(input: unknown): {
  output: CompleteEvaluateOptions;
  issues: InputIssue[];
} {
  return check(evaluate, input, 'options');
}

function orThrow<T>({ output, issues }: { output: T; issues: InputIssue[] }): T {
  if (issues.length > 0) throw new InputError(issues);
  return output;
}
