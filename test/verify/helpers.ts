/** Scenarios, random numbers and a simple optimiser for the tests of the verifier; nothing of the core. */
import { readFileSync } from 'node:fs';
import type {
  ComplexMatrix,
  Device,
  Fidelity,
  LineArray,
  Objective,
  Scenario,
  ScenarioInput,
  Vector2,
} from '../../bindings/types.js';
import {
  boundsOf,
  coupledDual,
  directedPowers,
  fisherAdjoint,
  kappas,
  objectiveOf,
  rateAdjoint,
  rateDual,
  rateOf,
  type Model,
} from '../../bindings/verify/index.js';
import { addOuter, largestEntry, zeroMatrix } from '../../bindings/verify/linalg.js';

/** A scenario of lines in the plane. */
export interface PlaneScenario extends Scenario {
  transmitter: LineArray & { position: Vector2 };
  receiver: LineArray & { position: Vector2 };
  devices: (Device & { position: Vector2 })[];
}

/** A scenario of lines in the plane with the contract's defaults. */
export function complete(input: ScenarioInput): PlaneScenario {
  const array = { position: [0, 0] as [number, number], antennas: 8, spacing: 0.5, orientation: 90 };
  const scenario = {
    transmitter: { ...array, ...input.transmitter },
    receiver: { ...array, position: [2, -1.5], ...input.receiver },
    devices: input.devices.map((device) => ({ symbol: 1, ...device })),
    unknown: input.unknown ?? 'none',
    signal: input.signal ?? 'reused',
    pulse: input.pulse ?? 'cosine',
    symbolDuration: input.symbolDuration ?? 5e-7,
    symbolCount: input.symbolCount ?? 128,
    reflection: input.reflection ?? 1,
    pathLoss: { referenceDb: 30, exponent: 2.7, ...input.pathLoss },
    powerDbm: input.powerDbm ?? 30,
    clutterDbm: input.clutterDbm === undefined ? -60 : input.clutterDbm,
    noiseDbm: input.noiseDbm ?? -60,
  };
  return scenario as PlaneScenario; // callers' positions may be of any length, ours are of two numbers
}

export interface Fixture {
  scenario: ScenarioInput;
  expected: {
    fidelity: Fidelity;
    objective: Objective;
    maxRate: number;
    freeRate: number;
    crbFree: Record<'total' | 'delay' | 'angle' | 'position', number>;
    points: { rateFloor: number; crb: Record<'total' | 'delay' | 'angle' | 'position', number> }[];
  };
}

export function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Fixture;
}

/** Uniform in [0, 1), the same every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function randomMatrix(random: () => number, rows: number, columns: number): ComplexMatrix {
  const plane = () =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal(random)));
  return { re: plane(), im: plane() };
}

/** M_t×p with Tr V V^H = P0 */
export function randomDesign(model: Model, random: () => number, columns: number): ComplexMatrix {
  return toPower(model, randomMatrix(random, model.transmitAntennas, columns));
}

/** Lower triangular with a positive diagonal. */
export function randomTriangular(random: () => number, size: number): ComplexMatrix {
  const K = randomMatrix(random, size, size);
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) K.re[i][j] = K.im[i][j] = 0;
    K.re[i][i] = Math.exp(K.re[i][i]);
    K.im[i][i] = 0;
  }
  return K;
}

export function toPower(model: Model, V: ComplexMatrix): ComplexMatrix {
  const sum = [...V.re.flat(), ...V.im.flat()].reduce((total, x) => total + x * x, 0);
  const scale = Math.sqrt(model.power / sum);
  const scaled = (plane: number[][]) => plane.map((row) => row.map((x) => x * scale));
  return { re: scaled(V.re), im: scaled(V.im) };
}

/** sqrt(P0/M_t) a_t^*: all power on one device. */
export function matchedBeam(model: Model): ComplexMatrix {
  const { re, im } = model.devices[0].transmit;
  return toPower(model, { re: re.map((x) => [x]), im: im.map((x) => [-x]) });
}

/** The matrix that the lower bound takes λ_max of, at the best dual variables for V: minus the Lagrangian's gradient. */
export function gradient(
  model: Model,
  V: ComplexMatrix,
  fidelity: Fidelity,
  objective: Objective | null,
  mu: number,
): ComplexMatrix {
  let sum = zeroMatrix(model.transmitAntennas, model.transmitAntennas);
  if (objective !== null && fidelity === 'coupled')
    sum = fisherAdjoint(model, coupledDual(model, V, objective));
  if (objective !== null && fidelity !== 'coupled') {
    const powers = directedPowers(model, V);
    kappas(model, fidelity, objective).forEach((kappa, l) => {
      const { re, im } = model.devices[l].transmit;
      addOuter(sum, { re, im: im.map((x) => -x) }, kappa / powers[l] ** 2);
    });
  }
  const rate = rateAdjoint(model, rateDual(model, V));
  sum.re.forEach((row, i) =>
    row.forEach((_, j) => {
      sum.re[i][j] += mu * rate.re[i][j];
      sum.im[i][j] += mu * rate.im[i][j];
    }),
  );
  return sum;
}

/**
 * Minimises objective − μ·log det over R = V V^H of power P0 by V ← V + step·G V, rescaled, halving the step where the
 * value grows: a few dozen lines and unlike anything in the core. objective null: the largest rate.
 */
export function ascend(
  model: Model,
  fidelity: Fidelity,
  objective: Objective | null,
  mu: number,
  steps: number,
): ComplexMatrix {
  const cost = (V: ComplexMatrix) => {
    const crb = objective === null ? 0 : objectiveOf(boundsOf(model, V, fidelity).crb, objective)!;
    return crb - mu * rateOf(model, V) * model.symbolCount * Math.LN2;
  };
  let V = randomDesign(model, seeded(7), model.transmitAntennas);
  let best = cost(V);
  let stride = 4;
  for (let step = 0; step < steps; step++) {
    const G = gradient(model, V, fidelity, objective, mu);
    const next = along(model, V, G, stride / (model.transmitAntennas * largestEntry(G)));
    const reached = cost(next);
    // In the second half the value no longer tells a good step from a bad one; a shorter stride goes on contracting.
    const settling = step > steps / 2;
    if (settling || reached < best) {
      [V, best] = [next, reached];
      stride *= settling ? 1 : 1.2;
    } else stride /= 2;
    if (step === Math.floor(steps / 2)) stride = Math.max(stride, 0.5) / 3;
  }
  return V;
}

/** V + step·G V at power P0. */
function along(model: Model, V: ComplexMatrix, G: ComplexMatrix, step: number): ComplexMatrix {
  const next = { re: V.re.map((row) => [...row]), im: V.im.map((row) => [...row]) };
  for (let i = 0; i < G.re.length; i++) {
    for (let k = 0; k < G.re.length; k++) {
      for (let j = 0; j < V.re[0].length; j++) {
        next.re[i][j] += step * (G.re[i][k] * V.re[k][j] - G.im[i][k] * V.im[k][j]);
        next.im[i][j] += step * (G.re[i][k] * V.im[k][j] + G.im[i][k] * V.re[k][j]);
      }
    }
  }
  return toPower(model, next);
}
