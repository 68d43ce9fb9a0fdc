// K as a result has it.

import { get, set, take } from './memory';
import * as scenario from './model/scenario';
import { centrePhase, centred } from './model/channel';

/** K in the phases of the antennas: conj(K), as F here is the paper's transposed; D conj(K) D^H from centred phases. */
export function outputK(k: usize, complex: bool): usize {
  const n = scenario.L, out = take(2 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const phase = centred ? centrePhase(j) - centrePhase(i) : 0, value = get(k, i * n + j);
      const c = NativeMath.cos(phase), s = NativeMath.sin(phase);
      let re = value * c, im = value * s;
      if (complex) {
        const less = get(k, (n + i) * n + j);
        re += less * s;
        im -= less * c;
      }
      set(out, i * n + j, re);
      set(out, (n + i) * n + j, im);
    }
  }
  return out;
}
