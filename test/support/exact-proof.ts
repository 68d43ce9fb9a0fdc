/**
 * The problem of a scenario in 60-digit arithmetic, to hold enclosures against: written apart from the checker, with
 * every correlation of the pulse a quadrature. All devices active and observable.
 */
import type { Decimal } from 'decimal.js';
import type {
  Certificate,
  ComplexMatrix,
  Fidelity,
  LineArray,
  Objective,
  Pulse,
  Scenario,
} from '../../bindings/types.js';
import { complex, D, echoes, exactly, inner, pi, times, type Complex } from './exact-rate.js';

const zero = new D(0);
const add = (a: Complex, b: Complex): Complex => ({ re: a.re.plus(b.re), im: a.im.plus(b.im) });
const conjugate = (a: Complex): Complex => ({ re: a.re, im: a.im.negated() });
const scaled = (a: Complex, by: Decimal.Value): Complex => ({ re: a.re.times(by), im: a.im.times(by) });
const sum = (list: Decimal[]) => list.reduce((total, x) => total.plus(x), zero);

/** Nodes and weights of Gauss and Legendre on [0, 1], by Newton's method. */
function rule(n: number): { x: Decimal; weight: Decimal }[] {
  return Array.from({ length: n }, (_, i) => {
    let x = new D(Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)));
    let slope = zero;
    for (let step = 0; step < 7; step++) {
      let [before, value] = [new D(1), x];
      for (let k = 2; k <= n; k++) {
        [before, value] = [value, x.times(2 * k - 1).times(value).minus(before.times(k - 1)).div(k)]; // prettier-ignore
      }
      slope = x.times(value).minus(before).times(n).div(x.times(x).minus(1));
      x = x.minus(value.div(slope));
    }
    const weight = new D(1).div(new D(1).minus(x.times(x)).times(slope.times(slope)));
    return { x: x.plus(1).div(2), weight };
  });
}

interface Shape {
  /** g and ġ at u. */
  at(u: Decimal): [Decimal, Decimal];
  pieces: number;
  nodes: { x: Decimal; weight: Decimal }[];
}

const many = rule(32);
const few = rule(4);

function shapeOf(pulse: Pulse): Shape {
  if (pulse === 'ramp') return { at: (u) => [new D(1).minus(u), new D(-1)], pieces: 1, nodes: few };
  const half = pi.div(2);
  if (pulse === 'cosine') {
    return {
      at: (u) => [u.times(half).cos(), u.times(half).sin().times(half).negated()],
      pieces: 1,
      nodes: many,
    };
  }
  if (pulse === 'sinc') {
    return {
      at: (u) => {
        const x = u.times(pi);
        const [sine, cosine] = [x.sin(), x.cos()];
        return [sine.div(x), cosine.minus(sine.div(x)).div(u)];
      },
      pieces: 1,
      nodes: many,
    };
  }
  return spline(pulse.samples.map(exactly));
}

