/**
 * Points of a superposed signal x = x_c + x_s: bounds from R_s alone, the rate with R_s as interference,
 * C = (1/N) [log2 det(I + (N/σ²)F(R_c + R_s)) − log2 det(I + (N/σ²)F(R_s))].
 */
import type { ComplexMatrix, Fidelity, Objective } from '../types.js';
import { boundsOf, coupledDual, kappas, objectiveOf } from './bounds.js';
import { lowerBound } from './certificate.js';
import { agree, missing, show, type AddCheck, type Context } from './checks.js';
import { fisherAdjoint } from './coupled.js';
import {
  addOuter,
  hermitianEigen,
  inner,
  largestEigenvalue,
  largestEntry,
  outerProduct,
  squaredNorm,
  column,
  zeroMatrix,
} from './linalg.js';
import type { Model } from './model.js';
import { checkReported, expectNull, readCertificate } from './points.js';
import { directedPowers, rateAdjoint, rateDual, rateOf } from './rate.js';
import { FieldError, readComplex, readInteger, readNumber, readNumbers, readObject } from './read.js';

type Fields = Record<string, unknown>;

/** What a stationary point may still gain to first order, relative. */
const stationaryGap = 1e-6;

/** optimal (one device), stationary, and boundary, where R_s has no power and nothing is sensed. */
export function checkSuperposed(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  const { model, fidelity, objective } = context;
  if (point.factor === undefined || point.covariance === undefined) return check('factor', false, missing);
  const communication = readPart(model, point, path, 'communication');
  const sensing = readPart(model, point, path, 'sensing');
  const all = beside(communication, sensing);
  const power = squares(all);
  check('power', power <= model.power * (1 + 1e-12), `Tr R = ${show(power)} of ${show(model.power)} W`);
  const columns = all.re[0].length;
  const rank = readInteger(point.rank, `${path}.rank`, 1, 2 * model.transmitAntennas);
  const realizable = rank === columns && point.realizable === columns <= model.symbolCount;
  check('rank', realizable, `${columns} columns, ${model.symbolCount} symbols, reported ${rank}`);
  const rate = rateOf(model, all) - (sensing.re[0].length > 0 ? rateOf(model, sensing) : 0);
  const reported = readNumber(point.rate, `${path}.rate`, 0);
  const rounding = 1e-14 * rateOf(model, all);
  check(
    'rate',
    agree(rate, reported, 1e-9, rounding),
    `recomputed ${show(rate)}, reported ${show(reported)}`,
  );
  if (point.status === 'boundary') {
    const { attainedRate, rateBound } = context;
    if (attainedRate === null || rateBound === null) return check('maxRateFactor', false, missing);
    const inside =
      rateFloor >= attainedRate * (1 - 1e-9) * (1 - 1e-12) && rateFloor <= rateBound * (1 + 1e-10);
    check('rateFloor', inside, `${show(rateFloor)} between ${show(attainedRate)} and ${show(rateBound)}`);
    check('maxRate', rate >= attainedRate * (1 - 1e-9), `rate ${show(rate)} of ${show(attainedRate)}`);
    return expectNull(point, ['crb', 'devices', 'slope', 'lowerBound', 'gap', 'lmi'], check);
  }
  const feasible = rate + rounding >= rateFloor * (1 - 1e-10);
  check('rateFloor', feasible, `rate ${show(rate)} for a floor of ${show(rateFloor)}`);
  if (sensing.re[0].length === 0) throw new FieldError(`${path}.factor.sensing: has no columns`);

  checkReported(context, point, path, sensing, check);
  const crb = objectiveOf(boundsOf(model, sensing, fidelity).crb, objective);
  if (crb === null) throw new FieldError(`${path}.crb: the objective is unobservable`);
  const slope = readNumber(point.slope, `${path}.slope`, 0) / (model.symbolCount * Math.LN2);
  const own =
    point.status === 'optimal' ? alone(context, rateFloor) : relaxed(context, point, path, rateFloor, check);
  if (own === null) return;
  const low = readNumber(point.lowerBound, `${path}.lowerBound`);
  check('lowerBound', agree(own, low, 1e-8), `recomputed ${show(own)}, reported ${show(low)}`);
  const gap = (crb - own) / crb;
  const claimed = readNumber(point.gap, `${path}.gap`);
  const close = Math.abs(claimed - gap) <= 1e-8 && (point.status !== 'optimal' || Math.abs(gap) <= 1e-8);
  check('gap', close, `recomputed ${show(gap)}, reported ${show(claimed)}`);
  if (point.status === 'optimal') {
    // one device: f ∝ 1/E, E = (1 + x) e^−Γ' − 1
    const left = leftOver(model, rateFloor);
    const dual = (crb * (1 + left)) / left;
    check('slope', agree(slope, dual, 1e-6), `recomputed ${show(dual)} per nat, reported ${show(slope)}`);
    return;
  }
  const {
    multiplier,
    gain,
    rounding: gainRounding,
  } = stationarity(model, fidelity, objective, communication, sensing, crb);
  check(
    'slope',
    agree(slope, multiplier, 1e-6),
    `recomputed ${show(multiplier)} per nat, reported ${show(slope)}`,
  );
  const reportedGain = readNumber(point.stationarity, `${path}.stationarity`, 0);
  const stationary = gain <= 1.01 * stationaryGap + gainRounding && reportedGain <= stationaryGap;
  check('stationarity', stationary, `first-order gain ${show(gain)}, reported ${show(reportedGain)}`);
}

