// The multipliers of an optimum as they travel between the methods. They say which bounds are active, too: limits with
// a price, devices with a share, and the power where it is all used; its own multiplier λ follows from the others.

import { copy, set, take, takeFields, zero } from '../memory';
import { L } from '../model/scenario';
import * as limits from '../model/limits';

@unmanaged
export class Multipliers {
  /** ν_i ≥ 0 of the limits, per unit of the normalised objective; of the largest rate in nats. */
  prices: usize;
  /** w_l ≥ 0 of the devices over the worst of them. */
  shares: usize;
  /** μ ≥ 0 of the rate's floor, per nat. */
  mu: f64;
  /** Whether the power is all used, as far as their finder knows. */
  traced: bool;
}

/** None but the power's, and equal shares. */
export function takeMultipliers(): Multipliers {
  const m = changetype<Multipliers>(takeFields(offsetof<Multipliers>()));
  m.prices = take(limits.count);
  m.shares = take(L);
  m.mu = 0;
  m.traced = true;
  zero(m.prices, limits.count);
  for (let l = 0; l < L; l++) set(m.shares, l, 1 / <f64>L);
  return m;
}

export function copyMultipliers(to: Multipliers, from: Multipliers): void {
  copy(to.prices, from.prices, limits.count);
  copy(to.shares, from.shares, L);
  to.mu = from.mu;
  to.traced = from.traced;
}
