/** Says things to screen readers, and shows them for a moment. */

export class Announcer {
  readonly #region: HTMLElement;
  #timer = 0;

  /** @param region an element with role status */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  say(words: string): void {
    this.#region.textContent = words;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#region.textContent = ''), 5000);
  }
}
