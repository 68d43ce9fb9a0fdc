// A scenario, from the caller's units to SI: powers, gains, delays, and what the model refuses. Geometry is in
// geometry.ts, channels are in propagation.ts. Positions in m, powers in W.

import { DELAY, NOTHING, OWN_RECEIVE, OWN_TRANSMIT, POSITION, PRINTED, SUM, SUPERPOSED } from '../abi';
import { at, get, set, take } from '../memory';
import { LIGHT_SPEED, TWO_PI, ratioFromDb, wattsFromDbm } from './units';
import { PULSE_CONSTANT, PULSE_OK, setPulse } from './pulse';
import {
  ACCEPTED, ALL_SILENT, BETWEEN_ARRAYS, CONSTANT_PULSE, ENDFIRE, ON_RECEIVER, ON_TRANSMITTER, OUT_OF_RANGE,
  PRIOR_BETWEEN, SAME_PLACE, SINGLE_RECEIVER, UNSEEN, ZERO_PULSE, prepareRefusal, refuse, refuseAlso,
} from './refusal';
import { deviceAt, inputLength, next, openInput } from './input';
import {
  RECEIVER, TRANSMITTER, along, antennas, isLine, isSymmetric, originOf, readArray, readElements,
  spacingOf,
} from './arrays';
import { isFading, setFading } from './fading';
import { listAntennas, listDevice, listOthers, neededBy, readLimits } from './given-limits';
import { alongTangent, distanceTo, length, placeJacobian, see, toReceiver, toTransmitter, unitR } from './geometry';
import {
  allReceived, allSteering, keepChannel, preparePropagation, propagate, receiveGain, slopeScale, transmitGain,
} from './propagation';
import { observe } from './observability';

export { AMPLITUDES, ANGLE, DELAY, NOTHING, POSITION, PRINTED, REFLECTIONS, SUM } from '../abi';

export let fidelity: i32 = PRINTED;
export let objective: i32 = SUM;
export let unknown: i32 = NOTHING;
/** Over the worst device, instead of their sum. */
export let worst: bool = false;
/** x = x_c + x_s, of which sensing uses x_s alone. */
export let superposed: bool = false;

/** Devices given, and those that are not silent. Everything below is over the latter, in order. */
export let given: i32 = 0;
export let L: i32 = 0;
export let Mt: i32 = 0;
export let Mr: i32 = 0;
/** Coordinates of a place, and directions of arrival that a device has: 2 and 1 in the plane, 3 and 2 in space. */
export let dimensions: i32 = 2;
export let directions: i32 = 1;
export let symbolDuration: f64 = 0;
export let symbolCount: f64 = 0;
/** P0, W, and σ² = σ_c² + σ_z², W. */
export let power: f64 = 0;
export let noise: f64 = 0;

/** i32 as f64: index of active device l among the given ones. */
export let activeIndex: usize = 0;
/** s_l α_l sqrt(N P0/σ²): so that (N/σ²) F_ij = w_i w_j (h_i^H h_j)(c_j (R/P0) c_i^H). */
export let weight: usize = 0;
/** ξ_l of the paper, 1/(W·s). Both with the gain that a channel of one's own has over steering vectors. */
export let xi: usize = 0;
/** The part of that gain on the way to the device, |c_l|/√M_t: q_l in W is its square times what c_l as kept gives. */
export let illumination: usize = 0;
/** τ_l, s. */
export let delay: usize = 0;
/** Whether direction i of device l is a parameter, two numbers a device: observable, or known beforehand. */
let present: usize = 0;
/** Standard deviation of what is known of a device's place, m; 0: nothing. */
export let prior: usize = 0;
/** ω_l: what the device's part of the objective is multiplied by. */
export let importance: usize = 0;
/** x, y, z of each device, m. */
export let places: usize = 0;
/** G_l, 3×3 by rows (geometry.ts); NaN on the segment between the arrays. */
export let jacobian: usize = 0;

/** Of a uniform line at the receiver: its spacing, the sine of the DoA, and k_l = 2π·spacing·cos φ_l, signed. */
export let spacingR: f64 = 0;
export let sineR: usize = 0;
export let phaseSlope: usize = 0;

/** ζ and γ. */
let loss: f64 = 0;
let exponent: f64 = 0;

/** ϱ. */
let reflection: f64 = 1;
/** η(d_T) η(d_R) of each device given. */
let gainsInSight: usize = 0;

/** η(d) = ζ d^-γ, d in m. */
export function pathGain(d: f64): f64 {
  return loss * NativeMath.pow(d, -exponent);
}

/**
 * The largest echo over noise that a device may have with all power on it and all antennas and symbols added up. Beyond
 * it the rounding of the angles, squared, is more than 1e-10 of the rate, and no certificate holds to 1e-8.
 */
