import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatCsv, formatJson, loadSolver, type Result } from 'isabc';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, root, serve, skipped } from '../support/browser.js';

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

describe.skipIf(skipped)('the live page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-page-'));
  let server: Server;
  let address: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Everything that must stay empty: errors, refused loads, requests to other hosts. */
  let problems: string[];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'inherit' });
    ({ server, address } = await serve(join(root, 'dist-web')));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    problems = [];
    page = await open('');
  });
  afterEach(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });

  async function open(fragment: string): Promise<Page> {
    const tab = await context.newPage();
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    tab.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('blob:'))
        problems.push(request.url());
    });
    await tab.goto(address + fragment);
    await tab.waitForSelector('#timing[data-redraw]');
    return tab;
  }

  const path = (): Promise<string | null> => page.getAttribute('#curve path.curve', 'd');
  const handle = (name: RegExp) => page.locator('#scene').getByRole('button', { name });
  /** Waits until the drawn curve is another one than this. */
  const changed = (before: string | null) =>
    page.waitForFunction((d) => document.querySelector('#curve path.curve')?.getAttribute('d') !== d, before);

  async function download(button: string): Promise<string> {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    const target = join(folder, file.suggestedFilename());
    await file.saveAs(target);
    return readFileSync(target, 'utf8');
  }

  /** Drags the middle of a handle by some pixels, in steps, and lets go. */
  async function drag(name: RegExp, dx: number, dy: number): Promise<void> {
    const box = await handle(name).boundingBox();
    if (box === null) throw new Error('nothing to drag');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let k = 1; k <= 10; k++) await page.mouse.move(x + (dx * k) / 10, y + (dy * k) / 10);
    await page.mouse.up();
  }

  it('follows a dragged device, with the bits that Node computes', async () => {
    const before = await path();
    await drag(/^Device 3/, -60, 25);
    await changed(before);
    const text = await download('#download-json');
    const result = JSON.parse(text) as Result;
    expect(result.scenario.devices[2].position).not.toEqual([1.692327, -0.241687]);
    const solver = await loadSolver();
    expect(text).toBe(formatJson(solver.tradeoff(result.scenario, { points: 21, covariance: true })));
    expect(await download('#download-csv')).toBe(formatCsv(result));
  });

  it('draws while the pointer still moves', async () => {
    const before = await path();
    const box = (await handle(/^Device 2/).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 60);
    await changed(before);
    await page.keyboard.press('Escape'); // focus is on the handle
    await page.mouse.up();
    await page.waitForFunction(
      (d) => document.querySelector('#curve path.curve')?.getAttribute('d') === d,
      before,
    );
  });

  it('is worked by the keyboard', async () => {
    const before = await path();
    await handle(/receiver/).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await changed(before);
    expect(await page.inputValue('#receiver input >> nth=-2')).toBe('1.9');
    expect(await page.textContent('#announcer')).toBe('Rx, receiver: x 1.9 m, y −1.5 m');

    await handle(/^Device 4/).focus();
    await page.keyboard.press(' ');
    expect(await handle(/^Device 4/).getAttribute('aria-label')).toContain('silent');
    await page.keyboard.press(' ');
    expect(await handle(/^Device 4/).getAttribute('aria-label')).toContain('symbol 0.125');
    await page.keyboard.press('Delete');
    expect(await page.textContent('#device-count')).toBe('8');
    await page.click('#add');
    expect(await page.textContent('#device-count')).toBe('9');

    const status = () => page.getAttribute('#index', 'aria-valuetext');
    const at = await status();
    await page.focus('#index');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (old) => document.querySelector('#index')?.getAttribute('aria-valuetext') !== old,
      at,
    );
    expect(await status()).toMatch(/bps\/Hz, optimal$/);
  });

  it('steps back and forward, and carries the scenario in its address', async () => {
    const first = await path();
    const start = page.url();
    await page.selectOption('#objective', 'position');
    await changed(first);
    const second = await path();
    await page.fill('#levels input[type=number] >> nth=0', '24');
    await page.keyboard.press('Enter');
    await changed(second);
    const third = await path();
    const link = page.url();
    await page.goBack();
    await changed(third);
    expect(await path()).toBe(second);
    await page.goBack();
    await changed(second);
    expect(await path()).toBe(first);
    expect(page.url()).toBe(start);
    expect(await page.inputValue('#objective')).toBe('sum');

    const other = await open(new URL(link).hash);
    expect(await other.getAttribute('#curve path.curve', 'd')).toBe(third);
    expect(await other.inputValue('#levels input[type=number] >> nth=0')).toBe('24');
  });

  it('opens what it saves, and what the command line writes', async () => {
    await page.selectOption('#fidelity', 'decoupled');
    const scenario = await download('#save');
    expect(JSON.parse(scenario)).toEqual((await loadSolver()).tradeoff(JSON.parse(scenario)).scenario);

    const file = join(folder, 'from-cli.json');
    const cli = [
      'tradeoff',
      'examples/scenario-1.json',
      '--points',
      '3',
      '--objective',
      'delay',
      '--json',
      file,
    ];
    execFileSync(process.execPath, ['dist/cli.js', ...cli], { cwd: root });
    await page.setInputFiles('#file', file);
    await page.waitForFunction(() => document.querySelector('#device-count')?.textContent === '1');
    expect(await page.inputValue('#objective')).toBe('delay');
    expect(await page.isVisible('#problem')).toBe(false);
  });

  it.each([
    ['bad fields', '{"devices":[{"position":[1,"north"]},{"position":[1,1],"symbol":2}],"colour":"red"}'],
    ['no JSON', '{"devices": [\n  {"position": [1, 1]},\n]}'],
    ['no scenario', '[1, 2]'],
  ])('refuses a file with %s in the words of the command line', async (_, text) => {
    const before = await path();
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    await page.setInputFiles('#file', file);
    await page.waitForSelector('#problem:not([hidden])');
    const cli = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'tradeoff', 'bad.json'], {
      cwd: folder,
    });
    // Both engines say in their own words what JSON.parse disliked; the place before that is ours.
    const words = (message: string) =>
      message
        .replace(/^isabc: /, '')
        .replace(/(is not JSON): .*/, '$1')
        .split('\n')
        .map((line) => line.trim().replace(/:$/, ''))
        .filter((line) => line !== '');
    const shown = [
      await page.innerText('#problem-title'),
      ...(await page.locator('#problem-lines li').allInnerTexts()),
    ];
    expect(words(shown.join('\n'))).toEqual(words(String(cli.stderr)));
    expect(await path()).toBe(before);
  });

  it('says why the model refuses a scene, and goes on when it is mended', async () => {
    await page.fill('[aria-label="Device 1, x in metres"]', '2');
    await page.fill('[aria-label="Device 1, y in metres"]', '-1.5');
    await page.waitForSelector('#problem:not([hidden])');
    expect(await page.innerText('#problem-lines')).toContain('devices[0].position');
    await page.fill('[aria-label="Device 1, x in metres"]', '1.8');
    await page.waitForSelector('#problem', { state: 'hidden' });
    await page.fill('[aria-label="Device 1, symbol from 0 to 1"]', '7');
    expect(await page.locator('.issue:visible').innerText()).toBe('must be a number from 0 to 1');
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has no accessibility violation that axe-core knows: %s, %i pixels wide',
    async (colorScheme, width) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((details) => (details.open = true)),
      );
      await page.evaluate(axe); // by the debugger: the page's own policy would not let it in
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const found = await axe.run();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      });
      expect(violations).toEqual([]);
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scroll).toBeLessThanOrEqual(width);
    },
  );

  it('works without a network once it has been loaded', async () => {
    const own = await serve(join(root, 'dist-web'));
    address = own.address; // so that its requests count as the page's own
    const tab = await open('');
    await tab.waitForFunction(() => document.querySelector('#offline')?.textContent !== '');
    own.server.closeAllConnections();
    await new Promise((done) => own.server.close(done));
    await tab.reload();
    await tab.waitForSelector('#timing[data-redraw]');
    expect(await tab.getAttribute('#curve path.curve', 'd')).toBe(await path());
    await tab.fill('#levels input[type=number] >> nth=0', '10');
    await tab.waitForFunction(
      (d) => document.querySelector('#curve path.curve')?.getAttribute('d') !== d,
      await path(),
    );
    ({ address } = { address: page.url().replace(/#.*/, '') });
  });
});