/** Where a bound Ψ was asked for, of one device. */
export function checkSuperposedBound(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): void {
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  if (point.status === 'infeasible') {
    const least = alone(context, 0);
    check(
      'bound',
      bound < least * (1 + 1e-12),
      `${show(bound)} below ${show(least)}, which all power reaches`,
    );
    const low = readNumber(point.lowerBound, `${path}.lowerBound`);
    return check('lowerBound', agree(low, least, 1e-9), `recomputed ${show(least)}, reported ${show(low)}`);
  }
  const most = readNumber(point.rateBound, `${path}.rateBound`, 0);
  if (point.status === 'boundary') {
    return check('rateBound', agree(most, context.rateBound ?? NaN, 1e-9), `${show(most)}`);
  }
  // the closed form rises with the rate: beyond this floor the bound is larger
  const at = alone(context, rateFloor);
  check('bound', agree(at, bound, 1e-6) && at <= bound * (1 + 1e-8), `${show(at)} within ${show(bound)}`);
  check('rateBound', agree(most, rateFloor, 1e-9), `${show(most)}, the floor itself`);
}

/** The closed form of one device, which has no P_s above it: CRB = CRB_min · x/((1 + x) 2^(−NΓ) − 1). */
function alone({ model, fidelity, objective }: Context, rateFloor: number): number {
  if (model.devices.length !== 1) throw new FieldError('status: optimal is for one device');
  // one device has no neighbours: coupled is decoupled
  const [kappa] = kappas(model, fidelity === 'coupled' ? 'decoupled' : fidelity, objective);
  const least = kappa / (model.transmitAntennas * model.power);
  return (least * signal(model)) / leftOver(model, rateFloor);
}

/** x = N s²α² M_r M_t P0/σ². */
function signal(model: Model): number {
  const { amplitude } = model.devices[0];
  const antennas = model.receiveAntennas * model.transmitAntennas;
  return (model.symbolCount * amplitude * amplitude * antennas * model.power) / model.noise;
}

/** (1 + x) 2^(−NΓ) − 1: what interference may be. */
function leftOver(model: Model, rateFloor: number): number {
  return Math.expm1(Math.log1p(signal(model)) - rateFloor * model.symbolCount * Math.LN2);
}

