/**
 * The problem of a scenario in 60-digit arithmetic, to hold enclosures against: written apart from the checker, with
 * every correlation of the pulse a quadrature. Which directions are unknowns is taken from the plain verifier.
 */
import type { Decimal } from 'decimal.js';
import type { Certificate, ComplexMatrix, LineArray, Result } from '../../bindings/types.js';
import { model } from '../../bindings/verify/index.js';
import { correlate, shapeOf } from './exact-pulse.js';
import {
  complex,
  conjugate,
  D,
  exactly,
  inner,
  pi,
  plus,
  scaled,
  sum,
  times,
  type Complex,
} from './exact-rate.js';
import { exactScene, exactWatts } from './exact-scene.js';

const zero = new D(0);

/** Every number to all its digits; typed as it was, for code that makes decimals of what it reads. */
function exactNumbers<T>(value: T): T {
  if (typeof value === 'number') return exactly(value) as T;
  if (Array.isArray(value)) return value.map(exactNumbers) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner_]) => [key, exactNumbers(inner_)])) as T;
}

/** What the receiver does not know of a device: its row in Y, the order of the pulse's derivative, receive vector. */
interface Unknown {
  l: number;
  /** 0: delay; 1, 2: directions; −1: amplitude, phase. */
  place: number;
  order: number;
  row: number;
  vector: Complex[];
}

