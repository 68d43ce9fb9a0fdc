/**
 * The browser's history as the page's memory: what is shown is in the address, each change that was meant is a step, and
 * undo and redo go back and forth along it, as the browser's own buttons do.
 */

/** A step's number in this visit, kept with its entry. */
interface Entry {
  step: number;
}

/** Browsers refuse more than 200 changes of the address in ten seconds. */
const pace = 100;

export class History {
  readonly #onChange: (canUndo: boolean, canRedo: boolean) => void;
  /** The newest step that there is to go forward to; after a reload nobody knows of one. */
  #newest: number;
  /** The address that waits to replace the present one. */
  #waiting: string | null = null;
  #timer = 0;

  /** @param onChange told whether there is something to undo and to redo */
  constructor(onChange: (canUndo: boolean, canRedo: boolean) => void) {
    this.#onChange = onChange;
    this.#newest = this.#step;
    addEventListener('popstate', () => {
      this.#waiting = null; // it was of the entry that has been left
      this.#tell();
    });
    addEventListener('pagehide', () => this.#flush());
  }

  get #step(): number {
    return (history.state as Entry | null)?.step ?? 0;
  }

  push(address: string): void {
    this.#flush();
    if (address === location.hash) return;
    this.#newest = this.#step + 1;
    history.pushState({ step: this.#newest } satisfies Entry, '', address);
    this.#tell();
  }

  /** In place of the present address, at once or a moment later. */
  replace(address: string): void {
    this.#waiting = address;
    if (this.#timer !== 0) return;
    this.#write();
    this.#timer = window.setTimeout(() => this.#flush(), pace);
  }

  /** Nothing happens where there is nothing to undo: the page before this one is not the page's. */
  undo(): void {
    this.#flush();
    if (this.#step > 0) history.back();
  }

  redo(): void {
    this.#flush();
    if (this.#step < this.#newest) history.forward();
  }

  #flush(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#write();
  }

  #write(): void {
    if (this.#waiting === null) return;
    history.replaceState({ step: this.#step } satisfies Entry, '', this.#waiting);
    this.#waiting = null;
    this.#tell();
  }

  #tell(): void {
    this.#onChange(this.#step > 0, this.#step < this.#newest);
  }
}

/** Which of the two a key asks for; null in a field whose text has an undo of its own. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const { target } = event;
  const isText =
    (target instanceof HTMLInputElement && target.type !== 'range') || target instanceof HTMLTextAreaElement;
  if (isText) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}
