/** The two tables of a run: which columns they have, and how a batch fills them. */

import { rowStatuses, type RowStatus } from '../../core/columns.js';
import { isInSpace } from '../../input/arrays.js';
import { sweptPaths } from '../../monte-carlo/sweep.js';
import type { DrawBatch, Experiment, PlacementColumns, SweepPath } from '../../monte-carlo/types.js';

/** int64: whole numbers, never null; double: null where there is none; text likewise. */
export type ColumnKind = 'int64' | 'double' | 'text';
export interface TableColumn {
  name: string;
  kind: ColumnKind;
}

/** A column's values: numbers with NaN for null, or texts with null. */
export type Values = ArrayLike<number> | ArrayLike<string | null>;
/** Rows by column, in the table's order. */
export type Block = Values[];

/** Takes rows in order. */
export interface TableWriter {
  /** Adds rows, at least one. */
  write(block: Block): Promise<void>;
  /** Writes what is left and finishes the file; see WholeFile.finish. */
  finish(): Promise<void>;
}

const doubles = (names: readonly string[]): TableColumn[] => names.map((name) => ({ name, kind: 'double' }));
/** What a row says of its point, as doubles. */
export const resultColumns = [
  'maxRate',
  'freeRate',
  'total',
  'delay',
  'angle',
  'position',
  'rate',
  'lowerBound',
  'gap',
  'iterations',
] as const;

/** One row a draw, combination of swept values and floor. */
export function drawColumns(experiment: Experiment): TableColumn[] {
  return [
    { name: 'draw', kind: 'int64' },
    { name: 'floor', kind: 'int64' },
    ...doubles(sweptPaths(experiment.sweep)),
    ...doubles(['fraction', 'rateFloor']),
    { name: 'status', kind: 'text' },
    { name: 'reason', kind: 'text' },
    ...doubles(resultColumns),
  ];
}

/** One row a draw and device. */
export function placementColumns({ scenario }: Experiment): TableColumn[] {
  const place = isInSpace(scenario.transmitter) ? ['x', 'y', 'z'] : ['x', 'y'];
  return [
    { name: 'draw', kind: 'int64' },
    { name: 'device', kind: 'int64' },
    ...doubles([...place, 'symbol']),
  ];
}

export function drawBlock({ draws, swept, reasons }: DrawBatch): Block {
  return [
    draws.draw,
    draws.floor,
    ...Object.values(swept),
    draws.fraction,
    draws.rateFloor,
    Array.from(draws.status, (status) => rowStatuses[status]),
    Array.from(draws.reason, (reason) => (reason === 0 ? null : reasons[reason])),
    ...resultColumns.map((name) => draws[name]),
  ];
}

export function placementBlock({ placements }: DrawBatch): Block {
  const { draw, device, x, y, z, symbol } = placements;
  return z ? [draw, device, x, y, z, symbol] : [draw, device, x, y, symbol];
}

/** Of a run that keeps none. */
export const noPlacements: PlacementColumns = {
  draw: new Float64Array(0),
  device: new Int32Array(0),
  x: new Float64Array(0),
  y: new Float64Array(0),
  symbol: new Float64Array(0),
};

/** The batch of which two blocks are: what `drawBlock` and `placementBlock` made of it. */
export function batchOf(
  experiment: Experiment,
  { chunk, first, count }: { chunk: number; first: number; count: number },
  drawRows: Block,
  placementRows: Block | null,
): DrawBatch {
  const names = drawColumns(experiment).map(({ name }) => name);
  const numbers = (name: string) => Float64Array.from(drawRows[names.indexOf(name)] as ArrayLike<number>);
  const texts = (name: string) => Array.from(drawRows[names.indexOf(name)] as ArrayLike<string | null>);
  const reasonTexts = texts('reason').map((text) => text ?? '');
  const reasons = [...new Set(['', ...reasonTexts])];
  return {
    chunk,
    first,
    count,
    objective: experiment.objective,
    over: experiment.over,
    draws: {
      draw: numbers('draw'),
      floor: Int32Array.from(numbers('floor')),
      fraction: numbers('fraction'),
      rateFloor: numbers('rateFloor'),
      status: Uint8Array.from(texts('status'), (text) => rowStatuses.indexOf(text as RowStatus)),
      reason: Uint32Array.from(reasonTexts, (text) => reasons.indexOf(text)),
      ...(Object.fromEntries(resultColumns.map((name) => [name, numbers(name)])) as Record<
        (typeof resultColumns)[number],
        Float64Array<ArrayBuffer>
      >),
    },
    swept: Object.fromEntries(sweptPaths(experiment.sweep).map((path: SweepPath) => [path, numbers(path)])),
    reasons,
    placements: placementRows === null ? noPlacements : placementsOf(experiment, placementRows),
  };
}

function placementsOf(experiment: Experiment, rows: Block): PlacementColumns {
  const numbers = rows.map((values) => Float64Array.from(values as ArrayLike<number>));
  const columns = placementColumns(experiment).map(({ name }, i) => [name, numbers[i]]);
  const named = Object.fromEntries(columns) as Omit<PlacementColumns, 'device'> & { device: Float64Array };
  return { ...named, device: Int32Array.from(named.device) };
}
