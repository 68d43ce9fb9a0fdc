/** Exact arithmetic on coordinates, where all their digits would cancel. */
import type { Vector2 } from '../types.js';

/** Every finite double is a whole number of these: 2^-1074. */
const unit = 1074;

/** x in units of 2^-1074. */
function whole(x: number): bigint {
  if (x === 0) return 0n;
  // 53 bits of mantissa; below the normal numbers there are fewer
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))) - 52, -unit);
  return (
    BigInt(x * 2 ** -Math.ceil(exponent / 2) * 2 ** -Math.floor(exponent / 2)) << BigInt(exponent + unit)
  );
}

/** A whole number times 2^-exponent, to 64 bits of it. */
function double(n: bigint, exponent: number): number {
  const bits = (n < 0n ? -n : n).toString(2).length;
  const dropped = Math.max(0, bits - 64);
  const scale = dropped - exponent;
  return Number(n >> BigInt(dropped)) * 2 ** Math.ceil(scale / 2) * 2 ** Math.floor(scale / 2);
}

/** (p − a) × (p − b) = (p − a)_x (p − b)_y − (p − a)_y (p − b)_x, rounded once. */
export function crossFrom(p: Vector2, a: Vector2, b: Vector2): number {
  const [px, py, ax, ay, bx, by] = [...p, ...a, ...b].map(whole);
  return double((px - ax) * (py - by) - (py - ay) * (px - bx), 2 * unit);
}
