// The core's twin in plain JavaScript, build/twin/twin.mjs: assembly/ itself, compiled without lanes and translated
// from WebAssembly to JavaScript by Binaryen, so that it cannot drift. Only the two files that know of lanes are
// replaced, by those of assembly/scalar. Its answers are the core's, bit for bit (test/bench/twin.slow.test.ts).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coreEntries } from './defines.mjs';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = fromRoot('build/twin');
const twinFile = `${folder}/twin.mjs`;

/** Builds it where it is out of date. */
function buildTwin() {
  const sources = readdirSync(fromRoot('assembly'), { recursive: true }).map((name) =>
    fromRoot(`assembly/${name}`),
  );
  const changed = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(twinFile) && statSync(twinFile).mtimeMs > changed) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(fromRoot('assembly'), `${folder}/assembly`, { recursive: true });
  cpSync(fromRoot('assembly/scalar'), `${folder}/assembly/linalg`, { recursive: true });
  // what JavaScript has no operation for is left to AssemblyScript's own code
  const without = ['simd', 'bulk-memory', 'nontrapping-f2i'].flatMap((feature) => ['--disable', feature]);
  const release = '--config none --bindings none --runtime stub --initialMemory 16 -O3 --noAssert'.split(' ');
  const entries = coreEntries.map((entry) => `${folder}/${entry}`);
  const scalar = `${folder}/scalar.wasm`;
  run('node_modules/assemblyscript/bin/asc.js', ...entries, ...release, ...without, '--outFile', scalar);
  run('node_modules/binaryen/bin/wasm2js', '-O', scalar, '-o', twinFile);
}

function run(script, ...args) {
  const { status, stderr } = spawnSync(process.execPath, [fromRoot(script), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} failed: ${stderr.slice(0, 2000)}`);
}

buildTwin();
