/** Tasks for a number of workers, each given one at a time; a worker that dies is replaced and its task repeated. */

import { InputError } from '../input/errors.js';
import type { StartWorker, WorkerHandle } from './handle.js';
import type { Answer, Start } from './protocol.js';

/** So many workers may fail at a task, or fail to start one after the other, before the pool gives up. */
const patience = 3;

interface Job<Task> {
  task: Task;
  onEvent?: (value: unknown) => void;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  failures: number;
}

interface Slot<Task> {
  /** null while it is being started. */
  handle: WorkerHandle | null;
  /** Has said so: what goes wrong from here on is its task's fault. */
  ready: boolean;
  job: Job<Task> | null;
}

export class Pool<Task, Value> {
  readonly #startWorker: StartWorker;
  readonly #start: Start;
  readonly #size: number;
  readonly #nameOf: (task: Task) => string;
  readonly #slots = new Set<Slot<Task>>();
  readonly #waiting: Job<Task>[] = [];
  #failedStarts = 0;
  #closed: { reason: unknown } | null = null;

  /**
   * Workers are started as tasks come, up to `size` of them.
   *
   * @param start the first message to each of them
   * @param nameOf names a task in an error
   */
  constructor(startWorker: StartWorker, start: Start, size: number, nameOf: (task: Task) => string) {
    this.#startWorker = startWorker;
    this.#start = start;
    this.#size = size;
    this.#nameOf = nameOf;
  }

  /**
   * What a worker makes of a task. Rejects with InputError where the worker refuses it, with an Error naming the task
   * where three workers have failed at it, and with the reason of `close`.
   */
  run(task: Task, onEvent?: (value: unknown) => void): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed.reason);
      const take = (value: unknown) => resolve(value as Value);
      this.#waiting.push({ task, onEvent, resolve: take, reject, failures: 0 });
      this.#assign();
    });
  }

  /** Ends all workers, whatever they are doing; tasks that are not done reject with the reason. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    const jobs = [...this.#slots].flatMap(({ job }) => job ?? []);
    for (const { handle } of this.#slots) handle?.terminate();
    this.#slots.clear();
    for (const { reject } of [...jobs, ...this.#waiting.splice(0)]) reject(reason);
  }

  /** Gives waiting tasks to workers without one, and starts workers where they are too few. */
  #assign(): void {
    while (this.#waiting.length > 0) {
      let slot = [...this.#slots].find(({ job }) => job === null);
      if (slot === undefined) {
        if (this.#slots.size >= this.#size) return;
        slot = { handle: null, ready: false, job: null };
        this.#slots.add(slot);
        void this.#launch(slot);
      }
      slot.job = this.#waiting.shift()!;
      slot.handle?.post(slot.job.task);
    }
  }

  async #launch(slot: Slot<Task>): Promise<void> {
    try {
      const handle = await this.#startWorker({
        message: (data) => this.#answer(slot, data as Answer),
        died: (reason) => this.#lost(slot, reason),
      });
      if (!this.#slots.has(slot)) return handle.terminate(); // closed in the meantime
      slot.handle = handle;
      handle.post(this.#start);
      if (slot.job) handle.post(slot.job.task);
    } catch (error) {
      this.#lost(slot, error instanceof Error ? error.message : String(error));
    }
  }

  #answer(slot: Slot<Task>, answer: Answer): void {
    const { job } = slot;
    switch (answer.type) {
      case 'ready':
        slot.ready = true;
        this.#failedStarts = 0;
        return;
      case 'event':
        try {
          job?.onEvent?.(answer.value);
        } catch (error) {
          this.close(error); // the caller's own
        }
        return;
      case 'done':
        slot.job = null;
        job?.resolve(answer.value);
        this.#assign();
        return;
      case 'failed': {
        const { message, issues } = answer.error;
        // refused input would be refused by the next one too
        if (issues !== undefined) return this.close(new InputError(issues));
        // after a trap its memory is in no state to go on with
        this.#lost(slot, message);
      }
    }
  }

  /** A worker is gone: its task goes to another one. */
  #lost(slot: Slot<Task>, reason: string): void {
    if (!this.#slots.delete(slot)) return;
    slot.handle?.terminate(); // an uncaught error does not end a Web Worker
    const { job } = slot;
    if (!slot.ready) {
      if (++this.#failedStarts >= patience) {
        if (job) this.#waiting.unshift(job);
        return this.close(new Error(`cannot start a worker: ${reason}`));
      }
      if (job) this.#waiting.unshift(job);
    } else if (job) {
      if (++job.failures >= patience) {
        const name = this.#nameOf(job.task);
        job.reject(new Error(`${name} failed in ${patience} workers, in the last one because: ${reason}`));
      } else this.#waiting.unshift(job);
    }
    this.#assign();
  }
}
