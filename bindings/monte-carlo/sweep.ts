/** Sweeps: the numbers of a scenario that may vary, and the scenarios they make. */

import type { Scene } from '../types.js';
import type { Experiment, Sweep, SweepPath } from './types.js';

const arrayPaths = [
  'position[0]', 'position[1]', 'position[2]', 'antennas', 'spacing', 'radius', 'orientation',
] as const; // prettier-ignore

/** Every number of a scenario. Combinations count with the last path of this list fastest. */
export const sweepPaths: readonly SweepPath[] = [
  ...arrayPaths.map((key) => `transmitter.${key}` as const),
  ...arrayPaths.map((key) => `receiver.${key}` as const),
  'symbolDuration',
  'symbolCount',
  'reflection',
  'pathLoss.referenceDb',
  'pathLoss.exponent',
  'powerDbm',
  'clutterDbm',
  'noiseDbm',
  'limits.antennaDbm',
  'limits.sensitivityDbm',
];

/** A copy of a scenario with one number changed. */
export function withValue(scene: Scene, path: SweepPath, value: number): Scene {
  const copy = structuredClone(scene);
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop()!;
  let target = copy as unknown as Record<string, unknown>;
  for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
  target[last] = value;
  return copy;
}

/** The paths of a sweep in their order. */
export function sweptPaths(sweep: Sweep): SweepPath[] {
  return sweepPaths.filter((path) => sweep[path] !== undefined);
}

/** One combination of swept values. */
export interface Combination {
  /** By path, in the order of {@link sweptPaths}. */
  values: number[];
  scene: Scene;
}

/** How many combinations a sweep has. */
export function combinationCount(sweep: Sweep): number {
  return sweptPaths(sweep).reduce((count, path) => count * sweep[path]!.length, 1);
}

/** All combinations of an experiment, the last path fastest; without a sweep the scenario alone. */
export function combinations({ scenario, sweep }: Pick<Experiment, 'scenario' | 'sweep'>): Combination[] {
  let all: Combination[] = [{ values: [], scene: scenario }];
  for (const path of sweptPaths(sweep)) {
    all = all.flatMap(({ values, scene }) =>
      sweep[path]!.map((value) => ({ values: [...values, value], scene: withValue(scene, path, value) })),
    );
  }
  return all;
}
