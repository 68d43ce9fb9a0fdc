/** The paper's figures: their data, their drawing, the command. */
import { loadSolver, monteCarlo } from 'isabc';
import * as plot from 'isabc/plot';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { figureData, quantile, type CurvePoint, type CurveQuantiles } from '../bindings/figures/curves.js';
import { figures } from '../bindings/figures/definitions.js';
import { scenarioTwo } from '../bindings/figures/scenes.js';
import { figureCsv, figureSpec } from '../bindings/figures/picture.js';
import type { Solver } from '../bindings/solver/solver.js';
import { marks } from './plot/svg.js';
import { Folder, runHere } from './support/cli.js';

const solver = (await loadSolver()) as unknown as Solver;
const data = (id: string, draws: number) =>
  figureData(
    figures.find((one) => one.id === id)!,
    {
      solver,
      monteCarlo: (experiment) => monteCarlo(experiment, { workers: 1 }),
      draws,
      seed: 1,
      onCurve: () => Promise.resolve(),
    },
  );

describe('Scenario I, Fig. 6', async () => {
  const figure = await data('6', 1);

  test('has three curves under each of four formulas', () => {
    expect(figure.curves.map(({ reading, fidelity }) => `${reading} ${fidelity}`)).toEqual(
      ['text printed', 'text decoupled', 'text coupled', 'numbers printed'].flatMap((x) => [x, x, x]),
    );
    expect(figure.draws).toBeUndefined();
  });

  test('is level as the text has it, and rises from end to end as its numbers come out', () => {
    for (const { reading, points, maxRate } of figure.curves) {
      const values = (points as CurvePoint[]).map(({ total }) => total!);
      expect(points.every((point) => (point as CurvePoint).status === 'optimal')).toBe(true);
      if (reading === 'text') expect(Math.max(...values) / Math.min(...values)).toBeLessThan(1 + 1e-8);
      else values.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(values[i]));
      expect(points.at(-1)!.rateFloor).toBeLessThan(maxRate);
    }
  });

  test('is drawn, and written as lines', () => {
    const svg = plot.renderSvg(figureSpec(plot, figure));
    for (const text of ['10 dBm', '30 dBm', 'coupled bound', 'superposed']) expect(svg).toContain(text);
    const lines = figureCsv(figure).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 12 * 41);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
});

describe('Scenario II, Fig. 8', async () => {
  const figure = await data('8', 3);

  test('draws the same places for every curve, and bounds rise with the rate and fall with the power', () => {
    expect(figure).toMatchObject({ draws: 3, seed: 1 });
    for (const { points, fidelity, reading } of figure.curves) {
      const rows = points as CurveQuantiles[];
      const solved = rows.map((row) => row.solved);
      expect(solved[0]).toBe(3);
      expect(rows.every((row) => row.unsolved === 0)).toBe(true);
      rows.slice(1).forEach((row, i) => {
        expect(row.solved).toBeLessThanOrEqual(solved[i]);
        if (row.q50 !== null) expect(row.q50).toBeGreaterThanOrEqual(rows[i].q50! * (1 - 1e-6));
      });
      const others = figure.curves.filter(
        (curve) => curve.fidelity === fidelity && curve.reading === reading,
      );
      const free = others.map((curve) => (curve.points as CurveQuantiles[])[0].q50!);
      // ten times the power, a tenth of the smallest bound
      free.slice(1).forEach((value, i) => expect(free[i] / value).toBeCloseTo(10, 6));
    }
  });

  test('superposed curves are those of the scenarios drawn', async () => {
    const one = await data('8', 1);
    const { points } = one.curves.find(({ reading, name }) => reading === 'numbers' && name === '20 dBm')!;
    const drawn = monteCarlo({ scenario: {}, ...scenarioTwo, draws: 1, seed: 1, rates: [0] }, { workers: 1 });
    for await (const {
      placements: { x, y, symbol },
    } of drawn) {
      const devices = Array.from(x, (_, l) => ({
        position: [x[l], y[l]] as [number, number],
        symbol: symbol[l],
      }));
      const rates = points.map(({ rateFloor }) => rateFloor);
      const scene = { devices, signal: 'superposed' as const, powerDbm: 20, clutterDbm: -30, noiseDbm: -30 };
      const curve = solver.tradeoff(scene, { rates, fidelity: 'printed' });
      const statuses = curve.points.map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set(['stationary', 'infeasible']));
      expect(points.map((point) => (point as CurveQuantiles).q50)).toEqual(
        curve.points.map(({ crb }) => crb?.total ?? null),
      );
    }
  });

  test('has the medians of the lower bounds, which are those of the bounds for one signal', () => {
    for (const { points, reading } of figure.curves) {
      for (const { q50, lowerBound } of points as CurveQuantiles[]) {
        expect(lowerBound === null).toBe(q50 === null);
        if (q50 === null) continue;
        expect(lowerBound!).toBeLessThanOrEqual(q50 * (1 + 1e-8));
        if (reading === 'text') expect(lowerBound!).toBeGreaterThan(q50 * (1 - 1e-7));
      }
    }
    const gaps = figure.curves
      .filter(({ reading }) => reading === 'numbers')
      .flatMap(({ points }) => points as CurveQuantiles[])
      .map(({ q50, lowerBound }) => (q50 === null ? 0 : 1 - lowerBound! / q50));
    expect(Math.max(...gaps)).toBeGreaterThan(0.01);
  });

  test('is drawn with its draws named, and with a stroke at each lower bound of superposed signals', () => {
    const svg = plot.renderSvg(figureSpec(plot, figure));
    expect(svg).toContain('over 3 draws, seed 1');
    const drawn = figure.curves
      .filter(({ reading }) => reading === 'numbers')
      .flatMap(({ points }) => (points as CurveQuantiles[]).filter(({ lowerBound }) => lowerBound !== null));
    // and a swatch for each of the three curves of four panels
    expect(marks(svg, 'mark-symbol')).toHaveLength(drawn.length + 12);
  });

  test('comes out the same again', async () => {
    expect(await data('8', 3)).toEqual(figure);
  });
});

test('quantiles are null where the draws do not reach', () => {
  expect(quantile([1, 2, 3, Infinity], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, Infinity], 0.95)).toBeNull();
  expect(quantile([], 0.5)).toBeNull();
});

describe('isabc figure', () => {
  test('writes a picture with its data beside it', async () => {
    const folder = new Folder();
    const { status, stdout } = await runHere(['figure', '7', '--out', folder.file('figs')]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${folder.file('figs/figure-7.svg')}\n` });
    const json = JSON.parse(readFileSync(folder.file('figs/figure-7.json'), 'utf8')) as { figure: string };
    expect(json.figure).toBe('7');
    expect(readFileSync(folder.file('figs/figure-7.csv'), 'utf8')).toMatch(
      /^reading,fidelity,curve,rateFloor/,
    );
    folder.remove();
  });

  test.each([
    [['figure', '10', '--out', 'x'], 'figure = "10": must be 5a, 5b, 6, 7, 8, 9 or all'],
    [['figure', '6', '--out', 'x', '--draws', '0'], '--draws = 0: must be an integer from 1 to 100000'],
    [['figure', '6', '--out', 'x', '--seed', 'one'], '--seed = "one": must be an integer'],
    [['figure', '6'], "required option '--out <folder>' not specified"],
  ])('%j is refused', async (args, message) => {
    const { status, stderr } = await runHere(args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});
