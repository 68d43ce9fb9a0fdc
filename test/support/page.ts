/** The live page in Chromium, for the tests in test/browser/page-*.test.ts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launch, root, serve } from './browser.js';

/** For `expect.poll`, whose own second is short on a busy machine. */
export const patient = { timeout: 20_000 };

export class LivePage {
  /** A folder for files, removed at the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'isabc-page-'));
  page!: Page;
  context!: BrowserContext;
  #address = '';
  /** Addresses that may be asked: the page's own. */
  #hosts: string[] = [];
  /** What must stay empty: errors, warnings, requests to other hosts. */
  #problems: string[] = [];

  /** Registers the hooks: a browser and a server for all tests, a new profile and an open page for each. */
  constructor() {
    let server: Server;
    let browser: Browser;
    beforeAll(async () => {
      ({ server, address: this.#address } = await serve(join(root, 'dist-web')));
      browser = await launch();
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      this.context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        hasTouch: true,
      });
      this.#problems = [];
      this.#hosts = ['blob:'];
      this.page = await this.open();
    });
    afterEach(async () => {
      await this.context.close();
      expect(this.#problems).toEqual([]);
    });
  }

  /** Another tab, ready when the curve is drawn. */
  async open(fragment = '', address = this.#address): Promise<Page> {
    this.#hosts.push(address);
    const tab = await this.context.newPage();
    tab.on('pageerror', (error) => this.#problems.push(String(error)));
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#problems.push(message.text());
    });
    tab.on('request', (request) => {
      if (!this.#hosts.some((host) => request.url().startsWith(host))) this.#problems.push(request.url());
    });
    await tab.goto(address + fragment);
    await tab.waitForSelector('#timing[data-redraw]', { state: 'attached' });
    return tab;
  }

  /** The drawn curve. */
  curve(): Promise<string | null> {
    return this.page.getAttribute('#curve path.curve', 'd');
  }

  /** Waits until the drawn curve is another one than this. */
  async changed(before: string | null, tab = this.page): Promise<void> {
    const differs = (d: string | null) =>
      document.querySelector('#curve path.curve')?.getAttribute('d') !== d;
    await tab.waitForFunction(differs, before);
  }

  /** The curve at rest, without the one from before a change behind it. */
  async settled(): Promise<string | null> {
    await expect.poll(() => this.page.locator('#curve path.before').count(), patient).toBe(0);
    return this.curve();
  }

  /** What can be dragged, by its name. */
  handle(name: RegExp): Locator {
    return this.page.locator('#scene').getByRole('button', { name });
  }

  /** The number field of a group of settings, from 0; negative from its end. */
  field(group: string, index: number): Locator {
    return this.page.locator(`#${group} input[type=number] >> nth=${index}`);
  }

  /** Takes a handle by its middle and moves it by some pixels in steps of a frame; `release` lets go. */
  async drag(name: RegExp, dx: number, dy: number, steps = 10, release = true): Promise<void> {
    const box = (await this.handle(name).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (let k = 1; k <= steps; k++) {
      await this.page.mouse.move(x + (dx * k) / steps, y + (dy * k) / steps);
      await this.page.waitForTimeout(16);
    }
    if (release) await this.page.mouse.up();
  }

  /** The text of the file that a button makes. */
  async download(button: string): Promise<string> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.page.click(button)]);
    const target = join(this.folder, file.suggestedFilename());
    await file.saveAs(target);
    return readFileSync(target, 'utf8');
  }
}
