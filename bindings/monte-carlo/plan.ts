/** Which draws make one piece of work. */

import { antennaCount } from '../input/arrays.js';
import { combinationCount } from './sweep.js';
import type { Fidelity, Scene } from '../types.js';
import type { Experiment, Placement } from './types.js';

/**
 * Draws in chunks: chunk i holds `size` draws from i·size on, the last one what is left. The size follows from the
 * experiment alone, its number of draws aside: not from the number of workers, nor from the machine. So chunks can be
 * computed anywhere and in any order, and an experiment with more draws has the same chunks and then some.
 */
export interface ChunkPlan {
  /** Draws a chunk, a power of two from 1 to 4096. */
  size: number;
  /** Number of chunks. */
  chunks: number;
}

/** Points with the trouble of nine devices and eight antennas that a chunk should hold: a second or so of work. */
export const chunkWork = 8192;

export function deviceCount(placement: Placement): number {
  return placement.shape === 'given' ? placement.positions.length : placement.count;
}

export function chunkPlan(experiment: Experiment): ChunkPlan {
  const { draws, placement, scenario, fidelity, fractions, rates, sweep } = experiment;
  const devices = deviceCount(placement);
  const antennas = Math.max(...(sweep['transmitter.antennas'] ?? [antennaCount(scenario.transmitter)]));
  const work =
    combinationCount(sweep) * curveWork(scenario, devices, antennas, (fractions ?? rates)!.length, fidelity);
  let size = 4096;
  while (size > 1 && size * work > chunkWork) size /= 2;
  return { size, chunks: Math.ceil(draws / size) };
}

/** What a curve costs, in points with the trouble of nine devices and eight antennas. */
export function curveWork(
  { unknown, signal }: Pick<Scene, 'unknown' | 'signal'>,
  devices: number,
  antennas: number,
  floors: number,
  fidelity: Fidelity,
): number {
  // its floors and its two ends; the unknowns of a point are the square of the rank, and its trouble grows with their
  // square
  const rank = Math.max(1, Math.min(devices, antennas) / 8);
  // of a Fisher matrix of twice the size
  const reflections = unknown === 'none' ? 1 : 4;
  const harder = (fidelity === 'coupled' ? 20 * reflections : 1) * (signal === 'superposed' ? 300 : 1);
  return (floors + 2) * rank * rank * rank * rank * harder;
}

/** First draw of chunk i, and how many it has. */
export function chunkRange(
  experiment: Experiment,
  plan: ChunkPlan,
  i: number,
): { first: number; count: number } {
  const first = i * plan.size;
  return { first, count: Math.min(plan.size, experiment.draws - first) };
}
