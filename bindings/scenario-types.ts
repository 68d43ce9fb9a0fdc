/** The scene that goes in: arrays, devices, limits, signal. Units are in the names or the comments. */

import type { Limits } from './limit-kinds.js';

export type Signal = 'reused' | 'superposed';
export const signals: readonly Signal[] = ['reused', 'superposed'];

/** What the receiver does not know of the echoes: their amplitudes, or amplitudes and phases. */
export type Unknown = 'none' | 'amplitudes' | 'reflections';
export const unknowns: readonly Unknown[] = ['none', 'amplitudes', 'reflections'];

/** A point of the plane, metres. */
export type Vector2 = [number, number];
/** A point of space, metres. */
export type Vector3 = [number, number, number];
/** Two coordinates in the plane, three in space: in one scenario all of one kind. */
export type Position = Vector2 | Vector3;

/** A uniform linear array; in space it lies level. */
export interface LineArray {
  shape?: 'line';
  /** Where element 0 stands, metres. */
  position: Position;
  /** Number of antennas, 1 to 64. */
  antennas: number;
  /** Element spacing in wavelengths, > 0 and ≤ 1000: beyond it the phases lose digits that the rate needs. */
  spacing: number;
  /** Direction of the array's axis in degrees from +x; 90 lies along y. */
  orientation: number;
}

/** Antennas evenly on a circle, level. */
export interface CircleArray {
  shape: 'circle';
  /** Its centre, metres. */
  position: Position;
  /** 1 to 64. */
  antennas: number;
  /** In wavelengths, > 0 and ≤ 1000. */
  radius: number;
  /** Where the first antenna stands, degrees from +x; the others counterclockwise. */
  orientation: number;
}

/** An upright grid, in space. */
export interface GridArray {
  shape: 'grid';
  /** Its centre, metres. */
  position: Position;
  /** rows·columns from 1 to 64; antennas row by row from the lowest. */
  rows: number;
  columns: number;
  /** In wavelengths, > 0 and ≤ 1000: one number, or [horizontal, vertical]. */
  spacing: number | [number, number];
  /** Direction of the rows in degrees from +x. */
  orientation: number;
}

/** Antennas anywhere. */
export interface ElementArray {
  /** What the elements are relative to, metres: phases are 0 there. */
  position: Position;
  /** In wavelengths, in the scene's axes; 1 to 64 of them. */
  elements: Position[];
}

export type ArrayGeometry = LineArray | CircleArray | GridArray | ElementArray;

/** A complex vector. */
export interface ComplexVector {
  re: number[];
  im: number[];
}

/** A channel of a device's own, in place of the line of sight. Path gains still multiply it. */
export interface DeviceChannel {
  /** c_l, from the transmitter: M_t entries. */
  transmit?: ComplexVector;
  /** h_l, to the receiver: M_r entries. */
  receive?: ComplexVector;
  /**
   * ∂h_l by the angle of arrival; in space by radian of arc along azimuth (d/d azimuth by the cosine of the elevation)
   * and along elevation. M_r entries each.
   */
  slopes?: ComplexVector[];
}

export interface Device {
  /** Metres. */
  position: Position;
  /** Symbol amplitude s in [0, 1]. A device with symbol 0 is silent. */
  symbol: number;
  name?: string;
  channel?: DeviceChannel;
  /** ω_l > 0, what its part of the objective is multiplied by. Left out: 1. */
  weight?: number;
  /** The power that must arrive at the device for it to work, dBm, in place of `limits.sensitivityDbm`. */
  sensitivityDbm?: number;
  /** Standard deviation in m, in each coordinate, of what is known of its place beforehand; `coupled` only. */
  prior?: number;
}

/** A named pulse of the paper, or g sampled evenly on [0, Δt], ends included. */
export type Pulse = 'cosine' | 'sinc' | 'ramp' | { samples: number[] };

/** A scenario with every default filled in: what the core is given and what a result carries. */
export interface Scenario {
  transmitter: ArrayGeometry;
  receiver: ArrayGeometry;
  devices: Device[];
  /** What the receiver does not know. */
  unknown: Unknown;
  /** Rician factor K in dB, null for Rayleigh; the vectors are a function of seed and device. */
  fading?: { factorDb: number | null; seed: number };
  /** Whether one signal serves both purposes, or x = x_c + x_s, of which sensing uses x_s alone. */
  signal: Signal;
  pulse: Pulse;
  /** Δt, seconds. */
  symbolDuration: number;
  /** N, excitation symbols in the slot, 1 to 2^53 − 1. */
  symbolCount: number;
  /** ϱ, in (0, 1]. */
  reflection: number;
  pathLoss: { referenceDb: number; exponent: number };
  powerDbm: number;
  /** null: no clutter. */
  clutterDbm: number | null;
  noiseDbm: number;
  limits?: Limits;
}

/** A scenario without its devices, with every default filled in: what the draws of an experiment share. */
export type Scene = Omit<Scenario, 'devices' | 'fading'> & {
  /** Drawn anew for each draw. */
  fading?: { factorDb: number | null };
};

/** The same as a caller may have it: read-only lists, and points as lists of numbers. */
export type Loose<T> = T extends readonly number[]
  ? readonly number[]
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T extends object
      ? { [Key in keyof T]: Loose<T[Key]> }
      : T;

/** An array as a caller writes it: everything but radius, rows, columns and elements has a default. */
export type ArrayGeometryInput = Loose<
  | Partial<LineArray>
  | (Pick<CircleArray, 'shape' | 'radius'> & Partial<CircleArray>)
  | (Pick<GridArray, 'shape' | 'rows' | 'columns'> & Partial<GridArray>)
  | (Pick<ElementArray, 'elements'> & Partial<ElementArray>)
>;

/** A device as a caller writes it: only its position is required. */
export type DeviceInput = Loose<Omit<Device, 'symbol'> & { symbol?: number }>;

/** A scenario as a caller writes it: only `devices` is required. Positions are in metres. */
export interface ScenarioInput {
  /** Where the JSON Schema is: for editors, and ignored. */
  $schema?: string;
  transmitter?: ArrayGeometryInput;
  receiver?: ArrayGeometryInput;
  devices: readonly DeviceInput[];
  unknown?: Unknown;
  fading?: { factorDb: number | null; seed?: number };
  signal?: Signal;
  pulse?: Exclude<Pulse, object> | { samples: readonly number[] };
  symbolDuration?: number;
  symbolCount?: number;
  reflection?: number;
  pathLoss?: { referenceDb?: number; exponent?: number };
  powerDbm?: number;
  clutterDbm?: number | null;
  noiseDbm?: number;
  limits?: Limits;
}
