/**
 * Random scenarios, degenerate ones among them: clusters, devices in one place or direction, mirror images, devices
 * beside the segment between the arrays, both arrays in one place, weak and silent ones, nearly constant pulses.
 */
import type { Device, Fidelity, Objective, Pulse, ScenarioInput } from 'isabc';
import { Random } from '../random.js';

/** A scenario and what is asked of it. */
export interface Case {
  scenario: ScenarioInput;
  fidelity: Fidelity;
  objective: Objective;
}

/** The largest scenes, devices and antennas of an array: the usual ones, and the few that are larger. */
export interface Sizes extends Size {
  most?: Size;
}
interface Size {
  devices: number;
  antennas: number;
  /** The least noise, dBm; −120 by default. */
  noiseDbm?: number;
}

/** Case i of a seed, whatever the others are. */
export function makeCase(seed: number, index: number, sizes: Sizes): Case {
  const random = new Random(seed * 1_000_003 + index);
  const large = random.chance(0.03);
  const { most = sizes } = sizes;
  const antennas = () =>
    large ? random.integer(sizes.antennas, most.antennas) : random.integer(1, sizes.antennas);
  const fidelity = random.pick<Fidelity>(['printed', 'decoupled', 'coupled']);
  const objective = random.pick<Objective>(['sum', 'delay', 'angle', 'position']);
  const size = random.pick([1, 1, 3, 10, 30, 100, 300]) * random.between(0.5, 1);
  const point = (): [number, number] => [random.between(-size, size) / 2, random.between(-size, size) / 2];
  const transmitter = {
    position: point(),
    antennas: random.chance(0.3) ? 8 : antennas(),
    spacing: random.pick([0.5, 0.5, 0.25, 1, 0.37]),
    orientation: random.chance(0.5) ? 90 : random.between(-180, 180),
  };
  const receiver = {
    position: random.chance(0.15) ? ([...transmitter.position] as [number, number]) : point(),
    antennas: random.chance(0.3) ? 8 : antennas(),
    spacing: random.pick([0.5, 0.5, 0.25, 1, 0.37]),
    orientation: random.chance(0.5) ? 90 : random.between(-180, 180),
  };
  const count = large
    ? random.integer(sizes.devices, most.devices)
    : random.integer(1, random.chance(0.3) ? 3 : sizes.devices);
  const symbol = () =>
    random.chance(0.6) ? random.integer(0, 8) / 8 : random.chance(0.5) ? 1 : random.logBetween(1e-5, 1);
  const centre = point();
  const layout = random.pick([
    'free',
    'free',
    'cluster',
    'tight',
    'coincident',
    'orthogonal',
    'direction',
    'line',
    'beside',
    'mirror',
  ]);
  const turned = ((transmitter.orientation - 90) * Math.PI) / 180;
  const devices: Device[] = Array.from({ length: count }, (_, i) => {
    let position = point();
    if (layout === 'cluster') position = near(centre, 0.05 * size, random);
    if (layout === 'tight') position = near(centre, size * random.logBetween(1e-6, 1e-2), random);
    if (layout === 'coincident' && random.chance(0.4)) position = [...centre];
    if (layout === 'orthogonal') {
      // sines 2k/M_t apart at half a wavelength: orthogonal steering vectors
      const M = transmitter.antennas;
      const sine = (((2 * (i % M)) / M + 1) % 2) - 1;
      position = along(
        transmitter.position,
        turned + Math.asin(0.999999 * sine),
        random.between(0.1, 0.7) * size,
      );
    }
    if (layout === 'direction')
      position = along(transmitter.position, turned + 0.3, random.between(0.1, 0.7) * size);
    // pairs beside each other, one on either side of the transmitter's broadside
    if (layout === 'mirror') {
      const angle = (0.2 + 0.1 * (i >> 1)) * (i % 2 === 0 ? 1 : -1);
      position = along(transmitter.position, turned + angle, (0.2 + 0.05 * (i >> 1)) * size);
    }
    if (layout === 'beside' && random.chance(0.3)) {
      const t = random.between(0.1, 0.9);
      const off = random.logBetween(1e-9, 1e-4) * (random.chance(0.5) ? 1 : -1);
      const [a, b] = [transmitter.position, receiver.position];
      const [x, y] = [b[0] - a[0], b[1] - a[1]];
      position = [a[0] + t * x - off * y, a[1] + t * y + off * x];
    }
    if (layout === 'line') {
      const t = random.between(-0.5, 1.5);
      const [a, b] = [transmitter.position, receiver.position];
      position = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    }
    return { position, symbol: symbol() };
  });
  const samples = () => {
    const n = random.integer(8, 40),
      a = random.between(-1, 1),
      b = random.between(-3, 3);
    return Array.from({ length: n }, (_, i) => Math.cos((b * i) / n) + a * (i / n) ** 2);
  };
  const nearlyConstant = () => {
    const size = random.logBetween(1e-8, 1e-2);
    return samples().map((x) => 1 + size * x);
  };
  return {
    fidelity,
    objective,
    scenario: {
      transmitter,
      receiver,
      devices,
      pulse: random.pick<() => Pulse>([
        () => 'cosine',
        () => 'sinc',
        () => 'ramp',
        () => ({ samples: samples() }),
        () => ({ samples: nearlyConstant() }),
      ])(),
      symbolDuration: random.pick([5e-7, 1e-8, 1e-6]),
      symbolCount: random.pick([128, 128, 1, 16, 1000]),
      powerDbm: random.between(-10, 50),
      noiseDbm: random.between(sizes.noiseDbm ?? -120, -30),
      clutterDbm: random.chance(0.5) ? null : random.between(-120, -30),
    },
  };
}

function near(centre: [number, number], radius: number, random: Random): [number, number] {
  return [centre[0] + random.between(-radius, radius), centre[1] + random.between(-radius, radius)];
}

function along(from: [number, number], angle: number, distance: number): [number, number] {
  return [from[0] + distance * Math.cos(angle), from[1] + distance * Math.sin(angle)];
}
