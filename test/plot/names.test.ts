import { expect, test } from 'vitest';
import { renderPng } from '../../bindings/plot/png.js';
import { renderSvg } from '../../bindings/plot/svg.js';
import { readFileSync } from 'node:fs';

test('what XML cannot hold is no part of a picture', async () => {
  const name = 'a\u0000\u001b\ud800\uffff<&>"b';
  const svg = renderSvg({
    title: name,
    description: name,
    data: { values: [{ x: 1, y: 2, name }] },
    mark: 'point',
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'y', type: 'quantitative' },
      color: { field: 'name', type: 'nominal' },
    },
  } as never);
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
  expect(svg).toContain('<title>a\ufffd\ufffd\ufffd\ufffd&lt;&amp;&gt;"b</title>');
  const wasm = readFileSync(new URL('../../dist/resvg.wasm', import.meta.url));
  expect((await renderPng(svg, { wasm: wasm as never })).length).toBeGreaterThan(1000);
});
