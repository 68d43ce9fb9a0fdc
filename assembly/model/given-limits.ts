// The limits on the covariance as the scenario has them (general.md, section 4), each ⟨A, R⟩ ≤ b: first the antennas
// that have one, then the devices, silent ones too, then those that are listed with their vector
// (bindings/limit-kinds.ts). limits.ts makes the solver's rows of them.
//
//   antenna  A = e_m e_m^H, b the most that it may radiate        device  A = −η(d_T) c^H c, −b what has to arrive
//   listed   A = ± ā ā^H, a by its code: TOWARDS, the steering vector

import { INPUT_LIMIT } from '../abi';
import { at, copy, get, set, take, zero } from '../memory';
import { TWO_PI, wattsFromDbm } from './units';
import { exactSine } from './exact';
import { TRANSMITTER, antennas, phasesOf, spacingOf, steer } from './arrays';
import { see, toTransmitter, unitT } from './geometry';
import { next, nextOfTail } from './input';
import { phasesTo, transmitVector } from './propagation';
import { ACCEPTED, LIMIT_ON_TRANSMITTER, refuse } from './refusal';

export const ANTENNA = 0;
export const DEVICE = 1;
export const LISTED = 2;

export let limits: i32 = 0;
/** Kind; antenna, device (given) or place in the list; ±1; b, W; of devices η(d_T), which multiplies A. */
export let limitKind: usize = 0;
export let limitOf: usize = 0;
export let limitSign: usize = 0;
export let limitWatts: usize = 0;
export let limitGain: usize = 0;
/** Whether all vectors are steering vectors. */
export let allSteered: bool = true;
/** Of all but antennas: the vector, 2·M_t numbers each, and where it is a steering vector its phases ψ. */
let vectors: usize = 0;
let phases: usize = 0;

/** dBm for every antenna, what every device needs, NaN: none; limits of single antennas, 0 or M_t; others listed. */
let antennaDbm: f64 = 0;
let sensitivityDbm: f64 = 0;
let singles: i32 = 0;
let others: i32 = 0;
/** A limit of each antenna, dBm; INPUT_LIMIT numbers of each that is listed. */
let single: usize = 0;
let list: usize = 0;

/** c or ā, 2·M_t. */
export function limitVector(i: i32): usize {
  return at(vectors, 2 * antennas(TRANSMITTER) * i);
}
export function limitPhases(i: i32): usize {
  return at(phases, 3 * i);
}

/** Reads the head's numbers. */
export function readLimits(): void {
  antennaDbm = next();
  sensitivityDbm = next();
  singles = <i32>next();
  others = <i32>next();
}

/** Reads the tail's, and lists the antennas' limits. */
export function listAntennas(devices: i32): void {
  const Mt = antennas(TRANSMITTER), most = Mt + devices + others;
  single = nextOfTail(singles);
  list = nextOfTail(INPUT_LIMIT * others);
  limitKind = take(most);
  limitOf = take(most);
  limitSign = take(most);
  limitWatts = take(most);
  limitGain = take(most);
  vectors = take(2 * Mt * most);
  phases = take(3 * most);
  limits = 0;
  allSteered = true;
  for (let m = 0; m < Mt; m++) {
    const dbm = singles > 0 ? get(single, m) : antennaDbm;
    if (dbm == dbm) add(ANTENNA, m, 1, dbm, 1);
  }
}

function add(kind: i32, which: i32, sign: f64, dbm: f64, gain: f64): void {
  set(limitKind, limits, <f64>kind);
  set(limitOf, limits, <f64>which);
  set(limitSign, limits, sign);
  set(limitWatts, limits, wattsFromDbm(dbm));
  set(limitGain, limits++, gain);
}

/** The power that a device needs, dBm, of its own or everyone's; NaN: none. */
export function neededBy(own: f64): f64 {
  return own == own ? own : sensitivityDbm;
}

/** Lists the limit of device i (given), whose channel lies in place l; gain: η(d_T) and what c_l as kept lacks. */
export function listDevice(i: i32, l: i32, dbm: f64, gain: f64, steered: bool): void {
  const Mt = antennas(TRANSMITTER);
  copy(limitVector(limits), transmitVector(l), 2 * Mt);
  copy(limitPhases(limits), phasesTo(TRANSMITTER, l), 3);
  allSteered = allSteered && steered;
  add(DEVICE, i, -1, dbm, gain);
}

/** Lists the others. Returns ACCEPTED, or why not; nearest: places within it are the transmitter's. */
export function listOthers(dimensions: i32, nearest: f64): i32 {
  const Mt = antennas(TRANSMITTER);
  for (let i = 0; i < others; i++) {
    const from = at(list, INPUT_LIMIT * i), psi = limitPhases(limits), v = limitVector(limits);
    if (!phasesTowards(at(from, 1), dimensions, nearest, psi)) return refuse(LIMIT_ON_TRANSMITTER, i);
    steer(TRANSMITTER, psi, v, at(v, Mt));
    add(LISTED, i, get(from, 4), get(from, 5), 1);
  }
  return ACCEPTED;
}

/** ψ towards a place, or a direction (TOWARDS of abi.ts); false where the place is the transmitter's. */
function phasesTowards(where: usize, dimensions: i32, nearest: f64, psi: usize): bool {
  if (get(where, 1) == get(where, 1)) {
    see(where, dimensions);
    if (!(toTransmitter >= nearest)) return false;
    phasesOf(TRANSMITTER, unitT, psi);
  } else {
    zero(psi, 3);
    set(psi, 0, TWO_PI * spacingOf(TRANSMITTER) * exactSine(get(where, 0)));
  }
  return true;
}
