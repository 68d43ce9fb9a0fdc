/** Both arrays in one place, and nearly: angles do not turn along a ray, and the search must find its way all the same. */
import { expect, test } from 'vitest';
import { loadSolver, type ScenarioInput, type Vector2 } from 'isabc';

const solver = await loadSolver();
const scenes: [string, Vector2[], Partial<ScenarioInput>][] = [
  ['one device', [[2, 1]], {}],
  ['one device behind the arrays', [[-3, 0.4]], {}],
  ['a device 20 cm away, another at 9 m', [[0.2, 0.05], [9, -4]], { noiseDbm: -90 }],
  ['two devices of one distance', [[2, 1], [2, -1]], { noiseDbm: -80 }],
  ['short symbols', [[2, 1], [1.2, -0.7]], { noiseDbm: -80, symbolDuration: 1e-8 }],
]; // prettier-ignore

test.each(scenes)('%s', (_, positions, more) => {
  for (const apart of [0, 1e-9, 1e-3]) {
    const scenario: ScenarioInput = {
      devices: positions.map((position) => ({ position })),
      receiver: { position: [apart, 0] },
      clutterDbm: null,
      ...more,
    };
    const { devices, missed, warnings } = solver.simulate(scenario, { rate: 0, trials: 60, fidelity: 'coupled' }); // prettier-ignore
    expect(missed).toBeLessThanOrEqual(1);
    expect(warnings.filter((warning) => warning.includes('searches'))).toHaveLength(missed);
    for (const device of devices) {
      for (const { ratio, interval } of [device!.delay, device!.angle!]) {
        expect(ratio! > 0.6 && ratio! < 1.5).toBe(true);
        expect(interval[0] <= interval[1]).toBe(true);
      }
    }
  }
});
