/** The not-a-knot cubic spline through evenly spaced samples: how a sampled pulse is read between its samples. */

export interface Curve {
  value(u: number): number;
  slope(u: number): number;
}

/**
 * samples[i] = g(i/(n−1)), n ≥ 4. With second derivatives M_i and step h, continuity of the slope asks
 * M_(i−1) + 4 M_i + M_(i+1) = r_i = 6 (g_(i−1) − 2 g_i + g_(i+1))/h², and not-a-knot (one cubic across each outer pair
 * of intervals) asks M_0 − 2 M_1 + M_2 = 0 and likewise at the end. Put into the first equation, that leaves
 * 6 M_1 = r_1: the two end values are known at once, and the rest is a tridiagonal system.
 */
export function notAKnotSpline(samples: number[]): Curve {
  const n = samples.length;
  const h = 1 / (n - 1);
  const M = new Array<number>(n).fill(0);
  // differences of neighbours first: where samples are nearly equal these are exact
  const rise = (i: number) => samples[i + 1] - samples[i];
  const rhs = (i: number) => (6 * (rise(i) - rise(i - 1))) / (h * h);
  M[1] = rhs(1) / 6;
  M[n - 2] = rhs(n - 2) / 6;

  const pivot = new Array<number>(n).fill(0);
  const reduced = new Array<number>(n).fill(0);
  for (let i = 2; i <= n - 3; i++) {
    const known = (i === 2 ? M[1] : 0) + (i === n - 3 ? M[n - 2] : 0);
    pivot[i] = i === 2 ? 4 : 4 - 1 / pivot[i - 1];
    reduced[i] = rhs(i) - known - (i === 2 ? 0 : reduced[i - 1] / pivot[i - 1]);
  }
  for (let i = n - 3; i >= 2; i--) M[i] = (reduced[i] - (i === n - 3 ? 0 : M[i + 1])) / pivot[i];
  M[0] = 2 * M[1] - M[2];
  M[n - 1] = 2 * M[n - 2] - M[n - 3];

  const interval = (u: number) => Math.min(n - 2, Math.max(0, Math.floor(u * (n - 1))));
  return {
    value(u) {
      const i = interval(u);
      const right = u * (n - 1) - i;
      const left = 1 - right;
      const bend = (left ** 3 - left) * M[i] + (right ** 3 - right) * M[i + 1];
      return left * samples[i] + right * samples[i + 1] + (bend * h * h) / 6;
    },
    slope(u) {
      const i = interval(u);
      const right = u * (n - 1) - i;
      const left = 1 - right;
      const bend = (1 - 3 * left * left) * M[i] + (3 * right * right - 1) * M[i + 1];
      return rise(i) / h + (bend * h) / 6;
    },
  };
}
