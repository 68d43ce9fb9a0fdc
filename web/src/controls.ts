/** The form: what is optimised, levels, arrays, channels, limits, signal. */
import {
  InputError,
  isInSpace,
  type Fidelity,
  type Objective,
  type Over,
  type Pulse,
  type Scenario,
  type Signal,
  type Unknown,
} from 'isabc';
import { inPlane, inSpace, reshaped } from './arrays.js';
import { byId, html, set } from './dom.js';
import { bindEntry, wordsAt } from './entry.js';
import { groups, type Field } from './fields.js';
import {
  fadingNames,
  fidelityNames,
  objectiveNames,
  overNames,
  shapeNames,
  shapeOf,
  signalNames,
  spaceNames,
  unknownNames,
  type Fading,
  type Shape,
} from './names.js';
import { placeFor } from './refusals.js';
import type { Session, Store } from './session.js';

/** A choice, by the id of its element: the words of its values, the value now, and what choosing another does. */
interface Choice<K extends string> {
  id: string;
  /** Where it is in the scenario or among the options, as an issue would name it. */
  path: string;
  names: Record<K, string>;
  get: (session: Session) => string;
  put: (value: K, store: Store) => void;
}

const choice = <K extends string>(one: Choice<K>): Choice<string> => one as unknown as Choice<string>;

const option = <K extends string>(id: 'objective' | 'over' | 'fidelity', names: Record<K, string>) =>
  choice<K>({
    id,
    path: id,
    names,
    get: (session) => session[id],
    put: (value, store) => store.update({ [id]: value }, 'push'),
  });

const entry = <K extends string>(
  id: string,
  path: string,
  names: Record<K, string>,
  get: (scenario: Scenario) => string,
  put: (scenario: Scenario, value: K) => void,
) =>
  choice<K>({
    id,
    path,
    names,
    get: ({ scenario }) => get(scenario),
    put: (value, store) => store.edit((scenario) => put(scenario, value), 'push'),
  });

const shape = (side: 'transmitter' | 'receiver') =>
  entry<Shape>(
    `${side}-shape`,
    side,
    shapeNames,
    (scenario) => shapeOf(scenario[side]),
    (scenario, kind) => (scenario[side] = reshaped(scenario[side], kind)),
  );

const counts = { 11: '11', 21: '21', 41: '41', 101: '101', 201: '201' };

const choices: Choice<string>[] = [
  option<Objective>('objective', objectiveNames),
  option<Over>('over', overNames),
  option<Fidelity>('fidelity', fidelityNames),
  entry<Unknown>(
    'unknown',
    'unknown',
    unknownNames,
    ({ unknown }) => unknown,
    (scenario, unknown) => (scenario.unknown = unknown),
  ),
  choice({
    id: 'points',
    path: 'points',
    names: counts,
    get: ({ points }) => String(points),
    put(text, store) {
      const points = Number(text);
      const { index, points: before } = store.session;
      store.update({ points, index: Math.round((index / (before - 1)) * (points - 1)) }, 'push');
    },
  }),
  entry<Signal>(
    'kind',
    'signal',
    signalNames,
    ({ signal }) => signal,
    (scenario, signal) => (scenario.signal = signal),
  ),
  entry<string>(
    'pulse',
    'pulse',
    { cosine: 'cosine', sinc: 'sinc', ramp: 'ramp' },
    ({ pulse }) => (typeof pulse === 'string' ? pulse : `${pulse.samples.length} samples of the file`),
    (scenario, pulse) => (scenario.pulse = pulse as Pulse),
  ),
  entry<keyof typeof spaceNames>(
    'space',
    'space',
    spaceNames,
    ({ transmitter }) => (isInSpace(transmitter) ? 'space' : 'plane'),
    (scenario, kind) => (kind === 'space' ? inSpace(scenario) : inPlane(scenario)),
  ),
  shape('transmitter'),
  shape('receiver'),
  entry<Fading>(
    'fading',
    'fading',
    fadingNames,
    ({ fading }) => (fading === undefined ? 'none' : fading.factorDb === null ? 'rayleigh' : 'rician'),
    (scenario, kind) => {
      const seed = scenario.fading?.seed ?? 1;
      if (kind === 'none') delete scenario.fading;
      else scenario.fading = { factorDb: kind === 'rician' ? 10 : null, seed };
    },
  ),
];

export function buildControls(store: Store): void {
  for (const one of choices) bindChoice(store, one);
  for (const [id, fields] of Object.entries(groups)) buildGroup(store, byId(id), fields);
  buildChannels(store);
}

/** The fields that the scenario has just now; each is made once, and comes and goes. */
function buildGroup(store: Store, host: HTMLElement, fieldsOf: (scenario: Scenario) => Field[]): void {
  const made = new Map<string, HTMLElement>();
  let last = '';
  const show = (): void => {
    const fields = fieldsOf(store.session.scenario);
    const keys = fields.map(({ path, label, kind }) => `${path} ${label} ${kind}`);
    if (keys.join() === last) return;
    last = keys.join();
    const elements = fields.map((field, i) => made.get(keys[i]) ?? fieldElement(store, field));
    elements.forEach((element, i) => made.set(keys[i], element));
    host.replaceChildren(...elements);
  };
  store.subscribe(show);
  show();
}

function fieldElement(store: Store, field: Field): HTMLElement {
  const { inputs, message } = bindEntry(store, field);
  const [input, slider] = inputs;
  const words = field.unit === undefined ? field.label : `${field.label} (${field.unit})`;
  const wide = field.kind === undefined ? '' : ' wide';
  return html(
    'div',
    { class: slider === undefined ? `field${wide}` : 'field with-slider' },
    html('label', { for: input.id }, words),
    slider ?? null,
    input,
    message,
  );
}

/** A value that is not among the choices gets one of its own while it is there. */
function bindChoice(store: Store, { id, path, names, get, put }: Choice<string>): void {
  const select = byId<HTMLSelectElement>(id);
  const message = html('p', { class: 'issue', id: `${id}-issue`, hidden: true });
  select.after(message);
  const options = Object.entries(names).map(([value, words]) => html('option', { value }, words));
  const complain = (words: string | null): void => {
    message.hidden = words === null;
    message.textContent = words;
    set(select, { 'aria-invalid': words !== null, 'aria-describedby': words === null ? null : message.id });
  };
  const show = (): void => {
    const value = get(store.session);
    const known = options.some((one) => one.value === value);
    select.replaceChildren(...options, ...(known ? [] : [html('option', { value }, value)]));
    select.value = value;
  };
  placeFor(path, select, complain);
  select.addEventListener('change', () => {
    try {
      put(select.value, store);
      complain(null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      show();
      complain(wordsAt(path, error));
    }
  });
  store.subscribe(() => {
    complain(null);
    if (select.value !== get(store.session)) show();
  });
  show();
}

/** Devices' own channels have no entries: how many there are, and a way back to the line of sight. */
function buildChannels(store: Store): void {
  const note = byId('channels');
  const button = byId<HTMLButtonElement>('own-channels');
  const show = (): void => {
    const { devices } = store.session.scenario;
    const own = devices.filter(({ channel }) => channel !== undefined).length;
    note.hidden = own === 0;
    note.querySelector('span')!.textContent =
      `Channels: own, of ${own === devices.length ? 'all' : `${own} of ${devices.length}`} devices.`;
  };
  button.addEventListener('click', () => {
    store.edit(({ devices }) => devices.forEach((device) => delete device.channel), 'push');
  });
  store.subscribe(show);
  show();
}
