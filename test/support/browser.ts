/** What browser tests share: the browser, whether there is one, and a static server. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
// @ts-expect-error: a plain script, shared with `npm run page`
import { serve as makeServer } from '../../scripts/serve.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** In CI a missing browser is a failure, not a reason to skip. */
export const skipped = !existsSync(executablePath) && !process.env.CI;
if (skipped) console.warn(`Skipped: no browser at ${executablePath} (set CHROMIUM_PATH).`);

// Nothing here may reach out of this machine.
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

/** Serves a folder as any static host would; `address` ends with a slash. */
export function serve(folder: string): Promise<{ server: Server; address: string }> {
  const server = makeServer(folder) as Server;
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () =>
      done({ server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
    ),
  );
}
