/** What in the scene is surely a slip, though it is solved: in the words of the command line. */
import { warningText, type Result } from 'isabc';
import { byId, html } from './dom.js';

export function showWarnings({ warnings = [] }: Result): void {
  byId('warnings').hidden = warnings.length === 0;
  byId('warnings').replaceChildren(...warnings.map((warning) => html('li', {}, warningText(warning))));
}
