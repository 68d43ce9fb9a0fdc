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

/** What a covariance must have more of than one whose rate is short: ⟨W, Q⟩ above `rate`. */
export interface Demand {
  W: Matrix;
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

/** Beams that join at most: more find room within narrower limits, at a cost that grows as their square. */
const mostBeams = 60;

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
 * as is found; then, where it is asked for, likewise with more of the rate. As columns; null where they have not.
 */
export function* beamsWithin(
  problem: Problem,
  given: readonly Matrix[],
  demand: Demand | null,
): Generator<Matrix | null, void> {
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
    return { A: scaledMatrix(A, exact(by)), most: sign > 0 ? 2 : 0 };
  });
  const beams = given.flatMap((V) => V[0].map((_, k) => normalized(beamOf(V.map((row) => row[k])))));
  const atPowers = (powers: number[] | null) => {
    const used = beams
      .map((beam, j) => stretched(Math.sqrt((powers?.[j] ?? 0) * power), beam))
      .filter((_, j) => powers !== null && powers[j] > 0);
    // upper limits alone have most to spare of no power at all, which is no beam
    return used.length > 0 ? asMatrix(used) : null;
  };
  // what has most of the limits to spare is what the rate needs beside it
  yield atPowers(mostToSpare(terms, beams));
  if (demand === null) return;
  const { W, rate } = demand;
  terms.push({ A: scaledMatrix(congruence(C, W), exact(-power / rate)), most: 0 });
  yield atPowers(mostToSpare(terms, beams));
}

/**
 * The powers of the beams, of P0, with which they have most to spare of every term, by a linear program. Its multipliers
 * say which beam would help most, the next to join: that of the largest eigenvalue. null where nothing is to spare.
 */
function mostToSpare(terms: readonly { A: Matrix; most: number }[], beams: Beam[]): number[] | null {
  const column = (x: Beam) => {
    const entries = terms.map(({ A }) => formOf(A, x));
    // in a unit of its own, so that a beam that a limit sees strongly does not drown the others
    const unit = Math.max(1, ...entries.map(Math.abs));
    return { unit, entries: [...entries.map((entry) => entry / unit), 1 / unit, 0] };
  };
  const columns = beams.map(column);
  for (let round = 0; ; round++) {
    const n = beams.length;
    const spare = [...terms.map(() => 1), 0, 1];
    const rows = spare.map((entry, i) => [...columns.map(({ entries }) => entries[i]), entry]);
    const { x, prices } = largest(rows, [...terms.map(({ most }) => most), 1, 2], n);
    const helps = terms
      .map(({ A }, i) => scaledMatrix(A, exact(-prices[i])))
      .reduce((total, A) => sumOf(total, A));
    const next = normalized(strongestBeam(helps));
    const better = formOf(helps, next) > prices[terms.length] + 1e-9;
    if (x[n] <= 1.001 && better && round < mostBeams) {
      beams.push(next);
      columns.push(column(next));
      continue;
    }
    return x[n] > 1 ? columns.map(({ unit }, j) => x[j] / unit) : null;
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
 * max x_last over x ≥ 0, A x ≤ b, b ≥ 0, and the multipliers of the rows: the simplex method, by Bland's rule. At its end
 * the tableau is made anew from A and b for the same basis, since rounding has added up in it, and the method goes on.
 */
function largest(
  A: readonly (readonly number[])[],
  b: readonly number[],
  last: number,
): { x: number[]; prices: number[] } {
  const m = A.length;
  const n = A[0].length;
  const width = n + m;
  // columns: x, the rows' slacks, b; the last row is what is made large
  const start = A.map((row, i) => [...row, ...b.map((_, j) => (i === j ? 1 : 0)), b[i]]);
  start.push(Array.from({ length: width + 1 }, (_, j) => (j === last ? -1 : 0)));
  let basic = A.map((_, i) => n + i);
  let T = start;
  const enter = (row: number, column: number) => {
    const pivot = T[row][column];
    const scaled = T[row].map((x) => x / pivot);
    T = T.map((other, i) => {
      const factor = other[column];
      return i === row ? scaled : factor === 0 ? other : other.map((x, j) => x - factor * scaled[j]);
    });
    basic[row] = column;
  };
  for (let again = 0; again < 3; again++) {
    for (let step = 0; step < 1000; step++) {
      const column = T[m].findIndex((x, j) => j < width && x < -1e-11 && !basic.includes(j));
      if (column < 0) break;
      let leave = -1;
      let least = Infinity;
      for (let i = 0; i < m; i++) {
        if (!(T[i][column] > 1e-11)) continue;
        const ratio = Math.max(0, T[i][width]) / T[i][column];
        if (ratio < least - 1e-14 || (ratio <= least + 1e-14 && basic[i] < basic[leave]))
          [leave, least] = [i, Math.min(ratio, least)];
      }
      if (leave < 0) break;
      enter(leave, column);
    }
    const chosen = basic;
    [T, basic] = [start, []];
    for (const column of chosen) {
      let row = -1;
      for (let i = 0; i < m; i++)
        if (basic[i] === undefined && !(row >= 0 && Math.abs(T[i][column]) <= Math.abs(T[row][column])))
          row = i;
      enter(row, column);
    }
  }
  const x = new Array<number>(n).fill(0);
  basic.forEach((name, i) => name < n && (x[name] = Math.max(0, T[i][width])));
  return { x, prices: T[m].slice(n, width).map((price) => Math.max(0, price)) };
}