/** The larger of two bounds: that of the reused signal, and that of the interference. */
function relaxed(
  context: Context,
  point: Fields,
  path: string,
  rateFloor: number,
  check: AddCheck,
): number | null {
  const { model, fidelity, objective, rateBound } = context;
  if (point.certificate === undefined) {
    check('certificate', false, missing);
    return null;
  }
  if (rateBound === null) {
    check('maxRateCertificate', false, missing);
    return null;
  }
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
  const { powers } = readObject(point.certificate, `${path}.certificate`);
  const q = readNumbers(powers, `${path}.certificate.powers`, model.devices.length);
  if (q.some((x) => !(x > 0))) throw new FieldError(`${path}.certificate.powers: must be positive`);
  const budget = (rateBound - rateFloor) * model.symbolCount * Math.LN2;
  return Math.max(
    0,
    lowerBound(model, fidelity, objective, rateFloor, certificate),
    interferenceBound(model, fidelity, objective, budget, q),
  );
}

/**
 * With log P(q) = log det(I + D^½ S D^½) ≤ c(R_s) ≤ budget nats, S_ij = (N/σ²) s_i s_j α_i α_j a_r,i^H a_r,j, D = diag(q),
 * and log P convex in log q: its tangent at any q > 0, with the slopes a_l, bounds Σ a_l log q_l, and the weighted means
 * bound Σ κ_l/q_l ≥ exp((Σ a_l log(κ_l A/a_l) − b)/A), A = Σ a_l.
 */
export function interferenceBound(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  budget: number,
  q: number[],
): number {
  if (!(budget > 0)) return 0;
  const kappa = kappas(model, fidelity === 'coupled' ? 'decoupled' : fidelity, objective);
  const L = q.length;
  const phi = zeroMatrix(L, L);
  for (let i = 0; i < L; i++) {
    for (let j = 0; j < L; j++) {
      const [x, y] = [model.devices[i], model.devices[j]];
      const weight = (model.symbolCount / model.noise) * x.amplitude * y.amplitude * Math.sqrt(q[i] * q[j]);
      const product = inner(x.receive, y.receive);
      phi.re[i][j] = weight * product.re;
      phi.im[i][j] = weight * product.im;
    }
  }
  // log P and a_l = [Φ(I + Φ)^-1]_ll from the eigenvalues of Φ ⪰ 0
  const { values, vectors } = hermitianEigen(phi);
  const positive = values.map((value) => Math.max(0, value));
  const logP = positive.reduce((sum, value) => sum + Math.log1p(value), 0);
  const a = q.map((_, l) =>
    positive.reduce(
      (sum, value, k) => sum + (value / (1 + value)) * (vectors.re[l][k] ** 2 + vectors.im[l][k] ** 2),
      0,
    ),
  );
  const A = a.reduce((sum, x) => sum + x, 0);
  const b = a.reduce((sum, x, l) => sum + x * Math.log(q[l]), budget - logP);
  const entropy = a.reduce((sum, x, l) => sum + x * Math.log((kappa[l] * A) / x), 0);
  return Math.exp((entropy - b) / A);
}

/**
 * With G_c = μ∇c(R), G_s = μ(∇c(R) − ∇c(R_s)) − ∇f(R_s), and the μ for which both signals are worth the same a watt: what
 * moving all the power to the best direction of either would gain to first order, relative to f.
 */
