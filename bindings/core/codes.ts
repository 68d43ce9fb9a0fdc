/** The codes by which the core knows what it is asked for. A name without a code does not compile. */
import * as abi from '../../assembly/abi.ts';
import type { Fidelity, Objective, Over, Pulse, Signal, Unknown } from '../types.js';

export const fidelityCodes: Readonly<Record<Fidelity, number>> = {
  printed: abi.PRINTED,
  decoupled: abi.DECOUPLED,
  coupled: abi.COUPLED,
};

export const objectiveCodes: Readonly<Record<Objective, number>> = {
  sum: abi.SUM,
  delay: abi.DELAY,
  angle: abi.ANGLE,
  position: abi.POSITION,
};

export const overCodes: Readonly<Record<Over, number>> = { sum: abi.ALL_DEVICES, worst: abi.WORST_DEVICE };

export const pulseCodes: Readonly<Record<Extract<Pulse, string>, number>> = {
  cosine: abi.COSINE,
  sinc: abi.SINC,
  ramp: abi.RAMP,
};

export const signalCodes: Readonly<Record<Signal, number>> = {
  reused: abi.REUSED,
  superposed: abi.SUPERPOSED,
};

export const unknownCodes: Readonly<Record<Unknown, number>> = {
  none: abi.NOTHING,
  amplitudes: abi.AMPLITUDES,
  reflections: abi.REFLECTIONS,
};
