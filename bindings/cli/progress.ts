/** A line about how far it is, on standard error, only where that is a terminal. */

import type { Streams } from './io.js';

/** Often enough to look alive, and too seldom to cost anything. */
const interval = 100; // ms

/** A text in the place of what is in the terminal's current line. */
export const progressLine = (text: string): string => `\r${text}\u001b[K`;
/** Takes away what is in the terminal's current line. */
export const clearLine = progressLine('');

export class Progress {
  readonly #stream: Streams['stderr'];
  #last: number;
  #shown = false;

  constructor(stream: Streams['stderr']) {
    this.#stream = stream;
    this.#last = performance.now();
  }

  /** Shows a line in the place of the last one, unless that has just been shown. */
  show(line: () => string): void {
    if (performance.now() - this.#last >= interval) this.begin(line);
  }

  /** Shows a line in any case, as before something that may take long. */
  begin(line: () => string): void {
    if (!this.#stream.isTTY) return;
    this.#last = performance.now();
    this.#shown = true;
    this.#stream.write(progressLine(line()));
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#stream.write(clearLine);
    this.#shown = false;
  }
}

/** Does something that may take long, and says so meanwhile. */
export async function watched<T>(what: string, { stderr }: Streams, action: () => T): Promise<Awaited<T>> {
  const progress = new Progress(stderr);
  progress.begin(() => what);
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
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