/** Not-a-knot, by elimination in the second derivatives. */
function spline(samples: Decimal[]): Shape {
  const m = samples.length - 1;
  const rows = samples.map((_, i) => {
    const row = new Array<Decimal>(m + 2).fill(zero);
    const put = (entries: Record<number, number>) => {
      for (const [k, value] of Object.entries(entries)) row[Number(k)] = new D(value);
    };
    if (i === 0) put({ 0: 1, 1: -2, 2: 1 });
    else if (i === m) put({ [m]: 1, [m - 1]: -2, [m - 2]: 1 });
    else {
      put({ [i - 1]: 1, [i]: 4, [i + 1]: 1 });
      row[m + 1] = new D(samples[i - 1])
        .minus(new D(samples[i]).times(2))
        .plus(samples[i + 1])
        .times(6);
    }
    return row;
  });
  for (let k = 0; k <= m; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (row[k].abs().gt(best[k].abs()) ? row : best));
    rows.splice(rows.indexOf(pivot, k), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows) {
      if (row === pivot || row[k].isZero()) continue;
      const factor = row[k].div(pivot[k]);
      for (let j = k; j < row.length; j++) row[j] = row[j].minus(factor.times(pivot[j]));
    }
  }
  const M = rows.map((row, k) => row[m + 1].div(row[k]));
  return {
    at: (u) => {
      const i = Math.min(m - 1, Math.max(0, u.times(m).floor().toNumber()));
      const [b, a] = [u.times(m).minus(i), new D(i + 1).minus(u.times(m))];
      const cubic = (x: Decimal) => x.pow(3).minus(x).div(6);
      const slope = (x: Decimal) => x.times(x).times(3).minus(1).div(6);
      const value = sum([
        a.times(samples[i]),
        b.times(samples[i + 1]),
        cubic(a).times(M[i]),
        cubic(b).times(M[i + 1]),
      ]);
      const rise = new D(samples[i + 1]).minus(samples[i]);
      return [
        value,
        rise
          .minus(slope(a).times(M[i]))
          .plus(slope(b).times(M[i + 1]))
          .times(m),
      ];
    },
    pieces: m,
    nodes: few,
  };
}

/** ∫ g^(a)(u) g^(b)(u + δ) du over the overlap, for (a, b) = (0, 0), (0, 1), (1, 0), (1, 1). */
function correlate({ at, pieces, nodes }: Shape, delta: Decimal): Decimal[] {
  const from = D.max(0, delta.negated());
  const to = D.min(1, new D(1).minus(delta));
  const total = [zero, zero, zero, zero];
  if (from.gte(to)) return total;
  const knots = Array.from({ length: pieces + 1 }, (_, i) => new D(i).div(pieces));
  const cuts = [from, to, ...knots, ...knots.map((u) => u.minus(delta))]
    .filter((u) => u.gte(from) && u.lte(to))
    .sort((a, b) => a.cmp(b));
  for (let i = 1; i < cuts.length; i++) {
    const length = cuts[i].minus(cuts[i - 1]);
    if (length.lt('1e-50')) continue;
    for (const { x, weight } of nodes) {
      const u = cuts[i - 1].plus(length.times(x));
      const [here, there] = [at(u), at(u.plus(delta))];
      [0, 1, 2, 3].forEach((k) => {
        const term = here[k >> 1]
          .times(there[k & 1])
          .times(weight)
          .times(length);
        total[k] = total[k].plus(term);
      });
    }
  }
  return total;
}

/** Every number of a scenario to all its digits; typed as it was, for code that makes decimals of what it reads. */
function exactNumbers<T>(value: T): T {
  if (typeof value === 'number') return exactly(value) as T;
  if (Array.isArray(value)) return value.map(exactNumbers) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner_]) => [key, exactNumbers(inner_)])) as T;
}

