// A scenario, from the caller's units to SI: geometry, gains, and what the model refuses.
// Positions in m, angles from an array's broadside, powers in W.

import {
  ACCEPTED, ALL_SILENT, BETWEEN_ARRAYS, CONSTANT_PULSE, ENDFIRE, ON_RECEIVER, ON_TRANSMITTER, OUT_OF_RANGE,
  QUIET_ON_TRANSMITTER, SAME_PLACE, SINGLE_RECEIVER, TOO_WEAK, ZERO_PULSE,
} from '../abi';
import { at, get, mark, release, set, take } from '../memory';
import { cross, exactCosine, exactSine, exactSum, rest } from './exact';
import { LIGHT_SPEED, TWO_PI, ratioFromDb, wattsFromDbm } from './units';
import { PULSE_CONSTANT, PULSE_OK, SAMPLED, bandwidth, edge, setPulse } from './pulse';

export const PRINTED = 0;
export const DECOUPLED = 1;
export const COUPLED = 2;

export const SUM = 0;
export const DELAY = 1;
export const ANGLE = 2;
export const POSITION = 3;

// Why a scenario is refused; the devices concerned are listed in `refused`.
export { ACCEPTED, ALL_SILENT, INDISTINCT, TOO_WEAK, UNRESOLVED } from '../abi';

// Input block, f64 each, written by bindings/core/input-block.ts: this head, then x, y, symbol of each device, then the
// devices' weights, then their own sensitivities (dBm, NaN: the head's), then the samples, then the quiet directions (x
// and y of a place in m, or degrees from broadside and NaN; dBm), then the limits of single antennas (dBm, NaN: none;
// none at all where all have the head's).
const IN_TRANSMITTER = 0; // x, y, antennas, spacing, orientation
const IN_RECEIVER = 5; // the same
const IN_PULSE = 10; // COSINE, SINC, RAMP, SAMPLED
export const IN_SAMPLES = 11; // number of samples
const IN_DURATION = 12; // Δt, s
const IN_COUNT = 13; // N
const IN_REFLECTION = 14; // ϱ
const IN_REFERENCE = 15; // dB
const IN_EXPONENT = 16;
const IN_POWER = 17; // dBm
const IN_CLUTTER = 18; // dBm, NaN: none
const IN_NOISE = 19; // dBm
const IN_SIGNAL = 20; // 0 reused, 1 superposed
const IN_ANTENNA = 21; // dBm, the limit of each antenna; NaN: none
const IN_SENSITIVITY = 22; // dBm, the power that each device needs; NaN: none
export const IN_ANTENNAS = 23; // limits of single antennas: 0 or as many as there are
export const IN_QUIET = 24; // quiet directions
export const IN_HEAD = 25;

/** f64s of the block that a head begins. */
export function blockLength(head: usize, devices: i32): i32 {
  const tail = get(head, IN_SAMPLES) + get(head, IN_ANTENNAS) + 3 * get(head, IN_QUIET);
  return IN_HEAD + 5 * devices + <i32>tail;
}

export let fidelity: i32 = PRINTED;
export let objective: i32 = SUM;
/** Over the worst device, instead of their sum. */
export let worst: bool = false;
/** x = x_c + x_s, of which sensing uses x_s alone. */
export let superposed: bool = false;

/** Devices given, and those that are not silent. Everything below is over the latter, in order. */
export let given: i32 = 0;
export let L: i32 = 0;
export let Mt: i32 = 0;
export let Mr: i32 = 0;
export let symbolDuration: f64 = 0;
export let symbolCount: f64 = 0;
/** P0, W, and σ² = σ_c² + σ_z², W. */
export let power: f64 = 0;
export let noise: f64 = 0;
export let spacingT: f64 = 0;
export let spacingR: f64 = 0;

