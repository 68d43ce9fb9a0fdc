// node scripts/page-pictures.mjs [FOLDER]: takes the pictures of the page for README, as docs/page.png and
// docs/page-phone.png, after `npm run build:page`. With a FOLDER: desktop and phone, light and dark, whole, into it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const desktop = { viewport: { width: 1280, height: 860 } };
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1.5,
  isMobile: true,
  hasTouch: true,
};
const folder = process.argv[2];
const shots =
  folder === undefined
    ? [
        { file: fromRoot('docs/page.png'), ...desktop },
        { file: fromRoot('docs/page-phone.png'), ...phone, deviceScaleFactor: 1, colorScheme: 'dark' },
      ]
    : ['light', 'dark'].flatMap((colorScheme) => [
        { file: join(folder, `desktop-${colorScheme}.png`), ...desktop, colorScheme, fullPage: true },
        { file: join(folder, `phone-${colorScheme}.png`), ...phone, colorScheme, fullPage: true },
      ]);
if (folder !== undefined) mkdirSync(folder, { recursive: true });

const server = serve(fromRoot('dist-web'));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (const { file, fullPage = false, ...options } of shots) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForSelector('#timing[data-redraw]', { state: 'attached' });
  await page.fill('#mc-draws', '1000');
  await page.click('#mc-run');
  await page.waitForSelector('#mc-progress', { state: 'hidden', timeout: 120_000 });
  // The first curve is drawn by a solver that is still cold: the time that is shown should be that of a move.
  for (const step of ['ArrowRight', 'ArrowLeft', 'ArrowRight', 'ArrowLeft', 'ArrowRight', 'ArrowLeft']) {
    await page
      .locator('#scene')
      .getByRole('button', { name: /^Device 5/ })
      .press(step);
    await page.waitForTimeout(300);
  }
  await page.evaluate(() => {
    globalThis.document.activeElement.blur();
    globalThis.scrollTo(0, 0);
  });
  await page.waitForSelector('#announcer:empty', { state: 'attached' });
  await page.screenshot({ path: file, fullPage });
  await context.close();
  console.log(`wrote ${file}`);
}
await browser.close();
server.close();
