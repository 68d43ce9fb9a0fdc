/** The drawing module: what is asked for is in the picture, at the place where it belongs. */
import {
  band,
  bars,
  chart,
  ellipses,
  errorBars,
  line,
  markers,
  note,
  palette,
  panels,
  quantileBands,
  region,
  renderSvg,
  rule,
  type Spec,
} from 'isabc/plot';
import { describe, expect, test } from 'vitest';
import { axisInfo, tickLabel } from '../../bindings/plot/axis.js';
import { textWidth } from '../../bindings/plot/font.js';
import { attribute, marks, pathPoints, texts } from './svg.js';
import { warningsOf } from './warnings.js';

const rate = { label: 'rate floor', unit: 'bps/Hz', domain: [0, 1] as const };
const bound = { label: 'CRB', unit: 's² + rad²', domain: [1e-8, 1e-4] as const, scale: 'log' as const };
const curve = [
  { x: 0, y: 1e-8 },
  { x: 0.5, y: 1e-6 },
  { x: 1, y: 1e-4 },
];

/** A chart with every kind of layer. */
const everything = chart({
  title: 'All & everything',
  subtitle: 'layer by layer',
  description: 'Each kind of layer once.',
  x: rate,
  y: bound,
  layers: [
    region({ x: [0.9, undefined] }, { label: 'out of reach' }),
    ...quantileBands([0, 1].map((x) => ({ x, q05: 1e-8, q25: 2e-8, q50: 3e-8, q75: 5e-8, q95: 9e-8 }))),
    band(
      [0, 1].map((x) => ({ x, low: 1e-6, high: 1e-5 })),
      { name: 'between' },
    ),
    bars([{ x0: 0.1, x1: 0.2, y: 1e-5 }], { name: 'bars' }),
    line(curve, { name: 'design' }),
    errorBars([{ x: 0.5, low: 1e-7, high: 1e-6 }], { name: 'trials' }),
    markers([{ x: 0.5, y: 3e-7 }], { name: 'trials' }),
    ellipses([{ center: [0.5, 5e-5], semiAxes: [0.1, 2e-5], angle: 0 }], { name: 'error' }),
    rule({ x: 0.4 }, { label: 'freeRate' }),
    rule({ y: 1e-5 }, { label: 'limit' }),
    note({ x: 0.2, y: 1e-5 }, 'here'),
  ],
});

describe('specifications', () => {
  test('cause no warning', () => {
    expect(warningsOf(everything)).toEqual([]);
    expect(warningsOf(panels([everything, everything], { title: 'two' }))).toEqual([]);
  });

  test('are plain JSON: writing and reading them changes nothing', () => {
    expect(renderSvg(JSON.parse(JSON.stringify(everything)) as Spec)).toBe(renderSvg(everything));
  });
});

