/** Validates the options of a simulation. */

import * as v from 'valibot';
import type { InputIssue } from '../input/errors.js';
import { fidelity, objective, over } from '../input/options.js';
import { check, numberIn, strictObject } from '../input/rules.js';
import type { SimulateOptions } from './types.js';

/** Options with every default filled in; without `samples` the core settles them. */
export type CompleteSimulateOptions = Required<Omit<SimulateOptions, 'samples'>> & { samples?: number };

export const defaultTrials = 1000;

const simulate = strictObject(
  {
    rate: numberIn({ min: 0, unit: 'bps/Hz' }),
    trials: v.optional(numberIn({ min: 2, max: 1e7, integer: true }), defaultTrials),
    seed: v.optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
    fidelity,
    objective,
    over,
    phaseSpread: v.optional(numberIn({ min: 0, max: 180, unit: 'degrees' }), 0),
    samples: v.optional(numberIn({ min: 1, max: 1024, integer: true })),
  },
  'must be an object with rate and, if wanted, trials, seed, fidelity, objective, over, phaseSpread, samples',
);

/** Options of a simulation, completed, or all that is wrong with them. */
export function checkSimulateOptions(input: unknown): {
  output: CompleteSimulateOptions;
  issues: InputIssue[];
} {
  return check(simulate, input, 'options');
}
