/**
 * From a scenario to the exact problem that its doubles define, in balls: channel vectors c_l and h_l with its slopes,
 * weights, what is known of places beforehand, limits. Angles appear as the components of unit vectors only, so that no
 * arc is needed.
 */
import type { ArrayGeometry, ComplexVector, Device, Scenario, Unknown } from '../../types.js';
import {
  add,
  divide,
  exact,
  multiply,
  negate,
  one,
  root,
  scale,
  square,
  zero,
  subtract,
  type Ball,
} from './ball.js';
import { real, scaled, type Complex } from './complex.js';
import { exp, fromDecibels, log, pi } from './elementary.js';
import { faded, sharesOf } from './fading.js';
import {
  elementsOf,
  extent,
  fromBroadside,
  placeJacobian,
  slope,
  speedOfLight,
  steering,
  stepAlong,
  tangentsTo,
  towards,
  type Vector,
} from './geometry.js';
import { checkKnown } from './known.js';
import { limitRows, type LimitRow } from './limits.js';
import { NotProved } from './not-proved.js';
import { observed } from './observed.js';
import { pulseModel, type PulseModel } from './pulse.js';

/** A device that is not silent. */
export interface SceneDevice {
  /** s_l α_l sqrt(N/σ²), 1/√W. */
  weight: Ball;
  /** τ_l/Δt */
  delay: Ball;
  /** c_l, M_t; h_l, M_r; ∂h_l by each direction */
  transmit: Complex[];
  receive: Complex[];
  slopes: Complex[][];
  /** Which directions are unknowns of the Fisher matrix. */
  seen: boolean[];
  /** 2π·spacing·cos φ_l, of a line in the plane; null where the direction is unobservable. */
  wavenumber: Ball | null;
  /** G_l by rows; throws where it could not be shown to exist. */
  toPlace: () => Ball[][];
  /** √ω_l */
  rootWeight: Ball;
  /** 1/s_l² of what is known of its place beforehand, 1/m²; null: nothing. */
  prior: Ball | null;
}

export type SceneLimit = LimitRow<Ball, Complex[]>;

export interface Scene {
  /** P0, W */
  power: Ball;
  symbolCount: Ball;
  /** Δt, s */
  symbolDuration: Ball;
  transmitAntennas: number;
  receiveAntennas: number;
  /** 1 in the plane, 2 in space. */
  directions: number;
  unknown: Unknown;
  /** Whether the paper's printed formulas apply: a uniform line in the plane in line of sight, nothing unknown. */
  papers: boolean;
  devices: SceneDevice[];
  /** In the order of prices. */
  limits: SceneLimit[];
  pulse: PulseModel;
}

