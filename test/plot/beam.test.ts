/** Figures of designs: beampatterns and maps show the numbers of the solver, where they belong. */
import { readFileSync } from 'node:fs';
import { loadSolver, parseScenario, type ScenarioInput } from 'isabc';
import { beampatternFigure, mapFigure, palette, renderSvg, type DesignView } from 'isabc/plot';
import { describe, expect, test } from 'vitest';
import { attribute, marks, pathPoints, texts } from './svg.js';

const scenario = parseScenario(
  JSON.parse(
    readFileSync(new URL('../../examples/scenario-2.json', import.meta.url), 'utf8'),
  ) as ScenarioInput,
);
const solver = await loadSolver();
const { points } = solver.tradeoff(scenario, { rates: [0.4, 0.8], covariance: true });
const grid = { x: [-0.5, 0, 0.5, 1, 1.5, 2], y: [-2, -1.5, -1, -0.5, 0, 0.5] };
const designs: DesignView[] = points.map((point, i) => ({
  name: ['first', 'second'][i],
  pattern: solver.beampattern(scenario, point),
  map: { ...grid, power: solver.powerMap(scenario, point, grid) },
  errors: solver.positionErrors(scenario, point),
}));

describe('the beampattern', () => {
  const svg = renderSvg(beampatternFigure(designs, scenario));

  test('says what it shows', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['angle from broadside (degrees)', 'radiated power (dBm)', 'first', 'second']),
    );
    expect(marks(svg, 'mark-line').map((tag) => attribute(tag, 'stroke'))).toEqual(palette.slice(0, 2));
  });

  test('has each design’s power in dBm at each angle, from 0 to 40 dBm', () => {
    designs.forEach(({ pattern }, i) => {
      const path = pathPoints(marks(svg, 'mark-line')[i]);
      expect(path).toHaveLength(361);
      pattern.angles.forEach((angle, k) => {
        expect(path[k][0]).toBeCloseTo(((angle + 90) / 180) * 560, 1);
        const dBm = Math.max(10 * Math.log10(pattern.power[k]) + 30, -40);
        expect(path[k][1]).toBeCloseTo(340 * (1 - dBm / 40), 1);
      });
    });
  });

  test('marks the direction of each device', () => {
    const places = marks(svg, 'mark-rule').map((tag) =>
      Number(/\(([-\d.]+),/.exec(attribute(tag, 'transform')!)![1]),
    );
    scenario.devices.forEach(({ position: [x, y] }, i) => {
      const degrees = (Math.atan2(y, x) * 180) / Math.PI;
      expect(places[i]).toBeCloseTo(((degrees + 90) / 180) * 560, 1);
    });
  });
});

describe('the map', () => {
  const svg = renderSvg(mapFigure(designs, scenario));

  test('says what it shows, and by how much the ellipses are enlarged', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'first',
        'second',
        'x (m)',
        'y (m)',
        'power at a device (dBm)',
        'error ellipse',
      ]),
    );
    expect(texts(svg).filter((text) => /one standard deviation, reduced \d+ times/.test(text))).toHaveLength(
      1,
    );
  });

  test('has arrays, devices with their numbers and ellipses in each panel', () => {
    const numbers = texts(svg).filter((text) => /^[0-8]$/.test(text));
    expect(numbers.filter((text) => text === '7')).toHaveLength(2);
    const ellipse = marks(svg, 'mark-line').filter((tag) => attribute(tag, 'stroke') === '#d55e00');
    expect(ellipse).toHaveLength(2 * 9);
    const receiver = marks(svg, 'mark-line').filter((tag) => attribute(tag, 'stroke') === '#009e73');
    expect(receiver).toHaveLength(2);
    // each ellipse is centred on its device
    const [path] = [pathPoints(ellipse[0])];
    const middle = path.slice(0, 64).reduce((sum, [x]) => sum + x / 64, 0);
    expect(middle).toBeCloseTo(((scenario.devices[0].position[0] + 0.5) / 2.5) * 330, 0);
  });

  test('is darker where there is more power', () => {
    const power = designs[0].map.power.flat();
    const least = power.indexOf(Math.min(...power.filter((watts) => watts !== null)));
    const most = power.indexOf(Math.max(...power.filter((watts) => watts !== null)));
    const fillAt = (cell: number) => {
      const [x, y] = [(cell % 6) * 66, 330 - Math.floor(cell / 6) * 66];
      const hit = marks(svg, 'mark-rect').find((tag) => {
        const box = /^M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)/.exec(attribute(tag, 'd') ?? '');
        if (box === null) return false;
        const [left, top, width, height] = box.slice(1).map(Number);
        return left <= x && x <= left + width && top <= y && y <= top + height;
      });
      return parseInt(attribute(hit!, 'fill')!.slice(1, 3), 16);
    };
    expect(fillAt(most)).toBeLessThan(fillAt(least));
  });
});
