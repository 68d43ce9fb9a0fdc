/** A site of a test's own in Chromium: some files, and the package in /dist. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launch, root, serve } from './browser.js';

export class Site {
  #browser!: Browser;
  #address = '';

  /**
   * Registers the hooks: a browser and a server for all tests.
   *
   * @param files their contents by path
   */
  constructor(files: Record<string, string | Uint8Array>) {
    const folder = mkdtempSync(join(tmpdir(), 'isabc-site-'));
    let server: Server;
    beforeAll(async () => {
      symlinkSync(join(root, 'dist'), join(folder, 'dist'));
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      ({ server, address: this.#address } = await serve(folder));
      this.#browser = await launch();
    });
    afterAll(async () => {
      await this.#browser?.close();
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** A tab with a page of the site, when that has made the global `run`. */
  async open(path = ''): Promise<Page> {
    const tab = await this.#browser.newPage();
    await tab.goto(this.#address + path);
    await tab.waitForFunction('globalThis.run', undefined, { timeout: 30_000 });
    return tab;
  }
}
