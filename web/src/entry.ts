/** A field of the form bound to one entry of the scenario, with the message of the scenario's own rules where it is bad. */
import { InputError } from 'isabc';
import { html, set } from './dom.js';
import { read, write, type Field } from './fields.js';
import { placeFor } from './refusals.js';
import type { Store } from './session.js';

let made = 0;

type Box = HTMLInputElement | HTMLTextAreaElement;

export interface Bound {
  /** The boxes to type into and to slide, and the message below them where something is wrong. */
  inputs: Box[];
  message: HTMLElement;
}

/** The input, a slider where the field has one, and the message; kept in step with the store. */
export function bindEntry(store: Store, field: Field, attributes: Record<string, string> = {}): Bound {
  const id = `entry-${++made}`;
  const message = html('p', { class: 'issue', id: `${id}-issue`, hidden: true });
  const input = boxFor(field, { ...attributes, id, autocomplete: 'off' });
  const inputs = [input];
  if (field.slider !== undefined) {
    const [min, max, step] = field.slider;
    inputs.push(
      html('input', { type: 'range', min, max, step, 'aria-label': `${field.label}, slider`, tabindex: -1 }),
    );
  }

  const enter = (source: Box, commit: 'none' | 'push', at: number): void => {
    try {
      store.edit((scenario) => write(scenario, field.path, taken(field, source)), commit, at);
      complain(null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      complain(wordsAt(field.path, error));
    }
  };
  const complain = (words: string | null): void => {
    message.hidden = words === null;
    message.textContent = words;
    set(input, { 'aria-invalid': words !== null, 'aria-describedby': words === null ? null : message.id });
  };
  placeFor(field.path, input, complain);
  for (const source of inputs) {
    source.addEventListener('input', (event) => enter(source, 'none', event.timeStamp));
    source.addEventListener('change', (event) => enter(source, 'push', event.timeStamp));
  }
  input.addEventListener('blur', () => show(true));

  /** Writes the scenario's entry into the inputs; not into the one that is being typed in. */
  const show = (always = false): void => {
    const value = shown(read(store.session.scenario, field.path));
    for (const target of inputs) {
      if (!always && target === document.activeElement && target.type !== 'range') continue;
      if (target.value !== value) target.value = value;
    }
    if (always || input !== document.activeElement) complain(null);
  };
  store.subscribe(() => {
    if (input.isConnected) show();
  });
  show(true);
  return { inputs, message };
}

/** Of a change that was refused, what is wrong: of the entry itself, or of what it does not go with, by name. */
export function wordsAt(path: string, { issues: [{ path: at, message }] }: InputError): string {
  return at === path ? message : `${at}: ${message}`;
}

function boxFor({ kind, step = 'any' }: Field, attributes: Record<string, string>): Box {
  if (kind === 'rows') return html('textarea', { ...attributes, rows: 4, spellcheck: 'false' });
  if (kind === 'list') return html('input', { ...attributes, type: 'text', spellcheck: 'false' });
  return html('input', { ...attributes, type: 'number', step, inputmode: 'decimal' });
}

/** What a box says: a number (NaN where it is none), a list, rows of numbers; null or undefined where it is empty. */
function taken({ kind, empty }: Field, box: Box): unknown {
  if (empty !== undefined && box.value.trim() === '' && !box.validity.badInput)
    return empty === 'null' ? null : undefined;
  if (kind === 'rows') {
    const lines = box.value.split('\n').filter((line) => line.trim() !== '');
    return lines.map(itemsOf);
  }
  if (kind === 'list') {
    const items = itemsOf(box.value);
    return items.length === 1 ? items[0] : items;
  }
  return (box as HTMLInputElement).valueAsNumber;
}

function itemsOf(text: string): (number | string | null)[] {
  return text
    .trim()
    .split(/[\s,;]+/)
    .map(item);
}

/** A number, null for a dash, or the text that it is, to be refused by name. */
function item(text: string): number | string | null {
  if (/^[–-]$/.test(text)) return null;
  const number = Number(text.replace('−', '-'));
  return text === '' || Number.isNaN(number) ? text : number;
}

function shown(leaf: unknown): string {
  if (leaf === undefined || leaf === null) return '';
  if (!Array.isArray(leaf)) return String(leaf);
  if (leaf.some(Array.isArray)) return leaf.map((row: unknown[]) => row.join(', ')).join('\n');
  return leaf.map((one) => (one === null ? '–' : String(one))).join(', ');
}
