// Writes the service worker of a built page. Apart from the build, so that a test can make a second version of one.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../web/src/sw.ts', import.meta.url));

/** Writes `sw.js` into the folder of a page, with the hashes of all files that are there; the docs stay online. */
export async function writeServiceWorker(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'sw.js' && !/^docs[\\/]/.test(name) && statSync(join(folder, name)).isFile())
    .sort();
  const files = {};
  for (const name of names) {
    // The page is asked for by its folder: some hosts answer index.html with a redirection to that.
    const address = name === 'index.html' ? './' : name.replaceAll('\\', '/');
    files[address] = `sha256-${digest(readFileSync(join(folder, name))).toString('base64')}`;
  }
  await build({
    entryPoints: [source],
    outfile: join(folder, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    define: {
      // Of the worker too, so that no two workers share a cache.
      __PAGE__: JSON.stringify(
        digest(JSON.stringify(files) + readFileSync(source, 'utf8'))
          .toString('hex')
          .slice(0, 16),
      ),
      __FILES__: JSON.stringify(files),
    },
  });
}

function digest(content) {
  return createHash('sha256').update(content).digest();
}
