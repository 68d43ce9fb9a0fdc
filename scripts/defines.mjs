// The constants that bindings/build.d.ts declares, for the bundles, the scripts and the tests alike.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const wasmFile = fromRoot('build/isabc.wasm');
/** What is compiled into it. */
export const coreEntries = ['assembly/index.ts', 'assembly/batch.ts', 'assembly/design.ts'];

export function defines() {
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  const hash = createHash('sha256').update(readFileSync(wasmFile)).digest('hex');
  return { __VERSION__: JSON.stringify(version), __CORE_HASH__: JSON.stringify(hash) };
}
