/** Pulses and their correlations in 60-digit arithmetic, every integral a quadrature. */
import type { Decimal } from 'decimal.js';
import type { Pulse } from '../../bindings/types.js';
import { D, exactly, pi, sum } from './exact-rate.js';

const zero = new D(0);

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

export function shapeOf(pulse: Pulse): Shape {
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
export function correlate({ at, pieces, nodes }: Shape, delta: Decimal): Decimal[] {
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
