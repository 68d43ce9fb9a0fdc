/** Validates a scenario and fills in its defaults. */

import * as v from 'valibot';
import type { InputIssue } from './errors.js';
import { check, documentOf, isObject, list, numberIn, oneOf, parse, strictObject } from './rules.js';
import { isPrintable } from './text.js';
import { signals } from '../types.js';
import type { Pulse, Scenario, Scene, Vector2 } from '../types.js';

/**
 * The most devices of a scenario.
 *
 * @internal
 */
export const maxDevices = 32;

const metres = numberIn({ unit: 'm' });
const level = numberIn({ min: -300, max: 300, unit: 'dBm' });

/** @internal */
export const vector = list(metres, 2, 2, 'must be two finite numbers [x, y] (m)') as v.GenericSchema<
  unknown,
  Vector2
>;

const array = (position: Vector2) =>
  v.optional(
    strictObject(
      {
        position: v.optional(vector, position),
        antennas: v.optional(numberIn({ min: 1, max: 64, integer: true }), 8),
        spacing: v.optional(numberIn({ above: 0, max: 1000, unit: 'wavelengths' }), 0.5),
        orientation: v.optional(numberIn({ unit: 'degrees from +x' }), 90),
      },
      'must be an object with any of position, antennas, spacing, orientation',
    ),
    {},
  );

/** What no output can carry is refused, so that a name is the same everywhere. */
const name = v.custom<string>(
  (value) => typeof value === 'string' && value.length <= 200 && isPrintable(value),
  'must be a string of at most 200 characters, none of which controls a terminal or turns the writing direction',
);

const device = strictObject(
  {
    position: vector,
    symbol: v.optional(numberIn({ min: 0, max: 1 }), 1),
    name: v.optional(name),
  },
  'must be an object with position and, if wanted, symbol and name',
);

const samples = strictObject(
  { samples: list(numberIn({}), 8, 4096, 'must be an array of 8 to 4096 finite numbers') },
  'must be {"samples": […]}',
);
const pulseName = oneOf(['cosine', 'sinc', 'ramp']);

/** An object is read as samples and anything else as a name, so that the issues are those of what was meant. */
const pulse = v.lazy((input): v.GenericSchema<unknown, Pulse> => {
  if (isObject(input)) return samples;
  return v.custom<Pulse>((value) => v.is(pulseName, value), `${pulseName.message} or {"samples": […]}`);
});

const arrays = { transmitter: array([0, 0]), receiver: array([2, -1.5]) };
const link = {
  signal: v.optional(oneOf(signals), 'reused'),
  pulse: v.optional(pulse, 'cosine'),
  symbolDuration: v.optional(numberIn({ above: 0, unit: 's' }), 5e-7),
  symbolCount: v.optional(numberIn({ min: 1, max: Number.MAX_SAFE_INTEGER, integer: true }), 128),
  reflection: v.optional(numberIn({ above: 0, max: 1 }), 1),
  pathLoss: v.optional(
    strictObject(
      {
        referenceDb: v.optional(numberIn({ unit: 'dB' }), 30),
        exponent: v.optional(numberIn({ min: 0 }), 2.7),
      },
      'must be an object with any of referenceDb, exponent',
    ),
    {},
  ),
  powerDbm: v.optional(level, 30),
  clutterDbm: v.optional(
    v.custom<number | null>(
      (value) => value === null || v.is(level, value),
      `${level.message} or null (none)`,
    ),
    -60,
  ),
  noiseDbm: v.optional(level, -60),
};

const scenario = documentOf(
  {
    ...arrays,
    devices: list(
      device,
      1,
      maxDevices,
      'must be an array of 1 to 32 devices {"position": [x, y], "symbol", "name"}',
    ),
    ...link,
  },
  'must be a scenario: an object with devices and, if wanted, transmitter, receiver, pulse, …',
) as v.GenericSchema<unknown, Scenario>;

/**
 * A scenario but for its devices, as an experiment has it.
 *
 * @internal
 */
export const scene = strictObject(
  { ...arrays, ...link },
  'must be a scenario without devices: an object with any of transmitter, receiver, pulse, …',
) as v.GenericSchema<unknown, Scene>;

/**
 * A scenario with every default filled in. The input is left as it is.
 *
 * Only `devices` is required; the other keys, their units, ranges and defaults are those of {@link Scenario} and
 * of `isabc/scenario.schema.json`. What can be seen only with the model at hand (a device on an array, silent
 * devices, a pulse of zero energy) is refused by the solver, with the same error.
 *
 * @throws InputError with an issue for every bad field at once: unknown keys, wrong types, values out of range.
 */
export function parseScenario(input: unknown): Scenario {
  return parse(scenario, input, 'scenario');
}

/** The same without throwing: what is accepted, or all that is wrong with it. Paths start with `prefix`. */
export function checkScenario(
  input: unknown,
  prefix: readonly (string | number)[] = [],
): { output: Scenario; issues: InputIssue[] } {
  return check(scenario, input, 'scenario', prefix);
}
