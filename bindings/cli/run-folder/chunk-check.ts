/** What the columns of a chunk must be, given its experiment: their names, types and lengths, and what may stand in them. */

import { rowStatuses } from '../../core/columns.js';
import type { InputIssue } from '../../input/errors.js';
import { isInSpace } from '../../input/arrays.js';
import { combinations, sweptPaths } from '../../monte-carlo/sweep.js';
import { deviceCount } from '../../monte-carlo/plan.js';
import type { DrawBatch } from '../../monte-carlo/types.js';
import type { RunRecord } from './record.js';
import { resultColumns } from './tables.js';

const doubles = ['draw', 'fraction', 'rateFloor', ...resultColumns] as const;
/** Columns without a negative number. */
const nonnegative = new Set<string>([
  'maxRate',
  'freeRate',
  'total',
  'delay',
  'angle',
  'position',
  'iterations',
]);

type Column = ArrayLike<number> & { constructor: { name: string } };

/** The first thing that is wrong with a batch of a run, null where nothing is. */
export function wrongColumn(batch: DrawBatch, record: RunRecord): InputIssue | null {
  const { experiment, placements } = record;
  const { sweep, fractions, rates, objective, over } = experiment;
  const all = combinations(experiment);
  const floors = (fractions ?? rates)!;
  const perDraw = all.length * floors.length;
  const rows = batch.count * perDraw;
  const devices = deviceCount(experiment.placement);
  const places = placements ? batch.count * devices : 0;
  const paths = sweptPaths(sweep);
  const placed = isInSpace(experiment.scenario.transmitter)
    ? (['x', 'y', 'z', 'symbol'] as const)
    : (['x', 'y', 'symbol'] as const);

  if (batch.objective !== objective)
    return { path: 'objective', value: batch.objective, message: `must be "${objective}"` };
  if (batch.over !== over) return { path: 'over', value: batch.over, message: `must be "${over}"` };
  if (batch.reasons[0] !== '')
    return { path: 'reasons[0]', value: batch.reasons[0], message: 'must be "", for no reason' };

  const draw = (row: number) => batch.first + Math.floor(row / perDraw);
  const drawOf = (row: number) => batch.first + Math.floor(row / devices);
  const below = (count: number) => (value: number) => value < count;
  return firstOf([
    shape(
      batch.draws,
      'draws',
      {
        ...Object.fromEntries(doubles.map((name) => [name, 'Float64Array'])),
        floor: 'Int32Array',
        status: 'Uint8Array',
        reason: 'Uint32Array',
      },
      rows,
    ),
    shape(batch.swept, 'swept', Object.fromEntries(paths.map((path) => [path, 'Float64Array'])), rows),
    shape(
      batch.placements,
      'placements',
      {
        draw: 'Float64Array',
        device: 'Int32Array',
        ...Object.fromEntries(placed.map((name) => [name, 'Float64Array'])),
      },
      places,
    ),
    () => {
      const { draws, swept } = batch;
      return firstOf([
        equal(draws.draw, 'draws.draw', draw),
        equal(draws.floor, 'draws.floor', (row) => row % floors.length),
        equal(draws.fraction, 'draws.fraction', (row) => (fractions ? floors[row % floors.length] : NaN)),
        ...paths.map((path, k) =>
          equal(
            swept[path]!,
            `swept["${path}"]`,
            (row) => all[Math.floor((row % perDraw) / floors.length)].values[k],
          ),
        ),
        allowed(
          draws.status,
          'draws.status',
          below(rowStatuses.length),
          `must be below ${rowStatuses.length}`,
        ),
        allowed(
          draws.reason,
          'draws.reason',
          below(batch.reasons.length),
          `must be below ${batch.reasons.length}`,
        ),
        ...doubles.map((name) =>
          nonnegative.has(name)
            ? allowed(draws[name], `draws.${name}`, isNonnegative, 'must be a number ≥ 0, or NaN')
            : allowed(draws[name], `draws.${name}`, isNumber, 'must be a finite number, or NaN'),
        ),
        equal(batch.placements.draw, 'placements.draw', drawOf),
        equal(batch.placements.device, 'placements.device', (row) => row % devices),
        ...placed.map((name) =>
          allowed(batch.placements[name]!, `placements.${name}`, Number.isFinite, 'must be a finite number'),
        ),
      ]);
    },
  ]);
}

type Question = () => InputIssue | null;

function firstOf(questions: readonly Question[]): InputIssue | null {
  for (const question of questions) {
    const issue = question();
    if (issue !== null) return issue;
  }
  return null;
}

const isNumber = (value: number) => Number.isFinite(value) || Number.isNaN(value);
const isNonnegative = (value: number) => (value >= 0 && value < Infinity) || Number.isNaN(value);

/** Whether a table has these columns, of these types, and no others. */
function shape(table: object, name: string, types: Record<string, string>, rows: number): Question {
  return () => {
    for (const key of Object.keys(table))
      if (!Object.hasOwn(types, key))
        return { path: name, value: key, message: 'has no column of this name' };
    for (const [key, type] of Object.entries(types)) {
      const column = (table as Record<string, Column | undefined>)[key];
      const path = `${name}["${key}"]`;
      if (column === undefined) return { path, value: undefined, message: `must be of ${rows} rows` };
      if (column.constructor.name !== type)
        return { path, value: column.constructor.name, message: `must be of type ${type}` };
      if (column.length !== rows)
        return { path: `${path}.length`, value: column.length, message: `must be ${rows}` };
    }
    return null;
  };
}

function equal(column: ArrayLike<number>, path: string, expected: (row: number) => number): Question {
  return () => {
    for (let row = 0; row < column.length; row++) {
      const value = expected(row);
      if (!Object.is(column[row], value) && column[row] !== value)
        return { path: `${path}[${row}]`, value: column[row], message: `must be ${value}` };
    }
    return null;
  };
}

function allowed(
  column: ArrayLike<number>,
  path: string,
  accepts: (value: number) => boolean,
  message: string,
): Question {
  return () => {
    for (let row = 0; row < column.length; row++)
      if (!accepts(column[row])) return { path: `${path}[${row}]`, value: column[row], message };
    return null;
  };
}
