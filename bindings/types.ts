/** The shapes that go in and come out: scenarios, options, points, results. Units are in the names or the comments. */

import type { InputIssue } from './input/errors.js';
import type { PointLimits } from './limit-kinds.js';
import type { Scenario } from './scenario-types.js';

export type * from './limit-kinds.js';
export * from './scenario-types.js';

export type Fidelity = 'printed' | 'decoupled' | 'coupled';
export type Objective = 'sum' | 'delay' | 'angle' | 'position';
/** What the objective is over: all devices, or the one that fares worst. */
export type Over = 'sum' | 'worst';
export type Status = 'optimal' | 'stationary' | 'boundary' | 'infeasible' | 'unsolved';

export const fidelities: readonly Fidelity[] = ['printed', 'decoupled', 'coupled'];
export const overs: readonly Over[] = ['sum', 'worst'];

/** A complex matrix by rows. */
export interface ComplexMatrix {
  re: number[][];
  im: number[][];
}

/** A complex matrix as a caller brings it. */
export interface ComplexMatrixInput {
  re: readonly (readonly number[])[];
  im: readonly (readonly number[])[];
}

/** Of a superposed signal: R_c and R_s, or factors of them (without columns where one has no power). */
export interface SignalPair {
  communication: ComplexMatrix;
  sensing: ComplexMatrix;
}

/** A number where all the objectives in question contain it: at their optimum it is finite. */
type Known<Aim extends Objective, Containing extends Objective> = [Aim] extends [Containing]
  ? number
  : number | null;

/**
 * The bound, summed over devices. null where a device's part is unobservable; at a point that is optimal for an
 * objective, what this contains is a number.
 */
export interface Bounds<Aim extends Objective = Objective> {
  /** delay + angle as plain numbers, s² + rad², as the paper's (25). */
  total: Known<Aim, 'sum' | 'position'>;
  /** s² */
  delay: Known<Aim, 'sum' | 'position' | 'delay'>;
  /** rad² */
  angle: Known<Aim, 'sum' | 'position' | 'angle'>;
  /** m² */
  position: Known<Aim, 'position'>;
}

/** The least error of a device, the root of the mean over the devices that are not silent; null where a bound is. */
export interface RootMeanSquares {
  /** s */
  delay: number | null;
  /** degrees; in space of arc, over both directions */
  angle: number | null;
  /** m */
  position: number | null;
}

/** The bound that an objective minimises, as figures, tables and the page speak of it. */
export interface BoundOf {
  /** Where it stands among the bounds of a point. */
  key: keyof Bounds;
  /** What of each device it bounds, such as `delay`. */
  of: string;
  /** In a sentence or a table, such as `delay CRB`. */
  name: string;
  /** On an axis of what is smallest at each rate. */
  label: string;
  unit: string;
}

/** The one table of the objectives: what they are called and where their bounds stand. */
export const boundOf: Readonly<Record<Objective, BoundOf>> = {
  sum: {
    key: 'total',
    of: 'delay + angle',
    name: 'total CRB',
    label: 'smallest total CRB',
    unit: 's² + rad²',
  },
  delay: { key: 'delay', of: 'delay', name: 'delay CRB', label: 'smallest CRB of delay', unit: 's²' },
  angle: { key: 'angle', of: 'angle', name: 'angle CRB', label: 'smallest CRB of angle', unit: 'rad²' },
  position: {
    key: 'position',
    of: 'position',
    name: 'position CRB',
    label: 'smallest squared position error bound',
    unit: 'm²',
  },
};
export const objectives = Object.keys(boundOf) as readonly Objective[];

export interface DeviceBounds {
  delay: number | null;
  angle: number | null;
  position: number | null;
}

/**
 * The dual variables behind a lower bound, SI units, over the devices that are not silent. With a superposed signal
 * those of a reused optimum, at the floor where its bound meets that of the interference, and `powers`.
 */
