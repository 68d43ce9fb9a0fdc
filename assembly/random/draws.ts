// Random placements and symbols. Every number is a function of seed, draw and device alone: whoever makes draw i,
// whenever, and whatever the number of devices or the swept values, gets the same.

import { at, get, set } from '../memory';
import { TWO_PI } from '../model/units';
import { philox, uniform, word0, word1, word2, word3 } from './philox';

export const DISC = 0; // centre x, y, z, radius; level
export const RING = 1; // centre x, y, z, inner, outer radius; level
export const RECTANGLE = 2; // least x, y, z, largest x, y, z; a box, flat where two of z are one
export const GIVEN = 3; // x, y, z of every device
export const BALL = 4; // centre x, y, z, radius
const SHAPE = 6; // numbers of a shape, GIVEN aside

/** The fourth counter word: what the random words at (draw, device) are for. */
const FOR_POSITION: u32 = 0;
const FOR_SYMBOL: u32 = 1;
const FOR_HEIGHT: u32 = 2;

let key0: u32 = 0;
let key1: u32 = 0;
let shape: i32 = DISC;
export let devices: i32 = 0;
export let seed: f64 = 0;
/** Numbers of the shape, as above. */
let place: usize = 0;
let symbolCount: i32 = 0;
let symbols: usize = 0;

/**
 * Sets what is drawn, from f64s: seed, shape, devices, number of symbols, the shape's numbers (SHAPE, or three a
 * device where GIVEN), the symbols: equally likely each. Returns the end.
 */
export function setDraws(from: usize): usize {
  seed = get(from, 0);
  key0 = <u32>(<u64>seed);
  key1 = <u32>((<u64>seed) >>> 32);
  shape = <i32>get(from, 1);
  devices = <i32>get(from, 2);
  symbolCount = <i32>get(from, 3);
  place = at(from, 4);
  symbols = at(place, shape == GIVEN ? 3 * devices : SHAPE);
  return at(symbols, symbolCount);
}

/** x, y, z and symbol of every device of a draw, `stride` numbers apart, into `out`. Metres. */
export function makeDraw(draw: f64, out: usize, stride: i32): void {
  const low = <u32>(<u64>draw), high = <u32>((<u64>draw) >>> 32);
  for (let device = 0; device < devices; device++) {
    const position = at(out, stride * device);
    if (shape == GIVEN) {
      for (let k = 0; k < 3; k++) set(position, k, get(place, 3 * device + k));
    } else {
      let height: f64 = 0;
      if (shape == BALL || shape == RECTANGLE) {
        philox(low, high, <u32>device, FOR_HEIGHT, key0, key1);
        height = uniform(word0, word1);
      }
      philox(low, high, <u32>device, FOR_POSITION, key0, key1);
      placeAt(uniform(word0, word1), uniform(word2, word3), height, position);
    }
    let symbol = 0;
    if (symbolCount > 1) {
      philox(low, high, <u32>device, FOR_SYMBOL, key0, key1);
      symbol = min(symbolCount - 1, <i32>(uniform(word0, word1) * <f64>symbolCount));
    }
    set(position, 3, get(symbols, symbol));
  }
}

/** Three uniform numbers to a point uniform by area, or by volume. */
function placeAt(u: f64, v: f64, w: f64, out: usize): void {
  if (shape == RECTANGLE) {
    for (let k = 0; k < 3; k++) {
      const low = get(place, k), share = k == 0 ? u : k == 1 ? v : w;
      set(out, k, low + share * (get(place, 3 + k) - low));
    }
    return;
  }
  const angle = TWO_PI * v;
  let radius: f64 = 0, height: f64 = 0;
  if (shape == BALL) {
    // the volume within a radius grows with its cube, and a sphere's area with the height
    const reach = get(place, 3) * NativeMath.cbrt(u), level = 2 * w - 1;
    height = reach * level;
    radius = reach * Math.sqrt((1 - level) * (1 + level));
  } else {
    // the area within a radius grows with its square
    const inner = shape == RING ? get(place, 3) : 0, outer = get(place, shape == RING ? 4 : 3);
    radius = Math.sqrt(inner * inner + u * (outer * outer - inner * inner));
  }
  set(out, 0, get(place, 0) + radius * NativeMath.cos(angle));
  set(out, 1, get(place, 1) + radius * NativeMath.sin(angle));
  set(out, 2, get(place, 2) + height);
}
