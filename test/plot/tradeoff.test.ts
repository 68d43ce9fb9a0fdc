/** Figures of curves: the numbers of the results are where the axes say, with what has to be marked. */
import { readFileSync } from 'node:fs';
import { loadSolver, type Point, type Result, type ScenarioInput, type TradeoffOptions } from 'isabc';
import { palette, pricesFigure, renderSvg, tradeoffFigure } from 'isabc/plot';
import { beforeAll, describe, expect, test } from 'vitest';
import { attribute, marks, pathPoints, texts } from './svg.js';

const scenario = JSON.parse(
  readFileSync(new URL('../../examples/scenario-2.json', import.meta.url), 'utf8'),
) as { devices: { position: [number, number] }[] };

let solve: (options: TradeoffOptions) => Result;
beforeAll(async () => {
  const solver = await loadSolver();
  solve = (options) => solver.tradeoff(scenario, options);
});

describe('one curve', () => {
  let result: Result;
  let svg: string;
  beforeAll(() => {
    result = solve({ points: 9, fidelity: 'printed' });
    svg = renderSvg(tradeoffFigure([{ name: 'nine devices', result }]));
  });

  test('marks the free rate, the largest rate and the region (32)', () => {
    const { freeRate, maxRate } = result;
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'rate floor (bps/Hz)',
        'smallest total CRB (10⁻⁶ (s² + rad²))',
        `free rate ${freeRate!.toPrecision(3)}`,
        `largest rate ${maxRate!.toPrecision(3)}`,
        'achievable region (32)',
        'out of reach',
        'fidelity printed, 9 devices, 30 dBm',
      ]),
    );
    expect(marks(svg, 'mark-rule')).toHaveLength(2);
    expect(marks(svg, 'mark-area')).toHaveLength(1);
  });

  test('passes through its points and stays between neighbours', () => {
    const width = 560;
    const end = 0.95; // the axis of rates, see below
    expect(pathEnd(marks(svg, 'mark-rule')[1])).toBeCloseTo((result.maxRate! / end) * width, 1);
    const path = pathPoints(marks(svg, 'mark-line')[0]);
    const floors = result.points.map(({ rateFloor }) => (rateFloor / end) * width);
    for (const x of floors) expect(Math.min(...path.map(([at]) => Math.abs(at - x)))).toBeLessThan(0.01);
    expect(path).toHaveLength(2 + 8 * 8); // from 0, nine points, seven between two
    path.slice(1).forEach(([x, y], i) => {
      expect(x).toBeGreaterThanOrEqual(path[i][0]);
      expect(y).toBeLessThanOrEqual(path[i][1]); // down the screen is up the axis
    });
    expect(marks(svg, 'mark-symbol')).toHaveLength(9);
  });

  test('tells its numbers to those who cannot see it', () => {
    expect(svg).toContain(`rising to ${result.points[8].crb!.total!.toPrecision(3)}`);
    expect(svg).toContain(`the largest rate is ${result.maxRate!.toPrecision(3)} bps/Hz`);
  });

  test('leaves out what is not optimal', () => {
    const rates = [0.1, result.maxRate! * 1.1, 0.8];
    const some = solve({ rates });
    const picture = renderSvg(tradeoffFigure([{ name: 'some', result: some }]));
    expect(marks(picture, 'mark-symbol')).toHaveLength(2);
  });
});

describe('weights and the worst device', () => {
  test('what is minimised is drawn, and the axis says what that is', async () => {
    const devices = scenario.devices.slice(0, 3).map((device, i) => ({ ...device, weight: 1 + i }));
    const solver = await loadSolver();
    const options = { points: 9, objective: 'delay', over: 'worst' } as const;
    const result = solver.tradeoff({ ...scenario, devices }, options);
    const svg = renderSvg(tradeoffFigure([{ name: 'three devices', result }]));
    const label = texts(svg).find((text) =>
      text.startsWith('smallest CRB of delay, weighted, of the worst device'),
    );
    expect(label).toBeDefined();
    // the drawing's description says where the curve starts and ends
    const { points } = result;
    expect(points[0].value).not.toBe(points[0].crb!.delay);
    expect(svg).toContain(`${points[0].value!.toPrecision(3)} s²`);
  });
});