/** i32 as f64: index of active device l among the given ones. */
export let activeIndex: usize = 0;
/** s_l α_l sqrt(N P0/σ²): so that (N/σ²) F_ij = w_i w_j (a_r,i^H a_r,j)(a_t,j^T (R/P0) a_t,i^*). */
export let weight: usize = 0;
/** ω_l: what device l's part of the objective counts. */
export let importance: usize = 0;
/** ξ_l of the paper, 1/(W·s). */
export let xi: usize = 0;
/** τ_l, s. */
export let delay: usize = 0;
/** u·axis of the transmitter and the receiver: the sines of DoD and DoA. */
export let sineT: usize = 0;
export let sineR: usize = 0;
/** k_l = 2π·spacing·cos φ_l, signed; 0 at endfire (below 1e-9) and for M_r = 1. */
export let phaseSlope: usize = 0;
/** Transmitter, then receiver: x, y of the array (m) and x, y of its axis. */
export let arrays: usize = 0;
/** x, y of each device, m. */
export let places: usize = 0;
/** G_l, 2×2 by rows: d(x, y)/d(τ, φ), m/s and m/rad; NaN on the segment between the arrays. */
export let jacobian: usize = 0;

/** Where the transmitter stands, m, and the direction of its axis, a unit vector. */
export let transmitterX: f64 = 0;
export let transmitterY: f64 = 0;
export let axisX: f64 = 0;
export let axisY: f64 = 0;
/** ζ, γ and ϱ. */
let loss: f64 = 0;
let exponent: f64 = 0;
let reflection: f64 = 0;

/** η(d) = ζ d^-γ, d in m. */
export function pathGain(d: f64): f64 {
  return loss * NativeMath.pow(d, -exponent);
}

/** η(d_T) η(d_R) = ζ² (d_T d_R)^-γ. */
function pathGains(toT: f64, toR: f64): f64 {
  return loss * loss * NativeMath.pow(toT, -exponent) * NativeMath.pow(toR, -exponent);
}

/** ξ of a device with symbol s; 0 where that is 0, whatever the gains. */
function xiOf(s: f64, gains: f64): f64 {
  return s == 0 ? 0 : ((2 * reflection * symbolCount) / symbolDuration) * s * s * (gains / noise);
}

/** The sine of the direction of (x, y), m, from the transmitter's broadside, and the distance. */
export let distanceTo: f64 = 0;
export function sineTo(x: f64, y: f64): f64 {
  const dx = x - transmitterX, dy = y - transmitterY;
  distanceTo = distance(dx, dy);
  return (dx * axisX + dy * axisY) / distanceTo;
}

// Limits as they are given, each ⟨A, R⟩ ≤ b: antennas that have one, then devices, then quiet directions.
export const ANTENNA = 0;
export const DEVICE = 1;
export const QUIET = 2;
export let limits: i32 = 0;
/** Kind, antenna or device or number, and b in W; of devices the sine to them and η(d_T), of quiet ones the sine. */
export let limitKind: usize = 0;
export let limitOf: usize = 0;
export let limitWatts: usize = 0;
export let limitSine: usize = 0;
export let limitGain: usize = 0;

function addLimit(kind: i32, which: i32, dbm: f64, sine: f64, gain: f64): void {
  set(limitKind, limits, <f64>kind);
  set(limitOf, limits, <f64>which);
  set(limitWatts, limits, wattsFromDbm(dbm));
  set(limitSine, limits, sine);
  set(limitGain, limits++, gain);
}