export interface Certificate {
  /** Multiplier of the rate constraint in nats·N: slope = mu·N·ln 2 (of the reused optimum). */
  mu: number;
  /** printed and decoupled: one a device. */
  y?: number[];
  /**
   * coupled: rows all delays, all first directions, all second ones (space), all amplitudes, all phases; no directions
   * where M_r = 1 and no place is known beforehand.
   */
  Y?: number[][];
  /** L×L, triangular: Z = K K^H. */
  K: ComplexMatrix;
  /** What one watt more of each limit is worth, objective per W, in the order of {@link PointLimits}. */
  limits?: number[];
  /** Over the worst device: what each device that is not silent counts, ≥ 0, sum 1. */
  shares?: number[];
  /** Superposed: the q⁰, W, at which the interference is bounded from below. */
  powers?: number[];
}

/** What all points have, whatever their status. */
interface AnyPoint<Matrices> {
  /** bps/Hz. Where a bound was asked for: the largest floor found whose optimum keeps within it. */
  rateFloor: number;
  /** Ψ, the bound that was asked for, in the objective's unit. */
  bound?: number;
  /** With `bound`: no covariance whose objective is at most `bound` has a larger rate, bps/Hz. null: none is. */
  rateBound?: number | null;
  status: Status;
  crb: Bounds | null;
  /** The same as errors in s, degrees and m, of a device. */
  rmse: RootMeanSquares | null;
  devices: (DeviceBounds | null)[] | null;
  /** The objective: what `lowerBound` bounds. Of the worst device, or the sum, by the devices' weights. */
  value: number | null;
  /** Only of scenarios with limits. */
  limits?: PointLimits | null;
  /** Attained rate, bps/Hz. */
  rate: number | null;
  /** dObjective/dΓ per bps/Hz. */
  slope: number | null;
  /** Certified lower bound of the objective. */
  lowerBound: number | null;
  /** (objective − lowerBound)/objective */
  gap: number | null;
  /**
   * Smallest scaled eigenvalue of the LMI blocks (42)–(43); where they do not apply, smallest (u − b^T J^-1 b)/u of the
   * reported bounds u, J computed anew from the covariance.
   */
  lmi: number | null;
  /** Newton steps of the interior-point and the face method together. */
  iterations: number;
  reason?: string;
  /** Streams that count: columns of the factor; of a superposed signal of both together. */
  rank: number | null;
  /** rank ≤ symbolCount */
  realizable: boolean | null;
  /** stationary: what moving power could still gain to first order, or by the gap at all, relative to the objective. */
  stationarity?: number;
  /** W */
  covariance?: Matrices;
  /** V with R = V V^H, √W */
  factor?: Matrices;
  certificate?: Certificate;
}

/** What a covariance that was found has. */
interface FoundPoint<Matrices> extends AnyPoint<Matrices> {
  rate: number;
  rank: number;
  realizable: boolean;
}

/** A point whose objective is finite and bounded from below. */
interface BoundedPoint<Matrices, Aim extends Objective> extends FoundPoint<Matrices> {
  crb: Bounds<Aim>;
  rmse: RootMeanSquares;
  value: number;
  devices: (DeviceBounds | null)[];
  lowerBound: number;
  gap: number;
}

export interface OptimalPoint<
  Matrices = ComplexMatrix,
  Aim extends Objective = Objective,
> extends BoundedPoint<Matrices, Aim> {
  status: 'optimal';
  slope: number;
}

/** Of a superposed signal. */
export interface StationaryPoint<
  Matrices = ComplexMatrix,
  Aim extends Objective = Objective,
> extends BoundedPoint<Matrices, Aim> {
  status: 'stationary';
  stationarity: number;
}

/** Of a superposed signal without bounds: all power is communication's. */
export interface BoundaryPoint<Matrices = ComplexMatrix> extends FoundPoint<Matrices> {
  status: 'boundary';
}

export interface InfeasiblePoint<Matrices = ComplexMatrix> extends AnyPoint<Matrices> {
  status: 'infeasible';
  crb: null;
  rmse: null;
  value: null;
  devices: null;
  rate: null;
  rank: null;
  realizable: null;
}