describe('a superposed signal', () => {
  const { devices } = scenario;
  let result: Result;
  beforeAll(async () => {
    const scene = { devices: devices.slice(0, 3), signal: 'superposed' as const };
    result = (await loadSolver()).tradeoff(scene as ScenarioInput, { points: 9, fidelity: 'printed' });
  });

  test('is drawn through its stationary points, with a mark at each lower bound', () => {
    expect(result.points.every(({ status }) => status === 'stationary')).toBe(true);
    const svg = renderSvg(tradeoffFigure([{ name: 'three devices', result }]));
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'best pairs found',
        'proved lower bound',
        'fidelity printed, 3 devices, 30 dBm, superposed signal',
      ]),
    );
    expect(texts(svg).some((text) => text.startsWith('free rate'))).toBe(false);
    const colors = marks(svg, 'mark-symbol').map((tag) => attribute(tag, 'stroke') ?? attribute(tag, 'fill'));
    // nine points, nine bounds, and two entries of the legend
    expect(colors).toHaveLength(2 * 9 + 2);
    const [path] = marks(svg, 'mark-line')
      .map(pathPoints)
      .filter((points) => points.length > 9);
    expect(path).toHaveLength(1 + 8 * 8);
    path.slice(1).forEach(([x, y], i) => {
      expect(x).toBeGreaterThanOrEqual(path[i][0]);
      expect(y).toBeLessThanOrEqual(path[i][1] + 1e-9);
    });
  });

  test('over decades the line between two points is that of their slopes on the logarithmic axis', () => {
    // an exponential is straight there, and its slopes say so
    const rates = [0, 0.1, 0.4];
    const exponential: Result = {
      ...result,
      points: rates.map((rateFloor, i) => {
        const y = Math.exp(20 * rateFloor);
        return {
          ...result.points[i],
          rateFloor,
          slope: 20 * y,
          lowerBound: y,
          value: y,
        } as Point;
      }),
    };
    const svg = renderSvg(tradeoffFigure([{ name: 'exponential', result: exponential }]));
    const [path] = marks(svg, 'mark-line')
      .map(pathPoints)
      .filter((points) => points.length > 9);
    const [[x0, y0], [x1, y1]] = [path[0], path.at(-1)!];
    for (const [x, y] of path)
      expect(Math.abs(y - (y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)))).toBeLessThan(0.01);
  });
});

test('several curves have a line each, an open circle and a dot, and one logarithmic axis', () => {
  const curves = (['printed', 'decoupled', 'coupled'] as const).map((fidelity) => ({
    name: fidelity,
    result: solve({ points: 5, fidelity }),
  }));
  const svg = renderSvg(tradeoffFigure(curves));
  expect(marks(svg, 'mark-line').map((tag) => attribute(tag, 'stroke'))).toEqual(palette.slice(0, 3));
  // and one in the legend each
  expect(marks(svg, 'mark-symbol')).toHaveLength(3 * 3);
  expect(texts(svg)).toEqual(
    expect.arrayContaining(['printed', 'decoupled', 'coupled', '10⁻⁴', 'smallest total CRB (s² + rad²)']),
  );
});

const pathEnd = (tag: string): number =>
  Number(/translate\(([-\d.]+),/.exec(attribute(tag, 'transform') ?? '')?.[1]);

describe('limits', () => {
  const limits = { antennaDbm: 21, sensitivityDbm: -5 };
  const options = { fidelity: 'decoupled', objective: 'position', points: 5 } as const;

  test('what they cost is drawn over the floors: what 1 % of each is worth, in percent', async () => {
    const solver = await loadSolver();
    const result = solver.tradeoff({ ...scenario, limits }, options);
    const svg = renderSvg(pricesFigure(result));
    expect(texts(svg)).toContain('what 1 % of a limit is worth (% of the bound)');
    const costly = result.points.map(({ limits: at, value }) => {
      const { price, limit } = at!.sensitivity[5];
      return (price! * limit) / value!;
    });
    expect(Math.max(...costly)).toBeGreaterThan(0.1);
    expect(svg).toContain(`at device 5: up to ${Math.max(...costly).toPrecision(3)} %.`);
    expect(svg).not.toContain('at device 0');
  });

  test('where none costs anything, there are axes', async () => {
    const solver = await loadSolver();
    const result = solver.tradeoff({ ...scenario, limits: { antennaDbm: 60 } }, options);
    expect(renderSvg(pricesFigure(result))).toContain('no limit costs anything.');
  });

  test('where they exclude each other, that is said: of one curve, and of one among others', async () => {
    const solver = await loadSolver();
    const [some, none] = [-5, 5].map((sensitivityDbm) =>
      solver.tradeoff({ ...scenario, limits: { sensitivityDbm } }, options),
    );
    const alone = renderSvg(tradeoffFigure([{ name: 'one', result: none }]));
    expect(texts(alone)).toContain('the limits exclude each other: no covariance keeps to them');
    expect(texts(renderSvg(pricesFigure(none)))).toContain(
      'the limits exclude each other: no covariance keeps to them',
    );
    const both = tradeoffFigure([
      { name: 'at -5 dBm', result: some },
      { name: 'at 5 dBm', result: none },
    ]);
    expect(texts(renderSvg(both))).toContain('at 5 dBm: the limits exclude each other');
  });
});
