/** The two sides: what dual variables prove of every covariance, and what one covariance that is feasible attains. */
import type { Certificate, ComplexMatrix, Fidelity, Objective } from '../../types.js';
import {
  add,
  divide,
  exact,
  lower,
  multiply,
  root,
  scale,
  square,
  subtract,
  sum,
  upper,
  zero,
  one,
  type Ball,
} from './ball.js';
import {
  conjugate,
  congruence,
  eigenvalueBound,
  factorize,
  inverseForm,
  matrix,
  outer,
  product,
  real,
  scaled,
  scaledMatrix,
  squared,
  sumOf,
  times,
  type Complex,
  type Matrix,
} from './complex.js';
import { ln2, log } from './elementary.js';
import { NotProved } from './not-proved.js';
import { couplings, kappas, objectiveColumns, parameters, receiveGram, type Scene } from './scene.js';

/** What the points of a result have in common. */
export interface Problem {
  scene: Scene;
  fidelity: Fidelity;
  objective: Objective;
  /** c_l by rows, L×M_t */
  C: Matrix;
  /** w_i w_j h_i^H h_j */
  gram: Matrix;
  /** decoupled and printed */
  kappa: Ball[];
  /** coupled: B by columns, and J_ab = Re{M_ab c_q R c_p^H}. */
  B: Ball[][];
  M: Complex[][];
}

export function problemOf(scene: Scene, fidelity: Fidelity, objective: Objective): Problem {
  const coupled = fidelity === 'coupled';
  return {
    scene,
    fidelity,
    objective,
    C: scene.devices.map(({ transmit }) => transmit),
    gram: receiveGram(scene),
    kappa: coupled ? [] : kappas(scene, fidelity, objective),
    B: coupled ? objectiveColumns(scene, objective) : [],
    M: coupled ? couplings(scene, parameters(scene)) : [],
  };
}

/** N Γ ln 2 */
export function nats({ scene }: Problem, rate: number): Ball {
  return multiply(multiply(exact(rate), scene.symbolCount), ln2);
}

/** Nats as bps/Hz. */
export function rateOf({ scene }: Problem, value: Ball): Ball {
  return divide(value, multiply(scene.symbolCount, ln2));
}

/** ψ(K) = log det Z + L − tr Z, Z = K K^H, K triangular. */
function dualConstant(K: ComplexMatrix): Ball {
  const logs = K.re.map((row, i) => scale(log(exact(row[i])), 2));
  const squares = K.re.flatMap((row, i) =>
    row.map((x, j) => add(square(exact(x)), square(exact(K.im[i][j])))),
  );
  return subtract(add(sum(logs), exact(K.re.length)), sum(squares));
}

/** W with F*(Z) = C^H W C, as tr(Z Φ(R)) = Σ Z_ji w_i w_j (h_i^H h_j) c_j R c_i^H. */
function rateWeights({ gram }: Problem, K: ComplexMatrix): Matrix {
  const Z = outer(matrix(K), matrix(K));
  return gram.map((row, j) => row.map((_, i) => times(Z[i][j], gram[j][i])));
}

/** An upper bound of N C ln 2 over all R ⪰ 0, Tr R ≤ P0: −ψ(K) + P0 λ_max(F*(Z)). */
export function largestNats(problem: Problem, K: ComplexMatrix): Ball {
  const lambda = boundedEigenvalue(congruence(problem.C, rateWeights(problem, K)));
  return subtract(multiply(problem.scene.power, lambda), dualConstant(K));
}

function boundedEigenvalue(A: Matrix): Ball {
  const lambda = eigenvalueBound(A);
  if (lambda === null) throw new NotProved('lowerBound: no eigenvalue bound could be shown');
  return lambda;
}

/**
 * A lower bound of the objective over all R ⪰ 0, Tr R ≤ P0, C(R) ≥ Γ:
 * c(y) + μ(Γ' + ψ(K)) − P0 λ_max(C^H (diag(y²) + μ W) C), or with c(Y) and the adjoint of J for `coupled`.
 */
export function lowerBound(problem: Problem, rateFloor: number, { mu, y, Y, K }: Certificate): Ball {
  const { constant, weights } =
    problem.fidelity === 'coupled' ? coupledDual(problem, Y!) : separateDual(problem, y!);
  const price = exact(mu);
  const slope = mu === 0 ? weights : sumOf(weights, scaledMatrix(rateWeights(problem, K), price));
  const lambda = boundedEigenvalue(congruence(problem.C, slope));
  const rate = mu === 0 ? zero : multiply(price, add(nats(problem, rateFloor), dualConstant(K)));
  return subtract(add(constant, rate), multiply(problem.scene.power, lambda));
}

/** κ/q ≥ 2 √κ y − y² q for every y. */
function separateDual({ kappa }: Problem, y: readonly number[]) {
  const constant = sum(kappa.map((k, l) => scale(multiply(root(k), exact(y[l])), 2)));
  const weights = y.map((a, i) => y.map((_, j) => (i === j ? real(square(exact(a))) : real(zero))));
  return { constant, weights };
}

