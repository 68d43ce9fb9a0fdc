// Why the model refuses a scenario, and which devices it means.

import { get, set, take } from '../memory';

export {
  ACCEPTED, ALL_SILENT, BETWEEN_ARRAYS, CONSTANT_PULSE, ENDFIRE, INDISTINCT, ON_RECEIVER, ON_TRANSMITTER, OUT_OF_RANGE,
  PRIOR_BETWEEN, LIMIT_ON_TRANSMITTER, SAME_PLACE, SINGLE_RECEIVER, TOO_WEAK, UNRESOLVED, UNSEEN, ZERO_PULSE,
} from '../abi';

/** Devices (given indices) named by the last refusal. */
export let refused: usize = 0;
export let refusedCount: i32 = 0;

export function prepareRefusal(devices: i32): void {
  refused = take(devices + 1);
  refusedCount = 0;
}

export function refuse(why: i32, device: i32): i32 {
  refusedCount = 1;
  set(refused, 0, <f64>device);
  return why;
}

export function refuseAlso(device: i32): void {
  set(refused, refusedCount++, <f64>device);
}

/** Refuses the devices whose share is within a tenth of the largest; share: one number an active device. */
export function refuseShares(why: i32, share: usize, activeIndex: usize, L: i32): i32 {
  let largest: f64 = 0;
  for (let l = 0; l < L; l++) largest = Math.max(largest, get(share, l));
  let named = false;
  for (let l = 0; l < L; l++) {
    if (!(get(share, l) >= 0.1 * largest)) continue;
    const i = <i32>get(activeIndex, l);
    if (named) refuseAlso(i);
    else refuse(why, i);
    named = true;
  }
  return named ? why : refuse(why, -1);
}
