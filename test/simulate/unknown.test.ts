/**
 * An estimator that does not know the reflections: its errors are those of the coupled bound that does not take them as
 * known, on any array; 2,000 trials of every scene are in docs.slow.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { loadSolver, type ScenarioInput } from 'isabc';
import { quantities, ratios, scenes } from '../../bench/simulation/scenes.js';

const solver = await loadSolver();
const trials = 60;

/**
 * Ends of what RMSE over bound is within but for one time in 10^5, for errors that are normal with the bound's variance:
 * the root of χ²_n/n, by Wilson and Hilferty.
 */
function range(n: number): [number, number] {
  const end = (z: number) => (1 - 2 / (9 * n) + z * Math.sqrt(2 / (9 * n))) ** 1.5;
  return [end(-4.42), end(4.42)];
}
const [low, high] = range(trials);

const chosen = [
  'lines, bistatic, two devices',
  'lines, monostatic, one device',
  'circles, bistatic, three devices',
  'circles, monostatic, two devices',
  'grids, bistatic, one device',
  'grids, monostatic, two devices',
];

test.each(chosen)('%s', (wanted) => {
  const { scenario } = scenes.find(({ name }) => name === wanted)!;
  const report = solver.simulate(scenario, { rate: 0, trials, samples: 16 });
  expect(report.missed).toBe(0);
  for (const quantity of quantities) {
    for (const ratio of ratios(report, quantity)) {
      expect(ratio).toBeGreaterThan(low);
      expect(ratio).toBeLessThan(high);
    }
  }
  // `printed` knows the phases of lines: it has no meaning here
  for (const device of report.devices) expect(device!.angle!.printed).toBeNull();
});

const line = scenes[0].scenario;
const angle = (scenario: ScenarioInput, phaseSpread: number) =>
  solver.simulate(scenario, { rate: 0, trials, phaseSpread }).devices[0]!.angle!;

describe('phases of reflections', () => {
  test('their knowledge is worth the closed form: 3.33 of the angle of one device', () => {
    const [known, unknown] = [angle({ ...line, unknown: 'none' }, 0), angle(line, 0)];
    expect((unknown.coupled! / known.coupled!) ** 2).toBeCloseTo(10 / 3, 6);
    // 1.83 in errors, more than both may differ from their bounds
    expect(unknown.rmse / known.rmse).toBeGreaterThan(high / low / 1.5);
  });

  test('any phase is as good for a receiver that does not know it, and ruins one that thinks it does', () => {
    const { ratio } = angle(line, 180);
    expect(ratio! > low && ratio! < high).toBe(true);
    expect(angle({ ...line, unknown: 'none' }, 180).ratio).toBeGreaterThan(100);
  });

  test('amplitudes alone: phases are still known', () => {
    const { ratio, coupled } = angle({ ...line, unknown: 'amplitudes' }, 0);
    expect(ratio! > low && ratio! < high).toBe(true);
    // alone, the amplitude costs nothing of the angle
    expect(coupled! / angle({ ...line, unknown: 'none' }, 0).coupled!).toBeCloseTo(1, 6);
  });

  test('what is not as the receiver takes it is said', () => {
    const said = (scenario: ScenarioInput) =>
      solver.simulate(scenario, { rate: 0, trials: 2, phaseSpread: 5 }).warnings.join();
    expect(said({ ...line, unknown: 'none' })).toContain('within ±5°');
    expect(said({ ...line, unknown: 'amplitudes' })).toContain('within ±5°');
    expect(said(line)).not.toContain('within');
  });
});

test('a turned scene and a turned array see the same: a grid about the vertical, elements in place of a circle', () => {
  const turnBy = (a: number, [x, y, ...z]: readonly number[]) => [
    x * Math.cos(a) - y * Math.sin(a),
    x * Math.sin(a) + y * Math.cos(a),
    ...z,
  ];
  /** Errors in roots of their bounds: an estimate is the summit to a thousandth of that. */
  const report = (scenario: ScenarioInput) => {
    const { devices } = solver.simulate(scenario, { rate: 0, trials: 3 });
    return devices.flatMap((device) => quantities.map((quantity) => device![quantity]!.ratio!));
  };
  const alike = (a: number[], b: number[]) =>
    a.forEach((x, i) => expect(Math.abs(b[i] - x)).toBeLessThan(0.01));

  const { scenario } = scenes.find(({ name }) => name === 'circles, bistatic, two devices')!;
  const elements = Array.from({ length: 8 }, (_, m) => turnBy((2 * Math.PI * m) / 8 + Math.PI / 2, [0.7, 0]));
  const spelled = { ...scenario, transmitter: { position: [0, 0], elements }, receiver: { position: [2, -1.5], elements } }; // prettier-ignore
  alike(report(scenario), report(spelled as ScenarioInput));

  const grid = scenes.find(({ name }) => name === 'grids, bistatic, one device')!.scenario;
  const turned = {
    ...grid,
    transmitter: { ...grid.transmitter, orientation: 120 },
    receiver: { ...grid.receiver, position: turnBy(Math.PI / 6, [2, -1.5, 0]), orientation: 120 },
    devices: grid.devices.map(({ position }) => ({ position: turnBy(Math.PI / 6, position) })),
  };
  alike(report(grid), report(turned as unknown as ScenarioInput));
});
