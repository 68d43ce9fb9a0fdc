/** Validates an experiment and fills in its defaults. */

import * as v from 'valibot';
import { InputError, formatPath, type InputIssue } from '../input/errors.js';
import { fidelity, floors, objective, over } from '../input/options.js';
import { singleReceiver } from '../core/refusal.js';
import {
  check,
  documentOf,
  isObject,
  list,
  numberIn,
  objectOf,
  oneOf,
  strictObject,
} from '../input/rules.js';
import { antennaCount, coordinates } from '../input/arrays.js';
import { fidelityIssues, overIssues, positionIssues } from '../input/model-rules.js';
import { checkScene, maxDevices, scene } from '../input/scenario.js';
import type { Objective, Position, Scene } from '../types.js';
import { combinationCount, sweepPaths, sweptPaths, withValue } from './sweep.js';
import type { Experiment, ExperimentInput, Placement, Sweep, Symbols } from './types.js';

const maxFloors = 1000;
/** Combinations times floors: each is an entry of the summary, up to half a megabyte of memory, 8 kB of the file. */
const maxRows = 10_000;

// Functions, so that a bundle which checks no experiment does without these rules.
const length = () => numberIn({ above: 0, unit: 'm' });
const count = () => numberIn({ min: 1, max: maxDevices, integer: true });

const place = () => coordinates('m');
const metres = () => numberIn({ unit: 'm' });
const planar = () => list(metres(), 2, 2, 'must be two finite numbers [x, y] (m)');
const spatial = () => list(metres(), 3, 3, 'must be three finite numbers [x, y, z] (m)');

const shapes = (): Record<Placement['shape'], v.GenericSchema> => ({
  disc: strictObject(
    { shape: v.literal('disc'), center: place(), radius: length(), count: count() },
    'must be {"shape": "disc", "center": [x, y], "radius", "count"}',
  ),
  ball: strictObject(
    { shape: v.literal('ball'), center: spatial(), radius: length(), count: count() },
    'must be {"shape": "ball", "center": [x, y, z], "radius", "count"}',
  ),
  box: strictObject(
    { shape: v.literal('box'), min: spatial(), max: spatial(), count: count() },
    'must be {"shape": "box", "min": [x, y, z], "max": [x, y, z], "count"}',
  ),
  ring: strictObject(
    {
      shape: v.literal('ring'),
      center: place(),
      inner: numberIn({ min: 0, unit: 'm' }),
      outer: length(),
      count: count(),
    },
    'must be {"shape": "ring", "center": [x, y], "inner", "outer", "count"}',
  ),
  rectangle: strictObject(
    { shape: v.literal('rectangle'), min: planar(), max: planar(), count: count() },
    'must be {"shape": "rectangle", "min": [x, y], "max": [x, y], "count"}',
  ),
  given: strictObject(
    {
      shape: v.literal('given'),
      positions: list(place(), 1, maxDevices, `must be an array of 1 to ${maxDevices} positions [x, y] (m)`),
    },
    'must be {"shape": "given", "positions": [[x, y], …]}',
  ),
});
const shapeName = () => oneOf(['disc', 'ring', 'rectangle', 'ball', 'box', 'given']);

const placement = () =>
  objectOf<Placement>(({ shape }) => {
    const name = shapeName();
    return v.is(name, shape) ? shapes()[shape] : v.object({ shape: name }, name.message);
  }, 'must be an object with a shape ("disc", "ring", "rectangle", "ball", "box" or "given") and what it takes');

const symbol = () => numberIn({ min: 0, max: 1 });
const alphabet = () =>
  strictObject(
    { alphabet: list(symbol(), 1, 4096, 'must be an array of 1 to 4096 symbols from 0 to 1') },
    'must be {"alphabet": […]}',
  );
const single = () =>
  v.custom<number>(
    (input) => v.is(symbol(), input),
    `${symbol().message}, or an alphabet in place of a value`,
  );
const value = () => strictObject({ value: single() }, 'must be {"value": s}');
const symbols = () =>
  objectOf<Symbols>(
    (input) => (Object.hasOwn(input, 'alphabet') ? alphabet() : value()),
    'must be {"alphabet": […]} or {"value": s}',
  );

const swept = () => list(numberIn({}), 1, 10_000, 'must be an array of one or more numbers');
const sweep = () =>
  strictObject(
    Object.fromEntries(sweepPaths.map((path) => [path, v.optional(swept())])),
    'must be an object of arrays of numbers by path, such as {"powerDbm": [10, 20, 30]}',
  ) as v.GenericSchema<unknown, Sweep>;

const experiment = () =>
  documentOf(
    {
      scenario: scene,
      placement: placement(),
      symbols: v.optional(symbols(), { value: 1 }),
      draws: numberIn({ min: 1, max: Number.MAX_SAFE_INTEGER, integer: true }),
      seed: v.optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
      fidelity,
      objective,
      over,
      fractions: v.optional(
        list(
          numberIn({ min: 0, max: 0.999 }),
          1,
          maxFloors,
          `must be an array of 1 to ${maxFloors} fractions`,
        ),
      ),
      rates: v.optional(floors(maxFloors)),
      sweep: v.optional(sweep(), {}),
    },
    'must be an experiment: an object with scenario, placement, draws and, if wanted, symbols, seed, fidelity, …',
  ) as v.GenericSchema<unknown, Experiment>;

