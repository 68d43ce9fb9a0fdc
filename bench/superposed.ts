/**
 * npm run bench:superposed [-- --count N --starts K --seed S --from I --verbose]: the superposed signal's points beside
 * a multi-start of its own, over N random and N mirror-symmetric scenes (200 each by default): how often another pair
 * is better by more than 1e-4, and how the gaps to the lower bound are distributed. --core FILE.wasm measures another
 * core. Exits 1 where a point is unsolved, or more than 1 % of the scenes of a kind are beaten.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { boundOf, loadSolver } from 'isabc';
import { checkScenario } from '../bindings/input/scenario.js';
import { multiStart } from './superposed/multi-start.js';
import { PairProblem } from './superposed/problem.js';
import { makeScene, type Kind } from './superposed/scenes.js';

const { values: args } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    starts: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    core: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const [count, starts, seed, from] = [args.count, args.starts, args.seed, args.from].map(Number);
const solver = await loadSolver(args.core === undefined ? undefined : { wasm: readFileSync(args.core) });
/** What counts as beaten. */
const better = 1e-4;

for (const kind of ['random', 'mirror'] as Kind[]) {
  const gaps: number[] = [];
  const losses: number[] = [];
  let unsolved = 0;
  let [ours, theirs] = [0, 0];
  for (let i = from; i < from + count; i++) {
    const { scenario, fidelity, objective, share } = makeScene(kind, seed, i);
    const { maxRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
    const rateFloor = share * maxRate!;
    let started = performance.now();
    const [point] = solver.tradeoff(scenario, { fidelity, objective, rates: [rateFloor] }).points;
    ours += performance.now() - started;
    const name = `${kind} ${i}, ${fidelity}, ${objective}, ${scenario.devices.length} devices, ${share.toFixed(3)}`;
    if (point.status === 'unsolved') {
      unsolved++;
      console.log(`${name}: unsolved, ${point.reason}`);
      continue;
    }
    started = performance.now();
    const problem = new PairProblem(checkScenario(scenario).output, fidelity, objective, rateFloor);
    const other = multiStart(problem, starts, i);
    theirs += performance.now() - started;
    const value = point.crb![boundOf[objective].key]!;
    const loss = value / other - 1;
    gaps.push(point.gap!);
    losses.push(loss);
    if (args.verbose || loss > better)
      console.log(`${name}: ${loss.toExponential(1)} above the other, gap ${point.gap!.toFixed(3)}`);
  }
  const beaten = losses.filter((loss) => loss > better).length;
  const ahead = losses.filter((loss) => loss < -better).length;
  const share = (100 * beaten) / losses.length;
  console.log(
    `${kind}: beaten by more than ${better} in ${beaten} of ${losses.length} (${share.toFixed(1)} %), at most by ` +
      `${quantile(losses, 1).toExponential(1)}; better by as much in ${ahead}; unsolved ${unsolved}`,
  );
  const quartiles = [0.25, 0.5, 0.75, 0.9].map((t) => quantile(gaps, t).toFixed(3));
  console.log(`  gaps, 25, 50, 75, 90 %: ${quartiles.join(', ')}`);
  console.log(
    `  ms a scene: ${(ours / count).toFixed(0)}; ${starts} starts of the other ${(theirs / count).toFixed(0)}`,
  );
  if (unsolved > 0 || share > 1) process.exitCode = 1;
}

function quantile(values: number[], t: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(t * sorted.length))] ?? NaN;
}
