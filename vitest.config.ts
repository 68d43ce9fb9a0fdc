import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';
// @ts-expect-error: a plain script, shared with the build
import { defines, wasmFile } from './scripts/defines.mjs';

if (!existsSync(wasmFile)) throw new Error('build/isabc.wasm is missing: run `npm run build` first');

const dist = (file: string) => fileURLToPath(new URL(`dist/${file}`, import.meta.url));

/** `import bytes from '../build/isabc.wasm'`, and of a font, as esbuild's binary loader gives it. */
const filesAsBytes: Plugin = {
  name: 'files-as-bytes',
  enforce: 'pre',
  load(id) {
    if (!/\.(wasm|ttf)$/.test(id)) return null;
    const base64 = readFileSync(id).toString('base64');
    return `export default new Uint8Array(Buffer.from('${base64}', 'base64'));`;
  },
};

// Source tests import ../bindings/…; `import … from 'isabc'` is the built package, by self-reference, as a
// user would get it.
export default defineConfig({
  define: defines(),
  plugins: [filesAsBytes],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      'test/**/*.slow.test.ts',
      'test/browser/**',
      'test/package/**',
      'test/slurm/**',
      'test/crash/**',
    ],
    alias: [
      { find: /^isabc$/, replacement: dist('index.js') },
      { find: /^isabc\/pdf$/, replacement: dist('pdf.js') },
      { find: /^isabc\/plot$/, replacement: dist('plot.js') },
      { find: /^isabc\/verify$/, replacement: dist('verify.js') },
      { find: /^isabc\/inline$/, replacement: dist('inline.js') },
    ],
    // Loaded by Node as it is, not transformed.
    server: { deps: { external: [/\/dist\//] } },
    // build/probes.wasm, the core with its inner functions exported, for test/core.
    globalSetup: ['scripts/build-probes.mjs'],
    testTimeout: 30_000,
    // Files share a worker's modules: a third of the time was loading the same ones anew. Results depend on the input
    // alone, so what ran before must not matter; a test that fakes something puts it back.
    isolate: false,
    restoreMocks: true,
    // vitest would leave one processor idle
    maxWorkers: '100%',
  },
});
