/**
 * Random limits, weights and `over` for a scenario of the fuzz: feasible, infeasible, and on request so near to where
 * limits begin to exclude each other that they do, or do not, by less than a millionth.
 */
import type { ArrayGeometryInput, Over, Position, ScenarioInput, Solver } from 'isabc';
import { Random } from '../random.js';

export interface Limited {
  scenario: ScenarioInput;
  over: Over;
}

const dbm = (watts: number) => 10 * Math.log10(watts) + 30;

function antennasOf(array: ArrayGeometryInput): number {
  if ('elements' in array) return array.elements!.length;
  return array.shape === 'grid' ? array.rows! * array.columns! : array.antennas!;
}

/** The scenario of case i with limits, whatever the other cases are. */
export function withLimits(plain: ScenarioInput, seed: number, index: number, solver: Solver): Limited {
  const random = new Random(seed * 1_000_003 + index + 500_009);
  const power = 10 ** ((plain.powerDbm! - 30) / 10);
  const transmitter = plain.transmitter!;
  const antennas = antennasOf(transmitter);
  // directions are those of lines in the plane
  const directed =
    !('elements' in transmitter) &&
    (transmitter.shape ?? 'line') === 'line' &&
    transmitter.position!.length === 2;
  const over = random.chance(0.5) ? 'worst' : 'sum';
  const devices = plain.devices.map((device) => ({
    ...device,
    ...(random.chance(0.4) && { weight: random.logBetween(1e-3, 1e3) }),
  }));
  const antenna = () => dbm((power / antennas) * random.pick([0.5, 1, 1.2, 2, random.logBetween(0.05, 20)]));
  const single = () => Array.from({ length: antennas }, () => (random.chance(0.3) ? null : antenna()));
  const symmetric = () => single().map((_, m, all) => all[Math.min(m, antennas - 1 - m)]);
  const quiet = () => ({
    ...(random.chance(0.3) || !directed
      ? { position: [...random.pick(plain.devices).position] as Position }
      : { direction: random.between(-90, 90) }),
    limitDbm: dbm(power * random.pick([1e-6, 0.01, 0.3, 1, random.logBetween(1e-4, 10)])),
  });
  const limits = {
    ...(random.chance(0.6) && { antennaDbm: random.pick([antenna, antenna, single, symmetric])() }),
    ...(random.chance(0.4) && { quiet: Array.from({ length: random.integer(1, 3) }, quiet) }),
  };
  if (!random.chance(0.5)) return { over, scenario: { ...plain, devices, limits } };
  // power that arrives: what some device has of it where R = P0 I/M_t, or so much more or less
  const levels = plain.devices.map(({ position }) => {
    const distance = Math.hypot(...position.map((x, i) => x - transmitter.position![i]!));
    return 10 * Math.log10(power) - 30 * Math.log10(Math.max(distance, 1e-3));
  });
  const unequal = random.chance(0.3);
  const required = (shift: number): ScenarioInput => ({
    ...plain,
    limits: { ...limits, ...(!unequal && { sensitivityDbm: Math.min(...levels) + shift }) },
    devices: unequal
      ? devices.map((device, i) => ({ ...device, sensitivityDbm: levels[i] + shift }))
      : devices,
  });
  if (random.chance(0.7)) return { over, scenario: required(random.between(-30, 6)) };
  let [low, high] = [-150, 50];
  for (let step = 0; step < 26; step++) {
    const middle = (low + high) / 2;
    // the quickest question that shows it: the objective plays no part in it
    const asked = { rates: [1e300], extremes: false, fidelity: 'decoupled', objective: 'delay' } as const;
    if (solver.tradeoff(required(middle), asked).maxRate === null) high = middle;
    else low = middle;
  }
  return { over, scenario: required(random.chance(0.5) ? low : high) };
}
