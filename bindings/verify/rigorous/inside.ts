/**
 * Beams that have something to spare where a covariance is short of it by rounding. All in doubles: which beams they are
 * proves nothing and need not.
 */
import { exact } from './ball.js';
import {
  congruence,
  conjugate,
  outer,
  scaledMatrix,
  sumOf,
  times,
  type Complex,
  type Matrix,
} from './complex.js';
import type { Problem } from './problem.js';

type Beam = { re: number[]; im: number[] };

/** What a covariance must have more of than one that is short: ⟨W, Q⟩ above `rate`; W null: of the limits alone. */
export interface Demand {
  W: Matrix | null;
  rate: number;
}

/** ⟨W, Q⟩ */
export function worth(W: Matrix, Q: Matrix): number {
  return W.reduce((total, row, i) => total + row.reduce((t, x, j) => t + times(x, Q[j][i]).re.h, 0), 0);
}

const beamOf = (vector: readonly Complex[]): Beam => ({
  re: vector.map(({ re }) => re.h),
  im: vector.map(({ im }) => im.h),
});

/** Beams as the columns of a matrix. */
const asMatrix = (beams: readonly Beam[]): Matrix =>
  beams[0].re.map((_, m) => beams.map(({ re, im }) => ({ re: exact(re[m]), im: exact(im[m]) })));

/** Near the eigenvector of the largest eigenvalue of Hermitian G, as a column. */
export function strongest(G: Matrix): Matrix {
  return asMatrix([strongestBeam(G)]);
}

/** A column of (G + shift)^(2^20), shifted so that no other eigenvalue is larger in magnitude. */
function strongestBeam(G: Matrix): Beam {
  const n = G.length;
  const shift = Math.max(...G.map((row) => row.reduce((t, { re, im }) => t + Math.hypot(re.h, im.h), 0)));
  let re = G.map((row, i) => row.map((x, j) => x.re.h + (i === j ? shift : 0)));
  let im = G.map((row) => row.map((x) => x.im.h));
  for (let step = 0; step < 20; step++) {
    const size = Math.max(...re.map((row, i) => row[i]));
    const square = (i: number, j: number): [number, number] => {
      let [x, y] = [0, 0];
      for (let k = 0; k < n; k++) {
        x += re[i][k] * re[j][k] + im[i][k] * im[j][k];
        y += im[i][k] * re[j][k] - re[i][k] * im[j][k];
      }
      return [x / (size * size), y / (size * size)];
    };
    const next = re.map((row, i) => row.map((_, j) => square(i, j)));
    re = next.map((row) => row.map(([x]) => x));
    im = next.map((row) => row.map(([, y]) => y));
  }
  const column = re.reduce((best, row, i) => (row[i] > re[best][best] ? i : best), 0);
  return normalized({ re: re.map((row) => row[column]), im: im.map((row) => row[column]) });
}

const stretched = (by: number, { re, im }: Beam): Beam => ({
  re: re.map((x) => by * x),
  im: im.map((x) => by * x),
});

/** |x|² = 1; what is nothing stays so. */
function normalized(x: Beam): Beam {
  const size = Math.hypot(...x.re, ...x.im);
  return size > 0 ? stretched(1 / size, x) : x;
}

/**
 * Beams whose powers are chosen such that together they keep to every limit with a share of it to spare, as large a one
 * as is found, and likewise have more of the rate; as columns. null where they have not. The powers are those of a linear
 * program; its multipliers say which beam would help most, the next to join: that of the largest eigenvalue.
 */
