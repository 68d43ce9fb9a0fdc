/** From a scenario to the numbers of (1)–(9) in SI units: channels, their derivatives, gains, delays. */
import type { Device, DeviceChannel, Scenario, Unknown } from '../types.js';
import { faded, steadyShare } from './fading.js';
import {
  crossed,
  direction,
  fromBroadside,
  elementsOf,
  largestPhase,
  placeJacobian,
  slope,
  speedOfLight,
  steering,
  tangentsTo,
  type Vector,
} from './geometry.js';
import { squaredNorm, type ComplexVector } from './linalg.js';
import { observed } from './observability.js';
import { pulseModel, type PulseModel } from './pulse.js';
import { limitRows, type LimitRow } from './rigorous/limits.js';

/** Below the smallest normal double ξ has underflowed, and the device is silent. */
const smallestNormal = 2 ** -1022;

/** A device that is not silent. */
export interface DeviceModel {
  /** Its place in the scenario. */
  index: number;
  /** s_l α_l: symbol times channel gain. */
  amplitude: number;
  /** ξ_l = 2 ϱ N s² η(d_T) η(d_R)/(σ² Δt) of Proposition 3.2, 1/(W s) */
  xi: number;
  /** τ_l, s */
  delay: number;
  /** c_l, M_t: a_t(θ_l) (5) in line of sight */
  transmit: ComplexVector;
  /** h_l, M_r: a_r(φ_l) (8) in line of sight */
  receive: ComplexVector;
  /** ∂h_l by each direction, one in the plane and two in space */
  slopes: ComplexVector[];
  /** Which directions are parameters: observable and not the other one again, or known beforehand. */
  seen: boolean[];
  /** All of them */
  angleObservable: boolean;
  /** k_l = 2π·spacing·cos φ_l, signed, 1/rad, of a uniform line in the plane; 0 where the angle is unobservable */
  wavenumber: number;
  /** G_l = ∂(place)/∂(τ, directions) by rows; null where the position is unobservable */
  toPlace: number[][] | null;
  /** ω_l */
  weight: number;
  /** m; 0: nothing is known beforehand */
  prior: number;
}

/** Power that must stay below (+) or arrive (−): what is radiated or arrives is gain·a^T R ā, W. */
export type LimitModel = LimitRow<number, ComplexVector>;

export interface Model {
  transmitAntennas: number;
  receiveAntennas: number;
  /** The largest phase in a steering vector of either array, rad. */
  transmitPhase: number;
  receivePhase: number;
  /** Directions of a device: 1 in the plane, 2 in space. */
  directions: number;
  unknown: Unknown;
  /** A uniform line in the plane that receives steering vectors, nothing unknown: the paper's formulas apply. */
  papers: boolean;
  /** P0, W */
  power: number;
  /** σ² = σ_c² + σ_z², W */
  noise: number;
  /** N */
  symbolCount: number;
  /** Δt, s */
  symbolDuration: number;
  pulse: PulseModel;
  /** All devices of the scenario, silent ones among them. */
  deviceCount: number;
  /** Indices of the silent ones. */
  silent: number[];
  /** The others, in order. */
  devices: DeviceModel[];
  /** In the order of prices. */
  limits: LimitModel[];
}

/** What of a device is computed from its position before all else: phases of its vectors by their sines, and delays. */
export type Rounded = 'transmit sine' | 'receive sine' | 'receive cosine' | 'delay';

/**
 * Throws an Error that names the field where a scenario has no model. `error`: relative error to give a device's delay,
 * and the phases at the transmitter and the receiver (rounding.ts); absolute to the tangents there.
 */
