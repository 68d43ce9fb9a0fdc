/** Four designs of one scene at the same rate floors, all under the bound of a receiver that knows no reflection. */
import type { Core } from '../../bindings/core/core.js';
import { InputError } from '../../bindings/input/errors.js';
import { parseScenario } from '../../bindings/input/scenario.js';
import type { ComplexMatrix, Scenario, Vector2 } from '../../bindings/types.js';
import type { Random } from '../random.js';

/** What the covariances are made for; `unknown` is the yardstick. */
export const designs = ['printed', 'known', 'unknown', 'rate-maximal'] as const;
export type Design = (typeof designs)[number];

/** At one floor: a factor V of each design, R = V V^H (M_t×p, √W), and its bound with unknown reflections (s² + rad²). */
export interface Compared {
  rateFloor: number;
  factors: Record<Design, ComplexMatrix>;
  /** null: the design leaves some parameter unobservable. */
  bounds: Record<Design, number | null>;
}
/** Why there is no comparison: devices that arrays and pulse cannot tell apart, or no certificate. */
export type Failure = 'refused' | 'uncertified';

/** The places of `count` devices, uniform in the disc of the paper's Scenario II. */
export function placement(random: Random, count: number): Vector2[] {
  return Array.from({ length: count }, () => {
    for (;;) {
      const [x, y] = [random.between(-0.5, 0.5), random.between(-0.5, 0.5)];
      if (x * x + y * y <= 0.25) return [1.5 + x, -0.5 + y];
    }
  });
}

/** The comparison at each floor, given as a part of the largest rate. Devices have symbol 1. */
export function compare(
  core: Core,
  positions: readonly Vector2[],
  floors: readonly number[],
): (Compared | Failure)[] {
  const known = parseScenario({ devices: positions.map((position) => ({ position })) });
  const unknown: Scenario = { ...known, unknown: 'reflections' };
  try {
    core.load(known, 'printed', 'sum');
    const largest = core.maxRate();
    const rates = floors.map((part) => part * largest.maxRate);
    const optima = () => rates.map((rate) => core.point(rate, true));
    const printed = optima();
    core.load(known, 'coupled', 'sum');
    const coupled = optima();
    core.load(unknown, 'coupled', 'sum');
    const best = optima();
    const bound = (factor: ComplexMatrix) => core.evaluate([{ factor }]).crb.total;
    return rates.map((rateFloor, i): Compared | Failure => {
      if ([printed, coupled, best].some((points) => points[i].status !== 'optimal')) return 'uncertified';
      const factors: Record<Design, ComplexMatrix> = {
        printed: printed[i].factor!,
        known: coupled[i].factor!,
        unknown: best[i].factor!,
        'rate-maximal': largest.factor,
      };
      const bounds = Object.fromEntries(
        designs.map((design) => [design, bound(factors[design])]),
      ) as Compared['bounds'];
      return { rateFloor, factors, bounds };
    });
  } catch (error) {
    if (error instanceof InputError) return floors.map(() => 'refused');
    throw error;
  }
}

/** Each design's bound over the smallest one; Infinity where it leaves something unobservable. */
export function losses({ bounds }: Compared): Record<Design, number> {
  const least = bounds.unknown ?? Infinity;
  return Object.fromEntries(
    designs.map((design) => [design, (bounds[design] ?? Infinity) / least]),
  ) as Record<Design, number>;
}