describe('pictures', () => {
  const svg = renderSvg(everything);

  test('say what they are', () => {
    expect(svg).toMatch(
      /^<svg [^>]*role="img"><title>All &amp; everything<\/title><desc>Each kind of layer once\.<\/desc>/,
    );
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'All & everything',
        'layer by layer',
        'rate floor (bps/Hz)',
        'CRB (s² + rad²)',
      ]),
    );
    expect(texts(svg)).toEqual(expect.arrayContaining(['out of reach', 'freeRate', 'limit', 'here']));
  });

  test('have one entry a name in the legend, in the order of the layers', () => {
    const names = ['5–95 %', 'quartiles', 'median', 'between', 'bars', 'design', 'trials', 'error'];
    expect(texts(svg).filter((text) => names.includes(text))).toEqual(names);
  });

  test('put lines where their numbers are', () => {
    const svg = renderSvg(chart({ x: rate, y: bound, layers: [line(curve)], width: 400, height: 200 }));
    const [path] = marks(svg, 'mark-line');
    expect(pathPoints(path)).toEqual([
      [0, 200],
      [200, 100],
      [400, 0],
    ]);
    expect(attribute(path, 'stroke')).toBe(palette[0]);
  });

  test('break lines where a value is missing or a logarithm has none', () => {
    for (const y of [null, NaN, 0, -1]) {
      const gap = [curve[0], curve[1], { x: 0.6, y }, curve[1], curve[2]];
      const paths = marks(renderSvg(chart({ x: rate, y: bound, layers: [line(gap)] })), 'mark-line');
      expect(paths.map((path) => pathPoints(path).length)).toEqual([2, 2]);
    }
  });

  test('draw a rule and the edge of a region at the same place', () => {
    const layers = [region({ x: [0.25, undefined] }), rule({ x: 0.25 })];
    const svg = renderSvg(chart({ x: rate, y: bound, layers, width: 400, height: 200 }));
    expect(attribute(marks(svg, 'mark-rect')[0], 'd')).toBe('M100,0h300v200h-300Z');
    expect(attribute(marks(svg, 'mark-rule')[0], 'transform')).toBe('translate(100,0)');
  });

  test('give layers of one name one colour, and names different ones', () => {
    const lines = marks(svg, 'mark-line').map((tag) => attribute(tag, 'stroke'));
    expect(lines).toEqual([palette[0], palette[3], palette[5]]); // median, design, error
    const trials = marks(svg, 'mark-symbol').filter((tag) => attribute(tag, 'stroke') === palette[4]);
    expect(trials.length).toBeGreaterThanOrEqual(3); // both ends of the error bar and the marker
  });

  test('are the same bytes each time, and differ by theme', () => {
    expect(renderSvg(everything)).toBe(svg);
    expect(renderSvg(everything, { theme: 'dark' })).not.toBe(svg);
  });

  test('refer to no other file or host', () => {
    expect(svg.replaceAll(/ xmlns(?::xlink)?="[^"]*"/g, '')).not.toMatch(
      /https?:|url\((?!#)|<image|<script|@import/,
    );
  });

  test('keep circles round where a plane is drawn', () => {
    const m = (domain: readonly [number, number]) => ({ label: 'm', domain });
    const circle = ellipses([{ center: [1, 1], semiAxes: [1, 1], angle: 0 }]);
    const spec = chart({ x: m([0, 4]), y: m([0, 2]), layers: [circle], equal: true, width: 400 });
    const points = pathPoints(marks(renderSvg(spec), 'mark-line')[0]);
    for (const [x, y] of points) expect(Math.hypot(x - 100, y - 100)).toBeCloseTo(100, 1);
  });

  test('put panels side by side, with all their titles', () => {
    const one = (title: string) => chart({ title, x: rate, y: bound, layers: [line(curve)] });
    const svg = renderSvg(panels([one('left'), one('right')], { title: 'both' }));
    expect(texts(svg)).toEqual(expect.arrayContaining(['both', 'left', 'right']));
    expect(marks(svg, 'mark-line')).toHaveLength(2);
  });
});

describe('axes', () => {
  const info = (values: number[], quantity = {}) => axisInfo({ label: 'a', ...quantity }, values);

  test('are logarithmic where the range asks for it', () => {
    expect(info([1, 29]).log).toBe(false);
    expect(info([1, 30]).log).toBe(true);
    expect(info([0, 1000]).log).toBe(false);
    expect(info([1, 30], { scale: 'linear' }).log).toBe(false);
    expect(info([1, 2], { scale: 'log' }).log).toBe(true);
  });

  test('hold all values, and end at round ones', () => {
    expect(info([3e-7, 4e-5])).toEqual({ log: true, domain: [2e-7, 5e-5] });
    expect(info([0.1, 0.88]).domain).toEqual([0, 0.9]);
    expect(info([5, 5]).domain).toEqual([2.5, 7.5]);
    expect(info([]).domain).toEqual([0, 10]);
  });

  test('write powers of ten as such', () => {
    expect([1e-12, 2e-7, 0.05, 1, 500, 1e4, 3e10].map(tickLabel)).toEqual([
      '10⁻¹²',
      '2×10⁻⁷',
      '0.05',
      '1',
      '500',
      '10⁴',
      '3×10¹⁰',
    ]);
  });

  test('take small numbers into the unit', () => {
    const y = { label: 'CRB', unit: 's² + rad²' };
    const svg = renderSvg(
      chart({
        x: rate,
        y,
        layers: [
          line([
            { x: 0, y: 2.5e-6 },
            { x: 1, y: 9e-6 },
          ]),
        ],
      }),
    );
    expect(texts(svg)).toContain('CRB (10⁻⁶ (s² + rad²))');
    expect(texts(svg)).toEqual(expect.arrayContaining(['0', '2', '4', '6', '8']));
  });
});

test('text is as wide as the font makes it', () => {
  // Advance widths of Arial, which Arimo shares, in 2048ths: A 1366, i 455, space 569, digits 1139.
  expect(textWidth('A', 2048)).toBe(1366);
  expect(textWidth('i', 2048)).toBe(455);
  expect(textWidth('A 10', 2048)).toBe(1366 + 569 + 2 * 1139);
  expect(textWidth('φ⁻²', 12)).toBeGreaterThan(12);
});
