/**
 * Counts of values ≥ 0 in logarithmic bins, for quantiles and shares of samples that are too many to keep.
 *
 * The bins are those of the doubles themselves: exponent and the leading `mantissaBits` of the mantissa. So there are
 * 2^mantissaBits in every factor of two, nothing has to be computed to find one, and the edges are exact.
 */

const mantissaBits = 10;

/** A quantile is the middle of a bin, or between two of them: off by half a bin's width at most, relative. */
export const quantileError = 1 / (1 << (mantissaBits + 1));

/** In the upper half of a double: 11 bits of exponent, then 20 of the mantissa. */
const shift = 20 - mantissaBits;
const halves = new Uint32Array(2); // WebAssembly's byte order, as everywhere: the lower half first
const double = new Float64Array(halves.buffer);

/** Lower end of a bin. */
export function edge(bin: number): number {
  halves[0] = 0;
  halves[1] = bin << shift;
  return double[0];
}

/** Bin of a value ≥ 0, its lower end included: edge(bin) ≤ value < edge(bin + 1). */
export function binOf(value: number): number {
  double[0] = value + 0; // of −0, too, this is +0
  return halves[1] >>> shift;
}

/** Bin of a value > 0, its upper end included: edge(bin) < value ≤ edge(bin + 1). */
function binBelow(value: number): number {
  double[0] = value;
  const upper = halves[0] === 0 ? halves[1] - 1 : halves[1]; // of the double just below
  return upper >>> shift;
}

/** Bins whose counts lie side by side: as entries of a map, each would take ten times the memory. */
const pageBits = 8;
const pageBins = 1 << pageBits;

export class Histogram {
  readonly #binOf: (value: number) => number;
  /** Counts by page, where there are any. */
  readonly #pages = new Map<number, Uint32Array>();
  count = 0;
  /** NaN as long as there is no value. */
  min = NaN;
  max = NaN;

  /** Whether a value on an edge counts with those below it (for shares > edge) or above it (for shares < edge). */
  constructor(edgesCount: 'below' | 'above') {
    this.#binOf = edgesCount === 'below' ? binBelow : binOf;
  }

  /** @param value finite, ≥ 0; > 0 where edges count below */
  add(value: number): void {
    const bin = this.#binOf(value);
    let page = this.#pages.get(bin >>> pageBits);
    if (page === undefined) this.#pages.set(bin >>> pageBits, (page = new Uint32Array(pageBins)));
    if (++page[bin & (pageBins - 1)] === 0) throw new RangeError('2^32 values in one bin are too many');
    this.count++;
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
  }

  /** First and last bin with a value in it. */
  range(): { first: number; last: number } {
    return { first: this.#binOf(this.min), last: this.#binOf(this.max) };
  }

  /**
   * Quantiles, as the usual interpolation between order statistics has them (rank q·(n − 1), linear between ranks),
   * within {@link quantileError} relative.
   *
   * @param levels each in [0, 1]; there must be a value
   */
  quantiles(levels: readonly number[]): number[] {
    const bins = this.#sorted();
    return levels.map((level) => {
      const rank = level * (this.count - 1);
      const below = Math.floor(rank);
      const lower = this.#atRank(bins, below);
      return below === rank ? lower : lower + (rank - below) * (this.#atRank(bins, below + 1) - lower);
    });
  }

  /** How many values lie below each of some edges, given by bins in ascending order; exact. */
  countsBelow(edges: readonly number[]): number[] {
    const bins = this.#sorted();
    let next = 0;
    let below = 0;
    return edges.map((bin) => {
      for (; next < bins.length && bins[next][0] < bin; next++) below += bins[next][1];
      return below;
    });
  }

  /** Bins with their counts, in order, empty ones aside. */
  #sorted(): [number, number][] {
    const pages = [...this.#pages].sort(([a], [b]) => a - b);
    return pages.flatMap(([page, counts]) =>
      [...counts].flatMap((count, i): [number, number][] =>
        count === 0 ? [] : [[page * pageBins + i, count]],
      ),
    );
  }

  /** The value of a rank, from 0, as far as its bin tells. */
  #atRank(bins: [number, number][], rank: number): number {
    let seen = 0;
    const [bin] = bins.find(([, count]) => (seen += count) > rank)!;
    const middle = bin === 0 ? 0 : (edge(bin) + edge(bin + 1)) / 2;
    return Math.min(this.max, Math.max(this.min, middle));
  }
}
