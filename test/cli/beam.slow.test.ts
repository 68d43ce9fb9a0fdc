/** The figures and files of isabc beam. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DesignView } from '../../bindings/plot/beam.js';
import { texts } from '../plot/svg.js';
import { Folder, runBuilt } from '../support/cli.js';

const scenario = 'examples/scenario-2.json';
let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

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

test('in space patterns are over azimuth and elevation, and the map lies at the height of the devices', async () => {
  const [plot, map, json, csv] = ['p.svg', 'm.svg', 'b.json', 'b.csv'].map((name) => folder.file(name));
  const args = ['--plot', plot, '--map', map, '--json', json, '--csv', csv];
  expect(await runBuilt(['beam', 'examples/store.json', ...args])).toMatchObject({ status: 0, stderr: '' });
  const { designs } = JSON.parse(readFileSync(json, 'utf8')) as { designs: DesignView[] };
  const { angles, elevations, power } = designs[0].pattern;
  expect([angles.length, elevations!.length, power.length]).toEqual([181, 91, 181 * 91]);
  const [head, ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\n');
  expect(head).toBe('design,rateFloor,azimuth,elevation,power');
  expect(rows).toHaveLength(3 * power.length);
  expect(rows[2 * 181 + 5].split(',').slice(2).map(Number)).toEqual([-170, -86, power[2 * 181 + 5]]);
  expect(designs[0].map.z).toBe((0.5 + 1.5 + 2.5 + 1) / 4);
  expect(texts(readFileSync(plot, 'utf8'))).toEqual(
    expect.arrayContaining(['CRB-optimal', 'azimuth (degrees)', 'elevation (degrees)', 'device']),
  );
  expect(texts(readFileSync(map, 'utf8')).join(' ')).toContain('power 1.38 m high, all else seen from above');
});
