/** Platforms for the pool: the real worker of dist/, in threads that a test can watch and kill. */
import { readFileSync } from 'node:fs';
import { startThread, type WorkerEvents, type WorkerHandle } from '../../bindings/workers/handle.js';
import type { Platform } from '../../bindings/workers/platform.js';
import type { Answer } from '../../bindings/workers/protocol.js';

const wasm = readFileSync(new URL('../../build/isabc.wasm', import.meta.url));
const worker = new URL('../../dist/worker.js', import.meta.url);

/** A worker from its owner's side. */
export interface Watched {
  /** Messages to it, the first being the start. */
  sent: unknown[];
  terminated: boolean;
  /** As if the operating system had killed it. */
  kill(): void;
}

/**
 * Real workers, with an ear to what they say.
 *
 * @param hear what a worker answers, before its owner hears of it; false keeps it from him
 */
export function watchedPlatform(hear: (worker: Watched, answer: Answer) => boolean = () => true): Platform & {
  workers: Watched[];
} {
  const workers: Watched[] = [];
  const startWorker = async (events: WorkerEvents): Promise<WorkerHandle> => {
    const watched: Watched = { sent: [], terminated: false, kill: () => {} };
    const handle = await startThread(worker, {
      message: (data) => {
        if (hear(watched, data as Answer)) events.message(data);
      },
      died: events.died,
    });
    watched.kill = () => {
      handle.terminate();
      events.died('killed by the test');
    };
    workers.push(watched);
    return {
      post: (message) => {
        watched.sent.push(message);
        handle.post(message);
      },
      terminate: () => {
        watched.terminated = true;
        handle.terminate();
      },
    };
  };
  return { wasm: () => wasm, startWorker, workers };
}