/** Lists the limits of the input block. Returns ACCEPTED, or why not. */
function readLimits(input: usize, devices: i32, size: f64): i32 {
  const single = <i32>get(input, IN_ANTENNAS), quiet = <i32>get(input, IN_QUIET);
  const most = Mt + devices + quiet;
  limitKind = take(most);
  limitOf = take(most);
  limitWatts = take(most);
  limitSine = take(most);
  limitGain = take(most);
  limits = 0;
  const directions = at(input, IN_HEAD + 5 * devices + <i32>get(input, IN_SAMPLES));
  const antennas = at(directions, 3 * quiet);
  for (let m = 0; m < Mt; m++) {
    const dbm = single > 0 ? get(antennas, m) : get(input, IN_ANTENNA);
    if (dbm == dbm) addLimit(ANTENNA, m, dbm, 0, 1);
  }
  for (let i = 0; i < devices; i++) {
    const own = get(input, IN_HEAD + 4 * devices + i), dbm = own == own ? own : get(input, IN_SENSITIVITY);
    if (!(dbm == dbm)) continue;
    const sine = sineTo(get(input, IN_HEAD + 3 * i), get(input, IN_HEAD + 3 * i + 1));
    if (!(distanceTo >= 1e-9 * size)) return refuse(ON_TRANSMITTER, i);
    addLimit(DEVICE, i, dbm, sine, pathGain(distanceTo));
  }
  for (let i = 0; i < quiet; i++) {
    const from = at(directions, 3 * i), x = get(from, 0), y = get(from, 1);
    const sine = y == y ? sineTo(x, y) : exactSine(x);
    if (y == y && !(distanceTo >= 1e-9 * size)) return refuse(QUIET_ON_TRANSMITTER, i);
    addLimit(QUIET, i, get(from, 2), sine, 1);
  }
  return ACCEPTED;
}

/** Whether every antenna and its mirror image may radiate as much. */
export function symmetricLimits(): bool {
  const watts = mark(), each = take(Mt);
  for (let m = 0; m < Mt; m++) set(each, m, Infinity);
  for (let i = 0; i < limits; i++) {
    if (get(limitKind, i) == ANTENNA) set(each, <i32>get(limitOf, i), get(limitWatts, i));
  }
  let same = true;
  for (let m = 0; m < Mt; m++) same = same && get(each, m) == get(each, Mt - 1 - m);
  release(watts);
  return same;
}

/** Devices (given indices) named by the last refusal. */
export let refused: usize = 0;
export let refusedCount: i32 = 0;

export function refuse(why: i32, device: i32): i32 {
  refusedCount = 1;
  set(refused, 0, <f64>device);
  return why;
}

export function refuseAlso(device: i32): void {
  set(refused, refusedCount++, <f64>device);
}

/**
 * The largest echo over noise that a device may have with all power on it and all antennas and symbols added up. Beyond
 * it the rounding of the angles, squared, is more than 1e-10 of the rate, and no certificate holds to 1e-8.
 */
const LOUDEST: f64 = 1e20;
/** Smallest normal double. */
const SMALLEST: f64 = 2.2250738585072014e-308;

@inline
function distance(x: f64, y: f64): f64 {
  return Math.sqrt(x * x + y * y);
}

/** True where the angle of device l (active) is observable. */
export function hasAngle(l: i32): bool {
  return get(phaseSlope, l) != 0;
}

