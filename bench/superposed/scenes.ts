/** Scenes for the comparison: random ones, and ones that are their own mirror image in the x axis. */
import type { Device, Fidelity, Objective, ScenarioInput } from 'isabc';
import { Random } from '../random.js';

export type Kind = 'random' | 'mirror';

export interface Scene {
  scenario: ScenarioInput & { signal: 'superposed' };
  fidelity: Fidelity;
  objective: Objective;
  /** The rate floor, as a share of maxRate. */
  share: number;
}

/** Scene i of its kind and a seed, whatever the others are. */
export function makeScene(kind: Kind, seed: number, index: number): Scene {
  const random = new Random(seed * 7_000_003 + (kind === 'mirror' ? 500_000 : 0) + index);
  const fidelity = random.pick<Fidelity>(['printed', 'decoupled', 'coupled']);
  const objective = random.pick<Objective>(['sum', 'delay', 'angle', 'position']);
  const antennas = () => random.pick([2, 3, 4, 8]);
  const symbol = () => random.integer(1, 8) / 8;
  const mirror = kind === 'mirror';
  const place = (): [number, number] => [random.between(0.5, 2.2), random.between(0.2, 1.1)];
  const devices: Device[] = [];
  if (mirror) {
    const pairs = random.integer(1, 2);
    for (let k = 0; k < pairs; k++) {
      const [x, y] = place();
      const s = symbol();
      devices.push({ position: [x, y], symbol: s }, { position: [x, -y], symbol: s });
    }
    if (random.chance(0.5)) devices.push({ position: [random.between(0.5, 2.2), 0], symbol: symbol() });
  } else {
    for (let k = random.integer(2, 5); k > 0; k--) {
      const [x, y] = place();
      devices.push({ position: [x, random.chance(0.5) ? y : -y], symbol: symbol() });
    }
  }
  const scenario = {
    signal: 'superposed' as const,
    transmitter: { antennas: antennas() },
    receiver: {
      antennas: antennas(),
      position: mirror ? ([random.pick([-1, 3]), 0] as [number, number]) : ([2, -1.5] as [number, number]),
    },
    devices,
    symbolCount: random.pick([16, 128]),
    noiseDbm: random.pick([-30, -45, -60, -75, -90]),
    clutterDbm: null,
  };
  // between the arrays a device's position is unobservable
  const isBetween = mirror && devices.length % 2 === 1 && scenario.receiver.position[0] > 0;
  return {
    scenario,
    fidelity,
    objective: isBetween && objective === 'position' ? 'sum' : objective,
    share: random.between(0.02, 0.97),
  };
}
