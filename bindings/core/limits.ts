/** The limits of a scenario in the core's order. */

import { antennaCount } from '../input/arrays.js';
import { limitKinds, limitNames, type GivenLimit } from '../limit-kinds.js';
import type { Device, PointLimits, Scene } from '../types.js';

/** A limit, where it belongs, and whether a power stays below it (1) or reaches it (−1). */
export interface Limited extends GivenLimit {
  kind: keyof PointLimits;
  sign: 1 | -1;
}

/** What each limit of a scenario is, in the order of prices. None where the signal is superposed: it has no limits. */
export function limitsOf({
  limits = {},
  devices = [],
  transmitter,
  signal,
}: Pick<Scene, 'limits' | 'transmitter' | 'signal'> & { devices?: readonly Device[] }): Limited[] {
  if (signal === 'superposed') return [];
  const antennas = antennaCount(transmitter);
  return limitNames.flatMap((kind) => {
    const { sign, list } = limitKinds[kind];
    return list(limits, antennas, devices).map((limit) => ({ kind, sign, ...limit }));
  });
}

/** Triples (W, W, objective per W) of the core as the limits of a point. */
export function pointLimits(
  limited: readonly Limited[],
  values: ArrayLike<number>,
  certified: boolean,
): PointLimits {
  const all = Object.fromEntries(limitNames.map((kind) => [kind, []])) as unknown as PointLimits;
  limited.forEach(({ kind }, i) =>
    all[kind].push({
      power: values[3 * i],
      limit: values[3 * i + 1],
      price: certified ? values[3 * i + 2] : null,
    }),
  );
  return all;
}
