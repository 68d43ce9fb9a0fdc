/** The package as a user gets it: packed, unpacked into node_modules of an empty project, imported, bundled. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build as esbuild, type Platform } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, root, serve, skipped } from '../support/browser.js';

const project = mkdtempSync(join(tmpdir(), 'isabc-package-'));
const installed = join(project, 'node_modules/isabc');
const scenario = readFileSync(join(root, 'examples/scenario-1.json'), 'utf8');
let tarball: string;
let expected: string;

const exec = (file: string, args: string[], cwd = project) =>
  execFileSync(file, args, { cwd, encoding: 'utf8' });
const tool = (name: string, ...args: string[]) => exec(join(root, 'node_modules/.bin', name), args, root);
const experiment = {
  scenario: { transmitter: { antennas: 3 } },
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 2 },
  draws: 20,
  rates: [0.05],
};
/** A program that prints its answer: a curve, the same in a worker, and bounds of a run. `name` is what it imports. */
const program = (name: string) =>
  `import { loadSolver, monteCarlo, tradeoffAsync } from '${name}';
   const solver = await loadSolver();
   const curve = solver.tradeoff(${scenario}, { points: 3 });
   const inWorker = await tradeoffAsync(${scenario}, { points: 3 });
   const bounds = [];
   for await (const { draws } of monteCarlo(${JSON.stringify(experiment)}, { workers: 2 })) bounds.push(...draws.total);
   console.log(JSON.stringify({ curve, inWorker, bounds }));`;
const write = (file: string, text: string) => {
  writeFileSync(join(project, file), text);
  return join(project, file);
};
const runProgram = (name: string) => exec(process.execPath, [write('program.mjs', program(name))]);
const bundle = (name: string, platform: Platform, outfile = 'bundle.mjs') =>
  esbuild({
    stdin: { contents: program(name), resolveDir: project },
    outfile: join(project, outfile),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform,
    logLevel: 'error',
  });
/** All files below a folder, by path from it. */
const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

