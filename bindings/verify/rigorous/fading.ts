/**
 * Rician fading by its definition: h = √(K/(K+1)) a + √(1/(K+1)) n, n of independent circular normals of unit variance.
 * The normals are Box–Muller transforms of Philox4x32-10 words (J. Salmon et al., SC'11) at the counter
 * (64·device + antenna, side, 0, 0) under the seed.
 */
import { add, divide, exact, multiply, negate, one, root, scale, zero, type Ball } from './ball.js';
import { plus, scaled, type Complex } from './complex.js';
import { cosSin, fromDecibels, log, pi } from './elementary.js';

const purposes = { transmit: 0x46414454n, receive: 0x46414452n };
const word = 0xffffffffn;

/** The four words at a counter. */
function philox(counter: bigint[], seed: bigint): bigint[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = [seed & word, seed >> 32n];
  for (let round = 0; round < 10; round++) {
    const [p0, p1] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & word, (p0 >> 32n) ^ c3 ^ k1, p0 & word];
    [k0, k1] = [(k0 + 0x9e3779b9n) & word, (k1 + 0xbb67ae85n) & word];
  }
  return [c0, c1, c2, c3];
}

/** The upper 53 of 64 bits, plus so many units of the last, as a fraction of 2^53: exactly a double. */
const fraction = (high: bigint, low: bigint, more: bigint): Ball =>
  scale(exact(Number((((high << 32n) | low) >> 11n) + more)), 1.1102230246251565e-16);

/** √(K/(K+1)) and √(1/(K+1)): the shares of the line of sight and of what is scattered; factorDb null: Rayleigh. */
export function sharesOf(factorDb: number | null): { steady: Ball; scattered: Ball } {
  if (factorDb === null) return { steady: zero, scattered: one };
  const K = fromDecibels(exact(factorDb));
  const all = add(K, one);
  return { steady: root(divide(K, all)), scattered: root(divide(one, all)) };
}

/** What fading makes of the steering vector of a scenario's device. */
export function faded(
  a: readonly Complex[],
  { factorDb, seed }: { factorDb: number | null; seed: number },
  side: keyof typeof purposes,
  device: number,
): Complex[] {
  const { steady, scattered } = sharesOf(factorDb);
  return a.map((sight, m) => {
    const words = philox([BigInt(64 * device + m), purposes[side], 0n, 0n], BigInt(seed));
    const radius = root(negate(log(fraction(words[0], words[1], 1n))));
    const { cos, sin } = cosSin(multiply(scale(pi, 2), fraction(words[2], words[3], 0n)));
    const size = multiply(scattered, radius);
    return plus(scaled(sight, steady), { re: multiply(size, cos), im: multiply(size, sin) });
  });
}
