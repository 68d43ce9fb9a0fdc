/**
 * Random scenarios of the general model, made of those of cases.ts: arrays of any shape, in the plane and in space,
 * channels of devices' own, fading, what the receiver does not know, what is known of places, weights. Degenerate ones
 * among them: arrays in one line or one point, devices straight above an array, vectors of zeros.
 */
import type { ArrayGeometryInput, DeviceInput, Fidelity, Position, ScenarioInput, Unknown } from 'isabc';
import { Random } from '../random.js';
import { makeCase, type Case, type Sizes } from './cases.js';

/** Case i of a seed, whatever the others are. */
export function makeGeneralCase(seed: number, index: number, sizes: Sizes): Case {
  const { scenario, objective } = makeCase(seed, index, sizes);
  const random = new Random(seed * 7_000_003 + index);
  const fidelity = random.pick<Fidelity>(['decoupled', 'coupled', 'coupled']);
  const inSpace = random.chance(0.5);
  const size = random.pick([0.1, 1, 10]);
  const lift = ([x, y]: readonly number[]): Position =>
    inSpace ? [x, y, random.chance(0.2) ? 0 : random.between(-size, size)] : [x, y];
  const most = Math.min(12, sizes.antennas);
  const transmitter = arrayOf(lift(scenario.transmitter!.position!), inSpace, most, random);
  const receiver = arrayOf(
    random.chance(0.1) ? [...transmitter.place] : lift(scenario.receiver!.position!),
    inSpace,
    most,
    random,
  );
  const owning = random.chance(0.3);
  const known = fidelity === 'coupled' && random.chance(0.3);
  const weighted = random.chance(0.3);
  const devices = scenario.devices.map(({ position, symbol }): DeviceInput => {
    const above = inSpace && random.chance(0.05);
    const place: Position = above ? [...receiver.place] : lift(position);
    if (above) place[2] = place[2]! + size;
    return {
      position: place,
      symbol,
      ...(owning &&
        random.chance(0.6) && {
          channel: channelOf(transmitter.antennas, receiver.antennas, inSpace ? 2 : 1, random),
        }),
      ...(known && random.chance(0.6) && { prior: random.logBetween(1e-4, 1e2) }),
      ...(weighted && { weight: random.logBetween(1e-3, 1e3) }),
    };
  });
  const fading = random.chance(0.2) && {
    fading: { factorDb: random.pick([null, -10, 0, 10, 30, 150]), seed: random.integer(0, 1000) },
  };
  const general: ScenarioInput = {
    ...scenario,
    transmitter: transmitter.array,
    receiver: receiver.array,
    devices,
    unknown: random.pick<Unknown>(['none', 'amplitudes', 'reflections']),
    ...fading,
  };
  return { scenario: general, fidelity, objective };
}

function arrayOf(
  place: Position,
  inSpace: boolean,
  most: number,
  random: Random,
): { array: ArrayGeometryInput; place: Position; antennas: number } {
  const shape = random.pick([
    'line',
    'circle',
    'elements',
    'symmetric',
    ...(inSpace ? ['grid', 'grid'] : []),
  ]);
  const position = [...place];
  const orientation = random.chance(0.5) ? 90 : random.between(-180, 180);
  const antennas = random.integer(random.chance(0.1) ? 1 : 2, most);
  if (shape === 'circle') {
    const radius = random.between(0.2, 2);
    return { array: { shape: 'circle', position, antennas, radius, orientation }, place, antennas };
  }
  if (shape === 'grid') {
    const rows = random.integer(1, 4);
    const columns = random.integer(1, 3);
    const spacing = random.chance(0.5) ? 0.5 : [0.4, 0.7];
    return {
      array: { shape: 'grid', position, rows, columns, spacing, orientation },
      place,
      antennas: rows * columns,
    };
  }
  if (shape === 'line') return { array: { position, antennas, spacing: 0.5, orientation }, place, antennas };
  const coordinate = () => random.between(-1.5, 1.5);
  const flat = random.chance(0.2);
  const element = (): number[] => [
    flat ? 0 : coordinate(),
    coordinate(),
    ...(inSpace ? [flat ? 0 : coordinate()] : []),
  ];
  const half = Array.from({ length: shape === 'symmetric' ? Math.ceil(antennas / 2) : antennas }, element);
  const elements =
    shape === 'symmetric' ? [...half, ...half.map((p) => p.map((x) => -x))].slice(0, 2 * half.length) : half;
  return { array: { position, elements }, place, antennas: elements.length };
}

function channelOf(transmit: number, receive: number, directions: number, random: Random) {
  const scale = random.pick([1, 1, 0.1, 1e-6, 0]);
  const vector = (M: number, size = scale) => ({
    re: Array.from({ length: M }, () => size * random.between(-1, 1)),
    im: Array.from({ length: M }, () => size * random.between(-1, 1)),
  });
  return {
    ...(random.chance(0.6) && { transmit: vector(transmit) }),
    ...(random.chance(0.6) && { receive: vector(receive) }),
    ...(random.chance(0.4) && { slopes: Array.from({ length: directions }, () => vector(receive, 10)) }),
  };
}
