/**
 * The paper's two scenarios under two readings: `text`, as its text defines the model (one reused signal, −60 dBm of
 * clutter and of noise, 1e-9 W each), and `numbers`, as the values it prints come out (a superposed signal, 1e-6 W of
 * each, the printed bound).
 */
import type { Fidelity, ScenarioInput } from '../types.js';

export type Reading = 'text' | 'numbers';

/** What a curve of the paper varies; the rest is the paper's. */
export interface Setting {
  name: string;
  pulse?: 'cosine' | 'sinc' | 'ramp';
  powerDbm?: number;
  /** [M_t, M_r] */
  antennas?: readonly [number, number];
}

/** Under which formulas of the bound each reading is drawn. */
export const fidelitiesOf: Record<Reading, readonly Fidelity[]> = {
  text: ['printed', 'decoupled', 'coupled'],
  numbers: ['printed'],
};

export const readingNames: Record<Reading, string> = {
  text: 'as the text has it: one signal, 1e-9 W of clutter and of noise',
  numbers: 'as its numbers come out: superposed, 1e-6 W of both',
};

/** A scenario without devices. */
export type Scene = Omit<ScenarioInput, 'devices'>;

export function sceneOf(
  reading: Reading,
  { pulse = 'cosine', powerDbm = 30, antennas = [8, 8] }: Setting,
): Scene {
  const level = reading === 'text' ? -60 : -30;
  return {
    signal: reading === 'text' ? 'reused' : 'superposed',
    transmitter: { antennas: antennas[0] },
    receiver: { antennas: antennas[1] },
    pulse,
    powerDbm,
    clutterDbm: level,
    noiseDbm: level,
  };
}

/**
 * Scenario I: one device. The paper draws its symbol at random without saying which it drew; 3/4 is the one of its
 * alphabet with which its numbers come out.
 */
export function scenarioOne(reading: Reading, setting: Setting): ScenarioInput {
  return {
    ...sceneOf(reading, setting),
    devices: [{ position: [1.5, -0.5], symbol: 0.75 }],
  };
}

/** Scenario II: nine devices at random in a disc, with symbols at random from the alphabet. */
export const scenarioTwo = {
  placement: { shape: 'disc' as const, center: [1.5, -0.5] as [number, number], radius: 0.5, count: 9 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
};
