/**
 * From a scenario to the exact problem that its doubles define, in balls: channel vectors c_l and h_l, the unknowns with
 * their receive vectors, weights. Angles appear as the components of unit vectors only, so that no arc is needed.
 */
import type { ArrayGeometry, LineArray, Objective, Scenario } from '../../types.js';
import {
  add,
  divide,
  exact,
  lower,
  magnitude,
  multiply,
  negate,
  root,
  scale,
  square,
  subtract,
  upper,
  zero,
  one,
  type Ball,
} from './ball.js';
import { inner, real, scaled, times, type Complex, type Matrix } from './complex.js';
import { cosSin, exp, fromDecibels, log, pi } from './elementary.js';
import { NotProved } from './not-proved.js';
import { pulseModel, type PulseModel } from './pulse.js';

const speedOfLight = exact(299_792_458);
/** Below this, the cosine of an angle counts as zero: the problem's own rule for what can be observed. */
const degenerate = 1e-9;

/** One unknown of the Fisher matrix: its device, the order of the pulse's derivative, and its receive vector. */
export interface Parameter {
  device: number;
  order: 0 | 1;
  vector: Complex[];
  /** Its row in B and Y. */
  row: number;
}

export interface SceneDevice {
  /** s_l α_l sqrt(N/σ²), 1/√W. */
  weight: Ball;
  /** ξ_l = 2 ϱ N s² η η/(σ² Δt), 1/(W s) */
  xi: Ball;
  /** τ_l/Δt */
  delay: Ball;
  /** c_l, M_t; h_l, M_r */
  transmit: Complex[];
  receive: Complex[];
  /** 2π·spacing·cos φ_l; null where the direction is unobservable. */
  wavenumber: Ball | null;
  /** u_T + u_R, u_R and d_R. */
  toArrays: { sum: [Ball, Ball]; unit: [Ball, Ball]; distance: Ball };
}

export interface Scene {
  /** P0, W */
  power: Ball;
  symbolCount: Ball;
  /** Δt, s */
  symbolDuration: Ball;
  receiveAntennas: number;
  devices: SceneDevice[];
  pulse: PulseModel;
}

/** Keys that this checker knows; one that it does not may change the problem. */
const known = new Set([
  'transmitter',
  'receiver',
  'devices',
  'signal',
  'pulse',
  'symbolDuration',
  'symbolCount',
  'reflection',
  'pathLoss',
  'powerDbm',
  'clutterDbm',
  'noiseDbm',
]);
const knownOfArray = new Set(['position', 'antennas', 'spacing', 'orientation']);
const knownOfDevice = new Set(['position', 'symbol', 'name']);
/** What the general model has besides, at the values at which it is none. */
const neutral: Record<string, unknown> = { shape: 'line', unknown: 'none', weight: 1 };

function refuseUnknown(fields: object, names: Set<string>, path: string): void {
  for (const [key, value] of Object.entries(fields) as [string, unknown][]) {
    if (names.has(key) || value === undefined || value === null || neutral[key] === value) continue;
    throw new NotProved(`${path}.${key}: is not covered`);
  }
}

/** In the plane, or else refused. */
function inPlane(position: readonly number[], path: string): void {
  if (position.length !== 2) throw new NotProved(`${path}.position: places in space are not covered`);
}

function lineOf(array: ArrayGeometry, path: string): LineArray {
  if ('elements' in array || (array.shape !== undefined && array.shape !== 'line'))
    throw new NotProved(`${path}: only uniform lines are covered`);
  refuseUnknown(array, knownOfArray, path);
  inPlane(array.position, path);
  return array;
}