/** Tr(B^T J^-1 B) ≥ 2 tr(B^T Y) − tr(Y^T J(R) Y), and tr(Y^T J Y) = Σ_ab (Y Y^T)_ab Re{M_ab c_q R c_p^H}. */
function coupledDual({ scene, B, M }: Problem, Y: readonly (readonly number[])[]) {
  const terms = B.flatMap((column, j) => column.map((b, row) => multiply(b, exact(Y[row][j]))));
  const constant = scale(sum(terms), 2);
  const unknowns = parameters(scene);
  const weights: Matrix = scene.devices.map(() => scene.devices.map(() => real(zero)));
  const addTo = (p: number, q: number, x: Complex) => {
    weights[p][q] = { re: add(weights[p][q].re, x.re), im: add(weights[p][q].im, x.im) };
  };
  unknowns.forEach((a, i) =>
    unknowns.forEach((b, j) => {
      const YY = sum(Y[a.row].map((x, k) => multiply(exact(x), exact(Y[b.row][k]))));
      // Re{x c_q R c_p^H} is half of ⟨x c_p^H c_q + its adjoint, R⟩
      const x = scaled(M[i][j], scale(YY, 0.5));
      addTo(a.device, b.device, x);
      addTo(b.device, a.device, conjugate(x));
    }),
  );
  return { constant, weights };
}

/** A feasible covariance by Q_pq = c_p R c_q^H, which is all that rate and objective see of it. */
export type Seen = Matrix;

/** Q of V V^H and its trace. */
function seen({ C }: Problem, V: Matrix): { Q: Seen; power: Ball } {
  const beams = product(C, V);
  return { Q: outer(beams, beams), power: sum(V.flatMap((row) => row.map(squared))) };
}

/** log det(I + Φ), Φ_ij = w_i w_j (h_i^H h_j) c_j R c_i^H. */
function rateNats({ gram }: Problem, Q: Seen): Ball {
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

/** The objective at Q. */
export function objectiveAt({ fidelity, kappa, scene, B, M }: Problem, Q: Seen): Ball {
  if (fidelity !== 'coupled') return sum(kappa.map((k, l) => divide(k, Q[l][l].re)));
  const unknowns = parameters(scene);
  const J = unknowns.map((a, i) => unknowns.map((b, j) => real(times(M[i][j], Q[b.device][a.device]).re)));
  const factors = factorize(J);
  if (factors === null) throw new NotProved('crb: the Fisher matrix could not be shown positive definite');
  return sum(B.map((column) => inverseForm(factors, unknowns.map(({ row }) => real(column[row]))))); // prettier-ignore
}

/** Scales Q to the whole budget, but for the last digits. */
function toBudget({ scene }: Problem, { Q, power }: { Q: Seen; power: Ball }): Seen {
  const share = (lower(scene.power) / upper(power)) * 0.99999999999999;
  const scaled_ = multiply(exact(share), power);
  if (!(upper(scaled_) <= lower(scene.power))) throw new NotProved('power: could not be kept within P0');
  return scaledMatrix(Q, exact(share));
}

/** N C ln 2 that the covariance V V^H attains when it is brought to the budget. */
export function attainedNats(problem: Problem, V: ComplexMatrix): Ball {
  return rateNats(problem, toBudget(problem, seen(problem, matrix(V))));
}

/**
 * A covariance shown to have at most the power P0 and at least the rate: V V^H brought to the budget, and where rounding
 * has left its rate short, mixed with as much of a beam that raises the rate as is needed.
 */
export function feasible(problem: Problem, V: ComplexMatrix, rateFloor: number, K: ComplexMatrix): Seen {
  const floor = upper(nats(problem, rateFloor));
  const own = toBudget(problem, seen(problem, matrix(V)));
  const short = floor - lower(rateNats(problem, own));
  if (short <= 0) return own;
  const G = congruence(problem.C, rateWeights(problem, K));
  const beam = toBudget(problem, seen(problem, strongest(G)));
  // to first order a share ε of it gains ε(⟨W, Q_beam⟩ − ⟨W, Q⟩)
  const W = rateWeights(problem, K);
  const gain = worth(W, beam) - worth(W, own);
  for (let share = (2 * short) / gain; share > 0 && share < 1e-3; share *= 4) {
    const kept = 1 - share; // exact or rounded, kept + share is at most 1 + 2^-53
    const mixed = sumOf(
      scaledMatrix(own, exact(kept * 0.9999999999999999)),
      scaledMatrix(beam, exact(share * 0.9999999999999999)),
    );
    if (lower(rateNats(problem, mixed)) >= floor) return mixed;
  }
  throw new NotProved('rateFloor: no covariance near this one could be shown to reach it');
}

/** ⟨W, Q⟩ roughly, for a step size. */
function worth(W: Matrix, Q: Seen): number {
  return W.reduce((total, row, i) => total + row.reduce((t, x, j) => t + times(x, Q[j][i]).re.h, 0), 0);
}

/** A vector near the strongest eigenvector, as a column: which one it is proves nothing and need not. */
function strongest(G: Matrix): Matrix {
  const n = G.length;
  let x = Array.from({ length: n }, (_, i) => ({ re: G[i][0].re.h, im: G[i][0].im.h }));
  for (let step = 0; step < 100; step++) {
    const y = G.map((row) =>
      row.reduce(
        (t, g, j) => ({
          re: t.re + g.re.h * x[j].re - g.im.h * x[j].im,
          im: t.im + g.re.h * x[j].im + g.im.h * x[j].re,
        }),
        { re: 0, im: 0 },
      ),
    );
    const size = Math.max(...y.map(({ re, im }) => Math.abs(re) + Math.abs(im)));
    x = y.map(({ re, im }) => ({ re: re / size, im: im / size }));
  }
  return x.map(({ re, im }) => [{ re: exact(re), im: exact(im) }]);
}
