/**
 * The worker's own file, dist/worker.js, for worker_threads and Web Workers alike: it is sent the compiled core and
 * computes what it is asked for. It stands alone, and uses nothing that a bundler could not wrap into a function.
 */

import { Core } from './core/core.js';
import { perform, type Task } from './solver/tasks.js';
import { ChunkSolver } from './monte-carlo/chunk.js';
import type { DrawBatch } from './monte-carlo/types.js';
import { isNode, nodeModule } from './core/node.js';
import { failureOf, type Answer, type Start } from './workers/protocol.js';

type Post = (answer: Answer, transfer?: ArrayBuffer[]) => void;
/** Answers one task. */
type Work = (task: unknown) => void;

/** Takes messages: the first one starts the work. */
function receiver(post: Post): (message: unknown) => void {
  let work: Work | null = null;
  return (message) => {
    try {
      if (work !== null) return work(message);
      work = start(message as Start, post);
      post({ type: 'ready' });
    } catch (error) {
      post({ type: 'failed', error: failureOf(error) });
    }
  };
}

function start({ module, job }: Start, post: Post): Work {
  const core = new Core(module);
  if (job.kind === 'draws') {
    const solver = new ChunkSolver(core, job.experiment);
    return (chunk) => {
      const batch = solver.solve(chunk as number);
      post({ type: 'done', value: batch }, buffersOf(batch));
    };
  }
  return (task) => {
    const steps = perform(core, task as Task);
    let step = steps.next();
    for (; !step.done; step = steps.next()) post({ type: 'event', value: step.value });
    post({ type: 'done', value: step.value });
  };
}

/** The memory of a batch's columns: it moves to the receiver. */
function buffersOf({ draws, swept, placements }: DrawBatch): ArrayBuffer[] {
  return [draws, swept, placements].flatMap((columns) =>
    Object.values(columns as Record<string, Float64Array<ArrayBuffer>>).map((column) => column.buffer),
  );
}

if (isNode()) {
  void nodeModule<typeof import('node:worker_threads')>('worker_threads').then(({ parentPort }) => {
    parentPort?.on(
      'message',
      receiver((answer, transfer) => parentPort.postMessage(answer, transfer)),
    );
  });
} else {
  const scope = globalThis as unknown as Worker;
  const receive = receiver((answer, transfer = []) => scope.postMessage(answer, transfer));
  scope.addEventListener('message', ({ data }) => receive(data));
}
