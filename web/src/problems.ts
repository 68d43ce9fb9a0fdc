/** What was refused or went wrong, in the words of the command line. */
import { InputError } from 'isabc';
import { byId, html } from './dom.js';

/** Shows an error until it is dismissed or something works; `source` is what was read, where that is not clear. */
export function showProblem(error: unknown, source?: string): void {
  const [first, ...rest] = (error instanceof Error ? error.message : String(error)).split('\n');
  const title = source === undefined ? first : `${source}: ${first}`;
  byId('problem-title').textContent = error instanceof InputError ? title.replace(/:$/, '') : title;
  byId('problem-lines').replaceChildren(...rest.map((line) => html('li', {}, line.trim())));
  byId('problem').hidden = false;
}

export function clearProblem(): void {
  byId('problem').hidden = true;
}
