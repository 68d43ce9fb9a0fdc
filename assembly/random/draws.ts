// Random placements and symbols. Every number is a function of seed, draw and device alone: whoever makes draw i,
// whenever, and whatever the number of devices or the swept values, gets the same.

import { at, get, set } from '../memory';
import { TWO_PI } from '../model/units';
import { philox, word0, word1, word2, word3 } from './philox';

export const DISC = 0; // centre x, y, radius
export const RING = 1; // centre x, y, inner, outer radius
export const RECTANGLE = 2; // left, bottom, right, top
export const GIVEN = 3; // x, y of every device

/** The fourth counter word: what the random words at (draw, device) are for. */
const FOR_POSITION: u32 = 0;
const FOR_SYMBOL: u32 = 1;

/** 2^-53 */
const ULP: f64 = 1.1102230246251565e-16;

let key0: u32 = 0;
let key1: u32 = 0;
let shape: i32 = DISC;
export let devices: i32 = 0;
/** Numbers of the shape, as above. */
let place: usize = 0;
let symbolCount: i32 = 0;
let symbols: usize = 0;

/**
 * Sets what is drawn, from f64s: seed, shape, devices, number of symbols, the shape's numbers (four, or two a device
 * where GIVEN), the symbols: equally likely each. Returns the end.
 */
export function setDraws(from: usize): usize {
  const seed = <u64>get(from, 0);
  key0 = <u32>seed;
  key1 = <u32>(seed >>> 32);
  shape = <i32>get(from, 1);
  devices = <i32>get(from, 2);
  symbolCount = <i32>get(from, 3);
  place = at(from, 4);
  symbols = at(place, shape == GIVEN ? 2 * devices : 4);
  return at(symbols, symbolCount);
}

/** A uniform number in [0, 1) of 53 bits. */
@inline
function uniform(high: u32, low: u32): f64 {
  return <f64>(((<u64>high << 32) | low) >>> 11) * ULP;
}

/** x, y and symbol of every device of a draw, in turn, into `out`. Metres. */
export function makeDraw(draw: f64, out: usize): void {
  const low = <u32>(<u64>draw), high = <u32>((<u64>draw) >>> 32);
  for (let device = 0; device < devices; device++) {
    const position = at(out, 3 * device);
    if (shape == GIVEN) {
      set(position, 0, get(place, 2 * device));
      set(position, 1, get(place, 2 * device + 1));
    } else {
      philox(low, high, <u32>device, FOR_POSITION, key0, key1);
      placeAt(uniform(word0, word1), uniform(word2, word3), position);
    }
    let symbol = 0;
    if (symbolCount > 1) {
      philox(low, high, <u32>device, FOR_SYMBOL, key0, key1);
      symbol = min(symbolCount - 1, <i32>(uniform(word0, word1) * <f64>symbolCount));
    }
    set(position, 2, get(symbols, symbol));
  }
}

/** Two uniform numbers to a point uniform by area. */
function placeAt(u: f64, v: f64, out: usize): void {
  if (shape == RECTANGLE) {
    set(out, 0, get(place, 0) + u * (get(place, 2) - get(place, 0)));
    set(out, 1, get(place, 1) + v * (get(place, 3) - get(place, 1)));
    return;
  }
  // the area within a radius grows with its square
  const inner = shape == RING ? get(place, 2) : 0, outer = get(place, shape == RING ? 3 : 2);
  const radius = Math.sqrt(inner * inner + u * (outer * outer - inner * inner)), angle = TWO_PI * v;
  set(out, 0, get(place, 0) + radius * NativeMath.cos(angle));
  set(out, 1, get(place, 1) + radius * NativeMath.sin(angle));
}
