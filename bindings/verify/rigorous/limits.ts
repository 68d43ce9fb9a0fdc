/**
 * The limits ⟨A, R⟩ ≤ b of a scenario as a point lists them, in whatever arithmetic: the plain one of verify/model.ts
 * or the balls of scene.ts. A kind of limits is here once for both checkers: its name in a point, its keys in a
 * scenario, its rows.
 */
import type { Scenario, Where } from '../../types.js';

/** A = sign·gain·ā a^T, b = sign·watts. */
export interface LimitRow<N, V> {
  /** +: at most so much; −: at least. */
  sign: 1 | -1;
  gain: N;
  /** a, M_t */
  vector: V;
  watts: N;
}

/** What rows are made of: numbers N and vectors V. */
export interface Arithmetic<N, V> {
  exactly(value: number): N;
  /** dBm to W */
  watts(dBm: number): N;
  /** A vector of doubles. */
  vector(entries: number[]): V;
  /** c and η(d_T) of a device, silent or not. */
  arriving(device: number): { vector: V; gain: N };
  /** The steering vector; `path` names the place where there is none. */
  steering(where: Where, path: string): V;
}

/** What a scenario says of each kind: its key, and dBm, dBm or a list with nulls, or a list of places with dBm. */
const kinds = {
  antenna: { key: 'antennaDbm', shape: 'levels' },
  sensitivity: { key: 'sensitivityDbm', shape: 'level' },
  quiet: { key: 'quiet', shape: 'places' },
} as const;

/** In the order of prices. */
export const limitNames = Object.keys(kinds) as (keyof typeof kinds)[];
export const givenLimits = Object.values(kinds);
export const placeKeys = ['limitDbm', 'direction', 'position'];

export function limitRows<N, V>(
  { limits = {}, devices }: Scenario,
  antennas: number,
  of: Arithmetic<N, V>,
): LimitRow<N, V>[] {
  const { antennaDbm, sensitivityDbm, quiet = [] } = limits;
  const all: LimitRow<N, V>[] = [];
  for (let m = 0; m < antennas; m++) {
    const dBm = Array.isArray(antennaDbm) ? antennaDbm[m] : antennaDbm;
    if (dBm === null || dBm === undefined) continue;
    const vector = of.vector(Array.from({ length: antennas }, (_, n) => (n === m ? 1 : 0)));
    all.push({ sign: 1, gain: of.exactly(1), vector, watts: of.watts(dBm) });
  }
  devices.forEach((device, index) => {
    const dBm = device.sensitivityDbm ?? sensitivityDbm;
    if (dBm !== undefined) all.push({ sign: -1, ...of.arriving(index), watts: of.watts(dBm) });
  });
  quiet.forEach(({ limitDbm, ...where }, i) => {
    const vector = of.steering(where, `limits.quiet[${i}].position`);
    all.push({ sign: 1, gain: of.exactly(1), vector, watts: of.watts(limitDbm) });
  });
  return all;
}
