/** The ways to the .wasm, and the two entries as they are built. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as isabc from 'isabc';
import * as inline from 'isabc/inline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './support/cli.js';

const wasm = pathToFileURL(`${root}/dist/isabc.wasm`);
const bytes = new Uint8Array(readFileSync(wasm));
const scenario = { devices: [{ position: [1.5, -0.5] as [number, number] }] };
const works = (solver: isabc.Solver) =>
  solver.tradeoff(scenario, { points: 1 }).points[0].status === 'optimal';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const type = url === '/typed.wasm' ? 'application/wasm' : 'text/plain';
    response.writeHead(url === '/none.wasm' ? 404 : 200, { 'content-type': type });
    response.end(url === '/page.wasm' ? '<!doctype html>' : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('loadSolver', () => {
  const sources: [string, () => isabc.LoadOptions][] = [
    ['nothing', () => ({})],
    ['a file: URL', () => ({ wasm })],
    ['text of a URL', () => ({ wasm: wasm.href })],
    ['bytes', () => ({ wasm: bytes })],
    ['a buffer', () => ({ wasm: bytes.slice().buffer })],
    ['a promise of bytes', () => ({ wasm: Promise.resolve(bytes) })],
    ['a module', () => ({ wasm: new WebAssembly.Module(bytes) })],
    ['a URL', () => ({ wasm: new URL('/typed.wasm', base) })],
    ['a URL of the wrong type', () => ({ wasm: new URL('/wrong.wasm', base) })],
    ['a promise of a response', () => ({ wasm: fetch(`${base}/typed.wasm`) })],
  ];
  test.each(sources)('from %s', async (_, options) => {
    expect(works(await isabc.loadSolver(options()))).toBe(true);
    expect(works(await inline.loadSolver(options()))).toBe(true);
  });
  test('without an argument', async () => {
    expect(works(await isabc.loadSolver())).toBe(true);
    expect(works(await inline.loadSolver())).toBe(true);
  });

  const refused: [string, () => unknown, string][] = [
    ['a missing page', () => new URL('/none.wasm', base), '/none.wasm: the server answered 404 Not Found'],
    [
      'a page that is no module',
      () => new URL('/page.wasm', base),
      '/page.wasm is not a usable WebAssembly module',
    ],
    [
      'a server that is not there',
      () => new URL('http://127.0.0.1:1/x.wasm'),
      'cannot fetch http://127.0.0.1:1/x.wasm',
    ],
    ['a missing file', () => new URL('none.wasm', wasm), 'none.wasm'],
    [
      'bytes that are no module',
      () => new Uint8Array(9),
      'the given data is not a usable WebAssembly module',
    ],
    ['a number', () => 7, 'wasm must be a URL, a Response, bytes or a WebAssembly.Module'],
  ];
  test.each(refused)('refuses %s', async (_, source, says) => {
    await expect(isabc.loadSolver({ wasm: source() as URL })).rejects.toThrow(says);
  });
});

test('both entries export the same names', () => {
  expect(Object.keys(inline).sort()).toEqual(Object.keys(isabc).sort());
  expect(Object.keys(isabc)).toEqual(
    expect.arrayContaining(['InputError', 'Solver', 'loadSolver', 'parseScenario', 'verifyResult']),
  );
});

test('both entries give the same bits', async () => {
  const first = (await isabc.loadSolver()).tradeoff(scenario, { points: 3, covariance: true });
  const second = (await inline.loadSolver()).tradeoff(scenario, { points: 3, covariance: true });
  expect(second).toEqual(first);
});

test('an InputError comes with its issues', async () => {
  const solver = await isabc.loadSolver();
  const call = () => solver.tradeoff({ devices: [{ position: [1, Infinity] }] });
  expect(call).toThrow(isabc.InputError);
  try {
    call();
  } catch (error) {
    expect((error as isabc.InputError).issues).toEqual([
      { path: 'devices[0].position[1]', value: Infinity, message: 'must be a finite number (m)' },
    ]);
  }
});

test('one solver serves many scenarios, each as if it were the first', async () => {
  const solver = await isabc.loadSolver();
  const first = solver.tradeoff(scenario, { points: 2 });
  expect(() => solver.tradeoff({ devices: [{ position: [0, 0] }] })).toThrow(isabc.InputError);
  solver.tradeoff(
    { devices: [{ position: [1, 1] }, { position: [1.2, 0.4] }] },
    { points: 2, fidelity: 'coupled' },
  );
  expect(solver.tradeoff(scenario, { points: 2 })).toEqual(first);
});
