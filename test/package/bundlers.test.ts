/**
 * The packed package in other people's bundlers for servers and in an edge runtime: a project that this test makes and
 * installs by itself, so that our own lockfile knows nothing of it. Needs the registry: skipped where that cannot be
 * had, but not in CI.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/cli.js';

const versions = {
  esbuild: '0.28.2',
  miniflare: '4.20260730.0',
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  vite: '8.3.8',
  webpack: '5.113.0',
};

const reachable =
  spawnSync('npm', ['view', `webpack@${versions.webpack}`, 'version'], { timeout: 60_000 }).status === 0;
if (!reachable && process.env.CI) throw new Error('CI must run this: the registry cannot be reached');

const project = mkdtempSync(join(tmpdir(), 'isabc-bundlers-'));
const at = (path: string) => join(project, path);
function put(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}
const exec = (file: string, args: string[], cwd = project) =>
  execFileSync(file, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' },
  });
const node = (...args: string[]) => exec(process.execPath, args);
const bin = (name: string) => at(`node_modules/${name}`);

/** Bundles with the project's own esbuild. */
const esbuild = (options: object) =>
  node('-e', `require('esbuild').buildSync(${JSON.stringify({ bundle: true, logLevel: 'error', ...options })})`);

/** Answers with a curve, whether a worker's is the same, and bounds of a run; `name` is what it imports. */
const answer = (name: string) => `
  import { loadSolver, monteCarlo, tradeoffAsync } from '${name}';
  export async function answer() {
    const scenario = { devices: [{ position: [1.5, -0.5] }, { position: [1, 0.5] }] };
    const solver = await loadSolver();
    const { points } = solver.tradeoff(scenario, { points: 3 });
    const inWorker = await tradeoffAsync(scenario, { points: 3 });
    const placement = { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 };
    const bounds = [];
    for await (const { draws } of monteCarlo({ scenario: {}, placement, draws: 20, rates: [0.05] }, { workers: 2 }))
      bounds.push(...draws.total);
    return JSON.stringify({ points, same: JSON.stringify(points) === JSON.stringify(inWorker.points), bounds });
  }`;
const program = (name: string) =>
  `${answer(name)}\nanswer().then(console.log, (error) => console.log(error.stack));`;

describe.skipIf(!reachable)(`server bundles${reachable ? '' : ' (skipped: no registry)'}`, () => {
  let expected: string;

  beforeAll(() => {
    const packed = exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root);
    const tarball = JSON.parse(packed)[0].filename as string;
    const dependencies = { ...versions, isabc: `file:./${tarball}` };
    put('package.json', JSON.stringify({ private: true, dependencies }));
    exec('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
    put('inline.mjs', program('isabc/inline'));
    put('plain.mjs', program('isabc'));
    expected = node('plain.mjs');
    expect(JSON.parse(expected)).toMatchObject({ same: true, points: [{ status: 'optimal' }, {}, {}] });
  }, 600_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('webpack, target node', () => {
    const build = `
      const webpack = require('webpack');
      const config = (name) => ({
        mode: 'production', target: 'node', entry: './' + name + '.mjs', optimization: { minimize: name === 'inline' },
        output: { path: __dirname + '/webpack-' + name, filename: 'main.cjs' },
      });
      webpack([config('inline'), config('plain')], (error, stats) => {
        if (error) throw error;
        console.log(stats.toJson().errors.concat(stats.toJson().warnings).map(({ message }) => message).join('\\n'));
      });`;
    put('webpack.cjs', build);
    expect(node('webpack.cjs')).toBe('\n');
    expect(node('webpack-inline/main.cjs')).toBe(expected);
    expect(node('webpack-plain/main.cjs')).toBe(expected);
  });

  test('Vite, for a server, noExternal', () => {
    put(
      'vite.mjs',
      `import { build } from 'vite';
       await build({ configFile: false, logLevel: 'error', ssr: { noExternal: true },
         build: { ssr: true, outDir: 'vite', rollupOptions: { input: { inline: 'inline.mjs', plain: 'plain.mjs' } } } });`,
    );
    node('vite.mjs');
    expect(node('vite/inline.mjs')).toBe(expected);
    // as docs/embedding.md has it: the files are copied beside the bundle
    for (const name of ['isabc.wasm', 'worker.js'])
      cpSync(at(`node_modules/isabc/dist/${name}`), at(`vite/${name}`));
    expect(node('vite/plain.mjs')).toBe(expected);
  });

  test('esbuild, platform node, CommonJS', () => {
    esbuild({ entryPoints: ['inline.mjs'], platform: 'node', format: 'cjs', outfile: 'esbuild/inline.cjs' });
    expect(node('esbuild/inline.cjs')).toBe(expected);
  });

  describe('Next.js, App Router', () => {
    beforeAll(() => {
      put('app/layout.jsx', 'export default ({ children }) => <html><body>{children}</body></html>;');
      put(
        'app/answer/route.js',
        `${answer('isabc/inline')}
         export const dynamic = 'force-dynamic';
         export const GET = async () => new Response(await answer());`,
      );
    });

    test.each(['webpack', 'turbopack'])('%s', async (bundler) => {
      rmSync(at('.next'), { recursive: true, force: true });
      node(bin('next/dist/bin/next'), 'build', `--${bundler}`);
      const port = await freePort();
      const server = spawn(process.execPath, [bin('next/dist/bin/next'), 'start', '-p', String(port)], {
        cwd: project,
        stdio: 'ignore',
        env: { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' },
      });
      try {
        let text: string | null = null;
        for (let tries = 0; text === null && tries < 240; tries++) {
          await sleep(250);
          const response = await fetch(`http://127.0.0.1:${port}/answer`).catch(() => null);
          text = response && (await response.text());
        }
        expect(`${text}\n`).toBe(expected);
      } finally {
        server.kill();
      }
    });
  });

  test('workerd, an edge runtime, with a precompiled module', () => {
    const worker = `
      import wasm from 'isabc/isabc.wasm';
      import { loadSolver } from 'isabc';
      export default {
        async fetch() {
          const solver = await loadSolver({ wasm });
          const scenario = { devices: [{ position: [1.5, -0.5] }, { position: [1, 0.5] }] };
          return Response.json(solver.tradeoff(scenario, { points: 3 }).points);
        },
      };`;
    put('edge.mjs', worker);
    esbuild({ entryPoints: ['edge.mjs'], format: 'esm', outfile: 'edge/worker.mjs', external: ['*.wasm'] });
    const run = `
      import { readFileSync } from 'node:fs';
      import { Miniflare } from 'miniflare';
      const edge = new Miniflare({
        compatibilityDate: '2026-01-01',
        modules: [
          { type: 'ESModule', path: 'worker.mjs', contents: readFileSync('edge/worker.mjs', 'utf8') },
          { type: 'CompiledWasm', path: 'isabc/isabc.wasm', contents: readFileSync('node_modules/isabc/dist/isabc.wasm') },
        ],
      });
      console.log(await (await edge.dispatchFetch('http://x/')).text());
      await edge.dispose();`;
    put('run-edge.mjs', run);
    expect(JSON.parse(node('run-edge.mjs'))).toEqual(JSON.parse(expected).points);
  });

  test('the files that bundlers and runtimes ask for by name', () => {
    const names = ['isabc.wasm', 'worker.js', 'resvg.wasm', 'scenario.schema.json', 'experiment.schema.json'];
    const read = `for (const name of ${JSON.stringify(names)})
      console.log(require('node:fs').readFileSync(require.resolve('isabc/' + name)).length > 0);`;
    expect(node('-e', read)).toBe('true\n'.repeat(names.length));
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
