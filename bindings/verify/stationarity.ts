/**
 * How far a pair of covariances is from stationary: what moving power could still gain to first order.
 */
import type { ComplexMatrix, Fidelity, Objective, SignalPair } from '../types.js';
import { coupledDual, kappas } from './bounds.js';
import { conjugate } from './certificate.js';
import { compare, reported, show, type Claim } from './checks.js';
import { fisherAdjoint } from './coupled.js';
import { addOuter, beside, column, inner, largestEigenvalue, squares, zeroMatrix } from './linalg.js';
import type { Model } from './model.js';
import { directedPowers, rateAdjoint, rateDual } from './rate.js';
import { roundingOf, shakenFactor } from './rounding.js';

/** What a stationary point may still gain to first order, relative. */
const stationaryGap = 1e-6;

/**
 * The slope, and that no move of power gains more than stationaryGap, beyond what rounding makes of it, to first order
 * or, by the gap, at all.
 * Where R_s has little power, μ∇c(R_s) and ∇f are large and leave little of each other, so the last digit of the
 * factors counts, and of the angles where devices are close together.
 */
export function checkStationary(claim: Claim, pair: SignalPair, slope: number, gap: number): void {
  const { context, check } = claim;
  const { model, shaken, fidelity, objective } = context;
  const here = stationarity(model, fidelity, objective, pair);
  const others = shaken.map((other, k) => stationarity(other, fidelity, objective, shakenPair(pair, k)));
  // the pair has been made stationary in the core's arithmetic, and is as far from that in ours as these are from it
  const rounding = (name: 'multiplier' | 'gain' | 'local') =>
    3 * roundingOf(others, here[name], (other: Stationarity) => other[name]);
  compare(check, 'slope', here.multiplier, slope, 1e-6, rounding('multiplier'), ' per nat');
  const stated = reported(claim, 'stationarity', 0);
  const left = Math.min(
    gap,
    Math.max(
      here.gain - here.rounding - rounding('gain'),
      here.local - here.localRounding - rounding('local'),
    ),
  );
  // no pair of doubles is known to be stationary beyond their last digit, and of far less than counts digits differ
  const claimed = stated >= Number.EPSILON && stated <= stationaryGap;
  const stationary = claimed && left <= Math.min(1.01 * stationaryGap, 1.1 * stated + 1e-9);
  check('stationarity', stationary, `first-order gain ${show(left)}, reported ${show(stated)}`);
}

interface Stationarity {
  /** μ, per nat. */
  multiplier: number;
  /** What moving all the power to the best direction of either signal would gain to first order, relative to f. */
  gain: number;
  /** The same where R_s gets at most what it already has. */
  local: number;
  /** What computing the two costs: they are small differences of large terms. */
  rounding: number;
  localRounding: number;
}

/** With the μ for which both signals are worth the same a watt, G_c = μ∇c(R), G_s = μ(∇c(R) − ∇c(R_s)) − ∇f(R_s). */
function stationarity(
  model: Model,
  fidelity: Fidelity,
  objective: Objective,
  { communication, sensing }: SignalPair,
): Stationarity {
  const total = rateAdjoint(model, rateDual(model, beside(communication, sensing)));
  const alone = rateAdjoint(model, rateDual(model, sensing));
  const fall = objectiveFall(model, fidelity, objective, sensing);
  const inC = form(total, communication);
  const inS = form(total, sensing) - form(alone, sensing);
  // f itself, as it falls like 1/t when R_s grows to t R_s
  const worth = form(fall, sensing);
  const powerC = squares(communication);
  const powerS = squares(sensing);
  const density = powerC > 0 ? inC / powerC : largestEigenvalue(total);
  const multiplier = worth / (density * powerS - inS);
  const ofC = largestEigenvalue(combine([multiplier, total]));
  const ofS = largestEigenvalue(combine([multiplier, total], [-multiplier, alone], [1, fall]));
  const spent = multiplier * (inC + inS) + worth;
  const room = Math.min(model.power, 2 * powerS);
  const gain = (model.power * Math.max(ofC, ofS) - spent) / worth;
  const local = (Math.max(model.power * ofC, room * ofS + (model.power - room) * ofC) - spent) / worth;
  const digits = (16 * model.transmitAntennas * Number.EPSILON) / worth;
  const inTotal = model.power * ofC;
  const inRest = multiplier * largestEigenvalue(alone) + largestEigenvalue(fall);
  return {
    multiplier,
    gain,
    local,
    rounding: digits * (inTotal + model.power * inRest),
    localRounding: digits * (inTotal + room * inRest),
  };
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
    addOuter(sum, conjugate(model.devices[l].transmit), kappa / (q[l] * q[l]));
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
      const product = inner(conjugate({ re: M.re[i], im: M.im[i] }), v);
      sum += v.re[i] * product.re + v.im[i] * product.im;
    }
  }
  return sum;
}

function shakenPair({ communication, sensing }: SignalPair, k: number): SignalPair {
  return { communication: shakenFactor(communication, 2 * k), sensing: shakenFactor(sensing, 2 * k + 1) };
}
