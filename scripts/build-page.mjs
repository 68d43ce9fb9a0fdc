// Builds the live page into dist-web/: static files for any host, in any folder of it. Needs dist/ (npm run build).
import { fileURLToPath } from 'node:url';
import { readFileSync, writeFileSync } from 'node:fs';
import { build as vite } from 'vite';
import { notices } from './notices.mjs';
import { writeDocs } from './page-docs.mjs';
import { writeServiceWorker } from './service-worker.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.NODE_ENV = 'production'; // whatever a test runner has made of it
const out = 'dist-web';

/** The page makes no PNGs: the module that would is left out of it. */
const withoutPng = {
  name: 'without-png',
  generateBundle(_, bundle) {
    for (const name of Object.keys(bundle)) if (/resvg-.*\.wasm$/.test(name)) delete bundle[name];
  },
};

await vite({
  root: 'web',
  base: './',
  configFile: false,
  logLevel: 'error',
  // The page is a user of the package like any other.
  resolve: {
    alias: [
      { find: /^isabc$/, replacement: fileURLToPath(new URL('../dist/index.js', import.meta.url)) },
      { find: /^isabc\/verify$/, replacement: fileURLToPath(new URL('../dist/verify.js', import.meta.url)) },
      { find: /^isabc\/plot$/, replacement: fileURLToPath(new URL('../dist/plot.js', import.meta.url)) },
    ],
  },
  plugins: [withoutPng],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: `../${out}`,
    emptyOutDir: true,
    // No data: and no blob: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // isabc/plot, in a file of its own that is loaded where it is needed
    chunkSizeWarningLimit: 1000,
  },
});

// The page is the package's bundles and a few lines that vite adds, which loads modules.
const bundled = JSON.parse(readFileSync('build/bundled.json', 'utf8'));
writeFileSync(`${out}/THIRD-PARTY.txt`, notices([...bundled, 'node_modules/vite/package.json']));
writeDocs(out);
await writeServiceWorker(out);
