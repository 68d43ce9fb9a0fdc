/**
 * What the paper's design loses: three covariances under the coupled bound, against the number of devices.
 *
 *     npm run finding -- [--placements N] [--devices L] [--seed S] [--budget SECONDS] [--out FOLDER]
 *
 * Each placement puts L devices (symbol 1) uniformly into the disc of Scenario II, and its first 1, 2, …, L make the
 * scenes. Writes finding.json, all loss factors with their quantiles, and finding.svg. A budget ends the run early, at
 * a whole placement; the files say how many there are.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Core } from '../bindings/core/core.js';
import { formatJson } from '../bindings/solver/format.js';
import { chart, line, panels, quantileBands, renderSvg } from 'isabc/plot';
import { parseScenario } from '../bindings/input/scenario.js';
import type { ComplexMatrix, Scenario, Vector2 } from '../bindings/types.js';
import { outerProduct } from '../bindings/verify/linalg.js';
import { Random } from './random.js';

const { values } = parseArgs({
  options: {
    placements: { type: 'string', default: '1000' },
    devices: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string', default: '86400' },
    out: { type: 'string', default: 'docs' },
  },
});
const most = Number(values.devices);
/** Floors as parts of the largest rate. */
const floors = [0, 0.9];
const designs = ['paper', 'rate-maximal'] as const;
type Design = (typeof designs)[number];
const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Bound of a design over that of the design made for the coupled bound, at one floor; why there is none. */
type Losses = Record<Design, number> | 'refused' | 'uncertified';

const core = new Core(new WebAssembly.Module(readFileSync('build/isabc.wasm')));

function place(random: Random): Vector2 {
  for (;;) {
    const [x, y] = [random.between(-0.5, 0.5), random.between(-0.5, 0.5)];
    if (x * x + y * y <= 0.25) return [1.5 + x, -0.5 + y];
  }
}

/** Losses at each floor. */
function lossesOf(scenario: Scenario): Losses[] {
  core.load(scenario, 'printed', 'sum');
  const largest = core.maxRate();
  const rates = floors.map((part) => part * largest.maxRate);
  const paper = rates.map((rate) => core.point(rate, true));
  try {
    core.load(scenario, 'coupled', 'sum');
  } catch {
    return floors.map(() => 'refused'); // devices that arrays and pulse cannot tell apart
  }
  const bound = (R: ComplexMatrix) => core.evaluate([{ covariance: R }]).crb.total ?? NaN;
  const fastest = bound(outerProduct(largest.factor));
  const others = paper.map(({ covariance }) => bound(covariance!));
  return rates.map((rate, i): Losses => {
    const best = core.point(rate, false);
    if (best.status !== 'optimal' || paper[i].status !== 'optimal') return 'uncertified';
    return { paper: others[i] / best.crb!.total!, 'rate-maximal': fastest / best.crb!.total! };
  });
}

const started = performance.now();
const random = new Random(Number(values.seed));
/** By floor and number of devices. */
const samples = floors.map(() => Array.from({ length: most }, (): Losses[] => []));
let placements = 0;
for (; placements < Number(values.placements); placements++) {
  if (performance.now() - started > 1000 * Number(values.budget)) break;
  const devices = Array.from({ length: most }, () => ({ position: place(random) }));
  for (let L = 1; L <= most; L++) {
    const scenario = parseScenario({ devices: devices.slice(0, L) });
    lossesOf(scenario).forEach((losses, floor) => samples[floor][L - 1].push(losses));
  }
}

const summary = floors.map((part, floor) => ({
  floor: part,
  devices: samples[floor].map((all, i) => {
    const certified = all.filter((losses) => typeof losses === 'object');
    const of = (design: Design) => {
      const sorted = certified.map((losses) => losses[design]).sort((a, b) => a - b);
      const [q05, q25, q50, q75, q95] = quantiles.map((q) =>
        sorted.length === 0 ? null : Number(sorted[Math.round(q * (sorted.length - 1))].toPrecision(6)),
      );
      return { q05, q25, q50, q75, q95 };
    };
    return {
      count: i + 1,
      certified: certified.length,
      refused: all.filter((losses) => losses === 'refused').length,
      uncertified: all.filter((losses) => losses === 'uncertified').length,
      paper: of('paper'),
      'rate-maximal': of('rate-maximal'),
    };
  }),
}));

const names: Record<Design, string> = {
  paper: "the paper's design",
  'rate-maximal': 'rate-maximal covariance',
};
const spec = panels(
  summary.map(({ floor, devices }) =>
    chart({
      title: floor === 0 ? 'without a rate floor' : `at ${100 * floor} % of the largest rate`,
      description: `Coupled bound over that of the design made for it, by number of devices; medians for ${most} devices: ${designs.map((design) => `${names[design]} ${devices[most - 1][design].q50}`).join(', ')}.`,
      x: { label: 'number of devices', domain: [1, most] },
      y: { label: 'coupled bound over the smallest one', scale: 'log' },
      layers: [
        ...designs.flatMap((design) =>
          quantileBands(
            devices.map((entry) => ({ x: entry.count, ...entry[design] })),
            { name: names[design] },
          ),
        ),
        line(
          [
            { x: 1, y: 1 },
            { x: most, y: 1 },
          ],
          { name: 'design under the coupled bound' },
        ),
      ],
      width: 380,
      height: 320,
    }),
  ),
  { columns: 2 },
);
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'finding.svg'), renderSvg(spec));
writeFileSync(
  join(values.out, 'finding.json'),
  formatJson({ placements, seed: Number(values.seed), floors: summary }),
);
console.log(`${placements} placements in ${Math.round((performance.now() - started) / 1000)} s`);
