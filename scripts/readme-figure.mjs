// node scripts/readme-figure.mjs [FILE]: draws the curve of examples/scenario-2.json as docs/curve.svg, with the built
// package. Where it bends between two points is known, not guessed: a point's slope is part of its certificate.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSolver } from 'isabc';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const target = process.argv[2] ?? fromRoot('docs/curve.svg');

const scenario = JSON.parse(readFileSync(fromRoot('examples/scenario-2.json'), 'utf8'));
const { maxRate, freeRate, points } = (await loadSolver()).tradeoff(scenario, { points: 41 });
const unsolved = points.filter(({ status }) => status !== 'optimal');
if (unsolved.length > 0) throw new Error(`${unsolved.length} of ${points.length} points are not optimal`);

// Micro-units: 1e-6 (s² + rad²).
const curve = points.map(({ rateFloor, crb, slope }) => ({
  x: rateFloor,
  y: crb.total * 1e6,
  slope: slope * 1e6,
}));
const [first, last] = [curve[0], curve[curve.length - 1]];

const width = 760;
const height = 440;
const plot = { left: 74, right: width - 22, top: 46, bottom: height - 62 };
const axis = {
  x: [0, Math.ceil(maxRate * 10 + 0.5) / 10],
  y: [Math.floor(first.y - 0.5), Math.ceil(last.y)],
};
const scale = (value, [low, high], from, to) => from + ((value - low) / (high - low)) * (to - from);
const px = (x) => scale(x, axis.x, plot.left, plot.right);
const py = (y) => scale(y, axis.y, plot.bottom, plot.top);
const n = (value) => String(Number(value.toFixed(1)));
const at = (x, y) => `${n(px(x))} ${n(py(y))}`;

/** From a to b by the parabola with both their slopes: its control point is where the tangents meet. */
function segment(a, b) {
  const bend = b.slope - a.slope;
  const meet = bend > 0 ? (a.y - b.y + b.slope * b.x - a.slope * a.x) / bend : a.x;
  const x = Math.min(Math.max(meet, a.x), b.x);
  return `Q${at(x, a.y + a.slope * (x - a.x))} ${at(b.x, b.y)}`;
}
const line =
  `M${at(0, first.y)}L${at(first.x, first.y)}` +
  curve
    .slice(1)
    .map((b, i) => segment(curve[i], b))
    .join('');

const steps = (from, to, step) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
const text = (x, y, words, attributes = '') => `<text x="${n(x)}" y="${n(y)}"${attributes}>${words}</text>`;
const xTicks = steps(axis.x[0], axis.x[1], 0.1).map(
  (x) =>
    `<path class="grid" d="M${n(px(x))} ${plot.top}V${plot.bottom}"/>` +
    text(px(x), plot.bottom + 20, x.toFixed(1), ' text-anchor="middle"'),
);
const yTicks = steps(axis.y[0], axis.y[1], 1).map(
  (y) =>
    `<path class="grid" d="M${plot.left} ${n(py(y))}H${plot.right}"/>` +
    text(plot.left - 8, py(y) + 4, String(y), ' text-anchor="end"'),
);
const mark = (x, name) =>
  `<path class="mark" d="M${n(px(x))} ${plot.top}V${plot.bottom}"/>` +
  text(px(x), plot.top - 8, `${name} ${x.toFixed(3)}`, ' text-anchor="middle"');
const middle = (plot.top + plot.bottom) / 2;

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">Trade-off curve of examples/scenario-2.json</title>
<desc id="description">The smallest total Cramér–Rao bound at each rate floor: level at ${first.y.toFixed(2)} millionths up to ${freeRate.toFixed(3)} bps/Hz, then rising ever faster to ${last.y.toFixed(2)} millionths close to the largest rate, ${maxRate.toFixed(3)} bps/Hz.</desc>
<style>
text { font: 14px system-ui, 'DejaVu Sans', sans-serif; fill: #333 }
.grid { stroke: #ddd }
.frame, .mark { stroke: #666 }
.mark { stroke-dasharray: 5 4 }
.curve { stroke: #0b5cad; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round }
.point { fill: #0b5cad }
</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<rect x="${n(px(maxRate))}" y="${plot.top}" width="${n(plot.right - px(maxRate))}" height="${plot.bottom - plot.top}" fill="#eee"/>
${xTicks.join('\n')}
${yTicks.join('\n')}
<path class="frame" fill="none" d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}"/>
${mark(freeRate, 'freeRate')}
${mark(maxRate, 'maxRate')}
<path class="curve" fill="none" d="${line}"/>
${curve.map(({ x, y }) => `<circle class="point" cx="${n(px(x))}" cy="${n(py(y))}" r="2.6"/>`).join('\n')}
${text((px(0) + px(freeRate)) / 2, py(first.y) - 10, 'up to here the rate costs nothing', ' text-anchor="middle"')}
${text(0, 0, 'out of reach', ` text-anchor="middle" transform="translate(${n((px(maxRate) + plot.right) / 2)} ${n(middle)}) rotate(-90)"`)}
${text((plot.left + plot.right) / 2, height - 18, 'rate floor (bps/Hz)', ' text-anchor="middle"')}
${text(0, 0, 'smallest total CRB (10⁻⁶ (s² + rad²))', ` text-anchor="middle" transform="translate(22 ${n(middle)}) rotate(-90)"`)}
</svg>
`;
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, svg);
console.log(`wrote ${target === fromRoot('docs/curve.svg') ? 'docs/curve.svg' : target}`);
