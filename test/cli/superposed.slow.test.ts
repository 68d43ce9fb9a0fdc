/** The commands over a superposed signal, with the real core. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Beamforming, Evaluation, Point, Result, SignalPair } from '../../bindings/types.js';
import type { Summary } from '../../bindings/monte-carlo/summary.js';
import type { DesignView } from '../../bindings/plot/beam.js';
import { texts } from '../plot/svg.js';
import { Folder, runBuilt } from '../support/cli.js';

let folder: Folder;
let scenario: string;
beforeAll(() => {
  folder = new Folder();
  scenario = folder.put('scenario.json', {
    signal: 'superposed',
    devices: [{ position: [1.2, -0.3], symbol: 0.75 }, { position: [1.7, -0.6] }],
    clutterDbm: -40,
    noiseDbm: -40,
  });
});
afterAll(() => folder.remove());

const run = async (...args: string[]) => {
  const { status, stdout, stderr } = await runBuilt(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};
const json = async <T>(...args: string[]) => JSON.parse(await run(...args, '--json', '-')) as T;

test('tradeoff, verify and evaluate agree', async () => {
  const file = folder.file('result.json');
  await run('tradeoff', scenario, '--points', '3', '--covariance', '--json', file);
  expect(await run('verify', file)).toMatch(/verified/);
  const { points } = JSON.parse(readFileSync(file, 'utf8')) as Result<SignalPair>;
  const design = folder.put('design.json', points[1]);
  const pair = folder.put('pair.json', points[1].covariance);
  for (const covariance of [design, pair]) {
    const { rate, optimum, crb } = await json<Evaluation>('evaluate', scenario, '--covariance', covariance);
    expect(rate).toBeCloseTo(points[1].rate!, 10);
    expect(crb.total! / points[1].crb!.total!).toBeCloseTo(1, 9);
    expect(optimum.status).toBe('stationary');
  }
  expect(await run('evaluate', scenario, '--covariance', pair)).toContain('optimum (stationary)');
});

test('beam looks at the whole or at a part', async () => {
  const table = await run('beam', scenario);
  expect(table).toMatch(/\nCRB-optimal +0\.0+ .*\nrate floor .*\nrate-optimal .* – /);
  type Reports = { part: string; designs: (DesignView & { crb: Point['crb'] })[] };
  const [both, communication, sensing] = await Promise.all(
    [[], ['--part', 'communication'], ['--part', 'sensing']].map((part) =>
      json<Reports>('beam', scenario, ...part),
    ),
  );
  expect([both.part, sensing.part]).toEqual(['both', 'sensing']);
  expect(sensing.designs[1].name).toMatch(/^rate floor .* \(sensing\)$/);
  both.designs.forEach(({ pattern, errors }, i) => {
    const [c, s] = [communication.designs[i], sensing.designs[i]];
    pattern.power.forEach((watts, k) =>
      expect(c.pattern.power[k] + s.pattern.power[k]).toBeCloseTo(watts, 12),
    );
    expect(s.errors).toEqual(errors);
  });
  expect(both.designs[2]).toMatchObject({ crb: null, errors: [null, null] });
  const csv = await run('beam', scenario, '--part', 'sensing', '--csv', '-');
  const lines = csv.trimEnd().split('\n');
  expect(lines).toHaveLength(1 + 3 * 721);
  for (const line of lines) expect(line.split(',')).toHaveLength(4);
  const files = [folder.file('p.svg'), folder.file('m.svg')];
  await run('beam', scenario, '--part', 'sensing', '--plot', files[0], '--map', files[1]);
  for (const file of files) expect(texts(readFileSync(file, 'utf8'))).toContain('rate-optimal (sensing)');
});

test('beamform says which streams are whose', async () => {
  expect(await run('beamform', scenario, '--rate', '0.05')).toMatch(
    /\nstreams of x_c +[\d., ]+ W\nstreams of x_s +[\d., ]+ W\n/,
  );
  expect(await run('beamform', scenario, '--rate', '0')).toMatch(/\nstreams of x_c +none\n/);
  const { rank, streams } = await json<Beamforming>('beamform', scenario, '--rate', '0.05');
  expect(streams!.communication + streams!.sensing).toBe(rank);
});

test.each([
  [['beam', '--part', 'all'], /part = "all": must be "both", "communication" or "sensing"/],
  [
    ['simulate', '--rate', '0'],
    /signal = "superposed": must be "reused" for a simulation: the model does not say/,
  ],
  [['tradeoff', '--bounds', '1'], /bounds = 1: cannot be asked of several devices/],
])('%j is refused', async ([command, ...args], says) => {
  const { status, stdout, stderr } = await runBuilt([command, scenario, ...args]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(says);
});

test('montecarlo has stationary rows, with their bounds in the summary', async () => {
  const experiment = folder.put('experiment.json', {
    scenario: { signal: 'superposed', clutterDbm: -40, noiseDbm: -40 },
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 },
    draws: 3,
    rates: [0.02, 9],
  });
  const out = folder.file('run');
  expect(
    await run('montecarlo', experiment, '--out', out, '--format', 'csv', '--plot', folder.file('figs')),
  ).toMatch(/rateFloor +optimal +stationary +mean.*\n +0\.02 +0 +3 +\d.*\n +9 +0 +0 +– .* 3 infeasible\n/);
  const [head, ...rows] = readFileSync(`${out}/draws.csv`, 'utf8').trimEnd().split('\n');
  const column = (name: string) => rows.map((row) => row.split(',')[head.split(',').indexOf(name)]);
  expect(column('status')).toEqual([
    'stationary',
    'infeasible',
    'stationary',
    'infeasible',
    'stationary',
    'infeasible',
  ]);
  for (const name of ['total', 'lowerBound', 'gap']) column(name).forEach((value, i) => expect(value === '').toBe(i % 2 === 1)); // prettier-ignore
  expect(column('freeRate')).toEqual(Array(6).fill('0'));
  const { entries } = JSON.parse(readFileSync(`${out}/summary.json`, 'utf8')) as Summary;
  const mean = (name: string) => column(name).reduce((sum, value) => sum + Number(value) / 3, 0);
  expect(entries[0].counts).toMatchObject({ optimal: 0, stationary: 3 });
  expect(entries[0].total!.mean / mean('total')).toBeCloseTo(1, 12);
  expect(entries[0].lowerBound!.mean / mean('lowerBound')).toBeCloseTo(1, 12);
  expect(entries[0].outage.bound!.probability[100]).toBe(0);
  expect(entries[1]).toMatchObject({ total: null, lowerBound: null, counts: { infeasible: 3 } });
  const curve = texts(readFileSync(folder.file('figs/curve.svg'), 'utf8'));
  expect(curve.some((text) => text.includes('strokes: median of the lower bounds'))).toBe(true);
});
