/** docs/finding.md shows docs/finding.json; what its script compares is feasible and judged as the verifier judges it. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compare, designs, losses, placement, type Compared } from '../../bench/finding/compare.js';
import { keep, resume, type Row } from '../../bench/finding/record.js';
import { compared, range, summarize, withTables, type FloorSummary } from '../../bench/finding/summary.js';
import { Random } from '../../bench/random.js';
import { Core } from '../../bindings/core/core.js';
import { boundsOf, model, rateOf } from '../../bindings/verify/index.js';
import { squares } from '../../bindings/verify/linalg.js';
import { complete } from '../verify/helpers.js';

interface Finding {
  placements: number;
  floors: FloorSummary[];
}
const { placements, floors } = JSON.parse(readFileSync('docs/finding.json', 'utf8')) as Finding;
const page = readFileSync('docs/finding.md', 'utf8');

test.each(floors)('the table at $floor of the largest rate is that of the data', ({ devices }) => {
  expect(devices).toHaveLength(12);
  for (const entry of devices) {
    const cells = [String(entry.count), ...compared.map((design) => range(entry[design]))];
    expect(page.replace(/ +/g, ' ')).toContain(`| ${cells.join(' | ')} |`);
    expect(entry.certified + entry.refused + entry.uncertified).toBe(placements);
    for (const design of designs) expect(entry[design].q05).toBeGreaterThanOrEqual(1 - 1e-6);
  }
  expect(page).toContain(`--placements ${placements}`);
  expect(withTables(page, floors)).toBe(page);
});

describe('a few placements', () => {
  const core = new Core(new WebAssembly.Module(readFileSync('build/isabc.wasm')));
  const random = new Random(11);
  test.each([1, 2, 3, 5])(
    'of %i devices: every design is feasible, and none beats the certified one',
    (count) => {
      for (let n = 0; n < 2; n++) {
        const positions = placement(random, count);
        for (const [x, y] of positions) expect(Math.hypot(x - 1.5, y + 0.5)).toBeLessThanOrEqual(0.5);
        const scenario = complete({
          devices: positions.map((position) => ({ position })),
          unknown: 'reflections',
        });
        const scene = model(scenario);
        for (const answer of compare(core, positions, [0.5, 0.9])) {
          expect(typeof answer).toBe('object');
          const { rateFloor, factors, bounds } = answer as Compared;
          expect(rateFloor).toBeGreaterThan(0);
          for (const design of designs) {
            expect(squares(factors[design])).toBeLessThanOrEqual(scene.power * (1 + 1e-12));
            expect(rateOf(scene, factors[design])).toBeGreaterThanOrEqual(rateFloor * (1 - 1e-9));
            const { total } = boundsOf(scene, factors[design], 'coupled').crb;
            expect(Math.abs(bounds[design]! / total! - 1)).toBeLessThan(1e-6);
          }
          const lost = losses(answer as Compared);
          expect(lost.unknown).toBe(1);
          for (const design of designs) expect(lost[design]).toBeGreaterThanOrEqual(1 - 1e-6);
        }
      }
    },
  );
});

test('a run goes on where it was cut off, and not from another one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'finding-'));
  const file = join(folder, 'record.jsonl');
  const about = { seed: 1, sizes: [1], floors: [0.5], core: 'x' };
  const row = (loss: number | null): Row => [[{ printed: loss, known: 1, unknown: 1, 'rate-maximal': 2 }]];
  expect(resume(file, about)).toEqual([]);
  keep(file, row(3));
  keep(file, row(null));
  appendFileSync(file, '[[{"printed":');
  expect(resume(file, about)).toEqual([row(3), row(null)]);
  keep(file, [['refused']]);
  const rows = resume(file, about);
  expect(rows).toEqual([row(3), row(null), [['refused']]]);
  const [{ devices }] = summarize(rows, [1], [0.5]);
  expect([devices[0].certified, devices[0].refused]).toEqual([2, 1]);
  // a design that leaves something unobservable loses all
  expect([devices[0].printed.q05, devices[0].printed.q95]).toEqual([3, null]);
  expect(resume(file, { ...about, core: 'y' })).toEqual([]);
  rmSync(folder, { recursive: true });
});
