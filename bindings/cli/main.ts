/**
 * The process around the command line. The command has a thread of its own: whatever it is busy with, and be it a
 * minute's arithmetic, this one answers signals, and shows that time passes.
 */

import { unlinkSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { World } from './world.js';
import { Terminal } from './terminal.js';
import type { ForCommand, FromCommand, ToCommand } from './thread.js';

/** 128 and the signal's number, as shells have it. SIGUSR1 and SIGUSR2 are what Slurm's --signal usually sends. */
const interrupted: Partial<Record<NodeJS.Signals, number>> =
  process.platform === 'win32'
    ? { SIGINT: 130, SIGTERM: 143 }
    : { SIGHUP: 129, SIGINT: 130, SIGUSR1: 138, SIGUSR2: 140, SIGTERM: 143 };
/** Exit statuses, as in io.ts, which this file does without: it is to be there at once. */
const exit = { done: 0, inputOutput: 3, internal: 70 } as const;
/** How long a signal may stay unheard until the thread is ended, and then until the process is, ms. */
const patience = 500;

let interrupt: (status: number, signal: NodeJS.Signals) => void = (status) => process.exit(status);
for (const [signal, status] of Object.entries(interrupted))
  process.on(signal, () => interrupt(status, signal as NodeJS.Signals));

// A reader that has seen enough (| head) closes the pipe: nothing to complain about.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exit.done);
  process.stderr.write(`isabc: cannot write standard output: ${error.message}\n`);
  process.exit(exit.inputOutput);
});
process.stderr.on('error', () => {}); // there is nobody left to tell, and the work goes on

/** Temporary files that exist now. */
const temporaries = new Set<string>();
const noteTemporary = (file: string, there: boolean) => {
  if (there) temporaries.add(file);
  else temporaries.delete(file);
};
function removeTemporaries(): void {
  for (const file of temporaries) {
    try {
      unlinkSync(file);
    } catch {
      // never made, or already renamed
    }
  }
}
process.on('exit', removeTemporaries); // whatever ends it

const terminal = new Terminal(process.stderr);

/** Runs the command in a thread, and resolves to its exit status; null where there can be no thread. */
function inThread(): Promise<number | null> {
  return new Promise((resolve) => {
    let thread: Worker;
    try {
      const data: ForCommand = { command: 'isabc', isTTY: terminal.isTTY };
      const argv = process.argv.slice(2);
      thread = new Worker(new URL('./command.js', import.meta.url), { argv, stdin: true, workerData: data });
    } catch {
      return resolve(null); // the system has none left, or no addresses for its memory
    }
    let status: number | null = null;
    let unheard: NodeJS.Timeout | undefined;
    interrupt = (asked, signal) => {
      thread.postMessage({ status: asked } satisfies ToCommand);
      unheard ??= setTimeout(() => {
        status = asked;
        void thread.terminate();
        setTimeout(() => die(signal), patience).unref();
      }, patience);
    };
    thread.on('message', (message: FromCommand) => {
      if (message.kind === 'stderr') terminal.write(message.text);
      else if (message.kind === 'temporary') noteTemporary(message.file, message.there);
      else if (message.kind === 'stdin') process.stdin.pipe(thread.stdin!);
      else {
        clearTimeout(unheard);
        unheard = undefined;
      }
    });
    thread.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_INIT_FAILED') return resolve(null);
      status = failure(error);
    });
    thread.on('exit', (code) => {
      clearTimeout(unheard);
      process.stdin.destroy(); // nobody reads the rest
      resolve(status ?? code);
    });
  });
}

/** Says what ended a command that could not say so itself, and gives the exit status. */
function failure(error: NodeJS.ErrnoException): number {
  const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const refused = memory || 'syscall' in error; // to read its own file
  const advice = 'the memory is used up: NODE_OPTIONS=--max-old-space-size=8000 allows 8 GB';
  terminal.write(`isabc: ${memory ? advice : refused ? error.message : (error.stack ?? String(error))}\n`);
  return refused ? exit.inputOutput : exit.internal;
}

/**
 * Ends the process while its thread is in a call that cannot be ended, such as the reading of a long JSON text: an exit
 * would wait for that. For a shell the status is that of the signal all the same.
 */
function die(signal: NodeJS.Signals): void {
  removeTemporaries();
  process.removeAllListeners(signal); // and with them what else there is to a signal but the end
  process.kill(process.pid, signal);
}

/** Runs the command in this thread. */
async function here(): Promise<number> {
  const { runCommand } = await import('./command.js');
  let onInterrupt: Parameters<World['onInterrupt']>[0] = null;
  interrupt = (status) => {
    const handler = onInterrupt;
    onInterrupt = null; // the next signal is meant
    if (handler !== null) return handler(status);
    process.exit(status);
  };
  const { stdin, stderr } = process;
  return runCommand({ stdin, stderr, onInterrupt: (handler) => (onInterrupt = handler) }, noteTemporary);
}

process.exitCode = (await inThread()) ?? (await here().catch(failure));
terminal.clear();
