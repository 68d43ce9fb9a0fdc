/** Figures for LaTeX: every mark with its numbers, words that TeX can set, whatever names they contain. */
import {
  band,
  bars,
  chart,
  errorBars,
  heat,
  line,
  markers,
  note,
  panels,
  region,
  renderTex,
  rule,
} from 'isabc/plot';
import { expect, test } from 'vitest';

const axes = { x: { label: 'SNR', unit: 'dB' }, y: { label: 'error', unit: 'm²' } };

test('each layer is drawn at its numbers', () => {
  const tex = renderTex(
    chart({
      title: 'All layers',
      subtitle: 'second line',
      x: { ...axes.x, domain: [0, 10] },
      y: { ...axes.y, domain: [0, 5] },
      layers: [
        band([{ x: 1, low: 2, high: 3 }, { x: 2, low: 2.5, high: Infinity }], { name: 'band' }), // prettier-ignore
        line([{ x: 0, y: 1 }, { x: 1, y: 1.25 }, { x: 2, y: null }, { x: 3, y: 4 }], { name: 'line' }), // prettier-ignore
        markers([{ x: 5, y: 4.5 }], { name: 'marker', shape: 'triangle-down' }),
        errorBars([{ x: 6, low: 1, high: 2 }]),
        bars([{ x0: 7, x1: 8, y: 3.5 }]),
        rule({ x: 9 }, { label: 'here' }),
        region({ x: [9.5, 99] }, { label: 'beyond' }),
        note({ x: 4, y: 2 }, 'a note'),
      ],
    }),
  );
  expect(tex).toContain('coordinates {(1,2) (2,2.5) (2,5) (1,3)} -- cycle;'); // Infinity: the upper edge
  expect(tex).toContain('coordinates {(0,1) (1,1.25)};');
  expect(tex).toContain('coordinates {(3,4)};'); // the line is broken at a missing value
  expect(tex).toMatch(/only marks, mark=triangle\*.*rotate=180.*coordinates \{\(5,4.5\)\};/);
  expect(tex).toContain('(axis cs:6,1) -- (axis cs:6,2);');
  expect(tex).toContain('(axis cs:7,0) rectangle (axis cs:8,3.5);');
  expect(tex).toContain('(axis cs:9,0) -- (axis cs:9,5);');
  expect(tex).toContain('(axis cs:9.5,0) rectangle (axis cs:10,5);'); // cut at the edge
  expect(tex).toMatch(/at \(axis cs:4,2\) \{a note\};/);
  expect(tex).toContain('xlabel={SNR (dB)}');
  expect(tex).toContain('ylabel={error (m$^{2}$)}');
  expect(tex).toContain('title={All layers\\\\{\\small second line}}');
  for (const name of ['band', 'line', 'marker']) expect(tex).toContain(`\\addlegendentry{${name}}`);
  const defined = [...tex.matchAll(/\\definecolor\{(\w+)\}/g)].map(([, name]) => name);
  const used = [...tex.matchAll(/[=](isabc[0-9a-f]{6})/g)].map(([, name]) => name);
  expect(new Set(defined)).toEqual(new Set(used));
});

test('logarithmic axes, panels and a quantity over the plane', () => {
  const curve = chart({ ...axes, layers: [line([{ x: 0, y: 1e-8 }, { x: 1, y: 1e-3 }])] }); // prettier-ignore
  expect(renderTex(curve)).toContain('ymode=log');
  const map = chart({ ...axes, layers: [heat({ x: [0, 1], y: [0, 1], values: [[1, 2], [2, null]] }, { edges: [0, 1.5, 3], label: 'power' })] }); // prettier-ignore
  const tex = renderTex(panels([curve, map], { title: 'both' }));
  expect(tex.match(/\\begin\{tikzpicture\}/g)).toHaveLength(2);
  expect(tex).toContain('(axis cs:-0.5,-0.5) rectangle (axis cs:0.5,0.5);');
  expect(tex).toContain('([xshift='); // the bar of colours beside the plot
});

test('names cannot break out of their braces', () => {
  const hostile = 'a_b & 50% $x$ #1 {\\input{secret}} ^~ <tag>\n\\end{axis}';
  const tex = renderTex(
    chart({ title: hostile, ...axes, layers: [line([{ x: 0, y: 1 }, { x: 1, y: 2 }], { name: hostile })] }), // prettier-ignore
  );
  expect(tex).toContain('a\\_b \\& 50\\% \\$x\\$ \\#1 \\{\\textbackslash{}input\\{secret\\}\\}');
  expect(tex.match(/\\end\{axis\}/g)).toHaveLength(1);
  expect(tex).not.toMatch(/\\input/);
  let depth = 0;
  for (const [sign] of tex.replace(/^%.*$/gm, '').matchAll(/(?<!\\)[{}]/g)) {
    depth += sign === '{' ? 1 : -1;
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
});

test('what no chart has made is refused, as are colours that TeX does not know', () => {
  expect(() => renderTex({ mark: 'line' })).toThrow(TypeError);
  const drawn = (color: string) =>
    renderTex(chart({ ...axes, layers: [line([{ x: 0, y: 1 }, { x: 1, y: 2 }], { color })] })); // prettier-ignore
  expect(drawn('red')).toContain('draw=red');
  expect(() => drawn('rgb(1,2,3)')).toThrow('#rrggbb');
});
