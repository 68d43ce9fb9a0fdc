/** The limits of a scenario in the core's order: of antennas, then of devices, then quiet directions. */

import { antennaCount } from '../input/arrays.js';
import type { PointLimits, Scenario } from '../types.js';

/** A limit: where it belongs, and dBm. */
export interface Limited {
  kind: keyof PointLimits;
  dbm: number;
}

/** None where the signal is superposed: it has no limits. */
export function limitsOf({ limits = {}, devices, transmitter, signal }: Scenario): Limited[] {
  const { antennaDbm, sensitivityDbm, quiet = [] } = limits;
  if (signal === 'superposed') return [];
  const none = Object.keys(limits).length === 0;
  if (none && devices.every((device) => device.sensitivityDbm === undefined)) return [];
  const antennas = Array.isArray(antennaDbm)
    ? antennaDbm
    : Array.from({ length: antennaCount(transmitter) }, () => antennaDbm ?? null);
  const needs = devices.map((device) => device.sensitivityDbm ?? sensitivityDbm ?? null);
  return [
    ...antennas.map((dbm) => ({ kind: 'antenna' as const, dbm })),
    ...needs.map((dbm) => ({ kind: 'sensitivity' as const, dbm })),
    ...quiet.map(({ limitDbm }) => ({ kind: 'quiet' as const, dbm: limitDbm })),
  ].filter((limit): limit is Limited => limit.dbm !== null);
}

/** Triples (W, W, objective per W) of the core as the limits of a point. */
export function pointLimits(
  limited: readonly Limited[],
  values: ArrayLike<number>,
  certified: boolean,
): PointLimits {
  const all: PointLimits = { antenna: [], sensitivity: [], quiet: [] };
  limited.forEach(({ kind }, i) =>
    all[kind].push({
      power: values[3 * i],
      limit: values[3 * i + 1],
      price: certified ? values[3 * i + 2] : null,
    }),
  );
  return all;
}
