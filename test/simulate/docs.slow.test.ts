/** What docs/simulation.md shows is what comes out today, and an estimator that knows no reflection meets its bound. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSolver, type ScenarioInput } from 'isabc';
// @ts-expect-error: a plain script
import { withOutputs } from '../../scripts/doc-outputs.mjs';
import { quantities, ratios, scenes } from '../../bench/simulation/scenes.js';
import { estimatorTable, phaseTable, simulateScenes, withTable } from '../../bench/simulation/tables.js';

const page = readFileSync('docs/simulation.md', 'utf8');
const solver = await loadSolver();

test('the page shows what its commands print', () => {
  expect(page.match(/```text\ncovariance/g)).toHaveLength(4);
  expect((withOutputs as (page: string) => string)(page)).toBe(page);
});

test('2,000 trials of each scene: errors within 5 % of the bound of unknown reflections', () => {
  const reports = simulateScenes(solver);
  reports.forEach((report, i) => {
    expect([scenes[i].name, report.missed]).toEqual([scenes[i].name, 0]);
    expect(report.sampling.error).toBeLessThan(0.01);
    for (const quantity of quantities) {
      for (const ratio of ratios(report, quantity)) expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
    }
  });
  const table = estimatorTable(reports);
  expect(page).toContain(table);
  expect(withTable(page, 'unknown', table)).toBe(page);
});

// four minutes beside other tests
test.each(['scenario-1', 'three-devices'])('phases taken as known, %s', { timeout: 1_800_000 }, (name) => {
  const scenario = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as ScenarioInput;
  const table = phaseTable(solver, scenario);
  expect(page).toContain(table);
  expect(withTable(page, `phases ${name}`, table)).toBe(page);
});
