/**
 * What the workers of a Monte Carlo run cost beside the bare solver. Fresh placements of Scenario II (nine devices in a
 * disc), floors at 0, 0.5 and 0.9 of each curve: those of `montecarlo3`.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  chunkPlan,
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
  pointsPerSecond: {
    /** This thread alone, one `solver.batch` for every 64 draws: `montecarlo3` on the draws of the workers. */
    inThread: Rate;
    oneWorker: Rate;
    /** Two threads that run the bare solver on their halves of the draws. */
    twoBare: Rate;
    twoWorkers: Rate;
  };
  /** Ratios, in which wall time tells of waiting too, and processor time of work alone. Of `inThread`, the aim 0.85: */
  oneWorker: Rate;
  /** Of `twoBare`, the aim 0.95: */
  twoWorkers: Rate;
  /** Two workers against one by wall time: 1.9 and more where two processors are free. */
  speedup: number;
  processors: number;
}

/** Medians over rounds in which all four take their turns, with as many chunks of draws for each worker or thread. */
export async function workerFigures(solver: Solver, chunks: number, rounds: number): Promise<WorkerFigures> {
  const two = await scenariosOf(2 * chunks * chunk);
  const one = two.slice(0, chunks * chunk);
  solveAll(solver, one.slice(0, 256)); // warms up the compiled core, which all threads share
  const measured: Omit<WorkerFigures, 'processors'>[] = [];
  for (let round = 0; round < rounds; round++) {
    const inThread = await rate(one.length, () => solveAll(solver, one));
    const oneWorker = await rate(one.length, () => inWorkers(one.length, 1));
    const twoBare = await bareThreads([0, 1].map((k) => two.filter((_, i) => i % 2 === k)));
    const twoWorkers = await rate(two.length, () => inWorkers(two.length, 2));
    measured.push({
      pointsPerSecond: { inThread, oneWorker, twoBare, twoWorkers },
      oneWorker: over(oneWorker, inThread),
      twoWorkers: over(twoWorkers, twoBare),
      speedup: twoWorkers.wall / oneWorker.wall,
    });
  }
  const middle = (of: (figures: (typeof measured)[number]) => Rate): Rate => ({
    wall: median(measured.map((figures) => of(figures).wall)),
    cpu: median(measured.map((figures) => of(figures).cpu)),
  });
  return {
    pointsPerSecond: {
      inThread: middle((m) => m.pointsPerSecond.inThread),
      oneWorker: middle((m) => m.pointsPerSecond.oneWorker),
      twoBare: middle((m) => m.pointsPerSecond.twoBare),
      twoWorkers: middle((m) => m.pointsPerSecond.twoWorkers),
    },
    oneWorker: middle((m) => m.oneWorker),
    twoWorkers: middle((m) => m.twoWorkers),
    speedup: median(measured.map((m) => m.speedup)),
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
  const { pointsPerSecond, oneWorker, twoWorkers, speedup, processors } = figures;
  const row = (name: string, { wall, cpu }: Rate, digits: number, aim = '') =>
    console.log(name.padEnd(30) + [cpu, wall].map((x) => x.toFixed(digits).padStart(14)).join('') + aim);
  console.log(
    '\nMonte Carlo, points'.padEnd(31) + ['per CPU s', 'per wall s'].map((t) => t.padStart(14)).join(''),
  );
  row('three floors, this thread', pointsPerSecond.inThread, 0);
  row('one worker', pointsPerSecond.oneWorker, 0);
  row('two threads, bare solver', pointsPerSecond.twoBare, 0);
  row('two workers', pointsPerSecond.twoWorkers, 0);
  row('one worker / this thread', oneWorker, 3, '   aim 0.85');
  row('two workers / two bare', twoWorkers, 3, '   aim 0.95');
  console.log(`two workers are ${speedup.toFixed(2)} times as fast as one, on ${processors} processors`);
}
