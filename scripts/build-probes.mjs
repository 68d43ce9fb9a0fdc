// Compiles assembly/probes.ts, an entry to the core's inner functions for tests and benchmarks, into
// build/probes.wasm, where that is out of date.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const target = fromRoot('build/probes.wasm');

export default function buildProbes() {
  const sources = readdirSync(fromRoot('assembly'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fromRoot(`assembly/${name}`));
  const changed = Math.max(...[...sources, fromRoot('asconfig.json')].map((file) => statSync(file).mtimeMs));
  if (existsSync(target) && statSync(target).mtimeMs > changed) return;
  const compiler = fromRoot('node_modules/assemblyscript/bin/asc.js');
  const options = ['assembly/probes.ts', '--target', 'release', '--outFile', target];
  execFileSync(process.execPath, [compiler, ...options], { cwd: fromRoot('.'), stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildProbes();
