import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { formatCsv, formatJson, loadSolver, type Result, type ScenarioInput } from 'isabc';
import { renderSvg, tradeoffFigure } from 'isabc/plot';
import { describe, expect, it } from 'vitest';
import { root, skipped } from '../support/browser.js';
import { LivePage, patient } from '../support/page.js';

/** What `repainted` takes on the machine and at the size for which 50 ms were asked, with nothing beside it, ms. */
const pictureTime = 50;

/** Median time in which the page draws 1500 circles anew and paints them, ms. */
function repainted(page: Page): Promise<number> {
  return page
    .evaluate(async () => {
      const space = 'http://www.w3.org/2000/svg';
      const picture = document.body.appendChild(document.createElementNS(space, 'svg'));
      picture.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; pointer-events: none';
      const times: number[] = [];
      for (let i = 0; i < 20; i++) {
        const start = performance.now();
        const circles = Array.from({ length: 1500 }, (_, n) => {
          const circle = document.createElementNS(space, 'circle');
          const at = { cx: (n * 37) % 1440, cy: (n * 91) % 900, r: 5 + ((n + i) % 30), 'fill-opacity': 0.2 };
          for (const [key, value] of Object.entries(at)) circle.setAttribute(key, String(value));
          return circle;
        });
        picture.replaceChildren(...circles);
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        times.push(performance.now() - start);
      }
      picture.remove();
      return times;
    })
    .then(median);
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

describe.skipIf(skipped)('the live page', () => {
  const live = new LivePage();

  it('follows a dragged device, with the bits that Node computes', async () => {
    const before = await live.curve();
    await live.drag(/^Device 2/, -60, 25);
    await live.changed(before);
    const text = await live.download('#download-json');
    const result = JSON.parse(text) as Result;
    expect(result.scenario.devices[2].position).not.toEqual([1.692327, -0.241687]);
    const solver = await loadSolver();
    expect(text).toBe(formatJson(solver.tradeoff(result.scenario, { points: 21, covariance: true })));
    expect(await live.download('#download-csv')).toBe(formatCsv(result));
    const picture = renderSvg(tradeoffFigure([{ name: 'this scene', result }]));
    expect(await live.download('#download-svg')).toBe(picture);
  });

  it('draws while the pointer still moves, the curve from before behind, and takes it back at Escape', async () => {
    const before = await live.curve();
    await live.drag(/^Device 1/, 40, 60, 5, false);
    await live.changed(before);
    expect(await live.page.locator('#curve path.before').count()).toBe(1);
    const during = await live.curve();
    await live.page.keyboard.press('Escape'); // focus is on the handle
    await live.changed(during);
    await live.page.mouse.up();
    await expect.poll(() => live.curve(), patient).toBe(before);
  });

  it('redraws the curve of nine devices, printed bound, within 50 ms of a move', async () => {
    const before = await live.curve();
    await live.page.selectOption('#fidelity', 'printed');
    await live.changed(before);
    await live.page.evaluate(() => {
      const timing = document.querySelector<HTMLElement>('#timing')!;
      const times: number[] = [];
      new MutationObserver(() => times.push(Number(timing.dataset.redraw))).observe(timing, {
        childList: true,
      });
      Object.assign(globalThis, { times });
    });
    // The median, and of some attempts the best: another program may have the machine at any moment. A slower
    // machine has longer: what a picture of circles takes the same page, just before and just after, says how long.
    const shares: number[] = [];
    let picture = await repainted(live.page);
    for (let attempt = 0; attempt < 5 && !(Math.min(...shares) < 50); attempt++) {
      await live.drag(/^Device 2/, attempt % 2 === 0 ? -80 : 80, 0, 40);
      const times = await live.page.evaluate(() =>
        (globalThis as unknown as { times: number[] }).times.splice(0),
      );
      expect(times.length).toBeGreaterThan(10);
      const after = await repainted(live.page);
      shares.push(median(times) / Math.max(1, Math.min(picture, after) / pictureTime));
      picture = after;
    }
    expect(Math.min(...shares)).toBeLessThan(50);
  });

  it('is worked by the keyboard', async () => {
    const { page } = live;
    const before = await live.curve();
    await live.handle(/receiver/).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await live.changed(before);
    expect(await live.field('receiver', -2).inputValue()).toBe('1.9');
    expect(await page.textContent('#announcer')).toBe('Rx, receiver: x 1.9 m, y −1.5 m');

    const device = live.handle(/^Device 3/);
    await device.focus();
    await page.keyboard.press(' ');
    expect(await device.getAttribute('aria-label')).toContain('silent');
    await page.keyboard.press(' ');
    expect(await device.getAttribute('aria-label')).toContain('symbol 0.125');
    await page.keyboard.press('Delete');
    expect(await page.textContent('#device-count')).toBe('8');
    await page.click('#add');
    expect(await page.textContent('#device-count')).toBe('9');
  });

  it('moves along the curve by the slider, and shows the certificate of each point', async () => {
    const { page } = live;
    const text = (): Promise<string | null> => page.getAttribute('#index', 'aria-valuetext');
    const at = await text();
    await page.focus('#index');
    await page.keyboard.press('ArrowRight');
    await expect.poll(text, patient).not.toBe(at);
    expect(await text()).toMatch(/bps\/Hz, optimal$/);
    const certificate = await page.innerText('#certificate');
    for (const term of ['lower bound', 'gap', 'slope']) expect(certificate).toContain(term);
    await page.click('#details summary');
    expect(await page.locator('#points-head').innerText()).toMatch(/lmi/);
    expect(await page.locator('#points-rows tr').count()).toBe(21);
    expect(await page.locator('#details').innerText()).toMatch(
      /redrawn in \d+ ms, of which solving [\d.]+ ms/,
    );
    const picked = await text();
    await page.click('#curve', { position: { x: 400, y: 200 } });
    await expect.poll(text, patient).not.toBe(picked);
  });

  it('steps back and forward, and carries the scenario in its address', async () => {
    const { page } = live;
    const first = await live.curve();
    const start = page.url();
    await page.selectOption('#objective', 'position');
    await live.changed(first);
    const second = await live.curve();
    await live.field('levels', 0).fill('24');
    await page.keyboard.press('Enter');
    await live.changed(second);
    const third = await live.settled();
    const link = page.url();
    await page.goBack();
    await live.changed(third);
    expect(await live.curve()).toBe(second);
    await page.goBack();
    await live.changed(second);
    expect(await live.curve()).toBe(first);
    expect(page.url()).toBe(start);
    expect(await page.inputValue('#objective')).toBe('sum');

    const other = await live.open(new URL(link).hash);
    expect(await other.getAttribute('#curve path.curve', 'd')).toBe(third);
    expect(await other.inputValue('#levels input[type=number] >> nth=0')).toBe('24');
  });

  it('takes two superposed signals, and shows what is proved of their points', async () => {
    const { page } = live;
    const file = join(live.folder, 'three.json');
    const scenario: ScenarioInput = {
      devices: [{ position: [1.2, -0.3], symbol: 0.75 }, { position: [1.7, -0.6] }],
      clutterDbm: -40,
      noiseDbm: -40,
    };
    writeFileSync(file, JSON.stringify(scenario));
    const first = await live.curve();
    await page.setInputFiles('#file', file);
    await live.changed(first);
    const reused = await live.settled();
    await page.selectOption('#kind', 'superposed');
    await live.changed(reused);
    await live.settled();
    expect(page.url()).toContain('signal=superposed');
    await expect.poll(() => page.innerText('#status .badge'), patient).toBe('stationary');
    const { points } = (await loadSolver()).tradeoff({ ...scenario, signal: 'superposed' }, { points: 21 });
    expect(await page.locator('#curve path.proved').count()).toBe(points.length);
    const text = await live.download('#download-csv');
    expect(
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[3]),
    ).toEqual(points.map(({ crb }) => String(crb!.total)));
    // the whole signal is drawn, and the ellipses are those of the sensing one
    expect(await page.isVisible('#pattern path.curve')).toBe(true);
    expect(await page.locator('#scene .ellipse').count()).toBeGreaterThan(0);
    expect(await page.isVisible('#problem')).toBe(false);
    const other = await live.open(new URL(page.url()).hash);
    expect(await other.inputValue('#kind')).toBe('superposed');
  });

  it('opens what it saves, and what the command line writes', async () => {
    const { page } = live;
    await page.selectOption('#fidelity', 'decoupled');
    const scenario = await live.download('#save');
    expect(JSON.parse(scenario)).toEqual((await loadSolver()).tradeoff(JSON.parse(scenario)).scenario);

    const file = join(live.folder, 'from-cli.json');
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
    await expect.poll(() => page.textContent('#device-count'), patient).toBe('1');
    expect(await page.inputValue('#objective')).toBe('delay');
    expect(await page.isVisible('#problem')).toBe(false);
  });

  it.each([
    ['bad fields', '{"devices":[{"position":[1,"north"]},{"position":[1,1],"symbol":2}],"colour":"red"}'],
    ['no JSON', '{"devices": [\n  {"position": [1, 1]},\n]}'],
    ['no scenario', '[1, 2]'],
  ])('refuses a file with %s in the words of the command line', async (_, text) => {
    const before = await live.curve();
    const file = join(live.folder, 'bad.json');
    writeFileSync(file, text);
    await live.page.setInputFiles('#file', file);
    await live.page.waitForSelector('#problem:not([hidden])');
    const cli = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'tradeoff', 'bad.json'], {
      cwd: live.folder,
    });
    // Both engines say in their own words what JSON.parse disliked; the place before that is ours.
    const words = (message: string): string[] =>
      message
        .replace(/^isabc: /, '')
        .replace(/(is not JSON): [^]*/, '$1')
        .split('\n')
        .map((line) => line.trim().replace(/:$/, ''))
        .filter((line) => line !== '');
    const title = await live.page.innerText('#problem-title');
    const lines = await live.page.locator('#problem-lines li').allInnerTexts();
    expect(words([title, ...lines].join('\n'))).toEqual(words(String(cli.stderr)));
    expect(await live.curve()).toBe(before);
  });

  it('says why the model refuses a scene, and goes on when it is mended', async () => {
    const { page } = live;
    const cell = (what: string): string => `[aria-label="Device 0, ${what}"]`;
    await page.fill(cell('x in metres'), '2');
    await page.fill(cell('y in metres'), '-1.5');
    await page.waitForSelector('#problem:not([hidden])');
    expect(await page.innerText('#problem-lines')).toContain('devices[0].position');
    await page.fill(cell('x in metres'), '1.8');
    await page.waitForSelector('#problem', { state: 'hidden' });
    await page.fill(cell('symbol from 0 to 1'), '7');
    expect(await page.locator('.issue:visible').innerText()).toBe('must be a number from 0 to 1');
  });
});
