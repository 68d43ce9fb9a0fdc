/** Results as the solver would write them, made by the ascent of helpers.ts. */
import type {
  ComplexMatrix,
  Fidelity,
  Objective,
  Point,
  Result,
  ScenarioInput,
} from '../../bindings/types.js';
import {
  boundsOf,
  coupledDual,
  directedPowers,
  kappas,
  lmiOf,
  lowerBound,
  model,
  objectiveOf,
  rateDual,
  rateOf,
  rateUpperBound,
  type Model,
} from '../../bindings/verify/index.js';
import { outerProduct } from '../../bindings/verify/linalg.js';
import { ascend, complete } from './helpers.js';

/** What any status but infeasible says of the covariance V V^H. */
function described(scene: Model, V: ComplexMatrix, fidelity: Fidelity, objective: Objective) {
  const { crb, devices } = boundsOf(scene, V, fidelity);
  const root = (sum: number | null, unit = 1) =>
    sum === null ? null : unit * Math.sqrt(sum / scene.devices.length);
  return {
    crb,
    rmse: { delay: root(crb.delay), angle: root(crb.angle, 180 / Math.PI), position: root(crb.position) },
    value: objectiveOf(crb, objective),
    devices,
    rate: rateOf(scene, V),
    lmi: lmiOf(scene, V, fidelity, devices).value,
    iterations: 10,
    rank: V.re[0].length,
    realizable: V.re[0].length <= scene.symbolCount,
    factor: V,
    covariance: outerProduct(V),
  };
}

/** The optimal point at its own rate, under the multiplier mu = weight·objective. */
export function optimalPoint(
  scene: Model,
  fidelity: Fidelity,
  objective: Objective,
  weight: number,
  steps: number,
): Point {
  const rough = objectiveOf(
    boundsOf(scene, ascend(scene, fidelity, objective, 0, 100), fidelity).crb,
    objective,
  )!;
  const mu = weight * rough;
  const V = ascend(scene, fidelity, objective, mu, steps);
  const K = rateDual(scene, V);
  const powers = directedPowers(scene, V);
  const certificate =
    fidelity === 'coupled'
      ? { mu, K, Y: coupledDual(scene, V, objective) }
      : { mu, K, y: kappas(scene, fidelity, objective).map((kappa, l) => Math.sqrt(kappa) / powers[l]) };
  const point = described(scene, V, fidelity, objective);
  const crb = objectiveOf(point.crb, objective)!;
  const bound = lowerBound(scene, fidelity, objective, point.rate, certificate);
  return {
    ...point,
    rateFloor: point.rate,
    value: crb,
    status: 'optimal',
    slope: mu * scene.symbolCount * Math.LN2,
    lowerBound: bound,
    gap: (crb - bound) / crb,
    certificate,
  };
}

/** One optimal, one boundary and one infeasible point. */
export function resultOf(
  input: ScenarioInput,
  fidelity: Fidelity,
  objective: Objective,
  weight: number,
  steps: number,
): Result {
  const scenario = complete(input);
  const scene = model(scenario);
  const fastest = ascend(scene, fidelity, null, 1, steps);
  const K = rateDual(scene, fastest);
  const maxRate = rateOf(scene, fastest);
  const maxRateBound = rateUpperBound(scene, K);
  const unbounded = { slope: null, lowerBound: null, gap: null };
  const nothing = {
    crb: null,
    rmse: null,
    value: null,
    devices: null,
    rate: null,
    lmi: null,
    rank: null,
    realizable: null,
    iterations: 0,
  };
  return {
    schemaVersion: 1,
    version: '0.0.0',
    core: '',
    scenario,
    fidelity,
    objective,
    over: 'sum',
    maxRate,
    maxRateBound,
    freeRate: null,
    silent: scene.silent,
    points: [
      optimalPoint(scene, fidelity, objective, weight, steps),
      {
        ...described(scene, fastest, fidelity, objective),
        ...unbounded,
        rateFloor: maxRate,
        status: 'boundary',
      },
      { ...nothing, ...unbounded, rateFloor: maxRateBound * 1.01, status: 'infeasible' },
    ],
    maxRateFactor: fastest,
    maxRateCertificate: { K },
  };
}
