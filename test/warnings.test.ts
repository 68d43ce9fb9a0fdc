/** Slips that every field's range lets pass are named, and ordinary scenes pass without a word. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { experimentWarnings } from '../bindings/cli/warn.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { warningsOf, warningText } from '../bindings/input/warnings.js';
import { checkExperiment } from '../bindings/monte-carlo/experiment.js';
import type { Evaluation, Result } from '../bindings/types.js';
import { verifyResult } from '../bindings/verify/index.js';
import { Folder, root, runBuilt, runHere } from './support/cli.js';

const devices = [{ position: [1.5, -0.5] }];
const paths = (input: object, maxRate?: number) =>
  warningsOf(parseScenario({ devices, ...input }), maxRate).map(({ path }) => path);

describe('a slip', () => {
  test.each<[string, object, number | undefined, string[]]>([
    ['radians', { transmitter: { orientation: 1.5708 } }, undefined, ['transmitter.orientation']],
    ['minus radians', { receiver: { orientation: -Math.PI } }, undefined, ['receiver.orientation']],
    ['noise of a watt', { noiseDbm: 30 }, undefined, ['noiseDbm']],
    ['clutter above a milliwatt', { clutterDbm: 1 }, undefined, ['clutterDbm']],
    ['spacing in centimetres', { transmitter: { spacing: 6 } }, undefined, ['transmitter.spacing']],
    [
      'an echo after the block',
      { symbolDuration: 1e-9, symbolCount: 12, devices: [{ position: [1, 0] }, { position: [3, 0] }] },
      undefined,
      ['devices[1].position'],
    ],
    ['kilometres', { devices: [{ position: [2000, 500] }] }, 1e-9, ['devices[0].position']],
  ])('%s', (_, input, maxRate, expected) => expect(paths(input, maxRate)).toEqual(expected));
});

describe('no slip', () => {
  test.each<[string, object, number | undefined]>([
    ['whole degrees', { transmitter: { orientation: 3 }, receiver: { orientation: 0 } }, undefined],
    ['degrees beyond a turn in radians', { transmitter: { orientation: 22.5 } }, undefined],
    ['no clutter', { clutterDbm: null }, undefined],
    ['a kilometre with a rate', { devices: [{ position: [2000, 500] }] }, 0.1],
    ['a small rate nearby', {}, 1e-9],
  ])('%s', (_, input, maxRate) => expect(paths(input, maxRate)).toEqual([]));

  const examples = readdirSync(join(root, 'examples')).filter((file) =>
    /^(?!experiment).*\.json$/.test(file),
  );
  test.each(examples)('examples/%s', (file) => {
    const scenario = parseScenario(JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')));
    expect(warningsOf(scenario)).toEqual([]);
  });
});

test('as text', () => {
  const [text] = warningsOf(parseScenario({ devices, noiseDbm: 3 })).map(warningText);
  expect(text).toMatch(/^noiseDbm 3 is /);
});

test('tradeoff carries it in its result and says it on standard error, and verify lets it be', async () => {
  const args = ['tradeoff', '-', '--points', '1', '--covariance', '--json', '-'];
  const { status, stdout, stderr } = await runBuilt(args, JSON.stringify({ devices, noiseDbm: 3 }));
  expect(status).toBe(0);
  expect(stderr).toMatch(/^isabc: warning: noiseDbm 3 is .*\n$/);
  const result = JSON.parse(stdout) as Result;
  expect(result.warnings).toEqual([{ path: 'noiseDbm', value: 3, message: expect.any(String) }]);
  expect(verifyResult(result).verified).toBe(true);
});

describe('every command that reads a scenario says it on standard error', () => {
  const folder = new Folder();
  afterAll(() => folder.remove());
  const slip = JSON.stringify({ transmitter: { antennas: 1 }, devices, noiseDbm: 3 });
  const said = /^isabc: warning: noiseDbm 3 is /m;

  test.each([
    ['evaluate', '-', '--covariance', folder.put('R.json', '[[0.5]]')],
    ['beamform', '-', '--covariance', folder.put('R.json', '[[0.5]]')],
    ['beam', '-'],
    ['simulate', '-', '--rates', '0', '--trials', '2'],
  ])('%s', async (...args) => {
    const { stderr } = await runBuilt(args, slip);
    expect(stderr).toMatch(said);
  });

  test('evaluate has it in its JSON too, and nothing where there is none', async () => {
    const args = ['evaluate', '-', '--covariance', folder.put('R.json', '[[0.5]]'), '--json', '-'];
    const warningsIn = async (stdin: string) =>
      (JSON.parse((await runHere(args, { stdin })).stdout) as Evaluation).warnings?.map(({ path }) => path);
    expect(await warningsIn(slip)).toEqual(['noiseDbm']);
    expect(await warningsIn(JSON.stringify({ transmitter: { antennas: 1 }, devices }))).toBeUndefined();
  });

  test('batch by line, ten of them', async () => {
    const file = folder.put(
      'many.ndjson',
      `{"devices":[{"position":[1.5,-0.5]}]}\n${`${slip}\n`.repeat(12)}`,
    );
    const { stderr } = await runBuilt(['batch', file, '--out', join(folder.path, 'batch'), '--rates', '0']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^isabc: warning: line 2: noiseDbm 3 is /);
    expect(lines[10]).toBe('isabc: warning: 2 more of the kind in other lines');
  });

  test('an experiment for all that its sweep and its places make, each once', () => {
    const placement = { shape: 'given', positions: [[1e6, 0]] };
    const experiment = {
      scenario: {},
      placement,
      draws: 2,
      sweep: { noiseDbm: [-60, 3], powerDbm: [10, 20] },
    };
    expect(experimentWarnings(checkExperiment(experiment).output).map(({ path }) => path)).toEqual([
      'devices[0].position',
      'noiseDbm',
    ]);
  });
});
