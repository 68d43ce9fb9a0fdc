/** A number field bound to one number of the scenario, with the message of the scenario's own rules where it is bad. */
import { InputError } from 'isabc';
import { html, set } from './dom.js';
import { read, write, type Field } from './fields.js';
import type { Store } from './session.js';

let made = 0;

export interface Bound {
  /** The inputs, and the message below them where something is wrong. */
  inputs: HTMLInputElement[];
  message: HTMLElement;
}

/** The input, a slider where the field has one, and the message; kept in step with the store. */
export function bindNumber(store: Store, field: Field, attributes: Record<string, string> = {}): Bound {
  const id = `number-${++made}`;
  const message = html('p', { class: 'issue', id: `${id}-issue`, hidden: true });
  const input = html('input', {
    ...attributes,
    id,
    type: 'number',
    step: field.step,
    inputmode: 'decimal',
    autocomplete: 'off',
  });
  const inputs = [input];
  if (field.slider !== undefined) {
    const [min, max, step] = field.slider;
    inputs.push(
      html('input', { type: 'range', min, max, step, 'aria-label': `${field.label}, slider`, tabindex: -1 }),
    );
  }

  const enter = (source: HTMLInputElement, commit: 'none' | 'push', at: number): void => {
    const leaf =
      field.nullable && source.value === '' && !source.validity.badInput ? null : source.valueAsNumber;
    try {
      store.edit((scenario) => write(scenario, field.path, leaf), commit, at);
      complain(null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      complain(error.issues[0].message);
    }
  };
  const complain = (words: string | null): void => {
    message.hidden = words === null;
    message.textContent = words;
    set(input, { 'aria-invalid': words !== null, 'aria-describedby': words === null ? null : message.id });
  };
  for (const source of inputs) {
    source.addEventListener('input', (event) => enter(source, 'none', event.timeStamp));
    source.addEventListener('change', (event) => enter(source, 'push', event.timeStamp));
  }
  input.addEventListener('blur', () => show(true));

  /** Writes the scenario's number into the inputs; not into the one that is being typed in. */
  const show = (always = false): void => {
    const leaf = read(store.session.scenario, field.path);
    const value = leaf === null ? '' : String(leaf);
    for (const target of inputs) {
      if (!always && target === document.activeElement && target.type === 'number') continue;
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
