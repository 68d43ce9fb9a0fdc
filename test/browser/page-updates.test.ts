/** Two versions of the page, one after the other and side by side, in Chromium. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error: a plain script, a part of the page's build
import { writeServiceWorker } from '../../scripts/service-worker.mjs';
import { launch, root, serve, skipped } from '../support/browser.js';
import { patient } from '../support/page.js';

/** The page of dist-web as another version of it: its title says which, and its pictures have a file of their own. */
async function build(folder: string, version: string): Promise<void> {
  cpSync(join(root, 'dist-web'), folder, { recursive: true });
  const assets = join(folder, 'assets');
  const file = (pattern: RegExp) => readdirSync(assets).find((name) => pattern.test(name))!;
  const [main, plot] = [file(/^index-.*\.js$/), file(/^plot-.*\.js$/)];
  const [newMain, newPlot] = [`index-${version}.js`, `plot-${version}.js`];
  renameSync(join(assets, plot), join(assets, newPlot));
  renameSync(join(assets, main), join(assets, newMain));
  edit(join(assets, newMain), (text) => text.replaceAll(plot, newPlot));
  edit(join(folder, 'index.html'), (text) =>
    text.replaceAll(main, newMain).replace(/<title>.*<\/title>/, `<title>${version}</title>`),
  );
  await writeServiceWorker(folder);
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Puts a version where another one is, as an upload of the whole folder does. */
function upload(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

describe.skipIf(skipped)('versions of the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-versions-'));
  const at = (name: string) => join(folder, name);
  let server: Server;
  let address: string;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    for (const version of ['one', 'two', 'three']) await build(at(version), version);
    mkdirSync(at('host'));
    ({ server, address } = await serve(at('host')));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    for (const copy of ['a', 'a b']) upload(at('one'), at(`host/${copy}`));
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  /** A tab in which the page is drawn, and kept for times without a network. */
  async function open(path = 'a/'): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(address + path);
    await drawn(tab);
    await expect.poll(() => tab.textContent('#offline'), patient).not.toBe('');
    return tab;
  }
  const drawn = (tab: Page) => tab.waitForSelector('#timing[data-redraw]', { state: 'attached' });
  async function reload(tab: Page): Promise<void> {
    await tab.reload();
    await drawn(tab);
  }
  /** Looks for a new version, as the browser does when the page is opened, and waits for what comes of it. */
  const update = (tab: Page) =>
    tab.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const worker = registration.installing ?? registration.waiting;
      while (worker !== null && !['installed', 'redundant'].includes(worker.state)) {
        await new Promise((done) => setTimeout(done, 20));
      }
      return worker?.state ?? null;
    });
  const caches = (tab: Page) => tab.evaluate(() => globalThis.caches.keys());
  const offer = (tab: Page) => tab.locator('#update');

  it('says nothing as long as there is one', async () => {
    const tab = await open();
    expect(await update(tab)).toBeNull();
    await reload(tab);
    expect(await offer(tab).isVisible()).toBe(false);
    expect(await caches(tab)).toHaveLength(1);
  });

  it('a new one is announced, taken with one click, and what was on the screen stays', async () => {
    const tab = await open();
    const other = await open();
    await tab.fill('#levels input[type=number] >> nth=0', '10');
    await expect.poll(() => tab.evaluate(() => location.hash), patient).not.toBe('');
    const session = tab.url();

    upload(at('two'), at('host/a'));
    expect(await update(tab)).toBe('installed');
    await offer(tab).waitFor();
    expect(await offer(tab).textContent()).toMatch(/new version/);
    // Nothing changes before the click, not even by loading the page again.
    await reload(tab);
    expect(await tab.title()).toBe('one');
    await offer(tab).getByRole('button').click();
    await expect.poll(() => tab.title(), patient).toBe('two');
    await drawn(tab);
    expect(tab.url()).toBe(session);
    expect(await offer(tab).isVisible()).toBe(false);

    // The other tab says so too, and goes on working with the files of the version that it is.
    await offer(other).waitFor();
    expect(await other.title()).toBe('one');
    const [file] = await Promise.all([other.waitForEvent('download'), other.click('#download-svg')]);
    expect(file.suggestedFilename()).toBe('curve.svg');
    await offer(other).getByRole('button').click();
    await expect.poll(() => other.title(), patient).toBe('two');

    // Of all the versions that have been, one more than the present one is kept.
    upload(at('three'), at('host/a'));
    expect(await update(tab)).toBe('installed');
    await offer(tab).getByRole('button').click();
    await expect.poll(() => tab.title(), patient).toBe('three');
    await expect.poll(() => caches(tab), patient).toHaveLength(2);
  });

  it.each([
    ['a file that is still missing', (host: string) => rmSync(join(host, 'assets/plot-two.js'))],
    [
      'a file of the version before',
      (host: string) => cpSync(at('one/index.html'), join(host, 'index.html')),
    ],
    [
      'a file that is cut off',
      (host: string) => edit(join(host, 'assets/plot-two.js'), (text) => text.slice(0, 1000)),
    ],
  ])(
    '%s: the new one is not installed, the old one works on, and the next try succeeds',
    async (_, spoil) => {
      const tab = await open();
      upload(at('two'), at('host/a'));
      spoil(at('host/a'));
      expect(await update(tab)).toBe('redundant');
      expect(await offer(tab).isVisible()).toBe(false);
      expect(await caches(tab)).toHaveLength(1);
      await reload(tab);
      expect(await tab.title()).toBe('one');

      upload(at('two'), at('host/a'));
      await reload(tab); // which looks for a new version by itself
      await offer(tab).waitFor();
      await offer(tab).getByRole('button').click();
      await expect.poll(() => tab.title(), patient).toBe('two');
    },
  );

  it('a first visit in the midst of an upload stores nothing wrong', async () => {
    upload(at('two'), at('host/a'));
    edit(at('host/a/icon.svg'), () => '<svg');
    const tab = await context.newPage();
    await tab.goto(`${address}a/`);
    await drawn(tab);
    await tab.waitForTimeout(1000);
    expect(await caches(tab)).toEqual([]);
    upload(at('two'), at('host/a'));
    await reload(tab);
    await expect.poll(() => tab.textContent('#offline'), patient).not.toBe('');
    expect(await caches(tab)).toHaveLength(1);
  });

  it('two copies on one origin do not touch each other', async () => {
    const [first, second] = [await open('a/'), await open('a b/')];
    expect(await caches(first)).toHaveLength(2);
    upload(at('two'), at('host/a'));
    expect(await update(first)).toBe('installed');
    await offer(first).getByRole('button').click();
    await expect.poll(() => first.title(), patient).toBe('two');
    expect(await offer(second).isVisible()).toBe(false);

    // Both without a network, each in its version, by its folder and by the file in it.
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    for (const [path, version] of [
      ['a/', 'two'],
      ['a b/', 'one'],
      ['a/index.html', 'two'],
    ]) {
      const tab = await context.newPage();
      await tab.goto(address + path);
      await drawn(tab);
      expect(await tab.title()).toBe(version);
    }
  });
});
