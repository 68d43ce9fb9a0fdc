/**
 * npm run bench [-- --json FILE] [--quick]: what the core achieves on one thread of this machine, and what workers
 * make of it. Every figure is a median over repeats; rates are by processor time, and only certified points count.
 * docs/performance.md says what each one means.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { loadSolver } from 'isabc';
import { kernels } from './kernels.js';
import { operationsOfCurves } from './operations.js';
import { printWorkerFigures, workerFigures } from './monte-carlo.js';
import { againstTwin } from './twins.js';
import { coldPoints, curves, placements, threeFloors, type Solves } from './solves.js';

const { values: args } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean' } } });
const [seconds, count, coupledCount] = args.quick ? [0.2, 6, 1] : [5, 40, 10];
const [chunks, rounds] = args.quick ? [1, 1] : [8, 3];

const solver = await loadSolver();
const curve = curves(solver, 'printed', count, seconds);
const cold = coldPoints(solver, count, seconds);
const coupled = curves(solver, 'coupled', coupledCount, seconds);
const coupled3 = threeFloors(solver, 'coupled', coupledCount, seconds);
const reflections = curves(solver, 'coupled', coupledCount, seconds, 'reflections');
const montecarlo3 = threeFloors(solver, 'printed', count, seconds);
const { peak, kernels: measured } = kernels(seconds / 10);

const twin = await againstTwin(solver, placements(count, 1), seconds);
const operations = await operationsOfCurves(solver, placements(count, 1));
const workers = await workerFigures(solver, chunks, rounds);
const share = {
  solve: operations / curve.seconds / 1e9 / peak,
  kernels: Math.min(...measured.map((kernel) => kernel.share)),
};

const solves = { curve, cold, coupled, coupled3, reflections, montecarlo3 };
const each = <T>(take: (solve: Solves) => T) =>
  Object.fromEntries(Object.entries(solves).map(([name, solve]) => [name, take(solve)]));
const report = {
  pointsPerSecond: each((s) => s.pointsPerSecond),
  ratio: { twin: twin.ratio },
  twin,
  share,
  peakGflops: peak,
  operationsPerPoint: operations / curve.points,
  iterationsPerPoint: each((s) => s.iterations),
  medianGap: each((s) => s.gap),
  certified: each((s) => s.certified),
  points: each((s) => s.points),
  wallPointsPerSecond: each((s) => s.wallPointsPerSecond),
  kernels: measured,
  workers,
  machine: { processor: cpus()[0].model, node: process.version, load: loadavg()[0] },
  quick: args.quick === true,
};

const row = (...cells: string[]) =>
  console.log(cells.map((c, i) => (i ? c.padStart(14) : c.padEnd(30))).join(''));
const round = (x: number) => x.toFixed(x < 100 ? 1 : 0);
row('certified points', 'per CPU s', 'per wall s', 'certified', 'steps/point', 'median gap');
const titles = {
  curve: 'printed, curves of 21',
  cold: 'printed, cold points',
  coupled: 'coupled, curves of 21',
  coupled3: 'coupled, three floors',
  reflections: 'reflections unknown, curves',
  montecarlo3: 'printed, three floors',
};
for (const [name, title] of Object.entries(titles) as [keyof typeof titles, string][]) {
  const s = solves[name];
  row(
    title,
    round(s.pointsPerSecond),
    round(s.wallPointsPerSecond),
    `${s.certified}/${s.points}`,
    s.iterations.toFixed(1),
    s.gap.toExponential(1),
  );
}
console.log(
  `\nthe twin in plain JavaScript: ${round(twin.twinPointsPerSecond)} points a CPU second on printed curves of 21; ` +
    `the core is ${twin.ratio.toFixed(1)} times faster`,
);
row('\nkernel', 'n', 'GFLOP/s', 'of the peak');
for (const { name, n, gflops, share } of measured)
  row(name, String(n), gflops.toFixed(1), `${(100 * share).toFixed(0)} %`);
console.log(
  `peak ${peak.toFixed(1)} GFLOP/s; over whole printed curves ${(100 * share.solve).toFixed(0)} % of it`,
);
printWorkerFigures(workers);
const { processor, node, load } = report.machine;
console.log(`${processor}, Node ${node}, load ${load.toFixed(1)}`);
if (args.json) writeFileSync(args.json, JSON.stringify(report, null, 2) + '\n');
