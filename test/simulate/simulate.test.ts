/** solver.simulate: what is sampled, estimated, counted and refused. */
import { describe, expect, test } from 'vitest';
import { loadSolver, InputError, type ScenarioInput, type SimulateOptions } from 'isabc';

const solver = await loadSolver();
const one: ScenarioInput = { devices: [{ position: [1.5, -0.5], symbol: 0.75 }] };
const two: ScenarioInput = {
  devices: [{ position: [1.5, -0.5] }, { position: [1.45, -0.45] }],
  noiseDbm: -80,
  clutterDbm: -80,
};
/** Starts and ends at zero: no jumps. */
const smooth = { samples: Array.from({ length: 65 }, (_, i) => Math.sin((Math.PI * i) / 64) ** 2) };

function issues(scenario: ScenarioInput, options: SimulateOptions) {
  try {
    solver.simulate(scenario, options);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

test('one device: RMSE near the coupled bound, and below what the paper prints as a bound', () => {
  const { devices, missed, rank, status } = solver.simulate(one, { rate: 0, trials: 400, seed: 3 });
  expect([missed, rank, status]).toEqual([0, 1, 'optimal']);
  for (const accuracy of [devices[0]!.delay, devices[0]!.angle!]) {
    // four standard deviations of an RMSE over 400 trials
    expect(Math.abs(accuracy.ratio! - 1)).toBeLessThan(0.15);
    expect(accuracy.interval[1]).toBeLessThan(accuracy.printed!);
    expect(accuracy.interval[0]).toBeLessThan(accuracy.rmse);
    expect(accuracy.ratio).toBe(accuracy.rmse / accuracy.coupled!);
    expect(Math.abs(accuracy.bias!)).toBeLessThan(accuracy.rmse / 4);
  }
});

test('two devices 7 cm apart: the decoupled bound promises what nobody can keep', () => {
  const { devices, missed } = solver.simulate(two, { rate: 0, trials: 300, fidelity: 'printed' });
  expect(missed).toBe(0);
  for (const device of devices) {
    for (const accuracy of [device!.delay, device!.angle!, device!.position!]) {
      expect(Math.abs(accuracy.ratio! - 1)).toBeLessThan(0.17);
      expect(accuracy.interval[0]).toBeGreaterThan(2 * accuracy.decoupled!);
    }
  }
});

describe('sampling', () => {
  test('jumps fall midway between samples', () => {
    const { sampling } = solver.simulate(one, { rate: 0, trials: 2, samples: 16 });
    const path = Math.hypot(1.5, -0.5) + Math.hypot(0.5, -1);
    const phase = (16 * path) / 299_792_458 / 5e-7 - sampling.offset;
    expect(Math.abs(phase - Math.floor(phase) - 0.5)).toBeLessThan(1e-9);
    expect(sampling.samples).toBe(16);
  });

  test('its default keeps the bound to 1 % and stays clear of jumps', () => {
    const { sampling } = solver.simulate(two, { rate: 0, trials: 2 });
    expect(sampling.error).toBeLessThan(0.01);
    expect(sampling.clearance).toBeGreaterThan(5);
  });

  test('a pulse that does not jump needs no clearance, and any sampling will do', () => {
    const scenario = { ...two, pulse: smooth };
    const { sampling } = solver.simulate(scenario, { rate: 0, trials: 2 });
    expect(sampling.clearance).toBeNull();
    for (const samples of [8, 9, 13, 64]) {
      const { error } = solver.simulate(scenario, { rate: 0, trials: 2, samples }).sampling;
      expect(error).toBeLessThan(1e-3);
    }
  });

  test('too coarse a grid shows in its error', () => {
    const { sampling } = solver.simulate({ ...one, pulse: smooth }, { rate: 0, trials: 2, samples: 1 });
    expect(sampling.error).toBeGreaterThan(0.05);
  });
});

test('the same seed gives the same report, another seed another one', () => {
  const report = (seed: number) => JSON.stringify(solver.simulate(two, { rate: 0.1, trials: 5, seed }));
  const first = report(2 ** 40 + 1);
  solver.tradeoff(one, { rates: [0] });
  expect(report(2 ** 40 + 1)).toBe(first);
  expect(report(1).replace('"seed":1,', '')).not.toBe(first.replace(`"seed":${2 ** 40 + 1},`, ''));
});

test('silent devices are null, and with one receive antenna so is all but the delay', () => {
  const devices: ScenarioInput['devices'] = [{ position: [1, 1], symbol: 0 }, ...one.devices];
  const silent = solver.simulate({ devices }, { rate: 0, trials: 2 });
  expect(silent.devices[0]).toBeNull();
  expect(silent.devices[1]).not.toBeNull();
  const single = solver.simulate(
    { ...one, receiver: { antennas: 1 } },
    { rate: 0, trials: 200, objective: 'delay' },
  );
  expect(Math.abs(single.devices[0]!.delay.ratio! - 1)).toBeLessThan(0.2);
  const { angle, position, departure } = single.devices[0]!;
  expect([angle, position, departure]).toEqual([null, null, null]);
});

test('the fidelity and the objective are those of the covariance that is sent', () => {
  const at = (options: Partial<SimulateOptions>) => solver.simulate(two, { rate: 0, trials: 2, ...options });
  const [printed, coupled] = [at({}), at({ fidelity: 'coupled', objective: 'position' })];
  expect([coupled.fidelity, coupled.objective]).toEqual(['coupled', 'position']);
  const error = ({ devices }: typeof printed) =>
    devices.reduce((sum, device) => sum + device!.position!.coupled! ** 2, 0);
  expect(error(coupled)).toBeLessThan(error(printed));
});

test('what is not accepted', () => {
  expect(issues(one, { rate: -1 })).toEqual(['rate']);
  expect(issues(one, {} as SimulateOptions)).toEqual(['rate']);
  expect(issues(one, { rate: 9 })).toEqual(['rate']);
  const wrong = {
    rate: 0,
    trials: 1,
    seed: 0.5,
    samples: 0,
    fidelity: 'exact',
    unknown: 1,
    phaseSpread: 181,
    over: 'best',
  };
  expect(issues(one, wrong as unknown as SimulateOptions).sort()).toEqual([
    'fidelity',
    'over',
    'phaseSpread',
    'samples',
    'seed',
    'trials',
    'unknown',
  ]);
  expect(issues({ ...one, signal: 'superposed' }, { rate: 0 })).toEqual(['signal']);
  // the estimator is one for the line of sight, without a prior
  expect(issues({ ...one, fading: { factorDb: 10, seed: 1 } }, { rate: 0 })).toEqual(['fading']);
  const own = { re: Array<number>(8).fill(1), im: Array<number>(8).fill(0) };
  const devices = [{ position: [1, 1] as [number, number], channel: { receive: own }, prior: 0.1 }];
  expect(issues({ devices }, { rate: 0 })).toEqual(['devices[0].channel', 'devices[0].prior']);
  // what `printed` cannot mean is not designed by it
  expect(issues({ ...one, unknown: 'reflections' }, { rate: 0, fidelity: 'printed' })).toEqual(['unknown']);
  expect(issues({ ...one, symbolCount: 65537 }, { rate: 0 })).toEqual(['symbolCount']);
  // a covariance of rank 2 in a slot of one symbol
  const place = { position: [1, 1] as [number, number] };
  const coupled = { rate: 0, trials: 2, fidelity: 'coupled' } as const;
  expect(solver.simulate(two, coupled).rank).toBe(2);
  expect(issues({ ...two, symbolCount: 1 }, coupled)).toEqual(['symbolCount']);
  expect(issues({ devices: [place, place] }, { rate: 0 })).toEqual(['devices[1].position']);
  const far = { ...two, symbolDuration: 1e-13 };
  expect(issues(far, { rate: 0 })).toEqual(['devices']);
});
