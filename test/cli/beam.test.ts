/** isabc beam, over the real core. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DesignView } from '../../bindings/plot/beam.js';
import { texts } from '../plot/svg.js';
import { Folder, runBuilt } from '../support/cli.js';

const scenario = 'examples/scenario-2.json';
let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

test('beam prints a table of the ends and the middle', async () => {
  const { status, stdout, stderr } = await runBuilt(['beam', scenario, '--fidelity', 'decoupled']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^fidelity {3}decoupled\n\ndesign .*\n.*\nCRB-optimal +0\.467\d+ .*\nrate floor 0\.679 .*\nrate-optimal +0\.890/,
  );
});

test('beam writes figures, JSON and CSV', async () => {
  const [plot, json, csv] = ['p.svg', 'b.json', 'b.csv'].map((name) => folder.file(name));
  const args = ['--rate', '0.7,0.8', '--plot', plot, '--json', json, '--csv', csv];
  const { status, stdout, stderr } = await runBuilt(['beam', scenario, ...args]);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  const names = ['CRB-optimal', 'rate floor 0.700 bps/Hz', 'rate floor 0.800 bps/Hz', 'rate-optimal'];
  expect(texts(readFileSync(plot, 'utf8'))).toEqual(expect.arrayContaining(names));
  const { designs } = JSON.parse(readFileSync(json, 'utf8')) as { designs: DesignView[] };
  expect(designs.map(({ name }) => name)).toEqual(names);
  expect(designs[0].errors).toHaveLength(9);
  expect(designs[0].map.power).toHaveLength(designs[0].map.y.length);
  const [head, ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\n');
  expect(head).toBe('design,rateFloor,angle,power');
  expect(rows).toHaveLength(4 * 721);
  expect(rows[721 + 5].split(',')[3]).toBe(String(designs[1].pattern.power[5]));
});

test('beam --map draws a panel a design', async () => {
  const { stdout } = await runBuilt(['beam', scenario, '--map', '-']);
  expect(texts(stdout)).toEqual(
    expect.arrayContaining(['CRB-optimal', 'rate-optimal', 'power at a device (dBm)']),
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
