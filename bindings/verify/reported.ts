/** The bounds and the LMI blocks that were reported, held against those of the covariance. */
import { boundOf } from '../types.js';
import type { Bounds, ComplexMatrix, DeviceBounds } from '../types.js';
import { boundsOf, lmiOf, objectiveAt, type BoundsAt } from './bounds.js';
import { boundsRounding } from './bounds-rounding.js';
import { agree, show, type AddCheck, type Claim, type Context } from './checks.js';
import { readList, readNullable, readObject } from './read.js';

type Fields = Record<string, unknown>;

/** At R = V V^H, V: M_t×p in sqrt(W). `allowance`: relative, for a V that was rounded. */
export function checkReported({ context, point, path, check }: Claim, V: ComplexMatrix, allowance = 0): void {
  const { model, fidelity } = context;
  const reported = readBounds(point, path, model.deviceCount);
  const own = boundsOf(model, V, fidelity);
  const rounding = boundsRounding(context, V);
  const wrong = firstDifference(own, reported, 1e-8 + allowance, rounding);
  check('crb', wrong === null, wrong ?? 'all bounds agree');
  checkErrors(reported, point, path, model.devices.length, check);

  const value = readNullable(point.value, `${path}.value`);
  const mine = valueAt(context, V);
  const open = valueRounding(context, rounding);
  const same =
    mine === null || value === null
      ? mine === value
      : agree(mine, value, 1e-8 + allowance + (2 * open) / mine);
  check('value', same, `objective recomputed ${show(mine)}, reported ${show(value)}`);

  const { value: lmi, least } = lmiOf(model, V, fidelity, reported.devices);
  const reportedLmi = readNullable(point.lmi, `${path}.lmi`);
  // the blocks hold f, g, h of V against the bounds as reported: they are as far off as these may be
  const slack = allowance + largestShare(own, rounding);
  const blocks =
    lmi === null || reportedLmi === null
      ? lmi === reportedLmi
      : lmi >= least - slack &&
        reportedLmi >= least * (1 + 1e-6) - slack &&
        Math.abs(lmi - reportedLmi) <= 1e-9 + slack;
  check('lmi', blocks, `smallest eigenvalue ${show(lmi)}, reported ${show(reportedLmi)}`);
}

/** The bounds as errors, against the bounds as reported: their roots, of the mean over devices. */
function checkErrors({ crb }: BoundsAt, point: Fields, path: string, count: number, check: AddCheck): void {
  const units = { delay: 1, angle: 180 / Math.PI, position: 1 };
  const keys = Object.keys(units) as (keyof typeof units)[];
  const rmse = readObject(point.rmse, `${path}.rmse`, keys);
  const wrong = keys.find((key) => {
    const error = readNullable(rmse[key], `${path}.rmse.${key}`);
    const sum = crb[key];
    if (error === null || sum === null) return error !== sum;
    return !agree(units[key] * Math.sqrt(sum / count), error, 1e-12);
  });
  check(
    'rmse',
    wrong === undefined,
    wrong === undefined ? 'the roots of the bounds' : `${wrong}: not the bound's`,
  );
}

/** The objective's value; null where the objective is unobservable. */
function valueAt({ model, fidelity, objective, over }: Context, V: ComplexMatrix): number | null {
  const value = objectiveAt(model, V, fidelity, objective, over);
  return Number.isFinite(value) ? value : null;
}

/** What rounding leaves open of it, absolute. */
function valueRounding({ model, objective, over }: Context, { devices }: BoundsAt): number {
  const parts = model.devices.map(({ index, weight }) => {
    const own = devices[index]!;
    const parts = { ...own, total: (own.delay ?? 0) + (own.angle ?? 0) };
    return weight * (parts[boundOf[objective].key] ?? 0);
  });
  return over === 'worst' ? Math.max(...parts) : parts.reduce((sum, part) => sum + part, 0);
}

export function readBounds(point: Fields, path: string, count: number): BoundsAt {
  const each = ['delay', 'angle', 'position'];
  const crb = readObject(point.crb, `${path}.crb`, ['total', ...each]);
  const parts = (fields: Fields, at: string): DeviceBounds => ({
    delay: readNullable(fields.delay, `${at}.delay`),
    angle: readNullable(fields.angle, `${at}.angle`),
    position: readNullable(fields.position, `${at}.position`),
  });
  const devices = readList(point.devices, `${path}.devices`, count, count).map((device, l) =>
    device === null
      ? null
      : parts(readObject(device, `${path}.devices[${l}]`, each), `${path}.devices[${l}]`),
  );
  const total = readNullable(crb.total, `${path}.crb.total`);
  return { crb: { total, ...parts(crb, `${path}.crb`) }, devices };
}

/** The first bound that does not agree, in words; null where all do. `rounding`: of each, absolute. */
function firstDifference(
  own: BoundsAt,
  reported: BoundsAt,
  relative: number,
  rounding: BoundsAt,
): string | null {
  const differs = (name: string, mine: number | null, theirs: number | null, open: number | null) => {
    const same = mine === null || theirs === null ? mine === theirs : agree(mine, theirs, relative, open!);
    return same ? null : `${name}: recomputed ${show(mine)}, reported ${show(theirs)} (± ${show(open)})`;
  };
  for (const key of ['total', 'delay', 'angle', 'position'] as (keyof Bounds)[]) {
    const found = differs(`crb.${key}`, own.crb[key], reported.crb[key], rounding.crb[key]);
    if (found) return found;
  }
  for (let l = 0; l < own.devices.length; l++) {
    const mine = own.devices[l];
    const theirs = reported.devices[l];
    if (mine === null && theirs === null) continue;
    if (mine === null || theirs === null) return `devices[${l}]: ${mine === null ? 'silent' : 'not silent'}`;
    for (const key of ['delay', 'angle', 'position'] as (keyof DeviceBounds)[]) {
      const found = differs(`devices[${l}].${key}`, mine[key], theirs[key], rounding.devices[l]![key]);
      if (found) return found;
    }
  }
  return null;
}

/** The largest rounding of a device's bounds, relative. */
function largestShare(own: BoundsAt, rounding: BoundsAt): number {
  let largest = 0;
  own.devices.forEach((device, l) => {
    for (const key of ['delay', 'angle', 'position'] as const) {
      const value = device?.[key] ?? null;
      if (value !== null) largest = Math.max(largest, rounding.devices[l]![key]! / value);
    }
  });
  return largest;
}