/** The best that was found. */
export interface UnsolvedPoint<Matrices = ComplexMatrix> extends FoundPoint<Matrices> {
  status: 'unsolved';
  reason: string;
}

/**
 * A point, told apart by `status`; of a superposed signal `Point<SignalPair>`. With the objective as second argument,
 * those bounds of optimal and stationary points that it contains are known to be numbers.
 */
export type Point<Matrices = ComplexMatrix, Aim extends Objective = Objective> =
  | OptimalPoint<Matrices, Aim>
  | StationaryPoint<Matrices, Aim>
  | BoundaryPoint<Matrices>
  | InfeasiblePoint<Matrices>
  | UnsolvedPoint<Matrices>;

/** A curve; of a superposed signal `Result<SignalPair>`. */
export interface Result<Matrices = ComplexMatrix, Aim extends Objective = Objective> {
  schemaVersion: 1;
  /** Package version. */
  version: string;
  /** Hash of the .wasm. */
  core: string;
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Aim;
  over: Over;
  maxRate: number | null;
  maxRateBound: number | null;
  freeRate: number | null;
  silent: number[];
  /** What in the scenario is surely a slip (degrees that are radians, …), one a field; absent where nothing is. */
  warnings?: InputIssue[];
  points: Point<Matrices, Aim>[];
  maxRateFactor?: ComplexMatrix;
  /** K, and the price of each limit in nats·N per W. */
  maxRateCertificate?: { K: ComplexMatrix; limits?: number[] };
  /**
   * Where the limits exclude each other: multipliers ν ≥ 0, in the order of {@link PointLimits} and 1/W, with
   * Σ ν_i b_i + P0·max(0, λ_max(−Σ ν_i A_i)) < 0, which no covariance allows.
   */
  limitsCertificate?: { limits: number[] };
}

export interface TradeoffOptions<Aim extends Objective = Objective> {
  /** Rate floors, bps/Hz; excludes `points` and `bounds`. */
  rates?: readonly number[];
  /** Number of evenly spaced floors, default 21; excludes `rates` and `bounds`. */
  points?: number;
  /** Bounds Ψ in the objective's unit: each point is the largest rate within one. Excludes `rates` and `points`. */
  bounds?: readonly number[];
  fidelity?: Fidelity;
  objective?: Aim;
  over?: Over;
  /** Add covariance, factor and certificate to every point. Default false. */
  covariance?: boolean;
  /** Compute maxRate and freeRate first. Default true; false only with `rates`. */
  extremes?: boolean;
}

export interface EvaluateOptions {
  fidelity?: Fidelity;
  objective?: Objective;
  over?: Over;
  /** Rate floor of the optimum to compare with, bps/Hz. Default: the covariance's own rate. */
  rate?: number;
}

export interface Evaluation {
  /** bps/Hz */
  rate: number;
  /** Tr R, W */
  power: number;
  /** P0, W: the power of the optimum. */
  budget: number;
  crb: Bounds;
  /** The same as errors in s, degrees and m, of a device. */
  rmse: RootMeanSquares;
  devices: (DeviceBounds | null)[];
  /** The objective that was asked for. */
  value: number | null;
  /** Only of scenarios with limits; without prices. */
  limits?: PointLimits;
  lmi: number | null;
  /** What was done to the covariance before it was evaluated; null where it was taken as it is. */
  adjusted: Adjustment | null;
  optimum: { crb: Bounds | null; rmse: RootMeanSquares | null; lowerBound: number | null; status: Status };
  /**
   * value/lowerBound − 1; null where there is no lower bound, or where the covariance is not one that it bounds.
   */
  excess: number | null;
  /** Why a covariance is none that the lower bound bounds: it has more power, or less rate. */
  reason?: string;
  /** What in the scenario is surely a slip, as of a {@link Result}; absent where nothing is. */
  warnings?: InputIssue[];
}

/** What of a covariance's departures was taken for a solver's tolerance, 1e-6 at most, each relative. */
export interface Adjustment {
  /** The largest departure from Hermitian symmetry, of the largest entry; averaged away. */
  asymmetry: number;
  /** −λ_min/λ_max, 0 where no eigenvalue is negative; negative ones were set to 0, the others scaled to keep the power. */
  negative: number;
  /** (Tr R − P0)/P0, 0 where it is not above; R was scaled to P0. */
  power: number;
}

