// K as a result has it.

import { get, set, take } from './memory';
import * as scenario from './model/scenario';
import { centrePhase } from './model/channel';

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
