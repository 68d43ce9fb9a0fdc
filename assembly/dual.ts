// Dual variables as a result has them: SI units, phases of the antennas.

import { get, set, take } from './memory';
import * as scenario from './model/scenario';
import { centrePhase } from './model/channel';
import { objectiveScale } from './metric/objective';
import * as fisher from './metric/fisher';
import { groupCount, groupOf } from './metric/parameters';
import * as best from './solver/proof/candidate';

/** K in the phases of the antennas: conj(K), as F here is the paper's transposed; or D K D^H from centred phases. */
export function outputK(k: usize, complex: bool): usize {
  const n = scenario.L, out = take(2 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = get(k, i * n + j);
      if (complex) {
        set(out, i * n + j, value);
        set(out, (n + i) * n + j, -get(k, (n + i) * n + j));
      } else {
        const phase = centrePhase(j) - centrePhase(i);
        set(out, i * n + j, value * NativeMath.cos(phase));
        set(out, (n + i) * n + j, value * NativeMath.sin(phase));
      }
    }
  }
  return out;
}

/** Address, rows and columns of y or Y (SI) of the best candidate, into out[0..3). */
export function outputDual(record: usize): void {
  const n = scenario.L;
  if (scenario.fidelity != scenario.COUPLED) {
    // y = √κ/q: normalised κ = κ_SI/(scale·P0), q in units of P0
    const s = Math.sqrt(objectiveScale / scenario.power);
    const out = take(n);
    for (let l = 0; l < n; l++) set(out, l, (s * get(best.bestDual, l)) / get(scenario.illumination, l));
    set(record, 0, <f64>out);
    set(record, 1, <f64>n);
    set(record, 2, 1);
    return;
  }
  // all delays, all first directions, …, with zeros for what is no parameter
  const rows = groupCount() * n, columns = fisher.columns;
  const out = take(rows * columns);
  memory.fill(out, 0, <usize>(rows * columns) << 3);
  for (let a = 0; a < fisher.parameters; a++) {
    const row = groupOf(<i32>get(fisher.kindOf, a)) * n + <i32>get(fisher.owner, a);
    for (let b = 0; b < columns; b++) {
      set(out, row * columns + b, get(fisher.scaling, a) * get(best.bestDual, a * columns + b));
    }
  }
  set(record, 0, <f64>out);
  set(record, 1, <f64>rows);
  set(record, 2, <f64>columns);
}
