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
import type { Solver } from './solver.js';

export * from './public.js';

/**
 * Loads the core: by default the `isabc.wasm` beside this file, read in Node and fetched in browsers and workers.
 * Bundlers that copy no files need `wasm`, or the entry `isabc/inline`.
 *
 * @throws Error naming the address where the .wasm cannot be read, fetched or compiled
 */
export function loadSolver({ wasm }: LoadOptions = {}): Promise<Solver> {
  return solverFrom(wasm ?? new URL('./isabc.wasm', import.meta.url));
}
