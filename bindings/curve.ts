/** Which rate floors a curve has where only their number is asked for. */

/** The curve ends at this share of the way to maxRate, as its slope grows without bound there. */
const end = 0.999;

/**
 * Rate floors start + t·(maxRate − start), bps/Hz, with t = 0.999·k/(N − 1) for k = 0 … N − 1, and t = 0 for a
 * single one. They start at freeRate, below which a floor costs nothing; where the curve is flat
 * (maxRate − freeRate ≤ 1e-6·maxRate) at 0.
 */
export function evenFloors(maxRate: number, freeRate: number, count: number): number[] {
  const start = maxRate - freeRate <= 1e-6 * maxRate ? 0 : freeRate;
  return Array.from({ length: count }, (_, k) =>
    floorAt(count === 1 ? 0 : (end * k) / (count - 1), start, maxRate),
  );
}

function floorAt(t: number, start: number, maxRate: number): number {
  return start + t * (maxRate - start);
}
