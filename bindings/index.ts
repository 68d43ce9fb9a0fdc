/**
 * Certified trade-offs between rate and localization in integrated sensing and backscatter communication.
 *
 *     import { loadSolver } from 'isabc'
 *     const solver = await loadSolver()
 *     const result = solver.tradeoff({ devices: [{ position: [1.5, -0.5] }] }, { points: 11 })
 *
 * @packageDocumentation
 */

import { solverFrom, type LoadOptions } from './load.js';
import { runMonteCarlo, type MonteCarloOptions } from './monte-carlo/run.js';
import type { DrawBatch, ExperimentInput } from './monte-carlo/types.js';
import { isNode } from './node.js';
import type { Solver } from './solver.js';
import type { Result, ScenarioInput } from './types.js';
import { startThread, wrapWebWorker } from './workers/handle.js';
import type { Platform } from './workers/platform.js';
import { runTradeoff, type TradeoffAsyncOptions } from './workers/tradeoff-async.js';

export * from './public.js';

const here = import.meta.url;
const platform: Platform = {
  wasm: () => new URL('./isabc.wasm', import.meta.url),
  startWorker: async (events) => {
    if (isNode()) return startThread(new URL('./worker.js', here), events);
    // written out as bundlers look for it
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    return wrapWebWorker(worker, events);
  },
};

/**
 * Loads the core: by default the `isabc.wasm` beside this file, read in Node and fetched in browsers and workers.
 * Bundlers that copy no files need `wasm`, or the entry `isabc/inline`.
 *
 * @throws Error naming the address where the .wasm cannot be read, fetched or compiled
 */
export function loadSolver({ wasm }: LoadOptions = {}): Promise<Solver> {
  return solverFrom(wasm ?? platform.wasm());
}

/**
 * Runs an experiment on workers: `worker.js` beside this file, in threads of Node's or Web Workers.
 *
 *     for await (const { draws } of monteCarlo(experiment)) console.log(draws.total)
 *
 * Batches come in draw order and have the same bits for any number of workers, in every engine. Only a few are
 * computed ahead of the loop, so memory does not grow with the number of draws. Leaving the loop ends the workers. A
 * worker that dies is replaced and its draws are computed again.
 *
 * @param experiment `scenario`, `placement` and `draws` are required, see {@link ExperimentInput}
 * @param options `workers`, `signal`, `stop`, `onProgress`, see {@link MonteCarloOptions}
 * @throws InputError from the first step of the loop, naming every bad field
 * @throws the signal's reason, from the step after it was aborted
 * @throws Error where no worker can be started, or naming the draws at which three workers have failed
 */
export function monteCarlo(
  experiment: ExperimentInput,
  options: MonteCarloOptions = {},
): AsyncGenerator<DrawBatch, void, undefined> {
  return runMonteCarlo(platform, experiment, options);
}

/**
 * `solver.tradeoff` in a worker: the same result, without blocking the caller.
 *
 * @param options those of `tradeoff`; `signal` to cancel, `onPoint` to see points as they come
 * @throws InputError naming every bad field; the signal's reason once it is aborted; Error where no worker starts
 */
export function tradeoffAsync(scenario: ScenarioInput, options: TradeoffAsyncOptions = {}): Promise<Result> {
  return runTradeoff(platform, scenario, options);
}
