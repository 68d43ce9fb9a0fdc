/**
 * Points of a superposed signal x = x_c + x_s: bounds from R_s alone, the rate with R_s as interference,
 * C = (1/N) [log2 det(I + (N/σ²)F(R_c + R_s)) − log2 det(I + (N/σ²)F(R_s))].
 */
import type { ComplexMatrix, Fidelity, Objective } from '../types.js';
import { kappas, objectiveAt } from './bounds.js';
import { lowerBound } from './certificate.js';
import {
  agree,
  checkBelow,
  checkLargest,
  checkPower,
  checkRank,
  compare,
  expectNull,
  missing,
  reported,
  show,
  type Claim,
  type Context,
} from './checks.js';
import { requireProduct } from './covariance.js';
import { beside, squaredNorm, squares, zeroMatrix, type ComplexVector } from './linalg.js';
import type { Model } from './model.js';
import { readCertificate } from './points.js';
import { rateOf, stackedFactor } from './rate.js';
import { FieldError, readComplex, readInteger, readNumbers, readObject } from './read.js';
import { checkReported } from './reported.js';
import { roundingOf } from './rounding.js';
import { checkStationary } from './stationarity.js';

/** optimal (one device), stationary, and boundary, where R_s has no power and nothing is sensed. */
export function checkSuperposed(claim: Claim): void {
  const { context, point, path, rateFloor, check } = claim;
  const { model, shaken, fidelity, objective } = context;
  if (point.factor === undefined || point.covariance === undefined) return check('factor', false, missing);
  const communication = readPart(claim, 'communication');
  const sensing = readPart(claim, 'sensing');
  const all = beside(communication, sensing);
  checkPower(model, squares(all), check);
  const columns = all.re[0].length;
  const rank = readInteger(point.rank, `${path}.rank`, 1, 2 * model.transmitAntennas);
  checkRank(claim, rank === columns, `${columns}`);
  const again = (other: Model) =>
    rateOf(other, all) - (sensing.re[0].length > 0 ? rateOf(other, sensing) : 0);
  const rate = again(model);
  const rounding = 1e-14 * rateOf(model, all) + roundingOf(shaken, rate, again);
  compare(check, 'rate', rate, reported(claim, 'rate', 0), 1e-9, rounding);
  if (point.status === 'boundary') {
    checkLargest(claim, rate);
    return expectNull(claim, ['crb', 'rmse', 'value', 'devices', 'slope', 'lowerBound', 'gap', 'lmi']);
  }
  const feasible = rate + rounding >= rateFloor * (1 - 1e-10);
  check('rateFloor', feasible, `rate ${show(rate)} for a floor of ${show(rateFloor)}`);
  if (sensing.re[0].length === 0) throw new FieldError(`${path}.factor.sensing: has no columns`);

  const crb = objectiveAt(model, sensing, fidelity, objective, 'sum');
  if (!Number.isFinite(crb)) throw new FieldError(`${path}.crb: the objective is unobservable`);
  checkReported(claim, sensing);
  const slope = reported(claim, 'slope', 0) / (model.symbolCount * Math.LN2);
  const bound = point.status === 'optimal' ? () => alone(context, rateFloor) : relaxed(claim);
  if (bound === null) return;
  const own = bound(model);
  const open = 1e-8 + roundingOf(shaken, own, bound) / own;
  compare(check, 'lowerBound', own, reported(claim, 'lowerBound'), open);
  const gap = (crb - own) / crb;
  const claimed = reported(claim, 'gap');
  const close = Math.abs(claimed - gap) <= open && (point.status !== 'optimal' || Math.abs(gap) <= 1e-8);
  check('gap', close, `recomputed ${show(gap)}, reported ${show(claimed)}`);
  if (point.status === 'optimal') {
    // one device: f ∝ 1/E, E = (1 + x) e^−Γ' − 1
    const left = leftOver(model, rateFloor);
    return compare(check, 'slope', (crb * (1 + left)) / left, slope, 1e-6, 0, ' per nat');
  }
  // a rate beyond the floor is worth slope·(rate − floor), which a stationary point may not leave to be gained: that
  // ties it to its floor. (Of an optimal point the gap says as much.)
  const spare = (slope * model.symbolCount * Math.LN2 * (rate - rateFloor - rounding)) / crb;
  check('complementarity', spare <= 1e-6, `slope·(rate − floor) is ${show(spare)} of the objective`);
  checkStationary(claim, { communication, sensing }, slope, gap - open);
}

/** Where a bound Ψ was asked for, of one device. */
export function checkSuperposedBound(claim: Claim): void {
  const { context, point, rateFloor, check } = claim;
  if (point.status === 'infeasible') {
    const least = alone(context, 0);
    checkBelow(claim, least);
    return compare(check, 'lowerBound', least, reported(claim, 'lowerBound'), 1e-9);
  }
  const bound = reported(claim, 'bound', 0);
  const most = reported(claim, 'rateBound', 0);
  if (point.status === 'boundary') return compare(check, 'rateBound', context.rateBound ?? NaN, most, 1e-9);
  // the closed form rises with the rate: beyond this floor the bound is larger
  const at = alone(context, rateFloor);
  check('bound', agree(at, bound, 1e-6) && at <= bound * (1 + 1e-8), `${show(at)} within ${show(bound)}`);
  compare(check, 'rateBound', rateFloor, most, 1e-9, 0, ': the floor itself');
}

