/** From a scenario to the numbers of (1)–(9) in SI units: geometry, steering vectors, gains. */
import type { ArrayGeometry, Scenario, Vector2 } from '../types.js';
import { crossFrom } from './exact.js';
import { zeroVector, type ComplexVector } from './linalg.js';
import { pulseModel, type PulseModel } from './pulse.js';

/** m/s */
export const speedOfLight = 299_792_458;
/** Below this, the cosine of an angle or the length of a sum of unit vectors counts as zero. */
const degenerate = 1e-9;
/** Below the smallest normal double ξ has underflowed, and the device is silent. */
const smallestNormal = 2 ** -1022;

/** A device that is not silent. */
export interface DeviceModel {
  /** Its place in the scenario. */
  index: number;
  /** s_l α_l: symbol times channel gain. */
  amplitude: number;
  /** ω_l: what its part of the objective counts. */
  weight: number;
  /** ξ_l = 2 ϱ N s² η(d_T) η(d_R)/(σ² Δt) of Proposition 3.2, 1/(W s) */
  xi: number;
  /** τ_l, s */
  delay: number;
  /** a_t(θ_l), M_t (5) */
  transmit: ComplexVector;
  /** a_r(φ_l), M_r (8) */
  receive: ComplexVector;
  /** k_l = 2π·spacing·cos φ_l, signed, 1/rad; 0 where the angle is unobservable */
  wavenumber: number;
  /** false at the receiver's endfire, and for a single receive antenna */
  angleObservable: boolean;
  /** G_l = ∂(x, y)/∂(τ, φ) by rows: [[m/s, m/rad], [m/s, m/rad]]; null where the position is unobservable */
  toPlane: number[][] | null;
}

/** sign·gain·ā ā^H against sign·watts: power that must stay below (+) or arrive (−). */
export interface LimitModel {
  kind: 'antenna' | 'sensitivity' | 'quiet';
  sign: 1 | -1;
  gain: number;
  /** a, M_t: what is radiated or arrives is gain·a^T R ā, W. */
  vector: ComplexVector;
  watts: number;
}

export interface Model {
  transmitAntennas: number;
  receiveAntennas: number;
  /** 2π·spacing·(M − 1) of either array, rad: the largest phase in a steering vector. */
  transmitPhase: number;
  receivePhase: number;
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
  /** ⟨A, R⟩ ≤ b: of antennas, then of devices, silent ones too, then of quiet directions. */
  limits: LimitModel[];
}

/** What of a device is computed from its position before all else. */
export type Rounded = 'transmit sine' | 'receive sine' | 'receive cosine' | 'delay';

/**
 * Throws an Error that names the field where a scenario has no model. `error`: relative error to give a device's delay,
 * and the sine of its angle at the transmitter and the receiver (rounding.ts); absolute to its cosine there.
 */
