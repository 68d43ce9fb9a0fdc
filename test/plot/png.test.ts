/** Pictures as PNG: the right size, with text in them although no font is installed or asked for. */
import { inflateSync } from 'node:zlib';
import { chart, line, renderPng, renderSvg } from 'isabc/plot';
import { expect, test } from 'vitest';

const figure = (title: string) => {
  const points = [0, 1].map((x) => ({ x, y: x }));
  return renderSvg(
    chart({ title, x: { label: 'x' }, y: { label: 'y' }, layers: [line(points)], width: 200, height: 100 }),
  );
};

test('a PNG has the size of the SVG times the scale', async () => {
  const svg = figure('title');
  const [, width, height] = /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  for (const scale of [1, 2.5]) {
    const image = readPng(await renderPng(svg, { scale }));
    expect(image.width).toBeCloseTo(Number(width) * scale, -0.5);
    expect(image.height).toBeCloseTo(Number(height) * scale, -0.5);
  }
});

test('text is drawn, Greek and superscripts too, each its own way', async () => {
  const of = async (title: string) => readPng(await renderPng(figure(title))).data;
  const [none, ...titled] = await Promise.all(['', 'θφ', 'Γ⁻²', 'rad²'].map(of));
  for (const data of titled) expect(data.equals(none)).toBe(false);
  expect(titled[0].equals(titled[1])).toBe(false);
  expect((await of('θφ')).equals(titled[0])).toBe(true);
});

/** Width, height and the unpacked (still filtered) rows of a PNG. */
function readPng(bytes: Uint8Array): { width: number; height: number; data: Buffer } {
  const file = Buffer.from(bytes);
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return {
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    data: inflateSync(Buffer.concat(parts)),
  };
}