/** The closed form of one device, which has no P_s above it: CRB = CRB_min · x/((1 + x) 2^(−NΓ) − 1). */
function alone({ model, fidelity, objective }: Context, rateFloor: number): number {
  if (model.devices.length !== 1) throw new FieldError('status: optimal is for one device');
  // one device has no neighbours: coupled is decoupled
  const [kappa] = kappas(model, fidelity === 'coupled' ? 'decoupled' : fidelity, objective);
  const least = kappa / (squaredNorm(model.devices[0].transmit) * model.power);
  return (least * signal(model)) / leftOver(model, rateFloor);
}

/** x = N s²α² |h|² |c|² P0/σ². */
function signal(model: Model): number {
  const { amplitude, receive, transmit } = model.devices[0];
  const antennas = squaredNorm(receive) * squaredNorm(transmit);
  return (model.symbolCount * amplitude * amplitude * antennas * model.power) / model.noise;
}

/** (1 + x) 2^(−NΓ) − 1: what interference may be. */
function leftOver(model: Model, rateFloor: number): number {
  return Math.expm1(Math.log1p(signal(model)) - rateFloor * model.symbolCount * Math.LN2);
}

/**
 * In a model, what the reused signal and the interference say together. Of a pair with t = N ln 2 times the rate of
 * R_c + R_s the certificate's bound at the floor t holds, which rises with t, and so does what interference t leaves
 * room for, which falls: the smallest bound that both allow is where they meet, or at an end of t.
 */
function relaxed(claim: Claim): ((model: Model) => number) | null {
  const { context, point, path, rateFloor, check } = claim;
  const { model, fidelity, objective, maxRateBound } = context;
  if (point.certificate === undefined) {
    check('certificate', false, missing);
    return null;
  }
  if (maxRateBound === null) {
    check('maxRateCertificate', false, missing);
    return null;
  }
  const certificate = readCertificate(claim);
  const { powers } = readObject(point.certificate, `${path}.certificate`);
  const q = readNumbers(powers, `${path}.certificate.powers`, model.devices.length);
  if (q.some((x) => !(x > 0))) throw new FieldError(`${path}.certificate.powers: must be positive`);
  const room = Math.max(0, maxRateBound - rateFloor) * model.symbolCount * Math.LN2;
  return (other) => {
    const atFloor = lowerBound(other, fidelity, objective, rateFloor, certificate);
    const interference = interferenceBound(other, fidelity, objective, q);
    return Math.max(
      0,
      meeting((nats) => atFloor + certificate.mu * nats, interference, room),
    );
  };
}

/** The least of max(rising, falling) over [0, room]. */
function meeting(rising: (nats: number) => number, falling: (nats: number) => number, room: number): number {
  let [low, high] = [0, room];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (rising(middle) < falling(middle)) low = middle;
    else high = middle;
  }
  return Math.min(...[0, low, high, room].map((nats) => Math.max(rising(nats), falling(nats))));
}

/**
 * What a pair's bound is at least, given how many nats its R_c + R_s has above the floor. With
 * log P(q) = log det(I + D^½ S D^½) ≤ c(R_s) ≤ nats, S_ij = (N/σ²) s_i s_j α_i α_j a_r,i^H a_r,j, D = diag(q), and
 * log P convex in log q: its tangent at any q > 0, with the slopes a_l, bounds Σ a_l log q_l, and the weighted means
 * bound Σ κ_l/q_l ≥ exp((Σ a_l log(κ_l A/a_l) − b)/A), A = Σ a_l, b = nats − log P(q) + Σ a_l log q_l.
 */
export function interferenceBound(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  q: number[],
): (nats: number) => number {
  const kappa = kappas(model, fidelity === 'coupled' ? 'decoupled' : fidelity, objective);
  // a_l = x_l/(1 + x_l), x_l what the other columns leave of column l: the pivot where it comes last
  const factors = q.map((_, l) =>
    stackedFactor([...interferers(model, q, l), ...interferers(model, q).slice(l, l + 1)]),
  );
  const a = factors.map(({ pivots }) => pivots[q.length - 1] / (1 + pivots[q.length - 1]));
  const { logDet: logP } = factors[q.length - 1];
  const A = a.reduce((sum, x) => sum + x, 0);
  const level = a.reduce((sum, x, l) => sum + x * Math.log(q[l]), -logP);
  const entropy = a.reduce((sum, x, l) => sum + x * Math.log((kappa[l] * A) / x), 0);
  return (nats) => Math.exp((entropy - level - nats) / A);
}

/** w_l = sqrt(q_l N/σ²) s_l α_l a_r,l, so that W^H W = D^½ S D^½; without device `but`. */
function interferers(model: Model, q: number[], but = -1): ComplexVector[] {
  const columns = model.devices.map(({ amplitude, receive }, l) => {
    const weight = amplitude * Math.sqrt((q[l] * model.symbolCount) / model.noise);
    return { re: receive.re.map((x) => weight * x), im: receive.im.map((x) => weight * x) };
  });
  return columns.filter((_, l) => l !== but);
}

/** The factor of R_c or R_s, which may be without columns, and which must be that of its covariance. */
function readPart({ context: { model }, point, path }: Claim, part: string): ComplexMatrix {
  const M = model.transmitAntennas;
  const names = ['communication', 'sensing'];
  const factors = readObject(point.factor, `${path}.factor`, names);
  const fields = readObject(factors[part], `${path}.factor.${part}`, ['re', 'im']);
  const empty =
    Array.isArray(fields.re) &&
    fields.re.length === M &&
    fields.re.every((row) => Array.isArray(row) && row.length === 0);
  const V = empty ? zeroMatrix(M, 0) : readComplex(fields, `${path}.factor.${part}`, M);
  const at = `${path}.covariance.${part}`;
  const R = readComplex(readObject(point.covariance, `${path}.covariance`, names)[part], at, M, M);
  requireProduct(R, V, at);
  return V;
}