const LOUDEST: f64 = 1e20;
/** Smallest normal double. */
const SMALLEST: f64 = 2.2250738585072014e-308;
/** Places closer than this share of the scene are one. */
const APART: f64 = 1e-9;

export function hasDirection(l: i32, i: i32): bool {
  return get(present, 2 * l + i) != 0;
}

/** True where the direction of device l (active) is observable, in space both angles. */
export function hasAngle(l: i32): bool {
  return hasDirection(l, 0) && (directions == 1 || hasDirection(l, 1));
}

/** Whether any device has directions for parameters. */
export function seesDirections(): bool {
  if (Mr > 1) return true;
  for (let l = 0; l < L; l++) if (get(prior, l) > 0) return true;
  return false;
}

/**
 * Whether real covariances in some basis lose nothing (model section 4, fact 5), as long as the objective does not ask
 * for phases between devices: two signals, whose problem is not convex, may lose.
 */
export function isReal(): bool {
  return !superposed && allSteering && isSymmetric(TRANSMITTER) && isSymmetric(RECEIVER);
}

/** Whether the paper's formulas apply: a uniform line in the plane receives steering vectors, nothing is unknown. */
export function isPapers(): bool {
  return unknown == NOTHING && allReceived && dimensions == 2 && isLine(RECEIVER);
}

/** Reads the input block. Returns ACCEPTED or the reason of refusal. */
export function readScenario(
  input: usize, devices: i32, whichFidelity: i32, whichObjective: i32, overWorst: bool,
): i32 {
  fidelity = whichFidelity;
  objective = whichObjective;
  worst = overWorst;
  given = devices;
  prepareRefusal(devices);
  const pulse = readHead(input);
  if (pulse != PULSE_OK) return refuse(pulse == PULSE_CONSTANT ? CONSTANT_PULSE : ZERO_PULSE, -1);
  activeIndex = take(devices);
  weight = take(devices);
  xi = take(devices);
  illumination = take(devices);
  delay = take(devices);
  present = take(2 * devices);
  prior = take(devices);
  importance = take(devices);
  places = take(3 * devices);
  jacobian = take(9 * devices);
  sineR = take(devices);
  phaseSlope = take(devices);
  gainsInSight = take(devices);
  preparePropagation(devices, dimensions);

  if (Mr == 1 && objective != DELAY && !hasPriors()) return refuse(SINGLE_RECEIVER, -1);
  const size = sizeOfScene();
  L = 0;
  for (let i = 0; i < devices; i++) {
    const why = readDevice(i, size);
    if (why != ACCEPTED) return why;
  }
  const why = listOthers(dimensions, APART * size);
  if (why != ACCEPTED) return why;
  if (L == 0) return refuse(ALL_SILENT, -1);
  return ACCEPTED;
}

/** The head, the elements and the pulse; returns setPulse's verdict. */
function readHead(input: usize): i32 {
  openInput(input);
  next(); // the number of devices
  dimensions = <i32>next();
  directions = dimensions - 1;
  readArray(TRANSMITTER);
  readArray(RECEIVER);
  const pulse = <i32>next(), samples = <i32>next();
  symbolDuration = next();
  symbolCount = next();
  reflection = next();
  loss = ratioFromDb(-next());
  exponent = next();
  power = wattsFromDbm(next());
  const clutter = next();
  noise = wattsFromDbm(next()) + (clutter == clutter ? wattsFromDbm(clutter) : 0);
  superposed = next() == SUPERPOSED;
  unknown = <i32>next();
  readLimits();
  const factor = next(), seed = next();
  setFading(ratioFromDb(factor), seed, next());
  readElements(TRANSMITTER, dimensions);
  readElements(RECEIVER, dimensions);
  listAntennas(given);
  Mt = antennas(TRANSMITTER);
  Mr = antennas(RECEIVER);
  spacingR = spacingOf(RECEIVER);
  return setPulse(pulse, at(input, inputLength(input) - samples), samples);
}

/** η(d_T) η(d_R) = ζ² (d_T d_R)^-γ, in line of sight. */
function pathGains(toT: f64, toR: f64): f64 {
  return loss * loss * NativeMath.pow(toT, -exponent) * NativeMath.pow(toR, -exponent);
}

/** ξ of a device with symbol s; 0 where that is 0, whatever the gains. */
function xiOf(s: f64, gains: f64): f64 {
  return s == 0 ? 0 : ((2 * reflection * symbolCount) / symbolDuration) * s * s * (gains / noise);
}

/** Diagonal of the box around the arrays and the devices that are not silent, m. */
function sizeOfScene(): f64 {
  for (let i = 0; i < given; i++) {
    const place = deviceAt(i);
    set(gainsInSight, i, pathGains(distanceTo(place, TRANSMITTER), distanceTo(place, RECEIVER)));
  }
  let square: f64 = 0;
  for (let k = 0; k < 3; k++) {
    const t = get(originOf(TRANSMITTER), k), r = get(originOf(RECEIVER), k);
    let low = Math.min(t, r), high = Math.max(t, r);
    for (let i = 0; i < given; i++) {
      if (xiOf(get(deviceAt(i), 3), get(gainsInSight, i)) < SMALLEST) continue;
      low = Math.min(low, get(deviceAt(i), k));
      high = Math.max(high, get(deviceAt(i), k));
    }
    square += (high - low) * (high - low);
  }
  return Math.sqrt(square);
}

