/** Tasks for a number of workers, each given one at a time; a worker that dies is replaced and its task repeated. */

import type { HostSignal } from '../core/host-types.js';
import { compile, type LoadOptions } from '../core/load.js';
import { InputError } from '../input/errors.js';
import type { StartWorker, WorkerHandle } from './handle.js';
import { defaultWorkers, type Platform } from './platform.js';
import type { Answer, Start } from './protocol.js';

/** So many workers may fail at a task, or fail to start one after the other, before the pool gives up. */
const patience = 3;

/** Tasks a worker that `stream` takes ahead of its consumer, the one in hand among them. */
const ahead = 2;

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
  readonly #signal: HostSignal | undefined;
  readonly #abort = (): void => this.close(this.#signal!.reason);
  #closed: { reason: unknown } | null = null;

  /**
   * Workers are started as tasks come, up to `size` of them.
   *
   * @param start the first message to each of them
   * @param nameOf names a task in an error
   * @param signal closes the pool with its reason
   */
  constructor(
    startWorker: StartWorker,
    start: Start,
    size: number,
    nameOf: (task: Task) => string,
    signal?: HostSignal,
  ) {
    this.#startWorker = startWorker;
    this.#start = start;
    this.#size = size;
    this.#nameOf = nameOf;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
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

  /**
   * What workers make of many tasks, in the tasks' order. Of these no more are taken than a few a worker ahead of what
   * the consumer has had. Whoever leaves the loop closes the pool.
   *
   * @param onValue called when a task is done, in any order; an error it throws is what comes in the task's place
   */
  async *stream(
    tasks: Iterable<Task> | AsyncIterable<Task>,
    onValue: (value: Value) => void = () => {},
  ): AsyncGenerator<Value, void, undefined> {
    const pending: Promise<Value>[] = [];
    const first = async (): Promise<Value> => {
      const value = await pending.shift()!;
      this.#signal?.throwIfAborted();
      return value;
    };
    try {
      for await (const task of tasks) {
        const value = this.run(task).then((done) => {
          onValue(done);
          return done;
        });
        value.catch(() => {}); // heard of when its turn comes
        pending.push(value);
        if (pending.length === ahead * this.#size) yield await first();
        this.#signal?.throwIfAborted();
      }
      while (pending.length > 0) {
        yield await first();
        this.#signal?.throwIfAborted();
      }
    } finally {
      this.close(null);
    }
  }

  /** Ends all workers, whatever they are doing; tasks that are not done reject with the reason. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    this.#signal?.removeEventListener('abort', this.#abort);
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

/** A pool over a compiled core. Throws the signal's reason where it is aborted, before and after the compilation. */
export async function openPool<Task, Value>(
  platform: Platform,
  job: Start['job'],
  { workers, signal, wasm }: { workers?: number; signal?: HostSignal } & LoadOptions,
  nameOf: (task: Task) => string,
): Promise<Pool<Task, Value>> {
  signal?.throwIfAborted();
  const size = workers ?? (await defaultWorkers());
  const module = await compile(wasm ?? platform.wasm());
  signal?.throwIfAborted();
  return new Pool<Task, Value>(platform.startWorker, { module, job }, size, nameOf, signal);
}
