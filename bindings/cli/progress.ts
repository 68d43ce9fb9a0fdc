/** A line about how far it is, on standard error, only where that is a terminal. */

import type { Streams } from './io.js';

/** Often enough to look alive, and too seldom to cost anything. */
const interval = 100; // ms

const clearToEnd = '\u001b[K';
/** Takes away what is in the terminal's current line. */
export const clearLine = `\r${clearToEnd}`;

export class Progress {
  readonly #stream: Streams['stderr'];
  #last: number;
  #shown = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(stream: Streams['stderr']) {
    this.#stream = stream;
    this.#last = performance.now();
  }

  /** Shows a line in the place of the last one. */
  show(line: () => string): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#last < interval) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r${line()}${clearToEnd}`);
  }

  /** Shows a line with the time it has taken, again and again until it is taken away; `line` is asked each time. */
  watch(line: () => string): void {
    if (!this.#stream.isTTY) return;
    const start = performance.now();
    const again = () => this.show(() => `${line()}, ${duration((performance.now() - start) / 1000)}`);
    // no reason to stay for where all else is done
    this.#watch = setInterval(again, interval).unref();
  }

  /** Takes the line away. */
  clear(): void {
    clearInterval(this.#watch);
    if (this.#shown) this.#stream.write(clearLine);
    this.#shown = false;
  }
}

/** What a promise brings; meanwhile a terminal says what is waited for, and how long. */
export async function watched<T>(what: string, { stderr }: Streams, action: () => Promise<T>): Promise<T> {
  const progress = new Progress(stderr);
  progress.watch(() => what);
  try {
    return await action();
  } finally {
    progress.clear();
  }
}

/** What a Monte Carlo run is busy with: looking at the chunks that are there, computing draws, writing the tables. */
export type Activity = 'reading' | 'solving' | 'assembling';

const titles: Record<Activity, string> = {
  reading: 'looking at what is there: ',
  solving: '',
  assembling: 'writing the results: ',
};

/** How far a Monte Carlo run is: draws, their rate, the time left at that rate, and rows that are unsolved. */
export class DrawProgress {
  readonly #progress: Progress;
  #start: { activity: Activity; time: number; done: number } | null = null;

  constructor(stream: Streams['stderr']) {
    this.#progress = new Progress(stream);
  }

  /** The first call of an activity tells what was there before. */
  show(activity: Activity, done: number, total: number, unsolved = 0): void {
    const now = performance.now();
    if (this.#start?.activity !== activity) this.#start = { activity, time: now, done };
    const { time, done: before } = this.#start;
    this.#progress.show(() => {
      const rate = (done - before) / ((now - time) / 1000); // draws/s
      const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
      const line = `${titles[activity]}${done} of ${total} draws`;
      if (activity !== 'solving') return line + left;
      return `${line}${rate > 0 ? `, ${Number(rate.toPrecision(3))} draws/s` : ''}${left}, ${unsolved} points unsolved`;
    });
  }

  clear(): void {
    this.#progress.clear();
  }
}

/** Seconds in words of the right size: `12 s`, `3 min`, `5 h 20 min`. */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
