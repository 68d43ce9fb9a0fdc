/** The trials of a simulation. Layouts: assembly/simulate/trials.ts. */

import { TRIALS_HEAD, TRIALS_QUANTITIES } from '../../assembly/abi.ts';
import { InputError } from '../input/errors.js';
import type { TrialSummary } from '../simulate/simulation.js';
import type { ErrorSummary, Sampling } from '../simulate/types.js';
import type { ComplexMatrix, Scenario } from '../types.js';
import { view, writeComplex, type MemoryExports } from './memory.js';

/** What assembly/index.ts exports for it. Pointers are byte offsets. */
export interface SimulationExports extends MemoryExports {
  simulationFactor(columns: number): number;
  prepareTrials(
    factor: number,
    columns: number,
    samples: number,
    phases: number,
    seedLow: number,
    seedHigh: number,
  ): number;
  runTrials(count: number): void;
  summarizeTrials(): number;
}

/**
 * Prepares trials of the scenario that is loaded under `coupled`; factor in √W, M_t×p.
 * @throws InputError where the delays span too many symbols
 */
export function prepareTrials(
  wasm: SimulationExports,
  { devices }: Scenario,
  factor: ComplexMatrix,
  seed: number,
  phaseSpread: number,
  samples = 0,
): Sampling {
  const rank = factor.re[0].length;
  const input = wasm.simulationFactor(rank);
  writeComplex(wasm, input, factor);
  const high = Math.floor(seed / 0x100000000);
  const pointer = wasm.prepareTrials(input, rank, samples, phaseSpread, seed - high * 0x100000000, high);
  if (pointer === 0) {
    const message = 'their delays span more symbols than a simulation has room for';
    throw new InputError([{ path: 'devices', value: devices.length, message }]);
  }
  const [perSymbol, offset, error, clearance] = view(wasm, pointer, 4);
  return { samples: perSymbol, offset, error, clearance: Number.isNaN(clearance) ? null : clearance };
}

/** What all trials so far add up to. */
export function trialSummary(wasm: SimulationExports, { devices }: Scenario): TrialSummary {
  const length = TRIALS_HEAD + 4 * TRIALS_QUANTITIES * devices.length;
  const record = view(wasm, wasm.summarizeTrials(), length);
  const errors = (device: number, quantity: number): ErrorSummary | null => {
    const from = TRIALS_HEAD + 4 * (TRIALS_QUANTITIES * device + quantity);
    const [rmse, low, high, bias] = record.subarray(from, from + 4);
    if (Number.isNaN(rmse)) return null;
    return { rmse, interval: [low, high], bias: Number.isNaN(bias) ? null : bias };
  };
  return {
    missed: record[1],
    steps: record[2],
    unlocated: record[3],
    devices: devices.map((_, i) => ({
      delay: errors(i, 0),
      angle: errors(i, 1),
      position: errors(i, 2),
      departure: errors(i, 3),
    })),
  };
}
