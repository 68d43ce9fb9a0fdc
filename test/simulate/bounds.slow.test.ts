/** Which bound is one: over 2,000 trials the estimator's errors meet the coupled bound to 5 %. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSolver, type Fidelity, type ScenarioInput } from 'isabc';

const solver = await loadSolver();
const one = JSON.parse(readFileSync('examples/scenario-1.json', 'utf8')) as ScenarioInput;
const quiet = { noiseDbm: -90, clutterDbm: -90 };
/** Starts and ends at zero: no jumps. */
const smooth = { samples: Array.from({ length: 65 }, (_, i) => Math.sin((Math.PI * i) / 64) ** 2) };
const close: ScenarioInput = { ...quiet, devices: [{ position: [1.5, -0.5] }, { position: [1.45, -0.45] }] };
const three: ScenarioInput = {
  ...quiet,
  devices: [{ position: [1.5, -0.5] }, { position: [1.2, -0.1] }, { position: [1.8, -0.3], symbol: 0.75 }],
};

const scenes: [string, ScenarioInput, number, Fidelity][] = [
  ['Scenario I', one, 0, 'printed'],
  ['Scenario I, thermal noise', { ...one, noiseDbm: -111, clutterDbm: null }, 0, 'printed'],
  ['Scenario I, smooth pulse', { ...one, pulse: smooth }, 0, 'printed'],
  ['two devices 7 cm apart, printed design', close, 0.3, 'printed'],
  ['two devices 7 cm apart', close, 0.3, 'coupled'],
  ['two devices 7 cm apart, smooth pulse', { ...close, pulse: smooth }, 0.3, 'coupled'],
  ['three devices', three, 0.2, 'coupled'],
  ['three devices, ramp', { ...three, pulse: 'ramp' }, 0.2, 'coupled'],
];

test.each(scenes)('%s', (_, scenario, rate, fidelity) => {
  const { devices, missed, sampling } = solver.simulate(scenario, { rate, trials: 2000, fidelity, seed: 2 });
  expect(missed).toBe(0);
  expect(sampling.error).toBeLessThan(0.01);
  for (const device of devices) {
    for (const accuracy of [device!.delay, device!.angle!]) {
      expect(Math.abs(accuracy.ratio! - 1)).toBeLessThan(0.05);
      // The printed formula bounds nothing: one device alone is known better.
      if (devices.length === 1 && scenario.pulse !== smooth)
        expect(accuracy.interval[1]).toBeLessThan(accuracy.printed!);
    }
    // Where the errors are small against the scene, (10)–(13) are linear.
    if ((scenario.noiseDbm ?? -60) < -60) expect(Math.abs(device!.position!.ratio! - 1)).toBeLessThan(0.05);
  }
});