export function model(scenario: Scenario, error: (index: number, of: Rounded) => number = () => 0): Model {
  const { transmitter, receiver, symbolCount, symbolDuration, unknown = 'none' } = scenario;
  const noise = watts(scenario.noiseDbm) + (scenario.clutterDbm === null ? 0 : watts(scenario.clutterDbm));
  const elements = { transmit: elementsOf(transmitter), receive: elementsOf(receiver) };
  const inSpace = receiver.position.length === 3;
  const isLine = !('elements' in receiver) && (receiver.shape === undefined || receiver.shape === 'line');
  const devices: DeviceModel[] = [];
  const silent: number[] = [];
  let steered = true;
  scenario.devices.forEach((device, index) => {
    if (device.symbol === 0) return silent.push(index);
    const toTransmitter = direction(transmitter, device.position, `devices[${index}].position`);
    const toReceiver = direction(receiver, device.position, `devices[${index}].position`);
    const gain =
      scenario.reflection *
      pathGain(scenario, toTransmitter.distance) *
      pathGain(scenario, toReceiver.distance);
    const xi = (2 * symbolCount * gain * device.symbol * device.symbol) / (noise * symbolDuration);
    const tangents = tangentsTo(toReceiver.unit, inSpace);
    const cross = crossed(device.position, transmitter.position, receiver.position);
    // along the axes a line's cosine is a coordinate, right to its last digit; elsewhere a difference of two products
    const straight = isLine && !inSpace && receiver.orientation % 90 === 0;
    const slip = error(index, 'receive cosine');
    const shaken = tangents.map((e): Vector => {
      const from = straight ? e : toReceiver.unit;
      return [e[0] + slip * from[0], e[1] + slip * from[1], e[2] + slip * from[2]];
    });
    const channel = channelOf(scenario, device, index, elements, {
      transmit: steering(elements.transmit, toTransmitter.unit, 1 + error(index, 'transmit sine')),
      receive: steering(elements.receive, toReceiver.unit, 1 + error(index, 'receive sine')),
      tangents: shaken,
    });
    const echo = xi * meanSquare(channel.transmit) * meanSquare(channel.receive);
    if (!(echo >= smallestNormal)) return silent.push(index);
    if (device.channel?.receive || device.channel?.slopes || scenario.fading) steered = false;
    const prior = device.prior ?? 0;
    const own = elements.receive.length > 1 ? observed(channel, unknown) : tangents.map(() => false);
    const seen = prior > 0 ? tangents.map(() => true) : own;
    const whole = seen.every(Boolean);
    const line = isLine && !inSpace && own[0];
    devices.push({
      index,
      amplitude: device.symbol * Math.sqrt(gain),
      xi,
      delay: ((toTransmitter.distance + toReceiver.distance) / speedOfLight) * (1 + error(index, 'delay')),
      transmit: channel.transmit,
      receive: channel.receive,
      slopes: channel.slopes,
      seen,
      angleObservable: whole,
      wavenumber: line ? 2 * Math.PI * alongLine(elements.receive, shaken[0]) : 0,
      toPlace: whole ? placeJacobian(toTransmitter, toReceiver, tangents, cross) : null,
      weight: device.weight ?? 1,
      prior,
    });
  });
  return {
    transmitAntennas: elements.transmit.length,
    receiveAntennas: elements.receive.length,
    transmitPhase: largestPhase(elements.transmit),
    receivePhase: largestPhase(elements.receive),
    directions: inSpace ? 2 : 1,
    unknown,
    papers: isLine && !inSpace && steered && unknown === 'none',
    power: watts(scenario.powerDbm),
    noise,
    symbolCount,
    symbolDuration,
    pulse: pulseModel(scenario.pulse, symbolDuration),
    deviceCount: scenario.devices.length,
    silent,
    devices,
    limits: limitsOf(scenario, error),
  };
}

/** Σ |v_m|²/M: 1 for a steering vector. */
function meanSquare(v: ComplexVector): number {
  return squaredNorm(v) / v.re.length;
}

/** The step from one element of a line to the next, along e. */
function alongLine(elements: Vector[], e: Vector): number {
  const [x, y] = elements[1];
  return x * e[0] + y * e[1];
}

/** A device's own channel where it has one, else the line of sight, faded where there is fading. */
function channelOf(
  { fading }: Scenario,
  { channel = {} }: Device,
  index: number,
  elements: { receive: Vector[] },
  sight: { transmit: ComplexVector; receive: ComplexVector; tangents: Vector[] },
): { transmit: ComplexVector; receive: ComplexVector; slopes: ComplexVector[]; length: number } {
  const fade = (side: 'transmit' | 'receive') => vectorOf(fading, channel, side, index, sight[side]);
  const share = fading && !channel.receive ? steadyShare(fading.factorDb) : 1;
  const scaled = (v: ComplexVector) => ({ re: v.re.map((x) => share * x), im: v.im.map((x) => share * x) });
  const own = channel.slopes;
  const extent = 2 * Math.PI * Math.sqrt(elements.receive.reduce((sum, p) => sum + Math.hypot(...p) ** 2, 0));
  return {
    transmit: fade('transmit'),
    receive: fade('receive'),
    slopes: own ?? sight.tangents.map((e) => scaled(slope(elements.receive, sight.receive, e))),
    length: own ? Math.max(...own.map((d) => Math.sqrt(squaredNorm(d)))) : extent * share,
  };
}

/** A side of it. */
function vectorOf(
  fading: Scenario['fading'],
  channel: DeviceChannel,
  side: 'transmit' | 'receive',
  index: number,
  sight: ComplexVector,
): ComplexVector {
  return channel[side] ?? (fading ? faded(sight, fading, side, index) : sight);
}

/** As they are listed in a point. `error`: as for `model`. */
function limitsOf(scenario: Scenario, error: (index: number, of: Rounded) => number): LimitModel[] {
  const { transmitter, devices, fading } = scenario;
  const elements = elementsOf(transmitter);
  return limitRows<number, ComplexVector>(scenario, elements.length, {
    exactly: (value) => value,
    watts,
    vector: (re) => ({ re, im: re.map(() => 0) }),
    arriving: (index) => {
      const { position, channel = {} } = devices[index];
      const { unit, distance } = direction(transmitter, position, `devices[${index}].position`);
      const sight = steering(elements, unit, 1 + error(index, 'transmit sine'));
      const vector = vectorOf(fading, channel, 'transmit', index, sight);
      return { vector, gain: pathGain(scenario, distance) };
    },
    steering: (where, path) => {
      const unit =
        'position' in where
          ? direction(transmitter, where.position, path).unit
          : fromBroadside(transmitter, where.direction);
      return steering(elements, unit, 1);
    },
  });
}

/** dBm to W */
export function watts(dBm: number): number {
  return 10 ** ((dBm - 30) / 10);
}

/** η(d) = ζ d^-γ */
function pathGain(scenario: Scenario, distance: number): number {
  return 10 ** (-scenario.pathLoss.referenceDb / 10) * distance ** -scenario.pathLoss.exponent;
}