export function sceneOf(scenario: Scenario, silent: readonly number[]): Scene {
  refuseUnknown(scenario, known, 'scenario');
  const transmitter = lineOf(scenario.transmitter, 'scenario.transmitter');
  const receiver = lineOf(scenario.receiver, 'scenario.receiver');
  if (scenario.signal !== 'reused')
    throw new NotProved('scenario.signal: a superposed signal is not covered');
  const noise = add(
    watts(scenario.noiseDbm),
    scenario.clutterDbm === null ? zero : watts(scenario.clutterDbm),
  );
  const perNoise = divide(exact(scenario.symbolCount), noise);
  const duration = exact(scenario.symbolDuration);
  const axes = [axisOf(transmitter), axisOf(receiver)] as const;
  const devices: SceneDevice[] = [];
  scenario.devices.forEach((device, index) => {
    const path = `scenario.devices[${index}]`;
    refuseUnknown(device, knownOfDevice, path);
    inPlane(device.position, path);
    if (silent.includes(index) !== (device.symbol === 0))
      throw new NotProved(`silent: whether devices[${index}] is`);
    if (device.symbol === 0) return;
    const t = towards(transmitter, axes[0], device.position);
    const r = towards(receiver, axes[1], device.position);
    const gain = multiply(
      exact(scenario.reflection),
      multiply(pathGain(scenario, t.distance), pathGain(scenario, r.distance)),
    );
    const strength = multiply(multiply(square(exact(device.symbol)), gain), perNoise);
    const { antennas, spacing } = receiver;
    const sharp = magnitude(r.cosine) < degenerate;
    if (!sharp && Math.max(lower(r.cosine), -upper(r.cosine)) < degenerate)
      throw new NotProved(`${path}: whether its direction can be observed`);
    devices.push({
      weight: root(strength),
      xi: divide(scale(strength, 2), duration),
      delay: divide(add(t.distance, r.distance), multiply(speedOfLight, duration)),
      transmit: steering(transmitter, t.sine),
      receive: steering(receiver, r.sine),
      wavenumber: antennas === 1 || sharp ? null : multiply(turns(spacing), r.cosine),
      toArrays: {
        sum: [add(t.unit[0], r.unit[0]), add(t.unit[1], r.unit[1])],
        unit: r.unit,
        distance: r.distance,
      },
    });
  });
  return {
    power: watts(scenario.powerDbm),
    symbolCount: exact(scenario.symbolCount),
    symbolDuration: duration,
    receiveAntennas: receiver.antennas,
    devices,
    pulse: pulseModel(scenario.pulse),
  };
}

/** 10^((dBm − 30)/10) */
function watts(dBm: number): Ball {
  return fromDecibels(subtract(exact(dBm), exact(30)));
}

/** η(d) = 10^(−reference/10) d^−γ */
function pathGain({ pathLoss }: Scenario, distance: Ball): Ball {
  const decay = exp(negate(multiply(exact(pathLoss.exponent), log(distance))));
  return multiply(fromDecibels(exact(-pathLoss.referenceDb)), decay);
}

/** 2π·spacing */
function turns(spacing: number): Ball {
  return multiply(scale(pi, 2), exact(spacing));
}

/** The unit vector along an array, exact for quarter turns. */
function axisOf({ orientation }: LineArray): [Ball, Ball] {
  const turn = orientation % 360; // exact, as remainders are
  const { cos, sin } = cosSin(multiply(pi, divide(exact(turn), exact(180))));
  const quarter = (((turn / 90) % 4) + 4) % 4;
  if (!Number.isInteger(quarter)) return [cos, sin];
  return [[one, zero], [zero, one], [negate(one), zero], [zero, negate(one)]][quarter] as [Ball, Ball]; // prettier-ignore
}

interface Direction {
  distance: Ball;
  unit: [Ball, Ball];
  sine: Ball;
  cosine: Ball;
}

function towards(array: LineArray, [ax, ay]: [Ball, Ball], position: readonly number[]): Direction {
  const x = subtract(exact(position[0]), exact(array.position[0]));
  const y = subtract(exact(position[1]), exact(array.position[1]));
  const distance = root(add(square(x), square(y)));
  const unit: [Ball, Ball] = [divide(x, distance), divide(y, distance)];
  return {
    distance,
    unit,
    sine: add(multiply(unit[0], ax), multiply(unit[1], ay)),
    cosine: subtract(multiply(unit[0], ay), multiply(unit[1], ax)),
  };
}

/** (5), (8): exp(j 2π·spacing·m·sin), as powers of the second. */
function steering({ antennas, spacing }: LineArray, sine: Ball): Complex[] {
  const { cos, sin } = cosSin(multiply(turns(spacing), sine));
  const list: Complex[] = [real(one)];
  for (let m = 1; m < antennas; m++) list.push(times(list[m - 1], { re: cos, im: sin }));
  return list;
}

/** Delays, then directions where they can be observed: general.md's (1, −h) and (0, d), d = j k Λ h. */
export function parameters({ devices }: Scene): Parameter[] {
  const delays = devices.map(({ receive }, device) => ({
    device,
    order: 1 as const,
    vector: receive.map((x) => scaled(x, negate(one))),
    row: device,
  }));
  const directions = devices.flatMap(({ receive, wavenumber }, device) => {
    if (wavenumber === null) return [];
    const vector = receive.map((x, m) => times(x, { re: zero, im: multiply(exact(m), wavenumber) }));
    return [{ device, order: 0 as const, vector, row: devices.length + device }];
  });
  return [...delays, ...directions];
}

/**
 * M_ab of J_ab = Re{M_ab (c_q R c_p^H)}, p and q the devices of a and b: M_ab = (2/Δt^(o_a+o_b)) w_p w_q ρ_ab v_a^H v_b,
 * as w² = (N/σ²) s² α², and ρ = Δt^(1−o_a−o_b) times that of u divides by the Δt in front.
 */
