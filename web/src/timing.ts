/** How long the page takes from a move to the redrawn curve, shown in a corner of it. */
import { html } from './dom.js';

export class Timing {
  readonly #output: HTMLElement;
  #timer = 0;

  constructor(output: HTMLElement) {
    this.#output = output;
  }

  /** Says that the worker is at work, once it has been for a while. */
  busy(busy: boolean): void {
    window.clearTimeout(this.#timer);
    if (busy) this.#timer = window.setTimeout(() => this.#output.classList.add('busy'), 150);
    else this.#output.classList.remove('busy');
  }

  /**
   * To be called when all is drawn: measures once the browser has painted it.
   *
   * @param at time of the event that asked for it, ms
   * @param spent time in the solver, ms
   */
  drawn(at: number, spent: number): void {
    requestAnimationFrame(() =>
      setTimeout(() => {
        const whole = performance.now() - at;
        this.#output.dataset.redraw = whole.toFixed(1);
        this.#output.dataset.solver = spent.toFixed(1);
        this.#output.replaceChildren(
          html('span', { title: 'from the move to the painted curve' }, `redrawn in ${whole.toFixed(0)} ms`),
          html('span', { title: 'of which in the solver' }, `solved in ${spent.toFixed(1)} ms`),
        );
      }),
    );
  }
}
