// Complex normal deviates from counters: the Box–Muller transform, one Philox block a deviate.

import { set } from '../memory';
import { TWO_PI } from '../model/units';
import { ULP, philox, uniform, word0, word1, word2, word3 } from './philox';

/**
 * `count` independent circular complex normals of unit variance (1/2 a part) into re and im: deviate i is that of the
 * counter (from + i, purpose, trial, stream) under the key. With a uniform r in (0, 1] and a uniform a in [0, 1), of 53
 * bits each, it is sqrt(−ln r)·exp(2πj a).
 */
export function complexNormals(
  re: usize, im: usize, count: i32, from: u32, purpose: u32, trial: u32, stream: u32, key0: u32, key1: u32,
): void {
  for (let i = 0; i < count; i++) {
    philox(from + <u32>i, purpose, trial, stream, key0, key1);
    const r = (<f64>(((<u64>word0 << 32) | word1) >>> 11) + 1) * ULP;
    const a = uniform(word2, word3);
    const radius = Math.sqrt(-NativeMath.log(r)), angle = TWO_PI * a;
    set(re, i, radius * NativeMath.cos(angle));
    set(im, i, radius * NativeMath.sin(angle));
  }
}
