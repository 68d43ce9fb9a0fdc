/** Validates a scenario and fills in its defaults. */

import * as v from 'valibot';
import { array, coordinates, isInSpace } from './arrays.js';
import { InputError, type InputIssue } from './errors.js';
import { level, limitIssues, limits } from './limits.js';
import { coordinateIssues, deviceIssues, intoSpace } from './model-rules.js';
import { check, documentOf, isObject, list, numberIn, oneOf, strictObject } from './rules.js';
import { isPrintable } from './text.js';
import { signals, unknowns } from '../types.js';
import type { Pulse, Scenario, Scene } from '../types.js';

/**
 * The most devices of a scenario.
 *
 * @internal
 */
export const maxDevices = 32;

const vector = coordinates('m');
/** Entries of channels: their products stay within double precision. */
const entries = list(
  numberIn({ min: -1e60, max: 1e60 }),
  1,
  64,
  'must be an array of numbers, one an antenna',
);
const complex = strictObject(
  { re: entries, im: entries },
  'must be {"re": […], "im": […]}, one number an antenna',
);
const channel = strictObject(
  {
    transmit: v.optional(complex),
    receive: v.optional(complex),
    slopes: v.optional(list(complex, 1, 2, 'must be an array of one or, in space, two {"re", "im"}')),
  },
  'must be an object with any of transmit, receive, slopes',
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
    channel: v.optional(channel),
    weight: v.optional(numberIn({ above: 0 })),
    sensitivityDbm: v.optional(level),
    prior: v.optional(numberIn({ above: 0, unit: 'm' })),
  },
  'must be an object with position and, if wanted, symbol, name, channel, weight, prior, sensitivityDbm',
);

const samples = strictObject(
  { samples: list(numberIn({}), 8, 4096, 'must be an array of 8 to 4096 finite numbers') },
  'must be {"samples": […]}',
);
const pulseName = oneOf(['cosine', 'sinc', 'ramp']);

const named = v.custom<Pulse>((value) => pulseName.check(value), `${pulseName.message} or {"samples": […]}`);
/** An object is read as samples and anything else as a name, so that the issues are those of what was meant. */
const pulse = v.lazy((input): v.GenericSchema<unknown, Pulse> => (isObject(input) ? samples : named));

const arrays = { transmitter: array([0, 0]), receiver: array([2, -1.5]) };
/** Rician factor; null: Rayleigh. Beyond the ends one of the two parts is below rounding. */
const factor = numberIn({ min: -150, max: 150, unit: 'dB' });
const factorDb = v.custom<number | null>(
  (value) => value === null || v.is(factor, value),
  `${factor.message} or null (Rayleigh)`,
);
const seed = v.optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1);
const fading = v.optional(strictObject({ factorDb, seed }, 'must be {"factorDb": K or null, "seed"}'));
const fadingByDraw = v.optional(
  strictObject({ factorDb }, 'must be {"factorDb": K or null}: draws have seeds of their own'),
);

const link = {
  unknown: v.optional(oneOf(unknowns), 'none'),
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
  limits: v.optional(limits),
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
    fading,
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
  { ...arrays, fading: fadingByDraw, ...link },
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
  const { output, issues } = checkScenario(input);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}

/** The same without throwing: what is accepted, or all that is wrong with it. Paths start with `prefix`. */
export function checkScenario(
  input: unknown,
  prefix: readonly (string | number)[] = [],
): { output: Scenario; issues: InputIssue[] } {
  const { output, issues } = check(scenario, input, 'scenario', prefix);
  if (issues.length > 0) return { output, issues };
  const inSpace = isInSpace(output.devices[0]);
  intoSpace(output, input, inSpace);
  return {
    output,
    issues: [
      ...coordinateIssues(output, inSpace, prefix),
      ...deviceIssues(output, prefix),
      ...limitIssues(output, inSpace, prefix),
    ],
  };
}

/**
 * A scenario but for its devices, which stand in space or in the plane.
 *
 * @internal
 */
export function checkScene(
  input: unknown,
  inSpace: boolean,
  prefix: readonly (string | number)[] = [],
): { output: Scene; issues: InputIssue[] } {
  const { output, issues } = check(scene, input, 'scenario', prefix);
  if (issues.length > 0) return { output, issues };
  intoSpace(output, input, inSpace);
  return {
    output,
    issues: [...coordinateIssues(output, inSpace, prefix), ...limitIssues(output, inSpace, prefix)],
  };
}
