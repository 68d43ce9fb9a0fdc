/** Slips that every field's range lets pass are named, and ordinary scenes pass without a word. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../bindings/input/scenario.js';
import { warningsOf, warningText } from '../bindings/input/warnings.js';
import type { Result } from '../bindings/types.js';
import { verifyResult } from '../bindings/verify/index.js';
import { root, runBuilt } from './support/cli.js';

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
  expect(text).toMatch(/^warning: noiseDbm 3 is /);
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