/** Reads the input block. Returns ACCEPTED or the reason of refusal. */
export function readScenario(
  input: usize, devices: i32, whichFidelity: i32, whichObjective: i32, overWorst: bool,
): i32 {
  fidelity = whichFidelity;
  objective = whichObjective;
  worst = overWorst;
  given = devices;
  refused = take(devices + 1);
  refusedCount = 0;
  activeIndex = take(devices);
  weight = take(devices);
  importance = take(devices);
  xi = take(devices);
  delay = take(devices);
  sineT = take(devices);
  sineR = take(devices);
  phaseSlope = take(devices);
  jacobian = take(4 * devices);
  places = take(2 * devices);
  arrays = take(8);

  const tx = get(input, IN_TRANSMITTER), ty = get(input, IN_TRANSMITTER + 1);
  const rx = get(input, IN_RECEIVER), ry = get(input, IN_RECEIVER + 1);
  Mt = <i32>get(input, IN_TRANSMITTER + 2);
  Mr = <i32>get(input, IN_RECEIVER + 2);
  spacingT = get(input, IN_TRANSMITTER + 3);
  spacingR = get(input, IN_RECEIVER + 3);
  const axisTx = exactCosine(get(input, IN_TRANSMITTER + 4)), axisTy = exactSine(get(input, IN_TRANSMITTER + 4));
  const axisRx = exactCosine(get(input, IN_RECEIVER + 4)), axisRxRest = rest;
  const axisRy = exactSine(get(input, IN_RECEIVER + 4)), axisRyRest = rest;
  set(arrays, 0, tx); set(arrays, 1, ty); set(arrays, 2, axisTx); set(arrays, 3, axisTy);
  set(arrays, 4, rx); set(arrays, 5, ry); set(arrays, 6, axisRx); set(arrays, 7, axisRy);
  superposed = get(input, IN_SIGNAL) != 0;
  symbolDuration = get(input, IN_DURATION);
  symbolCount = get(input, IN_COUNT);
  reflection = get(input, IN_REFLECTION);
  loss = ratioFromDb(-get(input, IN_REFERENCE));
  exponent = get(input, IN_EXPONENT);
  transmitterX = tx;
  transmitterY = ty;
  axisX = axisTx;
  axisY = axisTy;
  power = wattsFromDbm(get(input, IN_POWER));
  const clutter = get(input, IN_CLUTTER);
  noise = wattsFromDbm(get(input, IN_NOISE)) + (clutter == clutter ? wattsFromDbm(clutter) : 0);

  const pulse = setPulse(
    <i32>get(input, IN_PULSE), at(input, IN_HEAD + 5 * devices), <i32>get(input, IN_SAMPLES),
  );
  if (pulse != PULSE_OK) return refuse(pulse == PULSE_CONSTANT ? CONSTANT_PULSE : ZERO_PULSE, -1);

  // the scene's size is that of the arrays and the devices that are not silent
  let left = Math.min(tx, rx), right = Math.max(tx, rx), low = Math.min(ty, ry), high = Math.max(ty, ry);
  for (let i = 0; i < devices; i++) {
    const x = get(input, IN_HEAD + 3 * i), y = get(input, IN_HEAD + 3 * i + 1), s = get(input, IN_HEAD + 3 * i + 2);
    if (xiOf(s, pathGains(distance(x - tx, y - ty), distance(x - rx, y - ry))) < SMALLEST) continue;
    left = Math.min(left, x); right = Math.max(right, x);
    low = Math.min(low, y); high = Math.max(high, y);
  }
  const size = distance(right - left, high - low);
  const unlimited = readLimits(input, devices, size);
  if (unlimited != ACCEPTED) return unlimited;
  const needsAngle = objective != DELAY;
  if (Mr == 1 && needsAngle) return refuse(SINGLE_RECEIVER, -1);

  L = 0;
  for (let i = 0; i < devices; i++) {
    const s = get(input, IN_HEAD + 3 * i + 2);
    if (s == 0) continue;
    const dx = get(input, IN_HEAD + 3 * i), dy = get(input, IN_HEAD + 3 * i + 1);
    const toT = distance(dx - tx, dy - ty), toR = distance(dx - rx, dy - ry);
    if (!(toT >= 1e-9 * size)) return refuse(ON_TRANSMITTER, i);
    if (!(toR >= 1e-9 * size)) return refuse(ON_RECEIVER, i);
    const gains = pathGains(toT, toR), xil = xiOf(s, gains);
    const w = s * Math.sqrt(reflection * gains * symbolCount * (power / noise));
    if (xil < SMALLEST) continue; // too weak for double precision: silent
    if (!(xil < 1e290) || !(w * w * <f64>(Mt * Mr) <= LOUDEST)) return refuse(OUT_OF_RANGE, i);
    const l = L++;
    set(activeIndex, l, <f64>i);
    set(places, 2 * l, dx);
    set(places, 2 * l + 1, dy);
    set(xi, l, xil);
    set(weight, l, w);
    set(importance, l, get(input, IN_HEAD + 3 * devices + i));
    set(delay, l, (toT + toR) / LIGHT_SPEED);
    // the vectors from the arrays, to all digits
    const vtx = exactSum(dx, -tx), vtxRest = rest, vty = exactSum(dy, -ty), vtyRest = rest;
    const vrx = exactSum(dx, -rx), vrxRest = rest, vry = exactSum(dy, -ry), vryRest = rest;
    const utx = vtx / toT, uty = vty / toT, urx = vrx / toR, ury = vry / toR;
    set(sineT, l, utx * axisTx + uty * axisTy);
    set(sineR, l, urx * axisRx + ury * axisRy);
    // broadside: the axis turned by −90°
    const cosine = cross(vrx, vrxRest, vry, vryRest, axisRx, axisRxRest, axisRy, axisRyRest) / toR;
    const endfire = Math.abs(cosine) < 1e-9;
    if (endfire && needsAngle) return refuse(ENDFIRE, i);
    set(phaseSlope, l, endfire || Mr == 1 ? 0 : TWO_PI * spacingR * cosine);
    // the inverse of [(u_T+u_R)^T/c; n^T/d_R], n = u_R turned by +90°: with δ the angle from u_T to u_R and
    // t = tan(δ/2), u_T + u_R = 2 (u_R − t n)/(1 + t²), and (u_T+u_R)·u_R = 2/(1 + t²) = |u_T+u_R|²/2
    const sine = cross(vtx, vtxRest, vty, vtyRest, vrx, vrxRest, vry, vryRest) / (toT * toR);
    const along = utx * urx + uty * ury, t = along < 0 ? (1 - along) / sine : sine / (1 + along);
    const inverse = (1 + t * t) / 2, between = !(inverse < 2e18);
    if (between && objective == POSITION) return refuse(BETWEEN_ARRAYS, i);
    const j = at(jacobian, 4 * l);
    set(j, 0, between ? NaN : LIGHT_SPEED * urx * inverse);
    set(j, 1, between ? NaN : toR * (t * urx - ury));
    set(j, 2, between ? NaN : LIGHT_SPEED * ury * inverse);
    set(j, 3, between ? NaN : toR * (t * ury + urx));
  }
  if (L == 0) return refuse(ALL_SILENT, -1);
  if (fidelity == COUPLED) {
    for (let p = 0; p < L; p++) {
      for (let q = p + 1; q < L; q++) {
        const i = <i32>get(activeIndex, p), k = <i32>get(activeIndex, q);
        const x = get(input, IN_HEAD + 3 * i) - get(input, IN_HEAD + 3 * k);
        const y = get(input, IN_HEAD + 3 * i + 1) - get(input, IN_HEAD + 3 * k + 1);
        if (!(distance(x, y) >= 1e-9 * size)) {
          refuse(SAME_PLACE, i);
          refuseAlso(k);
          return SAME_PLACE;
        }
      }
    }
  }
  return ACCEPTED;
}

