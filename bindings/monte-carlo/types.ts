/** What an experiment is, and the columns that its draws become. */

import type { PointColumns } from '../core/columns.js';
import type {
  Fidelity,
  Loose,
  Objective,
  Over,
  Position,
  Scene,
  ScenarioInput,
  Vector2,
  Vector3,
} from '../types.js';

/**
 * Where the devices of a draw stand: each on its own, uniform by area in a disc, a ring (in space level ones) or a
 * rectangle, or by volume in a ball or a box; or all at given positions, so that only their symbols vary. Metres.
 */
export type Placement =
  | { shape: 'disc'; center: Position; radius: number; count: number }
  | { shape: 'ring'; center: Position; inner: number; outer: number; count: number }
  | { shape: 'rectangle'; min: Vector2; max: Vector2; count: number }
  | { shape: 'ball'; center: Vector3; radius: number; count: number }
  | { shape: 'box'; min: Vector3; max: Vector3; count: number }
  | { shape: 'given'; positions: Position[] };

/** Symbols of the devices of a draw: each drawn with equal chances from an alphabet, or all the same. In [0, 1]. */
export type Symbols = { alphabet: number[] } | { value: number };

/** A number of a scenario that a sweep may vary. */
export type SweepPath =
  | `${'transmitter' | 'receiver'}.${'antennas' | 'spacing' | 'radius' | 'orientation' | `position[${0 | 1 | 2}]`}`
  | `pathLoss.${keyof Scene['pathLoss']}`
  | 'symbolDuration' | 'symbolCount' | 'reflection'
  | 'powerDbm' | 'clutterDbm' | 'noiseDbm'
  | 'limits.antennaDbm' | 'limits.sensitivityDbm'; // prettier-ignore

/** Values by path, in the units of the scenario. Every combination is solved, on the same draws. */
export type Sweep = Partial<Record<SweepPath, number[]>>;

/** An experiment with every default filled in. Exactly one of `fractions` and `rates` is there. */
export interface Experiment {
  scenario: Scene;
  placement: Placement;
  symbols: Symbols;
  /** Number of draws. */
  draws: number;
  /** Key of the random numbers, an integer in [0, 2^53). */
  seed: number;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** Rate floors start + t·(maxRate − start) of each draw, t in [0, 0.999]: see {@link PointColumns.fraction}. */
  fractions?: number[];
  /** Rate floors, bps/Hz. */
  rates?: number[];
  /** Paths in a fixed order, whatever theirs in the input; empty: one combination, the scenario as it is. */
  sweep: Sweep;
}

/** An experiment as a caller writes it: `scenario` (which may be `{}`), `placement` and `draws` are required. */
export interface ExperimentInput {
  /** Where the JSON Schema is: for editors, and ignored. */
  $schema?: string;
  scenario: Omit<ScenarioInput, 'devices' | 'fading' | '$schema'> & { fading?: { factorDb: number | null } };
  placement: Loose<Placement>;
  /** Default `{ value: 1 }`. */
  symbols?: Loose<Symbols>;
  draws: number;
  /** Default 1. */
  seed?: number;
  fidelity?: Fidelity;
  objective?: Objective;
  over?: Over;
  /** Default [0, 0.5, 0.9]; excludes `rates`. */
  fractions?: readonly number[];
  rates?: readonly number[];
  sweep?: Loose<Sweep>;
}

/** One row a draw, combination and floor, in this order, the floor fastest. */
export interface DrawColumns extends PointColumns {
  /** Number of the draw, from 0. */
  draw: Float64Array<ArrayBuffer>;
}

/** One row a draw and device. */
export interface PlacementColumns {
  /** Number of the draw, from 0. */
  draw: Float64Array<ArrayBuffer>;
  /** Index of the device, from 0. */
  device: Int32Array<ArrayBuffer>;
  /** Metres. */
  x: Float64Array<ArrayBuffer>;
  y: Float64Array<ArrayBuffer>;
  /** In space. */
  z?: Float64Array<ArrayBuffer>;
  symbol: Float64Array<ArrayBuffer>;
}

/** Consecutive draws with their results. All arrays are the receiver's own, safe to change and to transfer. */
export interface DrawBatch {
  /** Index of the chunk, see {@link ChunkPlan}. */
  chunk: number;
  /** First draw, and how many of them. */
  first: number;
  count: number;
  /** Which bound was minimised, and whether its sum or the worst device's. */
  objective: Objective;
  over: Over;
  draws: DrawColumns;
  /** The swept values of each row, by path, in the order of the experiment. */
  swept: Partial<Record<SweepPath, Float64Array<ArrayBuffer>>>;
  /** What the codes in `draws.reason` say. The first, for no reason, is the empty string. */
  reasons: string[];
  placements: PlacementColumns;
}
