/**
 * npm run bench:profile [-- --fidelity coupled] [--fresh | --cold] [--signal superposed]: where the time of a point
 * goes. The core is compiled with the same flags and its functions' names, run under V8's sampling profiler, and the
 * times are printed; AssemblyScript inlines small functions into their callers.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { parseArgs } from 'node:util';
import { loadSolver, type Fidelity, type Signal } from 'isabc';
// @ts-expect-error: a plain script, shared with the build
import { coreEntries } from '../scripts/defines.mjs';
import { placements } from './solves.js';

const { values: args } = parseArgs({
  options: {
    fidelity: { type: 'string', default: 'printed' },
    fresh: { type: 'boolean', default: false },
    cold: { type: 'boolean', default: false },
    signal: { type: 'string', default: 'reused' },
  },
});
const fidelity = args.fidelity as Fidelity;
const signal = args.signal as Signal;

const target = 'build/named.wasm';
execFileSync(process.execPath, [
  'node_modules/assemblyscript/bin/asc.js',
  ...coreEntries,
  ...['--target', 'release', '--debug', '--outFile', target],
]);
const solver = await loadSolver({ wasm: readFileSync(target) });
const count = signal === 'superposed' ? 3 : fidelity === 'coupled' ? 10 : 40;
const scenarios = placements(count, 1).map((scenario) => ({ ...scenario, signal }));
const floors = scenarios.map(
  (scenario) => solver.tradeoff(scenario, { points: 3, fidelity }).points[1].rateFloor,
);

const asked = args.fresh ? { fractions: [0, 0.5, 0.9] } : { points: 21 };
const way = args.cold ? 'cold points' : args.fresh ? 'three floors of fresh placements' : 'curves of 21';

/** For some seconds; curves with their extremes, of 21 points or three (--fresh), or the middle floor of each alone. */
function run(seconds: number): void {
  const started = performance.now();
  while (performance.now() - started < 1e3 * seconds) {
    if (!args.cold) solver.batch(scenarios, { ...asked, fidelity });
    else
      scenarios.forEach((scenario, i) =>
        solver.tradeoff(scenario, { rates: [floors[i]], extremes: false, fidelity }),
      );
  }
}

run(1);
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: 200 });
await session.post('Profiler.start');
run(5);
const { profile } = await session.post('Profiler.stop');
session.disconnect();

const { own, whole } = times(profile);
const total = [...own.values()].reduce((a, b) => a + b, 0);
const percent = (time = 0) => `${((100 * time) / total).toFixed(1).padStart(6)} %`;
console.log(`${fidelity}, ${way}: own time, and with what it calls`);
for (const [name, time] of [...own].sort((a, b) => b[1] - a[1]).slice(0, 30))
  console.log(`${percent(time)}  ${percent(whole.get(name))}  ${name}`);
const callers = [...whole].filter(([name]) => (own.get(name) ?? 0) < 0.01 * total);
console.log('mostly callers:');
for (const [name, time] of callers.sort((a, b) => b[1] - a[1]).slice(0, 30))
  console.log(`          ${percent(time)}  ${name}`);

/** Time of each function by name: its own, and with its callees; a recursive call counts once. */
function times({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const own = new Map<string, number>();
  const whole = new Map<string, number>();
  const add = (to: Map<string, number>, name: string, time: number) =>
    to.set(name, (to.get(name) ?? 0) + time);
  samples.forEach((sample, i) => {
    const stack = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id))
      stack.add(nameOf(byId.get(id)!.callFrame));
    add(own, nameOf(byId.get(sample)!.callFrame), timeDeltas[i]);
    for (const name of stack) add(whole, name, timeDeltas[i]);
  });
  return { own, whole };
}

/** assembly/linalg/tile/tile as linalg/tile: tile; an instance of a generic without its parameters. */
function nameOf({ functionName, url }: Profiler.Profile['nodes'][number]['callFrame']): string {
  const wasm = /^(?:assembly|~lib)\/(.*)\/([^/]+?)(?:<.*)?$/.exec(functionName);
  if (wasm) return `${wasm[1]}: ${wasm[2]}`;
  return url === '' ? functionName : `JavaScript: ${functionName || '(anonymous)'}`;
}
