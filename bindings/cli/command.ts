/** The commands, in the thread that main.ts gives them; where there can be none, in the process's own. */

import { Readable, Writable } from 'node:stream';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { batches, loadSolver, monteCarlo, type Solver } from '../index.js';
import { CommandError, exit, reason } from './io.js';
import { run } from './run.js';
import type { World } from './world.js';
import { isForCommand, type FromCommand, type ToCommand } from './thread.js';
import { watchTemporaries, type TemporaryListener } from './whole-file.js';

async function solver(): Promise<Solver> {
  try {
    return await loadSolver();
  } catch (error) {
    throw new CommandError(exit.inputOutput, reason(error));
  }
}

/** What is another in a thread. */
export type Place = Pick<World, 'stdin' | 'stderr' | 'onInterrupt'>;

/** Runs the process's command line, and returns its exit status. */
export function runCommand(place: Place, onTemporary: TemporaryListener): Promise<number> {
  watchTemporaries(onTemporary);
  const loadPlot = () => import('../plot.js');
  const loadPdf = () => import('../pdf.js');
  const { stdout } = process;
  return run(process.argv.slice(2), {
    ...place,
    stdout,
    loadSolver: solver,
    loadPlot,
    loadPdf,
    monteCarlo,
    batches,
  });
}

async function runInThread(port: MessagePort, isTTY: boolean): Promise<void> {
  const tell = (message: FromCommand) => port.postMessage(message);
  let onInterrupt: Parameters<World['onInterrupt']>[0] = null;
  port.on('message', ({ status }: ToCommand) => {
    tell({ kind: 'heard' });
    const handler = onInterrupt;
    onInterrupt = null; // the next signal is meant
    if (handler !== null) return handler(status);
    process.exit(status);
  });
  port.unref(); // waits for nobody
  const stderr = new Writable({
    write(text: Buffer, _encoding, done) {
      tell({ kind: 'stderr', text: text.toString() });
      done();
    },
  });
  const place: Place = {
    stdin: Readable.from(asked(() => tell({ kind: 'stdin' }))),
    stderr: Object.assign(stderr, { isTTY }),
    onInterrupt: (handler) => (onInterrupt = handler),
  };
  process.exitCode = await runCommand(place, (file, there) => tell({ kind: 'temporary', file, there }));
}

/** Standard input, which is asked for when it is first read. */
async function* asked(ask: () => void): AsyncGenerator<Buffer> {
  ask();
  yield* process.stdin as AsyncIterable<Buffer>;
}

if (parentPort !== null && isForCommand(workerData)) await runInThread(parentPort, workerData.isTTY);