export function beamsWithin(problem: Problem, { W, rate }: Demand, given: readonly Matrix[]): Matrix | null {
  const { scene, C } = problem;
  const power = scene.power.h;
  // x^H A x of a beam x with |x|² = 1 at the power P0, of what a limit allows or asks for, or of the rate there is;
  // a share to spare of 1 leaves all, and of −1 is where no power at all is
  const terms = scene.limits.map(({ sign, gain, vector, watts }) => {
    const by = (sign * gain.h * power) / watts.h;
    const A = outer(
      vector.map((x) => [conjugate(x)]),
      vector.map((x) => [conjugate(x)]),
    );
    return { A: scaledMatrix(A, exact(by)), spare: 1, most: sign > 0 ? 2 : 0 };
  });
  if (W !== null) terms.push({ A: scaledMatrix(congruence(C, W), exact(-power / rate)), spare: 1, most: 0 });
  const beams = given.flatMap((V) => V[0].map((_, k) => normalized(beamOf(V.map((row) => row[k])))));
  const columns = beams.map((x) => terms.map(({ A }) => formOf(A, x)));
  for (let round = 0; ; round++) {
    const n = beams.length;
    const rows = terms.map(({ spare }, i) => [...columns.map((column) => column[i]), spare]);
    const all = [...rows, [...beams.map(() => 1), 0], [...beams.map(() => 0), 1]];
    const { x, prices } = largest(all, [...terms.map(({ most }) => most), 1, 2], n);
    const helps = terms
      .map(({ A }, i) => scaledMatrix(A, exact(-prices[i])))
      .reduce((total, A) => sumOf(total, A));
    const next = normalized(strongestBeam(helps));
    const better = formOf(helps, next) > prices[terms.length] + 1e-9;
    if (x[n] <= 1.001 && better && round < 60) {
      beams.push(next);
      columns.push(terms.map(({ A }) => formOf(A, next)));
      continue;
    }
    if (!(x[n] > 1)) return null;
    const used = beams.map((beam, j) => stretched(Math.sqrt(x[j] * power), beam));
    return asMatrix(used.filter((_, j) => x[j] > 0));
  }
}

/** x^H A x, x of doubles. */
function formOf(A: Matrix, { re, im }: Beam): number {
  let sum = 0;
  A.forEach((row, i) =>
    row.forEach((a, j) => {
      sum += a.re.h * (re[i] * re[j] + im[i] * im[j]) - a.im.h * (re[i] * im[j] - im[i] * re[j]);
    }),
  );
  return sum;
}

/**
 * max x_last over x ≥ 0, A x ≤ b, b ≥ 0, and the multipliers of the rows: the simplex method, by Bland's rule.
 */
function largest(
  A: readonly (readonly number[])[],
  b: readonly number[],
  last: number,
): { x: number[]; prices: number[] } {
  const n = A[0].length;
  const T = A.map((row, i) => [...row, b[i]]);
  const goal = Array.from({ length: n + 1 }, (_, j) => (j === last ? -1 : 0));
  /** Which variable a row or column stands for: x_0 … x_(n−1), then the rows' slacks. */
  const basic = A.map((_, i) => n + i);
  const free = Array.from({ length: n }, (_, j) => j);
  for (let step = 0; step < 1000; step++) {
    let enter = -1;
    free.forEach((name, j) => {
      if (goal[j] < -1e-11 && (enter < 0 || name < free[enter])) enter = j;
    });
    if (enter < 0) break;
    let leave = -1;
    let least = Infinity;
    T.forEach((row, i) => {
      if (!(row[enter] > 1e-11)) return;
      const ratio = row[n] / row[enter];
      if (ratio < least - 1e-14 || (ratio <= least + 1e-14 && leave >= 0 && basic[i] < basic[leave]))
        [leave, least] = [i, Math.min(ratio, least)];
    });
    if (leave < 0) break;
    const pivot = T[leave][enter];
    // the entering column becomes that of the variable that leaves
    T[leave] = T[leave].map((x, j) => (j === enter ? 1 : x) / pivot);
    const clear = (row: number[]) => {
      const factor = row[enter];
      row.forEach((x, j) => (row[j] = (j === enter ? 0 : x) - factor * T[leave][j]));
    };
    T.forEach((row, i) => i !== leave && clear(row));
    clear(goal);
    [basic[leave], free[enter]] = [free[enter], basic[leave]];
  }
  const x = new Array<number>(n).fill(0);
  basic.forEach((name, i) => name < n && (x[name] = Math.max(0, T[i][n])));
  const prices = new Array<number>(A.length).fill(0);
  free.forEach((name, j) => name >= n && (prices[name - n] = Math.max(0, goal[j])));
  return { x, prices };
}
