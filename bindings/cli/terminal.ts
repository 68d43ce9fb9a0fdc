/** Standard error as the thread keeps it that is always free. */

import { clearLine, duration, progressLine } from './progress.js';

/** How often the line about progress is drawn, and how long one stands before it tells the time, ms. */
const [interval, patience] = [100, 1000];

/** Passes on what the command says. A line about progress that stays as it is goes on to tell how long it has stood. */
export class Terminal {
  readonly #stream: NodeJS.WriteStream;
  #line = '';
  #since = 0;
  #shown = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  write(text: string): void {
    const line = this.isTTY ? /^\r(.*)\u001b\[K$/.exec(text)?.[1] : undefined;
    if (line === undefined) return void this.#stream.write(text);
    if (line === '') return this.clear();
    if (line !== this.#line) this.#since = performance.now();
    this.#line = line;
    this.#timer ??= setInterval(() => this.#draw(), interval);
  }

  #draw(): void {
    const stood = performance.now() - this.#since;
    const line = stood < patience ? this.#line : `${this.#line}, ${duration(Math.floor(stood / 1000))}`;
    if (line !== this.#shown) this.#stream.write(progressLine(line));
    this.#shown = line;
  }

  /** Takes the line about progress away. */
  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#shown !== '') this.#stream.write(clearLine);
    this.#line = this.#shown = '';
  }
}
