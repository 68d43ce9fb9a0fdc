import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, serve, skipped } from '../support/browser.js';
import { LivePage, patient } from '../support/page.js';

const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
/** What is used of axe-core in the page. */
interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

describe.skipIf(skipped)('the live page, for everybody and everywhere', () => {
  const live = new LivePage();

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has no accessibility violation that axe-core knows: %s, %i pixels wide',
    async (colorScheme, width) => {
      const { page } = live;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.evaluate(axeSource); // by the debugger: the page's own policy would not let it in
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: Axe };
        const found = await axe.run();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      });
      expect(violations).toEqual([]);
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(width);
    },
  );

  it('is dragged by a finger', async () => {
    const before = await live.curve();
    const box = (await live.handle(/^Device 8/).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const session = await live.context.newCDPSession(live.page);
    const touch = (type: string, points: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
    await touch('touchStart', [{ x, y }]);
    for (let k = 1; k <= 6; k++) await touch('touchMove', [{ x: x - 8 * k, y: y + 5 * k }]);
    await touch('touchEnd', []);
    await live.changed(before);
    const moved = (await live.handle(/^Device 8/).boundingBox())!;
    expect(moved.x - box.x).toBeCloseTo(-48, -0.5);
    expect(moved.y - box.y).toBeCloseTo(30, -0.5);
  });

  it('works without a network once it has been loaded', async () => {
    const { server, address } = await serve(join(root, 'dist-web'));
    const tab = await live.open('', address);
    await expect.poll(() => tab.textContent('#offline'), patient).not.toBe('');
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await tab.reload();
    await tab.waitForSelector('#timing[data-redraw]', { state: 'attached' });
    const curve = await tab.getAttribute('#curve path.curve', 'd');
    expect(curve).toBe(await live.curve());
    await tab.fill('#levels input[type=number] >> nth=0', '10');
    await live.changed(curve, tab);
  });
});
