import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJson, monteCarlo, summarize, type ExperimentInput } from 'isabc';
import { describe, expect, it } from 'vitest';
import { skipped } from '../support/browser.js';
import { LivePage, patient } from '../support/page.js';

/** What the panel asks for as it stands, with so many placements. */
function experiment(draws: number): ExperimentInput {
  return {
    scenario: {},
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
    symbols: { value: 1 },
    draws,
    seed: 1,
    fractions: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98],
  };
}

describe.skipIf(skipped)('the Monte Carlo panel', () => {
  const live = new LivePage();
  const note = (): Promise<string | null> => live.page.textContent('#mc-note');
  const band = (): Promise<string | null> =>
    live.page.getAttribute('#bands .outer', 'd', { timeout: 60_000 });

  it('draws bands as they come, and ends with the summary that Node computes, to the last bit', async () => {
    const { page } = live;
    await page.fill('#mc-count', '3');
    await page.fill('#mc-draws', '2000');
    await page.fill('#mc-workers', '2');
    // Seen from inside the page: the run may be over before a question from here arrives.
    await page.evaluate(() => {
      const seen: { band: string; busy: boolean }[] = [];
      new MutationObserver(() => {
        const band = document.querySelector('#bands .outer')?.getAttribute('d') ?? '';
        const busy = !document.querySelector<HTMLElement>('#mc-progress')!.hidden;
        if (band !== '') seen.push({ band, busy });
      }).observe(document.querySelector('#bands')!, { attributes: true, childList: true, subtree: true });
      Object.assign(globalThis, { seen });
    });
    await page.click('#mc-run');
    await expect.poll(note, { timeout: 120_000 }).toContain('2000 of 2000 placements');
    await expect.poll(() => page.isVisible('#mc-progress'), patient).toBe(false);
    const [first] = await page.evaluate(
      () => (globalThis as unknown as { seen: { band: string; busy: boolean }[] }).seen,
    );
    expect(first.busy).toBe(true);
    expect(await band()).not.toBe(first.band);
    const expected = await summarize(monteCarlo(experiment(2000), { workers: 2 }));
    expect(await live.download('#mc-json')).toBe(formatJson(expected));
    const picture = await live.download('#mc-svg');
    for (const word of ['<svg', 'median', 'quartiles', 'CRB']) expect(picture).toContain(word);
  });

  it('ends its workers when it is cancelled, and keeps what it has', async () => {
    const { page } = live;
    await page.fill('#mc-draws', '100000');
    await page.fill('#mc-workers', '2');
    const before = page.workers().length;
    await page.click('#mc-run');
    await band();
    expect(page.workers().length).toBe(before + 2);
    await page.click('#mc-cancel');
    await expect.poll(note, patient).toMatch(/^Cancelled after \d+ of 100000 placements/);
    await expect.poll(() => page.workers().length, patient).toBe(before);
    expect(await page.isEnabled('#mc-run')).toBe(true);
    expect(await page.isVisible('#mc-progress')).toBe(false);
  });

  it('refuses what makes no experiment', async () => {
    const { page } = live;
    await page.fill('#mc-radius', '-1');
    await page.click('#mc-run');
    await page.waitForSelector('#problem:not([hidden])');
    expect(await page.innerText('#problem-lines')).toMatch(/^placement\.radius = -1: must be /);
  });

  it('takes a superposed signal, whose points are stationary', async () => {
    const { page } = live;
    const file = join(live.folder, 'superposed.json');
    writeFileSync(
      file,
      '{"devices":[{"position":[1.5,-0.5]}],"signal":"superposed","clutterDbm":-30,"noiseDbm":-30}',
    );
    await page.setInputFiles('#file', file);
    await page.fill('#mc-radius', '0.5');
    await page.fill('#mc-count', '2');
    await page.fill('#mc-draws', '5');
    await page.selectOption('#mc-symbols', 'one');
    await page.click('#mc-run');
    await expect
      .poll(note, { timeout: 120_000 })
      .toMatch(/^5 of 5 placements.* Points that are stationary: 60\.$/);
  });
});