export function model(scenario: Scenario, error: (index: number, of: Rounded) => number = () => 0): Model {
  const { transmitter, receiver, symbolCount, symbolDuration } = scenario;
  const noise = watts(scenario.noiseDbm) + (scenario.clutterDbm === null ? 0 : watts(scenario.clutterDbm));
  const devices: DeviceModel[] = [];
  const silent: number[] = [];
  scenario.devices.forEach((device, index) => {
    const toTransmitter = direction(transmitter, device.position, `devices[${index}].position`);
    const toReceiver = direction(receiver, device.position, `devices[${index}].position`);
    const gain =
      scenario.reflection *
      pathGain(scenario, toTransmitter.distance) *
      pathGain(scenario, toReceiver.distance);
    const xi = (2 * symbolCount * gain * device.symbol * device.symbol) / (noise * symbolDuration);
    if (!(xi >= smallestNormal)) {
      silent.push(index);
      return;
    }
    const angleObservable = receiver.antennas > 1 && Math.abs(toReceiver.cosine) >= degenerate;
    const slip = error(index, 'receive cosine');
    // along the axes it is a coordinate, right to its last digit; elsewhere a difference of two products
    const cosine = toReceiver.cosine + slip * (receiver.orientation % 90 === 0 ? toReceiver.cosine : 1);
    const cross = crossFrom(device.position, transmitter.position, receiver.position);
    devices.push({
      index,
      amplitude: device.symbol * Math.sqrt(gain),
      weight: device.weight ?? 1,
      xi,
      delay: ((toTransmitter.distance + toReceiver.distance) / speedOfLight) * (1 + error(index, 'delay')),
      transmit: steering(transmitter, toTransmitter.sine * (1 + error(index, 'transmit sine'))),
      receive: steering(receiver, toReceiver.sine * (1 + error(index, 'receive sine'))),
      wavenumber: angleObservable ? 2 * Math.PI * receiver.spacing * cosine : 0,
      angleObservable,
      toPlane: angleObservable ? planeJacobian(toTransmitter, toReceiver, cross) : null,
    });
  });
  return {
    transmitAntennas: transmitter.antennas,
    receiveAntennas: receiver.antennas,
    transmitPhase: largestPhase(transmitter),
    receivePhase: largestPhase(receiver),
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

function limitsOf(scenario: Scenario, error: (index: number, of: Rounded) => number): LimitModel[] {
  const { transmitter, devices, limits = {} } = scenario;
  const { antennaDbm, sensitivityDbm, quiet = [] } = limits;
  const all: LimitModel[] = [];
  for (let m = 0; m < transmitter.antennas; m++) {
    const dBm = Array.isArray(antennaDbm) ? antennaDbm[m] : antennaDbm;
    if (dBm === null || dBm === undefined) continue;
    const vector = zeroVector(transmitter.antennas);
    vector.re[m] = 1;
    all.push({ kind: 'antenna', sign: 1, gain: 1, vector, watts: watts(dBm) });
  }
  devices.forEach((device, index) => {
    const dBm = device.sensitivityDbm ?? sensitivityDbm;
    if (dBm === undefined) return;
    const { sine, distance } = direction(transmitter, device.position, `devices[${index}].position`);
    const vector = steering(transmitter, sine * (1 + error(index, 'transmit sine')));
    const gain = pathGain(scenario, distance);
    all.push({ kind: 'sensitivity', sign: -1, gain, vector, watts: watts(dBm) });
  });
  quiet.forEach(({ limitDbm, ...where }, i) => {
    const sine =
      'position' in where
        ? direction(transmitter, where.position, `limits.quiet[${i}].position`).sine
        : axisOf(where.direction)[1];
    const vector = steering(transmitter, sine);
    all.push({ kind: 'quiet', sign: 1, gain: 1, vector, watts: watts(limitDbm) });
  });
  return all;
}

/** dBm to W */
export function watts(dBm: number): number {
  return 10 ** ((dBm - 30) / 10);
}

/** η(d) = ζ d^-γ */
function pathGain(scenario: Scenario, distance: number): number {
  return 10 ** (-scenario.pathLoss.referenceDb / 10) * distance ** -scenario.pathLoss.exponent;
}

interface Direction {
  /** m */
  distance: number;
  /** From the array to the device. */
  unit: Vector2;
  /** sin of the angle from broadside: the unit vector along the array's axis */
  sine: number;
  /** cos of it: along the broadside, which is the axis turned by −90° */
  cosine: number;
}

function direction(array: ArrayGeometry, position: Vector2, field: string): Direction {
  const dx = position[0] - array.position[0];
  const dy = position[1] - array.position[1];
  const distance = Math.hypot(dx, dy);
  if (!(distance > 0)) throw new Error(`${field}: on an array`);
  const unit: Vector2 = [dx / distance, dy / distance];
  const axis = axisOf(array.orientation);
  return {
    distance,
    unit,
    sine: unit[0] * axis[0] + unit[1] * axis[1],
    cosine: unit[0] * axis[1] - unit[1] * axis[0],
  };
}

/** The unit vector along an array; exact for quarter turns, where the cosine of a rounded π/2 is not 0. */
function axisOf(degrees: number): Vector2 {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn % 90 === 0) return ([[1, 0], [0, 1], [-1, 0], [0, -1]] as Vector2[])[turn / 90]; // prettier-ignore
  return [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
}

/** (5), (8): element m is exp(j 2π·spacing·m·sin) */
function steering(array: ArrayGeometry, sine: number): ComplexVector {
  const a = zeroVector(array.antennas);
  for (let m = 0; m < array.antennas; m++) {
    const phase = 2 * Math.PI * array.spacing * sine * m;
    a.re[m] = Math.cos(phase);
    a.im[m] = Math.sin(phase);
  }
  return a;
}

function largestPhase({ antennas, spacing }: ArrayGeometry): number {
  return 2 * Math.PI * spacing * (antennas - 1);
}

/**
 * G_l, from (10)–(13). A step of the device changes (τ, φ) by [(u_T + u_R)^T/c; n^T/d_R], n = u_R turned by +90°.
 * Its inverse has the columns 2c u_R/|s|² and 2 d_R s⊥/|s|², with s = u_T + u_R and s⊥ = s turned by +90° (as
 * s·u_R = n·s⊥ = |s|²/2). On the segment between the arrays s vanishes; near it, where the sum cancels, the sine of the
 * angle between u_T and u_R says how far from it the device is: |s|² = 2 (1 + cos) = 2 sin²/(1 − cos).
 */
function planeJacobian(toTransmitter: Direction, toReceiver: Direction, cross: number): number[][] | null {
  const { unit: uR, distance } = toReceiver;
  const [x, y] = toTransmitter.unit;
  const sine = cross / (toTransmitter.distance * distance);
  const cosine = x * uR[0] + y * uR[1];
  const half = cosine < 0 ? (sine * sine) / (1 - cosine) : 1 + cosine;
  if (!(Math.sqrt(2 * half) >= degenerate)) return null;
  // s = (s·u_R) u_R + (s·n) n
  const s = [half * uR[0] + sine * uR[1], half * uR[1] - sine * uR[0]];
  const delay = speedOfLight / half;
  const angle = distance / half;
  return [
    [delay * uR[0], -angle * s[1]],
    [delay * uR[1], angle * s[0]],
  ];
}
