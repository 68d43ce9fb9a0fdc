/** A counter on standard error, only where that is a terminal. */

import type { Streams } from './io.js';

/** Often enough to look alive, and too seldom to cost anything. */
const interval = 100; // ms

export class Progress {
  readonly #stream: Streams['stderr'];
  readonly #total: number;
  #last: number;
  #shown = false;

  constructor(stream: Streams['stderr'], total: number) {
    this.#stream = stream;
    this.#total = total;
    this.#last = performance.now();
  }

  /** Shows that so many points are done. */
  show(count: number): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#last < interval) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r${count} of ${this.#total} points`);
  }

  /** Takes the counter away. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
