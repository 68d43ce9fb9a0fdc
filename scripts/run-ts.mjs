// node scripts/run-ts.mjs FILE.ts [ARGUMENT…]: bundles a TypeScript program into build/ and runs it there, since
// Node 20 runs no TypeScript. 'isabc' itself and the packages stay imports, so it measures what is published.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { defines } from './defines.mjs';

const [entry, ...args] = process.argv.slice(2);
if (!entry) throw new Error('usage: node scripts/run-ts.mjs FILE.ts [ARGUMENT…]');
const outfile = `build/run/${basename(entry, '.ts')}.mjs`;
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: defines(),
  loader: { '.wasm': 'binary' },
  sourcemap: 'inline',
});
// Ctrl-C is the program's affair, which may have something to finish; this waits for it.
const wait = () => {};
process.on('SIGINT', wait);
const { status, signal } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], {
  stdio: 'inherit',
});
process.off('SIGINT', wait);
if (signal) process.kill(process.pid, signal);
process.exitCode = status ?? 1;
