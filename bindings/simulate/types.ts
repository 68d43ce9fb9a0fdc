/** The shapes of a simulation: what may be asked, and what comes out. */

import type { Fidelity, Objective, Over, Scenario, Status } from '../types.js';

export interface SimulateOptions {
  /** Rate floor Γ of the covariance that is sent, bps/Hz, ≥ 0. */
  rate: number;
  /** Slots to simulate, 2 to 10,000,000. Default 1000. */
  trials?: number;
  /** Seed of all random numbers, an integer in [0, 2^53). Default 1. */
  seed?: number;
  /** Formula of the bound that the covariance is optimal for. Default `coupled`. */
  fidelity?: Fidelity;
  /** What the covariance minimises. Default `sum`. */
  objective?: Objective;
  /** The sum of the devices' bounds, or the worst. Default `sum`. */
  over?: Over;
  /**
   * By how much the true phases of the reflections may differ from the model's: uniform within ± so many degrees, 0 to
   * 180, anew in each trial. Default 0. What the receiver takes as known is the scenario's `unknown`.
   */
  phaseSpread?: number;
  /** Samples a symbol, 1 to 1024. Default: the fewest, from 8 on, that keep the bound and clear the jumps. */
  samples?: number;
}

/** How the received signal was sampled. */
export interface Sampling {
  /** K, samples a symbol. */
  samples: number;
  /** Place of the samples within their interval, in [0, 1), counted from a symbol's start at the transmitter. */
  offset: number;
  /** By how much, relative, sampling moves the root of the coupled bound of any delay or angle at most. */
  error: number;
  /**
   * Distance of the nearest jump of the pulse, as it arrives, from a sample, in standard deviations of the delay
   * (the largest over the devices, by the coupled bound). null where the pulse does not jump.
   */
  clearance: number | null;
}

/** The errors of one estimated quantity, in its unit. */
export interface ErrorSummary {
  /** Root mean square error. */
  rmse: number;
  /** Ends of the 95 % confidence interval of the RMSE. */
  interval: [number, number];
  /** Mean error; null for positions, whose error is a distance, and for angles in space. */
  bias: number | null;
}

/** The errors beside the roots of the three bounds at the covariance that was sent; `printed` is null where it has no meaning. */
export interface Accuracy extends ErrorSummary {
  printed: number | null;
  decoupled: number | null;
  coupled: number | null;
  /** rmse/coupled */
  ratio: number | null;
}

/** What was found out about one device; null where it is unobservable. */
export interface SimulatedDevice {
  /** s */
  delay: Accuracy;
  /** rad; in space over both directions, the great circle's. */
  angle: Accuracy | null;
  /** m, by the localization chain (10)–(13). */
  position: Accuracy | null;
  /** rad, by (14): the direction of departure of the place found. */
  departure: ErrorSummary | null;
}

export interface Simulation {
  schemaVersion: 1;
  /** Package version. */
  version: string;
  /** Hash of the .wasm. */
  core: string;
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** Degrees. */
  phaseSpread: number;
  /** bps/Hz */
  rateFloor: number;
  /** Status of the covariance that was sent, as a point of the curve. */
  status: Status;
  /** Its rate, bps/Hz, and its rank. */
  rate: number;
  rank: number;
  trials: number;
  seed: number;
  sampling: Sampling;
  /** Why the errors are not to be relied on, most important first; empty where nothing speaks against them. */
  warnings: string[];
  /** Trials whose estimate is less likely than one that a search from the true values finds; counted in the RMSE. */
  missed: number;
  /**
   * Estimates of a device whose delay is shorter than the direct path's, so that (10) has no place for it: the
   * receiver's own place is taken.
   */
  unlocated: number;
  /** Mean number of Gauss–Newton steps of a trial. */
  steps: number;
  /** In the scenario's order; null where silent. */
  devices: (SimulatedDevice | null)[];
}
