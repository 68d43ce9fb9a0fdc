/** The report as JSON, against its schema, and as a table. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { formatSimulation } from '../../bindings/simulate/format.js';
import { Solver } from '../../bindings/solver/solver.js';
import { FakeCore } from '../support/fake-core.js';

const read = (name: string) =>
  JSON.parse(readFileSync(`dist/schemas/${name}`, 'utf8')) as Record<string, unknown>;
const ajv = new Ajv2020({ allErrors: true, strict: true });
const isSimulation = ajv.compile(read('simulation.schema.json'));

const devices = [
  { position: [1, 1] as [number, number] },
  { position: [1, 2] as [number, number], symbol: 0 },
];
const report = () => new Solver(new FakeCore()).simulate({ devices }, { rate: 0.5, trials: 3 });

test('a report is what its schema says', () => {
  expect(isSimulation(report()), JSON.stringify(isSimulation.errors)).toBe(true);
  expect(isSimulation({ ...report(), extra: 1 })).toBe(false);
  expect(isSimulation({ ...report(), sampling: null })).toBe(false);
});

test('the bounds beside the errors are the roots of those of the device', () => {
  const { delay, angle, position } = report().devices[0]!;
  expect(delay).toMatchObject({ rmse: 1e-9, printed: Math.sqrt(2e-18), coupled: Math.sqrt(2e-18) });
  expect(angle!.ratio).toBe(0.5 / Math.sqrt(0.6));
  expect(position).toMatchObject({ decoupled: 0.5, ratio: 0.5 });
});

test('the core runs as many trials as were asked for, under the coupled model', () => {
  const core = new FakeCore();
  new Solver(core).simulate({ devices }, { rate: 0.5, trials: 3 });
  expect(core.calls.filter((call) => call === 'runTrials 1')).toHaveLength(3);
  expect(core.calls.lastIndexOf('load')).toBeLessThan(core.calls.indexOf('prepareTrials'));
});

test('the table names what it is about, and says what to be careful with', () => {
  const text = formatSimulation(report());
  expect(text).toContain('trials      3, seed 1');
  expect(text).toMatch(/devices\[0\] +delay +s +1\.000e-9 +9\.000e-10 to 1\.100e-9/);
  expect(text).not.toContain('devices[1]');
  expect(text).not.toContain('care');
  const sampling = { samples: 8, offset: 0.5, error: 0.02, clearance: 2 };
  const doubtful = formatSimulation({ ...report(), sampling, missed: 1, unlocated: 2 });
  for (const words of ['more than 1 %', 'close to a sample', '1 of 3 searches', '2 estimates'])
    expect(doubtful).toContain(words);
});

test('a simulation notices that its solver was used for something else', () => {
  const solver = new Solver(new FakeCore());
  const trials = solver.trials({ devices }, { rate: 0.5, trials: 3 });
  expect(trials.next().value).toBe(1);
  solver.tradeoff({ devices }, { rates: [0.5] });
  expect(() => trials.next()).toThrow('used for something else');
});
