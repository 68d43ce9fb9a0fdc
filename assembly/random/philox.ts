// Philox4x32-10, a counter-based generator: the words at a counter depend on that counter and the key alone, so that
// draws can be made in any order and anywhere. J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as
// easy as 1, 2, 3", SC'11.

const MULTIPLIER_0: u64 = 0xd2511f53;
const MULTIPLIER_1: u64 = 0xcd9e8d57;
/** What a round adds to the two words of the key. */
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;

/** The four words of the last call. */
export let word0: u32 = 0;
export let word1: u32 = 0;
export let word2: u32 = 0;
export let word3: u32 = 0;

/** 2^-53 */
export const ULP: f64 = 1.1102230246251565e-16;

/** A uniform number in [0, 1) of 53 bits. */
@inline
export function uniform(high: u32, low: u32): f64 {
  return <f64>(((<u64>high << 32) | low) >>> 11) * ULP;
}

/** Sets word0 to word3 to the random words at counter (c0, c1, c2, c3) under the key (k0, k1). */
export function philox(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): void {
  for (let round = 0; round < 10; round++) {
    const p0 = MULTIPLIER_0 * <u64>c0, p1 = MULTIPLIER_1 * <u64>c2;
    c0 = <u32>(p1 >>> 32) ^ c1 ^ k0;
    c1 = <u32>p1;
    c2 = <u32>(p0 >>> 32) ^ c3 ^ k1;
    c3 = <u32>p0;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  word0 = c0;
  word1 = c1;
  word2 = c2;
  word3 = c3;
}