function stationarity(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  communication: ComplexMatrix,
  sensing: ComplexMatrix,
  f: number,
): { multiplier: number; gain: number; rounding: number } {
  const total = rateAdjoint(model, rateDual(model, beside(communication, sensing)));
  const alone = rateAdjoint(model, rateDual(model, sensing));
  const fall = objectiveFall(model, fidelity, objective, sensing);
  const inC = form(total, communication);
  const inS = form(total, sensing) - form(alone, sensing);
  const worth = form(fall, sensing);
  const powerC = squares(communication);
  const density = powerC > 0 ? inC / powerC : largestEigenvalue(total);
  const multiplier = worth / (density * squares(sensing) - inS);
  const ofC = combine([multiplier, total]);
  const ofS = combine([multiplier, total], [-multiplier, alone], [1, fall]);
  const reach = Math.max(largestEigenvalue(ofC), largestEigenvalue(ofS));
  const gain = (model.power * reach - multiplier * (inC + inS) - worth) / f;
  // where R_s has little power, μ∇c(R_s) and ∇f are large and leave little of each other: their rounding, times P0
  const terms = multiplier * (largestEigenvalue(total) + largestEigenvalue(alone)) + largestEigenvalue(fall);
  const rounding = (16 * model.transmitAntennas * Number.EPSILON * model.power * terms) / f;
  return { multiplier, gain, rounding };
}

/** −∇f(R_s). */
function objectiveFall(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  V: ComplexMatrix,
): ComplexMatrix {
  if (fidelity === 'coupled') return fisherAdjoint(model, coupledDual(model, V, objective));
  const sum = zeroMatrix(model.transmitAntennas, model.transmitAntennas);
  const q = directedPowers(model, V);
  kappas(model, fidelity, objective).forEach((kappa, l) => {
    const { re, im } = model.devices[l].transmit;
    addOuter(sum, { re, im: im.map((x) => -x) }, kappa / (q[l] * q[l]));
  });
  return sum;
}

function combine(...terms: [number, ComplexMatrix][]): ComplexMatrix {
  const size = terms[0][1].re.length;
  const out = zeroMatrix(size, size);
  for (const [weight, { re, im }] of terms) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        out.re[i][j] += weight * re[i][j];
        out.im[i][j] += weight * im[i][j];
      }
    }
  }
  return out;
}

/** ⟨M, V V^H⟩. */
function form(M: ComplexMatrix, V: ComplexMatrix): number {
  let sum = 0;
  for (let k = 0; k < V.re[0].length; k++) {
    const v = column(V, k);
    for (let i = 0; i < v.re.length; i++) {
      const row = { re: M.re[i], im: M.im[i].map((x) => -x) };
      const product = inner(row, v);
      sum += v.re[i] * product.re + v.im[i] * product.im;
    }
  }
  return sum;
}

function squares(V: ComplexMatrix): number {
  let sum = 0;
  for (let k = 0; k < V.re[0].length; k++) sum += squaredNorm(column(V, k));
  return sum;
}

function beside(A: ComplexMatrix, B: ComplexMatrix): ComplexMatrix {
  return {
    re: A.re.map((row, i) => [...row, ...B.re[i]]),
    im: A.im.map((row, i) => [...row, ...B.im[i]]),
  };
}

/** The factor of R_c or R_s, which may be without columns, and which must be that of its covariance. */
function readPart(model: Model, point: Fields, path: string, part: string): ComplexMatrix {
  const M = model.transmitAntennas;
  const factors = readObject(point.factor, `${path}.factor`);
  const fields = readObject(factors[part], `${path}.factor.${part}`);
  const empty =
    Array.isArray(fields.re) &&
    fields.re.length === M &&
    fields.re.every((row) => Array.isArray(row) && row.length === 0);
  const V = empty ? zeroMatrix(M, 0) : readComplex(fields, `${path}.factor.${part}`, M);
  const at = `${path}.covariance.${part}`;
  const R = readComplex(readObject(point.covariance, `${path}.covariance`)[part], at, M, M);
  const product = empty ? zeroMatrix(M, M) : outerProduct(V);
  const largest = largestEntry(product);
  R.re.forEach((row, i) =>
    row.forEach((x, j) => {
      if (!(Math.hypot(x - product.re[i][j], R.im[i][j] - product.im[i][j]) <= 1e-12 * largest))
        throw new FieldError(`${at}: entry [${i}][${j}] is not that of factor·factor^H`);
    }),
  );
  return V;
}