/**
 * What is at hand of a covariance: a point that carries it (and its factor, which is more exact), or R itself, W. Of a
 * superposed signal R_c and R_s.
 */
export type Design =
  Point | ComplexMatrixInput | Point<SignalPair> | Record<keyof SignalPair, ComplexMatrixInput>;

/** What of a superposed signal: the whole, R_c + R_s, or one of the two. */
export type SignalPart = 'both' | keyof SignalPair;
export const signalParts: readonly SignalPart[] = ['both', 'communication', 'sensing'];

export interface BeampatternOptions {
  /**
   * Degrees; in the plane from the transmitter's broadside, −90 to 90 for a line and −180 to 180 for other arrays
   * (from +x for elements); in space azimuths from +x, −180 to 180. Default: every half degree, in space every 2.
   */
  angles?: readonly number[];
  /** In space: elevations from the level, −90 to 90. Default: every 2 degrees. */
  elevations?: readonly number[];
  /** Only of a superposed signal. Default `both`. */
  part?: SignalPart;
}

export interface PowerMapOptions {
  /** Coordinates of the grid's columns and rows, m. */
  x: readonly number[];
  y: readonly number[];
  /** In space: the height of the level plane that is mapped, m. Default 0. */
  z?: number;
  /** Only of a superposed signal. Default `both`. */
  part?: SignalPart;
}

export interface Beampattern {
  /** Degrees, growing counterclockwise: see {@link BeampatternOptions}. */
  angles: number[];
  /** In space: degrees from the level. */
  elevations?: number[];
  /**
   * a_t(θ)^T R a_t(θ)^*, W: at most M_t times the power. In space row by row: that of elevation i and azimuth k at
   * i·angles.length + k.
   */
  power: number[];
}

/** How far an estimate of a device's position strays, at least: the Cramér–Rao bound of its place. */
export interface PositionError {
  /** Of (x, y) or, in space, (x, y, z), m². Its trace is the device's `position` bound. */
  covariance: number[][];
  /** Of the ellipse or ellipsoid of one standard deviation, m, the longest first. */
  semiAxes: number[];
  /** In the plane: direction of the longer one, rad from +x, in (−π/2, π/2]. */
  angle?: number;
  /** Directions of the semi-axes, unit vectors in the same order. */
  directions: number[][];
}

export interface BeamformOptions {
  /** Make an excitation block as well. Default true. */
  excitation?: boolean;
  /** Of the symbols, an integer from 0 to 2^53 − 1. Default 1. */
  seed?: number;
  /** Symbols of the caller's own, rank×N, in place of seeded ones. They are whitened. */
  symbols?: ComplexMatrixInput;
}

/** Waveforms that have a covariance. */
export interface Beamforming {
  /**
   * Number of streams: the rank of R, not counting what is below 1e-14 of its power, unless devices are so loud that
   * less than that is heard. Of a point it is the point's rank.
   */
  rank: number;
  /** Power of each stream, W, the strongest first. */
  streamPowers: number[];
  /**
   * Of a superposed signal: the first streams are those of x_c, the others those of x_s, each strongest first. Their
   * symbols are orthogonal over the block, so that x_c and x_s have R_c and R_s, and x their sum.
   */
  streams?: { communication: number; sensing: number };
  /** W, M_t×rank, √W, with orthogonal columns: W W^H = R. */
  beamformer: ComplexMatrix;
  /** X, M_t×N, √W, with (1/N) X X^H = R (3), X = W S; null where none was wanted. */
  excitation: ComplexMatrix | null;
  /** S, rank×N, with (1/N) S S^H = I; null likewise. */
  symbols: ComplexMatrix | null;
  /** ‖W W^H − R‖/‖R‖ and ‖(1/N) X X^H − R‖/‖R‖, as found. */
  error: { beamformer: number; excitation: number | null };
}
