/** What stands between the commands and the machine, so that tests can put another in its place. */

import type { Solver } from '../solver/solver.js';
import type { BatchesFunction } from './batch-folder/run.js';
import type { Streams } from './io.js';
import type { MonteCarlo } from './run-folder/run.js';

/** What the commands need of the world. */
export interface World extends Streams {
  loadSolver(): Promise<Solver>;
  /** The drawing module, large: only where a picture is asked for. */
  loadPlot(): Promise<typeof import('../plot.js')>;
  loadPdf(): Promise<typeof import('../pdf.js')>;
  monteCarlo: MonteCarlo;
  batches: BatchesFunction;
  /** Has the next signal that ends a process call a handler with its exit status instead of ending the process; null: ends it. */
  onInterrupt(handler: ((status: number) => void) | null): void;
}
