/** What the points of a result have in common. */
import type { Fidelity, Objective, Over } from '../../types.js';
import { divide, exact, multiply, type Ball } from './ball.js';
import { inner, scaled, type Complex, type Matrix } from './complex.js';
import { ln2 } from './elementary.js';
import {
  couplings,
  kappas,
  knownBeforehand,
  objectiveColumns,
  parameters,
  type Column,
  type Parameter,
} from './fisher.js';
import type { Scene } from './scene.js';

export interface Problem {
  scene: Scene;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** c_l by rows, L×M_t */
  C: Matrix;
  /** w_i w_j h_i^H h_j */
  gram: Matrix;
  /** decoupled and printed: the objective is Σ κ_l/q_l, or the largest of these. */
  kappa: Ball[];
  /** coupled: tr(B^T J^-1 B), J_ab = Re{M_ab c_q R c_p^H} + J_0. */
  unknowns: Parameter[];
  B: Column[];
  M: Complex[][];
  known: Ball[][];
}

export function problemOf(scene: Scene, fidelity: Fidelity, objective: Objective, over: Over): Problem {
  const { devices } = scene;
  const coupled = fidelity === 'coupled';
  const unknowns = coupled ? parameters(scene) : [];
  return {
    scene,
    fidelity,
    objective,
    over,
    C: devices.map(({ transmit }) => transmit),
    gram: devices.map((p) =>
      devices.map((q) => scaled(inner(p.receive, q.receive), multiply(p.weight, q.weight))),
    ),
    kappa: coupled ? [] : kappas(scene, fidelity, objective),
    unknowns,
    B: coupled ? objectiveColumns(scene, unknowns, objective) : [],
    M: couplings(scene, unknowns),
    known: knownBeforehand(scene, unknowns),
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
