/** Limits at the command line: what each costs is found where one looks for it, and limits that exclude each other are named. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMat } from '../../bindings/cli/files/mat.js';
import { readNpz } from '../../bindings/cli/files/npz.js';
import type { NamedResult } from '../../bindings/plot/tradeoff.js';
import type { Summary } from '../../bindings/monte-carlo/summary.js';
import type { Result } from '../../bindings/types.js';
import { Folder, runBuilt } from '../support/cli.js';

const devices = [{ position: [1.2, -0.4] }, { position: [1.6, -0.9] }, { position: [1, -1.1] }];
const limits = {
  antennaDbm: [null, 22, 22, 22, 22, 22, 22, null],
  sensitivityDbm: -6,
  quiet: [{ direction: 25, limitDbm: 10 }],
};
let folder: Folder;
let scene: string;
let excluded: string;
beforeAll(() => {
  folder = new Folder();
  scene = folder.put('scene.json', { devices, limits });
  excluded = folder.put('excluded.json', { devices, limits: { sensitivityDbm: 3 } });
});
afterAll(() => folder.remove());

/** A CSV by its columns. */
function table(text: string): Record<string, string>[] {
  const [head, ...rows] = text.trimEnd().split('\n').map((line) => line.split(',')); // prettier-ignore
  for (const row of rows) expect(row).toHaveLength(head.length);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

test('a curve says what its limits cost: as a table, in CSV, in arrays', async () => {
  const [json, csv, npz, mat] = ['r.json', 'r.csv', 'r.npz', 'r.mat'].map((name) => folder.file(name));
  const { status, stderr } = await runBuilt(
    ['tradeoff', scene, '--points', '3', '--json', json, '--csv', csv, '--npz', npz, '--mat', mat],
  ); // prettier-ignore
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { points } = JSON.parse(readFileSync(json, 'utf8')) as Result;
  const lines = table(readFileSync(csv, 'utf8'));
  const kinds = ['antenna', 'sensitivity', 'quiet'] as const;
  const prices = points.flatMap((point) =>
    kinds.flatMap((kind) => point.limits![kind].map(({ price }) => price)),
  );
  points.forEach(({ limits: at }, i) => {
    // the first limit is of the second antenna
    expect(Number(lines[i].priceAntenna1)).toBe(at!.antenna[0].price);
    expect(Number(lines[i].powerSensitivity2)).toBe(at!.sensitivity[2].power);
    expect(Number(lines[i].priceQuiet0)).toBe(at!.quiet[0].price);
    expect(at!.quiet[0].price).toBeGreaterThan(0);
  });
  expect(Object.keys(lines[0])).not.toContain('priceAntenna0');
  const wanted = ['limitPrice', 'limitPower'];
  for (const { arrays, names } of [readNpz(readFileSync(npz), wanted), readMat(readFileSync(mat), wanted)]) {
    expect(names).toContain('limitName');
    expect(arrays.get('limitPrice')!.shape).toEqual([3, 10]);
    expect(Array.from(arrays.get('limitPrice')!.re)).toEqual(prices);
  }

  const { stdout } = await runBuilt(['tradeoff', scene, '--points', '3']);
  const said = stdout.slice(stdout.indexOf('\nprices')).split('\n');
  expect(said[1]).toBe('prices: what a limit that is one watt looser is worth, s² + rad² per W');
  expect(said[2]).toMatch(/^ +floor .*antenna 6 +quiet\[0\], 25°$/);
  expect(said[3]).toMatch(/^ *bps\/Hz .*≤ 22 dBm +≤ 10 dBm$/);
  expect(said[4].trim().split(/ +/).at(-1)).toBe(points[0].limits!.quiet[0].price!.toPrecision(3));
  expect(said[7]).toMatch(/^limits that cost nothing: antenna 3; .*at device 2$/);
});

test('--prices draws what limits cost', async () => {
  const { status, stdout } = await runBuilt(['tradeoff', scene, '--points', '3', '--prices', '-']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<svg /);
  expect(stdout).toContain('quiet[0], 25°');
  const two = await runBuilt(['tradeoff', scene, scene, '--prices', '-']);
  expect(two).toMatchObject({ status: 1, stderr: 'isabc: --prices takes one curve, and these are 2\n' });
});

test('draws that limits exclude are counted: in the summary, in outage, in the pictures', async () => {
  const experiment = folder.put('experiment.json', {
    scenario: {},
    placement: { shape: 'disc', center: [1.4, -0.8], radius: 0.6, count: 2 },
    draws: 30,
    fidelity: 'decoupled',
    fractions: [0],
    sweep: { 'limits.sensitivityDbm': [-20, 1] },
  });
  const [out, pictures] = [folder.file('run'), folder.file('pictures')];
  const { status } = await runBuilt(['montecarlo', experiment, '--out', out, '--plot', pictures]);
  expect(status).toBe(0);
  const { entries } = JSON.parse(readFileSync(`${out}/summary.json`, 'utf8')) as Summary;
  const [none, some] = entries;
  const { infeasible } = some.counts;
  expect(none.counts.infeasible).toBe(0);
  expect(infeasible).toBeGreaterThan(0);
  expect(infeasible).toBeLessThan(30);
  // no rate is small enough, and no bound large enough, for what has no covariance
  expect(some.outage.rate!.probability[0]).toBe(infeasible / 30);
  expect(some.outage.bound!.probability.at(-1)).toBe(infeasible / 30);
  const picture = (name: string) => readFileSync(`${pictures}/${name}.svg`, 'utf8');
  for (const name of ['curve', 'outage-rate', 'outage-bound'])
    expect(picture(name)).toContain(`limits.sensitivityDbm 1 (${infeasible} excluded)`);
  expect(picture('max-rate')).toMatch(/mark-line[^]*?d="M[-\d.,]+L/);
  expect(picture('max-rate')).not.toContain('none has a rate');
});

test('a beampattern has the limits of quiet directions', async () => {
  const { stdout } = await runBuilt(['beam', scene, '--rates', '0.437', '--plot', '-']);
  expect(stdout).toContain('strokes: limits');
  expect(stdout).toMatch(/mark-symbol/);
});

test('without limits table and CSV have nothing of them', async () => {
  const free = folder.put('free.json', { devices });
  const { stdout } = await runBuilt(['tradeoff', free, '--rates', '0.1']);
  expect(stdout).not.toMatch(/price|limit/);
  const csv = await runBuilt(['tradeoff', free, '--rates', '0.1', '--csv', '-']);
  expect(csv.stdout).toMatch(/rmsePosition\n/);
});

test('a CSV of several curves has the columns of all', async () => {
  const args = ['--set', 'limits.antennaDbm=20', '--compare', 'transmitter.antennas=4,8', '--rates', '0.1'];
  const { stdout } = await runBuilt(['tradeoff', scene, ...args, '--csv', '-']);
  const json = await runBuilt(['tradeoff', scene, ...args, '--json', '-']);
  const curves = JSON.parse(json.stdout) as NamedResult[];
  const [four, eight] = table(stdout);
  const at = (i: number) => curves[i].result.points[0].limits!;
  expect([four.priceAntenna7, Number(eight.priceAntenna7)]).toEqual(['', at(1).antenna[7].price]);
  expect([four, eight].map(({ priceQuiet0 }) => Number(priceQuiet0))).toEqual(
    [0, 1].map((i) => at(i).quiet[0].price),
  );
});

const why = /limits exclude each other(: |\n)no covariance keeps to these limits, .* at device 0 \(\d/;

test('limits that exclude each other are named, with the proof, and verified', async () => {
  const table = await runBuilt(['tradeoff', excluded, '--points', '2']);
  expect(table.status).toBe(0);
  expect(table.stdout).toMatch(why);
  expect(table.stdout).not.toContain('no covariance reaches');
  const json = folder.file('excluded-result.json');
  await runBuilt(['tradeoff', excluded, '--points', '2', '--covariance', '--json', json]);
  const verdict = await runBuilt(['verify', json, '--rigorous']);
  expect(verdict.status).toBe(0);
  expect(verdict.stdout).toMatch(/^limits exclude each other +verified\n/);
  expect(verdict.stdout).toMatch(/\nlimits exclude each other +proved\n/);
  const result = JSON.parse(readFileSync(json, 'utf8')) as Result;
  // one device alone can have its 3 dBm
  result.limitsCertificate!.limits.fill(0, 1);
  const tampered = await runBuilt(['verify', '-', '--rigorous'], JSON.stringify(result));
  expect(tampered).toMatchObject({ status: 2, stderr: 'isabc: not verified, not proved\n' });
});

test.each([
  ['simulate', '--rates', '0.1'],
  ['beamform', '--rates', '0.1'],
  ['beam'],
  ['beam', '--rates', '0.1'],
])('%s: limits that exclude each other leave no design', async (command, ...args) => {
  const { status, stdout, stderr } = await runBuilt([command, excluded, ...args]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/limits = \{"sensitivityDbm":3\}: the /);
  expect(stderr).toMatch(why);
});

test('the only limit may be of a device', async () => {
  const one = folder.put('one.json', { devices: [{ ...devices[0], sensitivityDbm: 30 }] });
  const { stderr } = await runBuilt(['beamform', one, '--rates', '0']);
  expect(stderr).toContain('devices = [{"position":[1.2,-0.4]');
  expect(stderr).toMatch(why);
});

test('evaluate names the limits that a covariance breaks', async () => {
  const zeros = new Array<number>(8).fill(0);
  const even = {
    re: zeros.map((_, i) => zeros.map((_, j) => (i === j ? 1 / 8 : 0))),
    im: zeros.map(() => zeros),
  };
  const matrix = folder.put('even.json', even);
  const { status, stdout } = await runBuilt(['evaluate', scene, '--covariance', matrix]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/at device 1 +0\.000193\d+ W +≥ 0\.000251\d+ W +not kept\n/);
  expect(stdout).toMatch(/\nantenna 1 +0\.125000 W +≤ 0\.158489 W\n/);
});

test.each([
  [
    'limits.quiet=[{"limitDbm":1}]',
    'limits.quiet[0] = {"limitDbm":1}: must be {"direction" or "position", "limitDbm"}',
  ],
  [
    'limits.quiet=[{"limitDbm":1,"position":[0,0]}]',
    'limits.quiet[0].position = [0,0]: lies on the transmitter',
  ],
  [
    'limits.antennaDbm=[1,2]',
    'limits.antennaDbm = [1,2]: must have one entry for each of the 8 transmit antennas',
  ],
  [
    'devices[1].sensitivityDbm="low"',
    'devices[1].sensitivityDbm = "low": must be a number from -300 to 300 (dBm)',
  ],
])('%s is refused by field and value', async (set, says) => {
  const { status, stdout, stderr } = await runBuilt(['tradeoff', scene, '--set', set]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
});
