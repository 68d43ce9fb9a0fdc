// A lower bound of the bound under the superposed signal, from what interference the sensing signal cannot but cause.
//
// F(R_s) is the entrywise product of the receive Gram matrix S and the Gram matrix of the V_s^H c_l^H, whose diagonal
// has the q_l. By Oppenheim's inequality, with S + diag(1/q) in place of S,
//   c(R_s) ≥ log P(q),   P(q) = det(I + D^½ S D^½),   D = diag(q),
// with equality where R_s has rank one. P is a polynomial in q with no negative coefficient, so log P is convex in
// log q, and lies above its tangent at any q⁰ > 0: log P(q) ≥ log P(q⁰) + Σ a_l log(q_l/q⁰_l), with
// a_l = ∂log P/∂log q_l > 0. As c(R_c + R_s) ≤ c_max, a rate of Γ' leaves log P(q) ≤ c_max − Γ', so that
// Σ a_l log q_l ≤ b := c_max − Γ' − log P(q⁰) + Σ a_l log q⁰_l, and by weighted means, with A = Σ a_l,
//   Σ κ_l/q_l ≥ exp( (Σ a_l log(κ_l A/a_l) − b)/A ).
// It holds for every q⁰ and is best where κ_l/q_l ∝ a_l. For one device it is the optimum itself. (`coupled` lies above
// `decoupled`, whose κ serve there.) The same holds for each pair with its own t = c(R_c + R_s) in place of c_max, and
// falls with t as exp(−t/A).

import { at, copy, get, set, take } from '../../memory';
import { isComplex, planes } from '../../field';
import { stackedFactor } from '../../linalg/stacked';
import { L, power } from '../../model/scenario';
import { Mq, receive } from '../../model/channel';
import { kappaOf } from '../../metric/device';
import { objectiveScale } from '../../metric/objective';

/** Steps towards the best q⁰, which end where one gains less than this, relative. */
const STEPS: i32 = 100;
const LEVEL: f64 = 1e-13;

/** q⁰ of the best bound, in units of P0: all it takes to recompute the bound. */
export let powers: usize = 0;
/** The bound with these powers at the budget they were found for, and A there: it falls by e where t grows by A. */
let level: f64 = 0;
let found: f64 = 0;
let decay: f64 = 0;

let kappa: usize = 0;
let q: usize = 0;
let a: usize = 0;
let columns: usize = 0;
let K: usize = 0;
let pivots: usize = 0;

export function takeInterference<T>(): void {
  powers = take(L); kappa = take(L); q = take(L); a = take(L); pivots = take(L);
  columns = take(L * Mq * planes<T>());
  K = take(L * L * planes<T>());
  for (let l = 0; l < L; l++) {
    set(kappa, l, kappaOf(l) / power / objectiveScale);
    set(powers, l, 1);
  }
}

/**
 * log P(q) and the exponents: det(I + Φ) is 1 + x_l times the determinant without device l, and x_l ∝ q_l is the pivot
 * where l comes last, so a_l = x_l/(1 + x_l), right to rounding for devices in one direction too.
 */
function tangent<T>(): f64 {
  let logP: f64 = 0;
  for (let last = 0; last < L; last++) {
    for (let l = 0; l < L; l++) {
      const row = l == last ? L - 1 : l < last ? l : l - 1, root = Math.sqrt(get(q, l));
      for (let m = 0; m < Mq; m++) {
        set(columns, row * Mq + m, root * get(receive, l * Mq + m));
        if (isComplex<T>()) set(columns, (L + row) * Mq + m, -root * get(receive, (L + l) * Mq + m));
      }
    }
    logP = stackedFactor<T>(columns, L, Mq, K, pivots);
    const x = get(pivots, L - 1);
    set(a, last, x / (1 + x));
  }
  return logP;
}

/** The bound (normalised) that leaves `budget` = t − Γ' nats to interference, with the powers at hand. */
export function interferenceBound(budget: f64): f64 {
  return level > 0 ? level * NativeMath.exp((found - budget) / decay) : 0;
}

/**
 * Powers for a budget above zero, from the last ones improved until κ/q ∝ a: geometric steps, which are exact where P
 * is linear.
 */
export function improvePowers<T>(budget: f64): void {
  level = 0;
  if (!(budget > 0)) return;
  found = budget;
  copy(q, powers, L);
  for (let step = 0; step < STEPS; step++) {
    const logP = tangent<T>();
    let A: f64 = 0, b = budget - logP, entropy: f64 = 0;
    for (let l = 0; l < L; l++) {
      const al = get(a, l);
      A += al;
      b += al * NativeMath.log(get(q, l));
    }
    for (let l = 0; l < L; l++) entropy += get(a, l) * NativeMath.log((get(kappa, l) * A) / get(a, l));
    const bound = NativeMath.exp((entropy - b) / A);
    if (bound > level) {
      if (bound < level * (1 + LEVEL)) break;
      level = bound;
      decay = A;
      for (let l = 0; l < L; l++) set(powers, l, get(q, l));
    }
    // κ_l/q_l = bound·a_l/A at the tangent's own optimum
    for (let l = 0; l < L; l++) {
      const next = (get(kappa, l) * A) / (get(a, l) * bound);
      if (next > 0 && next < Infinity) set(q, l, Math.sqrt(get(q, l) * next));
    }
  }
}
