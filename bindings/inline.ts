/**
 * The same as `isabc`, with the .wasm inside: larger, and nothing to copy or to fetch.
 *
 * @packageDocumentation
 */

import bytes from '../build/isabc.wasm';
import { solverFrom, type LoadOptions } from './load.js';
import type { Solver } from './solver.js';

export * from './public.js';

/**
 * Loads the core: by default the one in this file.
 *
 * @throws Error where the .wasm that is given instead cannot be read, fetched or compiled
 */
export function loadSolver({ wasm }: LoadOptions = {}): Promise<Solver> {
  return solverFrom(wasm ?? bytes);
}