/**
 * An experiment with every default filled in. The input is left as it is. What only the model sees, and no placement
 * changes (a pulse of zero energy), is refused when it is run.
 *
 * @throws InputError with an issue for every bad field at once: unknown keys, wrong types, values out of range,
 *   `fractions` together with `rates`, swept values that the scenario would not take
 */
export function parseExperiment(input: unknown): Experiment {
  const { output, issues } = checkExperiment(input);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}

/** The same without throwing: what is accepted, or all that is wrong with it. */
export function checkExperiment(input: unknown): { output: Experiment; issues: InputIssue[] } {
  const { output, issues } = check(experiment(), input, 'experiment');
  const { fractions, rates } = isObject(input) ? input : {};
  if (fractions !== undefined && rates !== undefined)
    issues.push({ path: 'rates', value: rates, message: 'cannot be given together with fractions' });
  if (issues.length > 0) return { output, issues };
  const { placement, fidelity } = output;
  const inSpace = firstOf(placement).length === 3;
  const placed = checkScene((input as ExperimentInput).scenario, inSpace, ['scenario']);
  issues.push(...placed.issues, ...shapeIssues(placement, inSpace));
  if (issues.length > 0) return { output, issues };
  output.scenario = placed.output;
  const { sweep: swept, ...rest } = output;
  // keys in one order, whether the fractions are given or not: the same experiment makes the same bytes
  if (rest.rates === undefined) rest.fractions ??= [0, 0.5, 0.9];
  const completed = { ...rest, sweep: swept };
  return {
    output: completed,
    issues: [
      ...fidelityIssues(completed.scenario, fidelity, ['scenario']),
      ...sweepIssues(completed, inSpace),
      ...overIssues(completed.scenario, completed.over),
    ],
  };
}

/** A place of a placement, which says whether it is in space. */
function firstOf(placement: Placement): Position {
  if (placement.shape === 'given') return placement.positions[0];
  return 'center' in placement ? placement.center : placement.min;
}

/** Beyond it the squares of lengths, which areas are drawn by, are no numbers, m. */
const farthest = 1e100;

function distantIssues({
  shape: _,
  count: __,
  ...lengths
}: Exclude<Placement, { shape: 'given' }>): InputIssue[] {
  return Object.entries(lengths).flatMap(([key, value]: [string, number | number[]]) =>
    [value].flat().flatMap((length, i) => {
      if (Math.abs(length) <= farthest) return [];
      const path = `placement.${key}${Array.isArray(value) ? `[${i}]` : ''}`;
      return [{ path, value: length, message: `must be within ${farthest} m` }];
    }),
  );
}

/** What is wrong between the fields of a placement, or with their size. */
function shapeIssues(placed: Placement, inSpace: boolean): InputIssue[] {
  if (placed.shape === 'given')
    return placed.positions.flatMap((position, i) =>
      positionIssues(position, inSpace, ['placement', 'positions', i]),
    );
  const distant = distantIssues(placed);
  if (distant.length > 0) return distant;
  if (placed.shape === 'ring' && !(placed.inner < placed.outer))
    return [{ path: 'placement.inner', value: placed.inner, message: 'must be less than outer' }];
  if (placed.shape !== 'rectangle' && placed.shape !== 'box') return [];
  const { min, max }: { min: number[]; max: number[] } = placed;
  return min.flatMap((value, i) =>
    value <= max[i] ? [] : [{ path: `placement.min[${i}]`, value, message: `must be at most max[${i}]` }],
  );
}

/** Swept values that the scenario's own rules refuse, and a sweep of too many rows. */
function sweepIssues(
  { scenario, sweep: values, fractions, rates, objective: aim }: Experiment,
  inSpace: boolean,
): InputIssue[] {
  const issues = sweptPaths(values).flatMap((path) =>
    values[path]!.flatMap((number, i) =>
      checkScene(withValue(scenario, path, number), inSpace).issues.map(({ message }): InputIssue => ({
        path: formatPath(['sweep', path, i]),
        value: number,
        message,
      })),
    ),
  );
  const rows = combinationCount(values) * (fractions ?? rates)!.length;
  if (rows > maxRows) {
    const message = `makes ${rows} rows a draw: combinations times floors must be at most ${maxRows}`;
    issues.push({ path: 'sweep', value: rows, message });
  }
  return aim === 'delay' ? issues : [...issues, ...singleReceiverIssues(scenario, values, aim)];
}

/** With one receive antenna no draw has an angle: an error of the experiment rather than of each of its draws. */
function singleReceiverIssues(scenario: Scene, values: Sweep, aim: Objective): InputIssue[] {
  const antennas = values['receiver.antennas'] ?? [antennaCount(scenario.receiver)];
  const path = (i: number) =>
    formatPath(
      values['receiver.antennas'] ? ['sweep', 'receiver.antennas', i] : ['scenario', 'receiver', 'antennas'],
    );
  return antennas.flatMap((value, i) =>
    value === 1 ? [{ path: path(i), value, message: singleReceiver(aim) }] : [],
  );
}
