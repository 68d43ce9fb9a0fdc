// Rician fading: of a steering vector a the share sqrt(K/(K+1)) stays, and independent circular normals come in,
// sqrt(1/(K+1)) of them. Every number is a function of seed, draw, device, side and antenna.

import { at, get, mark, release, set, take } from '../memory';
import { complexNormals } from '../random/normal';
import { TRANSMITTER } from './arrays';

/** Counter words that set these numbers apart from all other uses of the generator. */
const FOR_TRANSMIT: u32 = 0x46414454;
const FOR_RECEIVE: u32 = 0x46414452;
/** More than an array's antennas. */
const STRIDE: u32 = 64;

let fades: bool = false;
/** sqrt(K/(K+1)) and sqrt(1/(K+1)). */
let steady: f64 = 1;
let scattered: f64 = 0;
let seed: u64 = 0;
let draw: u64 = 0;

/** K as a ratio, 0: Rayleigh; NaN: no fading. */
export function setFading(factor: f64, key: f64, number: f64): void {
  fades = factor == factor;
  steady = fades ? Math.sqrt(factor / (factor + 1)) : 1;
  scattered = fades ? Math.sqrt(1 / (factor + 1)) : 0;
  seed = <u64>key;
  draw = <u64>number;
}

export function isFading(): bool {
  return fades;
}

/** What fading leaves of the line of sight. */
export function steadyShare(): f64 {
  return steady;
}

/** a (M real parts, then M imaginary parts) ← sqrt(K/(K+1)) a + sqrt(1/(K+1)) n. */
export function fade(a: usize, M: i32, side: i32, device: i32): void {
  const scope = mark(), n = take(2 * M), purpose = side == TRANSMITTER ? FOR_TRANSMIT : FOR_RECEIVE;
  complexNormals(
    n, at(n, M), M, <u32>device * STRIDE, purpose, <u32>draw, <u32>(draw >>> 32), <u32>seed, <u32>(seed >>> 32),
  );
  for (let m = 0; m < 2 * M; m++) set(a, m, steady * get(a, m) + scattered * get(n, m));
  release(scope);
}
