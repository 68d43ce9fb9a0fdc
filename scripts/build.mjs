// Builds everything that is published into dist/: the .wasm, the bundles and the type declarations.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { coreEntries, defines, wasmFile } from './defines.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
/** Runs a tool by its script; its own message is enough where it fails. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
run('node_modules/assemblyscript/bin/asc.js', ...coreEntries, '--target', 'release');
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
/** Text is measured by the font's own widths, so the drawing library gets no canvas, not even where there is one. */
const noCanvas = {
  name: 'no-canvas',
  setup(build) {
    build.onResolve({ filter: /^vega-canvas$/ }, ({ path }) => ({ path, namespace: 'no-canvas' }));
    build.onLoad({ filter: /.*/, namespace: 'no-canvas' }, () => ({
      contents: 'export const canvas = () => null, domCanvas = canvas, nodeCanvas = canvas, image = canvas;',
    }));
  },
};
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
  plot: { ...browser, minify: true, lineLimit: 250, plugins: [noCanvas] },
};
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
}
/** The command line loads dist/plot.js where a plot is asked for, and not its own copy. */
const plotApart = {
  name: 'plot-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/plot\.js$/ }, () => ({ path: './plot.js', external: true }));
  },
};
const { metafile } = await build({
  ...common,
  platform: 'node',
  target: 'node20',
  entryPoints: ['bindings/cli/main.ts'],
  plugins: [plotApart],
  outfile: 'dist/cli.js',
  // commander is CommonJS and asks for Node's modules through require.
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
    ].join('\n'),
  },
});
chmodSync('dist/cli.js', 0o755);
// The bundles carry other people's code, whose licences ask to be carried along.
for (const input of Object.keys(metafile.inputs)) bundled.add(input);
const packages = [...bundled].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
const notices = [...new Set(packages)].filter(Boolean).map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}\n`;
});
notices.push(`Arimo, the font\n\n${readFileSync('bindings/plot/Arimo-LICENSE.txt', 'utf8').trim()}\n`);
writeFileSync('dist/THIRD-PARTY.txt', notices.join(`\n${'-'.repeat(72)}\n\n`));
// assembly/abi.ts is compiled with the bindings, whose declarations do not refer to it
rmSync('build/types', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
cpSync('build/types/bindings', 'dist', { recursive: true });
// no published declaration refers to it, and it would ask for a package that the user lacks
rmSync('dist/input/rules.d.ts');
