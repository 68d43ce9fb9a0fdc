/** isabc beam, over the real core. */
import { expect, test } from 'vitest';
import { runBuilt } from '../support/cli.js';

const scenario = 'examples/scenario-2.json';

test('beam prints a table of the ends and the middle', async () => {
  const { status, stdout, stderr } = await runBuilt(['beam', scenario, '--fidelity', 'decoupled']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^fidelity {3}decoupled bound; symbols known; reflections known\n\ndesign .*\n.*\nCRB-optimal +0\.467\d+ .*\nrate floor 0\.679 .*\nrate-optimal +0\.890/,
  );
});

test.each([
  [['--rate', '5'], 'rate = 5: must be at most'],
  [['--plot', 'p.gif'], '--plot p.gif: the name must end in .svg, .png, .pdf or .tex'],
  [['--plot', '-', '--map', '-'], '--plot and --map cannot both go to standard output'],
])('beam %j is refused', async (args, says) => {
  const { status, stdout, stderr } = await runBuilt(['beam', scenario, ...args]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
});

test('in space the table says where most power goes in both angles', async () => {
  const { stdout } = await runBuilt(['beam', 'examples/store.json']);
  expect(stdout).toMatch(/azimuth, elevation/);
  const [, azimuth, elevation] = /CRB-optimal .* W +(-?\d+)°, (-?\d+)°/.exec(stdout)!.map(Number);
  // the devices are below and in front; the arrays do not tell front from back
  expect(Math.min(Math.abs(azimuth), 180 - Math.abs(azimuth))).toBeLessThan(50);
  expect(elevation).toBeLessThan(0);
});

test('a circle is seen all around', async () => {
  const around = ['--set', 'transmitter={"shape":"circle","antennas":5,"radius":0.5}'];
  const { stdout } = await runBuilt(['beam', 'examples/hall.json', ...around, '--csv', '-']);
  const angles = stdout.split('\n').slice(1, -1).map((row) => Number(row.split(',')[2])); // prettier-ignore
  expect([Math.min(...angles), Math.max(...angles)]).toEqual([-180, 180]);
});
