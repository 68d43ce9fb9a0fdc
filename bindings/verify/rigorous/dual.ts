/** What dual variables prove of every covariance. */
import type { Certificate, ComplexMatrix } from '../../types.js';
import {
  add,
  divide,
  exact,
  isZero,
  multiply,
  root,
  scale,
  square,
  subtract,
  sum,
  zero,
  type Ball,
} from './ball.js';
import {
  conjugate,
  congruence,
  eigenvalueBound,
  matrix,
  minus,
  outer,
  plus,
  real,
  scaled,
  scaledMatrix,
  sumOf,
  times,
  type Complex,
  type Matrix,
} from './complex.js';
import { log } from './elementary.js';
import { NotProved } from './not-proved.js';
import { nats, type Problem } from './problem.js';

/** ψ(K) = log det Z + L − tr Z, Z = K K^H, K triangular. */
function dualConstant(K: ComplexMatrix): Ball {
  const logs = K.re.map((row, i) => scale(log(exact(row[i])), 2));
  const squares = K.re.flatMap((row, i) =>
    row.map((x, j) => add(square(exact(x)), square(exact(K.im[i][j])))),
  );
  return subtract(add(sum(logs), exact(K.re.length)), sum(squares));
}

/** W with F*(Z) = C^H W C, as tr(Z Φ(R)) = Σ Z_ji w_i w_j (h_i^H h_j) c_j R c_i^H. */
export function rateWeights({ gram }: Problem, K: ComplexMatrix): Matrix {
  const Z = outer(matrix(K), matrix(K));
  return gram.map((row, j) => row.map((_, i) => times(Z[i][j], gram[j][i])));
}

/** An upper bound of N C ln 2 over all R that keep to power and limits: −ψ(K) + what F*(Z) may be worth. */
export function largestNats(problem: Problem, K: ComplexMatrix, prices: readonly number[]): Ball {
  return subtract(worth(problem, rateWeights(problem, K), prices), dualConstant(K));
}

/** Negative where the limits exclude each other: as ⟨0, R⟩ = 0 no R keeps to them. */
export function exclusion(problem: Problem, prices: readonly number[]): Ball {
  const nothing = problem.C.map(() => problem.C.map(() => real(zero)));
  return worth(problem, nothing, prices);
}

/**
 * An upper bound of ⟨C^H W C, R⟩ over all R ⪰ 0, Tr R ≤ P0, ⟨A_i, R⟩ ≤ b_i, for prices ν ≥ 0:
 * Σ ν_i b_i + P0 max(0, λ_max(C^H W C − Σ ν_i A_i)).
 */
function worth({ C, scene }: Problem, W: Matrix, prices: readonly number[]): Ball {
  let A = congruence(C, W);
  let paid = zero;
  scene.limits.forEach(({ sign, gain, vector, watts }, i) => {
    const price = exact(sign * prices[i]);
    if (isZero(price)) return;
    paid = add(paid, multiply(price, watts));
    const rate = multiply(price, gain);
    A = A.map((row, m) => row.map((x, n) => minus(x, scaled(times(conjugate(vector[m]), vector[n]), rate))));
  });
  const lambda = eigenvalueBound(A);
  if (lambda === null) throw new NotProved('lowerBound: no eigenvalue bound could be shown');
  return add(paid, multiply(scene.power, lambda));
}

/**
 * A lower bound of the objective over all R that keep to power, limits and rate floor:
 * c + μ(Γ' + ψ(K)) − what A + μ F*(Z) may be worth, where the objective is at least c − ⟨A, R⟩. Over the worst device
 * the sum by shares is no more than Σ shares times the largest.
 */
export function lowerBound(problem: Problem, rateFloor: number, certificate: Certificate): Ball {
  const { mu, y, Y, K, limits = [], shares } = certificate;
  const counts = problem.C.map((_, l) => exact(shares ? shares[l] : 1));
  const { constant, weights } =
    problem.fidelity === 'coupled' ? coupledDual(problem, Y!, counts) : separateDual(problem, y!, counts);
  const price = exact(mu);
  const slope = mu === 0 ? weights : sumOf(weights, scaledMatrix(rateWeights(problem, K), price));
  const rate = mu === 0 ? zero : multiply(price, add(nats(problem, rateFloor), dualConstant(K)));
  const total = subtract(add(constant, rate), worth(problem, slope, limits));
  return shares ? divide(total, sum(counts)) : total;
}

/** κ/q ≥ 2 √κ y − y² q for every y. */
function separateDual({ kappa }: Problem, y: readonly number[], counts: readonly Ball[]) {
  const terms = kappa.map((k, l) => multiply(counts[l], scale(multiply(root(k), exact(y[l])), 2)));
  const weights = y.map((a, i) =>
    y.map((_, j) => real(i === j ? multiply(counts[i], square(exact(a))) : zero)),
  );
  return { constant: sum(terms), weights };
}

/**
 * Tr(B^T J^-1 B) ≥ 2 tr(B^T Y) − tr(Y^T J Y), column by column: with S = Y Y^T, columns by the shares of their devices,
 * tr(Y^T J Y) = Σ_ab S_ab (Re{M_ab c_q R c_p^H} + J_0,ab).
 */
function coupledDual(problem: Problem, Y: readonly (readonly number[])[], counts: readonly Ball[]) {
  const { B, M, known, unknowns } = problem;
  const rows = unknowns.map(({ row }) => Y[row].map(exact));
  const shared = rows.map((row) => row.map((x, k) => multiply(counts[B[k].device], x)));
  let constant = sum(
    B.flatMap(({ entries }, k) => entries.map((b, i) => scale(multiply(b, shared[i][k]), 2))),
  );
  const weights: Matrix = problem.C.map(() => problem.C.map(() => real(zero)));
  const addTo = (p: number, q: number, x: Complex) => (weights[p][q] = plus(weights[p][q], x));
  unknowns.forEach((a, i) =>
    unknowns.forEach((b, j) => {
      const S = sum(shared[i].map((x, k) => multiply(x, rows[j][k])));
      constant = subtract(constant, multiply(S, known[i][j]));
      // Re{x c_q R c_p^H} is half of ⟨x c_p^H c_q + its adjoint, R⟩
      const x = scaled(M[i][j], scale(S, 0.5));
      addTo(a.device, b.device, x);
      addTo(b.device, a.device, conjugate(x));
    }),
  );
  return { constant, weights };
}
