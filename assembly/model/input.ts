// The input block: a scenario as f64s, written by bindings/core/input-block.ts in the order in which this side reads
// them, so that nobody counts places. First the head, as long for every scenario, so that the heads of a sweep can
// take each other's place; then the devices, INPUT_DEVICE numbers each; then whatever is of varying length.
//
//   head      length of the block, number of devices, coordinates (2 or 3), two arrays of ARRAY numbers, the rest
//   devices   x, y, z (m), symbol, weight, prior (m, 0: none), which parts of the channel follow (OWN_…), sensitivity
//             (dBm, NaN: the head's)
//   tail      elements of the transmitter, elements of the receiver (each M×coordinates, only where given), limits of
//             single antennas (dBm, NaN: none), limits that are listed (INPUT_LIMIT numbers each), parts of the
//             devices' channels in order (real parts, then imaginary parts), samples of the pulse

import { INPUT_DEVICE, INPUT_HEAD } from '../abi';
import { at, get } from '../memory';

/** Of the head: what draws put there. */
export const IN_SEED = INPUT_HEAD - 2;
export const IN_DRAW = INPUT_HEAD - 1;

let head: usize = 0;
let tail: usize = 0;
let first: usize = 0;

/** Begins to read a block. */
export function openInput(block: usize): void {
  head = at(block, 1);
  first = at(block, INPUT_HEAD);
  tail = at(first, INPUT_DEVICE * <i32>get(block, 1));
}

/** f64s of a block. */
export function inputLength(block: usize): i32 {
  return <i32>get(block, 0);
}

/** The next number of the head. */
export function next(): f64 {
  const value = get(head, 0);
  head = at(head, 1);
  return value;
}

/** Device i's numbers. */
export function deviceAt(i: i32): usize {
  return at(first, INPUT_DEVICE * i);
}

/** The next `count` numbers of the tail. */
export function nextOfTail(count: i32): usize {
  const from = tail;
  tail = at(tail, count);
  return from;
}
