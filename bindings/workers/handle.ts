/** A worker as the pool sees it, whether a thread of Node's or a Web Worker. */

import { nodeModule } from '../core/node.js';

export interface WorkerHandle {
  post(message: unknown): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): void;
}

/** What a worker tells of itself. `died` comes once at most, and not after `terminate`. */
export interface WorkerEvents {
  message(data: unknown): void;
  died(reason: string): void;
}

/** Starts a worker; rejects where that cannot be. */
export type StartWorker = (events: WorkerEvents) => Promise<WorkerHandle>;

/** Events that fall silent once the worker has died or is not wanted any more. */
function once({ message, died }: WorkerEvents): WorkerEvents & { stop(): void } {
  let over = false;
  return {
    message: (data) => {
      if (!over) message(data);
    },
    died: (reason) => {
      if (!over) {
        over = true;
        died(reason);
      }
    },
    stop: () => {
      over = true;
    },
  };
}

/**
 * A thread of Node's that runs a module.
 *
 * @internal
 */
export async function startThread(url: URL, events: WorkerEvents): Promise<WorkerHandle> {
  const { Worker: Thread } = await nodeModule<typeof import('node:worker_threads')>('worker_threads');
  const { message, died, stop } = once(events);
  // Node's own arguments stay behind: some (--input-type) would keep the thread from starting.
  const thread = new Thread(url, { execArgv: [] });
  thread.on('message', message);
  thread.on('messageerror', (error) => died(error.message));
  thread.on('error', (error) => died(error instanceof Error ? error.message : String(error)));
  thread.on('exit', (code) => died(`it ended with code ${code}`));
  return {
    post: (data) => thread.postMessage(data),
    terminate: () => {
      stop();
      void thread.terminate();
    },
  };
}

/**
 * A Web Worker.
 *
 * @internal
 */
export function wrapWebWorker(worker: Worker, events: WorkerEvents): WorkerHandle {
  const { message, died, stop } = once(events);
  worker.addEventListener('message', ({ data }) => message(data));
  worker.addEventListener('messageerror', () => died('a message could not be read'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    // where the file itself is the trouble, browsers say nothing of it
    died(event.message || 'its file could not be loaded');
  });
  return {
    post: (data) => worker.postMessage(data),
    terminate: () => {
      stop();
      worker.terminate();
    },
  };
}
