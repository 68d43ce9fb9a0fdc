/** The shapes an array may have: what is accepted, and how many antennas that is. */

import * as v from 'valibot';
import { list, numberIn, objectOf, strictObject } from './rules.js';
import type { ArrayGeometry, LineArray, Position } from '../types.js';

const maxAntennas = 64;
const antennas = () => numberIn({ min: 1, max: maxAntennas, integer: true });
/** Beyond this, phases lose digits that the rate needs. */
const longest = 1000;
const length = () => numberIn({ above: 0, max: longest, unit: 'wavelengths' });
const orientation = () => v.optional(numberIn({ unit: 'degrees from +x' }), 90);

/**
 * Two coordinates in the plane, three in space.
 *
 * @internal
 */
export const coordinates = (
  unit: 'm' | 'wavelengths',
  most = Infinity,
): v.GenericSchema<unknown, Position> => {
  const coordinate = numberIn(most === Infinity ? { unit } : { min: -most, max: most, unit });
  return list(
    coordinate,
    2,
    3,
    `must be two or, in space, three finite numbers [x, y] or [x, y, z] (${unit})`,
  ) as unknown as v.GenericSchema<unknown, Position>;
};

/**
 * An array's schema by what the object holds; `position` where none is given.
 *
 * @internal
 */
export const array = (position: Position) => {
  const place = { position: v.optional(coordinates('m'), position) };
  const line = strictObject(
    {
      ...place,
      shape: v.optional(v.literal('line', 'must be "line", "circle" or "grid"')),
      antennas: v.optional(antennas(), 8),
      spacing: v.optional(length(), 0.5),
      orientation: orientation(),
    },
    'must be an object with any of position, shape, antennas, spacing, orientation, elements',
  );
  const circle = strictObject(
    {
      ...place,
      shape: v.literal('circle'),
      antennas: v.optional(antennas(), 8),
      radius: length(),
      orientation: orientation(),
    },
    'must be {"shape": "circle", "antennas", "radius", "position", "orientation"}',
  );
  const spacing = v.lazy((input) =>
    Array.isArray(input)
      ? list(length(), 2, 2, 'must be [horizontal, vertical], each > 0 and ≤ 1000 (wavelengths)')
      : length(),
  );
  const grid = strictObject(
    {
      ...place,
      shape: v.literal('grid'),
      rows: antennas(),
      columns: antennas(),
      spacing: v.optional(spacing, 0.5),
      orientation: orientation(),
    },
    'must be {"shape": "grid", "rows", "columns", "spacing", "position", "orientation"}',
  );
  const elements = strictObject(
    {
      ...place,
      elements: list(
        coordinates('wavelengths', longest),
        1,
        maxAntennas,
        'must be an array of 1 to 64 positions [x, y] or, in space, [x, y, z] (wavelengths)',
      ),
    },
    'must be {"elements": [[x, y], …], "position"}: they stand in place of shape, antennas, spacing and orientation',
  );
  const any = objectOf<ArrayGeometry>((input) => {
    if (Object.hasOwn(input, 'elements')) return elements;
    if (input.shape === 'circle') return circle;
    return input.shape === 'grid' ? grid : line;
  }, 'must be an object with any of position, shape, antennas, spacing, orientation, or with elements');
  return v.optional(any, {});
};

/** M: how many antennas an array has. */
export function antennaCount(array: ArrayGeometry): number {
  if ('elements' in array) return array.elements.length;
  return array.shape === 'grid' ? array.rows * array.columns : array.antennas;
}

/** Whether an array is a uniform line. */
export function isLine(array: ArrayGeometry): array is LineArray {
  return !('elements' in array) && (array.shape === undefined || array.shape === 'line');
}

/** Direction of an array's axis in degrees from +x; elements have none, and angles count from +x as of a line along y. */
export function orientationOf(array: ArrayGeometry): number {
  return 'elements' in array ? 90 : array.orientation;
}

/** Whether a scenario, or an array of one, is in space. */
export function isInSpace({ position }: { position: Position }): boolean {
  return position.length === 3;
}
