/** What limits may be, and what of them must fit the rest of a scenario. */

import * as v from 'valibot';
import { antennaCount, coordinates, isInSpace, isLine } from './arrays.js';
import { formatPath, type InputIssue } from './errors.js';
import { positionIssues } from './model-rules.js';
import { list, numberIn, objectOf, strictObject } from './rules.js';
import { limitKinds } from '../limit-kinds.js';
import type { Device, Limits, Quiet, Scene } from '../types.js';

/**
 * A power, dBm.
 *
 * @internal
 */
export const level = numberIn({ min: -300, max: 300, unit: 'dBm' });

const levels = v.lazy((input): v.GenericSchema<unknown, number | (number | null)[]> => {
  const each = `${level.message}, or a list of one a transmit antenna, null where there is none`;
  if (!Array.isArray(input)) return v.custom<number>((value) => v.is(level, value), each);
  const one = v.custom<number | null>(
    (value) => value === null || v.is(level, value),
    `${level.message} or null`,
  );
  return list(one, 1, 64, each);
});

const where = {
  position: coordinates('m'),
  direction: numberIn({ min: -90, max: 90, unit: 'degrees from broadside' }),
};
const placeForm = 'must be {"direction" or "position", "limitDbm"}';
const nowhere = v.never(placeForm);

const place = objectOf<Quiet>((input) => {
  const key = (['position', 'direction'] as const).find((name) => Object.hasOwn(input, name));
  return key === undefined ? nowhere : strictObject({ limitDbm: level, [key]: where[key] }, placeForm);
}, placeForm);

const places = (key: string) => list(place, 1, 64, `must be an array of 1 to 64 ${key} directions or places`);

const kinds = Object.values(limitKinds);

/** @internal */
export const limits = strictObject(
  Object.fromEntries(
    kinds.map(({ key, shape }) => [key, v.optional({ level, levels, places: places(key) }[shape])]),
  ),
  `must be an object with any of ${kinds.map(({ key }) => key).join(', ')}`,
) as v.GenericSchema<unknown, Limits>;

/**
 * What is wrong between the limits and the other fields of a scenario, or of a scene before its devices are placed.
 *
 * @internal
 */
export function limitIssues(
  { limits, signal, transmitter, devices = [] }: Scene & { devices?: readonly Device[] },
  inSpace: boolean,
  prefix: readonly (string | number)[] = [],
): InputIssue[] {
  const issues: InputIssue[] = [];
  const add = (path: readonly (string | number)[], value: unknown, message: string) =>
    issues.push({ path: formatPath([...prefix, ...path]), value, message });
  const antennas = antennaCount(transmitter);
  for (const { key, shape } of kinds) {
    const value = limits?.[key];
    if (shape === 'levels' && Array.isArray(value) && value.length !== antennas)
      add(['limits', key], value, `must have one entry for each of the ${antennas} transmit antennas`);
    if (shape !== 'places') continue;
    ((value ?? []) as Quiet[]).forEach((one, i) => {
      const path = ['limits', key, i];
      if ('position' in one)
        issues.push(...positionIssues(one.position, inSpace, [...prefix, ...path, 'position']));
      else if (!isLine(transmitter) || isInSpace(transmitter))
        add(
          [...path, 'direction'],
          one.direction,
          'is an angle from the broadside of a line in the plane: give a position',
        );
    });
  }
  if (signal !== 'superposed') return issues;
  const message = 'cannot be asked of a superposed signal, which is solved without limits';
  if (limits) add(['limits'], limits, message);
  devices.forEach(({ sensitivityDbm }, i) => {
    if (sensitivityDbm !== undefined) add(['devices', i, 'sensitivityDbm'], sensitivityDbm, message);
  });
  return issues;
}
