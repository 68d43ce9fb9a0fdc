/** What the core says of a covariance that somebody else made. */

import * as abi from '../../assembly/abi.ts';
import { antennaCount } from '../input/arrays.js';
import { solverTolerance } from '../input/covariance.js';
import type { Evaluation } from '../types.js';
import { negativity, type CoreDesign, type Spectrum } from './design.js';
import { pointLimits } from './limits.js';
import { view, writeComplex, type MemoryExports } from './memory.js';
import { limitsAt, orNull, readBounds, recordAt, type Loaded } from './point.js';

/** What assembly/index.ts exports for it. Pointers are byte offsets. */
export interface GivenExports extends MemoryExports {
  givenInput(count: number): number;
  givenCovariance(index: number): number;
  givenFactor(index: number, columns: number): void;
  withinBudget(tolerance: number): number;
  budget(): number;
  evaluate(): number;
}

/** What of a covariance's departures, relative, is no more than the rounding of its entries. */
const rounding = 1e-12;

/**
 * Rate, power, bounds and LMI check of a covariance, or of the two of a superposed signal, R_c and R_s, of the scenario
 * that is loaded in the complex field.
 * @throws InputError where one is not positive semidefinite
 */
export function evaluateGiven(
  wasm: GivenExports,
  loaded: Loaded,
  given: readonly CoreDesign[],
): Omit<Evaluation, 'optimum' | 'excess' | 'reason'> {
  const { scenario, limited } = loaded;
  const M = antennaCount(scenario.transmitter);
  const input = wasm.givenInput(given.length);
  const spectra: Spectrum[] = [];
  given.forEach((design, i) => {
    writeComplex(wasm, input + 16 * M * M * i, 'factor' in design ? design.factor : design.covariance);
    if ('factor' in design) return wasm.givenFactor(i, design.factor.re[0].length);
    const [smallest, largest] = view(wasm, wasm.givenCovariance(i), 2);
    spectra.push({ design, smallest, largest });
  });
  const negative = negativity(spectra);
  const asymmetry = Math.max(...given.map((design) => ('factor' in design ? 0 : (design.asymmetry ?? 0))));
  const beyond = wasm.withinBudget(solverTolerance);
  const seen = (amount: number) => (amount > rounding ? amount : 0);
  const adjusted = {
    asymmetry: seen(asymmetry),
    negative: seen(negative),
    power: beyond <= solverTolerance ? seen(beyond) : 0,
  };
  const asGiven = Object.values(adjusted).every((amount) => amount === 0);
  const record = recordAt(wasm, loaded, wasm.evaluate());
  return {
    rate: record[abi.RATE],
    power: record[abi.MU],
    budget: wasm.budget(),
    ...readBounds(record, loaded),
    ...(limited.length > 0 && { limits: pointLimits(limited, record.subarray(limitsAt(loaded)), false) }),
    lmi: orNull(record[abi.LMI]),
    adjusted: asGiven ? null : adjusted,
  };
}