export function sceneOf(scenario: Scenario, silent: readonly number[]): Scene {
  checkKnown(scenario);
  const { transmitter, receiver, fading, unknown = 'none' } = scenario;
  if (scenario.signal !== 'reused')
    throw new NotProved('scenario.signal: a superposed signal is not covered');
  const inSpace = receiver.position.length === 3;
  const places = [transmitter, receiver, ...scenario.devices].map(({ position }) => position.length);
  if (places.some((length) => length !== places[0]))
    throw new NotProved('scenario: places must be all in the plane or all in space');
  const noise = add(
    watts(scenario.noiseDbm),
    scenario.clutterDbm === null ? zero : watts(scenario.clutterDbm),
  );
  const perNoise = divide(exact(scenario.symbolCount), noise);
  const duration = exact(scenario.symbolDuration);
  const elements = { transmit: elementsOf(transmitter), receive: elementsOf(receiver) };
  const isLine = !inSpace && isUniform(receiver);
  const share = fading ? sharesOf(fading.factorDb).steady : one;
  const phaseExtent = multiply(square(scale(pi, 2)), extent(elements.receive));
  const devices: SceneDevice[] = [];
  scenario.devices.forEach((device, index) => {
    const t = towards(transmitter, device.position);
    const r = towards(receiver, device.position);
    const tangents = tangentsTo(r, inSpace);
    const sight = steering(elements.receive, r.unit);
    const transmit = channelOf(scenario, index, 'transmit', steering(elements.transmit, t.unit));
    const receive = channelOf(scenario, index, 'receive', sight);
    const own = device.channel?.slopes?.map(given);
    const steady = device.channel?.receive ? one : share;
    const slopes =
      own ?? tangents.map((e) => slope(elements.receive, sight, e).map((x) => scaled(x, steady)));
    checkLengths(index, transmit, receive, slopes, elements, tangents.length);
    const dark = device.symbol === 0 || [transmit, receive].some((vector) => vector.every(isNothing));
    if (silent.includes(index) !== dark) throw new NotProved(`silent: whether devices[${index}] is`);
    if (dark) return;
    const gain = multiply(
      exact(scenario.reflection),
      multiply(pathGain(scenario, t.distance), pathGain(scenario, r.distance)),
    );
    const aperture = own ? null : multiply(phaseExtent, square(steady));
    const clear = observed(receive, slopes, aperture, unknown, `scenario.devices[${index}]`);
    const prior = (device.prior ?? 0) > 0 ? divide(one, square(exact(device.prior!))) : null;
    devices.push({
      weight: root(multiply(multiply(square(exact(device.symbol)), gain), perNoise)),
      delay: divide(add(t.distance, r.distance), multiply(speedOfLight, duration)),
      transmit,
      receive,
      slopes,
      seen: clear.map((seen) => seen || prior !== null),
      wavenumber:
        isLine && clear[0] ? multiply(scale(pi, 2), stepAlong(elements.receive, tangents[0])) : null,
      toPlace: () => placeJacobian(t, r, tangents),
      rootWeight: (device.weight ?? 1) === 1 ? one : root(exact(device.weight!)),
      prior,
    });
  });
  return {
    power: watts(scenario.powerDbm),
    symbolCount: exact(scenario.symbolCount),
    symbolDuration: duration,
    transmitAntennas: elements.transmit.length,
    receiveAntennas: elements.receive.length,
    directions: inSpace ? 2 : 1,
    unknown,
    papers: isLine && unknown === 'none' && !fading && scenario.devices.every(inSight),
    devices,
    limits: limitsOf(scenario, elements.transmit),
    pulse: pulseModel(scenario.pulse),
  };
}

const isUniform = (array: ArrayGeometry) =>
  !('elements' in array) && (array.shape === undefined || array.shape === 'line');
const inSight = ({ channel }: Device) => channel?.receive === undefined && channel?.slopes === undefined;
const isNothing = ({ re, im }: Complex) => [re.h, re.l, re.r, im.h, im.l, im.r].every((x) => x === 0);

/** A vector of doubles. */
function given({ re, im }: ComplexVector): Complex[] {
  if (re.length !== im.length) throw new NotProved('scenario.devices: a channel of unequal parts');
  return re.map((x, m) => ({ re: exact(x), im: exact(im[m]) }));
}

/** A device's own channel where it has one, else the line of sight, faded where there is fading. */
function channelOf(
  { fading, devices }: Scenario,
  index: number,
  side: 'transmit' | 'receive',
  sight: Complex[],
): Complex[] {
  const own = devices[index].channel?.[side];
  if (own) return given(own);
  return fading ? faded(sight, fading, side, index) : sight;
}

function checkLengths(
  index: number,
  transmit: Complex[],
  receive: Complex[],
  slopes: Complex[][],
  elements: { transmit: Vector[]; receive: Vector[] },
  directions: number,
): void {
  const fits =
    transmit.length === elements.transmit.length &&
    slopes.length === directions &&
    [receive, ...slopes].every(({ length }) => length === elements.receive.length);
  if (!fits) throw new NotProved(`scenario.devices[${index}].channel: has not as many numbers as antennas`);
}

/** As they are listed in a point. */
function limitsOf(scenario: Scenario, elements: Vector[]): SceneLimit[] {
  const { transmitter, devices } = scenario;
  return limitRows(scenario, elements.length, {
    exactly: exact,
    watts,
    vector: (entries) => entries.map((x) => real(exact(x))),
    arriving: (index) => {
      const { unit, distance } = towards(transmitter, devices[index].position);
      const vector = channelOf(scenario, index, 'transmit', steering(elements, unit));
      return { vector, gain: pathGain(scenario, distance) };
    },
    steering: (where) =>
      steering(
        elements,
        'position' in where
          ? towards(transmitter, where.position).unit
          : fromBroadside(transmitter, where.direction),
      ),
  });
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
