/** The general model on the live page: whatever a scenario may say is kept, computed, drawn and handed out again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJson, loadSolver, parseScenario, type Result, type ScenarioInput } from 'isabc';
import { describe, expect, it } from 'vitest';
import { skipped } from '../support/browser.js';
import { LivePage, patient } from '../support/page.js';

const two = '#point=12&objective=position&d=1.2,-0.4&d=1.6,-0.9,0.5,tag';

describe.skipIf(skipped)('the general model on the live page', () => {
  const live = new LivePage();

  /** What the page would save is what Node solves, to the last bit. */
  async function sameAsNode(): Promise<Result> {
    const text = await live.download('#download-json');
    const { scenario, points, fidelity, objective, over } = JSON.parse(text) as Result;
    const solver = await loadSolver();
    const options = { points: points.length, fidelity, objective, over, covariance: true };
    expect(text).toBe(formatJson(solver.tradeoff(scenario, options)));
    return JSON.parse(text) as Result;
  }

  async function show(fragment: string): Promise<void> {
    await live.page.close();
    live.page = await live.open(fragment);
  }

  async function load(scenario: ScenarioInput): Promise<void> {
    const file = join(live.folder, 'scene.json');
    writeFileSync(file, JSON.stringify(scenario));
    const before = await live.curve();
    await live.page.setInputFiles('#file', file);
    await live.changed(before);
  }

  /** Makes a change, and waits until its curve is drawn. */
  async function after(change: () => Promise<unknown>): Promise<void> {
    const before = await live.curve();
    await change();
    await live.changed(before);
  }

  it('takes arrays of other kinds', async () => {
    await show(two);
    const { page } = live;
    await after(() => page.selectOption('#receiver-shape', 'circle'));
    await page.selectOption('#transmitter-shape', 'elements');
    const rows = page.locator('#transmitter-fields textarea');
    expect((await rows.inputValue()).split('\n')[3]).toBe('0, 1.5');
    await after(() => rows.fill('0, 0\n0, 0.5\n0.1, 1\n0, 1.6'));
    await rows.blur();
    const { scenario } = await sameAsNode();
    expect(scenario.transmitter).toEqual({
      position: [0, 0],
      elements: [
        [0, 0],
        [0, 0.5],
        [0.1, 1],
        [0, 1.6],
      ],
    });
    expect(scenario.receiver).toMatchObject({ shape: 'circle', antennas: 8, radius: 0.653 });
    await expect
      .poll(() => page.locator('#pattern .title').allTextContents(), patient)
      .toContain('angle from +x (°)');
    const address = page.url();
    const other = await live.open(new URL(address).hash);
    expect(await other.getAttribute('#curve path.curve', 'd')).toBe(await live.settled());
  });

  it('says in its place why a kind of array is refused, and changes nothing', async () => {
    await show(two);
    const { page } = live;
    await page.selectOption('#receiver-shape', 'grid');
    const issue = page.locator('#receiver-shape + .issue');
    expect(await issue.innerText()).toBe('receiver.shape: stands in space: positions need three numbers');
    expect(await page.inputValue('#receiver-shape')).toBe('line');
    const words = page.locator('#transmitter-fields');
    await page.selectOption('#transmitter-shape', 'elements');
    await words.locator('textarea').fill('0, 0\n0, north');
    expect(await words.locator('.issue:visible').innerText()).toContain(
      'must be a number from -1000 to 1000',
    );
  });

  it('shows a scene in space from above, with heights in the table', async () => {
    await show(two);
    const { page } = live;
    await page.click('summary:text("Space and channels")');
    await after(() => page.selectOption('#space', 'space'));
    await after(() => page.fill('[aria-label="Device 0, z in metres"]', '1.25'));
    await after(() => live.drag(/^Device 0/, 20, 10));
    const { scenario, points } = await sameAsNode();
    expect(scenario.receiver).toMatchObject({ shape: 'grid', rows: 2, columns: 4 });
    expect(scenario.devices[0].position[2]).toBe(1.25);
    expect(points[12].status).toBe('optimal');
    expect(await page.locator('#scene .ellipse').count()).toBe(2);
    expect(await page.isVisible('#above')).toBe(true);
    await after(() => page.selectOption('#space', 'plane'));
    expect((await sameAsNode()).scenario.devices[0].position).toHaveLength(2);
  });

  it('takes limits, weights and the worst device, and shows their prices', async () => {
    await show(two);
    const { page } = live;
    await page.click('#limits summary');
    await after(() => page.fill('#limit-fields input >> nth=0', '22'));
    await page.click('#add-quiet-direction');
    const quiet = page.locator('.quiet-row input');
    await quiet.nth(0).fill('25');
    await after(() => quiet.nth(1).fill('8'));
    await page.click('#extra');
    await after(() => page.fill('[aria-label^="Device 1, weight"]', '3'));
    await after(() => page.selectOption('#over', 'worst'));
    const { scenario, over, points } = await sameAsNode();
    expect(over).toBe('worst');
    expect(scenario.limits).toEqual({ antennaDbm: 22, quiet: [{ direction: 25, limitDbm: 8 }] });
    expect(scenario.devices[1].weight).toBe(3);
    const { antenna, quiet: silent } = points[12].limits!;
    expect(await page.locator('#limit-table tbody tr').count()).toBe(antenna.length + silent.length);
    const priced = [...antenna, ...silent].filter(({ price }) => price! > 0).length;
    expect(priced).toBeGreaterThan(0);
    expect(await page.locator('#limit-table tr.active').count()).toBeGreaterThanOrEqual(priced);
    await expect
      .poll(() => page.locator('#curve .title').allTextContents(), patient)
      .toContain('smallest worst weighted position CRB (m²)');
    // empty again: no such limit, and no key either
    await page.click('[aria-label="Remove quiet[0]"]');
    await after(() => page.fill('#limit-fields input >> nth=0', ''));
    expect((await sameAsNode()).scenario.limits).toBeUndefined();
  });

  it('says which limits exclude each other, with what proves it', async () => {
    await show(two + '&limits.antennaDbm=10&devices.1.sensitivityDbm=20');
    const { page } = live;
    const status = await page.innerText('#status');
    expect(status).toMatch(/^infeasible The limits exclude each other/);
    expect(status).toMatch(/antenna 0 \(\d/);
    expect(status).toMatch(/at device 1 \(\d/);
    expect(status).not.toContain('at device 0');
    expect(await page.locator('#curve text').textContent()).toContain('the limits exclude each other');
    await page.click('#prove');
    await page.waitForSelector('#proof dl');
  });

  it('keeps channels of devices’ own, which it has no entries for', async () => {
    const list = (length: number, from: number) =>
      Array.from({ length }, (_, i) => Math.cos(from + i * i) / 3);
    const vector = (from: number) => ({ re: list(8, from), im: list(8, from + 1) });
    const scenario: ScenarioInput = {
      devices: [
        { position: [1.2, -0.4], channel: { transmit: vector(1), receive: vector(2), slopes: [vector(3)] } },
        { position: [1.6, -0.9] },
      ],
      unknown: 'reflections',
    };
    await load(scenario);
    const { page } = live;
    expect(await page.innerText('#channels span')).toBe('Channels: own, of 1 of 2 devices.');
    expect((await sameAsNode()).scenario).toEqual(parseScenario(scenario));
    expect(JSON.parse(await live.download('#save'))).toEqual(parseScenario(scenario));
    // through the address, too
    const other = await live.open(new URL(page.url()).hash);
    expect(await other.getAttribute('#curve path.curve', 'd')).toBe(await live.settled());
    await page.fill('#receiver-fields input >> nth=0', '5');
    expect(await page.locator('#receiver-fields .issue:visible').innerText()).toBe(
      'devices[0].channel.receive.re: must be 5 numbers, one for each antenna',
    );
    await after(() => page.click('#own-channels'));
    expect(await page.isVisible('#channels')).toBe(false);
  });

  it('takes fading and priors, over random placements as well', async () => {
    await show(two);
    const { page } = live;
    await page.click('summary:text("Space and channels")');
    await after(() => page.selectOption('#fading', 'rician'));
    await page.click('#extra');
    await after(() => page.fill('[aria-label^="Device 0, what is known"]', '0.3'));
    const { scenario } = await sameAsNode();
    expect(scenario.fading).toEqual({ factorDb: 10, seed: 1 });
    expect(scenario.devices[0].prior).toBe(0.3);
    expect(await page.innerText('#bound-words')).toContain('1 of 2 places known to a standard deviation');
    await page.fill('#mc-draws', '30');
    await page.fill('#mc-count', '2');
    await page.click('#mc-run');
    await expect.poll(() => page.innerText('#mc-note'), patient).toContain('30 of 30 placements');
  });
});
