/** Columns of certified points: what `batch` and `monteCarlo` give instead of objects. NaN stands for null. */

/**
 * What a row can be: a point's status; or, where there is no point to solve, `silent` (no device sends) or `refused`
 * (the model refuses the scenario, and the reason says why). A status column holds indices into this list.
 */
export const rowStatuses = ['optimal', 'boundary', 'infeasible', 'unsolved', 'silent', 'refused'] as const;
export type RowStatus = (typeof rowStatuses)[number];

type Doubles = Float64Array<ArrayBuffer>;

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
  /** Certified lower bound of the objective. */
  lowerBound: Doubles;
  /** (objective − lowerBound)/objective */
  gap: Doubles;
  iterations: Doubles;
}