export function couplings(scene: Scene, unknowns: readonly Parameter[]): Complex[][] {
  const { devices, pulse, symbolDuration } = scene;
  const between = devices.map(({ delay }) =>
    devices.map((other) => pulse.correlations(subtract(delay, other.delay))),
  );
  const perTime = [one, divide(one, symbolDuration)];
  return unknowns.map((a) =>
    unknowns.map((b) => {
      const rho = between[a.device][b.device][a.order][b.order];
      const weights = multiply(devices[a.device].weight, devices[b.device].weight);
      const time = multiply(perTime[a.order], perTime[b.order]);
      return scaled(inner(a.vector, b.vector), multiply(scale(multiply(weights, rho), 2), time));
    }),
  );
}

/** w_i w_j h_i^H h_j. */
export function receiveGram({ devices }: Scene): Matrix {
  return devices.map((p) =>
    devices.map((q) => scaled(inner(p.receive, q.receive), multiply(p.weight, q.weight))),
  );
}

/** G_l by rows, [[m/s, m/rad], [m/s, m/rad]]: the columns 2c u_R/|s|² and 2 d_R s⊥/|s|², s = u_T + u_R. */
function toPlane({ toArrays: { sum: s, unit, distance } }: SceneDevice): Ball[][] {
  const inverse = divide(exact(2), add(square(s[0]), square(s[1])));
  const delay = multiply(inverse, speedOfLight);
  const angle = multiply(inverse, distance);
  return [
    [multiply(delay, unit[0]), negate(multiply(angle, s[1]))],
    [multiply(delay, unit[1]), multiply(angle, s[0])],
  ];
}

/** B by columns, each over the rows of Y. */
export function objectiveColumns({ devices, receiveAntennas }: Scene, objective: Objective): Ball[][] {
  const L = devices.length;
  const rows = receiveAntennas === 1 ? L : 2 * L;
  const columns: Ball[][] = [];
  const add_ = (entries: [number, Ball][]) => {
    const list = new Array<Ball>(rows).fill(zero);
    for (const [row, value] of entries) list[row] = value;
    columns.push(list);
  };
  devices.forEach(({ wavenumber }, l) => {
    if (objective !== 'delay' && wavenumber === null)
      throw new NotProved(`scenario.devices: the ${objective} of one is unobservable`);
    if (objective === 'delay' || objective === 'sum') add_([[l, one]]);
    if (objective === 'angle') add_([[L + l, one]]);
  });
  if (objective === 'sum') devices.forEach((_, l) => add_([[L + l, one]]));
  if (objective === 'position') {
    const planes = devices.map(toPlane);
    for (const axis of [0, 1])
      planes.forEach((G, l) => add_([[l, G[axis][0]], [L + l, G[axis][1]]])); // prettier-ignore
  }
  return columns;
}

/**
 * κ_l with the objective Σ κ_l/q_l: the 2×2 information of a device on (τ, φ) at q = 1 is
 * ξ [[A, B k], [B k, C k²]], A = F̄²Δt² S0/Δt, B = ε_ġ S1 (printed; 0 decoupled), C = Δt S2, S_i = Σ m^i.
 */
export function kappas(scene: Scene, fidelity: 'printed' | 'decoupled', objective: Objective): Ball[] {
  const { pulse, symbolDuration, receiveAntennas: M } = scene;
  const A = divide(multiply(pulse.bandwidth, exact(M)), symbolDuration);
  const B = fidelity === 'printed' ? multiply(pulse.edge, exact((M * (M - 1)) / 2)) : zero;
  const C = multiply(symbolDuration, exact((M * (M - 1) * (2 * M - 1)) / 6));
  const determinant = subtract(multiply(A, C), square(B));
  return scene.devices.map((device) => {
    const { xi, wavenumber: k } = device;
    if (M === 1 && objective === 'delay') return divide(one, multiply(A, xi));
    const delay = () => divide(C, multiply(determinant, xi));
    if (objective === 'delay') return delay();
    if (k === null) throw new NotProved(`scenario.devices: the ${objective} of one is unobservable`);
    const angle = divide(A, multiply(multiply(determinant, square(k)), xi));
    if (objective === 'angle') return angle;
    if (objective === 'sum') return add(delay(), angle);
    const cross = negate(divide(B, multiply(multiply(determinant, k), xi)));
    return toPlane(device)
      .map(([g, h]) =>
        add(
          add(multiply(square(g), delay()), multiply(square(h), angle)),
          scale(multiply(multiply(g, h), cross), 2),
        ),
      )
      .reduce(add);
  });
}
