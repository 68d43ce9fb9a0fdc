/** Vitest's global set-up: compiles assembly/probes.ts, a test-only entry to the core, where it is out of date. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const target = fromRoot('build/probes.wasm');

export default function buildProbes(): void {
  const sources = readdirSync(fromRoot('assembly'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fromRoot(`assembly/${name}`));
  const changed = Math.max(...[...sources, fromRoot('asconfig.json')].map((file) => statSync(file).mtimeMs));
  if (existsSync(target) && statSync(target).mtimeMs > changed) return;
  const compiler = fromRoot('node_modules/assemblyscript/bin/asc.js');
  const options = ['assembly/probes.ts', '--target', 'release', '--outFile', target];
  execFileSync(process.execPath, [compiler, ...options], { cwd: fromRoot('.'), stdio: 'inherit' });
}
