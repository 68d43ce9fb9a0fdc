/** The process around the command line: streams, signals and the exit status. */

import {
  evaluateAsync,
  loadSolver,
  monteCarlo,
  simulateAsync,
  tradeoffAsync,
  type Result,
  type Solver,
} from '../index.js';
import { CommandError, exit } from './io.js';
import { run, type InWorker, type World } from './run.js';
import { removeTemporaries } from './whole-file.js';

/** 128 and the signal's number, as shells have it. SIGUSR1 and SIGUSR2 are what Slurm's --signal usually sends. */
const interrupted: Partial<Record<NodeJS.Signals, number>> =
  process.platform === 'win32'
    ? { SIGINT: 130, SIGTERM: 143 }
    : { SIGHUP: 129, SIGINT: 130, SIGUSR1: 138, SIGUSR2: 140, SIGTERM: 143 };

let onInterrupt: Parameters<World['onInterrupt']>[0] = null;

for (const [signal, status] of Object.entries(interrupted)) {
  process.on(signal, () => {
    const handler = onInterrupt;
    onInterrupt = null; // the next signal is meant
    if (handler !== null) return handler(status);
    process.exit(status);
  });
}

// A reader that has seen enough (| head) closes the pipe: nothing to complain about.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exit.done);
  process.stderr.write(`isabc: cannot write standard output: ${error.message}\n`);
  process.exit(exit.inputOutput);
});
process.stderr.on('error', () => {}); // there is nobody left to tell, and the work goes on
process.on('exit', removeTemporaries); // whatever ends it

async function solver(): Promise<Solver> {
  try {
    return await loadSolver();
  } catch (error) {
    throw new CommandError(exit.inputOutput, error instanceof Error ? error.message : String(error));
  }
}

/** Solves in a worker, once it is known that there is a core: where not, that is an input error with its address. */
function inWorker<Args extends unknown[], Value>(solve: (...args: Args) => Promise<Value>) {
  return async (...args: Args): Promise<Value> => {
    await solver();
    return solve(...args);
  };
}

const { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  loadSolver: solver,
  inWorker: {
    tradeoff: inWorker<Parameters<InWorker['tradeoff']>, Result>(tradeoffAsync),
    evaluate: inWorker(evaluateAsync),
    simulate: inWorker(simulateAsync),
  },
  loadPlot: () => import('../plot.js'),
  monteCarlo,
  onInterrupt: (handler) => (onInterrupt = handler),
});
