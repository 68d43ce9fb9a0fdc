/** Which rate floors a curve has where only their number is asked for. */

/** The curve ends at this share of the way to maxRate, as its slope grows without bound there. */
const end = 0.999;

/**
 * Fractions t = 0.999·k/(N − 1) of a curve, k = 0 … N − 1, and t = 0 for a single one. The core makes rate floors of
 * them: see `PointColumns.fraction`.
 */
export function evenFractions(count: number): number[] {
  return Array.from({ length: count }, (_, k) => (count === 1 ? 0 : (end * k) / (count - 1)));
}
