/** What one covariance attains that is shown to keep to power, limits and rate floor. */
import type { Certificate, ComplexMatrix } from '../../types.js';
import { add, divide, exact, lower, multiply, one, subtract, sum, upper, type Ball } from './ball.js';
import {
  congruence,
  factorize,
  inverseForm,
  matrix,
  outer,
  product,
  real,
  scaledMatrix,
  squared,
  sumOf,
  times,
  type Matrix,
} from './complex.js';
import { rateWeights } from './dual.js';
import { log } from './elementary.js';
import { informationAt } from './fisher.js';
import { beamsWithin, strongest, worth, type Demand } from './inside.js';
import { NotProved } from './not-proved.js';
import { nats, type Problem } from './problem.js';

/** What the problem sees of a covariance R ⪰ 0, all of it linear in R. */
export interface Seen {
  /** Q_pq = c_p R c_q^H */
  Q: Matrix;
  /** Tr R, W */
  power: Ball;
  /** gain·a^T R ā of each limit, W. */
  radiated: Ball[];
}

/** Of R = V V^H. */
export function seen({ C, scene }: Problem, V: Matrix): Seen {
  const beams = product(C, V);
  const power = (vector: Matrix[number]) => sum(product([vector], V)[0].map(squared));
  return {
    Q: outer(beams, beams),
    power: sum(V.flatMap((row) => row.map(squared))),
    radiated: scene.limits.map(({ vector, gain }) => multiply(gain, power(vector))),
  };
}

/** a R + b R', a and b ≥ 0. */
function mixed(a: number, R: Seen, b: number, other: Seen): Seen {
  const mix = (x: Ball, y: Ball) => add(multiply(exact(a), x), multiply(exact(b), y));
  return {
    Q: sumOf(scaledMatrix(R.Q, exact(a)), scaledMatrix(other.Q, exact(b))),
    power: mix(R.power, other.power),
    radiated: R.radiated.map((x, i) => mix(x, other.radiated[i])),
  };
}

/** log det(I + Φ), Φ_ij = w_i w_j (h_i^H h_j) c_j R c_i^H. */
export function rateNats({ gram }: Problem, { Q }: Seen): Ball {
  const identityPlus = gram.map((row, i) =>
    row.map((x, j) => {
      const entry = times(x, Q[j][i]);
      return i === j ? real(add(one, entry.re)) : entry;
    }),
  );
  const factors = factorize(identityPlus);
  if (factors === null) throw new NotProved('rate: I + Φ could not be shown positive definite');
  return sum(factors.pivots.map(log));
}

/** No less than the objective at R. */
export function objectiveAt(problem: Problem, { Q }: Seen): number {
  const { over, kappa, fidelity } = problem;
  const parts =
    fidelity === 'coupled' ? coupledParts(problem, Q) : kappa.map((k, l) => divide(k, Q[l][l].re));
  return over === 'worst' ? Math.max(...parts.map(upper)) : upper(sum(parts));
}

/** Σ b^T J^-1 b over each device's columns. */
function coupledParts({ C, B, M, known, unknowns }: Problem, Q: Matrix): Ball[] {
  const factors = factorize(informationAt(M, known, unknowns, Q));
  if (factors === null) throw new NotProved('crb: the Fisher matrix could not be shown positive definite');
  const terms = B.map(({ entries }) => inverseForm(factors, entries.map(real)));
  return C.map((_, l) => sum(terms.filter((__, k) => B[k].device === l)));
}

/** Within power and limits, as far as less power does it: as strong as they allow, but for the last digits. */
function brought({ scene }: Problem, R: Seen): Seen {
  const shares = scene.limits.map(({ sign, watts }, i) =>
    sign > 0 ? lower(watts) / upper(R.radiated[i]) : Infinity,
  );
  const share = Math.min(lower(scene.power) / upper(R.power), ...shares) * 0.99999999999999;
  return mixed(share, R, 0, R);
}

/** How much R is short of each limit, relatively, and of the rate, in nats; ≤ 0 where it is shown to be enough. */
function shortfalls(problem: Problem, R: Seen, floor: number | null): number[] {
  const { power, limits } = problem.scene;
  const over = limits.map(({ sign, watts }, i) => {
    const excess = multiply(exact(sign), subtract(R.radiated[i], watts));
    return upper(excess) / lower(watts);
  });
  const spare = upper(subtract(R.power, power)) / lower(power);
  return [spare, ...over, ...(floor === null ? [] : [floor - lower(rateNats(problem, R))])];
}

/**
 * A covariance shown to keep to power and limits and to reach the rate, if one is asked for: V V^H brought to the budget,
 * and where rounding has left it short of something, mixed with as much as is needed of one that has that to spare.
 */
export function feasible(
  problem: Problem,
  V: ComplexMatrix,
  asked: { rateFloor: number; K: Certificate['K'] } | null,
  others: readonly Matrix[] = [],
): Seen {
  const floor = asked && upper(nats(problem, asked.rateFloor));
  const own = brought(problem, seen(problem, matrix(V)));
  const short = shortfalls(problem, own, floor);
  if (short.every((x) => x <= 0)) return own;
  const W = asked && rateWeights(problem, asked.K);
  const demand = W && { W, rate: worth(W, own.Q) };
  const limited = problem.scene.limits.length > 0;
  const tries = limited
    ? beamsWithin(problem, [matrix(V), ...others], demand)
    : [strongest(congruence(problem.C, W!))];
  // beams that care for the limits alone come first, and have more of them to spare; of no use where the rate is short
  let of = limited ? null : demand;
  const enough = floor === null || short[short.length - 1] <= 0;
  let found: Seen | string = '';
  for (const beams of tries) {
    if (enough || of !== null) found = nudged(problem, { own, short, floor }, beams, of);
    if (typeof found !== 'string') return found;
    of = demand;
  }
  throw new NotProved(found);
}

/** R, short of something, mixed with as much as is needed of the beams; or why that does not do. */
function nudged(
  problem: Problem,
  { own, short, floor }: { own: Seen; short: readonly number[]; floor: number | null },
  beams: Matrix | null,
  demand: Demand | null,
): Seen | string {
  if (beams === null) return 'limits: nothing within them has anything to spare';
  const other = brought(problem, seen(problem, beams));
  // to first order a share ε of it gains ε times what it has more
  const more = [
    Infinity,
    ...problem.scene.limits.map(
      ({ sign, watts }, i) => (sign * (own.radiated[i].h - other.radiated[i].h)) / watts.h,
    ),
    demand === null ? Infinity : worth(demand.W, other.Q) - demand.rate,
  ];
  const needed = Math.max(...short.map((x, i) => (x > 0 ? x / more[i] : 0)));
  if (short.some((x, i) => x > 0 && !(more[i] > 0))) return 'limits: nothing near has that to spare';
  for (let share = 2 * needed; share < 1e-3; share *= 4) {
    const R = mixed(1 - share, own, share, other);
    if (shortfalls(problem, R, floor).every((x) => x <= 0)) return R;
  }
  return 'rateFloor: no covariance near this one could be shown to reach it within the limits';
}
