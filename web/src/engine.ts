/** The page's side of the worker: one question at a time, and of those that wait only the newest. */
import type { Answer, Progress, Question } from './protocol.js';

export interface Handlers<T> {
  /** An answer to a question that was asked with `tag`. */
  onAnswer(answer: Answer, tag: T): void;
  /** Whether the worker is at work, and on a question with which tag. */
  onBusy(tag: T | null): void;
  /** The share of the curve that is done. */
  onProgress(share: number): void;
}

interface Job<T> {
  question: Question;
  tag: T;
  started: number;
}

/** A question that is running and no longer wanted may go on for this long, ms; a new worker costs about as much. */
const patience = 400;

export class Engine<T> {
  readonly #handlers: Handlers<T>;
  #worker: Worker | null = null;
  #running: Job<T> | null = null;
  #waiting: Job<T> | null = null;
  #timer = 0;
  #asked = 0;

  constructor(handlers: Handlers<T>) {
    this.#handlers = handlers;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Asks, in place of whatever still waits. */
  ask(question: Omit<Question, 'id'>, tag: T): void {
    this.#waiting = { question: { ...question, id: ++this.#asked }, tag, started: 0 };
    if (this.#running === null) this.#next();
    else if (this.#timer === 0) {
      const left = this.#running.started + patience - performance.now();
      this.#timer = window.setTimeout(() => this.#replace(), Math.max(0, left));
    }
  }

  /** Gives up what is running and what waits. */
  cancel(): void {
    this.#waiting = null;
    this.#replace();
  }

  #next(): void {
    this.#running = this.#waiting;
    this.#waiting = null;
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#handlers.onBusy(this.#running?.tag ?? null);
    if (this.#running === null) return;
    this.#running.started = performance.now();
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#running.question);
  }

  /** Drops what is running, as its answer is not wanted any more. */
  #replace(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#next();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./curve-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer | Progress>) => {
      if (!('done' in data)) this.#take(data);
      else if (data.id === this.#running?.question.id) this.#handlers.onProgress(data.done / data.of);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return; // Firefox says so of one that was ended while it was loading
      this.#worker = null;
      const id = this.#running?.question.id ?? 0;
      this.#take({ id, failed: event.message || 'the worker could not be started' });
    });
    return worker;
  }

  #take(answer: Answer): void {
    const job = this.#running;
    if (job === null || answer.id !== job.question.id) return;
    this.#next(); // the worker goes on while this answer is drawn
    this.#handlers.onAnswer(answer, job.tag);
  }
}
