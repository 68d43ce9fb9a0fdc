import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSolver, type TradeoffOptions } from 'isabc';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, root, serve, skipped } from '../support/browser.js';

const page = `<!doctype html><title>isabc</title><script type="module">
  import { loadSolver } from '/dist/index.js';
  const solver = await loadSolver();
  globalThis.tradeoff = (scenario, options) => JSON.stringify(solver.tradeoff(scenario, options));
</script>`;
describe.skipIf(skipped)('Chromium and Node compute the same bits', () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  const site = mkdtempSync(join(tmpdir(), 'isabc-site-'));

  beforeAll(async () => {
    writeFileSync(join(site, 'index.html'), page);
    symlinkSync(join(root, 'dist'), join(site, 'dist'));
    ({ server, address } = await serve(site));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(site, { recursive: true, force: true });
  });

  it('on a curve of scenario 2, covariances and certificates among them', async () => {
    const scenario = JSON.parse(readFileSync(`${root}examples/scenario-2.json`, 'utf8'));
    const options: TradeoffOptions = { points: 5, covariance: true };
    const expected = JSON.stringify((await loadSolver()).tradeoff(scenario, options));

    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('requestfailed', (request) => problems.push(`${request.url()} failed`));
    await tab.goto(address);
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