/**
 * The constants of the rank-one bounds of active device l, printed or decoupled: CRB = constant/q_l with q_l in W.
 * Into out[0..4): delay s²·W, angle rad²·W, position m²·W, and the covariance of delay and angle, s·rad·W; NaN where
 * unobservable. (20)–(27), model section 3.
 */
export function boundConstants(l: i32, out: usize): void {
  const s0 = <f64>Mr, s1 = (s0 * (s0 - 1)) / 2, s2 = ((s0 - 1) * s0 * (2 * s0 - 1)) / 6;
  // ε_g = Δt, F̄² = bandwidth/Δt²: the (τ,φ) information is ξ q [[a, b k],[b k, d k²]]
  const a = (bandwidth / symbolDuration) * s0, d = symbolDuration * s2;
  const b = fidelity == PRINTED ? edge * s1 : 0;
  const x = get(xi, l), k = get(phaseSlope, l);
  set(out, 3, NaN);
  if (k == 0) {
    // without an angle: the delay alone; at endfire `printed` keeps its own formula, whose k cancels
    const alone = Mr == 1 ? 1 / (a * x) : d / (a * d - b * b) / x;
    set(out, 0, alone);
    set(out, 1, NaN);
    set(out, 2, NaN);
    return;
  }
  const determinant = a * d - b * b;
  const tau = d / determinant / x, phi = a / (determinant * k * k) / x, cross = -b / (determinant * k) / x;
  const j = at(jacobian, 4 * l);
  const xt = get(j, 0), xp = get(j, 1), yt = get(j, 2), yp = get(j, 3);
  set(out, 0, tau);
  set(out, 1, phi);
  set(out, 2, (xt * xt + yt * yt) * tau + 2 * (xt * xp + yt * yp) * cross + (xp * xp + yp * yp) * phi);
  set(out, 3, cross);
}
