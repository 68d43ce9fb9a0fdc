/** Limits at a covariance: kept or not, and as they were reported. */
import type { ComplexMatrix } from '../types.js';
import { agree, show, type AddCheck, type Claim } from './checks.js';
import type { LimitModel, Model } from './model.js';
import { limitNames } from './rigorous/limits.js';
import { FieldError, readList, readNumber, readObject } from './read.js';

/** What limits are held to, relatively. */
const kept = 1e-9;

/** gain·a^T V V^H ā, W. */
function powerOf({ vector, gain }: LimitModel, V: ComplexMatrix): number {
  let sum = 0;
  V.re[0].forEach((_, k) => {
    let re = 0;
    let im = 0;
    vector.re.forEach((a, m) => {
      re += a * V.re[m][k] - vector.im[m] * V.im[m][k];
      im += a * V.im[m][k] + vector.im[m] * V.re[m][k];
    });
    sum += re * re + im * im;
  });
  return gain * sum;
}

/** Prices of all limits, ≥ 0; none where there are none. */
export function readPrices(model: Model, value: unknown, path: string): number[] {
  const count = model.limits.length;
  if (count === 0 && value === undefined) return [];
  return readList(value, path, count, count).map((price, i) => readNumber(price, `${path}[${i}]`, 0));
}

/** Whether a covariance keeps to all limits. */
export function checkKept(model: Model, V: ComplexMatrix, check: AddCheck): void {
  if (model.limits.length === 0) return;
  const over = model.limits.map((limit) => (limit.sign * (powerOf(limit, V) - limit.watts)) / limit.watts);
  const worst = Math.max(...over);
  check('limits', worst <= kept, `beyond its limit by ${show(worst)} of it at most`);
}

/** The limits as a point reports them; `prices` of its certificate, none where it has none. */
export function checkLimits(
  { context: { model }, point, path, check }: Claim,
  V: ComplexMatrix,
  prices: readonly number[] | null,
): void {
  if (model.limits.length === 0) {
    if (point.limits !== undefined) throw new FieldError(`${path}.limits: the scenario has none`);
    return;
  }
  checkKept(model, V, check);
  const reported = readObject(point.limits, `${path}.limits`, limitNames);
  const entries = limitNames.flatMap((kind) => readList(reported[kind], `${path}.limits.${kind}`));
  let wrong = entries.length === model.limits.length ? null : `${entries.length} entries`;
  model.limits.forEach((limit, i) => {
    if (wrong !== null) return;
    const at = `${path}.limits, entry ${i}`;
    const { power, limit: watts, price } = readObject(entries[i], at, ['power', 'limit', 'price']);
    const own = powerOf(limit, V);
    if (!agree(own, readNumber(power, at), 1e-8, 1e-12 * model.power))
      wrong = `power ${show(own)} W, reported ${show(power as number)}`;
    else if (!agree(limit.watts, readNumber(watts, at), 1e-12)) wrong = `limit ${show(limit.watts)} W`;
    else if (price !== (prices?.[i] ?? null))
      wrong = `price ${String(price)}, in the certificate ${prices?.[i]}`;
  });
  check('limits reported', wrong === null, wrong ?? 'all agree');
}
