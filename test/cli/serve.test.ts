/** isabc serve: requests and answers, a line each. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Folder, runBuilt, runHere } from '../support/cli.js';
import { valid } from '../support/malformed.js';

interface Answer {
  id: unknown;
  result?: Record<string, unknown>;
  error?: { name: string; message: string; issues?: { path: string; value: unknown; message: string }[] };
}

let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

/** The answers to some lines, values as JSON. */
async function ask(...lines: unknown[]): Promise<Answer[]> {
  const stdin = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { status, stdout, stderr } = await runHere(['serve'], { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}
const request = (method: string, params?: unknown, id: unknown = 7) => ({ id, method, params });

test('answers in order, with the ids of the requests, and ends with its input', async () => {
  const answers = await ask(
    request('tradeoff', { scenario: valid, options: { points: 2 } }, 'first'),
    '',
    request('version', undefined, 2),
    { method: 'evaluate', params: { scenario: { ...valid, transmitter: { antennas: 1 } }, covariance: { re: [[0.5]], im: [[0]] } } },
  ); // prettier-ignore
  expect(answers.map(({ id }) => id)).toEqual(['first', 2, null]);
  expect(answers[0].result!.points).toHaveLength(2);
  expect(Object.keys(answers[1].result!)).toEqual(['version', 'core']);
  expect(answers[2].result).toMatchObject({ rate: 0.5 });
});

describe('what is wrong is answered, and the next request too', () => {
  const cases: [what: string, line: unknown, name: string, says: string | RegExp][] = [
    ['no JSON', '{"id": 1,', 'SyntaxError', /the request:1:\d+ is not JSON/],
    ['no object', [1], 'InputError', /request = \[1\]: must be \{"id", "method", "params"\}/],
    ['no method', request('constructor'), 'InputError', /with one of the methods version, tradeoff/],
    ['another key', { ...request('version'), extra: 1 }, 'InputError', /must be \{"id"/],
    ['a param of no method', request('tradeoff', { scenario: valid, points: 5 }), 'InputError', /params\.points = 5: unknown key/],
    ['a param that is no name', request('tradeoff', { scenario: valid, 'a b': 5 }), 'InputError', /params\["a b"\] = 5: unknown key; allowed are scenario, options$/],
    ['options of another kind', request('monteCarlo', { experiment: {}, out: 'x', options: 'y' }), 'InputError', /options = "y"/],
    ['params of another kind', request('tradeoff', [1]), 'InputError', /must be/],
    ['a bad scenario', request('tradeoff', { scenario: { devices: [] } }), 'InputError', /devices = \[\]/],
    ['no scenario', request('tradeoff', {}), 'InputError', /scenario is missing/],
    ['bad options', request('tradeoff', { scenario: valid, options: { point: 3 } }), 'InputError', /point = 3/],
    ['no result', request('verify', { result: 7 }), 'InputError', /result = 7/],
    ['no folder', request('monteCarlo', { experiment: {}, out: 3 }), 'InputError', /out = 3: must name a folder/],
    ['a bad option', request('monteCarlo', { experiment: {}, out: 'x', options: { plot: 'y' } }), 'InputError', /plot/],
  ]; // prettier-ignore
  test.each(cases)('%s', async (_, line, name, says) => {
    const [answer, next] = await ask(line, request('version'));
    expect(answer.error).toMatchObject({ name });
    expect(answer.error!.message).toMatch(says);
    expect(next.result).toBeDefined();
  });

  test('every bad field is an issue of its own', async () => {
    const scenario = { devices: [{ position: [1, 'north'], symbol: 2 }] };
    const [{ error }] = await ask(request('tradeoff', { scenario }));
    expect(error!.issues!.map(({ path, value }) => [path, value])).toEqual([
      ['devices[0].position[1]', 'north'],
      ['devices[0].symbol', 2],
    ]);
  });
});

test('runs an experiment in a folder', async () => {
  const experiment = {
    scenario: {},
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 },
    draws: 20,
  };
  const out = folder.file('run');
  const run = request('monteCarlo', { experiment, out, options: { draws: 10, format: 'csv' } });
  const [first, again] = await ask(run, run);
  expect(first.result).toMatchObject({ summary: { draws: 10 } });
  expect(existsSync(`${out}/draws.csv`)).toBe(true);
  expect(again.error).toMatchObject({ name: 'CommandError' });
});

test('the built program, one request after the other', async () => {
  const lines = [0.1, 0.2].map((rate) =>
    JSON.stringify(request('tradeoff', { scenario: valid, options: { rates: [rate] } }, rate)),
  );
  const { status, stdout, stderr } = await runBuilt(['serve'], `${lines.join('\n')}\n`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer); // prettier-ignore
  expect(
    answers.map(({ id, result }) => [id, (result!.points as { rateFloor: number }[])[0].rateFloor]),
  ).toEqual([
    [0.1, 0.1],
    [0.2, 0.2],
  ]);
});
