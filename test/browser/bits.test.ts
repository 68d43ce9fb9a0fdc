import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSolver, type TradeoffOptions } from 'isabc';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
// In CI a missing browser is a failure, not a reason to skip.
const skipped = missing && !process.env.CI;
if (skipped) console.warn(`Skipped: no browser at ${executablePath} (set CHROMIUM_PATH).`);

// Nothing here may reach out of this machine.
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );

const page = `<!doctype html><title>isabc</title><script type="module">
  import { loadSolver } from '/dist/index.js';
  const solver = await loadSolver();
  globalThis.tradeoff = (scenario, options) => JSON.stringify(solver.tradeoff(scenario, options));
</script>`;
const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the page at / and dist/ below it, as any static host would. */
function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(page);
    if (!pathname.startsWith('/dist/')) return response.writeHead(404).end();
    readFile(root + pathname).then(
      (body) => response.setHeader('content-type', types[extname(pathname)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

describe.skipIf(skipped)('Chromium and Node compute the same bits', () => {
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    server = await serve();
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('on a curve of scenario 2, covariances and certificates among them', async () => {
    const scenario = JSON.parse(readFileSync(`${root}examples/scenario-2.json`, 'utf8'));
    const options: TradeoffOptions = { points: 5, covariance: true };
    const expected = JSON.stringify((await loadSolver()).tradeoff(scenario, options));

    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('requestfailed', (request) => problems.push(`${request.url()} failed`));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab
      .waitForFunction('globalThis.tradeoff', undefined, { timeout: 30_000 })
      .catch((error: unknown) => {
        throw new Error(`the page did not load: ${problems.join('; ')}`, { cause: error });
      });
    const got = await tab.evaluate<string>(
      `tradeoff(${JSON.stringify(scenario)}, ${JSON.stringify(options)})`,
    );

    expect(got).toBe(expected);
    expect(problems).toEqual([]);
  });
});