function hasPriors(): bool {
  for (let i = 0; i < given; i++) if (get(deviceAt(i), 5) > 0) return true;
  return false;
}

/** Device i of the given ones, unless it is silent. */
function readDevice(i: i32, size: f64): i32 {
  const from = deviceAt(i), s = get(from, 3), own = <i32>get(from, 6), needed = neededBy(get(from, 7)), l = L;
  const needs = needed == needed;
  // even a silent one's channel lies in the tail and has to be passed, and power may have to arrive there
  if (s == 0 && own == 0 && !needs) return ACCEPTED;
  see(from, dimensions);
  if ((s != 0 || needs) && !(toTransmitter >= APART * size)) return refuse(ON_TRANSMITTER, i);
  if (s != 0 && !(toReceiver >= APART * size)) return refuse(ON_RECEIVER, i);
  propagate(l, i, own);
  if (needs) {
    const arriving = pathGain(toTransmitter) * (transmitGain * transmitGain);
    listDevice(i, l, needed, arriving, (own & OWN_TRANSMIT) == 0 && !isFading());
  }
  const gain = transmitGain * receiveGain, gains = get(gainsInSight, i) * (gain * gain);
  const xil = xiOf(s, gains);
  const w = s * Math.sqrt(reflection * gains * symbolCount * (power / noise));
  if (!(xil >= SMALLEST)) return ACCEPTED; // too weak for double precision: silent
  if (!(xil < 1e290) || !(w * w * <f64>(Mt * Mr) <= LOUDEST)) return refuse(OUT_OF_RANGE, i);
  L++;
  keepChannel(own);
  set(activeIndex, l, <f64>i);
  for (let k = 0; k < 3; k++) set(places, 3 * l + k, get(from, k));
  set(importance, l, get(from, 4));
  set(prior, l, get(from, 5));
  set(xi, l, xil);
  set(weight, l, w);
  set(illumination, l, transmitGain);
  set(delay, l, (toTransmitter + toReceiver) / LIGHT_SPEED);
  return direct(l, i, own);
}

/** Directions and place of device l: what is observable, and the refusal where an objective needs more. */
function direct(l: i32, i: i32, own: i32): i32 {
  const known = get(prior, l) > 0;
  let cosine: f64 = 0;
  if (isLine(RECEIVER)) {
    cosine = alongTangent(RECEIVER, 0, 0);
    set(sineR, l, along(RECEIVER, 0, unitR));
  }
  const sight = (own & OWN_RECEIVE) == 0 && !isFading();
  const seen = Mr > 1 ? observe(l, directions, unknown, slopeScale, at(present, 2 * l)) : 0;
  if (Mr == 1) for (let k = 0; k < 2; k++) set(present, 2 * l + k, 0);
  if (known) for (let k = 0; k < directions; k++) set(present, 2 * l + k, 1);
  const whole = known || seen == directions;
  set(phaseSlope, l, seen == 1 ? TWO_PI * spacingR * cosine : 0);
  if (!whole && objective != DELAY) {
    if (Mr == 1) return refuse(SINGLE_RECEIVER, -1);
    return refuse(directions == 1 && sight && isLine(RECEIVER) ? ENDFIRE : UNSEEN, i);
  }
  const located = placeJacobian(at(jacobian, 9 * l));
  if (!located && objective == POSITION) return refuse(BETWEEN_ARRAYS, i);
  return !located && known ? refuse(PRIOR_BETWEEN, i) : ACCEPTED;
}

/** For objectives that tell devices apart: two of them in one place, with nothing else to do so by. */
export function refuseSamePlace(): i32 {
  if (isFading()) return ACCEPTED;
  const size = sizeOfScene();
  for (let p = 0; p < L; p++) {
    for (let q = p + 1; q < L; q++) {
      const i = <i32>get(activeIndex, p), k = <i32>get(activeIndex, q), a = deviceAt(i), b = deviceAt(k);
      if (get(prior, p) > 0 || get(prior, q) > 0) continue;
      if ((<i32>get(a, 6) | <i32>get(b, 6)) & (OWN_TRANSMIT | OWN_RECEIVE)) continue;
      const apart = length(get(a, 0) - get(b, 0), get(a, 1) - get(b, 1), get(a, 2) - get(b, 2));
      if (apart >= APART * size) continue;
      refuse(SAME_PLACE, i);
      refuseAlso(k);
      return SAME_PLACE;
    }
  }
  return ACCEPTED;
}
