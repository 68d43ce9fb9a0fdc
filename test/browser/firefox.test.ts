/** The live page in Firefox: another engine of JavaScript, of WebAssembly and of layout. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { formatJson, loadSolver, type Result } from 'isabc';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root, serve } from '../support/browser.js';
import { launchFirefox, skippedFirefox } from '../support/firefox.js';
import { patient } from '../support/page.js';

describe.skipIf(skippedFirefox)('the live page in Firefox', () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    ({ server, address } = await serve(join(root, 'dist-web')));
    browser = await launchFirefox();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(message.text());
    });
    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(address);
    await page.waitForSelector('#timing[data-redraw]');
  });
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });

  const curve = () => page.$eval('#curve path.curve', (path) => path.getAttribute('d'));
  const handle = (name: string) => page.waitForSelector(`#scene [role=button][aria-label^="${name}"]`);

  /** The text of the file that a button makes, caught where the page hands it to the browser. */
  async function download(button: string): Promise<string> {
    await page.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        Object.assign(globalThis, { caught: blob.text() });
        return make(blob);
      };
    });
    await page.click(button);
    await page.waitForFunction('globalThis.caught');
    return page.evaluate(() => (globalThis as unknown as { caught: Promise<string> }).caught);
  }

  it('follows a dragged device, with the bits that Node computes', async () => {
    const before = await curve();
    const box = (await (await handle('Device 3'))!.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y + 25, { steps: 8 });
    await page.mouse.up();
    await expect.poll(curve, patient).not.toBe(before);
    const text = await download('#download-json');
    const result = JSON.parse(text) as Result;
    expect(result.scenario.devices[2].position).not.toEqual([1.692327, -0.241687]);
    const solver = await loadSolver();
    expect(text).toBe(formatJson(solver.tradeoff(result.scenario, { points: 21, covariance: true })));
  });
});
