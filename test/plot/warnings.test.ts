/** Whole figures give vega-lite no cause to warn. */
import { readFileSync } from 'node:fs';
import { loadSolver, monteCarlo, parseScenario, Summarizer, type ScenarioInput } from 'isabc';
import * as plot from 'isabc/plot';
import { expect, test } from 'vitest';
import { warningsOf } from './warnings.js';

const scenario = parseScenario(
  JSON.parse(
    readFileSync(new URL('../../examples/scenario-2.json', import.meta.url), 'utf8'),
  ) as ScenarioInput,
);
const solver = await loadSolver();

test('a logger hears warnings', () => {
  const spec = { data: { values: [{}] }, mark: 'line', encoding: { x: { field: 'a' }, nothing: {} } };
  expect(warningsOf(spec as unknown as plot.Spec)).not.toEqual([]);
});

test('curves', () => {
  const named = (['printed', 'coupled'] as const).map((fidelity) => ({
    name: fidelity,
    result: solver.tradeoff(scenario, { points: 3, fidelity }),
  }));
  expect(warningsOf(plot.tradeoffFigure(named.slice(0, 1)))).toEqual([]);
  expect(warningsOf(plot.tradeoffFigure(named))).toEqual([]);
});

test('beampatterns and maps', () => {
  const { points } = solver.tradeoff(scenario, { rates: [0.4, 0.8], covariance: true });
  const grid = { x: [-0.5, 1, 2], y: [-2, -0.5, 0.5] };
  const designs = points.map((point, i) => ({
    name: ['first', 'second'][i],
    pattern: solver.beampattern(scenario, point),
    map: { ...grid, power: solver.powerMap(scenario, point, grid) },
    errors: solver.positionErrors(scenario, point),
  }));
  expect(warningsOf(plot.beampatternFigure(designs, scenario))).toEqual([]);
  expect(warningsOf(plot.mapFigure(designs, scenario))).toEqual([]);
});

test.each([{}, { sweep: { powerDbm: [20, 30] } }])('a Monte Carlo run with %o', async (extra) => {
  const placement = {
    shape: 'disc' as const,
    center: [1.5, -0.5] as [number, number],
    radius: 0.5,
    count: 3,
  };
  const input = { scenario: {}, placement };
  const summarizer = new Summarizer();
  for await (const batch of monteCarlo({ ...input, draws: 20, ...extra }, { workers: 1 }))
    summarizer.add(batch);
  const summary = summarizer.summary();
  const bins = [0, 1].map((x0) => ({ x0, x1: x0 + 1, y: 10 }));
  const histograms = [{ name: plot.combinationName(summary.entries[0].sweep), bins }];
  for (const spec of [
    plot.bandsFigure(summary),
    plot.rateOutageFigure(summary),
    plot.boundOutageFigure(summary),
    plot.maxRateFigure(histograms, summary),
  ])
    expect(warningsOf(spec)).toEqual([]);
});
