// Builds everything that is published into dist/: the .wasm, three bundles and the type declarations.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { defines, wasmFile } from './defines.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
/** Runs a tool by its script; its own message is enough where it fails. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
run('node_modules/assemblyscript/bin/asc.js', 'assembly/index.ts', '--target', 'release');
copyFileSync(wasmFile, 'dist/isabc.wasm');

const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  define: defines(),
  loader: { '.wasm': 'binary' },
  // Dependencies are bundled, so that a browser never meets a bare name; Node's own modules stay outside.
  mainFields: ['module', 'main'],
  external: ['node:*'],
  logLevel: 'warning',
  metafile: true,
};
const browser = { ...common, platform: 'neutral', minifySyntax: true };
for (const entry of ['index', 'inline']) {
  const { metafile } = await build({
    ...browser,
    entryPoints: [`bindings/${entry}.ts`],
    outfile: `dist/${entry}.js`,
  });
  // A static import of node:* would keep the module from loading in a browser; a dynamic one is guarded.
  const { imports } = metafile.outputs[`dist/${entry}.js`];
  const bare = imports.filter((i) => i.external && i.kind === 'import-statement').map((i) => i.path);
  if (bare.length > 0) throw new Error(`dist/${entry}.js imports ${bare.join(', ')}`);
}
const { metafile } = await build({
  ...common,
  platform: 'node',
  target: 'node20',
  entryPoints: ['bindings/cli/main.ts'],
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
// The bundles carry other people's code, whose licences ask to be carried along. cli.js contains all that index.js does.
const packages = Object.keys(metafile.inputs).map(
  (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0],
);
const notices = [...new Set(packages)].filter(Boolean).map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}\n`;
});
writeFileSync('dist/THIRD-PARTY.txt', notices.join(`\n${'-'.repeat(72)}\n\n`));
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
// no published declaration refers to it, and it would ask for a package that the user lacks
rmSync('dist/rules.d.ts');
