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
    const box = (await (await handle('Device 2'))!.boundingBox())!;
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

  it('takes limits, shows their prices, and undoes', async () => {
    const before = await curve();
    // where the page stands still: a click of coordinates would miss what is still moving
    await page.locator('#limits summary').click();
    await page.type('#limit-fields input', '21.5');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#limit-table tr.active');
    expect(await curve()).not.toBe(before);
    expect(await page.$$eval('#limit-table tbody tr', (rows) => rows.length)).toBe(8);
    await page.click('#undo');
    await expect.poll(curve, patient).toBe(before);
    expect(await page.$eval('#limit-fields input', (input) => (input as HTMLInputElement).value)).toBe('');
  });

  it('loads what proves a design where it is asked to', async () => {
    await page.click('#prove');
    await page.waitForSelector('#proof dl');
    expect(await page.$eval('#proof', ({ textContent }) => textContent)).toMatch(/proved[\d.e-]+ to /);
  });

  it('draws random placements from its workers', async () => {
    await page.$eval('#mc-draws', (input) => ((input as HTMLInputElement).value = '60'));
    await page.click('#mc-run');
    const note = () => page.$eval('#mc-note', ({ textContent }) => textContent);
    await expect.poll(note, patient).toContain('60 of 60 placements');
    expect(await page.$('#bands path.curve')).not.toBeNull();
  });

  it('works without a network once it has been loaded', async () => {
    const own = await serve(join(root, 'dist-web'));
    const tab = await browser.newPage();
    await tab.goto(own.address);
    await tab.waitForFunction(() => document.querySelector('#offline')!.textContent !== '', {
      timeout: 60_000,
    });
    own.server.closeAllConnections();
    await new Promise((done) => own.server.close(done));
    await tab.reload();
    await tab.waitForSelector('#timing[data-redraw]');
    expect(await tab.$('#curve path.curve')).not.toBeNull();
    await tab.close();
  });
});
