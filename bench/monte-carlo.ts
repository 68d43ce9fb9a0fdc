/**
 * node scripts/run-ts.mjs bench/monte-carlo.ts [--quick]: what the workers of a Monte Carlo run cost beside the bare
 * solver. Fresh placements of Scenario II (nine devices in a disc), floors at 0, 0.5 and 0.9 of each curve.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  chunkPlan,
  loadSolver,
  monteCarlo,
  parseExperiment,
  type ExperimentInput,
  type ScenarioInput,
  type Solver,
} from 'isabc';
import { median } from './measure.js';

const fractions = [0, 0.5, 0.9];
const experiment = (draws: number): ExperimentInput => ({
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
  draws,
  fractions,
});
/** Draws a chunk of this experiment. */
const chunk = chunkPlan(parseExperiment(experiment(1))).size;

/** Points a second: by wall time, and by processor time of all threads together. */
export interface Rate {
  wall: number;
  cpu: number;
}

export interface WorkerFigures {
  /** This thread alone, one `solver.batch` for every 64 draws. */
  inThread: Rate;
  oneWorker: Rate;
  /** Two threads that run the bare solver on their halves of the draws. */
  twoBare: Rate;
  twoWorkers: Rate;
  ratio: {
    /** Wall, of `inThread`: to reach 0.85. */
    oneWorker: Rate;
    /** Of `twoBare`: to reach 0.95. By wall time it tells of waiting too, by processor time of work alone. */
    twoWorkers: Rate;
    /** Two workers against one, by wall time: 1.9 and more where two processors are free. */
    speedup: number;
  };
  processors: number;
}

/** Medians over rounds in which all four take their turns, with as many chunks of draws for each worker or thread. */
export async function workerFigures(chunks: number, rounds: number): Promise<WorkerFigures> {
  const one = await scenariosOf(chunks * chunk);
  const two = await scenariosOf(2 * chunks * chunk);
  const solver = await loadSolver();
  solveAll(solver, one.slice(0, 256)); // warms up the compiled core, which all threads share
  const measured: Omit<WorkerFigures, 'processors'>[] = [];
  for (let round = 0; round < rounds; round++) {
    const inThread = await rate(one.length, () => solveAll(solver, one));
    const oneWorker = await rate(one.length, () => inWorkers(one.length, 1));
    const twoBare = await bareThreads([0, 1].map((k) => two.filter((_, i) => i % 2 === k)));
    const twoWorkers = await rate(two.length, () => inWorkers(two.length, 2));
    const ratio = {
      oneWorker: over(oneWorker, inThread),
      twoWorkers: over(twoWorkers, twoBare),
      speedup: twoWorkers.wall / oneWorker.wall,
    };
    measured.push({ inThread, oneWorker, twoBare, twoWorkers, ratio });
  }
  const middle = (of: (figures: (typeof measured)[number]) => Rate): Rate => ({
    wall: median(measured.map((figures) => of(figures).wall)),
    cpu: median(measured.map((figures) => of(figures).cpu)),
  });
  return {
    inThread: middle((m) => m.inThread),
    oneWorker: middle((m) => m.oneWorker),
    twoBare: middle((m) => m.twoBare),
    twoWorkers: middle((m) => m.twoWorkers),
    ratio: {
      oneWorker: middle((m) => m.ratio.oneWorker),
      twoWorkers: middle((m) => m.ratio.twoWorkers),
      speedup: median(measured.map((m) => m.ratio.speedup)),
    },
    processors: availableParallelism(),
  };
}

const over = (a: Rate, b: Rate): Rate => ({ wall: a.wall / b.wall, cpu: a.cpu / b.cpu });

async function rate(draws: number, run: () => void | Promise<void>): Promise<Rate> {
  const before = process.cpuUsage();
  const started = performance.now();
  await run();
  const wall = (performance.now() - started) / 1e3;
  const { user, system } = process.cpuUsage(before);
  const points = draws * fractions.length;
  return { wall: points / wall, cpu: points / ((user + system) / 1e6) };
}

/** The draws of the experiment as scenarios. */
async function scenariosOf(draws: number): Promise<ScenarioInput[]> {
  const scenarios: ScenarioInput[] = [];
  // one floor is the cheapest way to have the same placements made
  for await (const { placements, count } of monteCarlo({
    ...experiment(draws),
    rates: [0],
    fractions: undefined,
  })) {
    for (let i = 0; i < count; i++) {
      const devices = Array.from({ length: 9 }, (_, l) => {
        const row = 9 * i + l;
        const position: [number, number] = [placements.x[row], placements.y[row]];
        return { position, symbol: placements.symbol[row] };
      });
      scenarios.push({ devices });
    }
  }
  return scenarios;
}

function solveAll(solver: Solver, scenarios: ScenarioInput[]): void {
  for (let i = 0; i < scenarios.length; i += 64) solver.batch(scenarios.slice(i, i + 64), { fractions });
}

async function inWorkers(draws: number, workers: number): Promise<void> {
  for await (const batch of monteCarlo(experiment(draws), { workers })) void batch;
}

/** A thread that loads the package, says so, waits for a word and solves its scenarios. */
const bare = `
const { parentPort, workerData } = require('node:worker_threads');
import(workerData.entry).then(async ({ loadSolver }) => {
  const { scenarios, fractions } = workerData;
  const solver = await loadSolver();
  solver.batch(scenarios.slice(0, 64), { fractions });
  parentPort.once('message', () => {
    for (let i = 0; i < scenarios.length; i += 64) solver.batch(scenarios.slice(i, i + 64), { fractions });
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
});`;

async function bareThreads(parts: ScenarioInput[][]): Promise<Rate> {
  const entry = import.meta.resolve('isabc');
  const threads = parts.map(
    (scenarios) => new Worker(bare, { eval: true, workerData: { entry, scenarios, fractions } }),
  );
  const answers = () =>
    Promise.all(
      threads.map(
        (thread) => new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject)),
      ),
    );
  await answers();
  const figures = await rate(parts.flat().length, async () => {
    const done = answers();
    for (const thread of threads) thread.postMessage('go');
    await done;
  });
  await Promise.all(threads.map((thread) => thread.terminate()));
  return figures;
}

/** The figures as a table. */
export function printWorkerFigures(figures: WorkerFigures): void {
  const row = (name: string, { wall, cpu }: Rate, digits: number) =>
    console.log(name.padEnd(34) + wall.toFixed(digits).padStart(12) + cpu.toFixed(digits).padStart(12));
  console.log('points'.padEnd(34) + 'a second'.padStart(12) + 'a CPU s'.padStart(12));
  row('in this thread', figures.inThread, 0);
  row('one worker', figures.oneWorker, 0);
  row('two threads, bare solver', figures.twoBare, 0);
  row('two workers', figures.twoWorkers, 0);
  row('one worker / in this thread', figures.ratio.oneWorker, 3);
  row('two workers / two bare', figures.ratio.twoWorkers, 3);
  console.log(`two workers / one: ${figures.ratio.speedup.toFixed(2)}, on ${figures.processors} processors`);
}

// by itself, and not as a part of npm run bench
if (process.argv[1].endsWith('monte-carlo.mjs')) {
  const quick = process.argv.includes('--quick');
  printWorkerFigures(await workerFigures(quick ? 1 : 8, quick ? 1 : 3));
}