export function exactProblem({ scenario, fidelity, objective, over, silent }: Result) {
  const { devices, limits, transmitAntennas: M, receiveAntennas, directions } = exactScene(scenario, silent);
  const plain = model(scenario);
  const power = exactWatts(scenario.powerDbm);
  const duration = exactly(scenario.symbolDuration);
  const L = devices.length;
  const gram = devices.map((p) =>
    devices.map((q) => scaled(inner(q.receive, p.receive), p.weight.times(q.weight))),
  );
  const shape = shapeOf(scenario.pulse);
  const energy = correlate(shape, zero)[0];
  const seeing = receiveAntennas > 1 || devices.some(({ prior }) => !prior.isZero());
  const unknowns: Unknown[] = [];
  let group = 0;
  const include = (place: number, order: number, vector: (l: number) => Complex[] | null) => {
    devices.forEach((_, l) => {
      const v = vector(l);
      if (v !== null) unknowns.push({ l, place, order, row: group * L + l, vector: v });
    });
    group++;
  };
  include(0, 1, (l) => devices[l].receive.map((x) => scaled(x, -1)));
  for (let i = 0; seeing && i < directions; i++)
    include(1 + i, 0, (l) => (plain.devices[l].seen[i] ? devices[l].slopes[i] : null));
  if (scenario.unknown !== 'none') include(-1, 0, (l) => devices[l].receive);
  if (scenario.unknown === 'reflections')
    include(-1, 0, (l) => devices[l].receive.map((x) => complex(x.im.negated(), x.re)));
  const between = new Map<string, Decimal[]>();
  const rho = (p: number, q: number, a: number, b: number) => {
    const key = `${p},${q}`;
    const delta = devices[p].delay.minus(devices[q].delay).div(duration);
    if (!between.has(key))
      between.set(
        key,
        correlate(shape, delta).map((x) => x.div(energy)),
      );
    return between.get(key)![2 * a + b];
  };
  /** J_ab − J_0 = Re{M_ab c_q R c_p^H} */
  const couple = (a: Unknown, b: Unknown) => {
    const factor = devices[a.l].weight
      .times(devices[b.l].weight)
      .times(2)
      .times(rho(a.l, b.l, a.order, b.order));
    return scaled(inner(b.vector, a.vector), factor.div(duration.pow(a.order + b.order)));
  };
  const couplings = fidelity === 'coupled' ? unknowns.map((a) => unknowns.map((b) => couple(a, b))) : [];
  const known = unknowns.map((a) =>
    unknowns.map((b) => {
      const { prior, place } = devices[a.l];
      if (prior.isZero() || a.l !== b.l || a.place < 0 || b.place < 0) return zero;
      return sum(place().map((row) => row[a.place].times(row[b.place]))).div(prior.pow(2));
    }),
  );
  /** What is asked of a device, over its delay and directions. */
  const aims = devices.map(({ place, counts }) => {
    const size = 1 + directions;
    const units = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => new D(i === j ? 1 : 0)),
    );
    const rows = { sum: () => units, delay: () => [units[0]], angle: () => units.slice(1), position: place };
    return rows[objective]().map((row) => row.map((x) => x.times(counts.sqrt())));
  });
  const columns = aims[0].flatMap((_, c) =>
    aims.map((aim, l) => ({
      l,
      entries: unknowns.map((a) => (a.l === l && a.place >= 0 ? aim[c][a.place] : zero)),
    })),
  );
  /** b^T J^-1 b: minus the last pivot of [[J, b], [b^T, 0]] */
  const form = (J: Decimal[][], b: Decimal[]): Decimal => {
    const bordered = [...J.map((row, i) => [...row, b[i]]), [...b, zero]];
    const matrix = bordered.map((row) => row.map((x) => complex(x, 0)));
    return eliminate(matrix, false)!.at(-1)!.negated();
  };
  /** The paper's (26)–(27) on (τ, φ), at q = 1. */
  const printed = (l: number): Decimal[][] => {
    const { spacing, orientation } = scenario.receiver as LineArray;
    const [x, y] = [0, 1].map((k) =>
      exactly(scenario.devices[plain.devices[l].index].position[k]!).minus(
        exactly(scenario.receiver.position[k]!),
      ),
    );
    const axis = exactly(orientation).times(pi).div(180);
    const cosine = x
      .times(axis.sin())
      .minus(y.times(axis.cos()))
      .div(x.pow(2).plus(y.pow(2)).sqrt());
    const slope = cosine.times(exactly(spacing)).times(pi).times(2);
    const S = [0, 1, 2].map((k) => sum(Array.from({ length: receiveAntennas }, (_, m) => new D(m ** k))));
    const [, , edge, bandwidth] = correlate(shape, zero).map((value) => value.div(energy));
    const xi = devices[l].weight.pow(2).times(2).div(duration);
    const cross = edge.times(S[1]).times(slope).times(xi);
    return [
      [bandwidth.times(S[0]).div(duration).times(xi), cross],
      [cross, duration.times(S[2]).times(slope.pow(2)).times(xi)],
    ];
  };
  const kappas = (): Decimal[] =>
    devices.map((_, l) => {
      const own = unknowns.filter((a) => a.l === l);
      const J = fidelity === 'printed' ? printed(l) : own.map((a) => own.map((b) => couple(a, b).re));
      return sum(
        aims[l].map((aim) =>
          form(J, fidelity === 'printed' ? aim : own.map(({ place }) => (place < 0 ? zero : aim[place]))),
        ),
      );
    });
  const beams = devices.map(({ transmit }) => transmit);

  /** Whether `value` is at most the lower bound that the certificate proves: λ I − A is positive definite, λ ≥ 0. */
  const proves = (...claim: [rateFloor: number, certificate: Certificate, value: number]): boolean => {
    const [rateFloor, { mu, y, Y, K, limits: prices, shares }, value] = exactNumbers(claim);
    const share = devices.map((_, l) => new D(shares?.[l] ?? 1));
    const Z = K.re.map((row, i) =>
      K.re.map((other, j) =>
        row
          .map((x, k) => times(complex(x, K.im[i][k]), conjugate(complex(other[k], K.im[j][k]))))
          .reduce(plus),
      ),
    );
    let constant = zero;
    const W = gram.map((row, j) => row.map((_, i) => scaled(times(Z[i][j], gram[j][i]), mu)));
    if (fidelity === 'coupled') {
      columns.forEach(({ l, entries }, k) =>
        entries.forEach(
          (b, i) => (constant = constant.plus(b.times(2).times(Y![unknowns[i].row][k]).times(share[l]))),
        ),
      );
      unknowns.forEach((a, i) =>
        unknowns.forEach((b, j) => {
          const YY = sum(columns.map(({ l }, k) => new D(Y![a.row][k]).times(Y![b.row][k]).times(share[l])));
          constant = constant.minus(YY.times(known[i][j]));
          const x = scaled(couplings[i][j], YY.div(2));
          W[a.l][b.l] = plus(W[a.l][b.l], x);
          W[b.l][a.l] = plus(W[b.l][a.l], conjugate(x));
        }),
      );
    } else {
      kappas().forEach((kappa, l) => {
        constant = constant.plus(kappa.sqrt().times(2).times(y![l]).times(share[l]));
        W[l][l] = plus(W[l][l], complex(new D(y![l]).pow(2).times(share[l]), 0));
      });
    }
    const psi = sum(K.re.map((row, i) => new D(row[i]).ln().times(2).plus(1).minus(Z[i][i].re)));
    const nats = new D(rateFloor).times(scenario.symbolCount).times(new D(2).ln());
    const paid = sum(limits.map(({ sign, watts }, i) => watts.times(sign).times(prices![i])));
    constant = constant.plus(nats.plus(psi).times(mu)).minus(paid);
    const lambda = constant.minus(shares ? sum(share).times(value) : value).div(power);
    const S = Array.from({ length: M }, (_, m) =>
      Array.from({ length: M }, (__, n) => {
        let entry = complex(m === n ? lambda : 0, 0);
        for (let i = 0; i < L; i++)
          for (let j = 0; j < L; j++) {
            const term = times(times(conjugate(beams[i][m]), W[i][j]), beams[j][n]);
            entry = plus(entry, scaled(term, -1));
          }
        limits.forEach(({ sign, gain, vector }, i) => {
          const term = times(conjugate(vector[m]), vector[n]);
          entry = plus(entry, scaled(term, gain.times(sign).times(prices![i])));
        });
        return entry;
      }),
    );
    return !lambda.isNegative() && eliminate(S) !== null;
  };

  /**
   * The objective at V V^H brought to exactly what power and upper limits allow, and what it has to spare of rate (nats
   * above the floor) and of the lower limits, whichever is less.
   */
  const attains = (...claim: [V: ComplexMatrix, rateFloor: number]): { value: Decimal; spare: Decimal } => {
    const [V, rateFloor] = exactNumbers(claim);
    const columnsOfV = V.re[0].map((_, k) => V.re.map((row, m) => complex(row[k], V.im[m][k])));
    const seenBy = (a: Complex[]) => columnsOfV.map((v) => a.map((x, m) => times(x, v[m])).reduce(plus));
    const total = sum([...V.re, ...V.im].flat().map((x) => new D(x).pow(2)));
    const radiated = limits.map(({ vector, gain }) => {
      const seen = seenBy(vector);
      return inner(seen, seen).re.times(gain);
    });
    const share = D.min(
      power.div(total),
      ...limits.flatMap(({ sign, watts }, i) => (sign > 0 ? [watts.div(radiated[i])] : [])),
    );
    const seen = beams.map(seenBy);
    const Q = seen.map((p) => seen.map((q) => scaled(inner(p, q), share)));
    const F = gram.map((row, i) => row.map((x, j) => plus(times(x, Q[j][i]), complex(i === j ? 1 : 0, 0))));
    const logDet = sum(eliminate(F)!.map((pivot) => pivot.ln()));
    const spare = D.min(
      logDet.minus(new D(rateFloor).times(scenario.symbolCount).times(new D(2).ln())),
      ...limits.flatMap(({ sign, watts }, i) => (sign < 0 ? [radiated[i].times(share).minus(watts)] : [])),
    );
    const J = unknowns.map((a, i) =>
      unknowns.map((b, j) =>
        fidelity === 'coupled' ? times(couplings[i][j], Q[b.l][a.l]).re.plus(known[i][j]) : zero,
      ),
    );
    const parts =
      fidelity === 'coupled'
        ? devices.map((_, l) => sum(columns.filter((c) => c.l === l).map(({ entries }) => form(J, entries))))
        : kappas().map((kappa, l) => kappa.div(Q[l][l].re));
    return { value: over === 'worst' ? D.max(...parts) : sum(parts), spare };
  };
  return { proves, attains };
}

/** Pivots of a Hermitian elimination; null where one is not positive and all must be. */
function eliminate(S: Complex[][], positive = true): Decimal[] | null {
  const A = S.map((row) => [...row]);
  const pivots: Decimal[] = [];
  for (let k = 0; k < A.length; k++) {
    const pivot = A[k][k].re;
    if (positive && !pivot.gt(0)) return null;
    pivots.push(pivot);
    for (let i = k + 1; i < A.length; i++) {
      const factor = scaled(A[i][k], new D(-1).div(pivot));
      for (let j = k + 1; j < A.length; j++) A[i][j] = plus(A[i][j], times(factor, A[k][j]));
    }
  }
  return pivots;
}
