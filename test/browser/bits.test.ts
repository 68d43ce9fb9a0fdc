import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSolver, type Result, type Solver } from 'isabc';
import { renderSvg, tradeoffFigure } from 'isabc/plot';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, root, serve, skipped } from '../support/browser.js';
import { objectiveIn, references } from '../support/fixtures.js';

// JSON keeps every bit of a number.
const page = `<!doctype html><title>isabc</title><script type="module">
  import { loadSolver } from '/dist/index.js';
  import { renderSvg, tradeoffFigure } from '/dist/plot.js';
  const solver = await loadSolver();
  globalThis.call = (method, ...args) => JSON.stringify(solver[method](...args));
  globalThis.draw = (results, options) => renderSvg(tradeoffFigure(results), options);
</script>`;
/** Methods that take plain data and return it. */
type Method = 'tradeoff' | 'simulate' | 'beampattern' | 'powerMap' | 'positionErrors' | 'beamform';

const example = () => JSON.parse(readFileSync(`${root}examples/scenario-2.json`, 'utf8')) as { devices: [] };

describe.skipIf(skipped)('Chromium and Node compute the same bits', () => {
  let server: Server;
  let browser: Browser;
  let tab: Page;
  let solver: Solver;
  const problems: string[] = [];
  const site = mkdtempSync(join(tmpdir(), 'isabc-site-'));

  beforeAll(async () => {
    writeFileSync(join(site, 'index.html'), page);
    symlinkSync(join(root, 'dist'), join(site, 'dist'));
    const { server: started, address } = await serve(site);
    server = started;
    browser = await launch();
    solver = await loadSolver();
    tab = await browser.newPage();
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('requestfailed', (request) => problems.push(`${request.url()} failed`));
    await tab.goto(address);
    await tab.waitForFunction('globalThis.draw', undefined, { timeout: 30_000 }).catch((error: unknown) => {
      throw new Error(`the page did not load: ${problems.join('; ')}`, { cause: error });
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(site, { recursive: true, force: true });
    expect(problems).toEqual([]);
  });

  const inPage = (name: string, args: unknown[]) =>
    tab.evaluate<string>(`${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);

  /** The same call on both sides; what Node returned. */
  async function compare<M extends Method>(method: M, ...args: Parameters<Solver[M]>) {
    const answer = (solver[method] as (...args: unknown[]) => ReturnType<Solver[M]>).apply(solver, args);
    expect(await inPage('call', [method, ...args]), method).toBe(JSON.stringify(answer));
    return answer;
  }

  it('on a curve of scenario 2, covariances and certificates among them', async () => {
    await compare('tradeoff', example(), { points: 5, covariance: true });
  });

  describe.each(references)('on $name', ({ scenario, expected }) => {
    const { fidelity, objective, points, maxRate } = expected;
    const middle = points[Math.floor(points.length / 2)];

    it('largest rates within bounds', async () => {
      const bounds = [objectiveIn(expected.crbFree, objective) / 2, objectiveIn(middle.crb, objective)];
      const result = await compare('tradeoff', scenario, { bounds, fidelity, objective, covariance: true });
      const [below, within] = result.points.map(({ status }) => status);
      expect(below).toBe('infeasible');
      expect(['optimal', 'boundary']).toContain(within);
    });

    it('superposed points', async () => {
      const superposed = { ...scenario, signal: 'superposed' as const };
      const rates = [0, maxRate / 2];
      const result = await compare('tradeoff', superposed, { rates, fidelity, objective, covariance: true });
      expect(result.points).toHaveLength(2);
    });

    it('what a design radiates and how well it locates, and its waveforms', async () => {
      const rates = [middle.rateFloor];
      const [design] = solver.tradeoff(scenario, { rates, fidelity, objective, covariance: true }).points;
      await compare('beampattern', scenario, design);
      await compare('powerMap', scenario, design, { x: [-1, 0, 0.7, 1.9], y: [-1.3, 0, 0.4] });
      await compare('positionErrors', scenario, design, { fidelity });
      const { excitation } = await compare('beamform', scenario, design, { seed: 7 });
      expect(excitation).not.toBeNull();
    });
  });

  it.each(['scenario-2', 'few-devices'])('on a simulated receiver of %s', async (name) => {
    const { scenario, expected } = references.find((one) => one.name === name)!;
    const { fidelity, objective, freeRate } = expected;
    const { devices } = await compare('simulate', scenario, {
      rate: freeRate,
      trials: 3,
      fidelity,
      objective,
    });
    expect(devices).toHaveLength(scenario.devices.length);
  });

  it.each(['light', 'dark'] as const)('in the bytes of a figure, %s', async (theme) => {
    const result: Result = solver.tradeoff(example(), { points: 9 });
    const results = [{ name: 'nine devices', result }];
    expect(await inPage('draw', [results, { theme }])).toBe(renderSvg(tradeoffFigure(results), { theme }));
  });
});
