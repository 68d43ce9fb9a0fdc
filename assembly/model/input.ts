// The input block: a scenario as f64s, written by bindings/core/input-block.ts in the order in which this side reads
// them, so that nobody counts places. First the head, as long for every scenario, so that the heads of a sweep can
// take each other's place; then the devices, DEVICE numbers each; then whatever is of varying length.
//
//   head      length of the block, number of devices, coordinates (2 or 3), two arrays of ARRAY numbers, the rest
//   devices   x, y, z (m), symbol, weight, prior (m, 0: none), which parts of the channel follow (OWN_…), sensitivity
//             (dBm, NaN: the head's)
//   tail      elements of the transmitter, elements of the receiver (each M×coordinates, only where given), limits of
//             single antennas (dBm, NaN: none), quiet directions (given-limits.ts: 4 numbers each), parts of the
//             devices' channels in order (real parts, then imaginary parts), samples of the pulse

import { at, get } from '../memory';

export const IN_HEAD = 40;
export const DEVICE = 8;
/** Of the head: what draws put there. */
export const IN_SEED = IN_HEAD - 2;
export const IN_DRAW = IN_HEAD - 1;
/** Kinds of arrays. */
export const LINE = 0; // x, y, z, kind, antennas, spacing (wavelengths), –, –, orientation (degrees)
export const CIRCLE = 1; // x, y, z, kind, antennas, radius, –, –, orientation
export const GRID = 2; // x, y, z, kind, antennas, horizontal spacing, vertical spacing, columns, orientation
export const ELEMENTS = 3; // x, y, z, kind, antennas, –, –, –, –

/** Parts of a channel that a device has of its own. */
export const OWN_TRANSMIT = 1;
export const OWN_RECEIVE = 2;
export const OWN_SLOPES = 4;

let head: usize = 0;
let tail: usize = 0;
let first: usize = 0;

/** Begins to read a block. */
export function openInput(block: usize): void {
  head = at(block, 1);
  first = at(block, IN_HEAD);
  tail = at(first, DEVICE * <i32>get(block, 1));
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
  return at(first, DEVICE * i);
}

/** The next `count` numbers of the tail. */
export function nextOfTail(count: i32): usize {
  const from = tail;
  tail = at(tail, count);
  return from;
}
