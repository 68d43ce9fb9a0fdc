/** Hosts that lack or forbid something: the package loads there all the same. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: plain scripts
import { notices, packageOf } from '../scripts/notices.mjs';
// @ts-expect-error: likewise
import { serve } from '../scripts/serve.mjs';
import { root } from './support/cli.js';

/** What a program prints in a Node with these arguments. */
function run(args: string[], program: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [...args, '--input-type=module', '-'], {
    cwd: root,
    input: program,
    encoding: 'utf8',
  });
  return stdout || stderr;
}

const solve = (entry: string) => `
  const { loadSolver } = await import('${entry}');
  const { points } = (await loadSolver()).tradeoff({ devices: [{ position: [1, 1] }] }, { points: 2 });
  console.log(points.map(({ status }) => status).join());`;
const draw = `
  const { chart, line, renderSvg, renderPng } = await import('isabc/plot');
  const layers = [line([{ x: 1, y: 2 }, { x: 2, y: 3 }], { name: 'n' })];
  const svg = renderSvg(chart({ title: 't', description: 'd', x: { label: 'x' }, y: { label: 'y' }, layers }));
  console.log(svg.startsWith('<svg'), (await renderPng(svg)).length > 1000);`;

test.each(['isabc', 'isabc/inline'])('%s: with intrinsics that are frozen', (entry) => {
  expect(run(['--frozen-intrinsics', '--no-warnings'], solve(entry))).toBe('optimal,optimal\n');
});
test('isabc/plot: with intrinsics that are frozen', () => {
  expect(run(['--frozen-intrinsics', '--no-warnings'], draw)).toBe('true true\n');
});

test.each(['throw', 'delete'])('with __proto__ disabled: %s', (how) => {
  expect(run([`--disable-proto=${how}`], solve('isabc') + draw)).toBe('optimal,optimal\ntrue true\n');
});

const decoders = {
  'no TextDecoder': 'delete globalThis.TextDecoder;',
  'a TextDecoder of UTF-8 alone': `
    const { TextDecoder: Full } = globalThis;
    globalThis.TextDecoder = class extends Full {
      constructor(label = 'utf-8', options) {
        if (!/^utf-?8$/i.test(label)) throw new RangeError(label);
        super(label, options);
      }
    };`,
};
test.each(Object.entries(decoders))('with %s', (_, without) => {
  for (const entry of ['isabc', 'isabc/inline'])
    expect(run([], without + solve(entry))).toBe('optimal,optimal\n');
  expect(run([], `${without}console.log(typeof (await import('isabc/plot')).chart)`)).toBe('function\n');
});

test('before process.getBuiltinModule', () => {
  expect(run([], `delete process.getBuiltinModule;${solve('isabc')}`)).toBe('optimal,optimal\n');
});

test('in a bundle that does not know where it is', () => {
  const code = readFileSync(join(root, 'dist/index.js'), 'utf8').replaceAll('import.meta.url', 'undefined');
  const program = `
    const { loadSolver } = await import('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(code))});
    try { loadSolver(); } catch (error) { console.log(error.message); }`;
  expect(run([], program)).toMatch(/import from isabc\/inline, or pass wasm/);
});

test('every package in the bundles has its notice, with a text', () => {
  const bundled = JSON.parse(readFileSync(join(root, 'build/bundled.json'), 'utf8')) as string[];
  const text = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8');
  expect(text).toBe(notices(bundled));
  const entries = text.split(`\n${'-'.repeat(72)}\n\n`);
  for (const folder of new Set(bundled.map((file) => packageOf(file) as string | undefined))) {
    if (folder === undefined) continue;
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const entry = entries.find((one) => one.startsWith(`${name} ${version} (`));
    expect(entry?.length, folder).toBeGreaterThan(500);
  }
  expect(entries.find((entry) => entry.startsWith('@resvg'))).toMatch(
    /^@resvg\/resvg-wasm [\d.]+ \(MPL-2\.0\)\n\nSource code: https:\S+, version [\d.]+\n\nMozilla Public License/,
  );
});

test('the server of the page answers any path', async () => {
  const server = serve(join(root, 'examples')).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const status = (path: string) =>
      new Promise((resolve, reject) => {
        request({ port, path, host: '127.0.0.1' }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    for (const path of ['//', '///x', '//[', '/%00', '/%', '/..//../package.json', '*', 'http://[/'])
      expect(await status(path), path).toBe(404);
    expect(await status('/hall.json?x=/')).toBe(200);
    expect(await status('//hall.json')).toBe(200);
  } finally {
    server.close();
  }
});
