/** What makes the live page pleasant: what is old looks old, nothing overlaps, everything can be undone. */
import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { loadSolver } from 'isabc';
import { proveResult } from 'isabc/verify';
import { describe, expect, it } from 'vitest';
import { root, skipped } from '../support/browser.js';
import { LivePage, patient } from '../support/page.js';

/** Texts of the drawings that overlap by more than a pixel, in words. */
function overlappingTexts(): string[] {
  const found: string[] = [];
  for (const svg of document.querySelectorAll('svg')) {
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      words: text.textContent ?? '',
      box: text.getBoundingClientRect(),
    }));
    texts.forEach((a, i) => {
      for (const b of texts.slice(i + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        // glyphs fill the middle of their line
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) - 4;
        if (across > 1 && down > 1) found.push(`${svg.id}: "${a.words}" and "${b.words}"`);
      }
    });
  }
  return found;
}

describe.skipIf(skipped)('the live page, to work with', () => {
  const live = new LivePage();

  it('greys a curve that is being solved anew, says how far it is, and can be told to stop', async () => {
    const { page } = live;
    const few = await live.settled();
    await page.selectOption('#points', '201');
    await live.changed(few);
    const before = await live.settled();
    await page.selectOption('#kind', 'superposed');
    await page.waitForSelector('body.stale');
    await expect.poll(() => page.innerText('#busy-words'), patient).toMatch(/^solving, [1-9]\d? %$/);
    expect(await page.locator('.badge').count()).toBe(0);
    expect(await page.innerText('#status')).toBe('Being solved. What is shown is of the scene before.');
    expect(await page.isDisabled('#download-csv')).toBe(true);
    await page.click('#cancel');
    expect(await page.innerText('#status')).toMatch(/^Cancelled/);
    expect(await page.isVisible('#busy')).toBe(false);
    expect(await live.curve()).toBe(before);
    // what is asked for then is answered, by a new worker
    await page.selectOption('#kind', 'reused');
    await page.waitForSelector('body:not(.stale)');
    expect(await page.innerText('#status .badge')).toBe('optimal');
    await page.selectOption('#kind', 'superposed');
    await page.click('#cancel');
    await page.click('#again');
    await expect.poll(() => page.innerText('#busy-words'), patient).toMatch(/%$/);
  });

  it.each([
    ['as it opens', ''],
    [
      'nine devices in one place and more beside',
      '#point=0&fidelity=decoupled&' + 'd=1.5,-0.5&'.repeat(9) + 'd=1.51,-0.5&d=0.02,0&d=2.01,-1.5',
    ],
    [
      'thirty-two in one direction',
      '#point=0&fidelity=decoupled&objective=delay&' +
        Array.from({ length: 32 }, (_, i) => `d=${1 + i / 40},${-0.5 - i / 80}`).join('&'),
    ],
    ['one device, where the free rate is the largest', '#point=0&d=1.5,-0.5'],
    [
      'a circle, whose pattern goes all around',
      '#point=0&transmitter.shape=circle&transmitter.radius=0.6&d=1.5,-0.5&d=-1.5,-0.1',
    ],
  ])('lets no label lie on another: %s', async (_, fragment) => {
    const tab = await live.open(fragment);
    for (const width of [1440, 390]) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.waitForTimeout(300);
      expect(await tab.evaluate(overlappingTexts)).toEqual([]);
    }
    await tab.click('#zoom-out');
    await tab.click('#zoom-out');
    expect(await tab.evaluate(overlappingTexts)).toEqual([]);
  });

  it('undoes and does again, by buttons and by keys', async () => {
    const { page } = live;
    expect(await page.isDisabled('#undo')).toBe(true);
    const first = await live.settled();
    await page.selectOption('#objective', 'position');
    await live.changed(first);
    const second = await live.settled();
    await live.drag(/^Device 2/, 30, 30);
    await live.changed(second);
    const third = await live.settled();
    await page.click('#undo');
    await expect.poll(() => live.curve(), patient).toBe(second);
    await page.keyboard.press('Control+z');
    await expect.poll(() => live.curve(), patient).toBe(first);
    expect(await page.isDisabled('#undo')).toBe(true);
    expect(await page.inputValue('#objective')).toBe('sum');
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(() => live.curve(), patient).toBe(second);
    await page.click('#redo');
    await expect.poll(() => live.curve(), patient).toBe(third);
    expect(await page.isDisabled('#redo')).toBe(true);
    // a new change ends what could be done again
    await page.click('#undo');
    await expect.poll(() => live.curve(), patient).toBe(second);
    await page.selectOption('#objective', 'delay');
    await live.changed(second);
    expect(await page.isDisabled('#redo')).toBe(true);
  });

  it('says beside an entry why the model refuses it, until it is mended', async () => {
    const { page } = live;
    const issue = page.locator('#unknown + .issue');
    await page.selectOption('#unknown', 'reflections');
    await page.selectOption('#fidelity', 'printed');
    await expect.poll(() => issue.isVisible(), patient).toBe(true);
    expect(await issue.innerText()).toMatch(/^must be "none" for fidelity "printed"/);
    expect(await page.locator('.badge').count()).toBe(0);
    await page.selectOption('#fidelity', 'decoupled');
    await page.waitForSelector('body:not(.stale)');
    expect(await issue.isVisible()).toBe(false);
    // on top of the transmitter: the device’s own cell says it
    await page.fill('[aria-label="Device 1, x in metres"]', '0');
    await page.fill('[aria-label="Device 1, y in metres"]', '0');
    const cell = page.locator('#device-rows tr').nth(1).locator('.issue:visible');
    await expect.poll(() => cell.count(), patient).toBe(1);
  });

  it('proves the chosen design where it is asked to, with code that is loaded then', async () => {
    const { page } = live;
    const asked: string[] = [];
    live.context.on('request', (request) => asked.push(request.url()));
    await page.selectOption('#points', '11');
    await page.waitForSelector('#index[max="10"]', { state: 'attached' });
    await page.waitForSelector('body:not(.stale)');
    await page.click('#prove');
    await page.waitForSelector('#proof dl');
    const text = await page.innerText('#proof');
    expect(text.match(/^proved/gm)).toHaveLength(2);
    const index = Number(await page.inputValue('#index'));
    const result = (await loadSolver()).tradeoff(await scene(), { points: 11, covariance: true });
    const { points } = proveResult(result);
    const { lower, upper } = points[index].enclosure!;
    expect(text).toContain(`${lower} to ${upper} s² + rad²`);
    expect(result.points[index].value).toBeLessThanOrEqual(upper);
    // another design has not been proved
    await page.focus('#index');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.innerText('#proof'), patient).toBe('');
  });

  async function scene() {
    return JSON.parse(await live.download('#save')) as Parameters<typeof proveResult>[0]['scenario'];
  }

  it('links to docs and paper, in which no link leads nowhere', async () => {
    const { page } = live;
    const tab = await live.context.newPage();
    for (const [words, title] of [
      ['Docs', 'isabc'],
      ['Paper', 'paper'],
    ]) {
      const href = await page.getByRole('link', { name: words }).getAttribute('href');
      const answer = await tab.goto(new URL(href!, page.url()).href);
      expect(answer!.status()).toBe(200);
      expect(await tab.title()).toContain(title);
    }
    const folder = join(root, 'dist-web/docs');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.html'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, path, fragment] of text.matchAll(
        /(?:href|src)="(?!https?:|\.\.\/)(?:\.\/)?([^"#]*)(?:#([^"]*))?"/g,
      )) {
        expect(path === '' || files.includes(path), `${file}: ${path}`).toBe(true);
        if (fragment === undefined) continue;
        const target = path === '' ? text : readFileSync(join(folder, path), 'utf8');
        expect(target, `${file}: ${path}#${fragment}`).toContain(`id="${decodeURIComponent(fragment)}"`);
      }
    }
  });
});
