/** The methods of assembly/solver, one step at a time, through assembly/solver-probes.ts. */
import { readFileSync } from 'node:fs';
import { parseScenario } from '../../bindings/input/scenario.js';
import type {
  ComplexMatrix,
  Fidelity,
  Objective,
  Over,
  Scenario,
  ScenarioInput,
} from '../../bindings/types.js';
import { model, objectiveAt, rateOf, type Model } from '../../bindings/verify/index.js';
import { fixture } from '../verify/helpers.js';
import { build, norm, product, scaled, type NumberField } from './naive.js';
import { Terms } from './probes.js';

export interface Scene {
  name: string;
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  field: NumberField;
}

function limited(name: string, field: NumberField): Scene {
  const file = new URL(`../fixtures/limits/${name}.json`, import.meta.url);
  const { scenario, expected } = JSON.parse(readFileSync(file, 'utf8')) as {
    scenario: ScenarioInput;
    expected: { fidelity: Fidelity; objective: Objective; over: Over };
  };
  const { fidelity, objective, over } = expected;
  return { name: `${name}, ${field}`, scenario: parseScenario(scenario), fidelity, objective, over, field };
}
function plain(name: string, fidelity: Fidelity, objective: Objective, field: NumberField): Scene {
  const scenario = parseScenario(fixture(name).scenario);
  return { name: `${name}, ${fidelity}, ${field}`, scenario, fidelity, objective, over: 'sum', field };
}

/** Both fields, every fidelity, every kind of limit, and the worst device. */
export const scenes: Scene[] = [
  plain('few-devices', 'printed', 'sum', 'real'),
  plain('few-devices-position', 'decoupled', 'position', 'complex'),
  plain('coupled-three', 'coupled', 'sum', 'complex'),
  limited('antenna-limit', 'complex'),
  limited('sensitivity', 'real'),
  limited('quiet', 'complex'),
  limited('worst', 'real'),
  limited('worst-coupled', 'complex'),
];

/** What is minimised, in assembly/solver/problem; what is solved for, in assembly/solver/face. */
export const OBJECTIVE = 0;
export const FLOOR = 1;

/** A loaded scene, and what the verifier says of a design in it, in the solver's units. */
export class Loaded extends Terms {
  readonly model: Model;
  readonly scene: Scene;
  /** The scenario's limits that each of the solver's stands for: one, or an antenna and its mirror image. */
  readonly limits: number[];

  constructor(scene: Scene) {
    super(scene.scenario, scene.fidelity, scene.objective, scene.field, scene.over);
    this.scene = scene;
    this.model = model(scene.scenario);
    this.limits = [];
    this.model.limits.forEach((_, i) => (this.limits[this.probes.call.limitOfGiven(i)] ??= i));
  }

  get worst(): boolean {
    return this.scene.over === 'worst';
  }
  /** log det(I + F), nats. */
  nats(V: ComplexMatrix): number {
    return rateOf(this.model, this.toAntennas(V)) * this.model.symbolCount * Math.LN2;
  }
  /** The normalised objective: what is certified. */
  objective(V: ComplexMatrix): number {
    const { fidelity, objective, over } = this.scene;
    return objectiveAt(this.model, this.toAntennas(V), fidelity, objective, over) / this.unit;
  }
  /** ± a limit's power over its watts, of the solver's j-th. */
  limit(j: number, V: ComplexMatrix): number {
    const { sign, gain, vector, watts } = this.model.limits[this.limits[j]];
    const row = build(1, vector.re.length, (_, m) => [vector.re[m], vector.im[m]]);
    return (sign * gain * norm(product(row, this.toAntennas(V))) ** 2) / watts;
  }
  level(j: number): number {
    return this.model.limits[this.limits[j]].sign;
  }

  /** Numbers in a matrix of this many columns, by planes. */
  shape(values: readonly number[], columns: number): ComplexMatrix {
    const rows = this.r;
    return build(rows, columns, (i, j) => [
      values[i * columns + j],
      this.complex ? values[(rows + i) * columns + j] : 0,
    ]);
  }
  /** How many numbers r×p is. */
  size(p: number): number {
    return this.r * p * (this.complex ? 2 : 1);
  }
  /** Reads r×p. */
  read(pointer: number, p: number): ComplexMatrix {
    return this.probes.matrix(pointer, this.r, p, this.field);
  }
  putAll(values: readonly number[]): number {
    return this.probes.put(values);
  }

  /** The optimum at a floor, nats: by whatever way the solver finds it. */
  solve(floor: number): Candidate {
    const status = this.probes.call.solveFloor(this.complex, floor);
    if (status !== 0) throw new Error(`status ${status}`);
    return this.candidate();
  }
  candidate(): Candidate {
    const { call } = this.probes;
    const p = call.candidateRank();
    const [value, nats, bound, gap, mu] = this.probes.scoped(() => {
      const out = this.probes.room(5);
      call.candidateNumbers(out);
      return this.probes.values(out, 5);
    });
    const V = this.read(call.candidateFactor(), p);
    const prices = this.probes.values(call.candidatePrices(), this.limits.length);
    const shares = this.probes.values(call.candidateShares(), this.L);
    return { V, p, value, nats, bound, gap, mu, prices, shares };
  }
}

export interface Candidate {
  V: ComplexMatrix;
  p: number;
  value: number;
  nats: number;
  bound: number;
  gap: number;
  mu: number;
  prices: number[];
  shares: number[];
}

/** At power 1. */
export const unit = (V: ComplexMatrix) => scaled(1 / norm(V), V);

/** p×p with orthonormal columns, from any square matrix: Gram–Schmidt. */
export function unitary(A: ComplexMatrix): ComplexMatrix {
  const p = A.re.length;
  const column = (M: ComplexMatrix, j: number) => build(p, 1, (i) => [M.re[i][j], M.im[i][j]]);
  const columns: ComplexMatrix[] = [];
  for (let j = 0; j < p; j++) {
    let a = column(A, j);
    for (let pass = 0; pass < 2; pass++) {
      for (const q of columns) {
        const along = product(
          build(1, p, (_, i) => [q.re[i][0], -q.im[i][0]]),
          a,
        );
        const less = product(q, along);
        a = build(p, 1, (i) => [a.re[i][0] - less.re[i][0], a.im[i][0] - less.im[i][0]]);
      }
    }
    columns.push(unit(a));
  }
  return build(p, p, (i, j) => [columns[j].re[i][0], columns[j].im[i][0]]);
}
