/**
 * Rician fading by its definition: h = √(K/(K+1)) a + √(1/(K+1)) n, n of independent circular normals of unit variance.
 * The normals are Box–Muller transforms of Philox4x32-10 words (J. Salmon et al., SC'11) at the counter
 * (64·device + antenna, side, 0, 0) under the seed.
 */
import type { ComplexVector } from './linalg.js';

const purposes = { transmit: 0x46414454n, receive: 0x46414452n };
const word = 0xffffffffn;

/** The four words at a counter. */
export function philox(counter: bigint[], seed: bigint): bigint[] {
  let [c0, c1, c2, c3] = counter;
  let k0 = seed & word;
  let k1 = seed >> 32n;
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * c0;
    const p1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & word, (p0 >> 32n) ^ c3 ^ k1, p0 & word];
    k0 = (k0 + 0x9e3779b9n) & word;
    k1 = (k1 + 0xbb67ae85n) & word;
  }
  return [c0, c1, c2, c3];
}

/** What fading makes of the steering vector of a scenario's device; factorDb null: Rayleigh. */
export function faded(
  a: ComplexVector,
  { factorDb, seed }: { factorDb: number | null; seed: number },
  side: keyof typeof purposes,
  device: number,
): ComplexVector {
  const share = steadyShare(factorDb);
  const scattered = Math.sqrt(factorDb === null ? 1 : 1 / (10 ** (factorDb / 10) + 1));
  const out: ComplexVector = { re: [], im: [] };
  a.re.forEach((re, m) => {
    const words = philox([BigInt(64 * device + m), purposes[side], 0n, 0n], BigInt(seed));
    const uniform = (high: bigint, low: bigint, plus: bigint) =>
      Number((((high << 32n) | low) >> 11n) + plus) * 2 ** -53;
    const radius = Math.sqrt(-Math.log(uniform(words[0], words[1], 1n)));
    const angle = 2 * Math.PI * uniform(words[2], words[3], 0n);
    out.re.push(share * re + scattered * radius * Math.cos(angle));
    out.im.push(share * a.im[m] + scattered * radius * Math.sin(angle));
  });
  return out;
}

/** √(K/(K+1)): what is left of the line of sight, and of its derivatives. */
export function steadyShare(factorDb: number | null): number {
  if (factorDb === null) return 0;
  const K = 10 ** (factorDb / 10);
  return Math.sqrt(K / (K + 1));
}