export function exactProblem(given: Scenario, fidelity: Fidelity, objective: Objective) {
  const scenario = exactNumbers(given);
  const M = (given.transmitter as LineArray).antennas;
  const identity = (x: number) =>
    Array.from({ length: M }, (_, i) => Array.from({ length: M }, (__, j) => (i === j ? x : 0)));
  const { noise, devices } = echoes(scenario, { re: identity(1), im: identity(0) });
  const watts = new D(10).pow(new D(scenario.powerDbm).minus(30).div(10));
  const duration = new D(scenario.symbolDuration);
  const snr = new D(scenario.symbolCount).div(noise);
  const w = devices.map(({ amplitude }) => amplitude.times(snr.sqrt()));
  const L = devices.length;
  const gram = devices.map((p, i) =>
    devices.map((q, j) => scaled(inner(q.receive, p.receive), w[i].times(w[j]))),
  );
  const shape = shapeOf(given.pulse);
  const energy = correlate(shape, zero)[0];
  const slopes = devices.map(({ cosine }) =>
    pi
      .times(2)
      .times((scenario.receiver as LineArray).spacing)
      .times(cosine),
  );
  const planes = () => scenario.devices.map(({ position }) => plane(scenario, position));
  const unknowns = [1, 0].flatMap((order) =>
    devices.map(({ receive }, l) => ({
      l,
      order,
      vector: receive.map((a, m) => (order === 1 ? scaled(a, -1) : times(a, complex(0, slopes[l].times(m))))),
    })),
  );
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
  /** J_ab = Re{M_ab c_q R c_p^H} */
  const coupling = (i: number, j: number) => {
    const [a, b] = [unknowns[i], unknowns[j]];
    const factor = w[a.l]
      .times(w[b.l])
      .times(2)
      .times(rho(a.l, b.l, a.order, b.order));
    return scaled(inner(b.vector, a.vector), factor.div(duration.pow(a.order + b.order)));
  };
  const columns = (): Decimal[][] => {
    const column = (entries: [number, Decimal.Value][]) => {
      const list = new Array<Decimal>(2 * L).fill(zero);
      for (const [row, value] of entries) list[row] = new D(value);
      return list;
    };
    const each = (f: (l: number) => Decimal[]) => devices.map((_, l) => f(l));
    const delays = () => each((l) => column([[l, 1]]));
    const angles = () => each((l) => column([[L + l, 1]]));
    if (objective === 'delay') return delays();
    if (objective === 'angle') return angles();
    if (objective === 'sum') return [...delays(), ...angles()];
    const G = planes();
    return [0, 1].flatMap((axis) => each((l) => column([[l, G[l][axis][0]], [L + l, G[l][axis][1]]]))); // prettier-ignore
  };
  const kappas = (): Decimal[] => {
    const S = [0, 1, 2].map((k) =>
      sum(Array.from({ length: (given.receiver as LineArray).antennas }, (_, m) => new D(m ** k))),
    );
    const [, , edge, bandwidth] = correlate(shape, zero).map((x) => x.div(energy));
    const G = objective === 'position' ? planes() : [];
    return devices.map((_, l) => {
      const xi = w[l].times(w[l]).times(2).div(duration);
      const A = bandwidth.times(S[0]).div(duration).times(xi);
      const B = fidelity === 'printed' ? edge.times(S[1]).times(slopes[l]).times(xi) : zero;
      const C = duration.times(S[2]).times(slopes[l].pow(2)).times(xi);
      const det = A.times(C).minus(B.times(B));
      const [delay, angle, cross] = [C.div(det), A.div(det), B.div(det).negated()];
      if (objective === 'delay') return delay;
      if (objective === 'angle') return angle;
      if (objective === 'sum') return delay.plus(angle);
      return sum(G[l].map(([g, h]) => sum([g.pow(2).times(delay), g.times(h).times(cross).times(2), h.pow(2).times(angle)]))); // prettier-ignore
    });
  };
  const beams = devices.map(({ beam }) => beam); // a_t by device

  /** Whether `value` is at most the lower bound that the certificate proves: λ I − A is positive definite. */
  const proves = (...claim: [rateFloor: number, certificate: Certificate, value: number]): boolean => {
    const [rateFloor, { mu, y, Y, K }, value] = exactNumbers(claim);
    const Z = K.re.map((row, i) =>
      K.re.map((other, j) =>
        row
          .map((x, k) => times(complex(x, K.im[i][k]), conjugate(complex(other[k], K.im[j][k]))))
          .reduce(add),
      ),
    );
    let constant = zero;
    const W = gram.map((row, j) => row.map((_, i) => scaled(times(Z[i][j], gram[j][i]), mu)));
    if (fidelity === 'coupled') {
      columns().forEach((column, k) =>
        column.forEach((b, row) => (constant = constant.plus(b.times(2).times(Y![row][k])))),
      );
      unknowns.forEach((a, i) =>
        unknowns.forEach((b, j) => {
          const YY = sum(Y![i].map((x, k) => new D(x).times(Y![j][k])));
          const x = scaled(coupling(i, j), YY.div(2));
          W[a.l][b.l] = add(W[a.l][b.l], x);
          W[b.l][a.l] = add(W[b.l][a.l], conjugate(x));
        }),
      );
    } else {
      kappas().forEach((kappa, l) => {
        constant = constant.plus(kappa.sqrt().times(2).times(y![l]));
        W[l][l] = add(W[l][l], complex(new D(y![l]).pow(2), 0));
      });
    }
    const psi = sum(K.re.map((row, i) => new D(row[i]).ln().times(2).plus(1).minus(Z[i][i].re)));
    const nats = new D(rateFloor).times(scenario.symbolCount).times(new D(2).ln());
    constant = constant.plus(nats.plus(psi).times(mu));
    const lambda = constant.minus(value).div(watts);
    const S = Array.from({ length: M }, (_, m) =>
      Array.from({ length: M }, (__, n) => {
        let entry = complex(m === n ? lambda : 0, 0);
        for (let i = 0; i < L; i++)
          for (let j = 0; j < L; j++) {
            const term = times(times(conjugate(beams[i][m]), W[i][j]), beams[j][n]);
            entry = add(entry, scaled(term, -1));
          }
        return entry;
      }),
    );
    return eliminate(S) !== null;
  };

  /** The objective at V V^H brought to exactly P0, and its log det in nats less that of the floor. */
  const attains = (...claim: [V: ComplexMatrix, rateFloor: number]): { value: Decimal; spare: Decimal } => {
    const [V, rateFloor] = exactNumbers(claim);
    const power = sum([...V.re, ...V.im].flat().map((x) => new D(x).pow(2)));
    const share = watts.div(power);
    const columnsOfV = V.re[0].map((_, k) => V.re.map((row, m) => complex(row[k], V.im[m][k])));
    const seen = beams.map((a) => columnsOfV.map((v) => a.map((x, m) => times(x, v[m])).reduce(add)));
    const Q = seen.map((p) => seen.map((q) => scaled(inner(p, q), share)));
    const F = gram.map((row, i) => row.map((x, j) => add(times(x, Q[j][i]), complex(i === j ? 1 : 0, 0))));
    const logDet = sum(eliminate(F)!.map((pivot) => pivot.ln()));
    const spare = logDet.minus(new D(rateFloor).times(scenario.symbolCount).times(new D(2).ln()));
    if (fidelity !== 'coupled')
      return { value: sum(kappas().map((kappa, l) => kappa.div(Q[l][l].re))), spare };
    const J = unknowns.map((a, i) => unknowns.map((b, j) => times(coupling(i, j), Q[b.l][a.l]).re));
    const forms = columns().map((column) => {
      // b^T J^-1 b: minus the last pivot of [[J, b], [b^T, 0]]
      const bordered = [...J.map((row, i) => [...row, column[i]]), [...column, zero]];
      const matrix = bordered.map((row) => row.map((x) => complex(x, 0)));
      return eliminate(matrix, false)!.at(-1)!.negated();
    });
    return { value: sum(forms), spare };
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
      for (let j = k + 1; j < A.length; j++) A[i][j] = add(A[i][j], times(factor, A[k][j]));
    }
  }
  return pivots;
}

/** G by rows: the inverse of [(u_T + u_R)^T/c; n^T/d_R], n = u_R turned by +90°. */
function plane(scenario: Scenario, position: number[]): Decimal[][] {
  const [t, r] = [scenario.transmitter, scenario.receiver].map((array) => {
    const [x, y] = [0, 1].map((k) => new D(position[k]).minus(array.position[k]));
    const distance = x.pow(2).plus(y.pow(2)).sqrt();
    return { unit: [x.div(distance), y.div(distance)], distance };
  });
  const [a, b] = [0, 1].map((k) => t.unit[k].plus(r.unit[k]).div(299_792_458));
  const [c, d] = [r.unit[1].negated().div(r.distance), r.unit[0].div(r.distance)];
  const det = a.times(d).minus(b.times(c));
  return [
    [d.div(det), b.negated().div(det)],
    [c.negated().div(det), a.div(det)],
  ];
}
