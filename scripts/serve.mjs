// node scripts/serve.mjs FOLDER [PORT]: serves a folder to this machine alone, as any static host would.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** A server of a folder, not listening yet. Folders are answered with their index.html. */
export function serve(folder) {
  return createServer((request, response) => {
    // Not by URL: `GET //` is a path here, and no host. A path that starts with / cannot climb out.
    const path = normalize(decode(pathOf(request.url ?? '/')));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (body) =>
        response
          .setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
          .setHeader('cache-control', 'no-cache')
          .end(body),
      () => response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n'),
    );
  });
}

/** Without query and fragment; `*` and whole addresses, which a client may send, name no file. */
function pathOf(target) {
  return target.startsWith('/') ? target.replace(/[?#].*/s, '') : '/?';
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // names no file
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port = '8080'] = process.argv.slice(2);
  const server = serve(folder);
  server.on('error', (error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    server.listen(0, '127.0.0.1'); // any other port
  });
  server.on('listening', () => console.log(`http://127.0.0.1:${server.address().port}/`));
  server.listen(Number(port), '127.0.0.1');
}