beforeAll(() => {
  // dist/ is fresh (npm run test:slow builds it): no scripts, so that no other test finds it half built.
  const packed = exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root);
  tarball = join(project, JSON.parse(packed)[0].filename);
  mkdirSync(installed, { recursive: true });
  exec('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  write('package.json', '{ "private": true }');
  expected = runProgram('isabc');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

it('carries what it promises and nothing else', () => {
  const names = files(installed);
  for (const name of [
    'LICENSE',
    'README.md',
    'package.json',
    'dist/isabc.wasm',
    'dist/worker.js',
    'dist/index.d.ts',
  ])
    expect(names).toContain(name);
  expect(names.filter((name) => /^(assembly|bench|bindings|node_modules|test)\b/.test(name))).toEqual([]);
});

it('imports in Node', () => {
  const { curve, inWorker, bounds } = JSON.parse(expected);
  expect(curve.points).toHaveLength(3);
  expect(inWorker).toEqual(curve);
  expect(bounds).toHaveLength(20);
});

it('carries .wasm and worker inline', () => {
  expect(runProgram('isabc/inline')).toBe(expected);
});

it('runs its command line', () => {
  write('scenario.json', scenario);
  const cli = join(installed, 'dist/cli.js');
  const out = exec(process.execPath, [cli, 'tradeoff', 'scenario.json', '--points', '3', '--json', '-']);
  expect(JSON.parse(out)).toEqual(JSON.parse(expected).curve);
});

it('declares types without packages that the user lacks', () => {
  for (const name of files(join(installed, 'dist')).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(installed, 'dist', name), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const imports = [...text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map((match) => match[1]);
    expect(imports.filter((path) => !/^\.{1,2}\/.*\.js$/.test(path))).toEqual([]);
  }
});

/** What belongs beside a bundle that carries nothing inline. */
const companions = ['isabc.wasm', 'worker.js'];
const copyCompanions = () => {
  for (const name of companions) copyFileSync(join(installed, 'dist', name), join(project, name));
};
const removeCompanions = () => {
  for (const name of companions) rmSync(join(project, name), { force: true });
};

it('bundles with esbuild, .wasm and worker copied beside the bundle', async () => {
  await bundle('isabc', 'browser');
  copyCompanions();
  expect(exec(process.execPath, ['bundle.mjs'])).toBe(expected);
});

it('bundles with esbuild, .wasm and worker inline', async () => {
  await bundle('isabc/inline', 'browser');
  removeCompanions();
  expect(exec(process.execPath, ['bundle.mjs'])).toBe(expected);
});

/** Rollup resolves no names by itself: the plugin is the least that a user of it would have. */
const rollupBundle = async (entry: string, outfile = 'bundle.mjs') => {
  const built = await rollup({
    input: write('app.js', program(entry)),
    plugins: [
      {
        name: 'resolve',
        resolveId: (name) => {
          if (!name.startsWith('isabc')) return null;
          return join(installed, 'dist', name === 'isabc' ? 'index.js' : `${name.slice('isabc/'.length)}.js`);
        },
      },
    ],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  await built.write({ file: join(project, outfile), format: 'es', inlineDynamicImports: true });
};

it('bundles with rollup, .wasm and worker copied beside the bundle', async () => {
  await rollupBundle('isabc');
  copyCompanions();
  expect(exec(process.execPath, ['bundle.mjs'])).toBe(expected);
});

it('bundles with rollup, .wasm and worker inline', async () => {
  await rollupBundle('isabc/inline');
  removeCompanions();
  expect(exec(process.execPath, ['bundle.mjs'])).toBe(expected);
});

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; worker-src";
/** A page under the policy of docs/embedding.md that runs a script. */
const html = (script: string) => `<!doctype html>
  <meta http-equiv="Content-Security-Policy" content="${policy} ${script.includes('inline') ? 'blob:' : "'self'"}"><link rel="icon" href="data:,">
  <script type="module" src="${script}"></script>`;
const viteSite = () => {
  write('app.js', program('isabc'));
  write('index.html', html('./app.js'));
  return vite({
    root: project,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { target: 'es2022', outDir: 'site', assetsInlineLimit: 0 },
  });
};

it('bundles with vite, which copies .wasm and worker by itself', async () => {
  await viteSite();
  const [wasm] = files(join(project, 'site')).filter((name) => name.endsWith('.wasm'));
  expect(readFileSync(join(project, 'site', wasm))).toEqual(readFileSync(join(installed, 'dist/isabc.wasm')));
});

it.skipIf(skipped)(
  'runs in Chromium: plain, and by vite, esbuild and rollup, under a strict policy',
  async () => {
    write('plain.js', program('./node_modules/isabc/dist/index.js'));
    await viteSite();
    await bundle('isabc', 'browser', 'by-esbuild.js');
    await bundle('isabc/inline', 'browser', 'inline-by-esbuild.js');
    await rollupBundle('isabc', 'by-rollup.js');
    copyCompanions();
    const scripts = ['plain.js', 'by-esbuild.js', 'inline-by-esbuild.js', 'by-rollup.js'];
    for (const script of scripts) write(script.replace('.js', '.html'), html(`./${script}`));

    const { server, address } = await serve(project);
    const browser = await launch();
    try {
      for (const page of [...scripts.map((script) => script.replace('.js', '.html')), 'site/']) {
        const tab = await browser.newPage();
        const [message] = await Promise.all([tab.waitForEvent('console'), tab.goto(address + page)]);
        expect(`${page}: ${message.text()}\n`).toBe(`${page}: ${expected}`);
      }
    } finally {
      await browser.close();
      server.close();
    }
  },
);

// Both exit with an error where they find something.
it('satisfies publint', () => {
  expect(() => tool('publint', 'run', tarball, '--strict')).not.toThrow();
});

it('satisfies are-the-types-wrong', () => {
  expect(() =>
    tool('attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', 'isabc.wasm', 'resvg.wasm'),
  ).not.toThrow();
});
