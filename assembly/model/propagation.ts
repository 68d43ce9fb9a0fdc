// The channel of a device: c_l from the transmitter, h_l to the receiver, and the derivatives d_l of h_l by its
// directions. Everything else reads these; a line of sight is one way to come by them (general.md, sections 1 and 2).
// Kept so that |c_l|² = M_t and |h_l|² = M_r, as steering vectors have it; what a channel of one's own has more or
// less than that is a gain and goes into the device's weight, d_l with it into h_l's.
//
// A vector lies as M real parts, then M imaginary parts.

import { OWN_RECEIVE, OWN_SLOPES, OWN_TRANSMIT } from '../abi';
import { at, copy, get, mark, release, set, take } from '../memory';
import { dot } from '../linalg/lanes';
import { nextOfTail } from './input';
import {
  RECEIVER, TRANSMITTER, antennas, differentiate, extentOf, phasesOf, steer,
} from './arrays';
import { fade, isFading, steadyShare } from './fading';
import { tangentPhases, unitR, unitT } from './geometry';

let Mt: i32 = 0;
let Mr: i32 = 0;
let directions: i32 = 0;
let transmitAt: usize = 0;
let receiveAt: usize = 0;
let slopeAt: usize = 0;
let phasesT: usize = 0;
let phasesR: usize = 0;
/** Whether every vector is a steering vector. */
export let allSteering: bool = true;
/** Whether every h_l is one, and its derivatives are. */
export let allReceived: bool = true;

/** c_l, 2·M_t. */
export function transmitVector(l: i32): usize {
  return at(transmitAt, 2 * Mt * l);
}
/** h_l, 2·M_r. */
export function receiveVector(l: i32): usize {
  return at(receiveAt, 2 * Mr * l);
}
/** d_l of direction i, 2·M_r. */
export function slopeVector(l: i32, i: i32): usize {
  return at(slopeAt, 2 * Mr * (2 * l + i));
}
/** ψ of the direction from an array to device l. */
export function phasesTo(side: i32, l: i32): usize {
  return at(side == TRANSMITTER ? phasesT : phasesR, 3 * l);
}

/** Room for so many devices. */
export function preparePropagation(devices: i32, dimensions: i32): void {
  Mt = antennas(TRANSMITTER);
  Mr = antennas(RECEIVER);
  directions = dimensions - 1;
  transmitAt = take(2 * Mt * devices);
  receiveAt = take(2 * Mr * devices);
  slopeAt = take(4 * Mr * devices);
  phasesT = take(3 * devices);
  phasesR = take(3 * devices);
  allSteering = true;
  allReceived = true;
}

/** |c_l| over √M_t, and |h_l| over √M_r, of the channel made last. */
export let transmitGain: f64 = 1;
export let receiveGain: f64 = 1;
/** The length that derivatives by direction have at most, or nearly. */
export let slopeScale: f64 = 0;

/** Makes the channel of the device that `geometry` sees, in place l; own: OWN_… of what follows in the tail. */
export function propagate(l: i32, device: i32, own: i32): void {
  const c = transmitVector(l), h = receiveVector(l), scope = mark(), psi = take(3);
  transmitGain = 1;
  receiveGain = 1;
  phasesOf(TRANSMITTER, unitT, phasesTo(TRANSMITTER, l));
  phasesOf(RECEIVER, unitR, phasesTo(RECEIVER, l));
  if (own & OWN_TRANSMIT) copy(c, nextOfTail(2 * Mt), 2 * Mt);
  else steer(TRANSMITTER, phasesTo(TRANSMITTER, l), c, at(c, Mt));
  steer(RECEIVER, phasesTo(RECEIVER, l), h, at(h, Mr));
  for (let i = 0; i < directions; i++) {
    tangentPhases(RECEIVER, i, psi);
    differentiate(RECEIVER, psi, h, slopeVector(l, i));
  }
  slopeScale = extentOf(RECEIVER);
  if (own & OWN_RECEIVE) copy(h, nextOfTail(2 * Mr), 2 * Mr);
  else if (isFading() && !(own & OWN_SLOPES)) slopeScale *= steadyShare();
  if (own & OWN_SLOPES) {
    slopeScale = 0;
    for (let i = 0; i < directions; i++) {
      const d = slopeVector(l, i);
      copy(d, nextOfTail(2 * Mr), 2 * Mr);
      slopeScale = Math.max(slopeScale, Math.sqrt(dot(2 * Mr, d, d)));
    }
  } else if (isFading() && !(own & OWN_RECEIVE)) {
    for (let i = 0; i < directions; i++) scaleBy(slopeVector(l, i), 2 * Mr, steadyShare());
  }
  if (isFading() && !(own & OWN_TRANSMIT)) fade(c, Mt, TRANSMITTER, device);
  if (isFading() && !(own & OWN_RECEIVE)) fade(h, Mr, RECEIVER, device);
  release(scope);
  if (own == 0 && !isFading()) return;
  transmitGain = normalize(c, Mt);
  receiveGain = normalize(h, Mr);
  if (!(receiveGain > 0)) return;
  for (let i = 0; i < directions; i++) scaleBy(slopeVector(l, i), 2 * Mr, 1 / receiveGain);
  slopeScale /= receiveGain;
}

/** Of a device that is not silent: remembers whether its channel is made of steering vectors. */
export function keepChannel(own: i32): void {
  if (own != 0 || isFading()) allSteering = false;
  if ((own & (OWN_RECEIVE | OWN_SLOPES)) != 0 || isFading()) allReceived = false;
}

function scaleBy(v: usize, n: i32, s: f64): void {
  for (let i = 0; i < n; i++) set(v, i, s * get(v, i));
}

/** v ← v √M/|v|; returns |v|/√M. */
function normalize(v: usize, M: i32): f64 {
  const gain = Math.sqrt(dot(2 * M, v, v) / <f64>M);
  if (gain > 0) scaleBy(v, 2 * M, 1 / gain);
  return gain;
}
