/**
 * What a design loses that was made for a receiver which knows more: four covariances under the coupled bound with
 * unknown reflections, against the number of devices.
 *
 *     npm run finding -- [--placements N] [--devices L] [--seed S] [--budget SECONDS] [--out FOLDER]
 *
 * Each placement puts L devices (symbol 1) uniformly into the disc of Scenario II, and its first 1, 2, …, L make the
 * scenes. Writes finding.json, the quantiles, and finding.svg, and where there is a finding.md its tables. Placements
 * that are done lie in build/finding.jsonl, from where the next run of the same core and options goes on; a budget ends
 * the run early, at a whole placement, and the files say how many there are.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Core } from '../bindings/core/core.js';
import { formatJson } from '../bindings/solver/format.js';
import { compare, designs, losses, placement, type Design } from './finding/compare.js';
import { keep, resume, type Row } from './finding/record.js';
import { figure, summarize, withTables } from './finding/summary.js';
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
const wanted = Number(values.placements);
const most = Number(values.devices);
const seed = Number(values.seed);
const sizes = Array.from({ length: most }, (_, i) => i + 1);
/** Floors as parts of the largest rate. */
const floors = [0.5, 0.9];
const record = 'build/finding.jsonl';

const core = new Core(new WebAssembly.Module(readFileSync('build/isabc.wasm')));
const started = performance.now();
const rows = resume(record, { seed, sizes, floors, core: __CORE_HASH__ });
const before = rows.length;
const random = new Random(seed);
for (let i = 0; i < wanted; i++) {
  const positions = placement(random, most);
  if (i < before) continue;
  if (performance.now() - started > 1000 * Number(values.budget)) break;
  const row: Row = sizes.map((count) =>
    compare(core, positions.slice(0, count), floors).map((answer) => {
      if (typeof answer === 'string') return answer;
      const lost = losses(answer);
      const finite = (design: Design) => (Number.isFinite(lost[design]) ? lost[design] : null);
      return Object.fromEntries(designs.map((design) => [design, finite(design)])) as Record<
        Design,
        number | null
      >;
    }),
  );
  keep(record, row);
  rows.push(row);
}

const done = rows.slice(0, wanted);
const summary = summarize(done, sizes, floors);
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'finding.svg'), figure(summary));
writeFileSync(
  join(values.out, 'finding.json'),
  formatJson({ placements: done.length, seed, floors: summary }),
);
const page = join(values.out, 'finding.md');
if (existsSync(page)) writeFileSync(page, withTables(readFileSync(page, 'utf8'), summary));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${done.length} placements, ${done.length - Math.min(before, done.length)} of them in ${seconds} s`,
);
