/** Columns of certified points: what `batch` and `monteCarlo` give instead of objects. NaN stands for null. */

import { coreColumns, type CoreRows } from './batch.js';
import { refusalText, unsolvedReason } from './refusal.js';
import type { Objective } from '../types.js';

/**
 * What a row can be: a point's status; or, where there is no point to solve, `silent` (no device sends) or `refused`
 * (the model refuses the scenario, and the reason says why). A status column holds indices into this list, and the
 * core's records its codes.
 */
export const rowStatuses = [
  'optimal', 'boundary', 'infeasible', 'unsolved', 'silent', 'refused', 'stationary',
] as const; // prettier-ignore
export type RowStatus = (typeof rowStatuses)[number];

export type Doubles = Float64Array<ArrayBuffer>;

/** The columns that every batch of points has. Bounds are of the device sums, as in {@link Bounds}. */
export interface PointColumns {
  /** Index of the rate floor, from 0. */
  floor: Int32Array<ArrayBuffer>;
  /**
   * t of a floor start + t·(maxRate − start), start being freeRate, or 0 where the curve is flat
   * (maxRate − freeRate ≤ 1e-6·maxRate); NaN where floors were given as rates.
   */
  fraction: Doubles;
  /** bps/Hz; NaN where a fraction has no rate, since the row is silent or refused. */
  rateFloor: Doubles;
  /** Index into {@link rowStatuses}. */
  status: Uint8Array<ArrayBuffer>;
  /** Index into the batch's `reasons`; 0: none. Rows that are `unsolved` or `refused` have one. */
  reason: Uint32Array<ArrayBuffer>;
  /** bps/Hz, of the row's scenario. */
  maxRate: Doubles;
  freeRate: Doubles;
  /** s² + rad² */
  total: Doubles;
  /** s² */
  delay: Doubles;
  /** rad² */
  angle: Doubles;
  /** m² */
  position: Doubles;
  /** Attained rate, bps/Hz. */
  rate: Doubles;
  /** Certified lower bound of the objective; of a `stationary` row too. */
  lowerBound: Doubles;
  /** (objective − lowerBound)/objective */
  gap: Doubles;
  iterations: Doubles;
}

/** Columns for a number of rows, filled with their floors: indices and fractions, over and over. */
export function pointColumns(
  rows: number,
  floors: number,
  fractions: readonly number[] | undefined,
): PointColumns {
  const doubles = () => new Float64Array(rows);
  const columns: PointColumns = {
    floor: new Int32Array(rows),
    fraction: doubles(),
    rateFloor: doubles(),
    status: new Uint8Array(rows),
    reason: new Uint32Array(rows),
    maxRate: doubles(),
    freeRate: doubles(),
    total: doubles(),
    delay: doubles(),
    angle: doubles(),
    position: doubles(),
    rate: doubles(),
    lowerBound: doubles(),
    gap: doubles(),
    iterations: doubles(),
  };
  for (let row = 0; row < rows; row++) {
    columns.floor[row] = row % floors;
    columns.fraction[row] = fractions === undefined ? NaN : fractions[row % floors];
  }
  return columns;
}

/** Texts by number, each once. */
export class Reasons {
  readonly texts: string[] = [''];
  readonly #codes = new Map<string, number>();

  code(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }
}

/**
 * Copies the core's rows into columns from row `offset` on: those that the columns have, and the reasons.
 * Nothing is made for a row, unless it is unsolved or refused.
 */
export function copyRows(
  { rows, values }: CoreRows,
  columns: PointColumns & { stationarity?: Doubles },
  offset: number,
  reasons: Reasons,
  objective: Objective,
): void {
  const column = (name: (typeof coreColumns)[number]) => {
    const c = coreColumns.indexOf(name);
    return values.subarray(c * rows, (c + 1) * rows);
  };
  const targets: Partial<Record<string, ArrayLike<number> & { set: Float64Array['set'] }>> = { ...columns };
  for (const name of coreColumns) targets[name]?.set(column(name), offset);
  const [lmi, gap, gain, refusal, named] = (['lmi', 'gap', 'gain', 'refusal', 'named'] as const).map(column);
  const orNull = (x: number) => (Number.isNaN(x) ? null : x);
  for (let row = 0; row < rows; row++) {
    const status = columns.status[offset + row];
    if (status === stationary && columns.stationarity) columns.stationarity[offset + row] = gain[row];
    if (status === unsolved)
      columns.reason[offset + row] = reasons.code(
        unsolvedReason(orNull(lmi[row]), orNull(gap[row]), gain[row]),
      );
    if (status === refused)
      columns.reason[offset + row] = reasons.code(
        refusalText(refusal[row], devicesOf(named[row]), objective),
      );
  }
}

const unsolved = rowStatuses.indexOf('unsolved');
const refused = rowStatuses.indexOf('refused');
const stationary = rowStatuses.indexOf('stationary');

/** Bit i of the mask for device i; −1 where there is none. */
function devicesOf(mask: number): number[] {
  if (mask === 0) return [-1];
  return Array.from({ length: 32 }, (_, i) => i).filter((i) => (mask >>> i) & 1);
}
