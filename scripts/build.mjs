// Builds everything that is published into dist/: the .wasm, the bundles and the type declarations. With --probes,
// what the tests have of their own to compile as well (build-probes.mjs), while the other processor is busy.
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { coreEntries, defines, wasmFile } from './defines.mjs';
import { writeSchemas } from './schemas.mjs';
import { noAssumptions, noCanvas } from './vega-quirks.mjs';
import { notices } from './notices.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
/** Runs a tool by its script; its own message is enough where it fails. */
function run(script, ...args) {
  return new Promise((done) => {
    const tool = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
    tool.on('exit', (status) => (status === 0 ? done() : process.exit(status ?? 1)));
  });
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
// assembly/abi.ts is compiled with the bindings, whose declarations do not refer to it
rmSync('build/types', { recursive: true, force: true });
const types = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
const probes = process.argv.includes('--probes') ? types.then(() => run('scripts/build-probes.mjs')) : null;
await run('node_modules/assemblyscript/bin/asc.js', ...coreEntries, '--target', 'release');
writeSchemas('dist/schemas');
copyFileSync(wasmFile, 'dist/isabc.wasm');
copyFileSync('node_modules/@resvg/resvg-wasm/index_bg.wasm', 'dist/resvg.wasm');

const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  define: defines(),
  loader: { '.wasm': 'binary', '.ttf': 'binary', '.txt': 'text' },
  // Dependencies are bundled, so that a browser never meets a bare name; Node's own modules stay outside.
  mainFields: ['module', 'main'],
  external: ['node:*'],
  logLevel: 'warning',
  metafile: true,
};
/** Names stay: errors of a caller's own point to them. */
const browser = { ...common, platform: 'neutral', minifySyntax: true, minifyWhitespace: true };
// dist/inline.js carries the worker's code as text.
await build({
  ...browser,
  minify: true,
  entryPoints: ['bindings/worker.ts'],
  outfile: 'build/worker.min.txt',
});
/** .wasm and worker inside the file, instead of beside it. */
const inlined = {
  name: 'inlined',
  setup(build) {
    const path = fileURLToPath(new URL('../bindings/core/inlined.ts', import.meta.url));
    build.onResolve({ filter: /\/here\.js$/ }, () => ({ path }));
  },
};
/** Entries for browsers and Node alike; `plot` is large and other people's, so it is minified. */
const entries = {
  worker: browser,
  index: browser,
  inline: { ...browser, plugins: [inlined] },
  plot: { ...browser, minify: true, lineLimit: 250, plugins: [noCanvas, noAssumptions] },
  verify: { ...browser, minify: true, lineLimit: 250 },
};
/** What keeps bundlers from following the import of Node's modules (bindings/core/node.ts). */
const notForBundlers = '/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */';
const bundled = new Set();
for (const [entry, options] of Object.entries(entries)) {
  const { metafile } = await build({
    ...options,
    entryPoints: [`bindings/${entry}.ts`],
    outfile: `dist/${entry}.js`,
  });
  // A static import of node:* would keep the module from loading in a browser; a dynamic one is guarded.
  const { imports } = metafile.outputs[`dist/${entry}.js`];
  const bare = imports.filter((i) => i.external && i.kind === 'import-statement').map((i) => i.path);
  if (bare.length > 0) throw new Error(`dist/${entry}.js imports ${bare.join(', ')}`);
  for (const input of Object.keys(metafile.inputs)) bundled.add(input);
  const code = readFileSync(`dist/${entry}.js`, 'utf8');
  writeFileSync(`dist/${entry}.js`, code.replace(/\bimport\((?=\w+\))/g, `import(${notForBundlers}`));
}
/** A module that stays a file of its own in dist/, loaded where it is asked for. */
const apart = (filter, path) => ({
  name: `apart: ${path}`,
  setup: (build) => build.onResolve({ filter }, () => ({ path, external: true })),
});
const plotApart = apart(/^\.\.\/plot\.js$/, './plot.js');
const pdfApart = apart(/^\.\.\/pdf\.js$/, './pdf.js');
const commandApart = apart(/^\.\/command\.js$/, './command.js');
// commander and pdfkit are CommonJS in parts, and ask for Node's modules through require.
const nodeRequire = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
].join('\n');
/** For Node alone. `cli` is the process, small and there at once; `command` runs in a thread of it. */
const forNode = {
  cli: { entry: 'cli/main', plugins: [commandApart], banner: '#!/usr/bin/env node' },
  command: { entry: 'cli/command', plugins: [plotApart, pdfApart], banner: nodeRequire },
  pdf: { entry: 'pdf', banner: nodeRequire, minify: true, lineLimit: 250 },
};
for (const [name, { entry, banner, ...options }] of Object.entries(forNode)) {
  const { metafile } = await build({
    ...common,
    ...options,
    platform: 'node',
    target: 'node20',
    entryPoints: [`bindings/${entry}.ts`],
    outfile: `dist/${name}.js`,
    banner: { js: banner },
  });
  for (const input of Object.keys(metafile.inputs)) bundled.add(input);
}
chmodSync('dist/cli.js', 0o755);
// resvg.wasm is copied
bundled.add('node_modules/@resvg/resvg-wasm/index_bg.wasm');
writeFileSync('dist/THIRD-PARTY.txt', notices(bundled));
// for the page's notices, and the test that compares
writeFileSync('build/bundled.json', JSON.stringify([...bundled].sort(), null, 1));
await types;
cpSync('build/types/bindings', 'dist', { recursive: true });
// no published declaration refers to it, and it would ask for a package that the user lacks
rmSync('dist/input/rules.d.ts');
await probes;
