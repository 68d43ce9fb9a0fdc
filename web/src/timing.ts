/** How long the page takes: at once where it is at work for a while, and of the last redraw among the details. */
import { byId, html } from './dom.js';

/** What is done within this is not worth a word, ms. */
const soon = 150;

export class Busy {
  #timer = 0;

  /** @param onLate called when a question has been at the worker for a while; not for what is asked for otherwise */
  start(onLate: () => void): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.progress(0);
      byId('busy').hidden = false;
      onLate();
    }, soon);
  }

  progress(share: number): void {
    byId('busy-words').textContent = share > 0 ? `solving, ${Math.floor(100 * share)} %` : 'solving…';
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    byId('busy').hidden = true;
  }
}

/**
 * To be called when all is drawn: measures once the browser has painted it.
 *
 * @param at time of the event that asked for it, ms
 * @param spent time in the solver, ms
 */
export function showTiming(at: number, spent: number): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      const whole = performance.now() - at;
      const output = byId('timing');
      output.dataset.redraw = whole.toFixed(1);
      output.dataset.solver = spent.toFixed(1);
      output.replaceChildren(
        html('span', { title: 'from the move to the painted curve' }, `redrawn in ${whole.toFixed(0)} ms`),
        ', ',
        html('span', { title: 'of which in the solver' }, `of which solving ${spent.toFixed(1)} ms`),
      );
    }),
  );
}
